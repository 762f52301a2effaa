"""The whole command: whatever ends it, it goes on, and the tables are those of a run that nothing happened to."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import duckdb
import geopandas
import pandas
import pyarrow as pa
import pyogrio
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from geo.__main__ import app
from geo.articles import read
from geo.atlas.tables import SCHEMAS, records
from geo.edition import edition
from geo.language import pipeline
from tests.batch.archive import (
    archive,
    batch,
    children,
    command,
    leftovers,
    markers,
    running,
    story,
    tables,
    wait_until,
)

SMALL = ("--partition", 4)


def test_each_article_is_read_and_the_folder_says_what_wrote_it(undisturbed, expected):
    assert markers(undisturbed) == 12 and leftovers(undisturbed) == []
    assert set(expected) == {*SCHEMAS, "errors"}
    assert [json.loads(row)["id"] for row in expected["articles"]] == [story(number)["id"] for number in range(48)]
    assert len(expected["quotes"]) >= 48 and len(expected["events"]) >= 96 and expected["errors"] == []
    assert json.loads((undisturbed / "manifest.json").read_bytes()) == edition()


def dumped(value) -> str:
    return json.dumps(value, sort_keys=True)


def test_the_answers_are_those_of_the_engine(undisturbed, nlp):
    found = {
        name: pa.concat_tables(map(parquet.read_table, sorted((undisturbed / name).iterdir()))) for name in SCHEMAS
    }
    by_id = {record["id"]: record for record in records(found)}
    folder = undisturbed.parent
    for record in pipeline.parse(nlp, read(archive(folder / "some.jsonl", range(0, 48, 9)))):
        kept = by_id[record["id"]]
        for name in ("text", "title", "published", "mentions", "events", "quotes", "links"):
            assert dumped(kept[name]) == dumped(record[name]), name


def test_others_read_it(undisturbed, expected):
    events = pandas.read_parquet(undisturbed / "events")
    assert len(events) == len(expected["events"])
    files = sorted((undisturbed / "events").glob("part-*.parquet"))
    shapes = pandas.concat(map(geopandas.read_parquet, files))
    assert shapes.crs.to_epsg() in (4326, None) and shapes.crs.to_authority() == ("OGC", "CRS84")
    places = pandas.concat(map(geopandas.read_parquet, (undisturbed / "places").iterdir())).drop_duplicates("id")
    lyon = places[places["name"] == "Lyon"].iloc[0]
    assert (lyon.geometry.x, lyon.geometry.y) == (lyon.lon, lyon.lat) == (pytest.approx(4.85, abs=0.1), lyon.lat)
    there = shapes[shapes["place"] == lyon["id"]]
    assert len(there) and (there.geometry == lyon.geometry).all()
    assert shapes[shapes["place"].isna()].geometry.isna().all()
    said = pandas.concat(map(geopandas.read_parquet, (undisturbed / "quotes").iterdir()))
    assert (said.geometry.isna() == said["said_at"].isna()).all()
    asked = (
        f"SELECT count(*), count(DISTINCT e.place) FROM '{undisturbed}/events/*.parquet' e "
        f"JOIN '{undisturbed}/articles/*.parquet' a ON e.article = a.id WHERE e.status = 'happened'"
    )
    ((count, _),) = duckdb.sql(asked).fetchall()
    assert count == (events["status"] == "happened").sum() > 90


def test_gdal_reads_what_is_exported(undisturbed, tmp_path):
    places, rows = tmp_path / "out.gpkg", tmp_path / "out.csv"
    for file in (places, rows):
        exported(undisturbed, file, "--country", "France")
    there = duckdb.sql(f"SELECT DISTINCT id, lon, lat FROM '{undisturbed}/places/*.parquet' WHERE country = 'France'")
    told = pyogrio.read_dataframe(places, layer="places")
    assert told.crs.to_epsg() == 4326
    found = {(id, point.x, point.y) for id, point in zip(told["id"], told.geometry, strict=True)}
    assert found and found <= set(there.fetchall())
    links = duckdb.sql(f"SELECT item FROM '{undisturbed}/links/*.parquet' SEMI JOIN there ON there.id = place")
    assert len(pyogrio.read_dataframe(rows)) == len(links.fetchall())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice: apt install libreoffice-calc-nogui")
def test_a_spreadsheet_opens_a_sample(undisturbed, tmp_path):
    sample, book = tmp_path / "sample.csv", tmp_path / "sample.xlsx"
    exported(undisturbed, sample, "--country", "France")
    utf_8 = "--infilter=CSV:44,34,76"  # comma, quotation mark, encoding
    line = ["soffice", utf_8, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*line, "--outdir", str(tmp_path), str(sample)], check=True, capture_output=True, timeout=180)
    with sample.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    sheet = pyogrio.read_dataframe(book).fillna("")
    assert list(sheet.columns) == header and len(sheet) == len(rows) > 10
    assert sheet["text"].tolist() == [row[header.index("text")] for row in rows]


def exported(out: Path, file: Path, *options: str) -> None:
    """Write a selection of a folder to a file, as `geo export` does."""
    found = CliRunner().invoke(app, ["export", str(out), "-o", str(file), *options])
    assert found.exit_code == 0, found.output


def test_what_is_there_is_not_read_again_and_what_is_new_is_added(undisturbed, tmp_path, news):
    out, more = tmp_path / "out", archive(tmp_path / "more.jsonl", range(40, 52))
    (tmp_path / "in").mkdir()
    archive(tmp_path / "in" / "first.jsonl", range(8))
    batch(tmp_path / "in", "-o", out, *SMALL)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("part-*")}
    told = batch(tmp_path / "in", more, "-o", out, *SMALL).stdout
    assert "12 articles read" in told and "8 were there" in told
    assert before.items() <= {path: path.stat().st_mtime_ns for path in out.rglob("part-*")}.items()
    assert len(tables(out)["articles"]) == 20 and markers(out) == 5


def test_inputs_that_are_no_articles_are_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "in").mkdir()
    rows = [story(1), {"id": "x", "text": ""}, story(2)]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "in" / "b.jpg").write_bytes(b"x")
    done = batch(tmp_path / "in", tmp_path / "gone.csv", "-o", tmp_path / "out", code=2)
    for words in ("Line 2 of a.jsonl is empty", "1 files of other kinds", "gone.csv can't be opened"):
        assert words in done.stderr
    assert "2 articles read" in done.stdout and len(tables(tmp_path / "out")["articles"]) == 2


def test_an_article_that_takes_too_long_is_a_row_with_where_it_came_from(tmp_path):
    long = {"id": "long", "title": "A long one", "text": "The mayor of Lyon met farmers in Nantes. " * 12_000}
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, (story(1), long, story(2)))), "utf-8")
    assert "1 of them errors" in batch(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--seconds", 6).stdout
    found = tables(tmp_path / "out")
    assert len(found["articles"]) == 2
    assert [json.loads(row) for row in found["errors"]] == [
        {"article": "long", "title": "A long one", "source": "a.jsonl",
         "error": "It takes too long to read: 6 seconds is the limit."}
    ]  # fmt: skip


@pytest.mark.slow
def test_another_edition_is_refused_or_read_again(tmp_path, news):
    out = tmp_path / "out"
    some = archive(tmp_path / "some.jsonl", range(4))
    batch(some, "-o", out)
    manifest = json.loads((out / "manifest.json").read_bytes())
    (out / "manifest.json").write_text(json.dumps({**manifest, "weights": "000000000000"}))
    told = batch(some, "-o", out, code=1).stderr
    assert "was written with weights 000000000000, not" in told and "--again" in told and "Traceback" not in told
    assert "4 articles read" in batch(some, "-o", out, "--again").stdout


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:9", "nonsense://x"],
)
def test_a_cluster_that_is_not_there_is_a_sentence(tmp_path, address):
    out = tmp_path / "out"
    told = batch(archive(tmp_path / "a.jsonl", [1]), "-o", out, "--scheduler", address, code=1).stderr
    assert told.startswith(f"geo: There is no scheduler at {address}: ") and "Traceback" not in told


def test_without_dask_it_says_what_to_install(tmp_path, monkeypatch):
    hidden = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'distributed' else find(name, *rest)\n"
        "from geo.__main__ import main; sys.argv = ['geo', 'batch', 'x.jsonl', '-o', sys.argv[1]]; main()"
    )
    with running(sys.executable, "-c", hidden, str(tmp_path / "out")) as process:
        told = process.communicate(timeout=90)[0]
    assert process.returncode == 2 and find_spec("distributed")
    assert told == "geo: geo batch reads on Dask, which is not installed: pip install -r requirements-batch.txt\n"


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 3])
def test_it_does_not_matter_how_many_read(news, tmp_path, expected, workers):
    batch(news, "-o", tmp_path / "out", *SMALL, "--workers", workers)
    assert tables(tmp_path / "out") == expected


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2])
def test_workers_that_are_killed_are_survived(news, tmp_path, expected, times):
    out = tmp_path / "out"
    with running(*command(news, "-o", out, *SMALL, "--workers", 2)) as process:
        for number in range(1, times + 1):
            wait_until(lambda number=number: markers(out) >= 3 * number, process)
            os.kill(_workers(process.pid)[0], signal.SIGKILL)
        told = process.communicate(timeout=90)[0]
    assert process.returncode == 0 and "Traceback" not in told
    assert tables(out) == expected and leftovers(out) == []


def _workers(pid: int) -> list[int]:
    """Return the processes of Dask's workers below a run, those that have processes below which readers come from."""
    return [child for child in children(pid) if any(b"geo.workers" in _line(below) for below in children(child))]


