"""The host's settings and the processes that read for all visitors: what has to be there first, and imports little."""

import threading

from geo import workers
from geo.app.shared import remembered
from geo.settings import Settings
from geo.workers import size
from geo.workers.size import MEGABYTE

NICE = 19
"""How far readers stand back where others click meanwhile: as far as there is. Reading has all that clicks leave."""
_POOLS: list[workers.Pool] = []
_POOL_LOCK = threading.Lock()


@remembered()
def settings() -> Settings:
    """Return the host's settings."""
    return Settings.from_environment()


def kept_bytes(share: float) -> float:
    """Return a share of the memory that the host gives to what is open or was made here."""
    return share * settings().kept_megabytes * MEGABYTE


def _readers(set_up: Settings) -> int:
    if set_up.readers or not set_up.hosted:
        return set_up.readers or 1
    each = int(set_up.reader_megabytes * MEGABYTE)
    return size.readers(each, cores=size.cores(), memory=size.memory())


def pool() -> workers.Pool:
    """Return the pool that reads for all visitors, made with the first call of a process.

    It gets ready when it is first asked to read, or when it is told to start.
    """
    with _POOL_LOCK:
        if not _POOLS:
            set_up = settings()
            readers, each = _readers(set_up), int(set_up.reader_megabytes * MEGABYTE)
            _POOLS.append(
                workers.Pool(
                    prepare="geo.app.tasks:prepare",
                    lanes={"reading": readers, "parsing": readers, "fetching": set_up.fetchers},
                    memory={"reading": each, "parsing": each // 2, "fetching": each // 4},
                    nice=NICE if set_up.hosted else 0,
                    most_waiting=set_up.waiting,
                    most_of_one=set_up.waiting_of_one,
                )
            )
            workers.configure(_POOLS[0])
    return _POOLS[0]
