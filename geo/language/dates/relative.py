"""What days an expression means that counts them from others: from publication, a feast, or the day last named."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from geo.language.dates.absolute import feast_name, read_feast
from geo.language.dates.expressions import INEXACT, WEEKDAYS
from geo.language.dates.feasts import feasts_around
from geo.language.dates.stretches import (
    SEASONS,
    Anchor,
    Parts,
    Reader,
    Stretch,
    add_months,
    count_of,
    month_number,
    one_day,
    part_of_month,
    precision_of,
    relation_of,
    relative_season,
    unit_from,
    weekday_near,
    whole_month,
    whole_season,
    whole_week,
    whole_year,
)


def _beyond(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the Friday before last", "the year after next"."""
    if anchor.day is None:
        return None
    unit, ahead = parts["unit"] or "", (parts["rel"] or "").startswith("after")
    step = 1 if ahead else -1
    if parts["feast"]:
        return None if ahead else _feast_back(feast_name(parts), 2, anchor.day)
    if unit in WEEKDAYS:
        nearest = weekday_near(WEEKDAYS[unit], "", anchor.day + timedelta(days=step), step)
        return one_day(nearest + timedelta(days=7 * step))
    if unit == "weekend":
        first, last, precision = _weekend({"rel": "next" if ahead else "last"}, anchor) or one_day(anchor.day)
        return Stretch(first + timedelta(days=7 * step), last + timedelta(days=7 * step), precision)
    if unit in SEASONS:
        near = relative_season(unit, step, anchor.day)
        return whole_season(unit, near.first.year + step)
    return unit_from(anchor.day, "day" if unit in ("night", "evening") else unit, 2 * step)


def _story_weekday(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the following Tuesday" from the day last named, the last or the next one where none is."""
    weekday, relation = WEEKDAYS[parts["weekday"] or ""], parts["rel"] or "same"
    day = anchor.story or anchor.day
    if day is None:
        return None
    if relation == "following":
        return one_day(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1))
    if relation == "previous":
        return one_day(day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1))
    if anchor.story is None:
        return one_day(weekday_near(weekday, "", day, anchor.tense))
    return one_day(whole_week(day).first + timedelta(days=weekday))


