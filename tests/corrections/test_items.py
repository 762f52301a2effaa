"""Events and quotes that are corrected, one fact each, and what was missed: added, steady, and told."""

import copy

import pytest

from geo.atlas import Atlas
from geo.corrections import (
    AddedEvent,
    AddedPlace,
    AddedQuote,
    Checked,
    DaysOfEvent,
    Note,
    Nothing,
    OtherEvent,
    PeopleOfEvent,
    PlaceOfEvent,
    PlacesOfQuote,
    SameEvent,
    SpeakerOfQuote,
    StatusOfEvent,
    Target,
    TypeOfEvent,
    answer_of,
    correct,
    point,
    reach,
    says,
    target_of,
    unmet,
    words_at,
)
from geo.corrections.targets import exact, whole
from geo.records import checked, digest
from tests.test_atlas import RECORD, TEXT, place

LILLE = place("geonames:2", "Lille")
NANTES = place("geonames:7", "Nantes")


@pytest.fixture
def record() -> dict:
    return copy.deepcopy(RECORD)


def at(words: str, kind: str = "event") -> Target:
    start = TEXT.index(words)
    return Target(digest(TEXT), kind, start, start + len(words), words)


SPOKE, MARCH, NEXT = at("spoke"), at("march"), at("Lille is next,", "quote")


def item(record: dict, kind: str, id: str) -> dict:
    return next(row for row in record[kind] if row["id"] == id)


def checked_as(record: dict, target: Target) -> Checked:
    """Return the check that an item is right as a record has it."""
    return Checked(target, answer_of(target.kind, whole(record, target.kind, exact(record, target))))


def links(record: dict, id: str) -> list[tuple[str, str]]:
    return [(link["role"], link["place"]) for link in record["links"] if link["item"] == id]


def test_an_event_moves_to_another_place_for_sure(record):
    record["events"][0] |= {"place_evidence": "scene", "place_score": 0.2}
    record["links"][0] |= {"weak": True}
    (new,) = correct([record], [PlaceOfEvent(SPOKE, "geonames:1", NANTES)])
    event = item(new, "events", "e1")
    assert (event["place"], event["place_score"], event["place_start"]) == ("geonames:7", 1.0, None)
    assert event["why"] == "A reader chose Nantes, France."
    assert links(new, "e1") == [("happened", "geonames:7")]
    assert new["mentions"] == record["mentions"] and new["quotes"] == record["quotes"]
    assert Atlas.from_records([new]).by_place().at["geonames:7", "guesses"] == 0


def test_an_event_that_is_not_here_stays_without_a_place(record):
    (new,) = correct([record], [PlaceOfEvent(SPOKE, "geonames:1", None)])
    event = item(new, "events", "e1")
    assert (event["place"], event["place_evidence"], event["place_score"]) == (None, None, None)
    assert links(new, "e1") == [] and "geonames:1" in {row["id"] for row in new["places"]}


def test_of_an_event_at_several_places_one_is_moved_or_goes(record):
    record["events"].insert(1, {**record["events"][0], "id": "e1b", "place": "geonames:2"})
    record["links"].insert(1, {**record["links"][0], "item": "e1b", "place": "geonames:2"})
    (moved,) = correct([record], [PlaceOfEvent(SPOKE, "geonames:2", NANTES)])
    assert [row["place"] for row in moved["events"] if row["group"] == "e1"] == ["geonames:1", "geonames:7"]
    (one,) = correct([record], [PlaceOfEvent(SPOKE, "geonames:2", None)])
    assert [row["place"] for row in one["events"] if row["group"] == "e1"] == ["geonames:1"]
    (same,) = correct([record], [PlaceOfEvent(SPOKE, "geonames:2", RECORD["places"][0])])
    assert [row["id"] for row in same["events"] if row["group"] == "e1"] == ["e1"]
    (none,) = correct([record], [Nothing(SPOKE)])
    assert [row["id"] for row in none["events"]] == ["e2", "e3"]


