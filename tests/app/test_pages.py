"""The pages, run without a browser: they come up, keep the view, and say what is wrong."""

import json
import sys

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import atlases, listing, save, shared, sources, store, views, widgets
from geo.atlas import Filter
from geo.errors import LibraryError
from geo.paths import ROOT
from tests.atlas.test_folder import written
from tests.browser.test_ground import story as ground
from tests.exports.sample import record

PAGES = ("map", "read", "people", "tables")


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
    shared.clear()


def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)


def opened(page: str, **query) -> AppTest:
    test = app()
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    if page != "map":
        test.switch_page(f"geo/app/pages/{page}.py").run()
    return test


def test_every_page_comes_up_on_the_seed_article():
    test = app().run()
    for page in PAGES:
        test.switch_page(f"geo/app/pages/{page}.py").run()
        assert not test.exception and not test.error, page
        assert test.session_state["article"] == "pressure-on-isis-builds"


def test_collections_of_one_name_are_told_apart():
    entries = [
        listing.Entry(id, label) for id, label in (("a", "Rain"), ("b", "Rain"), ("c", "Rain (2)"), ("d", "Snow"))
    ]
    assert listing.apart(entries) == {"a": "Rain", "b": "Rain (2)", "c": "Rain (2) (2)", "d": "Snow"}
    for _ in range(2):
        store.library().save([record()])
    options = app().run().selectbox(key="_article").options
    assert len(options) == len(set(options)) == 3


def test_every_page_comes_up_on_an_archive(seed_record, tmp_path, monkeypatch):
    folder = written(tmp_path / "OUT", [seed_record], [{**seed_record, "id": "again", "title": "Once more"}])
    monkeypatch.setattr("sys.argv", ["app.py", str(folder)])
    monkeypatch.setattr("geo.records.read_records", None)
    test = app()
    test.query_params["place"] = "geonames:2988507"
    test.run()
    for page in PAGES:
        test.switch_page(f"geo/app/pages/{page}.py").run()
        assert not test.exception and not test.error, page
        assert test.session_state["article"] == "file:OUT" and test.session_state["place"] == "geonames:2988507"
        test.text_input(key="_q").set_value("paris").run()
        assert not test.exception and not test.error, page
    panel = views.place("file:OUT", Filter(), "geonames:2988507")
    assert set(panel["articles"].values()) == {seed_record["title"], "Once more"}


def test_an_archive_is_not_corrected(seed_record, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["app.py", str(written(tmp_path / "OUT", [seed_record]))])
    assert sources.is_archive("file:OUT") and not sources.is_archive("pressure-on-isis-builds")
    assert atlases.records("file:OUT") == [] and atlases.record("file:OUT", "no such article") is None
    assert atlases.record("file:OUT", seed_record["id"])["title"] == seed_record["title"]


def test_what_is_given_is_called_by_its_articles_and_its_file(tmp_path, monkeypatch):
    lines = [json.dumps({**record(), "id": id, "title": f"{id} told"}) + "\n" for id in ("one", "two")]
    for name, content in (("a.jsonl", lines), ("b.jsonl", lines[1:]), ("c.jsonl", ["{\n"]), ("d.jsonl", [])):
        (tmp_path / name).write_text("".join(content))
    archive = written(tmp_path / "OUT", [json.loads(line) for line in lines])
    monkeypatch.setattr("sys.argv", ["app.py", *(str(tmp_path / f"{name}.jsonl") for name in "abcd"), str(archive)])
    shared.clear()
    called = [listing.given(name) for name in sources.collections()]
    outlet = listing.label({**record(), "title": "two told"})
    assert called[0].startswith("2 articles · one told") and called[0].endswith("a.jsonl")
    assert called[1:] == [f"{outlet} · b.jsonl", "c.jsonl", "d.jsonl", "2 articles · one told · OUT"]
    shared.clear()


def test_a_page_within_another_is_called_by_a_title_that_is_no_markup():
    title = '"><script>alert(1)</script>'
    code = save.frame_of(save.file_name(title, "html", save.ALL), title)
    assert code.count("<") == 2 and "&quot;&gt;&lt;script&gt;" in code
    assert 'src="dateline-script-alert-1-script.html"' in code
    assert "allow-same-origin" not in code


def test_the_address_sets_the_view_and_the_view_the_address():
    test = opened("map", place="geonames:2988507", show="violence~words", sure="40", since="2015-11-13")
    state = test.session_state
    assert state["place"] == "geonames:2988507" and state["show"] == ["violence", "words"] and state["sure"] == 40
    test.text_input(key="_q").set_value("paris").run()
    assert test.query_params["q"] == "paris"
    assert test.query_params["show"] == "violence~words"


def test_the_address_keeps_where_the_map_looks_until_a_place_is_chosen():
    test = opened("map", view="48.85661,2.3522,7.25")
    assert test.session_state["view"] == "48.85661,2.3522,7.25"
    test.text_input(key="_q").set_value("paris").run()
    assert test.query_params["view"] == "48.85661,2.3522,7.25"


