"""Which items of records a person has looked at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from geo.contract import ParsedArticle
from geo.corrections import (
    BESIDE,
    Answer,
    Checked,
    Correction,
    DaysOfEvent,
    Elsewhere,
    Nothing,
    PlaceOfEvent,
    PlacesOfQuote,
    SpeakerOfQuote,
    StatusOfEvent,
    Target,
    TypeOfEvent,
    answer_of,
)
from geo.corrections.kinds import target
from geo.corrections.sentences import deed
from geo.corrections.targets import Kind, rows_of
from geo.records import digest

Done = set[tuple[Kind, str]]
"""Items of a record by their kind, and their group or, of a mention, id."""
_FIELDS: dict[type[Any], tuple[str, ...]] = {
    Elsewhere: ("places",),
    PlaceOfEvent: ("places",),
    PlacesOfQuote: ("places", "about"),
    SpeakerOfQuote: ("speaker",),
    TypeOfEvent: ("type",),
    StatusOfEvent: ("status",),
    DaysOfEvent: ("date", "date_end"),
}
"""What of an answer is a person's own by a correction of its item."""


class Settled:
    """What was looked at: checked, or corrected and still there.

    A check of what is said otherwise now settles nothing.

    Args:
        corrections: those that stand, in their order.
    """

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._items: dict[str, list[Correction]] = defaultdict(list)
        self._moved: dict[str, set[str]] = defaultdict(set)
        for correction in standing(corrections):
            item = target(correction)
            if item is not None and not isinstance(correction, BESIDE):
                self._items[item.article].append(correction)
            elif isinstance(correction, Elsewhere) and correction.new:
                self._moved[correction.new["id"]].add(deed(correction))

    def of(self, record: ParsedArticle) -> Done:
        """Return the items of a record, as it is with the corrections, that were looked at."""
        found: Done = set()
        if self._moved:
            for mention in record["mentions"]:
                if any(done in mention["why"] for done in self._moved.get(mention["place"] or "", ())):
                    found.add(("mention", mention["id"]))
        here = self._items.get(digest(record["text"]), ()) if self._items else ()
        own = own_fields(here)
        for correction in here:
            item = target(correction)
            rows = rows_of(record, item) if item else []
            if rows and item and (not isinstance(correction, Checked) or vouches(correction, rows, own)):
                found.update((item.kind, row.get("group") or row["id"]) for row in rows)
        return found


def own_fields(corrections: Iterable[Correction]) -> dict[Target, set[str]]:
    """Return which fields of the answer of each item are a person's own."""
    found: dict[Target, set[str]] = defaultdict(set)
    for correction in corrections:
        item, fields = target(correction), _FIELDS.get(type(correction))
        if item and fields:
            found[item].update(fields)
    return found


def vouches(check: Checked, rows: Sequence[Any], own: dict[Target, set[str]]) -> bool:
    """Tell whether a check is of what some rows say, but for what a person has said of the item.

    Args:
        check: the check.
        rows: those of the item, with the corrections.
        own: as `own_fields` returns it.
    """
    now: Answer = answer_of(check.item.kind, rows)
    return replace(check.answer, **{name: getattr(now, name) for name in own.get(check.item, ())}) == now


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """Return corrections in their order without those of items that were taken away, which would be looked for in vain.

    Args:
        corrections: in the order in which they were made.
    """
    kept: list[Correction] = []
    for correction in corrections:
        if isinstance(correction, Nothing):
            kept = [other for other in kept if target(other) != correction.item]
        else:
            kept.append(correction)
    return kept
