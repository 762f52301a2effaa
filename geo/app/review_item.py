"""One item of a review: what is shown of it, and what a person may say of it."""

from types import SimpleNamespace
from typing import Any, NamedTuple

from geo.app import listing
from geo.app.choose_place import MOST, candidates, lines, of_article
from geo.contract import ParsedArticle, Place
from geo.corrections import (
    Answer,
    Correction,
    Elsewhere,
    Nothing,
    PlaceOfEvent,
    SpeakerOfQuote,
    Target,
    answer_of,
)
from geo.corrections.targets import Kind, rows_of
from geo.maps.palette import MENTION
from geo.ontology import event_type
from geo.places import where
from geo.review import LIKELY, Item
from geo.viewer import words
from geo.viewer.cards import QUOTE, segments

_AROUND, _LONGEST = 400, 2_000
"""Characters of the text that are shown at most before and behind an item, and of itself."""
_NONE: dict[Kind, str] = {"mention": "No place", "event": "Not an event", "quote": "Not a quote"}


class Choice(NamedTuple):
    """Something that may be right instead."""

    name: str
    about: str
    """What it is, and where."""
    correction: Correction
    place: Place | None


class Asked(NamedTuple):
    """An item that is asked for, as its article has it now."""

    item: Item
    record: ParsedArticle
    rows: list[Any]
    """All of an event or a quote."""

    @property
    def row(self) -> Any:
        """The row that is in doubt."""
        return next((row for row in self.rows if row["id"] == self.item.item), self.rows[0])

    @property
    def target(self) -> Target:
        """What a correction is of."""
        return self.item.target

    @property
    def answer(self) -> Answer:
        """What a check confirms."""
        return answer_of(self.target.kind, self.rows)


def asked(record: ParsedArticle | None, item: Item) -> Asked | None:
    """Return an item of an article, None where it is there no more."""
    rows = rows_of(record, item.target) if record else []
    return Asked(item, record, rows) if record and rows else None


def is_settled(asked: Asked) -> bool:
    """Tell whether a name has its place by what was said of another one of its article."""
    return asked.target.kind == "mention" and asked.row["place"] != asked.item.place


def places(asked: Asked) -> list[Place]:
    """Return the places that an item has now."""
    ids = dict.fromkeys((*asked.answer.places, *asked.answer.about))
    return [place for place in asked.record["places"] if place["id"] in ids]


def choices(asked: Asked) -> list[Choice]:
    """Return what may be right instead, the likeliest first: another place or, of a quote, another speaker."""
    match asked.target.kind:
        case "mention":
            return _meanings(asked)
        case "event":
            return _scenes(asked)
        case "quote":
            return _speakers(asked)


def instead(asked: Asked, reach: str | None) -> str:
    """Return what stands over the choices: what they would change and, where that can be chosen, how far."""
    match asked.target.kind:
        case "mention":
            return f"Or, {reach[0].lower()}{reach[1:]}, is it" if reach else "Or is it"
        case "event":
            return "Or was it in"
        case "quote":
            return "Or was it said by"


def none(asked: Asked) -> Choice:
    """Return that an item is none at all."""
    kind = asked.target.kind
    return Choice(_NONE[kind], "", _moved(asked, None) if kind == "mention" else Nothing(asked.target), None)


def away(asked: Asked) -> Choice | None:
    """Return that an event is not at its place, None for what has none."""
    if asked.target.kind != "event" or asked.row["place"] is None:
        return None
    return Choice("Not here", "", PlaceOfEvent(asked.target, asked.row["place"], None), None)


def _meanings(asked: Asked) -> list[Choice]:
    row = asked.row
    found = {place["id"]: place for place in candidates([row], but=row["place"])}
    likely = [other for other in row["candidates"] if other["score"] >= LIKELY]
    sure = {other["place"]: f" · {words.percent(other['score'])}" for other in likely}
    return [
        Choice(place["name"], _where(place) + sure.get(id, ""), _moved(asked, place), place)
        for id, place in list(found.items())[:MOST]
    ]


def _moved(asked: Asked, new: Place | None) -> Elsewhere:
    """Return that a name means another place, or none, in all of its article."""
    return Elsewhere(asked.row["place"], new, asked.row["text"], asked.target.article)


def _scenes(asked: Asked) -> list[Choice]:
    """Return the places that an event may have happened at: those of its sentence, what its name may mean, the rest."""
    row, record = asked.row, asked.record
    start, end = _sentence(record, row["trigger_start"], row["trigger_end"])
    named = [mention for mention in record["mentions"] if start <= mention["start"] and mention["end"] <= end]
    near = sorted(named, key=lambda mention: abs(mention["start"] - row["trigger_start"]))
    by_id = {place["id"]: place for place in record["places"]}
    beside = [by_id[mention["place"]] for mention in near if mention["place"] in by_id]
    span = (row["place_start"], row["place_end"])
    meant = candidates([mention for mention in named if (mention["start"], mention["end"]) == span], but=row["place"])
    found = {place["id"]: place for place in (*beside, *of_article(record), *meant)}
    taken = {other["place"] for other in asked.rows}
    return [
        Choice(place["name"], _where(place), PlaceOfEvent(asked.target, row["place"], place), place)
        for id, place in found.items()
        if id not in taken
    ][:MOST]


