"""Partitions: so many articles in the order of input, known by what they hold; those that are there are left out."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from geo.articles import Article

_LONG = 16
"""Hexadecimal digits of the hash of an id or a text, and of a partition's key: ten million of them hardly ever meet."""
_SHORT = 8
"""Digits of the text's hash that are put behind an id which another article has."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Articles that are read together and whose tables are one file each."""

    articles: tuple[Article, ...]

    @property
    def names(self) -> list[str]:
        """What each article is known by: the hashes of its id and of its text."""
        return ["".join(_name(article)) for article in self.articles]

    @property
    def key(self) -> str:
        """What the partition is known by."""
        return _hash("".join(self.names))


class Known:
    """The articles that need not be read, on disk, so that memory is the same for any number of them.

    `taken` counts all articles of the input, `there` those that were there already, `renamed` those whose id another
    article with another text had.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.taken = self.there = self.renamed = 0
        self._disk = sqlite3.connect("", isolation_level=None)  # a file of its own, which goes with it
        self._disk.execute("PRAGMA journal_mode = OFF")
        self._disk.execute("CREATE TABLE known (id, text, PRIMARY KEY (id, text)) WITHOUT ROWID")
        self._add((name[:_LONG], name[_LONG:]) for name in names)

    def new(self, article: Article) -> Article | None:
        """Return an article that is not known, under an id that no other has, and know it; None where it is there.

        Which ids are changed depends on the order of input alone, not on what was read before.
        """
        self.taken += 1
        if self._holds(*_name(article)):
            self.there += 1
            return None
        id, text = _name(article)
        if self._holds(id):
            article = replace(article, id=f"{article.id}-{text[:_SHORT]}")
            if self._holds(*_name(article)):
                self.there += 1
                return None
            self.renamed += 1
        self._add([_name(article)])
        return article

    def _holds(self, id: str, text: str = "") -> bool:
        """Tell whether an id is known, with a text where one is given."""
        asked = "SELECT 1 FROM known WHERE id = ? AND (text = ? OR ? = '')"
        return self._disk.execute(asked, (id, text, text)).fetchone() is not None

    def _add(self, names: Iterable[tuple[str, str]]) -> None:
        self._disk.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", names)


def partitions(articles: Iterable[Article], known: Known, size: int) -> Iterator[Partition]:
    """Yield the articles that are not known yet, `size` to a partition, the last with what is left."""
    together: list[Article] = []
    for article in articles:
        if new := known.new(article):
            together.append(new)
        if len(together) == size:
            yield Partition(tuple(together))
            together = []
    if together:
        yield Partition(tuple(together))


def id_hash(id: str) -> str:
    """Return what the names of all articles begin with that have an id."""
    return _hash(id)


def _name(article: Article) -> tuple[str, str]:
    return _hash(article.id), _hash(article.text)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LONG]
