"""Corrections without a browser: what the dialogs offer and foretell, what they change, and how that is undone."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import atlases, correct, shared, store
from geo.app.choose_place import lines
from geo.app.correct_item import items_at
from geo.app.visit import Items, Missed, Names
from geo.gazetteer import Gazetteer
from geo.library import Person
from tests.exports.sample import record
from tests.test_atlas import RECORD, TEXT, place

LYON = "geonames:2996944"
PAGE = """
import streamlit as st
from geo.app import correct, state
from geo.app.visit import visit
for key, field in state.FIELDS.items():
    st.session_state.setdefault(key, field.default)
if st.session_state["article"] == st.session_state["given"]:
    visit().wrong = st.session_state["asked"]
correct.show()
"""


def opened(records: list[dict]):
    """Return what opens the dialog on some articles, and forgets them."""
    article = store.keep_here(records)

    def asked(what) -> AppTest:
        test = AppTest.from_string(PAGE, default_timeout=60)
        test.session_state["article"] = test.session_state["given"] = article
        test.session_state["asked"] = what
        test.run()
        assert not test.exception
        return test

    yield asked
    store.forget(article)


@pytest.fixture
def asked():
    """Return what opens the dialog on the sample."""
    yield from opened([record()])


@pytest.fixture
def asked_of_two():
    """Return what opens the dialog on two articles."""
    other = record()
    yield from opened([record(), {**other, "id": "second", "text": other["text"] + " "}])


def found(test: AppTest, name: str) -> str:
    """Search a place and choose it; return its id."""
    id = Gazetteer.open().search(name)[0].place.id
    test.text_input(key="_place_search").set_value(name).run()
    test.radio(key="_place_choice").set_value(id).run()
    return id


def applied(test: AppTest) -> dict:
    """Apply what is chosen and return the first record."""
    test.button(key="_place_apply").click().run()
    assert not test.exception
    return atlases.records(test.session_state["article"])[0]


def words(test: AppTest) -> str:
    return " ".join(element.value for element in (*test.markdown, *test.caption)).replace("\\", "")


def item(kind: str, number: int = 0) -> Items:
    """Return an item of the sample by its number among those of its kind."""
    sample = record()
    return Items(sample["id"], ((kind, sample[f"{kind}s"][number]["id"]),))


def turned(test: AppTest, kind: str, aspect: str) -> AppTest:
    """Turn the dialog of an item to what is wrong."""
    return test.button_group(key=f"_fix_{kind}").set_value(aspect).run()


def test_all_names_of_a_place_are_offered_other_places_or_none(asked):
    test = asked(Names(LYON))
    options = test.radio(key="_place_choice").options
    assert "In this article, “Lyon” means:" in words(test)
    assert options[-1] == "No place at all" and len(options) > 2
    assert not any("Auvergne" in option for option in options if option.startswith("Lyon,")), "the place that it has"


def test_it_foretells_what_changes_before_anything_does(asked):
    test = asked(Names(LYON))
    found(test, "Nairobi")
    assert "Changes 1 mention, 1 event, 1 quote in 1 article. It can be undone." in words(test)
    assert test.session_state["article"] == test.session_state["given"]


def test_a_corrected_place_moves_and_is_moved_back(asked):
    test = asked(Names(LYON))
    nairobi = found(test, "Nairobi")
    moved = applied(test)
    assert nairobi in {event["place"] for event in moved["events"]} and moved["corrections"]
    assert LYON not in {row["id"] for row in moved["places"]} and test.session_state["place"] == nairobi
    test.button(key="_undo").click().run()
    assert test.session_state["article"] == test.session_state["given"]


def test_no_place_at_all_takes_it_from_the_map(asked):
    test = asked(Names(LYON))
    test.radio(key="_place_choice").set_value("").run()
    assert LYON not in {row["id"] for row in applied(test)["places"]} and test.session_state["place"] == ""


def test_a_name_that_was_not_placed_gets_a_place(asked):
    zedburg = next(row["id"] for row in record()["mentions"] if row["text"] == "Zedburg")
    test = asked(Items(record()["id"], (("mention", zedburg),)))
    lusaka = found(test, "Lusaka")
    assert {row["text"]: row["place"] for row in applied(test)["mentions"]}["Zedburg"] == lusaka


def test_a_place_is_chosen_by_its_coordinates_and_called_as_the_reader_says(asked):
    test = asked(item("event"))
    test.text_input(key="_place_search").set_value("95, 200").run()
    assert "is no point on the globe. Write the latitude" in test.error[0].value.replace("\\", "")
    test.text_input(key="_place_search").set_value("43° 27′ N, 90° 45′ W").run()
    test.text_input(key="_place_name").set_value("The old mill").run()
    event = applied(test)["events"][0]
    assert event["place"] == "point:43.4500,-90.7500" and event["place_score"] == 1.0


def test_a_name_is_corrected_here_in_its_article_or_in_all(asked_of_two):
    for reach, told in (
        ("Only here", "1 mention"),
        ("In this article", "in 1 article."),
        ("In all articles", "in 2 articles."),
    ):
        test = asked_of_two(item("mention"))
        test.radio(key="_fix_reach").set_value(reach).run()
        found(test, "Nairobi")
        assert told in words(test)


def test_a_name_is_corrected_in_all_collections_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
    shared.clear()
    library, other = store.library(), record()
    second = {**other, "id": "second", "title": "Second", "source": None}
    ids = [library.save(some)[0] for some in ([record()], [record(), second])]
    try:
        test = AppTest.from_string(PAGE, default_timeout=60)
        test.session_state["article"] = test.session_state["given"] = ids[0]
        test.session_state["asked"] = item("mention")
        test.run()
        assert "In all articles" not in test.radio(key="_fix_reach").options
        test.radio(key="_fix_reach").set_value("In all collections").run()
        id = found(test, "Lille")
        assert "in 3 articles of 2 collections. It can be undone." in words(test)
        test.button(key="_place_apply").click().run()
        assert not test.exception
        assert all(row["mentions"][0]["place"] == id for one in ids for row in library.get(one))
        test.button(key="_undo").click().run()
        assert not any(row["mentions"][0]["place"] == id for one in ids for row in library.get(one))
    finally:
        for one in ids:
            library.delete(one, Person(), for_good=True)


def test_of_an_event_its_type_status_and_days_are_corrected(asked):
    test = turned(asked(item("event")), "event", "Type")
    test.selectbox(key="_fix_type").set_value("PROTEST").run()
    assert "Changes 1 event in 1 article." in words(test)
    assert applied(test)["events"][0]["type"] == "PROTEST"
    test = turned(asked(item("event")), "event", "Status")
    test.radio(key="_fix_status").set_value("denied").run()
    assert applied(test)["events"][0]["status"] == "denied"
    test = turned(asked(item("event")), "event", "Day")
    test.date_input(key="_fix_days").set_value((date(2024, 1, 2), date(2024, 1, 4))).run()
    assert applied(test)["events"][0]["date_end"] == "2024-01-04"


def test_of_a_quote_its_speaker_and_places_are_corrected(asked):
    test = turned(asked(item("quote")), "quote", "Speaker")
    test.selectbox(key="_fix_speaker").set_value("Nobody who is named").run()
    assert applied(test)["quotes"][0]["speaker"] is None
    test = turned(asked(item("quote")), "quote", "Said in")
    nairobi = found(test, "Nairobi")
    assert applied(test)["quotes"][0]["said_at"] == nairobi
    test = turned(asked(item("quote")), "quote", "About")
    nairobi, lusaka = (Gazetteer.open().search(name)[0].place.id for name in ("Nairobi", "Lusaka"))
    test.text_input(key="_fix_about_search").set_value("Nairobi").run()
    test.multiselect(key="_fix_about").set_value([nairobi]).run()
    test.text_input(key="_fix_about_search").set_value("Lusaka").run()
    assert test.multiselect(key="_fix_about").value == [nairobi]
    test.multiselect(key="_fix_about").set_value([nairobi, lusaka]).run()
    assert applied(test)["quotes"][0]["about"] == [nairobi, lusaka]


@pytest.mark.parametrize(
    ("kind", "aspect"), [("event", "Not an event"), ("quote", "Not a quote"), ("mention", "Not a place")]
)
def test_an_item_that_is_none_goes_away(asked, kind, aspect):
    before = item(kind).items[0][1]
    assert before not in {row["id"] for row in applied(turned(asked(item(kind)), kind, aspect))[f"{kind}s"]}


def test_a_note_and_a_check_are_kept(asked):
    test = turned(asked(item("event")), "event", "Note")
    assert "_place_apply" not in {button.key for button in test.button}, "nothing is written yet"
    test.text_area(key="_fix_note").set_value("Ask the mayor.").run()
    assert "A reader notes: Ask the mayor." in applied(test)["events"][0]["why"]
    assert "A reader checked it." in applied(turned(asked(item("event")), "event", "It is right"))["events"][0]["why"]


def test_missed_words_become_a_place_a_quote_or_an_event(asked):
    sample = record()
    missed = Missed(sample["id"], 0, len(sample["text"].split()[0]))
    test = asked(missed)
    lusaka = found(test, "Lusaka")
    assert next(row for row in applied(test)["mentions"] if row["start"] == 0)["place"] == lusaka
    test = asked(missed)
    test.button_group(key="_add_kind").set_value("A quote").run()
    test.radio(key="_place_choice").set_value(LYON).run()
    assert next(row for row in applied(test)["quotes"] if row["start"] == 0)["said_at"] == LYON
    test = asked(missed)
    test.button_group(key="_add_kind").set_value("An event").run()
    assert "_place_apply" not in {button.key for button in test.button}, "no type is chosen yet"
    test.selectbox(key="_fix_type").set_value("ASSAULT").run()
    test.radio(key="_fix_status").set_value("planned").run()
    test.multiselect(key="_fix_recipients").set_value(["Ana Roe"]).run()
    event = next(row for row in applied(test)["events"] if row["trigger_start"] == 0)
    assert (event["type"], event["place"], event["status"]) == ("ASSAULT", None, "planned")
    assert (event["actors"], event["recipients"]) == ([], ["Ana Roe"])


def test_of_items_at_the_same_words_one_is_chosen(asked):
    assert items_at(RECORD, TEXT.index("Lille")) == (("mention", "m2"), ("quote", "q1"))
    assert items_at(RECORD, TEXT.index("spoke")) == (("event", "e1"),)
    assert items_at(RECORD, TEXT.index("she")) == items_at(None, 0) == ()
    test = asked(Items(record()["id"], item("mention").items + item("quote").items))
    test.button_group(key="_fix_kind").set_value("quote").run()
    assert "Who said it" in [box.label for box in test.selectbox]


@pytest.mark.parametrize(
    "request_",
    [{}, {"place": 7}, {"article": "a", "kind": "person", "item": "p1"}, {"article": "a", "start": "0", "end": 4}],
)
def test_what_makes_no_sense_opens_no_dialog(request_):
    assert correct._wrong(request_) is None


@pytest.mark.parametrize("what", [Items("gone", (("event", "e1"),)), Items("gone", ()), Missed("gone", 0, 4)])
def test_what_is_gone_is_told(asked, what):
    test = asked(what)
    assert "not there any more" in words(test) or "are not there any more" in words(test)


def test_places_that_are_called_the_same_are_told_apart():
    two = [place("x:1", "Vitry"), {**place("x:2", "Vitry"), "lat": 46.0}, place("x:3", "Lyon")]
    assert list(lines(two).values()) == [
        "Vitry, city in France, at 45.00, 4.00",
        "Vitry, city in France, at 46.00, 4.00",
        "Lyon, city in France",
    ]
