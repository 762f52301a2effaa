"""Tables of what is at home where: outlets, and universities by the names that news calls them by."""

from functools import cache
from typing import NamedTuple

from geo.gazetteer import Entry, normalise
from geo.language.resolution.containers import Lookup
from geo.paths import DATA

TABLES = DATA / "tables"


class Outlet(NamedTuple):
    """A newspaper, broadcaster or site, and its home as "Town, state, country's code" with one to three parts."""

    name: str
    home: str


def key(name: str) -> str:
    """Return what a name of an outlet or institution is looked up by."""
    return normalise(name).removeprefix("the ")


@cache
def outlets() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """Return the table of outlets by domain and by name."""
    domains: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    for sites, name, home in _rows("outlets.tsv"):
        outlet = Outlet(name, home)
        domains |= dict.fromkeys(sites.split("|"), outlet)
        names[key(name)] = outlet
    return domains, names


@cache
def institutions() -> dict[str, str]:
    """Return the homes of institutions by the keys of their names."""
    return {key(name): home for names, home in _rows("institutions.tsv") for name in names.split("|")}


def _rows(table: str) -> list[list[str]]:
    lines = (TABLES / table).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def at_home(home: str, lookup: Lookup) -> list[Entry]:
    """Return the reading of a home as a table writes it, in a list; empty where the gazetteer lacks it."""
    *town, code = home.split(", ")
    if not town:
        return [e for e in lookup(code) if e.place.kind == "country" and e.place.country_code == code][:1]
    states = {
        e.place.admin1_code
        for part in town[1:]
        for e in lookup(part)
        if e.place.kind == "admin1" and e.place.country_code == code
    }
    found = (e for e in lookup(town[0]) if e.place.country_code == code and e.place.kind == "city")
    return [e for e in found if not states or e.place.admin1_code in states][:1]
