"""The figures reached on annotated articles, printed at the end of a run, be it one of several processes."""

import pytest

Figures = dict[str, float]
FIGURES = pytest.StashKey[dict[str, Figures]]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Hand what this process has reached to the one that started it."""
    if hasattr(session.config, "workeroutput"):
        reached = session.config.stash.get(FIGURES, {})
        plain = {what: {name: float(value) for name, value in figures.items()} for what, figures in reached.items()}
        session.config.workeroutput["figures"] = plain


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """Take what another process has reached."""
    told = getattr(node, "workeroutput", {}).get("figures", {})
    node.config.stash.setdefault(FIGURES, {}).update(told)


def pytest_terminal_summary(terminalreporter, config):
    """Print the figures."""
    reached = config.stash.get(FIGURES, {})
    if reached:
        terminalreporter.section("annotated articles")
    for what, figures in reached.items():
        line = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
        terminalreporter.write_line(f"{what:<18} {line}")
