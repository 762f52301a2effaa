"""The tokens of a `Doc` as plain lists, which rules read many times faster than `Token` objects."""

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property, lru_cache

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LENGTH, POS, SENT_START, TAG
from spacy.tokens import Doc


class Tokens:
    """One list a column, all of the length of the `Doc`; `pos`, `tag` and `dep` hold spaCy's symbol numbers.

    `starts` and `ends` are character offsets, `heads` the index of each token's head, `entities` the label of the
    entity that a token is in ("" where none), `sentences` the index of the first token of its sentence.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text = doc.text
        columns = doc.to_array([IDX, LENGTH, POS, TAG, DEP, HEAD, SENT_START])
        table = columns.astype(np.int64)
        count = np.arange(len(table))
        self._dep = table[:, 4]
        self.starts, self.pos, self.dep = (table[:, column].tolist() for column in (0, 2, 4))
        self.tag = columns[:, 3].tolist()
        self.ends = (table[:, 0] + table[:, 1]).tolist()
        self.heads = (table[:, 5] + count).tolist()
        self.sentences = np.maximum.accumulate(np.where(table[:, 6] == 1, count, 0)).tolist()
        self.words = [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        self.lower = list(map(str.lower, self.words))
        self.entities = [""] * len(self.words)
        for entity in doc.ents:
            self.entities[entity.start : entity.end] = [entity.label_] * (entity.end - entity.start)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each lower-case word occurs."""
        return Counter(self.lower)

    def with_dep(self, *labels: int) -> list[int]:
        """Return the indices of the tokens that have one of the dependency labels."""
        return np.flatnonzero(np.isin(self._dep, labels)).tolist()

    def at(self, offset: int) -> int:
        """Return the index of the token that covers the character, or of the next one."""
        return bisect_right(self.ends, offset)

    def until(self, offset: int) -> int:
        """Return the index after the last token that begins before the character."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=1)
def tokens_of(doc: Doc) -> Tokens:
    """Return the tokens of the `Doc` as lists, made once for all components that read the same `Doc` in turn."""
    return Tokens(doc)
