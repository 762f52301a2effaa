"""Clusters of articles of our own, annotated before the engine read them: how their tellings are joined.

Those in tests/across/clusters are the ones that data/weights/across.json was fitted on; nothing is tuned to those in
tests/across/kept, and their errors aren't read. The annotations are of the form of `geo.evaluation.corpus`.
"""

from collections import Counter
from datetime import date

import pytest

from geo.evaluation import evaluate_rows, read_corpus
from geo.evaluation.corpus import article_of
from geo.language import pipeline
from geo.paths import ROOT

CORPORA = {
    name: ROOT / "tests" / "across" / folder / "articles.jsonl"
    for name, folder in (("across", "clusters"), ("across, kept", "kept"))
}
FIELDS = {"place", "day", "dead", "hurt", "who"}
HELD = ("B-cubed", "pairs", "disagreements")
TO_REACH = {"B-cubed, all, precision": 0.9, "B-cubed, all, f1": 0.75}


@pytest.fixture(scope="module")
def reports(nlp):
    found = {}
    for name, path in CORPORA.items():
        rows = read_corpus(path)
        (found[name],) = evaluate_rows(rows, pipeline.parse(nlp, map(article_of, rows)))
    return found


@pytest.mark.parametrize("name", CORPORA)
def test_figures_reach_their_bars(reports, hold, name):
    figures = reports[name].figures
    assert all(figures[figure] >= least for figure, least in TO_REACH.items())
    hold(name, {figure: value for figure, value in figures.items() if figure.startswith(HELD)})


@pytest.mark.parametrize("path", CORPORA.values(), ids=CORPORA)
def test_the_annotation_is_sound(path):
    rows = read_corpus(path)
    assert len({row["id"] for row in rows}) == len(rows)
    clusters = Counter(row["cluster"] for row in rows)
    assert len(clusters) >= 12 and min(clusters.values()) >= 3 and max(clusters.values()) <= 5
    for row in rows:
        assert 80 <= len(row["text"].split()) <= 180 and row["title"] and row["publisher"], row["id"]
        assert date.fromisoformat(row["published"]), row["id"]
        anchors = [tuple(anchor) for told in row["tells"] for anchor in told["anchors"]]
        assert len(anchors) == len(set(anchors)), row["id"]
        assert all(told["event"].startswith(f"{row['cluster']}.") for told in row["tells"]), row["id"]
        for event, fields in row.get("disagree", {}).items():
            assert set(fields) <= FIELDS and any(told["event"] == event for told in row["tells"]), row["id"]
    told = Counter(told["event"] for row in rows for told in row["tells"])
    assert sum(times > 1 for times in told.values()) >= 2 * len(clusters), "most clusters have several shared events"
