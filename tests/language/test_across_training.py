"""Training of what several articles tell: it learns from annotated clusters what makes two tellings one event."""

import json

import pytest

pytest.importorskip("sklearn")

from geo.errors import ArticleError
from geo.evaluation import read_corpus
from geo.paths import ROOT

CLUSTERS = ROOT / "tests" / "across" / "clusters" / "articles.jsonl"
FEW = 12


@pytest.fixture(scope="module")
def rows():
    every = read_corpus(CLUSTERS)
    names = list(dict.fromkeys(row["cluster"] for row in every))[:FEW]
    return [row for row in every if row["cluster"] in names]


def test_learns_what_makes_two_tellings_one_event(nlp, rows):
    from geo.language.training.across import train_across

    record, report = train_across(rows, [], nlp)
    weights = record["weights"]
    assert weights["type=same"] > weights["type=strangers"]
    assert weights["days=same, certain"] > weights["days=days apart"]
    assert weights["articles"] > 0 and weights["salience"] > 0
    assert report.figures["tellings"] == sum(len(row["tells"]) for row in rows)
    assert report.figures["B-cubed, all, precision"] > 0.85


def test_other_articles_teach_that_most_tell_of_other_events(nlp, rows):
    from geo.language.training.across import train_across

    half = len(rows) // 2
    alone, _ = train_across(rows[:half], [], nlp)
    beside, _ = train_across(rows[:half], [row | {"id": f"other {row['id']}"} for row in rows[half:]], nlp)
    assert beside["weights"]["bias"] != alone["weights"]["bias"]


def test_a_folder_without_clusters_is_refused(tmp_path):
    from geo.language.training.across import read_across

    (tmp_path / "corpus.jsonl").write_text(
        json.dumps({"id": "a", "text": "Nothing.", "toponyms": [{"start": 0, "end": 7}]}), "utf-8"
    )
    with pytest.raises(ArticleError, match=r"no \.jsonl file of articles"):
        read_across(tmp_path)
