"""Where the project's files are."""

from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent


def _beside(name: str) -> Path:
    """Return a folder of the project: within the package where that is installed, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else ROOT / name


DATA = _beside("data")
SEEDS = _beside("seeds")


def lexicon(name: str) -> list[str]:
    """Return the lines of a list in `data/lexicons`, without blank ones and comments.

    Raises:
        OSError: it can't be read.
    """
    lines = (DATA / "lexicons" / name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def cache_folder() -> Path:
    """Return the folder for files that can be made again, created if need be.

    It follows `XDG_CACHE_HOME`, so a host may choose it.

    Raises:
        OSError: the folder can't be created.
    """
    return platformdirs.user_cache_path("dateline", ensure_exists=True)


def library_file() -> Path:
    """Return the file of the library where no other database is set; it may not be there yet, its folder neither."""
    return platformdirs.user_data_path("dateline") / "library.sqlite"
