"""Corrections in plain English, for the log and for the items that they change."""

from collections.abc import Sequence
from datetime import date

from geo.contract import Place
from geo.corrections.kinds import (
    AddedEvent,
    AddedPlace,
    AddedQuote,
    Checked,
    Correction,
    DaysOfEvent,
    Elsewhere,
    Note,
    Nothing,
    OtherEvent,
    PeopleOfEvent,
    PlaceOfEvent,
    PlacesOfQuote,
    SameEvent,
    SpeakerOfQuote,
    StatusOfEvent,
    TypeOfEvent,
    target,
)
from geo.corrections.targets import Target
from geo.ontology import event_type

CHECKED = "A reader checked it."
"""What is said of an item that was found right."""
_MOST_QUOTED = 80
"""Characters of an item's words that the log repeats."""


def says(correction: Correction) -> str:
    """Return what a correction does as a sentence: "“raid”: A reader changed its type to Protest."."""
    return f"{_subject(correction)}: {deed(correction)}"


def deed(correction: Correction) -> str:
    """Return what a reader did, as a sentence in one line to stand with the item."""
    return " ".join(_deed(correction).split())


def _deed(correction: Correction) -> str:
    match correction:
        case Elsewhere(new=new):
            return _chose(new) if new else "A reader said that this is no place."
        case PlaceOfEvent(new=new):
            return _chose(new) if new else "A reader said that it is not here."
        case PlacesOfQuote():
            return _places(correction)
        case TypeOfEvent(type=code):
            return f"A reader changed its type to {event_type(code).label}."
        case StatusOfEvent(status=status):
            return f"A reader changed its status to {status}."
        case DaysOfEvent(date=first, date_end=last):
            return f"A reader set it {_days(first, last)}." if first else "A reader took its day away."
        case PeopleOfEvent(actors=actors, recipients=recipients):
            return f"A reader set who acts ({_names(actors)}) and who is acted upon ({_names(recipients)})."
        case SpeakerOfQuote(speaker=speaker):
            return f"A reader said that {speaker} said it." if speaker else "A reader took its speaker away."
        case Nothing():
            return "A reader took it away."
        case AddedPlace(place=place):
            return f"A reader added it as {called(place)}."
        case AddedQuote() | AddedEvent():
            return "A reader added it."
        case Note(text=text):
            return f"A reader notes: {text}"
        case Checked():
            return CHECKED
        case SameEvent(others=others):
            return f"A reader said that it is the same event as {_quoted(others)}."
        case OtherEvent(others=others):
            return f"A reader said that it is another event than {_quoted(others)}."


def called(place: Place) -> str:
    """Return the name of a place with where it lies: "Lille, France"."""
    context = place["admin1"] or place["country"]
    return f"{place['name']}, {context}" if context and context != place["name"] else place["name"]


def _chose(place: Place) -> str:
    return f"A reader chose {called(place)}."


def _subject(correction: Correction) -> str:
    if isinstance(correction, Elsewhere):
        name = " ".join((correction.name or "A place").split())
        if isinstance(correction.within, Target):
            return f"{name}, here"
        if correction.within:
            return f"{name}, in this article"
        return f"{name}, in all collections" if correction.everywhere else name
    item = target(correction)
    return _quoted([item] if item else [])


def _quoted(items: Sequence[Target]) -> str:
    """Return the words of items, short."""
    words = ", ".join(dict.fromkeys(" ".join(item.text.split()) for item in items))
    return f"“{words if len(words) <= _MOST_QUOTED else words[:_MOST_QUOTED].rstrip() + '…'}”"


def _places(correction: PlacesOfQuote) -> str:
    said = f"said in {called(correction.said_at)}" if correction.said_at else "said at no place"
    about = f"about {_names([called(place) for place in correction.about])}" if correction.about else "about no place"
    return f"A reader set it as {said}, {about}."


def _days(first: str, last: str | None) -> str:
    if last is None or last == first:
        return f"on {_day(first)}"
    return f"from {_day(first)} to {_day(last)}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def _names(names: tuple[str, ...] | list[str]) -> str:
    if len(names) < 2:
        return "".join(names) or "nobody"
    return f"{', '.join(names[:-1])} and {names[-1]}"
