"""The articles that are there before anybody adds one: the seeds, and files given on the command line."""

import sys
from dataclasses import replace
from pathlib import Path

from geo.app.shared import remembered
from geo.articles import Article, read
from geo.atlas import is_filed
from geo.contract import ParsedArticle
from geo.files import unopened
from geo.paths import SEEDS
from geo.records import read_records


@remembered()
def seeds() -> dict[str, Article]:
    """Return the seed articles by their id, the name of their file."""
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        for article in read(path):
            found[path.stem] = replace(article, id=path.stem)
    return found


@remembered()
def collections() -> dict[str, Path]:
    """Return what is given on the command line: files of `geo parse`, and archives, which are folders of tables.

    `streamlit run app.py -- parsed.jsonl OUT/`
    """
    paths = [Path(argument) for argument in sys.argv[1:]]
    found = [path for path in paths if (path.suffix == ".jsonl" and path.is_file()) or is_filed(path)]
    return {f"file:{path.stem}": path for path in found}


def first() -> str:
    """Return the id of what is opened where the address bar names nothing, "" where there is nothing."""
    return next(iter((*collections(), *seeds())), "")


def beginning(path: Path) -> tuple[int, ParsedArticle | None]:
    """Return how many records a file of `geo parse` has, and the first, None where there is none.

    Raises:
        ArticleError: it can't be opened, or does not begin as such a file does.
    """
    try:
        with path.open("rb") as lines:
            count = sum(not line.isspace() for line in lines)
    except OSError as error:
        raise unopened(path, error) from error
    return count, next(read_records(path), None)


def is_archive(article: str) -> bool:
    """Tell whether an id of the address bar is that of a folder of tables, whose articles are never all in memory."""
    return article in collections() and collections()[article].is_dir()
