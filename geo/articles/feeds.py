"""Feeds that are followed: from the address of an RSS or Atom feed to the articles behind it.

A caller keeps a `Feed` and has it checked again and again: `check` says what is new, `fetch_entry` gets the article.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from geo.articles.article import Article
from geo.articles.aside import run
from geo.articles.checks import check as check_text
from geo.articles.days import day
from geo.articles.decoding import kind_of
from geo.articles.feed_items import facts_of, parsed, public_items, text_of
from geo.articles.limits import Limits
from geo.articles.names import line, stated
from geo.articles.web import SECONDS, Network, address_of, fetch, fetch_page
from geo.articles.wires import FEEDS, decoded, top_of
from geo.errors import ArticleError

if TYPE_CHECKING:
    from geo.articles.fetching import Page

MOST_ENTRIES = 1_000
"""Items of a feed that are looked at; those of news outlets have 10 to 200."""
WHOLE_WORDS = 150
"""Words from which the text in a feed counts as the whole article; excerpts have some 55, as WordPress makes them."""

_MOST_SEEN = 10_000
_MARK = 16
"""Hexadecimal digits that an entry is known by."""
_LONGEST_VALIDATOR = 500
_VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]")
_LAST_ITEM = re.compile(r".*</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.S)
_CUT = re.compile(r"(?:…|\.\.\.)\s?[\])]?$")
_TYPES = ("application/rss+xml", "application/atom+xml")
_ACCEPT = "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,text/html;q=0.5,*/*;q=0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and how it stood when it was checked last; `asdict` gives what JSON holds, `Feed(**row)` takes it."""

    address: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    """With the etag what its server told to ask by whether it has changed."""
    seen: tuple[str, ...] = ()
    """Marks of the entries it had, the latest first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", tuple(self.seen))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one article; `asdict` gives what JSON holds, `Entry(**row)` takes it."""

    mark: str
    """What it is known by in `Feed.seen`: made from its id, its link where it has none, else from its words."""
    feed: str
    """Address of the feed."""
    link: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 day."""
    text: str = ""
    """What the feed itself holds of the article: all of it, its beginning, or nothing."""


class Checked(NamedTuple):
    """What a check of a feed found."""

    feed: Feed
    """As it stands now: to be kept together with the entries, which the next check does not name again."""
    entries: list[Entry]
    """Those that are new, in the order of the feed."""
    notes: list[str]
    """Sentences for what of the feed was left out."""


def check(
    feed: Feed, limits: Limits | None = None, *, network: Network = "public", seconds: float = SECONDS
) -> Checked:
    """Ask a feed what is new; a page that names its feed is followed to it once.

    It is fetched as `geo.articles.web.fetch` fetches pages, and not sent again by a server that knows it unchanged.

    Args:
        feed: as the last check left it, or with nothing but the address that a user gave.
        limits: how large the feed (`page_bytes`) and each of its texts may be, and how long reading it may take.
        network: as for `fetch`.
        seconds: longest time of one request.

    Raises:
        ArticleError: the address is none, can't be reached, refuses, or leads to no feed.
    """
    limits = limits or Limits()
    feed = replace(feed, address=address_of(feed.address))
    page, found = _ask(feed, limits, network, seconds)
    if named := found.get("named"):
        feed = Feed(address=named, seen=feed.seen)
        page, found = _ask(feed, limits, network, seconds)
        if "named" in found:
            raise ArticleError(f"{named} is not a feed, though a page names it as one.")
    if page["unchanged"]:
        return Checked(feed, [], [])
    entries = {fields["mark"]: Entry(**fields) for fields in found["entries"]}
    known = frozenset(feed.seen)
    earlier = [mark for mark in feed.seen if mark not in entries]
    now = Feed(
        address=feed.address,
        title=found["title"] or feed.title,
        etag=_validator(page["etag"]),
        modified=_validator(page["modified"]),
        seen=(*entries, *earlier[: max(0, _MOST_SEEN - len(entries))]),
    )
    return Checked(now, [entry for mark, entry in entries.items() if mark not in known], found["notes"])


def unseen(feed: Feed, entries: Iterable[Entry]) -> Feed:
    """Return a feed to which some entries are new again: those that there was no time for, or that failed.

    Args:
        feed: as a check left it.
        entries: what the next check shall name again, if the feed still has it.
    """
    marks = {entry.mark for entry in entries}
    if not marks:
        return feed
    return replace(feed, etag=None, modified=None, seen=tuple(mark for mark in feed.seen if mark not in marks))


def fetch_entry(
    entry: Entry, limits: Limits | None = None, *, network: Network = "public", seconds: float = SECONDS
) -> Article:
    """Return the article of an entry: the text of its page, and what the feed says of it where the page does not.

    Where the page can't be had, the text in the feed is taken if it is long enough to be the whole article.

    Args:
        entry: what `check` found.
        limits, network, seconds: as for `geo.articles.web.fetch`.

    Raises:
        ArticleError: neither the page nor the feed gives the article.
    """
    limits = limits or Limits()
    told: dict[str, Any] = {
        "title": entry.title,
        "author": entry.author,
        "publisher": entry.publisher,
        "published": day(entry.published),
    }
    where = entry.link or f"“{entry.title or 'An item without a title'}” in {entry.feed}"
    try:
        if not entry.link:
            raise ArticleError(f"{where} has no link to a page.")
        article = fetch(entry.link, limits, network=network, seconds=seconds)
    except ArticleError as error:
        if not _is_whole(entry.text):
            held = "only the beginning of the text" if entry.text else "no text of it"
            raise ArticleError(f"{error} Its feed holds {held}.") from error
        check_text(entry.text, where, limits)
        return Article(text=entry.text, source=entry.link or entry.feed, **told)
    if article.publisher and urlsplit(article.source or "").netloc.endswith(article.publisher):
        article = replace(article, publisher=None)  # the page names no outlet, and its host stands in for it
    return replace(article, **{field: getattr(article, field) or value for field, value in told.items()})


def _ask(feed: Feed, limits: Limits, network: Network, seconds: float) -> tuple["Page", dict[str, Any]]:
    """Return what is known of what stands at a feed's address, and what `_read` found in it; {} if it is unchanged."""
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    headers = {"Accept": _ACCEPT} | {name: value for name, value in conditions.items() if value}
    page, body = fetch_page(feed.address, limits, network=network, seconds=seconds, headers=headers)
    if page["unchanged"]:
        return page, {}
    task = "geo.articles.feeds:_read"
    found, _ = run(task, body, feed.address, limits.seconds, limits=limits, url=page["url"], charset=page["charset"])
    return page, found


