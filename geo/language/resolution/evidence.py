"""What speaks for each candidate place of each group: numbers that a person can read, one row a candidate."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from geo.contract import Mention
from geo.gazetteer import Entry, outlines
from geo.gazetteer.courses import Course, along
from geo.gazetteer.place import FORMS, KINDS, GazetteerPlace
from geo.language.resolution.candidates import AREAS, Group
from geo.language.resolution.containers import LISTED, holds
from geo.language.toponyms.lexicon import kind_words
from geo.language.toponyms.own import SURE

NAMES = (
    "form", "written alike", "importance", "population", "prior share", "rank", "readings", "kind", "capital",
    "extent", "kind named", "other kind named", "demonym", "shouted", "coarse", "words", "container",
    "container lead", "in country", "in country lead", "in admin1", "in admin1 lead", "in admin2",
    "country named", "country in sentence", "admin1 named", "admin1 in sentence", "admin2 named", "near",
    "near lead", "around", "around lead", "nearest", "nearest lead", "in sentence near", "first place",
    "first mention", "mentions", "groups", "importance lead", "twin prior", "seat within", "area around",
    "is area", "in country first", "in admin1 first", "home country", "home admin1", "home near", "home near lead",
    "listed alike", "listed alike lead", "listed fame",
)  # fmt: skip
COLUMN = {name: index for index, name in enumerate(NAMES)}

_NEAR, _AROUND = 40.0, 250.0
EARTH_KM = 6371.0088
_RIVER = "physical"
_LEAST = 1e-9
"""What keeps a share from being none of nothing."""
_STEP_KM = 20.0
"""How close the points of a course lie: far less than what is called near."""
_FORM = {form: index for index, form in enumerate(FORMS)}
_KIND = {kind: index for index, kind in enumerate(KINDS)}
_DIVISIONS = ("admin1", "admin2")
_KIND_WORDS = kind_words()


class Ground:
    """All candidates of an article laid out as arrays, with what is known of them before any context.

    `sizes[g]` candidates belong to group g, in order; `prior` sums to 1 in each group; `km` is how far candidates are
    apart. `home` is the number of the group without mentions, where the outlet is at home.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        groups: Sequence[Group],
        sentences: np.ndarray,
        courses: Mapping[str, Course] = MappingProxyType({}),
    ) -> None:
        """Take the article, its mentions and groups with candidates, and the start offsets of its sentences.

        `courses` are the lines of places of somebody's own, by id.
        """
        self._lines = courses
        self.text, self.mentions, self.groups = text, mentions, groups
        self.sizes = np.array([len(group.entries) for group in groups])
        self.begins = np.concatenate([[0], np.cumsum(self.sizes)[:-1]]).astype(np.intp)
        self.owner = np.repeat(np.arange(len(groups)), self.sizes)
        numbers: dict[str, int] = {}
        self.names = np.repeat([numbers.setdefault(group.name, len(numbers)) for group in groups], self.sizes)
        self.entries: list[Entry] = [entry for group in groups for entry in group.entries]
        self.sentence_sets = [
            set(np.searchsorted(sentences, [mentions[m]["start"] for m in group.mentions], side="right").tolist())
            for group in groups
        ]
        self.of_own = np.array([group.own for group in groups])
        self.home = next((number for number, group in enumerate(groups) if not group.mentions), None)
        self.named = len(groups) - (self.home is not None)
        self.lists = self._lists()
        self._lay_out()

    def _lay_out(self) -> None:
        places = [entry.place for entry in self.entries]
        self.points = _on_sphere([(place.lon, place.lat) for place in places])
        courses = {i: line for i, place in enumerate(places) if (line := _course(place, self._lines)) is not None}
        self.km = self._apart(courses)
        numbers: dict[object, int] = {None: -1}
        self.country = np.array([numbers.setdefault(p.country_code, len(numbers)) for p in places])
        self.admin1 = np.array(
            [numbers.setdefault(p.admin1_code and (p.country_code, p.admin1_code), len(numbers)) for p in places]
        )
        self.admin2 = np.array(
            [
                numbers.setdefault(p.admin2_code and (p.country_code, p.admin1_code, p.admin2_code), len(numbers))
                for p in places
            ]
        )
        self.kind = [place.kind for place in places]
        self.importance = np.log10(1 + np.array([e.prior for e in self.entries]))
        self.area = np.array([place.kind in AREAS for place in places])
        self.wide = np.array([place.extent_km > 120 and i not in courses for i, place in enumerate(places)])
        raw = np.array([e.prior + 10.0 for e in self.entries])
        self.prior = self.share(raw)
        self.container = self._containers()
        self.prior = self.share(raw * (1 + 200 * self.container))

    def _apart(self, courses: dict[int, np.ndarray]) -> np.ndarray:
        """How many km candidates are apart, from rivers by the nearest point of their course: a square array."""
        cosines = self.points @ self.points.T
        for index, line in courses.items():
            cosines[index] = np.maximum(cosines[index], (line @ self.points.T).max(axis=0))
            cosines[:, index] = cosines[index]
        return np.clip(2 - 2 * cosines, 0, None) ** 0.5 * EARTH_KM

    def _lists(self) -> np.ndarray:
        """Which groups are named in one list ("Lyon, Nice and Lille"), a (groups, groups) array."""
        where = {mention: index for index, group in enumerate(self.groups) for mention in group.mentions}
        outers = [set(group.outer) for group in self.groups]
        chain = 0
        members: list[tuple[int, int]] = []
        for number, one in sorted(where.items()):
            other = where.get(number + 1)
            if other is None or number + 1 in outers[one] or not self._is_listed(number):
                chain += 1
            else:
                members += [(one, chain), (other, chain)]
        table = np.zeros((len(self.groups), chain + 1))
        for group, of in members:
            table[group, of] = 1.0
        return table @ table.T > 0

    def _is_listed(self, number: int) -> bool:
        """Whether nothing but what joins a list stands between a mention and the next one."""
        return LISTED.fullmatch(self.text, self.mentions[number]["end"], self.mentions[number + 1]["start"]) is not None

    def given(self, belief: np.ndarray) -> np.ndarray:
        """Return the probabilities with those of places of somebody's own as sure as what a person says is."""
        if not self.of_own.any():
            return belief
        own = self.of_own[self.owner]
        return np.where(own, SURE * self.share(np.where(own, belief + _LEAST, 1.0)), belief)

    def share(self, raw: np.ndarray) -> np.ndarray:
        """Scale values so that they sum to 1 in each group."""
        return raw / np.add.reduceat(raw, self.begins)[self.owner]

    def best(self, values: np.ndarray) -> np.ndarray:
        """Return the greatest value of each group."""
        return np.maximum.reduceat(values, self.begins)

    def lead(self, values: np.ndarray) -> np.ndarray:
        """Return how far each value is above the best other one of its group; a lone candidate leads by 0."""
        best = self.best(values)[self.owner]
        first = self.first(values)
        rest = values.copy()
        rest[first] = -np.inf
        others = best.copy()
        others[first] = self.best(rest)[self.owner[first]]
        return np.where(self.sizes[self.owner] > 1, values - others, 0.0)

    def first(self, values: np.ndarray) -> np.ndarray:
        """Return the index of the greatest value of each group, the first of equals."""
        at = np.where(values == self.best(values)[self.owner], np.arange(len(values)), len(values))
        return np.minimum.reduceat(at, self.begins)

    def _containers(self) -> np.ndarray:
        """How surely the name that follows ("X, Y") contains each candidate."""
        values = np.zeros(len(self.entries))
        where = {mention: index for index, group in enumerate(self.groups) for mention in group.mentions}
        for index, group in enumerate(self.groups):
            if group.held:
                values[self.begins[index] : self.begins[index] + self.sizes[index]] = 1.0
                continue
            outers = {where[mention] for mention in group.outer if mention in where} - {index}
            for outer in outers:
                begin, size = self.begins[outer], self.sizes[outer]
                for offset, entry in enumerate(group.entries, start=int(self.begins[index])):
                    held = sum(self.prior[begin + k] for k in range(size) if holds(self.entries[begin + k], entry))
                    values[offset] = max(values[offset], held)
        return values


