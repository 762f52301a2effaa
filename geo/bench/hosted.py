"""How a shared server bears with strangers: many who click while a few do their worst, on a server of its own."""

import asyncio
import itertools
import os
import statistics
import threading
import time
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

from geo.bench import drive
from geo.workers.size import processor_seconds

VISITORS = 20
SECONDS = 100.0
PAUSE = 3.0
"""Seconds between two clicks of one visitor, from the start of one to the start of the next."""
CHARACTERS = 100_000
PLACES = ("geonames:2988507", "geonames:524901", "geonames:163843", "")
SENTENCE = "attack in Paris, bombing in Lyon, "
STORY = (
    "Thousands marched through Lyon on Monday against the closure of the hospital. Police in Marseille arrested 12 "
    "people after clashes near the port on Sunday, the prosecutor said."
)
ATTRIBUTES = 70_000
_PAGES = "pages"


def hosted(seconds: float = SECONDS) -> Iterator[tuple[str, str]]:
    """Yield figures of a hosted app: its clicks, a small article and its memory while three visitors do their worst.

    Args:
        seconds: how long they do.

    Raises:
        DriveError: the app or the browser can't be started.
    """
    with TemporaryDirectory() as folder, drive.chromium() as browser:
        environment = {
            "DATELINE_HOSTED": "1",
            "DATELINE_DATABASE": f"sqlite:///{folder}/library.sqlite",
            "DATELINE_STARTS_PER_HOUR": "100000",
            "DATELINE_READS_PER_HOUR": "100000",
            "DATELINE_READERS": "2",
            "MALLOC_ARENA_MAX": "2",
        }
        with drive.serving(script="server.py", environment=environment) as server:
            yield from _figures(browser, server, seconds)


def _figures(browser: drive.Chromium, server: drive.Server, seconds: float) -> Iterator[tuple[str, str]]:
    drive.Explorer(browser, server.url).open().close()
    crowd, memory = Crowd(server.url, seconds), Memory(server)
    before = _spent(server)
    crowd.start()
    memory.start()
    small, stops = _worst(browser, server, time.monotonic() + seconds)
    crowd.join()
    spent = {name: used - before[name] for name, used in _spent(server).items()}
    memory.stop()
    took = sorted(crowd.took)
    yield "clicks", f"{len(took):,} of {VISITORS} visitors, {crowd.errors} errors (target 0)"
    yield "clicks, median", f"{1000 * statistics.median(took):.0f} ms (target 100 ms)"
    yield "clicks, 95th percentile", f"{1000 * took[int(0.95 * len(took))]:.0f} ms (target 400 ms)"
    yield "a small article beside it", f"{small:.1f} s (target 10 s)"
    yield "times Read and Stop were pressed", f"{stops}"
    yield "memory of all processes, peak", f"{memory.peak / 1e6:,.0f} MB (target 1,500 MB)"
    yield "memory of all processes, after", f"{server.memory() / 1e6:,.0f} MB"
    for name, used in spent.items():
        yield f"processor time, {name}", f"{used:.0f} s of {seconds:.0f} s"
    yield "processor time, a click", f"{1000 * spent[_PAGES] / len(took):.0f} ms"


def _spent(server: drive.Server) -> dict[str, float]:
    """Return the processor time so far of the server, of what reads for it, and of what plays the visitors here."""
    readers = drive.children(server.pid)
    others = {os.getpid(), *drive.children(os.getpid())} - {server.pid, *readers}
    return {
        name: sum(processor_seconds(str(pid)) for pid in pids)
        for name, pids in ((_PAGES, [server.pid]), ("readers", readers), ("the visitors' browsers", others))
    }


