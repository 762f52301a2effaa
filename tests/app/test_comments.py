"""Notes on an item: one below the other, answered, taken back by who wrote them, and by nobody else."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import shared, store
from geo.app.comments import Comment, without_notes
from geo.corrections import Note, target_of
from geo.library import Person
from tests.exports.sample import record

PAGE = """
import streamlit as st
from types import SimpleNamespace
from geo.app import comments, correct, state, views
from geo.atlas import Filter
session = st.session_state
for key, field in state.FIELDS.items():
    session.setdefault(key, field.default)
session["asking"] = SimpleNamespace(correct=session["request"])
if session["request"]:
    correct.asked("asking")
correct.show()
panel = views.place(session["article"], Filter(), session["shown"])
session["panel"] = comments.with_threads(session["article"], panel)
"""


@pytest.fixture(autouse=True)
def own_library(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
    shared.clear()
    yield
    shared.clear()


@pytest.fixture
def page():
    """Return what shows the panel of the first event's place, after a request of the browser's."""
    article, _ = store.library().save([record()])
    event = record()["events"][0]
    test = AppTest.from_string(PAGE, default_timeout=60)
    test.session_state["article"], test.session_state["shown"] = article, event["place"]

    def asked(request=None) -> AppTest:
        test.session_state["request"] = request
        test.run()
        assert not test.exception
        return test

    return asked


def event_of(test: AppTest) -> dict:
    """Return the card of the first event."""
    id = record()["events"][0]["id"]
    cards = [card for section in test.session_state["panel"]["sections"] for card in section["cards"]]
    return next(card for card in cards if card["wrong"]["item"] == id)


def note(test: AppTest, text: str, who: str) -> int:
    target = target_of(record(), "event", record()["events"][0]["id"])
    return store.library().log.add(test.session_state["article"], Note(target, text), Person(who))


def test_notes_of_several_stand_below_each_other_and_an_answer_is_one_more(page):
    before = event_of(page())
    assert "comments" not in before
    bo = note(page(), "Is this the mayor?", "Bo")
    store.forget(page().session_state["article"])
    (first,) = event_of(page())["comments"]
    assert (first["who"], first["text"], first["number"]) == ("Bo", "Is this the mayor?", None)
    assert first["when"].endswith("UTC") and event_of(page())["why"] == before["why"]
    test = page({**before["wrong"], "note": True})
    test.text_area(key="_fix_note").set_value("Yes, she says so.").run()
    test.button(key="_place_apply").click().run()
    assert not test.exception
    assert [one["text"] for one in event_of(page())["comments"]] == ["Is this the mayor?", "Yes, she says so."]
    own = event_of(page())["comments"][1]["number"]
    assert own > bo and event_of(page())["why"] == before["why"]
    page({"take_back": bo})
    assert len(event_of(page())["comments"]) == 2, "another one's"
    page({"take_back": own})
    assert [one["text"] for one in event_of(page())["comments"]] == ["Is this the mayor?"]


def test_where_strangers_are_a_name_that_all_have_takes_nothing_back(page, monkeypatch):
    test = page()
    number = note(test, "Mine.", "a reader")
    monkeypatch.setenv("DATELINE_HOSTED", "1")
    shared.clear()
    (found,) = event_of(page())["comments"]
    assert found["number"] is None
    page({"take_back": number})
    assert len(event_of(page())["comments"]) == 1


@pytest.mark.parametrize("request_", [{"take_back": 99}, {"take_back": "1"}, {"take_back": None}])
def test_what_makes_no_sense_takes_nothing_back(page, request_):
    note(page(), "Here.", "Bo")
    store.forget(page().session_state["article"])
    assert len(event_of(page(request_))["comments"]) == 1


@pytest.mark.parametrize(
    ("why", "left"),
    [
        ("Why here: in Lyon. A reader notes: Ask. A reader notes: Why?.", "Why here: in Lyon."),
        ("Why here: A reader notes: Ask.", ""),
        ("Why here: in Lyon. A reader notes: Ask. A reader checked it.", "Why here: in Lyon. A reader checked it."),
        ("in Lyon", "in Lyon"),
    ],
)
def test_a_reason_does_not_repeat_the_notes(why, left):
    notes = [Comment(1, "Bo", "", "Ask.", "A reader notes: Ask."), Comment(2, "Bo", "", "Why?", "A reader notes: Why?")]
    assert without_notes(why, notes) == left
