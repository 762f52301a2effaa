"""The people page: who is quoted, how often, from where and about where; who acts in which events."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from geo.app import cards, correct, frame, mapview, reading, state, widgets, words
from geo.atlas import Atlas


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw the table of people, and beside it what the chosen one said and did, on a small map."""
    everybody = st.toggle("Also groups, offices and documents", key="_everybody", persist_state="session")
    people = table(shown, everybody=everybody)
    if people.empty:
        st.info("Nobody is quoted and nobody acts in what is shown.", icon=":material/person_off:")
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
                **dict.fromkeys(("Spoke in", "Spoke about", "Acts in"), st.column_config.TextColumn(width=132)),
            },
        )  # fmt: skip
        st.markdown(
            ":small[Choose a row to see who said and did what. Columns sort; the magnifier over the table searches.]"
        )
    rows = picked.selection.rows
    name = people.iloc[rows[0] if rows and rows[0] < len(people) else 0]["Who"]
    wanted = replace(state.wanted(), people=(name,))
    theirs = reading.filtered(st.session_state["article"], wanted)
    with right:
        correct.show()
        mapview.show(key="people_map", height=280, wanted=wanted, tiles=False)
        with st.container(height=420, border=False, key="panel_box"):
            spot = widgets.panel(
                cards.person_panel(theirs, name, roles(whole, name)),
                key="person_panel",
                on_choose=_chosen,
                on_correct=partial(correct.asked, "person_panel"),
            )
    frame.read_at(spot)


def table(atlas: Atlas, *, everybody: bool) -> pd.DataFrame:
    """Return the table that is shown: a row for each person who speaks or acts, for all who do if asked."""
    names = words.called(atlas.by_place())

    def called(ids: list[str]) -> str:
        return ", ".join(names[place] for place in ids if place in names.index)

    people = atlas.by_person()
    if not everybody:
        people = people[people["name"].isin(set(atlas.people["name"]))]
    return pd.DataFrame(
        {
            "Who": people["name"],
            "Quotes": people["quotes"],
            "Events": people["events"],
            "Spoke in": people["said_at"].map(called),
            "Spoke about": people["about"].map(called),
            "Acts in": people["acts_at"].map(called),
        }
    )


def roles(atlas: Atlas, name: str) -> list[str]:
    """Return the titles and roles that the articles give a person."""
    rows = atlas.people[atlas.people["name"] == name] if len(atlas.people) else atlas.people
    return list(dict.fromkeys(role for found in rows.get("roles", []) for role in found))


def _chosen() -> None:
    state.choose(st.session_state["person_panel"].choose)


frame.page(body)
