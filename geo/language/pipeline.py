"""The pipeline: a spaCy model with the components of this package behind it."""

import gc
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from geo.articles import Article
from geo.contract import ParsedArticle
from geo.gazetteer.own import OwnPlaces
from geo.language import extensions
from geo.language.attributes import remember_attribute_rules
from geo.language.casing import recase
from geo.language.document import read_document
from geo.language.document.borders import split_after_marks
from geo.language.document.furniture import mask
from geo.language.models import BATCH, best_model
from geo.language.network import lighten
from geo.language.own import note
from geo.language.tokenizer import bound_tokenizer

PREFIX = "dateline_"
"""What the names of the factories begin with, so that they stand beside others in one pipeline."""
COMPONENTS = ("people", "toponyms", "resolution", "bodies", "dates", "quotes", "events", "links")

_MODULES = {"bodies": "coreference", "quotes": "quotes.component"}
"""Where a component is that has not the name of its module."""


def load(model: str | None = None, *, until: str = COMPONENTS[-1]) -> Language:
    """Load the spaCy model and add Dateline's components.

    Args:
        model: package name or path of a spaCy model; the best installed one where None.
        until: the last of `COMPONENTS` to add.

    Raises:
        DatelineError: no model is installed.
        GazetteerError: the gazetteer can't be made ready.
    """
    extensions.register()
    nlp = spacy.load(model or best_model())
    lighten(nlp)
    remember_attribute_rules(nlp)
    split_after_marks(nlp)
    bound_tokenizer(nlp)
    nlp.add_pipe(f"{PREFIX}document", name="document", before="parser")
    for name in COMPONENTS[: COMPONENTS.index(until) + 1]:
        import_module(f"geo.language.{_MODULES.get(name, name)}")
        nlp.add_pipe(f"{PREFIX}{name}", name=name)
    gc.collect()
    gc.freeze()  # what is loaded stays: looking for rubbish in it takes a twentieth of the time of reading
    return nlp


@cache
def engine(model: str | None = None) -> Language:
    """Return the loaded pipeline, one per process and model; see `load`."""
    return load(model)


def make_doc(nlp: Language, article: Article, places: OwnPlaces | None = None) -> Doc:
    """Return an unprocessed `Doc` of the article, controls masked, capitals recased, with structure and metadata.

    Args:
        nlp: the pipeline.
        article: the article.
        places: places of somebody's own, which its names mean before others.
    """
    text = mask(article.text)
    document = read_document(text, article.title)
    doc = nlp.make_doc(recase(text, document))
    doc._.document = document.record()
    doc._.id = article.id
    doc._.title = article.title
    doc._.publisher = article.publisher
    doc._.source = article.source
    doc._.published = article.published.isoformat() if article.published else None
    doc._.own = note(text, places)
    return doc


def parse(
    nlp: Language, articles: Iterable[Article], *, n_process: int = 1, places: OwnPlaces | None = None
) -> Iterator[ParsedArticle]:
    """Read articles with the pipeline and yield one record of the contract each, in order.

    Args:
        nlp: the pipeline.
        articles: the articles.
        n_process: how many processes read.
        places: places of somebody's own, which names in them mean before others.
    """
    waiting: list[Article] = []

    def docs() -> Iterator[Doc]:
        for article in articles:
            waiting.append(article)
            yield make_doc(nlp, article, places)

    for doc in nlp.pipe(docs(), n_process=n_process, batch_size=BATCH):
        yield record(waiting.pop(0), doc)


def record(article: Article, doc: Doc) -> ParsedArticle:
    """Return the contract's record of one processed `Doc`; its words are as the article writes them."""
    if doc.text != article.text:
        for row in (*doc._.mentions, *doc._.dates, *doc._.quotes, *doc._.events):
            row["text"] = article.text[row["start"] : row["end"]]
    return cast(
        ParsedArticle,
        {
            "id": article.id,
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
            "publisher": article.publisher,
            "author": article.author,
            "source": article.source,
            "text": article.text,
            "sentences": [(s.start_char, s.end_char) for s in doc.sents],
            "mentions": doc._.mentions,
            "places": list(doc._.places.values()),
            "dates": doc._.dates,
            "people": doc._.people,
            "bodies": doc._.bodies,
            "quotes": doc._.quotes,
            "events": doc._.events,
            "links": doc._.links,
        },
    )
