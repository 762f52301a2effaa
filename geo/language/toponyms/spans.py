"""Candidate spans: every stretch of a text that might be a toponym, with the gazetteer's readings of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from geo.gazetteer import Entry
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise
from geo.language.toponyms.lexicon import firms, not_places, ordinary_words, personal_names, words
from geo.language.toponyms.reading import Reading
from geo.language.toponyms.spellings import ARTICLES, alike, countries_of
from geo.language.toponyms.waters import rivers
from geo.language.words import word_sets

Lookup = Callable[[str], tuple[Entry, ...]]

LONGEST = 6
"""Words in the longest name that is looked up."""

_CONNECTORS = words("connectors")
_CLOSED = words("closed")
DIRECTIONS = words("directions")
_PLACE_NOUNS = words("place_nouns")
_COMPASS = ("north", "south", "east", "west")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}$")
_LETTERS = re.compile(r"[A-Z](?:\.[A-Z])+\.?")
_GLUED = re.compile(r"^((?:[A-Z]\.){2,}|[A-Z]{2,}|[A-Z][a-z]+)([-–/])(?=\w)")
_ROAD = words("roads")
_NUMBERED = words("numbered_roads")
_ROAD_NUMBER = re.compile(r"(?:[A-Z]{1,2}-)?\d{1,4}[A-Z]?$")
_HEADS = words("heads")
_FACILITIES = words("facilities")
_LEADING_HEADS = words("leading_heads")
_TEAM_BEFORE = words("team_before")
_TEAM_AFTER = words("team_after")
_SIDES = words("sides")
_SEATS = words("seats")
_SPOKEN = words("spoken_codes")
_DOTTED = words("dotted_codes")
INSIDE = words("inside")
REACHED = words("reached")
WEEKDAYS = word_sets("document.tsv")["weekdays"]
_BEFORE_NAMES = DIRECTIONS | WEEKDAYS
SEPARATORS = frozenset((",", "and", "or", "&", "/"))
_SHORT, _WELL_KNOWN = 3, 100_000
"""Letters of an acronym; least importance of a place whose name of so few letters may stand in capitals: HUE, and of
one that tells the country of a story."""
_JOINING = 3
"""Words between two names of a row, at most: a comma, "and", a mark."""
_AT = 20
"""How many km a place lies at most from a building that is in it."""
_FEW, _TRIED = 3, 40
"""Words of the longest name that is looked up in another spelling, and how many of a text are."""


@dataclass(slots=True)
class Span:
    """A stretch of the text that may be a toponym.

    `first` and `last` are tokens (`last` exclusive), `start` and `end` characters; `pattern` says why a stretch that
    the gazetteer lacks was taken: "entity", "road", "head", "own" or ""; "alike" says that the readings are of another
    spelling.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]
    pattern: str = ""
    values: list[float] = field(default_factory=list)
    score: float = 0.0

    @property
    def demonym(self) -> bool:
        """Its likeliest reading is a demonym."""
        return bool(self.entries) and self.entries[0].form == "demonym"


def candidate_spans(reading: Reading, lookup: Lookup) -> list[Span]:
    """Return all candidates of a text in its order; they overlap one another."""
    spans: dict[tuple[int, int], Span] = {}
    for first, last in _capital_runs(reading):
        _look_up_run(reading, lookup, first, last, spans)
    for first, last, label in reading.entities:
        if label <= 2 and not _wraps_name(reading, first, last, spans) and not _holds_team(reading, first, last):
            _add(reading, lookup, first, last, "entity", spans)
    for first, last, pattern in _patterns(reading):
        _add(reading, lookup, first, last, pattern, spans)
    _add_alike(reading, lookup, spans)
    barred = _other_names(reading, spans)
    kept = (span for span in spans.values() if not any(index in barred for index in range(span.first, span.last)))
    return sorted(kept, key=lambda span: (span.start, -span.end))


def _other_names(reading: Reading, spans: dict[tuple[int, int], Span]) -> set[int]:
    """Return the tokens of names that hold the name of a place and mean none: Marks and Spencer, Texas Instruments.

    A firm's name that is a place's as well is none of them: Otter Tail.
    """
    barred: set[int] = set()
    for first, last in _named_in(reading, not_places()):
        barred.update(range(first, last))
    for first, last in _named_in(reading, firms()):
        if (first, last) not in spans or not spans[first, last].entries:
            barred.update(range(first, last))
    return barred


