"""The state of one visitor's view, and the address bar that holds all of it.

`st.session_state` holds the view under the keys of FIELDS; the address holds the same as text, defaults left out. A
link that is opened, and the browser's back and forward, go from the address to the session; everything else goes from
the session to the address.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from geo.app import atlases, sources
from geo.app.visit import visit
from geo.atlas import Filter

ROLES = {
    "happened": ("happened",),
    "said": ("said_at",),
    "about": ("about", "from", "organisation", "government", "mentioned", "unplaced"),
}
"""The roles that a reader sees, and the links' roles behind each."""

MENTIONS = "mention"
"""The chip of what is only mentioned, beside the categories of events and quotes."""


class Field(NamedTuple):
    """One field of the view: its default, and how the address writes and reads it."""

    default: Any
    write: Callable[[Any], str]
    read: Callable[[str], Any]


FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
"""Between which days the filters choose."""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _share(text: str) -> int:
    return min(95, max(0, int(text))) if text.isdecimal() and len(text) < 4 else 0


def _view(text: str) -> str:
    """Keep "latitude,longitude,zoom" within the world; nothing else."""
    numbers = re.fullmatch(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,2})?)", text)
    if numbers is None:
        return ""
    lat, lon, zoom = map(float, numbers.groups())
    return text if abs(lat) <= 90 and abs(lon) <= 180 and zoom <= 19 else ""


def _list(text: str) -> list[str]:
    return [part[:200] for part in text.split("~")[:100] if part]


_TEXT = Field("", str, lambda text: text[:200])
_LIST = Field([], "~".join, _list)
_DAY = Field(None, lambda day: day.isoformat(), _day)

FIELDS: dict[str, Field] = {
    "article": _TEXT,
    "place": _TEXT,
    "q": _TEXT,
    "show": _LIST,
    "role": _LIST,
    "status": _LIST,
    "who": _LIST,
    "country": _LIST,
    "outlet": _LIST,
    "in": _LIST,
    "since": _DAY,
    "until": _DAY,
    "clock": Field("happened", str, lambda text: text if text in ("happened", "published") else "happened"),
    "sure": Field(0, str, _share),
    "lines": Field(False, lambda on: "1", lambda text: text == "1"),
    "each": Field(False, lambda on: "1", lambda text: text == "1"),
    "view": Field("", str, _view),
}
FILTERS = ("q", "show", "role", "status", "who", "country", "outlet", "in", "since", "until", "sure")


def begin() -> None:
    """Bring session and address together at the start of a run.

    An address that says nothing is the navigation's own, on the way from page to page, and changes nothing.
    """
    session = st.session_state
    asked = {key: st.query_params[key] for key in FIELDS if key in st.query_params}
    if visit().address is None or (asked and asked != visit().address):
        for key, field in FIELDS.items():
            session[key] = field.read(asked[key]) if key in asked else _fresh(field.default)
        visit().flights += 1
        visit().address = asked
    for key, field in FIELDS.items():
        session[key] = session.get(key, _fresh(field.default))
    if not session["article"]:
        session["article"] = sources.first()


def finish() -> None:
    """Write the view to the address bar, if it isn't there already."""
    session = st.session_state
    wanted = {
        key: field.write(session[key]) for key, field in FIELDS.items() if session.get(key) not in (None, field.default)
    }
    present = {key: st.query_params[key] for key in FIELDS if key in st.query_params}
    if present != wanted:
        others = {key: st.query_params[key] for key in st.query_params if key not in FIELDS}
        st.query_params.from_dict({**others, **wanted})
    visit().address = wanted


def choose(place: str | None) -> None:
    """Select a place, or none, and let the map go there."""
    st.session_state["place"] = place or ""
    st.session_state["view"] = ""
    visit().flights += 1


def chosen_on_map(place: str, view: str) -> None:
    """Select the place that was clicked on the map, which goes there itself, from `view`, as the address writes it."""
    st.session_state["place"] = place
    st.session_state["view"] = FIELDS["view"].read(view)


def open_article(article: str) -> None:
    """Turn to another article, with a clean view."""
    for key, field in FIELDS.items():
        st.session_state[key] = _fresh(field.default)
    st.session_state["article"] = article


def clear_filters() -> None:
    """Show everything again; the selection stays."""
    for key in FILTERS:
        st.session_state[key] = _fresh(FIELDS[key].default)


def toggle(field: str, value: str) -> None:
    """Put `value` into a list of the view, or take it out."""
    now = list(st.session_state[field])
    st.session_state[field] = [other for other in now if other != value] if value in now else [*now, value]


def wanted(*, dates: bool = True) -> Filter:
    """Return the filter of the view; without its dates if asked, as the timeline shows them."""
    session = st.session_state
    roles = tuple(role for name in session["role"] for role in ROLES.get(name, ()))
    return Filter(
        text=session["q"],
        countries=tuple(session["country"]),
        publishers=tuple(session["outlet"]),
        articles=tuple(session["in"]),
        roles=roles,
        categories=tuple(None if name == MENTIONS else name for name in session["show"]),  # type: ignore[misc]
        statuses=tuple(session["status"]),
        people=tuple(session["who"]),
        since=session["since"].isoformat() if dates and session["since"] else "",
        until=session["until"].isoformat() if dates and session["until"] else "",
        clock=session["clock"],
        certainty=session["sure"] / 100,
        once=not session["each"] and atlases.has_reprints(session["article"]),
    )


def _fresh(default: Any) -> Any:
    return list(default) if isinstance(default, list) else default
