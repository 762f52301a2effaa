"""What pages show of a selection, made once for all who look at it."""

from typing import Any

import pandas as pd

from geo.app import atlases, rows
from geo.app.shared import remembered
from geo.atlas import Filter
from geo.viewer import panels, reader, words
from geo.viewer.panels import Panel
from geo.viewer.timeline import lanes

MOST_SECTION = 600
"""Cards that a section of a panel has at most, however often a reader asks for more."""
MOST_CARDS, MOST_ROWS = 4_000, 20_000
"""How many cards of panels and rows of tables are remembered: some 10 MB of each."""


def _cards(panel: Panel) -> int:
    return 1 + sum(len(section["cards"]) for section in panel["sections"])


@remembered(64)
def overview(article: str, wanted: Filter) -> Panel:
    """Return the panel of the map page while no place is chosen."""
    atlas = atlases.filtered(article, wanted)
    title = next(iter(atlas.titles(most=1).values()), "") if atlas.count == 1 else words.told(atlas.count, atlas.texts)
    return panels.overview(atlas, title or "This article", words.WELCOME)


@remembered(MOST_CARDS, _cards)
def place(article: str, wanted: Filter, id: str, most: int = panels.MOST_CARDS) -> Panel:
    """Return the panel of a place that the article has, with so many cards in a section."""
    whole = atlases.atlas(article)
    assert whole is not None
    return _paged(panels.place_panel(atlases.filtered(article, wanted), whole, id, most=most), most)


def _paged(panel: Panel, most: int) -> Panel:
    return {**panel, "pages": most < MOST_SECTION}


@remembered(MOST_CARDS, _cards)
def person(article: str, wanted: Filter, name: str, most: int = panels.MOST_CARDS) -> Panel:
    """Return the panel of a person, with so many cards in a section."""
    atlas = atlases.filtered(article, wanted)
    return _paged(panels.person_panel(atlas, name, atlas.roles(name), most=most), most)


@remembered(MOST_CARDS, _cards)
def unplaced(article: str, wanted: Filter) -> Panel:
    """Return the panel of the names that could not be placed."""
    return panels.unplaced(atlases.filtered(article, wanted))


@remembered(MOST_ROWS, lambda made: len(made[0]))
def table(article: str, wanted: Filter, kind: str, page: int = 0) -> rows.Rows:
    """Return a page of a table, one of `rows.TABLES`, and the place of each of its rows."""
    return rows.TABLES[kind](atlases.filtered(article, wanted), page * rows.MOST)


@remembered(64)
def length(article: str, wanted: Filter, kind: str) -> int:
    """Return how many rows a table has."""
    return rows.length(atlases.filtered(article, wanted), kind)


@remembered(MOST_ROWS, len)
def people(article: str, wanted: Filter, *, everybody: bool) -> pd.DataFrame:
    """Return the table of people; `rows.people_rows` tells of `everybody`."""
    return rows.people_rows(atlases.filtered(article, wanted), everybody=everybody)


@remembered(32)
def stretches(article: str, record_id: str, wanted: Filter) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return the text of an article in parts, each with its marks, and how many items of each kind it has."""
    shown = atlases.filtered(article, wanted).shown_in(record_id)
    record = atlases.record(article, record_id)
    assert record is not None
    return reader.stretches(record, shown)


@remembered(64)
def timeline(article: str, wanted: Filter) -> dict[str, Any]:
    """Return the timeline of a selection, on the clock of its filter."""
    return lanes(atlases.filtered(article, wanted), wanted.clock)


def missing(article: str, wanted: Filter) -> dict[str, pd.DataFrame]:
    """Return the tables of what has no place and of what has no date, by their titles."""
    atlas = atlases.filtered(article, wanted)
    return {
        "Without a place": rows.missing_rows(atlas, dated=False),
        "Without a date": rows.missing_rows(atlas, dated=True),
    }
