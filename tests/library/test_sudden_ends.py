"""What a visitor was told is kept outlives the sudden end of the process, and a disk that is full."""

import errno
import os
import sqlite3

import pytest

from geo.errors import LibraryError
from geo.library import Library, Person
from tests.killed import killed_after

KILLS = 50
RECORD = {"id": "rain", "text": "Rain fell on Lyon."}


def write_on(url, told):
    """Save articles and tell their ids, until this process is ended."""
    library = Library.open(url)
    while True:
        id, _ = library.save([{"id": "rain", "text": os.urandom(20_000).hex()}])
        told.send(id)


def test_nothing_that_was_confirmed_is_lost_when_the_process_is_killed_in_the_middle(tmp_path):
    url = f"sqlite:///{tmp_path / 'library.sqlite'}"
    confirmed: list[str] = []
    for number in range(KILLS):
        confirmed += killed_after(1 + number % 3, write_on, url)
    library = Library.open(url)
    assert len(confirmed) > KILLS and all(library.get(id) for id in confirmed)
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_is_a_sentence_and_what_was_there_stays(tmp_path):
    path = tmp_path / "library.sqlite"
    library = Library.open(f"sqlite:///{path}")
    id, token = library.save([RECORD])
    with library._database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    from sqlalchemy import event

    def bound(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(library._database.engine, "connect", bound)
    with pytest.raises(LibraryError, match="can't be reached at the moment"):
        library.save([{**RECORD, "text": os.urandom(100_000).hex()}])
    assert library.get(id) == [RECORD] and library.delete(id, Person(keys={id: token}), for_good=True)


def test_the_maps_files_on_a_full_disk_are_a_sentence(tmp_path, monkeypatch):
    from geo.maps import static

    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(static.tempfile, "mkdtemp", full)
    with pytest.raises(static.StaticError, match="No space left"):
        static.prepare((), tmp_path / "static")
