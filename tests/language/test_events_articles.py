"""Events of whole articles: what share of those annotated is found, and how much of each is right."""

import pytest
from annotated import Annotated, Score

PARTS = ("found", "type", "status", "date", "place")


def _rows_of(article: Annotated, trigger: str) -> list[dict]:
    """Return the engine's rows one of whose tellings overlaps the annotated trigger, wherever the article has it."""
    text, spans, start = article.text, [], article.text.find(trigger)
    while start >= 0:
        spans.append((start, start + len(trigger)))
        start = text.find(trigger, start + 1)
    rows = article.record["events"]
    return [row for row in rows if any(a < past and b < end for a, end in row["mentions"] for b, past in spans)]


def _has_place(article: Annotated, row: dict, name: str) -> bool:
    if row["place_start"] is None:
        return row["place"] is not None and article.is_place(row["place"], name)
    here = article.text[row["place_start"] : row["place_end"]]
    return here in name or name in here


def _told_days(row: dict) -> tuple[str | None, str | None]:
    """Return the days of a row that its sentence or another telling gives; the annotation infers none."""
    inferred = row["date_evidence"] in ("story", "publication")
    return (None, None) if inferred else (row["date"], row["date_end"])


def judge(article: Annotated, event: dict, rows: list[dict]) -> dict[str, bool]:
    """Tell for each part of an annotation whether one of the rows has it; what is inferred beyond it is no error."""
    here = [row for row in rows if event["place"] is None or _has_place(article, row, event["place"])]
    best = here or rows
    return {
        "found": bool(rows),
        "type": any(row["type"] == event["type"] for row in best),
        "status": any(row["status"] == event["status"] for row in best),
        "date": any(_told_days(row) == (event["date"], event["date_end"]) for row in best),
        "place": any(row["place_start"] is None for row in rows) if event["place"] is None else bool(here),
    }


@pytest.fixture(scope="module")
def judged(articles) -> list[tuple[Annotated, dict, list[dict], dict[str, bool]]]:
    found = []
    for article in articles:
        for event in article.events:
            rows = _rows_of(article, event["trigger"])
            found.append((article, event, rows, judge(article, event, rows)))
    return found


def test_every_part_of_those_annotated(judged, hold):
    for article, event, rows, right in judged:
        if not all(right.values()):
            print(article.name, event, [part for part in right if not right[part]], [row["text"][:60] for row in rows])
    hold("events", {part: sum(right[part] for *_, right in judged) / len(judged) for part in PARTS})


def test_what_is_told_of_the_found(articles, judged, hold):
    """Types, statuses, dates and places of the events that are found, and which rows nobody annotated."""
    found = [one for one in judged if one[2]]
    reached = {part: sum(right[part] for *_, right in found) / len(found) for part in ("type", "status")}
    places, dates = Score(), Score()
    for _, event, rows, right in found:
        places.found += all(row["place_start"] is not None for row in rows) or (right["place"] and bool(event["place"]))
        places.wanted += event["place"] is not None
        places.right += right["place"] and event["place"] is not None
        dates.found += any(_told_days(row)[0] for row in rows)
        dates.wanted += event["date"] is not None
        dates.right += right["date"] and event["date"] is not None
    annotated = {id(row) for _, _, rows, _ in judged for row in rows}
    every = [row for article in articles for row in article.record["events"]]
    reached |= places.figures("place ") | dates.figures("date ")
    hold("events found", reached | {"rows annotated": sum(id(row) in annotated for row in every) / len(every)})
