"""What a worker does: an article that takes too long, too much or breaks its reader is a row, the others are read."""

import pytest

from geo.articles import Article
from geo.batch.partitions import Partition
from geo.batch.work import Terms, edition_with, read
from geo.edition import edition
from geo.errors import DatelineError
from geo.gazetteer.own import OwnPlaces, own_place
from geo.workers import Lease
from tests.batch.archive import story


def partition(*numbers: int) -> Partition:
    return Partition(tuple(Article(**{**story(number), "published": None}) for number in numbers))


def test_the_articles_of_a_partition_are_rows_of_its_tables():
    made = read(partition(1, 2, 3), Terms(edition=edition()), {"a002": "Every worker was ended."})
    assert made["articles"]["id"].to_pylist() == ["a001", "a003"]
    assert made["errors"].to_pylist() == [
        {"article": "a002", "title": story(2)["title"], "source": None, "error": "Every worker was ended."}
    ]
    assert set(made["events"]["article"].to_pylist()) == {"a001", "a003"}


def test_what_takes_too_long_or_too_much_is_an_error_and_nothing_else_is():
    """The longest time is one that 96,000 words need more than, however fast the machine is."""
    long = Article(id="long", text="The mayor of Lyon met farmers in Nantes. " * 12_000, title="A \ud800 title")
    given = partition(1, 2)
    made = read(Partition((given.articles[0], long, given.articles[1])), Terms(edition=edition(), seconds=6), {})
    assert made["articles"]["id"].to_pylist() == ["a001", "a002"]
    (error,) = made["errors"].to_pylist()
    assert (error["article"], error["title"]) == ("long", "A ? title")
    assert error["error"] == "It takes too long to read: 6 seconds is the limit."
    made = read(Partition((long, given.articles[0])), Terms(edition=edition(), seconds=60, megabytes=100), {})
    assert made["articles"]["id"].to_pylist() == ["a001"]
    assert "needs more memory than 100 MB" in made["errors"]["error"][0].as_py()


def test_an_article_that_breaks_the_reader_says_where(monkeypatch):
    answer = Lease.call

    def breaks(self, task, data=b"", *, articles, **how):
        task = "tests.batch.breaking:read" if any("Nantes" in article["text"] for article in articles) else task
        return answer(self, task, data, articles=articles, **how)

    monkeypatch.setattr(Lease, "call", breaks)
    given = partition(0, 1, 3)
    assert "Nantes" in given.articles[2].text
    made = read(given, Terms(edition=edition()), {})
    assert made["articles"]["id"].to_pylist() == ["a000", "a001"]
    (error,) = made["errors"]["error"].to_pylist()
    assert error.startswith("Its reading broke off (ZeroDivisionError at ") and "tests.batch.breaking:" in error


def test_a_worker_of_another_edition_is_refused():
    other = {**edition(), "weights": "def"}
    with pytest.raises(DatelineError, match=r"A worker has weights .*, not def: install the same"):
        read(partition(1), Terms(edition=other), {})


def test_articles_are_read_with_places_of_ones_own():
    kiln = own_place("Kiln Row", lat=42.91, lon=-74.57)
    articles = [Article(text=f"A warehouse burned down at {name} on Monday.", id=name) for name in ("Kiln Row", "Lyon")]
    terms = Terms(edition=edition_with(OwnPlaces([kiln])), places=OwnPlaces([kiln]))
    tables = read(Partition(tuple(articles)), terms, {})
    assert kiln.id in tables["places"]["id"].to_pylist() and len(tables["errors"]) == 0
