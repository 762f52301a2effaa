"""Gold: only what a person has looked at, in forms that are measured and learned from."""

import json

import pytest

from geo import engine
from geo.articles import Article
from geo.contract import ParsedArticle
from geo.corrections import (
    AddedEvent,
    AddedPlace,
    Correction,
    Elsewhere,
    Note,
    Nothing,
    PlaceOfEvent,
    SpeakerOfQuote,
    StatusOfEvent,
    TypeOfEvent,
    correct,
    target_of,
)
from geo.evaluation import evaluate_rows, read_corpus
from geo.language import pipeline
from geo.language.training.corpus import read_rows
from geo.language.training.stories import read_stories
from geo.review import gold
from tests.review.sample import TEXT, at, event, place, quote, record, right, span

VIGO, PORTO = at("Vigo", "mention"), at("Porto", "mention")
QUAY, MARCH = at("collapsed", "event"), at("marched", "event")
QUOTE = at("Nobody was hurt today,", "quote")
FORMS = {"toponyms", "stories", "voices", "event_places", "event_types"}


def filled(*corrections: Correction, records=None) -> dict[str, list[dict]]:
    rows = gold(records or [record()], corrections)
    assert rows.keys() == FORMS
    return {form: found for form, found in rows.items() if found}


def everything(one: ParsedArticle) -> list[Correction]:
    lists = {"mention": one["mentions"], "event": one["events"], "quote": one["quotes"]}
    return [right(target_of(one, kind, row["id"]), one) for kind, rows in lists.items() for row in rows]


def test_an_article_is_gold_once_all_its_names_were_looked_at():
    assert not filled(right(VIGO)) and not filled(right(VIGO), Note(PORTO, "Which?"))
    (row,) = filled(right(VIGO), right(PORTO))["toponyms"]
    assert (row["id"], row["published"], row["publisher"], row["text"]) == ("a", "2024-05-06", "The Tide", TEXT)
    start, end = span("Vigo")
    assert row["toponyms"][0] == {
        "start": start, "end": end, "text": "Vigo", "lat": 42.2, "lon": -8.7, "geonameid": 11
    }  # fmt: skip


def test_a_name_has_the_place_that_a_person_gave_it():
    everywhere = Elsewhere("geonames:11", place("Vigo, Indiana"), "Vigo")
    (row,) = filled(everywhere, right(PORTO))["toponyms"]
    assert row["toponyms"][0]["lat"] == 39.4 and "geonameid" not in row["toponyms"][0]
    here = Elsewhere("geonames:11", place("Porto"), within=VIGO)
    (row,) = filled(here, right(PORTO))["toponyms"]
    assert [name["geonameid"] for name in row["toponyms"]] == [12, 12]


def test_what_was_added_is_gold_and_what_was_taken_away_is_not():
    added = AddedPlace(at("Crowds", "mention"), place("Porto"))
    (row,) = filled(Nothing(VIGO), right(PORTO), added)["toponyms"]
    assert [name["text"] for name in row["toponyms"]] == ["Crowds", "Porto"]


def test_a_story_is_gold_once_all_its_events_were_looked_at():
    assert "stories" not in filled(right(MARCH), TypeOfEvent(QUAY, "DISASTER"))
    (row,) = filled(right(MARCH), TypeOfEvent(QUAY, "DISASTER"), right(QUAY))["stories"]
    assert [(told["types"], told["anchors"], told["importance"]) for told in row["events"]] == [
        (["DISASTER"], [list(span("collapsed"))], 2),
        (["PROTEST"], [list(span("marched"))], 2),
    ]
    assert row["events"][1]["place"] == {"name": "Porto", "lat": 41.1, "lon": -8.6}


def test_what_the_map_leaves_off_is_tolerable():
    one = record(events=[event("e1", "collapsed", None, 0.3)], links=[])
    (row,) = filled(right(QUAY, one), records=[one])["stories"]
    assert row["events"][0]["importance"] == 1 and row["events"][0]["place"] is None


def test_the_voices_of_an_article_have_the_speakers_that_a_person_gave():
    assert not filled(SpeakerOfQuote(QUOTE, "Xan Rey"))
    (row,) = filled(SpeakerOfQuote(QUOTE, "Xan Rey"), right(QUOTE))["voices"]
    (voice,) = row["quotes"]
    assert (voice["speaker"], voice["about"], voice["said_at"]) == ("Xan Rey", ["Vigo"], None)
    assert "speaker_start" not in voice and voice["span"] == [voice["start"], voice["end"]]
    (row,) = filled(right(QUOTE))["voices"]
    assert TEXT[row["quotes"][0]["speaker_start"] : row["quotes"][0]["speaker_end"]] == "Eva Rey"


def test_reported_words_need_not_be_looked_at():
    reported = quote(id="q2", start=76, end=82, text="Crowds", direct=False, group="q2")
    assert "voices" in filled(right(QUOTE), records=[record(quotes=[quote(), reported])])


@pytest.mark.parametrize(
    ("correction", "forms"),
    [
        (TypeOfEvent(MARCH, "ASSAULT"), {"event_types"}),
        (PlaceOfEvent(MARCH, "geonames:12", place("Vigo")), {"event_places"}),
        (StatusOfEvent(MARCH, "planned"), set()),
        (right(MARCH), {"event_types", "event_places"}),
        (AddedEvent(at("hurt", "event"), "ACCIDENT", place=place("Vigo")), {"event_types", "event_places"}),
    ],
)
def test_of_a_single_event_only_what_was_told_of_it_is_gold(correction, forms):
    assert filled(correction).keys() == forms


