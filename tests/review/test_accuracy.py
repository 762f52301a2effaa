"""How much of what was looked at was right."""

import random

import pytest
from hypothesis import given, settings
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
from geo.review import Accuracy, accuracy, of_material
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


def drawn(right, count):
    return Accuracy(right, count, right / count if count else 0.0, *wilson(right, count), 0)


def test_a_sample_of_all_tells_of_all():
    found = of_material(drawn(90, 100), None, 10**6)
    assert (found.share, found.low, found.high) == pytest.approx((0.9, *wilson(90, 100)), abs=1e-3)


def test_what_was_looked_at_for_its_doubt_counts_for_itself_only():
    """Of 100 items the 20 most doubtful were looked at and 5 were right; of 40 of the others all were right."""
    found = of_material(drawn(40, 40), drawn(5, 20), 40)
    assert found.share == pytest.approx(0.85) and found.high == pytest.approx(0.85)
    assert 0.75 < found.low < 0.85


def test_once_all_was_looked_at_nothing_is_left_to_chance():
    assert of_material(drawn(7, 10), drawn(1, 10), 0) == pytest.approx((0.4, 0.4, 0.4))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_the_interval_of_the_material_has_the_truth_in_it_mostly(seed):
    chance = random.Random(seed)
    whole = [chance.random() < 0.5 for _ in range(30)] + [chance.random() < 0.95 for _ in range(170)]
    held = 0
    for _ in range(50):
        sample = chance.sample(range(30, 200), 40)
        found = of_material(drawn(sum(whole[i] for i in sample), 40), drawn(sum(whole[:30]), 30), 130)
        held += found.low <= sum(whole) / 200 <= found.high
    assert held >= 40


@given(st.integers(1, 5000), st.floats(0, 1))
def test_the_interval_holds_the_share_and_narrows(count, share):
    right = round(share * count)
    low, high = wilson(right, count)
    assert 0 <= low <= right / count + 1e-12 and right / count - 1e-12 <= high <= 1
    wider = wilson(right * 4, count * 4)
    assert wider[1] - wider[0] < high - low
