"""What the library page shows: the collections, and of a chosen one its articles, its feeds and its members."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.app import add, following, listing, login, own_places, readers, reading, state, store, visitors, widgets
from geo.app.jobs import Job
from geo.app.visit import Own, visit
from geo.errors import DatelineError, VisitorLimitError
from geo.library import Followed, Kept
from geo.viewer import words

if TYPE_CHECKING:
    from geo.library import Listed

_STATES = {"read": "Read", "waiting": "Waiting", "failed": "Could not be read"}
_OFTEN = {0: "On demand", 15: "Every 15 minutes", 60: "Every hour", 360: "Every 6 hours", 1440: "Every day"}
_ROLES = {"reader": "may read", "editor": "may edit", "owner": "may do everything"}
_TICK = 2.0
"""Seconds after which it is looked how far reading is."""


def show() -> None:
    """Draw the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("New collection", icon=":material/create_new_folder:", on_click=_ask_name, key="_new")
        login.line()
    found = sorted(store.library().listed(store.person()), key=lambda kept: kept.created, reverse=True)
    if not found:
        st.info(
            "There is no collection yet. Make one here, or add articles: several at once become one.",
            icon=":material/library_books:",
        )
    left, right = st.columns([6, 7], gap="medium")
    with left:
        chosen = _shelf(found)
        _bin()
    with right:
        if len(chosen) == 1:
            _one(chosen[0])
        elif chosen:
            _several(chosen)
        elif found:
            st.markdown(":small[Choose a collection to see what is in it, or several to join them.]")
    _naming()
    add.show()


def _shelf(found: list[Kept]) -> list[Kept]:
    """Draw the table of collections and return those that are chosen."""
    if not found:
        return []
    rows = pd.DataFrame(
        {
            "Collection": [listing.label_of(kept) for kept in found],
            "Articles": [kept.articles for kept in found],
            "Read": [kept.read for kept in found],
            "Changed": [kept.changed.date() for kept in found],
        }
    )
    picked = st.dataframe(
        rows, key=f"shelf{hash(tuple(kept.id for kept in found))}", on_select="rerun", selection_mode="multi-row",
        hide_index=True, height="content" if len(rows) < 14 else 520,
        column_config={
            "Collection": st.column_config.TextColumn(width=250),
            "Articles": st.column_config.NumberColumn(width=64),
            "Read": st.column_config.NumberColumn(width=56),
            "Changed": st.column_config.DateColumn(width=90, format="YYYY-MM-DD"),
        },
    )  # fmt: skip
    return [found[row] for row in picked.selection.rows if row < len(found)]


def _bin() -> None:
    deleted = store.library().listed(store.person(), deleted=True)
    if not deleted:
        return
    with st.expander(f"Deleted ({len(deleted):,})", icon=":material/delete:"):
        for kept in deleted:
            name, button = st.columns([5, 2], vertical_alignment="center")
            name.markdown(words.plain(listing.label_of(kept)))
            button.button("Bring back", key=f"_back{kept.id}", on_click=_bring_back, args=(kept.id,), width="stretch")


def _one(kept: Kept) -> None:
    """Draw a collection."""
    may = kept.role != "reader"
    if may:
        name = st.text_input("Name", kept.name or "", key=f"_name{kept.id}", max_chars=200,
                             placeholder=listing.label_of(kept))  # fmt: skip
        about = st.text_area("About", kept.about, key=f"_about{kept.id}", max_chars=5_000, height=68)
        if (name.strip() or None, about.strip()) != (kept.name, kept.about):
            _do(lambda: store.library().describe(kept.id, store.person(), name=name, about=about))
            st.rerun()
    else:
        st.markdown(f"**{words.plain(listing.label_of(kept))}**")
        st.text(kept.about)
    with st.container(horizontal=True):
        st.button("Open", key="_shelf_open", type="primary", icon=":material/map:", on_click=_open, args=(kept.id,),
                  disabled=not kept.read)  # fmt: skip
        st.button("Add articles", key="_shelf_add", icon=":material/add:", on_click=add.ask, args=(kept.id,),
                  disabled=not may)  # fmt: skip
        if kept.role == "owner":
            st.button("Delete", key="_shelf_delete", icon=":material/delete:", on_click=_delete, args=(kept.id,))
    if visit().opening:
        visit().opening = False
        state.finish()
        st.switch_page("geo/app/pages/map.py")
    found = store.library().articles(kept.id)
    with st.container():  # keeps its place, so that the tab that is open stays open whatever comes and goes above
        _progress(kept, found)
    articles, places, feeds, members = st.tabs(["Articles", "Own places", "Feeds", "Who may"])
    with articles:
        _articles(kept, found, may=may)
    with places:
        own_places.show(kept, may=may)
    with feeds:
        _feeds(kept, may=may)
    with members:
        _members(kept)


