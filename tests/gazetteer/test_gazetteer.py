import math
import multiprocessing
import os
import pickle
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, GazetteerPlace, normalise
from geo.gazetteer.distance import cell, cells_around, distance_km
from geo.gazetteer.place import FORMS, KINDS


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def best(gazetteer, name, *forms):
    entries = gazetteer.lookup(name)
    return next((entry for entry in entries if not forms or entry.form in forms), None)


@pytest.mark.parametrize(
    ("name", "kind", "place", "country"),
    [
        ("Paris", "city", "Paris", "FR"),
        ("Moscow", "city", "Moscow", "RU"),
        ("London", "city", "London", "GB"),
        ("Washington", "city", "Washington", "US"),
        ("New York", "city", "New York City", "US"),
        ("Syria", "country", "Syria", "SY"),
        ("Iraq", "country", "Iraq", "IQ"),
        ("Turkey", "country", "Turkey", "TR"),
        ("Lebanon", "country", "Lebanon", "LB"),
        ("Georgia", "country", "Georgia", "GE"),
        ("Britain", "country", "United Kingdom", "GB"),
        ("Great Britain", "country", "United Kingdom", "GB"),
        ("UK", "country", "United Kingdom", "GB"),
        ("U.K.", "country", "United Kingdom", "GB"),
        ("US", "country", "United States", "US"),
        ("USA", "country", "United States", "US"),
        ("America", "country", "United States", "US"),
        ("UAE", "country", "United Arab Emirates", "AE"),
        ("DRC", "country", "Democratic Republic of the Congo", "CD"),
        ("Holland", "country", "Netherlands", "NL"),
        ("Netherlands", "country", "Netherlands", "NL"),
        ("Burma", "country", "Myanmar", "MM"),
        ("Ivory Coast", "country", "Ivory Coast", "CI"),
        ("Czech Republic", "country", "Czechia", "CZ"),
        ("Vatican", "country", "Vatican City", "VA"),
        ("Kosovo", "country", "Kosovo", "XK"),
        ("Taiwan", "country", "Taiwan", "TW"),
        ("England", "admin1", "England", "GB"),
        ("Scotland", "admin1", "Scotland", "GB"),
        ("Wales", "admin1", "Wales", "GB"),
        ("Northern Ireland", "admin1", "Northern Ireland", "GB"),
        ("California", "admin1", "California", "US"),
        ("Calif.", "admin1", "California", "US"),
        ("W.Va.", "admin1", "West Virginia", "US"),
        ("N.S.W.", "admin1", "New South Wales", "AU"),
        ("B.C.", "admin1", "British Columbia", "CA"),
        ("Baltimore County", "admin2", "Baltimore County", "US"),
        ("Orleans Parish", "admin2", "Orleans Parish", "US"),
        ("Kent", "admin2", "Kent", "GB"),
        ("Gaza Strip", "admin1", "Gaza Strip", "PS"),
        ("West Bank", "admin1", "West Bank", "PS"),
        ("Molenbeek", "district", "Molenbeek-Saint-Jean", "BE"),
        ("La Defense", "district", "La Defense", "FR"),
        ("Stade de France", "facility", "Stade de France", "FR"),
        ("Kremlin", "facility", "Kremlin", "RU"),
        ("Pentagon", "facility", "Pentagon", "US"),
        ("White House", "facility", "White House", "US"),
        ("Wall Street", "district", "Wall Street", "US"),
        ("Downing Street", "facility", "Downing Street", "GB"),
        ("Brooklyn", "district", "Brooklyn", "US"),
        ("Middle East", "region", "Middle East", None),
        ("Donbas", "region", "Donbas", "UA"),
        ("Sahel", "region", "Sahel", None),
        ("Europe", "continent", "Europe", None),
        ("EU", "region", "European Union", None),
        ("Mediterranean", "sea", "Mediterranean Sea", None),
        ("eastern Mediterranean", "sea", "eastern Mediterranean", None),
        ("the Atlantic", "sea", "North Atlantic Ocean", None),
        ("Nile", "physical", "Nile", None),
        ("Himalayas", "physical", "Himalayas", None),
        ("Heathrow", "airport", "London Heathrow Airport", "GB"),
        ("Москва", "city", "Moscow", "RU"),
        ("دمشق", "city", "Damascus", "SY"),
        ("東京", "city", "Tokyo", "JP"),
        ("al-Raqqa", "city", "Raqqa", "SY"),
        ("Raqqa", "city", "Raqqa", "SY"),
    ],
)
def test_the_best_known_place_of_a_name(gazetteer, name, kind, place, country):
    entry = gazetteer.lookup(name)[0]
    assert (entry.place.kind, entry.place.name, entry.place.country_code) == (kind, place, country)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russians", "RU"), ("Syrians", "SY"), ("Britons", "GB"), ("Danes", "DK"), ("Finn", "FI"), ("Swedes", "SE"),
        ("Filipinos", "PH"), ("Scots", "GB"), ("Catalans", "ES"), ("Californians", "US"), ("Texan", "US"),
        ("French", "FR"), ("Dutch", "NL"), ("Swiss", "CH"), ("Chinese", "CN"), ("Spaniard", "ES"), ("Iraqi", "IQ"),
        ("Afghans", "AF"), ("Kosovars", "XK"), ("Saudis", "SA"), ("Poles", "PL"), ("Turks", "TR"), ("Thai", "TH"),
    ],
)  # fmt: skip
def test_demonyms(gazetteer, name, code):
    entry = best(gazetteer, name, "demonym")
    assert entry.place.country_code == code


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Paris", "preferred"), ("Parigi", "alternate"), ("Baltimore", "preferred"), ("UK", "code"), ("CDG", "code"),
        ("Calif.", "abbreviation"), ("Molenbeek", "partial"), ("Mediterranean", "short"), ("Swiss", "demonym"),
    ],
)  # fmt: skip
def test_forms(gazetteer, name, form):
    assert gazetteer.lookup(name)[0].form == form


