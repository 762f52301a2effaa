"""What days an expression means that names them: dates, months, weekdays, feasts, seasons, parts of a year."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from geo.language.dates.expressions import ORDINALS, WEEKDAYS
from geo.language.dates.feasts import Feast, feast_days, feasts_around, feasts_in
from geo.language.dates.stretches import (
    Anchor,
    Parts,
    Reader,
    Stretch,
    add_months,
    count_of,
    month_end,
    month_number,
    nth_weekday,
    one_day,
    ordinal_of,
    part_of_month,
    precision_of,
    relation_of,
    unit_from,
    weekday_near,
    whole_month,
    whole_season,
    whole_week,
    whole_year,
)


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
        return year_number(parts, anchor)
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
        return today - count_of({"n": words.split()[0]})
    return told + {"previous year": -1, "preceding year": -1, "year before": -1, "following year": 1,
                   "year after": 1}.get(words, 0)  # fmt: skip


def _figures(parts: Parts, anchor: Anchor) -> Stretch:
    """Read a day in figures in the order that its figures, its weekday or the text settle, else stops, else the tense.

    Between stops the day comes first; of two days left the one nearest to publication on its tense's side is meant.
    """
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    years = [year] if (year := year_number(parts, anchor)) else _years_around(anchor)
    pairs = [(two, one), (one, two)]
    readings = [[date(y, m, d) for y in years if m <= 12 and d <= monthrange(y, m)[1]] for m, d in pairs]
    days = [day for day in (_on_side(days, anchor) for days in readings) if day]
    if parts["weekday"]:
        days = [day for day in days if day.weekday() == WEEKDAYS[parts["weekday"]]] or days
    first = anchor.order or ("day" if parts["stop"] == "." else None)
    if len(days) == 2 and first and not parts["weekday"]:
        days = days[:1] if first == "day" else days[1:]
    return one_day(_on_side(days, anchor) or days[0])


def _years_around(anchor: Anchor) -> list[int]:
    if anchor.day is None:
        raise ValueError("no anchor")
    return [anchor.day.year + step for step in (-1, 0, 1)]


def _on_side(days: list[date], anchor: Anchor) -> date | None:
    """Return the day nearest to publication, one on the side of the clause's tense where there is one."""
    today = anchor.day
    if today is None or not days:
        return next(iter(days), None)
    ahead = anchor.tense > 0
    return min(days, key=lambda day: (day < today if ahead else day > today, abs((today - day).days)))


def year_number(parts: Parts, anchor: Anchor) -> int:
    """Return the year that four or two figures mean, 0 where none are told.

    Two are those of the century up to ten years from publication.
    """
    text = (parts["year"] or "").lstrip("'’‘")
    year = int(text or 0)
    if len(text) != len("98"):
        return year
    latest = (anchor.day.year if anchor.day else date.today().year) + 10
    return latest - (latest - year) % 100


def _short(parts: Parts, anchor: Anchor) -> Stretch:
    return one_day(date(year_number(parts, anchor), month_number(parts["month"]), ordinal_of(parts["day"])))


def _iso(parts: Parts, anchor: Anchor) -> Stretch:
    return one_day(date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0)))


def _month_day(parts: Parts, anchor: Anchor) -> Stretch:
    month, day = month_number(parts["month"]), ordinal_of(parts["day"])
    first = date(_year_of(month, day, parts, anchor), month, day)
    if not parts["day2"]:
        return one_day(first)
    last = date(first.year, month_number(parts["month2"]) if parts["month2"] else month, ordinal_of(parts["day2"]))
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
    return part_of_month(date(year_number(parts, anchor), month_number(parts["month"]), 1), parts)


