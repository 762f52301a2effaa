"""The folder that is written: a file for each table and partition, and a marker, written last, for what is done.

    OUT/manifest.json                 the edition of Dateline that all of it is of
    OUT/TABLE/part-KEY.parquet        the rows of one partition
    OUT/_done/part-KEY.json           the marker: its articles, and how many rows each table has

Each file is written beside its place, brought to disk and moved there. What has no marker was not finished: it is
removed when the folder is opened again, and read again.
"""

import errno
import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from geo.batch.partitions import Partition, id_hash
from geo.edition import Edition, difference
from geo.errors import DatelineError, PathError

MANIFEST = "manifest.json"
_DONE = "_done"
_LOCK = ".lock"
_UNFINISHED = ".new"
"""What names of files end with, a dot before them, until they are written: nobody takes them for tables."""


class FolderError(DatelineError):
    """A folder of tables can't be written to, or must not be."""


class Folder:
    """A folder of tables that this process, and no other, writes to; `open_folder` opens it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bytes = 0
        """Written so far."""

    def names(self) -> Iterator[str]:
        """Yield the names of all articles that are done."""
        for marker in sorted((self.path / _DONE).glob("part-*.json")):
            yield from _articles(marker)

    def forget_errors(self) -> int:
        """Take the articles that are errors for ones that were never read, and return how many those are.

        A partition of which nothing is left goes; of the others the marker and the table of errors change.

        Raises:
            FolderError: there is no room, or no right to write.
        """
        count = 0
        with _told(self.path):
            for marker in sorted((self.path / _DONE).glob("part-*.json")):
                found = json.loads(marker.read_bytes())
                if errors := found["rows"].get("errors"):
                    count += errors
                    self._forget_errors(marker, found)
            _settle(self.path / _DONE)
        return count

    def _forget_errors(self, marker: Path, found: dict[str, Any]) -> None:
        errors = self.path / "errors" / f"{marker.stem}.parquet"
        table = parquet.read_table(errors)
        failed = {id_hash(id) for id in table["article"].to_pylist()}
        left = [name for name in found["articles"] if not name.startswith(tuple(failed))]
        if not left:
            marker.unlink()
            for file in self.path.glob(f"*/{marker.stem}.parquet"):
                file.unlink()
            return
        out = io.BytesIO()
        parquet.write_table(table.slice(0, 0), out, compression="zstd")
        found = {"articles": left, "rows": {**found["rows"], "errors": 0}}
        self._put(marker, json.dumps(found).encode())  # first: an error that is still told is read again all the same
        self._put(errors, out.getvalue())

    @property
    def filled(self) -> bool:
        """Whether a partition is done."""
        return next(self.names(), None) is not None

    def write(self, partition: Partition, tables: Mapping[str, pa.Table]) -> None:
        """Write the tables of a partition, which is done then.

        Raises:
            FolderError: there is no room, or no right to write.
        """
        with _told(self.path):
            for name, table in tables.items():
                out = io.BytesIO()
                parquet.write_table(table, out, compression="zstd")
                self._put(self.path / name / f"part-{partition.key}.parquet", out.getvalue())
            for folder in (*(self.path / name for name in tables), self.path):
                _settle(folder)
            rows = {name: table.num_rows for name, table in tables.items()}
            marker = json.dumps({"articles": partition.names, "rows": rows})
            self._put(self.path / _DONE / f"part-{partition.key}.json", marker.encode())
            _settle(self.path / _DONE)

    def _begin(self, edition: Edition) -> None:
        """Say what the folder is of, and remove what is there."""
        for marker in (self.path / _DONE).glob("part-*.json"):
            marker.unlink()
        self._put(self.path / MANIFEST, json.dumps(edition, indent=2).encode())
        _settle(self.path)
        self._clear()

    def _clear(self) -> None:
        """Remove what was not finished."""
        done = set()
        for marker in (self.path / _DONE).glob("part-*.json"):
            if _articles(marker):
                done.add(marker.stem)
            else:
                marker.unlink()
        for file in self.path.glob("*/part-*.parquet"):
            if file.stem not in done:
                file.unlink()
        for file in (*self.path.glob(f".*{_UNFINISHED}"), *self.path.glob(f"*/.*{_UNFINISHED}")):
            file.unlink()

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}{_UNFINISHED}")
        try:
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
        self.bytes += len(data)


@contextmanager
def open_folder(path: Path, edition: Edition, *, again: bool = False) -> Iterator[Folder]:
    """Open a folder for writing, made if need be, and remove what an ended run left unfinished in it.

    Args:
        path: the folder.
        edition: what is going to write.
        again: whether to remove all that is there first.

    Raises:
        PathError: it holds other things, or is none.
        FolderError: another edition of Dateline has written it, another run is writing to it, or it can't be written.
    """
    if path.exists() and not path.is_dir():
        raise PathError(f"{path} is a file; name a folder.")
    with ExitStack() as stack:
        with _told(path):
            path.mkdir(parents=True, exist_ok=True)
            if not (path / MANIFEST).exists() and any(not file.name.startswith(".") for file in path.iterdir()):
                raise PathError(f"{path} holds other things and no {MANIFEST}; name a new folder.")
            stack.enter_context(_locked(path))
            folder = Folder(path)
            found = _manifest(path / MANIFEST)
            if found is None or again:
                folder._begin(edition)
            elif other := difference(found, edition):
                raise FolderError(
                    f"{path} was written with {other}, and answers of two must not be mixed. Name a new folder, or "
                    "have everything read again with --again."
                )
            folder._clear()
        yield folder


def _articles(marker: Path) -> list[str]:
    """Return the names of the articles that a marker says are done, none if it is damaged."""
    try:
        found: list[str] = json.loads(marker.read_bytes())["articles"]
    except (ValueError, KeyError, TypeError):
        return []
    return found


def _manifest(path: Path) -> Edition | None:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise PathError(f"{path} is not what geo batch writes; name a new folder.")
    return found


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other runs out of a folder, where the system can; the lock ends with the process, however it ends."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (path / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(f"Another run is writing to {path}. Wait for it, or name another folder.") from None
        except OSError:
            pass  # a file system without locks
        yield


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Have what the system refuses said in a sentence."""
    try:
        yield
    except OSError as error:
        raise FolderError(
            f"{path} can't be written: {error.strerror or error}. What is done is kept: see to that, and run the same "
            "command again."
        ) from error


def _settle(folder: Path) -> None:
    """Bring the names in a folder to disk, where the system can."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders
        return
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what some file systems on a network say
            raise
    finally:
        os.close(number)
