"""The dialog that takes other articles: give them, look at what is known of them, have them read."""

import math
from collections.abc import Callable

import streamlit as st

from geo.app import columns, details, intake, listing, readers, reading, state, store, visitors, widgets
from geo.app.draft import Draft
from geo.app.intake import Found, Read, Upload
from geo.app.jobs import Job, Tell
from geo.app.visit import Own, visit
from geo.articles import FORMATS, garbled, mend
from geo.articles.aside import fields_of
from geo.errors import DatelineError, LibraryError, VisitorLimitError
from geo.gazetteer.own import OwnPlaces
from geo.settings import Settings
from geo.viewer import words

PATIENCE = 5.0
"""Seconds after which progress is looked at less often: each look costs the server a little."""
_MOST_NOTES = 8


def ask(into: str = "") -> None:
    """Open the dialog with the next run, for a collection if its id is given."""
    visit().adding = True
    _draft().into = into


def show() -> None:
    """Draw the dialog where it is open."""
    if visit().adding:
        _dialog()


def _draft() -> Draft:
    visit().draft = draft = visit().draft or Draft()
    return draft


def _closed() -> None:
    """The dialog was closed: work ends, and what there is waits for the next time."""
    visit().adding = False
    if job := _draft().job:
        job.stop()


@st.dialog("Add articles", width="medium", on_dismiss=_closed)
def _dialog() -> None:
    draft = _draft()
    if draft.job and draft.job.watch() != "working":
        _take(draft, draft.job)
    with st.container(key="add_given" if draft.step == "give" else "add_given_hidden"):
        _give(draft)  # hidden, so that fields and files stay, while a later step is shown
    if draft.step == "check":
        _check(draft)
    elif draft.step == "read" and not draft.job:
        _resume(draft)
    if draft.error:
        st.error(words.plain(draft.error).replace("\n", "  \n"), icon=":material/error:")
    if draft.job:
        _watch(draft.job)


def _give(draft: Draft) -> None:
    set_up, busy = readers.settings(), draft.job is not None
    limits = set_up.limits
    paste, upload, web = st.tabs(["Paste text", "Upload files", "Web address"], key=f"_add_tab{draft.round}")
    with paste:
        st.text_area(
            "Text", key=f"_add_text{draft.round}", height=260, persist_state="session",
            placeholder="Paste an English news article here, its headline and date too.",
        )  # fmt: skip
        st.button("Next", key="_add_paste", type="primary", disabled=busy, on_click=_from_text)
    with upload:
        files = st.file_uploader(
            "Files", [ending[1:] for ending in FORMATS], accept_multiple_files=True, key=f"_add_files{draft.round}",
            max_upload_size=min(max(1, math.ceil(set_up.upload_megabytes)), st.get_option("server.maxUploadSize")),
            label_visibility="collapsed",
        )  # fmt: skip
        if most := uploads_limit(set_up):
            st.caption(most)
        st.caption(
            "Exports of Nexis, Factiva and ProQuest, wires, feeds, mail and tables may hold many articles. You are "
            "asked which column of a table holds what. Several articles become one collection."
        )
        st.button("Next", key="_add_upload", type="primary", disabled=busy or not files, on_click=_from_files)
    with web, st.form(f"_add_web{draft.round}", border=False):
        st.text_input("Address of the page", key=f"_add_url{draft.round}", placeholder="https://example.org/news/story")
        st.caption("The page is fetched once, from the public internet. Pages for subscribers only have to be pasted.")
        st.form_submit_button("Fetch", type="primary", disabled=busy, on_click=_from_address)
    if draft.step == "give":
        size = f"{limits.characters:,} characters an article and {limits.file_bytes / 1e6:g} MB a file"
        st.caption(f"Articles have to be in English, with up to {size}.")


def uploads_limit(set_up: Settings) -> str:
    """Return what one visitor may upload, "" where that is not limited; of a refused file Streamlit shows a number."""
    together = f"{set_up.uploads_megabytes_of_one:g} MB of files at once" if set_up.uploads_megabytes else ""
    hourly = f"{set_up.uploads_per_hour:,} files an hour" if set_up.uploads_per_hour else ""
    most = " and ".join(filter(None, (together, hourly)))
    return f"One visitor can upload {most}; a file that shows an error was more than that." if most else ""


def _from_text() -> None:
    draft = _draft()
    draft.error = ""
    try:
        found = intake.from_text(st.session_state.get(f"_add_text{draft.round}") or "", readers.settings().limits)
    except DatelineError as error:
        draft.error = str(error)
        return
    _check_next(draft, found)


