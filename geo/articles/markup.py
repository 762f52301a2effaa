"""Text out of a piece of markup: what feeds, wires, mail and programs' answers hold in the place of a text."""

import re

from geo.articles.decoding import clean
from geo.errors import ArticleError

_MARKED = re.compile(r"</(?:p|div|article|section|body|html|ul|h[1-6]|span)\s*>|<(?:br|p)\b[^<>]{0,200}>", re.I)
_BLOCKS = frozenset(
    ("p", "div", "article", "section", "header", "footer", "aside", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li",
     "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table", "blockquote", "pre", "figure", "figcaption", "hr", "body",
     "html", "title", "center", "address")
)  # fmt: skip
_HIDDEN = frozenset(("script", "style", "noscript", "template", "iframe", "object", "svg", "head"))
_LONGEST = 400_000
"""Up to here no markup keeps the parser busy for a second."""


def is_markup(text: str) -> bool:
    """Whether a text is a piece of HTML: it begins or is full of its tags."""
    return bool(_MARKED.search(text[:5_000])) and (text.lstrip()[:1] == "<" or len(_MARKED.findall(text[:5_000])) > 1)


def text_of(markup: str, name: str) -> str:
    """Return the text of a piece of HTML, a blank line between its blocks.

    Raises:
        ArticleError: it is too long for its parser, or nothing of it can be parsed.
    """
    return "\n\n".join(blocks_of(markup, name))


def blocks_of(markup: str, name: str, longest: int = _LONGEST) -> list[str]:
    """Return the texts of the blocks of a piece of HTML, lines that it breaks kept.

    Raises:
        ArticleError: it is longer than `longest`, or nothing of it can be parsed.
    """
    from lxml import html
    from lxml.etree import LxmlError

    if len(markup) > longest:
        raise ArticleError(f"{name} is too long: {longest:,} characters of markup is the limit.")
    try:
        root = html.fragment_fromstring(clean(markup).replace("\x00", " "), create_parent="div")
    except (LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise ArticleError(f"{name} holds markup that can't be read.") from error
    return _blocks(root)


def _blocks(root: object) -> list[str]:
    from lxml import etree

    blocks: list[str] = []
    parts: list[str] = []

    def end() -> None:
        lines = (" ".join(line.split()) for line in "".join(parts).split("\r"))
        if text := "\n".join(filter(None, lines)):
            blocks.append(text)
        parts.clear()

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _HIDDEN
            if tag in _BLOCKS:
                end()
            if tag == "br":
                parts.append("\r")
            if tag and not hidden:
                parts.append((element.text or "").replace("\r", "\n"))
        else:
            hidden -= tag in _HIDDEN
            if tag in _BLOCKS:
                end()
            if not hidden:
                parts.append((element.tail or "").replace("\r", "\n"))
    end()
    return blocks
