"""What a person corrects in what the engine read: places, speakers, types, days, what is missed and what is none.

A correction is applied to records and gives new ones; those that were given stay as they are, which is all that undoing
takes. It knows its item by the article's text, offsets and words, so that it is found again when another version of the
engine has read the article. What was changed is said in the records (`corrections`, and `why` of what was changed) and
so in every export.
"""

from geo.corrections.answers import MOST_LISTED, Answer, answer_of
from geo.corrections.apply import Reach, correct, reach, unmet
from geo.corrections.files import read_corrections
from geo.corrections.items import SURE
from geo.corrections.kinds import (
    BESIDE,
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
    article_of,
)
from geo.corrections.points import coordinates, point
from geo.corrections.sentences import says
from geo.corrections.targets import Kind, Target, target_of, words_at
from geo.corrections.wire import as_json, from_json

__all__ = [
    "BESIDE",
    "MOST_LISTED",
    "SURE",
    "AddedEvent",
    "AddedPlace",
    "AddedQuote",
    "Answer",
    "Checked",
    "Correction",
    "DaysOfEvent",
    "Elsewhere",
    "Kind",
    "Note",
    "Nothing",
    "OtherEvent",
    "PeopleOfEvent",
    "PlaceOfEvent",
    "PlacesOfQuote",
    "Reach",
    "SameEvent",
    "SpeakerOfQuote",
    "StatusOfEvent",
    "Target",
    "TypeOfEvent",
    "answer_of",
    "article_of",
    "as_json",
    "coordinates",
    "correct",
    "from_json",
    "point",
    "reach",
    "read_corrections",
    "says",
    "target_of",
    "unmet",
    "words_at",
]
