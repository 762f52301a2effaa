"""A bigger gazetteer from a GeoNames dump on disk, streamed: https://download.geonames.org/export/dump/readme.txt."""

import csv
import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from geo.contract import PlaceKind
from geo.errors import GazetteerError
from geo.gazetteer.build import importance
from geo.gazetteer.build.drafts import Draft, is_code
from geo.gazetteer.build.write import INDEXES, PLACE_COLUMNS, SCHEMA, name_row
from geo.gazetteer.distance import cell
from geo.gazetteer.names import normalise
from geo.gazetteer.place import FORMS, Form

_FIELDS = 19
_KINDS: dict[str, PlaceKind] = {"P": "city", "H": "lake", "S": "facility", "T": "physical", "V": "physical"}
_CODES: dict[str, PlaceKind] = {
    "PPLX": "district", "PRK": "physical", "CONT": "continent", "ADM1": "admin1", "ADM2": "admin2", "AIRP": "airport",
    "PCLI": "country", "PCLD": "country", "PCLF": "country", "PCLS": "country", "PCLIX": "country", "TERR": "country",
    "OCN": "sea", "SEA": "sea", "GULF": "sea", "BAY": "sea", "STRT": "sea", "SD": "sea", "CHN": "sea", "FJD": "sea",
    "STM": "physical", "STMS": "physical", "FLLS": "physical", "CNL": "physical", "GLCR": "physical", "RF": "physical",
}  # fmt: skip
_LANGUAGE_FORMS: dict[str, Form | None] = {
    "iata": "code", "icao": "code", "faac": "code", "abbr": "abbreviation",
    "link": None, "wkdt": None, "post": None, "unlc": None, "phon": None, "tcid": None, "piny": "alternate",
}  # fmt: skip
_UNPEOPLED = 150.0
_OTHERS_FROM = 1_000_000_000
"""Places that aren't of GeoNames are numbered from here; the others by their GeoNames id."""
_BATCH = 50_000
_INSERT_PLACE = f"INSERT OR IGNORE INTO places VALUES ({', '.join('?' * PLACE_COLUMNS)})"
_INSERT_USE = "INSERT INTO uses VALUES (?, ?, ?, ?)"


