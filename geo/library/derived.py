"""The tables of a large collection, kept as files beside the library: made once, brought up to date with what changes.

They are derived: all of them can be deleted, and are made again. Each state of a collection has a folder as
docs/tables.md tells of; the next state shares the files in which nothing has changed.
"""

import json
import os
import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from geo.across.origins import reprinted
from geo.atlas import Atlas
from geo.atlas.filed import ORIGINS_FILE
from geo.atlas.tables import SCHEMAS, origins, tables
from geo.contract import ParsedArticle
from geo.corrections import Correction, Elsewhere, article_of, as_json, correct
from geo.errors import LibraryError
from geo.library.clock import DAY
from geo.library.contents import Chosen
from geo.library.log import Change
from geo.library.store import Library

PART = 200
"""Articles of one file of each table."""
_KEPT = 3
"""States of a collection that are kept: who has one open reads on in it."""
_LOOSE = 2
"""How many times as many files as a new folder would have make a folder anew."""
_STATE = "state.json"
_FORM = 2
"""Of a folder: what an earlier version made in another form is made anew."""


class _State(NamedTuple):
    """What the tables of a folder were made of: what was read of each article, and what each correction touched."""

    articles: dict[str, str]
    corrections: list[str]
    touched: dict[str, list[str]]
    parts: int
    columns: str = ""
    """What stands for the columns of the tables: those of another version are made anew."""


_COLUMNS = sha256(repr([(name, schema.names) for name, schema in SCHEMAS.items()]).encode()).hexdigest()[:8]
_NOTHING = _State({}, [], {}, 0)


