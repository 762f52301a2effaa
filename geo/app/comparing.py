"""Events that several articles tell: each once, with its tellings side by side, and what they differ on."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from geo.across.events import Disagreement, Field, SharedEvent, TellingId, same_events
from geo.across.origins import origins_of
from geo.app import atlases, edits
from geo.app.shared import remembered
from geo.contract import Event, ParsedArticle
from geo.corrections import MOST_LISTED, OtherEvent, SameEvent, Target, target_of
from geo.corrections.targets import rows_of
from geo.ontology import event_type
from geo.records import digest
from geo.viewer import words

if TYPE_CHECKING:
    from geo.library import Change

MOST = 3_000
"""Articles up to which events are compared here: some twenty seconds' work."""
FIELDS: dict[Field, str] = {"place": "Where", "day": "When", "dead": "Dead", "hurt": "Hurt", "who": "Who did it"}
"""What a reader is told that tellings differ on."""
_KEPT = 8
"""Collections of which it is remembered."""


class Told(NamedTuple):
    """How one article tells an event."""

    article: str
    target: Target
    """What corrections know it by."""
    group: str
    at: int
    """Offset of the trigger."""
    outlet: str
    title: str
    published: str | None
    origin: int
    """Which of the origins it is of, from 1 on."""
    before: str
    trigger: str
    after: str
    """The sentence around the trigger."""
    place: str
    when: str
    status: str


class Differing(NamedTuple):
    """What tellings say of one field that they differ on."""

    field: str
    values: list[tuple[str, list[str], str]]
    """What is said, the outlets that say it, and the first sentence that does."""


class Entry(NamedTuple):
    """An event with its tellings, by day of publication."""

    what: str
    where: str
    when: str
    origins: int
    told: list[Told]
    differing: list[Differing]


@remembered(_KEPT)
def entries(article: str) -> list[Entry]:
    """Return the events that several articles behind an id of the address bar tell, the most told first.

    Raises:
        DatelineError: as `atlases.records`.
    """
    records = {record["id"]: record for record in atlases.each(article)}
    origins = origins_of(records.values())
    origin_of = {id: origin.first for origin in origins for id in origin.articles}
    known = _known(records, edits.log(article))
    found = [
        _entry(event, records, origin_of)
        for event in same_events(records.values(), origins, known=known)
        if len({telling.article for telling in event.tellings}) > 1
    ]
    return sorted(found, key=lambda entry: (-entry.origins, -len(entry.told)))


def _known(records: Mapping[str, ParsedArticle], changes: "Sequence[Change]") -> dict[frozenset[TellingId], bool]:
    """Return of which pairs of tellings a reader has said whether they are one event; the last word holds."""
    said = [change.correction for change in changes if not change.undone]
    said = [correction for correction in said if isinstance(correction, SameEvent | OtherEvent)]
    by_text: dict[str, list[ParsedArticle]] = {}
    for record in records.values() if said else ():
        by_text.setdefault(digest(record["text"]), []).append(record)

    def tellings(target: Target) -> list[TellingId]:
        rows = [(record["id"], row) for record in by_text.get(target.article, ()) for row in rows_of(record, target)]
        return list(dict.fromkeys(TellingId(id, row["group"]) for id, row in rows))

    found: dict[frozenset[TellingId], bool] = {}
    for correction in said:
        for one in tellings(correction.event):
            for other in (telling for target in correction.others for telling in tellings(target)):
                found[frozenset((one, other))] = isinstance(correction, SameEvent)
    return found


def same(chosen: Sequence[Entry]) -> SameEvent:
    """Return the correction that makes several entries one."""
    first, *others = (one.target for entry in chosen for one in entry.told)
    return SameEvent(first, tuple(others[:MOST_LISTED]))


def apart(entry: Entry, one: Told) -> OtherEvent:
    """Return the correction that takes one article's telling out of an entry."""
    others = [other.target for other in entry.told if other.article != one.article]
    return OtherEvent(one.target, tuple(others[:MOST_LISTED]))