def _named_in(reading: Reading, names: dict[str, list[list[str]]]) -> Iterator[tuple[int, int]]:
    """Yield where names stand that begin and end with a capital."""
    lower, capital = reading.lower, reading.capital
    for index, word in enumerate(lower):
        if capital[index] and word in names:
            for name in names[word]:
                end = index + len(name)
                found = ["and" if low == "&" else low for low in lower[index:end]]
                if found == name and capital[end - 1]:
                    yield index, end


def is_team(reading: Reading, span: Span) -> bool:
    """Tell whether a span is the town in a team's name: Manchester United, Real Madrid, Toronto Maple Leafs."""
    lower, capital, last = reading.lower, reading.capital, span.last
    if last < len(reading) and capital[last]:
        after = lower[last]
        if after in _TEAM_AFTER or " ".join(lower[last : last + 2]) in _TEAM_AFTER:
            return True
        if "".join(lower[last : last + 3]) in _TEAM_AFTER:
            return True
    return span.first > 0 and _opens_team(reading, span.first - 1)


def is_side(reading: Reading, span: Span) -> bool:
    """Tell whether a name is that of the side which wins or loses a game: Arsenal beat Sunderland and lost to Leeds."""
    lower, capital, first, last = reading.lower, reading.capital, span.first, span.last
    for size in (1, 2):
        ahead, back = last + size, first - size
        if " ".join(lower[last:ahead]) in _SIDES and ahead < len(lower) and capital[ahead]:
            return True
        if back > 0 and " ".join(lower[back:first]) in _SIDES and (size > 1 or capital[back - 1]):
            return True
    return False


