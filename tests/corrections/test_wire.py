"""Corrections as JSON: what is written is read again, what is no correction is refused; made twice is made once."""

import copy
import json
import time
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import corrections
from geo.corrections import Correction, Elsewhere, Nothing, Target, as_json, correct, from_json, point, reach, says
from geo.corrections.wire import KINDS, MOST_CHARACTERS
from geo.errors import CorrectionError
from geo.ontology import event_types
from geo.records import digest
from tests.hostile import HOSTILE
from tests.test_atlas import RECORD, TEXT, place

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30) | st.sampled_from(HOSTILE)
PLACES = st.sampled_from([place("geonames:1", "Lyon"), place("geonames:2", "Lille"), point("Mill", 43.45, -90.75)])
SPANS = [(0, 7), (8, 13), (8, 16), (17, 21), (34, 39), (34, 48), (30, 48), (64, 69), (77, 82), (87, 93)]
DAYS = st.sampled_from(["2024-05-01", "2024-05-02"])
NAMES = st.lists(WORDS, max_size=3).map(tuple)


def targets(kind: str) -> st.SearchStrategy[Target]:
    """Return targets that are items of the record, overlap one, or are none of it."""
    spans = st.sampled_from(SPANS).map(lambda span: Target(digest(TEXT), kind, *span, TEXT[slice(*span)]))
    return spans | spans.map(lambda target: replace(target, article="0" * 16))


MENTION, EVENT, QUOTE = (targets(kind) for kind in ("mention", "event", "quote"))
ANY = MENTION | EVENT | QUOTE
OLD = st.sampled_from([None, "geonames:1", "geonames:2"])
IDS = st.lists(OLD.filter(bool), max_size=2).map(tuple)
ANSWERS = st.builds(
    corrections.Answer, IDS, IDS, st.none() | st.sampled_from([*event_types()]), st.none() | st.just("planned"),
    st.none() | DAYS, st.none() | DAYS, st.none() | WORDS,
)  # fmt: skip
CORRECTIONS = st.one_of(
    st.builds(Elsewhere, OLD, st.none() | PLACES, st.none() | WORDS, st.none() | MENTION | st.just(digest(TEXT))),
    st.builds(corrections.PlaceOfEvent, EVENT, OLD, st.none() | PLACES),
    st.builds(corrections.TypeOfEvent, EVENT, st.sampled_from([*event_types()])),
    st.builds(corrections.StatusOfEvent, EVENT, st.sampled_from(["happened", "planned", "possible", "denied"])),
    st.builds(corrections.DaysOfEvent, EVENT, DAYS, st.none() | st.just("2024-05-03")),
    st.builds(corrections.DaysOfEvent, EVENT, st.none(), st.none()),
    st.builds(corrections.PeopleOfEvent, EVENT, NAMES, NAMES),
    st.builds(corrections.PlacesOfQuote, QUOTE, st.none() | PLACES, st.lists(PLACES, max_size=2).map(tuple)),
    st.builds(corrections.SpeakerOfQuote, QUOTE, st.none() | WORDS),
    st.builds(Nothing, ANY),
    st.builds(corrections.AddedPlace, MENTION, PLACES),
    st.builds(corrections.AddedQuote, QUOTE, st.none() | WORDS, st.none() | PLACES),
    st.builds(corrections.AddedEvent, EVENT, st.just("PROTEST"), place=st.none() | PLACES, date=DAYS),
    st.builds(corrections.Note, ANY, WORDS),
    st.builds(corrections.Checked, ANY, ANSWERS, st.booleans()),
    st.builds(corrections.SameEvent, EVENT, st.lists(EVENT, max_size=3).map(tuple)),
    st.builds(corrections.OtherEvent, EVENT, st.lists(EVENT, max_size=3).map(tuple)),
)  # fmt: skip


def overlapping_record() -> dict:
    """Return a record with quotes within one another and an event at two places."""
    record = copy.deepcopy(RECORD)
    record["quotes"].append({**record["quotes"][0], "id": "q0", "group": "q0", "start": 30, "text": TEXT[30:48]})
    record["events"].append({**record["events"][0], "id": "e1b", "place": "geonames:2"})
    record["links"].append({**record["links"][0], "item": "e1b", "place": "geonames:2"})
    return record


def test_every_kind_has_a_name_and_is_tried():
    assert set(KINDS.values()) == set(get_args(Correction))


@given(CORRECTIONS)
def test_what_is_written_is_read_again(correction):
    assert from_json(json.loads(json.dumps(as_json(correction)))) == correction
    assert says(correction).splitlines() == [says(correction)]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(CORRECTIONS)
