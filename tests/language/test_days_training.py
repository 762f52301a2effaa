"""The training of the choice of days: what counts as right, and that a fit tells near days from far ones."""

import json

import pytest

from geo.errors import ArticleError
from geo.language.events import TRIGGERS
from geo.language.events.days import Candidate, choose
from geo.language.events.lexicon import Lexicon
from geo.language.training.days import Problem, fit, held_out, is_right, train_event_days
from geo.linear import Linear
from geo.ontology import event_types

DAY = {"date": "2015-11-20", "date_end": None}
RIGHT = [
    ("2015-11-20", "2015-11-20", True),
    ("2015-11-16", "2015-11-22", True),
    ("2015-11-21", "2015-11-26", False),
    ("2015-11-01", "2015-11-30", False),
    ("2015-01-01", "2015-12-31", False),
]


@pytest.mark.parametrize(("first", "last", "right"), RIGHT)
def test_days_are_right_that_meet_the_annotated_ones_and_are_not_much_wider(first, last, right):
    assert is_right(DAY, first, last) is right


def candidate(day: str, *features: str, evidence: str = "story") -> Candidate:
    return Candidate(day, day, "day", evidence, None, set(features))


def problems() -> list[Problem]:
    near, far = ("named", "before 1"), ("named", "before 5")
    pairs = [([candidate("2015-11-20", *near), candidate("2015-03-02", *far)], [True, False]) for _ in range(24)]
    return [Problem(f"a{n}", candidates, right, dated=True) for n, (candidates, right) in enumerate(pairs)]


def test_a_fit_prefers_what_was_right():
    record = fit(problems())
    assert record["weights"]["before 1"] > 0 > record["weights"]["before 5"]
    chosen = choose(problems()[0].candidates, Linear.of(record))
    assert chosen is not None and chosen.first == "2015-11-20"


def test_held_out_counts_events_of_articles_that_were_not_fitted_on():
    report = held_out(problems())
    assert (report["dated"], report["named"], report["named right"], report["around"]) == (24, 24, 24, 0)


def test_articles_are_read_and_become_weights(nlp, tmp_path):
    text = "Rebels shelled Goma on Monday. Hundreds of families fled to Sake. A bank was fined in Lyon in March."
    spans = [[text.index(word), text.index(word) + len(word)] for word in ("shelled", "fled")]
    events = [{"anchors": [span], "date": "2015-11-23", "date_end": "2015-11-23"} for span in spans]
    rows = [{"id": f"a{n}", "text": text, "published": "2015-11-26", "events": events} for n in range(8)]
    path = tmp_path / "stories.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    record, report = train_event_days([path], nlp, Lexicon([TRIGGERS], event_types()))
    assert record["weights"] and report["dated"] == 8  # the flight; the clause of the shelling has its day


def test_a_folder_without_such_articles_is_refused(nlp, tmp_path):
    path = tmp_path / "other.jsonl"
    path.write_text('{"text": "Rain fell."}\n', "utf-8")
    with pytest.raises(ArticleError):
        train_event_days([path], nlp, Lexicon([TRIGGERS], event_types()))
