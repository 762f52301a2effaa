"""The structure of an article's text: headline, deck, byline, datelines, paragraphs, captions, furniture, sections."""

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from geo.language import extensions  # noqa: F401
from geo.language.document.borders import set_borders
from geo.language.document.model import Block, Dateline, Document, Kind, Section
from geo.language.document.structure import read_document

__all__ = ["Block", "Dateline", "Document", "DocumentStructure", "Kind", "Section", "document_of", "read_document"]


@lru_cache(maxsize=1)
def document_of(doc: Doc) -> Document:
    """Return the structure of a `Doc`, as `doc._.document` holds it; read from its text where nothing has set it."""
    if doc._.document is None:
        doc._.document = read_document(doc.text, doc._.title).record()
    return Document.of(doc._.document)


@Language.factory("dateline_document", assigns=["doc._.document", "token.is_sent_start"])
class DocumentStructure:
    """Fill `doc._.document` and set the sentence borders that follow from it. It stands before the parser."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Read the structure of `doc` where it has none yet, set its sentence borders and return the same `Doc`."""
        set_borders(doc, document_of(doc))
        return doc
