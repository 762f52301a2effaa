import pytest

from tests.batch.archive import archive, batch, tables


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """An archive of short articles."""
    return archive(tmp_path_factory.mktemp("news") / "news.jsonl")


@pytest.fixture(scope="session")
def undisturbed(news, tmp_path_factory):
    """The folder that a run which nothing happens to makes of it."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    batch(news, "-o", out, "--partition", 4)
    return out


@pytest.fixture(scope="session")
def expected(undisturbed):
    """The rows of its tables."""
    return tables(undisturbed)
