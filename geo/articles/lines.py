"""What one line of a text is by its form: a headline, a byline, a line that is only a date."""

import re
from collections.abc import Iterable, Sequence

_DATE_LINE = re.compile(
    r"^(?:(?:(?:first|last)\s+)?(?:published|posted|updated|modified|date|publication date)\b(?:\s+on)?\s*:?\s*)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+)?"
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:[\sT,|at·-]*\d{1,2}[:.]\d\d(?:[:.]\d\d)?.{0,20})?$",
    re.I,
)
_BYLINE = re.compile(r"^[Bb][Yy]:?\s+(\S+(?:\s+\S+){1,11})$")
_UNCAPPED = frozenset(
    ("and", "&", "de", "van", "von", "in", "staff", "reporter", "reporters", "writer", "correspondent", "for", "the")
)
"""Words of a byline that begin with no capital."""
_NAMES = 7
"""Words of a byline, at most."""
_LONGEST_BYLINE = 80
_LONGEST_HEADLINE = 160
_HEADLINE_WORDS = (3, 25)
_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "for", "to", "and", "or", "but", "nor", "by", "with", "from", "as", "is",
     "it", "&", "de", "la", "le", "y", "vs", "via", "not", "no", "my", "your", "our")
)  # fmt: skip
_OPENING = "\"'“‘(#@"
_WRAPPED = 100
"""Lines of text that was wrapped are no longer than this."""
_WHERE = re.compile(r"\s+in\s+(?=[A-Z])")


def is_date_line(line: str) -> bool:
    """Whether a line is only a date, with or without "Published" before it and the time of day after it."""
    return len(line) < _LONGEST_BYLINE and bool(_DATE_LINE.match(line))


def author_of(line: str) -> str | None:
    """Return the names of a line that is a byline ("By Jane Doe and John Roe in Paris"), None where it is none."""
    if len(line) >= _LONGEST_BYLINE or not (match := _BYLINE.match(line)):
        return None
    words = placeless(match[1]).split()
    if len(words) > _NAMES or line.rstrip().endswith((".", "!", "?", ":")):
        return None
    return " ".join(words) if all(word[0].isupper() or word.strip(",") in _UNCAPPED for word in words) else None


def placeless(byline: str) -> str:
    """Return a byline without the place that it ends with ("Jane Doe in Paris")."""
    return _WHERE.split(byline)[0]


def is_headline(line: str, *, quoted: bool) -> bool:
    """Whether a first line has the form of a headline; one that begins with a quotation only if `quoted` allows it."""
    words = line.split()
    plain = not (is_date_line(line) or author_of(line)) and line[-1] not in '.:;,”"…'
    begins = line[0] not in "-–—*#<{[" and (quoted or line[0] not in "“\"'‘")
    least, most = _HEADLINE_WORDS
    return plain and begins and least <= len(words) <= most and len(line) <= _LONGEST_HEADLINE


def is_title_case(words: list[str]) -> bool:
    """Whether all words but the small ones begin with a capital or a digit, and more than one does."""
    large = [word.lstrip(_OPENING) for word in words if word.lower().strip(",.!?") not in _SMALL]
    return len(large) > 1 and all(word[:1].isupper() or word[:1].isdigit() for word in large)


def unwrapped(text: str) -> str:
    """Return a text whose paragraphs, which blank lines part, are one line each where they were wrapped."""
    parts = re.split(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*", text)
    return joined([line.strip() for line in part.splitlines() if line.strip()] for part in parts)


def joined(blocks: Iterable[Sequence[str]]) -> str:
    """Return the lines of blocks as text: a block is a paragraph if its lines were wrapped, else a paragraph a line."""
    return "\n\n".join((" " if max(map(len, lines)) <= _WRAPPED else "\n\n").join(lines) for lines in blocks if lines)
