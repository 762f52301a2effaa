"""`geo export` and `geo map`: a file of each format, and a sentence for what can't be done."""

import json

import pytest
from PIL import Image
from typer.testing import CliRunner

from geo import engine
from geo.__main__ import app
from geo.errors import DatelineError, ExportError, UsageError
from geo.exports import FORMATS
from geo.exports.png import RATIOS
from tests.atlas.test_folder import written

STORY = "LYON, France — The mayor met farmers in Lyon on Monday, 6 May 2024. “We hear you,” she said.\n"


@pytest.fixture(scope="module", autouse=True)
def _engine():
    engine()


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("format", FORMATS)
def test_export_writes_each_format(format, story, tmp_path):
    out = tmp_path / f"out.{format}"
    done = run("export", story, "-o", out)
    assert done.exit_code == 0, done.output
    assert out.stat().st_size > 100 and "in 1 article" in done.output


def test_map_writes_a_page(story, tmp_path):
    out = tmp_path / "map.html"
    assert run("map", story, "-o", out).exit_code == 0
    assert "Content-Security-Policy" in out.read_text("utf-8") and "farmers" in out.read_text("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_of_tables_is_exported_as_the_articles_it_holds(format, seed_record, tmp_path):
    parsed, folder = tmp_path / "parsed.jsonl", written(tmp_path / "OUT", [seed_record])
    parsed.write_text(json.dumps(seed_record), "utf-8")
    outs = tmp_path / f"one.{format}", tmp_path / f"other.{format}"
    for path, out in zip((parsed, folder), outs, strict=True):
        done = run("export", path, "-o", out)
        assert done.exit_code == 0 and "in 1 article" in done.output, done.output
    assert format == "gpkg" or outs[0].read_bytes() == outs[1].read_bytes()


def test_a_folder_of_tables_is_taken_by_itself(story, seed_record, tmp_path):
    folder = written(tmp_path / "OUT", [seed_record])
    done = run("export", story, folder, "-o", tmp_path / "out.csv")
    assert isinstance(done.exception, UsageError) and "is taken by itself" in str(done.exception)
    assert not (tmp_path / "out.csv").exists()


def test_more_articles_than_fit_a_file_are_told(seed_record, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.exports.cli.MOST_ARTICLES", 1)
    folder = written(tmp_path / "OUT", [seed_record, {**seed_record, "id": "again"}])
    done = run("export", folder, "-o", tmp_path / "out.csv")
    assert isinstance(done.exception, ExportError) and "holds 2 articles, and 1 fit a file" in str(done.exception)


@pytest.mark.parametrize(("ratio", "size"), RATIOS.items())
def test_a_picture_has_its_title_its_note_and_its_shape(ratio, size, story, tmp_path):
    out = tmp_path / "map.png"
    done = run("map", story, "-o", out, "--title", "Farmers", "--note", "In Lyon", "--ratio", ratio)
    assert done.exit_code == 0, done.output
    assert Image.open(out).size == size


def test_what_cannot_be_read_is_told_and_left_out(story, tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no pdf")
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "Rain fell on Lyon."}\n{"no": 1}\n')
    done = run("export", bad, story, rows, tmp_path / "missing.txt", "-o", tmp_path / "out.csv")
    assert done.exit_code == 2 and "in 2 articles" in done.output
    for words in ("bad.pdf is not a PDF", "Line 2 of rows.jsonl", "missing.txt can't be opened"):
        assert words in done.output


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("export", "story.txt", "-o", "x.docm"), ExportError, "x.docm has to end with"),
        (("map", "story.txt", "-o", "x.csv"), ExportError, "html or .png"),
        (("map", "story.txt", "-o", "x.png", "--ratio", "3:1"), ExportError, "There is no shape 3:1"),
        (("map", "story.txt", "-o", "x.html", "--note", "Of note"), ExportError, "--note is of a picture"),
    ],
)
def test_errors_are_sentences(arguments, error, words, story, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert isinstance(done.exception, error) and isinstance(done.exception, DatelineError)
    assert words in str(done.exception)


def test_the_folder_of_the_file_to_write_is_made(story, tmp_path):
    out = tmp_path / "no" / "folder" / "x.csv"
    assert run("export", story, "-o", out).exit_code == 0 and out.stat().st_size > 100
