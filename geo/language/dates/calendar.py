"""Calendar arithmetic: what stretch of days the parts of a date expression mean."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple

from geo.contract import Precision
from geo.language.dates.expressions import INEXACT, MONTHS, NUMBERS, ORDINALS, TENS, WEEKDAYS
from geo.language.dates.feasts import feast_days, feast_on


class Stretch(NamedTuple):
    """First and last day of what an expression means."""

    first: date
    last: date
    precision: Precision


class Anchor(NamedTuple):
    """What an expression is read against."""

    day: date | None
    """Day of publication."""
    story: date | None
    """The day last named in the text, for "the next day"."""
    tense: int
    """-1 the clause is in the past, +1 in the future, 0 not known."""
    known: Mapping[tuple[int, int], int] = MappingProxyType({})
    """The year of the months and days that the text has named in the past."""
    told: date | None = None
    """The first day of the days last named in the text, for "later that month"."""
    order: Literal["day", "month"] | None = None
    """What stands first in the text's dates in figures, where it says."""


Parts = Mapping[str, str | None]
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


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
        return _READERS[kind](parts, anchor)
    except (ValueError, OverflowError):
        return None


def add_months(day: date, months: int) -> date:
    """Return the first day of the month `months` after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _day(day: date) -> Stretch:
    return Stretch(day, day, "day")


def _month(first: date) -> Stretch:
    return Stretch(first, _month_end(first), "month")


def _year(year: int, part: str | None = None) -> Stretch:
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get((part or "").lower(), (1, 12))
    return Stretch(date(year, months[0], 1), _month_end(date(year, months[1], 1)), "season" if part else "year")


def _week(day: date, days: int = 7) -> Stretch:
    monday = day - timedelta(days=day.weekday())
    return Stretch(monday, monday + timedelta(days=days - 1), "week")


def _season(name: str, year: int) -> Stretch:
    first = date(year, _SEASONS[name.lower()], 1)
    return Stretch(first, _month_end(add_months(first, 2)), "season")


def _month_number(name: str | None) -> int:
    return MONTHS[(name or "").rstrip(".").capitalize()]


def _ordinal(text: str | None) -> int:
    word = re.sub(r"\s+", "-", text or "").lower()
    return ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))


def _relation(parts: Parts) -> str:
    words = re.sub(r"\s+", " ", parts.get("rel") or "").lower()
    return {"the past": "last", "past": "last", "this past": "last", "the previous": "last", "previous": "last",
            "coming": "next", "the coming": "next", "this coming": "next"}.get(words, words)  # fmt: skip


def _nearest_year(month: int, day: int, anchor: Anchor) -> int:
    """Return the year that puts a month and day nearest to publication, on the side the tense says."""
    today = anchor.day
    if today is None:
        raise ValueError("no anchor")
    years = [y for y in (today.year - 1, today.year, today.year + 1) if day <= monthrange(y, month)[1]]
    distance = {y: (date(y, month, day) - today).days for y in years}
    if anchor.tense < 0:
        distance = {y: d for y, d in distance.items() if d <= 0} or distance
    elif anchor.tense > 0:
        distance = {y: d for y, d in distance.items() if d >= 0} or distance
    # An undated day is far more often of the months behind than of those ahead.
    return min(distance, key=lambda y: abs(distance[y]) * (1 if distance[y] <= 0 or anchor.tense > 0 else 2))


def _year_of(month: int, day: int, parts: Parts, anchor: Anchor) -> int:
    """Return the year of a day of a month: named, told from that of publication ("last year"), or the nearest."""
    if parts["year"]:
        return int(parts["year"] or 0)
    if parts.get("which"):
        return _told_year(parts["which"] or "", anchor)
    return anchor.known.get((month, day)) or _nearest_year(month, day, anchor)


def _told_year(words: str, anchor: Anchor) -> int:
    """Return the year that words tell from that of publication ("next year") or of the story ("the same year")."""
    words = re.sub(r"\s+", " ", words).lower().removeprefix("the ")
    if anchor.day is None:
        raise ValueError("no anchor")
    today, told = anchor.day.year, (anchor.told or anchor.day).year
    steps = {"year before last": -2, "last year": -1, "past year": -1, "this year": 0, "current year": 0,
             "coming year": 1, "next year": 1, "year after next": 2}  # fmt: skip
    if words in steps:
        return today + steps[words]
    if words.endswith(" ago"):
        return today - _count({"n": words.split()[0]})
    return told + {"previous year": -1, "preceding year": -1, "year before": -1, "following year": 1,
                   "year after": 1}.get(words, 0)  # fmt: skip


def _figures(parts: Parts, anchor: Anchor) -> Stretch:
    """Read a day in figures in the order that its figures, the text or, for want of both, publication settles."""
    one, two, year = int(parts["one"] or 0), int(parts["two"] or 0), _full_year(parts["year"], anchor)
    readings = [date(year, m, d) for m, d in ((two, one), (one, two)) if m <= 12 and d <= monthrange(year, m)[1]]
    if len(readings) == 2 and anchor.order:
        readings = readings[:1] if anchor.order == "day" else readings[1:]
    if len(readings) == 2 and anchor.day is not None:
        today = anchor.day
        readings.sort(key=lambda day: (day > today, abs((today - day).days)))
    return _day(readings[0])


def _full_year(text: str | None, anchor: Anchor) -> int:
    """Return the year that two or four figures mean; two are those of the century up to ten years from publication."""
    year = int(text or 0)
    if len(text or "") == 4:
        return year
    latest = (anchor.day.year if anchor.day else date.today().year) + 10
    return latest - (latest - year) % 100


def _short(parts: Parts, anchor: Anchor) -> Stretch:
    return _day(date(_full_year(parts["year"], anchor), _month_number(parts["month"]), _ordinal(parts["day"])))


def _iso(parts: Parts, anchor: Anchor) -> Stretch:
    return _day(date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0)))


def _month_day(parts: Parts, anchor: Anchor) -> Stretch:
    month, day = _month_number(parts["month"]), _ordinal(parts["day"])
    first = date(_year_of(month, day, parts, anchor), month, day)
    if not parts["day2"]:
        return _day(first)
    last = date(first.year, _month_number(parts["month2"]) if parts["month2"] else month, _ordinal(parts["day2"]))
    if last < first:
        last = last.replace(year=first.year + 1) if parts["month2"] else last
    return Stretch(min(first, last), max(first, last), "days")


def _day_month(parts: Parts, anchor: Anchor) -> Stretch:
    month0 = parts["month0"] or parts["month"]
    if parts["month0"] and not parts["day2"]:
        raise ValueError("two months, one day")
    month2 = parts["month"] if parts["month0"] else None
    return _month_day({**parts, "month": month0, "month2": month2}, anchor)


def _month_year(parts: Parts, anchor: Anchor) -> Stretch:
    return _part_of_month(date(int(parts["year"] or 0), _month_number(parts["month"]), 1), parts)


def _part_of_month(first: date, parts: Parts) -> Stretch:
    days = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}.get((parts["part"] or "").lower())
    if not days:
        return _month(first)
    return Stretch(first.replace(day=days[0]), min(_month_end(first), first + timedelta(days=days[1] - 1)), "days")


def _bare_month(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    month, relation = _month_number(parts["month"]), _relation(parts)
    year, this = anchor.day.year, anchor.day.month
    if parts["which"]:
        return _part_of_month(date(_told_year(parts["which"], anchor), month, 1), parts)
    if relation == "last":
        year -= month >= this - 1  # in August, "last July" is that of the year before: this one is "in July"
    elif relation == "next" or (anchor.tense > 0 and relation != "this"):
        year += month < this or (month == this and relation == "next")
    elif not relation and (month > this and (anchor.tense < 0 or month - this > 3)):
        year -= 1
    elif not relation and anchor.tense == 0 and month < this - 9:
        year += 1
    return _part_of_month(date(year, month, 1), parts)


def _weekday(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    weekday = WEEKDAYS[parts["weekday"] or ""]
    first = _one_weekday(weekday, _relation(parts), anchor.day, anchor.tense)
    if week := (parts["week0"] or parts["week"] or "").lower():
        steps = {"last": -1, "next": 1}.get(week, 0)
        first = _week(anchor.day + timedelta(days=7 * steps)).first + timedelta(days=weekday)
    if parts["later"]:
        first = _one_weekday(weekday, "", anchor.day, 1) + timedelta(days=7)  # "Thursday week"
    if not parts["weekday2"]:
        return _day(first)
    last = first + timedelta(days=(WEEKDAYS[parts["weekday2"]] - first.weekday()) % 7)
    if last > anchor.day >= first and anchor.tense <= 0:
        first, last = first - timedelta(days=7), last - timedelta(days=7)
    return Stretch(first, last, "days")


def _one_weekday(weekday: int, relation: str, today: date, tense: int) -> date:
    ahead = (weekday - today.weekday()) % 7
    back = (today.weekday() - weekday) % 7
    if relation == "next":
        return today + timedelta(days=ahead if ahead and weekday <= today.weekday() else ahead + 7 if ahead else 7)
    if relation == "last":
        return today - timedelta(days=back or 7)
    if relation == "this":
        return today + timedelta(days=ahead) if tense >= 0 else today - timedelta(days=back)
    return today + timedelta(days=ahead) if tense > 0 else today - timedelta(days=back)


def _beyond(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the Friday before last", "the year after next"."""
    if anchor.day is None:
        return None
    unit, ahead = parts["unit"] or "", (parts["rel"] or "").startswith("after")
    step = 1 if ahead else -1
    if unit in WEEKDAYS:
        near = _one_weekday(WEEKDAYS[unit], "next" if ahead else "last", anchor.day, step)
        return _day(near + timedelta(days=7 * step))
    if unit == "weekend":
        first, last, precision = _weekend({"rel": "next" if ahead else "last"}, anchor) or _day(anchor.day)
        return Stretch(first + timedelta(days=7 * step), last + timedelta(days=7 * step), precision)
    if unit in _SEASONS:
        near = _relative_season(unit, step, anchor.day)
        return _season(unit, near.first.year + step)
    return _unit_from(anchor.day, "day" if unit in ("night", "evening") else unit, 2 * step)


