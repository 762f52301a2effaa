"""The whole build: every layer in its order."""

from collections.abc import Callable
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import GazetteerError
from geo.gazetteer.build import (
    airports,
    close,
    courses,
    geonames,
    importance,
    integrity,
    naturalearth,
    outlines,
    postal,
    rules,
    tables,
    write,
)
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.paths import DATA

VERSION = "2026.11"
_NEAR = 0.1
_MOST_FAULTS = 20
"""So many are told."""


def gather(sources: Sources, tell: Callable[[str], None] = lambda _: None, folder: Path = tables.TABLES) -> Drafts:
    """Return all places of all sources and of a folder of hand-written tables, named and weighed."""
    drafts = Drafts()
    for what, layer in (
        ("countries", geonames.add_countries),
        ("continents", geonames.add_continents),
        ("names of countries", naturalearth.add_country_names),
        ("cities and divisions", geonames.add_divisions_and_cities),
        ("English names of cities", naturalearth.prefer_english),
        ("names without marks", lambda drafts, _: rules.show_plainly(drafts)),
        ("post towns", postal.add_post_towns),
        ("lakes", naturalearth.add_lakes),
        ("seas", naturalearth.add_seas),
        ("airports", airports.add_airports),
        ("demonyms", tables.add_demonyms),
    ):
        tell(what)
        layer(drafts, sources)
    tell("tables")
    tables.add_tables(drafts, folder)
    tell("short and partial names")
    rules.derive(drafts)
    importance.weigh(drafts)
    return drafts


def settle(drafts: Drafts, shapes: dict[str, BaseGeometry]) -> None:
    """Give up outlines of divisions that were drawn anew, and tell cities of no known division theirs by outline."""
    members = integrity.members(drafts)
    for code, draft in drafts.admin1.items():
        if draft.id in shapes and not integrity.holds(shapes[draft.id], members[code]):
            del shapes[draft.id]
    lost = [city for city in drafts.of_kind("city", "district") if _is_lost(drafts, city)]
    tree = shapely.STRtree([shapely.Point(city.lon, city.lat) for city in lost])
    for draft in drafts.admin1.values():
        for number in tree.query(shapes[draft.id], predicate="intersects") if draft.id in shapes else ():
            city = lost[number]
            if city.country_code == draft.country_code and not city.capital:
                city.admin1_code, city.admin2_code = draft.admin1_code, None


def _is_lost(drafts: Drafts, city: Draft) -> bool:
    return (city.country_code or "", city.admin1_code or "") not in drafts.admin1


def place(drafts: Drafts, shapes: dict[str, BaseGeometry]) -> None:
    """Put divisions with an outline at the middle of it, countries too if far from theirs, and rivers halfway down."""
    for place_id, area in shapes.items():
        draft = drafts.by_id[place_id]
        if isinstance(area, shapely.LineString):
            draft.lat, draft.lon = courses.halfway(area)
            continue
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

    Raises:
        GazetteerError: the sources contradict each other (see `integrity.faults`), or one is missing.
    """
    drafts = gather(sources, tell)
    shapes = outlines.gather(drafts, sources, tell)
    settle(drafts, shapes)
    tell("looking for faults")
    if found := list(integrity.faults(drafts, shapes, sources)):
        raise GazetteerError("The sources don't fit together: " + " ".join(found[:_MOST_FAULTS]))
    shapes.update(courses.courses(drafts, sources))
    place(drafts, shapes)
    tell("writing outlines")
    outlines.write_world(drafts, sources, close.disputed(sources), data / "outlines/world.json")
    close.write(drafts, sources, data / "outlines/close.json")
    drawn = outlines.write(drafts, shapes, data / "outlines/outlines.db")
    tell("writing places")
    path = scratch / "gazetteer.sqlite"
    counts = write.write_database(drafts, path)
    tell(f"compressing {path.stat().st_size / 1e6:.0f} MB")
    write.compress(path, data / "gazetteer.sqlite.xz", data / "gazetteer.json", VERSION, counts)
    path.unlink()
    return {**counts, **{f"outlines of kind {kind}": number for kind, number in sorted(drawn.items())}}
