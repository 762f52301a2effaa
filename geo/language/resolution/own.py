"""Places of somebody's own among the candidates of a text."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from spacy.tokens import Doc

from geo.contract import Mention, Place
from geo.gazetteer import Entry
from geo.gazetteer.courses import Course
from geo.language.own import found_in, places_of


class Own(NamedTuple):
    """What a text has of places of somebody's own.

    `named` are those that a mention names, by its number; `records` and `courses`, of those that are lines, are by id.
    """

    named: Mapping[int, Sequence[Entry]] = MappingProxyType({})
    records: Mapping[str, Place] = MappingProxyType({})
    courses: Mapping[str, Course] = MappingProxyType({})


NOTHING = Own()


def own_of(doc: Doc, mentions: Sequence[Mention]) -> Own:
    """Return the places of somebody's own that the mentions of a `Doc` name."""
    found = {(one.start, one.end): one.places for one in found_in(doc)}
    if not found:
        return NOTHING
    places = places_of(doc)
    shapes = {id: shape for id, place in places.items() if (shape := place.shape)}
    return Own(
        {
            number: [places[id].entry(mention["text"]) for id in ids]
            for number, mention in enumerate(mentions)
            if (ids := found.get((mention["start"], mention["end"])))
        },
        {id: place.as_place() for id, place in places.items()},
        {id: [tuple(p) for p in shape["coordinates"]] for id, shape in shapes.items() if shape["type"] == "LineString"},
    )
