"""How fast articles are asked, an archive and a collection: opened, filtered, searched, a panel; memory of who asks."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from geo.atlas import Atlas, Filter, index
from geo.atlas.index import PEOPLE_ROWS
from geo.bench import copies
from geo.maps import drawing
from geo.viewer import panels
from geo.viewer.timeline import lanes
from geo.workers.size import processor_seconds, resident

COUNT, COLLECTION = 20_000, 10_000
_RARE, _FAR = 1_000, 2_000
"""Of the places and people that most is told of, which is asked for beside the first."""
_WORD, _RARE_WORD = "hospital", "uxbridge"


class Targets(NamedTuple):
    """In how many seconds each is to be done, on two cores that nobody else uses."""

    open: float
    filter: float
    search: float
    panel: float


ARCHIVE = Targets(open=4, filter=0.7, search=3, panel=0.5)
OF_COLLECTION = Targets(open=3, filter=0.5, search=0.5, panel=0.5)


def archive(count: int = COUNT, folder: Path | None = None) -> Iterator[tuple[str, str]]:
    """Yield figures of an archive of so many made articles, each by the clock and in processor time.

    A filter is all that the page of the map asks after a click: counts, places, days, and what is drawn.

    Args:
        count: how many articles.
        folder: where to make it, and to leave it; where one is it is taken as it is. Left out it is made and removed.

    Raises:
        DatelineError: it can't be made.
    """
    with TemporaryDirectory() as temporary:
        out = folder or Path(temporary) / "archive"
        if not out.exists():
            yield f"{count:,} articles are made", _told(lambda: copies.archive(out, count))
        yield "their links are sorted", _told(lambda: index.make(out))
        size = sum(file.stat().st_size for file in out.rglob("*.parquet"))
        of_index = sum(file.stat().st_size for file in (out / index.FOLDER).rglob("*.parquet"))
        yield "written", f"{size / 1e6:,.0f} MB, {of_index / 1e6:,.0f} MB of them the index"
        yield from _asked(out, ARCHIVE)


def collection(count: int = COLLECTION) -> Iterator[tuple[str, str]]:
    """Yield the same figures of tables without an index, as the app keeps those of a collection of the library."""
    with TemporaryDirectory() as temporary:
        yield from _asked(copies.archive(Path(temporary) / "collection", count), OF_COLLECTION)


def _asked(folder: Path, targets: Targets) -> Iterator[tuple[str, str]]:
    opened: list[Atlas] = []

    def begin() -> None:
        atlas = Atlas.open(folder)
        _page(atlas)
        opened.append(atlas)

    yield "open", f"{_told(begin)} (target {targets.open} s)"
    (atlas,) = opened
    places, people = atlas.by_place(), atlas.most_told()
    days = sorted(day for day in atlas.days("happened")["date"] if day)
    middle = days[len(days) // 2]
    filters = {
        "kind": Filter(categories=("violence",)),
        "type": Filter(types=("ASSAULT",)),
        "status": Filter(statuses=("planned",)),
        "a month": Filter(since=f"{middle[:7]}-01", until=f"{middle[:7]}-31"),
        "person": Filter(people=(people[0],)),
        "another person": Filter(people=(people[min(_FAR, len(people)) - 1],)),
        "country": Filter(countries=(places["country"].dropna().iloc[0],)),
        "role": Filter(roles=("happened",)),
        "certainty": Filter(certainty=0.5),
    }
    for name, wanted in filters.items():
        taken = _told(lambda wanted=wanted: _page(atlas.filter(wanted)))
        yield f"filter by {name}", f"{taken} (target {targets.filter} s)"
    for word in (_WORD, _RARE_WORD):
        taken = _told(lambda word=word: _page(atlas.filter(Filter(text=word))))
        yield f"search for {word}", f"{taken} (target {targets.search} s)"
    for name, nth in (("the place of most", 0), ("another place", min(_RARE, len(places) - 1))):
        place = places["id"].iloc[nth]
        taken = _told(lambda place=place: panels.place_panel(atlas, atlas, place))
        yield f"panel of {name}", f"{taken} (target {targets.panel} s)"
    yield "people", _told(lambda: atlas.by_person(PEOPLE_ROWS, known=True))
    both = [Filter(statuses=("happened",)), Filter(countries=(places["country"].dropna().iloc[-1],))]
    yield "two visitors at once", _told(lambda: _at_once([lambda w=w: _page(atlas.filter(w)) for w in both]))
    yield "memory", f"{resident(str(os.getpid())) / 1e6:,.0f} MB (target 1,000 MB)"


def _page(atlas: Atlas) -> None:
    """Ask what the page of the map asks of a selection."""
    atlas.summary()
    lanes(atlas, "happened")
    drawing(atlas, outline=lambda place: None)
    panels.overview(atlas, "", "")


def _at_once(visitors: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=visitor) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _told(act: Callable[[], object]) -> str:
    """Do something and return how long it took."""
    spent, start = processor_seconds(str(os.getpid()), alone=True), time.perf_counter()
    act()
    by_the_clock = time.perf_counter() - start
    return f"{by_the_clock:.2f} s, {processor_seconds(str(os.getpid()), alone=True) - spent:.2f} s of processors"
