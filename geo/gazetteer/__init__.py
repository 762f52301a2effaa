"""The embedded index of places: names to places, places by id, places near a point."""

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.names import normalise
from geo.gazetteer.place import Entry, Form, GazetteerPlace

__all__ = ["Entry", "Form", "Gazetteer", "GazetteerPlace", "normalise"]
