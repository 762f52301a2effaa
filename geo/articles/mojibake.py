"""Letters that were garbled before a text came here: UTF-8 that some program took for Windows-1252 and saved so."""

import re
from dataclasses import replace
from itertools import islice

from geo.articles.article import Article

_SUSPECT = re.compile(r"[ÂÃÄÅÐÑÎÏâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]\S?")
"""What the first byte of a character beyond ASCII and the next are in Windows-1252 or Latin-1."""

_LOOKED_AT = 50


def garbled(text: str) -> tuple[str, str] | None:
    """Return a garbled stretch of a text and what it is when mended, None where nothing seems garbled."""
    if not _SUSPECT.search(text):
        return None
    from ftfy import fix_encoding

    for match in islice(_SUSPECT.finditer(text), _LOOKED_AT):
        line = text[max(0, text.rfind("\n", 0, match.start()) + 1) : match.end() + 200]
        if fix_encoding(line) != line:
            whole = match.group()
            mended = fix_encoding(whole)
            return whole, mended if mended != whole else "…"
    return None


def mend(article: Article) -> Article:
    """Return an article with the garbled letters of its text, title and names mended; its id stays."""
    from ftfy import fix_encoding

    def mended(value: str | None) -> str | None:
        return fix_encoding(value) if value else value

    return replace(
        article,
        text=fix_encoding(article.text),
        title=mended(article.title),
        author=mended(article.author),
        publisher=mended(article.publisher),
    )
