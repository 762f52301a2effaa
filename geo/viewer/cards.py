"""The cards of events, quotes and mentions: plain data, whose words are those of the article or of `words`."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from geo.atlas import Atlas, Key
from geo.contract import Candidate
from geo.maps.palette import MENTION
from geo.ontology import event_type
from geo.viewer import words

Card = dict[str, Any]
Segment = tuple[str, str | None]
"""A stretch of text and its mark (place, trigger, who, when), or None."""
QUOTE = "words"
"""The category of quotes."""
MOST_CANDIDATES = 5
"""How many places are named that a name might mean."""


class Shelf:
    """The rows that the cards of some links are made of, looked up once for all of them.

    Args:
        atlas: whose tables hold them.
        links: rows of `Atlas.links`; None where no item is looked up.
        place: the one that all of them are at, if there is one.
    """

    def __init__(self, atlas: Atlas, links: pd.DataFrame | None = None, place: str | None = None) -> None:
        self.atlas = atlas
        self._place = place
        self._links = links
        self._tables: dict[str, dict[Key, Any]] = {}

    def items(self, links: Iterable[Any], kind: str) -> list[tuple[Any, list[Any]]]:
        """Return the items of a kind that `links` name, each with its links, in the order of the links."""
        found: dict[Key, list[Any]] = {}
        for link in links:
            if link.kind == kind:
                found.setdefault((link.article, link.item), []).append(link)
        if not found:
            return []
        rows = self._rows(kind)
        return [(rows[key], group) for key, group in found.items() if key in rows]

    def name(self, place: str | None) -> str | None:
        """Return the name of a place, None where nothing shown is there."""
        return self.atlas.name(place) if place else None

    def elsewhere(self, event: Any) -> dict[str, bool]:
        """Return the other places of an event that happens in several, and whether each is certain."""
        places = self._groups.get((event.article, event.group), {})
        return {place: certain for place, certain in places.items() if place != event.place}

    @cached_property
    def _groups(self) -> dict[Key, dict[str, bool]]:
        return self.atlas.groups({article for article, _ in self._rows("event")})

    def _rows(self, kind: str) -> dict[Key, Any]:
        if kind not in self._tables and self._links is not None:
            wanted = self._links[self._links["kind"] == kind]
            keys = zip(wanted["article"], wanted["item"], strict=True)
            self._tables[kind] = self.atlas.items(kind, keys, self._place)
        return self._tables.get(kind, {})


def event_card(shelf: Shelf, event: Any, links: list[Any]) -> Card:
    """Return the card of an event: type, status, date, who did what to whom, its sentence with the words marked."""
    kind = event_type(event.type)
    status, icon = words.STATUS.get(event.status, (event.status, "help"))
    tone = "" if event.status == "happened" else "warn"
    marks = [(event.trigger_start, event.trigger_end, "trigger")]
    if event.place_start is not None:
        marks.append((event.place_start, event.place_end, "place"))
    sentence = event.sentence
    marks += _phrases(sentence, event.sentence_start, [event.date_text], "when")
    marks += [(span["start"], span["end"], "who") for span in _who_spans(event)]
    return {
        "id": f"{event.article}/{event.id}",
        "kind": "event",
        "category": kind.category,
        "label": kind.label,
        "badges": [{"text": status, "icon": icon, "tone": tone}, *_guess(event, links)],
        "date": _event_date(event),
        "title": _who(event),
        "segments": segments(sentence, event.sentence_start, marks),
        "why": _event_reason(event, links),
        "places": _elsewhere(shelf, event),
        "spot": {"article": event.article, "at": event.trigger_start},
        "wrong": {"article": event.article, "kind": "event", "item": event.id},
    }


def _guess(event: Any, links: list[Any]) -> list[dict[str, Any]]:
    """Return the badge of an event that is more likely elsewhere than where its links set it."""
    if not links or not all(link.weak for link in links):
        return []
    score = getattr(event, "place_score", None)
    sure = "" if pd.isna(score) else f": {words.percent(score)} sure"
    return [{"text": f"A guess{sure}", "icon": "help", "tone": "warn", "here": True}]


def _event_reason(event: Any, links: list[Any]) -> str:
    """Return why an event is here, how sure that is where no word of its clause says so, and what tells its day."""
    score, evidence = getattr(event, "place_score", None), getattr(event, "place_evidence", None)
    inferred = links and evidence not in (None, "clause") and not pd.isna(score) and not _guess(event, links)
    sure = f"{words.percent(score)} sure." if inferred else ""
    dated = words.DATED.get(words.text(getattr(event, "date_evidence", None)), "")
    return " ".join(part for part in (_reason(links, event.why), sure, dated and f"{dated}.") if part)


def _event_date(event: Any) -> str:
    return words.span(words.text(event.date), words.text(event.date_end), event.date_precision) or "no date given"


def _who_spans(event: Any) -> list[dict[str, Any]]:
    """Return where the text names who acts and who is acted upon; an event that a person added has no such places."""
    spans = (getattr(event, "actor_spans", None), getattr(event, "recipient_spans", None))
    return [span for side in spans if isinstance(side, list) for span in side]


def _who(event: Any) -> str:
    actors, recipients = ", ".join(event.actors), ", ".join(event.recipients)
    if actors and recipients:
        return f"{actors} → {recipients}"
    return actors or (f"Affected: {recipients}" if recipients else "")


def quote_card(shelf: Shelf, quote: Any, links: list[Any]) -> Card:
    """Return the card of a quote: the words, who said them, whether here or about here, when."""
    roles = dict.fromkeys(words.role(link.role, link.weak) for link in links)
    icons = {"said here": "record_voice_over", "about here": "chat_bubble"}
    icons |= {words.GUESSED[role]: "help" for role in words.GUESSED}
    speaker = quote.speaker or "Speaker not named"
    opening, closing = ("“", "”") if quote.direct else ("", "")
    return {
        "id": f"{quote.article}/{quote.id}",
        "kind": "quote",
        "category": QUOTE,
        "label": "Quote" if quote.direct else "Reported",
        "badges": [
            {"text": role[:1].upper() + role[1:], "icon": icons.get(role, "location_on"), "here": True}
            for role in roles
        ],
        "date": words.span(words.text(quote.date), words.text(quote.date_end)),
        "title": "",
        "segments": [(opening + " ".join(quote.text.split()) + closing, None)],
        "byline": f"— {speaker}",
        "why": _reason(links, quote.why),
        "places": _quote_places(shelf, quote, links),
        "spot": {"article": quote.article, "at": quote.start},
        "wrong": {"article": quote.article, "kind": "quote", "item": quote.id},
    }


def _quote_places(shelf: Shelf, quote: Any, links: list[Any]) -> list[dict[str, str]]:
    here = {link.place for link in links}
    linked = [(quote.said_at, "Said in")] + [(place, "About") for place in quote.about]
    return [
        {"id": place, "role": label, "label": f"{label} {name}"}
        for place, label in linked
        if place not in here and (name := shelf.name(place))
    ]


def mention_card(shelf: Shelf, mention: Any, links: list[Any]) -> Card:
    """Return the card of a mention: its sentence with the name marked, and what it is there for."""
    sentence = mention.sentence
    roles = dict.fromkeys(words.ROLE.get(link.role, link.role) for link in links)
    return {
        "id": f"{mention.article}/{mention.id}",
        "kind": "mention",
        "category": MENTION,
        "label": mention.text,
        "badges": [{"text": role} for role in roles],
        "date": "",
        "title": "",
        "segments": segments(sentence, mention.sentence_start, [(mention.start, mention.end, "place")]),
        "why": mention.why,
        "places": [],
        "spot": {"article": mention.article, "at": mention.start},
        "wrong": {"article": mention.article, "kind": "mention", "item": mention.id},
    }


def unplaced_card(shelf: Shelf, mention: Any) -> Card:
    """Return the card of a mention that has no place: its sentence, and what it might have meant."""
    found = candidates(mention.candidates)
    return {
        **mention_card(shelf, mention, []),
        "byline": "Candidates: " + "; ".join(found) if found else "No candidates",
    }


def candidates(found: Sequence[Candidate]) -> list[str]:
    """Return a line for each of the first places that a name might mean."""
    return [
        f"{other['name']}, {other['admin1'] or other['country'] or other['kind']}: {words.percent(other['score'])}"
        for other in found[:MOST_CANDIDATES]
    ]


def away(shelf: Shelf, card: Card, links: list[Any]) -> Card:
    """Return a card for a reader who stands at no place: it leads to all of its places."""
    return {
        **card,
        "badges": [badge for badge in card["badges"] if not badge.get("here")],
        "places": [
            {"id": link.place, "role": link.role, "label": f"{_prefix(link)} {name}"}
            for link in links
            if (name := shelf.name(link.place))
        ],
    }


def _prefix(link: Any) -> str:
    """Return how an item belongs to a place, before the place's name."""
    if link.weak:
        return {"said_at": "Perhaps said in", "about": "Perhaps about"}.get(link.role, "Perhaps in")
    return {"happened": "In", "said_at": "Said in", "about": "About"}.get(link.role, "In")


