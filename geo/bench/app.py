"""How fast the running app is: start to painted map, click to panel, filter to map, collections, memory."""

import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.atlas import Atlas
from geo.bench import copies, drive, made

CLICKS = 10
PLACES, MORE_PLACES = 10_000, 50_000
ARTICLES = 600
FEW, MANY = 6, 50
"""Filter changes after which the heap of the page is measured first, and again."""
WATCH = """
() => {
  const find = () => {
    for (const element of document.querySelectorAll(".st-key-panel *")) {
      const title = element.shadowRoot && element.shadowRoot.querySelector("h2")
      if (title) return title.textContent
    }
    return ""
  }
  let last = find()
  window.__titles = []
  const look = () => {
    const now = find()
    if (now !== last) window.__titles.push(performance.timeOrigin + performance.now())
    last = now
    requestAnimationFrame(look)
  }
  look()
}
"""
CLOCK = """
() => document.addEventListener(
  "click", () => { parent.__clicked = performance.timeOrigin + performance.now() }, true)
"""


def app() -> Iterator[tuple[str, str]]:
    """Yield figures of the app on the seed article and on a large collection, each with its target.

    Raises:
        DriveError: the app or the browser can't be started.
    """
    with drive.chromium() as browser, TemporaryDirectory() as folder:
        with drive.serving() as server:
            yield from _seed(browser, server)
        file = made.collection(Path(folder) / "places.jsonl", PLACES)
        with drive.serving(str(file)) as server:
            yield from _collection(browser, server)
        file = made.collection(Path(folder) / "more.jsonl", MORE_PLACES)
        yield from _opened(browser, file, f"{MORE_PLACES:,} places open", "8 s")
        yield from _opened(browser, _articles(Path(folder)), f"{ARTICLES:,} articles open", "3 s")


def _seed(browser: drive.Chromium, server: drive.Server) -> Iterator[tuple[str, str]]:
    visitor = drive.Explorer(browser, server.url).open()
    yield "start to painted map", f"{time.perf_counter() - server.started:.1f} s (target 5 s)"
    yield "memory of app and readers", f"{server.memory() / 1e6:,.0f} MB (target 700 MB)"
    yield "click to panel", f"{statistics.median(clicks(visitor)):.0f} ms, median of {CLICKS} (target 120 ms)"
    yield "filter to map", f"{statistics.median(filters(visitor)):.0f} ms, median (target 250 ms)"
    yield "next visit to painted map", f"{_opening(visitor):.1f} s"
    yield "requests to other hosts", f"{len(visitor.outside)} (target 0)"
    visitor.close()


def _collection(browser: drive.Chromium, server: drive.Server) -> Iterator[tuple[str, str]]:
    visitor = drive.Explorer(browser, server.url)
    yield f"{PLACES:,} places open", f"{_opening(visitor):.1f} s (target 2.5 s)"
    yield f"{PLACES:,} places filter", f"{statistics.median(filters(visitor, FEW)):.0f} ms, median (target 1,000 ms)"
    at_first = heap(visitor)
    filters(visitor, MANY - FEW)
    grown = 100 * (heap(visitor) / at_first - 1)
    yield (
        f"JS heap after {MANY} filter changes",
        f"{grown:+.0f} % beside {at_first / 1e6:.0f} MB after {FEW} (target +20 %)",
    )
    yield f"{PLACES:,} places, memory", f"{server.memory() / 1e6:,.0f} MB"
    visitor.close()


def _opened(browser: drive.Chromium, file: Path, what: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield how long the first visitor of an app waits for what was given to it, and the next one."""
    with drive.serving(str(file)) as server:
        for again in ("", " again"):
            visitor = drive.Explorer(browser, server.url)
            yield what + again, f"{_opening(visitor):.1f} s" + (f" (target {target})" if not again else "")
            visitor.close()


def _articles(folder: Path) -> Path:
    """Write a file like `geo parse` writes, of news."""
    atlas = Atlas.open(copies.archive(folder / "archive", ARTICLES))
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in atlas.records), encoding="utf-8")
    return path


def _opening(visitor: drive.Explorer) -> float:
    started = time.perf_counter()
    visitor.open()
    return time.perf_counter() - started


def clicks(visitor: drive.Explorer) -> list[float]:
    """Click places in turn and return for each the milliseconds until the panel shows it."""
    visitor.settled()
    visitor.page.evaluate(WATCH)
    visitor.map.locator("body").evaluate(CLOCK)
    everything = visitor.map.get_by_role("button", name="Show everything")
    everything.click()
    marks = visitor.map.locator('.dl-point, path[role="button"]')
    ids = list(dict.fromkeys(marks.evaluate_all("all => all.map((one) => one.dataset.place)")))[:5]
    found = []
    for turn in range(CLICKS):
        everything.click()
        seen = visitor.page.evaluate("window.__titles.length")
        visitor.map.locator(f'[data-place="{ids[turn % len(ids)]}"]').first.dispatch_event("click")
        visitor.page.wait_for_function("seen => window.__titles.length > seen", arg=seen)
        found.append(visitor.page.evaluate("window.__titles.at(-1) - window.__clicked"))
        visitor.settled()
    return found


def filters(visitor: drive.Explorer, turns: int = FEW) -> list[float]:
    """Press chips on and off and return for each the milliseconds until the map shows it."""
    chips = visitor.page.locator(".st-key-chips .chip")
    found = []
    for turn in range(turns):
        before = visitor.shown("version")
        started = time.perf_counter()
        chips.nth(turn // 2 % chips.count()).click()
        visitor.page.wait_for_function(
            """before => {
              const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]')
              return frame.contentDocument.querySelector("#map_div").dataset.version !== before
            }""",
            arg=before,
        )
        found.append(1000 * (time.perf_counter() - started))
        visitor.settled()
    return found


def heap(visitor: drive.Explorer) -> int:
    """Return the bytes that the scripts of the page and of its map hold, rubbish collected."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used
