import copy
import time

import pytest
from geopy.location import Location

from geo.articles import Article
from geo.atlas import Atlas
from geo.geocoders import Online, SecondOpinion, online
from geo.geocoders.found import place_of
from geo.language import pipeline

TEXT = "Quince Hollow was flooded on Monday. France sent boats to Quince Hollow and to Marrow Ford and Zubrowka Flats."


def mention(name: str, number: int, at: int, place: str | None = None) -> dict:
    return {
        "id": f"m{number}", "start": at, "end": at + len(name), "text": name, "kind": "name", "place": place,
        "score": 0.8, "why": f"The gazetteer has no place called {name}.", "coarse": False, "candidates": [],
    }  # fmt: skip


@pytest.fixture
def record():
    france = {
        "id": "geonames:3017382", "name": "France", "kind": "country", "country": "France", "country_code": "FR",
        "admin1": None, "lat": 46.0, "lon": 2.0, "population": 64768389,
    }  # fmt: skip
    named = [
        mention("Quince Hollow", 1, 0),
        mention("France", 2, TEXT.index("France"), "geonames:3017382"),
        mention("Quince Hollow", 3, TEXT.rindex("Quince")),
        mention("Marrow Ford", 4, TEXT.index("Marrow")),
        mention("Zubrowka Flats", 5, TEXT.index("Zubrowka")),
    ]
    link = {"item": "m2", "place": "geonames:3017382", "role": "mentioned", "start": 37, "end": 43, "why": "named"}
    return {
        "id": "a", "title": None, "published": None, "text": TEXT, "sentences": [(0, 36), (37, len(TEXT))],
        "mentions": named, "places": [france], "dates": [], "people": [], "quotes": [], "events": [], "links": [link],
    }  # fmt: skip


@pytest.fixture
def geocoder(server, tmp_path):
    made = online("nominatim", domain=server.domain, scheme="http", timeout=0.5, cache=tmp_path / "answers.sqlite")
    return Online(made.service, made.geocoder, made._answers, sleep=lambda seconds: None)


@pytest.fixture
def opinion(geocoder):
    return SecondOpinion(geocoder, "nominatim")


def test_what_the_gazetteer_lacks_is_placed_and_each_name_asked_once(opinion, server, record):
    before = copy.deepcopy(record)
    after, placed, note = opinion.on(record)
    assert record == before, "the record that was given stays as it is"
    assert (placed, note) == (1, None)
    assert [asked["q"] for asked in server.requests] == ["Quince Hollow", "Marrow Ford", "Zubrowka Flats"]
    assert server.requests[0]["addressdetails"] == "1" and server.requests[0]["accept-language"] == "en"
    first, _, second, shop, unknown = after["mentions"]
    assert first["place"] == second["place"] == "nominatim:N80"
    assert shop["place"] is None and unknown["place"] is None, "a butcher is no place of the news"
    assert 0 < first["score"] < 0.8
    assert first["candidates"][0]["place"] == "nominatim:N80"
    assert first["why"] == (
        "The gazetteer has no place called Quince Hollow. Nominatim answers “Quince Hollow, France”, "
        "in a country that the article names."
    )
    assert after["places"][-1] == {
        "id": "nominatim:N80", "name": "Quince Hollow", "kind": "city", "country": "France", "country_code": "FR",
        "admin1": "Ile-de-France", "lat": 48.0, "lon": 2.0, "population": 0,
    }  # fmt: skip
    assert [(link["item"], link["role"], link["start"]) for link in after["links"][1:]] == [
        ("m1", "mentioned", first["start"]),
        ("m3", "mentioned", second["start"]),
    ]
    assert all("© OpenStreetMap contributors" in link["why"] for link in after["links"][1:])
    assert "nominatim:N80" in Atlas.from_records([after]).by_place().index


def test_without_a_country_in_common_the_first_answer_is_worth_less(opinion, record):
    supported = opinion.on(record).record["mentions"][0]["score"]
    alone = opinion.on({**record, "places": []}).record
    assert alone["mentions"][0]["place"] == "nominatim:N70"
    assert alone["mentions"][0]["score"] == pytest.approx(supported / 2)
    assert "no other place of the article confirms" in alone["mentions"][0]["why"]


def test_only_names_without_a_place_are_asked_for(opinion, server, record):
    for each in record["mentions"]:
        if each["place"] is None:
            each["kind"] = "organisation"
    assert opinion.on(record) == (record, 0, None)
    assert server.requests == []


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        ("html", "no list of places"),
        ("list of numbers", "no list of places"),
        ("no coordinates", "no list of places"),
        ("off the globe", "no list of places"),
        ("error", "out of order"),
        ("forbidden", "refused the account"),
        ("too many", "asked for fewer requests"),
    ],
)
def test_a_service_that_fails_leaves_the_record_and_a_note(opinion, server, record, behaviour, sentence):
    before = copy.deepcopy(record)
    server.behaviours = [behaviour] * 10
    after, placed, note = opinion.on(record)
    assert after == before and placed == 0
    assert sentence in note and note.count(sentence) == 1
    assert len(server.requests) <= 2, "after two failures it is left alone"
    asked = len(server.requests)
    assert sentence in opinion.on(record).note
    assert len(server.requests) == asked


