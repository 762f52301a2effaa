"""spaCy's attribute rules, asked once for each kind of word instead of at every word of every text."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.pipeline.attributeruler import set_token_attrs
from spacy.tokens import Doc
from spacy.vocab import Vocab

_MOST = 100_000
"""Kinds of words whose rules are remembered; a text of ever new words makes it begin anew."""

_Match = tuple[int, int, int, int]


class RememberingAttributeRuler(AttributeRuler):
    """An `AttributeRuler` with the same results, which remembers the rules that hold for a word.

    A rule of one token asks only for what that token has: its tag, its dependency, its word. All tokens that have these
    in common keep to the same rules. Rules of several tokens are matched anew in each text.
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self.clear()

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._single, self._several = Matcher(self.vocab), Matcher(self.vocab)
        self._asked: list[str] = []
        """The attributes that rules of one token ask for."""
        self._known: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def add(self, patterns: Iterable[list[dict[str, Any]]], attrs: dict[str, Any], index: int = 0) -> None:
        """Add a rule: the token at `index` of what one of the patterns matches gets the attributes."""
        number, patterns = str(len(self.attrs)), list(patterns)
        super().add(patterns, attrs, index)
        alone = [p for p in patterns if _is_of_one_token(p)]
        several = [p for p in patterns if not _is_of_one_token(p)]
        if alone:
            self._single.add(number, alone)
            self._asked = sorted({*self._asked, *chain.from_iterable(p[0] for p in alone)})
        if several:
            self._several.add(number, several)
        self._known.clear()

    def match(self, doc: Doc) -> list[_Match]:
        """Return number and name of each rule that holds in the `Doc` and the tokens [start, end), in their order."""
        if not self._asked:
            return super().match(doc)
        if len(self._known) > _MOST:
            self._known.clear()
        known, numbers = self._known, self.vocab.strings
        matches = [(int(numbers[key]), key, a, b) for key, a, b in self._several(doc, allow_missing=True)]
        for i, kind in enumerate(map(tuple, doc.to_array(self._asked).tolist())):
            if (rules := known.get(kind)) is None:
                found = self._single(doc[i : i + 1], allow_missing=True)
                rules = known[kind] = [(int(numbers[key]), key) for key, *_ in found]
            matches += [(number, key, i, i + 1) for number, key in rules]
        matches.sort()
        return matches

    def set_annotations(self, doc: Doc, matches: Iterable[_Match]) -> None:
        """Give the words that rules hold for their attributes."""
        for number, key, start, end in matches:
            if end == start + 1 and not self.indices[number]:
                set_token_attrs(doc[start], self.attrs[number])
            else:
                super().set_annotations(doc, [(number, key, start, end)])


def _is_of_one_token(pattern: Sequence[dict[str, Any]]) -> bool:
    """Whether a pattern matches one token by its own attributes."""
    return len(pattern) == 1 and pattern[0].keys().isdisjoint(("OP", "_"))


@Language.factory("dateline_attribute_ruler", assigns=["token.pos", "token.morph", "token.lemma"])
def attribute_ruler(nlp: Language, name: str) -> RememberingAttributeRuler:
    """Return an attribute ruler that remembers, without rules."""
    return RememberingAttributeRuler(nlp.vocab, name)


def remember_attribute_rules(nlp: Language) -> None:
    """Replace the attribute ruler of a pipeline, where it has one, by one that remembers."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    rules = nlp.get_pipe("attribute_ruler").patterns
    ruler = nlp.replace_pipe("attribute_ruler", "dateline_attribute_ruler")
    ruler.add_patterns(rules)
