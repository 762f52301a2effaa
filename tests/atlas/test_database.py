"""The database reads nothing but what it is given, and lets go of what nobody has any more."""

import copy
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from geo.atlas import Atlas, Filter, database
from geo.atlas.database import Database
from geo.errors import AtlasError
from tests.test_atlas import RECORD

OUTSIDE = [
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "COPY (SELECT 1) TO '{file}'",
    "ATTACH '{file}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SELECT * FROM read_parquet('https://example.org/x.parquet')",
    "SET enable_external_access = true",
    "SET memory_limit = '1TB'",
]


@pytest.mark.parametrize("sql", OUTSIDE)
@pytest.mark.parametrize("opened", [False, True])
def test_nothing_outside_is_read_written_or_set(sql, opened, tmp_path):
    one = Database(tmp_path / "OUT" if opened else None)
    with pytest.raises((duckdb.Error, AtlasError)):
        one.ask(sql.format(file=tmp_path / "written"))
    assert not (tmp_path / "written").exists()


def test_variables_of_the_program_are_no_tables():
    found = duckdb.sql("SELECT 1 AS x").to_arrow_table()
    assert found.num_rows == 1
    with pytest.raises(duckdb.CatalogException):
        database.shared().ask("SELECT * FROM found")


HOSTILE = [
    "' OR 1=1 --",
    "'; DROP SCHEMA atlas_0 CASCADE; --",
    "$p0",
    "%",
    "\x00",
    "\ud800",
    "{}",
    "a\\'b",
    "x" * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_reader_writes_is_never_sql(text):
    record = copy.deepcopy(RECORD)
    record["people"][0]["name"] = record["quotes"][0]["speaker"] = text
    atlas = Atlas.from_records([record])
    everything = len(atlas.links)
    for wanted in (
        Filter(text=text), Filter(places=(text,)), Filter(countries=(text,)), Filter(people=("nobody", text)),
        Filter(since=text), Filter(articles=(text,)), Filter(types=(text,)),
    ):  # fmt: skip
        assert len(atlas.filter(wanted).links) <= everything
    assert atlas.at(text).empty and atlas.place(text) is None and atlas.roles(text) == []
    assert set(atlas.of_person(text)["item"]) == {"e1", "q1"}
    assert atlas.by_person()["name"].tolist() == [text.replace("\ud800", "\ufffd")]
    assert len(atlas.links) == everything


def test_visitors_ask_at_once_each_their_own():
    atlases = [Atlas.from_records([copy.deepcopy(RECORD) | {"id": f"a{number}"}]) for number in range(8)]

    def asked(number: int) -> set[str]:
        atlas = atlases[number % 8].filter(Filter(kinds=("event", "quote")))
        return set(atlas.links["article"]) | set(atlas.by_day()["article"]) | set(atlas.events["article"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(asked, range(64))) == [{f"a{number % 8}"} for number in range(64)]


def test_tables_go_with_the_last_atlas_that_has_them():
    def schemas() -> set[str]:
        rows = database.shared().ask("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'atlas_%'").rows
        return {name for (name,) in rows}

    gc.collect()
    before = schemas()
    atlas = Atlas.from_records([copy.deepcopy(RECORD)])
    filtered = atlas.filter(Filter(kinds=("event",)))
    (own,) = schemas() - before
    del atlas
    gc.collect()
    assert own in schemas() and len(filtered.events) == 3
    del filtered
    gc.collect()
    assert own not in schemas()


def test_what_does_not_fit_the_memory_is_spilled_and_removed(monkeypatch):
    monkeypatch.setattr(database, "MEGABYTES", 60)
    one = Database()
    folder = Path(one.ask("SELECT current_setting('temp_directory')").rows[0][0])
    one.ask("CREATE TABLE large AS SELECT range AS i, md5(range::VARCHAR) AS text FROM range(3_000_000)")
    assert any(folder.iterdir())
    del one
    gc.collect()
    assert not folder.exists()


def test_a_question_that_takes_too_much_memory_is_told(monkeypatch):
    monkeypatch.setattr(database, "MEGABYTES", 40)
    with pytest.raises(AtlasError, match="more than the 40 MB of memory"):
        Database().ask("SELECT list(repeat(range::VARCHAR, 50)) FROM range(5_000_000)")
