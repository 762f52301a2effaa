"""Demonyms, and the hand-written tables of data/tables."""

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.place import FORMS, KINDS, Form
from geo.paths import DATA

TABLES = DATA / "tables"
_UNCOUNTED = ("ese", "ish", "ch", "sh", "s", "x", "z", "men", "women", "people")
_REMARK = re.compile(r"\([^)]*\)")


def add_demonyms(drafts: Drafts, sources: Sources) -> None:
    """Add the demonyms of countries: nouns, their plurals, and adjectives."""
    connection = sqlite3.connect(f"file:{sources['pyworldatlas'] / 'atlas.sqlite3'}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT alpha2, noun, adjective FROM country JOIN country_demonym ON country_id = country.id"
    ).fetchall()
    connection.close()
    for code, noun, adjective in rows:
        if code in drafts.countries:
            for name in (*demonym_nouns(noun or ""), *_adjectives(adjective or "")):
                drafts.countries[code].call(name, "demonym")
    names = json.loads((sources["i18n-nationality"] / "langs/en.json").read_text(encoding="utf-8"))
    for code, name in names["nationalities"].items():
        if code in drafts.countries and name != drafts.countries[code].name:
            drafts.countries[code].call(name, "demonym")
            drafts.countries[code].call(plural(name), "demonym")


def demonym_nouns(text: str) -> Iterator[str]:
    """Yield singulars and plurals of a demonym as the World Factbook words it: "Briton(s), British (collective)"."""
    for part in re.split(r",| or |;", text):
        word = _REMARK.sub("", part).strip()
        if not word[:1].isupper() or word == "None":
            continue
        yield word
        if "(s)" in part or "(es)" in part:
            yield plural(word)


def _adjectives(text: str) -> Iterator[str]:
    for part in re.split(r",| or |;", text):
        word = _REMARK.sub("", part).strip()
        if word[:1].isupper() and word != "None":
            yield word


def plural(demonym: str) -> str:
    """Return the plural of a demonym that has a regular one, else the demonym itself.

    >>> plural("Texan"), plural("Chinese"), plural("Iraqi")
    ('Texans', 'Chinese', 'Iraqis')
    """
    return demonym if demonym.endswith(_UNCOUNTED) else demonym + "s"


def add_tables(drafts: Drafts, folder: Path = TABLES) -> None:
    """Add the places, further names, and demonyms of the hand-written tables.

    Raises:
        GazetteerError: a row names an unknown place, kind or form.
    """
    for path in sorted(folder.glob("places*.tsv")):
        for row in _rows(path):
            _add_place(drafts, row, path)
    for path in sorted(folder.glob("names*.tsv")):
        for row in _rows(path):
            form = _form(row["form"], path)
            for name in row["names"].split("|"):
                _find(drafts, row["place"], path).call(name, form)
    for path in sorted(folder.glob("demonyms*.tsv")):
        for row in _rows(path):
            draft = _find(drafts, row["place"], path)
            for name in row["demonyms"].split("|"):
                draft.call(name, "demonym")
                draft.call(plural(name), "demonym")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in row.items()}


def _add_place(drafts: Drafts, row: dict[str, str], path: Path) -> None:
    if row["kind"] not in KINDS:
        raise GazetteerError(f"{path}: {row['id']} is of an unknown kind, {row['kind']!r}.")
    country, _, admin1 = row["in"].partition(".")
    draft = drafts.add(
        Draft(
            f"dateline:{row['id']}", row["name"], row["kind"], float(row["lat"]), float(row["lon"]),  # type: ignore[arg-type]
            country_code=country or None, admin1_code=admin1 or None, extent_km=float(row["km"]),
            importance=1000 * float(row["weight"] or 0),
        )
    )  # fmt: skip
    for name in filter(None, row["names"].split("|")):
        form, colon, bare = name.partition(":")
        draft.call(bare if colon else name, _form(form, path) if colon else "alternate")


def _find(drafts: Drafts, reference: str, path: Path) -> Draft:
    """Return the place that a table means by "FR", "US.CA" or an id."""
    country, _, admin1 = reference.partition(".")
    draft = (
        drafts.by_id.get(reference)
        or (drafts.admin1.get((country, admin1)) if admin1 else drafts.countries.get(country))
    )  # fmt: skip
    if draft is None:
        raise GazetteerError(f"{path}: there is no place {reference!r}.")
    return draft


def _form(name: str, path: Path) -> Form:
    if name not in FORMS:
        raise GazetteerError(f"{path}: {name!r} is no form of a name.")
    return name  # type: ignore[return-value]
