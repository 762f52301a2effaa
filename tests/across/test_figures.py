"""The dead and the hurt that sentences count."""

import pytest

from geo.across.figures import counts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The blast killed at least 31 shoppers and wounded sixty-four others.", [("dead", 31), ("hurt", 64)]),
        ("Nineteen miners died and 40 were injured.", [("dead", 19), ("hurt", 40)]),
        ("The collapse left four people dead and eleven hurt.", [("dead", 4), ("hurt", 11)]),
        ("The number of dead rose to 1,204.", [("dead", 1204)]),
        ("Some two thousand villagers perished.", [("dead", 2000)]),
        ("More than a hundred are feared dead.", [("dead", 100)]),
        ("Divers found the bodies of three dozen sailors.", [("dead", 36)]),
        ("The fire injured 7, killing one woman of them.", [("hurt", 7), ("dead", 1)]),
    ],
)
def test_numbers_belong_to_the_nearest_fate(sentence, expected):
    assert [(count.fate, count.number) for count in counts(sentence)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "No one was killed.",
        "Hussein, 52, died in hospital.",
        "She died after six hours.",
        "Twelve sailors were rescued and five are missing.",
        "A quake of magnitude 6.1 killed a shepherd.",
        "Killed were a baker and his son; in 1998 the oven was built.",
        "Sixteen families lost their homes.",
        "",
    ],
)
def test_other_numbers_count_nobody(sentence):
    assert counts(sentence) == []


def test_offsets_are_those_of_the_number_in_the_whole_text():
    text = "Nobody saw it. The flood drowned two hundred and injured 9."
    dead, hurt = counts(text, 15)
    assert text[dead.start : dead.end] == "two hundred"
    assert text[hurt.start : hurt.end] == "9"
    assert counts(text, 0, 14) == []
