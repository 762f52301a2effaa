"""What speaks for and against a candidate span being a toponym: numbers that a person can read."""

import math
from collections import Counter
from collections.abc import Iterator

from geo.language.toponyms.lexicon import ordinary_words, personal_names, words
from geo.language.toponyms.reading import LABELS, Reading
from geo.language.toponyms.spans import Span, is_team
from geo.language.toponyms.usage import Usage

_AREA_KINDS = ("continent", "region", "country", "admin1", "admin2")
_TITLES = words("titles")
_SAYING = words("saying")
_LOCATIVE = words("locative")
_PLACE_NOUNS = words("place_nouns")

NAMES = (
    "words", "characters", "capitals", "shouting", "sentence start", "ordinary words", "lower in text",
    "given name", "surname", "readings", "exact reading", "prior", "demonym", "prior exact", "prior code",
    "prior partial", "prior area", "prior city", "prior other", "population", "runner-up", "pattern entity",
    "pattern road", "pattern head", "entity label", "entity exact", "entity tokens before",
    "entity tokens after", "in entity", "title before", "given name before", "capital before",
    "capital after", "saying after", "age after", "locative before", "comma after", "comma before",
    "container after", "contained before", "times", "places among times", "persons among times",
    "inside longer persons", "named person", "longer reading", "longer prior", "possessive after",
    "article before", "bracket", "digits", "hyphen", "named otherwise", "settlement before",
    "settlement after", "person", "surname after", "team", "firm", "person known", "placed", "definite", "lexical",
)  # fmt: skip


