"""A process that is killed in the middle of its work, and what it had told until then."""

import multiprocessing
from collections.abc import Callable
from typing import Any

_PROCESSES = multiprocessing.get_context("forkserver")
"""Each is forked from one that has the library loaded, and nothing open."""
_PROCESSES.set_forkserver_preload(["geo.library"])


def killed_after(count: int, work: Callable[..., None], *arguments: Any) -> list[Any]:
    """Run `work` with a pipe to tell by behind its arguments, kill it once it has told `count` things, return all."""
    here, there = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=work, args=(*arguments, there))
    process.start()
    there.close()
    told = [here.recv() for _ in range(count)]
    process.kill()
    process.join()
    try:
        while True:
            told.append(here.recv())
    except EOFError:
        return told
