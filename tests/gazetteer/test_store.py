import errno
import hashlib
import json
import lzma
import os
import sqlite3
import subprocess
import sys

import pytest

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, store
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.importance import weigh
from geo.gazetteer.build.write import compress, write_database
from geo.paths import ROOT


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def manifest(tmp_path):
    """A small gazetteer as it ships: archive and manifest."""
    drafts = Drafts()
    drafts.add(Draft("geonames:1", "Examplia", "country", 10.0, 20.0, "PCLI", country_code="XX", population=10_000))
    for number in range(2, 3000):
        drafts.add(Draft(f"geonames:{number}", f"Exampleton {number}", "city", 10.0, 20.0, "PPL", "XX"))
    weigh(drafts)
    counts = write_database(drafts, tmp_path / "small.sqlite")
    path = tmp_path / "gazetteer.json"
    compress(tmp_path / "small.sqlite", tmp_path / "gazetteer.sqlite.xz", path, "test", counts)
    return path


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_is_unpacked_once_and_whole(cache, manifest):
    path = store.ready_file(manifest)
    assert cache in path.parents
    assert sha256(path) == json.loads(manifest.read_text())["sha256"]
    before = path.stat().st_ino
    assert store.ready_file(manifest) == path
    assert path.stat().st_ino == before
    assert not list(path.parent.glob("*.part"))


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "emptied", "deleted"])
def test_a_damaged_file_is_unpacked_again(cache, manifest, damage):
    path = store.ready_file(manifest)
    if damage == "deleted":
        path.unlink()
    elif damage == "overwritten":
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            file.write(b"garbage" * 50)
    else:
        os.truncate(path, path.stat().st_size // 2 if damage == "truncated" else 0)
    assert sha256(store.ready_file(manifest)) == json.loads(manifest.read_text())["sha256"]


def test_a_file_that_was_only_touched_stays(cache, manifest):
    path = store.ready_file(manifest)
    before = path.stat().st_ino
    os.utime(path, (1, 1))
    assert store.ready_file(manifest).stat().st_ino == before


def test_damage_under_an_open_gazetteer_is_repaired(cache, manifest, monkeypatch):
    monkeypatch.setattr(store, "MANIFEST", manifest)
    path = store.ready_file(manifest)
    path.write_bytes(b"not a database, and long enough to be read as one" * 1000)
    monkeypatch.setattr(store.rebuild, "__defaults__", (manifest,))
    gazetteer = Gazetteer(path, shipped=True)
    assert gazetteer.lookup("examplia")[0].place.id == "geonames:1"


def test_a_file_of_ones_own_that_is_damaged_is_told(tmp_path):
    path = tmp_path / "own.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(GazetteerError, match="can't be read"):
        Gazetteer(path).lookup("x")


@pytest.mark.parametrize("damage", ["missing", "truncated", "garbage", "another"])
def test_a_damaged_archive_is_told(cache, manifest, damage):
    archive = manifest.parent / "gazetteer.sqlite.xz"
    content = archive.read_bytes()
    if damage == "missing":
        archive.unlink()
    else:
        archive.write_bytes(
            {"truncated": content[:-1000], "garbage": b"x" * 999, "another": lzma.compress(b"x")}[damage]
        )
    with pytest.raises(GazetteerError, match="missing or damaged"):
        store.ready_file(manifest)
    assert not list(cache.rglob("*.part"))


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"archive": 1'])
def test_a_damaged_manifest_is_told(cache, manifest, content):
    manifest.unlink()
    if content is not None:
        manifest.write_text(content)
    with pytest.raises(GazetteerError, match="manifest"):
        store.ready_file(manifest)


def test_a_full_disk_is_told(cache, manifest, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "_decompress", full)
    with pytest.raises(GazetteerError, match="no room"):
        store.ready_file(manifest)
    assert not list(cache.rglob("*.part"))


def test_a_cache_folder_that_can_not_be_is_told(tmp_path, manifest, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked / "below"))
    with pytest.raises(GazetteerError, match="XDG_CACHE_HOME"):
        store.ready_file(manifest)


def test_two_first_starts_at_once(cache):
    """Two processes unpack the shipped gazetteer at the same time, and both can look places up."""
    code = "from geo.gazetteer import Gazetteer as G; print(G.open().lookup('Paris')[0].place.id)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == ["geonames:2988507"] * 2
    files = sorted(path.suffix for path in (cache / "dateline").iterdir())
    assert files == [".checked", ".sqlite"]


def test_the_shipped_archive_is_what_the_manifest_says():
    facts = store.read_manifest()
    archive = store.MANIFEST.parent / facts["archive"]
    assert archive.stat().st_size <= 25_000_000
    digest = hashlib.sha256()
    size = 0
    with lzma.open(archive) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    assert (size, digest.hexdigest()) == (facts["size"], facts["sha256"])


def test_it_can_not_be_written_to():
    connection = store.connect(store.ready_file())
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM names")


def test_a_gazetteer_whose_time_of_change_was_lost_opens_in_a_folder_that_cannot_be_written(
    cache, manifest, monkeypatch
):
    path = store.ready_file(manifest)
    os.utime(path, (1_700_000_000, 1_700_000_000))

    def read_only(*arguments, **options):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(store.tempfile, "mkstemp", read_only)
    assert store.ready_file(manifest) == path and store.ready_file(manifest) == path


def test_a_disk_that_is_full_when_the_check_is_noted_leaves_nothing_half_written(cache, manifest, monkeypatch):
    path = store.ready_file(manifest)
    os.utime(path, (1_700_000_000, 1_700_000_000))

    def full(self, target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store.Path, "replace", full)
    assert store.ready_file(manifest) == path
    assert not list(path.parent.glob("*.part"))
