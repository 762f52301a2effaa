"""The map of an atlas: folium with its own script, offline, safe against what articles contain."""

from geo.maps.base import BaseMap, feature_group
from geo.maps.payload import MapData, map_data
from geo.maps.static import prepare, publish_outline

__all__ = ["BaseMap", "MapData", "feature_group", "map_data", "prepare", "publish_outline"]
