"""How much an event matters in its story: the probability that an editor would put it on a map of the story."""

import math

from geo.language.events.coreference import Joined
from geo.linear import Linear, log_odds_of
from geo.ontology import event_type


def salience_of(event: Joined, length: int, model: Linear) -> float:
    """Return the salience of an event, 0 to 1; `length` is the number of characters of the text."""
    return model.probability(features(event, length))


def features(joined: Joined, length: int) -> dict[str, float]:
    """Return the features of an event from those of its tellings."""
    event = joined.tellings
    main = event_type(max(event, key=lambda t: t.weight).event["type"])
    weights = [t.weight for t in event]
    none = math.prod(1 - w for w in weights)
    return {
        "best weight": log_odds_of(max(weights)),
        "mean weight": log_odds_of(sum(weights) / len(weights)),
        "any weight": log_odds_of(1 - none),
        "best worth": log_odds_of(max(t.worth for t in event)),
        "twin before": joined.twin_before,
        "twin after": joined.twin_after,
        "tellings": math.log(len(event)),
        "position": min(t.event["trigger_start"] for t in event) / max(1, length),
        f"site={main.site}": 1.0,
        "newsworthy": main.newsworthy,
        "known place": float(any(t.place_ids for t in event)),
        "happened": float(any(t.event["status"] == "happened" for t in event)),
        "placed": float(any(t.places for t in event)),
        "dated": float(any(t.event["date"] for t in event)),
        "typed": float(any(event_type(t.event["type"]).typed for t in event)),
        "named": float(any(t.event["actors"] for t in event)),
    }