@pytest.mark.parametrize(
    ("correction", "fields"),
    [
        (TypeOfEvent(SPOKE, "PROTEST"), {"type": "PROTEST", "mode": None}),
        (StatusOfEvent(SPOKE, "planned"), {"status": "planned"}),
        (DaysOfEvent(SPOKE, "2024-05-01", None), {"date": "2024-05-01", "date_precision": "day"}),
        (DaysOfEvent(SPOKE, "2024-05-01", "2024-05-03"), {"date_end": "2024-05-03", "date_precision": "days"}),
        (DaysOfEvent(SPOKE, None, None), {"date": None, "date_end": None, "date_precision": None}),
        (
            PeopleOfEvent(SPOKE, ("Ana Roe",), ()),
            {"actors": ["Ana Roe"], "actor_spans": [{"start": 0, "end": 7, "text": "Ana Roe", "id": "p1"}]},
        ),
        (PeopleOfEvent(SPOKE, ("Roe", "a crowd"), ("Bo",)), {"actors": ["Roe", "a crowd"], "recipients": ["Bo"]}),
        (Note(SPOKE, "Ask her."), {"type": "CONSULT"}),
        (SameEvent(SPOKE, (SPOKE,)), {"type": "CONSULT"}),
        (OtherEvent(SPOKE, (SPOKE,)), {"type": "CONSULT"}),
    ],
)  # fmt: skip
def test_a_fact_of_an_event_is_another_and_says_so(record, correction, fields):
    (new,) = correct([record], [correction])
    event = item(new, "events", "e1")
    assert {name: event[name] for name in fields} == fields
    assert says(correction).removeprefix("“spoke”: ") in event["why"]
    assert event["place"] == "geonames:1" and event["place_score"] == record["events"][0]["place_score"]
    assert new["links"][0]["why"] == f"in Lyon. {event['why']}"
    assert new["corrections"] == [says(correction)]
    assert reach([record], correction) == (0, 1, 0, 1)
    checked(copy.deepcopy(new))


def test_actors_that_the_text_names_nowhere_have_no_spans(record):
    (new,) = correct([record], [PeopleOfEvent(SPOKE, ("the mayor",), ())])
    assert "actor_spans" not in item(new, "events", "e1")
    assert list(Atlas.from_records([new]).of_person("the mayor")["item"]) == ["e1"]


def test_a_quote_in_parts_has_one_speaker_and_goes_as_one(record):
    record["quotes"].append({**record["quotes"][0], "id": "q2", "start": 60, "end": 70, "text": TEXT[60:70]})
    (new,) = correct([record], [SpeakerOfQuote(NEXT, "Bo Li")])
    assert {(row["speaker"], row["speaker_id"], row["speaker_start"]) for row in new["quotes"]} == {
        ("Bo Li", None, None)
    }
    assert correct([record], [SpeakerOfQuote(NEXT, None)])[0]["quotes"][1]["cue"] is None
    assert correct([record], [Nothing(NEXT)])[0]["quotes"] == []
    assert reach([record], Nothing(NEXT)) == (0, 0, 1, 1)


def test_where_a_quote_was_said_and_what_it_is_about(record):
    (new,) = correct([record], [PlacesOfQuote(NEXT, NANTES, (LILLE,))])
    quote = new["quotes"][0]
    assert (quote["said_at"], quote["about"]) == ("geonames:7", ["geonames:2"])
    assert links(new, "q1") == [("said_at", "geonames:7"), ("about", "geonames:2")]
    assert "A reader set it as said in Nantes, France, about Lille, France." in quote["why"]
    (none,) = correct([record], [PlacesOfQuote(NEXT, None, ())])
    assert links(none, "q1") == [] and none["quotes"][0]["said_at"] is None


def test_what_is_checked_is_sure(record):
    record["events"][0] |= {"place_evidence": "scene", "place_score": 0.2}
    record["links"][0] |= {"weak": True}
    (new,) = correct([record], [checked_as(record, SPOKE), checked_as(record, at("Lille", "mention"))])
    assert item(new, "events", "e1")["place_score"] == 1.0 and not new["links"][0]["weak"]
    assert item(new, "mentions", "m2")["score"] == 1.0
    assert item(new, "mentions", "m2")["why"] == "A reader checked it."


def test_a_check_vouches_for_what_was_said_then_only(record):
    check, lille = checked_as(record, SPOKE), checked_as(record, at("Lille", "mention"))
    other = copy.deepcopy(record)
    other["events"][0] |= {"status": "denied", "place_score": 0.2}
    other["mentions"] = [{**row, "place": None} if row["id"] == "m2" else row for row in other["mentions"]]
    assert correct([other], [check, lille])[0] is other and unmet([other], [check, lille]) == [check, lille]
    changed = [StatusOfEvent(SPOKE, "happened"), check]
    assert item(correct([other], changed)[0], "events", "e1")["place_score"] == 1.0


def test_a_missed_place_is_added_where_it_stands(record):
    record["mentions"].sort(key=lambda row: row["start"])
    added = AddedPlace(words_at(record, "mention", TEXT.index(" Monday"), TEXT.index(" Monday") + 7), NANTES)
    (new,) = correct([record], [added])
    mention = next(row for row in new["mentions"] if row["text"] == "Monday")
    assert [row["start"] for row in new["mentions"]] == [0, 17, 25, 34]
    assert (mention["place"], mention["score"]) == ("geonames:7", 1.0) and NANTES in new["places"]
    assert list(Atlas.from_records([new]).at("geonames:7")["item"]) == [mention["id"]]
    assert correct([record], [added])[0]["mentions"] == new["mentions"], "its id is steady"
    assert reach([record], added) == (1, 0, 0, 1)
    checked(copy.deepcopy(new))


