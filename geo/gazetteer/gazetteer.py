"""Lookups in the embedded gazetteer."""

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.contract import PlaceKind
from geo.errors import GazetteerError
from geo.gazetteer import store
from geo.gazetteer.distance import cells_around, distance_km
from geo.gazetteer.names import normalise
from geo.gazetteer.place import FORM_WEIGHT, FORMS, Entry, GazetteerPlace

_PLACE = (
    "SELECT id, name, kind, feature_code, country_code, country, admin1_code, admin1, admin2_code, admin2, "
    "lat, lon, population, capital, extent_km, importance FROM places"
)


class Gazetteer:
    """An index of places, read from an SQLite file.

    It may be shared by threads and carried over a fork: every thread of every process has a connection of its own.
    Nothing is ever written to the file.
    """

    def __init__(self, path: Path, *, shipped: bool = False) -> None:
        """Read places from the gazetteer file at `path`; `open` is the usual way to get one.

        Args:
            path: The SQLite file.
            shipped: It was unpacked from data/, and may be unpacked again if it turns out to be damaged.
        """
        self._path = path
        self._shipped = shipped
        self._local = threading.local()
        self.entries = lru_cache(maxsize=16384)(self._entries)
        self._numbered = lru_cache(maxsize=16384)(self._read_numbered)
        self._seats = lru_cache(maxsize=1)(self._read_seats)

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (self._path, self._shipped)

    @staticmethod
    def open(path: str | None = None) -> "Gazetteer":
        """Return the gazetteer that ships with Dateline, one for the whole process, made ready at first use.

        Args:
            path: another file to use, such as one built from a GeoNames dump; the environment variable
                DATELINE_GAZETTEER may name it too.

        Raises:
            GazetteerError: the file is missing, damaged, or can't be unpacked.
        """
        with _opening:
            return _shared(path or os.environ.get("DATELINE_GAZETTEER"), os.environ.get("XDG_CACHE_HOME"))

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

    def seat(self, country: str, admin1: str | None = None) -> GazetteerPlace | None:
        """Return the capital of a country, or of a first-level division of it, by their codes; None if unknown."""
        number = self._seats().get((country, admin1))
        return None if number is None else self._numbered(number)

    def _read_seats(self) -> dict[tuple[str, str | None], int]:
        """Return the numbers of the seats of countries (code, None) and of divisions (code, their code)."""
        seats: dict[tuple[str, str | None], int] = {}
        rows = self._all(
            "SELECT number, country_code, admin1_code, capital, feature_code FROM places "
            "WHERE kind = 'city' AND (capital OR feature_code = 'PPLA') ORDER BY number"
        )
        for number, country, admin1, capital, feature in rows:
            if capital:
                seats.setdefault((country, None), number)
            if admin1 is not None and feature == "PPLA":
                seats.setdefault((country, admin1), number)
        return seats

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

    def largest(self, kind: PlaceKind, limit: int) -> list[GazetteerPlace]:
        """Return the places of a kind where most people live, the largest first."""
        rows = self._all(f"{_PLACE} WHERE kind = ? ORDER BY population DESC LIMIT ?", kind, limit)
        return [_place(row) for row in rows]

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
        try:
            return self._connection().execute(sql, values).fetchone()
        except sqlite3.DatabaseError:
            return next(iter(self._again(sql, values)), None)

    def _all(self, sql: str, *values: Any) -> list[Any]:
        try:
            return self._connection().execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            return self._again(sql, values)

    def _again(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        """Ask once more after a failure, of the file unpacked anew if it is the one that ships."""
        try:
            if self._shipped:
                store.rebuild()
            self._local = threading.local()
            return self._connection().execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"The gazetteer at {self._path} can't be read: {error}.") from error

    def _connection(self) -> sqlite3.Connection:
        local = self._local
        if getattr(local, "pid", None) != os.getpid():
            local.connection = store.connect(self._path)
            local.pid = os.getpid()
        connection: sqlite3.Connection = local.connection
        return connection


_opening = threading.Lock()


@lru_cache(maxsize=4)
def _shared(own: str | None, _cache_home: str | None) -> Gazetteer:
    if not own:
        return Gazetteer(store.ready_file(), shipped=True)
    if not Path(own).is_file():
        raise GazetteerError(f"DATELINE_GAZETTEER or a setting names {own}, and there is no such file.")
    return Gazetteer(Path(own))


def checksum() -> str:
    """Return the SHA-256 of the file that `Gazetteer.open` opens.

    Raises:
        GazetteerError: there is no such file, or nothing is known of the one that ships.
    """
    own = os.environ.get("DATELINE_GAZETTEER")
    if not own:
        return str(store.read_manifest()["sha256"])
    try:
        with Path(own).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise GazetteerError(f"DATELINE_GAZETTEER names {own}, which can't be opened.") from error


def _unpickled(path: Path, shipped: bool) -> Gazetteer:
    """Return a gazetteer that was pickled, in a process that may lack its file."""
    return Gazetteer.open() if shipped else Gazetteer(path)


def _place(row: Any) -> GazetteerPlace:
    return GazetteerPlace._make((*row[:13], bool(row[13]), *row[14:]))
