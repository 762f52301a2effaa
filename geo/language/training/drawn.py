"""Articles drawn from the gazetteer: what names mean in short news of the world, of a country, and of one area.

The annotated corpora are long articles of local papers and of one subject. In a text of two lines the names themselves
tell most: cities of the world are listed with cities of the world, and a small namesake is meant where its state or
its neighbours are named. The places of each article are drawn by how much they are written about; their names are then
put into plain sentences, and the ranker learns from them which reading of each name was drawn.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from geo.contract import Mention
from geo.gazetteer import Gazetteer, GazetteerPlace
from geo.language.resolution.candidates import MOST

ARTICLES = 6_000
SCENES = {"world": 0.4, "country": 0.25, "area": 0.15, "alone": 0.1, "states": 0.1}
"""Share of the articles that tell of places all over the world, in a country, around a town, one place, states."""
_CITIES, _COUNTRIES, _STATES = 12_000, 150, 800
_FOREIGN, _COUNTRY_NAMED, _STATE_NAMED = 0.3, 0.5, 0.7
"""Chance that a story of a country names a city abroad and the country, and that one of an area names its state."""
_AREA_KM = 90
_SMALL = 1_000
_ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
_ENGLISH_NEWS = 4.0
"""How many times as often news in English tells of a town in a country that speaks it."""
_SENTENCES = ("It rained in {}.", "{} will wait.", "A bus left for {} on Monday.", "She was born in {}.", "{} voted.")
_LISTS = ("Crowds met in {}.", "The team played in {} this year.", "Flights to {} were late.", "{} took part.")


class Drawn(NamedTuple):
    """One article: its text, mentions with the score 1, gold as corpora have it, and where its sentences start."""

    text: str
    mentions: list[Mention]
    gold: dict[tuple[int, int], dict[str, Any]]
    sentences: np.ndarray


def draw(gazetteer: Gazetteer, count: int = ARTICLES, seed: int = 0) -> Iterator[Drawn]:
    """Yield articles, the same ones for the same gazetteer and seed."""
    chance = np.random.default_rng(seed)
    cities = [place for place in gazetteer.largest("city", _CITIES) if _is_told_by_name(gazetteer, place)]
    countries = gazetteer.largest("country", _COUNTRIES)
    states = [place for place in gazetteer.largest("admin1", _STATES) if _is_told_by_name(gazetteer, place)]
    scenes = chance.choice(list(SCENES), size=count, p=list(SCENES.values()))
    for scene in scenes:
        places = _scene(str(scene), gazetteer, cities, countries, states, chance)
        yield _write([place for place in places if _is_told_by_name(gazetteer, place)], chance)


def _scene(
    scene: str,
    gazetteer: Gazetteer,
    cities: Sequence[GazetteerPlace],
    countries: Sequence[GazetteerPlace],
    states: Sequence[GazetteerPlace],
    chance: np.random.Generator,
) -> list[GazetteerPlace]:
    if scene == "alone":
        return _pick(cities, 1, 1.0, chance)
    if scene == "world":
        abroad = [] if chance.random() < 0.7 else _pick(countries, 1, 0.5, chance)
        return _pick(cities, int(chance.integers(2, 5)), 1.0, chance) + abroad
    if scene == "country":
        (country,) = _pick(countries, 1, 0.7, chance)
        inside = [city for city in cities if city.country_code == country.country_code]
        places = _pick(inside, int(chance.integers(1, 4)), 0.8, chance)
        places += [country] if chance.random() < _COUNTRY_NAMED else []
        return places + _pick(cities, chance.random() < _FOREIGN, 1.0, chance)
    if scene == "states":
        (state,) = _pick(states, 1, 0.5, chance)
        inside = [one for one in states if one.country_code == state.country_code]
        return _pick(inside, int(chance.integers(2, 5)), 0.5, chance)
    (town,) = _pick(cities, 1, 0.5, chance)
    around = [place for place, _ in gazetteer.near(town.lat, town.lon, _AREA_KM, kinds=("city",))]
    around = [place for place in around if place.population >= _SMALL and place.id != town.id]
    places = [town, *_pick(around, int(chance.integers(1, 4)), 0.5, chance)]
    state = next((e.place for e in gazetteer.lookup(town.admin1 or "") if e.place.kind == "admin1"), None)
    if state and state.admin1_code == town.admin1_code and chance.random() < _STATE_NAMED:
        places.append(state)
    return places + _pick(cities, chance.random() < _FOREIGN / 2, 1.0, chance)


def _pick(
    places: Sequence[GazetteerPlace], count: int, power: float, chance: np.random.Generator
) -> list[GazetteerPlace]:
    """Draw some of the places, each by its importance to a power."""
    if not places or not count:
        return []
    bounds = _sums(places, power)
    taken = np.searchsorted(bounds, chance.random(int(count)) * bounds[-1], side="right")
    return [places[index] for index in dict.fromkeys(taken.tolist())]


def _sums(places: Sequence[GazetteerPlace], power: float) -> np.ndarray:
    """Return the running sums of the places' weights."""
    english = np.array([_ENGLISH_NEWS if place.country_code in _ENGLISH else 1.0 for place in places])
    return np.cumsum((english * np.array([place.importance for place in places])) ** power)


def _is_told_by_name(gazetteer: Gazetteer, place: GazetteerPlace) -> bool:
    """Tell whether a place is among the readings of its own name."""
    entries = gazetteer.lookup(place.name)[:MOST]
    return place.id.startswith("geonames:") and any(e.place.id == place.id and e.form != "demonym" for e in entries)


def _write(places: list[GazetteerPlace], chance: np.random.Generator) -> Drawn:
    chance.shuffle(places)  # type: ignore[arg-type]
    text, starts = "", []
    spots: list[tuple[int, int, GazetteerPlace]] = []
    parts = [places] if chance.random() < 0.5 else [[place] for place in places]
    for part in parts:
        starts.append(len(text))
        sentence = str(chance.choice(_LISTS if len(part) > 1 else _SENTENCES))
        before, after = sentence.split("{}")
        text += before
        for number, place in enumerate(part):
            text += "" if not number else (" and " if number == len(part) - 1 else ", ")
            spots.append((len(text), len(text) + len(place.name), place))
            text += place.name
        text += f"{after} "
    mentions: list[Mention] = [
        {
            "id": f"{start}", "start": start, "end": end, "text": place.name, "kind": "name", "place": None,
            "score": 1.0, "why": "", "coarse": False, "candidates": [],
        }
        for start, end, place in spots
    ]  # fmt: skip
    gold = {
        (start, end): {"lat": place.lat, "lon": place.lon, "geonameid": int(place.id.removeprefix("geonames:"))}
        for start, end, place in spots
    }
    return Drawn(text, mentions, gold, np.array(starts))
