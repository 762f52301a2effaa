"""The placed names of an article by where they stand, and links to them."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter

from spacy.tokens import Doc

from geo.contract import Link, Mention, Person
from geo.language.events.names import Spot
from geo.language.events.spots import nearest, placed_mentions
from geo.language.events.times import token_span
from geo.language.parse import Parse

_AROUND = 32
"""Mentions of its sentence among which the place of a verb or a speaker is looked for."""


class Named:
    """The mentions of one article that have a place."""

    def __init__(self, doc: Doc, parse: Parse) -> None:
        self.parse = parse
        self.places = doc._.places
        self.all = placed_mentions(doc)
        self._starts = [m["start"] for m in self.all]
        self._people: dict[str, Person] = {person["name"]: person for person in reversed(doc._.people)}
        self._homes: dict[str | None, Mention | None] = {}
        self._spoken = [(q["start"], q["end"]) for q in doc._.quotes]

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in the characters [start, end)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_spoken(self, start: int) -> bool:
        """Whether a character stands in quoted or reported words."""
        at = bisect_right(self._spoken, (start, 1 << 62))
        return any(first <= start < past for first, past in self._spoken[max(0, at - 3) : at])

    def unspoken(self, start: int, end: int) -> list[Mention]:
        """Return the mentions in [start, end) that stand outside all that is said."""
        return [m for m in self.between(start, end) if not self.is_spoken(m["start"])]

    def unspoken_near(self, token: int) -> list[Mention]:
        """Return the mentions of a token's sentence that stand outside all that is said, the nearest of too many."""
        low, high = self.parse.sents[self.parse.sent[token]]
        inside = self.between(self.parse.start[low], self.parse.end[high - 1])
        near = nearest(inside, self.parse.start[token], key=itemgetter("start"), most=_AROUND)
        return [m for m in near if not self.is_spoken(m["start"])]

    def spot(self, mention: Mention) -> Spot:
        """Return the mention as the parse sees it."""
        first, past = token_span(self.parse, mention["start"], mention["end"])
        return Spot(first, past, self.parse.root_of(first, past), mention["kind"])

    def name(self, mention: Mention) -> str:
        """Return the name of the mention's place in the gazetteer."""
        return self.places[mention["place"]]["name"]

    def country(self, mention: Mention) -> str | None:
        """Return the ISO code of the country that the mention's place lies in."""
        return self.places[mention["place"]]["country_code"]

    def home(self, speaker: str | None) -> Mention | None:
        """Return the mention of the country in whose name a person is said to speak ("British Prime Minister")."""
        if speaker not in self._homes:
            self._homes[speaker] = self._home(speaker)
        return self._homes[speaker]

    def _home(self, speaker: str | None) -> Mention | None:
        person = self.person(speaker)
        if person is None:
            return None
        roles = " ".join(person["roles"])
        for text, mention in self._countries.items() if roles else ():
            if text in roles:
                return mention
        for start, _ in person["mentions"]:
            near = [m for m in self.between(max(0, start - 40), start) if m["kind"] == "demonym"]
            if near and "\n" not in self.parse.text[near[-1]["end"] : start]:
                return near[-1]
        return None

    @cached_property
    def _countries(self) -> dict[str, Mention]:
        """The first mention of a country by each of the texts that name one, in order."""
        found: dict[str, Mention] = {}
        for mention in self.all:
            if self.places[mention["place"]]["kind"] == "country":
                found.setdefault(mention["text"], mention)
        return found

    def person(self, speaker: str | None) -> Person | None:
        """Return the person of a name, None where the article names nobody so."""
        return self._people.get(speaker or "")

    def is_person(self, speaker: str | None) -> bool:
        """Whether the speaker is a person whom the article names."""
        return speaker in self._people

    def link(self, mention: Mention, role: str, why: str, *, at: bool = True) -> Link:
        """Return a link to the mention's place; `at`: the mention itself is the evidence."""
        return {
            "item": "", "place": mention["place"] or "", "role": role,  # type: ignore[typeddict-item]
            "start": mention["start"] if at else None, "end": mention["end"] if at else None, "why": why,
        }  # fmt: skip