def _opens_team(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return reading.lower[index] in _TEAM_BEFORE and reading.capital[index] and (len(word) > 3 or word.isupper())


def is_seat(span: Span) -> bool:
    """Tell whether a span is a building or quarter whose name stands for who governs or works there: White House."""
    return span.text.lower() in _SEATS


def _wraps_name(reading: Reading, first: int, last: int, spans: dict[tuple[int, int], Span]) -> bool:
    """Tell whether an entity is a known name with words around it: Northern Spain, Sunday Kharkiv, Henan province."""
    start, end = first, last
    while start < end - 1 and (reading.lower[start] in _BEFORE_NAMES or reading.words[start] in _COMPASS):
        start += 1
    while end > start + 1 and not reading.capital[end - 1] and reading.lower[end - 1] in _PLACE_NOUNS:
        end -= 1
    return (start, end) != (first, last) and (start, end) in spans and (first, last) not in spans


def _holds_team(reading: Reading, first: int, last: int) -> bool:
    """Tell whether an entity begins or ends with the words of a team's name: Bayern Munich."""
    return last - first > 1 and (_opens_team(reading, first) or reading.lower[last - 1] in _TEAM_AFTER)


def _capital_runs(reading: Reading) -> list[tuple[int, int]]:
    """Stretches of capitalised words, joined by up to two connecting words, that start and end with a capital."""
    capital, lower, words = reading.capital, reading.lower, reading.words
    runs, index, size = [], 0, len(words)
    while index < size:
        if not capital[index]:
            index += 1
            continue
        end = index + 1
        while end < size:
            ahead = end
            while ahead < size and ahead - end < 2 and not capital[ahead] and lower[ahead] in _CONNECTORS:
                ahead += 1
            if ahead >= size or not capital[ahead]:
                break
            end = ahead + 1
        runs.append((index, end))
        index = end
    return runs


def _look_up_run(reading: Reading, lookup: Lookup, first: int, last: int, spans: dict[tuple[int, int], Span]) -> None:
    capital, lower = reading.capital, reading.lower
    for start in range(first, last):
        if not capital[start]:
            continue
        closed = lower[start] in _CLOSED and not reading.words[start].isupper()
        for end in range(start + 1, min(last, start + LONGEST) + 1):
            if capital[end - 1] and not (closed and end == start + 1 and lower[start] not in ("march", "may")):
                _add(reading, lookup, start, end, "", spans)
        if start and lower[start - 1] == "the":
            _add_river(reading, lookup, start, spans)
        if last < len(lower) and lower[last] in _FACILITIES and last - start < LONGEST:
            _add_facility(reading, lookup, start, last + 1, spans)
        if start > 1 and reading.words[start - 1] == "-" and lower[start - 2] in ARTICLES:
            _add(reading, lookup, start - 2, start + 1, "", spans)
    for index in range(first, last):
        if glued := _GLUED.match(reading.words[index]):
            _add_glued(reading, lookup, index, 0, len(glued.group(1)), spans)
            if glued.group(2) == "/":
                _add_glued(reading, lookup, index, glued.end(), len(reading.words[index]), spans)


def _add_river(reading: Reading, lookup: Lookup, first: int, spans: dict[tuple[int, int], Span]) -> None:
    """Add a river's name that has its article and not the word "river": the Murray."""
    last = first + 1
    while last < len(reading) and reading.capital[last]:
        last += 1
    start, end = reading.starts[first], reading.end(last - 1)
    text = reading.text[start:end]
    if found := rivers(text, lookup):
        known = spans[first, last].entries if (first, last) in spans else ()
        spans[first, last] = Span(first, last, start, end, text, (*known, *(e for e in found if e not in known)))


def _add_facility(reading: Reading, lookup: Lookup, first: int, last: int, spans: dict[tuple[int, int], Span]) -> None:
    """Add a building whose name without its last word, a small one, is that of a place elsewhere: Angola prison."""
    start, end, head = reading.starts[first], reading.end(last - 1), reading.end(last - 2)
    entries = _readings(lookup, reading.text[start:end])
    if not entries or entries[0].place.kind != "facility":
        return
    place, alone = entries[0].place, [entry.place for entry in lookup(reading.text[start:head])[:1]]
    if all(distance_km(one.lat, one.lon, place.lat, place.lon) > one.extent_km + _AT for one in alone):
        spans[first, last] = Span(first, last, start, end, reading.text[start:end], entries)


def _add_alike(reading: Reading, lookup: Lookup, spans: dict[tuple[int, int], Span]) -> None:
    """Add names that the gazetteer lacks where one is said to be or come, if it has them in another spelling.

    They lie in the countries that other names of the text tell.
    """
    missing = [
        (first, last) for first, last in _reached_names(reading) if not _begins_known(reading, lookup, first, last)
    ]
    if not missing:
        return
    telling = (span.entries for span in spans.values() if span.entries and span.entries[0].prior >= _WELL_KNOWN)
    countries = countries_of(telling)
    for first, last in missing[:_TRIED] if countries else ():
        start, end = reading.starts[first], reading.end(last - 1)
        text = reading.text[start:end]
        if (first, last) not in spans and (entries := alike(text, countries, lookup)):
            spans[first, last] = Span(first, last, start, end, text, tuple(entries), "alike")


def _begins_known(reading: Reading, lookup: Lookup, first: int, last: int) -> bool:
    """Tell whether a name is known, or begins with that of a well-known place: Damascus Airport."""
    texts = [reading.text[reading.starts[first] : reading.end(end - 1)] for end in range(first + 1, last + 1)]
    known = (entry for text in texts[:-1] for entry in _readings(lookup, text)[:1])
    return bool(lookup(texts[-1])) or any(entry.prior >= _WELL_KNOWN for entry in known)


def _reached_names(reading: Reading) -> list[tuple[int, int]]:
    """Return the names of a few words that one is said to be in or to reach, and those in a row with them."""
    lower, capital, size = reading.lower, reading.capital, len(reading)
    given, _ = personal_names()
    found: list[tuple[int, int]] = []
    end = 0
    for index in (index for index, high in enumerate(capital) if high):
        article = index > 1 and lower[index - 1] == "-" and lower[index - 2] in ARTICLES
        first = index - 2 if article else index
        if index < end or not (_is_reached(lower, first) or _goes_on(lower, end, first)):
            continue
        last = index
        while last < size and capital[last] and last - index < _FEW and not _is_word(lower[last]):
            last += 1
        if last == index:
            continue
        end = last
        if not (last < size and capital[last]) and given.get(lower[index], 0.0) == 0:
            found.append((first, last))
    return found


def _is_reached(lower: list[str], first: int) -> bool:
    """Tell whether the word before a name says that one is there or comes there: near, shelled, the town of."""
    before = lower[first - 1] if first else ""
    return before in INSIDE or before in REACHED or (before == "of" and first > 1 and lower[first - 2] in _PLACE_NOUNS)


def _goes_on(lower: list[str], end: int, first: int) -> bool:
    """Tell whether nothing but what joins a row stands between the end of a name and the start of another."""
    return 0 < end < first <= end + _JOINING and all(word in SEPARATORS for word in lower[end:first])


def _is_word(low: str) -> bool:
    return low in _CLOSED or low in ordinary_words()


def _add(reading: Reading, lookup: Lookup, first: int, last: int, pattern: str, spans: dict) -> None:
    if (first, last) in spans:
        return
    start, end = reading.starts[first], reading.end(last - 1)
    text = reading.text[start:end]
    entries = _readings(lookup, text)
    if reading.text[end : end + 1] == "." and text[-1] != "." and len(text) < 8:
        dotted = _readings(lookup, text + ".")
        if dotted and dotted[0].form == "abbreviation" and dotted[0].written.endswith("."):
            entries, end, text = dotted, end + 1, text + "."
    if not entries and text.endswith("..") and _ABBREVIATION.search(text[:-1]):
        end, text = end - 1, text[:-1]
        entries = _readings(lookup, text)
    if entries or pattern:
        spans[first, last] = Span(first, last, start, end, text, entries, pattern)


def _add_glued(reading: Reading, lookup: Lookup, index: int, first: int, last: int, spans: dict) -> None:
    """The name in a compound that the tokeniser leaves whole (U.S.-led, BANGKOK/HANOI), given by its characters."""
    start, end = reading.starts[index] + first, reading.starts[index] + last
    text = reading.text[start:end]
    entries = _readings(lookup, text)
    if entries:
        spans.setdefault((index, index - first), Span(index, index + 1, start, end, text, entries, ""))


def _readings(lookup: Lookup, text: str) -> tuple[Entry, ...]:
    entries = lookup(text)
    if not entries and " " in text and "." in text:
        entries = lookup(text.replace(". ", "."))
    if not entries and "-" in text:
        entries = lookup(text.replace("-", ""))
    if not entries:
        return entries
    return tuple(named(entry) for entry in entries if is_written(entry, text))


def is_written(entry: Entry, text: str) -> bool:
    """Tell whether a reading may be written as `text` is.

    A code needs capitals. Codes of countries are those that news writes (UK, not AI for Anguilla); codes and
    abbreviations with a stop after each letter are customary so (D.C., U.A.E., not M.D. for Maryland); and an acronym
    is no small town's name (UN).
    """
    letters = text.replace(".", "").lower()
    dotted = _LETTERS.fullmatch(text) is not None
    if entry.form not in ("code", "abbreviation"):
        short = text.isupper() and len(text) <= _SHORT and entry.prior < _WELL_KNOWN
        return entry.written == text or not (dotted or short)
    if not text.isupper() and (entry.form == "code" or "." not in text):
        return False
    country = entry.form == "code" and entry.place.kind == "country"
    if dotted and entry.written != text:
        alike = "." in entry.written[:-1] and entry.written.replace(".", "").lower() == letters
        return alike or letters in _SPOKEN or (letters in _DOTTED and not country)
    return not country or len(letters) != 2 or letters in _SPOKEN


def named(entry: Entry) -> Entry:
    """Return a reading as a name where it is taken for a demonym and is the end of the place's own name: Congo."""
    if entry.form == "demonym" and normalise(entry.place.name).endswith(normalise(entry.written)):
        return entry._replace(form="alternate")
    return entry


def _patterns(reading: Reading) -> list[tuple[int, int, str]]:
    """Names that the words themselves announce: Main Street, Highway 19, Kanawha County, Lake Erie."""
    found = []
    lower, capital, size = reading.lower, reading.capital, len(reading)
    downing = "downing" in lower
    for index in range(size):
        if not capital[index]:
            continue
        word = lower[index]
        if word in _ROAD or word in _HEADS:
            first = _name_before(reading, index)
            if first < index:
                found.append((first, index + 1, "road" if word in _ROAD else "head"))
        if word in _NUMBERED and index + 1 < size and _ROAD_NUMBER.match(reading.words[index + 1]):
            more = index and capital[index - 1] and lower[index - 1] in _NUMBERED
            found.append((index - bool(more), index + 2, "road"))
        elif "-" in word and _ROAD_NUMBER.match(word.upper()):
            found.append((index, index + 1, "road"))
        elif word in _LEADING_HEADS and index + 1 < size and capital[index + 1]:
            found.append((index, index + 2, "head"))
        if word == "number" and lower[index + 1 : index + 2] == ["10"] and downing:
            found.append((index, index + 2, "head"))
    return found


def _name_before(reading: Reading, index: int) -> int:
    """Return the first token of the up to three capitalised words or ordinals (40th Avenue) before a token."""
    first = index
    while first and index - first < 3:
        word, low = reading.words[first - 1], reading.lower[first - 1]
        ordinal = word[:1].isdigit() and word[-1:].isalpha()
        if not ordinal and (not reading.capital[first - 1] or low in _CLOSED):
            break
        first -= 1
    return first
