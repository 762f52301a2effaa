"""Events of whole articles: what share of those annotated is found, and how much of each is right."""

import json
from pathlib import Path

import pytest

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.json"))
LEAST = {"found": 0.9, "type": 0.75, "status": 0.85, "date": 0.75, "place": 0.75}


@pytest.fixture(scope="module")
def annotated(nlp):
    """Pairs of (annotation, the rows of events whose trigger overlaps it, places by id), for every annotated event."""
    pairs = []
    for path in ARTICLES:
        sidecar = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        doc = nlp.make_doc(text)
        doc._.published = sidecar["published"]
        doc = nlp(doc)
        for event in sidecar["events"]:
            rows = [row for row in doc._.events if _overlaps(text, row, event["trigger"])]
            pairs.append((path.stem, event, rows, doc._.places, text))
    return pairs


def _overlaps(text, row, trigger) -> bool:
    start = text.find(trigger)
    while start >= 0:
        if any(a < start + len(trigger) and start < b for a, b in [(row["trigger_start"], row["trigger_end"])]):
            return True
        start = text.find(trigger, start + 1)
    return False


def _named(row, places, text) -> set[str]:
    if row["place_start"] is not None:
        return {text[row["place_start"] : row["place_end"]]}
    return {places[row["place"]]["name"]} if row["place"] else {""}


def judge(event, rows, places, text) -> dict[str, bool]:
    """Tell for each part of an annotation whether one of the rows has it; a place that is inferred is no error."""
    here = [row for row in rows if event["place"] is None or event["place"] in _named(row, places, text)]
    best = here or rows
    return {
        "found": bool(rows),
        "type": any(row["type"] == event["type"] for row in best),
        "status": any(row["status"] == event["status"] for row in best),
        "date": any((row["date"], row["date_end"]) == (event["date"], event["date_end"]) for row in best),
        "place": any(row["place_start"] is None for row in rows) if event["place"] is None else bool(here),
    }


def test_figures_over_all_articles(annotated, capsys):
    totals = dict.fromkeys(LEAST, 0)
    for _, event, rows, places, text in annotated:
        for part, right in judge(event, rows, places, text).items():
            totals[part] += right
    count = len(annotated)
    figures = {part: right / count for part, right in totals.items()}
    with capsys.disabled():
        print(
            f"\nevents of {len(ARTICLES)} articles ({count} annotated): "
            + ", ".join(f"{p} {v:.2f}" for p, v in figures.items())
        )
    assert {part: figures[part] >= least for part, least in LEAST.items()} == dict.fromkeys(LEAST, True), figures
