"""What all tests share: the engine, loaded once, and the seed article as it reads it."""

import pytest

from geo import engine
from geo.articles import Article, read
from geo.contract import ParsedArticle
from geo.language import pipeline
from geo.paths import SEEDS

SEED = SEEDS / "pressure-on-isis-builds.txt"


@pytest.fixture(scope="session")
def nlp():
    return engine()


@pytest.fixture(scope="session")
def seed_article() -> Article:
    (article,) = read(SEED)
    return article


@pytest.fixture(scope="session")
def seed_record(nlp, seed_article) -> ParsedArticle:
    (record,) = pipeline.parse(nlp, [seed_article])
    return record
