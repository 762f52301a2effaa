"""Events: what happened, to whom, when and where, and whether it did."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Event
from geo.gazetteer import Gazetteer
from geo.language import extensions  # noqa: F401
from geo.language.events.coreference import Pairs, link
from geo.language.events.days import Days
from geo.language.events.gate import judge
from geo.language.events.lexicon import Lexicon
from geo.language.events.models import StoryModels, story_models
from geo.language.events.pooling import pool, stretch_triggers
from geo.language.events.salience import salience_of
from geo.language.events.setting import Setting
from geo.language.events.story import Story
from geo.language.events.story_places import place_by_story
from geo.language.events.tellings import Tellings
from geo.language.parse import parse_of
from geo.ontology import event_types
from geo.paths import DATA

TRIGGERS = DATA / "lexicons" / "triggers.tsv"
LEAST_WORTH = 0.15
"""Probability below which a telling is no event: of those below, one in ten is any event of the annotated stories."""


@Language.factory("dateline_events", assigns=["doc._.events"], default_config={"triggers": None, "gazetteer": None})
class Events:
    """Fill `doc._.events` from the parse, the mentions and the dates.

    The setting `triggers` names a further file of triggers, in the form of `data/lexicons/triggers.tsv`, whose entries
    overrule those of the project; `gazetteer` another gazetteer file than the one that all use.

    Raises:
        DatelineError: a line of the lexicon is malformed; the weights are missing or don't fit; the gazetteer can't be
            opened.
    """

    def __init__(self, nlp: Language, name: str, triggers: str | None, gazetteer: str | None) -> None:
        self.name = name
        self._lexicon = Lexicon([TRIGGERS, *([Path(triggers)] if triggers else [])], event_types())
        self._models = story_models()
        self._gazetteer = Gazetteer.open(gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        """Write the events of `doc`, sentence by sentence, the main clause first, and return the same `Doc`."""
        doc._.events = []
        if len(doc) and doc.has_annotation("DEP"):
            doc._.events = find_events(doc, self._lexicon, self._models, self._gazetteer)
        return doc


def find_events(doc: Doc, lexicon: Lexicon, models: StoryModels, gazetteer: Gazetteer | None = None) -> list[Event]:
    """Return the events of a parsed `Doc` that has its mentions, people and dates."""
    events, days = told_events(doc, lexicon, models)
    place_by_story(doc, events, models.places, gazetteer)
    days.fill(events, models.days)
    stretch_triggers(parse_of(doc), events)
    return events


def told_events(doc: Doc, lexicon: Lexicon, models: StoryModels | None = None) -> tuple[list[Event], Days]:
    """Return the events with the days that their own clauses give, and what knows the others."""
    models = models or story_models()
    parse = parse_of(doc)
    reader = Tellings(doc, parse, lexicon, models.senses)
    tellings = reader.read()
    story = Story(parse, doc._.title, (*doc._.people, *doc._.bodies))
    judge(parse, story, tellings, models)
    tellings = [t for t in tellings if t.worth >= LEAST_WORTH]
    order = {id(telling): n for n, telling in enumerate(tellings)}
    joined = link(Pairs(parse, story, tellings), tellings, models.coreference)
    joined.sort(key=lambda event: min(order[id(t)] for t in event.tellings))
    events: list[Event] = []
    for event in joined:
        salience = round(salience_of(event, len(parse.text), models.salience), 3)
        rows = pool(parse, event.tellings, reader.spots, doc._.places, len(events))
        events += [{**row, "salience": salience} for row in rows]
    Setting(doc, parse).place(events)
    return events, Days(parse, reader.times, reader.triggers, doc._.dates, doc._.published)
