"""How dates, certainties and labels are worded."""

import pytest

from geo.viewer import words


@pytest.mark.parametrize(
    ("start", "end", "precision", "says"),
    [
        ("2015-11-26", "2015-11-26", "day", "Thursday 26 November 2015"),
        ("2015-11-18", "2015-11-19", "days", "18–19 November 2015"),
        ("2015-11-30", "2015-12-04", "week", "week of 30 November 2015"),
        ("2015-11-01", "2015-11-30", "month", "November 2015"),
        ("2011-01-01", "2015-11-26", "since", "since 2011"),
        ("2011-01-01", "2011-12-31", "year", "2011"),
        (
            "2015-11-21",
            "2015-11-26",
            "around",
            "in the days before 26 November 2015",
        ),
        (None, None, None, ""),
        ("nonsense", None, "day", "nonsense"),
    ],
)
def test_dates_are_as_precise_as_the_text(start, end, precision, says):
    assert words.span(start, end, precision) == says


def test_plain_text_is_shown_as_it_is():
    assert words.plain("a_b [x](y) :red[z] $m$ <i>") == r"a\_b \[x\]\(y\) \:red\[z\] \$m\$ \<i\>"


@pytest.mark.parametrize(("share", "says"), [(0.914, "91 %"), (0.9996, "99 %"), (1.0, "100 %"), (0.0, "0 %")])
def test_nothing_is_quite_certain_but_what_a_reader_chose(share, says):
    assert words.percent(share) == says


def test_labels_that_are_the_same_are_numbered():
    labels = {"a": "March", "b": "March", "c": "March (2)", "d": "March", "e": "Vote"}
    told = words.told_apart(labels)
    assert told == {"a": "March", "b": "March (3)", "c": "March (2)", "d": "March (4)", "e": "Vote"}
    assert words.told_apart(told) == told
