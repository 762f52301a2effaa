"""The app's own components, those of the viewer among them. They render what they are given as text, not as markup."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geo.app.rows import MOST
from geo.viewer.bundle import script, stylesheet

_FOLDER = Path(__file__).parent / "components"
_VIEWER = {
    "panel": ("panel", "correct"),
    "reader": ("reader", "correct"),
    "timeline": ("timeline",),
    "review": ("reader", "correct"),
}
"""The modules of the viewer that components mount, or take their marks from."""


def _declare(name: str) -> Callable[..., Any]:
    modules = _VIEWER.get(name, ())
    styles = _FOLDER / f"{name}.css"
    own = styles.read_text("utf-8") if styles.exists() else ""
    return st.components.v2.component(
        f"dateline.{name}",
        html='<div class="root"></div>',
        css=(_FOLDER / "common.css").read_text("utf-8") + stylesheet(*modules) + own,
        js=script(*modules) + (_FOLDER / f"{name}.js").read_text("utf-8"),
    )


TABLE = "Double-click a cell to see all of it. Columns sort; the magnifier over the table searches."
"""What is said under every table."""

_RENDERERS: dict[str, Callable[..., Any]] = {}


def _mount(name: str, **arguments: Any) -> Any:
    if name not in _RENDERERS:
        _RENDERERS[name] = _declare(name)
    return _RENDERERS[name](**arguments)


def chips(data: dict[str, Any], *, key: str, on_toggle: Callable[[], None], on_clear: Callable[[], None]) -> None:
    """Show the chips of `geo.viewer.panels.legend` and a line that says how much is shown.

    In `on_toggle`, `st.session_state[key].toggle` is the id of the chip that was pressed.
    """
    _mount("chips", data=data, key=key, on_toggle_change=on_toggle, on_clear_change=on_clear)


def panel(
    data: dict[str, Any],
    *,
    key: str,
    on_choose: Callable[[], None],
    on_correct: Callable[[], None],
    on_more: Callable[[], None],
) -> dict[str, Any] | None:
    """Show a panel of `geo.viewer.panels`; return the spot {"article", "at"} to show in the article, if asked for.

    In `on_choose`, `st.session_state[key].choose` is the place's id, None for no place. In `on_correct`, `.correct` is
    what is wrong: {"place"}, or {"article", "kind", "item"} of an event, quote or mention. In `on_more`, `.more` is how
    many cards a section has that is to have more; it is offered where the data say `pages`.
    """
    result = _mount(
        "panel", data=data, key=key, on_choose_change=on_choose, on_correct_change=on_correct, on_read_change=_nothing,
        on_more_change=on_more,
    )  # fmt: skip
    return result.read


def timeline(data: dict[str, Any], *, key: str, on_brush: Callable[[], None], on_clock: Callable[[], None]) -> None:
    """Show the lanes of `geo.viewer.timeline`; the days between "since" and "until" stand out.

    In `on_brush`, `st.session_state[key].brush` is {"since", "until"}: ISO days, empty to show all. In `on_clock`,
    `.clock` is the clock to turn to.
    """
    _mount("timeline", data=data, key=key, on_brush_change=on_brush, on_clock_change=on_clock)


def reader(
    data: dict[str, Any], *, key: str, on_choose: Callable[[], None], on_correct: Callable[[], None]
) -> list[str]:
    """Show an article of `geo.viewer.reader` and return the ids of the places that stand in the part in view.

    In `on_correct`, `st.session_state[key].correct` is {"article", "at"} of marked words that are wrong, or
    {"article", "start", "end"} of words that were missed.
    """
    result = _mount(
        "reader", data=data, key=key, on_choose_change=on_choose, on_correct_change=on_correct, on_seen_change=_nothing
    )
    return (result.seen or "").split()


def review(data: dict[str, Any], *, key: str, on_decide: Callable[[], None]) -> dict[str, Any] | None:
    """Show an item of `geo.app.review_item.card` with what can be said of it, by buttons and by keys.

    In `on_decide`, `st.session_state[key].decide` is {"item", "deed"}, of another candidate with "which", from 1 on.

    Returns:
        The spot {"article", "at"} to show in the article, if asked for.
    """
    return _mount("review", data=data, key=key, on_decide_change=on_decide, on_read_change=_nothing).read


def copy(data: dict[str, Any], *, key: str) -> None:
    """Show a button that copies the page's address, labelled and worded by `data`: label, help, copied, byhand."""
    _mount("copy", data=data, key=key, width="content")


def own(add: dict[str, dict[str, str]], drop: list[str], *, key: str) -> Any:
    """Have the browser keep what is in `add`, forget what is in `drop`; return what it kept from earlier visits."""
    return _mount("own", data={"add": add, "drop": drop}, key=key, on_kept_change=_nothing).kept


def tick(*, key: str, seconds: float = 0.4) -> None:
    """Have the fragment around it run again every so many seconds, as long as it is there."""
    _mount("tick", data={"wait": 1000 * seconds}, key=key, on_tick_change=_nothing)


def _nothing() -> None:
    return None


def headline(title: str, line: str) -> None:
    """Show a title and a line under it, as they are."""
    _mount("headline", data={"title": title, "line": line}, key="headline")


def first_rows(table: pd.DataFrame) -> None:
    """Say under a table that has as many rows as tables may have that there are more."""
    if len(table) == MOST:
        st.markdown(f":small[These are the first {MOST:,}; filters make the table shorter.]")
