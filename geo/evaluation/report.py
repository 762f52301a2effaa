"""A report: figures, calibration and errors, as a table for the eye and a CSV file for a spreadsheet."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

from geo.evaluation.measures import Row, Span

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The mentions whose score lies between `low` and `high`: how many, their mean score, the share that is right."""

    low: float
    high: float
    mentions: int
    score: float
    right: float


@dataclass(slots=True)
class Report:
    """What was measured: figures by name, the calibration of scores where there are any, one dictionary an error."""

    kind: str
    figures: dict[str, float | int | None] = field(default_factory=dict)
    calibration: list[Bin] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)


def calibrate(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Sort (score, right) pairs into tenths of the score; empty tenths are left out."""
    pairs = list(judged)
    bins = []
    for low, high in pairwise(BINS):
        inside = [(s, r) for s, r in pairs if low <= s < high or (high == 1.0 and s == 1.0)]
        if inside:
            bins.append(Bin(low, high, len(inside), mean(s for s, _ in inside), mean(r for _, r in inside)))
    return bins


def error_at(row: Row, span: Span, what: str, **details: Any) -> dict[str, Any]:
    """Return an error with the words at `span`, and those around them."""
    start, end = span
    text = row["text"]
    context = f"{text[max(0, start - 60) : start]}[[{text[start:end]}]]{text[end : end + 60]}"
    return (
        {"article": row["id"], "start": start, "end": end, "error": what, "text": text[start:end]}
        | details
        | {"context": " ".join(context.split())}
    )


def table(report: Report) -> str:
    """Return the figures of a report, and its calibration where it has one, as lines of text."""
    lines = [report.kind]
    for name, value in report.figures.items():
        shown = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        lines.append(f"  {name:<34}{shown:>10}")
    if report.calibration:
        lines.append(f"  {'score':<14}{'mentions':>10}{'mean score':>12}{'right':>8}")
        lines += [
            f"  {b.low:.1f} to {b.high:.1f}    {b.mentions:>10}{b.score:>12.2f}{b.right:>8.2f}"
            for b in report.calibration
        ]
    return "\n".join(lines)


def write_errors(reports: Iterable[Report], path: Path) -> int:
    """Write every error as a row of a CSV file that a spreadsheet opens; return how many there are."""
    rows = [{"metric": report.kind, **error} for report in reports for error in report.errors]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or ["metric"])
        writer.writeheader()
        writer.writerows({key: _inert(value) for key, value in row.items()} for row in rows)
    return len(rows)


def _inert(value: Any) -> Any:
    """Keep a spreadsheet from reading text as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
