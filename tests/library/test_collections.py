"""Collections: made, named, added to, joined, split, deleted, brought back; articles known by content and address."""

import pytest

from geo.errors import AccessError, LibraryError
from geo.library import Library, Person, access, clock, store


def article(name: str, text: str = "", source: str | None = None) -> dict:
    """Return the fields of an article."""
    return {
        "id": name, "text": text or f"Rain fell on {name}.", "title": name.title(), "published": "2024-05-06",
        "publisher": None, "author": None, "source": source,
    }  # fmt: skip


def record(name: str, text: str = "", source: str | None = None) -> dict:
    return {**article(name, text, source), "places": [], "mentions": []}


@pytest.fixture
def made(library):
    """Return a collection with two articles that were not read, and its owner."""
    id, key = library.create("Rain", "What fell where")
    owner = Person("Ana", {id: key})
    library.add(id, [article("lyon"), article("nice")], owner)
    return id, owner


def names(library: Library, id: str) -> list[str]:
    return [entry.id for entry in library.articles(id)]


def test_a_collection_has_a_name_and_grows(library, made):
    id, owner = made
    kept = library.look(id, owner)
    assert (kept.name, kept.about, kept.articles, kept.read, kept.role) == ("Rain", "What fell where", 2, 0, "owner")
    assert library.add(id, [article("oslo")], owner) == (1, 0)
    library.describe(id, owner, name=" Wet days\0 ", about="x" * 9_000)
    after = library.look(id, owner)
    assert (after.name, len(after.about), after.articles) == ("Wet days", 5_000, 3) and after.version > kept.version
    assert names(library, id) == ["lyon", "nice", "oslo"]


def test_no_article_comes_in_twice(library, made):
    id, owner = made
    first = article("rome", "It rained.", "https://example.org/a")
    assert library.add(id, [first, {**first, "id": "again"}], owner) == (1, 1)
    assert library.add(id, [{**first, "id": "x", "text": "It \n rained. ", "source": None}], owner) == (0, 1)
    assert library.add(id, [{**first, "id": "rome", "publisher": "Another", "source": None}], owner) == (1, 0)
    assert library.add(id, [article("y", "Changed since.", "https://example.org/a")], owner) == (0, 1)
    assert library.add(id, [article("z", "Rome", "rome.txt"), article("w", "Oslo", "rome.txt")], owner) == (2, 0)
    assert library.add(id, [article("lyon", "Another of that name.")], owner) == (1, 0)
    assert names(library, id) == ["lyon", "nice", "rome", "rome-2", "z", "w", "lyon-2"]


def test_what_waits_is_read_and_kept_and_what_fails_says_why(library, made):
    id, owner = made
    for pending in library.pending(most=9):
        if pending.fields["id"] == "lyon":
            library.keep_reading(pending.key, {**pending.fields, "places": []})
        else:
            library.keep_reading(pending.key, None, "It is too long.")
    assert library.pending() == []
    assert [(entry.state, entry.why) for entry in library.articles(id)] == [("read", ""), ("failed", "It is too long.")]
    assert [found["id"] for found in library.get(id)] == ["lyon"]
    library.retry(id, owner)
    assert [pending.fields["id"] for pending in library.pending(most=9)] == ["nice"]
    assert library.pending(but=[id]) == []


def test_another_version_of_the_engine_reads_anew_and_until_then_the_old_reading_holds(library, monkeypatch):
    id, _ = library.save([record("lyon")])
    assert library.pending(within=[id]) == []
    monkeypatch.setattr(store, "fingerprint", lambda: "another")
    assert library.pending() == [] and library.get(id) == [record("lyon")] and library.look(id).stale == 1
    (pending,) = library.pending(within=[id])
    library.keep_reading(pending.key, {**record("lyon"), "places": [{"id": "new"}]})
    assert library.get(id)[0]["places"] == [{"id": "new"}] and library.pending(within=[id]) == []
    assert library.look(id).stale == 0


def test_what_is_known_is_not_counted_again_until_something_changes(library, made):
    id, owner = made
    known = library.look(id, owner)
    assert library.look(id, Person(), known) == known._replace(role="reader")
    library.add(id, [article("oslo")], owner)
    assert library.look(id, owner, known).articles == 3
    library.delete(id, owner)
    assert library.look(id, owner, known) is None


def test_what_nobody_has_any_more_is_not_kept(library, made):
    id, owner = made
    (pending, _) = library.pending(most=2)
    library.remove(id, [0], owner)
    library.keep_reading(pending.key, record("lyon"))
    assert names(library, id) == ["nice"]
    library.add(id, [article("lyon")], owner)
    assert library.articles(id)[-1].state == "waiting"


def test_collections_are_joined_and_split_and_stay(library):
    one, key = library.save([record("lyon"), record("nice")], "One")
    two, _ = library.save([record("nice"), record("lyon", "Other words.")], "Two")
    joined, _ = library.join([one, two], "Both", Person())
    assert [found["id"] for found in library.get(joined)] == ["lyon", "nice", "lyon-2"]
    part, _ = library.split(joined, [1, 2], "Part", Person())
    assert names(library, part) == ["nice", "lyon-2"] and len(library.get(one)) == 2
    library.delete(one, Person(keys={one: key}), for_good=True)
    assert [found["id"] for found in library.get(joined)] == ["lyon", "nice", "lyon-2"]
    with pytest.raises(AccessError, match="gone"):
        library.join([one, two], None, Person())


