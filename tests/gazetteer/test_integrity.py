"""The gazetteer that ships fits together: names, divisions, capitals, and where things lie."""

import json
import re
import sqlite3
from collections import defaultdict

import pytest
import shapely
from shapely.geometry import Point, box, shape

from geo.gazetteer import Gazetteer, store
from geo.gazetteer.build import integrity
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.readable import is_readable, mended, visible
from geo.gazetteer.outlines import outline

DAMAGED = re.compile(r"[\ufffd?\x00-\x1f\x7f-\x9f<>{}]|https?:|&[a-z]+;|Ã.|â€")


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture(scope="module")
def rows():
    connection = sqlite3.connect(store.ready_file())
    yield connection
    connection.close()


def test_no_name_is_damaged(rows):
    for place, name in rows.execute("SELECT id, name FROM places"):
        assert name and not DAMAGED.search(name), place
    for key, uses in rows.execute("SELECT key, uses FROM names"):
        for use in json.loads(uses):
            assert not any(DAMAGED.search(written) for written in use[2:]), key


def test_every_first_level_division_contains_the_cities_it_is_given(rows):
    """By the outlines that ship, which are simplified: the most of its people, and of its places."""
    cities = defaultdict(list)
    query = "SELECT country_code, admin1_code, lat, lon, population FROM places WHERE kind = 'city'"
    for country, division, lat, lon, people in rows.execute(query):
        cities[country, division].append((lon, lat, people))
    asked = 0
    for place, name, *code in rows.execute(
        "SELECT id, name, country_code, admin1_code FROM places WHERE kind='admin1'"
    ):
        geometry = outline(place)
        if geometry is None:
            continue
        asked += 1
        area = shape(geometry).buffer(2 * integrity.COAST)
        shapely.prepare(area)
        within = [shapely.contains_xy(area, lon, lat) for lon, lat, _ in cities[tuple(code)]]
        people = [row[2] for row in cities[tuple(code)]]
        inside = sum(count for count, there in zip(people, within, strict=True) if there)
        assert inside >= integrity.LEAST_PEOPLE * sum(people), name
        assert sum(within) >= integrity.LEAST_PLACES * len(within) or inside >= integrity.NEARLY_ALL * sum(people), name
    assert asked > 3000


def test_no_country_has_two_divisions_of_one_name(rows):
    query = "SELECT country_code, name, count(*) FROM places WHERE kind='admin1' GROUP BY 1, 2 HAVING count(*) > 1"
    assert rows.execute(query).fetchall() == []


def test_no_division_stands_twice_under_another_name(rows):
    """A division of the tables without a code is one that the packages have under a name of their own."""
    assert rows.execute("SELECT id, name FROM places WHERE kind='admin1' AND admin1_code IS NULL").fetchall() == []


def test_no_town_is_shown_with_the_marks_of_a_transcription(rows):
    query = "SELECT name FROM places WHERE kind='city' AND country_code=?"
    for country in ("SY", "IQ", "IR", "AF", "UA", "RU", "YE", "PS", "JP"):
        names = [name for (name,) in rows.execute(query, (country,))]
        marked = [name for name in names if re.search("[āīūēōḩţşḑẕŭŏʻ’‘]", name)]
        assert len(marked) <= len(names) // 500, (country, marked[:10])


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Zaporizhzhia", "UA"), ("Sloviansk", "UA"), ("Tell Abyad", "SY"), ("Kobani", "SY"), ("Raqqa", "SY"),
        ("Fallujah", "IQ"), ("Hodeidah", "YE"), ("Gaza City", "PS"), ("Khan Younis", "PS"), ("Mecca", "SA"),
        ("Mazar-i-Sharif", "AF"), ("Misrata", "LY"), ("El Geneina", "SD"), ("Mekelle", "ET"), ("Hargeisa", "SO"),
        ("Gomel", "BY"), ("Ulaanbaatar", "MN"), ("Cologne", "DE"), ("Seville", "ES"), ("Quebec City", "CA"),
    ],
)  # fmt: skip
def test_towns_are_shown_by_the_names_of_english_news(gazetteer, name, country):
    assert any(entry.place.name == name and entry.place.country_code == country for entry in gazetteer.lookup(name))


