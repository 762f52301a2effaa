"""What visitors give: kept in the library under a link, or here while the app runs, and deleted again."""

import getpass
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from geo.app import login, shared
from geo.app.readers import kept_bytes, settings
from geo.app.shared import Made, remembered
from geo.app.sources import collections, is_archive, seeds
from geo.app.visit import visit
from geo.app.visitors import visitor
from geo.contract import ParsedArticle
from geo.errors import LibraryError
from geo.paths import cache_folder, library_file
from geo.workers.size import MEGABYTE

if TYPE_CHECKING:
    from geo.gazetteer.own import OwnPlaces
    from geo.library import Derived, Kept, Library, Person

_OPINION = re.compile(r"(.+)~[0-9a-f]{8}")
"""The id of an article that a geocoder was asked for, or that was corrected here only."""
_OPINIONS = Made(lambda: kept_bytes(0.3))
_MOST_VERSIONS = 10_000
"""Collections of which it is remembered in which state they were opened last."""
_versions: "OrderedDict[str, Kept]" = OrderedDict()
_versions_lock = threading.Lock()


@remembered()
def library() -> "Library":
    """Return the library.

    Raises:
        LibraryError: it can't be opened.
    """
    from geo.library import Library

    set_up = settings()
    return Library.open(
        set_up.database,
        keep_days=set_up.keep_days,
        most=set_up.shared_articles,
        most_bytes=set_up.shared_bytes,
        most_in_all=set_up.shared_megabytes * MEGABYTE or None,
        everyone="reader" if set_up.hosted else "owner",
    )


@remembered()
def derived() -> "Derived":
    """Return the tables of the library's large collections.

    Raises:
        LibraryError: it can't be opened.
    """
    from geo.library import Derived

    return Derived(library(), cache_folder() / "collections")


def sweep() -> None:
    """Delete the tables of collections that have expired, if there is a library."""
    with suppress(LibraryError):  # said where the library is asked for
        if is_there():
            derived().sweep()


def is_there() -> bool:
    """Tell whether there is a library yet: at a desk it is made, and costs time, when something is first kept."""
    return settings().database is not None or library_file().exists()


def person() -> "Person":
    """Return who this visitor is to the library: the keys that their browser brought, the address they logged in by."""
    from geo.library import Person

    keys = {name: own.token for name, own in visit().own.items() if own.token}
    if found := login.known():
        return Person(found[0], keys, found[1])
    return Person("a reader" if settings().hosted else _user(), keys)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "somebody"


def keep(
    records: Sequence[ParsedArticle], name: str | None = None, places: "OwnPlaces | None" = None
) -> tuple[str, str]:
    """Keep the articles that a visitor gave as one, read with `places`, under an id that can't be guessed.

    Returns:
        The id, and the key of its owner.

    Raises:
        LibraryError: it is too large, or the library is full or can't be reached.
    """
    return library().save(records, name, places=places, person=person())


def keep_here(records: Sequence[ParsedArticle]) -> str:
    """Keep articles only while the app runs, the oldest go first, and return an id that can't be guessed."""
    name = f"here-{secrets.token_urlsafe(16)}"
    _OPINIONS.put(name, records, visitor())
    return name


def keep_opinion(article: str, records: list[ParsedArticle]) -> str:
    """Keep what a geocoder made of an article, while the app runs; the oldest go first.

    Returns:
        An id of its own, which begins with the article's and leads back to that once this is gone.
    """
    name = f"{given(article)}~{secrets.token_hex(4)}"
    _OPINIONS.put(name, records, visitor())
    return name


def opinion(article: str) -> list[ParsedArticle] | None:
    """Return the records that are kept here under an id while the app runs, None where there are none."""
    return _OPINIONS.get(article)


def is_here(article: str) -> bool:
    """Tell whether an id is of what is kept only here, while the app runs."""
    return article in _OPINIONS


def given(article: str) -> str:
    """Return the id of the article that was given, where `article` is what was made of it later."""
    asked = _OPINION.fullmatch(article)
    return asked[1] if asked else article


def stored(article: str) -> bool:
    """Tell whether it is the library that has to know an id of the address bar."""
    article = given(article)
    return not (article in seeds() or article in collections() or article in _OPINIONS)


def kept(article: str) -> "Kept | None":
    """Return what the library knows of an id, None where it has nothing, or no more; changes are seen from then on.

    Raises:
        LibraryError: the library can't be reached.
    """
    article = given(article)
    if not is_there():
        return None
    before = _versions.get(article)
    found = library().look(article, person(), before)
    with _versions_lock:
        changed = (before and before.version) != (found and found.version)
        if found is None:
            _versions.pop(article, None)
        else:
            _versions[article] = found
            _versions.move_to_end(article)
            if len(_versions) > _MOST_VERSIONS:
                _versions.popitem(last=False)
    if changed:
        forget(article)
    return found


@remembered(32)
def own_places(article: str) -> "OwnPlaces":
    """Return the places of a newsroom's own that are in force behind an id of the address bar, "" for what is new.

    Raises:
        LibraryError: the library can't be reached.
    """
    from geo.gazetteer.own import OwnPlaces

    if not is_there():
        return OwnPlaces()
    return OwnPlaces(shelved.place for shelved in library().places.of(given(article) or None))


def read_articles(article: str) -> int:
    """Return how many articles of a collection were read when it was looked at last, 0 where it was not.

    Raises:
        LibraryError: the library can't be reached.
    """
    found = _versions.get(article) or kept(article)
    return found.read if found else 0


def is_corrected_in_place(article: str) -> bool:
    """Tell whether corrections of a seed or of a given file are kept: at one's own desk, not where strangers are."""
    return not settings().hosted and (article in seeds() or article in collections()) and not is_archive(article)


def delete(article: str) -> bool:
    """Delete what the library keeps under an id, for good; tell whether this visitor is its owner.

    Raises:
        LibraryError: the library can't be reached.
    """
    deleted = library().delete(article, person(), for_good=True)
    if deleted:
        derived().forget(article)
        forget(article)
    return deleted


def forget(article: str) -> None:
    """Drop what is in memory of an article, and of what was made of it later."""
    for name in (article, *(name for name in _OPINIONS.names() if given(name) == article)):
        shared.forget(name)