def _progress(kept: Kept, found: "list[Listed]") -> None:
    """Draw how far reading a collection is, with what stops it and what goes on."""
    waiting = sum(entry.state == "waiting" for entry in found)
    failed = sum(entry.state == "failed" for entry in found)
    ours = reading.reading()
    if waiting:
        bar, button = st.columns([5, 1], vertical_alignment="center")
        done = len(found) - waiting
        left = ours.pace.left(waiting)
        eta = f", about {words.duration(left)} left" if left and not ours.is_paused(kept.id) else ""
        bar.progress(done / len(found), f"{done:,} of {len(found):,} articles are read{eta}")
        if ours.is_paused(kept.id):
            button.button("Go on", key="_go_on", on_click=ours.resume, args=(kept.id,), width="stretch")
        else:
            ours.go_on()
            button.button("Stop", key="_pause", on_click=ours.pause, args=(kept.id,), width="stretch")
            widgets.tick(key="_shelf_tick", seconds=_TICK)
    if failed:
        st.button(
            f"Try {words.number(failed, 'article')} again that could not be read", key="_retry",
            icon=":material/replay:", on_click=_retry, args=(kept.id,), disabled=kept.role == "reader",
        )  # fmt: skip


def _articles(kept: Kept, found: "list[Listed]", *, may: bool) -> None:
    """Draw the articles of a collection, to search and choose from."""
    if not found:
        st.markdown(":small[Nothing is in it yet.]")
        return
    search, outlets = st.columns(2)
    wanted = search.text_input("Search titles", key="_article_search", placeholder="Search titles",
                               label_visibility="collapsed").strip().casefold()  # fmt: skip
    publishers = sorted({entry.publisher for entry in found if entry.publisher})
    taken = outlets.multiselect("Outlets", publishers, key=f"_outlets{kept.id}", placeholder="All outlets",
                                label_visibility="collapsed")  # fmt: skip
    shown = [
        entry for entry in found
        if wanted in entry.title.casefold() and (not taken or entry.publisher in taken)
    ]  # fmt: skip
    rows = pd.DataFrame(
        {
            "Title": [entry.title for entry in shown],
            **({"Outlet": [entry.publisher or "" for entry in shown]} if publishers else {}),
            "Published": [entry.published or "" for entry in shown],
            "Reading": [f"{_STATES[entry.state]}{': ' if entry.why else ''}{entry.why}" for entry in shown],
        }
    )
    picked = st.dataframe(
        rows, key=f"articles{kept.id}", on_select="rerun", selection_mode="multi-row", hide_index=True,
        height="content" if len(rows) < 12 else 440,
        column_config={
            "Title": st.column_config.TextColumn(width=280),
            "Outlet": st.column_config.TextColumn(width=110),
            "Published": st.column_config.TextColumn(width=90),
            "Reading": st.column_config.TextColumn(width=110),
        },
    )  # fmt: skip
    chosen = [shown[row] for row in picked.selection.rows if row < len(shown)]
    if not chosen:
        st.markdown(":small[Choose articles to make a collection of them, or to take them out.]")
        return
    numbers = [entry.number for entry in chosen]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name", key="_part_name", max_chars=200, placeholder="Name of the new collection",
                      label_visibility="collapsed")  # fmt: skip
        st.button(f"Make a collection of {words.number(len(chosen), 'article')}", key="_split",
                  icon=":material/call_split:", on_click=_split, args=(kept.id, numbers))  # fmt: skip
        st.button("Take out", key="_take_out", icon=":material/remove:", on_click=_take_out, args=(kept.id, numbers),
                  disabled=not may)  # fmt: skip


