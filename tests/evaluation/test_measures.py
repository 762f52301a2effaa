"""The metrics, on corpora small enough to count by hand."""

import csv
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer import Typer
from typer.testing import CliRunner

from geo.errors import ArticleError
from geo.evaluation import calibrate, evaluate_rows, precision_recall, read_corpus
from geo.language.evaluate import evaluate

TEXT = "Rain fell in Bergen and Oslo. Norwegian crews left Paris, Texas, on Friday."
PLACES = {
    "bergen": {"id": "geonames:3161732", "name": "Bergen", "kind": "city", "lat": 60.39, "lon": 5.32},
    "oslo": {"id": "geonames:3143244", "name": "Oslo", "kind": "city", "lat": 59.91, "lon": 10.75},
    "paris": {"id": "geonames:2988507", "name": "Paris", "kind": "city", "lat": 48.85, "lon": 2.35},
    "norway": {"id": "geonames:3144096", "name": "Norway", "kind": "country", "lat": 62.0, "lon": 10.0},
}


def span(word):
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), "text": word}


def mention(word, place, kind="name", score=0.95):
    place_id = PLACES[place]["id"] if place else None
    return span(word) | {"kind": kind, "place": place_id, "score": score, "why": "because"}


def record(mentions, **rest):
    places = [{"country": None, "admin1": None, "population": 0} | place for place in PLACES.values()]
    return {"id": "a", "text": TEXT, "mentions": mentions, "places": places, "quotes": [], "events": []} | rest


GOLD = {
    "id": "a",
    "text": TEXT,
    "toponyms": [
        span("Bergen") | {"lat": 60.39, "lon": 5.32, "geonameid": 3161732},
        span("Oslo") | {"lat": 59.91, "lon": 10.75, "geonameid": 3143244},
        span("Paris") | {"lat": 33.66, "lon": -95.56, "geonameid": 4717560},
        span("Texas") | {"lat": 31.25, "lon": -99.25, "geonameid": 4736286},
        span("Friday") | {"type": "Non_Toponym"},
    ],
}


def test_toponyms_by_hand():
    found = [mention("Bergen", "bergen"), mention("Oslo", None), mention("Paris", "paris"), mention("Rain", "oslo")]
    (report,) = evaluate_rows([GOLD], [record(found)])
    figures = report.figures
    assert figures["toponyms"] == 4
    assert figures["exact precision"] == figures["exact recall"] == 0.75
    assert figures["within 161 km, end to end"] == 0.25
    assert figures["same GeoNames id, end to end"] == 0.25
    assert figures["within 161 km, of recognised"] == pytest.approx(1 / 3)
    assert sorted((e["text"], e["error"]) for e in report.errors) == [
        ("Oslo", "unplaced"),
        ("Paris", "misplaced"),
        ("Rain", "extra"),
        ("Texas", "missed"),
    ]


def test_demonyms_count_only_where_the_corpus_has_them():
    found = [mention("Bergen", "bergen"), mention("Norwegian", "norway", "demonym")]
    (without,) = evaluate_rows([GOLD], [record(found)])
    assert without.figures["exact precision"] == 1.0
    other = {"id": "b", "text": "Russian", "toponyms": [{"start": 0, "end": 7, "text": "Russian"}]}
    empty = record([]) | {"id": "b", "text": "Russian"}
    (with_them,) = evaluate_rows([GOLD, other], [record(found), empty])
    assert with_them.figures["exact precision"] == 0.5


def test_an_area_is_right_by_the_title_of_its_page():
    gold = {
        "id": "a",
        "text": TEXT,
        "toponyms": [
            span("Norwegian") | {"lat": 70.0, "lon": 30.0, "wikipedia": "https://en.wikipedia.org/wiki/Norway"},
            span("Oslo") | {"lat": 10.0, "lon": 10.0, "wikipedia": "https://en.wikipedia.org/wiki/Oslo"},
        ],
    }
    (report,) = evaluate_rows([gold], [record([mention("Norwegian", "norway"), mention("Oslo", "oslo")])])
    assert report.figures["within 161 km, end to end"] == 0.5


def test_an_overlap_is_a_boundary_error_and_counts_for_overlap_recall():
    start = TEXT.index("Paris")
    wide = {"start": start, "end": start + 12, "text": TEXT[start : start + 12], "kind": "name", "place": None}
    (report,) = evaluate_rows([GOLD], [record([wide | {"score": 0.4, "why": ""}])])
    assert report.figures["overlap recall"] == 0.5
    assert [e["error"] for e in report.errors].count("boundary") == 1


