"""What a page says of its story: in the data for search engines, in its head, in its headline and byline."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from itertools import islice
from typing import Any, NamedTuple

from geo.articles.days import day
from geo.articles.names import line, people, spelled, stated

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_LONGEST_DATA = 500_000
_MOST_DATA = 20
_DEEPEST = 5
_SEPARATOR = re.compile(r"\s+[-–—·•:]\s+|\s*[|»]\s*")
_OUTLET_WORDS = 5
"""Words in the name of an outlet at the end of a title, at most."""
_TITLE_META = ("og:title", "twitter:title", "parsely-title", "dcterms.title", "dc.title", "sailthru.title", "headline")
_DAY_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "publication_date", "publish-date", "publish_date", "published_time", "cxenseparse:recs:publishtime", "pubdate",
    "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.issued", "dc.date", "date.release", "date",
)  # fmt: skip
_AUTHOR_META = ("author", "byl", "parsely-author", "sailthru.author", "article:author_name", "dcterms.creator",
                "dc.creator", "cxenseparse:author", "article:author")  # fmt: skip
_OUTLET_META = (
    "og:site_name",
    "application-name",
    "publisher",
    "dcterms.publisher",
    "dc.publisher",
    "twitter:app:name:iphone",
)
_LATER = re.compile(r"updat|modif|edited|revis", re.I)


class Facts(NamedTuple):
    """What is known of a story; None where the page does not say it."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None


def facts_of(tree: Any) -> Facts:
    """Return what a page says of its story; called before anything is taken out of it."""
    data = next(_articles(tree), {})
    metas = _metas(tree)
    headline = _headline(tree)
    page_title = line(" ".join((tree.findtext(".//title") or "").split()))
    publisher = _publisher(data, metas, headline, page_title) or _ahead(tree, page_title)
    stated_titles = [
        _plain(data.get("headline")),
        *(_plain(metas.get(name)) for name in _TITLE_META),
        headline,
        page_title,
    ]
    titles = [without_outlet(title, publisher, headline) for title in stated_titles if title]
    return Facts(
        title=next(filter(None, titles), None),
        author=_author(tree, data, metas, publisher),
        publisher=publisher,
        published=_published(tree, data, metas),
    )


def without_outlet(title: str, outlet: str | None, headline: str | None) -> str | None:
    """Return a title without the name of its outlet, or of a section, before or behind it.

    Args:
        title: "Storm over Bari | Italy | The Harbour Post".
        outlet: the name of the outlet, where it is known.
        headline: the headline on the page, where there is one: more than it is none of the title.
    """
    if headline and headline != title:
        around = title.replace(headline, "\x00", 1) if headline in title else ""
        if re.fullmatch(rf"(?:.*(?:{_SEPARATOR.pattern}))?\x00(?:(?:{_SEPARATOR.pattern}).*)?", around):
            return headline
        if len(title) > 20 and headline.startswith(title.rstrip("….")):
            return headline
    parts = _SEPARATOR.split(title)
    marks = _SEPARATOR.findall(title)
    while len(parts) > 1 and (_is_outlet(parts[-1], outlet) or ("|" in marks[-1] and _is_short(parts[-1], parts[0]))):
        parts.pop()
        marks.pop()
    while len(parts) > 1 and _is_outlet(parts[0], outlet):
        del parts[0], marks[0]
    return line("".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True)))


def _is_outlet(part: str, outlet: str | None) -> bool:
    one, other = spelled(part), spelled(outlet or "")
    return bool(other) and (one == other or one.removeprefix("the") == other.removeprefix("the"))


def _is_short(part: str, first: str) -> bool:
    return len(part.split()) < _OUTLET_WORDS <= len(first.split()) + 1