def build_from_dump(
    geonames: Path,
    base: Path,
    target: Path,
    *,
    alternates: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Write a gazetteer file of all places of a GeoNames dump and all those of `base`.

    The dump is read line by line and names wait in a table on disk, so memory stays small however long it is. Places
    that `base` has keep their name, kind and weight, and get the dump's names besides.

    Args:
        geonames: allCountries.zip or .txt, or the file of one country.
        base: The shipped gazetteer's file, for countries, divisions and what GeoNames lacks.
        target: The SQLite file to write.
        alternates: alternateNamesV2.zip or .txt; without it the dump's own column of alternate names is used.
        tell: Called with a line of progress now and then.

    Raises:
        GazetteerError: a file is no such dump.
    """
    work = target.with_suffix(".part")
    work.unlink(missing_ok=True)
    connection = sqlite3.connect(work)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        connection.execute("CREATE TABLE uses (key TEXT, number INTEGER, form INTEGER, written TEXT)")
        dump = _Dump(connection, tell)
        dump.copy(base)
        dump.read_places(geonames, own_names=alternates is None)
        if alternates is not None:
            dump.read_alternates(alternates)
        tell("sorting names")
        names = dump.write_names()
        connection.executescript("DROP TABLE uses;" + INDEXES)
        places = connection.execute("SELECT count(*) FROM places").fetchone()[0]
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        work.replace(target)
    finally:
        connection.close()
        work.unlink(missing_ok=True)
    return {"places": places, "names": names}


class _Dump:
    """The gazetteer while it is written."""

    def __init__(self, connection: sqlite3.Connection, tell: Callable[[str], None]) -> None:
        self._connection = connection
        self._tell = tell
        self._known: set[int] = set()
        self._divisions: dict[tuple[str | None, ...], str] = {}

    def copy(self, base: Path) -> None:
        """Copy all places and names of another gazetteer file."""
        source = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
        numbers = {}
        for row in source.execute("SELECT * FROM places"):
            scheme, _, own = row[1].partition(":")
            number = int(own) if scheme == "geonames" else _OTHERS_FROM + row[0]
            numbers[row[0]] = number
            self._known.add(number)
            if row[3] in ("country", "admin1", "admin2"):
                self._divisions[tuple(row[at] for at in (5, 7, 9) if row[at])] = row[2]
            self._connection.execute(_INSERT_PLACE, (number, *row[1:]))
        query = (
            "SELECT names.key, json_extract(use.value, '$[0]'), json_extract(use.value, '$[1]'), "
            "json_extract(use.value, '$[2]') FROM names, json_each(names.uses) AS use"
        )
        self._add_uses((key, numbers[old], form, written) for key, old, form, written in source.execute(query))
        source.close()

    def read_places(self, path: Path, *, own_names: bool) -> None:
        """Add the places of a dump that aren't there yet, and the names of all."""
        count = 0
        rows = enumerate(read_rows(path, "allCountries.txt"), 1)
        while batch := list(islice(rows, _BATCH)):
            places: list[tuple[Any, ...]] = []
            uses: list[tuple[str, int, int, str | None]] = []
            for line, row in batch:
                draft = _draft(row, path, line)
                number = int(row[0])
                if number not in self._known:
                    places.append((number, *self._place(draft), cell(draft.lat, draft.lon)))
                    draft.call(row[1], "preferred")
                draft.call(row[2], "alternate")
                for name in row[3].split(",") if own_names else ():
                    draft.call(name, "alternate")
                uses.extend((key, number, FORMS.index(form), written) for key, written, form in draft.uses())
            self._connection.executemany(_INSERT_PLACE, places)
            self._add_uses(uses)
            count += len(batch)
            if count % (10 * _BATCH) == 0:
                self._tell(f"{count:,} places read")
        if not count:
            raise GazetteerError(f"{path} is empty.")
        self._tell(f"{count:,} places read")

    def read_alternates(self, path: Path) -> None:
        """Add the names of a dump of alternate names."""
        rows = read_rows(path, "alternateNamesV2.txt")
        count = 0
        while batch := list(islice(rows, _BATCH)):
            self._add_uses(use for row in batch for use in _alternate(row, path))
            count += len(batch)
            if count % (20 * _BATCH) == 0:
                self._tell(f"{count:,} names read")

    def write_names(self) -> int:
        """Gather the uses of each name into its row, best first; return how many names there are."""
        query = (
            "SELECT key, number, form, coalesce(written, name), name, importance FROM uses JOIN places USING (number) "
            "ORDER BY key"
        )
        rows = (
            name_row(key, _plainest(uses))
            for key, uses in groupby(self._connection.execute(query), key=lambda use: use[0])
        )
        count = 0
        while batch := list(islice(rows, _BATCH)):
            self._connection.executemany("INSERT INTO names VALUES (?, ?, ?)", batch)
            count += len(batch)
        return count

    def _add_uses(self, uses: Iterable[tuple[str, int, int, str | None]]) -> None:
        self._connection.executemany(_INSERT_USE, uses)

    def _place(self, draft: Draft) -> tuple[Any, ...]:
        country, admin1, admin2 = draft.country_code, draft.admin1_code, draft.admin2_code
        names = self._divisions
        return (
            draft.id, draft.name, draft.kind, draft.feature_code, country, names.get((country,)),
            admin1, names.get((country, admin1)), admin2, names.get((country, admin1, admin2)),
            draft.lat, draft.lon, draft.population, draft.capital, draft.extent_km, draft.importance,
        )  # fmt: skip


def _plainest(uses: Iterable[tuple[str, int, int, str, str, float]]) -> list[tuple[int, int, str, str, float]]:
    """Return number, form, written form, place's name and importance for each place and form that matters."""
    best: dict[tuple[int, int], tuple[int, int, str, str, float]] = {}
    for _, number, form, written, name, weight in uses:
        plain = min(form, FORMS.index("short"))
        slot = (number, plain if form == plain else form)
        old = best.get(slot)
        if old is None or form < old[1]:
            best[slot] = (number, form, written, name, weight)
    return list(best.values())


def read_rows(path: Path, member: str) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file, plain or in a zip archive.

    Raises:
        GazetteerError: it can't be read.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                texts = [info for info in archive.infolist() if info.filename.endswith(".txt")]
                best = max(texts, key=lambda info: (info.filename == member, info.file_size), default=None)
                if best is None:
                    raise GazetteerError(f"{path} holds no {member}: give the file as GeoNames offers it.")
                with archive.open(best) as file:
                    yield from _parsed(io.TextIOWrapper(file, encoding="utf-8", newline=""))
        else:
            with path.open(encoding="utf-8", newline="") as file:
                yield from _parsed(file)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path} can't be read as a GeoNames dump: {error}.") from error


def _parsed(file: Iterable[str]) -> Iterator[list[str]]:
    return csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _draft(row: list[str], path: Path, line: int) -> Draft:
    try:
        if len(row) != _FIELDS:
            raise ValueError(f"{len(row)} columns")
        kind = _CODES.get(row[7]) or _KINDS.get(row[6], "region")
        draft = Draft(
            f"geonames:{int(row[0])}", row[1], kind, float(row[4]), float(row[5]), row[7], row[8] or None,
            row[10] or None, row[11] or None, int(row[14] or 0), row[7] == "PPLC",
        )  # fmt: skip
    except ValueError as error:
        raise GazetteerError(f"{path}, line {line}: that is no row of a GeoNames dump ({error}).") from error
    draft.importance = importance.of(draft) if row[6] == "P" else max(_UNPEOPLED, 0.3 * draft.population)
    return draft


def _alternate(row: list[str], path: Path) -> Iterator[tuple[str, int, int, str]]:
    if len(row) < 4 or not row[1].isdigit():
        raise GazetteerError(f"{path}: {row[:4]} is no row of alternate names.")
    language, written = row[2], " ".join(row[3].split())
    form = _LANGUAGE_FORMS.get(language, "alternate")
    key = normalise(written)
    if form is None or not key or len(key) > 80:
        return
    if form == "alternate" and is_code(written):
        form = "code"
    elif form == "alternate" and len(row) > 5 and row[5] == "1":
        form = "short"
    yield key, int(row[1]), FORMS.index(form), written