def _count_from(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "a year ago today", "a week from Thursday", "two days before Christmas"."""
    if anchor.day is None:
        return None
    base = anchor.day
    if parts["near"]:
        base += timedelta(days={"yesterday": -1, "tomorrow": 1}.get(parts["near"] or "", 0))
    elif parts["feast"]:
        base = (
            read_feast({**parts, "rel": None, "year": None, "which": None, "weekend": None}, anchor) or one_day(base)
        ).first
    elif parts["weekday"]:
        relation = "next" if parts["way"] == "from" and parts["rel"] == "next" else relation_of(parts)
        tense = 1 if parts["way"] in ("from", None) else anchor.tense
        base = weekday_near(WEEKDAYS[parts["weekday"] or ""], relation, base, tense)
    count = count_of(parts) * (-1 if parts["way"] in ("ago", "before") else 1)
    unit = parts["unit"] or parts["weeks"] or ""
    if unit in ("day", "week", "fortnight"):
        there = base + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    elif unit in ("month", "year", "decade"):
        first = add_months(base, count * {"month": 1, "year": 12, "decade": 120}[unit])
        there = first.replace(day=min(base.day, monthrange(first.year, first.month)[1]))
    else:
        return None
    if parts["this"]:
        return whole_week(there) if (parts["this"] or "").endswith("week") else whole_month(there.replace(day=1))
    return one_day(there)


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
    return one_day(anchor.day + timedelta(days=days.get(word, 0)))


def _weekend(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    today, relation = anchor.day, relation_of(parts)
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
    step = {"last": -1, "next": 1}.get(relation_of(parts), 0)
    if parts["season"]:
        return relative_season(parts["season"], step, anchor.day)
    there = unit_from(anchor.day, parts["unit"] or "", step, ahead=step > 0)
    side = (parts["side"] or "").lower()
    if side in ("early", "mid", "late") and there.precision == "year":
        return whole_year(there.first.year, side)
    if side in ("early", "mid", "late") and there.precision == "month":
        return part_of_month(there.first, {"part": side})
    if step == 0 and side == "earlier":
        return there._replace(last=anchor.day)
    return there._replace(first=anchor.day) if step == 0 and side == "later" else there


def _last_n(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.day is None:
        return None
    count, unit = count_of(parts), parts["unit"] or ""
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
    if relation_of(parts) == "next":
        return Stretch(anchor.day, anchor.day + timedelta(days=days), precision_of(days))
    return Stretch(anchor.day - timedelta(days=days), anchor.day, precision_of(days))


def _ago(parts: Parts, anchor: Anchor) -> Stretch | None:
    way = re.sub(r"\s+", " ", parts["way"] or "ago")
    day = anchor.day if way in ("ago", "from now") else anchor.story or anchor.day
    if day is None:
        return None
    count, unit = count_of(parts), parts["unit"] or ""
    ahead = way not in ("ago", "earlier")
    if parts["half"] or parts["half0"] or parts["share"]:
        return _broken(day, count, parts, ahead)
    if way == "earlier" and anchor.story is None and unit in ("minute", "hour"):
        return one_day(day)
    there = unit_from(day, "century" if unit == "centurie" else unit, count if ahead else -count)
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
        return one_day(day + timedelta(days=days if ahead else -days))
    months = round(size * _MONTHS_IN[unit])
    there = add_months(day, months if ahead else -months)
    return whole_month(there) if unit in ("month", "year") else whole_year(there.year)


def _ahead(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "in three days' time", and "in two weeks" of what is still to come."""
    if anchor.day is None or not (parts["time"] or anchor.tense > 0):
        return None
    there = unit_from(anchor.day, parts["unit"] or "", count_of(parts))
    return _inexact(there) if parts["unit"] == "day" and (parts["n"] or "").lower() in INEXACT else there


def _inexact(day: Stretch) -> Stretch:
    """Return the days around one that was told by "a few" or "about"."""
    return Stretch(day.first - timedelta(days=1), day.last + timedelta(days=1), "days")


def _times_ago(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "three Saturdays ago", "two summers ago", "two Christmases ago", "two nights ago"."""
    if anchor.day is None:
        return None
    count = count_of(parts)
    if parts["weekday"]:
        last = weekday_near(WEEKDAYS[parts["weekday"]], "last", anchor.day, -1)
        return one_day(last - timedelta(days=7 * (count - 1)))
    if parts["season"]:
        return whole_season(parts["season"], relative_season(parts["season"], -1, anchor.day).first.year - count + 1)
    if parts["feast"]:
        return _feast_back(feast_name(parts), count, anchor.day)
    if parts["unit"] == "weekend":
        first, last, precision = _weekend({"rel": "last"}, anchor) or one_day(anchor.day)
        return Stretch(first - timedelta(days=7 * (count - 1)), last - timedelta(days=7 * (count - 1)), precision)
    return one_day(anchor.day - timedelta(days=count))


def _feast_back(name: str, count: int, today: date) -> Stretch | None:
    """Return the first day of the celebration that is so many before a day."""
    around = [feast for year in (today.year - count + 1, today.year) for feast in feasts_around(name, year)]
    past = sorted({feast for feast in around if feast.first < today})
    return one_day(past[-count].first) if len(past) >= count else None


def _by_feast(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "the Sunday after Easter", "the day before Good Friday"."""
    feast = read_feast({**parts, "rel": None, "weekend": None}, anchor)
    if feast is None:
        return None
    step = 1 if parts["way"] == "after" else -1
    unit, day = "day" if parts["eve"] else parts["unit"] or "", feast.first
    if unit in WEEKDAYS:
        return _story_weekday({"weekday": unit, "rel": "following" if step > 0 else "previous"}, Anchor(None, day, 0))
    if unit == "weekend":
        saturday = day + timedelta(days=(5 - day.weekday() - 1) % 7 + 1 if step > 0 else (5 - day.weekday()) % 7 - 7)
        return Stretch(saturday, saturday + timedelta(days=1), "days")
    return unit_from(day, unit, step)


def _moved_weekday(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "Monday" in "put off from Monday to Thursday": the last one before the day to come, or the next."""
    if anchor.day is None:
        return None
    new = weekday_near(WEEKDAYS[parts["weekday2"] or ""], "", anchor.day, 1)
    step = 1 if parts["forward"] else -1
    return one_day(weekday_near(WEEKDAYS[parts["weekday"] or ""], "", new + timedelta(days=step), step))


def _story_month(parts: Parts, anchor: Anchor) -> Stretch | None:
    """Read "that May", "the following March" from the day last named."""
    if anchor.told is None:
        return None
    month, relation = month_number(parts["month"]), parts["rel"] or "same"
    step = {"following": month <= anchor.told.month, "previous": -(month >= anchor.told.month)}.get(relation, 0)
    return whole_month(date(anchor.told.year + step, month, 1))


def _story_day(parts: Parts, anchor: Anchor) -> Stretch | None:
    if anchor.story is None:
        return None
    if parts["rel3"]:
        return one_day(anchor.story)
    word = (parts["rel"] or parts["rel2"] or "").split()[-1].lower()
    return one_day(anchor.story + timedelta(days={"next": 1, "following": 1, "after": 1, "same": 0}.get(word, -1)))


def _story_period(parts: Parts, anchor: Anchor) -> Stretch | None:
    unit = parts["unit"] or parts["unit2"] or ""
    if unit not in ("week", "month", "year"):
        return one_day(anchor.story) if anchor.story else None
    told = anchor.told or (anchor.day if parts["which"] else None)
    if told is None:
        return None
    there = unit_from(told, unit, int(parts["rel"] == "following"))
    if parts["which"]:
        return whole_month(add_months(there.first, -12)) if unit == "month" else None
    return there._replace(first=anchor.told) if (parts["side"] or "").lower() == "later" else there


READERS: Mapping[str, Reader] = {
    "near_day": _near_day,
    "weekend": _weekend,
    "period": _period,
    "last_n": _last_n,
    "ago": _ago,
    "story_day": _story_day,
    "story_period": _story_period,
    "beyond": _beyond,
    "story_weekday": _story_weekday,
    "count_from": _count_from,
    "story_month": _story_month,
    "by_feast": _by_feast,
    "moved_weekday": _moved_weekday,
    "times_ago": _times_ago,
    "ahead": _ahead,
}
