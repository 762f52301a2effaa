"""What pages show of a selection, made once for all who look at it."""

from typing import Any

from geo.app import cards, marks, reading
from geo.app.shared import remembered
from geo.atlas import Filter

WELCOME = (
    "Circles are towns and sites, shapes are countries, regions and seas, lines are rivers; the more happens there, "
    "the larger or deeper they are. Hollow and pale ones are only talked about, and a broken ring is a guess or "
    "doubtful. Click one to see what happened and who said what, or choose it here."
)


@remembered(64)
def overview(article: str, wanted: Filter) -> dict[str, Any]:
    """Return the panel of the map page while no place is chosen."""
    atlas = reading.filtered(article, wanted)
    titles = atlas.articles["title"]
    title = titles.iloc[0] if len(titles) == 1 else f"{len(titles):,} articles"
    return cards.overview(atlas, title or "This article", WELCOME)


@remembered(32)
def stretches(article: str, record_id: str, wanted: Filter) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return the text of an article in parts, each with its marks, and how many items of each kind it has."""
    links = reading.filtered(article, wanted).links
    record = next(record for record in reading.records(article) or [] if record["id"] == record_id)
    return marks.stretches(record, set(links.loc[links["article"] == record_id, "item"]))
