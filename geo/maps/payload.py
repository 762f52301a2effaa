"""What the map draws: plain data made from an atlas, for the script in assets/dateline.js."""

import itertools
import json
import math
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, NotRequired, TypedDict

import pandas as pd

from geo.atlas import Atlas, Box
from geo.contract import Place
from geo.maps import vague
from geo.maps.palette import STYLES
from geo.maps.rivers import courses, seated
from geo.maps.vague import PART
from geo.places import AREAS, shape, where

FIELDS = (
    "id", "name", "where", "lat", "lon", "category", "events", "minor", "quotes", "mentions", "happening", "guesses",
    "weight", "total", "doubtful", "outline", "radius", "vague", "hollow", "borderless", "wet",
)  # fmt: skip
"""The fields of a row of points; areas have the last six as well: address of the outline, radius in metres, whether
the border is nobody's, whether it is never filled, whether it has no border to draw, and whether it is water. The
outline of a point is the course of a river."""


_COUNTED = (
    "category", "events", "minor", "quotes", "mentions", "happening", "guesses", "weight", "total", "doubtful",
)  # fmt: skip
"""The columns that `Atlas.by_place` adds to those of a place."""


class Drawing(NamedTuple):
    """What is drawn of one selection: the JSON that the script fetches, its fingerprint, and the ids of its places.

    `whole` is the fingerprint of a selection of which only a part is drawn, "" where all is.
    """

    data: bytes
    version: str
    places: frozenset[str]
    whole: str = ""


class View(TypedDict):
    """How the drawing is looked at: what is chosen, and where the map goes when `fly`, `fit` or `scope` changes.

    `lacking` is how many items have no place, which the map tells. `view` ("latitude,longitude,zoom", empty for none)
    is there where the map keeps its view in the address bar.
    """

    version: str
    selected: str | None
    fly: int
    fit: str
    focus: list[str]
    scope: str
    lacking: int
    view: NotRequired[str]


MOST = 12_000
"""Places that are all drawn; of more those that are in view, where they are close together as one."""


class Part(NamedTuple):
    """The part of the world that is in view: a zoom, and the tiles of 256 pixels that cover it, the last included."""

    zoom: int
    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, zoom: float, west: float, north: float, east: float, south: float) -> "Part":
        """Return the part that has what a map shows, half as much around it, from its zoom and edges in degrees."""
        whole = min(DEEPEST, max(0, round(zoom)))
        across, down = (_across(west), _across(east)), (_down(north), _down(south))
        left, right = _tiles(*across, whole)
        top, bottom = _tiles(*down, whole)
        return cls(whole, left, top, right, bottom)

    @property
    def degrees(self) -> list[float]:
        """Its edges: west, north, east, south."""
        _, left, top, right, bottom = self.box
        return [360 * left - 180, _latitude(top), 360 * right - 180, _latitude(bottom)]

    @property
    def box(self) -> Box:
        """The same on a square map of the world, from 0 to 1."""
        tiles = 2**self.zoom
        return Box(self.zoom, self.left / tiles, self.top / tiles, (self.right + 1) / tiles, (self.bottom + 1) / tiles)


DEEPEST = 18
_MARGIN = 0.5
"""How much more of what is in view is drawn on each side, so that not every move asks anew."""


def _across(lon: float) -> float:
    return (lon + 180) / 360


def _down(lat: float) -> float:
    within = math.radians(max(-_EDGE, min(_EDGE, lat)))
    return (1 - math.asinh(math.tan(within)) / math.pi) / 2


def _latitude(down: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))


_EDGE = 85.05112878
"""Latitude at which a square map of the world ends."""


def _tiles(first: float, last: float, zoom: int) -> tuple[int, int]:
    more = _MARGIN * max(0.0, last - first)
    tiles = 2**zoom
    found = (math.floor(tiles * (first - more)), math.floor(tiles * (last + more)))
    low, high = (min(tiles - 1, max(0, tile)) for tile in found)
    return low, max(low, high)


