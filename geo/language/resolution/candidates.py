"""Candidate places: mentions grouped by name, and the readings that the gazetteer has of each group."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from geo.contract import Candidate, Mention
from geo.gazetteer import Entry, GazetteerPlace, normalise
from geo.language.resolution.containers import (
    OUTSHINES,
    TOWN,
    Containment,
    Lookup,
    Relation,
    beside,
    contain,
    contradicted,
    has_article,
    holds,
    kinds_named,
    near_institution,
    of_kinds,
    water_named,
)
from geo.language.resolution.tables import at_home, institutions
from geo.language.toponyms.lexicon import ordinary_words, words
from geo.language.toponyms.spans import is_written, named
from geo.language.toponyms.spellings import alike, countries_of, lying_in
from geo.language.toponyms.waters import rivers

MOST = 24
"""Readings of one name that are weighed."""

AREAS = frozenset(("continent", "region", "country", "admin1", "admin2"))
_CITY_STATE_KM = 20
"""Extent of a country up to which it and its city of the same name are one place: Monaco, the Vatican."""
_PART_LEAST = 100_000
"""Least importance of a place that a part of a name stands for by one of the place's further names."""
_COMPASS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
_HAMLET = 3_000
"""Importance below which a place abroad is no better than a town of the story's country that is spelt much like it."""
_FIRST_NAMES = 40
"""Names of a text that are tried as the whole of a compass name."""
_PLAIN = 30_000
"""Least importance of a place whose name is an ordinary word and a part of a longer one: Split Airport."""
_KEPT_WORDS = words("coarse")
_NATURE = words("nature")


@dataclass(slots=True)
class Group:
    """Mentions of one name that mean one place, with the readings of the name.

    `outer` holds, for mentions with a name beside them that contains them ("X, Y"), the numbers of those mentions, and
    `container` its words; `held` says that only places within it are left, `relation` that they hold it or are near it
    instead. Where no place is left, `entries` is empty. `own` says that they are places of somebody's own.
    """

    name: str
    mentions: list[int]
    entries: list[Entry]
    coarse: bool = False
    outer: list[int] = field(default_factory=list)
    container: str = ""
    held: bool = False
    relation: Relation = "in"
    own: bool = False


def group_mentions(
    text: str,
    mentions: Sequence[Mention],
    lookup: Lookup,
    datelines: Collection[int] = (),
    own: Mapping[int, Sequence[Entry]] = MappingProxyType({}),
) -> list[Group]:
    """Group mentions of one name, apart where the text itself tells two places apart (Paris, Texas; Paris, France).

    A mention without a container follows the last one of its name that has one. `datelines` are the offsets of places
    that a story was filed from, which are towns. `own` has the places of somebody's own that mentions name, by their
    numbers: what such a name means unless words beside it put it elsewhere.
    """
    names = [_name(mention["text"]) for mention in mentions]
    readings = _read_all(text, mentions, names, lookup)
    options = [readings[name][0] for name in names]
    _keep_kinds(text, mentions, options, lookup, datelines)
    contained: list[Containment | None] = [None] * len(mentions)
    for number in range(len(mentions) - 1, -1, -1):
        given = [
            entry
            for entry in own.get(number, ())
            if not contradicted(text, mentions, number, options, contained, entry, lookup)
        ]
        if given:
            options[number] = given
        contained[number] = contain(text, mentions, number, options, contained, lookup)
        if contained[number] is None and not given:
            contained[number] = _by_institution(text, mentions[number], number, options, lookup)
    groups: list[Group] = []
    last: dict[str, Group] = {}
    by_container: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for number, (name, within) in enumerate(zip(names, contained, strict=True)):
        group = last.get(name)
        if group is None or not _joins(group, options[number], within):
            held = by_container[name, normalise(within.words)] if within else ()
            group = next((g for g in held if _overlap(g, options[number])), None)
        if group is None:
            group = Group(name, [], options[number], readings[name][1])
            groups.append(group)
        elif group.entries and options[number]:
            kept = {entry.place.id for entry in options[number]}
            group.entries = [entry for entry in group.entries if entry.place.id in kept]
        group.mentions.append(number)
        if within:
            if not group.container:
                by_container[name, normalise(within.words)].append(group)
            group.container = within.words
            group.held |= within.sure
            group.relation = within.relation
            group.outer += [within.outer] if within.outer is not None else []
        last[name] = group
    for group in groups:
        group.entries = group.entries[:MOST]
        group.own = any(entry in own.get(group.mentions[0], ()) for entry in group.entries)
        group.coarse &= not group.own
    return groups


def _by_institution(
    text: str, mention: Mention, number: int, options: list[list[Entry]], lookup: Lookup
) -> Containment | None:
    """The containment in the town of an institution: "at Ole Miss in Oxford"; `options` are cut down to what fits."""
    told = near_institution(text, mention, institutions()) if len(options[number]) > 1 else None
    there = beside(options[number], at_home(told[1], lookup)) if told else []
    if not told or not there:
        return None
    options[number] = there
    return Containment(told[0], None, True, "holds")


def _name(surface: str) -> str:
    return normalise(surface) + ("." if surface.isupper() and len(surface) < 4 else "")


def _joins(group: Group, options: Sequence[Entry], within: Containment | None) -> bool:
    """Tell whether a mention can mean what the group before it of its name means."""
    if within and group.container:
        return normalise(group.container) == normalise(within.words)
    return _overlap(group, options, within is None and not group.container)


