"""Corrections in all collections at once: foretold, made, undone as one, taken over by what comes later."""

import copy
import time

import pytest

from geo.corrections import Elsewhere, Nothing, PlaceOfEvent, reach, target_of
from geo.corrections.everywhere import changes, meant
from geo.corrections.wire import as_json, from_json
from geo.errors import CorrectionError
from geo.library import Library, Person
from tests.library.test_log import MAINE, OREGON, places
from tests.test_atlas import RECORD, place

JOINED = "0123456789abcdef"
LILLE = Elsewhere("geonames:2", MAINE, "Lille", everywhere=JOINED)


def record(number: int) -> dict:
    made = copy.deepcopy(RECORD)
    return {**made, "id": f"a{number}", "title": f"March {number}", "source": None}


def collections(library: Library, *sizes: int) -> tuple[list[str], Person]:
    """Make collections of so many articles each; return their ids, and who owns them."""
    made = [library.save([record(10 * first + number) for number in range(size)]) for first, size in enumerate(sizes)]
    return [id for id, _ in made], Person("Ana", dict(made))


def test_it_is_foretold_made_and_undone_in_all_collections_of_who_makes_it(library):
    (first, second, third), ana = collections(library, 1, 2, 1)
    stranger = Person("Bo", {id: ana.keys[id] for id in (first, second)})
    here = reach(library.get(first), LILLE)
    there, count = library.reach(LILLE, stranger, but=first)
    assert (there.mentions, there.articles, count) == (2 * here.mentions, 2, 1)
    library.log.add(first, LILLE, stranger)
    assert [("geonames:9" in places(library, id)) for id in (first, second, third)] == [True, True, False]
    (change,) = library.log.entries(second)
    assert change.who == "Bo" and change.correction == LILLE
    library.log.undo(second, stranger)
    assert not any("geonames:9" in places(library, id) for id in (first, second, third))
    library.log.redo(first, stranger)
    assert all("geonames:9" in places(library, id) for id in (first, second))


def test_who_may_not_edit_a_collection_does_not_reach_it_and_does_not_undo_it_there(library):
    (first, second), ana = collections(library, 1, 1)
    library.log.add(first, LILLE, ana)
    bo = Person("Bo", {first: ana.keys[first]})
    assert library.log.undo(first, bo).correction == LILLE
    assert "geonames:9" not in places(library, first) and "geonames:9" in places(library, second)


def test_what_comes_later_is_corrected_too(library, url):
    (first, second), ana = collections(library, 1, 1)
    library.log.add(first, LILLE, ana)
    library.add_read(second, [record(77)], ana)
    assert places(library, second) == places(library, first)
    third, key = library.save([record(88)], person=ana)
    assert "geonames:9" in places(library, third)
    library.log.undo(third, Person("Ana", {**ana.keys, third: key}))
    assert not any("geonames:9" in places(library, id) for id in (first, second, third))
    fourth, _ = library.save([record(99)], person=ana)
    other, _ = library.save([record(100)], person=Person("Bo"))
    assert not any("geonames:9" in places(library, id) for id in (fourth, other))


def test_a_collection_that_is_joined_of_two_has_it_once(library):
    ids, ana = collections(library, 1, 1)
    library.log.add(ids[0], LILLE, ana)
    joined, _ = library.join(ids, None, ana)
    assert [change.correction for change in library.log.entries(joined)] == [LILLE]


def test_at_a_desk_all_collections_are_reached(tmp_path):
    desk = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}", everyone="owner", keep_days=None)
    ids, _ = collections(desk, 1, 3, 2)
    desk.give("seed", "A seed")
    there, count = desk.reach(LILLE, Person(), but="seed")
    assert (there.articles, count) == (6, 3)
    desk.log.add("seed", LILLE, Person("Ana"))
    assert all("geonames:9" in places(desk, id) for id in ids) and len(desk.log.entries("seed")) == 1


EARLIER = {
    "nothing": (),
    "moved away": (Elsewhere("geonames:2", OREGON),),
    "moved here": (Elsewhere("geonames:1", place("geonames:2", "Lille")),),
    "moved here by a way": (
        Elsewhere("geonames:1", OREGON), Elsewhere("geonames:8", place("geonames:2", "Lille")),
    ),
    "taken away": (Nothing(target_of(RECORD, "mention", "m2")),),
    "named": (Elsewhere(None, place("geonames:2", "Lille"), "Ana"),),
    "an event": (PlaceOfEvent(target_of(RECORD, "event", RECORD["events"][0]["id"]), None, place("geonames:2", "L")),),
}  # fmt: skip


@pytest.mark.parametrize("earlier", EARLIER.values(), ids=EARLIER)
@pytest.mark.parametrize("wanted", [LILLE, Elsewhere(None, MAINE, "ANA", everywhere=JOINED)], ids=["place", "name"])
def test_what_is_foretold_is_what_happens_whatever_was_corrected_before(library, earlier, wanted):
    (first, second), ana = collections(library, 2, 1)
    for correction in earlier:
        library.log.add(first, correction, ana)
    told, count = library.reach(wanted, ana, but="")
    real = [reach(library.get(id), wanted) for id in (first, second)]
    assert told == tuple(map(sum, zip(*real, strict=True)))
    assert count == sum(found.articles > 0 for found in real)


def test_the_index_tells_of_each_place_and_name_what_a_correction_of_it_changes(seed_record):
    told = changes(seed_record)
    wanted = [Elsewhere(found["id"], MAINE) for found in seed_record["places"]]
    names = {mention["text"] for mention in seed_record["mentions"] if mention["place"] is None}
    wanted += [Elsewhere(None, MAINE, name) for name in names]
    assert len(wanted) > 5
    for correction in wanted:
        assert told[meant(correction)] == reach([seed_record], correction), correction
    assert len(told) == len({meant(correction) for correction in wanted})


def test_a_library_without_the_index_gets_it(library, url):
    (first,), ana = collections(library, 2)
    with library._access.make() as connection:
        connection.exec_driver_sql("DROP TABLE named")
        connection.exec_driver_sql("DROP TABLE claims")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '3'")
    again = Library.open(url)
    assert again.reach(LILLE, ana, but="")[0] == reach(again.get(first), LILLE)


def test_its_json_says_it_and_what_was_kept_before_has_none():
    assert from_json(as_json(LILLE)) == LILLE
    before = {name: value for name, value in as_json(LILLE).items() if name != "everywhere"}
    assert from_json(before) == Elsewhere("geonames:2", MAINE, "Lille")
    for wrong in ({"everywhere": "all"}, {"within": "0" * 16}, {"everywhere": 3}):
        with pytest.raises(CorrectionError):
            from_json({**as_json(LILLE), **wrong})


@pytest.mark.slow
def test_ten_thousand_articles_are_foretold_in_a_second(library):
    _, ana = collections(library, *[1_000] * 10)
    began = time.process_time()
    told, count = library.reach(LILLE, ana, but="")
    assert (told.articles, count) == (10_000, 10) and time.process_time() - began < 1
