"""Events: what happened, to whom, when and where, and whether it did."""

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Event
from geo.language import extensions  # noqa: F401
from geo.language.events.arguments import actors_and_recipients
from geo.language.events.choice import Chooser
from geo.language.events.intention import is_intended, retype
from geo.language.events.lexicon import Lexicon, event_type_names
from geo.language.events.setting import Setting
from geo.language.events.spots import Quoted, Spot, Spots
from geo.language.events.status import status_of
from geo.language.events.telling import merge_tellings
from geo.language.events.times import Times
from geo.language.events.triggers import HAPPENINGS, Trigger, find_triggers
from geo.language.parse import Parse, parse_of
from geo.paths import DATA

TRIGGERS = DATA / "lexicons" / "triggers.tsv"
_CLAUSES = frozenset({"conj", "parataxis", "relcl", "advcl", "ccomp"})


@Language.factory("events", assigns=["doc._.events"], default_config={"triggers": None})
class Events:
    """Fill `doc._.events` from the parse, the mentions and the dates.

    The setting `triggers` names a further file of triggers, in the form of `data/lexicons/triggers.tsv`, whose entries
    overrule those of the project.

    Raises:
        DatelineError: a line of the lexicon is malformed.
    """

    def __init__(self, nlp: Language, name: str, triggers: str | None) -> None:
        self.name = name
        self._lexicon = Lexicon([TRIGGERS, *([Path(triggers)] if triggers else [])], event_type_names())

    def __call__(self, doc: Doc) -> Doc:
        """Write the events of `doc`, sentence by sentence, the main clause first, and return the same `Doc`."""
        doc._.events = []
        if len(doc) and doc.has_annotation("DEP"):
            doc._.events = find_events(doc, self._lexicon)
        return doc


def find_events(doc: Doc, lexicon: Lexicon) -> list[Event]:
    """Return the events of a parsed `Doc` that has its mentions, people and dates."""
    parse = parse_of(doc)
    triggers = find_triggers(parse, lexicon)
    spots = Spots(parse, doc._.mentions, doc._.people, doc._.places, {parse.sent[t.anchor] for t in triggers})
    times = Times(parse, doc._.dates, triggers)
    chooser = Chooser(parse, {t.noun for t in triggers if t.noun is not None})
    quoted = Quoted(parse, doc._.quotes)
    events: list[Event] = []
    for trigger in triggers:
        near = spots.of_sentence[parse.sent[trigger.anchor]]
        places = chooser.choose(trigger, quoted.keep(trigger.anchor, near))
        date, precision = times.of(trigger)
        dated = date is not None
        if trigger.noun is not None and trigger.type not in HAPPENINGS:
            dated = times.is_dated(trigger.noun)
        if trigger.weak and not places and not dated and not is_intended(parse, trigger):
            continue
        event = _event(parse, trigger, {s.root for s, _ in places})
        if date:
            event["date"], event["date_end"], event["date_text"] = date["date"], date["date_end"], date["text"]
            event["date_precision"] = precision
            if precision == "since" and doc._.published and event["status"] == "happened":
                event["date_end"] = max(doc._.published, date["date"])
            if event["status"] == "happened" and doc._.published and date["date"] > doc._.published:
                event["status"] = "planned"
        events += _at_places(event, places, spots, len(events))
    Setting(doc, parse).place(events)
    return merge_tellings(parse, events)


def _event(parse: Parse, trigger: Trigger, places: set[int]) -> Event:
    start, end = _clause(parse, trigger)
    status = status_of(parse, trigger.anchor, trigger.noun, trigger.verb)
    type_, mode = retype(parse, trigger, status)
    actors, recipients = actors_and_recipients(parse, trigger, places)
    first, last = _stretch(trigger.tokens)
    return {
        "id": "", "start": start, "end": end, "text": parse.text[start:end],
        "trigger_start": parse.start[first], "trigger_end": parse.end[last],
        "type": type_, "mode": mode, "status": status,
        "date": None, "date_end": None, "date_text": None, "date_precision": None,
        "place": None, "place_start": None, "place_end": None,
        "actors": actors, "recipients": recipients, "mentions": [], "group": "", "why": "No place is given.",
    }  # fmt: skip


def _stretch(tokens: Sequence[int]) -> tuple[int, int]:
    """Return the first and last token of a trigger; its parts must lie near each other to be one stretch."""
    first = last = tokens[0]
    for token in tokens[1:]:
        if abs(token - tokens[0]) <= 8:
            first, last = min(first, token), max(last, token)
    return first, last


def _clause(parse: Parse, trigger: Trigger) -> tuple[int, int]:
    """Return the characters of the clause that tells an event."""
    top = trigger.anchor
    if trigger.noun == trigger.anchor and trigger.verb is not None:
        top = trigger.verb
    first, last = parse.edges(top, _CLAUSES if parse.dep[top] != "ROOT" or trigger.noun is None else frozenset())
    low, high = parse.sents[parse.sent[top]]
    first, last = max(min(first, trigger.anchor), low), min(max(last, trigger.anchor), high - 1)
    while first < last and not parse.text[parse.start[first] : parse.end[first]].strip(" \n\t,;:-–—"):
        first += 1
    while last > first and not parse.text[parse.start[last] : parse.end[last]].strip(" \n\t,;:-–—."):
        last -= 1
    return parse.start[first], parse.end[last]


def _at_places(event: Event, places: Sequence[tuple[Spot, str]], spots: Spots, number: int) -> list[Event]:
    """Return a row a place, all of one group."""
    group = f"e{number}"
    rows: list[Event] = []
    for offset, (spot, why) in enumerate(places or [(None, event["why"])]):
        row: Event = {**event, "id": f"e{number + offset}", "group": group, "why": why}
        if spot is not None:
            mention = spots.mention_of(spot)
            row["place"] = mention["place"] if mention else None
            row["place_start"], row["place_end"] = spots.characters(spot)
        rows.append(row)
    return rows
