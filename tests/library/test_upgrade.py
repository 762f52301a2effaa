"""Databases of earlier versions become one of this, under the same links; several processes at once; newer ones."""

import json
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from geo.errors import LibraryError
from geo.library import Library, Person, schema, upgrade
from geo.library.access import key_hash
from geo.library.connection import engine_of

RECORD = {
    "id": "rain",
    "text": "Rain fell on Lyon.",
    "title": "Rain",
    "corrections": ["Lyon: A reader chose Lyon, Maine."],
}


@pytest.fixture
def old(url):
    """Return the address of a database as the version before collections left it."""
    engine = engine_of(url)
    with engine.execution_options(writes=True).begin() as connection:
        schema.METADATA.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        binary = "BYTEA" if engine.dialect.name == "postgresql" else "BLOB"
        connection.execute(
            text(
                "CREATE TABLE shared_articles (id VARCHAR(32) PRIMARY KEY, token_hash VARCHAR(64) NOT NULL, "
                f"created INTEGER NOT NULL, expires INTEGER, content {binary} NOT NULL)"
            )
        )
        connection.execute(text("CREATE TABLE library_clock (id INTEGER PRIMARY KEY, seen INTEGER)"))
        contents = {
            "a" * 22: [RECORD, {"id": "snow", "text": "Snow fell on Oslo."}], "b" * 22: [RECORD],
            "c" * 22: {"record": {"id": "hail", "text": "Hail."}},
        }  # fmt: skip
        for id, content in contents.items():
            row = {"id": id, "hash": key_hash("key"), "content": zlib.compress(json.dumps(content).encode())}
            connection.execute(text("INSERT INTO shared_articles VALUES (:id, :hash, 1000, NULL, :content)"), row)
    engine.dispose()
    yield url
    if engine.dialect.name == "postgresql":
        Library.open(url)


def test_what_was_shared_is_still_behind_its_link_and_its_owner_its_owner(old):
    library = Library.open(old)
    assert library.get("a" * 22) == [RECORD, {"id": "snow", "text": "Snow fell on Oslo."}]
    assert library.get("b" * 22) == [RECORD] and library.get("c" * 22) == [{"id": "hail", "text": "Hail."}]
    assert library.look("a" * 22).created.timestamp() == 1000
    assert library.delete("a" * 22, Person(keys={"a" * 22: "key"}), for_good=True)
    assert library.get("b" * 22) == [RECORD]
    assert library.pending(within=["b" * 22]) == [], "what was corrected in it would be lost"


def test_several_processes_may_find_it_old_at_once(old):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: Library.open(old).get("b" * 22), range(4)))
    assert found == [[RECORD]] * 4


def test_the_tables_are_those_that_the_code_knows(url):
    Library.open(url)
    with engine_of(url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.METADATA) == []


def test_the_newest_script_is_the_one_that_the_code_knows():
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(upgrade.PACKAGE / "library" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == upgrade.HEAD


def test_a_library_of_a_newer_version_is_not_touched(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    Library.open(url)
    with engine_of(url).execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    with pytest.raises(LibraryError, match="newer version"):
        Library.open(url)
