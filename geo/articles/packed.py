"""Files of rows that gzip has packed, unpacked as they are read."""

import gzip
import zlib
from collections.abc import Callable
from typing import BinaryIO

from geo.articles.limits import MEGABYTE
from geo.errors import ArticleError

ENDING = ".gz"


class Unpacked(gzip.GzipFile):
    """What a packed file holds.

    Args:
        packed: the file, open.
        name: what it is called.
        most: bytes that it may hold; any number if None.
    """

    def __init__(self, packed: BinaryIO, name: str, most: int | None = None) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._called, self._most = name, most

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, as of any file.

        Raises:
            ArticleError: it is damaged, or holds more than the limit.
        """
        return self._next(super().read, -1 if size is None else size)

    def read1(self, size: int = -1) -> bytes:
        """Return some of the next bytes; errors as of `read`."""
        return self._next(super().read1, size)

    def _next(self, read: Callable[[int], bytes], size: int) -> bytes:
        left = None if self._most is None else self._most + 1 - self.tell()
        try:
            found = read(size if left is None else left if size < 0 else min(size, left))
        except (zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise ArticleError(f"{self._called} is damaged: it can't be unpacked.") from error
        if self._most is not None and self.tell() > self._most:
            raise ArticleError(f"{self._called} unpacks to more than {self._most // MEGABYTE} MB, which is the limit.")
        return found
