"""What an online geocoder found, as a place of the contract."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from geopy.location import Location

from geo.contract import Place, PlaceKind
from geo.gazetteer import Gazetteer
from geo.paths import lexicon

_LONGEST = 200


def place_of(location: Location, service: str) -> Place | None:
    """Return the place that an answer describes, None for what is no place of the news: a shop, a street, a house.

    Args:
        location: an answer of Nominatim, Photon or GeoNames with its `raw` part.
        service: which of them, as a key of `SERVICES`.

    Returns:
        A place with an id such as `nominatim:N240109189` (N, W or R for node, way or relation of OpenStreetMap); that
        of GeoNames is the id which the gazetteer gives it.
    """
    raw = location.raw if isinstance(location.raw, dict) else {}
    facts = {**raw, **_table(raw, "address"), **_table(raw, "properties")} if service != "geonames" else raw
    number, kind = _number(raw, facts), _kind(raw, facts)
    if number is None or kind is None:
        return None
    code = (_first(facts, "country_code", "countrycode", "countryCode") or "").upper()
    code_or_none = code if len(code) == 2 and code.isascii() and code.isalpha() else None
    population = facts.get("population")
    return {
        "id": f"{service}:{number}",
        "name": _first(raw, "name") or _first(facts, "name") or location.address.partition(",")[0][:_LONGEST],
        "kind": kind,
        "country": (code_or_none and _country(code_or_none)) or _first(facts, "country", "countryName"),
        "country_code": code_or_none,
        "admin1": _first(facts, "state", "province", "region", "adminName1"),
        "lat": round(float(location.latitude), 5),
        "lon": round(float(location.longitude), 5),
        "population": population if isinstance(population, int) and population > 0 else 0,
    }


def _table(raw: dict[str, Any], key: str) -> dict[str, Any]:
    inner = raw.get(key)
    return inner if isinstance(inner, dict) else {}


def _first(facts: dict[str, Any], *keys: str) -> str | None:
    texts = (facts.get(key) for key in keys)
    return next((" ".join(text.split())[:_LONGEST] for text in texts if isinstance(text, str) and text.strip()), None)


def _number(raw: dict[str, Any], facts: dict[str, Any]) -> str | None:
    if isinstance(number := raw.get("geonameId"), int):
        return str(number)
    kind, number = facts.get("osm_type"), facts.get("osm_id")
    return f"{kind[0].upper()}{number}" if isinstance(kind, str) and kind and isinstance(number, int) else None


def _kind(raw: dict[str, Any], facts: dict[str, Any]) -> PlaceKind | None:
    known = _kinds()
    return next((known[name] for name in _names(raw, facts) if name in known), None)


def _names(raw: dict[str, Any], facts: dict[str, Any]) -> Iterator[str]:
    """Yield what the answer calls its kind, the most telling first."""
    if "fcode" in raw:
        yield f"geonames={raw['fcode']}"
        yield f"geonames={raw.get('fcl')}.*"
        return
    key = facts.get("osm_key") or raw.get("class") or raw.get("category")
    if key == "boundary":
        yield f"place={raw.get('addresstype') or facts.get('type')}"
    yield f"{key}={facts.get('osm_value') or raw.get('type')}"
    yield f"{key}=*"


@cache
def _kinds() -> dict[str, PlaceKind]:
    rows = (line.split("\t") for line in lexicon("geocoder_kinds.tsv"))
    return {name: cast(PlaceKind, kind) for name, kind in rows}


def _country(code: str) -> str | None:
    """Return the gazetteer's name of a country, so that one country has one name on the map."""
    places = (entry.place for entry in Gazetteer.open().lookup(code))
    return next((place.name for place in places if place.kind == "country" and place.country_code == code), None)
