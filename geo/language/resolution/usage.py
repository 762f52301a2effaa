"""What usage says beyond the ranker: a city or the state or county of its name (São Paulo), and towns of teams."""

import re

import numpy as np

from geo.gazetteer import Entry, normalise
from geo.language.resolution.candidates import Group
from geo.language.resolution.containers import WATERS, holds
from geo.language.resolution.evidence import Ground
from geo.language.resolution.ranking import FEW
from geo.language.toponyms.lexicon import words

CUE, COMPANY, SCENE = 6.0, 1.5, 0.5
"""Log-odds of a word that tells the two apart, of a city or state beside it, of what is near."""
USAGE, TRUST = 1.5, 0.4
"""Share of usage, and of the ranker's own log-odds: it learns from local papers, to which New York is the state."""
SETTLED, ALONE = 0.75, 0.99
"""Least probability that one of a name's readings is right where no two are in doubt, and the share of the importance
that one of them and the areas around it have then; LGL has 9 such names of which the ranker is less sure, 6 right."""
COUNTY = 8.0
"""Log-odds of a town against the county in its state that is called by the same word for short: Perth, Ontario."""
_LARGER = 1.3
"""Least ratio of the population of an area to that of its city; below it they are one: Washington and D.C."""

_AREA = r"(?:state|province|region|prefecture|governorate|oblast|canton|department|county|country|nation|republic)"
_CITY = r"(?:city|town|capital|metropolis|seaport|port|megacity)"
_URBAN = (
    r"(?:apartment|flat|gallery|hotel|metro|museum|nightclub|opera|restaurant|stadium|street|studio|subway"
    r"|skyscraper|theat(?:er|re)|underground)s?"
)
_AREA_BEFORE = re.compile(
    rf"(?:\b{_AREA} of|\bgovernor of|\bacross|\bthroughout|\bupstate|\brural)(?: the)? $",
    re.I,
)
_CITY_BEFORE = re.compile(
    rf"(?:\b{_CITY}(?: of)?|\bmayor of|\bstreets of|\bsuburbs? of|\boutskirts of|\bdowntown|\bmetropolitan|\bgreater"
    rf"|\binner|\b{_URBAN} in)(?: the)? $",
    re.I,
)
_AREA_AFTER = re.compile(
    rf"(?:['’]s)? (?:{_AREA}|legislature|lawmakers|border|line)\b|(?:['’]s)? (?:governor|senators?)\b"
    rf"|, (?:an?|the|one of|[^\W\d_]+['’]s) [^.,;]{{0,30}}\b{_AREA}\b",
    re.I,
)
_CITY_AFTER = re.compile(
    rf"(?:['’]s)? {_CITY}\b|['’]s (?:mayor|suburbs?|streets?|subway|metro|outskirts)\b"
    rf"|, (?:an?|the|one of|[^\W\d_]+['’]s) [^.,;]{{0,30}}\b{_CITY}\b",
    re.I,
)
_TEAM = re.compile(rf" (?:{'|'.join(map(re.escape, sorted(words('team_after'))))})\b", re.I)
_FAME = 1.0
"""Power of a place's importance by which it counts the more where a team is named after it."""
_RENOWN = 0.3
"""The same among cities in a short text of no outlet: what the ranker learned from local papers says too much."""
_LISTED_LEAST, _LISTED_SURE, _LISTED_FAME = 2, 0.5, 0.1
"""Other names of a list that tell the country of its cities, the probability of each, and the share of the importance
of the best-known city of a name that one of theirs has at least."""
_GREAT = 300_000
"""Least importance of a city that only news of the wider world names."""
_DIVISIONS = ("admin1", "admin2")
_LISTED = re.compile(r",? (?:and|or) |, ")
_TOWN_WORDS = re.compile(rf"\b(?:{_URBAN}|avenues?|mayors?|neighbou?rhoods?|suburbs?|downtown|boroughs?)\b", re.I)
_STATE_WORDS = re.compile(
    r"\b(?:governors?|lawmakers|legislature|statewide|counties|farmers?|provincial|state['’]s|province['’]s)\b", re.I
)
_SCENE = 60


def by_usage(ground: Ground, belief: np.ndarray) -> np.ndarray:
    """Return the ranker's `belief` in each candidate after all corrections."""
    return _settled(ground, tell_apart(ground, _by_list(ground, _by_fame(ground, belief))))


