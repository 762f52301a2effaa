"""The store on a PostgreSQL that is stopped, hangs, or is started again: an answer in seconds, and nothing lost."""

import os
import threading
import time
from contextlib import suppress

import pytest

from geo.errors import LibraryError
from geo.library import Library, Person, connection

RECORD = {"id": "rain", "text": "Rain fell on Lyon."}
SOON = connection.SECONDS + 2


@pytest.fixture
def library(postgres, monkeypatch):
    monkeypatch.setattr(connection, "REST", 0.5)
    return Library.open(postgres.url)


def test_what_is_saved_comes_back(library, postgres):
    id, token = library.save([RECORD])
    assert Library.open(postgres.url).get(id) == [RECORD] and library.delete(
        id, Person(keys={id: token}), for_good=True
    )


@pytest.mark.parametrize("used", [True, False], ids=["while connected", "before"])
def test_one_that_hangs_is_said_in_seconds_then_at_once_and_is_used_again(library, postgres, used):
    id, _ = library.save([RECORD])
    if not used:
        library = Library.open(postgres.url)
        library._database.engine.dispose()
    with postgres.hanging():
        start = time.monotonic()
        with pytest.raises(LibraryError, match="can't be reached at the moment"):
            library.get(id)
        assert time.monotonic() - start < SOON
        start = time.monotonic()
        with pytest.raises(LibraryError):
            library.get(id)
        assert time.monotonic() - start < 0.2
    time.sleep(0.6)
    assert library.get(id) == [RECORD]


def test_one_that_is_stopped_is_said_and_one_that_was_started_again_is_used(library, postgres, caplog):
    id, _ = library.save([RECORD])
    postgres.stop()
    try:
        with pytest.raises(LibraryError) as error:
            library.get(id)
        assert "psycopg" not in str(error.value) and "127.0.0.1" not in str(error.value)
        assert any(record.name == "dateline" for record in caplog.records)
    finally:
        postgres.start()
    time.sleep(0.6)
    assert library.get(id) == [RECORD]


def test_nothing_that_was_confirmed_is_lost_when_it_ends_in_the_middle_of_saves(library, postgres):
    confirmed, ended = [], threading.Event()

    def save():
        while not ended.is_set():
            with suppress(LibraryError):
                confirmed.append(library.save([{**RECORD, "text": os.urandom(20_000).hex()}])[0])

    savers = [threading.Thread(target=save) for _ in range(4)]
    for saver in savers:
        saver.start()
    for _ in range(3):
        until = time.monotonic() + 20
        before = len(confirmed)
        while len(confirmed) < before + 5 and time.monotonic() < until:
            time.sleep(0.05)
        postgres.stop()
        postgres.start()
    ended.set()
    for saver in savers:
        saver.join()
    time.sleep(0.6)
    assert len(confirmed) >= 15 and all(library.get(id) for id in confirmed)


def test_a_restart_between_two_calls_is_not_noticed(library, postgres):
    id, _ = library.save([RECORD])
    postgres.stop()
    postgres.start()
    assert library.get(id) == [RECORD]


def test_a_transaction_that_hangs_in_the_middle_is_cut(library, postgres):
    with pytest.raises(LibraryError), library._access.read() as transaction, postgres.hanging():
        start = time.monotonic()
        try:
            transaction.exec_driver_sql("SELECT 1")
        finally:
            assert time.monotonic() - start < SOON
