"""The tables page: places, events and quotes to sort, search and choose from, which lead to the map."""

from functools import partial

import streamlit as st

from geo.app import correct, frame, mapview, state, views, widgets
from geo.app.rows import MOST
from geo.atlas import Atlas

# In pixels: the table of places fits a wide screen, but for its coordinates.
_TEXTS = {
    "Place": 140, "What": 240, "Mostly": 80, "Sure": 50, "Place sure": 75, "Matters": 65,
    "Event": 110, "From": 90, "To": 90, "Status": 85, "Who": 140, "To whom": 120, "Words": 420,
    "Speaker": 140, "Said in": 110, "About": 130, "Date": 90, "Kind": 75,
}  # fmt: skip
_NUMBERS = {
    "Events": 58, "Minor": 58, "Quotes": 58, "Guesses": 66, "Mentions": 72, "Latitude": 70, "Longitude": 78,
}  # fmt: skip
_COLUMNS = {
    "Doubtful": st.column_config.TextColumn(
        width=70, help="Its name more likely means another place, or none. The map draws it small and dashed."
    ),
    **{name: st.column_config.TextColumn(width=width) for name, width in _TEXTS.items()},
    **{
        name: st.column_config.NumberColumn(width=width, format="%.3f" if name.endswith("itude") else None)
        for name, width in _NUMBERS.items()
    },
}
TABLES = {"places": "Places", "events": "Events", "quotes": "Quotes"}


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw the three tables, one at a time, and the place that the chosen row leads to."""
    kind = st.segmented_control(
        "Table",
        list(TABLES),
        format_func=TABLES.get,
        default="places",
        key="_table",
        required=True,
        label_visibility="collapsed",
    )
    kind = kind or "places"
    page = _page(kind, views.length(st.session_state["article"], state.wanted(), kind))
    rows, places = views.table(st.session_state["article"], state.wanted(), kind, page)
    left, right = st.columns([9, 4], gap="medium")
    with left:
        if rows.empty:
            st.info("This table is empty under the present filters.", icon=":material/table_rows:")
        else:
            st.dataframe(
                rows, key=f"table_{kind}", on_select=lambda: _picked(kind, places), selection_mode="single-row",
                hide_index=True, height="content" if len(rows) < 16 else 600, column_config=_COLUMNS,
            )  # fmt: skip
            st.markdown(f":small[Choose a row to see its place. {widgets.TABLE}]")
    with right:
        correct.show()
        place = st.session_state["place"]
        mapview.show(key="table_map", height=260, tiles=False)
        if whole.place(place):
            frame.shown("chosen")
            if st.button("Open on the large map", icon=":material/map:"):
                state.finish()
                st.switch_page(frame.MAP_PAGE)
            with st.container(height=420, border=False, key="panel_box"):
                spot = frame.panel(
                    views.place(st.session_state["article"], state.wanted(), place, frame.cards(place)), "table_panel"
                )
            frame.read_at(spot)


def _page(kind: str, length: int) -> int:
    """Draw which rows are shown of a table of more than are sent at once, and return the number of their page."""
    if length <= MOST:
        return 0
    last = (length - 1) // MOST
    now = min(last, st.session_state.setdefault(f"_page_{kind}", 0))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name, to, icon in (("Previous", now - 1, "chevron_left"), ("Next", now + 1, "chevron_right")):
            st.button(
                name, icon=f":material/{icon}:", disabled=not 0 <= to <= last, key=f"_{name}_{kind}",
                on_click=partial(st.session_state.__setitem__, f"_page_{kind}", to),
            )  # fmt: skip
        st.markdown(f"Rows {now * MOST + 1:,} to {min(length, (now + 1) * MOST):,} of {length:,}")
    return now


def _picked(kind: str, places: list[str | None]) -> None:
    rows = st.session_state[f"table_{kind}"].selection.rows
    if rows and rows[0] < len(places) and places[rows[0]]:
        state.choose(places[rows[0]])


frame.page(body)
