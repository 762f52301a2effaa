"""Which of the names in its sentence is the place of an event."""

from collections.abc import Sequence
from itertools import pairwise

from geo.language.events.names import AREAS, SITING, Spot
from geo.language.events.nouns import beside_noun, same_list, scene_of
from geo.language.events.places import probabilities
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type

LEAST = 0.5
"""Probability from which the best name of a sentence is taken; what is inferred is right about half of the time."""
LEAST_LISTED = 0.35
"""Share of the best name's probability from which further names of its list are taken with it."""
LEAST_TWICE = 0.5
"""Probability from which a second name behind the same preposition is taken with the best."""
LEAST_PARALLEL = 0.1
"""Probability from which a name is taken that stands in a conjunct as the best stands in the first."""
_FEW_WORDS = 6
_SAME_CLAUSE = words("conj xcomp advcl dobj nsubj nsubjpass pobj prep")
_GOALS = ("to", "into", "in", "at", "on", "for", "toward", "towards", "through", "across", "from")
_SAYING = word_sets("event_words.tsv")["announcing verbs"] | words("report claim acknowledge admit explain note")
_SUBJECTS = words("nsubj nsubjpass")


class Chooser:
    """Chooses the places of the events of one text.

    Args:
        parse: the text.
    """

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    def choose(self, trigger: Trigger, spots: Sequence[Spot]) -> list[tuple[Spot, str]]:
        """Return the places of an event, the likeliest first, each with the reason; more than one for a list."""
        parse, anchor = self._parse, trigger.anchor
        if not spots:
            return []
        if trigger.noun is not None and (own := beside_noun(parse, trigger, spots)):
            return [(spot, reason(parse, trigger.noun, spot)) for spot in own]
        spots = apart_from_speaker(parse, anchor, within_clause(parse, anchor, spots))
        spots = [s for s in spots if not _is_origin(parse, anchor, s.root)]
        kind = event_type(trigger.type)
        if trigger.noun == anchor:
            return self._around_noun(trigger, spots)
        if kind.travels and (goal := self._goal(anchor, spots)):
            return [(goal, reason(parse, anchor, goal))]
        return self._by_weights(anchor, spots)

    def _around_noun(self, trigger: Trigger, spots: Sequence[Spot]) -> list[tuple[Spot, str]]:
        if trigger.verb is None:
            return []
        if (scene := scene_of(self._parse, trigger, spots)) is not None:
            return [scene]
        if event_type(trigger.type).site == "none":
            return []
        spots = [s for s in spots if not same_list(self._parse, s.root, trigger.anchor)]
        return self._by_weights(trigger.verb, spots)

    def _by_weights(self, anchor: int, spots: Sequence[Spot]) -> list[tuple[Spot, str]]:
        if not spots:
            return []
        parse = self._parse
        chances = probabilities(parse, anchor, spots)
        best = max(range(len(spots)), key=chances.__getitem__)
        if chances[best] < LEAST:
            return []
        chosen = [best]
        for n, spot in enumerate(spots):
            if n == best:
                continue
            if same_list(parse, spot.root, spots[best].root):
                least = LEAST_LISTED * chances[best]
            elif any(self._is_parallel(spot.root, spots[c].root) for c in chosen):
                least = LEAST_PARALLEL
            else:
                joined = [self._says_again(spot, spots[c]) for c in chosen]
                least = 0.0 if ";" in joined else LEAST_TWICE if joined[0] else 1.0
            if chances[n] >= least:
                chosen.append(n)
        return [(spots[n], reason(parse, anchor, spots[n])) for n in chosen]

    def _is_parallel(self, one: int, other: int) -> bool:
        """Whether two names stand in conjuncts behind the same preposition of place.

        By the parse ("three people in Cebu and four in Leyte"), or with nothing but a number between ("12 in Nice").
        """
        parse = self._parse
        first, last = sorted((self._area(one), self._area(other)))
        if parse.dep[first] != "pobj" or parse.dep[last] != "pobj":
            return False
        before, after = parse.head[first], parse.head[last]
        if parse.lower[before] != parse.lower[after] or parse.lower[before] not in SITING:
            return False
        if _is_count(parse, min(one, other) + 1, after):
            return True
        joined = after if parse.dep[after] == "conj" else parse.head[after]
        named = min(one, other)
        while parse.dep[joined] == "conj":
            joined = parse.head[joined]
            if joined in (before, parse.head[before], first, named, parse.head[named]):
                return True
        return False

    def _area(self, root: int) -> int:
        """Return the noun that a name is the area of ("the city of Basra"), or the name."""
        parse = self._parse
        above = parse.head[parse.head[root]]
        named = parse.lower[parse.head[root]] == "of" and parse.lemma[above] in AREAS
        return above if named and parse.dep[root] == "pobj" else root

    def _says_again(self, one: Spot, other: Spot) -> str:
        """Return the "and" or the semicolon that joins two names behind the same preposition, "" where none does."""
        parse = self._parse
        first, last = sorted((one, other))
        between = parse.lower[first.past : last.first]
        ahead = self._preposition(first)
        if ahead and ahead == self._preposition(last):
            if ";" in between:
                return ";"
            if "and" in between and parse.dep[one.root] == parse.dep[other.root] == "pobj":
                return "and"
        return ""

    def _preposition(self, spot: Spot) -> str:
        """Return the preposition before a name and at most two words that describe it ("in rural northern Idlib")."""
        parse = self._parse
        for i in range(spot.first - 1, max(spot.first - 4, -1), -1):
            if parse.tag[i] == "IN":
                return parse.lower[i]
            if parse.pos[i] not in ("DET", "ADJ", "NOUN"):
                break
        return ""

    def _goal(self, anchor: int, spots: Sequence[Spot]) -> Spot | None:
        """Find where a journey leads: "fled to Brazil", "landed in Rome", else whence."""
        parse = self._parse
        found: dict[str, Spot] = {}
        for spot in spots:
            head = parse.head[spot.root]
            if parse.dep[spot.root] == "pobj" and parse.head[head] == anchor:
                found.setdefault(parse.lower[head], spot)
            elif parse.dep[spot.root] == "dobj" and head == anchor:
                found.setdefault("to", spot)
        return next((found[word] for word in _GOALS if word in found), None)