def test_a_county_is_found_by_its_bare_name_too(gazetteer):
    readings = {entry.place.name: entry.form for entry in gazetteer.lookup("Baltimore")}
    assert readings["Baltimore"] == "preferred"
    assert "Baltimore County" in readings


def test_what_is_written_tells_homographs_apart(gazetteer):
    written = {entry.place.name: entry.written for entry in gazetteer.lookup("us")}
    assert written["United States"] == "US"
    assert written["Us"] == "Us"
    assert {entry.written for entry in gazetteer.lookup("of")} == {"Of"}


def test_both_saint_denis_are_there(gazetteer):
    countries = {entry.place.country_code for entry in gazetteer.lookup("Saint-Denis")}
    assert {"FR", "RE", "BE"} <= countries


def test_best_prior_comes_first(gazetteer):
    for name in ("Paris", "Springfield", "Santiago", "Lebanon"):
        priors = [entry.prior for entry in gazetteer.lookup(name)]
        assert priors == sorted(priors, reverse=True)


def test_what_is_not_there(gazetteer):
    assert gazetteer.lookup("Qwxyzzy") == ()
    assert gazetteer.lookup("") == ()
    assert not gazetteer.contains("Qwxyzzy")
    assert gazetteer.contains("pArIs")
    assert gazetteer.place("geonames:0") is None
    assert gazetteer.place("") is None


def test_a_place_by_its_id(gazetteer):
    paris = gazetteer.place("geonames:2988507")
    assert isinstance(paris, GazetteerPlace)
    assert (paris.name, paris.kind, paris.country, paris.admin1, paris.capital) == (
        "Paris", "city", "France", "Île-de-France", True,
    )  # fmt: skip
    record = paris.as_place()
    assert record["id"] == paris.id
    assert record["lat"] == pytest.approx(48.85, abs=0.05)


