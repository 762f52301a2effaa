"""What was said of an item when a person looked at it, so that their check vouches for that and for nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geo.contract import Status
from geo.corrections.targets import Kind

MOST_LISTED = 50
"""People or places in one correction."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The place, type, status, days or speaker of an item; what its kind doesn't have is empty."""

    places: tuple[str, ...] = ()
    """Ids: of what a name means, of where an event happened, of where a quote was said."""
    about: tuple[str, ...] = ()
    """Ids of the places that a quote is about."""
    type: str | None = None
    status: Status | None = None
    date: str | None = None
    date_end: str | None = None
    speaker: str | None = None


def answer_of(kind: Kind, rows: Sequence[Any]) -> Answer:
    """Return what a record says of an item.

    Args:
        kind: of the item.
        rows: all of its rows: of an event one for each place, of a quote one for each part.
    """
    first = rows[0]
    match kind:
        case "mention":
            return Answer(places=_ids([first["place"]]))
        case "quote":
            about = _ids(place for row in rows for place in row["about"])
            return Answer(places=_ids(row["said_at"] for row in rows), about=about, speaker=first["speaker"])
        case "event":
            fields = {name: first[name] for name in ("type", "status", "date", "date_end")}
            return Answer(places=_ids(row["place"] for row in rows), **fields)


def _ids(places: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({place for place in places if place})[:MOST_LISTED])
