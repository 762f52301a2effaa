"""Taking it away: the popover that writes what is shown, or everything, to a file."""

import html
import re
import unicodedata
from functools import partial

import streamlit as st

from geo.app import atlases, filters, state, visitors
from geo.atlas import Atlas, Filter
from geo.viewer import words

_FRAME = 760
"""Height in pixels of a page within another: the map, its panel and the timeline without scrolling."""
SHOWN, ALL = "shown", "all"
_LONGEST = 300
"""Characters of a picture's title, and of its note."""


def popover() -> None:
    """Draw the button; what is behind it is made when it is opened, and the file when it is asked for."""
    box = st.popover("Export", icon=":material/download:", width="content", key="export", on_change="rerun")
    if not box.open:
        return
    from geo.exports import FORMATS

    article, wanted = st.session_state["article"], state.wanted()
    everything, left = filters.summary(article, Filter()), filters.summary(article, wanted)
    with box:
        ending = st.selectbox(
            "Format", list(FORMATS), key="_format", persist_state="session",
            format_func=lambda name: f"{FORMATS[name].label} (.{name})",
        )  # fmt: skip
        st.caption(f"For {FORMATS[ending].purpose}.")
        scope = ALL
        if left.items < everything.items:
            labels = {
                SHOWN: f"What is shown ({left.items:,} of {everything.items:,})",
                ALL: f"Everything ({words.number(everything.items, 'item')})",
            }
            scope = st.radio("What", list(labels), format_func=labels.get, key="_scope", label_visibility="collapsed")
        title = _title(article)
        name = file_name(title, ending, scope)
        options = _picture(title) if ending == "png" else {}
        if why := visitors.refusal("export"):
            st.info(why, icon=":material/hourglass:")
            return
        atlas = atlases.filtered(article, wanted if scope == SHOWN else Filter())
        count = words.number(left.items if scope == SHOWN else everything.items, "item")
        st.download_button(
            f"Download .{ending} with {count}", partial(_made, atlas, ending, visitors.visitor(), **options),
            mime=FORMATS[ending].mime, file_name=name,
            icon=":material/download:", type="primary", key="_download",
        )  # fmt: skip
        if ending == "html":
            st.caption("On a page of your own: put the file beside it, and this where the map is to be seen.")
            st.code(frame_of(name, title), language=None, wrap_lines=True)


def _picture(title: str) -> dict[str, str]:
    """Draw the fields of a picture, and return what is in them."""
    from geo.exports.png import RATIOS

    return {
        "title": st.text_input("Title", title, key="_picture_title", max_chars=_LONGEST),
        "note": st.text_input("Note", key="_picture_note", max_chars=_LONGEST, placeholder="A line under the title"),
        "ratio": st.selectbox("Shape", list(RATIOS), key="_picture_ratio"),
    }


def _made(atlas: Atlas, ending: str, who: str, **options: str) -> bytes:
    """Return the file, when it is asked for.

    Raises:
        VisitorLimitError: this visitor had too many made.
    """
    from geo.exports import export

    visitors.allow("export", who=who)
    return export(atlas, ending, **options)


def frame_of(name: str, title: str) -> str:
    """Return the HTML that shows a one-file page on another page: its scripts run there, but reach nothing of that."""
    return (
        f'<iframe src="{name}" title="{html.escape(title)}" width="100%" height="{_FRAME}" style="border: 0" '
        f'loading="lazy" sandbox="allow-scripts allow-popups"></iframe>'
    )


def file_name(title: str, ending: str, scope: str) -> str:
    """Return a name for a file that every system takes: "dateline-a-march-in-lyon-selection.csv"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return "-".join(filter(None, ("dateline", slug, "selection" if scope == SHOWN else ""))) + f".{ending}"


def _title(article: str) -> str:
    whole = atlases.atlas(article)
    if whole is None:
        return ""
    return next(iter(whole.titles(most=1).values()), "") if whole.count == 1 else f"{whole.count} articles"
