"""The gazetteer's file: unpacked from data/ on first use, checked, opened read-only."""

import errno
import hashlib
import json
import logging
import lzma
import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geo.errors import GazetteerError
from geo.paths import DATA, cache_folder

MANIFEST = DATA / "gazetteer.json"
_CHUNK = 1 << 20


logger = logging.getLogger(__name__)


def read_manifest(path: Path = MANIFEST) -> dict[str, Any]:
    """Return what is known of the shipped file: archive, version, and size in bytes and sha256 of the unpacked one.

    Raises:
        GazetteerError: there is no manifest or it can't be read.
    """
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return {key: manifest[key] for key in ("archive", "version", "size", "sha256")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GazetteerError(
            f"The gazetteer's manifest {path} is missing or damaged: restore the data folder from a fresh checkout."
        ) from error


def ready_file(manifest_path: Path = MANIFEST) -> Path:
    """Return the path of the unpacked gazetteer, unpacking it first where it is missing or damaged.

    Safe to call from several processes at once: each writes a file of its own and moves it into place.

    Raises:
        GazetteerError: the shipped file is damaged, or there is no room or no right to unpack it.
    """
    manifest = read_manifest(manifest_path)
    try:
        path = cache_folder() / f"gazetteer-{manifest['sha256'][:16]}.sqlite"
        if not _is_sound(path, manifest):
            _unpack(manifest_path.parent / manifest["archive"], path, manifest)
    except OSError as error:
        raise GazetteerError(_sentence(error, manifest)) from error
    return path


def rebuild(manifest_path: Path = MANIFEST) -> Path:
    """Unpack the gazetteer again whatever is there, and return its path.

    Raises:
        GazetteerError: as `ready_file`.
    """
    manifest = read_manifest(manifest_path)
    try:
        path = cache_folder() / f"gazetteer-{manifest['sha256'][:16]}.sqlite"
        _unpack(manifest_path.parent / manifest["archive"], path, manifest)
    except OSError as error:
        raise GazetteerError(_sentence(error, manifest)) from error
    return path


def connect(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file for reading; the file must not change while it is open."""
    uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute("PRAGMA mmap_size = 268435456")
    return connection


def _sentence(error: OSError, manifest: dict[str, Any]) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"There is no room to unpack the gazetteer: it needs {manifest['size'] / 1e6:.0f} MB in the cache folder. "
            "Free some space, or point XDG_CACHE_HOME at a folder that has it."
        )
    return (
        f"The gazetteer can't be unpacked into the cache folder ({error}). "
        "Point XDG_CACHE_HOME at a folder that can be written to."
    )


def _is_sound(path: Path, manifest: dict[str, Any]) -> bool:
    """Tell whether the unpacked file is whole: its checksum is taken once, later only size and time of change."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return False
    if stat.st_size != manifest["size"]:
        return False
    stamp = path.with_suffix(".checked")
    seen = f"{stat.st_size} {stat.st_mtime_ns} {manifest['sha256']}"
    try:
        if stamp.read_text(encoding="ascii") == seen:
            return True
    except (OSError, ValueError):
        pass
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != manifest["sha256"]:
            return False
    _write_stamp(stamp, seen)
    return True


def _unpack(archive: Path, path: Path, manifest: dict[str, Any]) -> None:
    """Write the unpacked file beside its place, check it, and move it there in one step."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="gazetteer-", suffix=".part")
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as target:
            _decompress(archive, target, digest)
        if digest.hexdigest() != manifest["sha256"]:
            raise _damaged(archive)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    stat = path.stat()
    _write_stamp(path.with_suffix(".checked"), f"{stat.st_size} {stat.st_mtime_ns} {manifest['sha256']}")


def _decompress(archive: Path, target: Any, digest: Any) -> None:
    try:
        source = lzma.open(archive, "rb")  # noqa: SIM115
    except FileNotFoundError as error:
        raise _damaged(archive) from error
    with source:
        while True:
            try:
                chunk = source.read(_CHUNK)
            except (lzma.LZMAError, EOFError) as error:
                raise _damaged(archive) from error
            if not chunk:
                return
            digest.update(chunk)
            target.write(chunk)


def _damaged(archive: Path) -> GazetteerError:
    return GazetteerError(f"The gazetteer's file {archive} is missing or damaged: restore it from a fresh checkout.")


def _write_stamp(stamp: Path, text: str) -> None:
    """Note that a file was checked; where that can't be noted, it is checked again at the next start."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=stamp.parent, prefix="gazetteer-", suffix=".part")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        Path(temporary).replace(stamp)
    except OSError as error:
        logger.info("the check of the gazetteer can't be noted: %s", error.strerror)
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
