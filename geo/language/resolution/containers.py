"""What the words beside a name say of where and what it is: "Paris, Texas", "Santiago [Chile]", "Kandahar province"."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from geo.contract import Mention
from geo.gazetteer import Entry, normalise
from geo.gazetteer.distance import distance_km
from geo.language.toponyms.lexicon import kind_words, words
from geo.language.toponyms.waters import rivers

Lookup = Callable[[str], tuple[Entry, ...]]

_HOLDS = {"country": 1, "admin1": 2, "admin2": 3}
_STATES = frozenset(("US", "CA", "AU"))
"""Countries whose states and provinces are written as a code after the town."""
_LONGEST_GAP = 26
_AREA_WORDS = words("areas")
_AREAS = "|".join(sorted(_AREA_WORDS))
_PART = r"(?:(?:north|south)?-?(?:eastern|western|ern)|central|coastal|upper|lower|rural|far|east|north|south|west)"
"""What part of an area a place lies in: "Tripoli, northern Lebanon"."""
_BETWEEN = re.compile(
    rf"(?:\s(?:{_AREAS}))?(?:(?P<comma>,\s{{0,2}}(?:{_PART}\s)?)|(?P<bracket>\s?[\[(])|(?P<space>\s)"
    rf"|(?P<near>,? (?:just )?(?:near|outside|close to|not far from) )"
    rf"|(?P<inside>,? (?:in|(?P<isle>on)) (?:the )?(?:{_PART} )?)(?P<area>(?:{_AREAS}) of (?:the )?)?)"
)
_OWNING = re.compile(
    rf"(?:['’]s?)?\s(?:[a-z-]{{3,15}}\s){{0,2}}"
    rf"(?:capital|city|town|village|port|resort|suburb|island|{_AREAS}) (?P<of>of )(?:the )?"
    r"|['’]s?\s(?:[a-z-]{3,15}ern\s|[a-z]{3,12}\s)?"
)
_LONGEST_OWNING = 50
_OWNERS = 3
"""Readings of the name beside another that may own it or be near it."""
_TAIL = re.compile(r",\s([A-Z]{2}|[A-Z][a-z]{1,4}\.)(?!\w)")
LISTED = re.compile(r"(?:,? (?:and|or|&) |, )(?:the )?")
_CLOSED = re.compile(r"\s?(?:[,.;:)\]–—]|$)")
_PUT_THERE = re.compile(r"\b(?:at|from|in|near|of|outside|to) $")
_ENDED = re.compile(r"\s?(?:[,.;:()\[\]–—-]|$)")
_AREA_AFTER = re.compile(rf"\s(?:{_AREAS})\b", re.I)
_KIND_BEFORE = re.compile(rf"\b({_AREAS}|city|town|village|suburb) of (?:the )?$", re.I)
_KIND_AFTER = re.compile(rf"\s({_AREAS})\b(?!\s(?:of|capital)\b)", re.I)
_PART_AFTER = re.compile(rf"\s(?:{_AREAS}|area|neighbou?rhood|quarter|suburb|township)\b", re.I)
_PLURALS = {word[:-1] + "ies" if word.endswith("y") else word + "s": word for word in _AREA_WORDS}
_KINDS_AFTER = re.compile(rf"\s({'|'.join(_PLURALS)})\b", re.I)
_ROADS = words("roads")
_KIND_WORDS = kind_words()
_ISLAND_BEFORE = re.compile(r"\b(?:on|islands? of) $")
_WATER_BEFORE = re.compile(
    r"\b(?:on|along|across|down|up|into|over|off|cross(?:ed|es|ing)?|(?:banks?|mouth|waters) of) the $"
)
_FLOWS = re.compile(rf"\s(?:(?:has|have|had|is|was|are|were) )*(?:{'|'.join(sorted(words('flowing')))})\b")
_WATER_AFTER = re.compile(
    r"\s?[,.;:)]|\s(?:and|after|at|before|can|could|fell|for|from|had|has|in|is|meet|meets|near|on|ran|that|to|was|were"
    r"|when|where|which|will|with|would)\b"
)
_BEFORE = 24
_INSTITUTION = re.compile(r"((?:[A-Z][\w&.'’-]{1,20},? (?:of |and |& )?){1,5})in $")
_LONGEST_INSTITUTION = 60
_FAMOUS = 1_000_000
"""Importance from which on a name beside an area it does not lie in is its own place: "Paris, Bavaria and Rome"."""
OUTSHINES = 20
"""How many times as important a place is that is meant although the word beside its name is for another kind."""
_BESIDE_KM = 50
_AROUND_KM = 20
"""How far beyond the rough reach of an island or an old county what lies in it may be."""
_NEAR_KM = 100
"""How far what is said to be near a town may lie from it."""
_FAR_KM = 300
"""How far a place lies at least from what it can't be said to be near to."""
_UNCODED_KM = 200
"""How far beyond the rough reach of a division a place of its country without a code may lie and still be in it."""


