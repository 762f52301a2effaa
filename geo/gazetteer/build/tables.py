"""Demonyms, and the hand-written tables of data/tables."""

import csv
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise
from geo.gazetteer.place import FORMS, KINDS, Form
from geo.paths import DATA

TABLES = DATA / "tables"
_UNCOUNTED = ("ese", "ish", "ch", "sh", "s", "x", "z", "men", "women", "people")
_PARTS = frozenset(
    ("central", "east", "eastern", "lower", "north", "northern", "south", "southern", "upper", "west", "western")
)
_SHOWN = "shown"
"""The form of a name that the place is shown by."""
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
    """Add the places, further names, weights and demonyms of the hand-written tables.

    A place of a table that the gazetteer has already gets the table's names and weight, and no second entry.

    Raises:
        GazetteerError: a row names an unknown place, kind or form, or a place that another row has.
    """
    index = _index(drafts)
    seen: set[str] = set()
    for path in sorted(folder.glob("places*.tsv")):
        for row in _rows(path):
            if row["id"] in seen:
                raise GazetteerError(f"{path}: {row['id']} stands in the tables twice; leave one row of it.")
            seen.add(row["id"])
            _add_place(drafts, index, row, path)
    for path in sorted(folder.glob("names*.tsv")):
        for row in _rows(path):
            draft = _find(drafts, row["place"], path)
            if row["form"] == _SHOWN:
                draft.name = row["names"]
            form = _form("preferred" if row["form"] == _SHOWN else row["form"], path)
            for name in row["names"].split("|"):
                draft.call(name, form)
    for path in sorted(folder.glob("weights*.tsv")):
        for row in _rows(path):
            _find(drafts, row["place"], path).importance = 1000 * float(row["weight"])
    for path in sorted(folder.glob("demonyms*.tsv")):
        for row in _rows(path):
            draft = _find(drafts, row["place"], path)
            for name in row["demonyms"].split("|"):
                _call_demonym(draft, name)


def _call_demonym(draft: Draft, name: str) -> None:
    draft.call(name, "demonym")
    draft.call(plural(name), "demonym")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in row.items()}


def _index(drafts: Drafts) -> dict[str, list[Draft]]:
    """Return the places that a row of a table may mean, by the keys of their full names."""
    index: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.of_kind("admin1", "admin2", "city", "district", "sea", "lake"):
        for (key, _), form in draft.names.items():
            if form in ("preferred", "alternate"):
                index[key].append(draft)
    return index


def _add_place(drafts: Drafts, index: dict[str, list[Draft]], row: dict[str, str], path: Path) -> None:
    kind = next((kind for kind in KINDS if kind == row["kind"]), None)
    if kind is None:
        raise GazetteerError(f"{path}: {row['id']} is of an unknown kind, {row['kind']!r}.")
    country, _, admin1 = row["in"].partition(".")
    draft = Draft(
        f"dateline:{row['id']}", row["name"], kind, float(row["lat"]), float(row["lon"]),
        country_code=country or None, admin1_code=admin1 or None, extent_km=float(row["km"]),
        importance=1000 * float(row["weight"]), made_of=tuple(row["made_of"].split()),
    )  # fmt: skip
    known = _known(drafts, index, draft)
    if known is None:
        known = drafts.add(draft)
    else:
        known.call(draft.name, "alternate")
        known.importance = max(known.importance, draft.importance)
        known.made_of = known.made_of or draft.made_of
        if known.kind == "city" and draft.kind == "district":
            known.kind = "district"
    if draft.kind == "airport" and "airport" not in draft.name.lower():
        known.call(f"{draft.name} Airport", "alternate")
    for name in filter(None, row["names"].split("|")):
        form, colon, bare = name.partition(":")
        if form == "demonym":
            _call_demonym(known, bare)
        else:
            known.call(bare if colon else name, _form(form, path) if colon else "alternate")


_SAME: dict[str, tuple[str, ...]] = {
    "region": ("admin1", "admin2"), "admin1": ("admin1",), "admin2": ("admin2",),
    "district": ("district", "city"), "city": ("city",), "sea": ("sea",), "lake": ("lake",),
}  # fmt: skip


def _known(drafts: Drafts, index: dict[str, list[Draft]], new: Draft) -> Draft | None:
    """Return the place that a row of a table means, None if the gazetteer doesn't have it."""
    if len(new.made_of) == 1:
        country, _, admin1 = new.made_of[0].partition(".")
        return drafts.admin1.get((country, admin1))
    if new.kind == "airport":
        near = [(_away(new, draft), draft) for draft in drafts.of_kind("airport")]
        away, draft = min(near, key=lambda pair: pair[0])
        return draft if away < 6.0 else None
    same = [
        draft
        for draft in index[normalise(new.name)]
        if draft.kind in _SAME.get(new.kind, ())
        and not _is_part(draft.name, new.name)
        and (draft.country_code == new.country_code or draft.country_code is None)
        and _away(new, draft) <= max(new.extent_km, 100.0 if new.kind in ("region", "admin1") else 4.0)
    ]
    return max(same, key=lambda draft: (draft.name == new.name, draft.population), default=None)


def _is_part(division: str, whole: str) -> bool:
    """Tell whether a division is called after a part of an area of the name: Cheshire West and Chester, West Java."""
    return not _PARTS.isdisjoint(set(normalise(division).split()) - set(normalise(whole).split()))


def _away(one: Draft, other: Draft) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


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
    form = next((form for form in FORMS if form == name), None)
    if form is None:
        raise GazetteerError(f"{path}: {name!r} is no form of a name.")
    return form
