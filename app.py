"""Dateline in the browser: `streamlit run app.py`."""

import gc
import sys

import streamlit as st

from geo.app import background, readers

if not sys.argv[1:]:  # what is given there was read before; of a seed the engine is loaded while its page is made
    readers.pool().start()
background.begin()

# What was read are many small records that stay: looking for rubbish among them less often opens it sooner.
gc.set_threshold(50_000, 20, 20)

PAGES = (
    ("map", "Map", "map", "What happened where, and who said what there"),
    ("read", "Read", "article", "The article with its places, quotes and events marked"),
    ("people", "People", "record_voice_over", "Who is quoted, from where and about where"),
    ("tables", "Tables", "table_rows", "Places, events and quotes to sort and search"),
    ("compare", "Compare", "compare_arrows", "Events that several articles tell, side by side"),
    ("review", "Review", "fact_check", "What was read, checked one by one, and how much of it was right"),
    ("library", "Library", "library_books", "Collections of articles, to fill, join and correct"),
)

st.set_page_config(page_title="Dateline", page_icon="geo/app/icon.svg", layout="wide")
pages = [
    st.Page(f"geo/app/pages/{file}.py", title=title, icon=f":material/{icon}:", help=text, default=file == "map")
    for file, title, icon, text in PAGES
]
st.navigation(pages, position="top").run()
