"""Reading in a process of its own, which is stopped at a limit of time: hostile input can make any reader endless."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from geo.articles.article import Article
from geo.articles.limits import Limits
from geo.articles.metadata import day
from geo.errors import ArticleError
from geo.paths import ROOT

_MEMORY = 1_500_000_000


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
    answer = run(["geo.articles.aside", order], data, name, limits.seconds)
    return article_of(answer)


def run(module: list[str], data: bytes, name: str, seconds: float) -> dict[str, Any]:
    """Run a module of this package with its arguments and return the JSON object that it prints.

    Raises:
        ArticleError: it took longer than `seconds`, broke, or printed {"error": a sentence}.
    """
    command = [sys.executable, "-m", *module]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired as error:
        raise _too_long(name, seconds) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        if done.returncode < 0:
            raise _too_long(name, seconds) from error
        raise ArticleError(f"{name} is damaged, or needs too much memory to be read.") from error
    if "error" in answer:
        raise ArticleError(answer["error"])
    return answer


def _too_long(name: str, seconds: float) -> ArticleError:
    return ArticleError(f"{name} takes too long: {seconds:.0f} seconds is the limit.")


def fields_of(article: Article) -> dict[str, Any]:
    """Return an article as plain values, the day as ISO 8601."""
    return {**asdict(article), "published": article.published and article.published.isoformat()}


def article_of(fields: dict[str, Any]) -> Article:
    """Return the article of `fields_of`."""
    return Article(**{**fields, "published": day(fields["published"])})


def _bound(seconds: float) -> None:
    """Bound this process's processor time and memory where the system can."""
    try:
        import resource
    except ImportError:
        return
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _main() -> None:
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    _bound(limits.seconds)
    module, function = order["reader"].split(":")
    try:
        reader = getattr(import_module(module), function)
        answer = fields_of(reader(sys.stdin.buffer.read(), order["name"], limits, **order["known"]))
    except ArticleError as error:
        answer = {"error": str(error)}
    print(json.dumps(answer))


if __name__ == "__main__":
    _main()
