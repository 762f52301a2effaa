"""How a name is used where it stands: as that of a place, or of a firm, a person, a thing of the same name."""

from collections import Counter
from functools import cache, cached_property

from spacy.symbols import ADJ, NOUN, NUM, PROPN, nsubj

from geo.gazetteer import normalise
from geo.language.tokens import tokens_of
from geo.language.toponyms.lexicon import goods, namesakes, ordinary_words, personal_names, words
from geo.language.toponyms.reading import LABELS, Reading
from geo.language.toponyms.spans import INSIDE, REACHED, SEPARATORS, WEEKDAYS, Span, is_team
from geo.language.toponyms.spellings import ARTICLES
from geo.language.words import word_sets
from geo.paths import lexicon

_FLOWING = words("flowing")
_STAKES = words("stakes")
_NOBILITY = words("nobility")
_TREATIES = words("treaties")
_PLACE_NOUNS = words("place_nouns")
_BODIES = words("organisations")
_NATURE = words("nature")
_POSTAL = words("postal_codes")
_BODY_NOUNS = words("organisations") | words("heads")
_CLOSED = words("closed")
_KIN = words("belongings")
_SPOKEN = words("spoken_codes")
_LOCATIVE = words("locative")
_STRUCK = REACHED - _CLOSED
"""What is done to a place: shelled."""
_PASSIVE = frozenset(("are", "be", "been", "being", "had", "has", "have", "is", "was", "were"))
"""Words between a name and the deed that it suffers: Kharkiv has been shelled."""
_COMPASS = frozenset(("east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"))
_COMPUTING = words("computing")
_GEOGRAPHY = words("geography")
_ORG, _PERSON = LABELS.index("ORG"), LABELS.index("PERSON")
_PLACES = frozenset(map(LABELS.index, ("GPE", "LOC")))
_SETTLED = frozenset(("city", "district", "admin2"))
_LANDS = frozenset(("region", "physical", "admin1", "admin2"))
_WIDE = frozenset(("continent", "country", "lake", "physical", "region", "sea"))
"""Kinds of place whose names often have an article."""
_WATERS = frozenset(("sea", "physical"))
_AREAS = frozenset(("admin1", "country"))
_BARE = frozenset(("admin1", "admin2", "city", "district"))
"""Kinds of place whose names have no article."""
_ENDS = frozenset((",", ".", ";", ":", ")", "and", "or"))
"""What follows the code of a state behind a town."""
_AFLOAT = frozenset(("lake", "physical", "sea"))
"""Kinds of place that one is on with an article: on the Amazon."""
_GOODS = frozenset(("animal", "food", "plant", "substance", "thing", "vehicle", "weapon"))
_OF_PEOPLE = _GOODS | {"person", "official", "worker", "crowd", "team", "document", "act", "communication", "group"}
_INHABITANTS = frozenset(("person", "crowd", "police", "official", "criminal", "government", "worker"))
_LONGEST_FIRM = 3
_LONGEST_BODY = 3
"""Words behind a place in the name of a body, the word for it the last of them."""
_QUOTES = word_sets("quote_words.tsv")
_NAMING, _NAMED_AS = _QUOTES["names"], _QUOTES["names behind as or by"]
_ADDRESSES = words("addresses")
_LEGAL_FORMS = words("legal_forms")
_TRADES = words("trades")
_OPENING, _CLOSING = frozenset("“\"‘'«„"), frozenset("”\"’'»“")
_KNOWN = 30_000
"""Least importance of a place whose name is no mere adjective before a noun."""
_GREAT = 100_000
"""Least importance of a place that one unknown name means before a person of that name."""
_LONGEST_TRADE = 5
"""Words between an article and the trade of the firm named before: the kitchenware retailer."""
_CLOSING_TRADE = frozenset((",", ".", ";", "-", "–", "—", "based", "of", "that", "which"))
"""What follows the trade of the firm named before."""
_JOINED = frozenset(("-", "–", "/", "&", "new"))
_NAMED_BEFORE = 4
"""Words before one for naming among which a place may be what is named: a town called “Boston”."""
_AGES = frozenset(map(str, range(1, 111)))
"""Numbers behind a name that are an age."""
_ISLES = 3
"""Names in a row of islands that tells what they are."""
_MOST = 5
"""Readings of a name that are looked at for what one is on."""
SHORTEST = 4
"""Letters of the shortest name that is taken for a place for want of another meaning."""
_HASHES = 2**64
"""spaCy's numbers of strings are unsigned; the lists of tokens hold them signed."""
_ATTRIBUTES = ("amod", "compound", "nmod")


