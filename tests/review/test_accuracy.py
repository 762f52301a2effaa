"""How much of what was looked at was right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corrections import (
    AddedEvent,
    Elsewhere,
    Note,
    Nothing,
    PlaceOfEvent,
    SpeakerOfQuote,
    StatusOfEvent,
    TypeOfEvent,
)
from geo.review import accuracy
from geo.review.accuracy import wilson
from tests.review.sample import at, place, right

MARCH, QUAY, QUOTE = at("marched", "event"), at("collapsed", "event"), at("Nobody was hurt today,", "quote")


def shares(*corrections):
    return {kind: (found.right, found.checked) for kind, found in accuracy(corrections).items()}


def test_checked_is_right_and_corrected_is_wrong():
    assert shares(right(MARCH), TypeOfEvent(QUAY, "PROTEST"), SpeakerOfQuote(QUOTE, None)) == {
        "event": (1, 2),
        "quote": (0, 1),
    }


@pytest.mark.parametrize("order", [1, -1])
def test_what_was_corrected_and_then_checked_was_wrong(order):
    assert shares(*[StatusOfEvent(MARCH, "planned"), right(MARCH)][::order]) == {"event": (0, 1)}


def test_what_was_right_only_after_a_correction_was_wrong():
    assert shares(right(MARCH, corrected=True), right(QUAY)) == {"event": (1, 2)}


def test_an_item_counts_once():
    assert shares(right(MARCH), right(MARCH), Nothing(QUAY), PlaceOfEvent(QUAY, None, place("Porto"))) == {
        "event": (1, 2)
    }


def test_a_name_counts_once_however_far_its_correction_reaches():
    wrong, here = place("Porto"), at("Vigo", "mention")
    assert shares(Elsewhere("geonames:11", wrong), Elsewhere("geonames:11", None, "Vigo")) == {"mention": (0, 1)}
    assert shares(Elsewhere("geonames:11", wrong, within=here), right(here)) == {"mention": (0, 1)}
    assert shares(Elsewhere(None, wrong, "Vigo"), Elsewhere(None, wrong, "Porto")) == {"mention": (0, 2)}


def test_what_was_missed_is_counted_apart():
    added = AddedEvent(QUAY, "ACCIDENT")
    found = accuracy([added, TypeOfEvent(QUAY, "PROTEST"), right(MARCH)])["event"]
    assert (found.right, found.checked, found.missed) == (1, 1, 1)
    (alone,) = accuracy([added]).values()
    assert (alone.checked, alone.low, alone.high) == (0, 0.0, 1.0)


def test_comments_tell_nothing():
    assert accuracy([Note(MARCH, "?")]) == {} == accuracy([])


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [
        (9, 10, 0.5958, 0.9821),
        (0, 5, 0.0, 0.4345),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_the_interval_is_that_of_wilson(right, count, low, high):
    """81 of 263 is Newcombe's example (Statistics in Medicine, 1998)."""
    assert wilson(right, count) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_the_interval_holds_the_share_and_narrows(count, share):
    right = round(share * count)
    low, high = wilson(right, count)
    assert 0 <= low <= right / count + 1e-12 and right / count - 1e-12 <= high <= 1
    wider = wilson(right * 4, count * 4)
    assert wider[1] - wider[0] < high - low
