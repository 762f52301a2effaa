"""The edition of an installation: another one where answers may be others, the same where they can't be."""

import shutil

import pytest

from geo import edition
from geo.paths import DATA, PACKAGE


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a copy of the data that answers depend on, which the edition is told of."""
    for folder in edition._DATA:
        shutil.copytree(DATA / folder, tmp_path / folder)
    monkeypatch.setattr(edition, "DATA", tmp_path)
    yield tmp_path
    edition.edition.cache_clear()


def weights() -> str:
    edition.edition.cache_clear()
    return edition.edition()["weights"]


def test_what_reading_depends_on_makes_another_edition_and_what_compares_articles_does_not(data):
    before = weights()
    for name in ("weights/across.json", "lexicons/casualties.tsv"):
        (data / name).write_text("other", "utf-8")
        assert weights() == before, name
    for name in ("weights/events.json", "lexicons/triggers.tsv", "weights/quotes.json"):
        (data / name).write_text("other", "utf-8")
        now = weights()
        assert now != before, name
        before = now


@pytest.mark.parametrize("name", edition._APART)
def test_nothing_that_reads_asks_for_what_is_left_out(name):
    calls = (f'("{name}"', f'read_weights("{name.partition(".")[0]}"')
    asking = [
        str(path)
        for folder in ("language", "gazetteer", "atlas", "articles")
        for path in (PACKAGE / folder).rglob("*.py")
        if "training" not in path.parts and any(call in path.read_text("utf-8") for call in calls)
    ]
    assert asking == []
    assert any((DATA / folder / name).is_file() for folder in edition._DATA)
