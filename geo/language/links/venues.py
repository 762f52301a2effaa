"""The gatherings and houses of an article, and where they are: "a rally in Chicago" says where "the rally" is."""

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc

from geo.contract import Mention
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.parse import Parse
from geo.language.words import word_sets, words

KINDS = ("court", "house", "rally", "meeting", "ceremony", "match", "show")
_SETS = word_sets("link_words.tsv")
_KIND_OF = {word: kind for kind in KINDS for word in _SETS[f"venue {kind}"]}
_KIND_OF_VERB = {verb: kind for kind in KINDS for verb in _SETS.get(f"verbs of {kind}", ())}
"""What people hold who do this somewhere: "marched in Pune" is a rally there."""
_MEETS = _SETS["verbs of a meeting"]
"""What makes a meeting, though none of which "the summit" or "the conference" speaks."""
_HEARING = {word: [kind for kind in KINDS if word in _SETS[f"audience of {kind}"]]
            for kind in KINDS for word in _SETS[f"audience of {kind}"]}  # fmt: skip
"""At which kinds of gatherings those are who hear words: "told mourners"."""
_BARE = frozenset({"court", "house"})
"""Kinds of which a word needs no article to be the one that was named ("told jurors", "told lawmakers")."""
_MODIFIERS = words("compound poss amod nmod")
_SITING = words("in at outside near inside of across through")
_DEFINITE = words("the this that his her their its")
_OBJECTS = words("nsubj nsubjpass dobj pobj")
_GLUE = frozenset({"-", "–", "'s", "’s"})
_DEEPEST = 3
_WORDS_BEHIND = 5


class Venue(NamedTuple):
    """One noun that stands for a gathering or a house, and the name of where it is."""

    token: int
    kind: str
    lemma: str
    mention: Mention


class Venues:
    """The venues of one article whose place it names."""

    def __init__(self, doc: Doc, parse: Parse, named: Named) -> None:
        self._parse = parse
        self._named = named
        self._doc_events = doc._.events

    def kind(self, noun: int) -> str | None:
        """Return which kind of gathering or house a noun is, None where it is none."""
        return _KIND_OF.get(self._parse.lemma[noun].lower()) or _KIND_OF.get(self._parse.lower[noun])

    def is_event(self, noun: int) -> bool:
        """Whether a noun is the trigger of an event."""
        return noun in self._triggers

    def named_before(self, noun: int) -> Venue | None:
        """Return the venue that a noun speaks of again: of the same word, else of its kind; before it, else after."""
        kind, lemma = self.kind(noun), self._parse.lemma[noun].lower()
        heard = _HEARING.get(lemma)
        heard = heard if self._is_definite(noun) or self._parse.tag[noun] == "NNS" else None
        near = (self._nearest(self._of_kind.get(kind, []), noun) for kind in heard or ())
        found = [venue for venue in near if venue and venue.token < noun]
        if found:
            return max(found, key=lambda venue: venue.token)
        if kind is None or not (kind in _BARE or self._is_definite(noun)):
            return None
        called, of_kind = self._called.get(lemma, []), self._of_kind.get(kind, [])
        return self._nearest(called, noun) or self._nearest(of_kind, noun)

    def last_of(self, kind: str, before: int) -> Venue | None:
        """Return the last venue of a kind that is named before a token, else the first after it."""
        return self._nearest(self._of_kind.get(kind, []), before)

    def _nearest(self, venues: list[Venue], token: int) -> Venue | None:
        """Return the last venue before a token, else the first after it."""
        before = bisect_left(venues, token, key=lambda venue: venue.token)
        return venues[max(0, before - 1)] if venues else None

    def _is_definite(self, noun: int) -> bool:
        return any(self._parse.lower[c] in _DEFINITE for c in self._parse.children[noun])

    @cached_property
    def _triggers(self) -> frozenset[int]:
        return frozenset(
            i
            for event in self._doc_events
            for i in range(*token_span(self._parse, event["trigger_start"], event["trigger_end"]))
        )

    @cached_property
    def _all(self) -> list[Venue]:
        """The venues with a named place, in the order of the text, one a noun: the place that is surest."""
        surest: dict[int, Venue] = {}
        for venue in (venue for mention in self._named.all for venue in self._of(mention)):
            held = surest.get(venue.token)
            if held is None or venue.mention["score"] > held.mention["score"]:
                surest[venue.token] = venue
        return [surest[token] for token in sorted(surest)]

    @cached_property
    def _called(self) -> dict[str, list[Venue]]:
        """The venues by their word, each in the order of the text."""
        found: dict[str, list[Venue]] = {}
        for venue in self._all:
            found.setdefault(venue.lemma, []).append(venue)
        return found

    @cached_property
    def _of_kind(self) -> dict[str, list[Venue]]:
        """The venues by their kind, each in the order of the text."""
        found: dict[str, list[Venue]] = {}
        for venue in self._all:
            if self._parse.lemma[venue.token] not in _MEETS:
                found.setdefault(venue.kind, []).append(venue)
        return found

    def _of(self, mention: Mention) -> list[Venue]:
        """Return the venues that a name says the place of: "Leeds Crown Court", "a rally in Chicago"."""
        parse = self._parse
        here, found = self._named.spot(mention).root, []
        if kind := self.kind(here):
            found.append(Venue(here, kind, parse.lemma[here].lower(), mention))
        for _ in range(_DEEPEST):
            head = parse.head[here]
            if parse.dep[here] in _MODIFIERS:
                here = head
            elif parse.dep[here] == "pobj" and parse.lower[head] in _SITING:
                here = parse.head[head]
                if parse.pos[here] == "VERB":
                    found += self._held(here, mention)
                    break
            else:
                break
            if kind := self.kind(here):
                found.append(Venue(here, kind, parse.lemma[here].lower(), mention))
        found = found or self._behind(mention)
        return [v for v in found if v.kind == "house"] if mention["kind"] == "demonym" else found

    def _behind(self, mention: Mention) -> list[Venue]:
        """Return the venue whose name a place's begins ("Leeds half-marathon"), however the parse reads it."""
        parse = self._parse
        past = self._named.spot(mention).past
        for i in range(past, min(past + _WORDS_BEHIND, len(parse))):
            if kind := self.kind(i):
                return [Venue(i, kind, parse.lemma[i].lower(), mention)]
            if parse.pos[i] not in ("PROPN", "NOUN", "ADJ") and parse.lower[i] not in _GLUE:
                break
        return []

    def _held(self, verb: int, mention: Mention) -> list[Venue]:
        """Return the venues that a verb sets at a place: "a funeral was held in Dover", "met for a summit in Bonn"."""
        parse = self._parse
        lemma = parse.lemma[verb]
        called, kind = ("meeting", "meeting") if lemma in _MEETS else (lemma, _KIND_OF_VERB.get(lemma))
        own = [Venue(verb, kind, called, mention)] if kind else []
        below = [c for c in parse.children[verb] if parse.dep[c] in _OBJECTS]
        below += [
            c
            for prep in parse.children[verb]
            if parse.dep[prep] == "prep" and parse.lower[prep] in ("for", "at", "to")
            for c in parse.children[prep]
        ]
        return own + [Venue(c, kind, parse.lemma[c].lower(), mention) for c in below if (kind := self.kind(c))]
