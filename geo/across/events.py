"""The same event across articles: its tellings side by side, and what they disagree on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple

from geo.across.clustering import APART, clusters
from geo.across.figures import FATES, Fate
from geo.across.origins import Origin
from geo.across.similarity import Pairs, across_model, contradict, place_relation
from geo.across.tellings import Span, Telling, body_names, tellings_of
from geo.contract import ParsedArticle
from geo.linear import Linear, log_odds_of

LEAST = 0.3
"""Probability, the mean of log-odds over all pairs, from which tellings are one event: chosen on the folds of the
training, the least at which nine of ten tellings of an entry belong there."""
HOPELESS = -2.0
"""Log-odds below those of `LEAST` from which a pair is no reason to ask whether two clusters are one."""
ONE = 1e6
"""How alike tellings are that somebody has said to be one event: more than any number of others are unlike."""
DISTINCT_KM = 10
"""Points farther apart than this are two places to a reader; nearer ones are a town and a quarter of it."""

Field = Literal["place", "day", "dead", "hurt", "who"]


class TellingId(NamedTuple):
    """Where an event is told: the article, and the `group` of its events there."""

    article: str
    group: str


@dataclass(frozen=True, slots=True)
class Value:
    """What one telling says of a field.

    `value` is the id of a place, a day, a number or a name; `start` and `end` are the sentence that says it.
    """

    value: str | int
    telling: TellingId
    outlet: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of an event on which its tellings differ, with what each says that says something."""

    field: Field
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """One event with all its tellings, in the order of publication."""

    tellings: tuple[TellingId, ...]
    origins: int
    """How many texts tell it independently: a reprint is no second one."""
    disagreements: tuple[Disagreement, ...]


def same_events(
    records: Iterable[ParsedArticle],
    origins: Sequence[Origin] = (),
    model: Linear | None = None,
    known: Mapping[frozenset[TellingId], bool] | None = None,
) -> list[SharedEvent]:
    """Return the events of a collection, each once with all of its tellings, as the records have them.

    Minor tellings are left out unless they match another one. The articles of one origin count once.

    Args:
        records: of a collection, in any order; ids differ.
        origins: near-copies, from `origins_of`; each article is its own origin if left out.
        model: of pairs of tellings; the one that ships if left out.
        known: whether two tellings are of one event, for pairs of which somebody has said so.
    """
    tellings = [telling for record in records for telling in tellings_of(record)]
    origin_of = {article: origin.first for origin in origins for article in origin.articles}
    found = []
    for members in joined(tellings, model or across_model(), known or {}):
        told = sorted((tellings[n] for n in members), key=lambda one: (one.published is None, one.published or 0))
        if len(told) > 1 or not told[0].minor:
            found.append(
                SharedEvent(
                    tuple(map(_id, told)),
                    len({origin_of.get(one.article, one.article) for one in told}),
                    tuple(_disagreements(told)),
                )
            )
    return found


def joined(
    tellings: Sequence[Telling], model: Linear, known: Mapping[frozenset[TellingId], bool] | None = None
) -> list[list[int]]:
    """Return tellings in clusters by the event they tell, by their numbers; what is known of pairs holds."""
    pairs = Pairs(tellings)
    least = log_odds_of(LEAST)
    numbers = {_id(telling): number for number, telling in enumerate(tellings)}
    said = {
        (min(found), max(found)): ONE if same else APART
        for pair, same in (known or {}).items()
        if len(found := [numbers[id] for id in pair if id in numbers]) == 2
    }

    def alike(one: int, other: int) -> float:
        if sure := said.get((min(one, other), max(one, other))):
            return sure
        if contradict(tellings[one], tellings[other]):
            return APART
        if tellings[one].article == tellings[other].article:
            return 0.0
        return model.log_odds(pairs.features(one, other)) - least

    links = {pair: value for pair in {*pairs, *said} if (value := alike(*pair)) > HOPELESS}
    return clusters(len(tellings), links, alike)


def _id(telling: Telling) -> TellingId:
    return TellingId(telling.article, telling.group)


def _disagreements(told: Sequence[Telling]) -> Iterator[Disagreement]:
    for field, values_of, differ in _FIELDS:
        saying = [(one, values) for one in told if (values := values_of(one))]
        if any(differ(one, other) for (one, _), (other, _) in combinations(saying, 2)):
            yield Disagreement(field, tuple(value for _, values in saying for value in values))


def _places(telling: Telling) -> list[Value]:
    if not (telling.places and telling.told_place):
        return []
    event = telling.event
    start = event["trigger_start"] if event["place_start"] is None else event["place_start"]
    return [_value(telling, telling.places[0]["id"], telling.sentence_at(start))]


def _other_places(one: Telling, other: Telling) -> bool:
    relation, km = place_relation(one, other)
    return relation in ("near", "apart") and km > DISTINCT_KM


def _day(telling: Telling) -> list[Value]:
    if not (telling.days and telling.days.certain):
        return []
    return [_value(telling, telling.days.first.isoformat(), telling.sentence_at(telling.event["trigger_start"]))]


def _other_days(one: Telling, other: Telling) -> bool:
    return one.days is not None and other.days is not None and one.days.first != other.days.first


def _counts(fate: Fate, telling: Telling) -> list[Value]:
    count = telling.figures.get(fate)
    return [_value(telling, count.number, telling.sentence_at(count.start))] if count else []


def _other_counts(fate: Fate, one: Telling, other: Telling) -> bool:
    return one.figures[fate].number != other.figures[fate].number


def _who(telling: Telling) -> list[Value]:
    return [_value(telling, name, sentence) for name, sentence in telling.doers.items()]


def _others(one: Telling, other: Telling) -> bool:
    names, other_names = (frozenset().union(*map(body_names, telling.doers)) for telling in (one, other))
    return names.isdisjoint(other_names)


_FIELDS: tuple[tuple[Field, Callable[[Telling], list[Value]], Callable[[Telling, Telling], bool]], ...] = (
    ("place", _places, _other_places),
    ("day", _day, _other_days),
    *((fate, partial(_counts, fate), partial(_other_counts, fate)) for fate in FATES),
    ("who", _who, _others),
)
"""Each field: what a telling says of it, and whether two tellings that say something differ."""


def _value(telling: Telling, value: str | int, sentence: Span) -> Value:
    return Value(value, _id(telling), telling.outlet, *sentence)
