"""Whole stories of our own, annotated before the engine ever read them: their figures, held against bars.json.

Nothing is tuned to them, and their errors aren't read. The annotations are of the form of `geo.evaluation.corpus`.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from geo.articles import read
from geo.evaluation import evaluate_rows, with_offsets
from geo.language import pipeline
from geo.paths import DATA

STORIES = sorted((Path(__file__).parent / "stories").glob("*.json"))
STATUSES = {"happened", "planned", "possible", "denied"}
EVIDENCE = {"clause", "sentence", "story", "territory"}
TYPES = set(json.loads((DATA / "lexicons" / "event_types.json").read_text("utf-8"))["types"])
NOT_HELD = {"articles", "units", "minor, left out", "map, placed units", "map, gold", "quotes", "found, importance 1"}
"""Counts, and what may be shown or not."""


def gold_of(path: Path, text: str) -> dict:
    return with_offsets({"id": path.stem, "text": text} | json.loads(path.read_text("utf-8")))


@pytest.fixture(scope="module")
def reports(nlp):
    read_in = [article for path in STORIES for article in read(path.with_suffix(".txt"))]
    gold = [gold_of(path, article.text) for path, article in zip(STORIES, read_in, strict=True)]
    records = pipeline.parse(nlp, read_in)
    parsed = [record | {"id": row["id"]} for row, record in zip(gold, records, strict=True)]
    return {report.kind: report for report in evaluate_rows(gold, parsed)}


@pytest.mark.parametrize("kind", ["stories", "voices"])
def test_figures_reach_their_bars(reports, hold, kind):
    hold(kind, {name: value for name, value in reports[kind].figures.items() if name not in NOT_HELD})


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_the_annotation_is_sound(path):
    text = path.with_suffix(".txt").read_text("utf-8")
    row = gold_of(path, text)
    assert 250 <= len(text.split()) <= 600 and date.fromisoformat(row["published"])
    assert any(event["importance"] == 3 for event in row["events"])
    anchors = [tuple(anchor) for event in row["events"] for anchor in event["anchors"]]
    assert len(anchors) == len(set(anchors)), "no words tell two events"
    for event in row["events"]:
        assert event["anchors"] and event["types"] and set(event["types"]) <= TYPES, event["what"]
        assert event["status"] in STATUSES and event["importance"] in (1, 2, 3), event["what"]
        if event["date"]:
            assert date.fromisoformat(event["date"]) <= date.fromisoformat(event["date_end"]), event["what"]
        if place := event["place"]:
            words, times = place["text"]
            assert text.count(words) >= times and place["evidence"] in EVIDENCE, event["what"]
            assert abs(place["lat"]) <= 90 and abs(place["lon"]) <= 180, event["what"]
