"""Feast days: on which day of a year each falls."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from geo.errors import DatelineError
from geo.paths import lexicon

_EASTERS = {"easter": EASTER_WESTERN, "orthodox": EASTER_ORTHODOX}
_FILE = "feast_days.tsv"


@cache
def feast_days() -> Mapping[str, str]:
    """Return the rule of each feast by its name, from `data/lexicons/feast_days.tsv`.

    A rule is the month and day (`12-25`), the days from Easter (`easter -2`, `orthodox 0`) or the month, the weekday
    from Monday as 0, and which of them in the month, from the end where it is negative (`11 weekday 3 4`).

    Raises:
        DatelineError: the file can't be read.
    """
    try:
        return dict(line.split("\t") for line in lexicon(_FILE))
    except (OSError, ValueError) as error:
        raise DatelineError(f"The list of feast days {_FILE} can't be read: {error}") from error


@cache
def feast_on(name: str, year: int) -> date:
    """Return the day of a feast in a year, where `name` is one of `feast_days`."""
    match feast_days()[name].split():
        case [kind, days] if kind in _EASTERS:
            return easter(year, _EASTERS[kind]) + timedelta(days=int(days))
        case [month, "weekday", weekday, which]:
            return _nth_weekday(year, int(month), int(weekday), int(which))
        case [fixed]:
            return date.fromisoformat(f"{year}-{fixed}")
    raise DatelineError(f"The rule of the feast day {name} can't be read.")


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1 + 7 * (-which - 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
