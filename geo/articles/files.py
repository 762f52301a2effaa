"""Many files at once: what can be read is read, what can't is told."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geo.articles.article import Article
from geo.articles.mojibake import mend
from geo.articles.reading import stream
from geo.errors import ArticleError


class Files:
    """The articles of several files, one after the other.

    Args:
        paths: files of any format of `geo.articles.FORMATS`.
        tell: is given the error of each file or row that can't be read.
        note: is given a sentence for what had to be left out of those that are read.
        columns: which column of a table holds what; by their names where it is None.
        mend: whether to mend garbled letters; without it texts are as they came.

    `refused` counts those errors as iteration meets them, `exit_code` is what a command ends with after them.
    """

    def __init__(
        self,
        paths: list[Path],
        tell: Callable[[ArticleError], None],
        note: Callable[[str], None] | None = None,
        columns: Mapping[str, str] | None = None,
        *,
        mend: bool = False,
    ) -> None:
        self.paths = paths
        self._tell = tell
        self._how: dict[str, Any] = {"on_note": note} if note else {}
        self._how["columns"] = columns
        self._mend = mend
        self.refused = self.exit_code = 0

    def __iter__(self) -> Iterator[Article]:
        for path in self.paths:
            try:
                for article in stream(path, on_error=self._refuse, **self._how):
                    yield mend(article) if self._mend else article
            except ArticleError as error:
                self._refuse(error)

    def _refuse(self, error: ArticleError) -> None:
        self.refused += 1
        self.exit_code = max(self.exit_code, error.exit_code)
        self._tell(error)
