"""Event coreference: which tellings of a story tell the same event.

Mention-pair model with greedy linking in the order of the text (Soon, Ng and Lim, 2001, for nouns; here for events): a
logistic regression over features that can be read says of two tellings how likely they tell one event; each telling
joins the event that fits it best, or begins a new one. Only pairs that share a sentence, a word or a kind are compared,
and no telling with more than a fixed number of others, so that the time is in proportion to the text.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from geo.contract import Event, Span
from geo.language.events.story import Story
from geo.language.events.tellings import Telling
from geo.language.parse import Parse
from geo.language.words import word_sets
from geo.linear import Linear, log_odds_of, logistic
from geo.ontology import are_kin, event_type

LEAST = 0.4
"""Probability, the mean of log-odds over the pairs with an event's tellings, from which a telling joins that event:
chosen on held-out stories, between duplicates and events lost."""
LEAST_APART = 0.7
"""The same where the two are of types that can't tell one event: a deed and its condemnation."""
_BEFORE = 8
"""Tellings just before that each is compared with, whatever they share."""
_LEAD = 6
"""Tellings at the head of a story that each later one is compared with: news tells its event first."""
_REMEMBERED = 4
"""Latest tellings with a word in common that each is compared with."""
_STEM = 4
"""Letters that two words have to share at their beginning to be of one stem (destroy, destruction)."""
_FAR = 6
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "their", "its", "such"])
_APART = word_sets("event_words.tsv")["telling apart"]
_TIMES = frozenset({"DATE", "TIME", "ORDINAL"})


Names = tuple[str, ...]
"""Features that are found together: made once, and weighed once, for all pairs that have them."""


@cache
def _of_types(one: str, other: str) -> Names:
    """Return the features of two types."""
    same = one == other
    return (
        f"same={one}" if same else f"types={'|'.join(sorted((one, other)))}",
        f"same type={same}",
        f"kin={are_kin(one, other)}",
    )


@cache
def _of_distance(same_head: bool, distance: int, same_type: bool, same_status: bool) -> Names:
    """Return the features of how far apart two tellings stand, and whether both happened."""
    return (
        f"same head={same_head}",
        f"same head={same_head}|{distance}",
        f"distance={distance}",
        f"distance={distance}|{same_type}",
        f"same status={same_status}",
    )


@cache
def _of_forms(one: str, other: str, one_spoken: bool, other_spoken: bool) -> Names:
    """Return the features of how two tellings are told."""
    return (f"forms={one}|{other}", f"spoken={one_spoken}|{other_spoken}")


@cache
def _of_people(actors: str, known_actors: str, recipients: str, known_recipients: str) -> Names:
    """Return the features of whether two tellings share who acts and who is acted upon."""
    return (
        f"actors={actors}",
        f"known actors={known_actors}",
        f"recipients={recipients}",
        f"known recipients={known_recipients}",
    )


