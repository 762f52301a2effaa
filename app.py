"""Dateline in the browser: `streamlit run app.py`."""

import streamlit as st

from geo.app import background

PAGES = (
    ("map", "Map", "map", "What happened where, and who said what there"),
    ("read", "Read", "article", "The article with its places, quotes and events marked"),
    ("people", "People", "record_voice_over", "Who is quoted, from where and about where"),
    ("tables", "Tables", "table_rows", "Places, events and quotes to sort and search"),
    ("compare", "Compare", "compare_arrows", "Events that several articles tell, side by side"),
    ("review", "Review", "fact_check", "What was read, checked one by one, and how much of it was right"),
    ("library", "Library", "library_books", "Collections of articles, to fill, join and correct"),
)

if __name__ == "__main__":  # a page is drawn
    background.wait()
    st.set_page_config(page_title="Dateline", page_icon="geo/app/icon.svg", layout="wide")
    pages = [
        st.Page(f"geo/app/pages/{file}.py", title=title, icon=f":material/{icon}:", help=text, default=file == "map")
        for file, title, icon, text in PAGES
    ]
    st.navigation(pages, position="top").run()
else:  # the server begins, before anybody asks for a page
    app = st.App(__file__, lifespan=background.running)