def _story_weekday(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the following Tuesday" from the day last named, the last or the next one where none is."""
    weekday, relation = WEEKDAYS[parts["weekday"] or ""], parts["rel"] or "same"
    day = anchor.story or anchor.day
    if day is None:
        return None
    if relation == "following":
        return _day(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1))
    if relation == "previous":
        return _day(day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1))
    if anchor.story is None:
        return _day(_one_weekday(weekday, "", day, anchor.tense))
    return _day(_week(day).first + timedelta(days=weekday))


def _count_from(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "a year ago today", "a week from Thursday", "two days before Christmas"."""
    if anchor.day is None:
        return None
    base = anchor.day
    if parts["near"]:
        base += timedelta(days={"yesterday": -1, "tomorrow": 1}.get(parts["near"] or "", 0))
    elif parts["feast"]:
        base = (
            _feast({**parts, "rel": None, "year": None, "which": None, "weekend": None}, anchor) or _day(base)
        ).first
    elif parts["weekday"]:
        relation = "next" if parts["way"] == "from" and parts["rel"] == "next" else _relation(parts)
        tense = 1 if parts["way"] in ("from", None) else anchor.tense
        base = _one_weekday(WEEKDAYS[parts["weekday"] or ""], relation, base, tense)
    count = _count(parts) * (-1 if parts["way"] in ("ago", "before") else 1)
    unit = parts["unit"] or parts["weeks"] or ""
    if unit in ("day", "week", "fortnight"):
        there = base + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    elif unit in ("month", "year", "decade"):
        first = add_months(base, count * {"month": 1, "year": 12, "decade": 120}[unit])
        there = first.replace(day=min(base.day, monthrange(first.year, first.month)[1]))
    else:
        return None
    if parts["this"]:
        return _week(there) if (parts["this"] or "").endswith("week") else _month(there.replace(day=1))
    return _day(there)


def _near_day(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    word = re.sub(r"\s+", " ", parts["word"] or "").lower()
    if word == "overnight":
        return Stretch(anchor.day - timedelta(days=1), anchor.day, "days")
    days = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return _day(anchor.day + timedelta(days=days.get(word, 0)))


def _weekend(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    today, relation = anchor.day, _relation(parts)
    saturday = today + timedelta(days=5 - today.weekday())
    ahead = relation == "next" or (relation in ("this", "the") and anchor.tense > 0)
    if relation == "next" and today.weekday() >= 5:
        saturday += timedelta(days=7)
    elif not ahead and (today.weekday() < 5 or relation == "last"):
        saturday -= timedelta(days=7)
    return Stretch(saturday, saturday + timedelta(days=1), "days")


def _period(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    step = {"last": -1, "next": 1}.get(_relation(parts), 0)
    if parts["season"]:
        return _relative_season(parts["season"], step, anchor.day)
    there = _unit_from(anchor.day, parts["unit"] or "", step, ahead=step > 0)
    side = (parts["side"] or "").lower()
    if side in ("early", "mid", "late") and there.precision == "year":
        return _year(there.first.year, side)
    if side in ("early", "mid", "late") and there.precision == "month":
        return _part_of_month(there.first, {"part": side})
    if step == 0 and side == "earlier":
        return there._replace(last=anchor.day)
    return there._replace(first=anchor.day) if step == 0 and side == "later" else there


def _relative_season(name: str, step: int, today: date) -> Stretch:
    year = today.year
    this = _season(name, year - 1) if name.lower() == "winter" and today.month < 3 else _season(name, year)
    if step < 0 and this.last >= today:
        return _season(name, this.first.year - 1)
    if step > 0 and this.first <= today:
        return _season(name, this.first.year + 1)
    return this


def _unit_from(today: date, unit: str, step: int, *, ahead: bool = False) -> Stretch:
    """Return the day, week, month, year or decade `step` units from that of `today`."""
    if unit in ("minute", "hour"):
        return _day(today)
    if unit == "day":
        return _day(today + timedelta(days=step))
    if unit in ("week", "fortnight"):
        return _week(today + timedelta(days=7 * step * (2 if unit == "fortnight" else 1)), days=5 if ahead else 7)
    if unit == "month":
        return _month(add_months(today, step))
    if unit == "year":
        return _year(today.year + step)
    if unit == "decade":
        first = (today.year // 10 + step) * 10
        return Stretch(date(first, 1, 1), date(first + 9, 12, 31), "years")
    first = (today.year // 100 + step) * 100
    return Stretch(date(first, 1, 1), date(first + 99, 12, 31), "years")


def _count(parts: Parts) -> int:
    words = re.sub(r"\s+", " ", parts["n"] or "").lower()
    if words in NUMBERS:
        return NUMBERS[words]
    if words.endswith(" hundred"):
        return 100 * NUMBERS[words.split()[0]]
    tens, _, ones = words.replace(" ", "-").partition("-")
    return TENS[tens] + (NUMBERS[ones] if ones else 0) if tens in TENS else int(words)


def _precision_of(days: int) -> Precision:
    return "day" if days <= 1 else "days" if days < 7 else "week" if days <= 14 else "month" if days < 300 else "years"


def _last_n(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    count, unit = _count(parts), parts["unit"] or ""
    days = count * {
        "minute": 0,
        "hour": 0,
        "day": 1,
        "week": 7,
        "fortnight": 14,
        "month": 30,
        "year": 365,
        "decade": 3652,
    }.get(unit, 36524)
    if unit == "hour":
        days = -(-count // 24)
    if _relation(parts) == "next":
        return Stretch(anchor.day, anchor.day + timedelta(days=days), _precision_of(days))
    return Stretch(anchor.day - timedelta(days=days), anchor.day, _precision_of(days))


def _ago(parts: Parts, anchor: Anchor) -> Stretch | None:
    way = re.sub(r"\s+", " ", parts["way"] or "ago")
    day = anchor.day if way in ("ago", "from now") else anchor.story or anchor.day
    if day is None:
        return None
    count, unit = _count(parts), parts["unit"] or ""
    ahead = way not in ("ago", "earlier")
    if parts["half"] or parts["half0"] or parts["share"]:
        return _broken(day, count, parts, ahead)
    if way == "earlier" and anchor.story is None and unit in ("minute", "hour"):
        return _day(day)
    there = _unit_from(day, "century" if unit == "centurie" else unit, count if ahead else -count)
    if unit == "day" and ((parts["n"] or "").lower() in INEXACT or parts["about"]):
        return _inexact(there)
    if unit == "week" and (parts["about"] or "").lower() in ("more than", "over"):
        exact = day - timedelta(days=7 * count)
        return Stretch(exact - timedelta(days=7), exact, "week")
    return there


_MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


def _broken(day: date, count: int, parts: Parts, ahead: bool) -> Stretch:
    """Return the month or the year that lies so many and a half, or a half or a quarter, of a unit away."""
    unit, share = parts["unit"] or "", (parts["share"] or "").lower()
    size = (0.25 if "quarter" in share else 0.5) * count if share else count + 0.5
    if unit not in _MONTHS_IN:
        days = int(size * {"minute": 0, "hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}[unit])
        return _day(day + timedelta(days=days if ahead else -days))
    months = round(size * _MONTHS_IN[unit])
    there = add_months(day, months if ahead else -months)
    return _month(there) if unit in ("month", "year") else _year(there.year)


def _ahead(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "in three days' time", and "in two weeks" of what is still to come."""
    if anchor.day is None or not (parts["time"] or anchor.tense > 0):
        return None
    there = _unit_from(anchor.day, parts["unit"] or "", _count(parts))
    return _inexact(there) if parts["unit"] == "day" and (parts["n"] or "").lower() in INEXACT else there


def _inexact(day: Stretch) -> Stretch:
    """Return the days around one that was told by "a few" or "about"."""
    return Stretch(day.first - timedelta(days=1), day.last + timedelta(days=1), "days")


def _times_ago(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "three Saturdays ago", "two summers ago", "two Christmases ago", "two nights ago"."""
    if anchor.day is None:
        return None
    count = _count(parts)
    if parts["weekday"]:
        return _day(_one_weekday(WEEKDAYS[parts["weekday"]], "last", anchor.day, -1) - timedelta(days=7 * (count - 1)))
    if parts["season"]:
        return _season(parts["season"], _relative_season(parts["season"], -1, anchor.day).first.year - count + 1)
    if parts["feast"]:
        past = anchor._replace(tense=-1, day=anchor.day - timedelta(days=1))
        near = _feast({**parts, "rel": None, "year": None, "which": None, "weekend": None}, past)
        return near and _day(feast_on(_feast_name(parts), near.first.year - count + 1))
    if parts["unit"] == "weekend":
        first, last, precision = _weekend({"rel": "last"}, anchor) or _day(anchor.day)
        return Stretch(first - timedelta(days=7 * (count - 1)), last - timedelta(days=7 * (count - 1)), precision)
    return _day(anchor.day - timedelta(days=count))


def _by_feast(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the Sunday after Easter", "the day before Good Friday"."""
    feast = _feast({**parts, "rel": None, "weekend": None}, anchor)
    if feast is None:
        return None
    step = 1 if parts["way"] == "after" else -1
    unit, day = parts["unit"] or "", feast.first
    if unit in WEEKDAYS:
        return _story_weekday({"weekday": unit, "rel": "following" if step > 0 else "previous"}, Anchor(None, day, 0))
    if unit == "weekend":
        saturday = day + timedelta(days=(5 - day.weekday() - 1) % 7 + 1 if step > 0 else (5 - day.weekday()) % 7 - 7)
        return Stretch(saturday, saturday + timedelta(days=1), "days")
    return _unit_from(day, unit, step)


def _week_of(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the week of June 19", "the week ending 9 June", "the weekend of 10 June"."""
    named = {**parts, "month": parts["month"] or parts["month0"], "day": parts["day"] or parts["day0"]}
    day = _month_day({**named, "day2": None, "month2": None}, anchor).first
    week = _week(day).first
    if parts["span"] == "weekend":
        return Stretch(week + timedelta(days=5), week + timedelta(days=6), "days")
    first = {"of": week, "ending": day - timedelta(days=6)}.get(parts["way"] or "", day)
    return Stretch(first, first + timedelta(days=6), "week")


def _quarter(parts: Parts, anchor: Anchor) -> Stretch:
    first = date(int(parts["year"] or 0), 3 * int(parts["quarter"] or 0) - 2, 1)
    return Stretch(first, _month_end(add_months(first, 2)), "month")


def _story_month(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "that May", "the following March" from the day last named."""
    if anchor.told is None:
        return None
    month, relation = _month_number(parts["month"]), parts["rel"] or "same"
    step = {"following": month <= anchor.told.month, "previous": -(month >= anchor.told.month)}.get(relation, 0)
    return _month(date(anchor.told.year + step, month, 1))


def _century(parts: Parts, anchor: Anchor) -> Stretch:
    words = (parts["century"] or "").lower()
    first = 100 * (ORDINALS.get(words) or int(words[:2])) - 99
    from_, to = {"early": (0, 32), "mid": (33, 66), "late": (67, 99)}.get((parts["part"] or "").lower(), (0, 99))
    return Stretch(date(first + from_, 1, 1), date(first + to, 12, 31), "years")


_THIS_CENTURY = 30
"""Decades in two figures from here on are those of the twentieth century ("the '90s")."""


def _short_decade(parts: Parts, anchor: Anchor) -> Stretch:
    decade = int(parts["decade"] or 0)
    return _decade({**parts, "decade": str(decade + (1900 if decade >= _THIS_CENTURY else 2000))}, anchor)


def _bare_season(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the spring": the one to come, or the last that has begun."""
    if anchor.day is None:
        return None
    name, today = parts["season"] or "", anchor.day
    years = range(today.year - 1, today.year + 2)
    named = [_season_of({**parts, "year": str(year)}, anchor) for year in years]
    if anchor.tense > 0:
        return next(season for season in named if season.last >= today)
    if name.lower() == "fall":
        return None  # "in the fall" of what is past is a fall
    return [season for season in named if season.first <= today][-1]


def _story_day(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.story is None:
        return None
    if parts["rel3"]:
        return _day(anchor.story)
    word = (parts["rel"] or parts["rel2"] or "").split()[-1].lower()
    return _day(anchor.story + timedelta(days={"next": 1, "following": 1, "after": 1, "same": 0}.get(word, -1)))


def _story_period(parts: Parts, anchor: Anchor) -> Stretch | None:
    unit = parts["unit"] or parts["unit2"] or ""
    if unit not in ("week", "month", "year"):
        return _day(anchor.story) if anchor.story else None
    told = anchor.told or (anchor.day if parts["which"] else None)
    if told is None:
        return None
    there = _unit_from(told, unit, int(parts["rel"] == "following"))
    if parts["which"]:
        return _month(add_months(there.first, -12)) if unit == "month" else None
    return there._replace(first=anchor.told) if (parts["side"] or "").lower() == "later" else there


def _decade(parts: Parts, anchor: Anchor) -> Stretch:
    first = int(parts["decade"] or 0)
    from_, to = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((parts["part"] or "").lower(), (0, 9))
    return Stretch(date(first + from_, 1, 1), date(first + to, 12, 31), "years")


def _season_of(parts: Parts, anchor: Anchor) -> Stretch:
    year = int(parts["year"] or 0) or _told_year(parts["which"] or "", anchor)
    season = _season(parts["season"] or "", year)
    step = {"early": 0, "mid": 1, "late": 2}.get((parts["part"] or "").lower())
    return season if step is None else _month(add_months(season.first, step))


_QUARTERS = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}
_SIDES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late",
          "early": "early", "late": "late", "later": "late"}  # fmt: skip


def _part_of(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the last four months of 2016", "the first week of May", "the end of last year".

    "The first days" are a week, "weeks" two, "months" a quarter.
    """
    whole = _whole(parts, anchor)
    if whole is None:
        return None
    if parts["side"] or parts["stage"]:
        part = _SIDES[(parts["side"] or parts["stage"] or "").lower()]
        if whole.precision == "year":
            return _year(whole.first.year, part)
        return _part_of_month(whole.first, {"part": part})
    several = {"day": 7, "week": 2, "month": 3} if parts["many"] == "s" else {}
    count = _count(parts) if parts["n"] else several.get(parts["unit"] or "", 1)
    unit, nth = parts["unit"] or "", _QUARTERS.get((parts["nth"] or "").lower())
    months = {"month": 1, "quarter": 3, "hal": 6}.get(unit)
    if whole.precision == "year" and months:
        size = months * count
        first = date(whole.first.year, 13 - size if nth is None else 1 + nth * size, 1)
        last = _month_end(add_months(first, size - 1))
    elif unit in WEEKDAYS:
        first = last = _nth_weekday(whole, WEEKDAYS[unit], nth)
    elif unit == "weekend":
        saturday = 5 - whole.first.weekday() if nth is not None else 5 - whole.last.weekday()
        first = (whole.first if nth is not None else whole.last) + timedelta(days=saturday % 7 + 7 * (nth or 0))
        first -= timedelta(days=7 if first >= whole.last else 0)
        last = first + timedelta(days=1)
    else:
        size = count * {"day": 1, "week": 7, "fortnight": 14, "hal": 15}[unit]
        first = whole.last - timedelta(days=size - 1) if nth is None else whole.first + timedelta(days=nth * size)
        last = whole.last if unit == "hal" and nth == 1 else min(whole.last, first + timedelta(days=size - 1))
    if not whole.first <= first <= last <= whole.last:
        raise ValueError("not within the whole")
    return Stretch(first, last, _precision_of((last - first).days + 1))


def _nth_weekday(whole: Stretch, weekday: int, nth: int | None) -> date:
    """Return the weekday of a month or a year that is so many after its first one, the last one where none is told."""
    if nth is None:
        return whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7)
    return whole.first + timedelta(days=(weekday - whole.first.weekday()) % 7 + 7 * nth)


def _whole(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Return the month or the year that an expression names a part of."""
    if parts["month"]:
        named = {**parts, "part": None, "rel": None}
        return _month_year(named, anchor) if parts["year"] else _bare_month(named, anchor)
    if parts["year0"]:
        return _year(int(parts["year0"] or 0))
    relation, unit = re.split(r"\s+(?=\w+$)", parts["whole"] or "")
    if relation.split()[-1] in ("same", "that", "previous", "following"):
        step, day = {"previous": -1, "following": 1}.get(relation.split()[-1], 0), anchor.told or anchor.day
    else:
        step, day = {"last": -1, "next": 1}.get(relation, 0), anchor.day
    return _unit_from(day, unit, step) if day else None


def _day_only(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the 2nd": of a month named beside it, else the first such day after the day last named."""
    day, which = _ordinal(parts["day"]), (parts["which"] or "").split()
    if which and which[0] in ("last", "next", "this") and anchor.day:
        return _day(add_months(anchor.day, {"last": -1, "next": 1}.get(which[0], 0)).replace(day=day))
    if anchor.story:
        same = add_months(anchor.story, 0 if which or day > anchor.story.day else 1)
        return _day(same.replace(day=day))
    if anchor.day is None:
        return None
    step = int(anchor.tense > 0 and day < anchor.day.day) - int(anchor.tense <= 0 and day > anchor.day.day)
    return _day(add_months(anchor.day, step).replace(day=day))


def _years(parts: Parts, anchor: Anchor) -> Stretch:
    first, last = parts["year"] or "", parts["year2"] or ""
    last = first[:2] + last if len(last) == 2 else last
    if int(last) <= int(first):
        raise ValueError("not a range")
    return Stretch(date(int(first), 1, 1), date(int(last), 12, 31), "years")


_FEAST_NAMES = {re.sub(r"\s+", " ", name).lower(): name for name in feast_days()}


def _feast_name(parts: Parts) -> str:
    words = re.sub(r"\s+", " ", parts["feast"] or "").lower().replace("’", "'")
    return _FEAST_NAMES[words.replace("st. ", "st ")]


def _feast(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Return the day of a feast in the year told, or the nearest one on the side of publication that the tense says."""
    name = _feast_name(parts)
    day = _feast_day(name, parts, anchor)
    return day and (_feast_weekend(name, day) if parts["weekend"] else _day(day))


def _feast_day(name: str, parts: Parts, anchor: Anchor) -> date | None:
    if parts["year"] or parts["which"]:
        return feast_on(name, int(parts["year"] or 0) or _told_year(parts["which"] or "", anchor))
    today, relation = anchor.day, _relation(parts)
    if today is None:
        return None
    days = [feast_on(name, year) for year in (today.year - 1, today.year, today.year + 1)]
    before, after = [d for d in days if d <= today], [d for d in days if d >= today]
    if relation == "next" or (relation != "last" and anchor.tense > 0):
        return after[0]
    if relation == "last" or anchor.tense < 0:
        return before[-1]
    return min(days, key=lambda day: abs((day - today).days) * (1 if day <= today else 2))


def _feast_weekend(name: str, day: date) -> Stretch:
    """Return the days from a feast to the Saturday and Sunday next to it; Easter's are Good Friday to Easter Monday."""
    if feast_days()[name] == "easter 0":
        return Stretch(day - timedelta(days=2), day + timedelta(days=1), "days")
    saturday = day + timedelta(days=(8 - day.weekday()) % 7 - 3)
    return Stretch(min(day, saturday), max(day, saturday + timedelta(days=1)), "days")


_READERS = {
    "iso": _iso, "month_day": _month_day, "day_month": _day_month, "month_year": _month_year, "month": _bare_month,
    "weekday": _weekday, "near_day": _near_day, "weekend": _weekend, "period": _period, "last_n": _last_n, "ago": _ago,
    "story_day": _story_day, "story_period": _story_period, "decade": _decade, "season": _season_of, "years": _years,
    "figures": _figures, "short": _short, "beyond": _beyond, "story_weekday": _story_weekday,
    "count_from": _count_from, "part_of": _part_of, "day_only": _day_only,
    "story_month": _story_month, "week_of": _week_of, "by_feast": _by_feast, "times_ago": _times_ago, "ahead": _ahead,
    "quarter": _quarter, "century": _century, "short_decade": _short_decade, "bare_season": _bare_season,
    "year": lambda parts, anchor: _year(int(parts["year"] or 0), parts["part"]), "feast": _feast,
}  # fmt: skip
