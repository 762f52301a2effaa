"""The names in a text that may tell where something happens: toponyms, and names that no gazetteer knows."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from spacy.tokens import Doc

from geo.contract import Mention, Person, Place, Quote
from geo.language.events.names import AREAS, Spot
from geo.language.events.times import token_span
from geo.language.parse import Parse
from geo.language.words import words

Found = TypeVar("Found")

MOST = 32
"""Names of its sentence that are weighed for an event, the nearest; the longest list in 636 articles of news has 25."""
_NO_NAME = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
_MODIFIERS = words("amod compound nmod")
_HOMES = words("house home residence office building headquarters school")
_PARTICLES = words("al el ez es ed ad ar as at an ibn bin bint de du da di la le sur van von")
_INTO = words("in into at near from outside of around through across")


_GLUED = re.compile(r"(?:-[a-z]{1,4})+-[A-Z]\w+")
"""What follows the first part of a name that small words join ("Riviere-du-Loup")."""


class Spots:
    """The spots of a text by sentence, and the mention (if any) of each."""

    def __init__(
        self,
        parse: Parse,
        mentions: Sequence[Mention],
        people: Sequence[Person],
        places: Mapping[str, Place],
        sentences: Iterable[int],
    ) -> None:
        self._parse = parse
        self._mentions: dict[int, Mention] = {}
        self.of_sentence: dict[int, list[Spot]] = {sentence: [] for sentence in sentences}
        taken = _taken_by_people(parse, people)
        owners = {mention["of"] for mention in mentions if "of" in mention}
        self._owners = {mention["id"]: mention for mention in mentions if mention["id"] in owners}
        end = 0
        for number, mention in enumerate(mentions):
            first, past = token_span(parse, mention["start"], mention["end"])
            if first < end:
                continue
            if mention["id"] in owners:
                taken.update(range(first, past))
                continue
            kind = mention["kind"]
            if kind == "demonym" and (border := _shared_border(parse, mentions, number, past)):
                past, kind = border, "ground"
            else:
                past = _whole(parse, past)
            end = past
            taken.update(range(first, past))
            self._mentions[first] = mention
            if parse.sent[first] in self.of_sentence:
                place = places.get(mention["place"] or "")
                level = place["kind"] if place else "none"
                self.of_sentence[parse.sent[first]].append(_spot(parse, first, past, kind, level))
        for sentence, spots in self.of_sentence.items():
            spots += unknown_names(parse, *parse.sents[sentence], taken)
            spots.sort()

    def near(self, token: int) -> list[Spot]:
        """Return the spots of a token's sentence in order, those nearest to it where they are too many to weigh."""
        return nearest(self.of_sentence.get(self._parse.sent[token], []), token, key=itemgetter(0))

    def mention_of(self, spot: Spot) -> Mention | None:
        """Return the mention that a spot is, None for a name that no gazetteer knows."""
        return self._mentions.get(spot.first)

    def characters(self, spot: Spot) -> tuple[int, int]:
        """Return the characters of a spot: its mention, with what belongs to it ("Iraqi-Syrian border")."""
        mention = self.mention_of(spot)
        end = self._parse.end[spot.past - 1]
        if mention is None:
            return self._parse.start[spot.first], end
        owner = self._owners.get(mention.get("of", ""), mention)
        return min(mention["start"], owner["start"]), max(mention["end"], owner["end"], end)


def nearest(found: Sequence[Found], at: int, *, key: Callable[[Found], int], most: int = MOST) -> list[Found]:
    """Return what stands nearest to a place of the text, no more than `most`.

    Args:
        found: spots or mentions in order.
        at: a token, or a character.
        key: where one of them stands, of the same kind.
        most: how many are kept.
    """
    if len(found) <= most:
        return list(found)
    here = bisect_left(found, at, key=key)
    around = found[max(0, here - most) : here + most]
    return sorted(sorted(around, key=lambda one: abs(key(one) - at))[:most], key=key)


def placed_mentions(doc: Doc) -> list[Mention]:
    """Return the mentions of a text that have a place, in order."""
    return [mention for mention in doc._.mentions if mention["place"] in doc._.places]


class Quoted:
    """The stretches between quotation marks: what they tell doesn't happen where they are said."""

    def __init__(self, parse: Parse, quotes: Sequence[Quote]) -> None:
        self._stretch: dict[int, int] = {}
        for number, quote in enumerate(quotes):
            if quote["direct"]:
                self._stretch |= dict.fromkeys(range(*token_span(parse, quote["start"], quote["end"])), number)

    def keep(self, trigger: int, spots: Sequence[Spot]) -> Sequence[Spot]:
        """Return the spots within the same quotation as a trigger, those outside all where it stands in none."""
        number = self._stretch.get(trigger)
        return [s for s in spots if self._stretch.get(s.root) == number]


