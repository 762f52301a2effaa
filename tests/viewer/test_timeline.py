"""The timeline's lanes: what they count, and by what stretch of time."""

import copy
from collections import Counter
from datetime import datetime

import pytest

from geo.atlas import Atlas, Clock
from geo.viewer import timeline
from tests.test_atlas import RECORD

NOWHERE = [timeline.BEYOND, timeline.VAGUE, timeline.UNDATED]


def drawn_of(*days: str | None, clock: Clock = "happened") -> dict:
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
    return timeline.lanes(Atlas.from_records([record]), clock)


def test_items_of_a_day_are_one_bar_and_undated_ones_are_counted():
    drawn = drawn_of("2024-05-01", "2024-05-01", "2024-05-03", None)
    assert (drawn["undated"], drawn["beyond"], drawn["vague"]) == (1, 0, 0)
    (lane,) = drawn["lanes"]
    assert lane["bars"] == [["2024-05-01", "2024-05-01", 2], ["2024-05-03", "2024-05-03", 1]]
    assert drawn["first"] < "2024-05-01" and drawn["last"] > "2024-05-03"


def test_on_the_other_clock_all_stands_on_the_day_of_publication():
    drawn = drawn_of("2024-05-01", "2024-05-03", None, clock="published")
    published = RECORD["published"]
    assert (drawn["undated"], drawn["beyond"]) == (0, 0)
    assert [lane["bars"] for lane in drawn["lanes"]] == [[[published, published, 3]]]


@pytest.mark.parametrize(
    ("days", "bar"),
    [
        (["2024-01-05", "2024-06-20", "2024-12-30"], ["2024-01-01", "2024-01-31", 1]),
        (["1990-01-05", "2004-06-20", "2024-12-30"], ["1990-01-01", "1990-12-31", 1]),
    ],
)
def test_long_stretches_are_counted_by_month_or_year(days, bar):
    drawn = drawn_of(*days)
    assert drawn["lanes"][0]["bars"][0] == bar


def test_a_few_days_far_away_do_not_squeeze_the_rest():
    days = Counter({datetime(2015, 11, 13): 6, datetime(2015, 11, 20): 6, datetime(1998, 1, 1): 1})
    first, last = timeline.window(days)
    assert first > datetime(2015, 10, 1) and last < datetime(2016, 1, 1)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_drawn(day):
    assert [lane["bars"] for lane in drawn_of(day)["lanes"]] == [[[day, day, 1]]]


def test_each_item_stands_in_the_bar_that_counts_it(seed_record):
    atlas = Atlas.from_records([seed_record])
    for clock in ("happened", "published"):
        drawn, rows = timeline.lanes(atlas, clock), timeline.placed(atlas, clock)
        for lane in drawn["lanes"]:
            bars = rows[rows["category"] == lane["category"]]["bar"].value_counts()
            assert {bar: items for bar, _, items in lane["bars"]} == bars.drop(NOWHERE, errors="ignore").to_dict()
        assert [int((rows["bar"] == name).sum()) for name in NOWHERE] == [drawn[name] for name in NOWHERE]
        assert rows["inferred"].sum() == drawn["inferred"]


def test_nothing_dated_draws_nothing():
    drawn = drawn_of(None)
    assert drawn["lanes"] == [] and drawn["undated"] == 1