def _on_sphere(points: Sequence[tuple[float, float]]) -> np.ndarray:
    """Return points of longitude and latitude as unit vectors, one a row."""
    lon, lat = np.radians(np.array(points, dtype=float).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _course(place: GazetteerPlace, own: Mapping[str, Course]) -> np.ndarray | None:
    """Return points along the course of a river as unit vectors, None for what is none or has no known course."""
    if place.id in own:
        return _on_sphere(along(own[place.id], _STEP_KM))
    return _course_points(place.id) if place.kind == _RIVER else None


@lru_cache(maxsize=64)
def _course_points(place_id: str) -> np.ndarray | None:
    course = outlines.course(place_id)
    return _on_sphere(along(course, _STEP_KM)) if course else None


def fixed_features(ground: Ground) -> np.ndarray:
    """Return the features that need no context, in their columns of a (candidates, NAMES) array."""
    rows = np.zeros((len(ground.entries), len(NAMES)))
    position = 0
    count = ground.named
    for index, group in enumerate(ground.groups):
        cues = _kind_cues(ground, group)
        surface = ground.mentions[group.mentions[0]]["text"] if group.mentions else group.name
        cities = [entry for entry in group.entries if entry.place.kind == "city"]
        divisions = [entry for entry in group.entries if entry.place.kind in _DIVISIONS]
        twins = [(entry.place.kind, entry.prior) for entry in group.entries]
        for rank, entry in enumerate(group.entries):
            place = entry.place
            twin = max((prior for kind, prior in twins if kind != place.kind), default=0.0)
            seat = around = 0.0
            if place.kind in _DIVISIONS:
                seat = max((e.prior for e in cities if holds(entry, e)), default=0.0)
            elif divisions:
                around = max((e.prior for e in divisions if holds(e, entry)), default=0.0)
            rows[position, :17] = (
                _FORM[entry.form], entry.written == surface, _coarse(entry.prior), _coarse(place.population),
                ground.prior[position], min(rank, 5), min(len(group.entries), 10), _KIND[place.kind], place.capital,
                _coarse(place.extent_km), place.kind in cues, bool(cues) and place.kind not in cues,
                entry.form == "demonym", surface.isupper(), group.coarse, len(surface.split()),
                ground.container[position],
            )  # fmt: skip
            rows[position, COLUMN["mentions"]] = len(group.mentions)
            rows[position, COLUMN["groups"]] = count
            rows[position, COLUMN["twin prior"]] = _coarse(twin)
            rows[position, COLUMN["seat within"]] = _coarse(seat)
            rows[position, COLUMN["area around"]] = _coarse(around)
            rows[position, COLUMN["first mention"]] = index
            position += 1
    rows[:, COLUMN["container lead"]] = ground.lead(ground.container)
    rows[:, COLUMN["importance lead"]] = np.round(4 * ground.lead(ground.importance)) / 4
    rows[:, COLUMN["prior share"]] = np.round(20 * rows[:, COLUMN["prior share"]]) / 20
    rows[:, COLUMN["is area"]] = ground.area
    return rows


def _coarse(value: float) -> float:
    """The logarithm in steps of a half: a size, not a fingerprint by which single places could be learned."""
    return round(2 * math.log10(1.0 + value)) / 2


def _kind_cues(ground: Ground, group: Group) -> set[str]:
    """Kinds of place that the words around the mentions name: the town of X, X province, Mayor of X."""
    kinds: set[str] = set()
    for number in group.mentions[:12]:
        mention = ground.mentions[number]
        before = ground.text[max(0, mention["start"] - 40) : mention["start"]].lower().split()
        after = ground.text[mention["end"] : mention["end"] + 24].lower().split()
        words = [mention["text"].lower().split()[-1], *(word.strip(",.;:’'\"") for word in after[:1])]
        if before and before[-1] in ("of", "the", "in"):
            words += before[-2:-1] if len(before) > 1 and before[-1] == "of" else []
        elif before:
            words.append(before[-1])
        for word in words:
            kinds.update(_KIND_WORDS.get(word, ()))
    return kinds


def context_features(ground: Ground, rows: np.ndarray, belief: np.ndarray) -> np.ndarray:
    """Fill the columns that depend on the other groups, given how likely each of their candidates is believed to be."""
    rows = rows.copy()
    foreign = ground.names[:, None] != ground.names[None, :]
    together = _together(ground)
    of_home = ground.owner == (-1 if ground.home is None else ground.home)
    weight = belief[None, :] * (foreign & ~of_home[None, :])
    scale = 1.0 / max(1, len(ground.groups) - of_home.any() - 1)

    def gathered(matrix: np.ndarray) -> np.ndarray:
        return np.maximum.reduceat(matrix, ground.begins, axis=1)

    same_country = _same(ground.country)
    same_admin1 = _same(ground.admin1)
    for name, same in (("in country", same_country), ("in admin1", same_admin1), ("in admin2", _same(ground.admin2))):
        values = np.add.reduceat(same * weight, ground.begins, axis=1).sum(axis=1)
        rows[:, COLUMN[name]] = values * scale
        if name != "in admin2":
            rows[:, COLUMN[f"{name} lead"]] = ground.lead(values * scale)
            rows[:, COLUMN[f"{name} first"]] = (same * weight)[:, : int(ground.sizes[0])].sum(axis=1)
    kinds = np.array(ground.kind)
    for name, same, kind in (
        ("country", same_country, "country"),
        ("admin1", same_admin1, "admin1"),
        ("admin2", _same(ground.admin2), "admin2"),
    ):  # fmt: skip
        named = gathered(same * weight * (kinds == kind)[None, :])
        rows[:, COLUMN[f"{name} named"]] = named.max(axis=1)
        if name != "admin2":
            rows[:, COLUMN[f"{name} in sentence"]] = (named * together[ground.owner]).max(axis=1)
    anchors = weight * ~ground.wide[None, :]
    near = gathered(np.exp(-ground.km / _NEAR) * anchors)
    around = gathered(np.exp(-ground.km / _AROUND) * anchors)
    for name, values in (
        ("near", near.sum(axis=1)),
        ("around", around.sum(axis=1) * scale),
        ("nearest", around.max(axis=1)),
    ):
        rows[:, COLUMN[name]] = values
        rows[:, COLUMN[f"{name} lead"]] = ground.lead(values)
    rows[:, COLUMN["in sentence near"]] = (around * together[ground.owner]).max(axis=1)
    rows[:, COLUMN["first place"]] = around[:, 0]
    if ground.lists.any():
        listed = weight * ground.lists[ground.owner][:, ground.owner]
        peers = np.maximum(1e-9, listed.sum(axis=1))
        alike = (kinds[:, None] == kinds[None, :]) & (
            same_country | ~ground.area[:, None] | (kinds == "country")[:, None]
        )
        rows[:, COLUMN["listed alike"]] = alike_in = (alike * listed).sum(axis=1) / peers
        rows[:, COLUMN["listed alike lead"]] = ground.lead(alike_in)
        rows[:, COLUMN["listed fame"]] = np.round(
            listed @ ground.importance / peers - ground.importance * (listed.sum(axis=1) > 0), 2
        )
    if ground.home is not None:
        at_home = belief[of_home]
        rows[:, COLUMN["home country"]] = same_country[:, of_home] @ at_home
        rows[:, COLUMN["home admin1"]] = same_admin1[:, of_home] @ at_home
        towns = at_home * ~ground.wide[of_home] * (kinds[of_home] != "country")
        rows[:, COLUMN["home near"]] = near_home = np.exp(-ground.km[:, of_home] / _AROUND) @ towns
        rows[:, COLUMN["home near lead"]] = ground.lead(near_home)
    return rows


def _same(codes: np.ndarray) -> np.ndarray:
    return (codes[:, None] == codes[None, :]) & (codes >= 0)[:, None]


def _together(ground: Ground) -> np.ndarray:
    """Which groups have mentions in one sentence, a (groups, groups) array."""
    numbers: dict[int, int] = {}
    for group in ground.sentence_sets:
        for sentence in group:
            numbers.setdefault(sentence, len(numbers))
    table = np.zeros((len(ground.groups), max(1, len(numbers))))
    for row, group in zip(table, ground.sentence_sets, strict=True):
        row[[numbers[sentence] for sentence in group]] = 1.0
    return (table @ table.T > 0).astype(float)