def test_an_event_is_given_with_its_sentence():
    rows = filled(right(MARCH))
    (typed,), (placed,) = rows["event_types"], rows["event_places"]
    sentence = TEXT[TEXT.index("Crowds") :]
    assert typed["text"] == placed["text"] == sentence and typed["type"] == "PROTEST"
    (told,), (where,) = placed["events"], placed["places"]
    assert sentence[told["trigger"]["start"] : told["trigger"]["end"]] == "marched"
    assert sentence[where["start"] : where["end"]] == "Porto" and placed["gold"] is True


def test_an_event_that_a_person_moved_elsewhere_has_no_name_in_its_sentence():
    (row,) = filled(PlaceOfEvent(MARCH, "geonames:12", place("Vigo")))["event_places"]
    assert row["places"] == []
    (row,) = filled(PlaceOfEvent(MARCH, "geonames:12", None))["event_places"]
    assert row["places"] == []


def test_what_was_taken_away_after_it_was_checked_is_no_gold():
    again = record(events=[event("e1", "quay collapsed", "Vigo"), event("e2", "marched", "Porto")])
    assert not filled(right(QUAY), Nothing(QUAY), records=[again])


def test_a_check_says_nothing_of_what_another_engine_makes_of_the_words():
    again = record(events=[event("e1", "quay collapsed", "Vigo")], links=[])
    assert not filled(right(QUAY), records=[again])
    assert filled(TypeOfEvent(QUAY, "DISASTER"), records=[again])["event_types"][0]["type"] == "DISASTER"


def test_a_check_is_gold_of_what_was_said_then():
    again = record(events=[event("e1", "collapsed", "Vigo", type="DISASTER"), event("e2", "marched", "Porto")])
    assert not filled(right(QUAY), records=[again])
    assert filled(right(QUAY), TypeOfEvent(QUAY, "DISASTER"), records=[again]).keys() == {"event_types", "event_places"}
    assert filled(right(QUAY), StatusOfEvent(QUAY, "planned")).keys() == {"event_types", "event_places"}


def test_records_that_have_the_corrections_already_give_the_same():
    made = [Elsewhere("geonames:11", place("Vigo, Indiana"), "Vigo"), TypeOfEvent(QUAY, "DISASTER"), Nothing(MARCH)]
    (one,) = correct([record()], made)
    made += [
        right(PORTO, one),
        right(QUAY, one),
        right(QUOTE, one),
        AddedEvent(at("hurt", "event"), "ACCIDENT"),
        Note(QUAY, "!"),
    ]
    assert filled(*made) == filled(*made, records=correct([record()], made)) and filled(*made).keys() == FORMS


def test_articles_that_nobody_looked_at_are_left_out():
    other = record("b", text=TEXT.replace("Friday", "Sunday"))
    rows = filled(*everything(record()), records=[other, record()])
    assert {row["id"].split(":")[0] for found in rows.values() for row in found} == {"a"}


# ---- as it is measured and learned from


@pytest.fixture(scope="module")
def read() -> list[ParsedArticle]:
    """Two articles of our own as the engine reads them."""
    engine()
    texts = (
        "OSLO, Norway - A ferry sank off Bergen on Tuesday, police said. “The sea was very rough,” said Kari Dahl, "
        "who leads the port. Protesters marched in Oslo on Wednesday against the ferry company.",
        "Two people were killed in Leeds on Monday when a wall collapsed. “It came down at once,” said Ann Poe, who "
        "lives nearby. A court in York jailed the owner of another wall last week.",
    )
    articles = [Article(text=text, id=str(number), title=None) for number, text in enumerate(texts)]
    return list(pipeline.parse(pipeline.engine(), articles))


def written(folder, rows):
    for form, found in rows.items():
        (folder / f"{form}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in found))
    return folder


def test_what_was_found_right_in_everything_is_measured_as_right(read, tmp_path):
    rows = gold(read, [correction for one in read for correction in everything(one)])
    assert all(len(found) >= 2 for found in rows.values())
    written(tmp_path, rows)
    reports = {}
    for form in ("toponyms", "stories", "voices"):
        for report in evaluate_rows(read_corpus(tmp_path / f"{form}.jsonl"), read):
            reports[report.kind] = report
    assert reports.keys() == {"toponyms", "stories", "quotes", "voices"}
    assert not any(report.errors for report in reports.values())
    assert reports["toponyms"].figures["exact f1"] == reports["quotes"].figures["f1"] == 1
    assert reports["toponyms"].figures["same GeoNames id, end to end"] == 1
    assert reports["voices"].figures["speaker in full"] == reports["stories"].figures["map, F1"] == 1


def test_single_events_are_measured(read, tmp_path):
    written(tmp_path, gold(read, [correction for one in read for correction in everything(one)]))
    for form in ("event_places", "event_types"):
        rows = read_corpus(tmp_path / f"{form}.jsonl")
        articles = [Article(text=row["text"], id=row["id"]) for row in rows]
        (report,) = evaluate_rows(rows, pipeline.parse(pipeline.engine(), articles))
        assert report.kind == form.replace("_", " ") and (report.figures.get("right") or report.figures["any"]) >= 0.5


def test_what_learns_finds_the_rows(read, tmp_path):
    written(tmp_path, gold(read, [correction for one in read for correction in everything(one)]))
    assert {corpus for corpus, _ in read_rows(tmp_path)} == {"toponyms"}
    assert len(read_stories(tmp_path)) == 2