@cache
def _of_circumstances(numbers: str, places: str, dates: str) -> Names:
    """Return the features of whether two tellings share their numbers, places and days."""
    return (f"numbers={numbers}", f"places={places}", f"dates={dates}")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is asked of a telling when it is compared, found out once."""

    telling: Telling
    form: str
    line: int
    back: bool
    """It is a definite noun, which may point back ("the attack")."""
    apart: bool
    """It says that it is another event ("a second attack")."""
    actors: frozenset[str]
    recipients: frozenset[str]
    known_actors: frozenset[str]
    """The ids of those that the text names."""
    known_recipients: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]
    rarity: float
    """How much its words weigh, rare words of the story counting more."""
    stems: frozenset[str]


class Pairs:
    """The pairs of tellings of one story that are worth comparing, and their features."""

    def __init__(self, parse: Parse, story: Story, tellings: Sequence[Telling]) -> None:
        self._parse = parse
        self._story = story
        self._told = [self._read(t) for t in tellings]
        self._order = sorted(range(len(tellings)), key=lambda n: tellings[n].trigger.anchor)

    def __iter__(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each telling in the order of the text with the earlier ones to compare it with."""
        by_word: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
        earlier: list[int] = []
        for n in self._order:
            told = self._told[n]
            near = {*earlier[:_LEAD], *earlier[-_BEFORE:]}
            for word in told.stems:
                near.update(by_word[word])
            yield n, sorted(near)
            earlier.append(n)
            for word in told.stems:
                by_word[word].append(n)

    def features(self, earlier: int, later: int) -> dict[str, float]:
        """Return the features of a pair of tellings by their numbers."""
        groups, amounts = self.grouped(earlier, later)
        return {**dict.fromkeys(chain.from_iterable(groups), 1.0), **amounts}

    def grouped(self, earlier: int, later: int) -> tuple[list[Names], dict[str, float]]:
        """Return the features of a pair: those that it has in groups, and the values of the others."""
        one, other = self._told[earlier], self._told[later]
        a, b = one.telling.event, other.telling.event
        same_type = a["type"] == b["type"]
        apart = other.telling.sentence - one.telling.sentence
        distance = apart if apart < 3 else 3 if apart < _FAR else 4 if apart < 2 * _FAR else 5
        same_head = not one.telling.heads.isdisjoint(other.telling.heads)
        names: list[str] = []
        if same_type and a["mode"] and b["mode"]:
            names.append(f"same mode={a['mode'] == b['mode']}")
        if not same_head and not one.stems.isdisjoint(other.stems):
            names.append("same stem")
        if not (one.actors.isdisjoint(other.recipients) and one.recipients.isdisjoint(other.actors)):
            names.append("actor of one is recipient of the other")
        if one.line == other.line:
            names.append("same paragraph")
        if one.telling.sentence < 2:
            names += ["first at the top", f"first at the top|{min(apart, 3)}"]
        if other.back:
            names += ["points back", f"points back|{same_type}"]
        if one.apart or other.apart:
            names.append("told apart")
        if not (one.telling.heads.isdisjoint(other.words) and other.telling.heads.isdisjoint(one.words)):
            names.append("trigger of one is in the other")
        if apart == 0:
            names += self._path(one.telling.trigger.anchor, other.telling.trigger.anchor)
        groups = [
            _of_types(a["type"], b["type"]),
            _of_distance(same_head, distance, same_type, a["status"] == b["status"]),
            _of_people(
                _compared(one.actors, other.actors),
                _compared(one.known_actors, other.known_actors),
                _compared(one.recipients, other.recipients),
                _compared(one.known_recipients, other.known_recipients),
            ),
            _of_circumstances(
                _compared(one.numbers, other.numbers),
                _compared(one.telling.place_ids, other.telling.place_ids),
                _days(a, b),
            ),
            _of_forms(one.form, other.form, one.telling.spoken, other.telling.spoken),
            tuple(dict.fromkeys(names)),
        ]
        if not (shared := one.words & other.words):
            return groups, {}
        rare = self._rarity(shared) / min(one.rarity, other.rarity)
        return groups, {"words shared": min(len(shared), 5) / 5, "rare words shared": rare}

    def contradict(self, earlier: int, later: int) -> bool:
        """Whether two tellings can't be of one event: their days differ, or somebody met another one."""
        one, other = self._told[earlier], self._told[later]
        a, b = one.telling.event, other.telling.event
        if _days(a, b) == "clash":
            return True
        mutual = a["type"] == b["type"] and event_type(a["type"]).mutual
        return mutual and _compared(one.known_recipients, other.known_recipients) == "clash"

    def _read(self, telling: Telling) -> _Told:
        parse, event, noun = self._parse, telling.event, telling.trigger.noun
        before = {parse.lower[c] for c in parse.children[noun] if c < noun} if noun is not None else set()
        span = range(telling.first, telling.past)
        content = self._story.content(telling.first, telling.past) - telling.heads
        return _Told(
            telling,
            form="noun" if noun == telling.trigger.anchor else "verb",
            line=parse.document.paragraph_at(event["start"]),
            back=not _DEFINITE.isdisjoint(before),
            apart=not _APART.isdisjoint(before),
            actors=_last_words(event["actors"]),
            recipients=_last_words(event["recipients"]),
            known_actors=_ids(event["actor_spans"]),
            known_recipients=_ids(event["recipient_spans"]),
            numbers=frozenset(parse.lower[i] for i in span if parse.pos[i] == "NUM" and parse.ent[i] not in _TIMES),
            words=content,
            rarity=self._rarity(content),
            stems=frozenset(head[:_STEM] for head in telling.heads),
        )

    def _rarity(self, words: Iterable[str]) -> float:
        """Return the weight of words, rare ones of the story counting more."""
        counts = self._story.counts
        return math.fsum([1 / counts[word] for word in words])

    def _path(self, one: int, other: int) -> list[str]:
        """Return how two triggers of a sentence hang together in its parse."""
        parse = self._parse
        if one == other:
            return ["path=same word"]
        above_one, above_other = parse.ancestors(one), parse.ancestors(other)
        near = f"tokens between={min(abs(one - other) // 3, 5)}"
        if one in above_other:
            steps = above_other[: above_other.index(one)]
            return [near, f"path=down|{parse.dep[steps[-1]]}", f"path=down|{len(steps)}", *self._way(steps, "down")]
        if other in above_one:
            steps = above_one[: above_one.index(other)]
            return [near, f"path=up|{parse.dep[steps[-1]]}", f"path=up|{len(steps)}", *self._way(steps, "up")]
        return [near, "path=beside"]

    def _way(self, steps: Sequence[int], way: str) -> list[str]:
        return [f"path={way}|{'>'.join(self._parse.dep[i] for i in reversed(steps[-3:]))}"]