def test_a_deleted_collection_comes_back_until_it_is_gone_for_good(library, made, monkeypatch):
    id, owner = made
    assert library.delete(id, owner)
    assert library.look(id) is None and library.listed(owner) == [] and library.pending() == []
    assert [kept.id for kept in library.listed(owner, deleted=True)] == [id]
    assert library.bring_back(id, owner) and names(library, id) == ["lyon", "nice"] and library.look(id)
    assert not library.bring_back("nowhere", owner)
    library.delete(id, owner)
    now, monotonic = clock.time.time(), clock.time.monotonic()
    monkeypatch.setattr(clock.time, "time", lambda: now + 31 * 86_400)
    monkeypatch.setattr(clock.time, "monotonic", lambda: monotonic + 31 * 86_400)
    library.purge(), library.purge()
    assert not library.bring_back(id, owner)


def test_only_those_who_may_change_a_collection_and_nobody_else(library, made):
    id, _ = made
    for other in (Person(), Person(keys={id: "guessed"}), Person(keys={"another": "key"}), Person(address="a@b.c")):
        with pytest.raises(AccessError, match="editors only"):
            library.add(id, [article("oslo")], other)
        with pytest.raises(AccessError):
            library.describe(id, other, name="Mine", about="")
        with pytest.raises(AccessError):
            library.remove(id, [0], other)
        assert not library.delete(id, other) and not library.bring_back(id, other)
        assert library.look(id, other).role == "reader"
        assert [kept.id for kept in library.listed(other)] == [id for id in other.keys if id == made[0]]


def test_members_come_by_their_address_or_its_domain(library, made):
    id, owner = made
    library.admit(id, owner, "Bo@Example.org", "editor")
    library.admit(id, owner, "@desk.example", "owner")
    editor, boss = Person("Bo", address="bo@example.org"), Person("Cy", address="cy@desk.example")
    assert library.look(id, editor).role == "editor" and library.look(id, boss).role == "owner"
    assert [kept.id for kept in library.listed(editor)] == [id]
    library.add(id, [article("oslo")], editor)
    assert not library.delete(id, editor)
    with pytest.raises(AccessError):
        library.admit(id, editor, "bo@example.org", "owner")
    assert library.look(id, Person(address="x@evildesk.example")).role == "reader"
    library.admit(id, boss, "bo@example.org", None)
    assert library.look(id, editor).role == "reader" and library.members(id, owner) == [("@desk.example", "owner")]


def test_an_editable_link_edits_and_can_be_ended(library, made):
    id, owner = made
    key = library.editor_key(id, owner)
    library.add(id, [article("oslo")], Person(keys={id: key}))
    with pytest.raises(AccessError):
        library.editor_key(id, Person(keys={id: key}))
    library.editor_key(id, owner)
    with pytest.raises(AccessError):
        library.add(id, [article("bern")], Person(keys={id: key}))


def test_at_a_desk_everyone_owns_everything(url):
    desk = Library.open(url, everyone="owner", keep_days=None)
    id, _ = desk.create("Rain")
    assert desk.add(id, [article("lyon")], Person()) == (1, 0)
    assert [kept.id for kept in desk.listed(Person())] == [id] and desk.look(id).expires is None
    assert desk.delete(id, Person())


def test_what_is_worked_with_expires_later(library, monkeypatch):
    id, key = library.create("Rain")
    owner = Person(keys={id: key})
    before = library.look(id).expires
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + 5 * 86_400)
    library.add(id, [article("lyon")], owner)
    assert (library.look(id).expires - before).days == 5


def test_a_collection_is_no_larger_than_the_host_allows(tmp_path):
    library = Library.open(f"sqlite:///{tmp_path / 'a.sqlite'}", most_bytes=3_000)
    id, key = library.create()
    owner = Person(keys={id: key})
    with pytest.raises(LibraryError, match="too large"):
        library.add(id, [article(str(number)) for number in range(100)], owner)
    assert names(library, id) == []


def test_no_key_is_kept_as_it_is(tmp_path):
    library = Library.open(f"sqlite:///{tmp_path / 'a.sqlite'}")
    id, key = library.create()
    other = library.editor_key(id, Person(keys={id: key}))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert access.key_hash(key).encode() in kept and key.encode() not in kept and other.encode() not in kept


def test_of_two_processes_one_reads_an_article_and_the_other_when_that_has_ended(library, url, monkeypatch):
    id, key = library.create("News")
    library.add(id, [article("lyon"), article("nice")], Person(keys={id: key}))
    other = Library.open(url)
    (first,) = library.pending()
    assert library.claim(first.key) and not other.claim(first.key)
    (second,) = other.pending()
    assert second.key != first.key and other.claim(second.key) and not library.pending()
    assert len(library.pending(claimed=True, most=5)) == 2
    other.release(second.key)
    assert [one.key for one in library.pending()] == [second.key]
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + store.CLAIM - 1)
    library.renew(first.key)
    monkeypatch.setattr(clock.time, "time", lambda: now + store.CLAIM + 1)
    assert [one.key for one in other.pending()] == [second.key] and not other.claim(first.key)
    monkeypatch.setattr(clock.time, "time", lambda: now + 3 * store.CLAIM)
    assert other.claim(first.key) and not library.claim(first.key)
    other.keep_reading(first.key, {**first.fields, "mentions": []})
    assert library.look(id).read == 1 and [one.key for one in library.pending(claimed=True)] == [second.key]
