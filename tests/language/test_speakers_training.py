"""Training of the quotes' models: it learns from annotated articles what they show."""

import json

import pytest

pytest.importorskip("sklearn")


def test_learns_who_speaks(nlp, tmp_path):
    from geo.language.training.speakers import train_speakers
    from geo.linear import Linear

    rows = []
    for name in ("Ann Lee", "Bill Roy", "Carla Diaz", "David Kent", "Emma Stone", "Frank Hall"):
        text = f"The town hall was full on Monday. “We will stay here all night,” {name} said. Ted Marsh listened."
        start, speaker = text.index("We will"), text.index(name)
        quote = {"start": start, "end": text.index("”"), "speaker_start": speaker, "speaker_end": speaker + len(name)}
        rows.append({"text": text, "quotes": [quote]})
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    record = train_speakers([path], nlp)
    speaker = Linear(record["speaker"])
    assert speaker.log_odds_of(["mention:person:cue", "relation:subject"]) > speaker.log_odds_of(
        ["mention:person:bare"]
    )
    assert record["quotation"]
