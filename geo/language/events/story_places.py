"""Where an event happened by its whole story: the place that its clause names, else the likeliest that can be inferred.

A multinomial logistic regression over features that can be read weighs the places of the story and "at no place"
against each other; curves turn its probabilities into the shares that were right on stories it had not seen.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from geo.contract import Event, Place
from geo.gazetteer import Gazetteer
from geo.language.events.candidates import Candidate, Candidates
from geo.language.forest import interpolate
from geo.linear import checked, weigh
from geo.weights import read_weights

WEAK_PLACE = 0.5
"""Score below which a place is more likely wrong than right: a guess, drawn as one."""

_WHY = {
    "sentence": "Inferred: its sentence names {name}.",
    "telling": "Inferred: another telling of it names {name}.",
    "territory": "Inferred: who acts is of {name}, by “{words}”.",
    "scene": "Inferred: what is told around it is set in {name}.",
    "dateline": "Inferred: the story was filed from {name}.",
    "story": "Inferred: {name} is the main place of the story.",
}


class StoryPlaceModel(NamedTuple):
    """Weights by feature, and calibration curves for the places of clauses and for the inferred ones."""

    weights: Mapping[str, float]
    clause: Sequence[Sequence[float]]
    inferred: Sequence[Sequence[float]]

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """Return the probability of each candidate that it is the answer; they sum to 1."""
        scores = [weigh(self.weights, c.features) for c in candidates]
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        total = sum(shares)
        return [share / total for share in shares]


@cache
def story_place_model() -> StoryPlaceModel:
    """Return the learned model.

    Raises:
        DatelineError: the weights are missing or damaged.
    """
    return read_weights(
        "story_places",
        lambda record: StoryPlaceModel(checked(record["weights"]), record["clause"], record["inferred"]),
    )


def chosen_places(rows: Sequence[Event]) -> list[str]:
    """Return the places that the clauses of an event's rows name, be it as "the city" that was named before."""
    return [row["place"] for row in rows if row["place"] is not None]


def groups_of(events: Sequence[Event]) -> list[list[Event]]:
    """Return the rows of each event, in order."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[event["group"]].append(event)
    return list(groups.values())


def place_by_story(
    doc: Doc, events: Sequence[Event], model: StoryPlaceModel, gazetteer: Gazetteer | None = None
) -> None:
    """Give each event without a place of its clause the likeliest one of its story, and every place its score.

    Args:
        doc: the text, with its mentions, people, bodies and quotes.
        events: all its rows; `place`, `place_evidence`, `place_score` and `why` are written.
        model: what is learned.
        gazetteer: where places lie; the one that all use if left out.
    """
    if not doc._.places or not events:
        return
    candidates = Candidates(doc, events, gazetteer)
    for rows in groups_of(events):
        chosen = chosen_places(rows)
        found = candidates.of(rows[0], chosen)
        chances = model.probabilities(found)
        if chosen:
            _score_clause(rows, found, chances, model)
        else:
            best = max(range(len(found)), key=chances.__getitem__)
            _infer(rows[0], found[best], chances[best], doc._.places, model)


def _score_clause(
    rows: Sequence[Event], found: Sequence[Candidate], chances: Sequence[float], model: StoryPlaceModel
) -> None:
    """Score the places that the clause names: one of a list stands for all."""
    chance = max((p for c, p in zip(found, chances, strict=True) if "clause" in c.features), default=0.0)
    for row in rows:
        if row["place"] is not None:
            row["place_evidence"], row["place_score"] = "clause", _calibrated(chance, model.clause)


def _infer(event: Event, chosen: Candidate, chance: float, places: Mapping[str, Place], model: StoryPlaceModel) -> None:
    event["place"], event["place_evidence"] = chosen.place, chosen.evidence
    if chosen.place is None or chosen.evidence is None:
        event["why"] = "No place is given."
        return
    event["place_score"] = _calibrated(chance, model.inferred)
    words = chosen.mention["text"] if chosen.mention else ""
    event["why"] = _WHY[chosen.evidence].format(name=places[chosen.place]["name"], words=words)
    if event["place_score"] < WEAK_PLACE:
        event["why"] += " A guess."


def _calibrated(chance: float, curve: Sequence[Sequence[float]]) -> float:
    return round(float(interpolate(np.array([chance]), curve)[0]), 3)
