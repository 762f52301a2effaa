"""What panels show: plain data whose text is the article's."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas, Filter
from geo.viewer import cards, panels
from tests.test_atlas import RECORD


@pytest.fixture
def atlas() -> Atlas:
    return Atlas.from_records([copy.deepcopy(RECORD)])


def joined(segments) -> str:
    return "".join(text for text, _ in segments)


def test_the_panel_of_a_place_has_its_events_quotes_and_mentions(atlas):
    panel = panels.place_panel(atlas, atlas, "geonames:1")
    assert panel["head"]["title"] == "Lyon"
    assert panel["head"]["sure"] == 95
    assert {section["title"]: section["count"] for section in panel["sections"]} == {
        "Events": 1, "Quotes": 1, "Mentions": 1,
    }  # fmt: skip
    event = panel["sections"][0]["cards"][0]
    assert event["label"] == "Talks" and event["date"] == "Monday 6 May 2024"
    assert ("spoke", "trigger") in event["segments"]
    quote = panel["sections"][1]["cards"][0]
    assert joined(quote["segments"]) == "“Lille is next,”"
    assert quote["byline"] == "— Ana Roe"
    assert [badge["text"] for badge in quote["badges"]] == ["Said here"]
    assert quote["places"] == [{"id": "geonames:2", "role": "About", "label": "About Lille"}]


def test_what_was_said_about_a_place_is_told_apart_from_what_was_said_there(atlas):
    panel = panels.place_panel(atlas, atlas, "geonames:2")
    quote = next(section for section in panel["sections"] if section["title"] == "Quotes")["cards"][0]
    assert [badge["text"] for badge in quote["badges"]] == ["About here"]
    assert quote["places"] == [{"id": "geonames:1", "role": "Said in", "label": "Said in Lyon"}]


def test_a_place_whose_items_are_filtered_away_says_so(atlas):
    panel = panels.place_panel(atlas.filter(Filter(types=("PROTEST",))), atlas, "geonames:1")
    assert panel["sections"] == [] and "filtered away" in panel["empty"]


def test_what_did_not_happen_does_not_look_as_if_it_had(atlas):
    panel = panels.place_panel(atlas, atlas, "geonames:2")
    assert panel["sections"][0]["cards"][0]["badges"] == [{"text": "Denied", "icon": "block", "tone": "warn"}]


def test_the_overview_lists_every_place_the_busiest_first(atlas):
    panel = panels.overview(atlas, "Two marches", "")
    assert [row["name"] for section in panel["sections"] for row in section["rows"]] == ["Lyon", "Lille"]


def test_the_panel_of_a_person_leads_to_the_places_of_their_words(atlas):
    panel = panels.person_panel(atlas, "Ana Roe", ["nurse"])
    assert panel["head"]["lead"] == "nurse"
    quote = panel["sections"][0]["cards"][0]
    assert [place["label"] for place in quote["places"]] == ["Said in Lyon", "About Lille"]


def section(panel: dict, title: str) -> dict:
    return next(section for section in panel["sections"] if section["title"] == title)


def test_minor_events_stand_folded_behind_those_of_the_story_which_come_by_salience():
    record = copy.deepcopy(RECORD)
    for item, salience in (("e4", 0.7), ("e5", 0.9), ("e6", 0.1), ("e7", 0.3)):
        record["events"].append(record["events"][0] | {"id": item, "group": item, "salience": salience})
        record["links"].append(record["links"][0] | {"item": item})
    atlas = Atlas.from_records([record])
    panel = panels.place_panel(atlas, atlas, "geonames:1")
    assert [card["id"] for card in section(panel, "Events")["cards"]] == ["a1/e1", "a1/e5", "a1/e4"]
    minor = section(panel, "Minor events")
    assert minor["folds_after"] == 0 and minor["count"] == 2
    assert [card["id"] for card in minor["cards"]] == ["a1/e7", "a1/e6"]
    row = panels.overview(atlas, "", "")["sections"][0]["rows"][0]
    assert (row["events"], row["quotes"], row["minor"]) == (3, 1, 2)


def test_a_place_that_is_only_mentioned_looks_like_a_mention():
    record = copy.deepcopy(RECORD)
    record["links"] = [link for link in record["links"] if link["item"] == "m1" or link["place"] == "geonames:2"]
    rows = section(panels.overview(Atlas.from_records([record]), "", ""), "Only talked about")["rows"]
    assert [(row["name"], row["mentions"], row["category"]) for row in rows] == [("Lyon", 1, None)]


def test_minor_events_alone_are_counted_in_the_list():
    record = copy.deepcopy(RECORD)
    record["events"][1]["salience"] = 0.2
    record["links"] = [link for link in record["links"] if link["item"] != "q1"]
    atlas = Atlas.from_records([record])
    first, *_ = panels.place_panel(atlas, atlas, "geonames:2")["sections"]
    assert (first["title"], first["count"], first["folds_after"]) == ("Minor events", 1, 0), "nothing above it: open"
    rows = section(panels.overview(atlas, "", ""), "Only talked about")["rows"]
    assert [(row["name"], row["minor"], row["events"]) for row in rows] == [("Lille", 1, 0)]


def test_a_guess_says_that_it_is_one_and_how_sure_it_is():
    record = copy.deepcopy(RECORD)
    record["events"][1] |= {"place_score": 0.38, "place_evidence": "story"}
    record["links"][1] |= {"weak": True, "evidence": "story"}
    atlas = Atlas.from_records([record])
    card = section(panels.place_panel(atlas, atlas, "geonames:2"), "Events")["cards"][0]
    assert [badge["text"] for badge in card["badges"]] == ["Denied", "A guess: 38 % sure"]
    rows = section(panels.overview(atlas, "", ""), "Perhaps there, by a guess")["rows"]
    assert [row["name"] for row in rows] == ["Lille"]


def test_doubtful_places_are_listed_apart():
    record = copy.deepcopy(RECORD)
    record["mentions"][0]["score"] = 0.3
    panel = panels.overview(Atlas.from_records([record]), "", "")
    assert [row["name"] for row in section(panel, "Doubtful")["rows"]] == ["Lyon"]
    assert [row["name"] for row in section(panel, "What happens and is said")["rows"]] == ["Lille"]


@pytest.mark.parametrize(("score", "doubtful"), [(0.49, True), (0.5, False)])
def test_the_panel_of_a_doubtful_place_says_so(score, doubtful):
    record = copy.deepcopy(RECORD)
    record["mentions"][0]["score"] = score
    atlas = Atlas.from_records([record])
    assert panels.place_panel(atlas, atlas, "geonames:1")["head"]["doubtful"] == doubtful


def test_a_card_tells_how_sure_an_inferred_place_is_and_what_gives_the_day():
    record = copy.deepcopy(RECORD)
    record["events"][1] |= {"place_score": 0.71, "place_evidence": "scene", "date_evidence": "publication"}
    record["links"][1] |= {"why": "Inferred: what is told around it is set in Lille."}
    atlas = Atlas.from_records([record])
    card = section(panels.place_panel(atlas, atlas, "geonames:2"), "Events")["cards"][0]
    assert card["why"] == (
        "Why here: Inferred: what is told around it is set in Lille. 71 % sure. "
        "No day is told, so it is set in those before publication."
    )


@given(
    st.text(max_size=40),
    st.integers(0, 50),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100), st.sampled_from(["place", "who"])), max_size=6),
)
def test_segments_join_to_the_text(text, start, spans):
    assert joined(cards.segments(text, start, spans)) == text


@pytest.mark.parametrize("wanted", [Filter(), Filter(roles=("happened", "about")), Filter(text="paris")])
def test_a_place_of_many_articles_shows_the_first_items_and_counts_all(wanted, seed_record, monkeypatch):
    few = Atlas.from_records([seed_record])
    monkeypatch.setattr("geo.atlas.store.FEW", 0)
    many = Atlas.from_records([seed_record])
    for place in few.places.index:
        one, other = (panels.place_panel(atlas.filter(wanted), atlas, place, most=2) for atlas in (few, many))
        assert one == other
        assert all(len(section["cards"]) <= 2 for section in other["sections"])


def test_more_cards_are_the_first_and_those_behind_them(seed_record, monkeypatch):
    monkeypatch.setattr("geo.atlas.store.FEW", 0)
    atlas = Atlas.from_records([{**seed_record, "id": str(number), "source": None} for number in range(4)])
    busiest, person = atlas.by_place()["id"].iloc[0], atlas.most_told()[0]
    for make in (
        lambda most: panels.place_panel(atlas, atlas, busiest, most=most),
        lambda most: panels.person_panel(atlas, person, [], most=most),
    ):
        few, more, every = make(2), make(4), make(1_000)
        for some, others, everything in zip(few["sections"], more["sections"], every["sections"], strict=True):
            assert some["count"] == others["count"] == everything["count"] == len(everything["cards"])
            assert len(some["cards"]) <= 2 and {card["id"] for card in some["cards"]} <= {
                card["id"] for card in others["cards"]
            }
        assert few["most"] == 2 and any("more" in section for section in few["sections"])


def test_the_first_names_without_a_place_are_those_of_all(seed_record, monkeypatch):
    monkeypatch.setattr("geo.atlas.store.FEW", 0)
    lost = {mention["id"] for mention in seed_record["mentions"][:3]}
    mentions = [{**row, "place": None} if row["id"] in lost else row for row in seed_record["mentions"]]
    links = [link for link in seed_record["links"] if link["item"] not in lost]
    record = {**seed_record, "mentions": mentions, "links": links, "source": None}
    atlas = Atlas.from_records([{**record, "id": str(number)} for number in range(4)])
    every, some = panels.unplaced(atlas, most=None), panels.unplaced(atlas, most=4)
    (section,), (first,) = every["sections"], some["sections"]
    assert first["count"] == section["count"] == len(section["cards"]) == 12
    assert first["cards"] == section["cards"][:4]
