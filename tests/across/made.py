"""Records of made articles, as the engine writes them, for tests of what several articles tell."""

from itertools import pairwise
from typing import Any

LYON = {"id": "1", "name": "Lyon", "kind": "city", "country": "France", "country_code": "FR",
        "admin1": "Auvergne-Rhône-Alpes", "lat": 45.75, "lon": 4.85, "population": 500_000}  # fmt: skip
VIENNE = LYON | {"id": "2", "name": "Vienne", "lat": 45.53, "lon": 4.87, "population": 30_000}
LILLE = LYON | {"id": "3", "name": "Lille", "admin1": "Hauts-de-France", "lat": 50.63, "lon": 3.06}
FRANCE = LYON | {"id": "4", "name": "France", "kind": "country", "admin1": None, "lat": 46.0, "lon": 2.0}
RHONE_ALPES = LYON | {"id": "5", "name": "Auvergne-Rhône-Alpes", "kind": "admin1", "lat": 45.5, "lon": 4.5}
TURIN = LYON | {"id": "6", "name": "Turin", "country": "Italy", "country_code": "IT", "admin1": "Piedmont",
                "lat": 45.07, "lon": 7.69}  # fmt: skip
NORTH_SEA = LYON | {"id": "7", "name": "North Sea", "kind": "sea", "country": None, "country_code": None,
                    "admin1": None, "lat": 55.0, "lon": 3.0}  # fmt: skip


def article(id: str, text: str, *events: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return the record of an article each of whose lines is a sentence."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    places = {place["id"]: place for event in events for place in [event.pop("at")] if place}
    return {
        "id": id, "title": facts.pop("title", None), "published": facts.pop("published", "2022-05-11"), "text": text,
        "sentences": [(start, end - 1) for start, end in pairwise(starts)],
        "mentions": [], "places": list(places.values()), "dates": [], "people": [], "bodies": [], "quotes": [],
        "links": [], "events": [placed(text, number, event) for number, event in enumerate(events)], **facts,
    }  # fmt: skip


def event(words: str, type: str = "ASSAULT", at: dict[str, Any] | None = LYON, day: str | None = "2022-05-10",
          **facts: Any) -> dict[str, Any]:  # fmt: skip
    """Return an event that the words of a text tell."""
    return {"words": words, "at": at, "type": type, "date": day, **facts, "place": at and at["id"]}


def placed(text: str, number: int, event: dict[str, Any]) -> dict[str, Any]:
    """Return an event with the offsets of its words, and all that a record of it has."""
    start = text.index(words := event.pop("words"))
    end = start + len(words)
    defaults = {
        "id": f"e{number}", "group": f"e{number}", "start": start, "end": end, "text": words, "trigger_start": start,
        "trigger_end": end, "mentions": [(start, end)], "mode": None, "status": "happened", "date_end": event["date"],
        "date_text": None, "date_precision": "day", "date_evidence": "clause", "place_start": None, "place_end": None,
        "place_evidence": "clause", "place_score": 0.9, "actors": [], "recipients": [], "actor_spans": [],
        "recipient_spans": [], "salience": 0.9, "why": "",
    }  # fmt: skip
    return defaults | event
