"""What is remembered of a review: what is asked next, what was said, how far it is."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from geo.contract import ParsedArticle
from geo.corrections import Kind, Target
from geo.review import Item

if TYPE_CHECKING:
    from geo.library import Change, Order


class Step(NamedTuple):
    """What was said of an item, or that it was skipped."""

    item: Item
    numbers: tuple[int, ...] = ()
    """Of the changes in the log that it made."""
    before: ParsedArticle | None = None
    """The article as it was, None where it is to be looked up again."""
    stays: bool = True
    """Whether the item is still there."""


@dataclass(slots=True)
class Review:
    """How far one visitor is in the review of one collection."""

    article: str
    order: "Order"
    items: list[Item] = field(default_factory=list)
    """What is asked, the next first."""
    changes: "list[Change]" = field(default_factory=list)
    """The log."""
    records: dict[str, ParsedArticle] = field(default_factory=dict)
    """Articles as they have become since the queue was made, by their ids."""
    looked_at: int = 0
    waiting: Counter[Kind] = field(default_factory=Counter)
    steps: list[Step] = field(default_factory=list)
    skipped: set[Target] = field(default_factory=set)
    reach: int = 0
    """How far a correction of the name that is asked goes, one of `reviewing.REACHES`."""
    again: Target | None = None
    """What is asked first once more."""
    count: int = 0
    """Changes with whatever is said: an answer to what was shown before is none to what is shown now."""
    stale: bool = True
    """Whether what is asked has to be looked up anew."""
    moved: bool = False
    """Whether it goes on in a copy, which the visitor's browser is to remember."""
    chance: int = field(default_factory=lambda: random.getrandbits(64))
    """Which random sample it is."""

    @property
    def seen(self) -> int:
        """The number of the last change in the log that is known here."""
        return max((change.number for change in self.changes), default=0)
