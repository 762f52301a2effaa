"""Where words were said, and what places they are about."""

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

from geo.contract import Link, Mention, Quote
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.links.said import SaidAt
from geo.language.links.subject import Subjects
from geo.language.parse import Parse
from geo.language.words import words

_OWN = words("our my")
_OURS = words("country nation people homeland soil parliament government army economy streets borders citizens")
_POINTING = words("that this the")
_TOPICS = words("ccomp dobj dative advcl xcomp oprd")
_NEAR = 200
_LATEST, _REACH = 30, 500
"""Mentions, and characters, before "the country" among which the one that it means is looked for."""


class Speech:
    """The setting of the quotes of one article."""

    def __init__(self, doc: Doc, parse: Parse) -> None:
        self._parse = parse
        self._named = Named(doc, parse)
        self._subjects = Subjects(doc, parse, self._named)
        self._said_at = SaidAt(doc, parse, self._named)

    def place(self, quote: Quote) -> tuple[Quote, list[Link]]:
        """Return the quote with its `said_at` and `about`, and a link for each of these places."""
        said = self._said_at(quote)
        about = list(self._about(quote, said["place"] if said else None))
        links = [said] if said else []
        told = said if said and not said.get("weak") else None
        links += about
        why = " ".join([quote["why"], *(link["why"] for link in links)])
        placed: Quote = {
            **quote,
            "said_at": told["place"] if told else None,
            "said_at_evidence": told["evidence"] if told else None,  # type: ignore[typeddict-item]
            "about": list(dict.fromkeys(link["place"] for link in about)),
            "why": why,
        }
        return placed, links

    def _about(self, quote: Quote, said_at: str | None) -> Iterator[Link]:
        """Yield a link to each place that is named in the words, or plainly meant by them."""
        seen: set[str] = set()
        for link in (*self._in_words(quote), *self._meant(quote), *self._completed(quote, said_at)):
            if link["place"] not in seen:
                seen.add(link["place"])
                yield link
        if not seen and quote["direct"] and (found := self._subjects.best(quote)):
            mention, chance = found
            why = f"Perhaps about {self._named.name(mention)} ({chance:.0%}): that is what the lines around it are on."
            yield {**self._named.link(mention, "about", why, at=False), "evidence": "subject", "weak": True}

    def _in_words(self, quote: Quote) -> Iterator[Link]:
        for mention in self._named.between(quote["start"], quote["end"]):
            if mention["kind"] != "organisation":
                why = f"About {self._named.name(mention)}: the words name it."
                yield self._named.link(mention, "about", why)

    def _completed(self, quote: Quote, said_at: str | None) -> Iterator[Link]:
        """Yield links to what the words are said of before they begin ("called Iran “...”", "said Lyon was “...”")."""
        start = quote["cue_end"]
        if not quote["direct"] or start is None or not start < quote["start"] < start + _NEAR:
            return
        parse = self._parse
        cue = parse.root_of(*token_span(parse, quote["cue_start"] or start, start))
        for mention in self._named.unspoken(start, quote["start"]):
            way = parse.ancestors(self._named.spot(mention).root)
            if mention["kind"] == "organisation" or mention["place"] == said_at or cue not in way[1:]:
                continue
            below = way[way.index(cue) - 1]
            if parse.dep[below] in _TOPICS or (parse.dep[below] == "prep" and parse.lower[below] in ("of", "as")):
                why = f"About {self._named.name(mention)}: the words are said of it."
                yield self._named.link(mention, "about", why)

    def _meant(self, quote: Quote) -> Iterator[Link]:
        """Yield links for "our country" (that of the speaker) and "that country" (the one named before)."""
        parse = self._parse
        first, past = token_span(parse, quote["start"], quote["end"])
        if quote["direct"] and quote["cue_end"] and quote["cue_end"] < quote["start"] < quote["cue_end"] + _NEAR:
            first = token_span(parse, quote["cue_end"], quote["cue_end"] + 1)[0]
        for i in range(first, past):
            if parse.lower[i] not in _OURS or parse.pos[i] not in ("NOUN", "PROPN"):
                continue
            before = {parse.lower[c] for c in parse.children[i] if c < i}
            phrase = parse.text[parse.start[i] : parse.end[i]]
            if before & _OWN and (home := self._named.home(quote["speaker"])):
                why = f"About {self._named.name(home)}: “our {phrase}” of {quote['speaker']}."
                yield self._named.link(home, "about", why, at=False)
            elif self._points_back(i, before) and (country := self._country_before(parse.start[i])):
                why = f"About {self._named.name(country)}: “the {phrase}” is the one named before."
                yield self._named.link(country, "about", why, at=False)

    def _points_back(self, i: int, before: set[str]) -> bool:
        """Whether a noun is "the country" or "that nation" with nothing after it that says which."""
        parse = self._parse
        said = any(c > i and parse.dep[c] in ("acl", "relcl", "prep", "appos") for c in parse.children[i])
        return parse.lower[i] in ("country", "nation") and bool(before & _POINTING) and not said

    def _country_before(self, start: int) -> Mention | None:
        """Return what "the country" means: one of the same paragraph, that of the dateline, the last one named."""
        near = [m for m in self._named.between(start - _REACH, start)[-_LATEST:] if self._is_country(m)]
        here = [m for m in near if "\n" not in self._parse.text[m["end"] : start]]
        line = self._said_at.scene.dateline(start)
        own = self._last_of.get(self._named.country(line) or "") if line else None
        return here[-1] if here else own or next(reversed(near), None)

    @cached_property
    def _last_of(self) -> dict[str, Mention]:
        """The last mention of each country by its code."""
        return {self._named.country(m) or "": m for m in self._named.all if self._is_country(m)}

    def _is_country(self, mention: Mention) -> bool:
        return self._named.places[mention["place"]]["kind"] == "country" and mention["kind"] != "organisation"
