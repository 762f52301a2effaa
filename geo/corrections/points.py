"""Places of a reader's own: a name and a point on the globe."""

import re
from math import inf

from geo.contract import Place
from geo.errors import CorrectionError

PREFIX = "point:"
"""What the id of such a place begins with."""
_COORDINATES = re.compile(r"""[-+\d\s.,;/°'′"″NSEWDms*]+""")
_LONGEST = 100
"""Characters of coordinates: more than anybody writes."""
_NOWHERE = (inf, inf)
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
    lat, lon = _degrees(text) if len(text) <= _LONGEST else _NOWHERE
    if abs(lat) > 90 or abs(lon) > 180:
        raise CorrectionError(
            f"{text[:_LONGEST]} is no point on the globe. Write the latitude, from -90 to 90, then the longitude, "
            "from -180 to 180, such as 43.45, -90.75 or 43° 27′ N, 90° 45′ W."
        )
    return lat, lon


def _degrees(text: str) -> tuple[float, float]:
    from geopy.point import POINT_PATTERN, Point

    found = POINT_PATTERN.match(text)
    if not found or found.start("latitude") > 0 or found["altitude"]:
        return _NOWHERE
    lat, lon = (
        Point.parse_degrees(
            found[f"{axis}_degrees"],
            found[f"{axis}_arcminutes"] or 0.0,
            found[f"{axis}_arcseconds"] or 0.0,
            found[f"{axis}_direction_front"] or found[f"{axis}_direction_back"],
        )
        for axis in ("latitude", "longitude")
    )
    return float(lat), float(lon)
