"""Candidate places: mentions grouped by name, and the readings that the gazetteer has of each group."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geo.contract import Mention
from geo.gazetteer import Entry, normalise
from geo.language.toponyms.lexicon import ordinary_words, words
from geo.language.toponyms.spans import is_written, named

Lookup = Callable[[str], tuple[Entry, ...]]

MOST = 24
"""Readings of one name that are weighed."""

AREAS = frozenset(("continent", "region", "country", "admin1", "admin2"))
_HOLDS = {"country": 1, "admin1": 2, "admin2": 3}
_HOMES = ("city", "admin1", "admin2", "country")
_KNOWN = 3_000
"""Least importance of a place that a publisher is named after."""
_PLAIN = 30_000
"""Least importance of a place whose name is an ordinary word and a part of a longer one: Split Airport."""

_BETWEEN = re.compile(r",\s{0,2}|\s\(|,? in (?:the )?|\s")
_KEPT_WORDS = words("coarse")
_NATURE = words("nature")


@dataclass(slots=True)
class Group:
    """Mentions of one name that mean one place, with the readings of the name.

    `outer` holds, for mentions followed by a name that contains them ("X, Y"), the numbers of those mentions.
    """

    name: str
    mentions: list[int]
    entries: list[Entry]
    coarse: bool = False
    outer: list[int] = field(default_factory=list)


def group_mentions(text: str, mentions: Sequence[Mention], lookup: Lookup) -> list[Group]:
    """Group mentions of one name, apart where the text itself tells two places apart (Paris, Texas; Paris, France).

    A mention without a container follows the last one of its name that has one.
    """
    readings: dict[str, tuple[list[Entry], bool]] = {}
    groups: dict[tuple[str, str], Group] = {}
    last: dict[str, Group] = {}
    for number, mention in enumerate(mentions):
        surface = mention["text"]
        name = normalise(surface) + ("." if surface.isupper() and len(surface) < 4 else "")
        if name not in readings:
            readings[name] = read(surface, lookup)
        entries, coarse = readings[name]
        outer = _outer(text, mentions, number, entries, lookup)
        key = (name, normalise(mentions[outer]["text"]) if outer is not None else "")
        group = groups.get(key)
        if group is None and (before := last.get(name)) and (outer is None or not before.outer):
            group = before
            groups[key] = group
        if group is None:
            group = groups[key] = Group(name, [], entries, coarse)
        group.mentions.append(number)
        if outer is not None:
            group.outer.append(outer)
        last[name] = group
    return list({id(group): group for group in groups.values()}.values())


def home_of(publisher: str | None, lookup: Lookup) -> Group | None:
    """Return a group without mentions for the place that a publisher's name names (Edmonton Journal), if any."""
    words = [word.strip(",.()") for word in (publisher or "").split()]
    for size in range(min(3, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if not part[:1].isupper() or part.isupper() or part.lower() in ordinary_words():
                continue
            entries = [e for e in fitting(part, lookup(part)) if e.form != "demonym" and e.place.kind in _HOMES]
            if entries and entries[0].prior >= _KNOWN:
                return Group(normalise(part), [], entries)
    return None


def read(surface: str, lookup: Lookup) -> tuple[list[Entry], bool]:
    """Return the readings of a name, and whether they are only of a part of it (Damascus Airport -> Damascus)."""
    entries = fitting(surface, lookup(surface))
    if not entries and "." in surface:
        entries = fitting(surface, lookup(surface.replace(". ", ".")))
    if not entries and "-" in surface:
        entries = fitting(surface, lookup(surface.replace("-", "")))
    if entries:
        return entries, False
    words = surface.split()
    for size in range(len(words) - 1, 0, -1):
        for start in range(len(words) - size + 1):
            rest = words[:start] + words[start + size :]
            if all(word.lower().strip(".,") in _KEPT_WORDS for word in rest):
                part = " ".join(words[start : start + size])
                entries = [e for e in fitting(part, lookup(part)) if e.form != "demonym"]
                if entries and part.lower() not in _KEPT_WORDS and _may_stand(part, entries[0], rest):
                    return entries, True
    return [], False


def _may_stand(part: str, best: Entry, rest: Sequence[str]) -> bool:
    """Tell whether what a longer name is called after can stand for it: no country for a valley, no word for a name."""
    if best.place.kind == "country" and any(word.lower() in _NATURE for word in rest):
        return False
    return best.prior >= _PLAIN or part.lower() not in ordinary_words()


def fitting(surface: str, entries: Sequence[Entry]) -> list[Entry]:
    """Drop readings that the spelling rules out (a code not in capitals); one for each place, the likeliest first."""
    seen: set[str] = set()
    kept = []
    for entry in entries:
        if not is_written(entry, surface):
            continue
        if entry.place.id not in seen:
            seen.add(entry.place.id)
            kept.append(named(entry))
            if len(kept) == MOST:
                break
    return kept


def _outer(text: str, mentions: Sequence[Mention], number: int, entries: Sequence[Entry], lookup: Lookup) -> int | None:
    """Return the number of the next mention where it follows a comma or bracket and contains this one."""
    if number + 1 >= len(mentions) or mentions[number]["kind"] == "demonym":
        return None
    mention, following = mentions[number], mentions[number + 1]
    gap = text[mention["end"] : following["start"]]
    if len(gap) > 9 or not _BETWEEN.fullmatch(gap):
        return None
    areas = [e for e in fitting(following["text"], lookup(following["text"]))[:8] if e.place.kind in _HOLDS]
    if any(holds(area, entry) for area in areas for entry in entries):
        return number + 1
    return None


def holds(area: Entry, inner: Entry) -> bool:
    """Tell whether a place lies in a country or division by their codes."""
    place, other = area.place, inner.place
    level = _HOLDS.get(place.kind, 0)
    if not level or place.id == other.id or place.country_code is None or place.country_code != other.country_code:
        return False
    if level == 1:
        return True
    if place.admin1_code is None or place.admin1_code != other.admin1_code:
        return False
    return (level == 2 and other.kind != "admin1") or (
        level == 3 and place.admin2_code == other.admin2_code is not None
    )
