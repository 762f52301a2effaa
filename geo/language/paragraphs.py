"""Sentence borders at paragraph ends, which a parser trained on running text does not see."""

import re

from spacy.language import Language
from spacy.tokens import Doc

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")


def paragraph_break(text: str) -> str:
    """Return what separates paragraphs in `text`: a blank line where there is one, else a single line end.

    Text whose lines are wrapped (most lines end inside a sentence) has no paragraph borders but blank lines.
    """
    if _BLANK_LINE.search(text.strip()):
        return "\n\n"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return "\n"
    closed = sum(line[-1] in ".!?:\"'”’»…)" or len(line) < 60 for line in lines[:-1])
    return "\n" if closed >= (len(lines) - 1) / 2 else "\n\n"


@Language.factory("paragraphs", assigns=["token.is_sent_start"])
class Paragraphs:
    """Start a sentence at the first token of each paragraph. It has to stand before the parser, which keeps it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set `token.is_sent_start` where a paragraph begins and return the same `Doc`."""
        text = doc.text
        if "\n" not in text:
            return doc
        wanted = len(paragraph_break(text))
        previous_ends = False
        for token in doc:
            if token.is_space and token.text_with_ws.count("\n") >= wanted:
                previous_ends = True
            elif previous_ends and not token.is_space:
                token.is_sent_start = True
                previous_ends = False
        return doc
