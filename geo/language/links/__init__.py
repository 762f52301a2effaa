"""Links: why an event, a quote or a mention hangs on a place."""

from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Event, Link, Mention, Quote
from geo.language import extensions  # noqa: F401
from geo.language.events.story_places import WEAK_PLACE
from geo.language.links.roles import Roles
from geo.language.links.speech import Speech
from geo.language.parse import parse_of


@Language.factory("dateline_links", assigns=["doc._.links"])
class Links:
    """Fill `said_at` and `about` of `doc._.quotes`, and `doc._.links`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Write the links of `doc`, those of events first, then quotes, then mentions, and return the same `Doc`."""
        parse = parse_of(doc)
        if not any(parse.dep):
            doc._.links = []
            return doc
        speech = Speech(doc, parse)
        quotes = [speech.place(quote) for quote in doc._.quotes]
        doc._.quotes = [quote for quote, _ in quotes]
        links = [link for event in doc._.events if (link := _event_link(event))]
        links += [link for quote, found in quotes for link in _quote_links(quote, found)]
        roles = Roles(parse, doc._.people, links, doc._.places)
        links += [_mention_link(mention, *roles.of(mention)) for mention in doc._.mentions if mention["place"]]
        doc._.links = links
        return doc


def _event_link(event: Event) -> Link | None:
    if event["place"] is None:
        return None
    return {
        "item": event["id"], "place": event["place"], "role": "happened",
        "start": event["place_start"], "end": event["place_end"], "why": event["why"],
        "evidence": event["place_evidence"] or "clause", "weak": (event["place_score"] or 0.0) < WEAK_PLACE,
    }  # fmt: skip


def _quote_links(quote: Quote, found: list[Link]) -> list[Link]:
    return [{**link, "item": quote["id"]} for link in found]


def _mention_link(mention: Mention, role: str, why: str) -> Link:
    return {
        "item": mention["id"], "place": mention["place"] or "", "role": role,  # type: ignore[typeddict-item]
        "start": mention["start"], "end": mention["end"], "why": why,
    }  # fmt: skip
