import threading
import time

import pytest

from geo.errors import GeocodingError
from geo.geocoders import SERVICES, Embedded, Online, ask, online
from geo.geocoders.answers import Answers


@pytest.fixture
def waits():
    return []


@pytest.fixture
def geocoder(server, tmp_path, waits):
    made = online("nominatim", domain=server.domain, scheme="http", timeout=0.5, cache=tmp_path / "answers.sqlite")
    return Online(made.service, made.geocoder, made._answers, sleep=waits.append)


def test_a_name_becomes_locations(geocoder, server):
    found = geocoder.geocode("Quince Hollow", exactly_one=False)
    assert [(place.latitude, place.longitude) for place in found] == [(12.5, -3.25), (48.0, 2.0)]
    assert found[0].raw["osm_id"] == 70
    assert server.requests[0]["agent"].startswith("dateline")
    assert geocoder.geocode("Quince Hollow").latitude == 12.5


def test_an_unknown_name_is_none_and_that_is_kept_too(geocoder, server):
    assert geocoder.geocode("Nowhere at All") is None
    assert geocoder.geocode("Nowhere at All") is None
    assert len(server.requests) == 1


def test_the_same_question_is_asked_once_even_by_another_process(geocoder, server, tmp_path):
    geocoder.geocode("Quince Hollow")
    other = online("nominatim", domain=server.domain, scheme="http", cache=tmp_path / "answers.sqlite")
    assert other.geocode("Quince Hollow").latitude == 12.5
    assert len(server.requests) == 1


def test_old_answers_are_asked_for_again(server, tmp_path):
    now = [1000.0]
    answers = Answers(tmp_path / "a.sqlite", keep_days=30, clock=lambda: now[0])
    answers.put("S", "q", [1])
    assert answers.get("S", "q") == [1]
    now[0] += 31 * 86400
    assert answers.get("S", "q") is None


def test_countries_are_filtered(geocoder, server):
    assert geocoder.geocode("Quince Hollow", country_codes=["FR"]).latitude == 48.0
    assert server.requests[0]["countrycodes"] == "FR"
    assert geocoder.geocode("Quince Hollow", country_codes={"DE"}) is None


def test_reverse(geocoder, server):
    assert geocoder.reverse((12.5, -3.25)).address == "Quince Hollow, Ex"
    assert server.requests[0]["path"] == "/reverse"
    with pytest.raises(GeocodingError, match="no point"):
        geocoder.reverse("somewhere")


def test_requests_keep_their_distance(tmp_path):
    now = [100.0]
    answers = Answers(tmp_path / "a.sqlite", clock=lambda: now[0])
    assert [round(answers.wait("S", 1.5), 3) for _ in range(3)] == [0.0, 1.5, 3.0]
    assert answers.wait("Other", 1.5) == 0.0
    now[0] += 10
    assert answers.wait("S", 1.5) == 0.0


def test_requests_of_threads_keep_their_distance(server, tmp_path):
    cache = tmp_path / "a.sqlite"
    service = SERVICES["nominatim"]
    made = [online("nominatim", domain=server.domain, scheme="http", cache=cache) for _ in range(3)]
    threads = [threading.Thread(target=each.geocode, args=(f"name {at}",)) for at, each in enumerate(made)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.requests) == 3
    assert time.monotonic() - start >= 2 * service.seconds * 0.95


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        ("html", "no list of places"),
        ("list of numbers", "no list of places"),
        ("string", "no list of places"),
        ("no coordinates", "no list of places"),
        ("off the globe", "no list of places"),
        ("error", "out of order"),
        ("forbidden", "refused the account"),
    ],
)
def test_nonsense_and_refusals_become_sentences_and_are_not_kept(geocoder, server, behaviour, sentence):
    server.behaviours = [behaviour]
    with pytest.raises(GeocodingError, match=sentence):
        geocoder.geocode("Quince Hollow")
    assert geocoder.geocode("Quince Hollow").latitude == 12.5


def test_a_slow_answer_is_asked_for_once_more(geocoder, server):
    server.behaviours = ["slow"]
    assert geocoder.geocode("Quince Hollow").latitude == 12.5
    assert len(server.requests) == 2


def test_a_service_that_stays_slow_is_given_up(geocoder, server):
    server.behaviours = ["slow", "slow"]
    start = time.monotonic()
    with pytest.raises(GeocodingError, match=r"did not answer within 0\.5 s"):
        geocoder.geocode("Quince Hollow")
    assert time.monotonic() - start < 1.4


def test_a_service_that_says_too_many_is_left_alone(geocoder, server):
    server.behaviours = ["too many"]
    with pytest.raises(GeocodingError, match="120 s"):
        geocoder.geocode("Quince Hollow")
    with pytest.raises(GeocodingError, match="left alone"):
        geocoder.geocode("Elsewhere")
    assert len(server.requests) == 1
    clock = time.monotonic() + 121
    geocoder._clock = lambda: clock
    assert geocoder.geocode("Quince Hollow").latitude == 12.5


def test_a_service_that_is_not_there(tmp_path):
    geocoder = online("nominatim", domain="127.0.0.1:9", scheme="http", timeout=0.5, cache=tmp_path / "a.sqlite")
    with pytest.raises(GeocodingError, match="can't be reached"):
        geocoder.geocode("Quince Hollow")


def test_settings_that_are_missing_are_told(tmp_path):
    with pytest.raises(GeocodingError, match="other settings"):
        online("geonames", cache=tmp_path / "a.sqlite")
    with pytest.raises(GeocodingError, match="no online geocoder 'atlantis'"):
        online("atlantis")
    assert online("geonames", username="me", cache=tmp_path / "a.sqlite").service.name == "GeoNames"
    assert online("pelias", domain="pelias.example", cache=tmp_path / "a.sqlite").service.name == "Pelias"


def test_a_store_that_can_not_be_written_is_told(tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(GeocodingError, match="store of geocoders' answers"):
        online("nominatim", cache=broken).geocode("x")


def test_ask_uses_the_network_only_for_what_the_gazetteer_lacks(geocoder, server):
    embedded = Embedded()
    assert ask("Moscow", embedded=embedded, online=geocoder).source == "gazetteer"
    assert server.requests == []
    answer = ask("Quince Hollow", embedded=embedded, online=geocoder)
    assert (answer.source, answer.locations[0].latitude, answer.note) == ("Nominatim", 12.5, None)
    assert ask("Quince Hollow", embedded=embedded).locations == []


def test_ask_falls_back_with_a_note(geocoder, server):
    server.behaviours = ["error"]
    answer = ask("Moscow", embedded=Embedded(), online=geocoder, online_first=True)
    assert answer.source == "gazetteer"
    assert answer.locations[0].raw["id"] == "geonames:524901"
    assert "out of order" in answer.note
    answer = ask("Moscow", embedded=Embedded(), online=geocoder, online_first=True)
    assert answer.locations and "knows no 'Moscow'" in answer.note
