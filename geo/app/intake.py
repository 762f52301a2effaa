"""From what a visitor gives to what is read: articles out of a text, files or a web address, and their records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import NamedTuple

import geo.articles.web as web
from geo import workers
from geo.app import engine
from geo.app.jobs import Tell
from geo.articles import Article, Limits, aside, feeds, paste, waiting
from geo.articles.article import content_key
from geo.articles.feeds import Feed
from geo.articles.rows import Sheet
from geo.contract import ParsedArticle
from geo.errors import ArticleError
from geo.gazetteer.own import OwnPlaces
from geo.workers import BrokenError, TooLongError

_ASKING = 0.05
"""Share of the work with a feed that asking it is; the rest is fetching what is new."""
LONG = 20_000
"""Characters above which an article takes more than a few seconds to be read."""


class Upload(NamedTuple):
    """A file that was uploaded."""

    name: str
    data: bytes


@dataclass
class Found:
    """The articles in what was given, and sentences for what of it can't be read."""

    by_id: dict[str, Article] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What had to be left out of the articles, such as days that can't be read."""
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """The tables among the files, by their names: which of their columns holds what."""
    twice: int = 0
    """How many articles stood there a second time."""
    _known: set[str] = field(default_factory=set)

    def add(self, article: Article) -> None:
        """Add an article, unless it is there already; its id becomes the only one of its kind."""
        day = article.published and article.published.isoformat()
        key = content_key(article.text, article.title, article.publisher, day)
        if key in self._known:
            self.twice += 1
            return
        self._known.add(key)
        name, number = article.id, 2
        while name in self.by_id:
            name, number = f"{article.id}-{number}", number + 1
        self.by_id[name] = replace(article, id=name)

    @property
    def size(self) -> tuple[int, int, int]:
        """How many articles, problems and repetitions there are."""
        return len(self.by_id), len(self.problems), self.twice

    def refuse(self, error: ArticleError) -> None:
        """Keep the sentence of an error."""
        self.problems.append(str(error))


def _only(article: Article) -> Found:
    found = Found()
    found.add(article)
    return found


def from_text(text: str, limits: Limits) -> Found:
    """Return the article in a pasted text.

    Raises:
        ArticleError: it can't be read.
    """
    return _only(paste(text, limits))


def from_address(url: str, limits: Limits, tell: Tell) -> Found:
    """Return the article at a web address.

    Raises:
        ArticleError: it can't be read.
        Stopped: by `tell`.
    """
    with waiting(_step(tell, "Fetching the page")):
        return _only(web.fetch(url, limits))


def from_feed(feed: Feed, limits: Limits, tell: Tell) -> tuple[Found, Feed]:
    """Return the articles behind the new entries of a feed, and the feed as it stands now.

    Entries beyond the limit of articles stay new; what can't be had is told and not asked for again.

    Args:
        feed: as the last check left it, or with nothing but its address.
        limits: what feed and pages may hold; of `articles` as many entries are fetched.
        tell: told how far it is.

    Raises:
        ArticleError: the feed can't be read.
        Stopped: by `tell`; the feed that was given still stands.
    """
    with waiting(_step(tell, "Asking the feed", last=_ASKING)):
        now, entries, notes = feeds.check(feed, limits)
    wanted = entries[: limits.articles]
    left = entries[len(wanted) :]
    found = Found(notes=notes)
    if left:
        more = "1 more new article" if len(left) == 1 else f"{len(left):,} more new articles"
        found.notes.append(f"{now.address} has {more}: check it again to have the rest.")
    for number, entry in enumerate(wanted):
        first, last = (_ASKING + (1 - _ASKING) * (number + done) / len(wanted) for done in (0, 0.95))
        with waiting(_step(tell, f"Fetching article {number + 1:,} of {len(wanted):,}", first, last)):
            try:
                found.add(feeds.fetch_entry(entry, limits))
            except ArticleError as error:
                found.refuse(error)
    return found, feeds.unseen(now, left)


def _step(tell: Tell, words: str, first: float = 0.0, last: float = 0.95) -> Callable[[float], None]:
    """Return what tells, of the seconds gone by with a fetch, how far it is, between two shares; begin with it.

    What is fetched and then read counts its seconds twice from nothing: how far it is never goes back.
    """
    far = first

    def progress(seconds: float) -> None:
        nonlocal far
        far = max(far, first + (last - first) * min(1.0, seconds / web.SECONDS))
        tell(far, words)

    progress(0.0)
    return progress


