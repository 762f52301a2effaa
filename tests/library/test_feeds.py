"""Feeds that a collection grows by: followed once, asked when due and by one process only, kept with their articles."""

from dataclasses import replace

import pytest

from geo.errors import AccessError, LibraryError
from geo.library import Library, Person, clock, feeds
from tests.library.test_collections import article

ADDRESS = "https://example.org/feed"


@pytest.fixture
def made(library):
    id, key = library.create("News")
    return id, Person("Ana", {id: key})


def later(monkeypatch, minutes: float) -> None:
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + 60 * minutes)


def test_a_feed_is_followed_once_by_who_may(library, made):
    id, ana = made
    number = library.feeds.follow(id, f" {ADDRESS} ", 1, ana)
    (followed,) = library.feeds.of(id)
    assert (followed.number, followed.feed.address, followed.minutes) == (number, ADDRESS, feeds.LEAST_MINUTES)
    with pytest.raises(LibraryError, match="already"):
        library.feeds.follow(id, ADDRESS, 60, ana)
    for work in (lambda: library.feeds.follow(id, "https://b.org", 0, Person()),
                 lambda: library.feeds.unfollow(id, number, Person())):  # fmt: skip
        with pytest.raises(AccessError):
            work()
    library.feeds.unfollow(id, number, ana)
    assert library.feeds.of(id) == []


def test_it_is_due_when_its_time_has_come_and_one_process_takes_it(library, url, made, monkeypatch):
    id, ana = made
    library.feeds.follow(id, ADDRESS, 60, ana)
    library.feeds.follow(id, "https://b.org", 0, ana)
    (due,) = library.feeds.due()
    other = Library.open(url)
    assert due.feed.address == ADDRESS and library.feeds.claim(due) and not other.feeds.claim(due)
    assert library.feeds.due() == []
    later(monkeypatch, 61)
    (due,) = other.feeds.due()
    assert other.feeds.claim(due)
    library.delete(id, ana)
    later(monkeypatch, 61)
    assert library.feeds.due() == []


def test_what_it_brought_and_how_it_stands_are_kept_together(library, made):
    id, ana = made
    library.feeds.follow(id, ADDRESS, 60, ana)
    (followed,) = library.feeds.of(id)
    now = replace(followed.feed, title="The Feed", seen=("a", "b"), etag='"1"')
    assert library.feeds.grow(followed, now, [article("lyon"), article("nice")], "2 new articles.") == (2, 0)
    (again,) = library.feeds.of(id)
    assert again.feed == now and again.said == "2 new articles." and again.checked
    assert library.feeds.grow(again, now, [article("lyon")], "Nothing new.") == (0, 1)
    library.feeds.failed(again, "It can't be reached.")
    assert library.feeds.of(id)[0].feed == now and library.look(id).articles == 2
    library.feeds.unfollow(id, again.number, ana)
    with pytest.raises(AccessError):
        library.feeds.grow(again, now, [article("oslo")], "")
    assert library.look(id).articles == 2, "neither without the other"
