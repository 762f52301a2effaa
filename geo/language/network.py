"""spaCy's network as the engine runs it: the same layers and weights, with less work for the processor."""

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, NumpyOps, Ragged, chain

_EMBEDDING = ("list2ragged", "with_array", "with_array", "ragged2list")
"""The layers between which a model gives each word, whatever its neighbours, its first vector."""

Rows = Model[Ragged, Ragged]


def lighten(nlp: Language) -> None:
    """Make the network of a pipeline read kinds of words instead of words, and multiply by NumPy's library.

    On one thread NumPy's product of matrices takes a third of the time of blis's, which is spaCy's choice.
    """
    ops = NumpyOps(use_blis=False)
    models = (getattr(pipe, "model", None) for _, pipe in nlp.pipeline)
    for model in (model for model in models if isinstance(model, Model) and isinstance(model.ops, NumpyOps)):
        for node in list(model.walk()):
            node.ops = ops
            names = tuple(layer.name.split("(")[0] for layer in node.layers)
            if names[-len(_EMBEDDING) :] == _EMBEDDING:
                node.layers[-3:-1] = [once_a_kind(chain(*node.layers[-3:-1]))]


def once_a_kind(layer: Rows) -> Rows:
    """Return a layer that asks `layer`, which maps row by row, once for all rows that are alike."""
    return Model("once_a_kind", _forward, layers=[layer], ops=layer.ops)


def _forward(model: Rows, words: Ragged, is_train: bool) -> tuple[Ragged, Any]:
    (layer,) = model.layers
    table = np.ascontiguousarray(words.dataXd)
    if is_train or not len(table):
        return layer(words, is_train)
    numbers: dict[bytes, int] = {}
    number_of = [numbers.setdefault(row, len(numbers)) for row in table.view(f"V{table.strides[0]}").ravel().tolist()]
    kinds = np.frombuffer(b"".join(numbers), dtype=table.dtype).reshape(len(numbers), -1)
    vectors = layer.predict(Ragged(kinds, np.array([len(kinds)], dtype="i")))  # type: ignore[arg-type]
    return Ragged(vectors.dataXd[number_of], words.lengths), None
