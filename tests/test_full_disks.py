"""Disks that are full: for the cache, for what is kept, for the map's files. Each is a sentence, nothing is lost."""

import os

import pytest

from geo.errors import DatelineError, GazetteerError, LibraryError
from geo.gazetteer import store
from geo.library import Library, Person
from geo.maps import static

RECORD = {"id": "rain", "text": "Rain fell on Lyon."}


def fill(folder) -> None:
    """Write until nothing more can be written."""
    with (folder / "filling").open("wb", buffering=0) as stream, pytest.raises(OSError, match="No space left"):
        while True:
            stream.write(bytes(4096))


def test_what_was_kept_stays_and_more_is_refused_until_there_is_room(small_disk):
    folder = small_disk(16_000)
    (folder / "other").write_bytes(bytes(8_000_000))
    library = Library.open(f"sqlite:///{folder / 'library.sqlite'}")
    kept = []
    with pytest.raises(LibraryError, match="can't be reached at the moment"):
        for _ in range(100):
            kept.append(library.save([{**RECORD, "text": os.urandom(200_000).hex()}]))
    assert kept and all(library.get(id) for id, _ in kept)
    fill(folder)
    assert library.get(kept[0][0])
    for name in ("filling", "other"):
        (folder / name).unlink()
    for id, token in kept[: len(kept) // 2]:
        assert library.delete(id, Person(keys={id: token}), for_good=True)
    again, _ = library.save([RECORD])
    assert library.get(again) == [RECORD] and library.get(kept[-1][0])


def test_what_was_kept_can_be_read_where_others_have_filled_the_disk(small_disk):
    folder = small_disk(2_000)
    library = Library.open(f"sqlite:///{folder / 'library.sqlite'}")
    id, _ = library.save([RECORD])
    fill(folder)
    assert library.get(id) == [RECORD]
    with pytest.raises(LibraryError):
        library.save([{**RECORD, "text": os.urandom(100_000).hex()}])
    assert library.look(id)


def test_the_gazetteer_finds_no_room(small_disk, monkeypatch):
    folder = small_disk(2_000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    with pytest.raises(GazetteerError, match="no room to unpack the gazetteer: it needs"):
        store.ready_file()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_the_maps_files_find_no_room(small_disk):
    folder = small_disk(100)
    with pytest.raises(static.StaticError, match="No space left"):
        static.prepare.__wrapped__((), folder)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_an_outline_finds_no_room(small_disk):
    folder = small_disk(20_000)
    version = static.prepare.__wrapped__((), folder)
    fill(folder)
    before = sorted(folder.rglob("*"))
    with pytest.raises(DatelineError, match="An outline can't be written"):
        static.publish_outline(version, "geonames:3017382", folder)
    assert sorted(folder.rglob("*")) == before