def _worst(browser: drive.Chromium, server: drive.Server, until: float) -> tuple[float, int]:
    """Have three visitors do their worst.

    Returns:
        Seconds from "Read it" to a small article of a fourth visitor; how often Stop was pressed.
    """
    hostile, page, stopping, honest = (drive.Explorer(browser, server.url).open() for _ in range(4))
    read(hostile, (SENTENCE * (CHARACTERS // len(SENTENCE) + 1))[: CHARACTERS - 1] + ".")
    attributes = " ".join(f"a{number}=1" for number in range(ATTRIBUTES))
    upload(page, f"<html><body><p {attributes}>{STORY * 3}</p></body></html>".encode())
    give(honest, STORY)
    started = time.monotonic()
    dialog = honest.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Read it").click()
    dialog.wait_for(state="detached", timeout=120_000)
    small = time.monotonic() - started
    stops = 0
    give(stopping, STORY * (CHARACTERS // len(STORY)))
    while time.monotonic() < until:
        dialog = stopping.page.get_by_role("dialog")
        dialog.get_by_role("button", name="Read it").click()
        dialog.get_by_role("button", name="Stop").click()
        dialog.get_by_role("button", name="Read it").wait_for()
        stops += 1
    for visitor in (hostile, page, stopping, honest):
        visitor.close()
    return small, stops


def give(visitor: drive.Explorer, text: str) -> None:
    """Paste a text and go on to what is known of it."""
    visitor.page.get_by_role("button", name="Add").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Text", exact=True).fill(text)
    dialog.get_by_role("button", name="Next").first.click()
    dialog.get_by_label("Title").wait_for()


def read(visitor: drive.Explorer, text: str) -> None:
    """Paste a text and have it read."""
    give(visitor, text)
    visitor.page.get_by_role("dialog").get_by_role("button", name="Read it").click()


def upload(visitor: drive.Explorer, data: bytes) -> None:
    """Upload a web page and go on."""
    visitor.page.get_by_role("button", name="Add").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload files").click()
    file: Any = {"name": "page.html", "mimeType": "text/html", "buffer": data}
    dialog.locator("input[type=file]").set_input_files([file])
    visitor.page.wait_for_timeout(1_000)
    dialog.get_by_role("button", name="Next").first.click()


class Crowd(threading.Thread):
    """Visitors that speak Streamlit's protocol and click through the places; `took` are the seconds of each click."""

    def __init__(self, url: str, seconds: float, visitors: int = VISITORS) -> None:
        super().__init__(name="crowd")
        self._url = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
        self._until = time.monotonic() + seconds
        self._visitors = visitors
        self.took: list[float] = []
        self.errors = 0

    def run(self) -> None:
        """Click until the time is over."""
        asyncio.run(self._all())

    async def _all(self) -> None:
        found = await asyncio.gather(*(self._one(number) for number in range(self._visitors)), return_exceptions=True)
        self.errors += sum(isinstance(outcome, BaseException) for outcome in found)

    async def _one(self, number: int) -> None:
        from websockets.asyncio.client import connect

        await asyncio.sleep(PAUSE * number / self._visitors)
        async with connect(self._url, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            await self._click(socket, "")
            for place in itertools.cycle(PLACES):
                if time.monotonic() > self._until:
                    return
                start = time.monotonic()
                await self._click(socket, f"place={place}" if place else "q=")
                self.took.append(time.monotonic() - start)
                await asyncio.sleep(max(0.0, PAUSE - (time.monotonic() - start)))

    async def _click(self, socket: Any, query: str) -> None:
        """Ask for a run of the page and wait for its end."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = BackMsg()
        message.rerun_script.query_string = query
        await socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), 60))
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                self.errors += 1
            if kind == "script_finished":
                return


class Memory(threading.Thread):
    """Watches the memory of a server and its readers; `peak` is the most there was."""

    def __init__(self, server: drive.Server) -> None:
        super().__init__(name="memory", daemon=True)
        self._server = server
        self._ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look four times a second."""
        while not self._ended.wait(0.25):
            self.peak = max(self.peak, self._server.memory())

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()