def _articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what a page says of its article for search engines."""
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")
    for script in scripts[:_MOST_DATA]:
        try:
            found = json.loads((script.text or "")[:_LONGEST_DATA].strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        level = [found]
        for _ in range(_DEEPEST):
            objects = [part for part in level if isinstance(part, dict)]
            for part in objects:
                kinds = part.get("@type")
                if any(
                    isinstance(kind, str) and _ARTICLE.search(kind)
                    for kind in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield part
            inner = [
                value
                for part in objects
                for key, value in part.items()
                if key in ("@graph", "mainEntity", "itemListElement", "item")
            ]
            level = [
                one
                for part in [*inner, *(part for part in level if isinstance(part, list))]
                for one in (part if isinstance(part, list) else [part])
            ]


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in islice(tree.iter("meta"), 500):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := meta.get("content")):
            found.setdefault(name.lower()[:100], content)
    return found


def _headline(tree: Any) -> str | None:
    """Return the one headline of a page, None where it has none or several."""
    headlines = [line(" ".join(part.text_content().split())) for part in islice(tree.iter("h1"), 20)]
    headlines = list(dict.fromkeys(filter(None, headlines)))
    return headlines[0] if len(headlines) == 1 and len(headlines[0]) > 10 else None


def _plain(value: object) -> str | None:
    text = stated(value)
    return line(re.sub(r"<[^<>]{1,50}>", "", unescape(text))) if text else None


def _publisher(
    data: Mapping[str, Any], metas: Mapping[str, str], headline: str | None, title: str | None
) -> str | None:
    """Return the name of the outlet as it writes it itself; an address where nothing else is there."""
    named = [_plain(data.get("publisher")), *(_plain(metas.get(name)) for name in _OUTLET_META)]
    names = [name for name in named if name and not re.search(r"://|^@", name)]
    if headline and title and title.startswith(headline) and len(title) > len(headline):
        last = _SEPARATOR.split(title)[-1].strip()
        if len(last.split()) < _OUTLET_WORDS:
            names.append(last)
    site = _plain(metas.get("og:site_name"))
    proper = [name for name in names if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name)]
    chosen = site if site in proper else next(iter(proper or names), None)
    if not chosen:
        return None
    written = next((name for name in proper if spelled(name) == spelled(chosen) and name[0].isupper()), chosen)
    return written[0].upper() + written[1:] if written.startswith("the ") else written


def _ahead(tree: Any, title: str | None) -> str | None:
    """Return the outlet before a colon in a page's title ("The Post: Storm over Bari"), if it stands above the page."""
    name, colon, _ = (title or "").partition(": ")
    above = (spelled(part.text_content()[:100]) for part in islice(tree.iter("h1"), 20))
    return name if colon and spelled(name) in above else None


def _author(tree: Any, data: Mapping[str, Any], metas: Mapping[str, str], outlet: str | None) -> str | None:
    """Return the names of the authors, each once, the outlet not among persons."""
    given = data.get("author") or data.get("creator")
    listed = given if isinstance(given, list) else [given]
    persons = [one for one in listed if not (isinstance(one, dict) and "Organization" in str(one.get("@type")))]
    for found in (persons, listed, *([metas[name]] for name in _AUTHOR_META if name in metas), _bylines(tree)):
        names = people(found)
        kept = [name for name in (names or "").split(", ") if name and not _is_outlet(name, outlet)]
        if kept:
            return line(", ".join(kept))
    return None


def _bylines(tree: Any) -> list[str]:
    """Return what stands in the elements that are marked as the name of an author."""
    marked = tree.xpath("//*[@rel='author' or @itemprop='author']")
    texts = [" ".join(part.text_content().split()) for part in marked[:10]]
    return [text for text in texts if 0 < len(text.split()) < 6]


def _published(tree: Any, data: Mapping[str, Any], metas: Mapping[str, str]) -> date | None:
    """Return the day on which a page says that its story was published, not changed or fetched."""
    stated_days = [data.get("datePublished"), data.get("dateCreated"), *(metas.get(name) for name in _DAY_META)]
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")[:5]
    times = [
        part
        for part in islice(tree.iter("time"), 50)
        if not _LATER.search(f"{part.get('class')} {part.get('itemprop')}")
    ]
    shown = [part.get("datetime") or part.get("content") or part.text_content()[:100] for part in [*marked, *times[:1]]]
    return next(filter(None, map(day, [*stated_days, *shown])), None)
