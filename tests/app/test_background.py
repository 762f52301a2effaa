"""What the app does beside its pages: it loads the engine where the first page needs it, and makes that page ahead."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo.app import background, mapview, opening, readers, seed_records, shared, sources, views
from geo.atlas import Filter
from geo.bench import drive
from geo.errors import DatelineError
from tests.atlas.test_folder import written


@pytest.fixture
def started(monkeypatch):
    """The pools that were told to load the engine."""
    found = []
    monkeypatch.setattr(readers, "_POOLS", [])
    monkeypatch.setattr("geo.workers._configured", [])
    monkeypatch.setattr("geo.workers.Pool.start", lambda pool: found.append(pool))
    monkeypatch.setattr(opening, "prepare", lambda: None)
    shared.clear()
    return found


@pytest.mark.parametrize("kept", [True, False])
def test_the_engine_is_loaded_at_once_only_where_the_seed_has_to_be_read(kept, started, monkeypatch):
    monkeypatch.setattr("sys.argv", ["app.py"])
    monkeypatch.setattr(seed_records, "are_kept", lambda: kept)
    background._first_page()
    assert started == ([] if kept else [readers.pool()])


def test_the_engine_is_not_loaded_at_once_for_what_was_read_before(started, seed_record, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["app.py", str(written(tmp_path / "OUT", [seed_record]))])
    monkeypatch.setattr(seed_records, "are_kept", lambda: False)
    background._first_page()
    assert not started


def test_the_first_page_is_made_ahead(seed_record, tmp_path, monkeypatch):
    shared.clear()
    monkeypatch.setattr("sys.argv", ["app.py", str(written(tmp_path / "OUT", [seed_record]))])
    opening.prepare()
    monkeypatch.setattr(views.overview, "_make", None)
    monkeypatch.setattr(views.timeline, "_make", None)
    monkeypatch.setattr(mapview._whole, "_make", None)
    article = sources.first()
    assert views.overview(article, Filter())["sections"] and views.timeline(article, Filter())["lanes"]
    assert mapview._drawing(article, Filter(), False, mapview.WORLD, None).places
    shared.clear()


@pytest.mark.parametrize("error", [None, DatelineError("It can't be opened."), RuntimeError("A fault.")])
def test_pages_wait_for_what_is_imported_whatever_becomes_of_the_first(error, monkeypatch):
    imported, rest = threading.Event(), threading.Event()

    def first():
        if error:
            raise error

    monkeypatch.setattr(background, "_begun", threading.Event())
    monkeypatch.setattr(background, "_imported", imported)
    monkeypatch.setattr(background, "_first_page", first)
    monkeypatch.setattr(background.time, "sleep", lambda seconds: rest.wait())
    background.wait()  # nothing has begun
    background._begun.set()
    thread = threading.Thread(target=background._begin, daemon=True)
    thread.start()
    background.wait()
    assert imported.is_set()


@pytest.mark.parametrize("headless", [True, False])
def test_at_a_desk_a_browser_is_opened(headless, monkeypatch):
    opened = threading.Event()
    options = {"server.headless": headless, "browser.serverAddress": "localhost"}
    monkeypatch.setattr(background.st, "get_option", options.get)
    monkeypatch.setattr(
        background.webbrowser, "open", lambda address: address.startswith("http://localhost:") and opened.set()
    )
    monkeypatch.setattr(background, "begin", lambda: None)
    monkeypatch.setattr(readers, "_POOLS", [])
    monkeypatch.setattr("geo.workers._configured", [])

    async def run() -> None:
        async with background.running(None):
            pass

    with ThreadPoolExecutor(1) as aside:  # the browser of other tests has a loop in this thread
        aside.submit(asyncio.run, run()).result()
    assert opened.wait(2 * background._LISTENING) is not headless


@pytest.mark.browser
def test_a_visitor_who_comes_at_once_finds_the_page(browser, tmp_path):
    """The page is imported beside what is made ahead; neither may hinder the other."""
    with drive.serving(environment={"XDG_DATA_HOME": str(tmp_path)}) as server:
        visitor = drive.Explorer(browser, server.url).open()
        assert visitor.panel.locator("button.row").count()
        assert not visitor.errors and not visitor.outside
        visitor.close()
