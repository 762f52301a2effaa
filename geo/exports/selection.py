"""The selection of `geo export` and `geo map`: the filters of the app's page, as options of the command line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from inspect import Signature, signature
from typing import Annotated, Any, cast, get_type_hints

from typer import Option

from geo.atlas import Atlas, Clock, Filter
from geo.errors import UsageError
from geo.maps.palette import MENTION
from geo.ontology import event_types
from geo.viewer import panels, words

_Several = list[str] | None


def selects(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a selection, those of `selection`, whose filter is its argument `wanted`."""

    @wraps(command)
    def with_options(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in _OPTIONS}
        command(**given, wanted=selection(**chosen))

    own = [option for name, option in signature(command).parameters.items() if name != "wanted"]
    hints = {name: hint for name, hint in get_type_hints(command, include_extras=True).items() if name != "wanted"}
    with_options.__annotations__ = {**hints, **{name: option.annotation for name, option in _OPTIONS.items()}}
    with_options.__signature__ = Signature([*own, *_OPTIONS.values()])  # type: ignore[attr-defined]
    return with_options


def selection(
    *,
    kinds: Annotated[_Several, Option("--kind", help=f"Only of this kind: {', '.join(panels.labels())}.")] = None,
    types: Annotated[_Several, Option("--type", help="Only events of this type, such as PROTEST.")] = None,
    statuses: Annotated[_Several, Option("--status", help=f"Only events that are {', '.join(words.STATUS)}.")] = None,
    people: Annotated[_Several, Option("--person", help="Only what this person says or has a part in.")] = None,
    countries: Annotated[_Several, Option("--country", help="Only what is in this country.")] = None,
    places: Annotated[_Several, Option("--place", help="Only what is at this place, by its name or id.")] = None,
    text: Annotated[str, Option("--words", help="Only what has these words, as the search of the page.")] = "",
    since: Annotated[str, Option("--since", help="Only from this day on: 2015-11-26.")] = "",
    until: Annotated[str, Option("--until", help="Only until this day.")] = "",
    clock: Annotated[str, Option("--clock", help="What the days are of: happened or published.")] = "happened",
) -> Filter:
    """Return the filter of the options; places are still names or ids, which `selected` looks up.

    Raises:
        UsageError: there is no such kind, type, status, day or clock.
    """
    _known("--kind", kinds, panels.labels())
    _known("--type", types, event_types())
    _known("--status", statuses, words.STATUS)
    _known("--clock", [clock], ("happened", "published"))
    for option, day in (("--since", since), ("--until", until)):
        _check_day(option, day)
    return Filter(
        categories=tuple(None if kind == MENTION else kind for kind in kinds or ()),
        types=tuple(types or ()),
        statuses=tuple(statuses or ()),
        people=tuple(people or ()),
        countries=tuple(countries or ()),
        places=tuple(places or ()),
        text=text,
        since=since,
        until=until,
        clock=cast(Clock, clock),
    )


_OPTIONS = signature(selection).parameters


def selected(atlas: Atlas, wanted: Filter) -> Atlas:
    """Return what a selection keeps of an atlas.

    Raises:
        UsageError: the atlas has no such place, or nothing is kept.
    """
    if not wanted:
        return atlas
    kept = atlas.filter(replace(wanted, places=tuple(_ids(atlas, wanted.places))))
    if kept.empty:
        raise UsageError("Nothing is left of these articles under this selection: choose less narrowly.")
    return kept


def _ids(atlas: Atlas, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name in names:
        ids = [name] if atlas.place(name) is not None else atlas.places_called(name)
        if not ids:
            raise UsageError(f"--place {name}: no place here has this name or id.")
        found += ids
    return found


def _known(option: str, given: _Several, known: Any) -> None:
    for value in given or ():
        if value not in known:
            raise UsageError(f"{option} {value} is none of: {', '.join(known)}.")


def _check_day(option: str, day: str) -> None:
    if day:
        try:
            date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"{option} {day} is no day; write it as 2015-11-26.") from None
