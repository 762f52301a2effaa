"""The list of articles that one can turn to, and what it calls each."""

import itertools
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from geo.app import atlases, sources, store
from geo.app.shared import remembered
from geo.app.visit import visit
from geo.articles import Article
from geo.articles.article import beginning
from geo.contract import ParsedArticle
from geo.errors import DatelineError, LibraryError
from geo.viewer import words

if TYPE_CHECKING:
    from geo.library import Kept, Listed

_MOST = 50
"""Most collections of the library that the list has; the library has them all."""
_FRESH = 5.0
"""Seconds for which the list of a visitor's collections is not asked for again."""


class Entry(NamedTuple):
    """One line of the list of articles: the id of the address bar, and what the list calls it."""

    id: str
    label: str


def listed(*, there: bool = True) -> list[Entry]:
    """Return the articles to choose from: given files, what this visitor added, the one of the link, the seeds.

    Args:
        there: whether there is something behind the link.
    """
    entries = [Entry(name, given(name)) for name in sources.collections()]
    entries += [Entry(name, own.label) for name, own in visit().own.items()]
    known = {entry.id for entry in entries}
    entries += [Entry(kept.id, label_of(kept)) for kept in theirs() if kept.id not in known]
    entries += [Entry(name, label(article)) for name, article in sources.seeds().items()]
    now = st.session_state["article"]
    if now not in {entry.id for entry in entries}:
        entries.insert(0, Entry(now, _label_of_link(now) if there else "This link leads nowhere"))
    return [Entry(id, label) for id, label in words.told_apart(dict(entries)).items()]


@remembered(100)
def given(name: str) -> str:
    """Return the line of what was given on the command line: that of a collection, and what its file is called."""
    path = sources.collections()[name]
    count, first = 0, ""
    with suppress(DatelineError):  # said where it is opened
        if not sources.is_archive(name):
            count, record = sources.beginning(path)
            first = label(record) if record else ""
        elif (archive := atlases.atlas(name)) is not None:
            count, first = archive.count, next(iter(archive.titles(most=1).values()), "")
    return " · ".join(filter(None, (words.number(count, "article") if count > 1 else "", first, path.name)))


def apart(entries: Iterable[Entry]) -> dict[str, str]:
    """Return a label of its own for the id of each entry: a list to choose from knows its options by their labels."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for entry in entries:
        names = itertools.chain([entry.label], (f"{entry.label} ({number})" for number in itertools.count(2)))
        labels[entry.id] = next(name for name in names if name not in taken)
        taken.add(labels[entry.id])
    return labels


def theirs() -> "list[Kept]":
    """Return the collections of this visitor in the library, the last changed first; none where it can't be reached.

    What others make is seen some seconds later.
    """
    ours = visit()
    if ours.theirs is None or time.monotonic() - ours.theirs_at > _FRESH:
        try:
            ours.theirs = store.library().listed(store.person(), most=_MOST) if store.is_there() else []
        except LibraryError:
            ours.theirs = []
        ours.theirs_at = time.monotonic()
    return ours.theirs


def editable() -> dict[str, str]:
    """Return the labels of the collections that this visitor may add to, by their ids."""
    return {kept.id: label_of(kept) for kept in theirs() if kept.role != "reader"}


def _label_of_link(article: str) -> str:
    """Return what is called what a link leads to that is not in the visitor's list."""
    if store.stored(article) and (kept := visit().kept.get(article)):
        return label_of(kept)
    found = atlases.records(article)
    return label_all(found) if found else "This link leads nowhere"


def label_of(kept: "Kept") -> str:
    """Return what a collection is called: as its makers did, else by its articles."""
    if kept.name:
        return kept.name
    if (own := visit().own.get(kept.id)) and own.label:
        return own.label
    first = _first(kept.id) or "Nothing in it yet"
    return first if kept.articles <= 1 else f"{kept.articles:,} articles · {first}"


@remembered(1_000)
def _first(collection: str) -> str:
    """Return what the first article of a collection is called, "" where there is none."""
    found = store.library().articles(collection, most=1)
    return label(found[0]) if found else ""


def label(article: "ParsedArticle | Article | Listed") -> str:
    """Return the line of an article in the list: title, publisher, day."""
    get = article.get if isinstance(article, dict) else lambda key: getattr(article, key, None)
    title = get("title") or beginning(str(get("text") or ""))
    return " · ".join(part for part in (title, get("publisher"), words.day(str(get("published") or ""))) if part)


def label_all(records: Sequence[ParsedArticle]) -> str:
    """Return the line of a collection in the list; of an article where it holds but one."""
    first = label(records[0])
    return first if len(records) == 1 else f"{len(records):,} articles · {first}"
