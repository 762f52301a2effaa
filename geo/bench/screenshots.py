"""Takes a screenshot of every page, wide and narrow, light and dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from geo.bench import drive

PAGES = {
    "map": "",
    "place": "?place={place}",
    "read": "read?place={place}",
    "people": "people",
    "review": "review",
    "tables": "tables",
}
PLACE = "geonames:2988507"
_TALLEST = 4000


def take(folder: Path, *, place: str = PLACE) -> Iterator[Path]:
    """Yield the files as they are written to `folder`: `<page>-<wide|narrow>-<light|dark>.png`.

    Args:
        folder: made if it isn't there.
        place: id of the place that the page "place" has chosen.

    Raises:
        DriveError: the app or the browser can't be started.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with drive.serving() as server, drive.chromium() as browser:
        for width, size in {"wide": drive.WIDE, "narrow": drive.NARROW}.items():
            for dark in (False, True):
                for page, path in PAGES.items():
                    file = folder / f"{page}-{width}-{'dark' if dark else 'light'}.png"
                    visitor = drive.Explorer(browser, server.url, size=size, dark=dark)
                    try:
                        visitor.open(path.format(place=place))
                        visitor.settled()
                        visitor.page.wait_for_timeout(600)  # fonts and the chart's first frame
                        _whole(visitor)
                        visitor.page.screenshot(path=file)
                    finally:
                        visitor.close()
                    yield file


def _whole(visitor: drive.Explorer) -> None:
    """Make the window as high as its page, which scrolls inside itself."""
    bottom = "element => Math.ceil(element.getBoundingClientRect().bottom)"
    height = visitor.page.get_by_test_id("stMainBlockContainer").evaluate(bottom)
    width = (visitor.page.viewport_size or {"width": drive.WIDE[0]})["width"]
    visitor.page.set_viewport_size({"width": width, "height": min(height, _TALLEST)})
    visitor.page.wait_for_timeout(400)


def screenshots(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("screenshots"),
) -> None:
    """Take a picture of every page, wide and narrow, light and dark; needs what the tests need."""
    for file in take(folder):
        typer.echo(file)
