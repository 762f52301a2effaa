"""Coordinates as readers type them."""

import pytest

from geo.corrections import coordinates, point
from geo.errors import CorrectionError


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("43.45, -90.75", (43.45, -90.75)),
        (" 43.45 -90.75 ", (43.45, -90.75)),
        ("43.45;\u221290.75", (43.45, -90.75)),
        ("43° 27′ 0″ N, 90° 45′ 0″ W", (43.45, -90.75)),
        ("43°27'N 90°45'W", (43.45, -90.75)),
        ("0, 180", (0, 180)),
    ],
)
def test_coordinates_are_understood(typed, found):
    assert coordinates(typed) == pytest.approx(found)


@pytest.mark.parametrize("typed", ["", "Lyon", "Paris 12 14", "Rue 5, 7 bis", "- , -"])
def test_a_name_is_no_point(typed):
    assert coordinates(typed) is None


@pytest.mark.parametrize("typed", ["91, 5", "5, 181", "5, -180.5", "43,45, -90,75", "43.45", "1 2 3 4", "9" * 300])
def test_what_is_not_on_the_globe_is_refused_with_what_to_write(typed):
    with pytest.raises(CorrectionError, match=r"Write the latitude, from -90 to 90"):
        coordinates(typed)


def test_a_point_is_a_place_with_an_id_of_its_own():
    assert point("Mill", 43.45, -90.75)["id"] == "point:43.4500,-90.7500"
    assert point("Null", -0.00001, 0.0)["id"] == "point:0.0000,0.0000"
