"""The tables page: places, events and quotes to sort, search and choose from, which lead to the map."""

from functools import partial

import pandas as pd
import streamlit as st

from geo.app import cards, correct, frame, mapview, state, widgets, words
from geo.atlas import Atlas
from geo.maps.payload import where
from geo.ontology import categories, event_type

# In pixels: the table of places fits a wide screen.
_TEXTS = {
    "Place": 145, "What": 140, "Mostly": 80, "Sure": 50, "Place sure": 75, "Matters": 65,
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
    rows, places = {"places": place_rows, "events": event_rows, "quotes": quote_rows}[kind or "places"](shown)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        if rows.empty:
            st.info("This table is empty under the present filters.", icon=":material/table_rows:")
        else:
            st.dataframe(
                rows, key=f"table_{kind}", on_select=lambda: _picked(kind, places), selection_mode="single-row",
                hide_index=True, height="content" if len(rows) < 16 else 600, column_config=_COLUMNS,
            )  # fmt: skip
            st.markdown(":small[Choose a row to see its place. Columns sort; the magnifier over the table searches.]")
    with right:
        correct.show()
        place = st.session_state["place"]
        mapview.show(key="table_map", height=260, tiles=False)
        if place in whole.places.index:
            if st.button("Open on the large map", icon=":material/map:"):
                state.finish()
                st.switch_page(frame.MAP_PAGE)
            with st.container(height=420, border=False, key="panel_box"):
                spot = widgets.panel(
                    cards.place_panel(shown, whole, place),
                    key="table_panel",
                    on_choose=_chosen,
                    on_correct=partial(correct.asked, "table_panel"),
                )
            frame.read_at(spot)


def place_rows(atlas: Atlas) -> tuple[pd.DataFrame, list[str | None]]:
    """Return the table of places and the place id of each row."""
    places = atlas.by_place()
    labels = {**categories(), None: "Mention"}
    rows = pd.DataFrame(
        {
            "Place": places["name"],
            "What": [where(place) for place in places.itertuples()],
            "Mostly": [labels.get(name if isinstance(name, str) else None, "") for name in places["category"]],
            "Events": places["events"],
            "Minor": places["minor"],
            "Quotes": places["quotes"],
            "Guesses": places["guesses"],
            "Mentions": places["mentions"],
            "Sure": [None if pd.isna(score) else f"{round(100 * score)} %" for score in places["score"]],
            "Doubtful": ["yes" if doubtful else "" for doubtful in places["doubtful"]],
            "Latitude": places["lat"],
            "Longitude": places["lon"],
        }
    )
    return rows, list(places["id"])


def event_rows(atlas: Atlas) -> tuple[pd.DataFrame, list[str | None]]:
    """Return the table of events and the place id of each row."""
    events, names = atlas.events, words.called(atlas.by_place())
    rows = pd.DataFrame(
        {
            "Event": [event_type(kind).label for kind in events["type"]],
            "Place": [names.get(place, "") for place in events["place"]],
            "Place sure": ["" if pd.isna(score) else words.percent(score) for score in events["place_score"]],
            "From": events["date"],
            "To": events["date_end"],
            "Matters": [words.percent(salience) for salience in events["salience"]],
            "Status": [words.STATUS.get(status, (status,))[0] for status in events["status"]],
            "Who": [", ".join(actors) for actors in events["actors"]],
            "To whom": [", ".join(recipients) for recipients in events["recipients"]],
            "Words": events["text"],
        }
    )
    return rows, list(events["place"])


def quote_rows(atlas: Atlas) -> tuple[pd.DataFrame, list[str | None]]:
    """Return the table of quotes and the place id of each row: where it was said, else what it is about."""
    quotes, names = atlas.quotes, words.called(atlas.by_place())
    rows = pd.DataFrame(
        {
            "Speaker": [words.text(speaker) for speaker in quotes["speaker"]],
            "Words": quotes["text"],
            "Said in": [names.get(place, "") for place in quotes["said_at"]],
            "About": [", ".join(names.get(place, "") for place in about) for about in quotes["about"]],
            "Date": quotes["date"],
            "Kind": ["quoted" if direct else "reported" for direct in quotes["direct"]],
        }
    )
    places = [said or next(iter(about), None) for said, about in zip(quotes["said_at"], quotes["about"], strict=True)]
    return rows, places


def _picked(kind: str, places: list[str | None]) -> None:
    rows = st.session_state[f"table_{kind}"].selection.rows
    if rows and rows[0] < len(places) and places[rows[0]]:
        state.choose(places[rows[0]])


def _chosen() -> None:
    state.choose(st.session_state["table_panel"].choose)


frame.page(body)
