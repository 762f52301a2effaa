"""Cached wrappers of the engine: which articles there are, what was read in them, as one atlas."""

import re
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import streamlit as st

from geo import journal, workers
from geo.app import shared, words
from geo.app.readers import pool, settings
from geo.app.shared import Made, remembered
from geo.articles import Article, read
from geo.articles.aside import fields_of
from geo.atlas import Atlas, Filter
from geo.contract import ParsedArticle
from geo.errors import DatelineError, VisitorLimitError
from geo.paths import SEEDS
from geo.records import read_records
from geo.settings import Action, Visitors, visitor_of
from geo.workers.size import MEGABYTE

if TYPE_CHECKING:
    from geo.library import Kept, Library

Progress = Callable[[float, str], None]

_OPINION = re.compile(r"(.+)~[0-9a-f]{8}")
"""The id of an article for which a geocoder was asked."""
_BYTES_A_CHARACTER = 70
"""Memory of an article's record for each character of its text: measured on news."""
_FRAMES_A_CHARACTER = 12
"""Memory of its atlas beside that."""
_LEAST = 50_000
"""Memory of the smallest article, and of the smallest atlas."""


class Entry(NamedTuple):
    """One line of the list of articles: the id of the address bar, and what the list calls it."""

    id: str
    label: str


@remembered()
def library() -> "Library":
    """Return the store of pasted articles.

    Raises:
        LibraryError: it can't be opened.
    """
    from geo.library import Library

    set_up = settings()
    return Library.open(
        set_up.database,
        keep_days=set_up.keep_days,
        most=set_up.shared_articles,
        most_bytes=set_up.shared_bytes,
        most_in_all=set_up.shared_megabytes * MEGABYTE or None,
    )


@remembered()
def seeds() -> dict[str, Article]:
    """Return the seed articles by their id, the name of their file."""
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        for article in read(path):
            found[path.stem] = replace(article, id=path.stem)
    return found


@remembered()
def collections() -> dict[str, Path]:
    """Return the files of `geo parse` given on the command line: `streamlit run app.py -- parsed.jsonl`."""
    paths = [Path(argument) for argument in sys.argv[1:] if argument.endswith(".jsonl")]
    return {f"file:{path.stem}": path for path in paths if path.is_file()}


def read_article(article: Article, progress: Progress = lambda share, words: None) -> ParsedArticle:
    """Have one article read, step by step, and return its record.

    Args:
        article: what to read.
        progress: called before each step with the share done (0 to 1) and a few words.

    Raises:
        DatelineError: the engine can't be made ready, or too many wait.
        TooLongError, BrokenError: the article is more than the engine can take.
    """
    pool()
    progress(0.0, "Getting ready to read")
    with workers.on_behalf(watch=workers.watching()._replace(told=progress)):
        record, _ = workers.call(
            "geo.app.tasks:read_article", seconds=settings().read_seconds, article=fields_of(article)
        )
    return cast(ParsedArticle, record)


def keep(records: Sequence[ParsedArticle]) -> tuple[str, str]:
    """Keep the articles that a visitor gave as one, under an id that can't be guessed.

    Returns:
        The id, and the token that deletes it again.

    Raises:
        LibraryError: it is too large, or the store is full or can't be reached.
    """
    return library().save(records)


def keep_here(records: Sequence[ParsedArticle]) -> str:
    """Keep articles only while the app runs, the oldest go first, and return an id that can't be guessed."""
    name = f"here-{secrets.token_urlsafe(16)}"
    _opinions.put(name, records, visitor())
    return name


def stored(article: str) -> bool:
    """Tell whether it is the store that has to know an id of the address bar."""
    article = given(article)
    return not (article in seeds() or article in collections() or article in _opinions)


def kept(article: str) -> "Kept | None":
    """Return since and until when the store keeps what is behind an id, None where it doesn't, or no more.

    Raises:
        LibraryError: the store can't be reached.
    """
    return library().look(given(article))


def delete(article: str, token: str) -> bool:
    """Delete what the store keeps under an id, and what of it is still in memory; tell whether `token` was the one.

    Raises:
        LibraryError: the store can't be reached.
    """
    deleted = library().delete(article, token)
    if deleted:
        forget(article)
    return deleted


