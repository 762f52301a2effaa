"""The list of articles that one can turn to, and what it calls each."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from geo.app import atlases, sources
from geo.app.visit import visit
from geo.articles import Article
from geo.contract import ParsedArticle
from geo.viewer import words


class Entry(NamedTuple):
    """One line of the list of articles: the id of the address bar, and what the list calls it."""

    id: str
    label: str


def listed(*, there: bool = True) -> list[Entry]:
    """Return the articles to choose from: given files, what this visitor added, the one of the link, the seeds.

    Args:
        there: whether there is something behind the link.
    """
    entries = [Entry(name, path.stem) for name, path in sources.collections().items()]
    entries += [Entry(name, own.label) for name, own in visit().own.items()]
    entries += [Entry(name, label(article)) for name, article in sources.seeds().items()]
    now = st.session_state["article"]
    if now not in {entry.id for entry in entries}:
        found = atlases.records(now) if there else None
        entries.insert(0, Entry(now, label_all(found) if found else "This link leads nowhere"))
    return entries


def label(record: ParsedArticle | Article) -> str:
    """Return the line of an article in the list: title, publisher, day."""
    get = record.get if isinstance(record, dict) else lambda key: getattr(record, key)
    text = str(get("text")).strip()
    title = get("title") or (text[:70].rsplit(" ", 1)[0] + " …" if len(text) > 70 else text)
    return " · ".join(part for part in (title, get("publisher"), words.day(str(get("published") or ""))) if part)


def label_all(records: Sequence[ParsedArticle]) -> str:
    """Return the line of a collection in the list; of an article where it holds but one."""
    first = label(records[0])
    return first if len(records) == 1 else f"{len(records):,} articles · {first}"
