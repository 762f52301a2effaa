"""The reading page: the article with its places, quotes and events marked, beside a small map of what is in view."""

from dataclasses import replace
from functools import partial

import streamlit as st

from geo.app import atlases, correct, frame, listing, mapview, sources, state, store, views, widgets
from geo.app.visit import visit
from geo.atlas import Atlas
from geo.contract import ParsedArticle
from geo.viewer import words
from geo.viewer.reader import byline, is_headed


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw the article, and beside it the map and the chosen place."""
    headline, others = st.columns([7, 2], gap="medium", vertical_alignment="bottom")
    with others:
        record = _record()
    if record is None:
        return
    with headline:
        _headline(record)
    text, aside = st.columns([7, 5], gap="medium")
    with text:
        target = visit().target
        parts, counts = views.stretches(st.session_state["article"], record["id"], replace(state.wanted(), once=False))
        data = {
            "article": record["id"],
            "headed": is_headed(record),
            "parts": parts,
            "counts": counts,
            "selected": st.session_state["place"],
            "target": target._asdict() if target and target.article == record["id"] else None,
        }
        seen = widgets.reader(data, key="reader", on_choose=_chosen, on_correct=partial(correct.asked, "reader"))
    with aside:
        correct.show()
        place = st.session_state["place"]
        theirs = replace(state.wanted(), articles=(record["id"],)) if whole.count > 1 else state.wanted()
        mapview.show(key="small_map", height=320, wanted=theirs, focus=tuple(seen), tiles=False)
        if found := whole.place(place):
            if st.button(f"Open {words.plain(found.name)} on the large map", icon=":material/map:"):
                state.finish()
                st.switch_page(frame.MAP_PAGE)
            with st.container(height=380, border=False, key="panel_box"):
                spot = frame.panel(
                    views.place(st.session_state["article"], state.wanted(), place, frame.cards(place)), "side_panel"
                )
            frame.read_at(spot)
        else:
            st.markdown(
                ":small[The map shows the places of the lines in view. Click a place, an event or a quote to see more.]"
            )


def _record() -> ParsedArticle | None:
    article = st.session_state["article"]
    if sources.is_archive(article):
        return _of_archive(article)
    if atlases.is_large(article):
        titles = {row.id: listing.label(row) for row in store.library().articles(article) if row.state == "read"}
    else:
        records = atlases.records(article) or []
        if len(records) <= 1:
            return records[0] if records else None
        titles = {record["id"]: listing.label(record) for record in records}
    titles = words.told_apart(titles)
    target = visit().target
    if target and target.article in titles and visit().turned != target.count:
        st.session_state["_read"] = target.article
        visit().turned = target.count
    with st.popover(f"Another of {len(titles):,} articles", icon=":material/article:", key="another", width="stretch"):
        chosen = st.selectbox("Article", list(titles), key="_read", format_func=titles.get)
    return atlases.record(article, chosen)


def _of_archive(article: str) -> ParsedArticle | None:
    """Return the article of an archive that was asked for last, at first the first that is kept."""
    session, target = st.session_state, visit().target
    if target and target.article:
        session["_of_archive"] = target.article
    found = atlases.record(article, session["_of_archive"]) if "_of_archive" in session else None
    if found is None and (first := atlases.filtered(article, state.wanted()).first_article):
        found = atlases.record(article, first)
    return found


def _headline(record: ParsedArticle) -> None:
    widgets.headline("" if is_headed(record) else record["title"] or "", byline(record))


def _chosen() -> None:
    state.choose(st.session_state["reader"].choose)


frame.page(body, headed=True)
