"""The line of filters over every page: chips of the kinds, a search, the rest in a popover; what the map can't show."""

from dataclasses import replace

import streamlit as st

from geo.app import atlases, mapview, state, views, widgets
from geo.app.shared import remembered
from geo.atlas import Atlas, Filter, Summary
from geo.maps.palette import MENTION
from geo.viewer import panels, words


@remembered(128)
def summary(article: str, wanted: Filter) -> Summary:
    """Return what a selection holds, mentions as the category MENTION."""
    found = atlases.filtered(article, wanted).summary()
    return found._replace(categories={name or MENTION: count for name, count in found.categories.items()})


@remembered(32)
def _choices(article: str) -> tuple[list[str], list[str]]:
    """Return the people in most items of an article, and its countries."""
    found = atlases.filtered(article, Filter())
    return found.most_told(), found.countries()


def make_ready(article: str, wanted: Filter) -> None:
    """Make what the filters of a selection show, so that it is there when a page asks for it."""
    summary(article, wanted)
    _choices(article)
    _several(article)


def line() -> None:
    """Draw the chips, each with how much of its kind the map shows or would show, and how much it shows of all."""
    session, wanted = st.session_state, state.wanted()
    whole = Filter(once=wanted.once)
    narrowed = bool(replace(wanted, once=False))
    everything = summary(session["article"], whole)
    left = summary(session["article"], wanted)
    kinds = summary(session["article"], replace(wanted, categories=())).categories
    counts = {name: kinds.get(name, 0) for name in everything.categories}
    widgets.chips(
        {
            "chips": panels.legend(counts, session["show"]),
            "said": (
                f"{left.placed:,} of {everything.placed:,} on the map" if narrowed else f"{left.placed:,} on the map"
            )
            + (", reprints once" if wanted.once else ""),
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
    """Draw the filters that need a form, and whether lines are drawn."""
    for name in ("role", "status", "who", "country", "since", "until", "sure", "lines"):
        _field(name)
    people, countries = _choices(st.session_state["article"])
    with st.popover("Filter", icon=":material/tune:", width="content"):
        st.pills(
            "Part that the place plays", list(state.ROLES), key="_role", selection_mode="multi",
            format_func=lambda name: words.PARTS[state.ROLES[name][0]], on_change=_take, args=("role",),
            help="Events at the place, words spoken there, or words about it and names that only mention it.",
        )  # fmt: skip
        st.multiselect(
            "Status of events", list(words.STATUS), key="_status", format_func=lambda name: words.STATUS[name][0],
            on_change=_take, args=("status",),
        )  # fmt: skip
        st.multiselect("People", _with(people, "who"), key="_who", on_change=_take, args=("who",))
        st.multiselect("Countries", _with(countries, "country"), key="_country", on_change=_take, args=("country",))
        _articles()
        _reprints()
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
        drawn = mapview.draws_all(st.session_state["article"], state.wanted())
        st.toggle(
            "Draw lines between places",
            key="_lines",
            on_change=_take,
            args=("lines",),
            disabled=not drawn,
            help="From where something was said to what it was about, and between the places of one event."
            if drawn
            else "There are too many places for lines between them: narrow what is shown with the filters above.",
        )


def _reprints() -> None:
    """Draw whether a text that several articles print counts once, where there is one."""
    if not atlases.has_reprints(st.session_state["article"]):
        return
    st.session_state["_once"] = not st.session_state["each"]
    st.toggle(
        "Count reprints once", key="_once", on_change=_take_once,
        help="Of articles that print one text, only the fullest is on the map, in its counts and in its lists.",
    )  # fmt: skip


def _take_once() -> None:
    st.session_state["each"] = not st.session_state["_once"]


def _articles() -> None:
    """Draw the choice of outlets, and of articles, where there are several."""
    outlets, titles = _several(st.session_state["article"])
    if len(outlets) > 1 or st.session_state["outlet"]:
        _field("outlet")
        st.multiselect("Outlets", _with(outlets, "outlet"), key="_outlet", on_change=_take, args=("outlet",))
    if titles or st.session_state["in"]:
        _field("in")
        st.multiselect(
            "Articles", _with(list(titles), "in"), key="_in", format_func=lambda id: titles.get(id, id),
            on_change=_take, args=("in",),
        )  # fmt: skip


@remembered(32)
def _several(article: str) -> tuple[list[str], dict[str, str]]:
    """Return the outlets of the articles, and the first titles by id; nothing where there is but one article."""
    whole = atlases.atlas(article)
    if whole is None or whole.count < 2:
        return [], {}
    return whole.publishers(), whole.titles(most=_MOST_TITLES)


_MOST_TITLES = 2_000
"""Articles that the filter lists; of more, the search finds them."""
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
    if isinstance(pressed, str):
        state.toggle("show", pressed[:40])


def current() -> tuple[Atlas, Atlas] | None:
    """Return the whole atlas of the view's article and the filtered one; None where the article is not there.

    A chosen place that the article doesn't have is forgotten.
    """
    article = st.session_state["article"]
    whole = atlases.atlas(article)
    if whole is not None and whole.place(st.session_state["place"]) is None:
        st.session_state["place"] = ""
    return None if whole is None else (whole, atlases.filtered(article, state.wanted()))


def lacking() -> int:
    """Return how many items of the selection have no place, so that the map can't show them."""
    left = summary(st.session_state["article"], state.wanted())
    return left.items - left.placed


@st.dialog("What has no place, and what no date", width="large")
def missing() -> None:
    """List the items of the selection that the map, and those that the timeline, can't show."""
    tables = views.missing(st.session_state["article"], state.wanted())
    for tab, (title, rows) in zip(st.tabs([f"{name} ({len(rows):,})" for name, rows in tables.items()]),
                                  tables.items(), strict=True):  # fmt: skip
        with tab:
            if rows.empty:
                st.info(f"Nothing is {title.lower()}.", icon=":material/check:")
                continue
            widgets.first_rows(rows)
            st.dataframe(
                rows, hide_index=True, height=420,
                column_config={
                    "What": st.column_config.TextColumn(width=90),
                    "Words": st.column_config.TextColumn(width=430),
                    "Article": st.column_config.TextColumn(width=180),
                },
            )  # fmt: skip
