"""Reading in a process of its own, which is stopped at a limit of time: hostile input can make any reader endless."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from subprocess import DEVNULL, PIPE
from typing import Any

from geo.articles.article import Article
from geo.articles.limits import Limits
from geo.articles.metadata import day
from geo.errors import ArticleError
from geo.paths import ROOT

_TICK = 0.25
_tell: ContextVar[Callable[[float], None] | None] = ContextVar("tell", default=None)


def read_aside(reader: str, data: bytes, name: str, limits: Limits, **known: str | None) -> Article:
    """Return what a reader makes of `data`, working in another process.

    Args:
        reader: module and function, "geo.articles.page:read_page"; called with data, name, limits and `known`.
        data: what to read.
        name: what to call it in a message.
        limits: given to the reader; `seconds` is how long it may take.
        known: further arguments of the reader.

    Raises:
        ArticleError: the reader raised it, took too long or broke.
    """
    order = json.dumps({"reader": reader, "name": name, "limits": asdict(limits), "known": known})
    answer = run(["geo.articles.worker", order], data, name, limits.seconds)
    return article_of(answer)


def run(module: list[str], data: bytes, name: str, seconds: float) -> dict[str, Any]:
    """Run a module of this package with its arguments and return the JSON object that it prints.

    Raises:
        ArticleError: it took longer than `seconds`, broke, or printed {"error": a sentence}.
    """
    out, code = _communicate([sys.executable, "-m", *module], data, name, seconds)
    try:
        answer = json.loads(out)
    except ValueError as error:
        if code < 0:
            raise _too_long(name, seconds) from error
        raise ArticleError(f"{name} is damaged, or needs too much memory to be read.") from error
    if "error" in answer:
        raise ArticleError(answer["error"])
    return answer


@contextmanager
def waiting(tell: Callable[[float], None]) -> Iterator[None]:
    """Have `tell` called with the seconds gone by, a few times a second, while something is read aside in the block.

    It may show progress; whatever it raises ends the reading, its process too, and passes on.
    """
    token = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(token)


def _communicate(command: list[str], data: bytes, name: str, seconds: float) -> tuple[bytes, int]:
    """Run a command and return what it printed and its exit code; it never outlives this call."""
    tell = _tell.get()
    given: bytes | None = data
    start = time.monotonic()
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT) as process:
        try:
            while True:
                left = seconds - (time.monotonic() - start)
                try:
                    out, _ = process.communicate(given, timeout=max(0.0, min(left, _TICK if tell else left)))
                    return out, process.returncode
                except subprocess.TimeoutExpired as error:
                    given = None  # it is on its way and must not be handed over twice
                    if left <= _TICK:
                        raise _too_long(name, seconds) from error
                if tell:
                    tell(time.monotonic() - start)
        finally:
            process.kill()


def _too_long(name: str, seconds: float) -> ArticleError:
    return ArticleError(f"{name} takes too long: {seconds:.0f} seconds is the limit.")


def fields_of(article: Article) -> dict[str, Any]:
    """Return an article as plain values, the day as ISO 8601."""
    return {**asdict(article), "published": article.published and article.published.isoformat()}


def article_of(fields: dict[str, Any]) -> Article:
    """Return the article of `fields_of`."""
    return Article(**{**fields, "published": day(fields["published"])})
