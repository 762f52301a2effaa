"""The log: corrections that outlive the session, undone and done again, told when two correct the same at once."""

import json

import pytest

from geo.corrections import Elsewhere, Note, Target, correct
from geo.errors import AccessError, ConflictError
from geo.library import Library, Person, log
from geo.records import digest
from tests.killed import killed_after
from tests.test_atlas import RECORD, place

MAINE = {**place("geonames:9", "Lille"), "country": "United States", "country_code": "US", "lat": 44.5, "lon": -69.1}
OREGON = {**MAINE, "id": "geonames:8", "lat": 44.0, "lon": -120.0}
WRONG, OTHER = Elsewhere("geonames:2", MAINE), Elsewhere("geonames:2", OREGON)
KILLS = 100


@pytest.fixture
def record() -> dict:
    return json.loads(json.dumps(RECORD))


@pytest.fixture
def made(library, record):
    id, key = library.save([record])
    return id, Person("Ana", {id: key})


def places(library: Library, id: str) -> set[str]:
    return {mention["place"] for record in library.get(id) for mention in record["mentions"]}


def test_a_correction_is_there_for_everybody_in_any_process(library, made, url, record):
    id, ana = made
    library.log.add(id, WRONG, ana)
    again = Library.open(url)
    assert again.get(id) == correct([record], [WRONG]) and "geonames:9" in places(again, id)
    (change,) = again.log.entries(id)
    assert (change.who, change.correction, change.undone) == ("Ana", WRONG, False)


def test_undo_and_redo_outlive_the_session_and_are_anybodys_who_may(library, made, url, record):
    id, ana = made
    for correction in (WRONG, Elsewhere("geonames:1", OREGON)):
        library.log.add(id, correction, ana)
    again, bo = Library.open(url), Person("Bo", ana.keys)
    assert again.log.undo(id, bo).correction == Elsewhere("geonames:1", OREGON)
    assert again.log.undo(id, bo).correction == WRONG and again.get(id) == [record]
    assert again.log.undo(id, bo) is None
    assert [change.undone_by for change in again.log.entries(id)] == ["Bo", "Bo"]
    assert again.log.can_redo(id) and library.log.redo(id, ana).correction == WRONG
    assert library.log.redo(id, ana).correction == Elsewhere("geonames:1", OREGON)
    assert library.log.redo(id, ana) is None and not library.log.can_redo(id)


def test_what_was_undone_is_not_done_again_once_something_else_was_corrected(library, made):
    id, ana = made
    library.log.add(id, WRONG, ana)
    library.log.undo(id, ana)
    library.log.add(id, OTHER, ana)
    assert library.log.redo(id, ana) is None and "geonames:8" in places(library, id)


def test_any_one_of_several_can_be_undone(library, made):
    id, ana = made
    first, last = (library.log.add(id, one, ana) for one in (WRONG, Elsewhere("geonames:1", OREGON)))
    assert library.log.undo(id, ana, first).correction == WRONG
    assert library.log.undo(id, ana, first) is None and library.log.undo(id, ana, last + 1) is None
    assert [change.undone for change in library.log.entries(id)] == [True, False]
    other, key = library.save([json.loads(json.dumps(RECORD))])
    stranger = Person("Bo", {**ana.keys, other: key})
    assert library.log.undo(other, stranger, last) is None and not library.log.entries(id)[1].undone


def test_in_which_order_a_review_asked_is_kept(library, made):
    id, ana = made
    for asked in ("random", "doubtful", None):
        library.log.add(id, Elsewhere("geonames:1", OREGON), ana, asked=asked)
    assert [change.asked for change in library.log.entries(id)] == ["random", "doubtful", None]
    copy, _ = library.join([id], None, Person())
    assert [change.asked for change in library.log.entries(copy)] == ["random", "doubtful", None]