def _feeds(kept: Kept, *, may: bool) -> None:
    """Draw the feeds that a collection grows by."""
    found = store.library().feeds.of(kept.id)
    if not found:
        st.markdown(":small[Follow a feed (RSS or Atom), and its new articles come in by themselves.]")
    for followed in found:
        with st.container(border=True):
            line, ask, end = st.columns([6, 2, 2], vertical_alignment="center")
            line.markdown(
                f"**{words.plain(followed.feed.title or followed.feed.address)}**  \n:small[{_asked(followed)}]"
            )
            busy = visit().feed_job is not None
            ask.button(
                "Check now", key=f"_ask{followed.number}", on_click=_check_feed, args=(followed,), width="stretch",
                disabled=not may or busy,
            )  # fmt: skip
            end.button(
                "Unfollow", key=f"_unfollow{followed.number}", on_click=_unfollow, args=(kept.id, followed.number),
                width="stretch", disabled=not may,
            )  # fmt: skip
    if job := visit().feed_job:
        _watch(job)
    if not may:
        return
    line = st.form("_follow", border=False, clear_on_submit=True)
    with line, st.container(horizontal=True, vertical_alignment="bottom"):
        address = st.text_input("Address of a feed, or of a page that has one", placeholder="https://example.org/feed")
        often = [minutes for minutes in _OFTEN if not minutes or readers.settings().feeds]
        minutes = st.selectbox("Check", often, format_func=_OFTEN.get, index=min(2, len(often) - 1))
        if st.form_submit_button("Follow") and address.strip():
            _follow(kept.id, address, minutes)
            st.rerun()


def _asked(followed: Followed) -> str:
    """Return in markdown when a feed was asked last, how often it is, and what came of it."""
    when = "Not checked yet" if followed.checked is None else f"Checked {followed.checked:%Y-%m-%d %H:%M} UTC"
    often = _OFTEN.get(followed.minutes, f"every {followed.minutes} minutes").lower()
    return words.plain(" · ".join(filter(None, (when, often, followed.said))))


@st.fragment
def _watch(job: Job[str]) -> None:
    """Show how far asking a feed is; it alone runs again until that is done."""
    if job.watch() != "working":
        visit().feed_job = None
        visit().told = job.error or job.result or "Stopped."
        st.rerun()
    bar, button = st.columns([5, 1], vertical_alignment="center")
    bar.progress(job.share, f"{words.plain(job.words or 'Beginning')} …")
    button.button("Stop", key="_feed_stop", on_click=job.stop, width="stretch")
    widgets.tick(key="_feed_tick", seconds=_TICK / 4)


def _several(chosen: list[Kept]) -> None:
    """Offer to join collections."""
    st.markdown(f"**{len(chosen)} collections**, {sum(kept.articles for kept in chosen):,} articles")
    st.text_input("Name of the joined collection", key="_joined_name", max_chars=200)
    st.button("Join", key="_join", type="primary", icon=":material/call_merge:", on_click=_join,
              args=([kept.id for kept in chosen],))  # fmt: skip
    st.markdown(":small[The collections stay as they are. An article that is in several is in the joined one once.]")


