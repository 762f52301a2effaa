"""The engine's records: what the components write on a `Doc`, what `geo parse` prints, what the atlas reads.

They are plain dictionaries of plain values, so that spaCy can serialise a `Doc` that carries them between
processes and a line of JSON is the record itself. All offsets are character offsets into the article's text,
start inclusive, end exclusive. Coordinates are WGS 84 degrees. Dates are ISO 8601 days (`2015-11-26`).
"""

from typing import Literal, NotRequired, TypedDict

MentionKind = Literal["name", "demonym", "organisation"]
"""How a mention names its place: by its name, by a demonym (Russian), or within an organisation's name."""

PlaceKind = Literal[
    "continent",
    "region",
    "country",
    "admin1",
    "admin2",
    "city",
    "district",
    "facility",
    "airport",
    "sea",
    "lake",
    "physical",
]

Status = Literal["happened", "planned", "possible", "denied"]
Precision = Literal["day", "days", "week", "month", "season", "year", "years", "since", "around"]
"""How exactly days are known; "around": no text says them, they are those up to publication, in which news happens."""
DateEvidence = Literal["clause", "clause above", "telling", "story", "publication"]
"""How the days of an event are known: its clause or one above it in the sentence says them, another telling of the
event does, the story has named them last, or nothing does and they are those before publication (inferred)."""


class Place(TypedDict):
    """One resolved place."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    """Name of the country, None for seas, continents and regions of several countries."""
    country_code: str | None
    """ISO 3166-1 alpha-2."""
    admin1: str | None
    """Name of the first-level division."""
    lat: float
    lon: float
    population: int


class Candidate(TypedDict):
    """One place that a toponym could mean."""

    place: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    score: float
    """Calibrated probability, 0 to 1."""


class Mention(TypedDict):
    """One toponym in the text and what it was resolved to."""

    id: str
    start: int
    end: int
    text: str
    kind: MentionKind
    place: str | None
    score: float
    why: str
    coarse: bool
    """The place is a coarser one that contains what is named (Damascus Airport -> Damascus)."""
    candidates: list[Candidate]


class DateExpression(TypedDict):
    """One date expression, resolved against the day of publication."""

    start: int
    end: int
    text: str
    date: str
    date_end: str
    """Last day of the stretch, the same as `date` for a single day."""
    precision: Precision


class Person(TypedDict):
    """One person of the article with all of their mentions."""

    name: str
    """The fullest name that the article gives, without titles."""
    roles: list[str]
    """Titles and roles as the article words them: "French President", "prosecutor"."""
    gender: Literal["f", "m"] | None
    mentions: list[tuple[int, int]]


class Quote(TypedDict):
    """One stretch of quoted or reported words."""

    id: str
    start: int
    end: int
    text: str
    direct: bool
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    date: str | None
    date_end: str | None
    date_text: str | None
    said_at: str | None
    about: list[str]
    group: str
    why: str


class Event(TypedDict):
    """One event at one place; an event at several places is a row a place with one `group`."""

    id: str
    start: int
    """The clause that tells it."""
    end: int
    text: str
    trigger_start: int
    trigger_end: int
    type: str
    mode: str | None
    status: Status
    date: str | None
    date_end: str | None
    date_text: str | None
    date_precision: Precision | None
    date_evidence: NotRequired[DateEvidence | None]
    place: str | None
    place_start: int | None
    place_end: int | None
    actors: list[str]
    recipients: list[str]
    mentions: list[tuple[int, int]]
    """The triggers of all its tellings in the article, this one among them."""
    group: str
    why: str


class Link(TypedDict):
    """Why one item (event, quote or mention) hangs on one place."""

    item: str
    """Id of the event, quote or mention."""
    place: str
    role: Literal["happened", "said_at", "about", "from", "organisation", "government", "mentioned"]
    start: int | None
    """The mention that gave the place, None where it was inferred."""
    end: int | None
    why: str


class ParsedArticle(TypedDict):
    """One line of `geo parse`."""

    id: str
    title: str | None
    published: str | None
    publisher: NotRequired[str | None]
    author: NotRequired[str | None]
    source: NotRequired[str | None]
    text: str
    sentences: list[tuple[int, int]]
    mentions: list[Mention]
    places: list[Place]
    dates: list[DateExpression]
    people: list[Person]
    quotes: list[Quote]
    events: list[Event]
    links: list[Link]
    corrections: NotRequired[list[str]]
    """What a person changed in it, in sentences."""
