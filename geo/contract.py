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
SaidAtEvidence = Literal["clause", "venue", "run", "speaker", "scene", "dateline"]
"""What says where words were said: the clause that brings them in; a gathering or house that they are said to or at;
the same speaker's words before; the place beside the speaker; a sentence before or the paragraph's opening; the
article's dateline, which is only a guess."""
Precision = Literal["day", "days", "week", "month", "season", "year", "years", "since", "around"]
"""How exactly days are known; "around": no text says them, they are those up to publication, in which news happens."""
MINOR = 0.5
"""Salience below which an event is minor: listed one step away from the events of the story, never left out."""
DOUBTFUL = 0.5
"""Probability of a place below which it is doubtful: more likely than not, its name means another place or none."""
PlaceEvidence = Literal["clause", "sentence", "telling", "territory", "scene", "dateline", "story"]
"""What tells where an event happened: a name in its own clause, elsewhere in its sentence, in the sentence of another
telling; on whose ground its actors act; the places named or set around it; the dateline; the story's main place."""
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
    outline: NotRequired[str]
    """GeoJSON of the line or area of a place of somebody's own, as text; the gazetteer's are known by their ids."""


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
    of: NotRequired[str]
    """Where a description stands for the name, the mention that it is told by: of "Syrian" in "the Syrian capital"."""


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

    id: str
    name: str
    """The fullest name that the article gives, without titles."""
    roles: list[str]
    """Titles and roles as the article words them: "French President", "prosecutor"."""
    gender: Literal["f", "m"] | None
    mentions: list[tuple[int, int]]


class Body(TypedDict):
    """One organisation, team, army, paper or agency of the article with all of its mentions."""

    id: str
    name: str
    """The fullest name that the article gives, without article, but for a paper's: The Times."""
    kinds: list[str]
    """What its name shows it to be: agency, company, paper, team ..., empty where it shows nothing."""
    mentions: list[tuple[int, int]]
    """By name and by description: the agency."""


class Span(TypedDict):
    """One who acts in an event or is acted upon, where the text names them nearest to the event."""

    start: int
    end: int
    text: str
    """As in `actors` or `recipients`."""
    id: str | None
    """Id of the person or body, None for somebody without a name."""


class Quote(TypedDict):
    """One stretch of quoted or reported words."""

    id: str
    start: int
    end: int
    text: str
    direct: bool
    speaker: str | None
    speaker_id: NotRequired[str | None]
    """Id of the person or body, None where the speaker has no name."""
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    date: str | None
    date_end: str | None
    date_text: str | None
    said_at: str | None
    """Where the words were said, as far as the article tells; a bare dateline is no more than a weak link."""
    said_at_evidence: SaidAtEvidence | None
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
    """The mention in its clause that gave the place, None where it was inferred."""
    place_end: int | None
    place_evidence: PlaceEvidence | None
    place_score: float | None
    """Calibrated probability that the place is right, 0 to 1; None where there is no place."""
    actors: list[str]
    recipients: list[str]
    actor_spans: NotRequired[list[Span]]
    """One for each of `actors`, in their order."""
    recipient_spans: NotRequired[list[Span]]
    mentions: list[tuple[int, int]]
    """The triggers of all its tellings in the article, this one among them."""
    salience: float
    """How much it matters in its story, 0 to 1: the probability that an editor would put it on a map of the story."""
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
    evidence: NotRequired[str]
    """The kind of evidence, for links of events and quotes."""
    weak: NotRequired[bool]
    """A guess, neither drawn as certain nor counted."""


class DatelineRecord(TypedDict):
    """Where and when a story was filed; `place` and `date` are character spans."""

    start: int
    end: int
    place: tuple[int, int] | None
    date: tuple[int, int] | None


class SectionRecord(TypedDict):
    """A part of the text with a subject of its own, which is a character span."""

    start: int
    end: int
    subject: tuple[int, int] | None


class DocumentRecord(TypedDict):
    """The structure of a text; see `geo.language.document.Document` for what each part means."""

    paragraphs: list[tuple[int, int]]
    blocks: list[tuple[int, int, str]]
    """Start, end and kind of stretches of one kind, in order."""
    datelines: list[DatelineRecord]
    sections: list[SectionRecord]


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
    bodies: NotRequired[list[Body]]
    quotes: list[Quote]
    events: list[Event]
    links: list[Link]
    corrections: NotRequired[list[str]]
    """What a person changed in it, in sentences."""
