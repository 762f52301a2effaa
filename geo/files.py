"""Files that a user names: made ready to be written, and said in a sentence where they can't be opened."""

import os
from pathlib import Path

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
