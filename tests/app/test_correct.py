"""Corrections without a browser: what the dialog offers and foretells, what it changes, and how that is undone."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import atlases, store
from geo.gazetteer import Gazetteer
from tests.exports.sample import record

LYON = "geonames:2996944"
PAGE = """
import streamlit as st
from geo.app import correct, state
from geo.app.visit import Wrong, visit
for key, field in state.FIELDS.items():
    st.session_state.setdefault(key, field.default)
if st.session_state["article"] == st.session_state["given"]:
    visit().wrong = Wrong(*st.session_state["asked"])
correct.show()
"""


@pytest.fixture
def asked():
    """Return what opens the dialog for a place or a name of the sample."""
    article = store.keep_here([record()])

    def asked(place: str | None, name: str | None = None) -> AppTest:
        test = AppTest.from_string(PAGE, default_timeout=60)
        test.session_state["article"] = test.session_state["given"] = article
        test.session_state["asked"] = (place, name)
        return test.run()

    yield asked
    store.forget(article)


def found(test: AppTest, name: str) -> str:
    """Search a place and choose it; return its id."""
    id = Gazetteer.open().search(name)[0].place.id
    test.text_input(key="_place_search").set_value(name).run()
    test.radio(key="_place_choice").set_value(id).run()
    return id


def applied(test: AppTest) -> dict:
    """Apply what is chosen and return the record."""
    test.button(key="_place_apply").click().run()
    assert not test.exception
    (changed,) = atlases.records(test.session_state["article"])
    return changed


def words(test: AppTest) -> str:
    return " ".join(element.value for element in (*test.markdown, *test.caption)).replace("\\", "")


def test_the_dialog_offers_other_places_of_the_name_or_none(asked):
    test = asked(LYON)
    options = test.radio(key="_place_choice").options
    assert not test.exception and "In this article, “Lyon” means:" in words(test)
    assert options[-1] == "No place at all" and len(options) > 2
    assert not any("Auvergne" in option for option in options if option.startswith("Lyon,")), "the place that it has"


def test_it_foretells_what_changes_before_anything_does(asked):
    test = asked(LYON)
    found(test, "Nairobi")
    assert "Changes 1 mention, 1 event, 1 quote in 1 article. It can be undone." in words(test)
    assert test.session_state["article"] == test.session_state["given"]


def test_a_corrected_place_moves_and_is_moved_back(asked):
    test = asked(LYON)
    nairobi = found(test, "Nairobi")
    moved = applied(test)
    assert nairobi in {event["place"] for event in moved["events"]} and moved["corrections"]
    assert LYON not in {row["id"] for row in moved["places"]} and test.session_state["place"] == nairobi
    test.button(key="_undo").click().run()
    assert test.session_state["article"] == test.session_state["given"]


def test_no_place_at_all_takes_it_from_the_map(asked):
    test = asked(LYON)
    test.radio(key="_place_choice").set_value("").run()
    assert LYON not in {row["id"] for row in applied(test)["places"]} and test.session_state["place"] == ""


def test_a_name_that_was_not_placed_gets_a_place(asked):
    test = asked(None, "Zedburg")
    lusaka = found(test, "Lusaka")
    assert {row["text"]: row["place"] for row in applied(test)["mentions"]}["Zedburg"] == lusaka
