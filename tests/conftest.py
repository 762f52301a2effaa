"""What all tests share: the engine, loaded once, the seed article as it reads it, and one browser."""

import sys

import pytest
from hypothesis import HealthCheck, settings

from geo import engine
from geo.articles import Article, read
from geo.bench import drive
from geo.contract import ParsedArticle
from geo.language import pipeline
from geo.paths import SEEDS

pytest_plugins = ["tests.postgres", "tests.disks", "tests.figures"]

# How long an example takes says how busy a machine is: what has to be fast is measured where that is what is tested.
settings.register_profile("dateline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dateline")

SEED = SEEDS / "pressure-on-isis-builds.txt"


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", default=False, help="run the tests that take long, too")


def pytest_collection_modifyitems(config, items):
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow and not config.getoption("--slow"):
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
    # Files that take longest are begun first, so that no process is left alone with one at the end (tests/run).
    items.sort(key=lambda item: item.path.parent.name != "browser")


@pytest.fixture(scope="session", autouse=True)
def own_library(tmp_path_factory):
    """Keep what tests save and correct out of the library of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path_factory.mktemp('library')}/library.sqlite")
        yield


@pytest.fixture(autouse=True)
def own_main():
    """Put back the main module: Streamlit leaves app.py as it, and every process that is spawned runs it once more."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def nlp():
    return engine()


@pytest.fixture(scope="session")
def seed_article() -> Article:
    (article,) = read(SEED)
    return article


@pytest.fixture(scope="session")
def seed_record(nlp, seed_article) -> ParsedArticle:
    (record,) = pipeline.parse(nlp, [seed_article])
    return record


@pytest.fixture(scope="session")
def browser():
    """Chromium, which reaches nothing but this machine; Playwright allows one at a time in a process."""
    with drive.chromium(reuse=True) as browser:
        yield browser
