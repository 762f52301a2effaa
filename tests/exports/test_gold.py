"""`geo export` with the corrections of a file, and the gold of them."""

import json

import pytest
from typer.testing import CliRunner

from geo.__main__ import app
from geo.corrections import Elsewhere, Note, Nothing, Target, TypeOfEvent, as_json
from geo.errors import DatelineError, UsageError
from geo.records import digest
from tests.atlas.test_folder import written
from tests.review.sample import TEXT, at, place, record, right


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def parsed(tmp_path):
    """Two records of one article, the second with another text, and a file for corrections."""
    path = tmp_path / "out.jsonl"
    other = record("b", text=TEXT.replace("Friday", "Sunday"))
    path.write_text("".join(json.dumps(one) + "\n" for one in (record(), other)))
    return path, tmp_path / "made.jsonl"


def made(path, *corrections):
    path.write_text("".join(json.dumps(as_json(correction)) + "\n" for correction in corrections))


def test_corrections_of_a_file_are_made_in_an_export(parsed, tmp_path):
    path, corrections = parsed
    made(corrections, Nothing(at("marched", "event")), Elsewhere("geonames:11", place("Porto")))
    done = run("export", path, "--corrections", corrections, "-o", tmp_path / "a.jsonl")
    assert done.exit_code == 0, done.output
    one, other = map(json.loads, (tmp_path / "a.jsonl").read_text().splitlines())
    assert [event["id"] for event in one["events"]] == ["e1"] and len(other["events"]) == 2
    assert {mention["place"] for mention in (*one["mentions"], *other["mentions"])} == {"geonames:12"}


def test_what_corrections_are_of_and_is_not_there_is_told(parsed, tmp_path):
    path, corrections = parsed
    gone = Target(digest("Another text"), "event", 0, 7, "Another")
    made(corrections, right(at("marched", "event")), TypeOfEvent(gone, "PROTEST"))
    corrections.write_text(corrections.read_text() + '{"kind": "poem"}\n[\n')
    done = run("export", path, "--corrections", corrections, "-o", tmp_path / "a.csv")
    assert done.exit_code == 1 and (tmp_path / "a.csv").exists()
    assert "not found in these articles: “Another”: A reader changed its type to Protest" in done.output
    assert "Line 3 of made.jsonl: This is not a correction" in done.output
    assert "Line 4 of made.jsonl is not valid JSON." in done.output


def test_gold_is_written_as_a_folder_and_nothing_of_an_earlier_time_stays(parsed, tmp_path):
    path, corrections = parsed
    folder = tmp_path / "gold"
    made(corrections, right(at("marched", "event")), right(at("Nobody was hurt today,", "quote")))
    ask = ("export", path, "--corrections", corrections, "--gold", "-o", folder)
    done = run(*ask)
    assert done.exit_code == 0 and f"{folder / 'voices.jsonl'}: 1 row" in done.output
    assert {file.name for file in folder.iterdir()} == {"voices.jsonl", "event_places.jsonl", "event_types.jsonl"}
    made(corrections, right(at("marched", "event")))
    assert run(*ask).exit_code == 0
    assert {file.name for file in folder.iterdir()} == {"event_places.jsonl", "event_types.jsonl"}


@pytest.mark.parametrize(
    ("corrections", "options", "words"),
    [
        ([], [], "name that file with --corrections"),
        ([Note(at("marched", "event"), "?")], ["--corrections", "{made}"], "There is no gold in this"),
        ([], ["--corrections", "{made}.missing"], "can't be opened"),
        ([right(at("marched", "event"))], ["--corrections", "{made}", "-o", "{made}"], "can't be written"),
    ],
)
def test_why_there_is_no_gold_is_told(parsed, tmp_path, corrections, options, words):
    path, file = parsed
    made(file, *corrections)
    options = [option.replace("{made}", str(file)) for option in options]
    done = run("export", path, "--gold", "-o", tmp_path / "gold", *options)
    assert isinstance(done.exception, DatelineError) and words in str(done.exception)


def test_a_folder_of_tables_is_not_corrected(tmp_path):
    folder = written(tmp_path / "tables", [record()])
    file = tmp_path / "made.jsonl"
    made(file)
    done = run("export", folder, "--corrections", file, "-o", tmp_path / "a.csv")
    assert isinstance(done.exception, UsageError) and "folder of tables" in str(done.exception)
