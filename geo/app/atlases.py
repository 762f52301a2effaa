"""What is behind an id of the address bar, remembered while there is room: its records, as one atlas, filtered."""

from collections.abc import Collection, Iterator, Sequence
from weakref import WeakSet

from geo.across.origins import reprinted
from geo.app import store
from geo.app.readers import kept_bytes
from geo.app.seed_records import seed_record
from geo.app.shared import remembered
from geo.app.sources import collections, is_archive, seeds
from geo.atlas import Atlas, Filter
from geo.contract import ParsedArticle
from geo.corrections import Correction, correct
from geo.errors import LibraryError
from geo.records import read_records

_BYTES_A_CHARACTER = 70
"""Memory of an article's record for each character of its text: measured on news."""
_ATLAS_A_CHARACTER = 120
"""Memory of its atlas beside that: its tables, and what panels looked up."""
_FRAMES_A_CHARACTER = 80
"""Memory of what is made of a selection of it."""
LARGE = 200
"""Articles from which the tables of a collection are kept as files: some half a second's work, and 20 MB."""
PATIENCE = 30.0
"""Seconds for which the tables of a large collection do while more of its articles are being read."""
_passing: "WeakSet[Atlas]" = WeakSet()
"""Atlases that more is being read for."""
_LEAST = 50_000
"""Memory of the smallest article, and of the smallest selection."""
_TABLES = 1_700_000
"""Memory of the smallest tables in the database, which keeps room for two thousand rows of each column."""


def _weight(records: Sequence[ParsedArticle] | None) -> float:
    if records is None:
        return float("inf")  # not to be remembered
    return _BYTES_A_CHARACTER * sum(len(record["text"]) for record in records) + _LEAST


def _tables(atlas: Atlas | None) -> float:
    if atlas is None or atlas in _passing:
        return float("inf")
    return _ATLAS_A_CHARACTER * atlas.characters + _TABLES


def _frames(atlas: Atlas) -> float:
    return _FRAMES_A_CHARACTER * atlas.characters + _LEAST


def is_large(article: str) -> bool:
    """Tell whether an id of the address bar is that of so many articles that their records are not held in memory.

    Raises:
        LibraryError: the library can't be reached.
    """
    return article == store.given(article) and store.stored(article) and store.read_articles(article) >= LARGE


def has_records(article: str) -> bool:
    """Tell whether the records behind an id of the address bar are held in memory: an archive's never are.

    Raises:
        LibraryError: the library can't be reached.
    """
    return not (is_archive(article) or is_large(article))


@remembered(lambda: kept_bytes(0.3), _weight)
def records(article: str) -> list[ParsedArticle] | None:
    """Return the records behind an id of the address bar, None where there is nothing (any more).

    Those of an archive or of a large collection are none: `record` gives each by itself, `touched` some.

    Raises:
        DatelineError: the engine or the store can't be reached, or a collection is not what `geo parse` writes.
    """
    if not has_records(article):
        return []
    if article in seeds():
        return _corrected(article, [seed_record(seeds()[article])])
    if article in collections():
        return _corrected(article, list(read_records(collections()[article])))
    if found := store.opinion(article):
        return found
    if article != store.given(article):
        return records(store.given(article))
    return store.library().get(article)


def _corrected(article: str, found: list[ParsedArticle]) -> list[ParsedArticle]:
    if not (store.is_corrected_in_place(article) and store.is_there()):
        return found
    try:
        return store.library().log.applied(article, found)
    except LibraryError:
        return found  # without its library, Dateline still reads


@remembered(lambda: kept_bytes(0.3), _tables)
def atlas(article: str) -> Atlas | None:
    """Return the atlas behind an id of the address bar, None where there is nothing (any more).

    Raises:
        DatelineError: as `records`.
    """
    if is_archive(article):
        return Atlas.open(collections()[article])
    if is_large(article):
        folder, now = store.derived().folder(article, patience=PATIENCE)
        opened = Atlas.open(folder)
        if not now:
            _passing.add(opened)
        return opened
    found = records(article)
    return None if found is None else Atlas.from_records(found, reprinted(found) if len(found) > 1 else ())


@remembered(32)
def record(article: str, id: str) -> ParsedArticle | None:
    """Return the record of one article of those behind an id of the address bar, None where it is not among them."""
    if is_archive(article):
        whole = atlas(article)
        return None if whole is None else whole.record(id)
    if is_large(article):
        return next(iter(_some(article, {id})), None)
    return next((found for found in records(article) or [] if found["id"] == id), None)


def count(article: str) -> int:
    """Return how many articles are behind an id of the address bar."""
    whole = atlas(article)
    return 0 if whole is None else whole.count


def touched(article: str, correction: Correction) -> list[ParsedArticle]:
    """Return all records that a correction changes, and perhaps others: as they are without it.

    Raises:
        DatelineError: as `records`.
    """
    whole = atlas(article)
    if not is_large(article) or whole is None:
        return records(article) or []
    from geo.library import articles_touched

    return _some(article, articles_touched(whole, store.library().chosen(article), [correction]))


@remembered(32)
def has_reprints(article: str) -> bool:
    """Tell whether several of the articles behind an id of the address bar print one text."""
    whole = atlas(article)
    return whole is not None and bool(whole.origins)


def each(article: str) -> Iterator[ParsedArticle]:
    """Yield the records behind an id of the address bar, as many as there are, those of an archive aside.

    Raises:
        DatelineError: as `records`.
    """
    if not is_large(article):
        yield from records(article) or ()
        return
    library = store.library()
    wanted, standing = library.chosen(article), library.log.standing(article)
    corrections = [change.correction for change in standing]
    for at in range(0, len(wanted), LARGE):
        yield from correct(library.readings(wanted[at : at + LARGE]), corrections)


def _some(article: str, ids: Collection[str]) -> list[ParsedArticle]:
    """Return the records of some articles of a large collection, corrected."""
    library = store.library()
    wanted = [chosen for chosen in library.chosen(article) if chosen.id in ids]
    return library.log.applied(article, library.readings(wanted))


@remembered(lambda: kept_bytes(0.1), _frames)
def filtered(article: str, wanted: Filter) -> Atlas:
    """Return the atlas of an article, filtered; an empty one where there is no such article."""
    whole = atlas(article)
    return Atlas.from_records([]) if whole is None else whole.filter(wanted)
