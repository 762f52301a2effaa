"""Days in every usual spelling; the order of day and month is the column's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.days import ambiguous, day, order_of

MARCH = date(2024, 3, 5)


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-05", "2024-3-5", "2024/03/05", "2024.03.05", "20240305", "20240305T100000Z", "20240305100000",
        "2024-03-05T23:30:00-05:00", "2024-03-05 10:00:00+00", "2024-03-05 23:59 EST", "05 March 2024", "5 Mar 2024",
        "5-Mar-2024", "05-Mar-24", "5/Mar/2024", "5. March 2024", "5th of March 2024", "5th March, 2024",
        "March 5, 2024", "March 5th 2024", "MARCH 5, 2024", "Mar. 5, 2024", "Mar-05-2024", "Tuesday, March 5, 2024",
        "March 5, 2024 Tuesday 6:10 PM GMT", "Tue, 05 Mar 2024 10:00:00 +0000", "Tue Mar  5 10:00:00 2024",
        "Tue Mar 05 10:00:00 +0000 2024", "Tue Mar 05 10:00:00 UTC 2024", "Mar 5, 2024 6:10 PM",
        "March 5 2024 at 18:10",
        "Published: 5 March 2024", "1709632800", "1709632800.0", "1709632800000", 1709632800, 1709632800.5,
        "1709632800000000", "45356", "05.03.2024", "5.3.24", "Timestamp('2024-03-05 00:00:00')",
    ],
)  # fmt: skip
def test_spellings(value):
    assert day(value) == MARCH
    assert not ambiguous(value) or value in ("05.03.2024",)


@pytest.mark.parametrize(
    "value",
    ["n.d.", "soon", "2024", "March 2024", "12:30", "31/31/2024", "2024-02-30", "", None, True, float("nan"), "10.5",
     "192.168.10.12", "12", "1e400", "5 Mar", "0000-00-00"],
)  # fmt: skip
def test_what_names_no_day(value):
    assert day(value) is None


@pytest.mark.parametrize(
    ("column", "order", "first"),
    [
        (["05/03/2024", "31/03/2024"], "day", MARCH),
        (["03/05/2024", "03/31/2024"], "month", MARCH),
        (["05-03-24", "n.d.", "28-02-24"], "day", MARCH),
        (["3/5/24 10:00", "3/15/24 11:30"], "month", MARCH),
        (["05/03/2024", "06/03/2024"], None, date(2024, 5, 3)),
        (["05/03/2024", "31/03/2024", "03/31/2024"], None, date(2024, 5, 3)),
        (["", "2024-03-31", "5/5/2024"], None, None),
    ],
)
def test_a_column_settles_the_order(column, order, first):
    assert order_of(column) == order
    assert day(column[0], order or "month") == first


@given(
    st.dates(date(1971, 1, 1), date(2069, 12, 31)), st.sampled_from(["%d %B %Y", "%b %d, %Y", "%Y-%m-%d", "%d-%b-%y"])
)
def test_what_is_written_is_read(when, form):
    assert day(when.strftime(form)) == when


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_numbers_are_read_in_their_order(when):
    assert day(when.strftime("%d/%m/%Y"), "day") == day(when.strftime("%m/%d/%Y"), "month") == when


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789/-.: TZ", max_size=40)))
def test_anything_is_a_day_or_none(value):
    assert day(value) is None or isinstance(day(value), date)