WORLD = Part(2, 0, 0, 3, 3)


def drawing(
    atlas: Atlas,
    *,
    outline: Callable[[Any], str | None],
    lines: bool = False,
    part: Part = WORLD,
    selected: str | None = None,
    together: str | None = None,
) -> Drawing:
    """Return what the map draws of an atlas.

    Args:
        atlas: the selection; only its places with links are drawn.
        outline: gives the address of the outline of a place, a row of `Atlas.by_place`, or None.
        lines: whether to draw lines (`links_between`), which only a map has that draws all of its places.
        part: of more than MOST places, the part of the world that is in view.
        selected: and the place that is chosen, which stands by itself.
        together: address of a file that has many of the outlines, if there is one.
    """
    places = atlas.by_place()
    if len(places) <= MOST:
        return _drawn(seated(places), outline, links_between(atlas) if lines else [], together=together)
    seen = seated(atlas.in_view(part.box, alone=list(AREAS), apart=[selected] if selected else []))
    found = {"count": len(places), "zoom": part.zoom, "box": part.degrees}
    drawn = _drawn(seen, outline, [], found, together)
    whole = f"{len(places)} {places['total'].sum()} {places['weight'].sum():.3f} {places['id'].iloc[0]}"
    return drawn._replace(whole=_fingerprint(whole.encode()))


def choices(places: Sequence[Place], chosen: str | None, *, outline: Callable[[Any], str | None]) -> Drawing:
    """Return what the map draws of places that something may mean: the chosen one sure, the others doubtful.

    Args:
        places: the places, each with the name that the map is to show.
        chosen: id of one of them.
        outline: as in `drawing`.
    """
    counts = dict.fromkeys(("events", "minor", "quotes", "happening", "guesses", "weight"), 0)
    rows = [
        {**place, **counts, "category": None, "mentions": 1, "total": 1, "doubtful": place["id"] != chosen}
        for place in places
    ]
    return _drawn(pd.DataFrame(rows, columns=[*Place.__annotations__, *_COUNTED]), outline, [])


