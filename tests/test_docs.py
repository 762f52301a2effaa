"""What the docs say is so: they name every command, format and setting, and their recipes can be followed."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from geo.__main__ import COMMANDS, Commands
from geo.exports import FORMATS
from geo.paths import DATA, ROOT
from geo.settings import Settings

DOCS = ROOT / "docs"
RECIPES = sorted(DOCS.glob("add-*.md"))
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".pytest_cache", "__pycache__", ".hypothesis", "out")
STEP = re.compile(r"^(?:Write `(?P<file>[^`]+)`:\n\n)?```(?P<kind>python|diff|sh)\n(?P<text>.*?)^```$", re.M | re.S)


def told(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def commands() -> list[str]:
    """Return all commands of the command line, those of a group behind its name."""
    found = []
    for name in COMMANDS:
        command = Commands().get_command(None, name)
        below = getattr(command, "commands", {})
        found += [f"{name} {one}" for one in below] if below else [name]
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_is_told(command):
    assert re.search(rf"python -m geo {re.escape(command)}\b", told("command-line.md"))


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_is_told(command):
    name, _, below = command.partition(" ")
    found = Commands().get_command(typer.Context(typer.main.get_command(typer.Typer(callback=print))), name)
    found = found.commands[below] if below else found
    text = told("command-line.md")
    for parameter in found.params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--help", "--out"):
                assert f"`{option}`" in text, f"{command} {option}"


@pytest.mark.parametrize("format", FORMATS)
def test_every_export_is_told(format):
    assert f"| `.{format}` | {FORMATS[format].label} |" in told("command-line.md")


def test_every_setting_is_told_and_none_else():
    named = re.findall(r"`(DATELINE_[A-Z_]+)`", told("hosting.md"))
    assert {f"DATELINE_{name.upper()}" for name in Settings.__slots__} == set(named) - {"DATELINE_GAZETTEER"}


def test_every_file_of_weights_is_told_with_the_command_that_fits_it():
    rows = re.findall(r"^\| `([\w.]+)` \|.*\| `python -m geo (train [\w-]+)`", told("architecture.md"), re.M)
    names = [name for name, _ in rows]
    assert sorted(names) == sorted(path.name for path in (DATA / "weights").iterdir())
    assert {command for _, command in rows} <= set(commands())


def test_every_room_of_the_house_is_told():
    rooms = {path.name for path in (ROOT / "geo").iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if f"`geo/{room}`" not in told("architecture.md")} == set()


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *DOCS.glob("*.md"), DATA / "README.md"]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text("utf-8")):
        file = page.parent / target if target else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}, anchor


def test_all_pages_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in reached:
            reached.add(page)
            waiting += [page.parent / link for link in re.findall(r"\]\(([^)#:]+\.md)", page.read_text("utf-8"))]
    assert {page.resolve() for page in pages()} <= reached


@pytest.mark.parametrize("name", sorted({name for page in pages() for name in re.findall(
    r"(?<![/\w])((?:geo|tests|data|docs)/[\w./-]*\w)", page.read_text("utf-8"))}))  # fmt: skip
def test_what_pages_name_is_there(name):
    made = {match["file"] for recipe in RECIPES for match in STEP.finditer(recipe.read_text("utf-8")) if match["file"]}
    assert (ROOT / name).exists() or name in made or name.endswith(".md")


@pytest.fixture
def checkout(tmp_path) -> Path:
    """Return a copy of the project to follow a recipe in."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT, symlinks=True)
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_can_be_followed(recipe, checkout):
    steps = list(STEP.finditer(recipe.read_text("utf-8")))
    assert {step["kind"] for step in steps} >= {"diff", "sh"}
    for step in steps:
        if step["kind"] == "diff":
            change(checkout, step["text"])
        elif step["kind"] == "python":
            assert step["file"], "a block of code says which file it is"
            (checkout / step["file"]).write_text(step["text"], "utf-8")
        else:
            for line in step["text"].splitlines():
                assert line.startswith("python -m ")
                done = subprocess.run(
                    [sys.executable, *shlex.split(line)[1:]],
                    cwd=checkout, capture_output=True, text=True, timeout=300,
                )  # fmt: skip
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def change(checkout: Path, diff: str) -> None:
    """Change the file that the first line names; each part, behind @@, has to fit one place of it."""
    head, *parts = re.split(r"^@@\n", diff, flags=re.M)
    file = checkout / head.removeprefix("--- ").strip()
    for part in parts:
        lines = part.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{file.name}: {text.count(old)} times:\n{old}"
        file.write_text(text.replace(old, new), "utf-8")