def test_a_missed_place_that_is_found_by_now_is_only_placed(record):
    (new,) = correct([record], [AddedPlace(at("Lyon", "mention"), NANTES)])
    assert len(new["mentions"]) == 3 and item(new, "mentions", "m1")["place"] == "geonames:7"


def test_a_missed_quote_is_added_without_its_marks(record):
    record |= {"quotes": [], "links": [link for link in record["links"] if link["item"] != "q1"]}
    start = TEXT.index("“")
    added = AddedQuote(words_at(record, "quote", start, TEXT.index("”") + 1), "Ana Roe", said_at=NANTES)
    (new,) = correct([record], [added])
    (quote,) = new["quotes"]
    assert (quote["text"], quote["direct"], quote["speaker_id"]) == ("Lille is next,", True, "p1")
    assert links(new, quote["id"]) == [("said_at", "geonames:7")]
    assert list(Atlas.from_records([new]).at("geonames:7")["kind"]) == ["quote"]
    checked(copy.deepcopy(new))


def test_a_missed_event_is_added_with_its_sentence(record):
    added = AddedEvent(at("called off"), "PROTEST", "denied", NANTES, "2024-05-08", actors=("Roe",))
    (new,) = correct([record], [added, added])
    (event,) = [row for row in new["events"] if row["trigger_start"] == TEXT.index("called off") and row["id"] != "e3"]
    assert event["text"] == TEXT[60:] and event["salience"] == 1.0 and event["date_precision"] == "day"
    assert links(new, event["id"]) == [("happened", "geonames:7")]
    other = AddedEvent(at("called off"), "ASSAULT")
    assert len({row["id"] for row in correct([new], [other])[0]["events"]}) == 5
    checked(copy.deepcopy(new))


def test_a_missed_event_that_is_told_by_now_is_not_there_twice(record):
    (new,) = correct([record], [AddedEvent(MARCH, "PROTEST", "denied", LILLE, "2024-05-08")])
    assert len(new["events"]) == 3 and item(new, "events", "e2")["date"] == "2024-05-08"
    assert item(new, "events", "e2")["place_score"] == 1.0


def test_a_place_of_the_readers_own_is_on_the_map(record):
    mill = point("The old mill", 43.45, -90.75)
    atlas = Atlas.from_records(correct([record], [PlaceOfEvent(SPOKE, "geonames:1", mill)]))
    assert atlas.places.at["point:43.4500,-90.7500", "name"] == "The old mill"
    assert atlas.by_place().at["point:43.4500,-90.7500", "events"] == 1


def test_an_item_is_found_again_when_the_article_is_read_anew(record):
    wider = copy.deepcopy(record)
    wider["events"][0] |= {"trigger_start": SPOKE.start, "trigger_end": SPOKE.end + 8, "id": "e7", "group": "e7"}
    (new,) = correct([wider], [StatusOfEvent(SPOKE, "denied")])
    assert item(new, "events", "e7")["status"] == "denied"
    told = copy.deepcopy(record)
    told["events"][1] |= {"mentions": [(SPOKE.start, SPOKE.end)]}
    del told["events"][0], told["links"][0]
    assert correct([told], [StatusOfEvent(SPOKE, "planned")])[0]["events"][0]["status"] == "planned"
    gone = {**record, "events": record["events"][1:], "links": record["links"][1:]}
    assert correct([gone], [StatusOfEvent(SPOKE, "denied")])[0] is gone
    assert unmet([gone, record], [StatusOfEvent(SPOKE, "denied")]) == []
    assert unmet([gone], [StatusOfEvent(SPOKE, "denied")]) == [StatusOfEvent(SPOKE, "denied")]


def test_what_was_taken_away_takes_nothing_along_the_second_time(record):
    around = {**record["quotes"][0], "id": "q0", "group": "q0", "start": 30, "direct": False, "text": TEXT[30:48]}
    record["quotes"].insert(0, around)
    once = correct([record], [Nothing(NEXT)])
    assert [row["id"] for row in once[0]["quotes"]] == ["q0"]
    assert correct(once, [Nothing(NEXT)]) == once


def test_targets_are_made_of_items(record):
    assert target_of(record, "event", "e1") == SPOKE and target_of(record, "quote", "q1") == NEXT
    assert target_of(record, "event", "q1") is None
    assert words_at(record, "event", 7, 8) is None
    assert words_at(record, "event", 7, 14) == SPOKE
