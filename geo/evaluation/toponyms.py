"""Toponyms: recognition and resolution.

The metrics follow Gritta, Pilehvar and Collier (2020), "A pragmatic guide to geoparsing evaluation".
"""

from collections.abc import Mapping
from statistics import mean, median
from typing import Any
from urllib.parse import unquote

from geopy.distance import great_circle

from geo.contract import Mention, ParsedArticle, Place
from geo.evaluation.measures import Row, Span, overlap, plain, precision_recall
from geo.evaluation.report import Report, calibrate, error_at
from geo.gazetteer import Gazetteer

NEAR_KM = 161
"""100 miles, the distance within which the literature counts a toponym as placed."""

NOT_TOPONYMS = {"Literal_Expression", "Non_Lit_Expression", "Non_Toponym"}
COMMON_DEMONYMS = {"American", "Russian", "British", "French", "Israeli", "Canadian"}


def same_place(gold: Row, place: Place) -> bool:
    """Same GeoNames id, or an area named like the cited Wikipedia page: distance says nothing of areas' middles."""
    if "geonameid" in gold:
        return place["id"] == f"geonames:{gold['geonameid']}"
    page = unquote(gold.get("wikipedia", "").rstrip("/").rsplit("/", 1)[-1]).split("_(")[0].split(",")[0]
    area = place["kind"] not in ("city", "district", "facility")
    return bool(page) and area and plain(page) == plain(place["name"])


def is_demonym(text: str) -> bool:
    """Tell whether a name's likeliest reading is a people, or what is theirs: Syrian, Danes."""
    entries = Gazetteer.open().lookup(text)
    return bool(entries) and entries[0].form == "demonym"


def _describe(place: Place | None) -> str:
    if place is None:
        return ""
    return ", ".join(part for part in (place["name"], place["admin1"], place["country"]) if part)


class _Toponyms:
    """Counts over articles of what was found and where it was put."""

    def __init__(self, demonyms: bool) -> None:
        self.demonyms = demonyms
        self.exact = self.overlapping = self.predicted = self.gold = 0
        self.located = self.recognised = self.right = self.with_id = self.same_id = self.names = self.same_name = 0
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
            self.errors.append(error_at(row, span, "boundary" if touches else "extra", **self._of(mention, places)))
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
            self.errors.append(error_at(row, span, "missed"))
        if gold.get("lat") is None:
            return
        self.located += 1
        named = "geonameid" in gold and not is_demonym(row["text"][span[0] : span[1]])
        self.with_id += "geonameid" in gold
        self.names += named
        if mention is None:
            return
        self.recognised += 1
        place = places.get(mention["place"] or "")
        want = gold.get("geonameid") or gold.get("wikipedia") or f"{gold['lat']}, {gold['lon']}"
        if place is None:
            self.errors.append(error_at(row, span, "unplaced", gold=want, **self._of(mention, places)))
            return
        same = same_place(gold, place)
        distance = 0.0 if same else great_circle((place["lat"], place["lon"]), (gold["lat"], gold["lon"])).km
        right = distance <= NEAR_KM
        self.distances.append(distance)
        self.same_id += same and "geonameid" in gold
        self.same_name += same and named
        self.right += right
        self.judged.append((mention["score"], right))
        if not right:
            details = {"gold": want, "km": round(distance), **self._of(mention, places)}
            self.errors.append(error_at(row, span, "misplaced", **details))

    def report(self, articles: int) -> Report:
        figures: dict[str, float | int | None] = {"articles": articles, "toponyms": self.gold}
        exact = precision_recall(self.exact, self.predicted, self.gold)
        figures |= {f"exact {name}": value for name, value in exact.items()}
        figures["overlap recall"] = self.overlapping / max(1, self.gold)
        figures[f"within {NEAR_KM} km, end to end"] = self.right / max(1, self.located)
        figures[f"within {NEAR_KM} km, of recognised"] = self.right / max(1, self.recognised)
        figures["same GeoNames id, end to end"] = self.same_id / self.with_id if self.with_id else None
        figures["same id, without demonyms"] = self.same_name / self.names if self.names else None
        figures["median error, km"] = median(self.distances) if self.distances else None
        figures["mean error, km"] = mean(self.distances) if self.distances else None
        return Report("toponyms", figures, calibrate(self.judged), self.errors)


def score_toponyms(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure recognition (exact and overlapping spans) and resolution over all gold toponyms with coordinates.

    A toponym is right at the same place (its id, or for corpora that cite Wikipedia an area of the page's name) or
    within 161 km; one not recognised or not placed is wrong. In a corpus that annotates no demonyms the predicted ones
    are left out. "same id, without demonyms" is the share of the names with a GeoNames id, demonyms left out, that
    were put at that very id, the measure of Mordecai 3 (Halterman 2023). In the calibration a mention that is no gold
    toponym is wrong; gold without coordinates is left out.
    """
    counts = _Toponyms(any(t["text"] in COMMON_DEMONYMS for row in gold for t in row["toponyms"]))
    for row in gold:
        counts.add(row, parsed[row["id"]])
    return counts.report(len(gold))
