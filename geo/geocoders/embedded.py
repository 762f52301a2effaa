"""The embedded gazetteer as a geocoder of geopy."""

from collections.abc import Collection, Iterable
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.contract import PlaceKind
from geo.gazetteer import Entry, Gazetteer, GazetteerPlace

_SETTLEMENTS: tuple[PlaceKind, ...] = ("city", "district")


class Embedded(Geocoder):
    """Geocoder over the gazetteer that ships with Dateline: no network, no account, no limit.

    >>> Embedded().geocode("Paris, Texas").address
    'Paris, Lamar County, Texas, United States'
    """

    def __init__(self, gazetteer: Gazetteer | None = None, **options: Any) -> None:
        """Geocode with a gazetteer, the shipped one by default; `options` are those of every geopy geocoder."""
        super().__init__(**options)
        self.gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        country_codes: str | Collection[str] | None = None,
        kinds: Collection[PlaceKind] | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Return the best-known place of a name, or with `exactly_one=False` up to `limit` of them, best first.

        Args:
            query: A name, or a name with what the place lies in behind commas: "Paris, Texas", "Aleppo, Syria".
            exactly_one: Return one location, not a list.
            limit: How many locations at most.
            country_codes: Keep places of these countries only (ISO 3166-1 alpha-2).
            kinds: Keep places of these kinds only.
            timeout: Without meaning here: lookups take microseconds.

        Returns:
            Locations whose `raw` is the record of the place (see `geo.contract.Place`) with the `form` of the name;
            None where there is none.
        """
        codes = _codes(country_codes)
        best: dict[str, Entry] = {}
        for entry in self._readings(query):
            place = entry.place
            if (codes is None or place.country_code in codes) and (kinds is None or place.kind in kinds):
                best.setdefault(place.id, entry)
        locations = [_location(entry.place, form=entry.form) for entry in list(best.values())[:limit]]
        return _answer(locations, exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        km: float = 50.0,
        kinds: Collection[PlaceKind] = _SETTLEMENTS,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Return the place nearest to a point, or with `exactly_one=False` up to `limit` places, nearest first.

        Args:
            query: A `geopy.Point`, a pair of latitude and longitude, or a string of both.
            exactly_one: Return one location, not a list.
            limit: How many locations at most.
            km: How far away a place may be.
            kinds: Which kinds of places to look for.
            timeout: Without meaning here.

        Raises:
            GeocoderQueryError: `query` is no point.
        """
        try:
            point = Point(query)
        except (ValueError, TypeError) as error:
            raise GeocoderQueryError(f"{query!r} is no point.") from error
        near = self.gazetteer.near(point.latitude, point.longitude, km, kinds=kinds, limit=limit)
        return _answer([_location(place, km=round(away, 3)) for place, away in near], exactly_one)

    def _readings(self, query: str) -> list[Entry]:
        """Return the readings of a whole query, or where it has none, of its head that lie in its tail."""
        entries = _plausible(self.gazetteer.lookup(query), query)
        head, comma, tail = query.partition(",")
        if entries or not comma:
            return entries
        within = [
            [entry.place for entry in _plausible(self.gazetteer.lookup(part), part)]
            for part in map(str.strip, tail.split(","))
            if part
        ]
        head = head.strip()
        return [
            entry
            for entry in _plausible(self.gazetteer.lookup(head), head)
            if all(any(_lies_in(entry.place, outer) for outer in places) for places in within)
        ]


def _plausible(entries: Iterable[Entry], text: str) -> list[Entry]:
    """Leave out demonyms, and codes that aren't written in capitals."""
    return [
        entry
        for entry in entries
        if entry.form != "demonym" and (entry.form != "code" or text.upper() == text)
    ]  # fmt: skip


def _lies_in(place: GazetteerPlace, outer: GazetteerPlace) -> bool:
    if place.id == outer.id or place.country_code != outer.country_code:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "admin1":
        return place.admin1_code == outer.admin1_code
    return (
        outer.kind == "admin2"
        and place.admin1_code == outer.admin1_code
        and place.admin2_code is not None
        and place.admin2_code == outer.admin2_code
    )


def _codes(country_codes: str | Collection[str] | None) -> frozenset[str] | None:
    if country_codes is None:
        return None
    given = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return frozenset(code.strip().upper() for code in given)


def _location(place: GazetteerPlace, **more: Any) -> Location:
    parts = [place.name, place.admin2, place.admin1, place.country]
    address = ", ".join(part for at, part in enumerate(parts) if part and part not in parts[:at])
    return Location(address, (place.lat, place.lon, 0), {**place.as_place(), **more})


def _answer(locations: list[Location], exactly_one: bool) -> Location | list[Location] | None:
    if not locations:
        return None
    return locations[0] if exactly_one else locations
