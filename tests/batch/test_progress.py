"""How far a run is: the speed is that of now, the estimate rests on how much of the input is taken."""

import time

import pytest

from geo.articles import Article
from geo.batch.partitions import Known, Partition, partitions
from geo.batch.progress import Progress, lasting


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def articles(count: int) -> list[Article]:
    return [Article(id=str(number), text=f"Rain fell on Lyon {number} times.") for number in range(count)]


def test_what_is_left_is_told_from_the_share_of_the_input(clock, capsys):
    there = list(partitions(articles(100), Known(), 100))
    known = Known(there[0].names)
    progress = Progress(known, lambda: 0.5)
    (partition,) = partitions(articles(300), known, 200)
    clock[0] += 40
    progress.done(partition, 3)
    assert capsys.readouterr().err == "200 articles read, 5.0 a second; about 300 to go, 60 seconds\n"
    assert (progress.read, progress.errors, progress.seconds, progress.speed) == (200, 3, 40, 5)


def test_lines_come_now_and_then_unless_it_is_a_terminal(clock, capsys, monkeypatch):
    progress = Progress(Known(), lambda: 0.0)
    partition = Partition(tuple(articles(2)))
    for _ in range(25):
        clock[0] += 1
        progress.done(partition, 0)
    progress.end()
    told = capsys.readouterr().err.splitlines()
    assert told == ["20 articles read, 2.0 a second", "40 articles read, 2.0 a second"]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    progress.done(partition, 0)
    progress.end()
    assert capsys.readouterr().err == "\r\x1b[K52 articles read, 2.1 a second\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (119, "119 seconds"), (120, "2 minutes"), (7_300, "2 hours"), (500_000, "6 days")],
)
def test_lengths_of_time(seconds, words):
    assert lasting(seconds) == words
