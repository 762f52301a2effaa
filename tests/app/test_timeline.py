"""The timeline's lanes: what they count, and by what stretch of time."""

import copy

import pandas as pd
import pytest

from geo.app import atlases, timeline
from geo.atlas import Atlas, Clock, Filter
from tests.test_atlas import RECORD


def stripped(monkeypatch, *days: str | None, clock: Clock = "happened") -> timeline.Strip:
    record = copy.deepcopy(RECORD)
    event = record["events"][0]
    record["quotes"] = []
    record["events"] = [
        {**event, "id": f"d{i}", "group": f"d{i}", "date": day, "date_end": day} for i, day in enumerate(days)
    ]
    record["links"] = [
        {"item": f"d{i}", "place": "geonames:1", "role": "happened", "start": None, "end": None, "why": ""}
        for i in range(len(days))
    ]
    monkeypatch.setattr(atlases, "filtered", lambda article, wanted: Atlas.from_records([record]))
    return timeline.strip.__wrapped__("any", Filter(clock=clock))


def test_items_of_a_day_are_one_bar_and_undated_ones_are_counted(monkeypatch):
    drawn = stripped(monkeypatch, "2024-05-01", "2024-05-01", "2024-05-03", None)
    assert (drawn.told, drawn.dated, drawn.beyond) == (4, 3, 0)
    (lane,) = drawn.plot["lanes"]
    assert lane["bars"] == [["2024-05-01", "2024-05-01", 2], ["2024-05-03", "2024-05-03", 1]]
    assert drawn.plot["most"] == 2 and drawn.plot["first"] < "2024-05-01" and drawn.plot["last"] > "2024-05-03"


def test_on_the_other_clock_all_stands_on_the_day_of_publication(monkeypatch):
    drawn = stripped(monkeypatch, "2024-05-01", "2024-05-03", None, clock="published")
    published = RECORD["published"]
    assert (drawn.told, drawn.dated, drawn.beyond) == (3, 3, 0)
    assert [lane["bars"] for lane in drawn.plot["lanes"]] == [[[published, published, 3]]]


@pytest.mark.parametrize(
    ("days", "bar"),
    [
        (["2024-01-05", "2024-06-20", "2024-12-30"], ["2024-01-01", "2024-01-31", 1]),
        (["1990-01-05", "2004-06-20", "2024-12-30"], ["1990-01-01", "1990-12-31", 1]),
    ],
)
def test_long_stretches_are_counted_by_month_or_year(monkeypatch, days, bar):
    drawn = stripped(monkeypatch, *days)
    assert drawn.plot["lanes"][0]["bars"][0] == bar


def test_a_few_days_far_away_do_not_squeeze_the_rest():
    days = pd.Series(pd.to_datetime(["2015-11-13"] * 6 + ["2015-11-20"] * 6 + ["1998-01-01"]))
    first, last = timeline.window(days)
    assert first > pd.Timestamp("2015-10-01") and last < pd.Timestamp("2016-01-01")


def test_nothing_dated_draws_nothing(monkeypatch):
    drawn = stripped(monkeypatch, None)
    assert drawn == timeline.Strip({}, 1, 0, 0)
