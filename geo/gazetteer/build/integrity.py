"""Whether what was gathered fits together: sources of different ages, or a damaged one, must not pass unseen."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.naturalearth import cities
from geo.gazetteer.build.outlines import Cities, named_divisions
from geo.gazetteer.build.readable import is_readable
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise

COAST = 0.15
"""How far outside of an outline a place may lie and still be in it, in degrees: coasts and borders are simplified."""
_OFFSHORE = 0.6
"""How far from its country a site may lie that is on an island which its outline leaves out, in degrees."""
LEAST_PEOPLE, LEAST_PLACES = 0.7, 0.5
"""The shares of a division's people and of its places that its outline must hold, the second unless nearly all people
live in it: islands are left out of many an outline."""
NEARLY_ALL = 0.9
_CAPITAL_KM = 40.0
_WITH_A_CAPITAL = 100_000
"""From how many people on a country must have a capital."""
_DISPUTED = frozenset(("EH",))
"""Countries whose capital GeoNames leaves open."""
_AGREE, _COMPARED = 0.6, 8
"""Of the outlines of a country that bear the name of one of its divisions, how many must be that division's, and from
how many on that is asked."""
_TURNED = frozenset(("ERI", "GUY"))
"""Countries whose outlines bear their neighbours' names at the source."""


def faults(drafts: Drafts, shapes: dict[str, BaseGeometry], sources: Sources) -> Iterator[str]:
    """Yield a sentence for each fault that is found; nothing where all is well.

    No name may be damaged, no country may have two first-level divisions of one name, every capital lies where another
    source has it, every division with an outline contains the cities that it is given, the divisions' names are those
    that the source of outlines has at those cities, and a site of the tables lies in its country and division.
    """
    yield from _unreadable(drafts)
    yield from _namesakes(drafts)
    yield from _strayed_capitals(drafts, sources)
    yield from _strayed_cities(drafts, shapes)
    yield from _misnamed(drafts, sources)
    yield from _strayed_rows(drafts, shapes)


def _unreadable(drafts: Drafts) -> Iterator[str]:
    for draft in drafts.by_id.values():
        for name in (draft.name, *(written for _, written in draft.names)):
            if not is_readable(name):
                yield f"{draft.id} is called {name!r}."


def _namesakes(drafts: Drafts) -> Iterator[str]:
    counts = Counter((draft.country_code, normalise(draft.name)) for draft in drafts.of_kind("admin1"))
    for (country, name), count in counts.items():
        if count > 1:
            yield f"{country} has {count} first-level divisions called {name}."


def _strayed_capitals(drafts: Drafts, sources: Sources) -> Iterator[str]:
    capitals = defaultdict(list)
    for draft in drafts.of_kind("city", "district"):
        if draft.capital:
            capitals[draft.country_code].append(draft)
    elsewhere = defaultdict(list)
    for name, code, lat, lon in cities(sources):
        elsewhere[code, normalise(name)].append((lat, lon))
    for code, country in drafts.countries.items():
        if country.population >= _WITH_A_CAPITAL and not capitals[code] and code not in _DISPUTED:
            yield f"{country.name} has no capital."
        for draft in capitals[code]:
            points = [point for key, _ in draft.names for point in elsewhere[code, key]]
            away = [distance_km(lat, lon, draft.lat, draft.lon) for lat, lon in points]
            if away and min(away) >= _CAPITAL_KM:
                yield f"{draft.name}, the capital of {country.name}, is {min(away):.0f} km from where it should be."


def shares(area: BaseGeometry, members: list[Draft]) -> tuple[float, float]:
    """Return the shares of a division's places and of their people that lie in an area."""
    grown = area.buffer(COAST)
    shapely.prepare(grown)
    within = [draft for draft in members if shapely.contains_xy(grown, draft.lon, draft.lat)]
    people = sum(draft.population for draft in members)
    return (
        len(within) / len(members) if members else 1.0,
        sum(draft.population for draft in within) / people if people else 1.0,
    )


def holds(area: BaseGeometry, members: list[Draft]) -> bool:
    """Tell whether an area can be the outline of a division that these places lie in."""
    places, people = shares(area, members)
    return people >= LEAST_PEOPLE and (places >= LEAST_PLACES or people >= NEARLY_ALL)


def members(drafts: Drafts) -> dict[tuple[str | None, str | None], list[Draft]]:
    """Return the cities of each first-level division, by the codes of country and division."""
    found = defaultdict(list)
    for city in drafts.of_kind("city"):
        found[city.country_code, city.admin1_code].append(city)
    return found


def _strayed_cities(drafts: Drafts, shapes: dict[str, BaseGeometry]) -> Iterator[str]:
    places_of = members(drafts)
    for code, draft in drafts.admin1.items():
        if draft.id in shapes and not holds(shapes[draft.id], places_of[code]):
            places, people = shares(shapes[draft.id], places_of[code])
            where = f"{places:.0%} of its cities and {people:.0%} of their people"
            yield f"{draft.name} ({'.'.join(code)}) has {where} in its outline."


def _misnamed(drafts: Drafts, sources: Sources) -> Iterator[str]:
    by_people = Cities(drafts, 1)
    known: dict[str | None, set[str]] = defaultdict(set)
    for draft in drafts.of_kind("admin1"):
        known[draft.country_code] |= {key for key, _ in draft.names}
    alike: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for iso3, name, area in named_divisions(drafts, sources):
        found = by_people.weights(area, 2).most_common(1)
        division = drafts.division(found[0][0]) if found else None
        country, key = division.country_code if division else None, normalise(name)
        if division is None or country is None or iso3 in _TURNED or key not in known[country]:
            continue
        compared[country] += 1
        alike[country] += key in {known_key for known_key, _ in division.names}
    for country, count in compared.items():
        if count >= _COMPARED and alike[country] < _AGREE * count:
            yield f"{country}: {alike[country]} of {count} outlines are of the division that they are called after."


def _strayed_rows(drafts: Drafts, shapes: dict[str, BaseGeometry]) -> Iterator[str]:
    for draft in drafts.by_id.values():
        if not draft.id.startswith("dateline:") or draft.kind not in ("facility", "district", "city", "airport"):
            continue
        country = drafts.countries.get(draft.country_code or "")
        division = drafts.admin1.get((draft.country_code or "", draft.admin1_code or ""))
        for whole in (country, division):
            area = shapes.get(whole.id) if whole else None
            if whole and area is not None and shapely.distance(area, shapely.Point(draft.lon, draft.lat)) > _OFFSHORE:
                yield f"{draft.name} ({draft.id}) is not in {whole.name}."
