"""How many readers a machine has room for."""

import os
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1_000_000
APP = 350 * MEGABYTE
"""Memory of the app itself with its visitors' sessions: measured with 20 of them, see docs/hosting.md."""
TEMPLATE = 150 * MEGABYTE
"""Memory of the loaded engine, which the readers share."""
MOST = 8
_CGROUP = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def cores() -> int:
    """Return how many cores this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int | None:
    """Return the bytes of memory that this machine or container has, None where it can't be told."""
    with suppress(AttributeError, ValueError, OSError):
        found = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        for path in _CGROUP:
            with suppress(OSError, ValueError):
                found = min(found, int(path.read_text("ascii")))
        return found
    return None


def readers(each: int, *, cores: int, memory: int | None) -> int:
    """Return how many readers that take `each` bytes have room beside the app: one at least."""
    room = MOST if memory is None else (memory - APP - TEMPLATE) // each
    return int(max(1, min(cores, room, MOST)))


def processor_seconds(pid: str, *, alone: bool = False) -> float:
    """Return the processor time of a process and, unless alone, of those it has waited for; 0 where it is not told."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 13 if alone else 15])) / os.sysconf("SC_CLK_TCK")


def resident(pid: str) -> int:
    """Return the memory of a process in bytes, what it shares counted in part; 0 where the system doesn't tell."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:  # noqa: PTH123
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
