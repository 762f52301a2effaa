import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.point import Point

from geo.geocoders import Embedded


@pytest.fixture(scope="module")
def geocoder():
    return Embedded()


def test_it_is_a_geocoder_of_geopy(geocoder):
    assert isinstance(geocoder, Geocoder)


def test_the_best_known_place_comes_first(geocoder):
    paris = geocoder.geocode("Paris")
    assert (round(paris.latitude), round(paris.longitude)) == (49, 2)
    assert paris.raw["id"] == "geonames:2988507"
    assert paris.address.endswith("France")


def test_all_places_of_a_name(geocoder):
    found = geocoder.geocode("Paris", exactly_one=False, limit=5)
    assert len(found) == 5
    assert len({place.raw["id"] for place in found}) == 5


@pytest.mark.parametrize(
    ("query", "country", "admin1"),
    [
        ("Paris, Texas", "US", "Texas"),
        ("Paris, TX", "US", "Texas"),
        ("Paris, Lamar County, Texas", "US", "Texas"),
        ("Springfield, Ill.", "US", "Illinois"),
        ("Aleppo, Syria", "SY", None),
        ("Washington, D.C.", "US", "Washington, D.C."),
        ("Georgia", "GE", None),
        ("London, Ontario, Canada", "CA", "Ontario"),
    ],
)
def test_what_a_place_lies_in_is_heeded(geocoder, query, country, admin1):
    found = geocoder.geocode(query).raw
    assert found["country_code"] == country
    assert admin1 is None or found["admin1"] == admin1


def test_nothing_is_none(geocoder):
    assert geocoder.geocode("Qwxyzzy") is None
    assert geocoder.geocode("") is None
    assert geocoder.geocode("Paris, Qwxyzzy") is None
    assert geocoder.geocode("Paris, Zimbabwe", exactly_one=False) is None


@pytest.mark.parametrize("codes", ["us", ["US"], {"US", "CA"}])
def test_country_filter(geocoder, codes):
    found = geocoder.geocode("Paris", exactly_one=False, country_codes=codes)
    assert {place.raw["country_code"] for place in found} <= {"US", "CA"}
    assert found[0].raw["admin1"] == "Texas"


def test_codes_count_only_in_capitals_and_demonyms_never(geocoder):
    assert geocoder.geocode("US").raw["name"] == "United States"
    us = geocoder.geocode("us")
    assert us is None or us.raw["kind"] != "country"
    assert geocoder.geocode("Russians") is None


def test_reverse(geocoder):
    assert "Paris" in geocoder.reverse((48.8566, 2.3522)).address
    assert geocoder.reverse(Point(51.5, -0.12)).raw["country_code"] == "GB"
    assert geocoder.reverse("35.68, 139.69").raw["country_code"] == "JP"
    near = geocoder.reverse((52.52, 13.4), exactly_one=False, limit=4)
    assert len(near) == 4
    assert [place.raw["km"] for place in near] == sorted(place.raw["km"] for place in near)


def test_reverse_of_the_open_sea_and_of_nonsense(geocoder):
    assert geocoder.reverse((-48.9, -123.4)) is None
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse("not a point")