class Derived:
    """The tables of a library's collections.

    Args:
        library: what they are made of.
        folder: where they are.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def folder(self, id: str, *, patience: float = 0.0) -> tuple[Path, bool]:
        """Return the folder with the tables of a collection; it is made, or brought up to date, first.

        Args:
            id: of the collection.
            patience: seconds for which the last folder will do while articles are only being read; not while they are
                corrected.

        Returns:
            The folder, and whether it is of the collection as it is now.

        Raises:
            LibraryError: the library can't be reached, or there is no room.
        """
        with self._locks[id]:
            chosen, standing = self._library.chosen(id), self._library.log.standing(id)
            home = self._home(id)
            ready = home / _stamp(chosen, standing)
            if (ready / _STATE).is_file():
                os.utime(ready)
                return ready, True
            last = _latest(home) if patience else None
            fresh = last and time.time() - (last / _STATE).stat().st_mtime < patience
            if last and fresh and _read_state(last).corrections == [_mark(change) for change in standing]:
                return last, False
            try:
                home.mkdir(parents=True, exist_ok=True)
                self._make(home, ready, chosen, standing)
                _tidy(home)
                self.sweep()
            except OSError as error:
                raise LibraryError(
                    f"The tables of this collection can't be kept: {error.strerror or error}."
                ) from error
            return ready, True

    def forget(self, id: str) -> None:
        """Delete the tables of a collection; they are made again where they are asked for."""
        shutil.rmtree(self._home(id), ignore_errors=True)

    def sweep(self) -> None:
        """Delete the tables of collections that have expired or are gone, once nobody has opened them for a day.

        Raises:
            LibraryError: the library can't be reached.
        """
        there = {self._home(id) for id in self._library.ids()}
        for home in self._folder.glob("*") if self._folder.is_dir() else ():
            opened = max((path.stat().st_mtime for path in home.iterdir()), default=0.0) if home.is_dir() else None
            if home not in there and opened is not None and opened < time.time() - DAY:
                shutil.rmtree(home, ignore_errors=True)

    def _home(self, id: str) -> Path:
        return self._folder / sha256(id.encode()).hexdigest()[:16]

    def _make(self, home: Path, ready: Path, chosen: Sequence[Chosen], standing: Sequence[Change]) -> None:
        before = _latest(home)
        state = _NOTHING
        if before:
            state = _read_state(before)
            if state.parts > _LOOSE * (len(chosen) // PART + 10):
                before, state = None, _NOTHING
        now = {article.id: f"{article.key} {article.engine}" for article in chosen}
        renewed = {id for id, mark in now.items() if state.articles.get(id) != mark}
        renewed |= self._touched(before, state, chosen, standing)
        renewed &= set(now)
        dropped = renewed | (set(state.articles) - set(now))
        made = Path(mkdtemp(prefix=".making-", dir=home))
        try:
            if before:
                _carry(before, made, dropped)
            touched = {number: [id for id in ids if id not in dropped] for number, ids in state.touched.items()}
            part = state.parts
            wanted = [article for article in chosen if article.id in renewed]
            for at in range(0, len(wanted), PART):
                some = wanted[at : at + PART]
                records = _corrected(self._library.readings(some), some, standing, touched)
                _write(made, part, tables(records))
                part += 1
            if not part:
                _write(made, part, tables([]))
                part += 1
            marks = [_mark(change) for change in standing]
            kept = {mark: ids for mark, ids in touched.items() if mark in marks}
            _write_origins(before, state.articles, made, now)
            (made / _STATE).write_text(json.dumps(_State(now, marks, kept, part, _COLUMNS)._asdict()), "utf-8")
            try:
                made.replace(ready)
            except OSError:
                if not (ready / _STATE).is_file():  # unless another process was faster
                    raise
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _touched(
        self, before: Path | None, state: _State, chosen: Sequence[Chosen], standing: Sequence[Change]
    ) -> set[str]:
        """Return the articles that may be others through corrections made or undone since a state."""
        if before is None:
            return set()
        numbers = {_mark(change) for change in standing}
        found = {id for number, ids in state.touched.items() if number not in numbers for id in ids}
        fresh = [change.correction for change in standing if _mark(change) not in state.corrections]
        return found | set(articles_touched(Atlas.open(before), chosen, fresh) if fresh else ())


def articles_touched(atlas: Atlas, chosen: Iterable[Chosen], corrections: Iterable[Correction]) -> set[str]:
    """Return the ids of the articles that corrections may change: all that they do, and perhaps some more."""
    by_text: dict[str, list[str]] = {}
    for article in chosen:
        by_text.setdefault(article.digest, []).append(article.id)
    found: set[str] = set()
    for correction in corrections:
        text = article_of(correction)
        if text is not None:
            found.update(by_text.get(text, ()))
        elif isinstance(correction, Elsewhere):
            found.update(atlas.articles_naming(correction.old, correction.name))
    return found


def _corrected(
    records: Sequence[ParsedArticle],
    articles: Sequence[Chosen],
    standing: Sequence[Change],
    touched: dict[str, list[str]],
) -> list[ParsedArticle]:
    """Return records with corrections, and note in `touched` which of them each has changed."""
    texts = {article.digest for article in articles}
    now = list(records)
    for change in standing:
        ids = touched.setdefault(_mark(change), [])
        text = article_of(change.correction)
        if text is None or text in texts:
            after = correct(now, [change.correction])
            ids += [new["id"] for old, new in zip(now, after, strict=True) if old is not new]
            now = after
    return now


def _stamp(chosen: Sequence[Chosen], standing: Sequence[Change]) -> str:
    made_of = (
        _FORM,
        _COLUMNS,
        [[article.id, article.key, article.engine] for article in chosen],
        [_mark(change) for change in standing],
    )
    return sha256(json.dumps(made_of).encode()).hexdigest()[:16]


def _mark(change: Change) -> str:
    """Return what a correction is known by: databases may give a number anew after a deletion."""
    words = json.dumps(as_json(change.correction), sort_keys=True)
    return f"{change.number}-{sha256(words.encode()).hexdigest()[:8]}"


def _latest(home: Path) -> Path | None:
    found = [path.parent for path in home.glob(f"*/{_STATE}") if not path.parent.name.startswith(".")]
    last = max(found, key=lambda path: path.stat().st_mtime, default=None)
    return last if last and _read_state(last).columns == _COLUMNS else None


def _read_state(folder: Path) -> _State:
    return _State(**json.loads((folder / _STATE).read_text("utf-8")))


def _carry(before: Path, made: Path, dropped: set[str]) -> None:
    """Put into a new folder what stays of another: files without a dropped article as they are, others without it."""
    gone = pa.array(sorted(dropped), pa.string())
    for articles in sorted((before / "articles").glob("*.parquet")):
        ids = parquet.read_table(articles, columns=["id"])["id"]
        if not pc.any(pc.is_in(ids, gone)).as_py():
            for file in before.glob(f"*/{articles.name}"):
                _same(file, made / file.parent.name / file.name)
            continue
        parts = {file.parent.name: parquet.read_table(file) for file in before.glob(f"*/{articles.name}")}
        _write_tables(made, articles.name, dict(_without(parts, gone)))


def _without(parts: Mapping[str, pa.Table], gone: pa.Array) -> Iterator[tuple[str, pa.Table]]:
    articles = parts["articles"].filter(pc.invert(pc.is_in(parts["articles"]["id"], gone)))
    used = pc.unique(pc.list_flatten(articles["places"].combine_chunks()))
    for name, table in parts.items():
        if name == "articles":
            yield name, articles
        elif name == "places":
            yield name, table.filter(pc.is_in(table["id"], used))
        else:
            yield name, table.filter(pc.invert(pc.is_in(table["article"], gone)))


def _write_origins(before: Path | None, then: Mapping[str, str], made: Path, now: Mapping[str, str]) -> None:
    """Tell in a new folder which articles print one text; where they are those of another folder, as that does."""
    if before and then == now and (before / ORIGINS_FILE).is_file():
        _same(before / ORIGINS_FILE, made / ORIGINS_FILE)
        return
    files = sorted((made / "articles").glob("*.parquet"))
    rows = [row for file in files for row in parquet.read_table(file, columns=["id", "text", "published"]).to_pylist()]
    order = {id: number for number, id in enumerate(now)}
    rows.sort(key=lambda row: order[row["id"]])
    parquet.write_table(origins(reprinted(rows)), made / ORIGINS_FILE)


def _same(file: Path, to: Path) -> None:
    to.parent.mkdir(exist_ok=True)
    try:
        to.hardlink_to(file)
    except OSError:  # a file system without links
        shutil.copyfile(file, to)


def _write(folder: Path, part: int, made: Mapping[str, pa.Table]) -> None:
    _write_tables(folder, f"part-{part:05}.parquet", made)


def _write_tables(folder: Path, name: str, made: Mapping[str, Any]) -> None:
    for table, rows in made.items():
        (folder / table).mkdir(exist_ok=True)
        parquet.write_table(rows, folder / table / name, compression="zstd")


def _tidy(home: Path) -> None:
    """Delete all but the last states, and what was left half made."""
    found = sorted((path for path in home.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    begun = [path for path in found if path.name.startswith(".") and path.stat().st_mtime < time.time() - DAY]
    for path in begun + [path for path in found if not path.name.startswith(".")][:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)
