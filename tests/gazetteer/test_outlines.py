import itertools
import json
import math
import zlib

import pytest

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, outlines, store
from geo.gazetteer.courses import nearest
from geo.gazetteer.outlines import close, outline, world


def rings(geometry):
    if geometry["type"] == "LineString":
        return []
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
        if geometry["type"] == "LineString":
            assert len(geometry["coordinates"]) > 1, name
            for (x1, y1), (x2, y2) in itertools.pairwise(geometry["coordinates"]):
                assert -180 <= x1 <= 180 and -90 <= y1 <= 90 and abs(x1 - x2) < 15 and abs(y1 - y2) < 15, name
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


@pytest.mark.parametrize(
    ("lat", "lon", "lake"),
    [(47.7, -87.5, "Superior"), (44.0, -87.0, "Michigan"), (45.0, -82.3, "Huron"), (42.2, -81.2, "Erie"),
     (43.6, -78.0, "Ontario"), (-1.0, 33.0, "Victoria"), (53.5, 108.2, "Baikal")],
)  # fmt: skip
def test_the_base_map_has_the_great_lakes(lat, lon, lake):
    found = [each["properties"]["name"] for each in world()["lakes"] if holds(each["geometry"], lat, lon)]
    assert [name for name in found if lake in name], found


def test_a_course_is_a_line_and_no_outline():
    assert outline("dateline:danube") is None
    assert outlines.course("geonames:3017382") is None
    assert outlines.course("nonsense") is None


@pytest.mark.parametrize(
    ("river", "towns"),
    [
        ("nile", {"Khartoum": (15.6, 32.53), "Aswan": (24.09, 32.9), "Luxor": (25.69, 32.64), "Cairo": (30.04, 31.24)}),
        ("danube", {"Ulm": (48.4, 9.99), "Vienna": (48.21, 16.37), "Belgrade": (44.82, 20.46)}),
        ("mississippi-river", {"Minneapolis": (44.98, -93.26), "St Louis": (38.63, -90.2), "Natchez": (31.56, -91.4)}),
        ("indus", {"Leh": (34.15, 77.58), "Sukkur": (27.7, 68.87), "Hyderabad": (25.4, 68.37)}),
        ("dnieper", {"Kyiv": (50.45, 30.52), "Zaporizhzhia": (47.84, 35.14), "Kherson": (46.64, 32.61)}),
        ("amazon", {"Iquitos": (-3.75, -73.25), "Manaus": (-3.1, -60.02), "Santarem": (-2.44, -54.71)}),
        ("mekong", {"Vientiane": (17.97, 102.6), "Phnom Penh": (11.56, 104.92), "Can Tho": (10.03, 105.78)}),
        ("euphrates", {"Raqqa": (35.95, 39.01), "Fallujah": (33.35, 43.78), "Nasiriyah": (31.05, 46.26)}),
        ("volga", {"Nizhny Novgorod": (56.33, 44.0), "Samara": (53.2, 50.15), "Volgograd": (48.71, 44.51)}),
        ("rio-grande", {"El Paso": (31.76, -106.49), "Laredo": (27.51, -99.51), "Brownsville": (25.9, -97.5)}),
    ],
)  # fmt: skip
def test_a_river_runs_by_its_towns_from_source_to_mouth(river, towns):
    course = outlines.course(f"dateline:{river}")
    along = []
    for town, (lat, lon) in towns.items():
        at_lat, at_lon, away = nearest(course, lat, lon)
        assert away < 25, town
        along.append(min(range(len(course)), key=lambda at, x=at_lon, y=at_lat: math.dist(course[at], (x, y))))
    assert along == sorted(along)


def test_a_river_is_placed_halfway_down_not_at_its_mouth():
    for row in store.connect(outlines.FOLDER / "outlines.db").execute("SELECT place FROM outlines"):
        course = outlines.course(row[0]) if row[0].startswith("dateline:") else None
        if course:
            place = Gazetteer.open().place(row[0])
            assert nearest(course, place.lat, place.lon)[2] < 10, row[0]


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


@pytest.mark.parametrize(
    ("kind", "lat", "lon"),
    [
        ("rivers", 26.5, 32.0),
        ("rivers", 48.2, 16.4),
        ("rivers", 30.6, 114.3),
        ("disputed", 35.0, 77.0),
        ("disputed", 32.0, 35.2),
    ],
    ids=["the Nile", "the Danube", "the Yangtze", "Kashmir", "the West Bank"],
)
def test_the_close_base_map_has_rivers_and_disputed_borders(kind, lat, lon):
    lines = [feature["geometry"]["coordinates"] for feature in close()[kind]]
    assert min(abs(x - lon) + abs(y - lat) for line in lines for x, y in line) < 1.2


@pytest.mark.parametrize(("lat", "lon"), [(48, -87), (44, -87), (43.6, -78), (61, 31.5), (-1, 33)])
def test_the_close_base_map_has_lakes(lat, lon):
    assert any(holds(lake["geometry"], lat, lon) for lake in close()["lakes"])


def test_the_close_base_map_is_finer_and_names_every_country_of_the_other():
    far, near = ({each["properties"]["id"]: each for each in found["features"]} for found in (world(), close()))
    assert set(far) <= set(near) and all(each["properties"]["name"] for each in near.values())
    norway = "geonames:3144096"
    assert len(json.dumps(near[norway]["geometry"])) > 5 * len(json.dumps(far[norway]["geometry"]))


def test_a_damaged_close_base_map_is_said_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "close.json").write_text("{")
    monkeypatch.setattr(outlines, "CLOSE", tmp_path / "close.json")
    close.cache_clear()
    with pytest.raises(GazetteerError, match="restore it"):
        close()
    close.cache_clear()
