"""Names that mean another place or none: what hangs on them follows, in one mention, one article or all."""

import copy

import pytest

from geo.atlas import Atlas
from geo.corrections import SURE, Elsewhere, Nothing, Target, correct, reach, target_of, unmet
from geo.records import digest
from tests.test_atlas import RECORD, mention, place

LILLE_US = {**place("geonames:9", "Lille"), "country": "United States", "country_code": "US", "lat": 44.5, "lon": -69.1}


@pytest.fixture
def record() -> dict:
    return copy.deepcopy(RECORD)


def test_another_place_takes_over_everything_that_hung_on_the_wrong_one(record):
    before = copy.deepcopy(record)
    wrong = Elsewhere("geonames:2", LILLE_US)
    assert reach([record], wrong) == (1, 1, 1, 1)
    (new,) = correct([record], [wrong])
    assert record == before, "undoing is going back to the old records"
    atlas = Atlas.from_records([new])
    assert "geonames:2" not in atlas.places.index and atlas.places.at["geonames:9", "country"] == "United States"
    assert set(atlas.at("geonames:9")["item"]) == {"e2", "q1"}
    assert new["quotes"][0]["about"] == ["geonames:9"] and new["quotes"][0]["said_at"] == "geonames:1"
    mention = next(mention for mention in new["mentions"] if mention["id"] == "m2")
    assert mention["place"] == "geonames:9" and mention["score"] == 1.0
    assert mention["candidates"][0]["place"] == "geonames:9"
    assert "Lille, United States" in mention["why"] and new["corrections"] == [f"Lille: {mention['why']}"]


def test_a_name_that_is_no_place_leaves_the_map_and_its_events_stay(record):
    (new,) = correct([record], [Elsewhere("geonames:1", None)])
    assert "m1" not in {mention["id"] for mention in new["mentions"]}
    event = next(event for event in new["events"] if event["id"] == "e1")
    assert event["place"] is None and event["place_start"] is None
    assert new["quotes"][0]["said_at"] is None and new["quotes"][0]["about"] == ["geonames:2"]
    atlas = Atlas.from_records([new])
    assert list(atlas.by_place()["id"]) == ["geonames:2"]
    assert "e1" in set(atlas.events["id"])


def test_a_name_that_was_not_placed_gets_a_place_wherever_it_stands(record):
    other = {**copy.deepcopy(record), "id": "a2"}
    wanted = Elsewhere(None, LILLE_US, name="ana")
    assert reach([record, other], wanted) == (2, 0, 0, 2)
    atlas = Atlas.from_records(correct([record, other], [wanted]))
    assert atlas.unplaced().empty
    assert list(atlas.at("geonames:9")["role"]) == ["mentioned", "mentioned"]


@pytest.mark.parametrize(
    "nothing",
    [
        Elsewhere("geonames:77", LILLE_US),
        Elsewhere(None, LILLE_US, name="Ulm"),
        Elsewhere("geonames:2", LILLE_US, within="0" * 16),
        Nothing(Target("0" * 16, "event", 8, 13, "spoke")),
        Nothing(Target(digest(RECORD["text"]), "event", 8, 13, "slept")),
    ],
)
def test_what_is_not_there_changes_nothing_and_is_told(record, nothing):
    assert correct([record], [nothing])[0] is record
    assert reach([record], nothing) == (0, 0, 0, 0)
    assert unmet([record], [nothing, Elsewhere("geonames:2", LILLE_US)]) == [nothing]


def test_corrections_follow_one_another(record):
    records = correct([record], [Elsewhere("geonames:2", LILLE_US)])
    (new,) = correct(records, [Elsewhere("geonames:9", RECORD["places"][0])])
    assert [place["id"] for place in new["places"]] == ["geonames:1"]
    assert len(new["corrections"]) == 2
    assert new["quotes"][0]["about"] == ["geonames:1"]


@pytest.mark.parametrize(("evidence", "score", "guesses"), [("clause", SURE, 0), ("story", 0.3, 1)])
def test_a_chosen_place_is_sure_where_the_clause_names_it(record, evidence, score, guesses):
    record["events"][0] |= {"place_evidence": evidence, "place_score": 0.3}
    record["links"][0] |= {"evidence": evidence, "weak": True}
    (after,) = correct([record], [Elsewhere("geonames:1", place("geonames:9", "Lyons"))])
    assert after["events"][0]["place_score"] == score
    assert Atlas.from_records([after]).by_place().at["geonames:9", "guesses"] == guesses


def test_an_event_that_is_nowhere_has_no_evidence_of_a_place(record):
    record["events"][0] |= {"place_evidence": "clause", "place_score": 0.3}
    (after,) = correct([record], [Elsewhere("geonames:1", None)])
    event = after["events"][0]
    assert (event["place"], event["place_evidence"], event["place_score"]) == (None, None, None)


def test_a_correction_of_one_article_leaves_the_others(record):
    other = {**copy.deepcopy(record), "id": "a2", "text": record["text"] + " "}
    first, second = correct([record, other], [Elsewhere("geonames:2", LILLE_US, within=digest(record["text"]))])
    assert first["quotes"][0]["about"] == ["geonames:9"] and second is other
    assert first["corrections"] == ["Lille, in this article: A reader chose Lille, United States."]


def test_a_correction_of_one_mention_takes_along_only_what_its_words_place(record):
    again = mention("m4", "Lille is next", "geonames:2", 0.6)
    record["mentions"][1:2] = [
        {**again, "end": again["start"] + 5, "text": "Lille"},
        {**again, "id": "m5", "start": 77, "end": 82},
    ]
    record["events"][1] |= {"place_start": 77, "place_end": 82, "place_evidence": "clause", "place_score": 0.6}
    record["links"][1] |= {"start": 77, "end": 82, "evidence": "clause", "weak": True}
    (new,) = correct([record], [Elsewhere("geonames:2", LILLE_US, within=target_of(record, "mention", "m5"))])
    assert {row["id"]: row["place"] for row in new["mentions"]} == {
        "m1": "geonames:1", "m4": "geonames:2", "m5": "geonames:9", "m3": None,
    }  # fmt: skip
    assert new["events"][1]["place"] == "geonames:9" and new["quotes"][0]["about"] == ["geonames:2"]
    assert {row["id"] for row in new["places"]} == {"geonames:1", "geonames:2", "geonames:9"}
    assert reach([record], Elsewhere(None, None, within=target_of(record, "mention", "m4"))) == (1, 0, 1, 1)


def test_a_mention_that_is_none_goes_away_alone(record):
    (new,) = correct([record], [Nothing(target_of(record, "mention", "m1"))])
    assert [row["id"] for row in new["mentions"]] == ["m2", "m3"]
    assert new["quotes"][0]["said_at"] == "geonames:1", "its words don't place the quote"
    assert new["corrections"] == ["“Lyon”: A reader took it away."]
