"""What one visitor's session holds, beside the view, which the address bar has, and what widgets keep by their keys."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from geo.corrections import Kind
from geo.maps import Part

if TYPE_CHECKING:
    from geo.app.draft import Draft
    from geo.app.jobs import Job
    from geo.app.review_state import Review
    from geo.gazetteer.own import OwnPlace
    from geo.library import Kept, Order


@dataclass(slots=True)
class Own:
    """Something that this visitor added, or made by a correction or by asking a geocoder."""

    label: str
    token: str | None = None
    """Deletes it from the store; None where it is not there."""
    note: str = ""
    """Why it has no lasting link."""


class Undo(NamedTuple):
    """What a correction began with: the article, and the place that was chosen."""

    article: str
    place: str


class Names(NamedTuple):
    """All names that mean a place are to be corrected."""

    place: str


class Items(NamedTuple):
    """One of some items of an article is to be corrected: the kind and id of each."""

    article: str
    items: tuple[tuple[Kind, str], ...]
    asked: "Order | None" = None
    """The order in which a review asked for it."""
    note: bool = False
    """Whether a note is to be written, an answer say."""


class Missed(NamedTuple):
    """Words of an article, from an offset to another, are to be added as what was missed."""

    article: str
    start: int
    end: int


class Target(NamedTuple):
    """Where in which article the reading page is to show, and the how manieth such wish that is."""

    article: str | None
    at: int
    count: int


@dataclass(slots=True)
class Visit:
    """All that is remembered of one visit."""

    address: dict[str, str] | None = None
    """What the address bar said when it and the session were brought together last."""
    flights: int = 0
    """How often the map was sent somewhere."""
    clicks: dict[str, str] = field(default_factory=dict)
    """The last click of each map, which is reported more than once."""
    cards: tuple[str, int] = ("", 0)
    """How many cards the sections of which panel are to have, where a reader has asked for more."""
    views: dict[str, Part] = field(default_factory=dict)
    """The part of the world that each map of many places shows."""
    missing: bool = False
    """Whether what the map can't show was asked for on it."""
    opened: set[str] = field(default_factory=set)
    """Articles that were shown; others appear behind a picture of the page to come."""
    target: Target | None = None
    turned: int = 0
    """The last target that the reading page has turned to."""
    told: str = ""
    """What came of the last click, to be shown once."""

    own: dict[str, Own] = field(default_factory=dict)
    """What this visitor added, by its id."""
    theirs: "list[Kept] | None" = None
    """Their collections in the library as they were looked up last, at `theirs_at`; None to look anew."""
    theirs_at: float = 0.0
    gone: list[str] = field(default_factory=list)
    """Ids that the visitor's browser is to forget."""
    remembered: bool = False
    """Whether what the browser kept of earlier visits was taken."""
    kept: dict[str, "Kept | None"] = field(default_factory=dict)
    """Since and until when the store keeps what was looked at."""

    wrong: Names | Items | Missed | None = None
    """What the dialog of corrections is to be opened for."""
    corrected: dict[str, Undo] = field(default_factory=dict)
    noted: set[int] = field(default_factory=set)
    """The notes that they wrote in this visit, by their numbers in the log."""
    review: "Review | None" = None
    """How far they are in the review of what they reviewed last."""
    looked_up: dict[str, str] = field(default_factory=dict)
    """What a geocoder said, by the article."""

    naming: bool = False
    """Whether the dialog for the name of a new collection is to be opened."""
    opening: bool = False
    """Whether the map is to be turned to."""
    placing: "OwnPlace | str | None" = None
    """The place of somebody's own that the dialog is to be opened for; "" for a new one."""
    removed: "tuple[str, dict[str | None, list[OwnPlace]]] | None" = None
    """The collection on whose page places were removed last, and those by what they were of, None for all."""
    editable: dict[str, str] = field(default_factory=dict)
    """The editable link that was made last: its key, by the collection."""

    feed_job: "Job[str] | None" = None
    """A feed that is being asked."""

    adding: bool = False
    """Whether the dialog that takes articles is open."""
    draft: "Draft | None" = None
    checks: int = 0
    """How often articles came to be looked at; names the choice of columns and the table of details of each time."""
    claimant: str = ""
    """For whom work is queued where visitors have no address of their own."""


def visit() -> Visit:
    """Return what is remembered of this visit."""
    found: Visit = st.session_state.setdefault("_visit", Visit())
    return found