CAPITALS = {
    "Hanoi": (21.03, 105.85, "VN"), "Manila": (14.6, 120.98, "PH"), "Jakarta": (-6.2, 106.85, "ID"),
    "Bangkok": (13.75, 100.5, "TH"), "Naypyidaw": (19.75, 96.13, "MM"), "Beijing": (39.9, 116.4, "CN"),
    "Tokyo": (35.68, 139.7, "JP"), "Seoul": (37.57, 126.98, "KR"), "New Delhi": (28.61, 77.21, "IN"),
    "Islamabad": (33.7, 73.05, "PK"), "Kabul": (34.53, 69.17, "AF"), "Tehran": (35.69, 51.42, "IR"),
    "Baghdad": (33.34, 44.4, "IQ"), "Damascus": (33.51, 36.29, "SY"), "Ankara": (39.92, 32.85, "TR"),
    "Cairo": (30.04, 31.24, "EG"), "Khartoum": (15.55, 32.53, "SD"), "Addis Ababa": (9.02, 38.75, "ET"),
    "Nairobi": (-1.28, 36.82, "KE"), "Kinshasa": (-4.33, 15.31, "CD"), "Abuja": (9.06, 7.49, "NG"),
    "Dakar": (14.69, -17.45, "SN"), "Pretoria": (-25.74, 28.19, "ZA"), "Rabat": (34.01, -6.83, "MA"),
    "Oslo": (59.91, 10.75, "NO"), "Stockholm": (59.33, 18.07, "SE"), "Helsinki": (60.17, 24.94, "FI"),
    "Riga": (56.95, 24.11, "LV"), "Warsaw": (52.23, 21.01, "PL"), "Kyiv": (50.45, 30.52, "UA"),
    "Moscow": (55.75, 37.62, "RU"), "Astana": (51.18, 71.45, "KZ"), "Berlin": (52.52, 13.41, "DE"),
    "Paris": (48.85, 2.35, "FR"), "Madrid": (40.42, -3.7, "ES"), "Rome": (41.89, 12.51, "IT"),
    "London": (51.51, -0.13, "GB"), "Washington": (38.9, -77.04, "US"), "Ottawa": (45.42, -75.69, "CA"),
    "Canberra": (-35.28, 149.13, "AU"), "Wellington": (-41.29, 174.78, "NZ"), "Brasilia": (-15.78, -47.93, "BR"),
    "Buenos Aires": (-34.61, -58.38, "AR"), "Bogota": (4.61, -74.08, "CO"), "Mexico City": (19.43, -99.13, "MX"),
}  # fmt: skip


@pytest.mark.parametrize("name", CAPITALS)
def test_capitals_lie_where_they_are(gazetteer, name):
    lat, lon, country = CAPITALS[name]
    named = [e.place for e in gazetteer.lookup(name) if e.place.kind == "city" and e.place.country_code == country]
    near = [place for place in named if abs(place.lat - lat) < 0.3 and abs(place.lon - lon) < 0.3]
    assert named[0] in near
    assert any(place.capital for place in near)


DIVISIONS = {
    "Hanoi": ("VN", "Hanoi"), "Ho Chi Minh City": ("VN", "Ho Chi Minh City"), "Da Nang": ("VN", "Da Nang"),
    "Haiphong": ("VN", "Haiphong"), "Can Tho": ("VN", "Can Tho"), "Huế": ("VN", "Thừa Thiên-Huế"),
    "Vinh": ("VN", "Nghệ An"), "Nha Trang": ("VN", "Khánh Hòa"), "Bergen": ("NO", "Vestland"),
    "Tromsø": ("NO", "Troms"), "Drammen": ("NO", "Buskerud"), "Trondheim": ("NO", "Trøndelag"),
    "Cebu City": ("PH", "Central Visayas"), "Davao": ("PH", "Davao"), "Zamboanga": ("PH", "Zamboanga Peninsula"),
    "Guadalajara": ("MX", "Jalisco"), "Monterrey": ("MX", "Nuevo León"), "Almaty": ("KZ", "Almaty"),
    "Shymkent": ("KZ", "Shymkent"), "Hawassa": ("ET", "Sidama"), "Mekele": ("ET", "Tigray"),
    "Toulouse": ("FR", "Occitanie"), "Lille": ("FR", "Hauts-de-France"), "Leipzig": ("DE", "Saxony"),
    "Seville": ("ES", "Andalusia"), "Palermo": ("IT", "Sicily"), "Gdańsk": ("PL", "Pomerania"),
    "Kharkiv": ("UA", "Kharkiv Oblast"), "Lviv": ("UA", "Lviv Oblast"), "Kazan": ("RU", "Tatarstan"),
    "Hyderabad": ("IN", "Telangana"), "Kolkata": ("IN", "West Bengal"), "Lahore": ("PK", "Punjab"),
    "Peshawar": ("PK", "Khyber Pakhtunkhwa"), "Wuhan": ("CN", "Hubei"), "Urumqi": ("CN", "Xinjiang"),
    "Osaka": ("JP", "Osaka"), "Busan": ("KR", "Busan"), "Medan": ("ID", "North Sumatra"),
    "Mandalay": ("MM", "Mandalay"), "Kano": ("NG", "Kano"), "Durban": ("ZA", "KwaZulu-Natal"),
    "Kathmandu": ("NP", "Bagmati Province"), "Biratnagar": ("NP", "Koshi"), "Pokhara": ("NP", "Gandaki"),
    "Perth": ("AU", "Western Australia"), "Calgary": ("CA", "Alberta"), "Recife": ("BR", "Pernambuco"),
}  # fmt: skip


