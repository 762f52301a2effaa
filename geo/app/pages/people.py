"""The people page: who is quoted, how often, from where and about where; who acts in which events."""

from dataclasses import replace

import streamlit as st

from geo.app import correct, frame, mapview, state, views, widgets
from geo.atlas import Atlas


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw the table of people, and beside it what the chosen one said and did, on a small map."""
    everybody = st.toggle("Also groups, offices and documents", key="_everybody", persist_state="session")
    article = st.session_state["article"]
    people = views.people(article, state.wanted(), everybody=everybody)
    if people.empty:
        others = not everybody and not views.people(article, state.wanted(), everybody=True).empty
        st.info(
            "No person is quoted or acts in what is shown, but groups do: switch them on above."
            if others
            else "Nobody is quoted and nobody acts in what is shown.",
            icon=":material/person_off:",
        )
        return
    left, right = st.columns([7, 5], gap="medium")
    with left:
        picked = st.dataframe(
            people, key="people", on_select="rerun", selection_mode="single-row", hide_index=True,
            height="content" if len(people) < 16 else 600,
            column_config={
                "Who": st.column_config.TextColumn(width=140),
                "Quotes": st.column_config.NumberColumn(width=62),
                "Events": st.column_config.NumberColumn(width=62),
                "Spoke in": st.column_config.TextColumn(width=100),  # one place, as a rule; the others are lists
                **dict.fromkeys(("Spoke about", "Acts in"), st.column_config.TextColumn(width=148)),
            },
        )  # fmt: skip
        st.markdown(f":small[Choose a row to see who said and did what. {widgets.TABLE}]")
        widgets.first_rows(people)
    rows = picked.selection.rows
    name = people.iloc[rows[0] if rows and rows[0] < len(people) else 0]["Who"]
    wanted = replace(state.wanted(), people=(name,))
    with right:
        correct.show()
        mapview.show(key="people_map", height=280, wanted=wanted, tiles=False)
        if rows:
            frame.shown("chosen")
        with st.container(height=420, border=False, key="panel_box"):
            spot = frame.panel(views.person(article, wanted, name, frame.cards(name)), "person_panel")
    frame.read_at(spot)


frame.page(body)
