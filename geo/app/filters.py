"""The line of filters over every page: chips that are also the legend, a search, and the rest in a popover."""

import itertools
from collections import Counter
from typing import NamedTuple

import streamlit as st

from geo.app import atlases, state, widgets
from geo.app.shared import remembered
from geo.atlas import Atlas, Filter
from geo.maps.palette import MENTION
from geo.viewer import panels, words

ROLE_CHIPS = {
    "happened": ("Happens here", "Events at the place"),
    "said": ("Said here", "Words spoken at the place"),
    "about": ("Talked about", "Places that are only spoken of, demonyms, parts of organisations’ names"),
}


class Summary(NamedTuple):
    """What a selection holds: numbers of items and places, of items by category, its people and countries."""

    items: int
    places: int
    categories: dict[str | None, int]
    people: list[str]
    countries: list[str]


@remembered(128)
def summary(article: str, wanted: Filter) -> Summary:
    """Return what a selection holds."""
    atlas = atlases.filtered(article, wanted)
    items = atlas.links.drop_duplicates(["article", "item"])
    return Summary(
        items=len(items),
        places=atlas.links["place"].nunique(),
        categories=items["category"].fillna(MENTION).value_counts().to_dict(),
        people=[name for name, _ in Counter(itertools.chain.from_iterable(items["people"])).most_common()],
        countries=sorted({name for name in atlas.places["country"] if isinstance(name, str)}),
    )


def line() -> None:
    """Draw the chips, with how much of everything is shown."""
    session = st.session_state
    narrowed = bool(state.wanted())
    everything = summary(session["article"], Filter())
    left = summary(session["article"], state.wanted())
    said = f"{left.items:,} of {everything.items:,} shown"
    if not narrowed:
        said = f"{everything.items:,} items at {everything.places:,} places"
    roles = [
        {"id": name, "label": label, "count": None, "category": None, "on": name in session["role"], "help": help_}
        for name, (label, help_) in ROLE_CHIPS.items()
    ]
    widgets.chips(
        {
            "groups": [
                {"id": "show", "label": "Kinds", "chips": panels.legend(everything.categories, session["show"])},
                {"id": "role", "label": "Part that the place plays", "chips": roles},
            ],
            "said": said,
            "clear": narrowed,
        },
        key="chips",
        on_toggle=_toggled,
        on_clear=state.clear_filters,
    )


def search() -> None:
    """Draw the search field."""
    _field("q")
    st.text_input(
        "Search", key="_q", placeholder="A place, a person, a word", icon=":material/search:",
        on_change=_take, args=("q",), label_visibility="collapsed",
    )  # fmt: skip


def popover() -> None:
    """Draw the filters that need a form: status, people, countries, days, certainty."""
    for name in ("status", "who", "country", "since", "until", "sure", "lines"):
        _field(name)
    everything = summary(st.session_state["article"], Filter())
    with st.popover("Filter", icon=":material/tune:", width="content"):
        st.multiselect(
            "Status of events", list(words.STATUS), key="_status", format_func=lambda name: words.STATUS[name][0],
            on_change=_take, args=("status",),
        )  # fmt: skip
        st.multiselect("People", _with(everything.people, "who"), key="_who", on_change=_take, args=("who",))
        st.multiselect(
            "Countries", _with(everything.countries, "country"), key="_country", on_change=_take, args=("country",)
        )
        first, last = st.columns(2)
        first.date_input("From", key="_since", on_change=_take, args=("since",), **_DAYS)
        last.date_input("Until", key="_until", on_change=_take, args=("until",), **_DAYS)
        st.slider(
            "Certainty of the place, at least",
            0,
            95,
            step=5,
            format="%d %%",
            key="_sure",
            on_change=_take,
            args=("sure",),
        )
        st.toggle(
            "Draw lines between places",
            key="_lines",
            on_change=_take,
            args=("lines",),
            help="From where something was said to what it was about, and between the places of one event.",
        )


_DAYS = {"min_value": state.FIRST_DAY, "max_value": state.LAST_DAY, "format": "YYYY-MM-DD"}


def _with(options: list[str], field: str) -> list[str]:
    """Keep what is chosen among the options, even where this article doesn't have it."""
    return [*options, *(name for name in st.session_state[field] if name not in options)]


def _field(name: str) -> None:
    """Show the view's value in the widget; the widget's key is the field's with an underscore."""
    st.session_state[f"_{name}"] = st.session_state[name]


def _take(name: str) -> None:
    value = st.session_state[f"_{name}"]
    st.session_state[name] = value.strip()[:200] if isinstance(value, str) else value


def _toggled() -> None:
    pressed = st.session_state["chips"].toggle
    if isinstance(pressed, dict) and pressed.get("group") in ("show", "role"):
        state.toggle(pressed["group"], str(pressed.get("id"))[:40])


def current() -> tuple[Atlas, Atlas] | None:
    """Return the whole atlas of the view's article and the filtered one; None where the article is not there.

    A chosen place that the article doesn't have is forgotten.
    """
    article = st.session_state["article"]
    whole = atlases.atlas(article)
    if whole is not None and st.session_state["place"] not in whole.places.index:
        st.session_state["place"] = ""
    return None if whole is None else (whole, atlases.filtered(article, state.wanted()))
