"""The article with its marks: stretches that join to the text."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from geo.viewer.reader import is_headed, stretches
from tests.test_atlas import RECORD, TEXT


def test_stretches_join_to_the_article_and_carry_their_marks():
    parts, counts = stretches(RECORD, {"m1", "m2", "m3", "q1", "e1", "e2"})
    assert "".join(part["text"] for part in parts) == TEXT
    assert counts == {"places": 3, "quotes": 1, "events": 2, "minor": 0}
    by_text = {part["text"]: part for part in parts}
    assert by_text["Lyon"]["place"] == "geonames:1"
    assert by_text["Ana"]["unplaced"] is True
    assert by_text["spoke"]["trigger"] is True
    assert by_text["Lille"]["quote"] == "direct" and by_text["Lille"]["place"] == "geonames:2"
    assert by_text["spoke"]["go"] == "geonames:1" and by_text["spoke"]["first"]
    rest = by_text[" is next,"]
    assert rest["go"] == "geonames:1" and not rest["first"]


def test_triggers_of_minor_events_are_told_apart_and_give_way_to_those_of_the_story():
    record = copy.deepcopy(RECORD)
    record["events"].append(record["events"][0] | {"id": "e4", "group": "e4", "salience": 0.1})
    record["events"][1]["salience"] = 0.1
    parts, counts = stretches(record, {"e1", "e2", "e4"})
    by_text = {part["text"]: part for part in parts}
    assert (by_text["spoke"]["minor"], by_text["march"]["minor"]) == (False, True)
    assert counts == {"places": 0, "quotes": 0, "events": 1, "minor": 2}


def test_what_is_filtered_away_is_not_marked():
    parts, counts = stretches(RECORD, set())
    assert parts == [{"at": 0, "text": TEXT}] and counts == {"places": 0, "quotes": 0, "events": 0, "minor": 0}


@given(st.data())
def test_stretches_join_whatever_the_spans(data):
    record = copy.deepcopy(RECORD)
    offsets = st.integers(0, len(TEXT))
    for row in (*record["mentions"], *record["quotes"]):
        row["start"], row["end"] = sorted((data.draw(offsets), data.draw(offsets)))
    parts, _ = stretches(record, {"m1", "m2", "m3", "q1", "e1"})
    assert "".join(part["text"] for part in parts) == TEXT


def test_an_article_is_headed_whose_first_line_is_its_title():
    assert is_headed({**RECORD, "title": "A march", "text": "A march \nThey met."})
    assert not is_headed({**RECORD, "title": "A march", "text": "A march in Lyon\nThey met."})
    assert not is_headed({**RECORD, "title": None, "text": ""})
