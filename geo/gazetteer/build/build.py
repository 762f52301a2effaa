"""The whole build: every layer in its order."""

from collections.abc import Callable
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.build import airports, geonames, importance, naturalearth, outlines, postal, rules, tables, write
from geo.gazetteer.build.drafts import Drafts
from geo.gazetteer.build.sources import Sources
from geo.paths import DATA

VERSION = "2026.11"
_NEAR = 0.1


def gather(sources: Sources, tell: Callable[[str], None] = lambda _: None) -> Drafts:
    """Return all places of all sources, named and weighed."""
    drafts = Drafts()
    for what, layer in (
        ("countries", geonames.add_countries),
        ("continents", geonames.add_continents),
        ("names of countries", naturalearth.add_country_names),
        ("cities and divisions", geonames.add_divisions_and_cities),
        ("English names of cities", naturalearth.prefer_english),
        ("post towns", postal.add_post_towns),
        ("lakes", naturalearth.add_lakes),
        ("seas", naturalearth.add_seas),
        ("airports", airports.add_airports),
        ("demonyms", tables.add_demonyms),
    ):
        tell(what)
        layer(drafts, sources)
    tell("tables")
    tables.add_tables(drafts)
    tell("short and partial names")
    rules.derive(drafts)
    importance.weigh(drafts)
    return drafts


def place(drafts: Drafts, shapes: dict[str, BaseGeometry]) -> None:
    """Put divisions with an outline at the middle of it, and countries whose point is far from theirs."""
    for place_id, area in shapes.items():
        draft = drafts.by_id[place_id]
        outside = not area.convex_hull.buffer(_NEAR).contains(shapely.Point(draft.lon, draft.lat))
        if draft.kind in ("admin1", "admin2") or (draft.kind == "country" and outside):
            draft.lat, draft.lon = naturalearth.middle(area)
        if draft.kind in ("admin1", "admin2", "country"):
            draft.extent_km = naturalearth.radius_km(area)


def build(
    sources: Sources,
    scratch: Path,
    data: Path = DATA,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Build what ships into `data`: archive and manifest of the gazetteer, base map and outlines.

    Return how many places and names there are, and how many outlines of each kind.
    """
    drafts = gather(sources, tell)
    shapes = outlines.gather(drafts, sources, tell)
    place(drafts, shapes)
    tell("writing outlines")
    outlines.write_world(drafts, sources, data / "outlines/world.json")
    drawn = outlines.write(drafts, shapes, data / "outlines/outlines.db")
    tell("writing places")
    path = scratch / "gazetteer.sqlite"
    counts = write.write_database(drafts, path)
    tell(f"compressing {path.stat().st_size / 1e6:.0f} MB")
    write.compress(path, data / "gazetteer.sqlite.xz", data / "gazetteer.json", VERSION, counts)
    path.unlink()
    return {**counts, **{f"outlines of kind {kind}": number for kind, number in sorted(drawn.items())}}
