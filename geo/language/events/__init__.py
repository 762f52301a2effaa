"""Events: what happened, to whom, when and where, and whether it did."""

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import DateExpression, Event, Precision, Status
from geo.language import extensions  # noqa: F401
from geo.language.events.arguments import Arguments
from geo.language.events.choice import Chooser
from geo.language.events.days import PAST, Days, tense
from geo.language.events.intention import retype
from geo.language.events.lexicon import Lexicon, event_type_names
from geo.language.events.parts import Telling, join_parts
from geo.language.events.referents import Referents
from geo.language.events.setting import Setting
from geo.language.events.spots import Quoted, Spot, Spots
from geo.language.events.status import status_of
from geo.language.events.telling import merge_tellings
from geo.language.events.times import Times
from geo.language.events.triggers import HAPPENINGS, Trigger, find_triggers
from geo.language.events.worth import is_worth_a_row
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
    events, days = told_events(doc, lexicon)
    days.fill(events)
    return events


def told_events(doc: Doc, lexicon: Lexicon) -> tuple[list[Event], Days]:
    """Return the events with the days that their own clauses give, and what knows the others."""
    parse = parse_of(doc)
    triggers = find_triggers(parse, lexicon)
    spots = Spots(parse, doc._.mentions, doc._.people, doc._.places, {parse.sent[t.anchor] for t in triggers})
    times = Times(parse, doc._.dates, triggers, doc._.published)
    chooser = Chooser(parse, {t.noun for t in triggers if t.noun is not None})
    quoted = Quoted(parse, doc._.quotes)
    referents = Referents(parse, doc._.people, doc._.quotes)
    arguments = Arguments(parse, lexicon, referents)
    tellings: list[Telling] = []
    for trigger in triggers:
        near = spots.of_sentence[parse.sent[trigger.anchor]]
        places = chooser.choose(trigger, quoted.keep(trigger.anchor, near))
        date, precision = times.of(trigger)
        dated = date is not None
        if trigger.noun is not None and trigger.type not in HAPPENINGS:
            dated = times.is_dated(trigger.noun)
        spoken = referents.is_quoted(trigger.anchor)
        status = status_of(parse, trigger.anchor, trigger.noun, trigger.verb)
        if not is_worth_a_row(parse, trigger, status, placed=bool(places), date=date, dated=dated, quoted=spoken):
            continue
        event = _event(parse, trigger, status, arguments.of(trigger, {s.root for s, _ in places}))
        if date is None and event["status"] == "happened" and not spoken and (date := times.going_on(trigger)):
            precision = date["precision"]
        if date and not _is_over(parse, trigger, status, date, doc._.published):
            _set_date(event, date, precision, doc._.published)
        heads = {parse.lemma[i] for i in (trigger.anchor, trigger.noun) if i is not None}
        tellings.append(Telling(trigger, event, places, heads))
    rows: list[tuple[Event, Telling]] = []
    for telling in join_parts(parse, tellings):
        rows += [(row, telling) for row in _at_places(telling.event, telling.places, spots, len(rows))]
    Setting(doc, parse).place([event for event, _ in rows])
    return merge_tellings(parse, rows), Days(parse, times, triggers, doc._.dates, doc._.published)


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


def _event(parse: Parse, trigger: Trigger, status: Status, arguments: tuple[list[str], list[str]]) -> Event:
    start, end = _clause(parse, trigger)
    type_, mode = retype(parse, trigger, status)
    if type_ == "REJECT" and trigger.type != type_:  # what is refused doesn't happen, the refusal does
        status = "happened"
    actors, recipients = arguments
    first, last = _stretch(parse, trigger.tokens)
    return {
        "id": "", "start": start, "end": end, "text": parse.text[start:end],
        "trigger_start": parse.start[first], "trigger_end": parse.end[last],
        "type": type_, "mode": mode, "status": status,
        "date": None, "date_end": None, "date_text": None, "date_precision": None,
        "place": None, "place_start": None, "place_end": None,
        "actors": actors, "recipients": recipients, "mentions": [], "group": "", "why": "No place is given.",
    }  # fmt: skip


def _stretch(parse: Parse, tokens: Sequence[int]) -> tuple[int, int]:
    """Return the first and last token of a trigger; its parts must lie near each other to be one stretch."""
    first = last = tokens[0]
    for token in tokens[1:]:
        reach = 2 if parse.dep[token] == "prep" else 8
        if abs(token - tokens[0]) <= reach:
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