Relation = Literal["in", "holds", "near"]
"""A place is in another, holds an institution, or is near another place."""


class Containment(NamedTuple):
    """What a mention is in (or what it holds, or is near): its words, the mention of it if there is one, and whether
    nothing else is possible."""

    words: str
    outer: int | None
    sure: bool
    relation: Relation = "in"


class KindNamed(NamedTuple):
    """The kinds of place that a word beside a name stands for, and the name with that word, that of waters without."""

    kinds: tuple[str, ...]
    name: str


_TOWNS = ("city", "district")
TOWN = KindNamed(("city",), "")
_BARE = ("admin1", "admin2", "city", "district")
"""Kinds of place whose names have no article."""
_ISLANDS = ("region", "physical")
WATERS = ("physical", "lake", "sea")


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


def contain(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    options: list[list[Entry]],
    contained: Sequence[Containment | None],
    lookup: Lookup,
) -> Containment | None:
    """Return what contains a mention by the words that follow or precede it, None where nothing does.

    `contained` holds the same of the mentions after it. Where it is sure, `options` of both are cut down to the
    readings that fit; those of a mention become empty where none lies in what contains it.
    """
    if mentions[number]["kind"] == "demonym":
        return None
    gap = _gap(text, mentions, number)
    return (
        (_by_next(text, mentions, number, gap, options, contained) if gap else None)
        or _by_code(text, mentions[number], number, options, lookup)
        or _by_owner(text, mentions, number, options)
    )


def contradicted(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    options: Sequence[Sequence[Entry]],
    contained: Sequence[Containment | None],
    entry: Entry,
    lookup: Lookup,
) -> bool:
    """Tell whether the words beside a mention put it in an area in which a place does not lie: "Tannery, Ohio".

    What lies in no country that is known contradicts nothing. Arguments are those of `contain`.
    """
    if entry.place.country_code is None:
        return False
    code = _TAIL.match(text, mentions[number]["end"])
    options = [*options[:number], [entry], *options[number + 1 :]]
    said = (
        _named_after(text, mentions, number, options, contained),
        _states(lookup(code[1])) if code else [],
        _owners(text, mentions, number, options),
    )
    return any(around and not any(_may_hold(one, entry) for one in _best(around)) for around in said)


