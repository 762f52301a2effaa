"""Drives the running app in Chromium, for measuring, screenshots and tests; needs tests/requirements.txt."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import DatelineError
from geo.paths import ROOT
from geo.workers.size import resident

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WIDE = (1400, 1000)
NARROW = (400, 860)
PHONE = (390, 844)
MAP = '.stMainBlockContainer iframe[title="streamlit_folium.st_folium"]'
"""The map of a page; a dialog over it may have one of its own."""
WAIT = 30_000
"""Longest wait for anything on the page, in milliseconds."""
_RESTS = """() => new Promise((rest) => {
  const look = () => window.dateline.flying ? requestAnimationFrame(look) : rest()
  requestAnimationFrame(look)
})"""
_GROUPS = 8
"""How many groups of places within groups are opened to reach one."""


class DriveError(DatelineError):
    """The app or the browser can't be started."""


class Server(NamedTuple):
    """A running app: its address, its process id, and when it was started (`time.perf_counter`)."""

    url: str
    pid: int
    started: float

    def memory(self) -> int:
        """Return the memory of the server and its readers in bytes, what they share counted once."""
        return sum(resident(str(pid)) for pid in (self.pid, *children(self.pid)))


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text("ascii").split()):
                found += [child, *children(child)]
    return found


@contextmanager
def serving(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    launcher: Sequence[str] = ("-m", "streamlit"),
    script: str = "app.py",
) -> Iterator[Server]:
    """Run the app on a free port until the block ends.

    Args:
        arguments: what stands behind `streamlit run app.py --`.
        environment: variables beside those of this process.
        launcher: what Python runs in the place of `python -m streamlit`.
        script: what Streamlit runs.

    Raises:
        DriveError: it doesn't answer within a minute.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, *launcher, "run", str(ROOT / script)),
        *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
        *("--server.fileWatcherType", "none", "--", *arguments),
    ]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _answers(f"{url}/_stcore/health", process)
        yield Server(url, process.pid, started)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise DriveError("The app doesn't start: run `streamlit run app.py` to see why.")


class Chromium:
    """A running browser and its windows: each visitor has one that nobody else has used, or one that was cleared.

    Where windows are used again, the scripts of the page need not be fetched and compiled anew for each visitor, which
    takes most of the time that a page takes to open.
    """

    def __init__(self, browser: "Browser", *, reuse: bool) -> None:
        self._browser, self._reuse = browser, reuse
        self._idle: dict[tuple[tuple[str, str], ...], list[Page]] = {}

    def new_context(self, **options: Any) -> "BrowserContext":
        """Return a new context of Playwright, which the caller closes."""
        return self._browser.new_context(**options)

    def window(self, options: Mapping[str, Any]) -> "Page":
        """Return a window of a context that has these options."""
        if idle := self._idle.get(_key(options)):
            return idle.pop()
        context = self.new_context(**options)
        context.set_default_timeout(WAIT)
        return context.new_page()

    def leave(self, page: "Page", options: Mapping[str, Any], origin: str, *, used_up: bool = False) -> None:
        """Take a window back from its visitor.

        Args:
            page: the window.
            options: those that it was asked for with.
            origin: the site that the visitor was at, whose cookies and storage are cleared.
            used_up: whether nobody else may have it.
        """
        if not self._reuse or used_up or page.is_closed() or not page.url.startswith(origin):
            page.context.close()
            return
        page.evaluate("() => sessionStorage.clear()")
        page.goto("about:blank")
        session = page.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()
        page.context.clear_permissions()
        page.unroute_all()
        page.set_viewport_size(options["viewport"])
        page.mouse.move(0, 0)
        self._idle.setdefault(_key(options), []).append(page)


def _key(options: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, repr(value)) for name, value in options.items()))


@contextmanager
def chromium(*, reuse: bool = False) -> Iterator[Chromium]:
    """Run Chromium, which can reach nothing but this machine, until the block ends.

    Args:
        reuse: whether the windows of visitors who have left are used again.

    Raises:
        DriveError: Playwright or Chromium is not installed.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise DriveError("This needs Playwright: pip install -r tests/requirements.txt") from error
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise DriveError("This needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield Chromium(browser, reuse=reuse)
        finally:
            browser.close()


def open_groups(page: "Page", container: "Locator", place: str) -> tuple[float, float]:
    """Open the groups on a map that a place is in until it stands by itself; return where on the page that is.

    Raises:
        DriveError: it doesn't come to stand by itself.
    """
    for _ in range(_GROUPS):
        found = container.evaluate("(_, name) => window.dateline.spot(name)", place)
        if found is None:
            container.get_by_role("button", name="Show everything").click()
            container.evaluate(_RESTS)
            continue
        box = container.bounding_box() or {"x": 0, "y": 0}
        at = (box["x"] + found[0], box["y"] + found[1])
        if found[2]:
            return at
        page.mouse.click(*at)
        container.evaluate(_RESTS)
    raise DriveError(f"The map doesn't show {place} by itself.")


class Explorer:
    """One visitor in a browser of their own, with what the tests ask of the pages.

    `outside` are the addresses of other hosts that the page asked for, `errors` the errors of its scripts.
    """

    def __init__(
        self,
        browser: Chromium,
        url: str,
        *,
        size: tuple[int, int] = WIDE,
        dark: bool = False,
        touch: bool = False,
    ) -> None:
        width, height = size
        self.url = url
        self._browser, self._used_up = browser, False
        self._options = {
            "viewport": {"width": width, "height": height},
            "color_scheme": "dark" if dark else "light",
            "reduced_motion": "reduce",
            "has_touch": touch,
            "is_mobile": touch,
        }
        self.page = browser.window(self._options)
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("pageerror", self._failed)

    @property
    def context(self) -> "BrowserContext":
        """What Playwright keeps this visitor apart from others by."""
        return self.page.context

    def prepare(self, script: str) -> None:
        """Have a script run before those of every page that is opened."""
        self._used_up = True
        self.page.add_init_script(script)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws", 1), "data:", "blob:")):
            self.outside.append(request.url)

    def _failed(self, error: Exception) -> None:
        self.errors.append(str(error))

    def close(self) -> None:
        """Leave the browser window."""
        self.page.remove_listener("request", self._asked)
        self.page.remove_listener("pageerror", self._failed)
        self._browser.leave(self.page, self._options, self.url, used_up=self._used_up)

    def open(self, path: str = "", *, painted: bool = True) -> "Explorer":
        """Open a page of the app and wait for its map."""
        self.page.goto(f"{self.url}/{path}")
        if painted:
            self.painted()
        return self

    @property
    def map(self) -> "FrameLocator":
        """The page that holds the map."""
        return self.page.frame_locator(MAP)

    def turn(self, page: str) -> None:
        """Turn to another page by its name in the navigation, and wait for its map."""
        old = self.page.locator(MAP).element_handle()
        self.page.get_by_role("link", name=page, exact=True).click()
        self.page.wait_for_function("old => !old.isConnected", arg=old)
        self.painted()
        self.settled()

    def painted(self) -> None:
        """Wait until the map has drawn its data and its outlines."""
        self.map.locator("#map_div[data-painted]").wait_for()

    def shown(self, name: str) -> str:
        """Return what the map says of itself: "zoom", "center", "selected" or "places"."""
        return self.map.locator("#map_div").get_attribute(f"data-{name}") or ""

    def mark(self, place: str) -> "Locator":
        """Return the circle or shape of a place by its name."""
        return self.map.locator(f'[role="button"][aria-label^="{place},"]').first

    def called(self, beginning: str) -> str:
        """Return the whole name of the drawn place whose name begins so."""
        return self.map.locator("#map_div").evaluate(
            """(_, beginning) => [...dateline.data.points, ...dateline.data.areas].map((place) => place.name)
              .find((name) => name.startsWith(beginning))""",
            beginning,
        )

    def spot(self, place: str) -> tuple[float, float]:
        """Return where on the page a place is drawn; the groups that it is in are opened until it stands by itself."""
        frame = self.page.locator(MAP)
        frame.scroll_into_view_if_needed()
        return open_groups(self.page, self.map.locator("#map_div"), place)

    def drawn(self, place: str) -> None:
        """Wait until the map shows a place, by itself or in a group."""
        self.page.wait_for_function(
            """name => document.querySelector('iframe[title="streamlit_folium.st_folium"]')
              ?.contentWindow.dateline?.spot(name)""",
            arg=place,
        )

    def click(self, place: str) -> None:
        """Click a place on the map."""
        self.page.mouse.click(*self.spot(place))

    @property
    def panel(self) -> "Locator":
        """The panel beside the map."""
        return self.page.locator(".st-key-panel, .st-key-side_panel, .st-key-table_panel, .st-key-person_panel").first

    def title(self, expected: str) -> None:
        """Wait until the panel shows this title."""
        self.panel.get_by_role("heading", name=expected, level=2, exact=True).wait_for()

    def chip(self, label: str) -> "Locator":
        """Return a chip of the line of filters."""
        return self.page.locator(".st-key-chips").get_by_role("button", name=label)

    @property
    def said(self) -> str:
        """How much is shown, as the line of filters says it."""
        return self.page.locator(".st-key-chips").get_by_role("status").inner_text()

    def settled(self) -> None:
        """Wait until the app has nothing more to do."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