@cache
def feasts() -> frozenset[str]:
    """Return the names of feast days in lower case."""
    return frozenset(line.split("\t")[0].lower() for line in lexicon("feast_days.tsv"))


@cache
def noun_classes() -> dict[str, str]:
    """Return the class of a noun's first sense ("food", "official"); a noun without one is missing."""
    sets = word_sets("word_classes.tsv")
    return {
        word: name.removeprefix("noun ") for name, kept in sets.items() if name.startswith("noun ") for word in kept
    }


class Usage:
    """What the words around the candidates of one text say of what their names name there."""

    def __init__(self, reading: Reading, spans: list[Span]) -> None:
        self.reading = reading
        self.tokens = tokens_of(reading.doc)
        self.spans = spans
        self._attributes = {reading.doc.vocab.strings[name] for name in _ATTRIBUTES}
        self._given, self._surnames = personal_names()
        self._first_names: Counter[str] = Counter()
        named = [(first, last) for first, last, label in reading.entities if label == _PERSON]
        named += [(first, last) for first, last, _ in reading.people]
        self._whole_names = {(span.first, span.last) for span in spans if span.entries}
        for first, last in named:
            if last - first < 2 or (first, last) in self._whole_names:
                continue
            if reading.capital[first + 1] and reading.lower[first + 1] not in ordinary_words():
                self._first_names[reading.words[first]] += 1
        self._areas = {s.first for s in spans if s.entries and not s.demonym and s.entries[0].place.kind in _AREAS}
        self._tails = self._coded(spans)
        self._placed = self._with_rows({(span.first, span.last) for span in spans if self._is_placed(span)})
        self._isles = self._island_rows(spans)
        self._placed |= self._isles
        self._placed_names = {span.text.lower() for span in spans if (span.first, span.last) in self._placed}
        self._inner = self._nested()
        self._reached = self._with_rows({(span.first, span.last) for span in spans if self._is_reached(span)})
        self._firms = self._with_rows({(span.first, span.last) for span in spans if self._is_firm(span)})
        self._firm_names = {span.text.lower() for span in spans if (span.first, span.last) in self._firms}

    def placed(self, span: Span) -> bool:
        """Tell whether the words say that one is in it, there or elsewhere in the text: in Santander, near Nokia."""
        return (span.first, span.last) in self._placed or span.text.lower() in self._placed_names

    def reached(self, span: Span) -> bool:
        """Tell whether the words say that one comes there, or is there: reached Kos, on Rhodes, in Hull."""
        return (span.first, span.last) in self._reached or (span.first, span.last) in self._placed

    def namesake(self, span: Span) -> str:
        """Return the class of what else the name names, "firm" too for what is named in a row with firms; or ""."""
        if kind := namesakes().get(normalise(span.text), ""):
            return kind
        return "firm" if not self.labelled(span) and self._beside_firm(span) else ""

    def _is_placed(self, span: Span) -> bool:
        lower = self.reading.lower
        if not span.first or span.demonym:
            return False
        index = span.first - 1
        if lower[index] == "the" and index:
            index -= 1
        before = lower[index]
        if before == "of" and index:
            return lower[index - 1] in _PLACE_NOUNS
        if before in _PLACE_NOUNS:
            return True
        if before == "on":
            kinds = _LANDS if index == span.first - 1 else _AFLOAT
            return any(entry.place.kind in kinds for entry in span.entries[:_MOST])
        if before in _STRUCK and self._is_before_area(span.last):
            return not self.known_given(span)
        held = before == "in" and (lower[self.tokens.heads[index]] in _STAKES or lower[index - 1] in _STAKES)
        return before in INSIDE and not held

    def _is_before_area(self, index: int) -> bool:
        """Tell whether "in" and the name of a country or state follow: Bani, in Burkina Faso."""
        lower = self.reading.lower
        index += lower[index : index + 1] == [","]
        return lower[index : index + 1] == ["in"] and index + 1 in self._areas

    def _coded(self, spans: list[Span]) -> set[tuple[int, int]]:
        """Return the codes of states that stand between a name and a mark, with those names: Lincoln, DE."""
        reading, found = self.reading, set()
        towns = {s.last: s for s in spans if s.entries and s.entries[0].place.kind == "city" and not s.demonym}
        for span in spans:
            if not span.entries or span.entries[0].form != "code" or span.entries[0].place.kind != "admin1":
                continue
            town = towns.get(span.first - 1) if reading.lower[span.first - 1] == "," else None
            ends = span.last == len(reading) or reading.lower[span.last] in _ENDS
            if town and ends and not self.after_person(span):
                found |= {(span.first, span.last), (town.first, town.last)}
        return found

    def _island_rows(self, spans: list[Span]) -> set[tuple[int, int]]:
        """Return the names in rows of islands of one country, which no other names are: Skye, Mull and Islay."""
        lower = self.reading.lower
        rows: dict[int, list[Span]] = {}
        for span in spans:
            if not any(e.place.kind == "region" and e.place.country_code for e in span.entries):
                continue
            end = span.first
            while end and lower[end - 1] in SEPARATORS:
                end -= 1
            rows[span.last] = [*(rows.pop(end, ()) if end < span.first else ()), span]
        return {
            (span.first, span.last) for row in rows.values() if len(row) >= _ISLES and _one_country(row) for span in row
        }

    def isle(self, span: Span) -> bool:
        """Tell whether it stands in a row of islands."""
        return (span.first, span.last) in self._isles

    def coded(self, span: Span) -> bool:
        """Tell whether it is a town with the code of its state, or that code."""
        return (span.first, span.last) in self._tails

    def _is_reached(self, span: Span) -> bool:
        lower = self.reading.lower
        before = lower[span.first - 1] if span.first else ""
        if before in REACHED or (before == "from" and lower[span.last : span.last + 1] == ["to"]):
            return True
        verb = span.last
        while verb < len(lower) and lower[verb] in _PASSIVE:
            verb += 1
        return span.last < verb < len(lower) and lower[verb] in _STRUCK

    def _nested(self) -> set[tuple[int, int]]:
        """Return the spans within longer ones that are names: Congo in Republic of the Congo."""
        long = [s for s in self.spans if s.last - s.first > 1 and not s.demonym and (s.entries or s.pattern == "head")]
        inside = {}
        for span in sorted(long, key=lambda span: span.last - span.first):
            for index in range(span.first, span.last):
                inside[index] = span
        return {
            (span.first, span.last)
            for span in self.spans
            if (outer := inside.get(span.first))
            and span.last <= outer.last
            and span.last - span.first < outer.last - outer.first
        }

    def _with_rows(self, found: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return spans with those that stand in a row behind one of them: in Lesbos, Kos and Samos."""
        lower = self.reading.lower
        ends = {last for _, last in found}
        for span in self.spans:
            end = span.first
            while end and lower[end - 1] in SEPARATORS:
                end -= 1
            other = self.acts(span) or namesakes().get(normalise(span.text)) == "thing"
            if end < span.first and end in ends and not other:
                found.add((span.first, span.last))
                ends.add(span.last)
        return found

    def firm(self, span: Span) -> bool:
        """Tell whether the text says what firm it is: the lender Halifax, Lakeland, a retailer, Kirkby Ltd."""
        return (span.first, span.last) in self._firms

    def firm_elsewhere(self, span: Span) -> bool:
        """Tell whether the text says of its name elsewhere what firm it is."""
        return span.text.lower() in self._firm_names

    def _is_firm(self, span: Span) -> bool:
        lower, last = self.reading.lower, span.last
        if span.demonym:
            return False
        before = lower[span.first - 1] if span.first else ""
        if (
            before in _TRADES
            or before.removesuffix("s") in _TRADES
            or (last < len(lower) and lower[last] in _LEGAL_FORMS)
        ):
            return True
        return lower[last : last + 1] == [","] and before not in _LOCATIVE and self._is_trade(last + 1)

    def _is_trade(self, index: int) -> bool:
        """Tell whether an article and a trade stand there in apposition: a kitchenware retailer."""
        lower = self.reading.lower
        if lower[index : index + 1] not in (["a"], ["an"], ["the"]):
            return False
        for end in range(index + 1, min(index + 1 + _LONGEST_TRADE, len(lower))):
            if lower[end] in _TRADES:
                return end + 1 == len(lower) or lower[end + 1] in _CLOSING_TRADE
            if not lower[end][0].isalpha() and lower[end] != "-":
                return False
        return False

    def _beside_firm(self, span: Span) -> bool:
        reading = self.reading
        lower, size = reading.lower, len(reading)
        after = span.last
        while after < size and lower[after] in SEPARATORS:
            after += 1
        before = span.first
        while before and lower[before - 1] in SEPARATORS:
            before -= 1
        known = namesakes()
        rows = []
        if span.last < after < size and reading.capital[after]:
            rows += [lower[after:end] for end in range(after + 1, min(size, after + _LONGEST_FIRM) + 1)]
        if 0 < before < span.first and reading.capital[before - 1]:
            rows += [lower[start:before] for start in range(max(0, before - _LONGEST_FIRM), before)]
        return any(known.get(" ".join(row)) == "firm" and not self._is_place(row) for row in rows)

    def _is_place(self, row: list[str]) -> bool:
        return " ".join(row) in self._placed_names

    def after_person(self, span: Span) -> bool:
        """Tell whether it is letters after a person's name, or after other such letters: Karen Olsen, M.D., R.N."""
        if not is_letters(span.text) or span.text.replace(".", "").lower() in _SPOKEN:
            return False
        return span.first in self._behind_people

    @cached_property
    def _behind_people(self) -> set[int]:
        """The tokens behind the comma after a person's name, or after letters that stand there themselves."""
        reading, found = self.reading, set()
        for comma, word in enumerate(reading.lower):
            if word == "," and comma:
                if name := self._person_at(comma - 1):
                    behind = name not in self._whole_names
                else:
                    behind = comma - 1 in found and is_letters(reading.words[comma - 1])
                if behind:
                    found.add(comma + 1)
        return found

    def _person_at(self, index: int) -> tuple[int, int] | None:
        """Return the first token and the end of the person's name that holds a token."""
        number = self.reading.person[index]
        if number >= 0:
            return self.reading.people[number][:2]
        number = self.reading.entity[index]
        if number < 0 or self.reading.entities[number][2] != _PERSON:
            return None
        return self.reading.entities[number][:2]

    def first_name(self, span: Span) -> bool:
        """Tell whether it is the given name of a person who is named in full elsewhere, or what a person owns."""
        word = self.reading.words[span.first]
        return span.last - span.first == 1 and self._first_names[word] > 0 and self.known_given(span)

    def known_given(self, span: Span) -> bool:
        """Tell whether people are called by the name, first or last."""
        low = self.reading.lower[span.first]
        return self._given.get(low, 0.0) > 0 or self._surnames.get(low, 0.0) > 0

    def full_name(self, span: Span) -> bool:
        """Tell whether a name that the gazetteer lacks is a given name and a surname, and nowhere that one is."""
        lower = self.reading.lower
        if span.entries or span.last - span.first != 2 or self.reached(span) or self._tells_kind(span):
            return False
        if (
            not lower[span.last - 1].isalpha()
            or lower[span.last - 1] in _NATURE
            or lower[span.first] in ordinary_words()
        ):
            return False
        return self._given.get(lower[span.first], 0.0) > 0 and lower[span.last - 1] not in ordinary_words()

    def owner(self, span: Span) -> bool:
        """Tell whether a kinsman, a part of the body or a thing one carries is said to be its own: Georgia's purse."""
        lower, heads = self.reading.lower, self.tokens.heads
        if span.last + 1 >= len(lower) or lower[span.last] not in ("'s", "’s", "'", "’"):
            return False
        head = heads[span.last - 1]
        return lower[head] in _KIN and self.known_given(span)

    def nobility(self, span: Span) -> bool:
        """Tell whether it is what somebody is lord of, unless that is a country: the Duke of Edinburgh."""
        lower, index = self.reading.lower, span.first - 1
        titled = index > 0 and lower[index] == "of" and lower[index - 1] in _NOBILITY
        return titled and bool(span.entries) and span.entries[0].place.kind != "country"

    def treaty(self, span: Span) -> bool:
        """Tell whether an agreement is called after the town where it was signed: the Kyoto Protocol."""
        reading, last = self.reading, span.last
        if last >= len(reading) or not span.entries or span.entries[0].place.kind != "city":
            return False
        behind = last + 1 + (reading.lower[last + 1 : last + 2] in (["&"], ["and"]))
        ended = behind >= len(reading) or not reading.capital[behind]
        return ended and reading.capital[last] and reading.lower[last] in _TREATIES

    def forename(self, span: Span) -> bool:
        """Tell whether it is a given name before a surname: of a person, or one that nothing else is called by.

        Paris Jackson of whom the model sees Jackson alone, Chad Wolf, Israel Adesanya.
        """
        reading, first, last = self.reading, span.first, span.last
        if last - first > 1 or last >= len(reading) or not reading.capital[last] or span.text.isupper():
            return False
        given, surname = reading.lower[first], reading.lower[last]
        if given not in self._given or self._opens_known(first, last) or is_team(reading, span):
            return False
        number = reading.entity[last]
        label = reading.entities[number][2] if number >= 0 else -1
        if surname in self._surnames and label == _PERSON and reading.entities[number][0] == last:
            return True
        ends = last + 1 == len(reading) or not reading.capital[last + 1]
        article = first > 0 and reading.lower[first - 1] in ("a", "an", "the")
        if (
            not ends
            or article
            or self._given[given] == 0
            or surname in _BODY_NOUNS
            or surname in _NATURE
            or label == _ORG
        ):
            return False
        if reading.person[last] == reading.person[first] >= 0:
            return True
        return bool(span.entries) and span.entries[0].place.kind == "country" and surname not in ordinary_words()

    def _opens_known(self, first: int, last: int) -> bool:
        """Tell whether a longer known name begins there, or an area's behind it: Victoria Falls, London Ontario."""
        return last in self._areas or any(start == first and end > last for start, end in self._whole_names)

    def aged(self, span: Span) -> bool:
        """Tell whether an age follows what is a given name: Florence, 28, was unhurt."""
        lower, last = self.reading.lower, span.last
        if lower[last : last + 1] != [","] or not self.known_given(span):
            return False
        age, mark = lower[last + 1 : last + 2], lower[last + 2 : last + 3]
        return bool(age) and age[0] in _AGES and mark in ([], [","], ["."], [";"])

    def nickname(self, span: Span) -> bool:
        """Tell whether marks make it somebody's nickname: Joaquin “El Chapo” Guzman, a pitcher known as “Boston”."""
        reading, opens, closes = self.reading, span.first - 1, span.last
        if opens < 1 or closes >= len(reading):
            return False
        if reading.words[opens] not in _OPENING or reading.words[closes] not in _CLOSING:
            return False
        before = opens - 1
        named = reading.capital[before] and reading.lower[before] not in _CLOSED
        if named and closes + 1 < len(reading) and reading.capital[closes + 1]:
            return True
        if reading.lower[before] in ("as", "by") and before and reading.lower[before - 1] in _NAMED_AS:
            before -= 1
        elif reading.lower[before] not in _NAMING:
            return False
        return _PLACE_NOUNS.isdisjoint(reading.lower[max(0, before - _NAMED_BEFORE) : before])

    def addressed(self, span: Span) -> bool:
        """Tell whether a title that only people have stands before it, and no further name behind it: Sir Bristol."""
        reading, index = self.reading, span.first - 1
        if index > 0 and reading.lower[index] == ".":
            index -= 1
        if index < 0 or reading.lower[index].rstrip(".") not in _ADDRESSES or not reading.capital[index]:
            return False
        return span.last >= len(reading) or not reading.capital[span.last]

    def governor(self, span: Span) -> tuple[str, int]:
        """Return the dependency of the name's last token and the index of the token that governs it."""
        token = span.last - 1
        return self.reading.doc.vocab.strings[self.tokens.dep[token] % _HASHES], self.tokens.heads[token]

    def follows(self, span: Span) -> str:
        """Return the noun in lower case that the name stands before as its attribute, "" where there is none."""
        reading, tokens = self.reading, self.tokens
        if span.last >= len(reading) or reading.capital[span.last] or not reading.words[span.last][0].isalpha():
            return ""
        if tokens.pos[span.last] != NOUN:
            return ""
        joined = tokens.dep[span.last - 1] % _HASHES in self._attributes or tokens.heads[span.last - 1] >= span.last
        if not joined:
            return ""
        last = span.last
        while last + 1 < len(reading) and tokens.pos[last + 1] == NOUN and tokens.heads[last] > last:
            last += 1
        return reading.lower[last]

    def compound(self, span: Span) -> bool:
        """Tell whether name and noun together are the name of a thing: Panama hat, Nice shoes, Java programmers."""
        if span.last >= len(self.reading):
            return False
        low, known, key = self.reading.lower[span.last], namesakes(), normalise(span.text)
        if any(
            known.get(f"{key} {form}") == "compound" for form in (low, low.removesuffix("s"), low.removesuffix("es"))
        ):
            return True
        noun = self.follows(span)
        if not noun:
            return False
        kind = known.get(key)
        known = span.entries and span.entries[0].prior >= _KNOWN
        if (kind == "adjective" and not known) or (kind == "language" and noun in _COMPUTING):
            return True
        dish = class_of(noun) == "food" and span.entries and span.entries[0].place.kind == "city"
        if dish or class_of(noun) in goods().get(key, ()):
            return True
        return (
            self.reading.lower[span.first : span.last] == [key]
            and not span.text.isupper()
            and key in ordinary_words()
            and class_of(noun) in _GOODS
        )

    def adjective(self, span: Span) -> bool:
        """Tell whether a sea is named as people, creatures and papers of its region are: Baltic leaders."""
        if not span.entries or span.entries[0].place.kind not in _WATERS or span.entries[0].form == "preferred":
            return False
        noun = self.follows(span)
        return bool(noun) and noun not in _GEOGRAPHY and class_of(noun) in _OF_PEOPLE

    def definite(self, span: Span) -> bool:
        """Tell whether a town's name has an article that it doesn't bear, and no noun behind it: the Riverside."""
        reading = self.reading
        if not span.first or reading.lower[span.first - 1] != "the" or not span.entries or span.demonym:
            return False
        best, last = span.entries[0], span.last
        part = best.place.kind == "facility" and reading.lower[last : last + 1] == ["of"]
        if not (part or best.place.kind in (*_SETTLED, "admin1")) or best.written.lower().startswith("the "):
            return False
        if any(entry.form == "preferred" and entry.place.kind in _WIDE for entry in span.entries):
            return False
        if best.form in ("code", "abbreviation") or reading.lower[last - 1] in _PLACE_NOUNS:
            return False
        if best.place.kind == "admin1" and best.form == "preferred" and "-" not in best.written:
            return False
        compass = reading.lower[span.first] in _COMPASS and self.ordinary(span)
        if self.placed(span) and all(word in _COMPASS for word in reading.lower[span.first : last]):
            return False
        if last == len(reading):
            return True
        behind = reading.capital[last] or (not compass and self.tokens.pos[last] in (ADJ, NOUN, NUM, PROPN))
        return not behind and reading.lower[last] not in _PLACE_NOUNS and (compass or reading.lower[last] != "of")

    def feast(self, span: Span) -> bool:
        """Tell whether it is the name of a feast day: in Christmas week."""
        return span.text.lower() in feasts()

    def natural(self, span: Span) -> bool:
        """Tell whether a river, lake, sea or range has its article and nothing behind it: the Rhine, the Urals.

        Towns and divisions of the name have no article; of an ordinary word or a country, what water does tells it.
        """
        reading, last = self.reading, span.last
        if not span.first or reading.lower[span.first - 1] != "the" or not span.entries or span.demonym:
            return False
        waters = [e for e in span.entries if e.place.kind in _AFLOAT and e.form == "preferred"]
        best = span.entries[0]
        own = best in waters and normalise(best.written) == normalise(span.text)
        plain = own or (not self.ordinary(span) and best.place.kind in (*_BARE, *_AFLOAT))
        if not waters or not (plain or self._flows(last)):
            return False
        if last == len(reading):
            return True
        return not (
            reading.capital[last] or reading.lower[last] in _JOINED or self.tokens.pos[last] in (ADJ, NOUN, PROPN)
        )

    def _flows(self, index: int) -> bool:
        """Tell whether what follows is said of water: rose, has burst its banks."""
        lower = self.reading.lower
        while index < len(lower) and lower[index] in _PASSIVE:
            index += 1
        return index < len(lower) and lower[index] in _FLOWING

    def ordinary(self, span: Span) -> bool:
        """Tell whether all words of the name are ordinary ones."""
        return all(word in ordinary_words() for word in self.reading.lower[span.first : span.last] if word[0].isalpha())

    def body(self, span: Span) -> bool:
        """Tell whether it is the head of a body's name: Centre for Peace Studies, Institute of Physics."""
        lower = self.reading.lower
        if span.last - span.first != 1 or lower[span.first] not in _BODY_NOUNS or span.last + 1 >= len(lower):
            return False
        return lower[span.last] in ("for", "of", "on") and (
            self.reading.capital[span.last + 1] or lower[span.last + 1] == "the"
        )

    def bare_code(self, span: Span) -> bool:
        """Tell whether letters are a postal code that nobody takes for a place without the town before it: PR."""
        return span.text.lower() in _POSTAL and span.entries[:1] != () and span.entries[0].form == "code"

    def called_after(self, span: Span) -> bool:
        """Tell whether something in nature is called after a country: Turkey Island."""
        reading, last = self.reading, span.last
        if last >= len(reading) or not span.entries or span.demonym or span.entries[0].place.kind != "country":
            return False
        return reading.capital[last] and reading.lower[last] in _NATURE

    def only_place(self, span: Span, *, body: bool = False) -> bool:
        """Tell whether the name is known as nothing but a place's, or stands where one is, and in no longer name.

        With `body`, it opens the name of a body instead: Nairobi University, the Royal Perth Yacht Club.
        """
        reading, here = self.reading, (span.first, span.last)
        if not span.entries or span.demonym or here in self._inner:
            return False
        if reading.person[span.first] >= 0 and not self._is_great(span):
            return False
        kind = namesakes().get(normalise(span.text))
        if span.entries[0].form not in ("preferred", "alternate") or (
            kind and (kind != "person" or here not in self._placed)
        ):
            return False
        if span.text.isupper() or "," in span.text or self._tells_kind(span):
            return False
        before = reading.lower[span.first - 1] if span.first else ""
        after = reading.lower[span.last] if span.last < len(reading) else ""
        if here in self._placed:
            if before == "the" and self._listed_name(span):
                return False
        elif self._listed_name(span) or (len(span.text) < SHORTEST and here not in self._reached):
            return False
        free = before in _CLOSED or (body and before == "royal")
        if (span.first and reading.capital[span.first - 1] and not free) or before in _JOINED:
            return False
        if body:
            return self._opens_body(span.last)
        return not (after in _JOINED or after[:1].isdigit() or (after and reading.capital[span.last]))

    def _opens_body(self, index: int) -> bool:
        """Tell whether the word for a body stands there, or behind a few ordinary words with capitals."""
        reading = self.reading
        for end in range(index, min(index + _LONGEST_BODY, len(reading))):
            if not reading.capital[end]:
                return False
            if reading.lower[end] in _BODIES or reading.lower[end] == "airport":
                return True
            if reading.lower[end] not in ordinary_words():
                return False
        return False

    def nothing_else(self, span: Span) -> bool:
        """Tell whether a name that is no word and no person's stands behind a weekday, or where one is or comes."""
        lower = self.reading.lower
        if self._listed_name(span) or lower[span.last : span.last + 1] in (["'s"], ["’s"]):
            return False
        return self.reached(span) or (span.first > 0 and lower[span.first - 1] in WEEKDAYS)

    def _listed_name(self, span: Span) -> bool:
        """Tell whether a word of the name is an ordinary one or a person's name."""
        low = self._core(span)
        return any(w in ordinary_words() or w in self._given or w in self._surnames for w in low)

    def _core(self, span: Span) -> list[str]:
        """Return the words of a name in lower case without the Arabic article before it: Al Fashir."""
        words = self.reading.lower[span.first : span.last]
        return words[1:] if len(words) > 1 and words[0] in ARTICLES else words

    def _tells_kind(self, span: Span) -> bool:
        low = self.reading.lower[span.first : span.last]
        return any(word in _BODY_NOUNS or word in _PLACE_NOUNS or word in _CLOSED for word in low)

    def person(self, span: Span) -> bool:
        """Tell whether the name alone is a person's, known by it or the doer of a deed; no Lancaster woman."""
        if span.last - span.first > 1 or self.reading.person[span.first] < 0:
            return False
        first, last, _ = self.reading.people[self.reading.person[span.first]]
        if last - first > 1 or class_of(self.follows(span)) in _INHABITANTS or self._in_row(span):
            return False
        full = self.reading.people[self.reading.person[span.first]][2]
        if self.labelled(span) and not full:
            return False
        known = self.known_given(span) or namesakes().get(normalise(span.text)) == "person"
        return known or (self.acts(span) and not self.labelled(span) and not self._is_great(span))

    def _is_great(self, span: Span) -> bool:
        """Tell whether one word that the model takes for a person, never named in full, is a great town's: Sumy."""
        core = self._core(span)
        if len(core) > 1 or span.entries[0].prior < _GREAT or core[0] in self._given or core[0] in self._surnames:
            return False
        number = self.reading.person[span.first]
        full = number >= 0 and self.reading.people[number][2] and len(core) == span.last - span.first
        return number >= 0 and not full and normalise(span.text) not in namesakes()

    def _in_row(self, span: Span) -> bool:
        """Tell whether it is reached, or stands in a row with names that the model takes for places."""
        lower = self.reading.lower
        return self.reached(span) or (lower[span.last : span.last + 1] == [","] and self._is_labelled(span.last + 1))

    def _is_labelled(self, index: int) -> bool:
        number = self.reading.entity[index] if index < len(self.reading) else -1
        return number >= 0 and self.reading.entities[number][2] in _PLACES

    def acts(self, span: Span) -> bool:
        """Tell whether it is the subject of a verb: Hilton plans a hotel."""
        return self.tokens.dep[span.last - 1] == nsubj

    def labelled(self, span: Span) -> bool:
        """Tell whether the model takes it for a place."""
        return self._is_labelled(span.first)


def _one_country(row: list[Span]) -> bool:
    """Tell whether all spans can be islands of one country."""
    codes = [{e.place.country_code for e in span.entries if e.place.kind == "region"} for span in row]
    return bool(set.intersection(*codes) - {None})


def class_of(noun: str) -> str:
    """Return the class of a noun in the singular or plural, "" where it is unknown."""
    classes = noun_classes()
    stems = (noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y")
    return next((classes[stem] for stem in stems if stem in classes), "")


def is_letters(word: str) -> bool:
    """Tell whether a word is a row of capitals as degrees and offices are: M.D., RN, D.V.M."""
    letters = word.replace(".", "")
    return 2 <= len(letters) <= 4 and letters.isalpha() and (letters.isupper() or ("." in word and word[0].isupper()))
