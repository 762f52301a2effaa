"""What is known of articles before they are read: title, author, publisher and day, to be put right."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from geo.app.visit import visit
from geo.articles import Article, corrected
from geo.articles.days import day
from geo.viewer import words

FIELDS = {"title": "Title", "author": "Author", "publisher": "Publisher"}
WHY_DAY = "“Thursday” and “last week” are understood from the day of publication."
_FIRST, _LAST = date(1000, 1, 1), date(2999, 12, 31)
_PREVIEW = 500


def fill(articles: Sequence[Article]) -> None:
    """Write what was found into the fields; called before they are drawn."""
    session = st.session_state
    visit().checks += 1
    if len(articles) == 1:
        for name in FIELDS:
            session[f"_add_{name}"] = getattr(articles[0], name) or ""
        session["_add_published"] = _day(articles[0].published)


def draw(articles: Sequence[Article]) -> None:
    """Draw the fields of one article, or a table of several."""
    _one(articles[0]) if len(articles) == 1 else _many(articles)


def taken(articles: Sequence[Article]) -> list[Article]:
    """Return the articles as they stand in the fields, without those that are not to be read."""
    session = st.session_state
    if len(articles) != 1:
        return edited(articles, (session.get(_table()) or {}).get("edited_rows", {}))
    (article,) = articles
    values = {name: _line(session.get(f"_add_{name}", getattr(article, name))) for name in FIELDS}
    return [corrected(article, **values, published=_day(session.get("_add_published", article.published)))]


def _one(article: Article) -> None:
    st.text_input("Title", key="_add_title", placeholder="None was found", max_chars=500)
    author, publisher, published = st.columns(3)
    author.text_input("Author", key="_add_author", max_chars=500)
    publisher.text_input("Publisher", key="_add_publisher", max_chars=500)
    when = published.date_input(
        "Published on", key="_add_published", min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD", help=WHY_DAY
    )
    if when is None:
        st.caption("No date of publication was found. With it, “Thursday” becomes a day; without it, it stays undated.")
    if article.source and "/" in article.source:
        st.text(article.source)
    st.caption(f"{words.number(len(article.text.split()), 'word')}, which begin:")
    with st.container(border=True):
        st.text(_beginning(article.text))


def _many(articles: Sequence[Article]) -> None:
    st.markdown(f"**{words.number(len(articles), 'article')} found.** Double-click a cell to correct it.")
    st.data_editor(
        frame(articles), key=_table(), hide_index=True, num_rows="fixed",
        height="content" if len(articles) < 9 else 340, disabled=["Words", "From"],
        column_config={
            "Read": st.column_config.CheckboxColumn(width=66),
            "Title": st.column_config.TextColumn(width=200, max_chars=500),
            "Published": st.column_config.DateColumn(width=95, format="YYYY-MM-DD", min_value=_FIRST, max_value=_LAST),
            "Publisher": st.column_config.TextColumn(width=110, max_chars=500),
            "Author": st.column_config.TextColumn(width=90, max_chars=500),
            "Words": st.column_config.NumberColumn(width=56),
        },
    )  # fmt: skip
    undated = sum(article.published is None for article in taken(articles))
    told = f" {words.number(undated, 'article')} without a date of publication." if undated else ""
    st.caption(WHY_DAY + told)


def _table() -> str:
    return f"_add_table{visit().checks}"


def frame(articles: Sequence[Article]) -> pd.DataFrame:
    """Return the table to correct, a row an article."""
    return pd.DataFrame(
        {
            "Read": [True] * len(articles),
            "Title": [article.title or "" for article in articles],
            "Published": pd.Series([_day(article.published) for article in articles], dtype=object),
            "Publisher": [article.publisher or "" for article in articles],
            "Author": [article.author or "" for article in articles],
            "Words": [len(article.text.split()) for article in articles],
            "From": [article.source or "" for article in articles],
        }
    )


def _beginning(text: str) -> str:
    text = text.strip()
    short = " ".join(text[:_PREVIEW].split(" ")[:-1]) + " …" if len(text) > _PREVIEW else text
    return re.sub(r"\n\s*\n", "\n", short)


_COLUMNS = {"Title": "title", "Author": "author", "Publisher": "publisher", "Published": "published"}


def edited(articles: Sequence[Article], edits: Mapping[int, Mapping[str, Any]]) -> list[Article]:
    """Return the articles of a table with what was changed in it, without those that are not to be read.

    Args:
        articles: those of `frame`, in its order.
        edits: the changed cells by number of row and name of column.
    """
    found = []
    for number, article in enumerate(articles):
        row = edits.get(number, {})
        values = {
            name: (_day if name == "published" else _line)(row[key]) for key, name in _COLUMNS.items() if key in row
        }
        if row.get("Read", True):
            found.append(corrected(article, **values))
    return found


def _day(value: Any) -> date | None:
    found = day(value)
    return found if found and _FIRST <= found <= _LAST else None


def _line(value: Any) -> str | None:
    return " ".join(value.split())[:500] or None if isinstance(value, str) else None
