"""What holds for names whatever the trees say: log-odds added, taken away, or the least that a span has.

The trees learn from what annotators mark in two kinds of news. These few rules are for what those leave out or see
seldom, and readers of other news mean as places.
"""

import numpy as np

from geo.language.toponyms.features import NAMES
from geo.language.toponyms.lexicon import ordinary_words, words
from geo.language.toponyms.reading import LABELS, Reading
from geo.language.toponyms.spans import Span, is_seat, is_side, is_team
from geo.language.toponyms.usage import SHORTEST, Usage

LIKELY, COUNTRY_CODE = 1.1, 1.8
"""Log-odds added to demonyms and to what the text calls a town or district; to codes of countries."""
SURNAME, FORENAME = 2.0, 1.2
"""Log-odds taken from surnames and given names."""
NO_PLACE, TITLED, NAMESAKE, LABELLED, DEFINITE = 6.0, 4.0, 3.5, 1.5, 1.5
"""Log-odds taken from what is hardly a place (letters after a name); from surnames of people named with a title; from
names of firms, bodies and people without a word that says that one is there; from those that the model takes for a
place; and from towns with an article."""
FAMOUS = 2_000_000
"""Least importance of a place that is meant before a firm of its name: Phoenix."""
WHOLE, SEAT, TOLD, TEAM, WITHIN = 6.0, 2.0, 1.0, 0.4, -0.3
"""Least log-odds of buildings whose name holds that of a place elsewhere (Angola prison); of seats of power; of names
that tell their own kind, and of large towns that little else is called after where one comes or behind a weekday; of
towns of teams and names in another spelling; of towns after "in"."""
GREAT, LARGE, SMALL = 100_000, 30_000, 1_000
"""Least importance of a place whose name is an ordinary word that a team is known to be named after; of one whose name
is none, or alone tells it; of one that the text says somebody is in."""
_NEAR = 8
"""Candidates before and behind one among which others are looked for that hold it or stand beside it."""
_DASHES = ("-", "–")
_TEAM_KINDS = ("city", "admin1", "country", "district")
_LONG_CODE = 4
"""Letters of the code of a region that means little else."""
_FACILITIES = words("facilities")
_BODIES = words("organisations")
_SCHOOLS = frozenset(("academy", "college", "high", "institute", "school", "schools", "university"))
_DIVISIONS = frozenset(("governorate", "oblast", "prefecture", "province", "state"))
_REALMS = frozenset(("caliphate", "commonwealth", "confederation", "empire", "kingdom", "sultanate"))
_NORP, _ORG, _PERSON = (LABELS.index(label) for label in ("NORP", "ORG", "PERSON"))


def leniency(spans: list[Span], rows: np.ndarray) -> np.ndarray:
    """Return log-odds to add for names that news of the world means as places more often than not.

    Annotators differ over them and local news has few: demonyms that the model takes for a nationality, codes of
    countries (UAE), and names that the text itself calls a town or district.
    """
    label, after, before, longer, capital = (
        rows[:, NAMES.index(name)]
        for name in ("entity label", "settlement after", "settlement before", "longer reading", "capital after")
    )
    called = np.array([_is_country(span) for span in spans]) & (capital > 0)
    demonym = np.array([span.demonym for span in spans]) & (label == _NORP)
    country = np.array([_is_country_code(span) for span in spans])
    known = np.array([bool(span.entries) for span in spans]) & ((after > 0) | (before > 0)) & (longer == 0) & ~called
    return np.where(country, COUNTRY_CODE, np.where(demonym | known, LIKELY, 0.0))


def doubt(usage: Usage, spans: list[Span], rows: np.ndarray) -> np.ndarray:
    """Return log-odds to take away from names that by all that the text says are no places, yet look like them.

    They are surnames of people named in full (Berlin after Senator Kent Berlin), given names before a surname where
    the model sees an organisation (Paris Hilton), and what `Usage` knows of firms, letters and things; the articles
    learned from have too few of any.
    """
    given, after, capital, longer, label, person, named, inside, *holding = (
        rows[:, NAMES.index(name)]
        for name in (
            "given name", "surname after", "capital after", "longer reading", "entity label", "person", "named person",
            "inside longer persons", "container after", "contained before", "settlement before", "settlement after",
        )
    )  # fmt: skip
    held = np.any([column > 0 for column in holding], axis=0)
    contained = (holding[0] > 0) | (holding[1] > 0)
    located = {span.text.lower() for span, within in zip(spans, contained.tolist(), strict=True) if within}
    held |= np.array([span.text.lower() in located for span in spans], dtype=bool)
    forename = (given > 0) & (after > 0) & (capital > 0) & (longer == 0) & (label == _ORG)
    surname = (person == 2) & (named > 0) & (inside > 0) & (label != _PERSON)
    titled = (named > 0) & (longer == 0)
    taken = np.where(surname, SURNAME, np.where(forename, FORENAME, 0.0))
    used = [_used_otherwise(usage, span, bool(held[i]), bool(titled[i])) for i, span in enumerate(spans)]
    return np.maximum(taken, used)


