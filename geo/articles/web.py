"""Web addresses in: fetches a page that a user names, from the public internet only, and reads its article."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from geo.articles.article import Article
from geo.articles.aside import article_of, fields_of, run
from geo.articles.checks import check
from geo.articles.limits import Limits
from geo.articles.page import read_page
from geo.articles.part import one, parts_of
from geo.articles.pdf import read_pdf
from geo.articles.plain import read_text
from geo.errors import ArticleError

if TYPE_CHECKING:
    from geo.articles.fetching import Page

Network = Literal["public", "loopback"]
"""What may be reached: the public internet only, or this machine as well, for tests."""

SECONDS = 15.0
"""Longest time from the first look-up to the last byte."""

_WAIT = 8.0
_LONGEST_ADDRESS = 2_000
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")


def fetch(
    url: str,
    limits: Limits | None = None,
    *,
    network: Network = "public",
    seconds: float = SECONDS,
) -> Article:
    """Return the article at a web address, with the title, author, publisher and date that its page gives.

    The site's robots.txt is respected. Nothing but the public internet is reached, whatever name, notation or redirect
    leads elsewhere; a process of its own does the work and is ended after `seconds`.

    Args:
        url: an http or https address; https is assumed where it has no scheme.
        limits: how large the page (`page_bytes`) and how long the article may be.
        network: "loopback" reaches this machine as well, for tests.
        seconds: the limit of time, start of the process included.

    Raises:
        ArticleError: the address is none, can't be reached, refuses, holds no article or shows it to subscribers only.
    """
    limits = limits or Limits()
    url = address_of(url)
    page, body = fetch_page(url, limits, network=network, seconds=seconds)
    fields, _ = run("geo.articles.web:_article", body, url, limits.seconds, limits=limits, page=page)
    return article_of(fields)


def address_of(given: str) -> str:
    """Return what a user gave as an address of the web, https where it has no scheme.

    Raises:
        ArticleError: it is none.
    """
    url = given.strip()
    if not url or len(url) > _LONGEST_ADDRESS or re.search(r"[\x00-\x20\x7f\ud800-\udfff]", url):
        raise ArticleError("This is not a web address. One looks like https://example.org/news/story.")
    return url if _SCHEME.match(url) else f"https://{url}"


def fetch_page(
    url: str, limits: Limits, *, network: Network, seconds: float, headers: Mapping[str, str] | None = None
) -> tuple["Page", bytes]:
    """Return what is known of the page at an address, and its body; arguments as for `fetch`.

    Args:
        headers: what to ask for it with besides.

    Raises:
        ArticleError: it can't or must not be read.
    """
    return run(
        "geo.articles.fetching:page", b"", url, seconds, lane="fetching", limits=limits, wait=_WAIT, network=network,
        headers=dict(headers or {}),
    )  # fmt: skip


def _article(body: bytes, tell: object, *, page: "Page", name: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the article on a page: what a worker does once the page is fetched."""
    bounds = Limits(**limits)
    article = _read(body, page, name, bounds)
    check(article.text, name, bounds)
    return fields_of(replace(article, source=page["url"]))


def _read(body: bytes, page: "Page", name: str, limits: Limits) -> Article:
    declared = page["type"]
    if not body.strip():
        raise ArticleError(f"{name} is empty.")
    if declared == "application/pdf":
        return read_pdf(body, name, limits)
    if declared == "text/plain":
        return one(parts_of(read_text(body, name), name))
    if declared not in ("", "text/html", "application/xhtml+xml"):
        raise ArticleError(f"{name} is not a page with an article: it is of the kind {declared[:60]}.")
    return read_page(body, name, limits, address=page["url"], charset=page["charset"])
