"""Places of a newsroom's own in the library: who may give them, what is read anew, what goes along with them."""

import time

import pytest

from geo.edition import fingerprint
from geo.errors import AccessError, LibraryError
from geo.gazetteer.own import own_place
from geo.library import NOBODY, Library, Person
from geo.library.own_places import MOST

KILN = own_place("Kiln Row", lat=42.91, lon=-74.57, aliases=["Old Kilns"])
PIER = own_place("Long Pier", lat=42.93, lon=-74.2)
TEXTS = {
    "kiln": "A fire at Kiln Row.",
    "kilns": "The Old Kilns burned.",
    "pier": "The Long Pier fell.",
    "none": "Rain.",
}


def articles(*ids):
    return [{"id": id, "text": TEXTS[id], "title": id} for id in ids or TEXTS]


def read_all(library, id):
    """Read what is to be read, as the app does; return the names of the places that each article was read with."""
    done = {}
    while waiting := library.pending(within=[id], most=10):
        for pending in waiting:
            names = sorted(place.name for place in pending.places)
            done[pending.fields["id"]] = names
            library.keep_reading(pending.key, {**pending.fields, "named": names})
    return done


def stand(library, id):
    """Return what was read of each article, as it stands."""
    return {record["id"]: record["named"] for record in library.readings(library.chosen(id))}


@pytest.fixture
def desk(url):
    return Library.open(url, everyone="owner", keep_days=None, most_bytes=10**9)


@pytest.fixture
def valley(desk):
    """Return a collection of all articles, which are read."""
    id, _ = desk.create("Valley")
    desk.add(id, articles(), NOBODY)
    read_all(desk, id)
    return id


def test_only_articles_that_name_a_place_are_read_anew_and_stand_until_then(desk, valley):
    before = stand(desk, valley)
    assert desk.places.add(valley, [KILN], NOBODY) == (1, 0)
    assert stand(desk, valley) == before
    assert (desk.look(valley).read, desk.look(valley).stale) == (4, 2)
    assert read_all(desk, valley) == {"kiln": ["Kiln Row"], "kilns": ["Kiln Row"]}
    assert stand(desk, valley) == {**before, "kiln": ["Kiln Row"], "kilns": ["Kiln Row"]}
    assert desk.look(valley).stale == 0


def test_a_change_reads_what_named_it_and_what_names_it_now(desk, valley):
    desk.places.add(valley, [KILN], NOBODY)
    read_all(desk, valley)
    other = own_place("Long Pier", lat=42.91, lon=-74.57, aliases=["Old Kilns"], id=KILN.id)
    desk.places.change(valley, other, NOBODY)
    assert read_all(desk, valley) == {"kiln": [], "kilns": ["Long Pier"], "pier": ["Long Pier"]}
    noted = own_place("Long Pier", lat=42.91, lon=-74.57, aliases=["Old Kilns"], id=KILN.id, note="closed")
    desk.places.change(valley, noted, NOBODY)
    assert read_all(desk, valley) == {}
    assert [shelved.place for shelved in desk.places.of(valley)] == [noted]


def test_what_is_removed_can_be_brought_back(desk, valley):
    before = stand(desk, valley)
    desk.places.add(valley, [KILN, PIER], NOBODY)
    read_all(desk, valley)
    (removed,) = desk.places.remove(valley, [KILN.id], NOBODY)
    assert removed == KILN and desk.places.remove(valley, [KILN.id], NOBODY) == []
    assert read_all(desk, valley) == {"kiln": [], "kilns": []}
    assert stand(desk, valley) == {**before, "pier": ["Long Pier"]}
    desk.places.add(valley, [removed], NOBODY)
    assert read_all(desk, valley) == {"kiln": ["Kiln Row"], "kilns": ["Kiln Row"]}
    noted = own_place("Kiln Row", lat=42.91, lon=-74.57, aliases=["Old Kilns"], note="closed", id=KILN.id)
    desk.places.change(valley, noted, NOBODY)
    lines = [line.what.replace(" the place", "") for line in desk.places.log(valley)]
    assert lines[:1] == ["changed Kiln Row"]
    assert sorted(lines[1:]) == ["added Kiln Row", "added Kiln Row", "added Long Pier", "removed Kiln Row"]


def test_places_that_are_there_stay_as_they_are(desk, valley):
    desk.places.add(valley, [KILN], NOBODY)
    assert desk.places.add(valley, [KILN, PIER], NOBODY) == (1, 1)
    with pytest.raises(LibraryError, match="just been removed"):
        desk.places.change(valley, own_place("Quay", lat=1.0, lon=1.0), NOBODY)


def test_articles_that_come_later_are_read_with_them(desk):
    id, _ = desk.create("Valley")
    desk.places.add(id, [KILN], NOBODY)
    desk.add(id, articles("kiln", "none"), NOBODY)
    assert read_all(desk, id) == {"kiln": ["Kiln Row"], "none": []}


