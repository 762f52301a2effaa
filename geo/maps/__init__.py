"""The map of an atlas: folium with its own script, offline, safe against what articles contain."""

from geo.maps.base import BaseMap, feature_group
from geo.maps.payload import MOST, WORLD, Drawing, Part, View, choices, drawing, view
from geo.maps.static import prepare, publish_outline, publish_together

__all__ = [
    "MOST",
    "WORLD",
    "BaseMap",
    "Drawing",
    "Part",
    "View",
    "choices",
    "drawing",
    "feature_group",
    "prepare",
    "publish_outline",
    "publish_together",
    "view",
]
