import random
import sqlite3
import zipfile

import pytest
from typer.testing import CliRunner

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, store
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.dump import build_from_dump
from geo.gazetteer.build.importance import weigh
from geo.gazetteer.build.write import write_database
from geo.gazetteer.cli import app


def row(number, name, *, names="", lat=10.0, lon=20.0, group="P", code="PPL", country="XX", admin1="01", people=0):
    cells = [
        number,
        name,
        name,
        names,
        lat,
        lon,
        group,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        people,
        "",
        5,
        "UTC",
        "",
    ]
    return "\t".join(map(str, cells)) + "\n"


@pytest.fixture
def base(tmp_path):
    drafts = Drafts()
    drafts.add(Draft("geonames:1", "Examplia", "country", 10.0, 20.0, "PCLI", "XX", population=50_000))
    drafts.add(Draft("geonames:2", "Northern Examplia", "admin1", 10.5, 20.0, "ADM1", "XX", "01", population=9_000))
    drafts.add(Draft("dateline:old-port", "Old Port", "facility", 10.1, 20.1, importance=900.0))
    town = drafts.add(Draft("geonames:3", "Mainz-on-Sample", "city", 10.2, 20.2, "PPLA", "XX", "01", population=7_000))
    town.call("Samplers", "demonym")
    weigh(drafts)
    write_database(drafts, tmp_path / "base.sqlite")
    return tmp_path / "base.sqlite"


@pytest.fixture
def dump(tmp_path):
    lines = [
        row(3, "Mainz-on-Sample", names="Probemainz,Mainz on Sample", lat=10.2, lon=20.2, code="PPLA", people=7_000),
        row(11, "Sampleford", names="Beispielfurt,Пример", lat=10.3, lon=20.3, people=800),
        row(12, "Mount Sample", lat=10.4, lon=20.4, group="T", code="MT"),
        row(13, "Sample River", lat=10.5, lon=20.5, group="H", code="STM"),
        row(14, "Sample Hospital", lat=10.6, lon=20.6, group="S", code="HSP"),
        row(15, 'The "Quoted" Inn', lat=10.7, lon=20.7, group="S", code="HTL"),
        row(16, "Sampleford", lat=-10.0, lon=-20.0, country="YY", people=90_000),
    ]
    path = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("allCountries.txt", "".join(lines))
    return path


@pytest.fixture
def alternates(tmp_path):
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text(
        "1\t11\tde\tBeispielfurt\t1\t\t\t\t\t\n"
        "2\t11\tlink\thttps://example.org/Sampleford\t\t\t\t\t\t\n"
        "3\t11\tiata\tSPF\t\t\t\t\t\t\n"
        "4\t3\ten\tMainz\t\t1\t\t\t\t\n"
        "5\t999\ten\tNobody Knows\t\t\t\t\t\t\n",
        encoding="utf-8",
    )
    return path


def test_all_places_of_both_are_there(base, dump, tmp_path):
    told = []
    counts = build_from_dump(dump, base, tmp_path / "big.sqlite", tell=told.append)
    gazetteer = Gazetteer(tmp_path / "big.sqlite")
    assert counts["places"] == 4 + 6
    assert told
    assert gazetteer.lookup("old port")[0].place.id == "dateline:old-port"
    assert gazetteer.lookup("Samplers")[0].form == "demonym"
    assert gazetteer.lookup("Probemainz")[0].place.name == "Mainz-on-Sample"
    assert gazetteer.lookup("Пример")[0].place.id == "geonames:11"
    first, second = gazetteer.lookup("Sampleford")
    assert (first.place.id, second.place.id) == ("geonames:16", "geonames:11")
    assert (second.place.country, second.place.admin1, second.form) == ("Examplia", "Northern Examplia", "preferred")
    kinds = {name: gazetteer.lookup(name)[0].place.kind for name in ("Mount Sample", "Sample River", "Sample Hospital")}
    assert kinds == {"Mount Sample": "physical", "Sample River": "physical", "Sample Hospital": "facility"}
    assert gazetteer.contains('The "Quoted" Inn')
    assert [place.name for place, _ in gazetteer.near(10.3, 20.3, 5)] == ["Sampleford"]
    assert gazetteer.search("samplef")[0].place.id == "geonames:16"
    assert not list(tmp_path.glob("*.part"))


def test_alternate_names_of_their_own_file(base, dump, alternates, tmp_path):
    build_from_dump(dump, base, tmp_path / "big.sqlite", alternates=alternates)
    gazetteer = Gazetteer(tmp_path / "big.sqlite")
    assert gazetteer.lookup("beispielfurt")[0].form == "alternate"
    assert gazetteer.lookup("SPF")[0].form == "code"
    assert gazetteer.lookup("Mainz")[0].form == "short"
    assert not gazetteer.contains("https://example.org/Sampleford")
    assert not gazetteer.contains("Nobody Knows")
    assert not gazetteer.contains("Пример")


@pytest.mark.parametrize("content", ["", "a\tb\n", "x\t" * 18 + "\n", "\x00\xff"])
def test_what_is_no_dump_is_told_and_leaves_nothing(base, tmp_path, content):
    path = tmp_path / "broken.txt"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(GazetteerError):
        build_from_dump(path, base, tmp_path / "big.sqlite")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["base.sqlite", "broken.txt"]


def test_a_missing_dump_is_told(base, tmp_path):
    with pytest.raises(GazetteerError, match="can't be read"):
        build_from_dump(tmp_path / "nowhere.zip", base, tmp_path / "big.sqlite")


def test_the_command_and_the_variable_that_uses_its_file(tmp_path, monkeypatch):
    """A made-up dump of some thousand places over the shipped gazetteer, by the command, used by the variable."""
    chance = random.Random(7)
    lines = [
        row(900_000_000 + number, f"Madeup {number}", lat=chance.uniform(-80, 80), lon=chance.uniform(-180, 180))
        for number in range(5_000)
    ]
    (tmp_path / "XX.txt").write_text("".join(lines), encoding="utf-8")
    out = tmp_path / "big.sqlite"
    result = CliRunner().invoke(app, ["build", "--geonames", str(tmp_path / "XX.txt"), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "DATELINE_GAZETTEER" in result.output
    shipped = sqlite3.connect(store.ready_file()).execute("SELECT count(*) FROM places").fetchone()[0]
    assert sqlite3.connect(out).execute("SELECT count(*) FROM places").fetchone()[0] == shipped + 5_000
    monkeypatch.setenv("DATELINE_GAZETTEER", str(out))
    gazetteer = Gazetteer.open()
    assert gazetteer.lookup("madeup 4321")[0].place.id == "geonames:900004321"
    assert gazetteer.lookup("Paris")[0].place.id == "geonames:2988507"
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "nowhere"))
    with pytest.raises(GazetteerError, match="no such file"):
        Gazetteer.open()