class Evidence:
    """The features of all candidates of one text, which look at each other and at the whole of it."""

    def __init__(self, reading: Reading, spans: list[Span]) -> None:
        self.reading = reading
        self.spans = spans
        self.usage = Usage(reading, spans)
        self.given, self.surnames = personal_names()
        self.ordinary = ordinary_words()
        self.by_start: dict[int, list[Span]] = {}
        self.by_end: dict[int, list[Span]] = {}
        for span in spans:
            self.by_start.setdefault(span.first, []).append(span)
            self.by_end.setdefault(span.last, []).append(span)
        self._count_names()

    def _count_names(self) -> None:
        reading = self.reading
        self.times: Counter[str] = Counter()
        self.as_place: Counter[str] = Counter()
        self.as_person: Counter[str] = Counter()
        self.person_words: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.names_of: dict[str, set[str]] = {}
        for span in self.spans:
            self.times[span.text] += 1
            if span.entries and not span.demonym:
                self.names_of.setdefault(span.entries[0].place.id, set()).add(span.text)
            entity = reading.entity[span.first]
            if entity >= 0:
                first, last, label = reading.entities[entity]
                if (first, last) == (span.first, span.last):
                    self.as_place[span.text] += label <= 2
                    self.as_person[span.text] += label == 5
        for first, last, label in reading.entities:
            if label == 5 and last - first > 1:
                self.person_words.update(reading.words[first:last])
        for index, capital in enumerate(reading.capital[1:], start=1):
            if capital:
                before = reading.lower[index - 1]
                if before in _TITLES or (reading.capital[index - 1] and self.given.get(before, 0.0) > 0.01):
                    self.named[reading.words[index]] += 1

    def values(self, span: Span) -> list[float]:
        """Return the features of a span in the order of NAMES; the last, from its words, is left 0."""
        return [
            *self._form(span),
            *self._readings(span),
            *self._entity(span),
            *self._neighbours(span),
            *self._whole_text(span),
            *self._people(span),
            *self._usage(span),
            0.0,
        ]

    def _form(self, span: Span) -> Iterator[float]:
        reading = self.reading
        words = reading.words[span.first : span.last]
        lower = reading.lower[span.first : span.last]
        yield span.last - span.first
        yield min(len(span.text) // 2, 10)
        yield float(span.text.isupper())
        yield reading.shouting[reading.sentence[span.first]]
        yield float(reading.sentence_start[span.first])
        names = [word for word in lower if word[0].isalpha()] or lower
        yield sum(word in self.ordinary for word in names) / len(names)
        yield float(all(word in reading.lower_words for word in names))
        people = not span.demonym
        yield _log(self.given.get(lower[0], 0.0) * 1000) if people else 0.0
        yield _log(self.surnames.get(lower[-1], 0.0) * 1000) if people and len(words) == 1 else 0.0

    def _readings(self, span: Span) -> Iterator[float]:
        best = dict.fromkeys(("all", "exact", "demonym", "code", "partial", "area", "city", "other"), 0.0)
        priors, population = [], 0
        for entry in span.entries if not span.demonym else span.entries[:1]:
            place, prior = entry.place, entry.prior
            priors.append(prior)
            if entry.form == "demonym":
                best["demonym"] = max(best["demonym"], prior)
                continue
            if entry.form in ("code", "abbreviation"):
                best["code"] = max(best["code"], prior)
            elif entry.form == "partial":
                best["partial"] = max(best["partial"], prior)
            elif entry.written == span.text:
                best["exact"] = max(best["exact"], prior)
            group = "area" if place.kind in _AREA_KINDS else "city" if place.kind == "city" else "other"
            best[group] = max(best[group], prior)
            population = max(population, place.population)
        priors.sort(reverse=True)
        yield _log(len(priors))
        yield float(any(entry.written == span.text for entry in span.entries))
        yield _coarse_log(priors[0]) if priors and not best["demonym"] else 0.0
        yield float(best["demonym"] > 0)
        for key in ("exact", "code", "partial", "area", "city", "other"):
            yield _coarse_log(best[key])
        yield _coarse_log(population)
        yield _coarse_log(priors[1] if len(priors) > 1 else 0.0)
        for pattern in ("entity", "road", "head"):
            yield float(span.pattern == pattern)

    def _entity(self, span: Span) -> Iterator[float]:
        reading = self.reading
        number = max(reading.entity[span.first : span.last])
        if number < 0:
            yield from (-1.0, 0.0, 0.0, 0.0, 0.0)
            return
        first, last, label = reading.entities[number]
        yield label
        yield float((first, last) == (span.first, span.last))
        yield span.first - first
        yield last - span.last
        yield float(first <= span.first and last >= span.last)

    def _neighbours(self, span: Span) -> Iterator[float]:
        reading = self.reading
        lower, capital, size = reading.lower, reading.capital, len(reading)
        before = lower[span.first - 1] if span.first else ""
        after = lower[span.last] if span.last < size else ""
        title = before in _TITLES or (before == "." and span.first > 1 and lower[span.first - 2] in _TITLES)
        capital_before = span.first > 0 and capital[span.first - 1]
        capital_after = span.last < size and capital[span.last]
        yield float(title)
        yield _log(self.given.get(before, 0.0) * 1000) if capital_before else 0.0
        yield float(capital_before)
        yield float(capital_after)
        yield float(after in _SAYING)
        yield float(after == "," and span.last + 1 < size and lower[span.last + 1].isdigit())
        yield float(before in _LOCATIVE)
        yield float(after == ",")
        yield float(before == ",")
        yield self._container_after(span)
        yield self._contained_before(span)

    def _container_after(self, span: Span) -> float:
        """How plausible "X, Y" is: Y follows a comma and contains a place called X."""
        if self.reading.lower[span.last : span.last + 1] != [","]:
            return 0.0
        return max((_contains(other, span) for other in self.by_start.get(span.last + 1, ())), default=0.0)

    def _contained_before(self, span: Span) -> float:
        if span.first < 2 or self.reading.lower[span.first - 1] != ",":
            return 0.0
        return max((_contains(span, other) for other in self.by_end.get(span.first - 1, ())), default=0.0)

    def _whole_text(self, span: Span) -> Iterator[float]:
        reading = self.reading
        times = self.times[span.text]
        before = reading.lower[span.first - 1] if span.first else ""
        after = reading.lower[span.last] if span.last < len(reading) else ""
        longer = [
            other
            for other in self._around(span)
            if other is not span and other.first <= span.first and other.last >= span.last and other.entries
        ]
        yield _log(times)
        yield self.as_place[span.text] / times
        yield self.as_person[span.text] / times
        yield _log(self.person_words[reading.words[span.last - 1]])
        yield _log(self.named[reading.words[span.last - 1]])
        yield float(bool(longer))
        yield _coarse_log(max((other.entries[0].prior for other in longer), default=0.0))
        yield float(after in ("'s", "’s", "'", "’"))
        yield float(before == "the")
        yield float(before in ("(", "[") or after in (")", "]"))
        yield float(any(c.isdigit() for c in span.text))
        yield float(before == "-" or after == "-")
        others = self.names_of.get(span.entries[0].place.id, ()) if span.entries else ()
        yield float(any(name != span.text for name in others))
        yield from self._settlement(span)

    def _settlement(self, span: Span) -> Iterator[float]:
        """Whether the words call it a kind of place: "the village of X", "X, a suburb", "X province"."""
        lower, capital = self.reading.lower, self.reading.capital
        before = lower[max(0, span.first - 3) : span.first]
        yield float(any(word in _PLACE_NOUNS for word in (before[-1:] if before[-1:] != ["of"] else before[-2:-1])))
        ahead = lower[span.last : span.last + 9]
        if ahead[:1] == [","] and ahead[1:2] and (ahead[1] in ("a", "an", "the", "one") or not capital[span.last + 1]):
            end = next(
                (i for i, word in enumerate(ahead[2:], start=2) if word in (",", ".", ";", "(", "who")), len(ahead)
            )
            yield float(any(word in _PLACE_NOUNS for word in ahead[2:end]))
        else:
            yield float(any(word in _PLACE_NOUNS for word in ahead[:1]))

    def _people(self, span: Span) -> Iterator[float]:
        """1 to 3: a person's name, that of a person named more fully elsewhere, a part of a longer name."""
        reading = self.reading
        number = reading.person[span.first]
        if number < 0 or span.demonym:
            yield 0.0
        else:
            first, last, full = reading.people[number]
            yield 3.0 if last - first > span.last - span.first else 1.0 + full
        after = reading.lower[span.last] if span.last < len(reading) and reading.capital[span.last] else ""
        yield _log(self.surnames.get(after, 0.0) * 1000)
        yield float(is_team(reading, span))

    def _usage(self, span: Span) -> Iterator[float]:
        usage = self.usage
        kind = usage.namesake(span)
        yield float(kind in ("firm", "body"))
        yield float(kind == "person")
        yield float(usage.placed(span))
        yield float(usage.definite(span))

    def _around(self, span: Span) -> Iterator[Span]:
        for start in range(max(0, span.first - 5), span.first + 1):
            yield from self.by_start.get(start, ())

    def words(self, span: Span) -> list[str]:
        """Return the words in and around a span, each with its place, for the lexical score; names only as "Xx"."""
        reading, word = self.reading, self.word
        first, last = span.first, span.last
        before, before2 = word(first - 1), word(first - 2)
        after, after2 = word(last), word(last + 1)
        number = reading.entity[first]
        label = LABELS[reading.entities[number][2]] if number >= 0 else "none"
        end = last
        while end < len(reading) and reading.capital[end] and end - last < 6:
            end += 1
        tail = word(end - 1) if end > last else "|"
        entity_end = word(reading.entities[number][1] - 1) if number >= 0 else "|"
        form = span.entries[0].form if span.entries else span.pattern
        dep, head = self.usage.governor(span)
        over = word(head) if head != last - 1 else "|"
        return [
            f"-1={before}", f"-2={before2}", f"+1={after}", f"+2={after2}", f"-2-1={before2} {before}",
            f"+1+2={after} {after2}", f"first={word(first)}", f"last={word(last - 1)}", f"tail={tail}",
            f"label={label}", f"label+1={label} {after}", f"label-1={label} {before}", f"end={entity_end}",
            f"form={form}", f"form+1={form} {after}", f"dep={dep}", f"head={over}", f"dep head={dep} {over}",
        ]  # fmt: skip

    def word(self, index: int) -> str:
        """Return a word in lower case, a name as "Xx" or "XX", a number as "0", and "|" beyond the text."""
        reading = self.reading
        if not 0 <= index < len(reading):
            return "|"
        low = reading.lower[index]
        if low in self.ordinary or low in _TITLES:
            return low
        if reading.capital[index]:
            return "XX" if reading.words[index].isupper() else "Xx"
        return "0" if low[0].isdigit() else low


def _contains(container: Span, inner: Span) -> float:
    """Tell whether a reading of one span lies in an area that a reading of another names."""
    for area in container.entries[:8]:
        place = area.place
        if place.kind not in _AREA_KINDS:
            continue
        for entry in inner.entries[:40]:
            if (
                entry.place.id != place.id
                and entry.place.country_code == place.country_code is not None
                and (
                    place.kind == "country"
                    or (place.kind == "admin1" and entry.place.admin1_code == place.admin1_code)
                    or (place.kind == "admin2" and entry.place.admin2_code == place.admin2_code)
                )
            ):
                return 1.0
    return 0.0


def _log(value: float) -> float:
    return math.log10(1.0 + value)


def _coarse_log(value: float) -> float:
    """The logarithm in steps of a half: a size, not a fingerprint by which single places could be learned."""
    return round(2 * math.log10(1.0 + value)) / 2
