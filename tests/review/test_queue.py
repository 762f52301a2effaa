"""What is to be looked at first, and what no longer."""

import copy
import random
from collections import Counter

import pytest

from geo.corrections import Elsewhere, Note, Nothing, StatusOfEvent, correct
from geo.review import Waiting, queue
from tests.review.sample import at, event, link, mention, place, quote, record, right


def first(records, *corrections):
    return queue(records, corrections)[0]


def of(records, kind, *corrections):
    return [item for item in queue(records, corrections) if item.kind == kind]


def test_what_more_hangs_on_comes_first_though_it_is_surer():
    one = record(mentions=[mention("m1", "Vigo", 0.7), mention("m2", "Porto", 0.6)], links=[
        link("e1", "Vigo", "happened"), link("q1", "Vigo", "about"),
    ])  # fmt: skip
    names = of([one], "mention")
    assert [item.target.text for item in names] == ["Vigo", "Porto"] and names[0].doubt < names[1].doubt


def test_a_sure_name_on_which_nothing_hangs_comes_last():
    one = record(mentions=[mention("m1", "Vigo", 0.99), mention("m2", "Porto", 0.4)], links=[])
    assert [item.target.text for item in of([one], "mention")] == ["Porto", "Vigo"]
    assert queue([one])[-1].target.text == "Vigo"


def test_a_name_is_one_item_over_all_articles_told_by_its_weakest_mention():
    records = [record("a"), record("b", mentions=[mention("m9", "Vigo", 0.5)]), record("c")]
    vigo, porto = of(records, "mention")
    assert (vigo.target.text, vigo.mentions, vigo.articles) == ("Vigo", 3, 3)
    assert (vigo.article, vigo.item) == ("b", "m9")
    assert (porto.mentions, porto.articles) == (2, 2) and vigo.change > porto.change


def test_what_names_mean_elsewhere_is_another_item():
    other = mention("m1", "Vigo", 0.5) | {"place": "own:1"}
    items = of([record("a"), record("b", mentions=[other])], "mention")
    assert {(item.target.text, item.place) for item in items} >= {("Vigo", "geonames:11"), ("Vigo", "own:1")}


def test_guesses_do_not_weigh():
    strong, weak = record(), record(links=[link("e1", "Vigo", "happened", weak=True)])
    (heavy, _), (light, _) = of([strong], "mention"), of([weak], "mention")
    assert heavy.target.text == "Vigo" and heavy.change > 5 * light.change


def test_a_name_without_a_place_is_worth_a_look_as_far_as_it_is_one():
    likely, unlikely = (
        of([record(mentions=[mention("m1", "Vigo", score, placed=False)], links=[])], "mention")[0]
        for score in (0.9, 0.2)
    )
    assert likely.change > unlikely.change and likely.place is None
    assert likely.why == "“Vigo” is a place with a probability of 90% and is not on the map. It is named once."


def test_an_event_is_not_doubted_for_its_name():
    sure = [event("e1", "collapsed", "Vigo", 1.0, place_score=0.5)]
    assert of([record(events=sure, mentions=[mention("m1", "Vigo", 0.5)], links=[])], "event") == []
    (apart,) = of([record(events=sure, mentions=[mention("m1", "Vigo", 1.0)], links=[])], "event")
    assert apart.change == pytest.approx(0.5) and "Vigo, Spain with a probability of 50%" in apart.why


@pytest.mark.parametrize(("salience", "words"), [(0.55, "is on the map"), (0.45, "is left off the map")])
def test_what_is_hardly_on_the_map_or_hardly_off_it_is_asked_for(salience, words):
    events = [event("e1", "collapsed", "Vigo", salience), event("e2", "marched", "Porto", 0.95)]
    item = of([record(events=events)], "event")[0]
    assert item.item == "e1" and f"It {words}" in item.why and f"{salience:.0%}" in item.why


