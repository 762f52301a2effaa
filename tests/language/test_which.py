"""Which of several places of one name is meant: kinds of doubt that readers of news never have."""

import pytest
from which_cases import KINDS, OUTLETS

from geo.articles import Article
from geo.gazetteer import normalise
from geo.language import pipeline

WEAK: dict[str, str] = {}
"""Texts that are still misread, each with the reason."""


def wrong(record: dict, wanted: dict[str, str]) -> list[str]:
    """Say in words which mentions of a record are not where they should be."""
    places = {place["id"]: place for place in record["places"]}
    faults = []
    for key, want in wanted.items():
        name, _, nth = key.partition("#")
        found = [mention for mention in record["mentions"] if mention["text"] == name]
        found = found[int(nth) - 1 : int(nth)] if nth else found[:1]
        if want == "nowhere":
            faults += [f"{key} is {places[m['place']]['name']}" for m in found if m["place"]]
        elif not found:
            faults.append(f"{key} is not found")
        else:
            place = places.get(found[0]["place"] or "")
            if not place or not _fits(place, found[0], [part.strip() for part in want.split("|")]):
                faults.append(f"{key} is {place and (place['name'], place['kind'], place['admin1'], place['country'])}")
    return faults


def _fits(place: dict, mention: dict, want: list[str]) -> bool:
    said = {normalise(str(place[key])) for key in ("kind", "admin1", "country") if place[key]}
    said |= {"coarse"} if mention["coarse"] else set()
    named, first = normalise(place["name"]), normalise(want[0])
    return (first in named or named in first) and all(normalise(part) in said | {named} for part in want[1:])


def marked(text: str, kind: str, *values: object):
    marks = [pytest.mark.xfail(reason=WEAK[text], strict=True)] if text in WEAK else []
    return pytest.param(*values, text, id=f"{kind}: {text[:40]}", marks=marks)


@pytest.mark.parametrize(
    ("wanted", "text"), [marked(text, kind, wanted) for kind, cases in KINDS.items() for text, wanted in cases]
)
def test_which(nlp, wanted, text):
    (record,) = pipeline.parse(nlp, [Article(text=text)])
    assert wrong(record, wanted) == []


@pytest.mark.parametrize(
    ("publisher", "source", "wanted", "text"),
    [marked(text, "outlet", publisher, source, wanted) for publisher, source, text, wanted in OUTLETS],
)
def test_the_outlets_home_tells(nlp, publisher, source, wanted, text):
    (record,) = pipeline.parse(nlp, [Article(text=text, publisher=publisher, source=source)])
    assert wrong(record, wanted) == []
