"""Where words were said: an ordered chain of kinds of evidence, from the clause that says so down to the dateline."""

from collections.abc import Callable

from spacy.tokens import Doc

from geo.contract import Link, Quote, SaidAtEvidence
from geo.language.coreference import coreference_of
from geo.language.events.times import token_span
from geo.language.links.clause import Clause, Siting
from geo.language.links.named import Named
from geo.language.links.scene import Scene
from geo.language.links.venues import Venue, Venues
from geo.language.parse import Parse
from geo.language.words import word_sets

_SETS = word_sets("link_words.tsv")
_PRESENCE = _SETS["presence"] | _SETS["speaking"]
_HERE = _SETS["being there to speak"]
_BENCH, _PROCEEDINGS, _TRIAL = _SETS["bench"], _SETS["proceedings"], _SETS["trials"]
_SENTENCES_BACK = 2
"""How many sentences before the words may set the speaker's scene ("He was speaking in Paris. “...” he said.")."""
_RUN = 1200
"""Characters between two quotations of one speaker that are said in one go, where the article told of the speech."""
_SHORT_RUN = 600
_SPOKEN_THERE = frozenset({"clause", "venue", "scene", "run"})


class SaidAt:
    """Finds where the quotes of one article were said; they have to be asked for in the order of the text."""

    def __init__(self, doc: Doc, parse: Parse, named: Named) -> None:
        self._parse = parse
        self._named = named
        self._coreference = coreference_of(doc)
        self._venues = Venues(doc, parse, named)
        self._clause = Clause(parse, named, self._venues)
        self.scene = Scene(doc, parse, named)
        self._last: dict[str, tuple[Quote, Link]] = {}
        self._groups: dict[str, Link | None] = {}
        self._chain: list[tuple[SaidAtEvidence, Callable[[Quote], Link | None]]] = [
            ("clause", self._of_clause),
            ("venue", self._of_venue),
            ("run", self._continued),
            ("speaker", self.scene.of_speaker),
            ("scene", self._of_sentence_before),
            ("scene", self.scene.of_paragraph),
            ("dateline", self.scene.of_dateline),
        ]

    def __call__(self, quote: Quote) -> Link | None:
        """Return the link to the place where the quote was said, None where the article does not tell.

        Its `evidence` is the kind of it; the link is `weak` where that is only the dateline.
        """
        if quote["cue_start"] is None and quote["group"] in self._groups:
            said = self._groups[quote["group"]]
        else:
            said = self._first(quote)
        self._groups.setdefault(quote["group"], said)
        if said and quote["speaker"]:
            self._last[quote["speaker"]] = (quote, said)
        return said

    def _first(self, quote: Quote) -> Link | None:
        for evidence, find in self._chain:
            if link := find(quote):
                evidence = link.get("evidence", evidence)
                return {**link, "evidence": evidence, "weak": evidence == "dateline"}
        return None

    def _of_clause(self, quote: Quote) -> Link | None:
        """Take the place of the verb that brings in the words ("told reporters in Moscow")."""
        return self._sited(self._clause.of_quote(quote))

    def _of_venue(self, quote: Quote) -> Link | None:
        """Take where the gathering or house is that the words are said to or at ("told the court", "at the march")."""
        if self.scene.is_remote(quote):
            return None
        speaker = range(*token_span(self._parse, quote["speaker_start"] or 0, quote["speaker_end"] or 0))
        for noun in self._clause.nouns(quote):
            if noun not in speaker and (venue := self._venues.named_before(noun)):
                return self._met(venue, noun)
        if self._is_in_court(quote):
            here = token_span(self._parse, quote["start"], quote["end"])[0]
            if venue := self._venues.last_of("court", here):
                return self._met(venue, venue.token)
        return None

    def _continued(self, quote: Quote) -> Link | None:
        """Carry the place of the same speaker's words just before."""
        held = self._last.get(quote["speaker"] or "")
        if held is None or self.scene.is_remote(quote):
            return None
        before, said = held
        between = self._parse.text[before["end"] : quote["start"]]
        if len(between) > (_RUN if said.get("evidence") in _SPOKEN_THERE else _SHORT_RUN):
            return None
        if before["group"] != quote["group"] and quote["date"] != before["date"] and quote["date"] and before["date"]:
            return None
        place = self._named.places[said["place"]]["name"]
        why = f"Said at {place}: {quote['speaker']}’s words just before were said there."
        link: Link = {**said, "start": None, "end": None, "why": why}
        if said.get("evidence") != "dateline":
            link["evidence"] = "run"
        return link

    def _of_sentence_before(self, quote: Quote) -> Link | None:
        """Take where the speaker is said to be or to speak in the sentences before, within the paragraph."""
        if not quote["speaker"] or self.scene.is_remote(quote):
            return None
        parse = self._parse
        start = quote["start"] if quote["cue_start"] is None else min(quote["start"], quote["cue_start"])
        here = parse.sent[token_span(parse, start, start + 1)[0]]
        for sentence in range(here - 1, max(-1, here - 1 - _SENTENCES_BACK), -1):
            first, past = parse.sents[sentence]
            if sentence < here - 1 and "\n" in parse.text[parse.start[past - 1] : start].strip():
                break
            present = (i for i in range(first, past) if parse.lemma[i] in _PRESENCE)
            for verb in (i for i in present if self._is_of_speaker(i, quote["speaker"])):
                if found := self._of_presence(verb):
                    return found
        return None

    def _is_of_speaker(self, verb: int, speaker: str) -> bool:
        """Whether the subject of a verb, outside all that is said, is the speaker: by name, or a "he" who speaks.

        A "he" or "the minister" who visits or reports is met too often at another time than that of the words.
        """
        parse = self._parse
        subjects = (c for c in parse.children[verb] if parse.dep[c] in ("nsubj", "nsubjpass"))
        for subject in (c for c in subjects if not self._named.is_spoken(parse.start[c])):
            nodes = [subject, *(c for c in parse.children[subject] if parse.dep[c] == "appos")]
            if any(parse.lower[node] == speaker.split()[-1].lower() for node in nodes):
                return True
            if parse.lemma[verb] in _HERE and self._coreference.reference(subject).name == speaker:
                return True
        return False

    def _of_presence(self, verb: int) -> Link | None:
        """Take the place under a verb of speaking or being there, or that of the venue that it names."""
        if found := self._sited(self._clause.under(verb)):
            return found
        for noun in self._clause.nouns_under(verb):
            if venue := self._venues.named_before(noun):
                return self._met(venue, noun)
        return None

    def _is_in_court(self, quote: Quote) -> bool:
        """Whether the sentence tells of what is done in court, or a judge speaks beside such words."""
        parse = self._parse
        first, past = self.scene.sentence_tokens(quote)
        outside = (i for i in range(first, past) if parse.lower[i] in _PROCEEDINGS)
        if any(not self._named.is_spoken(parse.start[i]) for i in outside):
            return True
        before = parse.sents[max(0, parse.sent[first] - 1)][0]
        if (
            quote["speaker_start"] is None
            or quote["speaker_end"] is None
            or _TRIAL.isdisjoint(parse.lower[before:past])
        ):
            return False
        first, past = token_span(parse, quote["speaker_start"], quote["speaker_end"])
        if not _BENCH.isdisjoint(parse.lower[max(0, first - 2) : past]):
            return True
        person = self._named.person(quote["speaker"])
        return person is not None and any(not _BENCH.isdisjoint(role.lower().split()) for role in person["roles"])

    def _sited(self, found: Siting | None) -> Link | None:
        if found is None:
            return None
        why = f"Said at {self._named.name(found.mention)}: “{found.phrase}”."
        return self._named.link(found.mention, "said_at", why)

    def _met(self, venue: Venue, noun: int) -> Link:
        parse, name = self._parse, self._named.name(venue.mention)
        why = f"Said at {name}: the {parse.lower[noun]} is the one at “{venue.mention['text']}”."
        return self._named.link(venue.mention, "said_at", why, at=noun == venue.token)
