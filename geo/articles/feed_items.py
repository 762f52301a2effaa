"""Reader of feed documents: RSS, Atom, and what WordPress exports."""

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
    feed = parsed(text, name)
    public = public_items(feed)
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
    if hidden := sum(map(_is_article, feed.entries)) - len(public):
        parts.append((name, Note(f"{name}: {hidden:,} drafts and other items that are not public are left out.")))
    if not parts:
        raise ArticleError(f"{name} holds no article: the feed has no items.")
    return parts


def parsed(text: str, name: str) -> Any:
    """Return a feed as feedparser has it: "feed", which tells of itself, and "entries".

    Raises:
        ArticleError: it can't be read as a feed.
    """
    import feedparser

    try:
        return feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a damaged document makes its reader fail in any way
        raise ArticleError(f"{name} is damaged: it can't be read as a feed.") from error


def public_items(feed: Any) -> list[Any]:
    """Return the items of a parsed feed that are articles everybody may read."""
    return [item for item in feed.entries if _is_article(item) and (item.get("wp_status") or "") in _PUBLISHED]


def _is_article(item: Any) -> bool:
    return (item.get("wp_post_type") or "") in _KINDS


def text_of(item: Any, where: str, limits: Limits) -> str:
    """Return the longest text that an item carries, "" where it has none.

    Raises:
        ArticleError: it is too long.
    """
    bodies = [part.get("value") or "" for part in item.get("content") or []] + [item.get("summary") or ""]
    return clean("\n\n".join(_blocks(max(bodies, key=len), where, limits)))


def facts_of(item: Any, where: str, outlet: str | None, limits: Limits) -> dict[str, Any]:
    """Return what an item says of its article besides the text: fields of `Article`.

    Args:
        item: one of a parsed feed.
        where: what to call it in a message.
        outlet: the feed's own name, for an item that names no other source.
        limits: how long its title may be.

    Raises:
        ArticleError: its title is too long.
    """
    source = item.get("source") or {}
    return {
        "title": line(" ".join(_blocks(item.get("title") or "", where, limits))),
        "author": people([part.get("name") or "" for part in item.get("authors") or []] or item.get("author")),
        "publisher": stated(source.get("title")) or outlet,
        "published": _day(item),
    }


def _article(item: Any, where: str, name: str, outlet: str | None, limits: Limits) -> Article:
    """Return the article of an item of a feed.

    Raises:
        ArticleError: it has no text.
    """
    text = text_of(item, where, limits)
    if not text:
        raise ArticleError(f"{where} holds no text.")
    return Article(text=text, source=line(item.get("link")) or name, **facts_of(item, where, outlet, limits))


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