def _members(kept: Kept) -> None:
    """Draw who may do what with a collection, for its owner to change."""
    if kept.role != "owner":
        st.markdown(f":small[You {_ROLES[kept.role]}. Its owner says who may do more.]")
        return
    st.markdown(":small[Whoever has the link can read it. Who logs in with one of these addresses may do more.]")
    for who, role in store.library().members(kept.id, store.person()):
        line, button = st.columns([5, 1], vertical_alignment="center")
        line.markdown(f"{words.plain(who)} {_ROLES[role]}")
        button.button("End", key=f"_end{who}", on_click=_admit, args=(kept.id, who, None), width="stretch")
    with (
        st.form("_admit", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        who = st.text_input("Address or @domain", placeholder="ana@example.org or @example.org")
        role = st.selectbox("As", ["editor", "owner"], format_func=str.title)
        if st.form_submit_button("Admit"):
            _admit(kept.id, who, role)
            st.rerun()
    st.button("Make an editable link", key="_editable", icon=":material/key:", on_click=_editable, args=(kept.id,),
              help="Whoever has it may edit. A new one ends the one before.")  # fmt: skip
    if key := visit().editable.get(kept.id):
        st.code(f"?article={kept.id}&key={key}", language=None, wrap_lines=True)
        st.markdown(":small[Put this behind the address of this app. It is shown once.]")


def _do(work: Callable[[], object]) -> bool:
    """Do something in the library; say so where that can't be done, and tell whether it was."""
    try:
        work()
    except DatelineError as error:
        visit().told = str(error)
        return False
    visit().theirs = None
    return True


@st.dialog("New collection")
def _name() -> None:
    name = st.text_input("Name", key="_new_name", max_chars=200)
    if st.button("Make it", type="primary", key="_make", disabled=not name.strip()) and _make(name.strip()):
        st.rerun()


def _make(name: str) -> bool:
    def work() -> None:
        visitors.allow("share")
        _own(store.library().create(name, person=store.person()), name)

    return _do(work)


def _ask_name() -> None:
    visit().naming = True


def _naming() -> None:
    if visit().naming:
        visit().naming = False
        _name()


def _own(made: tuple[str, str], label: str) -> None:
    id, key = made
    visit().own[id] = Own(label, key)


def _split(id: str, numbers: list[int]) -> None:
    name = st.session_state.get("_part_name") or f"{words.number(len(numbers), 'article')}"

    def work() -> None:
        visitors.allow("share")
        _own(store.library().split(id, numbers, name, store.person()), name)
        visit().told = f"“{name}” is made. The articles are in both."

    _do(work)


def _join(ids: list[str]) -> None:
    name = st.session_state.get("_joined_name") or "Joined"

    def work() -> None:
        visitors.allow("share")
        _own(store.library().join(ids, name, store.person()), name)
        visit().told = f"“{name}” is made. The others are still there."

    _do(work)


def _take_out(id: str, numbers: list[int]) -> None:
    if _do(lambda: store.library().remove(id, numbers, store.person())):
        store.kept(id)
        visit().told = f"{words.number(len(numbers), 'article')} taken out."


def _delete(id: str) -> None:
    if _do(lambda: store.library().delete(id, store.person())):
        store.forget(id)
        if store.given(st.session_state["article"]) == id:
            state.open_article("")
        visit().told = "Deleted. It can be brought back for 30 days, below the list."


def _bring_back(id: str) -> None:
    _do(lambda: store.library().bring_back(id, store.person()))


def _follow(id: str, address: str, minutes: int) -> None:
    def work() -> None:
        store.library().feeds.follow(id, address, minutes if readers.settings().feeds else 0, store.person())
        followed = store.library().feeds.of(id)[-1]
        _check_feed(followed)

    _do(work)


def _check_feed(followed: Followed) -> None:
    try:
        visitors.allow("fetch", 1 + following.at_once())
    except VisitorLimitError as error:
        visit().told = str(error)
        return
    readers.pool()
    visit().feed_job = Job(lambda tell: following.ask(followed, tell), visitors.claimant())
    following.begin()


def _unfollow(id: str, number: int) -> None:
    _do(lambda: store.library().feeds.unfollow(id, number, store.person()))


def _retry(id: str) -> None:
    if _do(lambda: store.library().retry(id, store.person())):
        reading.reading().resume(id)


def _admit(id: str, who: str, role: str | None) -> None:
    _do(lambda: store.library().admit(id, store.person(), who, role))


def _editable(id: str) -> None:
    def work() -> None:
        visit().editable = {id: store.library().editor_key(id, store.person())}

    _do(work)


def _open(id: str) -> None:
    state.open_article(id)
    visit().opening = True
