"""Whether two tellings of different articles tell one event: which pairs to ask of, their features, and the model.

A logistic regression over features that can be read. Pairs are asked of only where places, days and kinds agree
and rare words are shared, each telling with no more than a fixed number of others, so that the time is in proportion
to the collection.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from heapq import nlargest
from itertools import chain, islice
from typing import Literal, get_args

from geo.across.figures import FATES, Fate
from geo.across.tellings import Telling
from geo.contract import Place
from geo.gazetteer.distance import distance_km
from geo.linear import Linear
from geo.ontology import UNTYPED, are_kin
from geo.weights import read_weights

SLACK = timedelta(days=1)
"""Tellings may differ by a day and be of one event: by time zones, by nights, by what "late on Monday" is taken for."""
NEAR_KM = 30
"""Two points nearer than this are one place to news: a town and its suburb."""
FAR_KM = 150
"""Points farther apart than this are never one event's, however it is told."""
GUESSED = timedelta(days=14)
"""The same where days are inferred: what happened before is often set on the day of the news that recalls it. Where
there are none, publications may be so far apart."""
Stems = frozenset[str]

_POINTS = frozenset({"city", "district", "facility", "airport"})
"""Kinds of places that are points to news; others are areas that may hold them."""
MONTH = 30
"""Days between publications beyond which it no longer matters how many more there are."""
Relation = Literal["same", "near", "within a division", "within a country", "apart", "unknown", "elsewhere"]
_ORDER: dict[Relation, int] = {relation: order for order, relation in enumerate(get_args(Relation))}
_LIKE = 1.5
"""Two figures are alike where one is no more than so many times the other: the count of the dead grows for days."""
_COMMON = 0.2
"""Weight of words that most articles have, which are those of the story where a collection is of one story."""
_MUCH = 6.0
"""Weight of shared words beyond which more no longer counts; that of a word that no other article has is 1."""
_LITTLE = 0.75
"""Weight of the words shared from which two tellings are compared at all."""
_KEYS = 12
"""Stems of a telling by which it finds others, the rarest that another article has too,"""
_NEIGHBOURS = 24
"""how many that share a stem, the nearest by day, each is asked of,"""
_COMPARED = 12
"""and how many it is compared with: those with whom it shares most."""
_SMALL = 50
"""Articles that are added to the count of a collection when words are weighed, so that in a small one no word is rare
by chance."""


@cache
def across_model() -> Linear:
    """Return the model that ships.

    Raises:
        DatelineError: its weights are missing or don't fit.
    """
    return read_weights("across", Linear.of)


class Pairs:
    """The pairs of a collection's tellings that are worth comparing, and their features."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.tellings = tellings
        articles: dict[str, Stems] = defaultdict(frozenset)
        for telling in tellings:
            articles[telling.article] |= telling.body | telling.headline
        seen = Counter(chain.from_iterable(articles.values()))
        self._lengths: dict[Stems, float] = {}
        self._articles: dict[tuple[str, str], tuple[float, float]] = {}
        """How alike two articles are and their headlines, which all pairs of their tellings ask."""
        size = len(articles) + _SMALL
        self._rarity = {stem: max(_COMMON, math.log(size / count, size)) for stem, count in seen.items()}
        self._shared = frozenset(stem for stem, count in seen.items() if count > 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs by the numbers of their tellings, the smaller first, each once."""
        order = sorted(range(len(self.tellings)), key=self._day)
        by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number in order:
            telling = self.tellings[number]
            shared: dict[int, float] = defaultdict(float)
            keys = [(country, stem) for country in sorted(telling.countries) for stem in self._keys(telling)]
            for key in keys:
                for other in by_key[key][-_NEIGHBOURS:]:
                    shared[other] += self._rarity[key[1]]
                by_key[key].append(number)
            near = sorted((other for other in shared if shared[other] >= _LITTLE), key=lambda other: -shared[other])
            fitting = (other for other in near if self._comparable(number, other))
            for other in islice(fitting, _COMPARED):
                yield min(number, other), max(number, other)

    def features(self, one: int, other: int) -> dict[str, float]:
        """Return the features of a pair of tellings by their numbers."""
        a, b = self.tellings[one], self.tellings[other]
        relation, km = place_relation(a, b)
        if (articles := (a.article, b.article)) not in self._articles:
            self._articles[articles] = self._likeness(a.body, b.body), self._likeness(a.headline, b.headline)
        bodies, headlines = self._articles[articles]
        names = [
            f"place={relation}",
            f"days={_days(a, b)}",
            f"names={_sets(a.names, b.names)}",
            f"type={_types(a, b)}",
            f"same status={a.event['status'] == b.event['status']}",
            f"news of both={a.main + b.main}",
            *(f"{fate}={_numbers(a, b, fate)}" for fate in FATES),
        ]
        if a.types == b.types and a.event["mode"] and b.event["mode"]:
            names.append(f"same mode={a.event['mode'] == b.event['mode']}")
        return {
            **dict.fromkeys(names, 1.0),
            "clauses": self._likeness(a.clause, b.clause),
            "parties": self._likeness(a.parties, b.parties),
            "triggers": self._likeness(a.triggers, b.triggers),
            "words": self._likeness(a.stems, b.stems),
            "words shared": min(self._sum(a.stems & b.stems), _MUCH) / _MUCH,
            "capitals shared": min(self._sum(a.capitals & b.capitals), _MUCH) / _MUCH,
            "articles": bodies,
            "headlines": headlines,
            "headline of one in the other": max(
                self._share(a.headline, b.stems) * b.main, self._share(b.headline, a.stems) * a.main
            ),
            "distance": math.log1p(km) / math.log1p(FAR_KM),
            "salience": min(a.event["salience"], b.event["salience"]),
            "published apart": min(_apart(a, b), MONTH) / MONTH,
        }

    def _keys(self, telling: Telling) -> list[str]:
        """Return the stems by which a telling finds others, the rarest."""
        found = sorted(self._shared & (telling.stems | telling.headline))
        return nlargest(_KEYS, found, key=self._rarity.__getitem__)

    def _day(self, number: int) -> date:
        telling = self.tellings[number]
        return telling.days.first if telling.days else telling.published or date.min

    def _comparable(self, one: int, other: int) -> bool:
        """Whether two tellings matter, and places and days allow that they are of one event."""
        a, b = self.tellings[one], self.tellings[other]
        return a.article != b.article and not (a.minor and b.minor) and not contradict(a, b)

    def _likeness(self, one: Stems, other: Stems) -> float:
        """Return the cosine of two sets of stems, rare ones counting more."""
        if not (shared := one & other):
            return 0.0
        return self._squares(shared) / math.sqrt(self._length(one) * self._length(other))

    def _share(self, part: Stems, whole: Stems) -> float:
        """Return how much of a set of stems another one has, rare ones counting more."""
        return self._squares(shared) / self._length(part) if (shared := part & whole) else 0.0

    def _length(self, found: Stems) -> float:
        """Return the squares of a set that is asked for again and again."""
        if found not in self._lengths:
            self._lengths[found] = self._squares(found)
        return self._lengths[found]

    def _squares(self, found: Stems) -> float:
        return math.fsum([self._rarity.get(stem, 1.0) ** 2 for stem in found])

    def _sum(self, found: Stems) -> float:
        return math.fsum([self._rarity.get(stem, 1.0) for stem in found])