def from_files(
    files: Sequence[Upload], limits: Limits, tell: Tell, columns: Mapping[str, Mapping[str, int]] | None = None
) -> Found:
    """Return the articles in uploaded files; a NAME.json beside a NAME.txt tells title and date of that text.

    Args:
        files: what was uploaded.
        limits: what it may hold.
        tell: told how far it is.
        columns: the number of the column that holds each field of a table, by the names of the files.

    Raises:
        ArticleError: none of them can be read, tables aside, or they hold too many articles.
        Stopped: by `tell`.
    """
    if limits.articles is not None and len(files) > limits.articles:
        raise ArticleError(f"These are {len(files):,} files, and {limits.articles:,} is the limit.")
    found = Found()
    beside = {file.name: file.data for file in files if _sidecar_of(file.name, files)}
    with workers.lease("parsing"):
        for number, file in enumerate(file for file in files if file.name not in beside):
            chosen = dict((columns or {}).get(file.name, {})) or None
            about = beside.get(f"{_stem(file.name)}.json")
            _read_file(file, about, found, limits, tell, number / len(files), chosen)
            _bound(found, limits)
    if not found.by_id and not found.sheets:
        raise ArticleError("\n".join(found.problems[:5]) or "There is no article in these files.")
    return found


def _bound(found: Found, limits: Limits) -> None:
    """Let pass what is not too much in all.

    Raises:
        ArticleError: it is.
    """
    if limits.articles is not None and len(found.by_id) > limits.articles:
        raise ArticleError(f"These files hold more than {limits.articles:,} articles, which is the limit.")
    size = sum(len(article.text) for article in found.by_id.values())
    if limits.characters_in_all is not None and size > limits.characters_in_all:
        raise ArticleError(
            f"These files hold more than {limits.characters_in_all:,} characters in all, which is the limit."
        )


def _read_file(
    file: Upload,
    about: bytes | None,
    found: Found,
    limits: Limits,
    tell: Tell,
    share: float,
    columns: dict[str, int] | None,
) -> None:
    def progress(seconds: float) -> None:
        waited = f" ({seconds:.0f} s)" if seconds >= 2 else ""
        tell(share, f"Reading {file.name}{waited}")

    progress(0.0)
    before = found.size
    try:
        with waiting(progress):
            answer, _ = aside.run(
                "geo.app.tasks:read_upload", file.data, file.name, limits.seconds, limits=limits,
                about=about.decode("latin-1") if about else None, columns=columns,
            )  # fmt: skip
        found.problems += answer["problems"]
        found.notes += answer["notes"]
        if answer["sheet"]:
            found.sheets[file.name] = Sheet(**answer["sheet"])
        for fields in answer["articles"]:
            found.add(aside.article_of(fields))
    except ArticleError as error:
        found.refuse(error)
    if found.size == before:
        found.problems.append(f"{file.name} holds no article.")


def _stem(name: str) -> str:
    return name.removesuffix(PurePosixPath(name).suffix)


def _sidecar_of(name: str, files: Sequence[Upload]) -> bool:
    stem = _stem(name)
    return name == f"{stem}.json" and any(file.name == f"{stem}.txt" for file in files)


@dataclass
class Read:
    """What was read of a list of articles so far: the records, and how many of them the engine failed on."""

    records: list[ParsedArticle] = field(default_factory=list)
    failed: int = 0

    @property
    def done(self) -> int:
        """How many articles need not be read again."""
        return len(self.records) + self.failed


def read_all(articles: Sequence[Article], read: Read, tell: Tell, places: OwnPlaces | None = None) -> None:
    """Read the articles that are not done yet, with places of somebody's own; each record is added when it is done.

    Raises:
        ArticleError: there is none that can be read.
        DatelineError: the engine can't be made ready.
        Stopped: by `tell`.
    """
    total = len(articles)
    long = any(len(article.text) > LONG for article in articles)
    with workers.lease(long=long):
        for number in range(read.done, total):

            def progress(share: float, words: str, number: int = number) -> None:
                which = f"Article {number + 1:,} of {total:,}: " if total > 1 else ""
                tell((number + share) / total, which + words)

            given = places.within(articles[number].text) if places else ()
            try:
                read.records.append(engine.read_article(articles[number], progress, places=given))
            except (TooLongError, BrokenError):
                read.failed += 1
    if not read.records:
        raise ArticleError("This can't be read: it takes too long, or is more than the reader can take.")
