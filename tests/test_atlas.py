"""The atlas: tables built from records, filtered, grouped."""

import copy

import pytest

from geo.atlas import Atlas, Filter
from geo.ontology import categories, event_types

TEXT = "Ana Roe spoke in Lyon on Monday. “Lille is next,” she said. The march in Lille was called off."


def mention(item: str, text: str, place: str | None, score: float) -> dict:
    start = TEXT.index(text)
    return {
        "id": item, "start": start, "end": start + len(text), "text": text, "kind": "name", "place": place,
        "score": score, "why": "", "coarse": False, "candidates": [],
    }  # fmt: skip


def event(item: str, clause: str, trigger: str, **changes) -> dict:
    start, at = TEXT.index(clause), TEXT.index(trigger)
    row = {
        "id": item, "start": start, "end": start + len(clause), "text": clause, "trigger_start": at,
        "trigger_end": at + len(trigger), "type": "CONSULT", "mode": None, "salience": 1.0, "status": "happened",
        "date": None, "date_end": None, "date_text": None, "date_precision": None, "place": None, "place_start": None,
        "place_end": None, "place_evidence": None, "place_score": None, "actors": [], "recipients": [],
        "mentions": [(at, at + len(trigger))], "group": item, "why": "",
    }  # fmt: skip
    return row | changes


def place(item: str, name: str) -> dict:
    return {
        "id": item, "name": name, "kind": "city", "country": "France", "country_code": "FR", "admin1": None,
        "lat": 45.0, "lon": 4.0, "population": 1,
    }  # fmt: skip


RECORD = {
    "id": "a1",
    "title": "Two marches",
    "published": "2024-05-08",
    "text": TEXT,
    "sentences": [(0, 32), (33, 59), (60, len(TEXT))],
    "mentions": [
        mention("m1", "Lyon", "geonames:1", 0.95),
        mention("m2", "Lille", "geonames:2", 0.6),
        mention("m3", "Ana", None, 0.1),
    ],
    "places": [place("geonames:1", "Lyon"), place("geonames:2", "Lille")],
    "dates": [],
    "people": [{"id": "p1", "name": "Ana Roe", "roles": [], "gender": "f", "mentions": [(0, 7)]}],
    "quotes": [
        {
            "id": "q1", "start": 34, "end": 48, "text": TEXT[34:48], "direct": True, "speaker": "Ana Roe",
            "speaker_start": 50, "speaker_end": 53, "cue": "said", "cue_start": 54, "cue_end": 58, "date": None,
            "date_end": None, "date_text": None, "said_at": "geonames:1", "said_at_evidence": "scene",
            "about": ["geonames:2"], "group": "q1", "why": "",
        }
    ],
    "events": [
        event(
            "e1", TEXT[:31], "spoke", date="2024-05-06", place="geonames:1", actors=["Roe"],
            actor_spans=[{"start": 4, "end": 7, "text": "Roe", "id": "p1"}],
        ),
        event("e2", TEXT[60:], "march", type="PROTEST", status="denied", place="geonames:2"),
        event("e3", "called off", "called", type="NOT_A_TYPE"),
    ],
    "links": [
        {"item": "e1", "place": "geonames:1", "role": "happened", "start": 17, "end": 21, "why": "in Lyon"},
        {"item": "e2", "place": "geonames:2", "role": "happened", "start": None, "end": None, "why": ""},
        {"item": "q1", "place": "geonames:1", "role": "said_at", "start": None, "end": None, "why": ""},
        {"item": "q1", "place": "geonames:2", "role": "about", "start": 34, "end": 39, "why": ""},
        {"item": "m1", "place": "geonames:1", "role": "happened", "start": 17, "end": 21, "why": ""},
    ],
}  # fmt: skip


@pytest.fixture
def atlas() -> Atlas:
    return Atlas.from_records([copy.deepcopy(RECORD)])


def test_by_place_counts_items_once_and_names_what_dominates(atlas):
    table = atlas.by_place()
    assert list(table.index) == ["geonames:1", "geonames:2"]
    assert table.loc["geonames:1", ["events", "quotes", "mentions", "happening"]].tolist() == [1, 1, 1, 2]
    assert table.loc["geonames:2", ["events", "quotes", "mentions", "happening"]].tolist() == [1, 1, 0, 1]
    assert table.loc["geonames:2", "category"] == "protest"
    assert table.loc["geonames:1", "score"] == 0.95


def test_a_guess_is_counted_as_one_and_not_as_happening():
    record = copy.deepcopy(RECORD)
    record["links"][2] |= {"weak": True, "evidence": "dateline"}
    atlas = Atlas.from_records([record])
    counts = atlas.by_place().loc["geonames:1", ["quotes", "happening", "guesses", "weight"]]
    assert counts.tolist() == [1, 1, 1, 1.0]
    assert "said_at" in atlas.at("geonames:1")["role"].tolist()
    assert atlas.by_person().set_index("name").loc["Ana Roe", "said_at"] == []


