import itertools
import json
import zlib

import pytest

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, outlines, store
from geo.gazetteer.outlines import outline, world


def rings(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def holds(geometry, lat, lon):
    """Tell whether a point lies in a geometry (even-odd rule)."""
    inside = False
    for ring in rings(geometry):
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def test_the_base_map_is_small_and_whole():
    assert outlines.WORLD.stat().st_size <= 200_000
    features = world()["features"]
    assert len(features) > 170
    gazetteer = Gazetteer.open()
    for feature in features:
        assert gazetteer.place(feature["properties"]["id"]).country_code == feature["properties"]["code"]


def test_no_bar_crosses_the_map():
    shapes = [(feature["properties"]["name"], feature["geometry"]) for feature in world()["features"]]
    rows = store.connect(outlines.FOLDER / "outlines.db").execute("SELECT place, geometry FROM outlines")
    shapes += [(place, json.loads(zlib.decompress(blob))) for place, blob in rows]
    assert len(shapes) > 8000
    for name, geometry in shapes:
        for ring in rings(geometry):
            assert ring[0] == ring[-1] and len(ring) > 3, name
            for (x1, y1), (x2, y2) in itertools.pairwise(ring):
                assert -180 <= x1 <= 180 and -90 <= y1 <= 90, name
                assert abs(x1 - x2) < 180 or abs(y1 - y2) < 1, name


@pytest.mark.parametrize(
    ("name", "country", "inside", "outside"),
    [
        ("France", "FR", (48.85, 2.35), (51.5, -0.1)),
        ("Russia", "RU", (55.75, 37.6), (45.0, 34.4)),
        ("Ukraine", "UA", (45.2, 34.4), (55.75, 37.6)),
        ("United States", "US", (40.0, -100.0), (45.5, -73.6)),
        ("Réunion", "RE", (-21.1, 55.5), (48.85, 2.35)),
        ("Texas", "US", (31.5, -99.0), (40.0, -100.0)),
        ("Gaza Strip", "PS", (31.4, 34.35), (31.9, 35.2)),
        ("Baltimore County", "US", (39.45, -76.6), (39.29, -76.61)),
        ("Black Sea", None, (43.0, 34.0), (48.85, 2.35)),
        ("Scandinavia", None, (60.0, 15.0), (62.0, 27.0)),
    ],
)
def test_outlines_are_where_they_should_be(name, country, inside, outside):
    places = [entry.place for entry in Gazetteer.open().lookup(name)]
    found = [outline(place.id) for place in places if place.country_code == country]
    geometry = next(geometry for geometry in found if geometry is not None)
    assert holds(geometry, *inside)
    assert not holds(geometry, *outside)


def test_what_has_no_outline():
    assert outline("airport:CDG") is None
    assert outline("nonsense") is None


def test_damage_is_told(tmp_path, monkeypatch):
    (tmp_path / "outlines.db").write_bytes(b"no database" * 500)
    (tmp_path / "world.json").write_text("{")
    monkeypatch.setattr(outlines, "FOLDER", tmp_path)
    monkeypatch.setattr(outlines, "WORLD", tmp_path / "world.json")
    monkeypatch.setattr(outlines._local, "pid", None, raising=False)
    outlines._blob.cache_clear()
    world.cache_clear()
    with pytest.raises(GazetteerError, match="outlines"):
        outline("geonames:1")
    with pytest.raises(GazetteerError, match="base map"):
        world()
    monkeypatch.undo()
    outlines._local.pid = None
    assert outline("geonames:3017382") is not None
