"""Reader of Word documents (.docx), which are zip files that anyone may have packed."""

import io

from geo.articles import archives
from geo.articles.article import Article
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import Limits
from geo.articles.metadata import from_text, merged
from geo.articles.names import line
from geo.articles.packs import open_zip
from geo.articles.part import Part
from geo.errors import ArticleError


def read_docx(data: bytes, name: str, limits: Limits) -> Article | list[Part]:
    """Return a Word document as an article, a blank line between paragraphs, or the documents of an archive's export.

    Raises:
        ArticleError: it is none, is damaged, or unpacks to more than the limit.
    """
    found = kind_of(data)
    if found is None or found[0] != "docx":
        raise ArticleError(f"{name} is not a Word document{f': it holds {found[1]}' if found else ''}.")
    open_zip(io.BytesIO(data), name, limits, "a Word document").close()
    try:
        title, author, blocks = _read(data)
    except Exception as error:  # a damaged document makes its reader fail in any way
        raise ArticleError(f"{name} is damaged: it can't be opened as a Word document.") from error
    text = clean("\n\n".join(blocks))
    if documents := archives.split(text, name):
        return documents
    return Article(
        text=text, **merged({"source": name}, from_text(text), {"title": line(title), "author": line(author)})
    )


def _read(data: bytes) -> tuple[str, str, list[str]]:
    """Return title, author and the paragraphs."""
    import docx
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    document = docx.Document(io.BytesIO(data))
    paragraphs = (Paragraph(part, document._body).text.strip() for part in document.element.body.iter(qn("w:p")))
    about = document.core_properties
    return about.title, about.author, [text for text in paragraphs if text]
