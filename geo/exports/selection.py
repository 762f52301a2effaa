"""The selection of `geo export` and `geo map`: the filters of the app's page, as options of the command line."""

from datetime import date
from typing import Annotated, Any, cast

import typer

from geo.atlas import Atlas, Clock, Filter
from geo.errors import UsageError
from geo.maps.palette import MENTION
from geo.ontology import event_types
from geo.viewer import panels, words

_Several = list[str] | None
Kinds = Annotated[_Several, typer.Option("--kind", help=f"Only of this kind: {', '.join(panels.labels())}.")]
Types = Annotated[_Several, typer.Option("--type", help="Only events of this type, such as PROTEST.")]
Statuses = Annotated[_Several, typer.Option("--status", help=f"Only events that are {', '.join(words.STATUS)}.")]
People = Annotated[_Several, typer.Option("--person", help="Only what this person says or has a part in.")]
Countries = Annotated[_Several, typer.Option("--country", help="Only what is in this country.")]
Places = Annotated[_Several, typer.Option("--place", help="Only what is at this place, by its name or id.")]
Words = Annotated[str, typer.Option("--words", help="Only what has these words, as the search of the page.")]
Since = Annotated[str, typer.Option("--since", help="Only from this day on: 2015-11-26.")]
Until = Annotated[str, typer.Option("--until", help="Only until this day.")]
OnClock = Annotated[str, typer.Option("--clock", help="What the days are of: happened or published.")]


def selection(
    *,
    kinds: _Several = None,
    types: _Several = None,
    statuses: _Several = None,
    people: _Several = None,
    countries: _Several = None,
    places: _Several = None,
    words: str = "",
    since: str = "",
    until: str = "",
    clock: str = "happened",
) -> Filter:
    """Return the filter of the options; places are still names or ids, which `selected` looks up.

    Raises:
        UsageError: there is no such kind, type, status, day or clock.
    """
    _known("--kind", kinds, panels.labels())
    _known("--type", types, event_types())
    _known("--status", statuses, _STATUSES)
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
        text=words,
        since=since,
        until=until,
        clock=cast(Clock, clock),
    )


_STATUSES = tuple(words.STATUS)


def selected(atlas: Atlas, wanted: Filter) -> Atlas:
    """Return what a selection keeps of an atlas.

    Raises:
        UsageError: the atlas has no such place, or nothing is kept.
    """
    if not wanted:
        return atlas
    from dataclasses import replace

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
