"""Places of a newsroom's own: a name with others, a point or a shape; found in a text where its words stand there."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

from geo import geojson
from geo.contract import Place, PlaceKind
from geo.errors import PlaceError
from geo.gazetteer import outlines
from geo.gazetteer.distance import distance_km
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.place import KINDS, Entry, GazetteerPlace

PREFIX = "own:"
"""What the id of such a place begins with."""
KIND: PlaceKind = "facility"
"""What kind of place it is where nobody says."""
MOST_NAMES = 50
"""Names of one place."""
LONGEST_NAME, LONGEST_NOTE = 100, 1_000
_IMPORTANCE = 1_000_000.0
"""How much it is written about, as `GazetteerPlace` has it: in its collection as much as a large city."""
_SHOUTED = 4
"""Letters from which on a name may stand in capitals; shorter ones would be acronyms."""
_TOWNS: tuple[PlaceKind, ...] = ("city",)
_FAR_KM = 150.0
"""How far from a place the nearest known one may be that tells in which country it lies: across a strait."""
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_WORDS = re.compile(r"[^\W_]+")
_FEW = 20
"""First words of names that are looked for one by one."""
_APOSTROPHES = str.maketrans("’‘ʼ`´‐‑", "'''''--")
_WORD = re.compile(r"\w")
_SEPARATORS = re.compile("[;|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place of somebody's own; `own_place` makes a checked one."""

    id: str
    name: str
    lat: float
    lon: float
    aliases: tuple[str, ...] = ()
    kind: PlaceKind = KIND
    country_code: str | None = None
    country: str | None = None
    admin1_code: str | None = None
    admin1: str | None = None
    outline: str | None = None
    """GeoJSON of its shape, as `geo.geojson.kept` writes it."""
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all others."""
        return (self.name, *self.aliases)

    def as_place(self) -> Place:
        """Return the record that the engine writes."""
        place = self._known(0.0).as_place()
        if self.outline:
            place["outline"] = self.outline
        return place

    def entry(self, written: str) -> Entry:
        """Return it as the gazetteer's readings of a name are."""
        shape = self.shape
        extent = max((distance_km(self.lat, self.lon, y, x) for x, y in geojson.points(shape)), default=0.0) if (
            shape
        ) else 0.0  # fmt: skip
        return Entry(self._known(extent), "preferred", written, _IMPORTANCE)

    def _known(self, extent: float) -> GazetteerPlace:
        """Return it as a place of the gazetteer with a radius of so many kilometres."""
        return GazetteerPlace(
            self.id, self.name, self.kind, "", self.country_code, self.country, self.admin1_code, self.admin1,
            None, None, self.lat, self.lon, 0, False, extent, _IMPORTANCE,
        )  # fmt: skip

    @property
    def shape(self) -> geojson.Geometry | None:
        """Its line or area, None where it is a point."""
        return json.loads(self.outline) if self.outline else None

    def as_json(self) -> dict[str, Any]:
        """Return its fields as plain values, which `from_json` reads."""
        return {**asdict(self), "aliases": list(self.aliases)}

    def digest(self) -> str:
        """Return what stands for all of it that reading an article depends on."""
        return _hashed({**self.as_json(), "note": ""})


def from_json(row: Mapping[str, Any]) -> OwnPlace:
    """Return the place of `OwnPlace.as_json`."""
    return OwnPlace(**{**row, "aliases": tuple(row["aliases"])})


def own_place(
    name: str,
    *,
    lat: float | None = None,
    lon: float | None = None,
    shape: geojson.Geometry | None = None,
    aliases: Iterable[str] = (),
    kind: str | None = None,
    country: str | None = None,
    note: str = "",
    id: str | None = None,
) -> OwnPlace:
    """Return a place of one's own, checked, with the country and the division that it lies in.

    Args:
        name: what it is called; as it is written in articles, capitals and all.
        lat: its latitude; that of the middle of its shape if left out.
        lon: its longitude.
        shape: its line or area, as `geo.geojson.shape_of` returns it.
        aliases: what it is called beside that.
        kind: one of the kinds of places; a site if left out.
        country: the code or the name of its country; told by where it lies if left out.
        note: whatever is to be remembered of it.
        id: that of a place which this one is another state of.

    Raises:
        PlaceError: something is wrong with it; the sentence says what.
        GazetteerError: the gazetteer can't be read.
    """
    names = _names(name, aliases)
    if shape is not None and (lat is None or lon is None):
        lon, lat = geojson.middle(shape)
    if lat is None or lon is None:
        raise PlaceError(f"{names[0]} has neither a point nor a shape: give its latitude and longitude.")
    lon, lat = geojson.shape_of({"type": "Point", "coordinates": [lon, lat]})["coordinates"]
    if kind is not None and kind not in KINDS:
        raise PlaceError(f"{kind[:LONGEST_NAME]} is no kind of place. Kinds are {', '.join(KINDS)}.")
    outline = None if shape is None or shape["type"] == "Point" else geojson.kept(shape)
    if outline and len(outline) > geojson.LONGEST:
        raise PlaceError(f"The shape of {names[0]} is too large.")
    made = OwnPlace(
        id=id or "", name=names[0], aliases=names[1:], lat=lat, lon=lon, kind=kind or KIND,
        outline=outline, note=_line(note)[:LONGEST_NOTE], **_lies_in(lat, lon, country),
    )  # fmt: skip
    return made if id else replace(made, id=f"{PREFIX}{_hashed([made.name, made.lat, made.lon, made.outline])[:16]}")