def test_what_is_there_for_certain_is_no_guess_even_where_a_weak_link_says_it_too():
    record = copy.deepcopy(RECORD)
    record["links"].insert(0, RECORD["links"][0] | {"weak": True})
    table = Atlas.from_records([record]).by_place()
    assert table.loc["geonames:1", ["events", "happening", "guesses"]].tolist() == [1, 2, 0]


def test_a_place_of_guesses_alone_has_their_colour_and_no_weight():
    record = copy.deepcopy(RECORD)
    record["links"][1] |= {"weak": True, "evidence": "story"}
    row = Atlas.from_records([record]).by_place().loc["geonames:2"]
    assert row[["events", "happening", "guesses", "weight", "category"]].tolist() == [1, 0, 1, 0.0, "protest"]


def test_places_come_by_the_salience_of_what_happens_there_and_minor_events_weigh_nothing():
    record = copy.deepcopy(RECORD)
    record["events"][0]["salience"], record["events"][1]["salience"] = 0.2, 0.9
    record["links"] = [link for link in record["links"] if link["item"] != "q1"]
    table = Atlas.from_records([record]).by_place()
    assert table.index.tolist() == ["geonames:2", "geonames:1"]
    assert table[["events", "minor", "happening", "weight"]].values.tolist() == [[1, 0, 1, 0.9], [0, 1, 0, 0.0]]


@pytest.mark.parametrize(("score", "doubtful"), [(0.2, True), (0.49, True), (0.5, False), (0.9, False)])
def test_what_is_set_at_a_doubtful_place_is_a_guess_and_weighs_nothing(score, doubtful):
    record = copy.deepcopy(RECORD)
    record["mentions"][0]["score"] = score
    table = Atlas.from_records([record]).by_place()
    row = table.loc["geonames:1"]
    assert row["doubtful"] == doubtful
    assert row[["events", "quotes", "happening", "guesses"]].tolist() == ([1, 1, 0, 2] if doubtful else [1, 1, 2, 0])
    assert (row["weight"] == 0) == doubtful
    assert (table.index[-1] == "geonames:1") == doubtful


def test_one_sure_name_among_doubtful_ones_makes_a_place_sure():
    record = copy.deepcopy(RECORD)
    record["mentions"][0]["score"] = 0.2
    record["mentions"].append(RECORD["mentions"][1] | {"id": "m9", "place": "geonames:1", "score": 0.8})
    record["links"].append(
        {"item": "m9", "place": "geonames:1", "role": "mentioned", "start": 34, "end": 39, "why": ""}
    )
    assert not Atlas.from_records([record]).by_place().loc["geonames:1", "doubtful"]


def test_a_place_that_no_name_gives_is_not_doubtful():
    assert not Atlas.from_records([copy.deepcopy(RECORD)]).by_place().loc["geonames:2", "doubtful"]


def test_links_tell_their_evidence():
    record = copy.deepcopy(RECORD)
    record["links"][1] |= {"weak": True, "evidence": "story"}
    links = Atlas.from_records([record]).at("geonames:2")
    assert dict(zip(links["item"], links["evidence"], strict=True))["e2"] == "story"


def test_events_of_no_known_type_do_not_colour_a_place():
    record = copy.deepcopy(RECORD)
    clause, trigger = TEXT[60:], "march"
    for item in ("e4", "e5"):
        record["events"].append(event(item, clause, trigger, type="OTHER", place="geonames:2"))
        record["links"].append(RECORD["links"][1] | {"item": item})
    assert Atlas.from_records([record]).by_place().loc["geonames:2", "category"] == "protest"


def test_places_and_people_of_several_articles_are_joined():
    other = copy.deepcopy(RECORD) | {"id": "a2"}
    atlas = Atlas.from_records([RECORD, other, RECORD])
    assert len(atlas.articles) == 2 and len(atlas.places) == 2
    assert atlas.by_place().loc["geonames:1", "events"] == 2


def test_rows_carry_the_sentence_they_stand_in(atlas):
    row = atlas.quotes.iloc[0]
    assert atlas.articles.at["a1", "text"][row.sentence_start : row.sentence_end] == "“Lille is next,” she said."