@pytest.mark.parametrize("name", DIVISIONS)
def test_large_cities_lie_in_their_divisions(gazetteer, name):
    country, division = DIVISIONS[name]
    place = next(e.place for e in gazetteer.lookup(name) if e.place.kind == "city" and e.place.country_code == country)
    assert place.admin1 == division


@pytest.mark.parametrize(
    ("name", "lat", "lon", "country"),
    [
        ("Binh Duong", 11.1, 106.7, "VN"), ("Quang Nam", 15.6, 108.1, "VN"), ("Ben Tre", 10.1, 106.4, "VN"),
        ("Viken", 59.9, 10.1, "NO"), ("Vestfold og Telemark", 59.4, 9.2, "NO"), ("Muramvya", -3.3, 29.6, "BI"),
    ],
)  # fmt: skip
def test_divisions_that_are_no_more_are_known_still(gazetteer, name, lat, lon, country):
    places = [entry.place for entry in gazetteer.lookup(name) if entry.place.country_code == country]
    former = next(place for place in places if place.feature_code == "ADM1H")
    assert former.kind == "region" and abs(former.lat - lat) < 0.7 and abs(former.lon - lon) < 0.7


@pytest.mark.parametrize(
    ("town", "country", "division"),
    [("Perth", "CA", "Ontario"), ("Lanark", "CA", "Ontario"), ("Oxford", "US", "Mississippi"),
     ("Lancaster", "US", "Pennsylvania"), ("York", "US", "Pennsylvania"), ("Monroe", "US", "Michigan")],
)  # fmt: skip
def test_a_town_has_its_name_before_a_county_of_its_state(gazetteer, town, country, division):
    found = [e.place for e in gazetteer.lookup(town) if (e.place.country_code, e.place.admin1) == (country, division)]
    assert not found or found[0].kind != "admin2" or all(place.kind == "admin2" for place in found)


@pytest.mark.parametrize(
    ("island", "country", "division"),
    [
        ("La Palma", "ES", "Canary Islands"), ("El Hierro", "ES", "Canary Islands"),
        ("Menorca", "ES", "Balearic Islands"),
        ("Milos", "GR", "South Aegean"), ("Ischia", "IT", "Campania"), ("Lampedusa", "IT", "Sicily"),
        ("Isle of Mull", "GB", "Scotland"), ("Sumbawa", "ID", None), ("Siargao", "PH", "Caraga"),
        ("Djerba", "TN", "Madanin"),
    ],
)  # fmt: skip
def test_an_island_is_known_in_its_division(gazetteer, island, country, division):
    found = [entry.place for entry in gazetteer.lookup(island) if entry.place.kind == "region"]
    assert [(place.country_code, place.admin1) for place in found][:1] == [(country, division)]