def _is_count(parse: Parse, first: int, past: int) -> bool:
    """Whether the tokens [first, past) are a comma or "and" and a number: ", eight"."""
    rest = [i for i in range(first, past) if parse.lower[i] not in (",", ";", "and", "at", "least", "another")]
    return len(rest) == 1 and parse.pos[rest[0]] == "NUM"


def within_clause(parse: Parse, anchor: int, spots: Sequence[Spot]) -> Sequence[Spot]:
    """Leave out of the places of a relative clause what stands outside it and the noun it describes."""
    here = anchor
    while parse.dep[here] != "relcl":
        if parse.head[here] == here or parse.dep[here] not in _SAME_CLAUSE:
            return spots
        here = parse.head[here]
    noun = parse.head[here]
    return [s for s in spots if here in (chain := parse.ancestors(s.root)) or noun in chain]


def apart_from_speaker(parse: Parse, anchor: int, spots: Sequence[Spot]) -> Sequence[Spot]:
    """Leave out what tells where words are said or who says them ("officials in Oslo said that ..."), before the words.

    A place before the speaker stays: "in Kirkuk, police said, ..." sets the scene of what is told.
    """
    for below, verb in pairwise(parse.ancestors(anchor)):
        if parse.lemma[verb] in _SAYING and parse.dep[below] in ("ccomp", "parataxis"):
            break
    else:
        return spots
    tops = {i: c for c in parse.children[verb] for i in range(parse.edges(c)[0], parse.edges(c)[1] + 1)}
    speaker = min((parse.edges(c)[0] for c in parse.children[verb] if parse.dep[c] in _SUBJECTS), default=verb)
    return [
        s
        for s in spots
        if s.root > anchor
        or tops.get(s.root) in (None, below)
        or (s.first < speaker and parse.dep[tops[s.root]] != "advcl")
    ]


def _is_origin(parse: Parse, anchor: int, root: int) -> bool:
    """Whether a name says where the subject is from ("a flight from Paris crashed")."""
    here = parse.head[root]
    if parse.dep[root] != "pobj" or parse.lower[here] != "from":
        return False
    while parse.head[here] not in (here, anchor):
        here = parse.head[here]
    return parse.head[here] == anchor and parse.dep[here] in _SUBJECTS


def reason(parse: Parse, anchor: int, spot: Spot) -> str:
    """Say in words how a name is tied to the trigger, in the text's own words where they are few."""
    name = _words(parse, spot.first, spot.past)
    trigger = _words(parse, anchor, anchor + 1)
    chain = parse.ancestors(spot.root)
    if anchor not in chain:
        return f"{name} is where “{trigger}” is set in its sentence."
    down = chain[: chain.index(anchor)]
    preposition = next((parse.lower[i] for i in reversed(down) if parse.dep[i] in ("prep", "agent")), "")
    if not preposition and down and parse.dep[down[-1]] in _SUBJECTS:
        return f"{name} is the subject of “{trigger}”."
    if not preposition and down and parse.dep[down[-1]] == "dobj":
        return f"{name} is the object of “{trigger}”."
    if anchor < spot.first <= anchor + _FEW_WORDS:
        return f"“{_words(parse, anchor, spot.past)}”."
    if preposition and spot.first < anchor:
        return f"“{preposition} … {name} … {trigger}”."
    if preposition:
        return f"“{trigger} … {preposition} … {name}”."
    return f"{name} is where “{trigger}” is set in its sentence."


def _words(parse: Parse, first: int, past: int) -> str:
    return " ".join(parse.text[parse.start[first] : parse.end[past - 1]].split())
