"""The scene set before: where an event happens whose sentence names no place, or one that no gazetteer knows."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from geo.contract import Event, Mention, Place, PlaceKind
from geo.language.events.names import AREAS, COMPASS, MODIFIERS
from geo.language.events.spots import placed_mentions
from geo.language.events.times import token_span
from geo.language.parse import Parse
from geo.language.words import words

_KINDS: dict[str, tuple[PlaceKind, ...]] = {
    "city": ("city", "district"), "town": ("city", "district"), "village": ("city", "district"),
    "capital": ("city",), "suburb": ("city", "district"), "district": ("district", "city", "admin2"),
    "country": ("country",), "nation": ("country",), "state": ("admin1", "country"), "province": ("admin1",),
    "region": ("admin1", "region", "admin2", "physical"), "island": ("physical", "admin1", "country", "region"),
}  # fmt: skip
"""What "the city", "the nation" can stand for: kinds of place."""
_WITHIN = words("in at across throughout of around")
_POINTING = words("the this that")


class Setting:
    """The places that a text has named so far, sentence by sentence."""

    def __init__(self, doc: Doc, parse: Parse) -> None:
        self._parse = parse
        self._places = doc._.places
        self._mentions = placed_mentions(doc)
        self._starts = [m["start"] for m in self._mentions]
        self._of_kinds: dict[tuple[PlaceKind, ...], list[Mention]] = {}

    def place(self, events: Sequence[Event]) -> None:
        """Give the events that have no place the one that the words before set; `place_start` stays None.

        One at a name that no gazetteer knows takes the place that its sentence sets around the name.
        """
        for event in events:
            if event["place_start"] is None:
                if found := self._pointed_at(event):
                    event["place"], event["why"] = found
            elif event["place"] is None and (found := self._around(event["place_start"], event["place_end"])):
                event["place"], event["why"] = found["place"], f"{event['why']} {self._lean(event, found)}"

    def _around(self, start: int, end: int) -> Mention | None:
        """Return the mention that says what a name lies in: "Ezhai, a village in Homs", "Basra's Al-Noor hospital"."""
        parse = self._parse
        first, past = token_span(parse, start, end)
        root = parse.root_of(first, past)
        area = parse.head[root] if parse.dep[root] in MODIFIERS else root
        low, high = parse.sents[parse.sent[root]]
        near = bisect_left(self._starts, parse.start[low]), bisect_left(self._starts, parse.end[high - 1])
        for mention in self._mentions[slice(*near)]:
            if mention["kind"] == "organisation":
                continue
            inner = parse.root_of(*token_span(parse, mention["start"], mention["end"]))
            owns = parse.dep[inner] == "poss" and parse.head[inner] == area
            if parse.dep[inner] in MODIFIERS and parse.lemma[parse.head[inner]] in AREAS:
                inner = parse.head[inner]
            follows = mention["start"] >= end and parse.text[end : mention["start"]].strip() == ","
            if owns or follows or (mention["start"] >= end and self._lies_in(area, inner)):
                return mention
        return None

    def _lies_in(self, area: int, inner: int) -> bool:
        """Whether a name stands below another through nothing but "in", "of" and an apposition ("a town in Homs")."""
        parse = self._parse
        preps = 0
        while inner != area:
            if parse.dep[inner] == "prep":
                if parse.lower[inner] not in ("in", "of") or parse.lemma[parse.head[inner]] in COMPASS:
                    return False
                preps += 1
            elif parse.dep[inner] not in ("pobj", "appos") or parse.head[inner] == inner:
                return False
            inner = parse.head[inner]
        return preps > 0

    def _lean(self, event: Event, around: Mention) -> str:
        name = self._parse.text[event["place_start"] : event["place_end"]]
        return f"No gazetteer place is known for {name}: drawn in {self._places[around['place']]['name']}, around it."

    def _pointed_at(self, event: Event) -> tuple[str, str] | None:
        """Resolve "the nation", "that city" in the clause to the place named before."""
        parse = self._parse
        first, past = token_span(parse, event["start"], event["end"])
        for i in range(first, past):
            kinds = _KINDS.get(parse.lemma[i])
            if kinds is None or parse.pos[i] != "NOUN" or parse.dep[i] not in ("pobj", "poss", "nsubjpass", "dobj"):
                continue
            if not any(parse.lower[c] in _POINTING for c in parse.children[i]) or self._is_named(i):
                continue
            if parse.dep[i] == "pobj" and parse.lower[parse.head[i]] not in _WITHIN:
                continue
            if place := self._last_of(kinds, parse.start[i]):
                words_ = parse.text[parse.start[i] : parse.end[i]]
                return place["id"], f"Inferred: “the {words_}” is {place['name']}, named before."
        return None

    def _last_of(self, kinds: tuple[PlaceKind, ...], start: int) -> Place | None:
        """Return the last place of one of the kinds that is named before a character."""
        if kinds not in self._of_kinds:
            named = [m for m in self._mentions if m["kind"] != "organisation"]
            self._of_kinds[kinds] = [m for m in named if self._places[m["place"]]["kind"] in kinds]
        found = self._of_kinds[kinds]
        at = bisect_left(found, start, key=lambda mention: mention["start"]) - 1
        return self._places[found[at]["place"]] if at >= 0 else None

    def _is_named(self, i: int) -> bool:
        """Whether a noun is followed by its name ("the city of Basra")."""
        parse = self._parse
        return any(c > i and parse.dep[c] in ("appos", "prep") for c in parse.children[i])