def _from_files() -> None:
    _read_files({})


def _use_columns() -> None:
    draft = _draft()
    _read_files(columns.chosen(draft.found.sheets, visit().checks))


def _read_files(chosen: dict[str, dict[str, int]]) -> None:
    files = [Upload(file.name, file.getvalue()) for file in st.session_state.get(f"_add_files{_draft().round}") or []]
    limits = readers.settings().limits
    _start(lambda tell: intake.from_files(files, limits, tell, chosen))


def _from_address() -> None:
    draft = _draft()
    url, limits = st.session_state.get(f"_add_url{draft.round}") or "", readers.settings().limits
    try:
        visitors.allow("fetch")
    except VisitorLimitError as error:
        draft.error = str(error)
        return
    _start(lambda tell: intake.from_address(url, limits, tell))


def _start(work: Callable[[Tell], Found | None]) -> None:
    draft = _draft()
    draft.error = ""
    try:
        visitors.allow("start")
    except VisitorLimitError as error:
        draft.error = str(error)
        return
    readers.pool()
    draft.job = Job(work, visitors.claimant())


def _check_next(draft: Draft, found: Found) -> None:
    draft.found, draft.articles = found, list(found.by_id.values())
    draft.read, draft.paid = Read(), 0
    _to_check(draft)


def _to_check(draft: Draft) -> None:
    draft.step = "check"
    draft.garbled = any(garbled(article.text) for article in draft.articles)
    details.fill(draft.articles)


def _take(draft: Draft, job: Job) -> None:
    """Go on with what came of a job."""
    draft.job = None
    draft.error = job.error
    if draft.step == "read":
        if job.state == "done":
            _open(draft)
        elif not draft.read.records:
            _to_check(draft)
            draft.error = job.error or "Stopped. Nothing is lost: you can have it read again."
    elif job.state == "done" and isinstance(job.result, Found):
        _check_next(draft, job.result)
    elif job.state == "stopped":
        draft.error = "Stopped. What you gave is still here."


@st.fragment
def _watch(job: Job) -> None:
    """Show how far a job is, and the button that stops it; it alone runs again until the job ends."""
    if job.watch() != "working":
        st.rerun()
    bar, button = st.columns([5, 1], vertical_alignment="center")
    bar.progress(job.share, f"{words.plain(job.words or 'Beginning')} …")
    button.button("Stop", key="_add_stop", on_click=job.stop, width="stretch")
    widgets.tick(key="_add_tick", seconds=0.4 if job.age < PATIENCE else 1.2)


def _check(draft: Draft) -> None:
    found = draft.found
    if found.problems:
        few = words.number(len(found.problems), "part") + " can’t be read"
        with st.expander(f"{few}, and will be left out", icon=":material/warning:", expanded=not draft.articles):
            st.text("\n".join(found.problems[:100]))
    if found.notes:
        st.info(words.plain("\n".join(found.notes[:_MOST_NOTES])).replace("\n", "  \n"), icon=":material/info:")
    if draft.garbled:
        st.checkbox("Mend the garbled letters", value=True, key="_add_mend", help="Text that was decoded twice.")
    if found.twice:
        st.caption(f"{words.number(found.twice, 'article')} stood there twice and will be read once.")
    columns.draw(found.sheets, visit().checks, busy=draft.job is not None, use=_use_columns)
    if not draft.articles:
        st.button("Back", key="_add_back", on_click=_back)
        return
    details.draw(draft.articles)
    _choose_collection(draft)
    st.caption(_promise())
    with st.container(horizontal=True):
        count = len(details.taken(draft.articles))
        st.button(
            "Read it" if len(draft.articles) == 1 else f"Read {words.number(count, 'article')}", key="_add_read",
            type="primary", icon=":material/auto_stories:", disabled=not count or draft.job is not None, on_click=_read,
        )  # fmt: skip
        if count > 1 and st.button(
            "Read in the background", key="_add_later", disabled=draft.job is not None,
            help="They are kept now and read one after another, while you go on. The Library shows how far it is.",
        ):  # fmt: skip
            _read_later()
        st.button("Back", key="_add_back", on_click=_back)


