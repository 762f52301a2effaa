"""Training of the choice of an event's place: it learns from rows, and the same rows give the same weights."""

import json

import pytest

from geo.errors import ArticleError
from geo.language.events.places import probabilities
from geo.language.training.places import problem, train_event_places

CITIES = ["Lyon", "Hamburg", "Boston", "Vienna", "Madrid", "Cairo", "Mumbai", "Oslo"]


def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    lines = []
    for number, city in enumerate(CITIES):
        other = CITIES[number - 1]
        text = f"Police from {other} arrested two men in {city} on Monday."
        start = text.index("arrested")
        places = [{"start": text.index(city), "end": text.index(city) + len(city)}]
        lines.append(
            {"text": text, "events": [{"trigger": {"start": start, "end": start + 8}}], "places": places, "gold": True}
        )
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return path, lines


def test_training_learns_and_repeats_itself(nlp, tmp_path):
    path, _ = rows(tmp_path)
    record = train_event_places([path], nlp)
    assert record == train_event_places([path], nlp)
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
        train_event_places([path], nlp)
