"""The component that finds quotations and reported speech."""

from spacy.language import Language
from spacy.tokens import Doc

from geo.language.coreference import coreference_of
from geo.language.quotes.attribution import attribute
from geo.language.quotes.mixed import apart
from geo.language.quotes.model import models
from geo.language.quotes.records import records
from geo.language.quotes.reported import find_reported
from geo.language.quotes.scene import Scene
from geo.language.tokens import tokens_of


@Language.factory("dateline_quotes", assigns=["doc._.quotes"], requires=["doc.ents", "token.pos", "token.dep"])
class Quotes:
    """Find the quotations and the reported speech of an article. It stands behind `people`, `bodies` and `dates`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.speaker, self.quotation = models()

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.quotes` in the order of the text and return the same `Doc`."""
        scene = Scene(tokens_of(doc), doc._.people)
        attributed = attribute(scene, self.speaker, self.quotation)
        doc._.quotes = records(scene, coreference_of(doc), *apart(scene, attributed, find_reported(scene)), doc._.dates)
        return doc
