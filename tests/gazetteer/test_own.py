"""Places of somebody's own: made with what they lie in, found by their words, read from files and written."""

import json
import random
import re

import pytest

from geo import geojson
from geo.errors import PlaceError
from geo.gazetteer.own import MOST_NAMES, OwnPlaces, from_json, own_place
from geo.gazetteer.own_files import FORMATS, MOST, read_places
from tests.hostile import HOSTILE

NAMES = [re.sub("[;|]", " ", text) for text in HOSTILE]

MILL = own_place("Mill Yard", lat=52.4, lon=-1.9, aliases=["Yard of Mills", "O’Hara’s"])
YARD = own_place("Yard", lat=52.41, lon=-1.91)
SQUARE = geojson.shape_of({"type": "Polygon", "coordinates": [[[7, 50], [8, 50], [8, 51], [7, 51], [7, 50]]]})


@pytest.mark.parametrize(
    ("lat", "lon", "country", "division"),
    [
        (42.91, -74.57, "US", "New York"),
        (48.58, 7.74, "FR", "Grand Est"),
        (43.735, 7.42, "MC", "Municipality of Monaco"),
        (-17.53, -149.56, "PF", "Îles du Vent"),
        (0.0, -30.0, None, None),
    ],
)
def test_where_a_place_lies_is_told_by_its_point(lat, lon, country, division):
    place = own_place("Depot", lat=lat, lon=lon)
    assert (place.country_code, place.admin1) == (country, division)


def test_a_country_can_be_told():
    assert own_place("Depot", lat=47.6, lon=7.6, country="Germany").country_code == "DE"
    with pytest.raises(PlaceError, match="no country"):
        own_place("Depot", lat=47.6, lon=7.6, country="Atlantis")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": " ", "lat": 1, "lon": 1}, "needs a name"),
        ({"name": "Depot"}, "neither a point nor a shape"),
        ({"name": "Depot", "lat": 91, "lon": 1}, "no point on the globe"),
        ({"name": "depot", "lat": 1, "lon": 1}, "no capital"),
        ({"name": "A; B", "lat": 1, "lon": 1}, "stand between names"),
        ({"name": "--", "lat": 1, "lon": 1}, "neither a letter nor a digit"),
        ({"name": "D" * 101, "lat": 1, "lon": 1}, "longer than 100"),
        ({"name": "Depot", "lat": 1, "lon": 1, "aliases": [f"D{n}" for n in range(MOST_NAMES)]}, "more than 50 names"),
        ({"name": "Depot", "lat": 1, "lon": 1, "kind": "castle"}, "no kind of place"),
    ],
)
def test_what_is_no_place_is_refused_with_a_sentence(given, why):
    with pytest.raises(PlaceError, match=why):
        own_place(**given)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It burned at Mill Yard today.", ["Mill Yard"]),
        ("Mill\nYard's gate; the Yard’s gate.", ["Mill\nYard", "Yard"]),
        ("MILL YARD, July 4 - A fire", ["MILL YARD"]),
        ("a mill yard, a yard, Millyard, Yards, BackYard", []),
        ("Yard-Smith and Saint-Yard, but Yard-based", ["Yard"]),
        ("The Yard of Mills; O'Hara's; O’Hara’s", ["Yard of Mills", "O'Hara's", "O’Hara’s"]),
        ("", []),
    ],
)
def test_a_place_is_found_where_its_words_stand(text, found):
    places = OwnPlaces([MILL, YARD])
    assert [text[one.start : one.end] for one in places.occurrences(text)] == found


def test_two_places_of_one_name_are_both_found():
    other = own_place("Yard", lat=10.0, lon=10.0)
    (one,) = OwnPlaces([YARD, other]).occurrences("In the Yard.")
    assert set(one.places) == {YARD.id, other.id}


def test_what_stands_for_places_changes_with_all_but_the_note():
    def digest(**changed):
        given = {"name": "Depot", "lat": 1.0, "lon": 1.0, "id": "own:0123456789abcdef", **changed}
        return OwnPlaces([own_place(**given)])

    same = digest().digest()
    assert digest(note="closed").digest() == same and OwnPlaces().digest() == ""
    for changed in ({"name": "Depots"}, {"lat": 1.1}, {"aliases": ["Old Depot"]}, {"kind": "city"}, {"shape": SQUARE}):
        assert digest(**changed).digest() != same
    assert OwnPlaces([MILL, YARD]).digest() == OwnPlaces([YARD, MILL]).digest()


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_written_is_read_again(suffix):
    places = [
        MILL,
        own_place("Ring", shape=SQUARE, note="=1+1", kind="district"),
        own_place("'s-Heer =Arend", lat=51.5, lon=3.9, aliases=["@Arend", "=Arend"]),
        *(own_place(f"X {name}"[:90], lat=1.0, lon=2.0, note=text) for name, text in zip(NAMES, HOSTILE, strict=True)),
    ]
    again = read_places(FORMATS[suffix](places), f"places{suffix}")
    assert again.problems == []
    found = {place.id: place for place in again.places}
    assert [place for place in places if found[place.id] != place] == []
    assert from_json(json.loads(json.dumps(MILL.as_json()))) == MILL


def test_a_table_of_others_is_read_row_by_row():
    table = "Place;Other names;Lat;Lng;Type\nMill Yard;Yard of Mills|Millyards;52,4;-1,9;district\n"
    table += ";;1;1;\nDepot;;x;1;\nPier;;;;\n"
    read = read_places(table.encode("cp1252"), "a.csv")
    (place,) = read.places
    assert (place.names, place.lat, place.kind) == (("Mill Yard", "Yard of Mills", "Millyards"), 52.4, "district")
    assert read.problems == [
        "Row 3 of a.csv: A place needs a name.",
        "Row 4 of a.csv: Its latitude is no number: x.",
        "Row 5 of a.csv: Pier has neither a point nor a shape: give its latitude and longitude.",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no columns called"),
        (b"a,b\n1,2\n", "no columns called"),
        (b"name,lat,lon\n", "no place in it"),
        (b"{", "not GeoJSON"),
        (b"[" * 200_000, "not GeoJSON"),
        (b'{"type": "FeatureCollection", "features": 1}', "no list"),
        (b"name,lat,lon\n" + b"Pier,1,1\n" * (MOST + 1), "more than 5,000 places"),
    ],
)
def test_a_file_that_holds_none_is_refused(data, why):
    with pytest.raises(PlaceError, match=why):
        read_places(data, "a.csv")


def test_any_bytes_give_places_or_a_sentence():
    chance = random.Random(7)
    good = FORMATS[".csv"]([MILL, YARD]), FORMATS[".geojson"]([MILL, YARD])
    for number in range(300):
        data = bytearray(good[number % 2])
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_places(bytes(data), "a")
        except PlaceError:
            continue
