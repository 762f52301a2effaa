"""Readers of XML: what news agencies send (NITF, NewsML, NewsML-G2), and feeds.

No document type is loaded and no entity is resolved: a document that defines one is refused.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from geo.articles.article import Article
from geo.articles.days import day
from geo.articles.decoding import clean, decoded_as, kind_of
from geo.articles.limits import Limits
from geo.articles.markup import is_markup, text_of
from geo.articles.names import line, people, stated
from geo.articles.part import Part
from geo.errors import ArticleError

_DECLARED = re.compile(rb"^[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PARAGRAPHS = frozenset(("p", "hl2", "h2", "h3", "h4", "li", "pre", "lede"))
_ASIDE = frozenset(
    ("body.head", "head", "media", "table", "figure", "note", "script", "style", "hedline", "byline", "body.end", "nav")
)


class Wire(NamedTuple):
    """Where a wire's items have what. A path is the name of an element at any depth, and "@" with an attribute."""

    item: str
    title: tuple[str, ...]
    author: tuple[str, ...]
    published: tuple[str, ...]
    publisher: tuple[str, ...]
    id: tuple[str, ...]
    body: tuple[str, ...]


WIRES = {
    "nitf": Wire(
        "nitf", ("hl1", "headline", "title"), ("byline",),
        ("date.issue@norm", "story.date@norm", "pubdata@date.publication", "date.release@norm"),
        ("pubdata@name", "distributor", "doc.copyright@holder"), ("doc-id@id-string",), ("body.content",),
    ),
    "newsItem": Wire(
        "newsItem", ("headline", "title"), ("by", "creator@literal", "creator"),
        ("contentCreated", "firstCreated", "versionCreated", "contentModified"),
        ("provider@literal", "provider", "infoSource@literal", "infoSource", "copyrightHolder@literal"),
        ("newsItem@guid",), ("inlineXML", "inlineData"),
    ),
    "NewsML": Wire(
        "NewsItem", ("HeadLine", "title"), ("ByLine", "byline"),
        ("FirstCreated", "ThisRevisionCreated", "DateId"), ("Provider", "Party@FormalName", "Source", "CreditLine"),
        ("PublicIdentifier", "NewsItemId"), ("DataContent",),
    ),
    "newsitem": Wire(
        "newsitem", ("headline", "title"), ("byline",), ("newsitem@date", "dc@value"), ("newsitem@source", "source"),
        ("newsitem@itemid",), ("text", "body"),
    ),
}  # fmt: skip
"""Wires by their root element: NITF, NewsML-G2, NewsML 1.2, and the form of Reuters' corpora."""

_ROOTS = {**WIRES, "newsMessage": WIRES["newsItem"], "packageItem": WIRES["newsItem"]}
FEEDS = ("rss", "RDF", "feed", "channel")
"""Root elements of feeds."""


def read_xml(data: bytes, name: str, limits: Limits) -> Article | list[Part]:
    """Return the articles of a wire or a feed.

    Raises:
        ArticleError: it is no XML, defines entities, is damaged, or holds neither.
    """
    if found := kind_of(data):
        raise ArticleError(f"{name} holds {found[1]}, not XML.")
    text = decoded(data, name)
    root = root_of(text, name)
    top = _top(root, text)
    if top in FEEDS:
        from geo.articles.feed_items import read_feed

        return read_feed(text, name, limits)
    if root is None:
        raise ArticleError(f"{name} is damaged: it is not well-formed XML.")
    if top.lower() == "html":
        from geo.articles.page import read_page

        return read_page(text.encode(), name, limits, charset="utf-8")
    if top not in _ROOTS:
        raise ArticleError(
            f"{name} is XML of a kind that is not read here ({line(top, 40)}). These are: NITF, NewsML, RSS, Atom and "
            "exports of WordPress."
        )
    return list(_items(root, _ROOTS[top], name))