def test_every_place_is_sound(gazetteer):
    rows = gazetteer._all("SELECT id, kind, lat, lon, population, importance, country_code, country FROM places")
    assert len(rows) > 250_000
    for place_id, kind, lat, lon, population, importance, code, country in rows:
        assert kind in KINDS, place_id
        assert -90 <= lat <= 90 and -180 <= lon <= 180, place_id
        assert population >= 0 and importance > 0, place_id
        assert code is None or len(code) == 2, place_id
        assert code is None or country, place_id
        assert (lat, lon) != (0, 0), place_id


def test_every_row_of_a_sample_of_names_is_sound(gazetteer):
    keys = [key for (key,) in gazetteer._all("SELECT key FROM names WHERE abs(random()) % 400 = 0")]
    assert len(keys) > 500
    for key in keys:
        assert normalise(key) == key
        entries = gazetteer.lookup(key)
        assert entries
        for entry in entries:
            assert entry.form in FORMS
            assert normalise(entry.written) == key


def test_near(gazetteer):
    found = gazetteer.near(48.8566, 2.3522, 10, kinds=["city", "district"])
    assert "Saint-Denis" in {place.name for place, _ in found}
    distances = [away for _, away in found]
    assert distances == sorted(distances) and max(distances) <= 10
    assert len(gazetteer.near(48.8566, 2.3522, 10, limit=3)) == 3
    assert gazetteer.near(-48.9, -123.4, 20, kinds=["city"]) == []


def test_near_the_antimeridian_and_a_pole(gazetteer):
    fiji = gazetteer.near(-16.8, 179.99, 150, kinds=["city"])
    assert {place.country_code for place, _ in fiji} == {"FJ"}
    assert {round(place.lon / 180) for place, _ in gazetteer.near(-17, 180, 400)} >= {1, -1}
    assert isinstance(gazetteer.near(90, 0, 500), list)


@given(
    st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 360), st.floats(0, 1),
    st.sampled_from([1.0, 30.0, 400.0, 5000.0]),
)  # fmt: skip
@settings(max_examples=300)
def test_the_cells_around_hold_all_that_is_near(lat, lon, bearing, share, km):
    """A point so far away in any direction lies in one of the cells."""
    angle, course = share * km / 6371.0088, math.radians(bearing)
    phi = math.radians(lat)
    other = math.asin(
        max(-1.0, min(1.0, math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(course)))
    )
    turn = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(other)
    )
    there = math.degrees(other), (lon + math.degrees(turn) + 180) % 360 - 180
    if distance_km(lat, lon, *there) <= km * 0.999:
        number = cell(*there)
        assert any(first <= number <= last for first, last in cells_around(lat, lon, km))


def test_search(gazetteer):
    assert gazetteer.search("pari")[0].place.id == "geonames:2988507"
    names = [entry.place.name for entry in gazetteer.search("san f", limit=5)]
    assert "San Francisco" in names and len(names) == 5
    places = [entry.place.id for entry in gazetteer.search("a", limit=20)]
    assert len(places) == len(set(places)) == 20
    assert gazetteer.search("") == [] and gazetteer.search("qwxyzzy") == []


def test_threads_share_it(gazetteer):
    failures = []

    def work(number):
        try:
            for name in ("Paris", "Lyon", "Berlin", f"Springfield{number}"):
                gazetteer.lookup(name)
                gazetteer.near(48.8, 2.3, 5)
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def _forked(gazetteer, queue):
    queue.put((os.getpid(), gazetteer.lookup("Dakar")[0].place.id))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_share_it(gazetteer, method):
    gazetteer.lookup("Paris")
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    process = context.Process(target=_forked, args=(gazetteer, queue))
    process.start()
    pid, place = queue.get(timeout=60)
    process.join()
    assert pid != os.getpid()
    assert place == gazetteer.lookup("Dakar")[0].place.id


def test_it_can_be_pickled(gazetteer):
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Paris") == gazetteer.lookup("Paris")
