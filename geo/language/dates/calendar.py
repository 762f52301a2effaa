"""What stretch of days the parts of a date expression mean."""

from geo.language.dates.absolute import READERS as ABSOLUTE
from geo.language.dates.relative import READERS as RELATIVE
from geo.language.dates.stretches import Anchor, Parts, Stretch


def read(kind: str, parts: Parts, anchor: Anchor) -> Stretch | None:
    """Return the stretch of days that an expression means, or None where it has none or needs a missing anchor.

    Args:
        kind: a key of `expressions.EXPRESSIONS`.
        parts: its named groups.
        anchor: what to read it against.

    "Next week" is Monday to Friday, the days for which things are announced; "last week" and "this week" are Monday
    to Sunday, the days on which they happened.
    """
    try:
        return (ABSOLUTE.get(kind) or RELATIVE[kind])(parts, anchor)
    except (ValueError, OverflowError):
        return None
