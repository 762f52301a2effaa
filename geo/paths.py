"""Where the project's files are."""

from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SEEDS = ROOT / "seeds"


def cache_folder() -> Path:
    """Return the folder for files that can be made again, created if need be.

    It follows `XDG_CACHE_HOME`, so a host may choose it.

    Raises:
        OSError: the folder can't be created.
    """
    return platformdirs.user_cache_path("dateline", ensure_exists=True)