@dataclass(slots=True)
class Joined:
    """Tellings that tell one event."""

    tellings: list[Telling]
    twin_before: float = 0.0
    """Probability of its likeliest pair with a telling of an event that begins earlier."""
    twin_after: float = 0.0
    """The same with one that begins later."""


def link(pairs: Pairs, tellings: Sequence[Telling], model: Linear) -> list[Joined]:
    """Return the tellings grouped by the event they tell, by the model's word on their pairs."""
    least, least_apart = log_odds_of(LEAST), log_odds_of(LEAST_APART)
    event_of: dict[int, int] = {}
    events: list[Joined] = []
    for n, earlier in pairs:
        odds: dict[int, list[float]] = defaultdict(list)
        barred: set[int] = set()
        for m in earlier:
            odds[event_of[m]].append(model.log_odds_of_groups(*pairs.grouped(m, n)))
            if pairs.contradict(m, n):
                barred.add(event_of[m])
        fit = {event: sum(found) / len(found) for event, found in odds.items() if event not in barred}
        for event in fit:
            kin = are_kin(tellings[n].event["type"], events[event].tellings[0].event["type"])
            fit[event] -= least if kin else least_apart
        best = max(fit, key=fit.__getitem__, default=-1)
        if best < 0 or fit[best] < 0:
            best = len(events)
            events.append(Joined([]))
        events[best].tellings.append(tellings[n])
        event_of[n] = best
        for event, found in odds.items():
            if event != best:
                first, last = sorted((event, best))
                chance = logistic(max(found))
                events[last].twin_before = max(events[last].twin_before, chance)
                events[first].twin_after = max(events[first].twin_after, chance)
    return events


def _compared(one: frozenset[str] | set[str], other: frozenset[str] | set[str]) -> str:
    if not one or not other:
        return "unknown"
    return "clash" if one.isdisjoint(other) else "shared"


def _ids(spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(one["id"] for one in spans if one["id"])


def _days(one: Event, other: Event) -> str:
    if not one["date"] or not other["date"]:
        return "unknown"
    return "shared" if one["date"] <= other["date_end"] and other["date"] <= one["date_end"] else "clash"


def _last_words(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(phrase.split(" of ")[0].split()[-1].lower() for phrase in phrases if phrase.split())
