"""The models that make events of tellings, read once from `data/weights/stories.json`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from geo.language.events.days import known_days
from geo.language.events.sense import Senses, known_senses
from geo.language.events.story_places import StoryPlaceModel, story_place_model
from geo.linear import Linear
from geo.weights import read_weights

NAME = "stories"
_LEARNED = ("worth", "weight", "coreference", "salience")


@dataclass(frozen=True, slots=True)
class StoryModels:
    """What `python -m geo train stories` learns from annotated stories."""

    worth: Linear
    """Whether a telling is of an event that a reader wants to see."""
    weight: Linear
    """Whether a telling is of an event that belongs on a map of the story."""
    coreference: Linear
    """Whether two tellings are of one event."""
    salience: Linear
    """Whether an event, with all its tellings, belongs on a map of the story."""
    senses: Senses = field(default_factory=known_senses)
    """The type of a trigger by what stands around it."""
    days: Linear = field(default_factory=known_days)
    """The days of an event whose clauses name none."""
    places: StoryPlaceModel = field(default_factory=story_place_model)
    """The place of an event by its whole story."""

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "StoryModels":
        """Return the models of a record of weights; those that it does not hold are Dateline's own.

        Raises:
            KeyError: one is missing.
            DatelineError: a weight is no number.
        """
        return cls(**{name: Linear(record["models"][name]) for name in _LEARNED})


@cache
def story_models() -> StoryModels:
    """Return the models that come with Dateline.

    Raises:
        DatelineError: the weights are missing or damaged.
    """
    return read_weights(NAME, StoryModels.of)
