"""The kinds of corrections."""

from dataclasses import dataclass

from geo.contract import Place, Status
from geo.corrections.answers import Answer
from geo.corrections.targets import Target


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All names that mean one place mean another one, or none."""

    old: str | None
    """Id of the wrong place; None for a name that was not placed."""
    new: Place | None
    """The right place; None where the names are no places at all."""
    name: str | None = None
    """The name that was not placed; otherwise only what the log calls the wrong place."""
    within: Target | str | None = None
    """One mention, the digest of one article, or None for all articles, those that come later among them."""
    everywhere: str | None = None
    """What it has in common with itself in other collections, where it was made in all of them at once."""


@dataclass(frozen=True, slots=True)
class PlaceOfEvent:
    """An event happened at another place than at one of its places, or not there."""

    event: Target
    old: str | None
    new: Place | None


@dataclass(frozen=True, slots=True)
class TypeOfEvent:
    """An event is of another type."""

    event: Target
    type: str


@dataclass(frozen=True, slots=True)
class StatusOfEvent:
    """An event has another status."""

    event: Target
    status: Status


@dataclass(frozen=True, slots=True)
class DaysOfEvent:
    """An event happened on other days: from a first to a last one, or on none that is known."""

    event: Target
    date: str | None
    date_end: str | None


@dataclass(frozen=True, slots=True)
class PeopleOfEvent:
    """Others act in an event, or are acted upon."""

    event: Target
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacesOfQuote:
    """A quote was said at another place, or is about others."""

    quote: Target
    said_at: Place | None
    about: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SpeakerOfQuote:
    """Somebody else said a quote, or nobody who is named."""

    quote: Target
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Nothing:
    """An item is none: an event at all of its places, a quote with all parts, one mention of a name."""

    item: Target


@dataclass(frozen=True, slots=True)
class AddedPlace:
    """Words that name a place were missed."""

    mention: Target
    place: Place


@dataclass(frozen=True, slots=True)
class AddedQuote:
    """Words that somebody said were missed."""

    quote: Target
    speaker: str | None
    said_at: Place | None = None
    about: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedEvent:
    """Words that tell an event were missed."""

    event: Target
    type: str
    status: Status = "happened"
    place: Place | None = None
    date: str | None = None
    date_end: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on an item."""

    item: Target
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An item was looked at and is right, as it was then: another answer of another engine it does not vouch for."""

    item: Target
    answer: Answer
    corrected: bool = False
    """Whether a person had corrected something of it first, so that the engine was wrong."""


@dataclass(frozen=True, slots=True)
class SameEvent:
    """What other articles tell is the same event."""

    event: Target
    others: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """What other articles tell is another event."""

    event: Target
    others: tuple[Target, ...]


Correction = (
    Elsewhere
    | PlaceOfEvent
    | TypeOfEvent
    | StatusOfEvent
    | DaysOfEvent
    | PeopleOfEvent
    | PlacesOfQuote
    | SpeakerOfQuote
    | Nothing
    | AddedPlace
    | AddedQuote
    | AddedEvent
    | Note
    | Checked
    | SameEvent
    | OtherEvent
)
BESIDE = (Note, SameEvent, OtherEvent)
"""Kinds that say something beside what the engine reads, which they leave as it is."""


def target(correction: Correction) -> Target | None:
    """Return the item that a correction is of; None for names in an article or in all."""
    match correction:
        case Elsewhere():
            return correction.within if isinstance(correction.within, Target) else None
        case AddedPlace():
            return correction.mention
        case PlacesOfQuote() | SpeakerOfQuote() | AddedQuote():
            return correction.quote
        case Nothing() | Note() | Checked():
            return correction.item
        case _:
            return correction.event


def article_of(correction: Correction) -> str | None:
    """Return the digest of the article that a correction is of; None for all articles."""
    if isinstance(correction, Elsewhere) and isinstance(correction.within, str):
        return correction.within
    item = target(correction)
    return item.article if item else None
