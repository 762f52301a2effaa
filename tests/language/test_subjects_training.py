"""Training of what quotations are about: it learns from annotated articles what they show."""

import json

import pytest

pytest.importorskip("sklearn")

from geo.errors import ArticleError
from geo.language import pipeline


@pytest.fixture(scope="module")
def until_events():
    return pipeline.load(until="events")


def row(number: int, country: str, other: str) -> dict:
    text = f"{country} voted on Sunday. {country} was calm.\nA trader in {other} saw it.\n“The vote is lost,” Lee said."
    span = [text.index("The vote"), text.index("”")]
    return {
        "id": f"a{number}",
        "title": f"{country} votes",
        "text": text,
        "quotes": [{"span": span, "about": [country]}],
    }


def test_learns_that_words_are_about_the_storys_main_place(until_events, tmp_path):
    from geo.language.training.subjects import train_subjects

    pairs = [("Sweden", "Lyon"), ("Kenya", "Oslo"), ("Mali", "Bonn"), ("Chile", "Turin"), ("Peru", "Leeds"),
             ("Norway", "Lille"), ("Ghana", "Lima"), ("Japan", "Cork")]  # fmt: skip
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(json.dumps(row(n, *pair)) for n, pair in enumerate(pairs)), "utf-8")
    record, figures = train_subjects([path], until_events)
    weights = record["weights"]
    assert weights["rank 1"] > 0 > weights["rank 2"]
    assert weights["headline"] > 0
    assert figures["precision"] == figures["recall"] == 1.0


def test_a_corpus_without_subjects_is_refused(until_events, tmp_path):
    from geo.language.training.subjects import train_subjects

    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"text": "Nothing.", "quotes": []}), "utf-8")
    with pytest.raises(ArticleError):
        train_subjects([path], until_events)
