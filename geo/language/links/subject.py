"""What a quotation is about though its words don't name it: the places that the story and the lines around it are on.

A place of the article is a candidate; a logistic regression over features that can be read says how probable it is.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from spacy.tokens import Doc

from geo.contract import Mention, Quote
from geo.language.events.spots import nearest
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.linear import Linear
from geo.weights import read_weights

WEIGHTS = "about"
LEAST = 0.16
"""How probable a place must be to be given. By folds over the articles of 205 annotated quotes, three in five of those
that are about a place then get a right one; of the guesses alone three in ten are in the annotation."""
_SETS = word_sets("link_words.tsv")
_LEAD_SENTENCES = 3
_MAIN = 3
"""How many of the places that an article names most often are candidates everywhere in it."""
_AROUND = 48
"""How many mentions there and in its words, the nearest, are looked at."""
_BEFORE = 3
"""How many sentences before a quotation are searched for candidates."""
_SHORT = 5
"""Words fewer than these say little of a subject of their own."""
_NEIGHBOUR = 600
"""Characters within which the same speaker goes on speaking of the same things."""
_BESIDE = 150
MODIFIERS = words("amod compound poss nmod")
SUBJECTS = words("nsubj nsubjpass")
_I = words("i my me i’m i'm")
_HE = words("he she him her his")
_WE = words("we our ours us")
_HERE = words("here")
_NOUNS = {
    "country": _SETS["countries' things"],
    "admin1": words("state province region"),
    "city": words("city town village community residents neighbourhood neighborhood"),
}


class Subject(NamedTuple):
    """A place that a quotation may be about, what speaks for it, and a mention of it."""

    mention: Mention
    features: list[str]


class Subjects:
    """The places that the quotations of one article may be about."""

    def __init__(self, doc: Doc, parse: Parse, named: Named) -> None:
        self._parse = parse
        self._named = named
        self._quotes: list[Quote] = doc._.quotes
        self._order = {quote["id"]: number for number, quote in enumerate(self._quotes)}
        self._counts = Counter(m["place"] for m in named.all)
        codes = Counter(code for m in named.all if (code := named.country(m)))
        self._lands = {named.country(m): m["place"] for m in named.all if named.places[m["place"]]["kind"] == "country"}
        self._country_share = {code: count / len(named.all) for code, count in codes.items()}
        self._rank = {place: rank for rank, (place, _) in enumerate(self._counts.most_common(), 1)}
        self._first: dict[str | None, Mention] = {}
        for mention in named.all:
            held = self._first.get(mention["place"])
            if held is None or (held["kind"] != "name" and mention["kind"] == "name"):
                self._first[mention["place"]] = mention
        lead = parse.end[parse.sents[min(_LEAD_SENTENCES, len(parse.sents)) - 1][1] - 1] if len(parse) else 0
        self._lead = {m["place"] for m in named.between(0, lead)}
        self._title = self._titled(doc._.title or "")
        self._main = [place for place, _ in self._counts.most_common(_MAIN)]
        self._happening = Counter(e["place"] for e in doc._.events if e["place"])
        self._most = max(self._happening.values(), default=0)
        self._events: dict[int, set[str]] = {}
        self._all_events = sorted(doc._.events, key=lambda event: event["trigger_start"])
        self._event_starts = [event["trigger_start"] for event in self._all_events]
        for event in doc._.events:
            if event["place"]:
                sentence = parse.sent[token_span(parse, event["trigger_start"], event["trigger_end"])[0]]
                self._events.setdefault(sentence, set()).add(event["place"])

    def _titled(self, title: str) -> set[str | None]:
        """Return the places that the headline names."""
        found = {word.lower() for word in re.findall(r"\w+", title)}
        return {m["place"] for m in self._named.all if found.issuperset(re.findall(r"\w+", m["text"].lower()))}

    def of(self, quote: Quote) -> Iterator[Subject]:
        """Yield the candidates of a quotation."""
        parse, named = self._parse, self._named
        sentence = self._sentence(quote)
        first = parse.start[parse.sents[max(0, sentence - _BEFORE)][0]]
        last = max(parse.end[parse.sents[min(sentence + 1, len(parse.sents) - 1)][1] - 1], quote["end"])
        signs: dict[str | None, set[str]] = {place: set() for place in self._main}
        around = named.between(min(first, quote["start"]), last)
        for mention in nearest(around, quote["start"], key=itemgetter("start"), most=_AROUND):
            signs.setdefault(mention["place"], set()).update(self._near(quote, sentence, mention))
        for place in self._spoken_beside(quote):
            signs.setdefault(place, set()).add("named in words beside")
        for place in self._happening_in(quote):
            signs.setdefault(place, set()).add("event in words")
        in_words = {place for place, found in signs.items() if any(f.startswith("words") for f in found)}
        home = named.home(quote["speaker"])
        general = self._of_words(quote)
        for place, found in signs.items():
            if home and home["place"] == place:
                found.add("speaker's country")
            found.update(self._of_place(place, sentence))
            if len(in_words) > (place in in_words):
                found.add("words name another")
            kind = named.places[place]["kind"]
            found.update(
                f"{word}|{kind if kind in _NOUNS else 'other'}" if word != "any" else f"a {kind}" for word in general
            )
            if "we" in general and home and home["place"] == place:
                found.add("we|speaker's country")
            yield Subject(self._first[place], [*sorted(found), "bias"])

    def best(self, quote: Quote) -> tuple[Mention, float] | None:
        """Return the place that a quotation is most probably about, and how probable that is; None where none is."""
        model = subject_model()
        rated = [(model.probability_of(subject.features), subject.mention) for subject in self.of(quote)]
        if not rated:
            return None
        chance, mention = max(rated, key=lambda one: one[0])
        return (mention, chance) if chance >= LEAST else None

    def _near(self, quote: Quote, sentence: int, mention: Mention) -> Iterator[str]:
        """Yield where a mention stands to a quotation."""
        start, kind = mention["start"], mention["kind"]
        if quote["start"] <= start < quote["end"]:
            yield f"words|{kind}"
            spot = self._named.spot(mention)
            dep = self._parse.dep[spot.root]
            yield f"words|{'modifies' if dep in MODIFIERS else 'acts' if dep in SUBJECTS else 'named'}"
            return
        if self._hangs_on(quote, mention):
            yield "hangs on the words"
        there = self._parse.sent[token_span(self._parse, start, start + 1)[0]]
        said = "spoken" if self._named.is_spoken(start) else kind
        if there == sentence:
            yield f"sentence|{said}"
        elif there < sentence:
            yield f"{sentence - there} before|{said}"
            if there == sentence - 1:
                yield "before"
        else:
            yield f"after|{said}"
        if kind != "organisation" and "\n" not in self._parse.text[min(start, quote["start"]) : quote["start"]]:
            yield "paragraph"

    def _hangs_on(self, quote: Quote, mention: Mention) -> bool:
        """Whether a name stands under the words: “fears of escalation” in the Middle East."""
        parse = self._parse
        if not -_BESIDE < mention["start"] - quote["start"] < len(quote["text"]) + _BESIDE:
            return False
        way = parse.ancestors(self._named.spot(mention).root)[1:]
        return any(quote["start"] <= parse.start[i] < quote["end"] for i in way)

    def _spoken_beside(self, quote: Quote) -> list[str | None]:
        """Return the places that the same speaker names just before or after."""
        number = self._order[quote["id"]]
        found: list[str | None] = []
        for other in self._quotes[max(0, number - 2) : number + 3]:
            near = abs(other["start"] - quote["start"]) < _NEIGHBOUR
            if other is not quote and near and other["speaker"] == quote["speaker"]:
                found += [m["place"] for m in self._named.between(other["start"], other["end"])]
        return found

    def _happening_in(self, quote: Quote) -> list[str]:
        """Return the places of the events that the words tell."""
        starts = self._event_starts
        low, high = bisect_left(starts, quote["start"]), bisect_left(starts, quote["end"])
        return [event["place"] for event in self._all_events[low:high] if event["place"]]

    def _of_words(self, quote: Quote) -> set[str]:
        """Return what the words show whatever the place: "we", "here", "the city", that they are few."""
        parse = self._parse
        spoken = set(parse.lower[slice(*token_span(parse, quote["start"], quote["end"]))])
        found = {f"noun of {kind}" for kind, nouns in _NOUNS.items() if spoken & nouns}
        if spoken & _WE:
            found.add("we")
        if spoken & _I:
            found.add("I")
        if spoken & _HE:
            found.add("he")
        if self._happening_in(quote):
            found.add("tells an event")
        if spoken & _HERE:
            found.add("here")
        if len(quote["text"].split()) < _SHORT:
            found.add("short")
        return found

    def _of_place(self, place: str | None, sentence: int) -> Iterator[str]:
        """Yield how much the article is on a place."""
        rank, share = self._rank[place], self._counts[place] / len(self._named.all)
        yield f"rank {min(rank, 4)}"
        yield f"share {'most' if share >= 0.4 else 'much' if share >= 0.2 else 'some' if share >= 0.1 else 'little'}"
        if self._counts[place] == 1:
            yield "named once"
        land = self._lands.get(self._named.places[place]["country_code"])
        if land and land != place and self._counts[land] >= self._counts[place]:
            yield "its country is named more"
        where = self._named.places[place]
        code = where["country_code"]
        held = self._country_share.get(code, 0.0)
        part = "all" if held >= 0.9 else "most" if held >= 0.6 else "much" if held >= 0.3 else "little"
        yield f"land {part}|{'country' if where['kind'] == 'country' else 'part'}"
        if place in self._lead:
            yield "lead"
        if place in self._title:
            yield "headline"
        if place in self._happening:
            yield "main scene" if self._happening[place] == self._most else "a scene"
        elif self._happening:
            yield "no scene"
        if place in self._events.get(sentence, ()):
            yield "event in sentence"
        if place in self._events.get(sentence - 1, ()):
            yield "event before"

    def _sentence(self, quote: Quote) -> int:
        """Return the number of the sentence that brings the words in."""
        start = quote["start"] if quote["cue_start"] is None else quote["cue_start"]
        return self._parse.sent[token_span(self._parse, start, start + 1)[0]]


@cache
def subject_model() -> Linear:
    """Return the model of what quotations are about, read on the first call."""
    return read_weights(WEIGHTS, Linear.of)