@pytest.mark.parametrize(
    ("county", "country"),
    [("Cheshire", "GB"), ("Tyne and Wear", "GB"), ("Caithness", "GB"), ("Perthshire", "GB"), ("Equatoria", "SS")],
)
def test_a_county_is_not_the_division_called_after_a_part_of_it(gazetteer, county, country):
    best = gazetteer.lookup(county)[0]
    assert (best.place.name, best.place.kind, best.place.country_code) == (county, "region", country)


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Prussia", "region", None), ("Holy Roman Empire", "region", None), ("North Vietnam", "region", "VN"),
        ("Nyasaland", "country", "MW"), ("Habsburg Empire", "region", None), ("Belgian Congo", "country", "CD"),
        ("Gaza Strip", "admin1", "PS"), ("West Bank", "admin1", "PS"), ("Vatican City", "country", "VA"),
        ("Xinjiang", "admin1", "CN"), ("Donbas", "region", "UA"), ("Old Trafford", "facility", "GB"),
        ("Santiago Bernabeu", "facility", "ES"), ("Luzhniki", "facility", "RU"), ("Eden Gardens", "facility", "IN"),
        ("Lambeau Field", "facility", "US"), ("Peace Palace", "facility", "NL"),
        ("Palace of Westminster", "facility", "GB"),
        ("Evin Prison", "facility", "IR"), ("Belmarsh", "facility", "GB"), ("Guantanamo prison", "facility", "CU"),
        ("Jabalia camp", "facility", "PS"), ("Zamzam camp", "facility", "SD"), ("Bidi Bidi", "facility", "UG"),
        ("Bab al-Hawa", "facility", "SY"), ("Allenby Bridge", "facility", "PS"), ("Umayyad Mosque", "facility", "SY"),
        ("Essequibo", "region", "GY"), ("Liptako-Gourma", "region", None), ("Aksai Chin", "region", None),
        ("Oskil River", "physical", "UA"), ("Chenab", "physical", None), ("Southern Bug", "physical", "UA"),
    ],
)  # fmt: skip
def test_places_of_the_news_are_there(gazetteer, name, kind, country):
    found = [(entry.place.kind, entry.place.country_code) for entry in gazetteer.lookup(name)]
    assert (kind, country) in found or (kind, None) in found


@pytest.mark.parametrize(
    ("name", "others", "whole"),
    [
        ("M?nster Airport", ["Münster"], "Münster Airport"),
        ("Sampara?N?", ["Samparan North"], "Samparan North"),
        ("Village ? II", [""], "Village II"),
        ("Bor\ufffds", ["Borås"], "Borås"),
        ("Plain Name", ["Other"], "Plain Name"),
        ("??", [], ""),
    ],
)
def test_damaged_names_are_mended_or_left_out(name, others, whole):
    assert mended(name, others) == whole


@pytest.mark.parametrize("name", ["Le\x8ae", "https://example.org/x", "a=b", "Old [~ 1250]", "Qu?", "Aggawom *"])
def test_what_is_no_name(name):
    assert not is_readable(name)
    draft = Draft("geonames:1", "Sample", "city", 0.0, 0.0)
    draft.call(name, "alternate")
    assert draft.names == {}


def test_invisible_signs_go():
    assert visible("Tel\u200e Av\u200biv\u202c ") == "Tel Aviv"


def country(drafts, *cities):
    drafts.add(Draft("geonames:9", "Sampleland", "country", 0.0, 0.0, country_code="XX", population=50_000))
    for number, (name, code, lon) in enumerate(cities):
        drafts.add(Draft(f"geonames:{number + 20}", name, "city", 0.5, lon, "PPL", "XX", code, population=1000))


def test_the_build_finds_cities_outside_of_their_division():
    drafts = Drafts()
    country(drafts, ("A", "01", 0.5), ("B", "02", 5.5), ("C", "01", 5.6))
    drafts.add(Draft("geonames:1", "West", "admin1", 0.0, 0.0, "ADM1", "XX", "01"))
    drafts.add(Draft("geonames:2", "East", "admin1", 0.0, 0.0, "ADM1", "XX", "02"))
    shapes = {"geonames:1": box(0, 0, 1, 1), "geonames:2": box(5, 0, 6, 1)}
    found = list(integrity._strayed_cities(drafts, shapes))
    assert len(found) == 1 and "West" in found[0]


def test_the_build_finds_two_divisions_of_one_name_and_unreadable_names():
    drafts = Drafts()
    country(drafts)
    drafts.add(Draft("geonames:1", "Hanoi", "admin1", 0.0, 0.0, "ADM1", "XX", "01"))
    drafts.add(Draft("geonames:2", "Hanoi", "admin1", 0.0, 0.0, "ADM1", "XX", "02"))
    assert len(list(integrity._namesakes(drafts))) == 1
    drafts.by_id["geonames:2"].name = "Mar?S?"
    assert len(list(integrity._unreadable(drafts))) == 1


def test_the_build_finds_a_site_outside_of_its_country():
    drafts = Drafts()
    country(drafts)
    drafts.add(Draft("dateline:a", "Palace", "facility", 0.5, 0.5, country_code="XX"))
    drafts.add(Draft("dateline:b", "Prison", "facility", 0.5, 7.0, country_code="XX"))
    assert Point(0.5, 0.5).within(box(0, 0, 1, 1))
    assert list(integrity._strayed_rows(drafts, {"geonames:9": box(0, 0, 1, 1)})) == [
        "Prison (dateline:b) is not in Sampleland."
    ]
