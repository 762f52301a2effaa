"""The lightened network gives the words what spaCy's own gives them."""

import numpy as np
import pytest
import spacy
from thinc.api import Model, Ragged

from geo.language import pipeline
from geo.language.network import lighten, once_a_kind

TEXTS = (
    "Ferry crews in Oban walked out on Friday. The strike, the third of the year, ended on Sunday.",
    "“No ferry sails,” said Mairi Bain, who runs a hotel in Tobermory.\n\nShe has lost 40 guests.",
    "Yes",
    "",
)
CLOSE = 1e-4
"""Libraries add products in other orders; vectors are of the size of 1."""


@pytest.fixture(scope="module")
def both():
    """Return spaCy's model as it comes, and lightened."""
    own, light = (spacy.load(pipeline.best_model()) for _ in range(2))
    lighten(light)
    return own, light


def test_words_get_the_vectors_tags_heads_and_entities_of_spacy(both):
    read = [list(nlp.pipe(TEXTS * 2)) for nlp in both]
    for one, other in zip(*read, strict=True):
        assert other.tensor == pytest.approx(one.tensor, abs=CLOSE)
        assert other.to_json() == one.to_json()


def test_both_networks_of_the_model_are_lightened(both):
    own, light = ([node for pipe in ("tok2vec", "ner") for node in nlp.get_pipe(pipe).model.walk()] for nlp in both)
    changed = [node for one, node in zip(own, light, strict=True) if node._func.__code__ is not one._func.__code__]
    assert [node._func.__qualname__ for node in changed] == ["reading_kinds.<locals>.forward"] * 2


def test_what_is_saved_of_a_lightened_network_is_loaded_by_spacy_alone(both, tmp_path):
    own, light = both
    light.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [doc.to_json() for doc in loaded.pipe(TEXTS)] == [doc.to_json() for doc in own.pipe(TEXTS)]


def test_rows_that_are_alike_are_asked_once():
    asked = []

    def double(model, rows, is_train):
        asked.append(rows.dataXd.tolist())
        return Ragged(rows.dataXd * 2, rows.lengths), None

    rows = np.array([[5, 1], [7, 1], [5, 1], [5, 2], [7, 1]], dtype="uint64")
    lengths = np.array([2, 3], dtype="i")
    result = once_a_kind(Ragged(rows, lengths), Model("double", double))
    assert asked == [[[5, 1], [7, 1], [5, 2]]]
    assert result.dataXd.tolist() == (rows * 2).tolist()
    assert result.lengths.tolist() == [2, 3]