def forget(article: str) -> None:
    """Drop what is in memory of an article, and of what a geocoder made of it."""
    for name in (article, *(name for name in _opinions.names() if given(name) == article)):
        shared.forget(name)


def given(article: str) -> str:
    """Return the id of the article that was given, where a geocoder was asked for it later."""
    asked = _OPINION.fullmatch(article)
    return asked[1] if asked else article


def _budget(share: float) -> Callable[[], float]:
    return lambda: share * settings().kept_megabytes * MEGABYTE


_opinions = Made(_budget(0.3))


def _weight(records: Sequence[ParsedArticle] | None) -> float:
    if records is None:
        return float("inf")  # not to be remembered
    return _BYTES_A_CHARACTER * sum(len(record["text"]) for record in records) + _LEAST


def _frames(atlas: Atlas | None) -> float:
    if atlas is None:
        return float("inf")
    return _FRAMES_A_CHARACTER * sum(len(record["text"]) for record in atlas.unfiltered) + _LEAST


def keep_opinion(article: str, records: list[ParsedArticle]) -> str:
    """Keep what became of an article's records when a geocoder was asked, while the app runs; the oldest go first.

    Returns:
        An id of its own, which begins with the article's and leads back to that once this is gone.
    """
    name = f"{given(article)}~{secrets.token_hex(4)}"
    _opinions.put(name, records, visitor())
    return name


@remembered(_budget(0.4), _weight)
def records(article: str) -> list[ParsedArticle] | None:
    """Return the records behind an id of the address bar, None where there is nothing (any more).

    Raises:
        DatelineError: the engine or the store can't be reached, or a collection is not what `geo parse` writes.
    """
    if article in seeds():
        return [_read_seed(seeds()[article])]
    if article in collections():
        return list(read_records(collections()[article]))
    if found := _opinions.get(article):
        return found
    if article != given(article):
        return records(given(article))
    return library().get(article)


@remembered(_budget(0.15), _frames)
def atlas(article: str) -> Atlas | None:
    """Return the atlas behind an id of the address bar, None where there is nothing (any more).

    Raises:
        DatelineError: as `records`.
    """
    found = records(article)
    return None if found is None else Atlas.from_records(found)


@remembered(_budget(0.15), _frames)
def filtered(article: str, wanted: Filter) -> Atlas:
    """Return the atlas of an article, filtered; an empty one where there is no such article."""
    whole = atlas(article)
    return Atlas.from_records([]) if whole is None else whole.filter(wanted)


def _read_seed(article: Article) -> ParsedArticle:
    try:
        return read_article(article)
    except (workers.TooLongError, workers.BrokenError) as error:
        raise DatelineError("The reader can't be started, or has too little memory.") from error


def label(record: ParsedArticle | Article) -> str:
    """Return the line of an article in the list: title, publisher, day."""
    get = record.get if isinstance(record, dict) else lambda key: getattr(record, key)
    text = str(get("text")).strip()
    title = get("title") or (text[:70].rsplit(" ", 1)[0] + " …" if len(text) > 70 else text)
    return " · ".join(part for part in (title, get("publisher"), words.day(str(get("published") or ""))) if part)


def label_all(records: Sequence[ParsedArticle]) -> str:
    """Return the line of a collection in the list; of an article where it holds but one."""
    first = label(records[0])
    return first if len(records) == 1 else f"{len(records):,} articles · {first}"


@remembered()
def _visitors() -> Visitors:
    return Visitors(settings())


def allow(action: Action, count: int = 1, *, who: str = "") -> None:
    """Count what a visitor does, this one if left out, `count` times, against the host's limits.

    Raises:
        VisitorLimitError: it is too much for one hour.
    """
    who = who or visitor()
    try:
        _visitors().allow(who, action, count)
    except VisitorLimitError as error:
        journal.note("refused", who=who, kind=action, why=str(error))
        raise


def refusal(action: Action) -> str:
    """Return why this visitor may not do something once more, "" if that is allowed; nothing is counted."""
    return _visitors().refusal(visitor(), action)


def claimant() -> str:
    """Return for whom work is queued: this visitor, or this window of theirs where all have one address."""
    if address := st.context.ip_address:
        return visitor_of(str(address))
    return st.session_state.setdefault("_claimant", f"local {secrets.token_hex(4)}")


def visitor() -> str:
    """Return what stands for this visitor."""
    return visitor_of(str(st.context.ip_address or "local"))
