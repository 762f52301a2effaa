"""The same event across articles: how well tellings are joined, and what they are said to disagree on.

B-cubed (Bagga and Baldwin, 1998) asks of each telling how much of its entry is told of its event, and how much of its
event is in its entry. Most events are told once, and are right where nothing is joined; so it is measured besides over
the tellings that the annotation or the engine joins with another one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from geo.across.events import SharedEvent, TellingId, same_events
from geo.across.origins import origins_of
from geo.contract import ParsedArticle
from geo.evaluation.measures import Row, overlap, precision_recall, share
from geo.evaluation.report import Report, error_at
from geo.linear import Linear


@dataclass(frozen=True, slots=True)
class Told:
    """One annotated telling: its event, and what the engine made of it, None where it found nothing there."""

    row: Row
    event: str
    anchors: Sequence[tuple[int, int]]
    telling: TellingId | None


def annotated(rows: Iterable[Row], parsed: Mapping[str, ParsedArticle]) -> list[Told]:
    """Return the annotated tellings of articles: each with the event of the engine whose triggers touch it most."""
    return [
        Told(row, told["event"], told["anchors"], _touched(parsed[row["id"]], told["anchors"]))
        for row in rows
        for told in row["tells"]
    ]


def _touched(record: ParsedArticle, anchors: Sequence[tuple[int, int]]) -> TellingId | None:
    touches: dict[str, tuple[int, float]] = {}
    for event in record["events"]:
        spans = {(event["trigger_start"], event["trigger_end"]), *((start, end) for start, end in event["mentions"])}
        count = sum(any(overlap(anchor, span) for span in spans) for anchor in anchors)
        if count:
            touches[event["group"]] = max(touches.get(event["group"], (0, 0.0)), (count, event["salience"]))
    best = max(touches, key=touches.__getitem__, default=None)
    return None if best is None else TellingId(record["id"], best)


def score_across(gold: list[Row], parsed: Mapping[str, ParsedArticle], model: Linear | None = None) -> Report:
    """Measure how the tellings of a collection are joined.

    Args:
        gold: annotated articles.
        parsed: their records, by id.
        model: of pairs of tellings; the one that ships if left out.
    """
    records = [parsed[row["id"]] for row in gold]
    events = same_events(records, origins_of(records), model)
    told = annotated(gold, parsed)
    entry_of = {telling: number for number, event in enumerate(events) for telling in event.tellings}
    entries = [
        entry_of.get(one.telling, -1 - number) if one.telling else -1 - number for number, one in enumerate(told)
    ]
    pairs = [
        (one, other) for one, other in combinations(range(len(told)), 2) if told[one].row["id"] != told[other].row["id"]
    ]
    right = {(one, other) for one, other in pairs if told[one].event == told[other].event}
    made = {(one, other) for one, other in pairs if entries[one] == entries[other]}
    joined = sorted({number for pair in right | made for number in pair})
    figures: dict[str, float | int | None] = {
        "tellings": len(told),
        "found": share(sum(one.telling is not None for one in told), len(told)),
        "tellings joined": len(joined),
    }
    numbers = range(len(told))
    figures |= {f"B-cubed, all, {name}": value for name, value in _b_cubed(told, entries, numbers).items()}
    figures |= {f"B-cubed, joined, {name}": value for name, value in _b_cubed(told, entries, joined).items()}
    figures |= {f"pairs, {name}": v for name, v in precision_recall(len(right & made), len(made), len(right)).items()}
    figures |= _disagreements(gold, told, events, entry_of)
    errors = [_error(told, pair, "missed") for pair in sorted(right - made)]
    errors += [_error(told, pair, "wrong") for pair in sorted(made - right)]
    return Report("across", figures, errors=errors)


def _b_cubed(told: Sequence[Told], entries: Sequence[int], numbers: Sequence[int]) -> dict[str, float]:
    """Return the mean precision and recall over some tellings, and the harmonic mean of both."""
    precision = recall = 0.0
    for number in numbers:
        entry = {n for n in range(len(told)) if entries[n] == entries[number]}
        event = {n for n in range(len(told)) if told[n].event == told[number].event}
        precision += len(entry & event) / len(entry)
        recall += len(entry & event) / len(event)
    if not numbers:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    precision, recall = precision / len(numbers), recall / len(numbers)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
    }


def _disagreements(
    gold: Iterable[Row],
    told: Iterable[Told],
    events: Sequence[SharedEvent],
    entry_of: Mapping[TellingId, int],
) -> dict[str, float]:
    """Return precision and recall of the fields on which events are said to differ, of those annotated with them."""
    wanted = {event: set(fields) for row in gold for event, fields in row.get("disagree", {}).items()}
    found: dict[str, set[str]] = {event: set() for event in wanted}
    for one in told:
        if one.event in found and one.telling and one.telling in entry_of:
            found[one.event] |= {d.field for d in events[entry_of[one.telling]].disagreements}
    true = sum(len(found[event] & wanted[event]) for event in wanted)
    figures = precision_recall(true, sum(map(len, found.values())), sum(map(len, wanted.values())))
    return {f"disagreements, {name}": value for name, value in figures.items()} if wanted else {}


def _error(told: Sequence[Told], pair: tuple[int, int], what: str) -> dict[str, Any]:
    one, other = (told[number] for number in pair)
    error = error_at(one.row, one.anchors[0], f"{what} with {other.row['id']}", event=one.event)
    return error | {"other": error_at(other.row, other.anchors[0], what, event=other.event)["context"]}
