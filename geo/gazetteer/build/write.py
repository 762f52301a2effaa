"""Writing the finished gazetteer: SQLite file, compressed archive, manifest."""

import hashlib
import json
import lzma
import sqlite3
from collections import defaultdict
from pathlib import Path

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.distance import cell
from geo.gazetteer.place import FORM_WEIGHT, FORMS, GazetteerPlace

_MOST_USES = 150
PLACE_COLUMNS = len(GazetteerPlace._fields) + 2
SCHEMA = """
CREATE TABLE places (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, feature_code TEXT NOT NULL,
    country_code TEXT, country TEXT, admin1_code TEXT, admin1 TEXT, admin2_code TEXT, admin2 TEXT,
    lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, capital INTEGER NOT NULL,
    extent_km REAL NOT NULL, importance REAL NOT NULL, cell INTEGER NOT NULL
);
CREATE TABLE names (key TEXT PRIMARY KEY, uses TEXT NOT NULL, rank INTEGER NOT NULL) WITHOUT ROWID;
"""
INDEXES = "CREATE UNIQUE INDEX place_ids ON places (id); CREATE INDEX place_cells ON places (cell);"


def write_database(drafts: Drafts, path: Path) -> dict[str, int]:
    """Write the gazetteer file, and return how many places and names are in it; places are numbered by importance."""
    path.unlink(missing_ok=True)
    ordered = sorted(drafts.by_id.values(), key=lambda draft: (-draft.importance, draft.id))
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.executemany(
        f"INSERT INTO places VALUES ({', '.join('?' * PLACE_COLUMNS)})",
        ((number, *_place(drafts, draft), cell(draft.lat, draft.lon)) for number, draft in enumerate(ordered)),
    )
    names = _names(ordered)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    connection.executescript(INDEXES)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    return {"places": len(ordered), "names": len(names)}


def _place(drafts: Drafts, draft: Draft) -> GazetteerPlace:
    country = drafts.countries.get(draft.country_code or "")
    admin1 = drafts.admin1.get((draft.country_code or "", draft.admin1_code or ""))
    admin2 = drafts.admin2.get((draft.country_code or "", draft.admin1_code or "", draft.admin2_code or ""))
    return GazetteerPlace(
        draft.id, draft.name, draft.kind, draft.feature_code, draft.country_code, country.name if country else None,
        draft.admin1_code, admin1.name if admin1 else None, draft.admin2_code, admin2.name if admin2 else None,
        draft.lat, draft.lon, draft.population, draft.capital, draft.extent_km, draft.importance,
    )  # fmt: skip


def _names(ordered: list[Draft]) -> list[tuple[str, str, int]]:
    uses: dict[str, list[tuple[int, int, str, str, float]]] = defaultdict(list)
    for number, draft in enumerate(ordered):
        for key, written, form in draft.uses():
            uses[key].append((number, FORMS.index(form), written, draft.name, draft.importance))
    return [name_row(key, uses[key]) for key in sorted(uses)]


def name_row(key: str, uses: list[tuple[int, int, str, str, float]]) -> tuple[str, str, int]:
    """Return the row of a name.

    `uses` are place's number, form, name as written, place's name and place's importance. In the row they are a JSON
    list of `[number, form]` or `[number, form, as written]`, best first; its rank falls with what the best one weighs.
    """
    ranked = sorted((-weight * FORM_WEIGHT[FORMS[form]], number, form, written, name)
                    for number, form, written, name, weight in uses)  # fmt: skip
    best = [
        [number, form] if written == name else [number, form, written]
        for _, number, form, written, name in ranked[:_MOST_USES]
    ]
    return key, json.dumps(best, ensure_ascii=False, separators=(",", ":")), int(ranked[0][0])


def compress(path: Path, archive: Path, manifest: Path, version: str, counts: dict[str, int]) -> None:
    """Write the compressed archive of a gazetteer file and the manifest beside it."""
    content = path.read_bytes()
    archive.write_bytes(lzma.compress(content, preset=6))
    facts = {
        "archive": archive.name,
        "version": version,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        **counts,
    }
    manifest.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
