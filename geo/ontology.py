"""The event types: what a reader sees of each, and every trait by which the engine treats it.

All of them are fields of `data/lexicons/event_types.json`, which says what each means; a new type is one entry there.
"""

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, NamedTuple

from geo.errors import DatelineError
from geo.paths import DATA

_TABLE = DATA / "lexicons" / "event_types.json"


class Retyping(NamedTuple):
    """The type and mode that words about a deed have instead of the deed's own."""

    type: str
    mode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One event type with its traits; `fields` in the table says what each of them means."""

    code: str
    label: str
    category: str
    plover: bool
    formerly: frozenset[str]
    families: frozenset[str]
    newsworthy: float
    cause: Literal["will", "nature", "illness", "mishap"]
    site: Literal["ground", "gathering", "none"]
    nouns_happen: bool
    loose: bool
    demonym_places: bool
    strikes_ground: bool
    travels: bool
    harms: bool
    mutual: bool
    to_press: bool
    recipient: Literal["any", "somebody", "body", "deed"]
    recipient_after: frozenset[str]
    recipient_of: bool
    announced_as: Retyping | None
    announced_modes: dict[str, Retyping]
    own_deeds: bool
    refused_as: Retyping | None
    denied_as: Retyping | None
    demanded_as: Retyping | None

    @property
    def typed(self) -> bool:
        """Whether its words say what kind of event it is."""
        return self.code != UNTYPED

    @property
    def befalls(self) -> bool:
        """Whether it comes about by nobody's will: a storm, an outbreak, a crash."""
        return self.cause != "will"

    @property
    def acts(self) -> bool:
        """Whether its noun can be what does it, like a storm or an epidemic."""
        return self.cause in ("nature", "illness")

    def announced(self, mode: str | None) -> Retyping | None:
        """Return what it becomes where somebody only says that they will do it."""
        return self.announced_modes.get(mode or "", self.announced_as)


@cache
def _table() -> dict[str, Any]:
    try:
        table: dict[str, Any] = json.loads(_TABLE.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DatelineError(f"The event types in {_TABLE.name} can't be read: {error}") from error
    return table


@cache
def event_types() -> dict[str, EventType]:
    """Return the event types by their code, PLOVER's and our own.

    Raises:
        DatelineError: the table can't be read, or a type lacks a trait, has one too many or names an unknown type.
    """
    table = _table()
    return {code: _event_type(code, table["defaults"] | row, table) for code, row in table["types"].items()}


def event_type(code: str | None) -> EventType:
    """Return a type by its code, the untyped one for a code that is unknown."""
    return event_types().get(code or UNTYPED) or event_types()[UNTYPED]


@cache
def are_kin(one: str, other: str) -> bool:
    """Whether two types can tell one and the same event: they share a family, or one of them is untyped."""
    if UNTYPED in (one, other) or one == other:
        return True
    return not event_type(one).families.isdisjoint(event_type(other).families)


@cache
def current_names() -> dict[str, str]:
    """Return the codes of today's types by the names that older editions of PLOVER have for them."""
    return {name: code for code, row in event_types().items() for name in row.formerly}


@cache
def categories() -> dict[str, str]:
    """Return the label of each category of event types, in the order of a legend."""
    labels: dict[str, str] = _table()["categories"]
    return labels


def _event_type(code: str, row: dict[str, Any], table: dict[str, Any]) -> EventType:
    wanted = {field.name for field in fields(EventType)} - {"code"}
    if wanted != row.keys():
        raise DatelineError(f"{_TABLE.name}: {code} lacks or can't have {', '.join(sorted(wanted ^ row.keys()))}.")
    values: dict[str, Any] = {"code": code, **row}
    for name in ("formerly", "families", "recipient_after"):
        values[name] = frozenset(row[name])
    for name in ("announced_as", "refused_as", "denied_as", "demanded_as"):
        values[name] = _retyping(code, row[name], table)
    values["announced_modes"] = {
        mode: kind for mode, text in row["announced_modes"].items() if (kind := _retyping(code, text, table))
    }
    if row["category"] not in table["categories"] or not values["families"] <= table["families"].keys():
        raise DatelineError(f"{_TABLE.name}: {code} has a category or a family that the table doesn't list.")
    return EventType(**values)


def _retyping(code: str, text: str | None, table: dict[str, Any]) -> Retyping | None:
    if text is None:
        return None
    name, _, mode = text.partition(" ")
    if name not in table["types"]:
        raise DatelineError(f"{_TABLE.name}: {code} turns into {name}, which is no type.")
    return Retyping(name, mode or None)


UNTYPED: str = _table()["untyped"]
"""The code of the type for what happens but fits no other."""
