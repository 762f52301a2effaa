"""The dialog that takes another article."""

from datetime import date

import streamlit as st

from geo.app import reading, state, words
from geo.articles import paste
from geo.errors import DatelineError


@st.dialog("Add an article", width="medium")
def dialog() -> None:
    """Ask for a text and what is known of it, read it, and turn to it."""
    with st.form("add", border=False, enter_to_submit=False):
        text = st.text_area("Text", height=260, placeholder="Paste an English news article here.", key="_add_text")
        title = st.text_input("Title", key="_add_title", placeholder="Taken from the text if left empty")
        left, right = st.columns(2)
        publisher = left.text_input("Publisher", key="_add_publisher")
        published = right.date_input(
            "Published on", value=None, min_value="1000-01-01", max_value="today", format="YYYY-MM-DD",
            key="_add_published",
            help="“Thursday” and “last week” are understood from this day.",
        )  # fmt: skip
        sent = st.form_submit_button("Read it", type="primary", icon=":material/auto_stories:")
    if sent:
        _read(text, title, publisher, published)


def _read(text: str, title: str, publisher: str, published: date | None) -> None:
    bar = st.progress(0.0, "Looking at the text")
    try:
        reading.allow("read")
        article = paste(
            text, reading.settings().limits, title=title.strip(), publisher=publisher.strip(), published=published
        )
        record = reading.read_article(article, bar.progress)
        kept, token = reading.keep([record])
    except DatelineError as error:
        bar.empty()
        st.error(words.plain(str(error)), icon=":material/error:")
        return
    st.session_state.setdefault("_own", {})[kept] = {"label": reading.label(article), "token": token}
    state.open_article(kept)
    st.rerun()