def _validator(value: str | None) -> str | None:
    """Return what a server is asked by later, None where it can't stand in a request."""
    return value if value and len(value) <= _LONGEST_VALIDATOR and _VALIDATOR.fullmatch(value) else None


def _is_whole(text: str) -> bool:
    return len(text.split()) >= WHOLE_WORDS and not _CUT.search(text[-10:].rstrip())


def _read(
    data: bytes, tell: object, *, name: str, limits: dict[str, Any], url: str, charset: str | None
) -> dict[str, Any]:
    """Return a feed's "title", its "entries" as their fields and "notes"; or the address of the feed "named" by a page.

    Args:
        data: what was fetched.
        tell: not called.
        name: the address it was asked for by.
        limits: fields of `Limits`.
        url: the address where it was found.
        charset: the encoding its server named.

    Raises:
        ArticleError: it is no feed and names none.
    """
    if not data.strip():
        raise ArticleError(f"{name} is empty.")
    if found := kind_of(data):
        raise ArticleError(f"{name} holds {found[1]}, not a feed.")
    text = decoded(data, name, charset)
    starts = [match.start() for match in _ITEM.finditer(text)]
    if len(starts) > MOST_ENTRIES:
        end = _LAST_ITEM.match(text)
        text = text[: starts[MOST_ENTRIES]] + (text[end.end() :] if end else "")
    if top_of(text, name) not in FEEDS:
        if named := _named_feed(text, url):
            return {"named": named}
        raise ArticleError(f"{name} is not a feed (RSS or Atom), nor a page that names one. Give the feed's address.")
    feed = parsed(text, name)
    bounds, title = Limits(**limits), stated(feed.feed.get("title"))
    entries = [asdict(entry) for entry in _entries(public_items(feed), title, name, url, bounds)]
    more = len(starts) - MOST_ENTRIES
    notes = [f"{name} has {len(starts):,} items: the first {MOST_ENTRIES:,} are looked at."] if more > 0 else []
    return {"title": title, "entries": entries, "notes": notes}


def _entries(items: list[Any], outlet: str | None, name: str, url: str, limits: Limits) -> Iterator[Entry]:
    for number, item in enumerate(items, 1):
        where = f"Item {number} of {name}"
        try:
            facts = facts_of(item, where, outlet, limits)
            text = text_of(item, where, limits)
        except ArticleError:
            facts, text = {"publisher": outlet}, ""  # its page may be read all the same
        link = _link(item.get("link"), url)
        key = line(item.get("id"), _LONGEST_VALIDATOR) or link or f"{facts.get('title')}\n{text}"
        published = facts.pop("published", None)
        yield Entry(
            mark=sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK],
            feed=name,
            link=link,
            published=published and published.isoformat(),
            text=text,
            **facts,
        )


def _link(link: str | None, base: str) -> str | None:
    """Return a link as the address of a page, None where it leads to none."""
    try:
        url = address_of(urljoin(base, (link or "").strip())) if link else ""
        return url if urlsplit(url).scheme in ("http", "https") else None
    except (ArticleError, ValueError):
        return None


def _named_feed(markup: str, base: str) -> str | None:
    """Return the address of the first feed that a page names in its head, None where it names none."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        links = html.document_fromstring(markup).iter("link")
    except (LxmlError, ValueError, AssertionError, RecursionError):
        return None
    feeds = (
        _link(link.get("href"), base)
        for link in links
        if "alternate" in link.get("rel", "").lower().split() and link.get("type", "").strip().lower() in _TYPES
    )
    return next(filter(None, feeds), None)
