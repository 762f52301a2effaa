"""Tables of large collections: brought up to date by what has changed, they are those that are made from nothing."""

import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas
from geo.corrections import Elsewhere, Nothing, target_of
from geo.library import Library, Person, clock, derived, store
from geo.library.derived import Derived
from tests.test_atlas import RECORD, place

NICE = {**place("geonames:7", "Nice"), "lat": 43.7, "lon": 7.25}
BREST = {**place("geonames:8", "Brest"), "lat": 48.4, "lon": -4.5}
ANYBODY = Person()


def numbered(number: int) -> dict:
    """Return a record with a text of its own; every third has none of the places."""
    record = json.loads(json.dumps(RECORD))
    record |= {"id": f"a{number}", "text": f"{record['text']} Number {number}."}
    if number % 3 == 0:
        record |= {name: [] for name in ("mentions", "events", "quotes", "links", "places")}
    return record


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setattr(derived, "PART", 4)
    return Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}", everyone="owner")


def whole(folder) -> dict:
    """Return all that tables say, by article, and the places."""
    atlas = Atlas.open(folder)
    records = {id: atlas.record(id) for id in sorted(atlas.articles.index)}
    return {
        "records": records,
        "origins": atlas.origins,
        "places": sorted(atlas.by_place()["id"]),
        "known": sorted(atlas.places.index),
    }


def from_nothing(library, id, tmp_path) -> dict:
    shutil.rmtree(tmp_path / "anew", ignore_errors=True)
    return whole(Derived(library, tmp_path / "anew").folder(id)[0])


def test_the_tables_are_those_of_the_records(library, tmp_path):
    id, _ = library.save([numbered(number) for number in range(10)])
    atlas = Atlas.open(Derived(library, tmp_path / "tables").folder(id)[0])
    other = Atlas.from_records(library.get(id))
    assert list(atlas.articles.index) == list(other.articles.index)
    assert atlas.by_place().to_dict() == other.by_place().to_dict()


def test_nothing_is_made_twice_and_files_in_which_nothing_changed_are_shared(library, tmp_path, monkeypatch):
    id, _ = library.save([numbered(number) for number in range(12)])
    made = Derived(library, tmp_path / "tables")
    first = made.folder(id)[0]
    assert made.folder(id)[0] == first
    (last,) = (record for record in library.get(id) if record["id"] == "a11")
    library.log.add(id, Nothing(target_of(last, "event", "e1")), ANYBODY)
    second = made.folder(id)[0]
    same = [file.samefile(second / "links" / file.name) for file in sorted((first / "links").iterdir())]
    assert same == [True, True, False]
    monkeypatch.setattr(Library, "readings", None)
    library.log.undo(id, ANYBODY)
    assert made.folder(id)[0] == first, "a state that is still there is taken up again"


STEPS = st.lists(
    st.sampled_from(["move", "move on", "away", "event", "undo", "redo", "add", "remove", "again"]),
    min_size=1,
    max_size=8,
)


@given(STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_brought_up_to_date_they_are_those_made_from_nothing(library, tmp_path, steps):
    id, _ = library.save([numbered(number) for number in range(10)])
    made = Derived(library, tmp_path / "tables")
    made.folder(id)[0]
    for number, step in enumerate(steps):
        records = library.get(id)
        events = [record for record in records if record["events"]]
        if step == "move":
            library.log.add(id, Elsewhere("geonames:2", NICE), ANYBODY)
        elif step == "move on":
            library.log.add(id, Elsewhere("geonames:7", BREST), ANYBODY)
        elif step == "away":
            library.log.add(id, Elsewhere("geonames:1", None), ANYBODY)
        elif step == "event" and events:
            item = target_of(events[-1], "event", events[-1]["events"][0]["id"])
            library.log.add(id, Nothing(item), ANYBODY)
        elif step == "undo":
            library.log.undo(id, ANYBODY)
        elif step == "redo":
            library.log.redo(id, ANYBODY)
        elif step == "add":
            library.add_read(id, [numbered(100 + number)], ANYBODY)
        elif step == "remove":
            library.remove(id, [number], ANYBODY)
        else:
            (article, *_) = library.chosen(id)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(store, "fingerprint", lambda number=number: f"engine {number}")
                library.keep_reading(article.key, {**library.readings([article])[0], "title": f"Anew {number}"})
        if number % 2:
            made.folder(id)[0]
    assert whole(made.folder(id)[0]) == from_nothing(library, id, tmp_path)
    assert whole(made.folder(id)[0])["records"].keys() == {record["id"] for record in library.get(id)}


def test_a_new_version_of_the_engine_makes_them_anew_article_by_article(library, tmp_path, monkeypatch):
    id, _ = library.save([numbered(number) for number in range(6)])
    made = Derived(library, tmp_path / "tables")
    made.folder(id)[0]
    monkeypatch.setattr(store, "fingerprint", lambda: "another")
    (pending,) = library.pending(within=[id], most=1)
    library.keep_reading(pending.key, {**numbered(0), "title": "Read anew"})
    assert Atlas.open(made.folder(id)[0]).titles(["a0"]) == {"a0": "Read anew"}


def test_they_can_be_deleted_and_an_empty_collection_has_them_too(library, tmp_path):
    id, _ = library.create("Nothing")
    made = Derived(library, tmp_path / "tables")
    assert Atlas.open(made.folder(id)[0]).count == 0
    library.add_read(id, [numbered(1)], ANYBODY)
    assert Atlas.open(made.folder(id)[0]).count == 1
    made.forget(id)
    assert Atlas.open(made.folder(id)[0]).count == 1


def test_what_articles_a_correction_may_touch_is_asked_of_the_tables(library, tmp_path):
    id, _ = library.save([numbered(number) for number in range(5)])
    atlas = Atlas.open(Derived(library, tmp_path / "tables").folder(id)[0])
    chosen = library.chosen(id)
    assert derived.articles_touched(atlas, chosen, [Elsewhere("geonames:2", None)]) == {"a1", "a2", "a4"}
    assert derived.articles_touched(atlas, chosen, [Elsewhere(None, NICE, "ANA")]) == {"a1", "a2", "a4"}
    assert derived.articles_touched(atlas, chosen, [Elsewhere("geonames:99", None)]) == set()
    item = target_of(library.get(id)[1], "event", "e1")
    assert derived.articles_touched(atlas, chosen, [Nothing(item)]) == {"a1"}


def test_while_articles_are_read_the_last_tables_do_for_a_while_but_a_correction_is_seen_at_once(library, tmp_path):
    id, _ = library.save([numbered(number) for number in range(5)])
    made = Derived(library, tmp_path / "tables")
    first, _ = made.folder(id)
    library.add_read(id, [numbered(7)], ANYBODY)
    assert made.folder(id, patience=60) == (first, False)
    library.log.add(id, Elsewhere("geonames:2", None), ANYBODY)
    second, now = made.folder(id, patience=60)
    assert now and Atlas.open(second).count == 6


def test_what_has_expired_leaves_no_tables_behind(library, tmp_path, monkeypatch):
    made = Derived(library, tmp_path / "tables")
    short, long = (library.save([numbered(number)], keep_days=days)[0] for number, days in ((1, 1), (2, 20)))
    homes = {id: made.folder(id)[0].parent for id in (short, long)}
    made.sweep()
    assert all(home.is_dir() for home in homes.values())
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + 3 * clock.DAY)
    made.sweep()
    assert not homes[short].exists() and homes[long].is_dir()
    assert Atlas.open(made.folder(long)[0]).count == 1
