"""What online geocoders said, kept on disk, and whose turn it is to ask them."""

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.errors import GeocodingError

logger = logging.getLogger(__name__)

_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (service, question)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, next REAL NOT NULL) WITHOUT ROWID;
"""


class Answers:
    """A small store shared by all processes: answers by service and question, and each service's next free moment.

    Where its file can't be written, answers last as long as the process.
    """

    def __init__(self, path: Path, *, keep_days: float = 30.0, clock: Callable[[], float] = time.time) -> None:
        """Keep answers in a file for `keep_days` days."""
        self._path = path
        self._keep = keep_days * 86400
        self._clock = clock
        self._memory: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def get(self, service: str, question: str) -> Any:
        """Return what was kept, None where nothing is or it is too old."""
        rows = self._run(
            "SELECT answer FROM answers WHERE service = ? AND question = ? AND at > ?",
            service, question, self._clock() - self._keep,
        )  # fmt: skip
        return json.loads(rows[0][0]) if rows else None

    def put(self, service: str, question: str, answer: Any) -> None:
        """Keep an answer, any JSON value, and drop those that are too old."""
        now = self._clock()
        self._run("DELETE FROM answers WHERE at <= ?", now - self._keep)
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", service, question, json.dumps(answer), now)

    def wait(self, service: str, seconds: float) -> float:
        """Take the next turn at a service that may be asked every so many seconds; return how long to wait for it."""
        now = self._clock()
        rows = self._run(
            "INSERT INTO turns VALUES (?1, ?2 + ?3) ON CONFLICT (service) DO UPDATE SET "
            "next = max(min(next, ?2 + 600), ?2) + ?3 RETURNING next",
            service, now, seconds,
        )  # fmt: skip
        turn: float = rows[0][0]
        return max(0.0, turn - seconds - now)

    def _run(self, sql: str, *values: Any) -> list[Any]:
        try:
            if self._memory is None:
                try:
                    with closing(sqlite3.connect(self._path, timeout=10.0)) as connection, connection:
                        connection.executescript(_SCHEMA)
                        return connection.execute(sql, values).fetchall()
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF not in _UNWRITABLE:
                        raise
                    logger.warning("answers of geocoders are not kept: %s", error.sqlite_errorname)
            with self._lock:
                if self._memory is None:
                    self._memory = sqlite3.connect(":memory:", check_same_thread=False)
                with self._memory:
                    self._memory.executescript(_SCHEMA)
                    return self._memory.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GeocodingError(
                f"The store of geocoders' answers {self._path} can't be used ({error}): delete it, or free some space."
            ) from error