def _elsewhere(shelf: Shelf, event: Any) -> list[dict[str, str]]:
    """Return the other places of an event that happens in several."""
    return [
        {"id": place, "role": "also", "label": f"{'Also' if certain else 'Perhaps also'} in {name}"}
        for place, certain in shelf.elsewhere(event).items()
        if (name := shelf.name(place))
    ]


def _reason(links: Iterable[Any], otherwise: str) -> str:
    reasons = dict.fromkeys(words.text(link.why) for link in links)
    reason = "; ".join(part.rstrip(".") for part in reasons if part) or words.text(otherwise).rstrip(".")
    return f"Why here: {reason}." if reason else ""


def _phrases(sentence: str, start: int, phrases: list[str | None], mark: str) -> list[tuple[int, int, str]]:
    spans = []
    for phrase in phrases:
        at = sentence.find(phrase) if phrase else -1
        if phrase and at >= 0:
            spans.append((start + at, start + at + len(phrase), mark))
    return spans


def segments(text: str, start: int, marks: list[tuple[int, int, str]]) -> list[Segment]:
    """Cut a text into stretches by marks; of marks that overlap the first in the list counts.

    Args:
        text: the text, which begins at `start`.
        start: its offset.
        marks: (start, end, mark) with offsets like `start`; what lies outside is cut off.
    """
    taken: list[tuple[int, int, str]] = []
    for first, last, mark in marks:
        first, last = max(0, first - start), min(len(text), last - start)
        if first < last and all(last <= other[0] or other[1] <= first for other in taken):
            taken.append((first, last, mark))
    cut: list[Segment] = []
    at = 0
    for first, last, mark in sorted(taken):
        cut += [(text[at:first], None), (text[first:last], mark)]
        at = last
    cut.append((text[at:], None))
    return [(stretch, mark) for stretch, mark in cut if stretch]
