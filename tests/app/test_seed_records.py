"""What the engine read of a seed is kept for the next start, for as long as the engine would read the same."""

import json
from dataclasses import replace

import pytest

from geo import workers
from geo.app import seed_records
from geo.articles import Article
from geo.errors import DatelineError
from tests.exports.sample import record

ARTICLE = Article(id="rain[1]", text=record()["text"], title=record()["title"])


@pytest.fixture
def readings(tmp_path, monkeypatch):
    """The articles that the engine was asked to read; a folder of its own keeps what it makes of them."""
    asked = []

    def read(article):
        asked.append(article)
        return {**record(), "id": article.id}

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(seed_records, "read_article", read)
    monkeypatch.setattr(seed_records, "fingerprint", lambda: "first")
    monkeypatch.setattr(seed_records, "seeds", lambda: {ARTICLE.id: ARTICLE})
    return asked


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("dateline/seeds/*"))


def test_a_seed_is_read_once(readings):
    assert not seed_records.are_kept()
    first = seed_records.seed_record(ARTICLE)
    assert seed_records.are_kept()
    assert seed_records.seed_record(ARTICLE) == json.loads(json.dumps(first)) and readings == [ARTICLE]


def test_another_engine_and_another_text_are_read_anew_and_take_the_place_of_what_was_kept(
    readings, tmp_path, monkeypatch
):
    seed_records.seed_record(ARTICLE)
    monkeypatch.setattr(seed_records, "fingerprint", lambda: "second")
    assert not seed_records.are_kept()
    seed_records.seed_record(ARTICLE)
    other = replace(ARTICLE, text=ARTICLE.text + " More.")
    seed_records.seed_record(other)
    assert readings == [ARTICLE, ARTICLE, other] and len(files(tmp_path)) == 1


@pytest.mark.parametrize("damaged", ["", "{", json.dumps({"id": "rain[1]"}), "\x00\udcff"])
def test_what_was_damaged_is_read_anew(damaged, readings, tmp_path):
    seed_records.seed_record(ARTICLE)
    (name,) = files(tmp_path)
    path = tmp_path / "dateline" / "seeds" / name
    path.write_text(damaged, "utf-8", "surrogateescape")
    assert seed_records.seed_record(ARTICLE)["id"] == "rain[1]" and len(readings) == 2
    assert path.read_text("utf-8") != damaged


@pytest.mark.parametrize("file", ["dateline", "dateline/seeds"])
def test_what_cannot_be_kept_is_read_at_each_start(file, readings, tmp_path):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("no folder")
    for _ in range(2):
        assert seed_records.seed_record(ARTICLE)["id"] == "rain[1]"
    assert len(readings) == 2


@pytest.mark.parametrize("error", [workers.TooLongError(), workers.BrokenError("killed")])
def test_a_reader_that_fails_is_told(error, readings, monkeypatch):
    def fail(article):
        raise error

    monkeypatch.setattr(seed_records, "read_article", fail)
    with pytest.raises(DatelineError, match="too little memory"):
        seed_records.seed_record(ARTICLE)
