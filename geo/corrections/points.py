"""Places of a reader's own: a name and a point on the globe."""

import re
from typing import Any

from geopy.point import POINT_PATTERN, Point

from geo.contract import Place
from geo.errors import CorrectionError

PREFIX = "point:"
"""What the id of such a place begins with."""
_COORDINATES = re.compile(r"""[-+\d\s.,;/°'′"″NSEWDms*]+""")
_AS_TYPED = str.maketrans({"−": "-", "–": "-", "º": "°", "’": "'", "‘": "'", "”": '"', "“": '"'})


def point(name: str, lat: float, lon: float) -> Place:
    """Return a place of a reader's own at a point."""
    return {
        "id": point_id(lat, lon),
        "name": name,
        "kind": "facility",
        "country": None,
        "country_code": None,
        "admin1": None,
        "lat": lat,
        "lon": lon,
        "population": 0,
    }


def point_id(lat: float, lon: float) -> str:
    """Return the id of a place of a reader's own, which names its point to some ten metres."""
    return f"{PREFIX}{lat:.4f},{lon:.4f}".replace("-0.0000", "0.0000")


def coordinates(typed: str) -> tuple[float, float] | None:
    """Return the latitude and longitude that a reader typed, None where it is none but a name, say.

    They are in degrees (43.45, -90.75) or in degrees, minutes and seconds (43° 27′ 0″ N, 90° 45′ 0″ W).

    Raises:
        CorrectionError: no point of the globe has them.
    """
    text = typed.strip().translate(_AS_TYPED)
    if not _COORDINATES.fullmatch(text) or not any(map(str.isdigit, text)):
        return None
    found = POINT_PATTERN.match(text)
    try:
        if not found or found.start("latitude") > 0 or found["altitude"]:
            raise ValueError
        place = _OnGlobe(text)
    except ValueError:
        raise CorrectionError(
            f"{typed.strip()} is no point on the globe. Write the latitude, from -90 to 90, then the longitude, "
            "from -180 to 180, such as 43.45, -90.75 or 43° 27′ N, 90° 45′ W."
        ) from None
    return place.latitude, place.longitude


class _OnGlobe(Point):  # type: ignore[misc]
    """A point that has to lie on the globe as it is: its longitude is not turned until it fits."""

    def __new__(cls, latitude: Any = None, longitude: Any = None, altitude: Any = None) -> Any:
        if longitude is not None and (abs(latitude) > 90 or abs(longitude) > 180):
            raise ValueError(latitude, longitude)
        return super().__new__(cls, latitude, longitude, altitude)