def test_an_event_of_the_story_without_a_place_comes_before_one_with_a_sure_place():
    nowhere, there = event("e1", "collapsed", None), event("e2", "marched", "Porto")
    item = of([record(events=[there, nowhere], links=[])], "event")[0]
    assert item.item == "e1" and item.why.startswith("It has no place")


def test_an_event_at_several_places_is_asked_for_once_by_the_least_certain():
    two = [event("e1", "collapsed", "Vigo"), event("e2", "collapsed", "Porto", place_score=0.2, group="e1")]
    (item,) = of([record(events=two, links=[])], "event")
    assert item.item == "e2" and item.place == "geonames:12"


def test_a_quote_is_asked_for_by_what_is_likeliest_wrong():
    (item,) = of([record()], "quote")
    assert item.why == "It is about Vigo, Spain with a probability of 30%."
    (item,) = of([record(quotes=[quote(about=[], speaker=None)], links=[])], "quote")
    assert item.why.startswith("It has no speaker")


def test_a_quote_in_two_parts_is_one_item():
    parts = [quote(), quote(id="q2", start=37, end=43, text="Nobody")]
    assert len(of([record(quotes=parts)], "quote")) == 1


# ---- what was looked at


@pytest.mark.parametrize(
    ("words", "kind"), [("Vigo", "mention"), ("collapsed", "event"), ("Nobody was hurt today,", "quote")]
)
def test_what_was_checked_is_asked_for_no_more(words, kind):
    one, check = record(), right(at(words, kind))
    before, after = of([one], kind), of(correct([one], [check]), kind, check)
    assert {item.target.text for item in before} - {item.target.text for item in after} == {words}


def test_one_mention_settles_its_name_everywhere():
    check = right(at("Vigo", "mention"))
    other = record("b", text="In Vigo it rained.", sentences=[(0, 18)], quotes=[], events=[], links=[], mentions=[
        mention("m1", "Vigo", 0.5) | {"start": 3, "end": 7},
    ])  # fmt: skip
    assert [item.target.text for item in of([record(), other], "mention", check)] == ["Porto"]


def test_a_correction_settles_its_item_and_a_comment_does_not():
    item = at("marched", "event")
    changed, noted = StatusOfEvent(item, "planned"), Note(item, "Which march?")
    assert "marched" not in {item.target.text for item in of(correct([record()], [changed]), "event", changed)}
    assert "marched" in {item.target.text for item in of(correct([record()], [noted]), "event", noted)}


def test_a_name_that_a_person_placed_everywhere_is_certain():
    moved = Elsewhere("geonames:11", place("Vigo, Indiana"), "Vigo")
    assert [item.target.text for item in of(correct([record()], [moved]), "mention", moved)] == ["Porto"]


def test_what_was_taken_away_settles_nothing_beside_it():
    gone = Nothing(at("collapsed", "event"))
    again = record(events=[event("e1", "quay collapsed", None), event("e2", "marched", "Porto")], links=[])
    assert {item.item for item in of([again], "event", gone)} == {"e1", "e2"}


def test_a_check_holds_when_the_article_was_read_anew():
    check = right(at("collapsed", "event"))
    again = record(events=[event("e7", "quay collapsed", "Vigo"), event("e8", "marched", "Porto")], links=[])
    assert [item.item for item in of([again], "event", check)] == ["e8"]


@pytest.mark.parametrize(
    ("words", "kind", "changed"),
    [
        ("Vigo", "mention", {"place": "own:1"}),
        ("collapsed", "event", {"place": None}),
        ("collapsed", "event", {"type": "DISASTER"}),
        ("collapsed", "event", {"status": "planned"}),
        ("collapsed", "event", {"date": "2024-05-02"}),
        ("Nobody was hurt today,", "quote", {"speaker": "Xan Rey"}),
        ("Nobody was hurt today,", "quote", {"said_at": "geonames:12"}),
        ("Nobody was hurt today,", "quote", {"about": []}),
    ],
)
def test_a_check_does_not_hold_when_the_engine_says_something_else(words, kind, changed):
    one, check = record(), right(at(words, kind))
    assert words not in {item.target.text for item in of([one], kind, check)}
    rows = one[f"{kind}s"]
    rows[0] |= changed
    assert words in {item.target.text for item in of([one], kind, check)}


