"""Answers for the operator's machines: whether gazetteer, engine and store work, and figures in Prometheus' form."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from geo import journal
from geo.app import readers, shared, store
from geo.errors import DatelineError
from geo.workers.size import resident

FRESH = 5.0
"""Seconds for which an answer is given again: many who ask cost no more than one."""


class Checks:
    """Checks parts of the app, one at a time, and remembers the answers for a while."""

    def __init__(self, checks: dict[str, Callable[[], None]]) -> None:
        self._checks = checks
        self._lock = threading.Lock()
        self._found: dict[str, str] = {}
        self._at = float("-inf")

    def found(self) -> dict[str, str]:
        """Return "ok" or a sentence for each part."""
        with self._lock:
            if time.monotonic() - self._at > FRESH:
                self._found = {name: _outcome(check) for name, check in self._checks.items()}
                self._at = time.monotonic()
            return self._found


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except DatelineError as error:
        return str(error)
    return "ok"


def _gazetteer() -> None:
    from geo.gazetteer import Gazetteer

    if not Gazetteer.open().lookup("Paris"):
        raise DatelineError("The gazetteer knows no Paris.")


def _engine() -> None:
    if not readers.pool().ready:
        raise DatelineError("The engine is being loaded.")


CHECKS = Checks({"gazetteer": _gazetteer, "engine": _engine, "store": lambda: store.library().check()})


async def healthz(request: Request) -> Response:
    """Answer 200 where everything works, else 503, with what each part says."""
    found = await asyncio.to_thread(CHECKS.found)
    well = all(answer == "ok" for answer in found.values())
    return JSONResponse(found, status_code=200 if well else 503, headers={"Cache-Control": "no-store"})


async def metrics(request: Request) -> Response:
    """Answer with the figures, where the host has asked for them."""
    if not readers.settings().metrics:
        return PlainTextResponse("Not found.", 404)
    text = "".join(f"{line}\n" for line in figures())
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


def figures() -> Iterator[str]:
    """Yield the lines of Prometheus' text form."""
    pool = readers.pool()
    yield "# TYPE dateline_noted_total counter"
    for (what, kind), count in sorted(journal.counts().items()):
        yield f'dateline_noted_total{{what="{what}",kind="{kind}"}} {count}'
    yield "# TYPE dateline_tasks_total counter"
    for outcome in ("done", "failed", "refused"):
        yield f'dateline_tasks_total{{outcome="{outcome}"}} {pool.counts[outcome]}'
    gauges = {
        "dateline_queue": pool.waiting,
        "dateline_processes": len(pool.pids),
        "dateline_kept_bytes": shared.weight(),
        "dateline_memory_bytes": sum(map(resident, ["self", *map(str, pool.pids)])),
    }
    for name, value in gauges.items():
        yield f"# TYPE {name} gauge"
        yield f"{name} {value:.0f}"
