"""Where an event happened by its whole story: what is a candidate, what speaks for it, and what is written of it."""

import pytest

from geo.errors import ArticleError
from geo.language.events import TRIGGERS, told_events
from geo.language.events.candidates import Candidates
from geo.language.events.lexicon import Lexicon
from geo.language.events.story_places import (
    WEAK_PLACE,
    StoryPlaceModel,
    chosen_places,
    place_by_story,
    story_place_model,
)
from geo.language.training.stories import read_stories
from geo.language.training.story_places import train_story_places
from geo.ontology import event_types

STRAIGHT = ((0.0, 0.0), (1.0, 1.0))
FIRE = (
    "A fire destroyed a warehouse in Porto on Monday, the city council said.\n\n"
    "Three firefighters were injured when the roof collapsed.\n\n"
    "Portugal's interior minister has ordered an inquiry."
)


@pytest.fixture(scope="module")
def told(nlp):
    """The events of a text with the places of their clauses only, and its Doc."""
    lexicon = Lexicon([TRIGGERS], event_types())

    def read(text):
        doc = nlp(text)
        return told_events(doc, lexicon)[0], doc

    return read


def event_at(events, doc, word):
    rows = [e for e in events if any(word in doc.text[start:end] for start, end in e["mentions"])]
    assert rows, f"no event at “{word}”"
    return rows[0]


def candidates_at(told, text, word):
    events, doc = told(text)
    event = event_at(events, doc, word)
    found = Candidates(doc, events).of(event, chosen_places([event]))
    return {doc._.places[c.place]["name"] if c.place else None: c for c in found}


def test_the_clause_keeps_its_place_and_gets_a_score(nlp):
    row = event_at(nlp(FIRE)._.events, nlp(FIRE), "destroyed")
    assert FIRE[row["place_start"] : row["place_end"]] == "Porto"
    assert row["place_evidence"] == "clause"
    assert 0 < row["place_score"] <= 1


def test_what_is_told_next_happens_in_the_same_place(nlp):
    doc = nlp(FIRE)
    row = event_at(doc._.events, doc, "injured")
    assert doc._.places[row["place"]]["name"] == "Porto"
    assert row["place_start"] is None and row["place_end"] is None
    assert row["place_evidence"] in ("scene", "story", "telling")
    assert row["why"].startswith("Inferred: ") and "Porto" in row["why"]


def test_a_weak_place_is_called_a_guess_and_its_link_is_weak(nlp):
    doc = nlp(FIRE)
    rows = {row["id"]: row for row in doc._.events if row["place"]}
    links = [link for link in doc._.links if link["item"] in rows]
    assert links
    for link in links:
        row = rows[link["item"]]
        assert link["evidence"] == row["place_evidence"]
        assert link["weak"] == (row["place_score"] < WEAK_PLACE)
        if row["place_evidence"] != "clause":
            assert row["why"].endswith("A guess.") == link["weak"]


def test_no_place_named_no_place_given(nlp):
    rows = nlp("Three firefighters were injured when the roof collapsed.")._.events
    assert rows
    assert all(row["place"] is None and row["place_score"] is None for row in rows)


def test_who_acts_for_a_state_acts_on_its_ground(told):
    found = candidates_at(told, FIRE, "ordered")
    assert found["Portugal"].evidence == "territory"
    assert found["Portugal"].features["actor: owner"] == 1
    assert found["Portugal"].features["actor, office"] == 1
    assert found[None].place is None


def test_a_residence_is_told_from_a_place(told):
    found = candidates_at(told, "Police in Bergen arrested Ann Poe of Oslo on Monday.", "arrested")
    assert found["Oslo"].features.get("residence") == 1
    assert "residence" not in found["Bergen"].features


def test_two_states_are_no_ground(told):
    found = candidates_at(told, "Norway and Chile signed a treaty on fishing on Monday.", "signed")
    assert found[None].features["nowhere: several states"] == 1


def test_the_likeliest_candidate_is_taken_or_none(told):
    events, doc = told(FIRE)
    place_by_story(doc, events, StoryPlaceModel({"in the lead": 9.0}, STRAIGHT, STRAIGHT))
    row = event_at(events, doc, "injured")
    assert doc._.places[row["place"]]["name"] == "Porto" and row["place_score"] > 0.9
    events, doc = told(FIRE)
    place_by_story(doc, events, StoryPlaceModel({"nowhere": 9.0}, STRAIGHT, STRAIGHT))
    assert event_at(events, doc, "injured")["place"] is None
    assert event_at(events, doc, "destroyed")["place"] is not None


def test_a_long_list_of_places_gives_few_candidates(told):
    cities = ["Lyon", "Hamburg", "Boston", "Vienna", "Madrid", "Cairo", "Mumbai", "Oslo", "Lima", "Quito", "Nairobi"]
    text = "\n\n".join(f"Workers marched in {city} on Monday." for city in cities * 3)
    events, doc = told(text)
    candidates = Candidates(doc, events)
    assert max(len(candidates.of(event, chosen_places([event]))) for event in events) <= 16


def test_scores_rise_with_probabilities():
    model = story_place_model()
    for curve in (model.clause, model.inferred):
        assert [y for _, y in curve] == sorted(y for _, y in curve)


def story(number, city, other):
    text = (
        f"A fire destroyed a warehouse in {city} on Monday. Three workers were injured. "
        f"Its owner, a firm from {other}, promised an inquiry."
    )
    here = {"name": city, "lat": None, "lon": None}
    anchors = [(word, text.index(word)) for word in ("destroyed", "injured")]
    return {
        "id": str(number), "text": text, "published": None,
        "events": [
            {"anchors": [[at, at + len(word)]], "importance": 2, "types": [], "place": here} for word, at in anchors
        ],
    }  # fmt: skip


def test_training_learns_and_repeats_itself(nlp, told):
    cities = ["Lyon", "Hamburg", "Boston", "Vienna", "Madrid", "Cairo", "Mumbai", "Oslo", "Lima", "Dublin"]
    rows = [story(n, city, cities[n - 1]) for n, city in enumerate(cities)]
    lexicon = Lexicon([TRIGGERS], event_types())
    record, report = train_story_places(rows, nlp, lexicon)
    assert (record, report) == train_story_places(rows, nlp, lexicon)
    assert report["clause"] >= len(cities) - 2
    model = StoryPlaceModel(record["weights"], record["clause"], record["inferred"])
    events, doc = told(story(99, "Prague", "Athens")["text"])
    place_by_story(doc, events, model)
    assert doc._.places[event_at(events, doc, "injured")["place"]]["name"] == "Prague"


def test_training_needs_stories(tmp_path):
    (tmp_path / "empty.jsonl").write_text('{"text": "Nothing happened."}\n', "utf-8")
    with pytest.raises(ArticleError):
        read_stories(tmp_path)
