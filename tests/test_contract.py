"""The record that the engine writes: its fields, its types, and offsets that point at the text they claim."""

import json
import re
import subprocess
import sys
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles import Article
from geo.contract import ParsedArticle
from geo.language import pipeline
from geo.paths import ROOT
from tests.conftest import SEED

SPANS = (("start", "end"), ("trigger_start", "trigger_end"), ("speaker_start", "speaker_end"), ("cue_start", "cue_end"),
         ("place_start", "place_end"))  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check(value: Any, kind: Any, where: str) -> None:
    """Assert that a value read from JSON is of a type of the contract."""
    origin = get_origin(kind)
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        assert kind.__required_keys__ <= set(value), (where, kind.__required_keys__ - set(value))
        assert set(value) <= set(hints), (where, set(value) - set(hints))
        for key, hint in hints.items():
            if key in value:
                check(value[key], hint, f"{where}.{key}")
    elif origin in (Union, types.UnionType):
        for option in get_args(kind):
            try:
                return check(value, option, where)
            except AssertionError:
                continue
        raise AssertionError(f"{where}: {value!r} is no {kind}")
    elif origin is Literal:
        assert value in get_args(kind), (where, value)
    elif origin in (list, tuple):
        assert isinstance(value, list | tuple), where
        for item in value:
            check(item, get_args(kind)[0], where)
    elif kind is float:
        assert isinstance(value, int | float), (where, value)
    else:
        assert isinstance(value, kind), (where, value)


def check_offsets(record: ParsedArticle) -> None:
    """Assert what holds for any text: spans lie in the text and carry its words, ids refer to what is there."""
    text = record["text"]
    places = {row["id"] for row in record["places"]}
    items = [row for name in ("mentions", "quotes", "events") for row in record[name]]
    ids = [row["id"] for row in items]
    assert len(ids) == len(set(ids))
    for row in (*items, *record["dates"]):
        assert text[row["start"] : row["end"]] == row["text"] and row["text"].strip()
        for first, last in SPANS:
            if row.get(first) is not None:
                assert 0 <= row[first] < row[last] <= len(text)
        for key in ("date", "date_end"):
            assert row.get(key) is None or DAY.fullmatch(row[key])
    for row in record["mentions"]:
        assert row["place"] is None or row["place"] in places
        assert 0 <= row["score"] <= 1
    for row in record["events"]:
        assert row["start"] <= row["trigger_start"] < row["trigger_end"] <= row["end"]
        assert row["place"] is None or row["place"] in places
    for row in record["quotes"]:
        assert {row["said_at"], *row["about"]} - {None} <= places
    for row in record["links"]:
        assert row["item"] in ids and row["place"] in places


def test_the_seed_article_keeps_the_contract(seed_record):
    record = json.loads(json.dumps(seed_record))
    check(record, ParsedArticle, "record")
    check_offsets(record)
    assert record["text"] == SEED.read_text("utf-8")
    assert (record["published"], record["publisher"]) == ("2015-11-26", "CNN")


def test_the_command_line_writes_the_same_record(seed_record, tmp_path):
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "geo", "parse", str(SEED), "-o", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    (line,) = out.read_text("utf-8").splitlines()
    assert json.loads(line) == json.loads(json.dumps(seed_record))


def test_the_command_line_says_in_one_sentence_what_is_wrong(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    for path in (empty, tmp_path / "missing.txt"):
        run = subprocess.run(
            [sys.executable, "-m", "geo", "parse", str(path)], cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert run.returncode != 0 and "Traceback" not in run.stderr and run.stderr.strip()


PIECES = st.sampled_from(
    [
        "Paris", "Syria", "French", "Georgia", "Mr. Smith", "the UN", "St. Louis", "in", "at", "said",
        "he", "“", "”", '"',
        "‘", "’", "'", "«", "»", "(", ")", "\n", "\n\n", ".", ",", "…", "—", "on Monday", "13 November", "2011",
        "attack",
        "killed", "would not", "may have", "met", "told reporters", "U.S.", "é", "\u0301", "\U0001f600", "\u200b",
        "\x00",
        "北京", "القاهرة", "Exit mobile version", "<b>", "`${x}`", "EDMONTON -", "Moscow's", "next week",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join), st.text())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_offsets_point_at_the_text_they_claim(nlp, text):
    (record,) = pipeline.parse(nlp, [Article(text=text)])
    assert record["text"] == text
    check_offsets(json.loads(json.dumps(record)))


@pytest.mark.parametrize("processes", [1, 2])
def test_many_articles_come_out_in_order(nlp, seed_record, seed_article, processes):
    other = Article(text="Floods hit Lagos on Tuesday.", id="b")
    records = list(pipeline.parse(nlp, [seed_article, other, seed_article], n_process=processes))
    assert [record["id"] for record in records] == [seed_article.id, "b", seed_article.id]
    assert json.dumps(records[0]) == json.dumps(records[2]) == json.dumps(seed_record)
