"""Airports with an IATA code."""

import csv
import re

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources

_GENERIC = re.compile(
    r"\s+(?:International|Intl|Regional|Municipal|Metropolitan|National|Domestic|County|Executive)?\s*"
    r"(?:Airport|Airfield|Aerodrome|Air Base|Air Force Base|Airstrip)$"
)


def add_airports(drafts: Drafts, sources: Sources) -> None:
    """Add the airports of airportsdata that have an IATA code, with their city's name before "Airport" too."""
    with (sources["airportsdata"] / "airports.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iata"]]
    admin1 = {(draft.country_code, draft.name): draft.admin1_code for draft in drafts.of_kind("admin1")}
    for row in rows:
        name = row["name"].replace("Intl", "International")
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
            if large:
                draft.call(f"{row['city']} International Airport", "alternate")