def test_of_two_who_correct_the_same_at_once_one_is_told(library, made):
    id, ana = made
    library.log.add(id, WRONG, ana, seen=0)
    bo = Person("Bo", ana.keys)
    with pytest.raises(ConflictError, match="Ana has just corrected the same"):
        library.log.add(id, OTHER, bo, seen=0)
    seen = library.log.entries(id)[-1].number
    library.log.add(id, OTHER, bo, seen=seen)
    library.log.add(id, Elsewhere("geonames:1", OREGON), ana, seen=seen)
    assert len(library.log.entries(id)) == 3


def test_two_may_say_something_of_the_same_item(library, made, record):
    id, ana = made
    item = Target(digest(record["text"]), "event", 0, 3, "Ana")
    library.log.add(id, Note(item, "Ask her."), ana, seen=0)
    library.log.add(id, Note(item, "I did."), ana, seen=0)
    assert [change.correction.text for change in library.log.entries(id)] == ["Ask her.", "I did."]


def test_who_may_only_read_corrects_nothing(library, made):
    id, ana = made
    for stranger in (Person(), Person(keys={id: "guessed"})):
        for work in (lambda who: library.log.add(id, WRONG, who), lambda who: library.log.undo(id, who)):
            with pytest.raises(AccessError):
                work(stranger)
    assert library.log.entries(id) == []
    library.delete(id, ana)
    with pytest.raises(AccessError, match="any more"):
        library.log.add(id, WRONG, ana)


def test_articles_that_come_later_are_corrected_too_and_joined_ones_keep_it(library, made, record):
    id, ana = made
    library.log.add(id, WRONG, ana)
    later = {**record, "id": "later", "text": record["text"] + " And more."}
    library.add_read(id, [later], ana)
    assert [found["places"] for found in library.get(id)] == [
        found["places"] for found in correct([record, later], [WRONG])
    ]
    joined, _ = library.join([id], None, Person())
    assert library.get(joined) == library.get(id)


def test_corrections_of_a_file_are_kept_without_its_articles(url, record):
    desk = Library.open(url, everyone="owner")
    desk.give("file:news", "news")
    desk.give("file:news", "news")
    desk.log.add("file:news", WRONG, Person())
    assert desk.log.applied("file:news", [record]) == correct([record], [WRONG])
    assert desk.listed(Person()) == []


def test_what_can_t_be_understood_is_left_out(library, made, monkeypatch):
    id, ana = made
    library.log.add(id, WRONG, ana)
    monkeypatch.setattr(log, "as_json", lambda correction: {"kind": "of a later version"})
    library.log.add(id, WRONG, ana)
    assert [change.correction for change in library.log.entries(id)] == [WRONG]


def test_there_is_an_end_to_it(library, made, monkeypatch):
    id, ana = made
    monkeypatch.setattr(log, "MOST", 1)
    library.log.add(id, WRONG, ana)
    with pytest.raises(ConflictError, match="as many as are kept"):
        library.log.add(id, Elsewhere("geonames:1", OREGON), ana)


def correct_on(url, id, key, number, told):
    """Correct a place again and again and tell the number of each correction, until this process is ended."""
    library = Library.open(url)
    while True:
        number += 1
        made = library.log.add(id, Elsewhere(f"geonames:{number}", None), Person(keys={id: key}))
        told.send((made, number))


@pytest.mark.slow
def test_no_confirmed_correction_is_lost_and_none_is_there_twice_whenever_it_is_killed(tmp_path, record):
    url = f"sqlite:///{tmp_path / 'library.sqlite'}"
    library = Library.open(url)
    id, key = library.save([record])
    confirmed: dict[int, int] = {}
    for kill in range(KILLS):
        confirmed.update(killed_after(1 + kill % 3, correct_on, url, id, key, kill * 10_000))
    kept = {change.number: change.correction.old for change in Library.open(url).log.entries(id)}
    assert all(kept[number] == f"geonames:{old}" for number, old in confirmed.items())
    assert len(set(kept.values())) == len(kept) and len(confirmed) >= KILLS