def _speakers(asked: Asked) -> list[Choice]:
    """Return who else may have said a quote, those first who are named nearest to it."""
    row, record = asked.row, asked.record
    people = [*record["people"], *record.get("bodies", ())]
    near = sorted(
        (min(abs(start - row["start"]) for start, _ in person["mentions"]), person["name"])
        for person in people
        if person["mentions"] and person["name"] != row["speaker"]
    )
    return [
        Choice(name, "", SpeakerOfQuote(asked.target, name), None) for name in dict.fromkeys(name for _, name in near)
    ][:MOST]


def _where(place: Place) -> str:
    return where(SimpleNamespace(**place))


# ---- as a browser shows it


def card(asked: Asked) -> dict[str, Any]:
    """Return what is shown of an item: its sentence with what is around it, what the engine says, why it is asked."""
    start, end, marks = _marks(asked)
    before, behind = _around(asked.record, start, end)
    return {
        "label": _label(asked),
        "category": _category(asked),
        "article": listing.label(asked.record),
        "before": _clipped(asked.record["text"][before:start], from_end=True),
        "segments": segments(asked.record["text"][start:end], start, marks),
        "behind": _clipped(asked.record["text"][end:behind], from_end=False),
        "facts": _facts(asked),
        "why": asked.item.why,
        "spot": {"article": asked.record["id"], "at": asked.target.start},
    }


def _label(asked: Asked) -> str:
    match asked.target.kind:
        case "mention":
            return "Place"
        case "event":
            return event_type(asked.row["type"]).label
        case "quote":
            return "Quote" if asked.row["direct"] else "Reported words"


def _category(asked: Asked) -> str | None:
    match asked.target.kind:
        case "mention":
            return MENTION
        case "event":
            return event_type(asked.row["type"]).category
        case "quote":
            return QUOTE


def _marks(asked: Asked) -> tuple[int, int, list[tuple[int, int, str]]]:
    """Return the sentences of an item and what is marked in them: the item, and what it has its place or speaker by."""
    row, others = asked.row, []
    match asked.target.kind:
        case "mention":
            marks = [(row["start"], row["end"], "place")]
        case "event":
            marks = [(row["trigger_start"], row["trigger_end"], "trigger")]
            others = [(row["place_start"], row["place_end"], "place")]
        case "quote":
            marks = [(part["start"], part["end"], "quote") for part in asked.rows]
            others = [(row["speaker_start"], row["speaker_end"], "who")]
    first, past = min(mark[0] for mark in marks), max(mark[1] for mark in marks)
    start, end = _sentence(asked.record, first, past)
    start, end = max(start, first - _AROUND), min(end, max(first + _LONGEST, min(past, first + _LONGEST) + _AROUND))
    return start, end, [*marks, *(mark for mark in others if mark[0] is not None)]


def _sentence(record: ParsedArticle, start: int, end: int) -> tuple[int, int]:
    """Return where the sentences begin and end that a stretch of an article stands in."""
    over = [span for span in record["sentences"] if span[0] < end and start < span[1]]
    return min([start, *(first for first, _ in over)]), max([end, *(past for _, past in over)])


def _around(record: ParsedArticle, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence before a stretch begins and the one behind it ends."""
    before = max((first for first, past in record["sentences"] if past <= start), default=start)
    behind = min((past for first, past in record["sentences"] if first >= end), default=end)
    return before, behind


def _clipped(text: str, *, from_end: bool) -> str:
    if len(text) <= _AROUND:
        return text
    return "… " + text[-_AROUND:].lstrip() if from_end else text[:_AROUND].rstrip() + " …"


def _facts(asked: Asked) -> list[tuple[str, str]]:
    """Return what the engine says of an item: pairs of what it is and how it stands."""
    row, item = asked.row, asked.item
    by_id = lines(asked.record["places"])

    def named(ids: tuple[str, ...], otherwise: str) -> str:
        return "; ".join(by_id[id] for id in ids if id in by_id) or otherwise

    match asked.target.kind:
        case "mention":
            facts = [("Means", named(asked.answer.places, "No place that is known: it is not on the map"))]
            if item.mentions > 1:
                within = f" in {words.number(item.articles, 'article')}" if item.articles > 1 else ""
                facts.append(("Named", words.number(item.mentions, "time") + within))
            return facts
        case "event":
            status, _ = words.STATUS[row["status"]]
            who = ", ".join(row["actors"]) or "Nobody who is named"
            whom = ", ".join(row["recipients"])
            return [
                ("What", event_type(row["type"]).label),
                ("Where", named(asked.answer.places, "No place is known")),
                ("When", words.span(row["date"], row["date_end"], row["date_precision"]) or "No day is known"),
                ("Status", status),
                ("Who", f"{who} → {whom}" if whom else who),
            ]
        case "quote":
            return [
                ("Who", row["speaker"] or "Nobody who is named"),
                ("Said in", named(asked.answer.places, "No place is told")),
                ("About", named(asked.answer.about, "No place")),
            ]
