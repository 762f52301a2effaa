"""Training of the choice of an event's place: it learns from rows, and the same rows give the same weights."""

import pytest

from geo.errors import ArticleError
from geo.language.events.places import probabilities
from geo.language.training.corpus import rows_of
from geo.language.training.places import own_sentences, problem, train_event_places

CITIES = ["Lyon", "Hamburg", "Boston", "Vienna", "Madrid", "Cairo", "Mumbai", "Oslo"]


def rows():
    lines = []
    for number, city in enumerate(CITIES):
        other = CITIES[number - 1]
        text = f"Police from {other} arrested two men in {city} on Monday."
        start = text.index("arrested")
        places = [{"start": text.index(city), "end": text.index(city) + len(city)}]
        lines.append(
            {"text": text, "events": [{"trigger": {"start": start, "end": start + 8}}], "places": places, "gold": True}
        )
    return lines


def test_training_learns_and_repeats_itself(nlp):
    record = train_event_places(rows(), nlp)
    assert record == train_event_places(rows(), nlp)
    text = "Police from Prague arrested two men in Athens on Monday."
    start = text.index("arrested")
    row = {"events": [{"trigger": {"start": start, "end": start + 8}}], "places": []}
    parse, trigger, spots, _ = problem(row, nlp(text))
    chances = probabilities(parse, trigger, spots, record["weights"])
    names = [parse.text[parse.start[s.first] : parse.end[s.past - 1]] for s in spots]
    assert names[chances.index(max(chances))] == "Athens"


def test_a_row_without_a_trigger_is_left_out(nlp):
    row = {"events": [{"trigger": {"start": 0, "end": 0}}], "places": []}
    assert problem(row, nlp("Nothing happened in Rome.")) is None


def test_files_without_such_rows_are_named(nlp, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Rome."}', "utf-8")
    with pytest.raises(ArticleError):
        train_event_places(rows_of([path]), nlp)


def test_own_sentences_have_one_trigger_and_their_places():
    found = list(own_sentences())
    assert len(found) > 3000
    for row in found:
        assert len(row["events"]) == 1, row["text"]
        assert not set("[]{}") & set(row["text"]), row["text"]
        spans = [row["events"][0]["trigger"], *row["places"]]
        assert all(row["text"][span["start"] : span["end"]].strip() for span in spans)
    placed = sum(bool(row["places"]) for row in found)
    assert 0 < placed < len(found), "some happen at a name of their sentence, some don't"
