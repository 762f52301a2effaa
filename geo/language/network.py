"""spaCy's network as the engine runs it: the same layers and weights, with less work for the processor."""

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, NumpyOps, Ragged

_EMBEDDING = ("list2ragged", "with_array", "with_array", "ragged2list")
"""The layers between which a model gives each word, whatever its neighbours, its first vector."""

Rows = Model[Ragged, Ragged]


def lighten(nlp: Language) -> None:
    """Make the network of a pipeline read kinds of words instead of words, and multiply by NumPy's library.

    On one thread NumPy's product of matrices takes a third of the time of blis's, which is spaCy's choice. The layers
    stay where they are, so that spaCy loads what it saves of the network without this.
    """
    ops = NumpyOps(use_blis=False)
    models = (getattr(pipe, "model", None) for _, pipe in nlp.pipeline)
    for model in (model for model in models if isinstance(model, Model) and isinstance(model.ops, NumpyOps)):
        for node in list(model.walk()):
            node.ops = ops
            names = tuple(layer.name.split("(")[0] for layer in node.layers)
            if names[-len(_EMBEDDING) :] == _EMBEDDING:
                model.replace_node(node, reading_kinds(node))


def reading_kinds(embedding: Model) -> Model:
    """Return a chain of the same layers, whose two that map row by row are asked once for all rows that are alike."""

    def forward(model: Model, docs: Any, is_train: bool) -> tuple[Any, Any]:
        if is_train:
            return embedding(docs, is_train)
        *before, embed, mix, after = model.layers
        for layer in before:
            docs = layer.predict(docs)
        return after.predict(once_a_kind(docs, embed, mix)), None

    dims = {name: embedding.maybe_get_dim(name) for name in embedding.dim_names}
    return Model(embedding.name, forward, layers=embedding.layers, dims=dims, ops=embedding.ops)


def once_a_kind(words: Ragged, *layers: Rows) -> Ragged:
    """Return what layers that map row by row, one after the other, make of rows, asked once for all that are alike."""
    table = np.ascontiguousarray(words.dataXd)
    numbers: dict[bytes, int] = {}
    number_of = [numbers.setdefault(row, len(numbers)) for row in table.view(f"V{table.strides[0]}").ravel().tolist()]
    kinds = np.frombuffer(b"".join(numbers), dtype=table.dtype).reshape(-1, table.shape[1]) if numbers else table
    vectors = Ragged(kinds, np.array([len(kinds)], dtype="i"))  # type: ignore[arg-type]
    for layer in layers:
        vectors = layer.predict(vectors)
    return Ragged(vectors.dataXd[number_of], words.lengths)
