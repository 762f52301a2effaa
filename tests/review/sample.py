"""Records of short articles with what the engine might have found in them, for review and gold."""

from typing import Any

from geo.contract import ParsedArticle
from geo.corrections import Checked, Target, answer_of
from geo.corrections.targets import exact, whole
from geo.records import checked, digest

TEXT = "A quay collapsed in Vigo on Friday. “Nobody was hurt today,” said Eva Rey. Crowds in Porto marched for quays."
PLACES = {
    "Vigo": ("geonames:11", 42.2, -8.7),
    "Porto": ("geonames:12", 41.1, -8.6),
    "Vigo, Indiana": ("own:1", 39.4, -87.4),
}


def place(name: str) -> dict[str, Any]:
    id, lat, lon = PLACES[name]
    return {
        "id": id, "name": name, "kind": "city", "country": "Spain" if name == "Vigo" else "Portugal",
        "country_code": None, "admin1": None, "lat": lat, "lon": lon, "population": 1,
    }  # fmt: skip


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def mention(id: str, words: str, score: float = 0.9, placed: bool = True) -> dict[str, Any]:
    start, end = span(words)
    other = {key: place("Vigo, Indiana")[key] for key in ("name", "kind", "country", "admin1", "lat", "lon")}
    return {
        "id": id, "start": start, "end": end, "text": words, "kind": "name", "score": score, "why": "", "coarse": False,
        "place": PLACES[words][0] if placed else None, "candidates": [{"place": "own:1", **other, "score": 0.3}],
    }  # fmt: skip


def event(id: str, trigger: str, at: str | None, salience: float = 0.9, **fields: Any) -> dict[str, Any]:
    start, end = span(trigger)
    where = span(at) if at else (None, None)
    return {
        "id": id, "start": start, "end": end, "text": trigger, "trigger_start": start, "trigger_end": end,
        "type": "ACCIDENT", "mode": None, "status": "happened", "date": "2024-05-03", "date_end": "2024-05-03",
        "date_text": "Friday", "date_precision": "day", "place": PLACES[at][0] if at else None, "place_start": where[0],
        "place_end": where[1], "place_evidence": "clause" if at else None, "place_score": 0.9 if at else None,
        "actors": [], "recipients": [], "mentions": [(start, end)], "salience": salience, "group": id, "why": "",
    } | fields  # fmt: skip


def link(item: str, words: str, role: str, **fields: Any) -> dict[str, Any]:
    start, end = span(words)
    return {"item": item, "place": PLACES[words][0], "role": role, "start": start, "end": end, "why": ""} | fields


def quote(**fields: Any) -> dict[str, Any]:
    start, end = span("Nobody was hurt today,")
    speaker, last = span("Eva Rey")
    return {
        "id": "q1", "start": start, "end": end, "text": TEXT[start:end], "direct": True, "speaker": "Eva Rey",
        "speaker_start": speaker, "speaker_end": last, "cue": "said", "cue_start": None, "cue_end": None, "date": None,
        "date_end": None, "date_text": None, "said_at": None, "said_at_evidence": None, "about": ["geonames:11"],
        "group": "q1", "why": "",
    } | fields  # fmt: skip


def record(id: str = "a", **parts: Any) -> ParsedArticle:
    """Return a record that is as the contract has it, with some of its lists replaced."""
    starts = [0, TEXT.index("“"), TEXT.index("Crowds")]
    sentences = [*zip(starts, [starts[1] - 1, starts[2] - 1, len(TEXT)], strict=True)]
    return checked({
        "id": id, "title": "A quay gives way", "published": "2024-05-06", "publisher": "The Tide", "text": TEXT,
        "sentences": sentences, "mentions": [mention("m1", "Vigo"), mention("m2", "Porto")],
        "places": [place(name) for name in PLACES], "dates": [], "people": [], "quotes": [quote()],
        "events": [event("e1", "collapsed", "Vigo"), event("e2", "marched", "Porto", type="PROTEST")],
        "links": [
            link("e1", "Vigo", "happened"), link("e2", "Porto", "happened"),
            link("q1", "Vigo", "about", evidence="subject"),
        ],
    } | parts)  # fmt: skip


def at(words: str, kind: str, text: str = TEXT) -> Target:
    start, end = span(words, text)
    return Target(digest(text), kind, start, end, words)


def right(item: Target, one: ParsedArticle | None = None, **fields: Any) -> Checked:
    """Return the check that an item is right as a record has it."""
    one = one or record()
    return Checked(item, answer_of(item.kind, whole(one, item.kind, exact(one, item))), **fields)
