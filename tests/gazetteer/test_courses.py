"""Courses: made of unnamed lines and named points, asked for the point nearest to a place."""

import math
from itertools import pairwise

import pytest

from geo.gazetteer.build.courses import _Net, _smooth, table
from geo.gazetteer.courses import along, nearest, reach

EAST = [(0.0, 10.0), (5.0, 10.0), (10.0, 10.0)]


@pytest.mark.parametrize(
    ("lat", "lon", "at"),
    [
        (11.0, 2.0, (10.0, 2.0)),
        (9.0, 7.5, (10.0, 7.5)),
        (10.0, -3.0, (10.0, 0.0)),
        (12.0, 14.0, (10.0, 10.0)),
        (10.0, 4.0, (10.0, 4.0)),
    ],
)
def test_the_nearest_point_lies_on_the_course(lat, lon, at):
    found = nearest(EAST, lat, lon)
    assert found[:2] == pytest.approx(at, abs=0.01)
    assert found[2] == pytest.approx(111.2 * math.hypot(lat - at[0], 0.98 * (lon - at[1])), rel=0.05, abs=1.0)


def test_the_nearest_point_counts_degrees_of_longitude_as_short_as_they_are_up_there():
    bent = [(0.0, 60.0), (0.0, 70.0), (40.0, 70.0)]
    assert nearest(bent, 66.0, 8.0)[1] == 0.0


def test_a_way_follows_the_lines_and_bridges_what_they_leave_out():
    net = _Net([[(0.0, 0.0), (0.5, 0.4), (1.0, 0.0)], [(1.0, 0.02), (1.5, -0.3), (2.0, 0.0)]])
    way = net.between((0.01, 0.01), (2.0, 0.01))
    assert (0.5, 0.4) in way and (1.5, -0.3) in way
    assert way[0] == (0.0, 0.0) and way[-1] == (2.0, 0.0)


def test_a_way_is_straight_where_no_line_leads():
    net = _Net([[(0.0, 0.0), (1.0, 0.0)], [(20.0, 20.0), (21.0, 20.0)]])
    assert net.between((0.0, 0.0), (20.0, 20.0)) == [(20.0, 20.0)]
    assert net.between((50.0, 0.0), (51.0, 0.0)) == [(51.0, 0.0)]


def test_spurs_are_left_out():
    assert _smooth([(0, 0), (1, 0), (1, 1), (1, 0), (2, 0), (2, 0)]) == [(0, 0), (1, 0), (2, 0)]


def test_every_course_of_the_table_has_two_points_on_earth():
    rows = dict(table())
    assert len(rows) > 150
    for place, points in rows.items():
        assert len(points) > 1, place
        assert all(-180 <= lon <= 180 and -85 <= lat <= 85 for lon, lat in points), place


@pytest.mark.parametrize("step", [5.0, 20.0, 60.0, 5000.0])
def test_points_along_a_course_lie_as_close_as_asked_and_on_it(step):
    points = along(EAST, step)
    away = [nearest([one, one], other[1], other[0])[2] for one, other in pairwise(points)]
    assert max(away) <= step * 1.001 and all(nearest(EAST, lat, lon)[2] < 0.1 for lon, lat in points)
    assert points[0] == EAST[0] and points[-1] == EAST[-1] and set(EAST) <= set(points)


@pytest.mark.parametrize("east", [-178.0, -20.0, 100.0, 173.0])
@pytest.mark.parametrize("north", [-70.0, 0.0, 45.0, 80.0])
def test_no_place_that_is_near_enough_is_out_of_reach(east, north):
    bent = [(east, north), (east + 3, north + 2), (east + 5, north - 1)]
    reached = reach(bent, 500.0)
    around = [(north + up, (east + right + 180) % 360 - 180) for up in range(-9, 10) for right in range(-40, 41, 2)]
    near = [place for place in around if nearest(bent, *place)[2] <= 500.0]
    assert near and all(reached(*place) for place in near)
    assert not reached(north - 20, east) and not reached(-north, east + 150)
