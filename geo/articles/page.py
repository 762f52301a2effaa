"""Reader of web pages: the article on a page, without what surrounds it."""

import re
from typing import Any

from geo.articles import archives, furniture
from geo.articles.article import Article
from geo.articles.checks import check_language
from geo.articles.days import day
from geo.articles.decoding import clean, decoded_as, kind_of
from geo.articles.facts import Facts, facts_of
from geo.articles.limits import MEGABYTE, Limits
from geo.articles.markup import blocks_of
from geo.articles.metadata import from_text, merged
from geo.articles.names import line, people
from geo.articles.part import Part
from geo.errors import ArticleError

_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|article|div|p|h1|main|section)\b", re.I)
_FOR_SUBSCRIBERS = re.compile(
    r'"isAccessibleForFree"\s*:\s*"?false|class="[^"]*\b(?:paywall|subscriber-only|regwall|meteredContent)\b', re.I
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,30})", re.I)
_DATES = {"original_date": True, "extensive_search": False}
"""The extensive search guesses a day from any words of the page and loads the calendars of all languages for it."""
_EXPORTED = re.compile(
    rb"\d of \d+ DOCUMENTS|End of Document|LOAD-DATE:|enHeadline|articleParagraph|Document [A-Z0-9]{15,}|>\s*HD\s*[<&]"
)
"""What only stands in pages that Nexis or Factiva export."""
_FEWEST_WORDS = 25
_WHOLE_SAMPLE = 200
"""Characters by which a language can be told."""
_WHOLE_ARTICLE = 1_500
"""A page for subscribers that shows this many characters shows the article."""


def read_file(data: bytes, name: str, limits: Limits) -> Article | list[Part]:
    """Return the article on a page that was saved, or the documents of an archive's export.

    Raises:
        ArticleError: as `read_page`, or it is an export that is not understood.
    """
    if len(data) <= limits.page_bytes and _EXPORTED.search(data):
        blocks = blocks_of(_markup(data, name, None), name, limits.page_bytes)
        if documents := archives.split("\n\n".join(blocks), name):
            return documents
    return read_page(data, name, limits)


def read_page(
    data: bytes, name: str, limits: Limits, *, address: str | None = None, charset: str | None = None
) -> Article:
    """Return the article on a web page, with the title, author, publisher and date that the page gives.

    Args:
        data: the page's bytes.
        name: what to call it in a message.
        limits: how large it may be.
        address: where it came from, if from the web.
        charset: the encoding its server named.

    Raises:
        ArticleError: it is not HTML, holds no article, or shows it to subscribers only.
    """
    if len(data) > limits.page_bytes:
        raise ArticleError(f"{name} is too large: {limits.page_bytes / MEGABYTE:g} MB is the limit for a web page.")
    if found := kind_of(data):
        raise ArticleError(f"{name} holds {found[1]}, not a web page.")
    markup = _markup(data, name, charset)
    if not _MARKUP.search(data.replace(b"\x00", b"")):
        raise ArticleError(f"{name} is not a web page.")
    document, facts, lead = _extract(markup, address)
    text = _paragraphs(document.text, facts.title, lead) if document is not None and document.text else ""
    if len(text) < _WHOLE_ARTICLE and _FOR_SUBSCRIBERS.search(markup):
        raise ArticleError(f"{name} shows the article to subscribers only. Copy its text and paste it instead.")
    if len(text.split()) < _FEWEST_WORDS:
        check_language(text if len(text) > _WHOLE_SAMPLE else _shown(markup, name), name)
        raise ArticleError(
            f"No article was found in {name}: it may be a list of links, or need scripts to show its text."
        )
    return Article(text=text, **merged({"source": address or name}, from_text(text), _metadata(document, facts)))


def _markup(data: bytes, name: str, charset: str | None) -> str:
    return clean(_decode(data, name, charset)).replace("\x00", " ")


def _shown(markup: str, name: str) -> str:
    """Return all that a page shows, "" where its parser can't tell: enough for telling its language."""
    try:
        return "\n".join(blocks_of(markup, name, len(markup)))
    except ArticleError:
        return ""


def _decode(data: bytes, name: str, charset: str | None) -> str:
    """Return the page as text: what its server names, what it declares, what it looks like, the first that fits."""
    declared = _DECLARED.search(data[:4096])
    return decoded_as(data, name, charset, declared and declared[1].decode("ascii"))


def _extract(markup: str, address: str | None) -> tuple[Any, Facts, str | None]:
    """Return what trafilatura finds on a page without its furniture, what the page says of it, and its standfirst."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    try:
        tree = load_html(markup)
        if tree is None:
            return None, Facts(), None
        facts = facts_of(tree)
        furniture.clear(tree)
        lead = furniture.standfirst(tree, facts.title)
        document = bare_extraction(
            tree,
            url=address,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except (LxmlError, ValueError, RecursionError, TypeError, AttributeError, AssertionError, LookupError):
        return None, Facts(), None  # what hostile markup makes a parser stumble over: no article is there
    return document, facts, lead


def _paragraphs(text: str, title: str | None, lead: str | None) -> str:
    """Return the paragraphs of a story, its standfirst first where it was passed over."""
    parts = [part.strip() for part in clean(text).split("\n") if part.strip()]
    parts = [part for part in parts if not furniture.is_line(part)]
    if lead and " ".join(lead.split()) not in " ".join(parts[:8]):
        parts.insert(1 if parts and parts[0] == title else 0, lead)
    return "\n\n".join(parts)


def _metadata(document: Any, facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title or line(document.title),
        "author": facts.author or people(document.author),
        "publisher": facts.publisher or line(document.sitename),
        "published": facts.published or day(document.date),
    }
