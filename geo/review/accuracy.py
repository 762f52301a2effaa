"""How much of what a person looked at was right."""

from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple, cast

from geo.corrections import BESIDE, AddedEvent, AddedPlace, AddedQuote, Checked, Correction, Elsewhere
from geo.corrections.kinds import target
from geo.corrections.targets import Kind
from geo.gazetteer.names import normalise

Z = 1.96
"""Standard deviations from the middle to the ends of an interval of 95 %."""


class Accuracy(NamedTuple):
    """How many of the items of one kind that a person looked at were right."""

    right: int
    checked: int
    share: float
    low: float
    """With `high` the interval that has the share of all such items in it with 95 % confidence."""
    high: float
    missed: int
    """How many were added because the engine had missed them; they are not among the checked ones."""


class Share(NamedTuple):
    """A share of items that are right, with the interval that has it in it with 95 % confidence."""

    share: float
    low: float
    high: float


def of_material(drawn: Accuracy, others: Accuracy | None, waiting: int) -> Share:
    """Return how much of all items of a kind is right, by a random sample of those that were not looked at otherwise.

    Args:
        drawn: of the sample.
        others: of those that were looked at for other reasons, the most doubtful say, which are no sample.
        waiting: how many nobody has looked at.
    """
    right, known = (others.right, others.checked) if others else (0, 0)
    rest = waiting + drawn.checked
    low, high = max(drawn.right, rest * drawn.low), min(drawn.right + waiting, rest * drawn.high)
    return Share(*((right + part) / max(1, known + rest) for part in (rest * drawn.share, low, high)))


def accuracy(corrections: Iterable[Correction]) -> dict[Kind, Accuracy]:
    """Return for each kind of items how many of those that were looked at were right, with Wilson's interval.

    An item is right that was only ever checked as it was read, and wrong once anything of it was corrected. The
    interval tells of all items only as far as those looked at are like the others: a queue that begins with the least
    certain is harsher.

    Args:
        corrections: those that stand, in any order.
    """
    corrections = list(corrections)
    added = {target(one) for one in corrections if isinstance(one, AddedPlace | AddedQuote | AddedEvent)}
    right: dict[tuple[Kind, object], bool] = {}
    for correction in corrections:
        key = _looked_at(correction)
        if key is not None and key[1] not in added:
            right[key] = right.get(key, True) and isinstance(correction, Checked) and not correction.corrected
    counts = {kind: [ok for (of, _), ok in right.items() if of == kind] for kind in ("mention", "event", "quote")}
    missed = Counter(item.kind for item in added if item)
    return {
        kind: Accuracy(
            sum(oks), len(oks), sum(oks) / len(oks) if oks else 0.0, *wilson(sum(oks), len(oks)), missed[kind]
        )
        for kind, oks in cast(dict[Kind, list[bool]], counts).items()
        if oks or missed[kind]
    }


def apart(corrections: Iterable[tuple[Correction, bool]]) -> tuple[list[Correction], list[Correction]]:
    """Return the corrections of the items that a sample drew, and those of all others.

    Args:
        corrections: those that stand, each with whether the sample asked for it.
    """
    corrections = list(corrections)
    drawn = {_looked_at(correction) for correction, asked in corrections if asked}
    return (
        [correction for correction, _ in corrections if _looked_at(correction) in drawn],
        [correction for correction, _ in corrections if _looked_at(correction) not in drawn],
    )


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return the interval that has the true share in it with 95 % confidence (Wilson 1927); of none it is 0 to 1."""
    if not count:
        return 0.0, 1.0
    share, spread = right / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _looked_at(correction: Correction) -> tuple[Kind, object] | None:
    """Return the kind of what a correction says something of, and what it is known by; None for a comment."""
    if isinstance(correction, BESIDE):
        return None
    if item := target(correction):
        return item.kind, item
    elsewhere = cast(Elsewhere, correction)
    return "mention", (elsewhere.within, elsewhere.old, elsewhere.old is None and normalise(elsewhere.name or ""))
