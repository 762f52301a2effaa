"""Which items of records a person has looked at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from geo.contract import ParsedArticle
from geo.corrections import Correction, Note, Nothing, Target
from geo.corrections.kinds import target
from geo.corrections.targets import Kind, exact, overlapping, whole
from geo.records import digest

Settled = set[tuple[int, Kind, str]]
"""Items by the number of their record, their kind, and their group or, of a mention, id."""


def settled(records: Sequence[ParsedArticle], corrections: Iterable[Correction]) -> Settled:
    """Return the items of records that were looked at one by one: checked, or corrected and still there."""
    looked_at: dict[str, list[Target]] = defaultdict(list)
    for correction in standing(corrections):
        item = target(correction)
        if item is not None and not isinstance(correction, Note):
            looked_at[item.article].append(item)
    if not looked_at:
        return set()
    return {
        (number, item.kind, row.get("group") or row["id"])
        for number, record in enumerate(records)
        for item in looked_at.get(digest(record["text"]), ())
        for row in rows_of(record, item)
    }


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


def rows_of(record: ParsedArticle, item: Target) -> list[Any]:
    """Return the rows of a record that an item is, or after it was read anew has become: all of an event or a quote."""
    return whole(record, item.kind, exact(record, item) or overlapping(record, item))
