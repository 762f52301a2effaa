"""Events of single sentences: the place mention that each trigger carries, and the PLOVER type."""

from collections.abc import Mapping
from typing import Any

from geo.contract import ParsedArticle
from geo.evaluation.measures import Row, overlap, precision_recall
from geo.evaluation.report import Report, error_at
from geo.ontology import current_names


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
            spans = [(e["place_start"], e["place_end"]) for e in hits]
            got = {c for start, end in spans if start is not None and end is not None for c in range(start, end)}
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
                "place": "; ".join({row["text"][start:end] for start, end in spans if start is not None}),
                "why": "; ".join(e["why"] for e in hits),
            }
            errors.append(error_at(row, trigger, "place" if hits else "no event", **details))
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
            errors.append(error_at(row, (0, len(row["text"])), "type", gold=want, types="; ".join(types)))
    total = max(1, len(gold))
    figures: dict[str, float | int | None] = {"sentences": len(gold), "any": among / total}
    figures |= {"first": first / total, "no event": none / total}
    return Report("event types", figures, errors=errors)
