"""Which of several places of one name is meant: kinds of doubt that readers of news never have."""

from pathlib import Path

import pytest

from geo.articles import Article
from geo.gazetteer import normalise
from geo.language import pipeline

LINES = [line for line in Path(__file__).with_name("which.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
ROWS = [line.split("\t") for line in LINES[1:]]
WEAK: dict[str, str] = {}
"""Texts that are still misread, each with the reason."""


def wanted(told: str) -> dict[str, list[str]]:
    """Return for each mention its place and what else is told of it."""
    pairs = (part.split(" = ") for part in told.split("; "))
    return {name: [part.strip() for part in want.split("|")] for name, want in pairs}


def wrong(record: dict, told: str) -> list[str]:
    """Say in words which mentions of a record are not where they should be."""
    places = {place["id"]: place for place in record["places"]}
    faults = []
    for key, want in wanted(told).items():
        name, _, nth = key.partition("#")
        found = [mention for mention in record["mentions"] if mention["text"] == name]
        found = found[int(nth) - 1 : int(nth)] if nth else found[:1]
        if want == ["nowhere"]:
            faults += [f"{key} is {places[m['place']]['name']}" for m in found if m["place"]]
        elif not found:
            faults.append(f"{key} is not found")
        else:
            place = places.get(found[0]["place"] or "")
            if not place or not fits(place, found[0], want):
                faults.append(f"{key} is {place and (place['name'], place['kind'], place['admin1'], place['country'])}")
    return faults


def fits(place: dict, mention: dict, want: list[str]) -> bool:
    said = {normalise(str(place[key])) for key in ("kind", "admin1", "country") if place[key]}
    said |= {"coarse"} if mention["coarse"] else set()
    named, first = normalise(place["name"]), normalise(want[0])
    return (first in named or named in first) and all(normalise(part) in said | {named} for part in want[1:])


def marks(text: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=WEAK[text], strict=True)] if text in WEAK else []


@pytest.mark.parametrize(
    ("publisher", "source", "text", "told"),
    [pytest.param(*row[1:], id=f"{row[0]}: {row[3][:40]}", marks=marks(row[3])) for row in ROWS],
)
def test_which(nlp, publisher, source, text, told):
    (record,) = pipeline.parse(nlp, [Article(text=text, publisher=publisher or None, source=source or None)])
    assert wrong(record, told) == []
