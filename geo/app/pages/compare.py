"""The compare page: events that several articles tell, each with its tellings side by side, and what they differ on."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.app import comparing, correct, edits, frame, state, store, widgets
from geo.app.comparing import Entry, Told
from geo.atlas import Atlas
from geo.viewer import words


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw the list of events, and of the chosen one its tellings."""
    article = st.session_state["article"]
    if edits.is_archive_shown() or whole.count > comparing.MOST:
        st.info("So many articles are not compared here. Make a collection of some of them.", icon=":material/layers:")
        return
    if whole.count < 2:
        st.info(
            "This is one article. Of a collection, this page shows the events that several of them tell, side by side.",
            icon=":material/compare_arrows:",
        )
        return
    with st.spinner("Comparing the articles"):
        entries = comparing.entries(article)
    there = set(zip(shown.events["article"], shown.events["group"], strict=True))
    entries = [entry for entry in entries if any((one.article, one.group) in there for one in entry.told)]
    once = state.wanted().once
    several = [entry for entry in entries if not once or entry.origins > 1 or entry.differing]
    left, right = st.columns([5, 6], gap="medium")
    with right:
        correct.show()
    if not several:
        left.info("No event of these is told by several articles.", icon=":material/compare_arrows:")
    with left:
        chosen = _list(several) if several else []
        if alone := len(entries) - len(several):
            told = f"{words.number(alone, 'event')} told alike by reprints of one text"
            st.markdown(f":small[Left out: {told}. “Count reprints once”, among the filters, shows them.]")
    if not chosen:
        return
    with right:
        if len(chosen) > 1:
            _several(chosen)
        else:
            frame.read_at(_tellings(chosen[0]))


def _list(entries: list[Entry]) -> list[Entry]:
    rows = pd.DataFrame(
        {
            "Event": [entry.what for entry in entries],
            "Where": [entry.where for entry in entries],
            "When": [entry.when for entry in entries],
            "Told by": [len({one.article for one in entry.told}) for entry in entries],
            "Origins": [entry.origins for entry in entries],
            "They differ on": [", ".join(found.field for found in entry.differing) for entry in entries],
        }
    )
    picked = st.dataframe(
        rows, key=f"compared{hash(tuple(entry.told[0].target for entry in entries))}", on_select="rerun",
        selection_mode="multi-row", hide_index=True, height="content" if len(rows) < 16 else 600,
        column_config={
            "Event": st.column_config.TextColumn(width=90),
            "Where": st.column_config.TextColumn(width=100),
            "When": st.column_config.TextColumn(width=120),
            "Told by": st.column_config.NumberColumn(width=56, help="Articles that tell it"),
            "Origins": st.column_config.NumberColumn(width=56, help="Texts of its own; a reprint is none"),
            "They differ on": st.column_config.TextColumn(width=120),
        },
    )  # fmt: skip
    st.markdown(
        f":small[Choose a row to see how each article tells it, or several that are one event. {widgets.TABLE}]"
    )
    return [entries[row] for row in picked.selection.rows if row < len(entries)] or entries[:1]


def _several(chosen: Sequence[Entry]) -> None:
    """Offer to make several entries one."""
    for entry in chosen:
        st.markdown(f"- {words.plain(_called(entry))}")
    st.button(
        "They are one event", type="primary", icon=":material/call_merge:", key="_same", on_click=edits.make,
        args=(comparing.same(chosen),), disabled=store.is_here(st.session_state["article"]),
    )  # fmt: skip


def _called(entry: Entry) -> str:
    return " · ".join(filter(None, (entry.what, entry.where, entry.when)))


def _tellings(entry: Entry) -> dict[str, Any] | None:
    """Draw what the tellings of an event differ on, and each of them; return the spot to read at, if any."""
    told = words.number(len({one.article for one in entry.told}), "article")
    st.markdown(f"### {words.plain(_called(entry))}")
    st.markdown(f"Told by {told} of {words.number(entry.origins, 'origin')}.")
    for found in entry.differing:
        with st.container(border=True):
            st.markdown(f":material/call_split: **{found.field}: they differ**")
            for said, outlets, sentence in found.values:
                st.markdown(
                    f"**{words.plain(said)}** — {words.plain(', '.join(outlets))}  \n:small[“{words.plain(sentence)}”]"
                )
    spot = None
    with st.container(height=460, border=False):
        for number, one in enumerate(entry.told):
            spot = _card(number, entry, one) or spot
    return spot


def _card(number: int, entry: Entry, one: Told) -> dict[str, Any] | None:
    with st.container(border=True):
        line = " · ".join(filter(None, (one.outlet, words.day(one.published or ""), f"origin {one.origin}")))
        st.markdown(f"**{words.plain(line)}**")
        before, trigger, after = map(words.plain, (one.before, one.trigger, one.after))
        st.markdown(f"{before}**{trigger}**{after}")
        facts = " · ".join(filter(None, (one.place or "No place", one.when or "No day", one.status)))
        st.markdown(f":small[{words.plain(facts)}]")
        with st.container(horizontal=True):
            asked = st.button("Show in the article", key=f"_told{number}", icon=":material/article:", type="tertiary")
            st.button(
                "Another event", key=f"_apart{number}", icon=":material/call_split:", type="tertiary",
                on_click=edits.make, args=(comparing.apart(entry, one),),
                disabled=store.is_here(st.session_state["article"]),
            )  # fmt: skip
    return {"article": one.article, "at": one.at} if asked else None


frame.page(body)
