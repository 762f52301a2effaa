"""Which column of a table holds what: a choice for each field, with the first rows as they would be read."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from geo.app.intake import Sheet
from geo.viewer import words

FIELDS = {
    "text": "Text", "title": "Title", "published": "Published on", "author": "Author", "publisher": "Publisher",
    "source": "Address",
}  # fmt: skip
NONE = "None"
_MOST_SHEETS = 5


def draw(sheets: Mapping[str, Sheet], number: int, *, busy: bool, use: Callable[[], None]) -> None:
    """Draw the choice for each table, open where its columns are not sure.

    Args:
        sheets: the tables by the names of their files.
        number: names the fields; another for each reading.
        busy: whether something is being read.
        use: called when the button to read with these columns is pressed.
    """
    for at, (name, sheet) in enumerate(list(sheets.items())[:_MOST_SHEETS]):
        with st.expander(f"Columns of {words.plain(name)}", expanded=not sheet.sure, icon=":material/view_column:"):
            st.caption("Which column holds what? Below are the first rows, as they would be read.")
            for row in (list(FIELDS)[:3], list(FIELDS)[3:]):
                for place, field in zip(st.columns(3), row, strict=True):
                    options = [*range(-1, len(sheet.columns))]
                    place.selectbox(
                        f"{FIELDS[field]}: column", options, key=_key(number, at, field),
                        index=sheet.chosen.get(field, -1) + 1,
                        format_func=lambda column, sheet=sheet: sheet.columns[column] if column >= 0 else NONE,
                    )  # fmt: skip
            picked = _picked(sheet, number, at)
            st.dataframe(_preview(sheet, picked), hide_index=True)
            st.button(
                "Use these columns", key=f"_add_use{number}_{at}", icon=":material/check:", on_click=use,
                disabled=busy or "text" not in picked,
            )  # fmt: skip


def chosen(sheets: Mapping[str, Sheet], number: int) -> dict[str, dict[str, int]]:
    """Return which column holds each field, by the names of the files."""
    return {name: _picked(sheet, number, at) for at, (name, sheet) in enumerate(list(sheets.items())[:_MOST_SHEETS])}


def _picked(sheet: Sheet, number: int, at: int) -> dict[str, int]:
    state = st.session_state
    picked = {field: state.get(_key(number, at, field), sheet.chosen.get(field, -1)) for field in FIELDS}
    return {field: column for field, column in picked.items() if 0 <= column < len(sheet.columns)}


def _preview(sheet: Sheet, picked: Mapping[str, int]) -> pd.DataFrame:
    """Return the first rows by their fields, or, where none has a column yet, as they stand in the table."""
    shown = {FIELDS[field]: column for field, column in picked.items()} or {
        name: at for at, name in enumerate(sheet.columns)
    }
    return pd.DataFrame({name: [row[at] if at < len(row) else "" for row in sheet.rows] for name, at in shown.items()})


def _key(number: int, at: int, field: str) -> str:
    return f"_add_column{number}_{at}_{field}"
