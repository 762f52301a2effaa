"""Events that several articles tell: each once, with what they differ on; what a reader joins or parts stays so."""

import json

import pytest

from geo.app import atlases, comparing, edits, store
from geo.app.comparing import Entry
from geo.library import NOBODY
from tests.across.test_events import market, strike


@pytest.fixture
def article(monkeypatch):
    """Return the id of a collection of four articles, two of which are one text."""
    library = store.library()
    monkeypatch.setattr(library._access, "everyone", "owner")
    records = [market("a"), market("b", dead=11, publisher="The Post"), strike("c"), strike("d", publisher="The Post")]
    id, _ = store.keep(json.loads(json.dumps(records)))
    yield id
    library.delete(id, NOBODY, for_good=True)
    store.forget(id)


def entries(article: str) -> list[Entry]:
    store.kept(article)
    return comparing.entries(article)


def correct(article: str, correction) -> None:
    store.library().log.add(article, correction, NOBODY)


def of(found: list[Entry], what: str) -> Entry:
    return next(entry for entry in found if entry.what == what)


def test_an_event_is_there_once_with_its_tellings_and_what_they_differ_on(article):
    bomb = of(entries(article), "Attack")
    assert {one.article for one in bomb.told} == {"a", "b"} and bomb.where == "Lyon"
    (dead,) = [found for found in bomb.differing if found.field == "Dead"]
    assert [said for said, _, _ in dead.values] == ["9", "11"] and dead.values[1][1] == ["The Post"]
    told = bomb.told[0]
    assert told.before + told.trigger + told.after == atlases.record(article, "a")["text"].partition("\n")[0]


def test_a_telling_that_is_of_another_event_is_taken_out_and_stays_out(article):
    found = entries(article)
    bomb = of(found, "Attack")
    correct(article, comparing.apart(bomb, bomb.told[1]))
    assert "Attack" not in {entry.what for entry in entries(article)}
    (change,) = edits.log(article)
    store.library().log.undo(article, NOBODY)
    assert of(entries(article), "Attack") and change.correction.others


def test_entries_that_are_one_event_become_one(article):
    found = entries(article)
    assert len(found) == 2
    correct(article, comparing.same(found))
    (one,) = entries(article)
    assert {told.article for told in one.told} == {"a", "b", "c", "d"}


def test_a_line_keeps_the_spaces_at_its_ends():
    lines = {"were \n ": "were ", ", three\nof": ", three of", "  on ": " on ", "": ""}
    assert {text: comparing._line(text) for text in lines} == lines
