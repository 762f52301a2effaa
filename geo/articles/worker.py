"""The process in which `geo.articles.aside` has something read: `python -m geo.articles.worker ORDER < data`."""

import json
import sys
from importlib import import_module

from geo.articles.aside import fields_of
from geo.articles.limits import Limits
from geo.errors import ArticleError

_MEMORY = 1_500_000_000


def _bound(seconds: float) -> None:
    """Bound this process's processor time and memory where the system can."""
    try:
        import resource
    except ImportError:
        return
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
