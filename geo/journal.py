"""What happens, for the operator: one JSON object a line, and counters. Never a word of an article, nor an address."""

import hashlib
import hmac
import json
import logging
import secrets
import sys
import threading
from collections import Counter
from typing import Any

logger = logging.getLogger("dateline")

_KEY = secrets.token_bytes(32)
_lock = threading.Lock()
_counts: Counter[tuple[str, str]] = Counter()


def anonymous(who: str) -> str:
    """Return a name for a visitor that is the same until the app ends and leads back to nobody."""
    return hmac.new(_KEY, who.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:10] if who else ""


def note(what: str, *, who: str = "", level: int = logging.INFO, **known: str | float | int | None) -> None:
    """Write one line and count it.

    Args:
        what: one of a few words: "read", "refused", "store".
        who: the visitor, written as `anonymous`.
        level: as of `logging`.
        known: what else is known: `kind` (what of it; counted with it), `seconds`, `state`, `why`.
    """
    with _lock:
        _counts[what, str(known.get("kind", ""))] += 1
    fields = {"what": what, **({"who": anonymous(who)} if who else {}), **known}
    logger.log(level, "%s", what, extra={"fields": {key: value for key, value in fields.items() if value is not None}})


def counts() -> dict[tuple[str, str], int]:
    """Return how often each thing of each kind was noted."""
    with _lock:
        return dict(_counts)


class Lines(logging.Formatter):
    """Formats records as JSON: {"time", "level", "what", ...}; of an error its kind and place, not its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        fields: dict[str, Any] = getattr(record, "fields", None) or {"what": record.getMessage()}
        line = {"time": round(record.created, 3), "level": record.levelname.lower(), "from": record.name, **fields}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            at = record.exc_info[2]
            while at and at.tb_next:
                at = at.tb_next
            line["at"] = f"{at.tb_frame.f_globals.get('__name__')}:{at.tb_lineno}" if at else ""
        return json.dumps(line)


def write_lines() -> None:
    """Have what this package logs written to standard error as `Lines`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name in ("dateline", "geo"):
        found = logging.getLogger(name)
        found.handlers[:] = [handler]
        found.setLevel(logging.INFO)
        found.propagate = False
