"""Weights that do not fit the engine are refused in a sentence, not used."""

import json
import math
import shutil
from pathlib import Path

import pytest
import spacy

from geo import weights
from geo.across.similarity import across_model
from geo.errors import DatelineError, GazetteerError
from geo.gazetteer import store
from geo.language.events.models import StoryModels
from geo.language.events.sense import Senses, known_senses
from geo.language.events.story_places import story_place_model
from geo.language.links.subject import subject_model
from geo.language.quotes.model import models
from geo.language.resolution.ranking import Ranker
from geo.language.toponyms.component import Recogniser
from geo.linear import Linear
from geo.weights import WEIGHTS, read_weights

BUILD = {
    "toponyms": lambda record: Recogniser(lambda name: (), record),
    "resolution": Ranker,
    "stories": StoryModels.of,
    "senses": lambda record: Senses(record["weights"], record["margins"]).checked(),
    "event_days": Linear.of,
    "about": Linear.of,
    "across": Linear.of,
}


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Return a function that reads weights as they are after a change."""

    folder = Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))

    def read(name, change):
        record = json.loads((WEIGHTS / f"{name}.json").read_text("utf-8"))
        change(record)
        (folder / f"{name}.json").write_text(json.dumps(record), "utf-8")
        monkeypatch.setattr(weights, "WEIGHTS", folder)
        return read_weights(name, BUILD[name])

    return read


@pytest.mark.parametrize("name", BUILD)
def test_those_that_ship_fit(changed, name):
    assert changed(name, lambda record: None)


def swap(names):
    names[0], names[1] = names[1], names[0]


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("toponyms", lambda r: swap(r["first"]["features"]), "Column 1 was characters in training and is words here"),
        ("toponyms", lambda r: r["second"]["features"].pop(), "Column 70 was none in training"),
        (
            "toponyms",
            lambda r: r["words"]["weights"].update({"-1=in": "much"}),
            "The weight of '-1=in' is not a number",
        ),
        ("toponyms", lambda r: r.pop("curve"), "'curve' is missing"),
        ("resolution", lambda r: r["passes"][1]["features"].append("luck"), "was luck in training and is none here"),
        ("resolution", lambda r: r["few"].pop("trees"), "'trees' is missing"),
        ("stories", lambda r: r["models"].pop("salience"), "'salience' is missing"),
        ("stories", lambda r: r["models"]["worth"].update(bias=math.nan), "The weight of 'bias' is not a number"),
        ("senses", lambda r: r["weights"]["bias"].update(GOSSIP=1.0), "GOSSIP is no type of events"),
        ("senses", lambda r: r["weights"].update({"lex=GOSSIP": {"AID": 1.0}}), "GOSSIP is no type of events"),
        ("senses", lambda r: r["margins"].pop("phrase"), "Margins have to be for none, word, phrase"),
        ("event_days", lambda r: r.update(weights=[1, 2]), "They are not built as the engine expects"),
        ("about", lambda r: r["weights"].update(near=None), "The weight of 'near' is not a number"),
        ("across", lambda r: r["weights"].update(words="many"), "The weight of 'words' is not a number"),
        ("across", lambda r: r.pop("weights"), "'weights' is missing"),
    ],
)
def test_what_does_not_fit_is_said(changed, name, change, why):
    with pytest.raises(DatelineError, match=rf"The weights {name}.json don't fit this version: .*{why}"):
        changed(name, change)


@pytest.mark.parametrize("content", ["", "{", "\udcff"])
def test_a_damaged_file_is_said(tmp_path, monkeypatch, content):
    (tmp_path / "about.json").write_text(content, "utf-8", errors="surrogateescape")
    monkeypatch.setattr(weights, "WEIGHTS", tmp_path)
    for name in ("about", "missing"):
        with pytest.raises(DatelineError, match="missing or damaged"):
            read_weights(name, dict)


def test_all_files_are_read_by_a_model():
    assert across_model() and models() and subject_model() and known_senses() and story_place_model()


@pytest.mark.parametrize("component", ["toponyms", "resolution", "events"])
def test_a_component_takes_its_gazetteer_from_its_settings(component, tmp_path):
    nlp = spacy.blank("en")
    with pytest.raises(GazetteerError, match="no such file"):
        nlp.add_pipe(f"dateline_{component}", config={"gazetteer": str(tmp_path / "nowhere")})
    own = str(shutil.copy(store.ready_file(), tmp_path / "own.sqlite"))
    assert nlp.add_pipe(f"dateline_{component}", config={"gazetteer": own})
    assert nlp.config["components"][f"dateline_{component}"]["gazetteer"] == own