def test_made_twice_is_made_once(correction):
    record = overlapping_record()
    before = copy.deepcopy(record)
    once = correct([record], [correction])
    assert record == before
    assert correct(once, [correction]) == once
    assert (reach([record], correction).articles == 1) == (once[0] is not record)
    ids = [row["id"] for name in ("mentions", "quotes", "events") for row in once[0][name]]
    places = {row["id"] for row in once[0]["places"]}
    assert len(ids) == len(set(ids))
    assert {link["place"] for link in once[0]["links"]} <= places and {link["item"] for link in once[0]["links"]} <= {
        *ids
    }


TARGET = {"article": "0" * 16, "kind": "event", "start": 8, "end": 13, "text": "spoke"}
NOTE = {"kind": "note", "item": TARGET, "text": "Ask."}


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        "note",
        {},
        {"kind": ["note"]},
        {"kind": "drop"},
        {"kind": "note", "text": "Ask."},
        {**NOTE, "more": 1},
        {**NOTE, "item": None},
        {**NOTE, "item": {**TARGET, "article": "../../etc"}},
        {**NOTE, "item": {**TARGET, "kind": "person"}},
        {**NOTE, "item": {**TARGET, "start": -1}},
        {**NOTE, "item": {**TARGET, "start": True}},
        {**NOTE, "item": {**TARGET, "start": 8.0}},
        {**NOTE, "item": {**TARGET, "end": 8, "text": ""}},
        {**NOTE, "item": {**TARGET, "end": 10**12}},
        {**NOTE, "item": {**TARGET, "text": "spoken"}},
        {**NOTE, "text": "a" * (MOST_CHARACTERS + 1)},
        {**NOTE, "text": "\ud800"},
        {"kind": "type of event", "event": TARGET, "type": "RAID"},
        {"kind": "type of event", "event": {**TARGET, "kind": "quote"}, "type": "PROTEST"},
        {"kind": "status of event", "event": TARGET, "status": "perhaps"},
        {"kind": "days of event", "event": TARGET, "date": "2024-02-30", "date_end": None},
        {"kind": "days of event", "event": TARGET, "date": "2024-02-03", "date_end": "2024-02-01"},
        {"kind": "days of event", "event": TARGET, "date": None, "date_end": "2024-02-01"},
        {"kind": "people of event", "event": TARGET, "actors": ["x"] * 51, "recipients": []},
        {"kind": "people of event", "event": TARGET, "actors": "Roe", "recipients": []},
        {"kind": "place of event", "event": TARGET, "old": None, "new": {**place("geonames:1", "Lyon"), "lat": 91}},
        {"kind": "place of event", "event": TARGET, "old": None, "new": {**place("x:1", "Ulm"), "lat": float("nan")}},
        {"kind": "place of event", "event": TARGET, "old": None, "new": {**place("geonames:1", "a" * 3000)}},
        {"kind": "place of event", "event": TARGET, "old": None, "new": {**point("Mill", 1.0, 2.0), "lon": 3.0}},
        {"kind": "place of event", "event": TARGET, "old": None, "new": {"id": "geonames:1"}},
        {"kind": "elsewhere", "old": None, "new": None, "name": None, "within": "every article"},
        {"kind": "elsewhere", "old": None, "new": None, "name": None, "within": TARGET},
        {"kind": "elsewhere", "old": None, "new": None, "name": None, "within": 7},
    ],
)  # fmt: skip
def test_what_is_no_correction_is_refused_with_a_sentence(row):
    before = copy.deepcopy(row)
    with pytest.raises(CorrectionError, match=r"^This is not a correction that Dateline wrote: .+\.$"):
        from_json(row)
    assert repr(row) == repr(before)


def test_words_of_an_article_may_hold_half_a_character():
    target = Target(digest("\ud800 spoke"), "event", 0, 7, "\ud800 spoke")
    assert from_json(json.loads(json.dumps(as_json(Nothing(target))))) == Nothing(target)


def test_a_thousand_articles_are_corrected_at_once():
    filler = "word " * 600
    records = [
        {**copy.deepcopy(RECORD), "id": f"a{number}", "text": f"{TEXT} {filler}{number}",
         "mentions": RECORD["mentions"] * 15, "links": RECORD["links"] * 15}
        for number in range(1000)
    ]  # fmt: skip
    for record in records[10:]:
        record["mentions"] = [row for row in record["mentions"] if row["place"] != "geonames:2"]
        record["links"] = [row for row in record["links"] if row["place"] != "geonames:2"]
    began = time.process_time()
    made = correct(records, [Elsewhere("geonames:2", place("geonames:7", "Nantes"))])
    assert time.process_time() - began < 0.3
    assert sum(old is not new for old, new in zip(records, made, strict=True)) == 10
