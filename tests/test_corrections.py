"""Corrections: what they change in the records, what they leave alone, what they say."""

import copy

import pytest

from geo.atlas import Atlas
from geo.corrections import SURE, Elsewhere, Nothing, correct, reach
from tests.test_atlas import RECORD, place

LILLE_US = {**place("geonames:9", "Lille"), "country": "United States", "country_code": "US", "lat": 44.5, "lon": -69.1}


@pytest.fixture
def record() -> dict:
    return copy.deepcopy(RECORD)


def test_another_place_takes_over_everything_that_hung_on_the_wrong_one(record):
    before = copy.deepcopy(record)
    wrong = Elsewhere("geonames:2", LILLE_US)
    assert reach([record], wrong) == (1, 1, 1, 1)
    (new,) = correct([record], wrong)
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
    (new,) = correct([record], Elsewhere("geonames:1", None))
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
    atlas = Atlas.from_records(correct([record, other], wanted))
    assert atlas.unplaced().empty
    assert list(atlas.at("geonames:9")["role"]) == ["mentioned", "mentioned"]


def test_an_event_or_quote_that_is_none_goes_away_in_its_article_only(record):
    other = {**copy.deepcopy(record), "id": "a2"}
    first, second = correct([record, other], Nothing("a1", "q1"))
    assert first["quotes"] == [] and "q1" not in {link["item"] for link in first["links"]}
    assert first["corrections"] == ["“Lille is next,”: a reader took it away."]
    assert second is other
    atlas = Atlas.from_records(correct([record, other], Nothing("a1", "e1")))
    assert set(zip(atlas.events["article"], atlas.events["id"], strict=True)) >= {("a2", "e1")}
    assert ("a1", "e1") not in set(zip(atlas.links["article"], atlas.links["item"], strict=True))


@pytest.mark.parametrize(
    "nothing", [Elsewhere("geonames:77", LILLE_US), Elsewhere(None, LILLE_US, name="Ulm"), Nothing("a1", "e99")]
)
def test_what_is_not_there_changes_nothing(record, nothing):
    assert correct([record], nothing)[0] is record
    if isinstance(nothing, Elsewhere):
        assert reach([record], nothing) == (0, 0, 0, 0)


def test_corrections_follow_one_another(record):
    records = correct([record], Elsewhere("geonames:2", LILLE_US))
    (new,) = correct(records, Elsewhere("geonames:9", RECORD["places"][0]))
    assert [place["id"] for place in new["places"]] == ["geonames:1"]
    assert len(new["corrections"]) == 2
    assert new["quotes"][0]["about"] == ["geonames:1"]


@pytest.mark.parametrize(("evidence", "score", "guesses"), [("clause", SURE, 0), ("story", 0.3, 1)])
def test_a_chosen_place_is_sure_where_the_clause_names_it(record, evidence, score, guesses):
    record["events"][0] |= {"place_evidence": evidence, "place_score": 0.3}
    record["links"][0] |= {"evidence": evidence, "weak": True}
    (after,) = correct([record], Elsewhere("geonames:1", place("geonames:9", "Lyons")))
    assert after["events"][0]["place_score"] == score
    assert Atlas.from_records([after]).by_place().at["geonames:9", "guesses"] == guesses


def test_an_event_that_is_nowhere_has_no_evidence_of_a_place(record):
    record["events"][0] |= {"place_evidence": "clause", "place_score": 0.3}
    (after,) = correct([record], Elsewhere("geonames:1", None))
    event = after["events"][0]
    assert (event["place"], event["place_evidence"], event["place_score"]) == (None, None, None)
