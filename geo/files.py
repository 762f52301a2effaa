"""Files that a user names: made ready to be written, and said in a sentence where they can't be opened."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from geo.errors import PathError, UnopenedError


def unopened(path: Path | str, error: OSError) -> UnopenedError:
    """Return the error that says why a file can't be opened."""
    if isinstance(error, IsADirectoryError):
        return UnopenedError(f"{path} is a folder; name the files in it.")
    return UnopenedError(f"{path} can't be opened: {error.strerror or error}.")


def ready_to_write(path: Path) -> Path:
    """Return a path that a file can be written to, its folder made.

    Raises:
        PathError: no file can be written there.
    """
    try:
        if path.is_dir():
            raise PathError(f"{path} is a folder; name a file in it.")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PathError(f"{path} can't be written: {error.strerror or error}.") from error
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise PathError(f"{path} can't be written: Permission denied.")
    return path


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be written, which is there under its name only once all of it is written.

    Raises:
        OSError: it can't be written.
    """
    if path.exists() and not path.is_file():  # a pipe, or what a shell gives as one
        with path.open("wb") as stream:
            yield stream
        return
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as stream:
            yield stream
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
