"""What the engine answers on the project's own articles, a line an answer, as answers.txt keeps it.

A change to the engine shows there what it changed elsewhere: the file is written anew by

    pytest tests/language/test_answers.py --set-answers

and its diff is read with that of the code.
"""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

from geo.contract import ParsedArticle

ANSWERS = Path(__file__).with_name("answers.txt")
_SHOWN = 60
"""Characters shown of a quotation or an event's words: enough to know it by."""


def answers(name: str, record: ParsedArticle) -> Iterator[str]:
    """Yield the answers of one article in the order of its text, without scores, which any new weight would move."""
    places = {
        place["id"]: ", ".join(filter(None, (place["name"], place["admin1"] or place["country"])))
        for place in record["places"]
    }
    yield f"= {name}"
    rows = [
        *((m["start"], "place", m["text"], m["kind"], places.get(m["place"], "-")) for m in record["mentions"]),
        *((d["start"], "date", d["text"], d["date"], d["date_end"]) for d in record["dates"]),
        *(
            (q["start"], "quote", q["text"], q["speaker"], places.get(q["said_at"], "-"), q["date"])
            for q in record["quotes"]
        ),
        *(
            (e["trigger_start"], "event", record["text"][e["trigger_start"] : e["trigger_end"]], e["type"], e["status"],
             e["date"], places.get(e["place"], "-"), f"told {len(e['mentions'])} times")
            for e in record["events"]
        ),
    ]  # fmt: skip
    for start, kind, text, *told in sorted(rows, key=lambda row: (row[0], row[1])):
        yield f"{kind} {start} {' '.join(text.split())[:_SHOWN]!r}: " + " | ".join(str(part) for part in told if part)


def changed(now: Iterable[str]) -> str:
    """Return how the answers differ from those kept, as a diff; empty where they are the same."""
    kept = ANSWERS.read_text("utf-8").splitlines()
    return "\n".join(unified_diff(kept, list(now), "kept", "now", lineterm="", n=0))
