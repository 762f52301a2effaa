"""The event types and their traits."""

import json

import pytest

from geo import ontology
from geo.errors import DatelineError
from geo.ontology import UNTYPED, are_kin, current_names, event_type, event_types


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a function that puts a changed table in the place of the project's."""
    original = json.loads(ontology._TABLE.read_text("utf-8"))

    def put(change):
        change(original)
        path = tmp_path / "event_types.json"
        path.write_text(json.dumps(original), "utf-8")
        monkeypatch.setattr(ontology, "_TABLE", path)
        ontology._table.cache_clear()
        event_types.cache_clear()

    yield put
    monkeypatch.undo()
    ontology._table.cache_clear()
    event_types.cache_clear()


def test_every_trait_is_explained_in_the_table():
    told = json.loads(ontology._TABLE.read_text("utf-8"))
    assert set(told["fields"]) == set(event_types()["AID"].__dataclass_fields__) - {"code"}


def test_a_new_type_is_one_entry(table):
    table(lambda t: t["types"].update(BIRTH={"label": "Birth", "category": "society", "plover": False}))
    assert event_type("BIRTH").label == "Birth"
    assert event_type("BIRTH").recipient_after == {"against", "with"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t["types"]["AID"].update(colour="red"), "AID lacks or can't have colour"),
        (lambda t: t["types"]["AID"].pop("label"), "AID lacks or can't have label"),
        (lambda t: t["types"]["AID"].update(families=["gifts"]), "AID has a category or a family"),
        (lambda t: t["types"]["AID"].update(refused_as="SHRUG"), "AID turns into SHRUG"),
    ],
)
def test_a_wrong_entry_is_named(table, change, words):
    table(change)
    with pytest.raises(DatelineError, match=words):
        event_types()


def test_an_unknown_code_is_shown_as_untyped():
    assert event_type("NOSUCH") is event_type(None) is event_types()[UNTYPED]
    assert not event_type("NOSUCH").typed


def test_a_killing_can_be_an_attack_or_an_accident_but_no_match():
    assert are_kin("DEATH", "ASSAULT") and are_kin("ACCIDENT", "DEATH") and are_kin(UNTYPED, "SPORT")
    assert not are_kin("DEATH", "SPORT")


def test_who_threatens_force_and_who_offers_help():
    assert event_type("COERCE").announced("arrest") == ("THREATEN", "arrest")
    assert event_type("COERCE").announced("seize") == ("THREATEN", "restrict")
    assert event_type("AID").announced(None) == ("AGREE", None)
    assert event_type("DISASTER").announced(None) is None


def test_older_names_of_types_are_known():
    assert current_names()["DEMAND"] == "REQUEST"
    assert set(current_names().values()) <= set(event_types())