def bounded(odds: np.ndarray, doubts: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Return log-odds less the doubts, at least what a span that can be a place has anyway."""
    return np.maximum(odds - doubts, np.where((doubts >= NAMESAKE) & (least < SEAT), -np.inf, least))


def _used_otherwise(usage: Usage, span: Span, held: bool, titled: bool) -> float:
    """Return the log-odds against a place that the use of a name gives: a firm's, a person's, a thing's.

    `held` tells that the text names what contains it or what kind of place it is, `titled` that a person of the name
    is named with a title.
    """
    if usage.natural(span) or (is_team(usage.reading, span) and _is_called_after(usage, span)):
        return 0.0
    if usage.after_person(span) or usage.compound(span) or usage.body(span) or usage.owner(span):
        return NO_PLACE
    if usage.firm(span):
        return NO_PLACE
    if usage.nobility(span) or usage.treaty(span) or (usage.aged(span) and not held):
        return NO_PLACE
    if usage.nickname(span) or usage.addressed(span) or ((usage.full_name(span) or usage.feast(span)) and not held):
        return NO_PLACE
    held |= usage.coded(span)
    if usage.called_after(span) or (usage.bare_code(span) and not held):
        return NAMESAKE
    definite = usage.definite(span)
    if definite and usage.ordinary(span):
        return NO_PLACE
    if held or usage.placed(span):
        return 0.0
    if usage.firm_elsewhere(span):
        return NAMESAKE
    if usage.first_name(span) or usage.forename(span) or usage.adjective(span):
        return NO_PLACE
    kind = usage.namesake(span)
    if definite:
        return NAMESAKE if kind == "firm" else DEFINITE
    if titled and span.last - span.first == 1 and usage.known_given(span):
        return TITLED
    best = span.entries[0].prior if span.entries and not span.demonym else FAMOUS
    if best >= FAMOUS:
        return 0.0
    if kind == "thing":
        return NO_PLACE
    if usage.person(span):
        return NAMESAKE
    if kind in ("firm", "body"):
        return LABELLED if usage.labelled(span) and not usage.acts(span) else NAMESAKE
    return 0.0


def least_odds(usage: Usage, spans: list[Span], rows: np.ndarray) -> np.ndarray:
    """Return the log-odds that each span has whatever the trees say, -inf for most.

    Annotators leave out seats of power (the Pentagon) and towns in names of teams (Leeds United) as often as not, so
    that trees can't learn them; a map of the news wants them.
    """
    reading = usage.reading
    least = np.full(len(spans), -np.inf)
    contained = rows[:, NAMES.index("contained before")] if spans else ()
    for index, span in enumerate(spans):
        if is_seat(span):
            least[index] = -np.inf if reading.lower[span.last : span.last + 1] in (["journal"], ["of"]) else SEAT
        elif (
            usage.natural(span)
            or is_division(reading, span)
            or (is_facility(reading, span) and not _holds_city(spans, index))
        ):
            least[index] = TOLD
        elif is_facility(reading, span) and not reading.capital[span.last - 1]:
            least[index] = WHOLE
        elif _is_club(usage, spans, index) or (_is_known(span) and _is_joined(usage, spans, index)):
            least[index] = TEAM
        elif _is_within(usage, span) and usage.nothing_else(span) and span.entries[0].prior >= LARGE:
            least[index] = TOLD
        elif span.pattern == "alike":
            least[index] = TEAM
        elif (
            _is_within(usage, span) or usage.coded(span) or usage.isle(span) or (contained[index] and _is_postal(span))
        ):
            least[index] = WITHIN
    return least


def is_division(reading: Reading, span: Span) -> bool:
    """Tell whether a span is a known state or realm and says so: Lagos State, Henan Province, Mughal Empire."""
    word = reading.lower[span.last - 1]
    if span.last - span.first < 2 or word not in _DIVISIONS | _REALMS or not span.entries:
        return False
    best = span.entries[0]
    after = reading.lower[span.last] if span.last < len(reading) and reading.capital[span.last] else ""
    whole = not after or (after in _BODIES and after not in _SCHOOLS)
    kinds = ("admin1",) if word in _DIVISIONS else ("country", "region")
    return whole and best.place.kind in kinds and best.form in ("preferred", "alternate")


def is_facility(reading: Reading, span: Span) -> bool:
    """Tell whether a span is the whole name of a known building or the like, and says so: Evin Prison."""
    if span.last - span.first < 2 or reading.lower[span.last - 1] not in _FACILITIES or not span.entries:
        return False
    best = span.entries[0]
    return best.place.kind in ("airport", "facility") and best.form in ("preferred", "alternate")


def _holds_city(spans: list[Span], index: int) -> bool:
    """Tell whether a span holds the name of a known town, which then is left to the trees: Vancouver Airport."""
    span = spans[index]
    inside = (o for o in spans[index : index + 8] if o is not span and o.first >= span.first and o.last <= span.last)
    return any(_is_known(other) for other in inside)


def _is_club(usage: Usage, spans: list[Span], index: int) -> bool:
    """Tell whether a span is the town of a team's name, or a side of a game whose name is nothing but a town's."""
    span = spans[index]
    if is_team(usage.reading, span):
        return _is_called_after(usage, span) and not _is_inner(spans, index)
    return is_side(usage.reading, span) and _is_known(span) and usage.only_place(span)


def _is_joined(usage: Usage, spans: list[Span], index: int) -> bool:
    """Tell whether a span is one of two towns of a dateline (BANGKOK/HANOI) or of a way (the Kaduna-Abuja highway)."""
    reading, span = usage.reading, spans[index]
    beside = (*reading.words[max(0, span.first - 1) : span.first], *reading.words[span.last : span.last + 1])
    if "/" in beside or "/" in reading.words[span.first]:
        return True
    if not any(mark in beside for mark in _DASHES) or not _is_end(usage, spans, index):
        return False
    return any(
        _is_end(usage, spans, other)
        for other in range(max(0, index - _NEAR), min(len(spans), index + _NEAR))
        if spans[other].first == span.last + 1 or spans[other].last == span.first - 1
    )


def _is_end(usage: Usage, spans: list[Span], index: int) -> bool:
    """Tell whether a span can be a town that a way leads to: no code, and no part of a longer name like Miami-Dade."""
    span = spans[index]
    if not _is_known(span) or len(span.text) < SHORTEST or usage.known_given(span) or _is_inner(spans, index):
        return False
    return span.entries[0].place.kind == "city" and span.entries[0].form == "preferred"


def _is_within(usage: Usage, span: Span) -> bool:
    """Tell whether a span is the name of a town, island or area that little else bears, or that one is said to be in.

    The model sees no name, a firm's or a person's in many that news seldom has.
    """
    if not span.entries or span.demonym:
        return False
    best = span.entries[0]
    if best.place.kind == "city" and best.prior >= LARGE and usage.only_place(span, body=True):
        return True
    if not usage.only_place(span):
        return False
    if best.place.kind == "airport":
        return best.form in ("preferred", "alternate") and usage.placed(span)
    return best.prior >= (SMALL if usage.reached(span) else LARGE)


def _is_postal(span: Span) -> bool:
    """Tell whether a span is the code of a state or province: Gary, IN."""
    return bool(span.entries) and span.entries[0].form == "code" and span.entries[0].place.kind == "admin1"


def _is_known(span: Span) -> bool:
    """Tell whether a span can hardly be anything but the name of a town or area: teams are called after large ones."""
    if not span.entries or span.demonym or span.text.lower() in ordinary_words():
        return False
    return span.entries[0].prior >= LARGE and span.entries[0].place.kind in _TEAM_KINDS


def _is_called_after(usage: Usage, span: Span) -> bool:
    """Tell whether a team is called after a span: a known town, or a great one whose name is an ordinary word."""
    if len(span.text) < SHORTEST or not span.entries or span.demonym:
        return False
    great = span.entries[0].prior >= GREAT and span.entries[0].place.kind in _TEAM_KINDS
    return _is_known(span) or (great and not (span.first and usage.reading.capital[span.first - 1]))


def _is_inner(spans: list[Span], index: int) -> bool:
    """Tell whether a span lies within another one that the gazetteer knows: York in New York."""
    span = spans[index]
    near = spans[max(0, index - _NEAR) : index + _NEAR]
    return any(o.first <= span.first and o.last >= span.last and o is not span and o.entries for o in near)


def _is_country(span: Span) -> bool:
    """Tell whether a span is the name of a country, which says nothing of where what is called after it lies."""
    return bool(span.entries) and span.entries[0].place.kind == "country"


def _is_country_code(span: Span) -> bool:
    """Tell whether a span is the code of a country, or a long one of a region: USSR."""
    letters = span.text.replace(".", "")
    if not span.entries or not (letters.isalpha() and letters.isupper()) or len(span.text) < 3:
        return False
    best = span.entries[0]
    if best.place.kind == "region":
        return best.form == "code" and len(letters) >= _LONG_CODE
    return best.place.kind == "country" and best.form in ("code", "alternate")
