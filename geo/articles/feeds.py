"""Readers of feeds: RSS, Atom, and what WordPress exports."""

import io
import re
from datetime import date
from typing import Any

from geo.articles.article import Article
from geo.articles.days import day
from geo.articles.decoding import clean
from geo.articles.limits import Limits
from geo.articles.markup import blocks_of
from geo.articles.names import line, people, stated
from geo.articles.part import Note, Part
from geo.errors import ArticleError

_BLOCK = re.compile(r"<(?:p|div|br|li|h\d|blockquote)\b", re.I)
_SHORTCODE = re.compile(
    r"\[caption\b[^\]]{0,500}\].{0,2000}?\[/caption\]|\[/?[a-z][\w-]{1,30}(?: [^\]\n]{0,500})?/?\]", re.S
)
_ENDING = re.compile(
    r"^(?:The post .{1,400} (?:appeared first|first appeared) on .{1,200}|"
    r"(?:continue reading|read more|read the full)\b.{0,200})$",
    re.I,
)
"""The last paragraph that WordPress and others give an item."""
_KINDS = ("", "post", "page")
"""Kinds of WordPress' items that are articles; the others are pictures, menus, styles."""
_PUBLISHED = ("", "publish", "inherit")


def read_feed(text: str, name: str, limits: Limits) -> list[Part]:
    """Return the items of a feed, an article each.

    Args:
        text: the feed, which defines no entities.
        name: what to call it in a message.
        limits: how long an item may be.

    Raises:
        ArticleError: it can't be read as a feed.
    """
    import feedparser

    try:
        feed = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a damaged document makes its reader fail in any way
        raise ArticleError(f"{name} is damaged: it can't be read as a feed.") from error
    wanted = [entry for entry in feed.entries if (entry.get("wp_post_type") or "") in _KINDS]
    public = [entry for entry in wanted if (entry.get("wp_status") or "") in _PUBLISHED]
    outlet = stated(feed.feed.get("title"))
    parts: list[Part] = []
    for number, entry in enumerate(public, 1):
        where = f"Item {number} of {name}"
        try:
            parts.append((where, _article(entry, where, name, outlet, limits)))
        except ArticleError as error:
            parts.append((where, error))
    articles = [part for _, part in parts if isinstance(part, Article)]
    if undated := sum(article.published is None for article in articles):
        parts.append((name, Note(f"{name}: {undated:,} of {len(articles):,} items have no day.")))
    if hidden := len(wanted) - len(public):
        parts.append((name, Note(f"{name}: {hidden:,} drafts and other items that are not public are left out.")))
    if not parts:
        raise ArticleError(f"{name} holds no article: the feed has no items.")
    return parts


def _article(entry: Any, where: str, name: str, outlet: str | None, limits: Limits) -> Article:
    """Return the article of an item of a feed.

    Raises:
        ArticleError: it has no text.
    """
    bodies = [part.get("value") or "" for part in entry.get("content") or []] + [entry.get("summary") or ""]
    blocks = _blocks(max(bodies, key=len), where, limits)
    title = line(" ".join(_blocks(entry.get("title") or "", where, limits)))
    if not blocks:
        raise ArticleError(f"{where} holds no text.")
    source = entry.get("source") or {}
    return Article(
        text=clean("\n\n".join(blocks)),
        title=title,
        author=people([part.get("name") or "" for part in entry.get("authors") or []] or entry.get("author")),
        publisher=stated(source.get("title")) or outlet,
        published=_day(entry),
        source=line(entry.get("link")) or name,
    )


def _blocks(markup: str, where: str, limits: Limits) -> list[str]:
    """Return the paragraphs of an item, blank lines between them counted where it has no marks."""
    if len(markup) > limits.characters * 4:
        raise ArticleError(f"{where} is too long: {limits.characters:,} characters of text is the limit.")
    markup = _SHORTCODE.sub(" ", markup) if "[" in markup else markup
    if not _BLOCK.search(markup):
        markup = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", markup))
    blocks = blocks_of(markup, where, len(markup))
    while blocks and _ENDING.match(blocks[-1]):
        blocks.pop()
    return blocks


def _day(entry: Any) -> date | None:
    """Return the day of an item in the zone that it was written in."""
    for key in ("published", "created", "updated"):
        if found := day(entry.get(key)):
            return found
        if parsed := entry.get(f"{key}_parsed"):
            return date(*parsed[:3])
    return None
