"""The library's address in Streamlit's secrets: read as `st.connection` reads it, where no variable says otherwise."""

import pytest
from sqlalchemy.engine import make_url
from streamlit import secrets

from geo.app.check import findings
from geo.connections import address_of
from geo.errors import SettingsError
from geo.settings import Settings

PARTS = {"dialect": "postgresql", "host": "db.example", "username": "desk", "password": "p@ss/word"}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return what writes secrets where Streamlit reads them."""
    from streamlit import config

    file = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    monkeypatch.setattr(secrets, "_secrets", None)

    def write(text: str) -> None:
        file.write_text(text, "utf-8")
        secrets._reset()

    yield write
    config.set_option("secrets.files", before)
    secrets._reset()


def test_a_section_of_parts_is_an_address():
    made = make_url(address_of({**PARTS, "port": "5433", "database": "news", "query": {"sslmode": "require"}}))
    assert (made.drivername, made.host, made.port, made.database) == ("postgresql", "db.example", 5433, "news")
    assert (made.username, made.password, dict(made.query)) == ("desk", "p@ss/word", {"sslmode": "require"})
    assert make_url(address_of({**PARTS, "driver": "psycopg"})).drivername == "postgresql+psycopg"
    assert address_of({**PARTS, "url": "sqlite:///a.sqlite"}) == "sqlite:///a.sqlite"


@pytest.mark.parametrize("lacking", ["dialect", "host", "username"])
def test_what_lacks_is_named(lacking):
    with pytest.raises(SettingsError, match=f"has no {lacking}"):
        address_of({name: value for name, value in PARTS.items() if name != lacking})


@pytest.mark.parametrize("wrong", [{**PARTS, "port": "many"}, "sqlite://"])
def test_what_is_no_address_is_told(wrong):
    with pytest.raises(SettingsError, match=r"connections\.library"):
        address_of(wrong)


def test_the_secrets_hold_where_no_variable_names_a_database(written, tmp_path):
    written(f'[connections.library]\nurl = "sqlite:///{tmp_path}/secret.sqlite"\n')
    assert Settings.from_environment({}).database == f"sqlite:///{tmp_path}/secret.sqlite"
    assert Settings.from_environment({"DATELINE_DATABASE": "sqlite:///x"}).database == "sqlite:///x"
    said = [finding.sentence for finding in findings({})]
    assert "The library is in sqlite, as [connections.library] of Streamlit's secrets says." in said
    assert "The library is in sqlite, as DATELINE_DATABASE says." in [
        finding.sentence for finding in findings({"DATELINE_DATABASE": f"sqlite:///{tmp_path}/a.sqlite"})
    ]


def test_secrets_that_name_no_library_change_nothing(written):
    for text in ('key = "value"\n', '[connections.other]\nurl = "sqlite://"\n'):
        written(text)
        assert Settings.from_environment({}).database is None
