"""The atlas: what the engine read, as tables, with the questions that maps, panels and exports ask of it."""

from geo.atlas.atlas import Atlas
from geo.atlas.filed import is_filed
from geo.atlas.filters import Clock, Filter
from geo.atlas.links import HAPPENING, Kind
from geo.atlas.places import Box
from geo.atlas.rows import Key
from geo.atlas.who_and_when import Summary

__all__ = ["HAPPENING", "Atlas", "Box", "Clock", "Filter", "Key", "Kind", "Summary", "is_filed"]
