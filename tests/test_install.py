"""`pip install .` gives the package with its data, the command `dateline` and the components for any spaCy pipeline."""

import json
import os
import subprocess
import sys

import pytest

from geo import parse
from geo.paths import ROOT
from geo.version import VERSION

SOURCES = (
    "geo",
    "data",
    "seeds",
    "pyproject.toml",
    "requirements.txt",
    "requirements-batch.txt",
    "README.md",
    "LICENSE",
)
TEXT = "LYON - Train crews walked out on Friday. “No train leaves,” said Marie Blanc in Grenoble."
KEEP_AND_LOAD = """
import sys
import spacy
from geo.language import pipeline
pipeline.load().to_disk(sys.argv[1])
"""
LOAD_ALONE = """
import json, sys
import spacy
doc = spacy.load(sys.argv[1])(sys.argv[2])
print(json.dumps([doc._.mentions, doc._.events, doc._.quotes]))
"""


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


def test_it_has_a_version_and_an_extra_for_archives(installed):
    (file,) = installed.glob("dateline-*.dist-info/METADATA")
    lines = file.read_text("utf-8").splitlines()
    assert f"Version: {VERSION}" in lines and "Provides-Extra: batch" in lines
    wanted = (ROOT / "requirements-batch.txt").read_text("utf-8").splitlines()[1:]
    found = [line.partition("; extra ==")[0].removeprefix("Requires-Dist: ") for line in lines if "; extra ==" in line]
    assert sorted(found) == sorted(wanted) != []


def test_nothing_of_the_checkout_is_used(installed, tmp_path):
    print_paths = "import geo.paths; print(geo.paths.__file__, geo.paths.DATA, geo.paths.SEEDS)"
    paths = run(installed, tmp_path, sys.executable, "-c", print_paths).split()
    assert [path for path in paths if not path.startswith(str(installed))] == []


def test_a_pipeline_is_kept_on_disk_and_loaded_by_spacy_alone(installed, tmp_path):
    run(installed, tmp_path, sys.executable, "-c", KEEP_AND_LOAD, str(tmp_path / "kept"))
    loaded = run(installed, tmp_path, sys.executable, "-c", LOAD_ALONE, str(tmp_path / "kept"), TEXT)
    mentions, events, quotes = json.loads(loaded)
    (own,) = parse(TEXT).records
    assert [m["place"] for m in mentions] == [m["place"] for m in own["mentions"]]
    assert [e["type"] for e in events] == [e["type"] for e in own["events"]] != []
    assert [q["speaker"] for q in quotes] == ["Marie Blanc"]
