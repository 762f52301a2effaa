"""The articles that are there before anybody adds one: the seeds, and files given on the command line."""

import sys
from dataclasses import replace
from pathlib import Path

from geo.app.shared import remembered
from geo.articles import Article, read
from geo.paths import SEEDS


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
    """Return the files of `geo parse` given on the command line: `streamlit run app.py -- parsed.jsonl`."""
    paths = [Path(argument) for argument in sys.argv[1:] if argument.endswith(".jsonl")]
    return {f"file:{path.stem}": path for path in paths if path.is_file()}
