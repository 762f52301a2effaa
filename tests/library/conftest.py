"""The library on both kinds of database."""

import pytest

from geo.library import Library, schema
from geo.library.clock import SEEN
from geo.library.connection import engine_of


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Return the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sub' / 'library.sqlite'}"
    url = request.getfixturevalue("postgres").url
    Library.open(url)
    with engine_of(url).begin() as connection:
        for table in (schema.COLLECTIONS, schema.READINGS, schema.OWN_PLACES, schema.CLAIMS, SEEN):
            connection.execute(table.delete())
    return url


@pytest.fixture
def library(url):
    return Library.open(url)
