"""The figures of toponyms: what counts as found, and which names count at all."""

from geo.evaluation import score_toponyms
from geo.evaluation.toponyms import is_demonym

TEXT = "Danish ships left Aarhus for Oslo."


def gold(name: str, number: int) -> dict:
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "text": name, "geonameid": number, "lat": 56.0, "lon": 10.0}


def mention(name: str, place: str) -> dict:
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "kind": "name", "place": place, "score": 0.9, "why": ""}


def place(number: int) -> dict:
    return {
        "id": f"geonames:{number}",
        "name": "",
        "admin1": None,
        "country": None,
        "kind": "city",
        "lat": 56.0,
        "lon": 10.0,
    }


def test_demonyms_are_no_names():
    assert is_demonym("Danish") and is_demonym("Danes")
    assert not is_demonym("Aarhus") and not is_demonym("Nowhere at all")


def test_the_share_at_the_very_id_leaves_demonyms_out():
    row = {"id": "a", "text": TEXT, "toponyms": [gold("Danish", 1), gold("Aarhus", 2), gold("Oslo", 3)]}
    parsed = {
        "a": {
            "mentions": [mention("Aarhus", "geonames:2"), mention("Oslo", "geonames:9")],
            "places": [place(2), place(9)],
        }
    }
    figures = score_toponyms([row], parsed).figures
    assert figures["same id, without demonyms"] == 0.5
    assert figures["same GeoNames id, end to end"] == 1 / 3
