"""Feast days: on which days of a year each falls."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from geo.errors import DatelineError
from geo.paths import lexicon

_EASTERS = {"easter": EASTER_WESTERN, "orthodox": EASTER_ORTHODOX}
_RULES, _TABLE = "feast_days.tsv", "moving_feasts.tsv"


class Feast(NamedTuple):
    """First and last day of one celebration."""

    first: date
    last: date


@cache
def feast_days() -> Mapping[str, str]:
    """Return the rule of each feast by its name, from `data/lexicons/feast_days.tsv`.

    A rule is the month and day (`12-25`), the days from Easter (`easter -2`, `orthodox 0`; `easter -46 -1` from the one
    to the other), the month, the weekday from Monday as 0, and which of them in the month, from the end where it is
    negative (`11 weekday 3 4`), or the name of a feast whose days are listed (`moving Diwali`).

    Raises:
        DatelineError: the file can't be read.
    """
    return _pairs(_RULES)


@cache
def _listed() -> Mapping[str, tuple[Feast, ...]]:
    """Return the days of the feasts that move with other calendars, from `data/lexicons/moving_feasts.tsv`."""
    return {name: tuple(map(_feast, days.split())) for name, days in _pairs(_TABLE).items()}


def _pairs(file: str) -> dict[str, str]:
    try:
        return dict(line.split("\t") for line in lexicon(file))
    except (OSError, ValueError) as error:
        raise DatelineError(f"The list of feast days {file} can't be read: {error}") from error


def _feast(days: str) -> Feast:
    first, _, last = days.partition("/")
    return Feast(date.fromisoformat(first), date.fromisoformat(last or first))


@cache
def feasts_in(name: str, year: int) -> tuple[Feast, ...]:
    """Return the celebrations of a feast that begin in a year, where `name` is one of `feast_days`.

    One that moves with the moon may begin twice in a year, or not at all; of years not listed none is known.
    """
    match feast_days()[name].split():
        case ["moving", *listed]:
            return tuple(feast for feast in _listed()[" ".join(listed)] if feast.first.year == year)
        case [kind, *days] if kind in _EASTERS:
            sunday = easter(year, _EASTERS[kind])
            return (Feast(sunday + timedelta(days=int(days[0])), sunday + timedelta(days=int(days[-1]))),)
        case [month, "weekday", weekday, which]:
            day = _nth_weekday(year, int(month), int(weekday), int(which))
            return (Feast(day, day),)
        case [fixed]:
            return (_feast(f"{year}-{fixed}"),)
    raise DatelineError(f"The rule of the feast day {name} can't be read.")


def feasts_around(name: str, year: int) -> list[Feast]:
    """Return the celebrations of a feast that begin in a year, the one before and the one after, in order."""
    return [feast for near in (year - 1, year, year + 1) for feast in feasts_in(name, near)]


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1 + 7 * (-which - 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
