"""What surrounds a story on its page and stands between its paragraphs: taken out before the story is looked for."""

import re
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from geo.paths import lexicon

_LARGEST = 0.35
"""An element with a larger share than this of the words in paragraphs is no furniture, whatever it is called."""
_MOST = 600
"""Elements that are looked at, so that hostile pages cost no more."""
_NAMED = ("class", "id", "data-component", "data-gu-name", "data-testid", "data-type")
_ALWAYS = frozenset(("aside", "figcaption", "nav"))
_LEAD = range(30, 601)
"""Characters of a standfirst."""
_LEADS_LOOKED_AT = 3_000


class Furniture(NamedTuple):
    """How furniture and standfirsts are told."""

    names: re.Pattern[str]
    leads: re.Pattern[str]
    lines: re.Pattern[str]


@cache
def _known() -> Furniture:
    found: dict[str, list[str]] = {"class": [], "lead": [], "line": []}
    for row in lexicon("page_furniture.tsv"):
        kind, values = row.split("\t")
        found[kind] += [values] if kind == "line" else values.split()

    def named(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words))})(?![a-z])")

    lines = "|".join(f"(?:{pattern})" for pattern in found["line"])
    return Furniture(named(found["class"]), named(found["lead"]), re.compile(lines, re.I))


def is_line(text: str) -> bool:
    """Whether a paragraph is a line that leads elsewhere, such as "Read more: ...", and none of the story."""
    return len(text) < 400 and bool(_known().lines.fullmatch(text))


def clear(tree: Any) -> None:
    """Take the furniture out of a page."""
    known = _known()
    words = sum(len(part.text_content()) for part in islice(tree.iter("p"), 20_000))
    candidates = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and (element.tag in _ALWAYS or known.names.search(_names(element)))
    ]
    for element in candidates[:_MOST]:
        if element.tag in ("html", "body", "main", "article", "h1", "meta", "script", "link") or not _is_in(
            element, tree
        ):
            continue
        if len(element.text_content()) <= _LARGEST * words and element.find(".//h1") is None:
            element.drop_tree()
    for element in list(islice(tree.iter("p", "li", "h2", "h3", "h4"), 20_000)):
        if _is_in(element, tree) and is_line(" ".join(element.text_content().split())):
            element.drop_tree()


def _is_in(element: Any, tree: Any) -> bool:
    """Whether an element still stands in a page, none of those around it having been taken out."""
    parent = element.getparent()
    steps = 0
    while parent is not None and parent is not tree and steps < 500:
        parent, steps = parent.getparent(), steps + 1
    return parent is tree


def _names(element: Any) -> str:
    """Return what an element is called, its words parted by hyphens."""
    names = " ".join(element.get(name) or "" for name in _NAMED)[:500]
    return re.sub(r"[_\s]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)).lower()


def standfirst(tree: Any, title: str | None) -> str | None:
    """Return the standfirst of a page, which stands between its headline and its text; None where there is none."""
    known = _known()
    below = False
    for element in islice(tree.iter(), _LEADS_LOOKED_AT):
        if element.tag == "h1":
            below = True
        elif (
            below and element.tag in ("h2", "h3", "p", "div", "span", "section") and known.leads.search(_names(element))
        ):
            text = " ".join(element.text_content().split())
            if len(text) in _LEAD and text != title and not is_line(text):
                return text
    return None
