"""Distances on the globe, and the one-degree cells that the gazetteer is indexed by."""

import math
from collections.abc import Iterator

EARTH_RADIUS_KM = 6371.0088


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points in kilometres (haversine)."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def cell(lat: float, lon: float) -> int:
    """Return the number of the one-degree cell that holds a point: rows from the south, columns from the west."""
    row = min(179, max(0, math.floor(lat) + 90))
    return row * 360 + (math.floor(lon) + 180) % 360


def cells_around(lat: float, lon: float, km: float) -> Iterator[tuple[int, int]]:
    """Yield the ranges of cells (first, last) that hold every point within `km` kilometres of a point."""
    degrees = math.degrees(km / EARTH_RADIUS_KM)
    for row in range(max(-90, math.floor(lat - degrees)), min(89, math.floor(lat + degrees)) + 1):
        widest = max(abs(lat - degrees), abs(lat + degrees))
        reach = 180.0 if widest >= 90 else math.degrees(
            math.asin(min(1.0, math.sin(math.radians(min(degrees, 90))) / math.cos(math.radians(lat))))
        )  # fmt: skip
        west, east = math.floor(lon - reach) + 180, math.floor(lon + reach) + 180
        first = (row + 90) * 360
        if east - west >= 359:
            yield first, first + 359
        elif west < 0:
            yield first + west % 360, first + 359
            yield first, first + east
        elif east > 359:
            yield first + west, first + 359
            yield first, first + east % 360
        else:
            yield first + west, first + east
