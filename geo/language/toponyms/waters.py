"""Rivers by the names that they have with an article alone: the Murray, the Wear."""

from collections.abc import Callable

from geo.gazetteer import Entry


def rivers(name: str, lookup: Callable[[str], tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Return the rivers whose whole name is a name with the word "river" behind or before it."""
    found = (*lookup(f"{name} River"), *lookup(f"River {name}"))
    return tuple(entry for entry in found if entry.place.kind == "physical" and entry.form == "preferred")
