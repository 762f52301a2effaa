"""The places of a newsroom's own that are in force in a collection, as rows and as what articles are read with."""

import json
from typing import Any

from sqlalchemy import Connection, func, or_, select

from geo.gazetteer.own import OwnPlaces, from_json
from geo.library.schema import OWN_PLACES


def in_force(id: str | None) -> Any:
    """Return the condition that a state of a place holds in a collection; None for those of all collections."""
    everywhere = OWN_PLACES.c.collection.is_(None)
    return (OWN_PLACES.c.ended.is_(None)) & (
        everywhere if id is None else or_(everywhere, OWN_PLACES.c.collection == id)
    )


def places_of(connection: Connection, id: str | None) -> OwnPlaces:
    """Return the places that the articles of a collection are read with, its own before those of all."""
    own = OWN_PLACES.c.collection.is_(None)
    rows = connection.scalars(select(OWN_PLACES.c.content).where(in_force(id)).order_by(own, OWN_PLACES.c.number)).all()
    return OwnPlaces(from_json(json.loads(content)) for content in rows)


def size(connection: Connection, id: str | None) -> int:
    """Return how many bytes the places of a collection take; those of all collections if none is given."""
    here = OWN_PLACES.c.collection == id if id is not None else OWN_PLACES.c.collection.is_(None)
    return int(
        connection.scalar(select(func.coalesce(func.sum(func.length(OWN_PLACES.c.content)), 0)).where(here)) or 0
    )