def _drawn(
    places: pd.DataFrame,
    outline: Callable[[Any], str | None],
    lines: list[dict[str, Any]],
    part: dict[str, Any] | None = None,
    together: str | None = None,
) -> Drawing:
    """Return the drawing of places; of a `part` each point says as which it stands for `many`, None for itself."""
    rivers = courses(places)
    points, areas, many = [], [], []
    for place in places.itertuples():
        row = _row(place)
        if place.id in rivers:
            points.append([*row, outline(place)])
            many.append(part and _many(place))
        elif shape(place) == "area":
            extent = _extent(place.id, place.kind, outline(place))
            areas.append([*row, *extent, hollow(place), borderless(place), wet(place)])
        else:
            points.append(row)
            many.append(part and _many(place))
    data = json.dumps(
        {
            "fields": FIELDS,
            "points": points,
            "areas": areas,
            "lines": lines,
            "styles": {name: style._asdict() for name, style in STYLES.items()},
            **({"part": {**part, "many": many}} if part else {}),
            **({"together": together} if together else {}),
        },
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()
    return Drawing(data, _fingerprint(data), frozenset(places["id"]))


def _many(place: Any) -> list[Any] | None:
    """Return of a row of `Atlas.in_view` how many it stands for, of which categories, and their edges in degrees."""
    if place.count == 1:
        return None
    return [int(place.count), place.shares, place.west, place.north, place.east, place.south]


def hollow(place: Any) -> bool:
    """Tell whether a row of `Atlas.places` is a continent or an ocean, which filled would hide all that is in it."""
    return place.kind == "continent" or (place.kind == "sea" and place.name.endswith("Ocean"))


def borderless(place: Any) -> bool:
    """Tell whether a row of `Atlas.places` is a sea or a continent: its outline is a coast, or a line in the water."""
    return place.kind in ("continent", "sea")


def wet(place: Any) -> bool:
    """Tell whether a row of `Atlas.places` is a lake or a sea, which lies in front of the water of the base map."""
    return place.kind in ("lake", "sea")


def _extent(place: str, kind: str, outline: str | None) -> tuple[str | None, int, bool]:
    """Return address of the outline, radius in metres and vagueness of an area."""
    if outline and PART not in outline:
        return outline, AREAS.get(kind, 0), False
    return outline, vague.radius(place) or AREAS.get(kind, 0), True


def view(
    drawn: Drawing,
    *,
    selected: str | None = None,
    fly: int = 0,
    focus: Sequence[str] = (),
    scope: str = "",
    asked: str | None = None,
    lacking: int = 0,
) -> View:
    """Return how to look at a drawing.

    Args:
        drawn: the drawing.
        selected: id of the chosen place.
        fly: a number that changes when the map is to go to the chosen place.
        focus: ids of the places to fit the view to; those where something happens if empty.
        scope: what the drawing is of; when it changes, the view is fitted even if the reader has moved the map.
        asked: centre and zoom to go to when `fly` changes, "latitude,longitude,zoom", empty for none; the map then
            writes its own to the address bar. None for a map that leaves the address bar alone.
        lacking: how many items have no place.
    """
    fitted = drawn.whole or "|".join(sorted(focus or drawn.places))
    fit = _fingerprint(fitted.encode())
    looked_at = View(
        version=drawn.version, selected=selected, fly=fly, fit=fit, focus=list(focus), scope=scope, lacking=lacking
    )
    return looked_at if asked is None else View(**looked_at, view=asked)


def _fingerprint(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _row(place: Any) -> list[Any]:
    return [
        place.id,
        place.name,
        where(place),
        round(float(place.lat), 5),
        round(float(place.lon), 5),
        place.category if isinstance(place.category, str) else None,
        int(place.events),
        int(place.minor),
        int(place.quotes),
        int(place.mentions),
        int(place.happening),
        int(place.guesses),
        float(place.weight),
        int(place.total),
        int(place.doubtful),
    ]


def links_between(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the lines: from where something was said to what it was about, and between the places of one event.

    Each has `from` and `to` (place ids), `kind` ("about" or "event") and `category`; each pair stands once a kind.
    Guesses and doubtful places have none.
    """
    links = _certain(atlas)
    said = links[links["role"] == "said_at"][["article", "item", "place"]]
    about = links[(links["role"] == "about") & (links["kind"] == "quote")][["article", "item", "place"]]
    spoken = said.merge(about, on=["article", "item"], suffixes=("_from", "_to"))
    lines = {(row.place_from, row.place_to, "about", "words") for row in spoken.itertuples()}
    for _, group in _events(atlas).groupby(["article", "group"]):
        places = list(dict.fromkeys(group["place"]))
        category = group["category"].iloc[0]
        lines |= {(first, second, "event", category) for first, second in itertools.pairwise(places)}
    return [
        {"from": start, "to": end, "kind": kind, "category": category}
        for start, end, kind, category in sorted(lines, key=str)
        if start != end
    ]


def _certain(atlas: Atlas) -> pd.DataFrame:
    places = atlas.by_place()
    doubtful = places.loc[places["doubtful"].astype(bool), "id"]
    links = atlas.links
    return links[links["place"].notna() & ~links["weak"] & ~links["place"].isin(doubtful)]


def _events(atlas: Atlas) -> pd.DataFrame:
    """Return a row for each place where an event happens, guesses aside, with its group and category."""
    links = _certain(atlas)
    links = links[links["kind"] == "event"][["article", "item", "place", "category"]].drop_duplicates()
    groups = atlas.events[["article", "id", "group"]]
    return groups.merge(links, left_on=["article", "id"], right_on=["article", "item"])


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&'`$_%#{}"}


def script_literal(value: Any) -> str:
    """Return JSON that is safe inside JavaScript, HTML and folium's templates, which are rendered more than once.

    Every character in a string that has a meaning to one of them is written as its JSON escape; the parsed value is
    the same.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return _STRING.sub(lambda string: string[0].translate(_ESCAPES), text)
