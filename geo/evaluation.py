"""How good the engine is: its records against annotated corpora, as figures, a calibration table and a list of errors.

A corpus is JSON lines with "id", "text" and one kind of annotation, which says what is measured:

- "toponyms": [{"start", "end", "lat"?, "lon"?, "geonameid"? or "wikipedia"?, "type"?}]: recognition and resolution;
- "quotes": [{"start", "end", "speaker_start"?, "speaker_end"?}]: quotes and their speakers;
- "events": [{"trigger": {"start", "end"}}] with "places": [{"start", "end"}]: the place mention of each event;
- "type": the PLOVER type of the one event of a sentence.

Toponym metrics follow Gritta, Pilehvar and Collier (2020), "A pragmatic guide to geoparsing evaluation".
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Annotated, Any
from unicodedata import normalize
from urllib.parse import unquote

import typer
from geopy.distance import great_circle

from geo.articles import Article
from geo.contract import Mention, ParsedArticle, Place
from geo.errors import ArticleError
from geo.ontology import current_names

Row = Mapping[str, Any]
Span = tuple[int, int]

NEAR_KM = 161
"""100 miles, the distance within which the literature counts a toponym as placed."""

NOT_TOPONYMS = {"Literal_Expression", "Non_Lit_Expression", "Non_Toponym"}
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
COMMON_DEMONYMS = {"American", "Russian", "British", "French", "Israeli", "Canadian"}


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


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def precision_recall(true: int, predicted: int, gold: int) -> dict[str, float]:
    """Return precision, recall and their harmonic mean F1, each 0 where it is undefined."""
    precision = true / predicted if predicted else 0.0
    recall = true / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def calibrate(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Sort (score, right) pairs into tenths of the score; empty tenths are left out."""
    pairs = list(judged)
    bins = []
    for low, high in pairwise(BINS):
        inside = [(s, r) for s, r in pairs if low <= s < high or (high == 1.0 and s == 1.0)]
        if inside:
            bins.append(Bin(low, high, len(inside), mean(s for s, _ in inside), mean(r for _, r in inside)))
    return bins


def _plain(name: str) -> str:
    return "".join(c for c in normalize("NFKD", name.lower()) if c.isalnum())


def same_place(gold: Row, place: Place) -> bool:
    """Same GeoNames id, or an area named like the cited Wikipedia page: distance says nothing of areas' middles."""
    if "geonameid" in gold:
        return place["id"] == f"geonames:{gold['geonameid']}"
    page = unquote(gold.get("wikipedia", "").rstrip("/").rsplit("/", 1)[-1]).split("_(")[0].split(",")[0]
    area = place["kind"] not in ("city", "district", "facility")
    return bool(page) and area and _plain(page) == _plain(place["name"])


def _error(row: Row, span: Span, what: str, **details: Any) -> dict[str, Any]:
    start, end = span
    text = row["text"]
    context = f"{text[max(0, start - 60) : start]}[[{text[start:end]}]]{text[end : end + 60]}"
    return (
        {"article": row["id"], "start": start, "end": end, "error": what, "text": text[start:end]}
        | details
        | {"context": " ".join(context.split())}
    )


def _describe(place: Place | None) -> str:
    if place is None:
        return ""
    return ", ".join(part for part in (place["name"], place["admin1"], place["country"]) if part)


