"""Large collections: opened from their tables, corrected by the articles that are touched, the same as small ones."""

import pytest

from geo.app import atlases, store
from geo.corrections import Elsewhere, Nothing, target_of
from geo.library import NOBODY
from tests.exports.sample import record

LYON = "geonames:2996944"


@pytest.fixture
def article(monkeypatch):
    """Return the id of a collection that counts as large."""
    monkeypatch.setattr(atlases, "LARGE", 4)
    library = store.library()
    monkeypatch.setattr(library._access, "everyone", "owner")
    records = [{**record(), "id": f"a{number}", "title": f"Number {number}", "source": None} for number in range(5)]
    id, _ = store.keep(records)
    yield id
    library.delete(id, NOBODY, for_good=True)
    store.derived().forget(id)


def test_it_is_opened_from_its_tables_and_each_article_is_there(article):
    assert atlases.is_large(article) and atlases.records(article) == [] and atlases.count(article) == 5
    assert atlases.record(article, "a3")["title"] == "Number 3" and atlases.record(article, "a9") is None
    assert LYON in set(atlases.atlas(article).by_place()["id"])


def test_a_correction_reaches_the_same_articles_as_in_a_small_one(article):
    correction = Elsewhere(LYON, None)
    assert {found["id"] for found in atlases.touched(article, correction)} == {f"a{number}" for number in range(5)}
    item = target_of(atlases.record(article, "a2"), "event", record()["events"][0]["id"])
    store.library().log.add(article, Nothing(item), NOBODY)
    store.kept(article)
    store.library().log.add(article, correction, NOBODY)
    store.kept(article)
    assert LYON not in set(atlases.atlas(article).by_place()["id"])
    assert len(atlases.record(article, "a2")["events"]) < len(record()["events"])
    assert atlases.touched(article, correction) == []
    for _ in range(2):
        store.library().log.undo(article, NOBODY)
    store.kept(article)
    assert LYON in set(atlases.atlas(article).by_place()["id"])


def test_what_is_deleted_for_good_leaves_no_tables_behind(article):
    folder, _ = store.derived().folder(article)
    assert store.delete(article) and not folder.exists()
