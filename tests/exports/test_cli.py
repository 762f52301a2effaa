"""`geo export` and `geo map`: a file of each format, and a sentence for what can't be done."""

import json

import pytest
from PIL import Image
from typer.testing import CliRunner

from geo import engine
from geo.__main__ import app
from geo.atlas import Atlas, Filter, index
from geo.errors import DatelineError, ExportError, UsageError
from geo.exports import FORMATS, export
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
    monkeypatch.setattr("geo.exports.formats.MOST_ARTICLES", 1)
    folder = written(tmp_path / "OUT", [seed_record, {**seed_record, "id": "again"}])
    done = run("export", folder, "-o", tmp_path / "out.kml")
    assert isinstance(done.exception, ExportError) and "are 2 articles, and 1 fit a file" in str(done.exception)
    assert list(tmp_path.glob("*out*")) == []
    assert run("export", folder, "-o", tmp_path / "out.csv").exit_code == 0


SELECTIONS = [
    (("--kind", "violence"), Filter(categories=("violence",))),
    (("--kind", "words", "--kind", "mention"), Filter(categories=("words", None))),
    (("--type", "ASSAULT", "--status", "happened"), Filter(types=("ASSAULT",), statuses=("happened",))),
    (("--person", "David Cameron"), Filter(people=("David Cameron",))),
    (("--country", "France"), Filter(countries=("France",))),
    (("--place", "paris"), Filter(places=("geonames:2988507",))),
    (("--words", "police"), Filter(text="police")),
    (("--since", "2015-11-20", "--until", "2015-11-30"), Filter(since="2015-11-20", until="2015-11-30")),
    (("--since", "2015-01-01", "--clock", "published"), Filter(since="2015-01-01", clock="published")),
]


@pytest.mark.parametrize("filed", [False, True], ids=["records", "tables"])
@pytest.mark.parametrize(("options", "wanted"), SELECTIONS, ids=str)
def test_a_selection_is_what_the_filters_of_the_page_keep(options, wanted, filed, seed_record, tmp_path):
    source = tmp_path / "parsed.jsonl"
    source.write_text(json.dumps(seed_record), "utf-8")
    if filed:
        source = written(tmp_path / "OUT", [seed_record])
    done = run("export", source, "-o", tmp_path / "out.csv", *options)
    assert done.exit_code == 0, done.output
    kept = Atlas.from_records([seed_record]).filter(wanted)
    assert 0 < len(kept.links) < len(seed_record["links"]) + 20
    assert (tmp_path / "out.csv").read_bytes() == export(kept, "csv")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--kind", "weather"), "--kind weather is none of: violence"),
        (("--type", "PICNIC"), "--type PICNIC is none of"),
        (("--status", "done"), "--status done is none of: happened, planned, possible, denied."),
        (("--since", "May"), "--since May is no day; write it as 2015-11-26."),
        (("--clock", "noon"), "--clock noon is none of: happened, published."),
        (("--place", "Atlantis"), "--place Atlantis: no place here has this name or id."),
        (("--words", "no such words"), "Nothing is left of these articles"),
    ],
)
@pytest.mark.parametrize("command", ["export", "map"])
def test_a_selection_that_is_none_is_refused(command, options, words, seed_record, tmp_path):
    folder = written(tmp_path / "OUT", [seed_record])
    done = run(command, folder, "-o", tmp_path / "out.html", *options)
    assert isinstance(done.exception, UsageError) and words in str(done.exception)
    assert not (tmp_path / "out.html").exists()


@pytest.mark.parametrize("format", [name for name, found in FORMATS.items() if found.streams])
@pytest.mark.parametrize("indexed", [False, True])
def test_a_stream_is_the_same_as_the_whole(format, indexed, seed_record, tmp_path, monkeypatch):
    records = [{**seed_record, "id": f"a{number}", "source": None} for number in range(7)]
    folder = written(tmp_path / "OUT", records[:3], records[3:4], records[4:])
    if indexed:
        index.make(folder)
    monkeypatch.setattr(Atlas.parts, "__defaults__", (2,))
    wanted = Filter(countries=("France", "Syria"))
    assert len(list(Atlas.open(folder).filter(wanted).parts())) == 5
    assert export(Atlas.open(folder).filter(wanted), format) == export(
        Atlas.from_records(records).filter(wanted), format
    )


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
