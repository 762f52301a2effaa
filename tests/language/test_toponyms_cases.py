"""Hard cases: what a careful reader of news puts where, and what not."""

import pytest
from toponym_cases import CASES, Case

from geo.articles import Article
from geo.gazetteer.distance import distance_km
from geo.language import pipeline

assert len(CASES) >= 40


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
            elif distance_km(place["lat"], place["lon"], want[0], want[1]) > want[2]:
                faults.append(f"{key} is {place['name']}, {place['admin1']}, {place['country']}")
    faults += [f"{m['text']} is no place" for m in record["mentions"] if m["text"] in case.none]
    for mention in record["mentions"]:
        if (kind := case.kinds.get(mention["text"])) and kind != mention["kind"]:
            faults.append(f"{mention['text']} is a {mention['kind']}, not a {kind}")
    return faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(nlp, case):
    (record,) = pipeline.parse(nlp, [Article(text=case.text)])
    assert wrong(record, case) == []
