"""The review page: what was read, looked at one by one, the most doubtful first, and how much of it was right."""

import streamlit as st

from geo.app import comments, correct, frame, mapview, review_item, reviewing, share, state, widgets
from geo.app.review_item import Asked
from geo.app.review_state import Review
from geo.app.reviewing import ORDERS
from geo.contract import Place

_MAP = "review_map"


def body() -> None:
    """Draw the page; what is asked is looked up anew whenever somebody turns to it."""
    share.take_key()
    reviewing.refresh()
    review()


@st.fragment
def review() -> None:
    """Draw the item that is asked; this alone runs again when something is said of it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="review_bar"):
        slot = st.container()
        order = st.segmented_control(
            "Order", list(ORDERS), format_func=ORDERS.get, default="doubtful", key="_order", required=True,
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
    refusal = reviewing.refusal()
    with st.spinner("Looking what to ask"):
        now = None if refusal else reviewing.review(order or "doubtful")
    with slot:
        frame.articles(there=bool(refusal or now))
    if refusal:
        st.info(refusal, icon=":material/info:")
    elif now is None:
        frame.nothing()
    else:
        _asked(now)
    share.tell()
    state.finish()


def _asked(now: Review) -> None:
    if now.moved:
        now.moved = False
        st.rerun()
    asked = reviewing.asked(now)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        spot = widgets.review(_data(now, asked), key="review", on_decide=_decided)
    with right:
        if asked:
            places, chosen = _places(asked)
            mapview.choices(places, chosen, key=_MAP, height=300, scope=str(now.count))
        if figures := reviewing.figures(now):
            st.markdown(f"**How much was right**\n{reviewing.explained(figures)}")
            st.markdown(f":small[{reviewing.explanation(now)}]")
    correct.dialog()
    frame.read_at(spot)


def _decided() -> None:
    reviewing.decide(st.session_state["review"].decide)


def _data(now: Review, asked: Asked | None) -> dict[str, object]:
    data: dict[str, object] = {
        "count": now.count, "progress": reviewing.progress(now), "looked_at": now.looked_at,
        "all": now.looked_at + now.waiting.total(), "undo": bool(now.steps), "card": None,
    }  # fmt: skip
    if asked is None:
        return data | {"empty": reviewing.nothing_left(now)}
    away = review_item.away(asked)
    reaches = reviewing.reaches(now, asked)
    reach = reviewing.REACHES[now.reach] if reaches else None
    return data | {
        "card": review_item.card(asked),
        "comments": comments.shown(now.article, asked.record["id"], asked.row["id"]),
        "choices": [{"name": one.name, "about": one.about} for one in review_item.choices(asked)],
        "instead": review_item.instead(asked, reach),
        "reach": reach,
        "none": review_item.none(asked).name,
        "away": away and away.name,
    }


def _places(asked: Asked) -> tuple[list[Place], str | None]:
    """Return what the map shows: the places that an item has, and those that it may have, with their numbers."""
    own = review_item.places(asked)
    others = [
        {**choice.place, "name": f"{number} {choice.place['name']}"}
        for number, choice in enumerate(review_item.choices(asked), 1)
        if choice.place
    ]
    return [*own, *others], own[0]["id"] if own else None  # type: ignore[list-item]


frame.plain(body)