class _Toponyms:
    """Counts over articles of what was found and where it was put."""

    def __init__(self, demonyms: bool) -> None:
        self.demonyms = demonyms
        self.exact = self.overlapping = self.predicted = self.gold = 0
        self.located = self.recognised = self.right = self.with_id = self.same_id = 0
        self.distances: list[float] = []
        self.judged: list[tuple[float, bool]] = []
        self.errors: list[dict[str, Any]] = []

    def add(self, row: Row, parsed: ParsedArticle) -> None:
        places = {place["id"]: place for place in parsed["places"]}
        found = {(m["start"], m["end"]): m for m in parsed["mentions"] if self.demonyms or m["kind"] != "demonym"}
        wanted = {
            (t["start"], t["end"]): t
            for t in row["toponyms"]
            if t.get("type") not in NOT_TOPONYMS and t.get("offset_ok", True)
        }
        self.exact += len(found.keys() & wanted.keys())
        self.predicted += len(found)
        self.gold += len(wanted)
        self.overlapping += sum(any(overlap(span, other) for other in found) for span in wanted)
        for span in sorted(found.keys() - wanted.keys()):
            mention = found[span]
            touches = any(overlap(span, other) for other in wanted)
            self.errors.append(_error(row, span, "boundary" if touches else "extra", **self._of(mention, places)))
            self.judged.append((mention["score"], False))
        for span in sorted(wanted):
            self._judge(row, span, wanted[span], found.get(span), places)

    @staticmethod
    def _of(mention: Mention, places: Mapping[str, Place]) -> dict[str, Any]:
        place = places.get(mention["place"] or "")
        return {
            "kind": mention["kind"],
            "score": round(mention["score"], 3),
            "place": _describe(place),
            "id": mention["place"],
            "why": mention["why"],
        }

    def _judge(self, row: Row, span: Span, gold: Row, mention: Mention | None, places: Mapping[str, Place]) -> None:
        if mention is None:
            self.errors.append(_error(row, span, "missed"))
        if gold.get("lat") is None:
            return
        self.located += 1
        self.with_id += "geonameid" in gold
        if mention is None:
            return
        self.recognised += 1
        place = places.get(mention["place"] or "")
        want = gold.get("geonameid") or gold.get("wikipedia") or f"{gold['lat']}, {gold['lon']}"
        if place is None:
            self.errors.append(_error(row, span, "unplaced", gold=want, **self._of(mention, places)))
            return
        same = same_place(gold, place)
        distance = 0.0 if same else great_circle((place["lat"], place["lon"]), (gold["lat"], gold["lon"])).km
        right = distance <= NEAR_KM
        self.distances.append(distance)
        self.same_id += same and "geonameid" in gold
        self.right += right
        self.judged.append((mention["score"], right))
        if not right:
            details = {"gold": want, "km": round(distance), **self._of(mention, places)}
            self.errors.append(_error(row, span, "misplaced", **details))

    def report(self, articles: int) -> Report:
        figures: dict[str, float | int | None] = {"articles": articles, "toponyms": self.gold}
        exact = precision_recall(self.exact, self.predicted, self.gold)
        figures |= {f"exact {name}": value for name, value in exact.items()}
        figures["overlap recall"] = self.overlapping / max(1, self.gold)
        figures[f"within {NEAR_KM} km, end to end"] = self.right / max(1, self.located)
        figures[f"within {NEAR_KM} km, of recognised"] = self.right / max(1, self.recognised)
        figures["same GeoNames id, end to end"] = self.same_id / self.with_id if self.with_id else None
        figures["median error, km"] = median(self.distances) if self.distances else None
        figures["mean error, km"] = mean(self.distances) if self.distances else None
        return Report("toponyms", figures, calibrate(self.judged), self.errors)


