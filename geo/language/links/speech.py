"""Where words were said, and what places they are about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from geo.contract import Link, Mention, Quote
from geo.language.events.places import Spot, probabilities
from geo.language.events.times import token_span
from geo.language.parse import Parse
from geo.language.words import word_sets, words

LEAST = 0.5
_SITING = words("in at from outside near on inside aboard across")
_FROM_CUE = words("prep pobj pcomp advcl conj xcomp acl relcl dobj")
_SPEECHES = words("CONSULT VOTE PROTEST COURT")
_SPEECH_NOUNS = words("speech address rally conference interview briefing debate hearing news statement sermon lecture")
_ASSEMBLIES = word_sets("link_words.tsv")["assemblies"]
_DATELINE = re.compile(r"\A\W{0,3}([A-Z][\w.'’ ,/-]{2,60}?)\s*(?:\([^()\n]{2,40}\)\s*)?[—–-]+\s")
_OWN = words("our my")
_OURS = words("country nation people homeland soil parliament government army economy streets borders citizens")
_POINTING = words("that this the")


class Speech:
    """The setting of the quotes of one article."""

    def __init__(self, doc: Doc, parse: Parse) -> None:
        self._parse = parse
        self._places = doc._.places
        self._mentions: list[Mention] = [m for m in doc._.mentions if m["place"] in doc._.places]
        self._starts = [m["start"] for m in self._mentions]
        self._people = doc._.people
        self._events = doc._.events
        self._spoken = [(q["start"], q["end"]) for q in doc._.quotes]
        self._dateline = self._read_dateline()
        self._last: tuple[Quote, Link] | None = None

    def place(self, quote: Quote) -> tuple[Quote, list[Link]]:
        """Return the quote with its `said_at` and `about`, and a link for each of these places."""
        said = self._said_at(quote)
        about = list(self._about(quote))
        links = [said] if said else []
        links += about
        if said and quote["speaker"]:
            self._last = (quote, said)
        why = " ".join([quote["why"], *(link["why"] for link in links)])
        placed: Quote = {
            **quote,
            "said_at": said["place"] if said else None,
            "about": list(dict.fromkeys(link["place"] for link in about)),
            "why": why,
        }
        return placed, links

    def _said_at(self, quote: Quote) -> Link | None:
        return self._beside_cue(quote) or self._continued(quote) or self._at_scene(quote) or self._by_dateline(quote)

    def _beside_cue(self, quote: Quote) -> Link | None:
        """Find the place of the verb that brings in the words ("told reporters in Moscow")."""
        if quote["cue_start"] is None or quote["cue_end"] is None:
            return None
        parse = self._parse
        first, past = token_span(parse, quote["cue_start"], quote["cue_end"])
        cue = parse.root_of(first, past)
        low, high = parse.sents[parse.sent[cue]]
        near = [m for m in self._between(parse.start[low], parse.end[high - 1]) if not self._is_spoken(m)]
        if not near:
            return None
        spots = [self._spot(m) for m in near]
        anchors = [cue]
        while parse.dep[anchors[-1]] in ("advcl", "xcomp", "conj") and len(anchors) < 4:
            anchors.append(parse.head[anchors[-1]])
        if (
            hearer := next((m for m, s in zip(near, spots, strict=True) if self._hears(cue, s.root)), None)
        ) is not None:
            house = parse.lower[parse.head[self._spot(hearer).root]]
            return self._link(hearer, "said_at", f"Said at {self._name(hearer)}: said to “{hearer['text']} {house}”.")
        for anchor in anchors:
            chances = probabilities(parse, anchor, spots)
            for n in sorted(range(len(spots)), key=lambda n: -chances[n]):
                preposition, direct = self._siting(anchor, spots[n].root)
                if preposition and (direct or chances[n] >= LEAST):
                    return self._said(near[n], anchor, preposition)
        return None

    def _hears(self, cue: int, root: int) -> bool:
        """Whether a demonym belongs to an assembly that is spoken to ("told the British Parliament")."""
        parse, house = self._parse, self._parse.head[root]
        if parse.lemma[house].lower() not in _ASSEMBLIES or parse.dep[root] not in ("amod", "compound", "poss", "nmod"):
            return False
        above = parse.head[house]
        if parse.dep[house] == "pobj" and parse.lower[above] in ("to", "before"):
            above = parse.head[above]
            while parse.pos[above] in ("NOUN", "PROPN", "ADP") and parse.head[above] != above:
                above = parse.head[above]
        elif parse.dep[house] not in ("dobj", "dative"):
            return False
        return above == cue or (parse.dep[above] == "advcl" and parse.head[above] == cue)

    def _said(self, mention: Mention, anchor: int, preposition: str) -> Link:
        verb = self._parse.lower[anchor]
        first, _, root, *_ = self._spot(mention)
        head = self._parse.head[root]
        named = mention["text"]
        if head > root and self._parse.pos[head] in ("NOUN", "PROPN"):
            named = self._parse.text[self._parse.start[first] : self._parse.end[head]]
        return self._link(mention, "said_at", f"Said at {self._name(mention)}: “{verb} … {preposition} {named}”.")

    def _siting(self, anchor: int, root: int) -> tuple[str | None, bool]:
        """Return the preposition that sets a place under a verb, None where none does, and whether directly."""
        parse, here, chain = self._parse, root, []
        while here != anchor:
            if parse.head[here] == here or (parse.pos[here] in ("VERB", "AUX") and parse.dep[here] != "pcomp"):
                return None, False
            if parse.dep[here] in ("nsubj", "nsubjpass", "relcl", "ccomp", "poss") and here != root:
                return None, False
            if parse.dep[here] in ("prep", "pcomp"):
                chain.append(here)
            here = parse.head[here]
        if not chain:
            return None, False
        outer, inner = parse.lower[chain[-1]], parse.lower[chain[0]]
        if outer in ("during", "after", "before") and len(chain) > 1:
            return (outer, False) if inner in _SITING or inner == "to" else (None, False)
        if outer not in _SITING and not (inner in _SITING and parse.dep[parse.head[chain[-1]]] == "dobj"):
            return None, False
        direct = len(chain) == 1 and (parse.head[chain[0]] == anchor or parse.dep[parse.head[chain[0]]] == "dobj")
        return (outer if outer in _SITING else inner), direct

    def _continued(self, quote: Quote) -> Link | None:
        """Carry the place of the same speaker's words just before."""
        if self._last is None:
            return None
        before, said = self._last
        same = before["speaker"] == quote["speaker"] and quote["speaker"] is not None
        between = self._parse.text[before["end"] : quote["start"]]
        if not same or between.count("\n\n") > 1 or len(between) > 600:
            return None
        if before["group"] != quote["group"] and quote["date"] != before["date"] and quote["date"] and before["date"]:
            return None
        why = f"Said at {self._places[said['place']]['name']}: {quote['speaker']}’s words just before were said there."
        return {**said, "start": None, "end": None, "why": why}

    def _at_scene(self, quote: Quote) -> Link | None:
        """Take the place of an event that the speaker took part in, told in the same sentence or the one before."""
        if not quote["speaker"]:
            return None
        parse, name = self._parse, quote["speaker"].split()[-1]
        here = parse.sent[token_span(parse, quote["cue_start"] or quote["start"], quote["cue_end"] or quote["end"])[0]]
        for event in reversed(self._events):
            if event["place"] is None or event["place_start"] is None or event["status"] != "happened":
                continue
            there = parse.sent[token_span(parse, event["trigger_start"], event["trigger_end"])[0]]
            trigger = parse.text[event["trigger_start"] : event["trigger_end"]].lower()
            spoken = event["type"] in _SPEECHES or any(noun in trigger for noun in _SPEECH_NOUNS)
            if self._is_aside(event["trigger_start"], event["trigger_end"]):
                continue
            if here - 1 <= there <= here and spoken and any(name in actor for actor in event["actors"]):
                if "\n" in parse.text[event["trigger_end"] : quote["start"]].strip():
                    continue
                place = self._places[event["place"]]["name"]
                why = f"Said at {place}: the words just before set {name} there (“{trigger}”)."
                return {"item": "", "place": event["place"], "role": "said_at", "start": None, "end": None, "why": why}
        return None

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether an event is told in a relative clause ("Cameron, who met ... on Monday"), which sets no scene."""
        parse = self._parse
        chain = parse.ancestors(parse.root_of(*token_span(parse, start, end)))
        return any(parse.dep[i] in ("relcl", "acl") for i in chain)

    def _by_dateline(self, quote: Quote) -> Link | None:
        if self._dateline is None or not quote["direct"] or not quote["speaker"]:
            return None
        parse = self._parse
        low, high = parse.sents[parse.sent[token_span(parse, quote["start"], quote["end"])[0]]]
        others = [m for m in self._between(parse.start[low], parse.end[high - 1]) if not self._is_spoken(m)]
        if any(m["place"] != self._dateline["place"] for m in others):
            return None
        name = self._name(self._dateline)
        return self._link(
            self._dateline, "said_at", f"Said at {name}, as far as the article says: its dateline is {name}."
        )

    def _read_dateline(self) -> Mention | None:
        match = _DATELINE.match(self._parse.text)
        if not match or not match[1].split(",")[0].isupper():
            return None
        return next((m for m in self._mentions if m["start"] < match.end(1)), None)

    def _about(self, quote: Quote) -> Iterator[Link]:
        """Yield a link to each place that is named in the words, or plainly meant by them."""
        seen: set[str] = set()
        for mention in self._between(quote["start"], quote["end"]):
            if mention["place"] not in seen and mention["kind"] != "organisation":
                seen.add(mention["place"] or "")
                yield self._link(mention, "about", f"About {self._name(mention)}: the words name it.")
        for link in self._meant(quote):
            if link["place"] not in seen:
                seen.add(link["place"])
                yield link

    def _meant(self, quote: Quote) -> Iterator[Link]:
        """Yield links for "our country" (that of the speaker) and "that country" (the one named before)."""
        parse = self._parse
        first, past = token_span(parse, quote["start"], quote["end"])
        for i in range(first, past):
            if parse.lower[i] not in _OURS or parse.pos[i] not in ("NOUN", "PROPN"):
                continue
            before = {parse.lower[c] for c in parse.children[i] if c < i}
            phrase = parse.text[parse.start[i] : parse.end[i]]
            if before & _OWN and (home := self._home(quote["speaker"])):
                yield self._link(
                    home, "about", f"About {self._name(home)}: “our {phrase}” of {quote['speaker']}.", at=False
                )
            elif self._points_back(i, before) and (country := self._country_before(parse.start[i])):
                why = f"About {self._name(country)}: “the {phrase}” is the one named before."
                yield self._link(country, "about", why, at=False)

    def _points_back(self, i: int, before: set[str]) -> bool:
        """Whether a noun is "the country" or "that nation" with nothing after it that says which."""
        parse = self._parse
        said = any(c > i and parse.dep[c] in ("acl", "relcl", "prep", "appos") for c in parse.children[i])
        return parse.lower[i] in ("country", "nation") and bool(before & _POINTING) and not said

    def _home(self, speaker: str | None) -> Mention | None:
        """Return the mention of the country in whose name a person is said to speak ("British Prime Minister")."""
        person = next((p for p in self._people if p["name"] == speaker), None)
        if person is None:
            return None
        roles = " ".join(person["roles"])
        for mention in self._mentions:
            if mention["text"] in roles and self._places[mention["place"]]["kind"] == "country":
                return mention
        for start, _ in person["mentions"]:
            near = [m for m in self._between(max(0, start - 40), start) if m["kind"] == "demonym"]
            if near and "\n" not in self._parse.text[near[-1]["end"] : start]:
                return near[-1]
        return None

    def _country_before(self, start: int) -> Mention | None:
        for mention in reversed(self._mentions[: bisect_left(self._starts, start)]):
            if start - mention["start"] > 500:
                return None
            if self._places[mention["place"]]["kind"] == "country" and mention["kind"] != "organisation":
                return mention
        return None

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_spoken(self, mention: Mention) -> bool:
        at = bisect_right(self._spoken, (mention["start"], 1 << 62))
        return any(start <= mention["start"] < end for start, end in self._spoken[max(0, at - 3) : at])

    def _spot(self, mention: Mention) -> Spot:
        first, past = token_span(self._parse, mention["start"], mention["end"])
        return Spot(first, past, self._parse.root_of(first, past), mention["kind"])

    def _name(self, mention: Mention) -> str:
        return self._places[mention["place"]]["name"]

    def _link(self, mention: Mention, role: str, why: str, *, at: bool = True) -> Link:
        return {
            "item": "", "place": mention["place"] or "", "role": role,  # type: ignore[typeddict-item]
            "start": mention["start"] if at else None, "end": mention["end"] if at else None, "why": why,
        }  # fmt: skip
