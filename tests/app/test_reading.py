"""Reading for the library in the background: one after another, told how it ends, stopped and gone on with."""

import threading
import time

import pytest

from geo.app import atlases, engine, following, reading, store
from geo.app.reading import Pace, Reading
from geo.errors import BusyError, DatelineError
from geo.library import NOBODY, Derived, Library
from geo.workers import TooLongError
from tests.library.test_collections import article


@pytest.fixture
def library(tmp_path, monkeypatch):
    made = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}", everyone="owner")
    monkeypatch.setattr(store, "library", lambda: made)
    monkeypatch.setattr(reading, "REST", 0.05)
    yield made
    until(lambda: not [thread for thread in threading.enumerate() if thread.name == "dateline-reading"])


@pytest.fixture
def asked(monkeypatch):
    """Have articles read by what a test says; return the ids in the order in which they were asked for."""
    ids: list[str] = []
    answers: dict[str, list[Exception]] = {}

    def read(given, places):
        ids.append(given.id)
        if answers.get(given.id):
            raise answers[given.id].pop(0)
        return {"id": given.id, "text": given.text, "title": given.title, "mentions": []}

    monkeypatch.setattr(engine, "read_article", read)
    return ids, answers


def until(condition) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def filled(library, *names: str) -> str:
    id, _ = library.create("News")
    library.add(id, map(article, names), NOBODY)
    return id


def states(library, id: str) -> dict[str, str]:
    return {entry.id: entry.state for entry in library.articles(id)}


def test_what_waits_is_read_and_what_comes_later_too(library, asked):
    id = filled(library, "lyon", "nice")
    ours = Reading()
    ours.go_on()
    until(lambda: library.look(id).read == 2)
    library.add(id, [article("oslo")], NOBODY)
    ours.go_on()
    until(lambda: library.look(id).read == 3)
    assert asked[0] == ["lyon", "nice", "oslo"] and ours.pace.read == 3


def test_what_cannot_be_read_says_why_and_stops_nothing(library, asked):
    asked[1].update(
        lyon=[TooLongError("")], nice=[RuntimeError("a fault")], oslo=[BusyError("")], bern=[DatelineError("")]
    )
    id = filled(library, "lyon", "nice", "oslo", "bern")
    Reading().go_on()
    until(lambda: library.look(id).read == 2 and not library.pending())
    found = {entry.id: (entry.state, entry.why) for entry in library.articles(id)}
    assert found["lyon"] == ("failed", reading._FAILED) and found["nice"] == ("failed", reading._UNEXPECTED)
    assert found["oslo"][0] == found["bern"][0] == "read", "what passes is tried again"
    library.retry(id, NOBODY)
    Reading().go_on()
    until(lambda: library.look(id).read == 4)


def test_it_can_be_stopped_for_one_collection_and_gone_on_with(library, asked):
    one, other = filled(library, "lyon"), filled(library, "nice")
    ours = Reading()
    ours.pause(one)
    ours.go_on()
    until(lambda: library.look(other).read == 1)
    assert states(library, one) == {"lyon": "waiting"} and ours.is_paused(one)
    ours.resume(one)
    until(lambda: library.look(one).read == 1)


def test_the_tables_of_a_large_collection_are_made_once_it_is_read(library, asked, monkeypatch, tmp_path):
    made = Derived(library, tmp_path / "tables")
    monkeypatch.setattr(store, "derived", lambda: made)
    monkeypatch.setattr(atlases, "LARGE", 2)
    monkeypatch.setattr(Derived, "folder", lambda self, id: folders.append(id))
    folders: list[str] = []
    large, small = filled(library, "lyon", "nice"), filled(library, "oslo")
    Reading().go_on()
    until(lambda: library.look(small).read == 1 and folders)
    assert folders == [large]


def test_how_long_it_takes_is_told_once_it_is_known():
    assert Pace(0, 0.0).left(10) is None and Pace(4, 8.0).left(10) == 20


def test_after_a_start_it_goes_on_where_it_was(library, asked, monkeypatch):
    id = filled(library, "lyon")
    ours = Reading()
    monkeypatch.setattr(reading, "reading", lambda: ours)
    reading.begin()
    until(lambda: library.look(id).read == 1)


def test_what_another_process_reads_is_read_here_only_when_that_has_ended(library, asked):
    filled(library, "lyon", "nice")
    (taken,) = library.pending()
    assert library.claim(taken.key)
    Reading().go_on()
    until(lambda: asked[0])
    time.sleep(0.3)
    assert asked[0] == ["nice"]
    library.release(taken.key)
    until(lambda: asked[0] == ["nice", "lyon"])


def test_feeds_that_are_due_are_asked_and_what_fails_is_told(library, monkeypatch):
    id, _ = library.create("News")
    library.feeds.follow(id, "no address at all", 15, NOBODY)
    ours = following.Following()
    monkeypatch.setattr(following, "following", lambda: ours)
    ours._round()
    (followed,) = library.feeds.of(id)
    assert "This is not a web address" in followed.said and followed.checked
    assert library.feeds.due() == []
