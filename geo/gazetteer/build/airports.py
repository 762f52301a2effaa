"""Airports with an IATA code."""

import csv
import re

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.readable import is_readable, mended
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km
from geo.paths import lexicon

_GENERIC = re.compile(
    r"\s+(?:International|Intl|Regional|Municipal|Metropolitan|National|Domestic|County|Executive)?\s*"
    r"(?:Airport|Airfield|Aerodrome|Air Base|Air Force Base|Airstrip)$"
)
_SERVES_KM = 60.0
"""How far from a city its airport may lie."""


def add_airports(drafts: Drafts, sources: Sources) -> None:
    """Add the airports of airportsdata that have an IATA code, by the names of their cities and by their own too."""
    with (sources["airportsdata"] / "airports.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iata"]]
    ordinary = frozenset(lexicon("english_words.txt"))
    admin1 = {(draft.country_code, draft.name): draft.admin1_code for draft in drafts.of_kind("admin1")}
    for row in rows:
        name = row["name"].replace("Intl", "International")
        if not is_readable(name):
            name = mended(name, _names_near(drafts, row))
        large = "International" in name
        draft = drafts.add(
            Draft(
                f"airport:{row['iata']}", name, "airport", round(float(row["lat"]), 5), round(float(row["lon"]), 5),
                "AIRP", row["country"] or None, admin1.get((row["country"], row["subd"])),
                extent_km=3.0, importance=20_000 if large else 2_000,
            )
        )  # fmt: skip
        draft.call(row["iata"], "code")
        bare = _GENERIC.sub("", name)
        if bare != name:
            draft.call(f"{bare} Airport", "alternate")
            if large:
                draft.call(f"{bare} International", "partial")
        if row["city"]:
            draft.call(f"{row['city']} Airport", "alternate")
            own = bare.removeprefix(f"{row['city']} ")
            if own != bare and not ordinary.issuperset(own.lower().split()):
                draft.call(f"{own} Airport", "alternate")
            if large:
                draft.call(f"{row['city']} International Airport", "alternate")


def _names_near(drafts: Drafts, row: dict[str, str]) -> list[str]:
    """Return the names of the cities that an airport may be called after."""
    lat, lon = float(row["lat"]), float(row["lon"])
    return [
        draft.name
        for draft in drafts.of_kind("city")
        if draft.country_code == row["country"] and distance_km(lat, lon, draft.lat, draft.lon) < _SERVES_KM
    ]
