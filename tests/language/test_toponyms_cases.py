"""Hard cases: what a careful reader of news puts where, and what not."""

import pytest
from toponym_cases import CASES, Case, Spot
from toponym_cases_news import CLASSES, WEAK

from geo.articles import Article
from geo.gazetteer.distance import distance_km
from geo.language import pipeline

assert len(CASES) >= 40
NEWS = [
    pytest.param(
        case,
        id=f"{group}: {case.name}",
        marks=[pytest.mark.xfail(reason=WEAK[case.name], strict=True)] if case.name in WEAK else [],
    )
    for group, cases in CLASSES.items()
    for case in cases
]


def away(place: dict, spot: Spot) -> bool:
    return distance_km(place["lat"], place["lon"], spot[0], spot[1]) > spot[2]


def wrong(record: dict, case: Case) -> list[str]:
    """Say in words what of a case is wrong in a record."""
    places = {place["id"]: place for place in record["places"]}
    faults = []
    for key, want in case.places.items():
        name, _, nth = key.partition("#")
        found = [mention for mention in record["mentions"] if mention["text"] == name]
        found = found[int(nth) - 1 : int(nth)] if nth else found
        if not found:
            faults.append(f"{key} is not found")
        for mention in found:
            place = places.get(mention["place"] or "")
            if place is None:
                faults.append(f"{key} is not placed: {mention['why']}")
            elif isinstance(want, str):
                if place["kind"] != "country" or place["country_code"] != want:
                    faults.append(f"{key} is {place['name']}, {place['country']} instead of {want}")
            elif away(place, want):
                faults.append(f"{key} is {place['name']}, {place['admin1']}, {place['country']}")
    faults += [f"{m['text']} is no place" for m in record["mentions"] if m["text"] in case.none]
    for mention in record["mentions"]:
        if (kind := case.kinds.get(mention["text"])) and kind != mention["kind"]:
            faults.append(f"{mention['text']} is a {mention['kind']}, not a {kind}")
    for mention in record["mentions"]:
        if (sort := case.sorts.get(mention["text"])) and sort != (kind := places.get(mention["place"], {}).get("kind")):
            faults.append(f"{mention['text']} is a {kind}, not a {sort}")
    faults += [f"{name} is not found" for name in case.sorts if name not in {m["text"] for m in record["mentions"]}]
    for word, spot in case.near.items():
        held = [places.get(m["place"] or "") for m in record["mentions"] if word in m["text"]]
        if not held or any(place is None or away(place, spot) for place in held):
            faults.append(f"{word} is not placed where it is")
    return faults


@pytest.mark.parametrize("case", [*(pytest.param(case, id=case.name) for case in CASES), *NEWS])
def test_case(nlp, case):
    (record,) = pipeline.parse(nlp, [Article(text=case.text)])
    assert wrong(record, case) == []