@pytest.mark.parametrize(
    ("wanted", "items"),
    [
        (Filter(text="roe lyon"), {"e1", "q1"}),
        (Filter(text="next"), {"q1"}),
        (Filter(kinds=("event",)), {"e1", "e2", "e3"}),
        (Filter(types=("PROTEST",)), {"e2"}),
        (Filter(categories=("words",)), {"q1"}),
        (Filter(statuses=("denied",)), {"e2"}),
        (Filter(people=("Ana Roe",)), {"e1", "q1"}),
        (Filter(since="2024-05-06", until="2024-05-06"), {"e1"}),
        (Filter(since="2024-05-07"), set()),
        (Filter(until="2024-05-08", clock="published"), {"e1", "e2", "e3", "q1", "m1", "m2", "m3"}),
        (Filter(roles=("about",)), {"q1"}),
        (Filter(countries=("France",)), {"e1", "e2", "q1", "m1"}),
        (Filter(places=("geonames:2",)), {"e2", "q1"}),
        (Filter(certainty=0.9, kinds=("mention",)), {"m1"}),
    ],
)
def test_filter(atlas, wanted, items):
    kept = atlas.filter(wanted)
    assert set(kept.links["item"]) == items
    assert set(kept.events["id"]) | set(kept.quotes["id"]) | set(kept.mentions["id"]) == items
    assert set(kept.by_place().index) <= set(kept.places.index)


def test_a_filter_that_keeps_everything_is_false():
    assert not Filter() and not Filter(clock="published")
    assert Filter(text="x")


def test_the_records_of_a_filtered_atlas_hold_what_it_keeps_and_fit_together(atlas):
    before = copy.deepcopy(atlas.records)
    quotes = atlas.filter(Filter(kinds=("quote",)))
    (record,) = quotes.records
    assert not record["events"] and not record["mentions"] and [row["id"] for row in record["quotes"]] == ["q1"]
    assert [link["role"] for link in record["links"]] == ["said_at", "about"] and record["text"] == TEXT
    (about,) = quotes.filter(Filter(roles=("about",))).records
    assert [row["name"] for row in about["places"]] == ["Lille"] and len(about["links"]) == 1
    again = Atlas.from_records(quotes.records).links[["item", "place", "role"]]
    assert again.to_numpy().tolist() == quotes.links[["item", "place", "role"]].to_numpy().tolist()
    assert atlas.records == quotes.whole.records == before


def test_what_has_no_place_stays_in_the_tables(atlas):
    assert atlas.links.set_index("item").loc["e3", "role"] == "unplaced"
    assert atlas.unplaced()["text"].tolist() == ["Ana"]
    assert set(atlas.by_day()["item"]) == {"e1", "e2", "e3", "q1"}


def test_by_person_knows_a_surname(atlas):
    row = atlas.by_person().iloc[0]
    assert (row["name"], row["quotes"], row["events"]) == ("Ana Roe", 1, 1)
    assert (row["said_at"], row["about"], row["acts_at"]) == (["geonames:1"], ["geonames:2"], ["geonames:1"])


def test_two_clocks(atlas):
    assert atlas.by_day().set_index("item").loc["e1", "date"] == "2024-05-06"
    assert set(atlas.by_day("published")["date"]) == {"2024-05-08"}


def test_at_gives_events_then_quotes_then_mentions(atlas):
    assert atlas.at("geonames:1")["item"].tolist() == ["e1", "q1", "m1"]


def test_an_empty_atlas_answers_every_question():
    empty = Atlas.from_records([])
    for table in (empty.by_place(), empty.by_day(), empty.by_person(), empty.unplaced(), empty.at("x")):
        assert table.empty
    assert empty.filter(Filter(text="x")).links.empty


def test_every_event_type_has_a_category_of_the_legend():
    assert {row.category for row in event_types().values()} <= set(categories())


def test_what_a_record_leaves_open_is_none_and_offsets_stay_whole(atlas):
    events = atlas.events.set_index("id")
    assert events.at["e1", "date_text"] is None
    assert events.at["e2", "date"] is None
    assert isinstance(events.at["e1", "trigger_start"], int)
    assert isinstance(atlas.quotes.iloc[0]["speaker_start"], int)


def test_what_happens_at_a_place_decides_its_category_before_what_is_said_about_it():
    record = copy.deepcopy(RECORD)
    record["quotes"] = [{**record["quotes"][0], "id": f"q{i}"} for i in range(5)]
    record["links"] += [
        {"item": f"q{i}", "place": "geonames:2", "role": "about", "start": None, "end": None, "why": ""}
        for i in range(5)
    ]
    assert Atlas.from_records([record]).by_place().at["geonames:2", "category"] == "protest"


def test_outlets_and_articles_are_filters():
    one = {**RECORD, "publisher": "The Post"}
    two = {**copy.deepcopy(RECORD), "id": "a2", "publisher": "The Gazette"}
    atlas = Atlas.from_records([one, two])
    assert atlas.publishers() == ["The Gazette", "The Post"]
    assert set(atlas.filter(Filter(publishers=("The Post",))).links["article"]) == {"a1"}
    assert set(atlas.filter(Filter(articles=("a2",), publishers=("The Post", "The Gazette"))).links["article"]) == {
        "a2"
    }
    assert atlas.filter(Filter(articles=("a2",), publishers=("The Post",))).empty