def test_a_place_that_the_article_lacks_is_forgotten():
    test = opened("map", place="geonames:999")
    assert test.session_state["place"] == "" and "place" not in test.query_params


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("since", "yesterday"),
        ("since", "0001-01-01"),
        ("until", "9999-12-31"),
        ("until", "0999-12-31"),
        ("since", "3000-01-01"),
        ("sure", "lots"),
        ("clock", "sundial"),
        ("show", "~" * 5000),
        ("place", "<script>"),
        ("view", "91,0,3"),
        ("view", "nan,inf,3"),
        ("view", "1,2"),
        ("q", "x" * 5000),
    ],
)
def test_nonsense_in_the_address_does_no_harm(name, value):
    test = opened("map", **{name: value})
    assert not test.exception and not test.error
    assert name != "view" or not test.session_state["view"]


def test_an_unknown_article_is_said_and_leads_back():
    test = opened("map", article="AAAAAAAAAAAAAAAAAAAAAA")
    assert "no article behind this link" in test.warning[0].value
    test.button[-1].click().run()
    assert test.session_state["article"] == "pressure-on-isis-builds"


def test_a_store_that_cannot_be_reached_is_a_sentence(monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", "sqlite:////proc/nowhere/library.sqlite")
    test = opened("map", article="AAAAAAAAAAAAAAAAAAAAAA")
    assert not test.exception and test.error[0].value


def test_what_the_filters_leave_out_is_said():
    test = opened("map", q="nothing-at-all-has-this-word")
    assert "Nothing is left under these filters" in test.info[0].value


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Open a page on one record."""

    def on(page: str, record: dict) -> AppTest:
        file = tmp_path / "story.jsonl"
        file.write_text(json.dumps(record) + "\n", "utf-8")
        monkeypatch.setattr(sys, "argv", ["app.py", str(file)])
        return opened(page)

    return on


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("places", {"Doubtful": ["", "", "", "yes"]}),
        ("events", {"Place": ["Lyon", "", "Rhone", "Zedburg (doubtful)"]}),
        ("quotes", {"Said in": ["Lyon"], "About": ["Chad"]}),
    ],
)
def test_tables_say_which_places_are_doubtful(told, table, columns):
    test = told("tables", ground())
    test.session_state["_table"] = table
    test.run()
    shown = test.dataframe[0].value
    assert {column: list(shown[column]) for column in columns} == columns


def test_people_are_persons_until_all_are_asked_for(told):
    story = ground()
    story["events"][-1]["actors"] = ["Ana Roe", "the council"]
    test = told("people", story)
    shown = test.dataframe[0].value
    assert list(shown["Who"]) == ["Ana Roe"] and list(shown["Acts in"]) == ["Lyon, Zedburg (doubtful)"]
    test.toggle(key="_everybody").set_value(True).run()
    assert set(test.dataframe[0].value["Who"]) == {"Ana Roe", "Ben Ode", "the council"}


def gone(article):
    raise LibraryError("The store can't be reached.")


def test_what_is_open_stays_open_while_the_store_is_gone_and_nothing_else_opens(monkeypatch):
    id, _ = store.library().save([record()])
    test = opened("map", article=id)
    assert not test.error and not test.warning
    monkeypatch.setattr(store, "kept", gone)
    test.text_input(key="_q").set_value("Lyon").run()
    assert not test.error and any("Whoever has the link" in text.value for text in test.markdown)
    other = opened("map", article=id)
    assert [error.value.replace("\\", "") for error in other.error] == ["The store can't be reached."]


def test_what_a_browser_remembers_stays_listed_while_the_store_is_gone(monkeypatch):
    id, token = store.library().save([record()])
    monkeypatch.setattr(store, "kept", gone)
    monkeypatch.setattr(widgets, "own", lambda *_, **__: {id: {"label": "River talks", "token": token}})
    test = app().run()
    assert not test.error and "River talks" in test.selectbox(key="_article").options


def test_what_has_expired_is_not_shown_though_it_is_in_memory(monkeypatch):
    id, _ = store.library().save([record()])
    test = opened("map", article=id)
    monkeypatch.setattr(store, "kept", lambda article: None)
    test.run()
    assert [warning.value for warning in test.warning] and not test.text_input


def test_a_reprint_counts_once_until_a_reader_wants_each():
    one = record()
    article, _ = store.library().save([one, {**one, "id": "again", "publisher": "Another Post", "source": None}])
    page = opened("map", article=article)
    assert not page.exception and state_of(page).once
    panel = views.overview(article, state_of(page))
    assert panel["head"]["title"] == "2 articles, 1 origin"
    place = panel["sections"][0]["rows"][0]["id"]
    once, each = (views.place(article, Filter(once=once), place) for once in (True, False))
    assert once["head"]["lead"].endswith("2 articles, 1 origin")
    assert 2 * once["sections"][0]["count"] == each["sections"][0]["count"]
    page.toggle(key="_once").set_value(False).run()
    assert not page.exception and page.query_params["each"] in ("1", ["1"]) and not state_of(page).once
    reading = opened("read", article=article)
    assert not reading.exception
    alone, _ = store.library().save([record()])
    assert "_once" not in {toggle.key for toggle in opened("map", article=alone).toggle}


def state_of(page: AppTest) -> Filter:
    """Return the filter of what a page shows."""
    return Filter(once=not page.session_state["each"] and atlases.has_reprints(page.session_state["article"]))
