"""The annotated articles, read once, and the figures over them at the end of the run."""

import pytest
from annotated import Annotated, read_all

FIGURES = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def articles(nlp) -> list[Annotated]:
    return list(read_all(nlp))


@pytest.fixture(scope="session")
def figures(pytestconfig) -> dict[str, str]:
    """Lines by what they measure, printed when all tests have run."""
    return pytestconfig.stash.setdefault(FIGURES, {})


def pytest_terminal_summary(terminalreporter, config):
    lines = config.stash.get(FIGURES, {})
    if lines:
        terminalreporter.section("annotated articles")
    for what, line in lines.items():
        terminalreporter.write_line(f"{what:<18} {line}")