def _settled(ground: Ground, belief: np.ndarray) -> np.ndarray:
    """Raise the belief in great cities and waters whose name no other place to speak of has, and in what a name holds.

    In texts of few names the ranker doubts all that nothing else is near to.
    """
    settled = belief.copy()
    for number, (group, best) in enumerate(zip(ground.groups, ground.first(belief).tolist(), strict=True)):
        part = slice(int(ground.begins[number]), int(ground.begins[number]) + len(group.entries))
        total = belief[part].sum()
        if total < SETTLED and (group.held or (_can_settle(ground, best) and _is_alone(ground, part, best))):
            settled[part] *= SETTLED / total
    return settled


def _can_settle(ground: Ground, index: int) -> bool:
    return ground.kind[index] in WATERS or _is_great(ground, index)


def _is_alone(ground: Ground, part: slice, best: int) -> bool:
    """Tell whether nearly all the importance of a name's readings is that of one place and divisions called after it.

    A river that flows through several countries may have several records.
    """
    place = ground.entries[best].place
    shared = place.kind in WATERS and place.country_code is None
    own = sum(
        entry.prior
        for entry in ground.entries[part]
        if entry.place is place
        or (entry.place.country_code == place.country_code and entry.place.kind in _DIVISIONS)
        or (shared and entry.place.kind == place.kind)
    )
    return own >= ALONE * sum(entry.prior for entry in ground.entries[part])


def _by_fame(ground: Ground, belief: np.ndarray) -> np.ndarray:
    """Let importance count for more where a name is only that of a team (Paris Saint-Germain beside Toronto Raptors).

    Among cities it counts for more too where a short text names a great city and nothing that contains either:
    Melbourne beside Bristol is not the English village.
    """
    chosen = ground.first(belief)
    great: set[int] = set()
    if ground.named <= FEW and ground.home is None:
        great = {number for number, index in enumerate(chosen.tolist()) if _is_great(ground, index)}
    cities = np.array([kind == "city" for kind in ground.kind])
    famed = belief.copy()
    for number, group in enumerate(ground.groups):
        part = slice(int(ground.begins[number]), int(ground.begins[number]) + len(group.entries))
        ends = [ground.mentions[m]["end"] for m in group.mentions]
        if ends and all(_TEAM.match(ground.text, end) for end in ends):
            _weigh(famed[part], ground.importance[part], _FAME)
        elif great - {number} and not group.container and cities[part].any():
            inside = cities[part]
            shares = famed[part][inside]
            _weigh(shares, ground.importance[part][inside], _RENOWN)
            famed[part][inside] = shares
    return famed


def _by_list(ground: Ground, belief: np.ndarray) -> np.ndarray:
    """Return `belief` with that of a city abroad given to one at home where all others of its list are at home.

    Hamilton beside Wellington and Dunedin is the one in New Zealand.
    """
    chosen = ground.first(belief)
    country = ground.country[chosen]
    sure = (belief[chosen] >= _LISTED_SURE) & (country >= 0)
    moved = belief.copy()
    for number, group in enumerate(ground.groups):
        others = ground.lists[number] & (np.arange(len(chosen)) != number)
        found = set(country[others].tolist())
        if others.sum() < _LISTED_LEAST or not sure[others].all() or len(found) != 1 or country[number] in found:
            continue
        if group.container or ground.kind[chosen[number]] != "city":
            continue
        begin, best = int(ground.begins[number]), max(entry.prior for entry in group.entries)
        for index, entry in enumerate(group.entries, start=begin):
            known = entry.form == "preferred" and entry.prior >= _LISTED_FAME * best
            if entry.place.kind == "city" and known and ground.country[index] in found:
                moved[[index, chosen[number]]] = moved[[chosen[number], index]]
                break
    return moved


def _weigh(belief: np.ndarray, importance: np.ndarray, power: float) -> None:
    """Multiply beliefs by a power of the importance; their sum stays."""
    total = belief.sum()
    belief *= (10.0**importance) ** power
    belief *= total / belief.sum()


def _is_great(ground: Ground, index: int) -> bool:
    return ground.kind[index] == "city" and ground.entries[index].prior >= _GREAT