def _choose_collection(draft: Draft) -> None:
    """Draw the choice of the collection that takes the articles."""
    mine = listing.editable()
    if not mine and len(draft.articles) == 1:
        return
    left, right = st.columns(2)
    options = ["", *mine]
    draft.into = left.selectbox(
        "Add to", options, index=options.index(draft.into) if draft.into in mine else 0, key=f"_add_into{draft.round}",
        format_func=lambda id: words.plain(mine[id]) if id else "A new collection",
    )  # fmt: skip
    draft.name = ""
    if not draft.into and len(draft.articles) > 1:
        draft.name = right.text_input("Its name", key=f"_add_name{draft.round}", max_chars=200, placeholder="Optional")


def _promise() -> str:
    days = readers.settings().keep_days
    until = f"for {words.number(math.ceil(days), 'day')}" if days else "until you delete it"
    return f"What you add is kept here {until}, under a link that can’t be guessed. You can delete it at any time."


def _back() -> None:
    draft = _draft()
    draft.step, draft.error = "give", ""


def _settle(draft: Draft) -> bool:
    """Take the articles as they were put right, and count them; tell whether that is allowed."""
    articles = draft.articles
    if draft.step == "check":
        articles = details.taken(articles)
        if st.session_state.get("_add_mend"):
            articles = [mend(article) if garbled(article.text) else article for article in articles]
    draft.error = ""
    try:
        visitors.allow("read", max(0, len(articles) - draft.paid))
    except VisitorLimitError as error:
        draft.error = str(error)
        return False
    draft.articles, draft.paid = articles, max(draft.paid, len(articles))
    return True


def _read() -> None:
    draft = _draft()
    if not _settle(draft):
        return
    articles, draft.step = draft.articles, "read"
    if not draft.read.records:
        draft.read = Read()  # their details may have been put right meanwhile
    read = draft.read
    try:
        places = draft.places = store.own_places(draft.into)
    except LibraryError:
        places = draft.places = OwnPlaces()  # it is read all the same, and again once the library is there
    _start(lambda tell: intake.read_all(articles, read, tell, places))


def _read_later() -> None:
    """Keep the articles, to be read in the background, and turn to their collection."""
    draft = _draft()
    if not _settle(draft):
        return
    library = store.library()
    try:
        id = draft.into
        if not id:
            visitors.allow("share")
            id, key = library.create(draft.name or f"{len(draft.articles):,} articles", person=store.person())
            visit().own[id] = Own(draft.name or f"{len(draft.articles):,} articles", key)
        added = library.add(id, [fields_of(article) for article in draft.articles], store.person())
    except (LibraryError, VisitorLimitError) as error:
        draft.error = str(error)
        return
    reading.reading().go_on()
    _leave(draft, id, _twice(added.twice))
    st.rerun()


def _twice(count: int) -> str:
    return f"{words.number(count, 'article')} {'was' if count == 1 else 'were'} there already." if count else ""


def _leave(draft: Draft, id: str, told: str) -> None:
    """Close the dialog and turn to what was added."""
    ours = visit()
    ours.told = told
    ours.theirs = None
    ours.draft = Draft(round=draft.round + 1)
    ours.adding = False
    state.open_article(id)


def _resume(draft: Draft) -> None:
    """Offer what can be done with articles of which some are read."""
    done, total = len(draft.read.records), len(draft.articles)
    st.markdown(
        f"**{done:,} of {total:,} articles are read.** They can be opened now, or the rest can be read as well."
    )
    with st.container(horizontal=True):
        if st.button(f"Open {words.number(done, 'article')}", key="_add_open", type="primary"):
            _open(draft)
        st.button("Read on", key="_add_on", icon=":material/play_arrow:", on_click=_read)
        st.button("Start again", key="_add_back", on_click=_back)


def _open(draft: Draft) -> None:
    """Keep what was read, and turn to it."""
    ours, records = visit(), list(draft.read.records)
    told = f"{words.number(draft.read.failed, 'article')} could not be read." if draft.read.failed else ""
    if draft.into:
        try:
            added = store.library().add_read(draft.into, records, store.person(), draft.places)
        except LibraryError as error:
            draft.error = str(error)
            return
        kept, told = draft.into, " ".join(filter(None, (told, _twice(added.twice))))
    else:
        own = Own(draft.name or listing.label_all(records))
        try:
            visitors.allow("share")
            kept, own.token = store.keep(records, draft.name or None, draft.places)
        except (LibraryError, VisitorLimitError) as error:
            kept, own.note = store.keep_here(records), str(error)
        ours.own[kept] = own
    _leave(draft, kept, told)
    st.rerun()
