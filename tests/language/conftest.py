"""The annotated articles, read once; their figures, held against the bars and printed at the end; single tellings."""

from collections.abc import Callable

import pytest
from annotated import Annotated, read_all
from bars import Figures, broken, read_bars, write_bars

from geo.contract import Event
from geo.language.events import TRIGGERS
from geo.language.events.lexicon import Lexicon
from geo.language.events.sense import known_senses
from geo.language.events.tellings import Tellings
from geo.language.parse import parse_of
from geo.ontology import event_types
from tests.figures import FIGURES


def pytest_addoption(parser):
    help = "write the figures now reached on the annotated articles, less a slack, into tests/language/bars.json"
    parser.addoption("--set-bars", action="store_true", default=False, help=help)
    help = "write the engine's answers on the project's own articles into tests/language/answers.txt"
    parser.addoption("--set-answers", action="store_true", default=False, help=help)


@pytest.fixture(scope="session")
def articles(nlp) -> list[Annotated]:
    return list(read_all(nlp))


@pytest.fixture(scope="session")
def tellings(nlp) -> Callable[..., list[Event]]:
    """Read what each trigger of a text tells by itself, before tellings are joined to events and judged."""
    lexicon = Lexicon([TRIGGERS], event_types())

    def read(text: str, published: str | None = None) -> list[Event]:
        doc = nlp.make_doc(text)
        doc._.published = published
        doc = nlp(doc)
        return [telling.event for telling in Tellings(doc, parse_of(doc), lexicon, known_senses()).read()]

    return read


@pytest.fixture(scope="session")
def hold(pytestconfig) -> Callable[[str, Figures], None]:
    """Hold the figures of a measure against its bars, and have them printed when all tests have run."""
    setting = pytestconfig.getoption("--set-bars", default=False)
    reached = pytestconfig.stash.setdefault(FIGURES, {})

    def hold(what: str, figures: Figures) -> None:
        reached[what] = figures
        if not setting:
            wrong = broken(read_bars()[what], figures)
            assert not wrong, f"{what}: {wrong}"

    return hold


def pytest_terminal_summary(terminalreporter, config):
    reached = config.stash.get(FIGURES, {})
    if reached and config.getoption("--set-bars", default=False):
        terminalreporter.section("tests/language/bars.json")
        terminalreporter.write_line(write_bars(reached))