def _best(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out the readings of a name that are far less known than its best one."""
    most = max(entry.prior for entry in entries)
    return [entry for entry in entries if entry.prior * OUTSHINES >= most]


def _named_after(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    options: Sequence[Sequence[Entry]],
    contained: Sequence[Containment | None],
) -> list[Entry]:
    """Return the readings of the name behind a mention that contains it, none where that is in doubt."""
    gap = _gap(text, mentions, number)
    if gap is None or gap["space"] or gap["near"] or mentions[number + 1]["kind"] == "demonym":
        return []
    around, past = list(options[number + 1]), mentions[number + 1]["end"]
    if gap["bracket"]:
        return around if text[past : past + 1] in (")", "]") else []
    if gap["comma"]:
        apart = not _ENDED.match(text, past) or _listed(text, mentions, number, options, contained)
        return [] if apart or not around or around[0].place.kind not in _HOLDS else around
    return around


def _owners(text: str, mentions: Sequence[Mention], number: int, options: Sequence[Sequence[Entry]]) -> list[Entry]:
    """Return the readings of the name before a mention as the area that owns it: Ohio's Tannery."""
    past = mentions[number - 1]["end"] if number else 0
    start = mentions[number]["start"]
    if not number or start - past > _LONGEST_OWNING or not _OWNING.fullmatch(text, past, start):
        return []
    return [entry for entry in options[number - 1] if entry.place.kind in _HOLDS and entry.form != "code"]


def _may_hold(around: Entry, inner: Entry) -> bool:
    """Tell whether a place lies in another one, or so near that it may: a town, or a wide place that it is part of."""
    place, other = around.place, inner.place
    if holds(around, inner):
        return True
    small = other.extent_km == 0 and place.kind in ("country", "admin1")
    away = distance_km(place.lat, place.lon, other.lat, other.lon)
    return not small and away <= place.extent_km + other.extent_km + _BESIDE_KM


def _by_next(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    gap: re.Match[str],
    options: list[list[Entry]],
    contained: Sequence[Containment | None],
) -> Containment | None:
    """The containment in the mention that follows: "X, Y", "X [Y]", "X in Y"."""
    outer = number + 1
    if gap["near"]:
        natural = has_article(text, mentions[number])
        start = mentions[number]["start"]
        put = _PUT_THERE.search(text, max(0, start - _BEFORE), start) is not None
        return None if natural else _by_neighbour(mentions[outer]["text"], number, options, put)
    areas = [
        entry
        for entry in options[outer]
        if (entry.place.kind in _HOLDS and not gap["isle"])
        or (entry.place.kind == "region" and entry.place.country_code)
    ]
    coded = gap.lastgroup != "space" and any(entry.form in ("code", "abbreviation") for entry in areas)
    if coded and (states := _states(areas)) and any(_inside(a, e) for a in states for e in options[number]):
        areas = states
    pairs = _known([(area, entry) for entry in options[number] for area in areas if _inside(area, entry)])
    said = mentions[outer]["text"]
    if not pairs:
        listed = gap["comma"] is not None and _listed(text, mentions, number, options, contained)
        if listed or not _must_hold(text, mentions, outer, gap, areas, coded, options[number], options[outer]):
            return None
        if coded or options[number]:
            options[outer] = areas
        options[number] = []
        return Containment(said, outer, True)
    sure = coded or gap["bracket"] is not None or gap["inside"] is not None
    sure |= gap["comma"] is not None and not _listed(text, mentions, number, options, contained)
    if sure:
        within, around = ({entry.place.id for entry in side} for side in zip(*[p[::-1] for p in pairs], strict=True))
        options[number] = [entry for entry in options[number] if entry.place.id in within]
        districts = [area for area, _ in pairs if area.place.kind == "admin2"]
        options[outer] = [
            entry
            for entry in options[outer]
            if entry.place.id in around or any(holds(district, entry) for district in districts)
        ]
    return Containment(said, outer, sure)


def _by_neighbour(said: str, number: int, options: list[list[Entry]], put: bool) -> Containment | None:
    """The nearness to the town that follows: "Alexandria, near Washington"; of both what lies near the other stays.

    Where something is `put` there ("in Alexandria near Melbourne") and all of the name are far away, or none is known,
    none stays.
    """
    if not options[number + 1] or (options[number] and options[number][0].place.kind not in _TOWNS):
        return None
    around = _best(options[number + 1])[:_OWNERS]
    pairs = [
        (entry, other)
        for entry in options[number]
        for other in around
        if entry.place.id != other.place.id and other.place.kind in _TOWNS and _apart(entry, other) <= _NEAR_KM
    ]
    if not pairs:
        far = all(_apart(entry, other) > _FAR_KM for entry in options[number] for other in around)
        if not put or not far or around[0].place.kind not in _TOWNS:
            return None
        options[number] = []
        return Containment(said, number + 1, True)
    for index, side in zip((number, number + 1), zip(*pairs, strict=True), strict=True):
        kept = {entry.place.id for entry in side}
        options[index] = [entry for entry in options[index] if entry.place.id in kept]
    return Containment(said, number + 1, True, "near")


def _apart(one: Entry, other: Entry) -> float:
    """How many km two places are apart."""
    return distance_km(one.place.lat, one.place.lon, other.place.lat, other.place.lon)


def _known(pairs: list[tuple[Entry, Entry]]) -> list[tuple[Entry, Entry]]:
    """Leave out the pairs whose area is far less known than another of its name: Dover in Kent County, Delaware."""
    most = max((area.prior for area, _ in pairs), default=0.0)
    return [(area, entry) for area, entry in pairs if area.prior * OUTSHINES >= most]


def _gap(text: str, mentions: Sequence[Mention], number: int) -> re.Match[str] | None:
    if number + 1 >= len(mentions):
        return None
    start, end = mentions[number]["end"], mentions[number + 1]["start"]
    return _BETWEEN.fullmatch(text, start, end) if end - start <= _LONGEST_GAP else None


def _by_code(
    text: str,
    mention: Mention,
    number: int,
    options: list[list[Entry]],
    lookup: Lookup,
) -> Containment | None:
    """The containment in a state whose code follows a comma and is no mention itself: Portland, Me."""
    code = _TAIL.match(text, mention["end"])
    states = _states(lookup(code[1])) if code else []
    inside = [entry for entry in options[number] if any(holds(state, entry) for state in states)]
    if code is None or not inside:
        return None
    options[number] = inside
    return Containment(code[1], None, True)


def _by_owner(text: str, mentions: Sequence[Mention], number: int, options: list[list[Entry]]) -> Containment | None:
    """The containment in the country or state before a mention: Ukraine's Kharkiv region, the Texas town of Paris."""
    if not number:
        return None
    owner = mentions[number - 1]
    past, start = owner["end"], mentions[number]["start"]
    owning = _OWNING.fullmatch(text, past, start) if start - past <= _LONGEST_OWNING else None
    if owning is None or not options[number] or (not owning["of"] and options[number][0].place.kind == "country"):
        return None
    areas = [entry for entry in options[number - 1] if entry.place.kind in _HOLDS and entry.form != "code"]
    pairs = [(area, entry) for entry in options[number] for area in areas[:_OWNERS] if _inside(area, entry)]
    if not pairs:
        part = _PART_AFTER.match(text, mentions[number]["end"]) and options[number][0].prior < _FAMOUS
        if not part or not areas or areas[0].place.kind == "country":
            return None
        options[number] = []
        return Containment(owner["text"], number - 1, True)
    within = {entry.place.id for _, entry in pairs}
    options[number] = [entry for entry in options[number] if entry.place.id in within]
    return Containment(owner["text"], number - 1, True)


def _states(areas: Iterable[Entry]) -> list[Entry]:
    """Return the readings as a state or province of a country that writes its code after towns."""
    return [
        area
        for area in areas
        if area.place.kind == "admin1"
        and area.place.country_code in _STATES
        and area.form in ("code", "abbreviation", "alternate")
    ]


def _inside(area: Entry, inner: Entry) -> bool:
    """Tell whether a place lies in an area by their codes, or by distance where those are missing or others."""
    if holds(area, inner):
        return True
    place, other = area.place, inner.place
    if place.kind == "country" or place.country_code != other.country_code or place.id == other.id:
        return False
    if place.kind == "region":
        return _apart(area, inner) <= place.extent_km + other.extent_km + _AROUND_KM
    if other.admin1_code is not None and (place.kind != "admin2" or other.kind != "city"):
        return False
    reach = place.extent_km + other.extent_km + (_UNCODED_KM if other.admin1_code is None else 0)
    return distance_km(place.lat, place.lon, other.lat, other.lon) <= reach


def _listed(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    options: Sequence[Sequence[Entry]],
    contained: Sequence[Containment | None],
) -> bool:
    """Tell whether the name after a comma is one of a list rather than what contains the name before it."""
    outer = number + 1
    after = mentions[outer + 1] if outer + 1 < len(mentions) else None
    if after and LISTED.fullmatch(text, mentions[outer]["end"], after["start"]) and contained[outer + 1] is None:
        return True
    if not options[number] or not options[outer]:
        return False
    kind = options[number][0].place.kind
    if kind not in ("country", "admin1"):
        return False
    before = number > 0 and LISTED.fullmatch(text, mentions[number - 1]["end"], mentions[number]["start"]) is not None
    return before or (kind == "country" and options[outer][0].place.kind == "country")


def _must_hold(
    text: str,
    mentions: Sequence[Mention],
    outer: int,
    gap: re.Match[str],
    areas: Sequence[Entry],
    coded: bool,
    entries: Sequence[Entry],
    around: Sequence[Entry],
) -> bool:
    """Tell whether the text puts a name in an area although no place of that name is known there."""
    if not areas or gap["space"] or mentions[outer]["kind"] == "demonym":
        return False
    if not entries:
        road = mentions[outer - 1]["text"].lower().rsplit(" ", 1)[-1] in _ROADS
        put = gap["inside"] or gap["bracket"] or _CLOSED.match(text, mentions[outer]["end"])
        country = around[0].place.kind == "country" and not road and bool(put)
        return coded or around[0].place.kind == "admin1" or country
    best = entries[0]
    if best.place.kind in ("country", "continent", "region", *WATERS) or best.form in ("code", "demonym"):
        return False
    past, first = mentions[outer]["end"], areas[0] if coded else around[0]
    if gap["bracket"]:
        return text[past : past + 1] in (")", "]") and areas[0].place.kind in _HOLDS
    if gap["area"] or (gap["inside"] and _AREA_AFTER.match(text, past)):
        return True
    if best.place.kind == "admin1":
        return False
    start = mentions[outer - 1]["start"]
    if _PUT_THERE.search(text, max(0, start - _BEFORE), start):
        inside = bool(gap["inside"])
        area = first.place.kind in _HOLDS or (inside and first in areas)
        return area and (inside or _CLOSED.match(text, past) is not None)
    if first.place.kind not in ("admin1", "country") or best.prior >= _FAMOUS:
        return False
    if first.place.kind == "country":
        return bool(gap["inside"])
    return bool(gap["inside"]) or coded or bool(_CLOSED.match(text, past))


def kinds_named(text: str, mentions: Sequence[Mention]) -> list[KindNamed | None]:
    """Return for each mention the kind that a word beside it stands for; lists share it: the A and B regions."""
    said: list[KindNamed | None] = [None] * len(mentions)
    listed: str | None = None
    for number in range(len(mentions) - 1, -1, -1):
        mention = mentions[number]
        if plural := _KINDS_AFTER.match(text, mention["end"]):
            listed = _PLURALS[plural[1].lower()]
        elif number + 1 == len(mentions) or not LISTED.fullmatch(text, mention["end"], mentions[number + 1]["start"]):
            listed = None
        if listed and mention["kind"] != "demonym":
            said[number] = KindNamed(_KIND_WORDS[listed], f"{mention['text']} {listed}")
        else:
            said[number] = kind_named(text, mention)
    return said


def kind_named(text: str, mention: Mention) -> KindNamed | None:
    """Return the kind of place that a word right beside or at the end of a mention stands for, None where none does."""
    if mention["kind"] == "demonym":
        return None
    surface = mention["text"]
    if after := _KIND_AFTER.match(text, mention["end"]):
        word = after[1].lower()
        return KindNamed(_KIND_WORDS[word], f"{surface} {word}")
    if before := _KIND_BEFORE.search(text, max(0, mention["start"] - _BEFORE), mention["start"]):
        word = before[1].lower()
        return KindNamed(_KIND_WORDS[word], f"{surface} {word}" if word in _AREA_WORDS else "")
    if _WATER_BEFORE.search(text, max(0, mention["start"] - _BEFORE), mention["start"]) and _WATER_AFTER.match(
        text, mention["end"]
    ):
        return KindNamed(WATERS, surface)
    if _ISLAND_BEFORE.search(text, max(0, mention["start"] - _BEFORE), mention["start"]):
        return KindNamed(_ISLANDS, f"{surface} island")
    last = surface.rsplit(" ", 1)[-1].lower()
    return KindNamed(_KIND_WORDS[last], surface) if last in _AREA_WORDS else None


def has_article(text: str, mention: Mention) -> bool:
    """Tell whether "the" stands before a mention."""
    start = mention["start"]
    return text[max(0, start - 4) : start].lower() == "the "


def water_named(text: str, mention: Mention, entries: Sequence[Entry], lookup: Lookup) -> KindNamed | None:
    """Return the kinds of a name with an article that a town would not have, or that does what water does: the Po."""
    if mention["kind"] == "demonym" or not has_article(text, mention):
        return None
    bare = entries[0].place.kind in _BARE and (
        any(entry.place.kind in WATERS and entry.form == "preferred" for entry in entries)
        or bool(rivers(mention["text"], lookup))
    )
    told = _FLOWS.match(text, mention["end"]) or (bare and _WATER_AFTER.match(text, mention["end"]))
    return KindNamed(WATERS, mention["text"]) if told else None


def of_kinds(entries: list[Entry], said: KindNamed, lookup: Lookup) -> list[Entry]:
    """Return the readings of the kinds said, and divisions around towns that are called like them in another spelling.

    All are returned where none is of these kinds, or another place of the name is far better known than those.
    """
    best, kinds = entries[0], said.kinds
    kept = [entry for entry in entries if entry.place.kind in kinds]
    if kinds is WATERS:
        found = rivers(said.name, lookup)
        whole = [entry for entry in kept if entry not in found and not (found and entry.form == "partial")]
        return [*whole, *found] or entries
    full = [entry for entry in lookup(said.name) if entry.place.kind in kinds and entry.form != "code"]
    near = [entry for entry in kept if _around(entry, best)]
    if not near and best.place.kind == "city":
        near = [e for e in lookup(best.place.name) if e.place.kind in kinds and holds(e, best)]
    countries = {entry.place.country_code for entry in entries}
    told = [entry for entry in full if entry.place.country_code in countries]
    told = told if told and told[0].prior * OUTSHINES >= best.prior else []
    meant = told + [entry for entry in near if all(entry.place.id != e.place.id for e in told)]
    if meant:
        first = min(kinds.index(entry.place.kind) for entry in meant)
        by_name, by_place = ([e for e in side if e.place.kind == kinds[first]] for side in (told, near))
        return by_name or by_place + [entry for entry in kept if not _around(entry, best)]
    return kept if kept and kept[0].prior * OUTSHINES >= best.prior else entries


def _around(area: Entry, inner: Entry) -> bool:
    """Tell whether two readings of a name are a town and the area of its name around it, or the same place."""
    one, other = area.place, inner.place
    if one.id == other.id or holds(area, inner) or holds(inner, area):
        return True
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    return one.country_code == other.country_code and away <= _BESIDE_KM + max(one.extent_km, other.extent_km)


def near_institution(text: str, mention: Mention, homes: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the institution that a text puts in a mention's town ("at Ole Miss in Oxford") and its home, if known."""
    before = _INSTITUTION.search(text, max(0, mention["start"] - _LONGEST_INSTITUTION), mention["start"])
    words = before[1].split() if before else []
    for first in range(len(words)):
        name = " ".join(words[first:])
        if home := homes.get(normalise(name).removeprefix("the ")):
            return name, home
    return None


def beside(entries: Sequence[Entry], home: Sequence[Entry]) -> list[Entry]:
    """Return the readings that lie where an institution is at home."""
    return [entry for entry in entries for there in home[:1] if _apart(entry, there) <= _BESIDE_KM]
