"""Places of somebody's own, as they go along with a text: which of them it names, and where."""

from typing import Any

from spacy.tokens import Doc

from geo.gazetteer.own import Occurrence, OwnPlace, OwnPlaces, from_json


def note(text: str, places: OwnPlaces | None) -> dict[str, Any] | None:
    """Return as plain values which of some places a text names, and where; None where it names none."""
    found = places.occurrences(text) if places else []
    if not found or places is None:
        return None
    named = dict.fromkeys(id for one in found for id in one.places)
    return {
        "places": [places.by_id[id].as_json() for id in named],
        "found": [[one.start, one.end, list(one.places)] for one in found],
    }


def found_in(doc: Doc) -> list[Occurrence]:
    """Return where a text names places of somebody's own."""
    noted = doc._.own
    return [Occurrence(start, end, tuple(ids)) for start, end, ids in noted["found"]] if noted else []


def keep_found(doc: Doc, found: list[Occurrence]) -> None:
    """Keep only those of the occurrences in which a text means the places."""
    if doc._.own:
        doc._.own = {**doc._.own, "found": [[one.start, one.end, list(one.places)] for one in found]}


def places_of(doc: Doc) -> dict[str, OwnPlace]:
    """Return the places of somebody's own that a text may name, by id."""
    return {row["id"]: from_json(row) for row in doc._.own["places"]} if doc._.own else {}
