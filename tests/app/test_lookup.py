"""Names that could not be placed are looked up online from the map page, and only when the button is pressed."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import atlases, lookup, shared, store
from geo.articles import Article
from geo.geocoders import Online, online
from geo.language import pipeline
from geo.paths import ROOT
from tests.exports.sample import record
from tests.geocoders.conftest import server  # noqa: F401

TEXT = "Fighting went on in Tell Karamush. Residents of Tell Karamush fled to Mosul in northern Iraq."


@pytest.fixture
def page(server, nlp, tmp_path, monkeypatch):  # noqa: F811

    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
    shared.clear()
    made = online("nominatim", domain=server.domain, scheme="http", timeout=0.5, cache=tmp_path / "answers.sqlite")
    polite = Online(made.service, made.geocoder, made._answers, sleep=lambda seconds: None)
    monkeypatch.setattr(lookup, "geocoder", lambda service: polite)
    article = Article(text=TEXT, title="Fighting in the north")
    (record,) = pipeline.parse(nlp, [article])
    kept, _ = store.keep([record])
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    test.query_params["article"] = kept
    return test.run()


def test_names_are_looked_up_when_the_button_is_pressed(page, server):  # noqa: F811
    before = page.session_state["article"]
    assert server.requests == [] and not page.info
    page.button(key="_look_up").click().run()
    assert not page.exception and not page.error
    after = page.session_state["article"]
    assert after.startswith(f"{before}~")
    assert [asked["q"] for asked in server.requests] == ["Tell Karamush"]
    assert "placed 1 name" in page.info[0].value and "OpenStreetMap" in page.info[0].value
    assert "nominatim:W60" in atlases.atlas(after).by_place().index
    assert "nominatim:W60" not in atlases.atlas(before).places.index, "other readers see the article as it was"
    assert any("names looked up" in option for option in page.selectbox(key="_article").options)
    page.selectbox(key="_article").set_value(before).run()
    page.selectbox(key="_article").set_value(after).run()
    assert page.session_state["article"] == after and not page.exception
    assert len(server.requests) == 1


def test_names_that_are_placed_only_roughly_are_looked_up_too(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
    shared.clear()
    found = record()
    kept, _ = store.keep([{**found, "mentions": [
        {**mention, "kind": "name", "place": mention["place"] or found["places"][0]["id"], "coarse": number == 0}
        for number, mention in enumerate(found["mentions"])
    ]}])  # fmt: skip
    (name,) = lookup.rough(kept)
    assert name == found["mentions"][0]["text"]
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    test.query_params["article"] = kept
    test.run()
    (tray,) = [box for box in test.expander if "roughly" in box.label]
    assert tray.label == "1 name is placed only roughly" and name in tray.markdown[0].value
    assert tray.button(key="_look_up").label == "Look these up online"


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [("too many", "fewer requests"), ("html", "no list of places"), ("error", "out of order")],
)
def test_a_trouble_is_said_and_the_article_stays(page, server, behaviour, sentence):  # noqa: F811
    before = page.session_state["article"]
    server.behaviours = [behaviour] * 5
    page.button(key="_look_up").click().run()
    assert not page.exception and page.session_state["article"] == before
    assert "none of these names" in page.info[0].value and sentence in page.info[0].value


def test_an_opinion_that_is_gone_leads_back_to_its_article(page):
    article = page.session_state["article"]
    assert atlases.records(f"{article}~0123abcd") == atlases.records(article)
    assert atlases.records("nothing~0123abcd") is None
