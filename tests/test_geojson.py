"""Shapes that somebody gives: what is none is refused with a sentence, what is one holds what it is drawn around."""

import json
import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import geojson
from geo.errors import PlaceError

SQUARE = [[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (None, "Point, LineString"),
        ([1, 2], "Point, LineString"),
        ({"type": "Circle", "coordinates": [0, 0]}, "Point, LineString"),
        ({"type": ["Polygon"], "coordinates": []}, "Point, LineString"),
        ({"type": "Point", "coordinates": [0, 91]}, "no point on the globe"),
        ({"type": "Point", "coordinates": [math.nan, 0]}, "no point on the globe"),
        ({"type": "Point", "coordinates": [True, 0]}, "numbers"),
        ({"type": "Point", "coordinates": ["0", 0]}, "numbers"),
        ({"type": "Point", "coordinates": [10**400, 0]}, "no point on the globe"),
        ({"type": "Point"}, "longitude and a latitude"),
        ({"type": "LineString", "coordinates": [[0, 0]]}, "2 points at least"),
        ({"type": "LineString", "coordinates": [[1, 1], [1, 1]]}, "not the same"),
        (polygon(SQUARE[:-1]), "ends where it begins"),
        (polygon([[0, 0], [1, 1], [0, 0]]), "4 points at least"),
        (polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), "no area"),
        (polygon(), "not empty"),
        (polygon([[[[[0]]]]]), "point|list|numbers"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE]] * 101}, "100 rings"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]] * 15_000}, "20,000 points"),
        ({"type": "FeatureCollection", "features": [{}, {}]}, "several features"),
    ],
)
def test_what_is_no_shape_is_refused_with_a_sentence(given, why):
    with pytest.raises(PlaceError, match=why):
        geojson.shape_of(given)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 50_000, "\0", b"\xff\xfe{"])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(PlaceError):
        geojson.read_shape(text)


def test_features_altitudes_and_holes_are_taken():
    hole = [[1, 0.5], [2, 0.5], [2, 1], [1, 1], [1, 0.5]]
    feature = {"type": "Feature", "geometry": polygon([[*point, 12.0] for point in SQUARE], hole), "properties": {}}
    shape = geojson.shape_of({"type": "FeatureCollection", "features": [feature]})
    assert geojson.holds(shape, 3, 1) and not geojson.holds(shape, 1.5, 0.7) and not geojson.holds(shape, 5, 1)
    assert geojson.middle(shape) == (2, 1)
    assert json.loads(geojson.kept(shape)) == json.loads(json.dumps(shape))


def test_the_label_of_a_ring_stands_on_it_and_that_of_a_line_halfway():
    bay = [[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]
    lon, lat = geojson.middle(geojson.shape_of(polygon(bay)))
    assert [lon, lat] in bay
    assert geojson.middle(geojson.shape_of({"type": "LineString", "coordinates": [[0, 0], [2, 0], [2, 2]]})) == (2, 0)


@pytest.mark.parametrize("count", [600, 5_000, 19_000])
def test_a_fine_shape_becomes_coarse_and_stays_the_same_area(count):
    ring = [
        [10 + 3 * math.cos(at) + 0.01 * math.cos(37 * at), 50 + math.sin(at)]
        for at in (2 * math.pi * n / count for n in range(count))
    ]
    given = polygon([*ring, ring[0]])
    shape = geojson.shape_of(given)
    assert len(list(geojson.points(shape))) <= geojson.MOST_POINTS and len(geojson.kept(shape)) <= geojson.LONGEST
    fine, coarse = (shapely.geometry.shape(one) for one in (given, shape))
    assert coarse.is_valid and fine.symmetric_difference(coarse).area < 0.01 * fine.area


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-179, 179, width=32), st.floats(-89, 89, width=32)), min_size=3, max_size=12, unique=True
    ),
    st.floats(-179, 179),
    st.floats(-89, 89),
)
def test_what_a_polygon_holds_is_what_shapely_says(corners, lon, lat):
    hull = shapely.MultiPoint(corners).convex_hull
    if hull.geom_type != "Polygon" or hull.area < 1:
        return
    shape = geojson.shape_of(shapely.geometry.mapping(hull))
    point = shapely.Point(lon, lat)
    if hull.boundary.distance(point) > 1e-3:
        assert geojson.holds(shape, lon, lat) == hull.contains(point)