def test_calibration_counts_what_is_right_in_each_tenth():
    bins = calibrate([(0.95, True), (0.93, True), (0.91, False), (1.0, True), (0.2, False)])
    assert [(b.low, b.mentions, b.right) for b in bins] == [(0.2, 1, 0.0), (0.9, 4, 0.75)]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_calibration_loses_no_mention(pairs):
    assert sum(b.mentions for b in calibrate(pairs)) == len(pairs)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(true, spare, missed):
    result = precision_recall(true, true + spare, true + missed)
    low, high = sorted((result["precision"], result["recall"]))
    assert low - 1e-9 <= result["f1"] <= high + 1e-9


def test_quotes():
    text = '"We will stay here," said Mayor Ann Moe. "It is our town now," she said. "No," he said.'
    first, second = text.index("We"), text.index("It")
    gold = {
        "id": "q",
        "text": text,
        "quotes": [
            {"start": first, "end": first + 18, "text": "We will stay here,", "speaker_start": 26, "speaker_end": 39},
            {"start": second, "end": second + 19, "text": "It is our town now,"},
        ],
    }
    quote = {"direct": True, "speaker": "Ann Moe", "why": "", "speaker_start": 32, "speaker_end": 39}
    found = [
        quote | {"start": first, "end": first + 17},
        quote | {"start": text.index("No"), "end": text.index("No") + 3},
    ]
    (report,) = evaluate_rows([gold], [record([], quotes=found) | {"id": "q", "text": text}])
    assert report.figures["precision"] == 1.0
    assert report.figures["recall"] == 0.5
    assert report.figures["speaker accuracy, of found"] == 1.0


def test_event_places_and_types():
    text = "Bombs exploded in Kabul."
    event = {"trigger_start": 6, "trigger_end": 14, "place_start": 18, "place_end": 23, "type": "ASSAULT", "why": ""}
    parsed = [record([], events=[event]) | {"id": "e", "text": text}]
    gold = {
        "id": "e",
        "text": text,
        "events": [{"trigger": {"start": 6, "end": 14}}],
        "places": [{"start": 18, "end": 23}],
    }
    (places,) = evaluate_rows([gold], parsed)
    assert (places.figures["f1"], places.figures["right"], places.figures["trigger not found"]) == (1.0, 1.0, 0.0)
    nowhere = [record([], events=[event | {"place_start": None, "place_end": None}]) | {"id": "e", "text": text}]
    (lost,) = evaluate_rows([gold], nowhere)
    assert (lost.figures["recall"], lost.figures["right"]) == (0.0, 0.0)
    (types,) = evaluate_rows([{"id": "e", "text": text, "type": "FIGHT"}], parsed)
    assert types.figures["any"] == types.figures["first"] == 1.0


def test_a_corpus_that_says_nothing_is_refused(tmp_path):
    path = tmp_path / "c.jsonl"
    for content in ("", "nonsense", '{"id": "1"}', '{"id": "1", "text": "x"}'):
        path.write_text(content)
        with pytest.raises(ArticleError, match=r"c\.jsonl"):
            read_corpus(path)


def test_the_command_prints_a_table_and_writes_the_errors(tmp_path):
    corpus, parsed, errors = tmp_path / "c.jsonl", tmp_path / "p.jsonl", tmp_path / "e.csv"
    corpus.write_text(json.dumps(GOLD))
    bergen, rain = mention("Bergen", "bergen"), mention("Rain", "oslo")
    whole = {"coarse": False, "candidates": []}
    mentions = [bergen | whole | {"id": "m0"}, rain | whole | {"id": "m1"}]
    places = [{"country": None, "country_code": None, "admin1": None, "population": 0} | p for p in PLACES.values()]
    nothing = {"dates": [], "people": [], "bodies": [], "links": [], "sentences": []}
    parsed.write_text(json.dumps(record(mentions, title=None, published=None, **nothing) | {"places": places}))
    app = Typer()
    app.command()(evaluate)
    result = CliRunner().invoke(app, [str(corpus), "--parsed", str(parsed), "--errors", str(errors)])
    assert result.exit_code == 0, result.output
    assert "exact f1" in result.output
    assert "0.9 to 1.0" in result.output
    with errors.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["error"] for row in rows} == {"missed", "extra"}
    assert all("[[" in row["context"] for row in rows)


def test_the_errors_hold_no_formulas(tmp_path):
    gold = {"id": "x", "text": "=HYPERLINK Bergen", "toponyms": [{"start": 0, "end": 10, "text": "=HYPERLINK"}]}
    (report,) = evaluate_rows([gold], [record([]) | {"id": "x"}])
    from geo.evaluation import write_errors

    path = tmp_path / "e.csv"
    assert write_errors([report], path) == 1
    with path.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["text"].startswith("'=")


def test_measuring_needs_no_engine():
    code = "import geo.evaluation, sys; print('spacy' in sys.modules, 'geo.language' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]
