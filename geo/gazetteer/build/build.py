"""The whole build: every layer in its order."""

from collections.abc import Callable
from pathlib import Path

from geo.gazetteer.build import airports, geonames, importance, naturalearth, rules, tables, write
from geo.gazetteer.build.drafts import Drafts
from geo.gazetteer.build.sources import Sources
from geo.paths import DATA

VERSION = "2026.11"


def gather(sources: Sources, tell: Callable[[str], None] = lambda _: None) -> Drafts:
    """Return all places of all sources, named and weighed."""
    drafts = Drafts()
    for what, layer in (
        ("countries", geonames.add_countries),
        ("names of countries", naturalearth.add_country_names),
        ("cities and divisions", geonames.add_divisions_and_cities),
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


def build(
    sources: Sources,
    scratch: Path,
    data: Path = DATA,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Build the gazetteer that ships: archive and manifest in `data`. Return how many places and names it has."""
    drafts = gather(sources, tell)
    tell("writing")
    path = scratch / "gazetteer.sqlite"
    counts = write.write_database(drafts, path)
    tell(f"compressing {path.stat().st_size / 1e6:.0f} MB")
    write.compress(path, data / "gazetteer.sqlite.xz", data / "gazetteer.json", VERSION, counts)
    path.unlink()
    return counts
