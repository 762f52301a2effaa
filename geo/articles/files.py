"""Many files at once: what can be read is read, what can't is told."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from geo.articles.article import Article
from geo.articles.mojibake import mend
from geo.articles.reading import FORMATS, stream, suffix_of
from geo.errors import ArticleError

_MOST_KINDS = 5


class Files:
    """The articles of several files, one after the other.

    Args:
        paths: files of any format of `geo.articles.FORMATS`; gone through more than once.
        tell: is given the error of each file or row that can't be read.
        note: is given a sentence for what had to be left out of those that are read.
        columns: which column of a table holds what; by their names where it is None.
        mend: whether to mend garbled letters; without it texts are as they came.

    `refused` counts those errors as iteration meets them, `exit_code` is what a command ends with after them.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        tell: Callable[[ArticleError], None],
        note: Callable[[str], None] | None = None,
        columns: Mapping[str, str] | None = None,
        *,
        mend: bool = False,
    ) -> None:
        self.paths = paths
        self._tell = tell
        self._how: dict[str, Any] = {"on_note": note} if note else {}
        self._how |= {"columns": columns, "opening": self._opened}
        self._mend = mend
        self._before = 0
        self._current: tuple[Path, BinaryIO] | None = None
        self.refused = self.exit_code = 0

    @property
    def share(self) -> float:
        """How much of the files has been read, by their sizes: 0 to 1."""
        within = 0
        if self._current:
            path, file = self._current
            within = _size(path) if file.closed else file.tell()
        return (self._before + within) / max(1, self._size)

    @cached_property
    def _size(self) -> int:
        return sum(map(_size, self.paths))

    def _opened(self, path: Path) -> BinaryIO:
        file = path.open("rb")
        self._current = self._current or (path, file)  # a table may be opened once more, to look ahead
        return file

    def __iter__(self) -> Iterator[Article]:
        for path in self.paths:
            self._current = None
            try:
                for article in stream(path, on_error=self._refuse, **self._how):
                    yield mend(article) if self._mend else article
            except ArticleError as error:
                self._refuse(error)
            self._before += _size(path)
        self._current = None

    def _refuse(self, error: ArticleError) -> None:
        self.refused += 1
        self.exit_code = max(self.exit_code, error.exit_code)
        self._tell(error)


class FilesIn:
    """The files that are named, and in the place of each folder those in it that can be read, in the order of names.

    They are looked for anew each time, so that a folder may hold any number of them.

    Args:
        paths: files and folders.
        note: is given a sentence for what is left out of a folder, which is no file of `geo.articles.FORMATS`, once.
        but: a folder that is passed over.
    """

    def __init__(self, paths: list[Path], note: Callable[[str], None], *, but: Path | None = None) -> None:
        self._paths, self._but = paths, but and but.resolve()
        self._note = note
        self._told: set[Path] = set()

    def __iter__(self) -> Iterator[Path]:
        for path in self._paths:
            if path.is_dir():
                yield from _files_below(path, self._tell, self._but)
            else:
                yield path

    def _tell(self, folder: Path, words: str) -> None:
        if folder not in self._told:
            self._told.add(folder)
            self._note(f"{folder}: {words}")


def _files_below(folder: Path, note: Callable[[Path, str], None], but: Path | None) -> Iterator[Path]:
    others: Counter[str] = Counter()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and Path(parent, name).resolve() != but)
        for name in sorted(names):
            beside = name.endswith(".json") and f"{name.removesuffix('.json')}.txt" in names
            if name[0] == "." or beside:
                continue
            if suffix_of(name) in FORMATS:
                yield Path(parent, name)
            else:
                others[suffix_of(name) or name] += 1
    if others:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in others.most_common(_MOST_KINDS))
        note(folder, f"{others.total():,} files of other kinds are left out ({kinds}).")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
