"""Lookups in the embedded gazetteer."""

import json
import math
import os
import sqlite3
import threading
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from geo.contract import PlaceKind
from geo.errors import GazetteerError
from geo.gazetteer import store
from geo.gazetteer.distance import cells_around, distance_km
from geo.gazetteer.names import normalise
from geo.gazetteer.place import FORM_WEIGHT, FORMS, Entry, GazetteerPlace

T = TypeVar("T")

_PLACE = (
    "SELECT id, name, kind, feature_code, country_code, country, admin1_code, admin1, admin2_code, admin2, "
    "lat, lon, population, capital, extent_km, importance FROM places"
)


class Gazetteer:
    """An index of places, read from an SQLite file.

    It may be shared by threads and carried over a fork: every thread of every process has a connection of its own.
    Nothing is ever written to the file.
    """

    def __init__(self, path: Path) -> None:
        """Read places from the gazetteer file at `path`; `open` is the usual way to get one."""
        self._path = path
        self._local = threading.local()
        self.entries = lru_cache(maxsize=16384)(self._entries)
        self._numbered = lru_cache(maxsize=16384)(self._read_numbered)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Gazetteer, (self._path,))

    @staticmethod
    def open() -> "Gazetteer":
        """Return the gazetteer that ships with Dateline, one for the whole process, made ready at first use.

        Raises:
            GazetteerError: its file is damaged or can't be unpacked.
        """
        return _shared(os.environ.get("XDG_CACHE_HOME"))

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return all readings of a name, the best prior first; empty where no place is called that.

        Case, accents and punctuation of `name` don't matter (see `normalise`); whoever needs them compares
        `Entry.written`.
        """
        return self.entries(normalise(name))

    def contains(self, name: str) -> bool:
        """Tell whether some place is called that."""
        return self._one("SELECT 1 FROM names WHERE key = ?", normalise(name)) is not None

    def place(self, place_id: str) -> GazetteerPlace | None:
        """Return the place of an id, None where there is none."""
        row = self._one(f"{_PLACE} WHERE id = ?", place_id)
        return _place(row) if row else None

    def near(
        self,
        lat: float,
        lon: float,
        km: float,
        *,
        kinds: Collection[PlaceKind] | None = None,
        limit: int | None = None,
    ) -> list[tuple[GazetteerPlace, float]]:
        """Return the places within `km` kilometres of a point, each with its distance, nearest first."""
        found = []
        for low, high in cells_around(lat, lon, km):
            for row in self._all(f"{_PLACE} WHERE cell BETWEEN ? AND ?", low, high):
                if kinds is not None and row[2] not in kinds:
                    continue
                away = distance_km(lat, lon, row[10], row[11])
                if away <= km:
                    found.append((_place(row), away))
        found.sort(key=lambda pair: pair[1])
        return found[:limit]

    def search(self, prefix: str, limit: int = 10) -> list[Entry]:
        """Return the best-known places with a name that starts like `prefix`, each place once, for a search box."""
        key = normalise(prefix)
        if not key:
            return []
        rows = self._all(
            "SELECT key FROM names WHERE key >= ? AND key < ? ORDER BY rank LIMIT ?",
            key, key + "\U0010ffff", 4 * limit,
        )  # fmt: skip
        entries = [entry for (name,) in rows for entry in self.entries(name)]
        entries.sort(key=lambda entry: (-entry.prior, entry.place.id))
        best: dict[str, Entry] = {}
        for entry in entries:
            best.setdefault(entry.place.id, entry)
        return list(best.values())[:limit]

    def _entries(self, key: str) -> tuple[Entry, ...]:
        row = self._one("SELECT uses FROM names WHERE key = ?", key)
        if row is None:
            return ()
        entries = []
        for number, form_number, *written in json.loads(row[0]):
            place = self._numbered(number)
            form = FORMS[form_number]
            entries.append(
                Entry(place, form, written[0] if written else place.name, place.importance * FORM_WEIGHT[form])
            )
        return tuple(entries)

    def _read_numbered(self, number: int) -> GazetteerPlace:
        return _place(self._one(f"{_PLACE} WHERE number = ?", number))

    def _one(self, sql: str, *values: Any) -> Any:
        return self._ask(lambda connection: connection.execute(sql, values).fetchone())

    def _all(self, sql: str, *values: Any) -> list[Any]:
        return self._ask(lambda connection: connection.execute(sql, values).fetchall())

    def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Put a question to this thread's connection; a file found damaged only now is unpacked anew, once."""
        try:
            return question(self._connection())
        except sqlite3.DatabaseError:
            if not self._path.name.startswith("gazetteer-"):
                raise
        try:
            store.rebuild()
            self._local = threading.local()
            return question(self._connection())
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"The gazetteer at {self._path} can't be read: {error}.") from error

    def _connection(self) -> sqlite3.Connection:
        local = self._local
        if getattr(local, "pid", None) != os.getpid():
            local.connection = store.connect(self._path)
            local.pid = os.getpid()
        return local.connection


@lru_cache(maxsize=1)
def _shared_once(_cache_home: str | None) -> Gazetteer:
    return Gazetteer(store.ready_file())


_opening = threading.Lock()


def _shared(cache_home: str | None) -> Gazetteer:
    with _opening:
        return _shared_once(cache_home)


def _place(row: Any) -> GazetteerPlace:
    return GazetteerPlace(*row[:13], bool(row[13]), *row[14:])


def bench(gazetteer: Gazetteer, names: Collection[str]) -> float:
    """Return how many lookups of `names` a second the gazetteer answers, places warm, names not."""
    import time

    for name in names:
        gazetteer.lookup(name)
    gazetteer.entries.cache_clear()
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    return len(names) / max(time.perf_counter() - start, math.ulp(1.0))
