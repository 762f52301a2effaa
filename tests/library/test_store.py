"""The library: what goes in comes out, until it expires or its owner deletes it."""

import os
import re
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from geo.errors import LibraryError
from geo.library import Library, Person, clock
from geo.paths import ROOT

RECORD = {
    "id": "rain", "title": "Rain", "published": "2020-01-02", "text": "Rain fell on Lyon, 日本 and \U0001f600.",
    "places": [{"id": "geonames:2996944", "lat": 45.75, "lon": 4.85}],
}  # fmt: skip
OTHER = {"id": "snow", "text": "Snow fell on Oslo."}


def holder(id: str, key: str) -> Person:
    return Person("Ana", {id: key})


def delete(library: Library, id: str, key: str) -> bool:
    return library.delete(id, holder(id, key), for_good=True)


def test_what_is_saved_comes_back_in_another_process(library, url):
    id, token = library.save([RECORD])
    assert Library.open(url).get(id) == [RECORD]
    assert re.fullmatch(r"[\w-]{22}", id) and len(token) >= 32 and token not in id


def test_a_collection_is_kept_as_one(library):
    id, _ = library.save([RECORD, OTHER])
    assert library.get(id) == [RECORD, OTHER]


def test_how_long_it_is_kept(library, monkeypatch):
    before = datetime.now(UTC) - timedelta(seconds=2)
    month, token = library.save([RECORD])
    week, _ = library.save([RECORD], keep_days=7)
    kept = library.look(month)
    assert before < kept.created < datetime.now(UTC) and kept.expires - kept.created == timedelta(days=30)
    assert library.look(week).expires - library.look(week).created == timedelta(days=7)
    delete(library, month, token)
    assert library.look(month) is None and library.look("nonsense") is None
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + 8 * 86_400)
    assert library.look(week) is None


def test_ids_are_not_repeated(library):
    assert len({library.save([RECORD])[0] for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "id", ["", "x", "a" * 22, "../../etc/passwd", "' OR 1=1 --", "\x00" * 20, "é" * 22, "a" * 10_000]
)
def test_unknown_ids_give_nothing(library, id):
    library.save([RECORD])
    assert library.get(id) is None and not delete(library, id, "token")


def test_only_its_maker_deletes(library):
    id, token = library.save([RECORD])
    other, other_token = library.save([RECORD])
    assert not delete(library, id, other_token)
    assert not delete(library, id, "")
    assert library.get(id)
    assert delete(library, id, token)
    assert library.get(id) is None
    assert library.get(other)
    assert not delete(library, id, token)


def test_the_token_is_not_kept(library, tmp_path, url):
    if not url.startswith("sqlite"):
        pytest.skip("looks into the file")
    id, token = library.save([RECORD])
    kept = b"".join(path.read_bytes() for path in (tmp_path / "sub").iterdir())
    assert id.encode() in kept and token.encode() not in kept


NOW, MONOTONIC = clock.time.time(), clock.time.monotonic()


def goes_by(monkeypatch, days: float, *, by_clock: float | None = None) -> None:
    """Let so many days go by since the tests began; the clock jumps to another one if that is given."""
    monkeypatch.setattr(clock.time, "monotonic", lambda: MONOTONIC + days * 86_400)
    monkeypatch.setattr(clock.time, "time", lambda: NOW + (days if by_clock is None else by_clock) * 86_400)


def test_it_expires_when_the_host_says(library, monkeypatch):
    id, _ = library.save([RECORD])
    soon, _ = library.save([RECORD], keep_days=1)
    later, _ = library.save([RECORD], keep_days=900)
    goes_by(monkeypatch, 2)
    assert library.get(id) and library.get(soon) is None
    assert library.purge() == 1
    goes_by(monkeypatch, 31)
    assert library.get(id) is None and library.get(later) is None
    assert library.purge() == 2


def test_a_clock_that_jumps_deletes_nothing_for_good(library, url, monkeypatch):
    goes_by(monkeypatch, 0)
    id, _ = library.save([RECORD])
    for process in (library, Library.open(url)):
        goes_by(monkeypatch, 0.01, by_clock=31)
        assert process.get(id) is None
        for _ in range(20):
            process.save([RECORD])
    goes_by(monkeypatch, 0.1)
    assert library.get(id) == [RECORD]


def test_a_clock_that_is_behind_deletes_nothing_either_and_is_followed(library, monkeypatch):
    goes_by(monkeypatch, 10)
    id, _ = library.save([RECORD])
    goes_by(monkeypatch, 10.5, by_clock=-300)
    assert library.purge() == 0
    goes_by(monkeypatch, 11)
    assert library.get(id)


def test_what_expired_while_the_app_was_off_for_months_goes_in_time(library, url, monkeypatch):
    goes_by(monkeypatch, 0)
    library.save([RECORD])
    later = Library.open(url)
    goes_by(monkeypatch, 100)
    assert later.purge() == 0
    goes_by(monkeypatch, 105)
    assert later.purge() == 1


def test_it_may_be_kept_forever(url, monkeypatch):
    library = Library.open(url, keep_days=None)
    id, _ = library.save([RECORD])
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + 1000 * 86_400)
    assert library.purge() == 0 and library.get(id) and library.look(id).expires is None


def test_limits(tmp_path):
    library = Library.open(f"sqlite:///{tmp_path / 'a.sqlite'}", most=2, most_bytes=100_000)
    with pytest.raises(LibraryError, match="too large"):
        library.save([{**RECORD, "text": os.urandom(200_000).hex()}])
    library.save([RECORD])
    id, token = library.save([RECORD])
    with pytest.raises(LibraryError, match="full"):
        library.save([RECORD])
    delete(library, id, token)
    library.save([RECORD])


def test_all_together_may_be_so_large(tmp_path):
    library = Library.open(f"sqlite:///{tmp_path / 'a.sqlite'}", most_in_all=200_000)
    large = [{**RECORD, "text": os.urandom(30_000).hex()}]
    library.save(large)
    library.save(large)
    with pytest.raises(LibraryError, match="full"):
        for _ in range(3):
            library.save(large)


def test_bad_addresses_are_told(tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database" * 100)
    for url in (f"sqlite:///{broken}", "nonsense", "nosuchdb://x", "sqlite:////proc/nowhere/a.sqlite"):
        with pytest.raises(LibraryError):
            Library.open(url)


def test_a_store_that_breaks_later_is_told(tmp_path):
    path = tmp_path / "a.sqlite"
    library = Library.open(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE articles")
    with pytest.raises(LibraryError, match="reached"):
        library.get("a" * 22)


_WRITER = """
import sys
from geo.library import Library
library = Library.open(sys.argv[1])
for number in range(15):
    record = {"n": number, "text": f"Article {number} of {sys.argv[2]}"}
    id, token = library.save([record])
    assert library.get(id) == [record]
    print(id)
"""


def test_several_processes_at_once(url):
    """Four processes create the same store and write to it, threads read it meanwhile."""
    code = [sys.executable, "-c", _WRITER, url]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    writers = [Popen([*code, str(n)], stdout=PIPE, stderr=PIPE, text=True, env=environment, cwd=ROOT) for n in range(4)]
    ids = []
    for writer in writers:
        out, err = writer.communicate(timeout=60)
        assert writer.returncode == 0, err
        ids += out.split()
    library = Library.open(url)
    assert len(ids) == 60
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(library.get, ids))


def test_the_default_is_a_file_in_the_users_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    Library.open().save([RECORD])
    assert [path.name for path in Path(tmp_path).rglob("library.sqlite")] == ["library.sqlite"]
