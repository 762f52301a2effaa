"""Made collections: any number of places with events, quotes and mentions, to measure with."""

import json
import random
from pathlib import Path

from geo.ontology import event_types

TYPES = tuple(event_types())
STATUSES = ("happened", "planned", "possible", "denied")


def collection(path: Path, places: int, *, per_article: int = 10, seed: int = 1) -> Path:
    """Write a file like `geo parse` writes: each place is named once, with an event there, a quote at every third."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8") as stream:
        for first in range(0, places, per_article):
            stream.write(json.dumps(article(first, min(per_article, places - first), rng)) + "\n")
    return path


def article(first: int, count: int, rng: random.Random) -> dict:
    """Return one record that names `count` places, numbered from `first`."""
    record = {
        "id": f"made-{first}", "title": f"Report {first}", "published": f"2024-{rng.randint(1, 12):02}-15",
        "publisher": "The Maker", "text": "", "sentences": [], "mentions": [], "places": [], "dates": [],
        "people": [], "bodies": [], "quotes": [], "events": [], "links": [],
    }  # fmt: skip
    for number in range(first, first + count):
        _sentence(record, number, rng)
    return record


def _sentence(record: dict, number: int, rng: random.Random) -> None:
    name, place, start = f"Place {number}", f"made:{number}", len(record["text"])
    person = f"Person {number % 50}"
    text = f"Something happened in {name}. "
    at = start + text.index(name)
    day = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    record["places"].append(
        {
            "id": place, "name": name, "kind": "city", "country": f"Country {number % 90}", "country_code": "XX",
            "admin1": None, "lat": round(rng.uniform(-55, 70), 4), "lon": round(rng.uniform(-170, 175), 4),
            "population": 1000,
        }
    )  # fmt: skip
    span = {"start": at, "end": at + len(name)}
    record["mentions"].append(
        {
            "id": f"m{number}", **span, "text": name, "kind": "name", "place": place, "score": rng.random(),
            "why": "made", "coarse": False, "candidates": [],
        }
    )  # fmt: skip
    record["events"].append(
        {
            "id": f"e{number}", "start": start, "end": start + len(text) - 2, "text": text[:-2],
            "trigger_start": start + 10, "trigger_end": start + 18, "type": rng.choice(TYPES), "mode": None,
            "status": rng.choice(STATUSES), "date": day, "date_end": day, "date_text": None, "date_precision": "day",
            "place": place, "place_start": span["start"], "place_end": span["end"], "place_evidence": "clause",
            "place_score": 1.0, "actors": [person], "recipients": [], "mentions": [(start + 10, start + 18)],
            "salience": 1.0, "group": f"e{number}", "why": "made",
        }
    )  # fmt: skip
    record["links"] += [
        {"item": item, "place": place, "role": role, **span, "why": "made"}
        for item, role in ((f"m{number}", "mentioned"), (f"e{number}", "happened"))
    ]
    if number % 3 == 0:
        text += f"“We saw {name},” said {person}. "
        quoted = start + text.index("We saw")
        record["quotes"].append(
            {
                "id": f"q{number}", "start": quoted, "end": quoted + len(f"We saw {name},"),
                "text": f"We saw {name},", "direct": True, "speaker": person, "speaker_start": None,
                "speaker_end": None, "cue": "said", "cue_start": None, "cue_end": None, "date": day,
                "date_end": day, "date_text": None, "said_at": place, "said_at_evidence": None, "about": [],
                "group": f"q{number}", "why": "made",
            }
        )  # fmt: skip
        record["links"].append(
            {"item": f"q{number}", "place": place, "role": "said_at", "start": None, "end": None, "why": "made"}
        )
    record["sentences"].append([start, start + len(text) - 1])
    record["text"] += text