def test_a_service_that_stays_slow_is_given_up(opinion, server, record):
    server.behaviours = ["slow"] * 20
    start = time.monotonic()
    after, placed, note = opinion.on(record)
    assert time.monotonic() - start < 4
    assert (after, placed) == (record, 0) and "did not answer within 0.5 s" in note


def test_what_came_before_and_after_a_failure_is_kept(opinion, server, record):
    server.behaviours = ["ok", "error", "ok"]
    after, placed, note = opinion.on(record)
    assert placed == 1 and after["mentions"][0]["place"] == "nominatim:N80"
    assert "out of order" in note and len(server.requests) == 3


def test_no_more_names_are_asked_for_than_allowed(geocoder, server, record):
    frugal = SecondOpinion(geocoder, "nominatim", most=1)
    _, placed, note = frugal.on(record)
    assert placed == 1 and note.startswith("No more than 1 names")
    assert frugal.on(record) == (record, 0, note)
    assert len(server.requests) == 1


def test_progress_names_what_is_asked(opinion, record):
    told = []
    opinion.on(record, lambda share, name: told.append((round(share, 2), name)))
    assert told == [(0.0, "Quince Hollow"), (0.33, "Marrow Ford"), (0.67, "Zubrowka Flats")]


def test_it_works_on_what_the_engine_reads(nlp, opinion):
    text = "Fighting went on in Tell Karamush, northern Iraq. Residents of Tell Karamush fled to Mosul."
    (parsed,) = pipeline.parse(nlp, [Article(text=text, id="x")])
    assert "nominatim:W60" not in Atlas.from_records([parsed]).places.index
    after, placed, note = opinion.on(parsed)
    assert (placed, note) == (1, None)
    row = Atlas.from_records([after]).by_place().loc["nominatim:W60"]
    assert (row["name"], row["country"], row["admin1"]) == ("Tell Karamush", "Iraq", "Nineveh Governorate")
    (fighting,) = (event for event in after["events"] if event["trigger_start"] == 0)
    assert fighting["place"] == "nominatim:W60", "what hung on the name moves from the country to it"
    roles = {(link["place"], link["role"]) for link in after["links"] if link["item"] in (fighting["id"], "m0")}
    assert roles == {("nominatim:W60", "happened")}


@pytest.mark.parametrize(
    ("service", "raw", "expected"),
    [
        (
            "photon",
            {"properties": {"osm_type": "R", "osm_id": 5, "osm_key": "place", "osm_value": "suburb", "name": "Ulm End",
                            "type": "district", "country": "Germany", "countrycode": "DE", "state": "Hesse"}},
            ("photon:R5", "Ulm End", "district", "DE", "Hesse"),
        ),
        (
            "geonames",
            {"geonameId": 11, "name": "Ulm End", "fcl": "P", "fcode": "PPL", "countryCode": "DE",
             "countryName": "Germany", "adminName1": "Hesse", "population": 0},
            ("geonames:11", "Ulm End", "city", "DE", "Hesse"),
        ),
        (
            "nominatim",
            {"osm_type": "relation", "osm_id": 6, "class": "boundary", "type": "administrative", "addresstype": "town",
             "address": {"country_code": "de", "state": "Hesse"}},
            ("nominatim:R6", "Ulm End", "city", "DE", "Hesse"),
        ),
    ],
)  # fmt: skip
def test_answers_of_each_service_become_places(service, raw, expected):
    place = place_of(Location("Ulm End, Hesse, Germany", (50.0, 8.0, 0), raw), service)
    assert (place["id"], place["name"], place["kind"], place["country_code"], place["admin1"]) == expected
    assert place["country"] == "Germany" and (place["lat"], place["lon"]) == (50.0, 8.0)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        [],
        "text",
        {"osm_type": 3, "osm_id": "x", "class": "place", "type": "city"},
        {"osm_type": "node", "osm_id": 1, "class": ["place"], "type": {"a": 1}},
        {"osm_type": "node", "osm_id": 1, "class": "shop", "type": "bakery"},
        {"geonameId": 4, "fcode": None, "fcl": None},
        {"properties": [], "address": 7},
    ],
)
def test_answers_that_are_no_place_are_left_out(raw):
    assert place_of(Location("Ulm End", (50.0, 8.0, 0), raw), "nominatim") is None
