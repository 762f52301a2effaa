"""Word lists of the recogniser and the resolver, from data/lexicons."""

import json
from functools import cache
from typing import Any

from geo.paths import DATA, lexicon


@cache
def _lists() -> dict[str, Any]:
    return json.loads((DATA / "lexicons" / "toponym_words.json").read_text("utf-8"))


def words(name: str) -> frozenset[str]:
    """Return a list of `toponym_words.json` as a set of lower-case words."""
    return frozenset(_lists()[name])


def kind_words() -> dict[str, tuple[str, ...]]:
    """Return words that go with a place ("mayor", "province"), each with the kinds of place it speaks for."""
    return {word: tuple(names) for word, names in _lists()["kinds"].items()}


@cache
def not_places() -> dict[str, list[list[str]]]:
    """Return names of firms and the like that hold the name of a place and mean none, as words, by their first one."""
    names: dict[str, list[list[str]]] = {}
    for line in lexicon("not_places.txt"):
        name = line.replace("-", " - ").split()
        names.setdefault(name[0], []).append(name)
    return names


@cache
def ordinary_words() -> frozenset[str]:
    """Return English words that are written in lower case."""
    return frozenset(lexicon("english_words.txt"))


@cache
def personal_names() -> tuple[dict[str, float], dict[str, float]]:
    """Return given names and surnames with the percentage of people who bear them."""
    given, surnames = {}, {}
    for line in lexicon("personal_names.tsv"):
        name, first, last = line.split("\t")
        given[name], surnames[name] = float(first), float(last)
    return given, surnames
