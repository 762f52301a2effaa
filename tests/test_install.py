"""`pip install .` gives the package with its data, the command `dateline` and the components for any spaCy pipeline."""

import json
import os
import subprocess
import sys

import pytest

from geo import parse
from geo.paths import ROOT

SOURCES = ("geo", "data", "seeds", "pyproject.toml", "requirements.txt", "README.md", "LICENSE")
TEXT = "LYON - Train crews walked out on Friday. “No train leaves,” said Marie Blanc in Grenoble."


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return a folder into which the project is installed, apart from its checkout."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for name in SOURCES:
        (source / name).symlink_to(ROOT / name)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    command = (*pip, "install", "--no-deps", "--no-build-isolation", "--target", str(target), str(source))
    subprocess.run(command, check=True, capture_output=True, text=True)
    return target


def run(installed, folder, *command):
    env = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True, timeout=240).stdout


def test_the_command_reads_an_article_as_the_checkout_does(installed, tmp_path):
    (tmp_path / "trains.txt").write_text(TEXT, "utf-8")
    run(installed, tmp_path, str(installed / "bin" / "dateline"), "parse", "trains.txt", "-o", "out.jsonl")
    (found,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    (own,) = parse(TEXT).records
    assert [found[key] for key in ("mentions", "places", "quotes")] == [
        own[key] for key in ("mentions", "places", "quotes")
    ]
    assert {place["name"] for place in found["places"]} >= {"Lyon", "Grenoble"}


def test_nothing_of_the_checkout_is_used(installed, tmp_path):
    print_paths = "import geo.paths; print(geo.paths.__file__, geo.paths.DATA, geo.paths.SEEDS)"
    paths = run(installed, tmp_path, sys.executable, "-c", print_paths).split()
    assert [path for path in paths if not path.startswith(str(installed))] == []