def _line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 5])
def test_a_run_that_is_killed_goes_on_and_leaves_no_process(news, tmp_path, expected, at):
    out = tmp_path / "out"
    with running(*command(news, "-o", out, *SMALL)) as process:
        wait_until(lambda: markers(out) >= at, process)
        below = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        until = time.monotonic() + 10
        while any(_line(pid) for pid in below) and time.monotonic() < until:
            time.sleep(0.1)
        assert below and not any(_line(pid) for pid in below)
    done = markers(out)
    told = batch(news, "-o", out, *SMALL).stdout
    assert f"{48 - 4 * done} articles read" in told and f"{4 * done} were there" in told
    assert tables(out) == expected and leftovers(out) == []


@pytest.mark.slow
@pytest.mark.parametrize("key", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_says_one_sentence_and_goes_on(news, tmp_path, expected, key):
    out = tmp_path / "out"
    with running(*command(news, "-o", out, *SMALL)) as process:
        wait_until(lambda: markers(out) >= 2, process)
        (os.killpg if key == signal.SIGINT else os.kill)(process.pid, key)
        told = process.communicate(timeout=90)[0]
    assert process.returncode == 130
    *others, last = told.splitlines()
    assert last == f"geo: Ended. What is done is kept in {out}: run the same command again to go on."
    assert all(" articles read, " in line for line in others), told
    batch(news, "-o", out, *SMALL)
    assert tables(out) == expected and leftovers(out) == []


@pytest.mark.slow
def test_a_disk_that_is_full_is_a_sentence_and_there_is_room_again(news, small_disk, expected):
    disk = small_disk(4_000)
    filling = disk / "filling"
    filling.write_bytes(bytes(3_600_000))
    out = disk / "out"
    told = batch(news, "-o", out, *SMALL, code=1).stderr
    assert f"geo: {out} can't be written: No space left on device. What is done is kept" in told
    assert "Traceback" not in told and 0 < markers(out) < 12
    filling.unlink()
    batch(news, "-o", out, *SMALL)
    assert tables(out) == expected and leftovers(out) == []
