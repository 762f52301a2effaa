"""What each trigger of a text tells by itself: one telling each, before tellings are joined to events."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from geo.contract import DateExpression, Event, Precision, Status
from geo.language.coreference import coreference_of
from geo.language.events.arguments import Arguments
from geo.language.events.choice import Chooser
from geo.language.events.clause import clause_of, trigger_span
from geo.language.events.days import PAST, tense
from geo.language.events.intention import retype
from geo.language.events.lexicon import Lexicon
from geo.language.events.names import Spot
from geo.language.events.press import is_to_the_press
from geo.language.events.sense import Senses, sensed
from geo.language.events.spoken import Spoken
from geo.language.events.spots import Quoted, Spots
from geo.language.events.status import status_of
from geo.language.events.times import Times
from geo.language.events.triggers import Trigger, find_triggers
from geo.language.parse import Parse


@dataclass(slots=True)
class Telling:
    """An event as one trigger tells it."""

    trigger: Trigger
    event: Event
    places: list[tuple[Spot, str]]
    """Its places with the reason for each, the likeliest first."""
    place_ids: set[str]
    """The gazetteer's ids of these places."""
    spoken: bool
    """It stands between quotation marks."""
    sentence: int
    first: int
    """The tokens [first, past) of its clause."""
    past: int
    worth: float = 0.0
    """Probability that a reader wants it as an event."""
    weight: float = 0.0
    """Probability that an editor would put it on a map of the story."""
    heads: frozenset[str] = field(default_factory=frozenset)
    """The lemmas of its trigger words."""


class Tellings:
    """Reads the tellings of one parsed `Doc` that has its mentions, people, dates and quotes."""

    def __init__(self, doc: Doc, parse: Parse, lexicon: Lexicon, senses: Senses) -> None:
        self._parse = parse
        self._published: str | None = doc._.published
        self.triggers = sensed(parse, find_triggers(parse, lexicon), lexicon, senses)
        sentences = {parse.sent[t.anchor] for t in self.triggers}
        self.spots = Spots(parse, doc._.mentions, doc._.people, doc._.places, sentences)
        self.times = Times(parse, doc._.dates, self.triggers, doc._.published)
        self._chooser = Chooser(parse)
        self._quoted = Quoted(parse, doc._.quotes)
        self._spoken = Spoken(parse, doc._.quotes)
        self._arguments = Arguments(parse, lexicon, coreference_of(doc), self._spoken)

    def read(self) -> list[Telling]:
        """Return the tellings, sentence by sentence, the main clause first."""
        return [self._read(trigger) for trigger in self.triggers if not is_to_the_press(self._parse, trigger)]

    def _read(self, trigger: Trigger) -> Telling:
        parse, anchor = self._parse, trigger.anchor
        places = self._chooser.choose(trigger, self._quoted.keep(anchor, self.spots.near(anchor)))
        status = status_of(parse, anchor, trigger.noun, trigger.verb)
        spoken = self._spoken.around(anchor) is not None
        first, past = clause_of(parse, trigger)
        event = self._event(trigger, status, first, past, {spot.root for spot, _ in places})
        date, precision = self.times.of(trigger)
        if date is None and event["status"] == "happened" and not spoken and (date := self.times.going_on(trigger)):
            precision = date["precision"]
        if date and not _is_over(parse, trigger, status, date, self._published):
            _set_date(event, date, precision, self._published)
        ids = {m["place"] for spot, _ in places if (m := self.spots.mention_of(spot)) and m["place"]}
        return Telling(
            trigger, event, places, ids, spoken, parse.sent[anchor], first, past, heads=_heads(parse, trigger)
        )

    def _event(self, trigger: Trigger, status: Status, first: int, past: int, places: set[int]) -> Event:
        parse = self._parse
        type_, mode, status = retype(parse, trigger, status)
        actors, recipients = self._arguments.of(trigger, places)
        start, end = parse.start[first], parse.end[past - 1]
        trigger_first, trigger_last = trigger_span(parse, trigger.tokens)
        return {
            "id": "", "start": start, "end": end, "text": parse.text[start:end],
            "trigger_start": parse.start[trigger_first], "trigger_end": parse.end[trigger_last],
            "type": type_, "mode": mode, "status": status,
            "date": None, "date_end": None, "date_text": None, "date_precision": None,
            "place": None, "place_start": None, "place_end": None, "place_evidence": None, "place_score": None,
            "actors": [one["text"] for one in actors], "recipients": [one["text"] for one in recipients],
            "actor_spans": actors, "recipient_spans": recipients, "mentions": [], "group": "", "salience": 0.0,
            "why": "No place is given.",
        }  # fmt: skip


def _heads(parse: Parse, trigger: Trigger) -> frozenset[str]:
    tokens = (trigger.anchor, trigger.noun, *trigger.tokens)
    named = [t for t in tokens if t is not None and parse.pos[t] in ("NOUN", "PROPN", "VERB")]
    return frozenset(parse.lemma[t].lower() for t in named or [trigger.anchor])


def _is_over(parse: Parse, trigger: Trigger, status: Status, date: DateExpression, published: str | None) -> bool:
    """Whether a past clause tells an event, so that a day after publication is none of its own ("put off to May")."""
    past = tense(parse, trigger.anchor if trigger.verb is None else trigger.verb) in PAST
    return status == "happened" and past and published is not None and date["date"] > published


def _set_date(event: Event, date: DateExpression, precision: Precision | None, published: str | None) -> None:
    event["date"], event["date_end"], event["date_text"] = date["date"], date["date_end"], date["text"]
    event["date_precision"] = precision
    if event["status"] != "happened" or not published:
        return
    if precision == "since":
        event["date_end"] = max(published, date["date"])
    if date["date"] > published:
        event["status"] = "planned"
