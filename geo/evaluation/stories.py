"""Events of stories, as an editor would put them on the map."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import mean
from typing import Any

from geopy.distance import great_circle

from geo.contract import Event, ParsedArticle, Place
from geo.evaluation.measures import Row, Span, overlap, plain, share
from geo.evaluation.report import Report, error_at

Gold = Mapping[str, Any]

DRAWN = 0.5
"""The salience from which the map draws an event; less is folded away as minor."""

SAME_SPOT_KM = 25
"""Two points nearer than this are one place of a story: a town and its suburb."""

ON_THE_MAP = 2
"""The importance from which an event belongs on the map: 3 is the news itself, 1 may be shown or not."""

SLACK_DAYS, SLACK_TIMES = 7, 3
"""An answer may be a week or three times as long as the annotated days: a day isn't answered with a year."""

AREAS = frozenset({"country", "region", "continent", "sea", "physical"})
"""Kinds of places whose middle says nothing: they are compared by name only."""

STATES = ("real", "duplicate", "noise")
PARTS = ("type", "status", "date", "place")


@dataclass(frozen=True, slots=True)
class Unit:
    """One event of the engine: all rows of one `group`, one for each of its places, with all tellings."""

    rows: list[Event]
    spans: list[Span]
    salience: float | None

    @classmethod
    def of(cls, rows: list[Event]) -> "Unit":
        """Return the unit of the rows that share a group."""
        triggers = [(row["trigger_start"], row["trigger_end"]) for row in rows]
        tellings = [(start, end) for row in rows for start, end in row.get("mentions") or ()]
        return cls(rows, triggers + tellings, rows[0].get("salience"))

    @property
    def placed(self) -> list[Event]:
        """The rows that have a place."""
        return [row for row in self.rows if row["place"]]

    @property
    def minor(self) -> bool:
        """Whether the map folds the unit away."""
        return self.salience is not None and self.salience < DRAWN

    def has_type(self, gold: Gold) -> bool:
        """Whether one row has an acceptable type."""
        return any(row["type"] in gold["types"] for row in self.rows)

    def matched(self, events: list[Gold]) -> int | None:
        """Return the number of the gold event that the unit tells: the one most of whose anchors its triggers touch."""
        touched = []
        for number, gold in enumerate(events):
            touches = sum(overlap(anchor, span) > 0 for anchor in gold["anchors"] for span in self.spans)
            if touches:
                touched.append((touches, self.has_type(gold), gold["importance"], number))
        return max(touched)[-1] if touched else None

    def judged(self, gold: Gold, places: Mapping[str, Place]) -> dict[str, bool]:
        """Tell for each of `PARTS` whether one of the rows has it right; without a gold place none may be given."""
        spot = gold.get("place")
        near = any(same_spot(spot, places.get(row["place"] or "")) for row in self.placed) if spot else not self.placed
        return {
            "type": self.has_type(gold),
            "status": any(row["status"] == gold["status"] for row in self.rows),
            "date": any(same_days(gold, row) for row in self.rows),
            "place": near,
        }


def units_of(record: ParsedArticle) -> list[Unit]:
    """Return the units of an article, the most salient first; without salience in the order of the text."""
    groups: dict[str, list[Event]] = {}
    for row in record["events"]:
        groups.setdefault(row.get("group") or row["id"], []).append(row)
    return sorted(map(Unit.of, groups.values()), key=lambda unit: -(unit.salience or 0))


def same_spot(gold: Gold, place: Place | None) -> bool:
    """Whether a place has the name of the annotated one or, being a point, lies within 25 km of it."""
    if place is None:
        return False
    if plain(gold["name"]) == plain(place["name"]):
        return True
    if place["kind"] in AREAS or gold.get("lat") is None:
        return False
    away: float = great_circle((gold["lat"], gold["lon"]), (place["lat"], place["lon"])).km
    return away <= SAME_SPOT_KM


def same_days(gold: Gold, row: Mapping[str, Any]) -> bool:
    """Whether the days overlap and the answer is about as exact as the annotation; without a gold day any is right."""
    if not gold.get("date"):
        return True
    if not row.get("date"):
        return False
    try:
        first, last = _days(gold)
        start, end = _days(row)
    except ValueError:
        return False
    longest = max(SLACK_DAYS, SLACK_TIMES * (last - first).days)
    return first <= end and start <= last and (end - start).days <= longest


