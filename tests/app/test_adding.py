"""Adding without a browser: a visitor's limits, what becomes of an article that can't be kept, and deleting."""

import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import atlases, intake, save, shared, store
from geo.app.jobs import Stopped
from geo.app.visit import Visit
from geo.errors import VisitorLimitError
from geo.paths import ROOT
from geo.settings import Visitors
from tests.articles.files import STORY


@pytest.fixture
def app(tmp_path, monkeypatch):
    allow = Visitors.allow  # a test without a browser has no address
    monkeypatch.setattr(Visitors, "allow", lambda self, _visitor, *what: allow(self, "the same visitor", *what))

    def started(**environment: str) -> AppTest:
        monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
        for name, value in environment.items():
            monkeypatch.setenv(f"DATELINE_{name}", value)
        shared.clear()
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()

    return started


def button(test: AppTest, key: str):
    return next(found for found in test.button if found.key == key)


def give(test: AppTest, text: str = STORY) -> AppTest:
    test.button(key="_add").click().run()
    test.text_area(key=f"_add_text{visit(test).draft.round}").set_value(text)
    return button(test, "_add_paste").click().run()


def read(test: AppTest) -> AppTest:
    button(test, "_add_read").click().run()
    until = time.monotonic() + 60
    while visit(test).adding and visit(test).draft.job and time.monotonic() < until:
        time.sleep(0.1)
        test.run()
    return test


def visit(test: AppTest) -> Visit:
    return test.session_state["_visit"]


def errors(test: AppTest) -> str:
    return " ".join(error.value.replace("\\", "") for error in test.error)


def test_an_article_is_kept_and_only_its_token_deletes_it(app):
    test = read(give(app(KEEP_DAYS="30", HOSTED="1")))
    kept = test.session_state["article"]
    assert not test.exception and store.kept(kept).expires
    assert any("Kept until" in line.value for line in test.markdown)
    assert not store.delete(kept) and store.kept(kept), "outside that visitor's session"
    button(test, "_delete").click().run()
    assert store.kept(kept) is None and test.session_state["article"] == "pressure-on-isis-builds"
    assert kept not in visit(test).own and "leads nowhere" in test.toast[0].value
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    again.query_params["article"] = kept
    assert "no article behind this link" in again.run().warning[0].value


def test_what_was_made_of_a_deleted_article_goes_with_it(app):
    test = read(give(app()))
    kept = test.session_state["article"]
    asked = store.keep_opinion(kept, atlases.records(kept))
    assert atlases.atlas(asked) is not None
    button(test, "_delete").click().run()
    assert atlases.records(asked) is None and atlases.atlas(kept) is None


def test_a_visitor_may_not_have_more_read_than_the_host_allows(app):
    test = read(give(app(READS_PER_HOUR="1")))
    first = test.session_state["article"]
    test = button(give(test, STORY.replace("Lyon", "Nice")), "_add_read").click().run()
    assert "This app allows 1 articles read an hour" in errors(test)
    assert test.session_state["article"] == first and visit(test).draft.step == "check"


def test_a_visitor_may_not_have_more_fetched_than_the_host_allows(app):
    test = app(FETCHES_PER_HOUR="1")
    test.button(key="_add").click().run()
    for _ in range(2):
        next(found for found in test.button if found.label == "Fetch").click().run()
        while visit(test).draft.job:
            time.sleep(0.1)
            test.run()
    assert "This app allows 1 web addresses fetched an hour" in errors(test)


@pytest.mark.parametrize(
    "environment", [{"SHARES_PER_HOUR": "1"}, {"SHARED_ARTICLES": "1"}], ids=["too many links", "full"]
)
def test_an_article_that_cannot_be_kept_is_still_shown_and_the_reason_said(app, environment):
    test = read(give(app(**environment)))
    test = read(give(test, STORY.replace("Lyon", "Nice")))
    article = test.session_state["article"]
    assert article.startswith("here-") and not test.exception
    said = " ".join(line.value for line in test.markdown).replace("\\", "")
    assert "So it has no lasting link" in said and ("links made" in said or "the library is full" in said)
    assert all(found.key != "_delete" for found in test.button)


def test_an_article_without_places_opens_and_says_so(app):
    test = read(give(app(), "Nothing of note was said, and nobody went anywhere at all this time."))
    assert not test.exception and "No place was found" in test.info[0].value


def test_starts_count_though_they_are_stopped_and_leave_no_thread(app, monkeypatch):
    def stopped(*arguments):
        raise Stopped

    monkeypatch.setattr(intake, "read_all", stopped)
    test = give(app(STARTS_PER_HOUR="3"))
    for _ in range(3):
        assert "starts of a reading" not in errors(test)
        read(test)
    assert "Stopped" in errors(test)
    read(test)
    assert "This app allows 3 starts of a reading an hour" in errors(test)
    assert not [thread for thread in threading.enumerate() if thread.name == "dateline-job"]


def test_exports_are_counted_where_they_are_made(app):
    article = app(EXPORTS_PER_HOUR="2").session_state["article"]
    for _ in range(2):
        assert save._made(atlases.atlas(article), "csv", "somebody")
    with pytest.raises(VisitorLimitError, match="2 exports an hour"):
        save._made(atlases.atlas(article), "csv", "somebody")


CORRECT = """
import streamlit as st
from geo.app import atlases, edits, sources
from geo.app.visit import visit
from geo.corrections import Nothing, target_of
st.session_state.setdefault("article", next(iter(sources.seeds())))
st.session_state.setdefault("place", "")
(record,) = atlases.records(st.session_state["article"])
edits.make(Nothing(target_of(record, "event", record["events"][0]["id"])))
st.text(visit().told or "corrected")
"""


def test_corrections_are_counted(app):
    app(CORRECTIONS_PER_HOUR="1")
    test = AppTest.from_string(CORRECT, default_timeout=60).run()
    assert test.text[0].value == "corrected"
    seed = test.session_state["article"]
    assert "This app allows 1 corrections an hour" in test.run().text[0].value
    assert len(store.library().log.entries(seed)) == 1
