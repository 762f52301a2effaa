"""Training of the ranker of candidate places."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.contract import Mention
from geo.evaluation import NEAR_KM, same_place
from geo.gazetteer import Entry
from geo.gazetteer.distance import distance_km
from geo.language.forest import Forest
from geo.language.resolution.candidates import group_mentions
from geo.language.resolution.component import dateline_starts, sentence_starts
from geo.language.resolution.containers import Lookup, holds
from geo.language.resolution.evidence import EARTH_KM, NAMES, Ground, context_features, fixed_features
from geo.language.resolution.home import home_of
from geo.language.resolution.ranking import Ranker, nearby, normalised
from geo.language.resolution.usage import by_usage
from geo.language.training.corpus import Sample
from geo.language.training.drawn import Drawn
from geo.language.training.fitting import fit_forest

CLOSE_KM = 40
TORN_KM = 400
_DRAWN_KINDS = frozenset(("city", "country", "admin1"))
_DRAWN_FORMS = frozenset(("preferred", "short", "partial"))
"""Kinds of place that drawn articles tell of, and forms of name; of others they say nothing."""
DRAWN_WEIGHT = 1.0
"""Weight of a candidate in an article drawn from the gazetteer beside 1 for one in an annotated article."""
RISING = (
    "written alike", "importance", "population", "prior share", "importance lead", "kind named", "container",
    "container lead", "in country", "in country lead", "in admin1", "in admin1 lead", "in admin2",
    "country named", "country in sentence", "admin1 named", "admin1 in sentence", "admin2 named", "near",
    "near lead", "around", "around lead", "nearest", "nearest lead", "in sentence near", "first place",
    "home country", "home admin1", "home near", "home near lead", "listed alike", "listed alike lead",
)  # fmt: skip
FALLING = ("rank", "other kind named", "listed fame")


@dataclass(slots=True)
class Problem:
    """One article to place: its candidates, the fixed features, and which candidates of judged groups are right.

    It has no sample where it was drawn from the gazetteer.
    """

    sample: Sample | None
    ground: Ground
    rows: np.ndarray
    right: np.ndarray
    judged: np.ndarray

    @property
    def fold(self) -> int | None:
        """The fold of its sample."""
        return self.sample.fold if self.sample else None


def problem(sample: Sample, mentions: Sequence[Mention], lookup: Lookup) -> Problem | None:
    """Return the problem of an article, None where no mention has a candidate."""
    text = sample.doc.text
    starts = dateline_starts(sample.doc)
    groups = [group for group in group_mentions(text, mentions, lookup, starts) if group.entries]
    if not groups:
        return None
    if home := home_of(sample.publisher, sample.source, lookup):
        groups.append(home)
    ground = Ground(text, mentions, groups, sentence_starts(sample.doc))
    return Problem(sample, ground, fixed_features(ground), *_judged(ground, sample.gold))


def drawn_problem(drawn: Drawn, lookup: Lookup) -> Problem | None:
    """Return the problem of an article drawn from the gazetteer, None where it is no problem.

    It is one where importance and nearness to the other places speak for different readings of a name.
    """
    groups = [group for group in group_mentions(drawn.text, drawn.mentions, lookup) if group.entries]
    if all(len(group.entries) == 1 for group in groups):
        return None
    ground = Ground(drawn.text, drawn.mentions, groups, drawn.sentences)
    right, judged = _judged(ground, drawn.gold)
    if not _is_torn(ground, right):
        return None
    told = np.array([e.place.kind in _DRAWN_KINDS and e.form in _DRAWN_FORMS for e in ground.entries])
    told &= ~_around_right(ground, right)
    return Problem(None, ground, fixed_features(ground), right, judged & told)


def _around_right(ground: Ground, right: np.ndarray) -> np.ndarray:
    """Return which candidates are areas around the right one of their name: what draws towns can't tell them apart."""
    around = np.zeros(len(right), dtype=bool)
    for index in np.flatnonzero(right):
        begin = int(ground.begins[ground.owner[index]])
        for other in range(begin, begin + int(ground.sizes[ground.owner[index]])):
            around[other] = holds(ground.entries[other], ground.entries[index])
    return around


def _is_torn(ground: Ground, right: np.ndarray) -> bool:
    """Tell whether a candidate that is not the likeliest of its name by importance is nearest to a right one."""
    drawn = np.flatnonzero(right)
    if not len(drawn):
        return False
    apart = ground.owner[:, None] != ground.owner[None, drawn]
    near = np.where(apart, ground.points @ ground.points[drawn].T, -1.0).max(axis=1)
    nearest = near == ground.best(near)[ground.owner]
    likeliest = ground.prior == ground.best(ground.prior)[ground.owner]
    rival = nearest & ~likeliest & ~ground.area & (near > math.cos(TORN_KM / EARTH_KM))
    return bool((rival | (right & ~likeliest)).any())


