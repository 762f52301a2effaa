"""Where words were said, and what places they are about."""

from collections.abc import Iterator

from spacy.tokens import Doc

from geo.contract import Link, Mention, Quote
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.links.said import SaidAt
from geo.language.parse import Parse
from geo.language.words import words

_OWN = words("our my")
_OURS = words("country nation people homeland soil parliament government army economy streets borders citizens")
_POINTING = words("that this the")


class Speech:
    """The setting of the quotes of one article."""

    def __init__(self, doc: Doc, parse: Parse) -> None:
        self._parse = parse
        self._named = Named(doc, parse)
        self._said_at = SaidAt(doc, parse, self._named)

    def place(self, quote: Quote) -> tuple[Quote, list[Link]]:
        """Return the quote with its `said_at` and `about`, and a link for each of these places."""
        said = self._said_at(quote)
        about = list(self._about(quote))
        links = [said] if said else []
        links += about
        why = " ".join([quote["why"], *(link["why"] for link in links)])
        placed: Quote = {
            **quote,
            "said_at": said["place"] if said else None,
            "about": list(dict.fromkeys(link["place"] for link in about)),
            "why": why,
        }
        return placed, links

    def _about(self, quote: Quote) -> Iterator[Link]:
        """Yield a link to each place that is named in the words, or plainly meant by them."""
        seen: set[str] = set()
        for mention in self._named.between(quote["start"], quote["end"]):
            if mention["place"] not in seen and mention["kind"] != "organisation":
                seen.add(mention["place"] or "")
                yield self._named.link(mention, "about", f"About {self._named.name(mention)}: the words name it.")
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
            if before & _OWN and (home := self._named.home(quote["speaker"])):
                yield self._named.link(
                    home, "about", f"About {self._named.name(home)}: “our {phrase}” of {quote['speaker']}.", at=False
                )
            elif self._points_back(i, before) and (country := self._country_before(parse.start[i])):
                why = f"About {self._named.name(country)}: “the {phrase}” is the one named before."
                yield self._named.link(country, "about", why, at=False)

    def _points_back(self, i: int, before: set[str]) -> bool:
        """Whether a noun is "the country" or "that nation" with nothing after it that says which."""
        parse = self._parse
        said = any(c > i and parse.dep[c] in ("acl", "relcl", "prep", "appos") for c in parse.children[i])
        return parse.lower[i] in ("country", "nation") and bool(before & _POINTING) and not said

    def _country_before(self, start: int) -> Mention | None:
        for mention in reversed(self._named.before(start)):
            if start - mention["start"] > 500:
                return None
            if self._named.places[mention["place"]]["kind"] == "country" and mention["kind"] != "organisation":
                return mention
        return None
