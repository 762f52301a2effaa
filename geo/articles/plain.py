"""Readers of text files: plain text, which stays unchanged, and Markdown."""

import re
from typing import Any

from geo.articles import archives
from geo.articles.article import Article
from geo.articles.decoding import clean, decode
from geo.articles.limits import Limits
from geo.articles.metadata import from_mapping, from_text, merged
from geo.articles.names import line
from geo.articles.part import Part

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_]{1,30})[ \t]*:[ \t]*(.{1,1000})$", re.M)


def read_text(data: bytes, name: str, known: dict[str, Any] | None = None) -> Article | list[Part]:
    """Return a text file as an article, whose text is the file, decoded, or the documents of an archive's export.

    Args:
        data: the file's bytes.
        name: the file's name.
        known: metadata from a sidecar, which counts more than what the first lines say.

    Raises:
        ArticleError: it is not text, or an export that is not understood.
    """
    text = clean(decode(data, name))
    if documents := archives.split(text, name):
        return documents
    return Article(text=text, **merged({"source": name}, from_text(text), known or {}))


def read_markdown(data: bytes, name: str, limits: Limits) -> Article:
    """Return a Markdown file as an article: its prose without the marks, a blank line between paragraphs.

    A front matter of "key: value" lines, or else the first heading, gives title, author and date.

    Raises:
        ArticleError: it is not text.
    """
    text = clean(decode(data, name))
    known: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(text):
        known = from_mapping({key: value.strip().strip("\"'[]") for key, value in _FIELD.findall(match[1])})
        text = text[match.end() :]
    headings, prose = _render(text)
    heading = {"title": line(headings[0])} if headings else {}
    return Article(text=prose, **merged({"source": name}, from_text(prose), heading, known))


def _render(text: str) -> tuple[list[str], str]:
    """Return the first-level headings and the prose of a Markdown text."""
    from markdown_it import MarkdownIt

    headings: list[str] = []
    blocks: list[str] = []
    tag = ""
    for token in MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(text):
        if token.nesting == 1:
            tag = token.tag
        if token.type != "inline":
            continue
        block = "".join(_inline(child.type, child.content) for child in token.children or []).strip()
        if block:
            blocks.append(block)
            if tag == "h1":
                headings.append(block)
    return headings, "\n\n".join(blocks)


def _inline(kind: str, content: str) -> str:
    if kind in ("softbreak", "hardbreak"):
        return " " if kind == "softbreak" else "\n"
    return content if kind in ("text", "code_inline") else ""
