"""One server for all browser tests; a visitor of their own for each."""

import pytest
from playwright.sync_api import expect

from geo.bench import drive

expect.set_options(timeout=drive.WAIT)


def pytest_collection_modifyitems(items):
    """A browser may miss a click on a busy machine: what fails there is tried once more, and both tries are told."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    with drive.serving(environment={"XDG_DATA_HOME": str(data), "DATELINE_HOSTED": ""}) as server:
        yield server


def _visit(browser, server, **options):
    visitor = drive.Explorer(browser, server.url, **options)
    yield visitor
    outside, errors = visitor.outside, visitor.errors
    visitor.close()
    assert outside == [], "the page asked another host"
    assert errors == [], "a script of the page failed"


@pytest.fixture
def visitor(browser, server):
    """A reader at a desk."""
    yield from _visit(browser, server)


@pytest.fixture
def phone(browser, server):
    """A reader with a screen 400 pixels wide."""
    yield from _visit(browser, server, size=drive.NARROW)


@pytest.fixture
def owl(browser, server):
    """A reader whose system is set to dark."""
    yield from _visit(browser, server, dark=True)