def test_what_was_read_without_them_is_read_again(desk):
    id, _ = desk.create("Valley")
    desk.places.add(id, [KILN], NOBODY)
    records = [{**article, "mentions": []} for article in articles("kiln", "none")]
    desk.add_read(id, records, NOBODY)
    assert desk.look(id).stale == 1
    again, _ = desk.create("Again")
    desk.places.add(again, [KILN], NOBODY)
    desk.add_read(again, records, NOBODY, desk.places.named_in(again, TEXTS["kiln"]))
    assert desk.look(again).stale == 0


def test_one_article_in_two_collections_is_read_with_the_places_of_each(desk, valley):
    other, _ = desk.create("Other")
    desk.add(other, articles(), NOBODY)
    desk.places.add(valley, [KILN], NOBODY)
    read_all(desk, valley)
    assert stand(desk, valley)["kiln"] == ["Kiln Row"] and stand(desk, other)["kiln"] == []
    assert desk.look(other).stale == 0 and read_all(desk, other) == {}
    desk.places.remove(valley, [KILN.id], NOBODY)
    assert desk.look(valley).stale == 0, "the other collection's reading is as good"


def test_places_of_all_collections_are_for_a_desk(desk, valley, url):
    other, _ = desk.create("Other")
    desk.add(other, articles("kiln"), NOBODY)
    read_all(desk, other)
    before = desk.look(other).version
    desk.places.add(None, [KILN], NOBODY)
    assert desk.look(other).version > before
    for id in (valley, other):
        assert [(shelved.place, shelved.everywhere) for shelved in desk.places.of(id)] == [(KILN, True)]
    assert desk.look(other).stale == 1 and read_all(desk, valley)["kiln"] == ["Kiln Row"]
    assert desk.look(other).stale == 0, "the reading of the other collection is as good"
    assert stand(desk, other) == {"kiln": ["Kiln Row"]}
    hosted = Library.open(url, everyone="reader")
    with pytest.raises(AccessError, match="own desk"):
        hosted.places.add(None, [PIER], NOBODY)


def test_only_editors_change_the_places_of_a_collection(url):
    hosted = Library.open(url, everyone="reader")
    id, key = hosted.create("Valley")
    owner = Person("Ana", {id: key})
    hosted.places.add(id, [KILN], owner)
    for person in (NOBODY, Person("Ben", {id: "wrong"})):
        for work in (
            lambda person=person: hosted.places.add(id, [PIER], person),
            lambda person=person: hosted.places.change(id, own_place("Row", lat=1.0, lon=1.0, id=KILN.id), person),
            lambda person=person: hosted.places.remove(id, [KILN.id], person),
        ):
            with pytest.raises(AccessError):
                work()
    assert [(shelved.place, shelved.who) for shelved in hosted.places.of(id)] == [(KILN, "Ana")]


def test_joined_and_split_collections_have_the_places(desk, valley):
    other, _ = desk.create("Other")
    desk.add(other, [{"id": "late", "text": "The Long Pier and Kiln Row.", "title": "late"}], NOBODY)
    desk.places.add(valley, [KILN], NOBODY)
    desk.places.add(other, [PIER], NOBODY)
    read_all(desk, valley), read_all(desk, other)
    joined, _ = desk.join([valley, other], "Joined", NOBODY)
    assert [shelved.place.name for shelved in desk.places.of(joined)] == ["Kiln Row", "Long Pier"]
    assert read_all(desk, joined) == {"late": ["Kiln Row", "Long Pier"], "pier": ["Long Pier"]}
    numbers = [article.number for article in desk.articles(valley) if article.id == "kiln"]
    part, _ = desk.split(valley, numbers, "Part", NOBODY)
    assert desk.look(part).stale == 0 and stand(desk, part) == {"kiln": ["Kiln Row"]}


def test_a_backup_has_them(desk, valley, tmp_path):
    desk.places.add(valley, [KILN], NOBODY)
    desk.places.add(None, [PIER], NOBODY)
    assert desk.backup(tmp_path / "library.zip")["own_places"] == 2
    again = Library.open(f"sqlite:///{tmp_path / 'again.sqlite'}", everyone="owner", keep_days=None)
    again.restore(tmp_path / "library.zip")
    assert again.places.of(valley) == desk.places.of(valley)
    assert again.places.add(valley, [own_place("Quay", lat=1.0, lon=1.0)], NOBODY) == (1, 0)


def test_there_is_an_end_to_how_many(desk, valley, monkeypatch):
    monkeypatch.setattr("geo.library.own_places.MOST", 3)
    with pytest.raises(LibraryError, match="at most"):
        desk.places.add(valley, [own_place(f"Quay {n}", lat=1.0, lon=1.0) for n in range(4)], NOBODY)
    assert desk.places.of(valley) == [] and MOST > 3


@pytest.mark.slow
def test_a_place_given_to_a_large_collection_is_kept_soon(desk):
    id, _ = desk.create("Large")
    text = " ".join(f"Sentence {n} tells of a market." for n in range(120))
    desk.add(
        id, [{"id": str(n), "text": f"{text} {n} {'Kiln Row' if n % 50 == 0 else ''}"} for n in range(10_000)], NOBODY
    )
    began = time.process_time()
    desk.places.add(id, [KILN], NOBODY)
    assert time.process_time() - began < 5
    assert len(desk.pending(within=[id], most=1)) == 1 and fingerprint()