def _entry(event: SharedEvent, records: Mapping[str, ParsedArticle], origin_of: Mapping[str, str]) -> Entry:
    numbers: dict[str, int] = {}
    told = []
    for telling in event.tellings:
        first = origin_of.get(telling.article, telling.article)
        told.append(_told(records[telling.article], telling, numbers.setdefault(first, len(numbers) + 1)))
    rows = [_row(records[telling.article], telling) for telling in event.tellings]
    (often, _), *_ = Counter(row["type"] for row in rows).most_common(1)
    what = event_type(often).label
    differing = [_differing(found, records) for found in event.disagreements]
    return Entry(what, _first(one.place for one in told), _when(rows), event.origins, _once(told), differing)


def _when(rows: Sequence[Event]) -> str:
    """Return when most of some tellings set an event, of those that name a day if any does."""
    dated = [row for row in rows if row["date"]]
    exact = [row for row in dated if row["date_precision"] == "day"]
    said = [words.span(row["date"], row["date_end"], row["date_precision"], weekday=False) for row in exact or dated]
    return Counter(said).most_common(1)[0][0] if said else ""


def _once(told: Sequence[Told]) -> list[Told]:
    """Return tellings without those that stand in a sentence of the same article that another one has."""
    found: dict[tuple[str, str], Told] = {}
    for one in told:
        found.setdefault((one.article, one.before + one.trigger + one.after), one)
    return list(found.values())


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _row(record: ParsedArticle, telling: TellingId) -> Event:
    return next(event for event in record["events"] if event["group"] == telling.group)


def _told(record: ParsedArticle, telling: TellingId, origin: int) -> Told:
    row = _row(record, telling)
    start, end = row["trigger_start"], row["trigger_end"]
    first, last = _sentence(record, start, end)
    text = record["text"]
    names = {place["id"]: place["name"] for place in record["places"]}
    target = target_of(record, "event", row["id"])
    if target is None:
        raise KeyError(row["id"])
    return Told(
        record["id"], target, telling.group, start, _outlet(record), record["title"] or "", record["published"], origin,
        _line(text[first:start]), _line(text[start:end]), _line(text[end:last]),
        names.get(row["place"] or "", ""), words.span(row["date"], row["date_end"], row["date_precision"]),
        words.STATUS[row["status"]][0],
    )  # fmt: skip


def _line(text: str) -> str:
    """Return a stretch of a text in one line, with a space where it begins or ends with one."""
    return " ".join(f"{text}.".split())[:-1] if not text[:1].isspace() else f" {_line(text.lstrip())}"


def _sentence(record: ParsedArticle, start: int, end: int) -> tuple[int, int]:
    sentences = record["sentences"]
    if not sentences:
        return start, end
    first, last = sentences[max(0, bisect_right([begin for begin, _ in sentences], start) - 1)]
    return min(first, start), max(last, end)


def _outlet(record: ParsedArticle) -> str:
    return record.get("publisher") or record["title"] or record["id"]


def _differing(found: Disagreement, records: Mapping[str, ParsedArticle]) -> Differing:
    by_value: dict[str, tuple[list[str], str]] = {}
    for value in found.values:
        record = records[value.telling.article]
        said = _said(found.field, value.value, record)
        outlets, _ = by_value.setdefault(said, ([], " ".join(record["text"][value.start : value.end].split())))
        if (outlet := _outlet(record)) not in outlets:
            outlets.append(outlet)
    return Differing(FIELDS[found.field], [(said, *rest) for said, rest in by_value.items()])


def _said(field: Field, value: str | int, record: ParsedArticle) -> str:
    if field == "place":
        return next((place["name"] for place in record["places"] if place["id"] == value), str(value))
    return words.day(str(value)) if field == "day" else f"{value:,}" if isinstance(value, int) else value
