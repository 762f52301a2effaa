"""One event told twice: the fullest telling is the row, the others are its mentions."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from geo.contract import Event
from geo.language.events.parts import Telling
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_GENERAL = _SETS["general nouns"]
"""Nouns that point back at any event of their type: the attack, the incident, the meeting."""
_OTHER = _SETS["telling apart"]
_DEFINITE = words("the this that these those")
_RETOLD = words("ASSAULT PROTEST DISASTER ACCIDENT COURT VOTE CONSULT CRIME HEALTH")
_WHEN = ("date", "date_end", "date_text", "date_precision")
_WHERE = ("place", "place_start", "place_end", "why")
_PAIR = words("two both pair")
_EXACT = words("day days week")
_LEAD = 3
"""Sentences after a headline in which its event is told again."""
_REMEMBERED = 40
"""Events of one type and status that a later one is compared with."""
_NEAR = 5
"""Sentences after which "the two discussed" no longer points back."""
_FAR = 12
"""Sentences after which "the attack" no longer points back."""


@dataclass(slots=True)
class _Row:
    """A row and what is asked of it when another is compared."""

    event: Event
    heads: frozenset[str]
    sent: int
    back: str | None
    """The noun of a definite phrase without a place of its own, which may point back."""


def merge_tellings(parse: Parse, rows: Sequence[tuple[Event, Telling]]) -> list[Event]:
    """Return the events without those that tell another one again, which keep their place as its `mentions`.

    Ids are made anew in the order of the rows.
    """
    kept: list[_Row] = []
    alike: dict[tuple[str, str], deque[_Row]] = {}
    headline = _headline_end(parse)
    for event, telling in rows:
        row = _row(parse, event, telling)
        before = alike.setdefault((event["type"], event["status"]), deque(maxlen=_REMEMBERED))
        twin = next((k for k in reversed(before) if _is_retold(k, row, headline)), None)
        if twin is None:
            event["mentions"] = _spans(event)
            kept.append(row)
            before.append(row)
        else:
            if row.back is not None and event["date_precision"] not in _EXACT:
                event.update({"date": None, "date_end": None, "date_text": None, "date_precision": None})
            _join(twin.event, event)
            twin.heads |= row.heads
    events = [row.event for row in kept]
    names = {event["id"]: f"e{n}" for n, event in enumerate(events)}
    groups: dict[str, str] = {}
    for event in events:
        event["id"] = names[event["id"]]
        event["group"] = groups.setdefault(event["group"], event["id"])
    return events


def _row(parse: Parse, event: Event, telling: Telling) -> _Row:
    trigger, back = telling.trigger, None
    noun = trigger.noun
    if noun is None:  # an entry that asks for its noun: "the stoppage began"
        noun = next((t for t in trigger.tokens[1:] if parse.lemma[t] in _GENERAL and parse.pos[t] == "NOUN"), None)
    if noun is not None and event["place_start"] is None and event["type"] in _RETOLD:
        before = [parse.lower[c] for c in parse.children[noun] if c < noun]
        if not _DEFINITE.isdisjoint(before) and _OTHER.isdisjoint(before):
            back = parse.lemma[noun]
    if event["type"] == "CONSULT" and event["place_start"] is None and noun is None:
        subjects = [parse.lower[c] for c in parse.children[trigger.anchor] if parse.dep[c] == "nsubj"]
        back = "pair" if not _PAIR.isdisjoint(subjects) else back
    return _Row(event, frozenset(telling.heads), parse.sent[trigger.anchor], back)


def _headline_end(parse: Parse) -> int:
    """Return the sentence after the headline, 0 where the text has none."""
    line = parse.text.find("\n")
    if line < 0 or parse.text[:line].rstrip().endswith((".", "!", "?", "”", '"')):
        return 0
    return next((n for n, (first, _) in enumerate(parse.sents) if parse.start[first] > line), 0)


def _is_retold(row: _Row, again: _Row, headline: int) -> bool:
    """Whether `again`, of one type and status with `row`, tells its event: words, place or people show that."""
    one, other = row.event, again.event
    if one["group"] == other["group"] or _clash(one, other, people=again.back != "pair"):
        return False
    if again.back is not None and again.sent - row.sent <= _FAR and _points_at(row, again):
        return True
    if row.heads.isdisjoint(again.heads):
        return row.sent < headline <= again.sent < headline + _LEAD and _shares(one, other, "actors")
    if one["place"] and one["place"] == other["place"]:
        return True
    if row.sent < headline <= again.sent < headline + _LEAD:
        return _shares(one, other, "actors") or not (one["actors"] and other["actors"])
    return _shares(one, other, "recipients") and (_shares(one, other, "actors") or one["type"] != "CONSULT")


def _points_at(row: _Row, again: _Row) -> bool:
    """Whether a definite noun points back at a row: at the same word, or at any of its kind ("the attack")."""
    if again.back == "pair":
        return again.sent - row.sent <= _NEAR
    modes = {row.event["mode"], again.event["mode"]} - {None}
    return again.back in row.heads or (len(modes) < 2 and (again.back in _GENERAL or len(modes) == 1))


def _clash(one: Event, other: Event, *, people: bool) -> bool:
    """Whether two rows contradict each other in date, place or, where `people` counts, in who and whom."""
    if one["date"] and other["date"] and not (one["date"] <= other["date_end"] and other["date"] <= one["date_end"]):
        return True
    if one["place"] and other["place"] and one["place"] != other["place"]:
        return True
    sides = ("actors", "recipients")
    return people and any(one[side] and other[side] and not _shares(one, other, side) for side in sides)


def _shares(one: Event, other: Event, side: str) -> bool:
    """Whether two rows name the same people on a side, by the last word of a name."""
    return not _last_words(one[side]).isdisjoint(_last_words(other[side]))


def _last_words(phrases: Sequence[str]) -> set[str]:
    return {phrase.split(" of ")[0].split()[-1].lower() for phrase in phrases if phrase.split()}


def _spans(event: Event) -> list[tuple[int, int]]:
    """Return the triggers of one telling: its own, and those of its parts that stand far from it."""
    return sorted({(event["trigger_start"], event["trigger_end"]), *event["mentions"]})


def _fullness(event: Event) -> tuple[int, int]:
    known = (event["date"], event["place_start"], event["actors"], event["recipients"])
    return sum(x is not None and x != [] for x in known), event["end"] - event["start"]


def _join(row: Event, again: Event) -> None:
    """Add a telling to `row`, which takes the words of the fuller one and keeps what only the other knows."""
    spans = sorted({*row["mentions"], *_spans(again)})
    fuller, other = (again, dict(row)) if _fullness(again) > _fullness(row) else (dict(row), again)
    names = {key: row[key] for key in ("id", "group")}
    row.update(fuller)  # type: ignore[typeddict-item]
    row.update(names)  # type: ignore[typeddict-item]
    for keys in (_WHEN, _WHERE, ("mode",), ("actors", "actor_spans"), ("recipients", "recipient_spans")):
        if not row[keys[0]] and other[keys[0]]:
            row.update({key: other[key] for key in keys})  # type: ignore[typeddict-item]
    if row["place_start"] is None and other["place_start"] is not None:
        row.update({key: other[key] for key in _WHERE})  # type: ignore[typeddict-item]
    row["mentions"] = spans
