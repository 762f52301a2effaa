"""Where words were said: the place beside the cue or the speaker, the scene set for them, the dateline."""

from collections.abc import Iterator

from spacy.tokens import Doc

from geo.contract import Link, Mention, Quote
from geo.language.events.places import probabilities
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.links.scene import Scene
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type

LEAST = 0.5
_SITING = words("in at from outside near on inside aboard across through")
_SPEECH_NOUNS = words("speech address rally conference interview briefing debate hearing news statement sermon lecture")
_ASSEMBLIES = word_sets("link_words.tsv")["assemblies"]
_SITES = _ASSEMBLIES | words(
    "border capital city coast consulate embassy island port province region resort town village"
)


class SaidAt:
    """Finds where the quotes of one article were said; they have to be asked for in the order of the text."""

    def __init__(self, doc: Doc, parse: Parse, named: Named) -> None:
        self._parse = parse
        self._named = named
        self._events = doc._.events
        self.scene = Scene(doc, parse, named)
        self._last: tuple[Quote, Link] | None = None
        self._groups: dict[str, Link | None] = {}

    def __call__(self, quote: Quote) -> Link | None:
        """Return the link to the place where the quote was said, None where the article does not tell."""
        if quote["cue_start"] is None and quote["group"] in self._groups:
            said = self._groups[quote["group"]]
        else:
            said = next(filter(None, self._ways(quote)), None)
        self._groups.setdefault(quote["group"], said)
        if said and quote["speaker"]:
            self._last = (quote, said)
        return said

    def _ways(self, quote: Quote) -> Iterator[Link | None]:
        yield self._beside_cue(quote)
        yield self._continued(quote)
        yield self.scene.of_speaker(quote)
        yield self._at_scene(quote)
        yield self.scene.of_court(quote)
        yield self.scene.of_paragraph(quote)
        yield self.scene.of_dateline(quote)

    def _beside_cue(self, quote: Quote) -> Link | None:
        """Find the place of the verb that brings in the words ("told reporters in Moscow")."""
        if quote["cue_start"] is None or quote["cue_end"] is None:
            return None
        parse = self._parse
        first, past = token_span(parse, quote["cue_start"], quote["cue_end"])
        cue = parse.root_of(first, past)
        low, high = parse.sents[parse.sent[cue]]
        near = [m for m in self._named.unspoken(parse.start[low], parse.end[high - 1]) if self._is_site(m)]
        if not near:
            return None
        spots = [self._named.spot(m) for m in near]
        anchors = [cue]
        while parse.dep[anchors[-1]] in ("advcl", "xcomp", "conj") and len(anchors) < 4:
            anchors.append(parse.head[anchors[-1]])
        if (
            hearer := next((m for m, s in zip(near, spots, strict=True) if self._hears(cue, s.root)), None)
        ) is not None:
            house = parse.lower[parse.head[self._named.spot(hearer).root]]
            return self._named.link(
                hearer, "said_at", f"Said at {self._named.name(hearer)}: said to “{hearer['text']} {house}”."
            )
        for anchor in anchors:
            chances = probabilities(parse, anchor, spots)
            for n in sorted(range(len(spots)), key=lambda n: -chances[n]):
                preposition, direct = self._siting(anchor, spots[n].root)
                if preposition and (direct or chances[n] >= LEAST):
                    return self._said(near[n], anchor, preposition)
        return None

    def _is_site(self, mention: Mention) -> bool:
        """Whether something can be said at a name; at a demonym only where it is part of a house's or a town's."""
        if mention["kind"] != "demonym":
            return True
        return self._parse.lemma[self._parse.head[self._named.spot(mention).root]].lower() in _SITES

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
        first, _, root, *_ = self._named.spot(mention)
        head = self._parse.head[root]
        named = mention["text"]
        if head > root and self._parse.pos[head] in ("NOUN", "PROPN"):
            named = self._parse.text[self._parse.start[first] : self._parse.end[head]]
        return self._named.link(
            mention, "said_at", f"Said at {self._named.name(mention)}: “{verb} … {preposition} {named}”."
        )

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
        place = self._named.places[said["place"]]["name"]
        why = f"Said at {place}: {quote['speaker']}’s words just before were said there."
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
            spoken = event_type(event["type"]).hears or any(noun in trigger for noun in _SPEECH_NOUNS)
            if self._is_aside(event["trigger_start"], event["trigger_end"]):
                continue
            if here - 1 <= there <= here and spoken and any(name in actor for actor in event["actors"]):
                if "\n" in parse.text[event["trigger_end"] : quote["start"]].strip():
                    continue
                place = self._named.places[event["place"]]["name"]
                why = f"Said at {place}: the words just before set {name} there (“{trigger}”)."
                return {"item": "", "place": event["place"], "role": "said_at", "start": None, "end": None, "why": why}
        return None

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether an event is told in a relative clause ("Cameron, who met ... on Monday"), which sets no scene."""
        parse = self._parse
        chain = parse.ancestors(parse.root_of(*token_span(parse, start, end)))
        return any(parse.dep[i] in ("relcl", "acl") for i in chain)