def tell_apart(ground: Ground, belief: np.ndarray) -> np.ndarray:
    """Return `belief` with that of a city and of the area of its name exchanged where the words or usage say so."""
    belief = belief.copy()
    chosen = ground.first(belief)
    kinds = {m: ground.kind[chosen[g]] for g, group in enumerate(ground.groups) for m in group.mentions}
    for number, group in enumerate(ground.groups):
        begin = int(ground.begins[number])
        pair = _twins(group, int(chosen[number]) - begin)
        if pair is None or not group.mentions:
            continue
        city, area = begin + pair[0], begin + pair[1]
        odds = TRUST * np.log(max(belief[city], 1e-9) / max(belief[area], 1e-9))
        odds += COUNTY * (ground.kind[area] == "admin2")
        odds += CUE * _cue(ground, group) + COMPANY * _company(ground, group, kinds)
        odds += SCENE * _scene(ground, group)
        if ground.kind[area] != "admin2" and ground.entries[city].form not in ("code", "abbreviation"):
            odds += USAGE * np.log(ground.entries[city].prior / ground.entries[area].prior)
        if (odds > 0) != (belief[city] > belief[area]):
            belief[[city, area]] = belief[[area, city]]
    return belief


def _twins(group: Group, chosen: int) -> tuple[int, int] | None:
    """Return the positions of a city and of the division or country of its name, one of them chosen."""
    here, contained = group.entries[chosen], bool(group.container)
    if here.place.kind == "city":
        pairs = ((chosen, i) for i, e in enumerate(group.entries) if _surrounds(e, here, contained))
    else:
        pairs = ((i, chosen) for i, e in enumerate(group.entries) if _surrounds(here, e, contained))
    return next(pairs, None)


def _surrounds(area: Entry, city: Entry, contained: bool) -> bool:
    """Tell whether a division or country is more than the city in it that shares its name.

    A county is where it is only called so for short; papers call the counties around them by their bare names, but
    what is said to be in a state (`contained`) is the town.
    """
    if city.place.kind != "city":
        return False
    if area.place.kind == "admin2":
        brief = area.form == "short" or (contained and normalise(area.written) != normalise(area.place.name))
        return brief and _in_one_state(area, city)
    if area.place.kind not in ("admin1", "country") or not holds(area, city):
        return False
    return area.place.population >= _LARGER * city.place.population


def _in_one_state(area: Entry, city: Entry) -> bool:
    one, other = area.place, city.place
    return one.admin1_code is not None and (one.country_code, one.admin1_code) == (
        other.country_code,
        other.admin1_code,
    )


def _cue(ground: Ground, group: Group) -> int:
    """1 where the words around the mentions speak of a city, -1 of an area, 0 where they say nothing or both."""
    city = area = False
    for number in group.mentions[:12]:
        mention = ground.mentions[number]
        before = ground.text[max(0, mention["start"] - _SCENE) : mention["start"]]
        after = ground.text[mention["end"] : mention["end"] + _SCENE]
        city |= bool(_CITY_BEFORE.search(before) or _CITY_AFTER.match(after))
        area |= bool(_AREA_BEFORE.search(before) or _AREA_AFTER.match(after))
    return city - area


def _scene(ground: Ground, group: Group) -> int:
    """1 where more of the words near the mentions belong to towns, -1 where more belong to states, else 0."""
    told = 0
    for number in group.mentions[:12]:
        mention = ground.mentions[number]
        near = ground.text[max(0, mention["start"] - 2 * _SCENE) : mention["end"] + 2 * _SCENE]
        told += len(_TOWN_WORDS.findall(near)) - len(_STATE_WORDS.findall(near))
    return (told > 0) - (told < 0)


def _company(ground: Ground, group: Group, kinds: dict[int, str]) -> int:
    """1 where the mentions stand in lists of cities, -1 in lists of states and provinces, 0 elsewhere."""
    told = 0
    for number in group.mentions[:12]:
        for one, other in ((number - 1, number), (number, number + 1)):
            beside = kinds.get(one if other == number else other)
            if beside in ("city", "admin1") and one >= 0 and other < len(ground.mentions):
                gap = ground.text[ground.mentions[one]["end"] : ground.mentions[other]["start"]]
                if _LISTED.fullmatch(gap) and (beside == "admin1" or "and" in gap or "or" in gap):
                    told += 1 if beside == "city" else -1
    return (told > 0) - (told < 0)
