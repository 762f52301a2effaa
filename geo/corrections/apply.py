"""Applying corrections to records, and what they reach there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple, cast

from geo.contract import ParsedArticle, Place
from geo.corrections import added, edits, items, kinds, names
from geo.corrections.answers import answer_of
from geo.corrections.items import Parts
from geo.corrections.kinds import (
    AddedEvent,
    AddedPlace,
    AddedQuote,
    Checked,
    Correction,
    DaysOfEvent,
    Elsewhere,
    Nothing,
    PeopleOfEvent,
    PlaceOfEvent,
    PlacesOfQuote,
    SpeakerOfQuote,
    StatusOfEvent,
    TypeOfEvent,
)
from geo.corrections.sentences import deed, says
from geo.corrections.targets import LISTS, Target, exact, overlapping, whole
from geo.records import digest


class Reach(NamedTuple):
    """How much a correction changes."""

    mentions: int
    events: int
    quotes: int
    articles: int


def correct(records: Sequence[ParsedArticle], corrections: Iterable[Correction]) -> list[ParsedArticle]:
    """Return the records as they are with corrections, one after the other.

    Those that no correction touches are the same objects; what a correction is of and can't be found is left as it is.
    """
    pile = _Pile(records)
    for correction in corrections:
        pile.apply(correction)
    return pile.records


def unmet(records: Sequence[ParsedArticle], corrections: Iterable[Correction]) -> list[Correction]:
    """Return those of some corrections, made one after the other, that find nothing in the records to be of."""
    pile = _Pile(records)
    return [correction for correction in corrections if not pile.apply(correction)]


def reach(records: Sequence[ParsedArticle], correction: Correction) -> Reach:
    """Return how many mentions, events, quotes and articles a correction changes."""
    counts = [0, 0, 0, 0]
    for old, new in zip(records, correct(records, [correction]), strict=True):
        if old is not new:
            found = [len(_changed(old[name], new[name])) for name in ("mentions", "events", "quotes")]
            counts = [count + more for count, more in zip(counts, (*found, 1), strict=True)]
    return Reach(*counts)


def _changed(old: Sequence[Any], new: Sequence[Any]) -> set[str]:
    """Return the items, all rows of an event or quote as one, that are other ones, new or gone."""
    if old is new:
        return set()
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    return {
        row.get("group", id)
        for rows, others in ((before, after), (after, before))
        for id, row in rows.items()
        if row is not others.get(id) and row != others.get(id)
    }


class _Pile:
    """Records while corrections change them."""

    def __init__(self, records: Sequence[ParsedArticle]) -> None:
        self.records = [*records]

    def apply(self, correction: Correction) -> bool:
        """Make a correction, and tell whether anything was found that it is of."""
        met = False
        for number in self._numbers(kinds.article_of(correction)):
            made = _corrected(self.records[number], correction)
            if made is not None:
                self.records[number] = made
                met = True
        return met

    def _numbers(self, article: str | None) -> Sequence[int]:
        return range(len(self.records)) if article is None else self._by_digest.get(article, ())

    @cached_property
    def _by_digest(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, record in enumerate(self.records):
            found.setdefault(digest(record["text"]), []).append(number)
        return found


def _corrected(record: ParsedArticle, correction: Correction) -> ParsedArticle | None:
    """Return a record with a correction, itself if that changes nothing, None if nothing in it is meant."""
    parts = _parts(record, correction)
    if parts is None:
        return None
    changed = {name: rows for name, rows in parts.items() if rows != record[name]}  # type: ignore[literal-required]
    if not changed:
        return record
    changed["places"] = items.places_of(record, changed, chosen(correction))
    log = [*record.get("corrections", []), _said(record, correction)]
    return cast(ParsedArticle, {**record, **changed, "corrections": log})


def _said(record: ParsedArticle, correction: Correction) -> str:
    """Return the sentence of a correction with the names as a record has them."""
    if not isinstance(correction, Elsewhere):
        return says(correction)
    if isinstance(correction.within, Target):
        return says(replace(correction, name=correction.within.text))
    found = dict.fromkeys(mention["text"] for mention in names.meant_by(record, correction))
    place = next((other["name"] for other in record["places"] if other["id"] == correction.old), correction.name)
    return says(replace(correction, name=", ".join(found) or place))


def chosen(correction: Correction) -> list[Place]:
    """Return the places that a correction brings along."""
    match correction:
        case Elsewhere(new=place) | PlaceOfEvent(new=place) | AddedPlace(place=place) | AddedEvent(place=place):
            return [place] if place else []
        case PlacesOfQuote(said_at=place, about=about) | AddedQuote(said_at=place, about=about):
            return [*([place] if place else []), *about]
        case _:
            return []


def _takes_away(correction: Correction) -> bool:
    """Tell whether a correction leaves nothing where it was: what overlaps there later is not meant once more."""
    match correction:
        case Elsewhere(new=new) | PlaceOfEvent(new=new):
            return new is None
        case _:
            return isinstance(correction, Nothing)


def _parts(record: ParsedArticle, correction: Correction) -> Parts | None:
    """Return the lists of a record as a correction has them, None if nothing in it is meant."""
    why = deed(correction)
    item = kinds.target(correction)
    if item is None:
        return names.every_mention(record, cast(Elsewhere, correction), why)
    rows = exact(record, item)
    match correction:
        case AddedPlace(place=place):
            return names.one_mention(record, rows, place, why) if rows else added.added_place(record, correction, why)
        case AddedQuote():
            return added.added_quote(record, rows, correction, why)
        case AddedEvent():
            return added.added_event(record, rows, correction, why)
    again = _takes_away(correction) and _said(record, correction) in record.get("corrections", [])
    rows = whole(record, item.kind, rows or ([] if again else overlapping(record, item)))
    if not rows:
        return None
    name = LISTS[item.kind]
    match correction:
        case Elsewhere(new=new):
            return names.one_mention(record, rows, new, why)
        case Nothing():
            return (
                names.one_mention(record, rows, None, why)
                if item.kind == "mention"
                else items.without(record, name, rows)
            )
        case Checked(answer=answer):
            return edits.checked(record, name, rows, why) if answer == answer_of(item.kind, rows) else None
        case PlaceOfEvent():
            return edits.place_of_event(record, rows, correction, why, again=again)
        case PlacesOfQuote(said_at=said_at, about=about):
            return edits.places_of_quote(record, rows, said_at, about, why)
        case PeopleOfEvent(actors=actors, recipients=recipients):
            return edits.people_of_event(record, rows, actors, recipients, why)
        case SpeakerOfQuote(speaker=speaker):
            fields = edits.speaker_of(record, speaker)
        case TypeOfEvent(type=code):
            fields = {"type": code, "mode": None}
        case StatusOfEvent(status=status):
            fields = {"status": status}
        case DaysOfEvent(date=first, date_end=last):
            fields = edits.days(first, last)
        case _:
            fields = {}
    return items.updated(record, name, rows, why, **fields)
