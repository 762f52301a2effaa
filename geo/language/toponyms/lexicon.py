"""Word lists of the recogniser and the resolver, from data/lexicons."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from geo.paths import DATA, lexicon

_GOODS = "goods "
"""What stands before a class of goods in the table of namesakes."""


@cache
def _lists() -> dict[str, Any]:
    return json.loads((DATA / "lexicons" / "toponym_words.json").read_text("utf-8"))


def words(name: str) -> frozenset[str]:
    """Return a list of `toponym_words.json` as a set of lower-case words."""
    return frozenset(_lists()[name])


def kind_words() -> dict[str, tuple[str, ...]]:
    """Return words that go with a place ("mayor", "province"), each with the kinds of place it speaks for."""
    return {word: tuple(names) for word, names in _lists()["kinds"].items()}


_KINDS = ("adjective", "language", "thing", "body", "firm", "person", "compound")
"""Classes of namesakes; a name of several has the first of them."""


@cache
def _namesake_rows() -> dict[str, list[str]]:
    rows = (line.split("\t") for line in lexicon("namesakes.tsv"))
    return {kind: names.split(" | ") for kind, names in rows}


@cache
def namesakes() -> dict[str, str]:
    """Return what else a name names, by its key in the gazetteer: "firm", "body", "person", "thing" or "compound"."""
    found: dict[str, str] = {}
    for kind in _KINDS:
        for name in _namesake_rows()[kind]:
            found.setdefault(name, kind)
    return found


@cache
def goods() -> dict[str, set[str]]:
    """Return the classes of goods ("food", "animal") that the name of a place is a name of too, by its key."""
    found: dict[str, set[str]] = {}
    for kind, names in _namesake_rows().items():
        if kind.startswith(_GOODS):
            for name in names:
                found.setdefault(name, set()).add(kind.removeprefix(_GOODS))
    return found


@cache
def not_places() -> dict[str, list[list[str]]]:
    """Return names of firms and the like that hold the name of a place and mean none, as words, by their first one."""
    return _by_first(lexicon("not_places.txt"))


@cache
def firms() -> dict[str, list[list[str]]]:
    """Return the names of several words of firms, as `not_places` does.

    Those of which a word tells what they do where are left out: Air France is there, the Moscow Metro is not.
    """
    telling = words("organisations") | words("services") | words("team_before") | words("team_after") | {"the"}
    names = (name for name, kind in namesakes().items() if kind == "firm" and " " in name)
    return _by_first(name for name in names if telling.isdisjoint(name.split()))


def _by_first(names: Iterable[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for name in names:
        parts = name.replace("-", " - ").split()
        found.setdefault(parts[0], []).append(parts)
    return found


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
