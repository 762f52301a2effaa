"""What is made to measure with: collections of any number of places, and news of any number of articles."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from geo.articles import Article, read
from geo.ontology import event_types
from geo.paths import ROOT, SEEDS

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


TOWNS = 3_000
"""Towns of the gazetteer, the largest, that stand in the place of those of a story."""
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3_650


def news(path: Path, count: int, *, seed: int = 1) -> Path:
    """Write a file of so many articles: our own stories, told of other towns and days."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8") as stream:
        for number, row in zip(range(count), told(rng), strict=False):
            stream.write(json.dumps({"id": f"made-{number}", **row}) + "\n")
    return path


def told(rng: random.Random) -> Iterator[dict[str, str]]:
    """Yield titles, days of publication and texts without end: our own stories, told of other towns and days."""
    stories, towns = _stories(), _towns()
    while True:
        for story, names in stories:
            others = dict(zip(names, rng.sample(towns, len(names)), strict=True))

            def other(found: re.Match[str], others: dict[str, str] = others) -> str:
                return others[found[0]]

            anywhere = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None
            text, title = (anywhere.sub(other, part) if anywhere else part for part in (story.text, story.title or ""))
            day = _FIRST_DAY + timedelta(rng.randrange(_DAYS))
            yield {"title": title, "published": day.isoformat(), "text": text}


def _stories() -> list[tuple[Article, list[str]]]:
    """Return the seed article and, in a checkout, the stories that tests read, with the towns that each names."""
    from geo.language import pipeline

    files = [*SEEDS.glob("*.txt"), *(ROOT / "tests" / "language" / "stories").glob("*.txt")]
    stories = [article for file in sorted(files) for article in read(file)]
    found = []
    for story, record in zip(stories, pipeline.parse(pipeline.engine(), stories), strict=True):
        towns = {place["id"] for place in record["places"] if place["kind"] == "city"}
        names = {mention["text"] for mention in record["mentions"] if mention["place"] in towns}
        found.append((story, sorted(names, key=len, reverse=True)))
    return found


def _towns() -> list[str]:
    from geo.gazetteer.store import connect, ready_file

    asked = "SELECT name FROM places WHERE kind = 'city' ORDER BY population DESC LIMIT ?"
    return [name for (name,) in connect(ready_file()).execute(asked, (TOWNS,))]
