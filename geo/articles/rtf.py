"""Reader of rich text (.rtf), which newspaper archives give and old word processors write."""

import re

from geo.articles import archives
from geo.articles.article import Article
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import Limits
from geo.articles.metadata import from_text, merged
from geo.articles.names import line
from geo.articles.part import Part
from geo.errors import ArticleError

_ABOUT = re.compile(r"\{\\(title|author) ([^{}\\]{1,500})\}")
_HEAD = 20_000
"""Characters within which a document says what it is called."""


def read_rtf(data: bytes, name: str, limits: Limits) -> Article | list[Part]:
    """Return a rich-text document as an article, a blank line between paragraphs, or the documents of an export.

    Raises:
        ArticleError: it is none, or is damaged.
    """
    from striprtf.striprtf import rtf_to_text

    found = kind_of(data)
    if found is None or found[0] != "rtf":
        raise ArticleError(f"{name} is not a rich-text document{f': it holds {found[1]}' if found else ''}.")
    source = data.decode("latin-1")
    try:
        text = clean(rtf_to_text(source, encoding="cp1252", errors="replace"))
    except Exception as error:  # a damaged document makes its reader fail in any way
        raise ArticleError(f"{name} is damaged: it can't be opened as a rich-text document.") from error
    text = text.replace("\x00", " ")
    if documents := archives.split(text, name):
        return documents
    text = "\n\n".join(part.strip() for part in text.splitlines() if part.strip())
    about = {kind: line(value) for kind, value in _ABOUT.findall(source[:_HEAD])}
    return Article(text=text, **merged({"source": name}, from_text(text), about))
