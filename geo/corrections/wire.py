"""Corrections as JSON, which comes from links, files and databases, and is checked before anything is made of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

from geo.corrections import kinds
from geo.corrections.answers import MOST_LISTED
from geo.corrections.kinds import Correction
from geo.corrections.points import PREFIX, point_id
from geo.corrections.targets import MOST_WORDS, Target
from geo.errors import CorrectionError
from geo.ontology import event_types
from geo.records import DAYS, OUTLINE, fault

KINDS: dict[str, type[Any]] = {
    "elsewhere": kinds.Elsewhere,
    "place of event": kinds.PlaceOfEvent,
    "type of event": kinds.TypeOfEvent,
    "status of event": kinds.StatusOfEvent,
    "days of event": kinds.DaysOfEvent,
    "people of event": kinds.PeopleOfEvent,
    "places of quote": kinds.PlacesOfQuote,
    "speaker of quote": kinds.SpeakerOfQuote,
    "nothing": kinds.Nothing,
    "added place": kinds.AddedPlace,
    "added quote": kinds.AddedQuote,
    "added event": kinds.AddedEvent,
    "note": kinds.Note,
    "checked": kinds.Checked,
    "same event": kinds.SameEvent,
    "other event": kinds.OtherEvent,
}
"""What the JSON of each kind is called."""
MOST_CHARACTERS = 2000
"""Characters of a text in a correction, a note say."""
MOST_OFFSET = 100_000_000
"""The largest offset: far more characters than an article has."""
TARGETS: dict[str, str] = {"event": "event", "quote": "quote", "mention": "mention", "others": "event"}
"""Fields that are of one kind of item."""
_LATER = ("everywhere",)
"""Fields that corrections of former versions don't have."""
_DIGEST = re.compile("[0-9a-f]{16}")
_NAMES = {kind: name for name, kind in KINDS.items()}


def as_json(correction: Correction) -> dict[str, Any]:
    """Return a correction as an object of plain JSON, which `from_json` reads."""
    return {"kind": _NAMES[type(correction)], **_plain(asdict(correction))}


def from_json(row: Any) -> Correction:
    """Return the correction that an object of JSON tells.

    Raises:
        CorrectionError: it is none; the sentence says where and why.
    """
    try:
        if not isinstance(row, Mapping):
            raise _WrongError("it has to be an object")
        kind = KINDS.get(name) if isinstance(name := row.get("kind"), str) else None
        if kind is None:
            raise _WrongError(f"its kind has to be one of {', '.join(KINDS)}")
        made = cast(Correction, _made(kind, {key: value for key, value in row.items() if key != "kind"}))
        _check(made)
    except _WrongError as error:
        raise CorrectionError(f"This is not a correction that Dateline wrote: {error}.") from None
    return made


class _WrongError(Exception):
    """What is wrong, in words that go on a sentence."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _made(kind: type[Any], row: Mapping[str, Any]) -> Any:
    """Return a dataclass made of an object."""
    hints = get_type_hints(kind)
    later = {field.name for field in fields(kind) if field.name in _LATER}
    if not hints.keys() - later <= row.keys() <= hints.keys():
        raise _WrongError(f"it has to have {', '.join(sorted(hints))}, and nothing else")
    hints = {name: hint for name, hint in hints.items() if name in row}
    if kind is Target and isinstance(row["text"], str):  # the words of an article may hold half a character
        hints = {name: hint for name, hint in hints.items() if name != "text"}
    return kind(**{**row, **{name: _value(name, hint, row[name]) for name, hint in hints.items()}})


def _value(name: str, hint: Any, value: Any) -> Any:
    """Return a value of a field as its type has it."""
    if get_origin(hint) in (Union, UnionType):
        options = get_args(hint)
        if value is None and type(None) in options:
            return None
        fitting = [option for option in options if option is not type(None) and _of_form(option, value)]
        return _value(name, fitting[0] if fitting else options[0], value)
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple) or len(value) > MOST_LISTED:
            raise _WrongError(f"{name} has to be a list of {MOST_LISTED} at most")
        return tuple(_value(name, get_args(hint)[0], inner) for inner in value)
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise _WrongError(f"{name} has to be an object")
        return _made(cast(type[Any], hint), value)
    if is_typeddict(hint):
        value = dict(value) if isinstance(value, Mapping) else value
    if wrong := fault(hint, value, name):
        raise _WrongError(f"{name} {wrong}")
    texts = [text for key, text in value.items() if key != OUTLINE] if isinstance(value, dict) else [value]
    for text in texts:
        if isinstance(text, str) and len(text) > MOST_CHARACTERS:
            raise _WrongError(f"{name} has to have {MOST_CHARACTERS:,} characters at most")
    return value


def _of_form(option: Any, value: Any) -> bool:
    """Tell an object from a text."""
    return isinstance(value, Mapping) == (is_dataclass(option) or is_typeddict(option))


def _check(correction: Correction) -> None:
    """Raise unless the parts of a correction go together."""
    for field in fields(correction):
        value = getattr(correction, field.name)
        for one in value if isinstance(value, tuple) else [value]:
            if check := _CHECKS.get(field.name):
                check(one)
            if isinstance(one, Target):
                _check_target(field.name, one)
            elif isinstance(one, dict):
                _check_place(field.name, one)
    _check_days(correction)
    _check_everywhere(correction)


def _check_target(name: str, target: Target) -> None:
    if not 0 <= target.start < target.end <= MOST_OFFSET:
        raise _WrongError(f"{name} has to begin before it ends, within {MOST_OFFSET:,} characters")
    if len(target.text) != min(MOST_WORDS, target.end - target.start):
        raise _WrongError(f"{name} has to have its first {MOST_WORDS} characters as its text")
    kind = "mention" if name == "within" else TARGETS.get(name, target.kind)
    if target.kind != kind:
        raise _WrongError(f"{name} has to be of the kind {kind}")
    _check_digest(target.article)


def _check_digest(value: Any) -> None:
    if isinstance(value, str) and not _DIGEST.fullmatch(value):
        raise _WrongError("an article has to be told by 16 hexadecimal digits")


def _check_place(name: str, place: dict[str, Any]) -> None:
    if place["id"].startswith(PREFIX) and place["id"] != point_id(place["lat"], place["lon"]):
        raise _WrongError(f"{name} has to be called after its point")


def _check_type(value: Any) -> None:
    if value not in event_types():
        raise _WrongError(f"type has to be one of {', '.join(event_types())}")


_CHECKS: dict[str, Callable[[Any], None]] = {"type": _check_type, "within": _check_digest}


def _check_everywhere(correction: Correction) -> None:
    joined = correction.everywhere if isinstance(correction, kinds.Elsewhere) else None
    if joined is not None and (getattr(correction, "within", None) is not None or not _DIGEST.fullmatch(joined)):
        raise _WrongError("what is everywhere has to be within nothing, and told by 16 hexadecimal digits")


def _check_days(correction: Correction) -> None:
    first, last = (getattr(correction, name, None) for name in DAYS[:2])
    days = [date.fromisoformat(day) for day in (first, last) if day]
    if (last and not first) or days != sorted(days):
        raise _WrongError("its days have to begin before they end")
