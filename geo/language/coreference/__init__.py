"""Coreference: the bodies of an article, and who and what is meant by each name, role and pronoun of it.

`doc._.people` and `doc._.bodies` tell who is named; `coreference_of(doc)` answers for any word whom it means. Quotes,
events and links ask it, none resolves on its own.
"""

import itertools

from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Body as BodyRecord
from geo.language.coreference.bodies import Body, find_bodies, is_review, name_of
from geo.language.coreference.reference import Coreference, Reference, coreference_of
from geo.language.parse import Parse, parse_of
from geo.language.tokens import tokens_of

__all__ = ["Bodies", "Coreference", "Reference", "coreference_of"]


@Language.factory("dateline_bodies", assigns=["doc._.bodies"], requires=["doc.ents", "token.pos", "token.dep"])
class Bodies:
    """Find the bodies of an article. It stands behind `people` and `resolution`, whose names are nobody else's."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.bodies`, one record a body in order of first mention, and return the same `Doc`."""
        parse, tokens = parse_of(doc), tokens_of(doc)
        taken = [False] * len(parse)
        places = ((row["start"], row["end"]) for row in doc._.mentions if row["kind"] == "name" and row["place"])
        for start, end in itertools.chain(places, *(person["mentions"] for person in doc._.people)):
            first, past = tokens.at(start), tokens.until(end)
            taken[first:past] = [True] * (past - first)
        bodies = find_bodies(doc, parse, taken)
        review = is_review(bodies)
        doc._.bodies = [
            _record(f"b{number}", name_of(parse, body, review=review), parse, body)
            for number, body in enumerate(bodies, 1)
        ]
        return doc


def _record(identifier: str, name: str, parse: Parse, body: Body) -> BodyRecord:
    return {
        "id": identifier,
        "name": name,
        "kinds": sorted(body.kinds),
        "mentions": [(parse.start[first], parse.end[past - 1]) for first, past in body.mentions],
    }