def score_toponyms(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure recognition (exact and overlapping spans) and resolution over all gold toponyms with coordinates.

    A toponym is right at the same place (its id, or for corpora that cite Wikipedia an area of the page's name) or
    within 161 km; one not recognised or not placed is wrong. In a corpus that annotates no demonyms the predicted
    ones are left out. In the calibration a mention that is no gold toponym is wrong; gold without coordinates is
    left out.
    """
    counts = _Toponyms(any(t["text"] in COMMON_DEMONYMS for row in gold for t in row["toponyms"]))
    for row in gold:
        counts.add(row, parsed[row["id"]])
    return counts.report(len(gold))


def score_quotes(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure quoted stretches and their speakers.

    A stretch is found at an intersection over union of 0.8 or more; predictions of under three words are left out.
    The speaker is right where the predicted mention overlaps the gold one.
    """
    true = predicted = wanted = right = spoken = 0
    errors: list[dict[str, Any]] = []
    for row in gold:
        quotes = [
            q
            for q in parsed[row["id"]]["quotes"]
            if q["direct"] and len(row["text"][q["start"] : q["end"]].split()) >= 3
        ]
        predicted += len(quotes)
        wanted += len(row["quotes"])
        used: set[int] = set()
        for want in row["quotes"]:
            span = (want["start"], want["end"])
            best = next((i for i, q in enumerate(quotes) if i not in used and _same_stretch(span, q)), None)
            if best is None:
                errors.append(_error(row, span, "missed"))
                continue
            used.add(best)
            true += 1
            if "speaker_start" not in want:
                continue
            spoken += 1
            quote, speaker = quotes[best], (want["speaker_start"], want["speaker_end"])
            if (
                quote["speaker_start"] is not None
                and quote["speaker_end"] is not None
                and overlap(speaker, (quote["speaker_start"], quote["speaker_end"]))
            ):
                right += 1
            else:
                said = row["text"][slice(*speaker)]
                details = {"gold": said, "speaker": quote["speaker"], "why": quote["why"]}
                errors.append(_error(row, span, "speaker", **details))
        spare = (q for i, q in enumerate(quotes) if i not in used)
        errors += [_error(row, (q["start"], q["end"]), "extra", speaker=q["speaker"]) for q in spare]
    figures: dict[str, float | int | None] = {"articles": len(gold), "quotes": wanted}
    figures |= precision_recall(true, predicted, wanted)
    figures["speaker accuracy, of found"] = right / max(1, spoken)
    return Report("quotes", figures, errors=errors)


def _same_stretch(span: Span, quote: Mapping[str, Any]) -> bool:
    other = (quote["start"], quote["end"])
    return overlap(span, other) / (max(span[1], other[1]) - min(span[0], other[0])) >= 0.8


def score_event_places(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure which place mention the events at each gold trigger carry.

    Precision and recall are over characters of place mentions. A trigger is right where its events' place touches a
    gold place, or where neither has one.
    """
    both = only_found = only_gold = right = triggers = silent = 0
    errors: list[dict[str, Any]] = []
    for row in gold:
        places = [(place["start"], place["end"]) for place in row["places"]]
        wanted = {c for span in places for c in range(*span)}
        for event in row["events"]:
            trigger = (event["trigger"]["start"], event["trigger"]["end"])
            hits = [e for e in parsed[row["id"]]["events"] if overlap(trigger, (e["trigger_start"], e["trigger_end"]))]
            got = {c for e in hits if e["place_start"] is not None for c in range(e["place_start"], e["place_end"])}
            triggers += 1
            silent += not hits
            both += len(got & wanted)
            only_found += len(got - wanted)
            only_gold += len(wanted - got)
            if (got & wanted) if wanted else not got:
                right += 1
                continue
            details = {
                "gold": "; ".join(row["text"][slice(*span)] for span in places),
                "place": "; ".join({row["text"][e["place_start"] : e["place_end"]] for e in hits if e["place_start"]}),
                "why": "; ".join(e["why"] for e in hits),
            }
            errors.append(_error(row, trigger, "place" if hits else "no event", **details))
    figures: dict[str, float | int | None] = {"events": triggers}
    figures |= precision_recall(both, both + only_found, both + only_gold)
    figures["right"] = right / max(1, triggers)
    figures["trigger not found"] = silent / max(1, triggers)
    return Report("event places", figures, errors=errors)


def score_event_types(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure the PLOVER type: the share of sentences with an event of the gold type, and whose first event has it."""
    first = among = none = 0
    errors: list[dict[str, Any]] = []
    for row in gold:
        want = current_names().get(row["type"], row["type"])
        types = [event["type"] for event in parsed[row["id"]]["events"]]
        none += not types
        first += types[:1] == [want]
        among += want in types
        if want not in types:
            errors.append(_error(row, (0, len(row["text"])), "type", gold=want, types="; ".join(types)))
    total = max(1, len(gold))
    figures = {"sentences": len(gold), "any": among / total, "first": first / total, "no event": none / total}
    return Report("event types", figures, errors=errors)


SCORERS: dict[str, Callable[[list[Row], Mapping[str, ParsedArticle]], Report]] = {
    "toponyms": score_toponyms,
    "quotes": score_quotes,
    "places": score_event_places,
    "type": score_event_types,
}


def read_corpus(path: Path) -> list[Row]:
    """Return the annotated rows of a corpus.

    Raises:
        ArticleError: the file can't be read, a line is no JSON object with "id" and "text", or nothing is annotated.
    """
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise ArticleError(f"{path} can't be read as JSON lines: {error}") from error
    if not all(isinstance(row, dict) and {"id", "text"} <= row.keys() for row in rows):
        raise ArticleError(f'{path}: every line has to be a JSON object with "id" and "text".')
    if not rows or not _kinds(rows):
        raise ArticleError(
            f'{path} annotates nothing: rows need "toponyms", "quotes", "events" and "places", or "type".'
        )
    return rows


def _kinds(rows: list[Row]) -> list[str]:
    return [key for key in SCORERS if all(key in row for row in rows)]


def evaluate_rows(gold: list[Row], parsed: Iterable[ParsedArticle]) -> list[Report]:
    """Return one report for each kind of annotation that every row of `gold` has; records are joined on "id".

    An article without a record counts as one in which nothing was found.
    """
    nothing = {key: [] for key in ("mentions", "places", "quotes", "events")}
    records = defaultdict(lambda: nothing, {record["id"]: record for record in parsed})
    return [SCORERS[kind](gold, records) for kind in _kinds(gold)]


def _articles(rows: Iterable[Row]) -> Iterator[Article]:
    for row in rows:
        day = row.get("published")
        yield Article(
            id=row["id"], text=row["text"], title=row.get("title"), published=date.fromisoformat(day) if day else None
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


def evaluate(
    corpus: Annotated[Path, typer.Argument(help="Annotated corpus, JSON lines.")],
    errors: Annotated[Path | None, typer.Option("--errors", "-e", help="CSV file for the errors.")] = None,
    parsed: Annotated[
        Path | None, typer.Option(help="Score this output of `parse` instead of running the engine.")
    ] = None,
    processes: Annotated[int, typer.Option(help="Processes to read the articles with.")] = 1,
) -> None:
    """Measure the engine on an annotated corpus, print the figures and write the errors to a file."""
    rows = read_corpus(corpus)
    if parsed:
        records = (json.loads(line) for line in parsed.read_text("utf-8").split("\n") if line.strip())
    else:
        from geo.language import pipeline

        records = pipeline.parse(pipeline.load(), _articles(rows), n_process=processes)
    reports = evaluate_rows(rows, records)
    for report in reports:
        typer.echo(table(report) + "\n")
    target = errors or Path(f"{corpus.stem}-errors.csv")
    typer.echo(f"{write_errors(reports, target)} errors written to {target}")