def test_what_was_checked_and_then_corrected_was_looked_at():
    item = at("collapsed", "event")
    made = [right(item), StatusOfEvent(item, "planned")]
    assert "collapsed" not in {item.target.text for item in of(correct([record()], made), "event", *made)}


@pytest.mark.parametrize("within", [None, at("Vigo", "mention").article])
def test_a_name_that_a_person_placed_in_an_article_was_looked_at(within):
    moved = Elsewhere("geonames:11", place("Vigo, Indiana"), "Vigo", within)
    waiting = Waiting(correct([record()], [moved]), [moved])
    assert waiting.looked_at == 1 and waiting.counts()["mention"] == 1


# ---- a random sample


def test_in_a_sample_everything_is_asked_for_once_in_an_order_of_chance():
    sure = record(mentions=[mention("m1", "Vigo", 1.0), mention("m2", "Porto", 1.0)], quotes=[], links=[])
    sure["events"][0] |= {"salience": 1.0, "place_score": 1.0}
    assert len(queue([sure])) < 4, "what is certain is in no queue"
    orders = {tuple(item.item for item in Waiting([sure], chance=random.Random(seed)).items()) for seed in range(40)}
    assert len(orders) > 10 and {frozenset(order) for order in orders} == {frozenset({"m1", "m2", "e1", "e2"})}


def test_a_sample_takes_every_item_and_every_mention_of_a_name_alike():
    records = [record("a"), record("b", text=record()["text"] + " It is so."), record("c", quotes=[], links=[])]
    drawn = [Waiting(records, most=1, chance=random.Random(seed)).items()[0] for seed in range(600)]
    kinds = Counter(item.kind for item in drawn)
    assert kinds["event"] / 600 == pytest.approx(6 / 10, abs=0.07), "six events, two names and two quotes"
    assert kinds["mention"] / 600 == pytest.approx(2 / 10, abs=0.06)
    told = Counter(item.article for item in drawn if item.kind == "mention")
    assert set(told) == {"a", "b", "c"}


def test_what_was_looked_at_is_in_no_sample_and_is_counted():
    check = right(at("Vigo", "mention"))
    waiting = Waiting(correct([record()], [check]), [check], 3, random.Random(1))
    assert waiting.looked_at == 1 and waiting.counts() == {"mention": 1, "event": 2, "quote": 1}
    assert "Vigo" not in {item.target.text for item in waiting.items()} and len(waiting.items()) == 3


def test_records_are_gone_through_once():
    found = Waiting((record(str(number)) for number in range(50)), most=3)
    assert found.items() == queue([record(str(number)) for number in range(50)])[:3]
    assert found.counts() == {"mention": 2, "event": 100, "quote": 50}


def test_no_more_than_asked_for_and_records_stay_as_they_are():
    records = [record(str(number)) for number in range(9)]
    before = copy.deepcopy(records)
    assert queue(records, most=4) == queue(records)[:4] and records == before
    assert queue([]) == [] and queue([record(mentions=[], events=[], quotes=[], links=[])]) == []


def test_the_target_is_the_item_itself():
    for item in queue([record()]):
        check = right(item.target)
        assert item not in queue(correct([record()], [check]), [check])


def test_what_hangs_on_a_name_is_told():
    records = [record("a"), record("b")]
    vigo = next(item for item in of(records, "mention") if item.target.text == "Vigo")
    assert vigo.why == (
        "“Vigo” is Vigo, Spain with a probability of 90%; the next is Vigo, Indiana, Portugal with 30%. "
        "2 events and 2 quotes in 2 articles hang on it."
    )
    assert first([record()]).why