def _taken_by_people(parse: Parse, people: Sequence[Person]) -> set[int]:
    """Return the tokens of the names of people, without those that stand where a place would."""
    taken: set[int] = set()
    for person in people:
        for start, end in person["mentions"]:
            first, past = token_span(parse, start, end)
            if len(person["mentions"]) > 1 or not _stands_as_place(parse, first, past):
                taken.update(range(first, past))
    return taken


def _stands_as_place(parse: Parse, first: int, past: int) -> bool:
    """Whether a name stands where a place would, or ends like one: "near Tel Abyad", "the towns of Tel Hamis and Tel
    Birak", "Myondong Cathedral".
    """
    if (first and parse.lower[first - 1] in _INTO) or parse.lower[past - 1] in AREAS:
        return True
    here = parse.root_of(first, past)
    while parse.dep[here] == "conj" and parse.pos[parse.head[here]] == "PROPN":
        here = parse.head[here]
    preposition = parse.head[here]
    if parse.dep[here] != "pobj":
        return False
    if parse.lower[preposition] == "of":
        area = parse.lemma[parse.head[preposition]]
        return area in AREAS and area not in _HOMES
    return here >= past and parse.lower[preposition] in _INTO


def _whole(parse: Parse, past: int) -> int:
    """Return the end of a name with what belongs to it ("Mazar-e-Sharif", "Jaffna Peninsula", "Beaufort Castle")."""
    if joined := _GLUED.match(parse.text, parse.end[past - 1]):
        while past < len(parse) and parse.end[past] <= joined.end():
            past += 1
    for end in range(past, min(past + 3, len(parse))):
        if parse.pos[end] != "PROPN" or not parse.text[parse.start[end]].isupper():
            break
        if parse.lower[end] in AREAS:
            return end + 1
    return past


def _shared_border(parse: Parse, mentions: Sequence[Mention], number: int, past: int) -> int | None:
    """Return the end of "Iraqi-Syrian border" where the mention before the hyphen ends at `past`, else None."""
    if number + 1 >= len(mentions) or past + 2 >= len(parse) or parse.lower[past] not in ("-", "–", "/"):
        return None
    first, end = token_span(parse, mentions[number + 1]["start"], mentions[number + 1]["end"])
    return end + 1 if first == past + 1 and end < len(parse) and parse.lemma[end] in AREAS else None


def _spot(parse: Parse, first: int, past: int, kind: str, level: str) -> Spot:
    """Return the spot of a mention; a demonym of ground ("the Iraqi side", "Syrian soil") stands for that ground."""
    root = parse.root_of(first, past)
    head = parse.head[root]
    if kind == "demonym" and parse.dep[root] in _MODIFIERS and parse.lemma[head] in AREAS:
        return Spot(first, past, head, "ground", level)
    return Spot(first, past, root, kind, level)


def unknown_names(parse: Parse, first: int, past: int, taken: set[int]) -> list[Spot]:
    """Return the runs of proper nouns among the tokens [first, past) that are not `taken`."""
    names: list[Spot] = []
    i = first
    while i < past:
        if not _is_name(parse, i) or i in taken:
            i += 1
            continue
        end = i + 1
        while end < past and end not in taken and (_is_name(parse, end) or _joins(parse, end, past)):
            end += 1
        while not _is_name(parse, end - 1):
            end -= 1
        begin = i - 1 if _opens_with_particle(parse, i, first) and i - 1 not in taken else i
        if not (end - begin == 1 and parse.text[parse.start[i] : parse.end[i]].isupper()):
            names.append(Spot(begin, end, parse.root_of(begin, end), f"unknown {parse.ent[i]}"))
        i = end
    return names


def _opens_with_particle(parse: Parse, i: int, first: int) -> bool:
    """Whether a name begins with a small word that joins it to the capitals before it ("Deir ez-Zor")."""
    return i > first and parse.lower[i] in _PARTICLES and parse.text[parse.start[i - 1]].isupper()


def _is_name(parse: Parse, i: int) -> bool:
    return parse.pos[i] == "PROPN" and parse.ent[i] not in _NO_NAME and parse.text[parse.start[i]].isalpha()


def _joins(parse: Parse, i: int, past: int) -> bool:
    """Whether token `i` is white space, a hyphen or a slash within a name."""
    if i + 1 >= past:
        return False
    word = parse.text[parse.start[i] : parse.end[i]]
    if word.isspace():
        return "\n" not in word and _is_name(parse, i + 1)
    glued = parse.end[i - 1] == parse.start[i] and parse.end[i] == parse.start[i + 1]
    return glued and word in ("-", "–", "/", "'", "’")