def _line(text: str) -> str:
    """Return words in one line, without what no database takes."""
    return " ".join(text.replace("\0", "").encode("utf-8", "replace").decode().split())


def _names(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(filter(None, map(_line, (name, *aliases))))
    if not _line(name):
        raise PlaceError("A place needs a name.")
    if len(found) > MOST_NAMES:
        raise PlaceError(f"{_line(name)[:LONGEST_NAME]} has more than {MOST_NAMES} names, which is the limit.")
    for one in found:
        if len(one) > LONGEST_NAME:
            raise PlaceError(f"{one[:LONGEST_NAME]}… is longer than {LONGEST_NAME} characters, which is the limit.")
        if _SEPARATORS.search(one):
            raise PlaceError(f"{one} holds ; or |, which stand between names: give each name by itself.")
        if not _WORD.search(one):
            raise PlaceError(f"{one} is no name: it has neither a letter nor a digit.")
        if one.islower():
            raise PlaceError(f"{one} has no capital: write it as articles do, or every such word would be the place.")
    return tuple(found)


def _hashed(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


# --- where it lies


def _lies_in(lat: float, lon: float, country: str | None) -> dict[str, str | None]:
    """Return code and name of the country and the division that a point lies in, as far as they can be told."""
    gazetteer = Gazetteer.open()
    told = _country(country.strip()) if country and country.strip() else None
    near = [place for km in (30.0, _FAR_KM) for place, _ in gazetteer.near(lat, lon, km, kinds=_TOWNS, limit=30)]
    if told:
        near = [place for place in near if place.country_code == told.country_code]
    nation = told or _around(near, "country", lat, lon)
    if nation is None:
        return {"country_code": None, "country": None, "admin1_code": None, "admin1": None}
    near = [place for place in near if place.country_code == nation.country_code]
    division = _around(near, "admin1", lat, lon)
    return {
        "country_code": nation.country_code,
        "country": nation.country,
        "admin1_code": division and division.admin1_code,
        "admin1": division and division.admin1,
    }


def _country(named: str) -> GazetteerPlace:
    entries = Gazetteer.open().lookup(named.upper() if len(named) == len("US") else named)
    found = next((entry.place for entry in entries if entry.place.kind == "country"), None)
    if found is None:
        raise PlaceError(f"{named[:LONGEST_NAME]} is no country that the gazetteer knows: write its name, or leave it.")
    return found


def _around(near: Sequence[GazetteerPlace], kind: str, lat: float, lon: float) -> GazetteerPlace | None:
    """Return the country or division of those that the nearest towns lie in whose outline holds a point.

    Outlines are coarse, and leave small islands out: where none holds it, the nearest town tells.
    """
    areas = {place: None for town in near if (place := _area(town, kind))}
    holding = (area for area in areas if (shape := _outline(area.id)) and geojson.holds(shape, lon, lat))
    return next(holding, next(iter(areas), None))


@lru_cache(maxsize=256)
def _outline(place_id: str) -> geojson.Geometry | None:
    return outlines.outline(place_id)  # type: ignore[return-value]


def _area(town: GazetteerPlace, kind: str) -> GazetteerPlace | None:
    name = town.country if kind == "country" else town.admin1
    return _area_called(name, kind, town.country_code, town.admin1_code) if name else None


@lru_cache(maxsize=1024)
def _area_called(name: str, kind: str, country: str | None, admin1: str | None) -> GazetteerPlace | None:
    for entry in Gazetteer.open().lookup(name):
        place = entry.place
        if place.kind == kind and place.country_code == country and (kind == "country" or place.admin1_code == admin1):
            return place
    return None


# --- where it stands in a text


class Occurrence(NamedTuple):
    """A stretch of a text that names places of somebody's own: its characters, and which places."""

    start: int
    end: int
    places: tuple[str, ...]


class OwnPlaces:
    """Places of somebody's own, found by their names.

    Args:
        places: the places; of two with one id the first counts.
    """

    def __init__(self, places: Iterable[OwnPlace] = ()) -> None:
        self.by_id: dict[str, OwnPlace] = {}
        for place in places:
            self.by_id.setdefault(place.id, place)

    def __len__(self) -> int:
        return len(self.by_id)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[list[str], list[str]]]]:
        """The names by their first words, the longest first: their words, and the ids of the places so called."""
        ids: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for place in self.by_id.values():
            for name in place.names:
                for written in _ways(name):
                    words = tuple(token.group() for token in _TOKEN.finditer(written.translate(_APOSTROPHES)))
                    if place.id not in ids[words]:
                        ids[words].append(place.id)
        found: defaultdict[str, list[tuple[list[str], list[str]]]] = defaultdict(list)
        for words, called in sorted(ids.items(), key=lambda pair: -len(pair[0])):
            found[words[0]].append((list(words), called))
        return dict(found)

    def occurrences(self, text: str) -> list[Occurrence]:
        """Return where the places are named in a text, in its order; of two names at one spot the longer one.

        A name is found as it is written, word by word, whatever spaces are between; one of several letters also where
        it stands all in capitals, as in headlines and datelines. Half of a name with a hyphen is another name.
        """
        if not self.by_id:
            return []
        by_first = self._by_first
        if not self._may_name(text):
            return []
        tokens = list(_TOKEN.finditer(text.translate(_APOSTROPHES)))
        words = [token.group() for token in tokens]
        found: list[Occurrence] = []
        index = 0
        while index < len(words):
            for name, ids in by_first.get(words[index], ()):
                past = index + len(name)
                if words[index:past] == name and not _is_half(words, tokens, index, past):
                    found.append(Occurrence(tokens[index].start(), tokens[past - 1].end(), tuple(ids)))
                    index = past - 1
                    break
            index += 1
        return found

    def _may_name(self, text: str) -> bool:
        """Tell whether a text has the first word of a name: what asks ten thousand texts asks this first."""
        if len(self._by_first) <= _FEW:
            return any(first in text for first in self._by_first) or not self._plain
        return not self._plain or not self._by_first.keys().isdisjoint(_WORDS.findall(text))

    @cached_property
    def _plain(self) -> bool:
        """Whether all names begin with a letter or a digit, which texts write in one way only."""
        return all(first.isalnum() for first in self._by_first)

    def within(self, text: str) -> "OwnPlaces":
        """Return those of the places that are named in a text."""
        named = {id for found in self.occurrences(text) for id in found.places}
        return self if len(named) == len(self) else OwnPlaces(self.by_id[id] for id in self.by_id if id in named)

    def __iter__(self) -> Iterator[OwnPlace]:
        return iter(self.by_id.values())

    def digest(self) -> str:
        """Return what stands for the places, "" for none: another text when any of them is another."""
        return _hashed(sorted(place.digest() for place in self)) if self.by_id else ""

    def search(self, prefix: str, limit: int = 10) -> list[Place]:
        """Return the places with a name, or a word of one, that begins so, in the order of their names."""
        wanted = prefix.strip().casefold()
        if not wanted:
            return []
        found = [place for place in self if any(_begins(name, wanted) for name in place.names)]
        return [place.as_place() for place in sorted(found, key=lambda place: place.name.casefold())[:limit]]


def _ways(name: str) -> set[str]:
    """Return how a name is written: as it is, and in capitals."""
    shouted = name.upper()
    return {name, shouted} if sum(map(str.isalpha, name)) >= _SHOUTED else {name}


def _is_half(words: Sequence[str], tokens: Sequence[re.Match[str]], first: int, past: int) -> bool:
    """Tell whether a hyphen joins a stretch to another word with a capital: Tannery-Duval."""
    return any(
        0 <= hyphen < len(words)
        and 0 <= other < len(words)
        and words[hyphen] == "-"
        and words[other][0].isupper()
        and all(a.end() == b.start() for a, b in pairwise(tokens[low : low + 3]))
        for hyphen, other, low in ((first - 1, first - 2, first - 2), (past, past + 1, past - 1))
    )


def _begins(name: str, wanted: str) -> bool:
    name = name.casefold()
    return name.startswith(wanted) or f" {wanted}" in name
