"""The measures of whole stories, on one small enough to count by hand."""

import json

import pytest
from typer import Typer
from typer.testing import CliRunner

from geo import parse
from geo.errors import ArticleError
from geo.evaluation import evaluate_rows, read_corpus, with_offsets
from geo.evaluation.stories import average_precision, same_days, same_spot
from geo.language.evaluate import evaluate

TEXT = (
    "A bomb killed nine people in Basra on Monday. The blast shook the market. Police hope for rain. "
    "Iraq's parliament will vote on Friday. “We saw the roof come down,” said Huda Nasser in Basra. "
    "“Nobody warned us of it,” she added."
)
BASRA = {"id": "geonames:99532", "name": "Basra", "kind": "city", "lat": 30.51, "lon": 47.78}
BAGHDAD = {"id": "geonames:98182", "name": "Baghdad", "kind": "city", "lat": 33.34, "lon": 44.4}
IRAQ = {"id": "geonames:99237", "name": "Iraq", "kind": "country", "lat": 33.0, "lon": 44.0}

GOLD = {
    "id": "s",
    "text": TEXT,
    "events": [
        {
            "what": "Bomb in Basra",
            "importance": 3,
            "anchors": ["killed nine people", "The blast"],
            "types": ["ASSAULT"],
            "status": "happened",
            "date": "2024-05-06",
            "date_end": "2024-05-06",
            "place": {"name": "Basra", "lat": 30.5, "lon": 47.8},
        },
        {
            "what": "Parliament votes",
            "importance": 2,
            "anchors": ["will vote"],
            "types": ["VOTE", "POLICY"],
            "status": "planned",
            "date": "2024-05-10",
            "date_end": "2024-05-10",
            "place": {"name": "Iraq", "lat": 33.0, "lon": 44.0},
        },
    ],
    "quotes": [
        {"words": "We saw the roof come down,", "speaker": "Huda Nasser", "said_at": "Basra", "about": ["Basra"]},
        {"words": ["Nobody warned us of it,", 1], "speaker": "Huda Nasser", "said_at": None, "about": []},
    ],
}


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def event(number, words, type_, place=None, **rest):
    start, end = at(words)
    row = {"id": f"e{number}", "group": f"g{number}", "trigger_start": start, "trigger_end": end, "type": type_}
    row |= {"status": "happened", "date": None, "date_end": None, "place": place and place["id"], "mentions": []}
    return row | rest


def quote(words, speaker, said_at=None, about=()):
    start, end = at(words)
    row = {"start": start, "end": end, "direct": True, "speaker": speaker}
    return row | {"said_at": said_at and said_at["id"], "about": [place["id"] for place in about]}


def measured(events=(), quotes=()):
    record = {"id": "s", "text": TEXT, "mentions": [], "places": [BASRA, BAGHDAD, IRAQ]}
    stories, voices = evaluate_rows([with_offsets(GOLD)], [record | {"events": list(events), "quotes": list(quotes)}])
    assert (stories.kind, voices.kind) == ("stories", "voices")
    return stories, voices


ATTACK = event(1, "killed", "ASSAULT", BASRA, date="2024-05-06", date_end="2024-05-06")
AGAIN = event(2, "blast", "DISASTER")
NOISE = event(3, "hope", "REQUEST", BAGHDAD)
VOTE = event(4, "vote", "VOTE", IRAQ, status="planned", date="2024-05-10")


def test_units_are_real_told_again_or_noise():
    figures = measured([ATTACK, AGAIN, NOISE, VOTE])[0].figures
    assert (figures["units"], figures["real"], figures["duplicate"], figures["noise"]) == (4, 0.5, 0.25, 0.25)
    assert (figures["found, importance 3"], figures["found, importance 2"], figures["found, importance 1"]) == (1, 1, 0)
    assert [figures[f"{part}, of the real"] for part in ("type", "status", "date", "place")] == [1, 1, 1, 1]
    assert (figures["map, placed units"], figures["map, gold"]) == (3, 2)
    assert (figures["map, precision"], figures["map, recall"]) == (pytest.approx(2 / 3), 1)
    assert figures["map, F1"] == pytest.approx(0.8)


def test_tellings_of_one_group_are_one_unit():
    together = [ATTACK, AGAIN | {"group": "g1"}]
    assert measured(together)[0].figures["duplicate"] == 0
    told = [ATTACK | {"mentions": [at("killed"), at("blast")]}]
    assert measured(told)[0].figures["units"] == 1


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("type", {"type": "PROTEST"}),
        ("status", {"status": "possible"}),
        ("date", {"date": "2024-05-08", "date_end": None}),
        ("date", {"date": None}),
        ("date", {"date": "2024-01-01", "date_end": "2024-12-31"}),
        ("place", {"place": BAGHDAD["id"]}),
    ],
)
def test_one_part_wrong_is_no_pin(part, wrong):
    report = measured([ATTACK | wrong])[0]
    parts = ("type", "status", "date", "place")
    assert [report.figures[f"{one}, of the real"] for one in parts] == [float(one != part) for one in parts]
    assert report.figures["map, F1"] == 0
    assert [error["error"] for error in report.errors] == [part, "missed"]