def _bare_month(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    month, relation = month_number(parts["month"]), relation_of(parts)
    year, this = anchor.day.year, anchor.day.month
    if parts["which"]:
        return part_of_month(date(_told_year(parts["which"], anchor), month, 1), parts)
    if relation == "last":
        year -= month >= this - 1  # in August, "last July" is that of the year before: this one is "in July"
    elif relation == "next" or (anchor.tense > 0 and relation != "this"):
        year += month < this or (month == this and relation == "next")
    elif not relation and (month > this and (anchor.tense < 0 or month - this > 3)):
        year -= 1
    elif not relation and anchor.tense == 0 and month < this - 9:
        year += 1
    return part_of_month(date(year, month, 1), parts)


def _weekday(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    weekday = WEEKDAYS[parts["weekday"] or ""]
    first = weekday_near(weekday, relation_of(parts), anchor.day, anchor.tense)
    if week := (parts["week0"] or parts["week"] or "").lower():
        steps = {"last": -1, "next": 1}.get(week, 0)
        first = whole_week(anchor.day + timedelta(days=7 * steps)).first + timedelta(days=weekday)
    if parts["later"]:
        first = weekday_near(weekday, "", anchor.day, 1) + timedelta(days=7)  # "Thursday week"
    if not parts["weekday2"]:
        return one_day(first)
    last = first + timedelta(days=(WEEKDAYS[parts["weekday2"]] - first.weekday()) % 7)
    if last > anchor.day >= first and anchor.tense <= 0:
        first, last = first - timedelta(days=7), last - timedelta(days=7)
    return Stretch(first, last, "days")


def _week_of(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the week of June 19", "the week ending 9 June", "the weekend of 10 June"."""
    named = {**parts, "month": parts["month"] or parts["month0"], "day": parts["day"] or parts["day0"]}
    day = _month_day({**named, "day2": None, "month2": None}, anchor).first
    week = whole_week(day).first
    if parts["span"] == "weekend":
        return Stretch(week + timedelta(days=5), week + timedelta(days=6), "days")
    first = {"of": week, "ending": day - timedelta(days=6)}.get(parts["way"] or "", day)
    return Stretch(first, first + timedelta(days=6), "week")


def _quarter(parts: Parts, anchor: Anchor) -> Stretch:
    size, number = (3, int(parts["quarter"])) if parts["quarter"] else (6, int(parts["half"] or 0))
    first = date(int(parts["year"] or 0), size * (number - 1) + 1, 1)
    return Stretch(first, month_end(add_months(first, size - 1)), "month")


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


def _decade(parts: Parts, anchor: Anchor) -> Stretch:
    first = int(parts["decade"] or 0)
    from_, to = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((parts["part"] or "").lower(), (0, 9))
    return Stretch(date(first + from_, 1, 1), date(first + to, 12, 31), "years")


def _season_of(parts: Parts, anchor: Anchor) -> Stretch:
    year = year_number(parts, anchor) or _told_year(parts["which"] or "", anchor)
    season = whole_season(parts["season"] or "", year)
    step = {"early": 0, "mid": 1, "late": 2}.get((parts["part"] or "").lower())
    return season if step is None else whole_month(add_months(season.first, step))


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
            return whole_year(whole.first.year, part)
        return part_of_month(whole.first, {"part": part})
    several = {"day": 7, "week": 2, "month": 3} if parts["many"] == "s" else {}
    count = count_of(parts) if parts["n"] else several.get(parts["unit"] or "", 1)
    unit, nth = parts["unit"] or "", _QUARTERS.get((parts["nth"] or "").lower())
    months = {"month": 1, "quarter": 3, "hal": 6}.get(unit)
    if whole.precision == "year" and months:
        size = months * count
        first = date(whole.first.year, 13 - size if nth is None else 1 + nth * size, 1)
        last = month_end(add_months(first, size - 1))
    elif unit in WEEKDAYS:
        first = last = nth_weekday(whole, WEEKDAYS[unit], nth)
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
    return Stretch(first, last, precision_of((last - first).days + 1))


def _whole(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Return the month or the year that an expression names a part of."""
    if parts["month"]:
        named = {**parts, "part": None, "rel": None}
        return _month_year(named, anchor) if parts["year"] else _bare_month(named, anchor)
    if parts["year0"]:
        return whole_year(int(parts["year0"] or 0))
    relation, unit = re.split(r"\s+(?=\w+$)", parts["whole"] or "")
    if relation.split()[-1] in ("same", "that", "previous", "following"):
        step, day = {"previous": -1, "following": 1}.get(relation.split()[-1], 0), anchor.told or anchor.day
    else:
        step, day = {"last": -1, "next": 1}.get(relation, 0), anchor.day
    return unit_from(day, unit, step) if day else None


def _day_only(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the 2nd": of a month named beside it, else the first such day after the day last named."""
    day, which = ordinal_of(parts["day"]), (parts["which"] or "").split()
    if which and which[0] in ("last", "next", "this") and anchor.day:
        return one_day(add_months(anchor.day, {"last": -1, "next": 1}.get(which[0], 0)).replace(day=day))
    if anchor.story:
        same = add_months(anchor.story, 0 if which or day > anchor.story.day else 1).replace(day=day)
        if which or anchor.day is None or anchor.tense <= 0 or same >= anchor.day:
            return one_day(same)
    if anchor.day is None:
        return None
    step = int(anchor.tense > 0 and day < anchor.day.day) - int(anchor.tense <= 0 and day > anchor.day.day)
    return one_day(add_months(anchor.day, step).replace(day=day))


def _years(parts: Parts, anchor: Anchor) -> Stretch:
    first, last = parts["year"] or "", parts["year2"] or ""
    last = first[:2] + last if len(last) == 2 else last
    if int(last) <= int(first):
        raise ValueError("not a range")
    return Stretch(date(int(first), 1, 1), date(int(last), 12, 31), "years")


_TURN = 6
"""The last month in which "the new year" without a tense is the one that has begun."""
_FEAST_NAMES = {re.sub(r"\s+", " ", name).lower(): name for name in feast_days()}


def feast_name(parts: Parts) -> str:
    """Return the name of a feast as `feast_days` has it."""
    words = re.sub(r"\s+", " ", parts["feast"] or "").lower().replace("’", "'")
    return _FEAST_NAMES[words.replace("st. ", "st ")]


def read_feast(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Return the days of a feast in the year told, else of the nearest one on the side that the tense says."""
    name = feast_name(parts)
    feast = _feast_of(name, parts, anchor)
    if feast is None:
        return None
    if parts["weekend"]:
        return _feast_weekend(name, feast.first)
    return Stretch(*feast, precision_of((feast.last - feast.first).days + 1))


def _feast_of(name: str, parts: Parts, anchor: Anchor) -> Feast | None:
    if parts["year"] or parts["which"]:
        year = year_number(parts, anchor) or _told_year(parts["which"] or "", anchor)
        return next(iter(feasts_in(name, year)), None)
    today, relation = anchor.day, relation_of(parts)
    if today is None:
        return None
    feasts = feasts_around(name, today.year)
    before, after = [f for f in feasts if f.first <= today], [f for f in feasts if f.last >= today]
    if relation == "next" or (relation != "last" and anchor.tense > 0):
        return next(iter(after), None)
    if relation == "last" or anchor.tense < 0:
        return next(reversed(before), None)
    return min(feasts, key=lambda f: abs((f.first - today).days) * (1 if f.first <= today else 2), default=None)


def _feast_weekend(name: str, day: date) -> Stretch:
    """Return the days from a feast to the Saturday and Sunday next to it; Easter's are Good Friday to Easter Monday."""
    if feast_days()[name] == "easter 0":
        return Stretch(day - timedelta(days=2), day + timedelta(days=1), "days")
    saturday = day + timedelta(days=(8 - day.weekday()) % 7 - 3)
    return Stretch(min(day, saturday), max(day, saturday + timedelta(days=1)), "days")


def _new_year(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "in the new year": the first months of the year to come, of this one where they are past."""
    if anchor.day is None:
        return None
    past = anchor.tense < 0 or (anchor.tense == 0 and anchor.day.month <= _TURN)
    return whole_year(anchor.day.year + (not past), "early")


READERS: Mapping[str, Reader] = {
    "iso": _iso,
    "month_day": _month_day,
    "day_month": _day_month,
    "month_year": _month_year,
    "month": _bare_month,
    "weekday": _weekday,
    "decade": _decade,
    "season": _season_of,
    "years": _years,
    "figures": _figures,
    "short": _short,
    "part_of": _part_of,
    "day_only": _day_only,
    "week_of": _week_of,
    "quarter": _quarter,
    "century": _century,
    "short_decade": _short_decade,
    "bare_season": _bare_season,
    "feast": read_feast,
    "new_year": _new_year,
    "year": lambda parts, anchor: whole_year(int(parts["year"] or 0), parts["part"]),
}
