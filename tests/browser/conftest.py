"""Servers that browser tests share, which open their own articles by links; a visitor of their own for each."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.library import NOBODY, Library

expect.set_options(timeout=drive.WAIT)

LONGEST = 20_000
"""Characters of an article that `near` takes at most."""


def pytest_collection_modifyitems(items):
    """A browser may miss a click on a busy machine: what fails there is tried once more, and both tries are told."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


class Reader(drive.Explorer):
    """A visitor who was sent the link of an article."""

    def __init__(self, browser, url, article, **options):
        super().__init__(browser, url, **options)
        self.article = article

    def open(self, path="", *, painted=True):
        """Open a page on the article."""
        page, _, query = path.partition("?")
        return super().open(f"{page}?{query}{'&' if query else ''}article={self.article}", painted=painted)


def _settings(folders, database, **more):
    """Return what an app of the tests is told: a folder and a library of its own, and what else it needs."""
    data = str(folders.mktemp("data"))
    return {"XDG_DATA_HOME": data, "DATELINE_DATABASE": database, "DATELINE_HOSTED": "", **more}


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    return f"sqlite:///{tmp_path_factory.mktemp('store')}/library.sqlite"


@pytest.fixture(scope="session")
def server(tmp_path_factory, database):
    with drive.serving(environment=_settings(tmp_path_factory, database)) as server:
        yield server


@pytest.fixture(scope="session")
def near_database(tmp_path_factory):
    return f"sqlite:///{tmp_path_factory.mktemp('near')}/library.sqlite"


@pytest.fixture(scope="session")
def near(tmp_path_factory, near_database):
    """An app that may fetch from this machine, with a low limit of length."""
    environment = _settings(tmp_path_factory, near_database, DATELINE_CHARACTERS=str(LONGEST))
    with drive.serving(environment=environment, launcher=("-m", "tests.browser.launch")) as server:
        yield server


@pytest.fixture(scope="session")
def public_database(tmp_path_factory):
    return f"sqlite:///{tmp_path_factory.mktemp('public')}/library.sqlite"


@pytest.fixture(scope="session")
def public(tmp_path_factory, public_database):
    """An app that strangers use."""
    with drive.serving(environment=_settings(tmp_path_factory, public_database, DATELINE_HOSTED="1")) as server:
        yield server


@pytest.fixture
def uncorrected(database):
    """Leave the seed article as it was."""
    yield
    Library.open(database, everyone="owner").delete("pressure-on-isis-builds", NOBODY, for_good=True)


@pytest.fixture(scope="session")
def linked(browser, server, database):
    """Return what gives a reader a link to articles that were read before."""

    def to(records, **options):
        article, _ = Library.open(database).save(list(records))
        return _watched(Reader(browser, server.url, article, **options))

    return contextmanager(to)


def visiting(browser, server, **options):
    """Yield a reader; at the end the page must have asked no other host and no script of it failed."""
    yield from _watched(drive.Explorer(browser, server.url, **options))


def _watched(visitor):
    yield visitor
    outside, errors = visitor.outside, visitor.errors
    visitor.close()
    assert outside == [], "the page asked another host"
    assert errors == [], "a script of the page failed"


@pytest.fixture
def visitor(browser, server):
    """A reader at a desk."""
    yield from visiting(browser, server)


@pytest.fixture
def phone(browser, server):
    """A reader with a screen 400 pixels wide."""
    yield from visiting(browser, server, size=drive.NARROW)


@pytest.fixture
def owl(browser, server):
    """A reader whose system is set to dark."""
    yield from visiting(browser, server, dark=True)