def test_minor_units_count_for_the_ranking_only():
    events = [NOISE | {"salience": 0.9}, ATTACK | {"salience": 0.8}, VOTE | {"salience": 0.3}]
    figures = measured(events)[0].figures
    assert (figures["units"], figures["minor, left out"], figures["real"]) == (2, 1, 0.5)
    assert (figures["found, importance 2"], figures["map, recall"]) == (0, 0.5)
    assert figures["ranked"] == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_the_ranking_is_best_with_what_matters_first():
    assert average_precision([True, True, False], 2) == 1
    assert average_precision([False, True], 1) == 0.5
    assert average_precision([], 3) == 0


def test_a_suburb_is_the_same_spot_but_no_area_by_its_middle():
    gold = {"name": "Al Basrah", "lat": 30.6, "lon": 47.8}
    assert same_spot(gold, BASRA) and not same_spot(gold, BAGHDAD) and not same_spot(gold, None)
    assert not same_spot({"name": "Babil", "lat": 33.0, "lon": 44.0}, IRAQ)
    assert same_spot({"name": "İraq", "lat": None, "lon": None}, IRAQ)


def test_days_overlap_and_are_as_exact_as_the_annotation():
    may = {"date": "2024-05-01", "date_end": "2024-05-31"}
    assert same_days(may, {"date": "2024-05-31", "date_end": None})
    assert same_days(may, {"date": "2024-04-01", "date_end": "2024-06-15"})
    assert not same_days(may, {"date": "2024-01-01", "date_end": "2024-12-31"})
    assert not same_days(may, {"date": "sometime"}) and not same_days(may, {"date": None})
    assert same_days({"date": None}, {"date": None})


def test_voices():
    first = quote("We saw the roof come down", "Nasser", BASRA, [IRAQ, BASRA])
    second = quote("Nobody warned us of it", "Huda Nasser", BAGHDAD)
    figures = measured(quotes=[first, second])[1].figures
    assert (figures["quotes"], figures["f1"]) == (2, 1)
    assert (figures["speaker"], figures["speaker in full"]) == (1, 0.5)
    assert (figures["said at, recall"], figures["said at, precision"], figures["about"]) == (1, 0.5, 1)


def test_voices_missed_wrong_and_too_many():
    report = measured(quotes=[quote("We saw the roof come down", "Ali Hadi"), quote("Police hope for rain", None)])[1]
    assert (report.figures["precision"], report.figures["recall"]) == (0.5, 0.5)
    assert (report.figures["speaker"], report.figures["said at, recall"], report.figures["about"]) == (0, 0, 0)
    assert sorted(error["error"] for error in report.errors) == ["about", "extra", "missed", "said_at", "speaker"]


def test_an_article_without_a_record_is_one_in_which_nothing_was_found():
    stories, voices = evaluate_rows([with_offsets(GOLD)], [])
    assert (stories.figures["found, importance 3"], stories.figures["map, F1"], voices.figures["recall"]) == (0, 0, 0)


def test_words_stand_for_their_offsets():
    row = {"id": "w", "text": "Strike, strike, strike.", "events": [{"anchors": [["strike", 2], "Strike", [0, 6]]}]}
    assert with_offsets(row)["events"][0]["anchors"] == [(16, 22), (0, 6), (0, 6)]
    for missing in ("peace", ["strike", 3]):
        with pytest.raises(ArticleError, match="w: the text has no"):
            with_offsets(row | {"events": [{"anchors": [missing]}]})


def test_the_command_prints_both(tmp_path):
    corpus, parsed = tmp_path / "c.jsonl", tmp_path / "p.jsonl"
    corpus.write_text(json.dumps(GOLD))
    (record,) = parse(TEXT).records
    parsed.write_text(json.dumps(record | {"id": "s"}))
    assert read_corpus(corpus)[0]["quotes"][0]["span"] == at("We saw the roof come down,")
    app = Typer()
    app.command()(evaluate)
    result = CliRunner().invoke(app, [str(corpus), "--parsed", str(parsed), "-e", str(tmp_path / "e.csv")])
    assert result.exit_code == 0, result.output
    for line in ("stories", "map, F1", "ranked", "voices", "speaker in full"):
        assert line in result.output
