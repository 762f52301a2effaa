"""The engine's answers on the project's own articles are those kept in answers.txt (see answers.py)."""

import pytest
from answers import ANSWERS, answers, changed


@pytest.fixture(scope="module")
def now(articles, seed_record) -> list[str]:
    records = [("seed", seed_record), *((article.name, article.record) for article in articles)]
    return [line for name, record in records for line in answers(name, record)]


def test_answers_are_those_kept(now, pytestconfig):
    if pytestconfig.getoption("--set-answers"):
        ANSWERS.write_text("\n".join(now) + "\n", "utf-8")
    difference = changed(now)
    assert not difference, f"Read what changed; if it is right, run with --set-answers:\n{difference}"


def test_a_changed_answer_shows(now):
    assert changed([*now[:-1], now[-1] + " moved"]).count("\n+") >= 1