def _days(row: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(row["date"]), date.fromisoformat(row.get("date_end") or row["date"])


def average_precision(relevant: Iterable[bool], wanted: int) -> float:
    """Return the mean of the precision at each relevant item of a ranked list, over the `wanted` ones."""
    hits, total = 0, 0.0
    for rank, good in enumerate(relevant, 1):
        if good:
            hits += 1
            total += hits / rank
    return total / wanted


def score_stories(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure the events of stories, each annotated once with all its tellings.

    A unit is one event of the engine: all rows and tellings of one `group`. It is real when one of its triggers
    overlaps an anchor of a gold event; a further unit on that event is a duplicate, the rest is noise. Units of a
    `salience` below 0.5 are minor and left out of all but "ranked"; without `salience` all count.

    "map" looks at units and at gold events of importance 2 and 3 that have a place; a unit is right there when type,
    status, date and place all are. "ranked" is the mean average precision of the units in the order of `salience`, the
    relevant ones being real events of importance 2 and 3.
    """
    tally = _Tally()
    for row in gold:
        tally.add(row, parsed[row["id"]])
    return Report("stories", tally.figures(len(gold)), errors=tally.errors)


class _Tally:
    """Counts over the stories."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.precisions: list[float] = []
        self.errors: list[dict[str, Any]] = []

    def add(self, row: Row, record: ParsedArticle) -> None:
        places = {place["id"]: place for place in record["places"]}
        told: set[int] = set()
        drawn: set[int] = set()
        relevant = []
        for unit in units_of(record):
            number = unit.matched(row["events"])
            state = "noise" if number is None else "duplicate" if number in told else "real"
            relevant.append(state == "real" and row["events"][number]["importance"] >= ON_THE_MAP)
            if number is not None:
                told.add(number)
            if unit.minor:
                self.count["minor"] += 1
                continue
            self._count(state, unit)
            if number is None or state != "real":
                details = {} if number is None else {"gold": row["events"][number]["what"]}
                self.errors.append(self._error(row, unit, state, places, **details))
                continue
            drawn.add(number)
            self._judge(row, unit, row["events"][number], places)
        self._recall(row, drawn)
        wanted = sum(event["importance"] >= ON_THE_MAP for event in row["events"])
        if wanted:
            self.precisions.append(average_precision(relevant, wanted))

    def _count(self, state: str, unit: Unit) -> None:
        for name in ("units", state):
            self.count[name] += 1
            self.count[f"placed {name}"] += bool(unit.placed)

    def _judge(self, row: Row, unit: Unit, gold: Gold, places: Mapping[str, Place]) -> None:
        right = unit.judged(gold, places)
        self.count.update(f"right {part}" for part in PARTS if right[part])
        if unit.placed:
            self.count["placed right"] += all(right.values())
            self.count["placed right place"] += right["place"]
        if gold.get("place") and gold["importance"] >= ON_THE_MAP and all(right.values()):
            self.count["gold right"] += 1
        wrong = [part for part in PARTS if not right[part]]
        if wrong:
            self.errors.append(self._error(row, unit, ", ".join(wrong), places, gold=gold["what"]))

    def _recall(self, row: Row, drawn: set[int]) -> None:
        for number, gold in enumerate(row["events"]):
            self.count[f"gold {gold['importance']}"] += 1
            self.count[f"found {gold['importance']}"] += number in drawn
            self.count["gold placed"] += gold["importance"] >= ON_THE_MAP and bool(gold.get("place"))
            if number not in drawn and gold["importance"] >= ON_THE_MAP:
                self.errors.append(error_at(row, gold["anchors"][0], "missed", gold=gold["what"]))

    @staticmethod
    def _error(row: Row, unit: Unit, what: str, places: Mapping[str, Place], **details: Any) -> dict[str, Any]:
        first = unit.rows[0]
        found_at = [places.get(row["place"] or "") for row in unit.placed]
        names = [place["name"] for place in found_at if place]
        found = {"type": first["type"], "status": first["status"], "date": first["date"], "place": "; ".join(names)}
        return error_at(row, unit.spans[0], what, **details, **found)

    def _share(self, part: str, whole: str) -> float:
        return share(self.count[part], self.count[whole])

    def figures(self, articles: int) -> dict[str, float | int | None]:
        figures: dict[str, float | int | None] = {"articles": articles, "units": self.count["units"]}
        figures["minor, left out"] = self.count["minor"]
        figures |= {state: self._share(state, "units") for state in STATES}
        figures |= {f"found, importance {n}": self._share(f"found {n}", f"gold {n}") for n in (3, 2, 1)}
        figures |= {f"{part}, of the real": self._share(f"right {part}", "real") for part in PARTS}
        figures["map, placed units"] = self.count["placed units"]
        figures["map, gold"] = self.count["gold placed"]
        figures |= {f"map, {state}": self._share(f"placed {state}", "placed units") for state in STATES}
        figures["map, place of the real"] = self._share("placed right place", "placed real")
        precision, recall = self._share("placed right", "placed units"), self._share("gold right", "gold placed")
        figures |= {"map, precision": precision, "map, recall": recall}
        figures["map, F1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        figures["ranked"] = mean(self.precisions) if self.precisions else 0.0
        return figures
