"""The names in a text that may tell where something happens: toponyms, and names that no gazetteer knows."""

from collections.abc import Iterable, Sequence

from geo.contract import Mention, Person, Quote
from geo.language.events.places import AREAS, Spot
from geo.language.events.times import token_span
from geo.language.parse import Parse

_NO_NAME = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})


class Spots:
    """The spots of a text by sentence, and the mention (if any) of each."""

    def __init__(
        self, parse: Parse, mentions: Sequence[Mention], people: Sequence[Person], sentences: Iterable[int]
    ) -> None:
        self._parse = parse
        self.mentions: dict[tuple[int, int], Mention] = {}
        self.of_sentence: dict[int, list[Spot]] = {sentence: [] for sentence in sentences}
        taken: set[int] = set()
        for person in people:
            for start, end in person["mentions"]:
                taken.update(range(*token_span(parse, start, end)))
        for mention in mentions:
            first, past = token_span(parse, mention["start"], mention["end"])
            taken.update(range(first, past))
            self.mentions[first, past] = mention
            if parse.sent[first] in self.of_sentence:
                self.of_sentence[parse.sent[first]].append(spot_of(parse, first, past, mention["kind"]))
        for sentence, spots in self.of_sentence.items():
            spots += unknown_names(parse, *parse.sents[sentence], taken)
            spots.sort()

    def mention_of(self, spot: Spot) -> Mention | None:
        """Return the mention that a spot is, None for a name that no gazetteer knows."""
        return self.mentions.get((spot.first, spot.past))

    def characters(self, spot: Spot) -> tuple[int, int]:
        """Return the characters of a spot: those of its mention where it has one."""
        mention = self.mention_of(spot)
        if mention:
            return mention["start"], mention["end"]
        return self._parse.start[spot.first], self._parse.end[spot.past - 1]


class Quoted:
    """The stretches between quotation marks: what they tell doesn't happen where they are said."""

    def __init__(self, parse: Parse, quotes: Sequence[Quote]) -> None:
        self._stretch: dict[int, int] = {}
        for number, quote in enumerate(quotes):
            if quote["direct"]:
                self._stretch |= dict.fromkeys(range(*token_span(parse, quote["start"], quote["end"])), number)

    def keep(self, trigger: int, spots: Sequence[Spot]) -> Sequence[Spot]:
        """Return the spots within the same quotation as a trigger, all of them where it stands in none."""
        number = self._stretch.get(trigger)
        return spots if number is None else [s for s in spots if self._stretch.get(s.root) == number]


def spot_of(parse: Parse, first: int, past: int, kind: str) -> Spot:
    """Return the spot of a mention; a demonym of ground ("the Iraqi side", "Syrian soil") stands for that ground."""
    root = parse.root_of(first, past)
    head = parse.head[root]
    if kind == "demonym" and parse.dep[root] in ("amod", "compound", "nmod") and parse.lemma[head] in AREAS:
        return Spot(first, past, head, "ground")
    return Spot(first, past, root, kind)


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
        if not (end - i == 1 and parse.text[parse.start[i] : parse.end[i]].isupper()):
            names.append(Spot(i, end, parse.root_of(i, end), f"unknown {parse.ent[i]}"))
        i = end
    return names


def _is_name(parse: Parse, i: int) -> bool:
    return parse.pos[i] == "PROPN" and parse.ent[i] not in _NO_NAME and parse.text[parse.start[i]].isalpha()


def _joins(parse: Parse, i: int, past: int) -> bool:
    """Whether token `i` is a hyphen or slash within a name."""
    inside = parse.end[i - 1] == parse.start[i] and i + 1 < past and parse.end[i] == parse.start[i + 1]
    return inside and parse.text[parse.start[i] : parse.end[i]] in ("-", "–", "/", "'", "’")