def _judged(ground: Ground, gold: Mapping[tuple[int, int], Mapping[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Return which candidates are right, and which belong to a group that the gold tells of."""
    mentions = ground.mentions
    right = np.zeros(len(ground.entries), dtype=bool)
    judged = np.zeros(len(ground.entries), dtype=bool)
    for index, group in enumerate(ground.groups):
        golds = [gold.get((mentions[m]["start"], mentions[m]["end"])) for m in group.mentions]
        located = [one for one in golds if one and one.get("lat") is not None]
        if located:
            begin = int(ground.begins[index])
            judged[begin : begin + len(group.entries)] = True
            right[begin : begin + len(group.entries)] = right_entries(group.entries, located[0])
    return right, judged


def right_entries(entries: Sequence[Entry], gold: Mapping[str, Any]) -> list[bool]:
    """Tell which candidate is the gold place: that of its id, else the best known of its page's name or close by."""
    same = [same_place(gold, entry.place.as_place()) for entry in entries]
    if "geonameid" in gold and any(same):
        return same
    best, prior = -1, -1.0
    for index, entry in enumerate(entries):
        place = entry.place
        reach = CLOSE_KM if place.extent_km < 100 else NEAR_KM
        close = distance_km(place.lat, place.lon, gold["lat"], gold["lon"]) <= reach
        if (same[index] or close) and entry.prior > prior:
            best, prior = index, entry.prior
    return [index == best for index in range(len(entries))]


def train(problems: Sequence[Problem], drawn: Sequence[Problem] = (), **options: Any) -> dict[str, Any]:
    """Fit the forests and return the record that `Ranker` reads.

    The first takes its context from the priors, the second from the first; the one for texts of few names learns from
    the `drawn` articles, too.
    """
    first = _fit(problems, [p.ground.prior for p in problems], options)
    forest = Forest(first, NAMES)
    beliefs = [_belief(p, forest, p.ground.prior) for p in problems]
    record = {"passes": [first, _fit(problems, beliefs, options)]}
    if drawn:
        beliefs += [_belief(p, forest, p.ground.prior) for p in drawn]
        record["few"] = _fit([*problems, *drawn], beliefs, options)
    return record


def _belief(problem: Problem, forest: Forest, belief: np.ndarray) -> np.ndarray:
    rows = context_features(problem.ground, problem.rows, belief)
    return normalised(problem.ground, forest.log_odds(rows))


def _fit(problems: Sequence[Problem], beliefs: Sequence[np.ndarray], options: dict[str, Any]) -> dict[str, Any]:
    rows = np.concatenate(
        [context_features(p.ground, p.rows, belief) for p, belief in zip(problems, beliefs, strict=True)]
    )
    judged = np.concatenate([p.judged for p in problems])
    right = np.concatenate([p.right for p in problems])
    weight = np.concatenate([np.full(len(p.right), 1.0 if p.sample else DRAWN_WEIGHT) for p in problems])
    return fit_forest(
        rows[judged], right[judged], NAMES, weights=weight[judged], rising=RISING, falling=FALLING, **options
    )


def judge(problem: Problem, model: Ranker, unjudged: Collection[tuple[int, int]] = ()) -> Iterator[tuple[float, bool]]:
    """Yield (joint probability, right) for the chosen candidate of every mention that the corpus can judge.

    A mention that is no gold toponym is wrong, wherever it was put; gold without coordinates is left out, and so are
    mentions that stand where the corpus says nothing (`unjudged`).
    """
    belief, _ = model.rank(problem.ground, problem.rows)
    belief = by_usage(problem.ground, belief)
    chosen = problem.ground.first(belief)
    spots = nearby(problem.ground, belief, chosen)
    for index, group in enumerate(problem.ground.groups):
        best, spot = chosen[index], float(spots[index])
        for number in group.mentions:
            mention = problem.ground.mentions[number]
            at = (mention["start"], mention["end"])
            gold = problem.sample.gold.get(at)
            if gold is None and at in unjudged:
                continue
            if gold is None:
                yield spot * mention["score"], False
            elif gold.get("lat") is not None:
                yield spot * mention["score"], is_right(problem.ground.entries[best], gold)


def is_right(entry: Entry, gold: Mapping[str, Any]) -> bool:
    """Tell whether a place is the gold one or within 161 km of it."""
    place = entry.place
    return same_place(gold, place.as_place()) or distance_km(place.lat, place.lon, gold["lat"], gold["lon"]) <= NEAR_KM