def top_of(text: str, name: str) -> str:
    """Return the name of the first element of a document, "" where it has none.

    Raises:
        ArticleError: it refers to things outside of it.
    """
    return _top(root_of(text, name), text)


def _top(root: Element | None, text: str) -> str:
    """Return what `top_of` does; `root` is None where the document is not well-formed."""
    if root is not None:
        return local(root.tag)
    found = re.search(r"<(?:[\w.-]+:)?([\w.-]+)[\s>/]", re.sub(r"<[?!][^>]*>", "", text[:20_000]))
    return found[1] if found else ""


def decoded(data: bytes, name: str, charset: str | None = None) -> str:
    """Return an XML document as text without its declaration.

    Args:
        data: the document.
        name: what to call it in a message.
        charset: the encoding its server named; else it is the one that it declares or looks like.

    Raises:
        ArticleError: its encoding can't be told, or it defines entities.
    """
    declared = _DECLARED.search(data[:300])
    text = decoded_as(data, name, charset, declared and declared[1].decode("ascii"))
    if "<!ENTITY" in text:
        raise ArticleError(f"{name} defines entities of its own, which are not read: they can stand for anything.")
    return _NO_TEXT.sub("", clean(_DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)))


def root_of(text: str, name: str) -> Element | None:
    """Return the root of a document, None where it is not well-formed.

    Raises:
        ArticleError: it refers to things outside of it.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        return fromstring(text.encode(), forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise ArticleError(f"{name} refers to things outside of it, which are not read.") from error
    except (ParseError, ValueError, RecursionError):
        return None


def local(tag: object) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _items(root: Element, wire: Wire, name: str) -> Iterator[Part]:
    items = [item for item in root.iter() if local(item.tag) == wire.item]
    for number, item in enumerate(items, 1):
        where = f"Item {number} of {name}" if len(items) > 1 else name
        try:
            yield where, _item(item, wire, where, name)
        except ArticleError as error:
            yield where, error
    if not items:
        yield name, ArticleError(f"{name} holds no article.")


def _item(item: Element, wire: Wire, where: str, name: str) -> Article:
    bodies = [body for path in wire.body for body in item.iter() if local(body.tag) == path]
    text = next(filter(None, (_text(body, where) for body in bodies)), "")
    if not text:
        raise ArticleError(f"{where} holds no text.")
    return Article(
        text=text,
        source=name,
        id=line(_first(item, wire.id), 100) or "",
        title=line(_first(item, wire.title)),
        author=people(_first(item, wire.author)),
        publisher=stated(_first(item, wire.publisher)),
        published=next(filter(None, map(day, _all(item, wire.published))), None),
    )


def _all(item: Element, paths: Iterable[str]) -> Iterator[str]:
    """Yield what stands under the paths, those named first before the others."""
    for path in paths:
        tag, _, attribute = path.partition("@")
        for element in item.iter():
            if local(element.tag) == tag:
                value = element.get(attribute) if attribute else " ".join("".join(element.itertext()).split())
                if value:
                    yield value


def _first(item: Element, paths: Iterable[str]) -> str | None:
    return next(_all(item, paths), None)


def _text(body: Element, where: str) -> str:
    """Return the paragraphs of a body, or its text where it has none."""
    paragraphs = list(_paragraphs(body))
    if paragraphs or any(local(element.tag) in _PARAGRAPHS for element in body.iter()):
        return "\n\n".join(paragraphs)
    raw = "".join(body.itertext())
    if is_markup(raw):
        return text_of(raw, where)
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in re.split(r"\n\s*\n", raw))))


def _paragraphs(body: Element) -> Iterator[str]:
    waiting = [body]
    while waiting:
        element = waiting.pop()
        tag = local(element.tag)
        if tag in _ASIDE:
            continue
        if tag in _PARAGRAPHS and element is not body and not any(local(part.tag) in _PARAGRAPHS for part in element):
            if text := " ".join("".join(element.itertext()).split()):
                yield text
        else:
            waiting.extend(reversed(element))