def contradict(a: Telling, b: Telling) -> bool:
    """Whether two tellings can't be of one event: at other times, or in places that exclude each other.

    Days contradict where they are more than `SLACK` apart, and those of a telling without any where publication is.
    What one article tells apart is one event only where nothing in it differs: the engine takes many an event for two.
    """
    if a.article == b.article:
        return not _twins(a, b)
    if a.days and b.days:
        slack = SLACK if a.days.certain and b.days.certain else GUESSED
        if a.days.first > b.days.last + slack or b.days.first > a.days.last + slack:
            return True
    elif _apart(a, b) > GUESSED.days:
        return True
    return a.told_place and b.told_place and place_relation(a, b)[0] == "elsewhere"


def _twins(a: Telling, b: Telling) -> bool:
    """Whether two events of one article have a kind, days and places in common, and no other figures."""
    return (
        any(are_kin(x, y) for x in a.types for y in b.types)
        and a.event["status"] == b.event["status"]
        and (a.days and a.days.first) == (b.days and b.days.first)
        and place_relation(a, b)[0] in ("same", "within a division", "within a country")
        and not any(_numbers(a, b, fate) in ("like", "other") for fate in FATES)
    )


def place_relation(a: Telling, b: Telling) -> tuple[Relation, float]:
    """Return how the nearest of two tellings' places hang together, and how far apart they are where both are points.

    The distance is 0 km where one place holds the other, and where nothing is known.
    """
    if not a.places or not b.places:
        return "unknown", 0.0
    return min((_relation(x, y) for x in a.places for y in b.places), key=lambda found: (_ORDER[found[0]], found[1]))


def _relation(one: Place, other: Place) -> tuple[Relation, float]:
    if one["id"] == other["id"]:
        return "same", 0.0
    points = one["kind"] in _POINTS, other["kind"] in _POINTS
    km = distance_km(one["lat"], one["lon"], other["lat"], other["lon"]) if all(points) else 0.0
    if all(points):
        return ("near" if km <= NEAR_KM else "apart" if km <= FAR_KM else "elsewhere"), km
    if not (one["country_code"] and other["country_code"]):
        return "unknown", 0.0
    if one["country_code"] != other["country_code"]:
        return "elsewhere", 0.0
    if "country" in (one["kind"], other["kind"]):
        return "within a country", 0.0
    if one["admin1"] and other["admin1"]:
        if one["admin1"] != other["admin1"]:
            return "elsewhere", 0.0
        return "within a division", 0.0
    return "unknown", 0.0


def _days(a: Telling, b: Telling) -> str:
    if not (a.days and b.days):
        return "unknown"
    certain = "certain" if a.days.certain and b.days.certain else "guessed"
    if a.days.first <= b.days.last and b.days.first <= a.days.last:
        exact = a.days.last - a.days.first <= SLACK and b.days.last - b.days.first <= SLACK
        return f"same, {certain}" if exact else "overlap"
    apart = max(a.days.first - b.days.last, b.days.first - a.days.last)
    return f"a day apart, {certain}" if apart <= SLACK else "days apart"


def _types(a: Telling, b: Telling) -> str:
    if not a.types.isdisjoint(b.types):
        return "untyped" if a.types == {UNTYPED} else "same"
    if UNTYPED in a.types | b.types:
        return "one untyped"
    return "kin" if any(are_kin(x, y) for x in a.types for y in b.types) else "strangers"


def _sets(one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return "unknown"
    return "others" if one.isdisjoint(other) else "shared"


def _numbers(a: Telling, b: Telling, fate: Fate) -> str:
    if fate not in a.figures or fate not in b.figures:
        return "unknown"
    low, high = sorted((a.figures[fate].number, b.figures[fate].number))
    return "same" if low == high else "like" if high <= _LIKE * low else "other"


def _apart(a: Telling, b: Telling) -> int:
    """Return the days between two publications, 0 where one is not known."""
    return abs((a.published - b.published).days) if a.published and b.published else 0
