"""Where an outlet is at home: what its name or its web address tells of the places its stories mean."""

import re
from urllib.parse import urlsplit

from geo.gazetteer import Entry
from geo.language.resolution.candidates import MOST, Group, fitting
from geo.language.resolution.containers import Lookup
from geo.language.resolution.tables import Outlet, at_home, key, outlets
from geo.language.toponyms.lexicon import ordinary_words, words

_KINDS = ("city", "admin1", "admin2", "country")
_KNOWN = 3_000
"""Least importance of a place that a publisher is named after."""
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}", re.I)
_COUNTRY = re.compile(r"\.(?:(?:co|com|org|net|gov|ac|go|or|gob|gouv)\.)?([a-z]{2})$")
_SOLD = words("sold_domains")
_LONGEST = 120
"""Characters of a publisher's name that are read."""


def home_of(publisher: str | None, source: str | None, lookup: Lookup) -> Group | None:
    """Return a group without mentions for where an outlet is at home, None where nothing tells.

    Args:
        publisher: the outlet's name or domain.
        source: the article's web address; a file's name tells nothing.
        lookup: the gazetteer's.

    The table of outlets comes first, then a place in the publisher's name (Edmonton Journal), then the country of the
    domain.
    """
    publisher = (publisher or "").strip()[:_LONGEST]
    domain = _domain(publisher, source)
    outlet = _known(publisher, domain)
    if outlet:
        return Group(outlet.name, [], at_home(outlet.home, lookup), container=outlet.name)
    if publisher and not _DOMAIN.fullmatch(publisher) and (entries := _named_after(publisher, lookup)):
        return Group(publisher, [], entries, container=publisher)
    code = _COUNTRY.search(domain)
    if code and code[1] not in _SOLD:
        entries = at_home({"uk": "GB"}.get(code[1], code[1].upper()), lookup)
        return Group(domain, [], entries, container=domain) if entries else None
    return None


def _domain(publisher: str, source: str | None) -> str:
    """Return the domain of an article, "" where it has none."""
    if source and "://" in source[:12]:
        try:
            return (urlsplit(source[:2000]).hostname or "").lower().removeprefix("www.")
        except ValueError:
            return ""
    return publisher.lower().removeprefix("www.") if _DOMAIN.fullmatch(publisher) else ""


def _known(publisher: str, domain: str) -> Outlet | None:
    domains, names = outlets()
    parts = domain.split(".")[-5:]
    for start in range(len(parts) - 1):
        if outlet := domains.get(".".join(parts[start:])):
            return outlet
    return names.get(key(publisher)) if publisher else None


def _named_after(publisher: str, lookup: Lookup) -> list[Entry]:
    """Return the readings of a place in a publisher's name."""
    words = [word.strip(",.()") for word in publisher.split()]
    for size in range(min(3, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if not part[:1].isupper() or part.isupper() or part.lower() in ordinary_words():
                continue
            entries = [e for e in fitting(part, lookup(part)) if e.form != "demonym" and e.place.kind in _KINDS]
            if entries and entries[0].prior >= _KNOWN:
                return entries[:MOST]
    return []
