"""Text goes one way through the house: a part of `geo` imports only parts that stand below it, and none in a circle."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from geo.paths import ROOT

LAYERS = (
    ("errors", "journal", "paths", "version"),
    ("attribution", "cells", "connections", "contract", "display", "files", "geojson", "linear", "weights", "workers"),
    ("articles", "gazetteer", "ontology", "records"),
    ("across", "places"),
    ("atlas", "corrections", "evaluation", "geocoders", "settings"),
    ("language", "maps", "review"),
    ("edition",),
    ("library",),
    ("viewer",),
    ("exports",),
    ("app", "batch"),
    ("bench",),
    ("__init__", "__main__"),
)
"""The parts of `geo`, the lowest first; those of one layer don't know each other."""

RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
GEO = ROOT / "geo"
FILES = sorted(GEO.rglob("*.py"))
MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in FILES}


@cache
def imported(file: Path) -> frozenset[str]:
    """Return the modules of the project that a file imports, within functions too, or names to be imported later."""
    return frozenset(_imported(file))


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "geo")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "geo":
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                yield below if below in MODULES else str(node.module)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("geo."):
            module, colon, _ = node.value.partition(":")
            if colon and module in MODULES:
                yield module


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_imported_stands_below(file):
    own = file.relative_to(GEO).parts[0].removesuffix(".py")
    assert own in RANK, f"{own} has no layer yet"
    for module in imported(file):
        part = part_of(module)
        assert part == own or RANK[part] < RANK[own], f"{own} must not import {part}"


def test_no_modules_import_each_other_in_a_circle():
    TopologicalSorter({name: {*imported(file)} - {name} for name, file in MODULES.items()}).prepare()


def test_only_the_app_what_drives_it_and_what_reads_its_secrets_know_streamlit():
    for file in FILES:
        text = file.read_text("utf-8")
        if "import streamlit" in text or "from streamlit" in text:
            assert file.relative_to(GEO).parts[0] in ("app", "bench", "connections.py"), file