def _overlap(group: Group, options: Sequence[Entry], by_best: bool = False) -> bool:
    """Tell whether readings are shared; `by_best`: whether the likeliest of each side is (a town, not its province)."""
    if not group.entries or not options:
        return True
    ids, others = ({entry.place.id for entry in side} for side in (group.entries, options))
    if by_best:
        return options[0].place.id in ids and group.entries[0].place.id in others
    return not ids.isdisjoint(others)


def _read_all(
    text: str, mentions: Sequence[Mention], names: Sequence[str], lookup: Lookup
) -> dict[str, tuple[list[Entry], bool]]:
    """Return the readings of each name; those of what the gazetteer lacks or is vague lie in the story's countries."""
    readings: dict[str, tuple[list[Entry], bool]] = {}
    for name, mention in zip(names, mentions, strict=True):
        if name not in readings:
            readings[name] = read(mention["text"], lookup)
    vague = dict.fromkeys(name for name, (entries, _) in readings.items() if _is_vague(name, entries))
    if vague:
        countries = countries_of([entries for name, (entries, _) in readings.items() if name not in vague])
        surfaces = {name: mention["text"] for name, mention in zip(names, mentions, strict=True)}
        for name in vague:
            entries, coarse = readings[name]
            if regional := _region(name, readings, lookup):
                readings[name] = regional, coarse
                continue
            if _COMPASS.issuperset(name.split()):
                entries = [
                    e for e in lying_in(entries, countries) if e.form == "preferred" and e.place.kind == "admin1"
                ]
            elif not lying_in(entries, countries):
                entries = alike(surfaces[name], countries, lookup) or entries
            readings[name] = entries, coarse
    return readings


def _is_vague(name: str, entries: Sequence[Entry]) -> bool:
    """Tell whether only the rest of a text can say what a name means: the gazetteer lacks it or has hamlets alone."""
    return not entries or entries[0].prior < _HAMLET or _COMPASS.issuperset(name.split())


def _region(name: str, readings: Iterable[str], lookup: Lookup) -> list[Entry]:
    """Return the part of a country that a compass name means in a text that names the country: North East England."""
    if not _COMPASS.issuperset(name.split()):
        return []
    wholes = (whole for whole in islice(readings, _FIRST_NAMES) if not _COMPASS.issuperset(whole.split()))
    found = (lookup(f"{name} {whole}") or lookup(f"{name.replace(' ', '')} {whole}") for whole in wholes)
    return next(([e for e in entries if e.place.kind in AREAS] for entries in found if entries), [])


def _keep_kinds(
    text: str, mentions: Sequence[Mention], options: list[list[Entry]], lookup: Lookup, datelines: Collection[int]
) -> None:
    """Keep the readings of the kind that the word beside a mention names: Kandahar province, the town of Idlib."""
    for number, said in enumerate(kinds_named(text, mentions)):
        if not options[number] and has_article(text, mentions[number]):
            options[number] = list(rivers(mentions[number]["text"], lookup))
        if options[number]:
            said = said or water_named(text, mentions[number], options[number], lookup)
            if said:
                options[number] = of_kinds(options[number], said, lookup)
            elif mentions[number]["start"] in datelines:
                options[number] = of_kinds(options[number], TOWN, lookup)


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
                entries = [e for e in fitting(part, lookup(part)) if _stands_for(e)]
                if entries and part.lower() not in _KEPT_WORDS and _may_stand(part, entries[0], rest):
                    return entries, True
    return [], False


def _hides_town(area: Entry, surface: str, entries: Sequence[Entry]) -> bool:
    """Tell whether a further name of a division is the usual one of a town in it and no part of its own: Yuma."""
    if area.place.kind not in ("admin1", "admin2") or normalise(surface) in normalise(area.place.name):
        return False
    town = next((entry for entry in entries if entry.place.kind == "city" and holds(area, entry)), None)
    return town is not None and town.form == "preferred"


def _is_outshone(entry: Entry, surface: str, entries: Sequence[Entry]) -> bool:
    """Tell whether a part of a longer name, or a transcription in small letters, gives way to the name itself.

    It does to one as good as a town's in the same country, and a transcription to any that is written as the text is.
    """
    if entry.form == "partial":
        return any(
            e.form == "preferred" and e.place.country_code == entry.place.country_code and e.place.kind == "city"
            and e.prior >= OUTSHINES * entry.prior
            for e in entries
        )  # fmt: skip
    small = entry.form == "alternate" and entry.written[:1].islower() and surface[:1].isupper()
    return small and any(e.form == "preferred" and e.written == surface for e in entries)


def _stands_for(entry: Entry) -> bool:
    """Tell whether a reading of a part of a name is one that the whole name may hold."""
    return entry.form != "demonym" and (entry.form in ("preferred", "short") or entry.prior >= _PART_LEAST)


def _may_stand(part: str, best: Entry, rest: Sequence[str]) -> bool:
    """Tell whether what a longer name is called after can stand for it.

    No country does for a valley, no ordinary word for a name, and no small town for a part of a larger: East Rand.
    """
    if best.place.kind == "country" and any(word.lower() in _NATURE for word in rest):
        return False
    if _COMPASS.issuperset(word.lower() for word in rest) and best.place.kind == "city":
        return best.prior >= _PLAIN
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
    kept = [entry for entry in kept if not (entry.form == "alternate" and _hides_town(entry, surface, kept))]
    kept = [entry for entry in kept if not _is_outshone(entry, surface, kept)]
    small = {e.place.country_code for e in kept if e.place.kind == "country" and e.place.extent_km <= _CITY_STATE_KM}
    return [e for e in kept if e.place.kind != "city" or e.place.country_code not in small]


def candidate(place: GazetteerPlace, score: float) -> Candidate:
    """Return the record of a place that a name could mean, with its probability."""
    return {
        "place": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "score": round(score, 4),
    }
