"""From partitions to files: what ends workers is found and told; what is wrong with all of them ends a run."""

from dataclasses import dataclass, field

import pyarrow as pa
import pytest

from geo.articles import Article
from geo.atlas.tables import tables
from geo.batch import run as module
from geo.batch.cluster import EndsWorkersError
from geo.batch.folder import open_folder
from geo.batch.partitions import Partition
from geo.batch.run import run
from geo.batch.work import ERRORS, Terms
from geo.errors import DatelineError
from tests.batch.archive import markers
from tests.batch.archive import tables as rows_of

TERMS = Terms(edition={})


@dataclass
class Workers:
    """A cluster that does each call here, and that some articles end.

    `deadly` end whoever reads them, `unlucky` only where others are read beside, as what waits behind a deadly one.
    """

    deadly: set[str] = field(default_factory=set)
    unlucky: set[str] = field(default_factory=set)
    odd: dict[str, Exception] = field(default_factory=dict)
    calls: int = 0

    def each(self, function, calls):
        calls = list(calls)
        for call in calls:
            self.calls += 1
            partition, _, failed = call
            ids = {article.id for article in partition.articles} - failed.keys()
            if ids & self.deadly or (ids & self.unlucky and len(calls) > 1):
                yield call, EndsWorkersError()
            elif error := next((self.odd[id] for id in ids if id in self.odd), None):
                yield call, error
            else:
                yield call, function(*call)


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    def read(partition, terms, failed):
        errors = [(id, None, None, why) for id, why in failed.items()]
        found = pa.table(list(zip(*errors, strict=True)) or [[], [], [], []], schema=ERRORS)
        records = [{"id": a.id, "text": a.text, "title": None, "published": None, "sentences": [], "mentions": [],
                    "places": [], "dates": [], "people": [], "bodies": [], "quotes": [], "events": [], "links": []}
                   for a in partition.articles if a.id not in failed]  # fmt: skip
        return {**tables(records), "errors": found}

    monkeypatch.setattr(module, "read", read)


def made(tmp_path, cluster: Workers, count: int = 40, size: int = 4) -> dict[str, list[str]]:
    articles = [Article(id=f"a{number}", text=f"Rain fell on Lyon {number} times.") for number in range(count)]
    parts = (Partition(tuple(articles[at : at + size])) for at in range(0, count, size))
    told = []
    with open_folder(tmp_path / "out", {}) as folder:
        run(parts, folder, cluster, TERMS, lambda partition, errors: told.append((len(partition.articles), errors)))
    found = rows_of(tmp_path / "out")
    assert markers(tmp_path / "out") == len(told) == count / size
    assert sum(errors for _, errors in told) == len(found["errors"])
    assert len(found["articles"]) + len(found["errors"]) == count
    return found


def test_of_partitions_that_end_workers_only_the_articles_to_blame_are_errors(tmp_path):
    found = made(tmp_path, Workers(deadly={"a5", "a22"}, unlucky={"a9", "a38"}))
    assert [row.split('"')[3] for row in found["errors"]] == ["a22", "a5"]
    assert all("Every worker that began to read it was ended." in row for row in found["errors"])


def test_many_partitions_that_end_workers_wait_a_few_at_a_time(tmp_path):
    found = made(tmp_path, Workers(deadly={f"a{number}" for number in range(0, 80, 4)}), count=80)
    assert len(found["errors"]) == 20


def test_an_article_that_no_table_can_be_made_of_is_an_error(tmp_path):
    found = made(tmp_path, Workers(odd={"a7": OverflowError("a secret word")}))
    (row,) = found["errors"]
    assert "No tables can be made of its record: OverflowError." in row and "secret" not in row


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DatelineError("No English spaCy model is installed."), "No English spaCy model"),
        (OSError(28, "No space left on device"), "A worker can't read: .*No space left"),
    ],
)
def test_what_every_article_would_meet_ends_the_run_in_a_sentence(tmp_path, error, words):
    with pytest.raises(DatelineError, match=words):
        made(tmp_path, Workers(odd={"a17": error}))
    assert len(rows_of(tmp_path / "out")["articles"]) == 16


def test_workers_that_end_whatever_they_read_end_the_run(tmp_path):
    workers = Workers(deadly={f"a{number}" for number in range(40)})
    with pytest.raises(DatelineError, match="Workers end whatever they read"):
        made(tmp_path, workers, size=20)
    assert workers.calls < 10 and markers(tmp_path / "out") == 0
