"""Mentions of people by name: the model's, repaired, and those it missed."""

import calendar
import re
from collections.abc import Iterator

from spacy.symbols import PROPN, nsubj

from geo.language.people.beside import read_roles
from geo.language.people.lexicon import Gender, fold, people_lexicon
from geo.language.people.name import Name
from geo.language.tokens import Tokens

_REACH = 12
"""Tokens before and behind a name among which the rest of it is looked for."""
_REGNAL = frozenset(("pope", "king", "queen", "prince", "princess", "saint", "sister", "mother", "emperor", "empress"))
_PLACE_PREPOSITIONS = frozenset(
    ("in", "at", "near", "from", "to", "across", "outside", "inside", "around", "via", "of")
)
_WEEKDAYS = frozenset(day.lower() for day in calendar.day_name)
_OWNERS = frozenset(("his", "her", "their", "my", "'s", "’s"))
_NUMERAL = re.compile(r"[IVX]+")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_DASH = re.compile(r"\s[-–—]|['’]s\s")
_NO_LABELS = frozenset(("", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT"))
_SAYS = frozenset(
    ("said", "says", "told", "tells", "added", "wrote", "asked", "argued", "replied", "explained", "warned")
)


def find_names(tokens: Tokens) -> list[Name]:
    """Return the mentions of people by name in the order of the text, none overlapping another."""
    taken = [False] * len(tokens)
    names = []
    for first, last in _candidates(tokens):
        name = _name(tokens, first, last, taken)
        if name:
            names.append(name)
            taken[name.first : name.last] = [True] * (name.last - name.first)
    names += _repeated(tokens, names, taken)
    names.sort(key=lambda name: name.first)
    inside = {index: name for name in names for index in range(name.first, name.last)}
    for name in names:
        read_roles(tokens, name, inside)
    return names


def _candidates(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield spans of tokens that may name a person: the model's, and those that other words show."""
    lexicon = people_lexicon()
    for entity in tokens.doc.ents:
        if entity.label_ == "PERSON":
            yield entity.start, entity.end
    index, size = 0, len(tokens)
    while index < size:
        if tokens.lower[index] in lexicon.titles and _titles_name(tokens, index):
            end = _name_end(tokens, index + 1)
            yield index + 1, end
            index = end
        elif tokens.pos[index] == PROPN and tokens.entities[index] != "PERSON" and _name_word(tokens, index):
            end = _name_end(tokens, index)
            if _shown(tokens, index, end) if end - index > 1 else _is_relative(tokens, index):
                yield index, end
            index = end
        else:
            index += 1


def _name_end(tokens: Tokens, first: int) -> int:
    """Return the end of the run of at most four name words under one label, particles within it."""
    end = first + 1
    while end < min(first + 4, len(tokens)):
        if _name_word(tokens, end) and tokens.entities[end] == tokens.entities[first]:
            end += 1
        elif end + 1 < len(tokens) and tokens.lower[end] in people_lexicon().particles and _name_word(tokens, end + 1):
            end += 2
        else:
            break
    return end


def _is_relative(tokens: Tokens, index: int) -> bool:
    """Whether a given name alone stands in apposition to a role: his wife, Carol, was there; her sister Carol."""
    apart = index > 0 and tokens.words[index - 1] == ","
    role = index - 1 - apart
    behind = _behind_hyphens(tokens, index)
    if role < 1 or behind >= len(tokens) or tokens.entities[index] == "NORP":
        return False
    lexicon = people_lexicon()
    given = fold(tokens.words[index]) in lexicon.first_names and tokens.entities[index] != "GPE"
    if apart and tokens.words[behind] not in (",", "."):
        return False
    if lexicon.roles.get(tokens.lower[role]) and tokens.lower[role - 1] in _OWNERS:
        return apart or given or tokens.entities[index] != "GPE"
    return given and apart and lexicon.is_role(tokens.lower[role])


def _behind_hyphens(tokens: Tokens, index: int) -> int:
    """Return the token behind a word and what hyphens join to it: Min-jun."""
    starts, ends, behind = tokens.starts, tokens.ends, index + 1
    while (
        behind + 1 < len(tokens)
        and tokens.words[behind] == "-"
        and ends[behind - 1] == starts[behind]
        and ends[behind] == starts[behind + 1]
    ):
        behind += 2
    return behind


def _shown(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a run of capitalised words that the model takes for no person is shown to be one by what is beside it."""
    lexicon = people_lexicon()
    lower, size = tokens.lower, len(tokens)
    before = lower[first - 1] if first else ""
    after = lower[last] if last < size else ""
    aged = (
        last + 2 < size and after == "," and lower[last + 1].isdigit() and lower[last + 2] in (",", ".", "and", "who")
    )
    apposed = before == "," and first > 1 and (lexicon.is_role(lower[first - 2]) or lower[first - 2] in lexicon.plurals)
    if aged or after == "who" or before == "old" or lexicon.is_role(before):
        return True
    if apposed and after == ",":
        return True
    label = tokens.entities[first]
    if first and before == "the":
        return False
    if fold(tokens.words[first]) not in lexicon.first_names:
        return label in _NO_LABELS and tokens.counts[lower[last - 1]] > 1 and tokens.dep[last - 1] == nsubj
    if label in _NO_LABELS:
        return True
    says = after in _SAYS or (
        after == "," and last + 1 < size and (lower[last + 1] in _SAYS or lower[last + 1] == "who")
    )
    return says or before in _SAYS or (label == "ORG" and (before == "," or after == ","))


def _titles_name(tokens: Tokens, index: int) -> bool:
    """Whether the title is followed by a name that the model does not know for a person's."""
    after = index + 1
    if after >= len(tokens) or tokens.entities[after] == "PERSON" or not tokens.words[index][0].isupper():
        return False
    return _name_word(tokens, after) and (tokens.entities[index] in ("", "PERSON") or tokens.entities[after] == "")


def _name_word(tokens: Tokens, index: int) -> bool:
    word, lower = tokens.words[index], tokens.lower[index]
    lexicon = people_lexicon()
    if _INITIALS.fullmatch(word):
        return index + 1 < len(tokens) and tokens.words[index + 1][0].isupper() and tokens.pos[index + 1] == PROPN
    return (
        word[0].isupper()
        and len(word) > 1
        and word[1:].replace("-", "").isalpha()
        and tokens.pos[index] == PROPN
        and lower not in lexicon.not_names
        and lower not in lexicon.rarely_names
        and not lexicon.is_role(lower)
        and lower not in lexicon.nationalities
    )


def _name(tokens: Tokens, first: int, last: int, taken: list[bool]) -> Name | None:
    """Return the name within the span, its borders repaired, or None where it is none."""
    lexicon = people_lexicon()
    lower, words = tokens.lower, tokens.words
    for index in range(first, last):
        if "\n" in words[index]:
            last = index
    first, last = _widened(tokens, first, last)
    hyphened = words[last - 2 : last - 1] == ["-"] and _is_relative(tokens, first)  # her brother, Min-jun
    while (
        not hyphened
        and last > first
        and (lower[last - 1] in lexicon.honours or not _ends_name(words[last - 1], lower[last - 1]))
    ):
        last -= 1
    gender: Gender | None = None
    titled = False
    while first < last and not _begins_name(words[first], lower[first]):
        first += 1
    start = first
    if first < last and lower[first] in _WEEKDAYS:
        return None
    for index in range(last - 2, first - 1, -1):
        if lexicon.is_role(lower[index]):
            gender = lexicon.titles.get(lower[index]) or lexicon.roles.get(lower[index])
            first, titled = index + 1, True
            break
    while first < last - 1 and lower[first] in (".", "-"):
        first += 1
    before = lower[first - 1] if first else ""
    if not titled and lexicon.is_role(before):
        gender, titled = lexicon.titles.get(before) or lexicon.roles.get(before), True
    numbered = last - first == 2 and _NUMERAL.fullmatch(words[last - 1]) is not None
    owned = first > 1 and lower[first - 2] in _OWNERS
    if first < last and (last - first == 1 or numbered) and before in _REGNAL and not owned:
        start = min(start, first - 1)
    elif first < last and not (last - first == 1 and lower[start] in _REGNAL):
        start = first
    if first >= last or any(taken[start:last]) or not _plausible(tokens, start, last, titled):
        return None
    text = tokens.text[tokens.starts[start] : tokens.ends[last - 1]]
    return Name(start, last, text.split(), gender=gender, title=titled)


def _widened(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Return the span with the hyphenated parts, particles, initials and given names that the model left out."""
    lexicon = people_lexicon()
    starts, ends, words, lower = tokens.starts, tokens.ends, tokens.words, tokens.lower
    size, least = min(len(tokens), last + _REACH), max(0, first - _REACH)
    last = min(_behind_hyphens(tokens, last - 1), size)
    while last + 1 < size and lower[last] in lexicon.particles and lower[last] == words[last]:
        step = 2 if words[last + 1] != "-" else 3
        if last + step > size or not words[last + step - 1][0].isupper():
            break
        last += step
    while (
        first > least + 1
        and words[first - 1] == "-"
        and ends[first - 1] == starts[first]
        and ends[first - 2] == starts[first - 1]
    ):
        first -= 2
    while (
        first > least
        and words[first][0].isupper()
        and (
            fold(words[first - 1]) in lexicon.first_names
            and words[first - 1][0].isupper()
            and tokens.entities[first - 1] != "GPE"
            and tokens.pos[first - 1] == PROPN
        )
    ):
        first -= 1
    return first, last


def _ends_name(word: str, lower: str) -> bool:
    if lower in ("'s", "’s", "says", "tells", "calls", "vows", "warns", "urges", "slams", "on", "to"):
        return False
    return (
        word[0].isupper() or lower in people_lexicon().suffixes or (word[-1].isalpha() and any(map(str.isupper, word)))
    )


def _begins_name(word: str, lower: str) -> bool:
    if lower == "the":
        return False
    return word[0].isupper() or lower in people_lexicon().particles


def _plausible(tokens: Tokens, first: int, last: int, titled: bool, known: bool = False) -> bool:
    """Whether the tokens can be a person's name where they stand (not a carrier, an airport, a storm, a company)."""
    lexicon = people_lexicon()
    lower = tokens.lower
    own = lower[first:last]
    text = tokens.text[tokens.starts[first] : tokens.ends[last - 1]]
    if any(word in lexicon.not_names for word in own) or any(c.isdigit() or c in "@#/&_=<>[]()" for c in text):
        return False
    if _DASH.search(text) or (own[-1] in lexicon.rarely_names and fold(own[0]) not in lexicon.first_names):
        return False
    if len(own) > 6 or len(text) < 2 or (not any(c.islower() for c in text) and len(text) < 4 and not titled):
        return False
    if last - first == 1 and not known and (own[0] in lexicon.nationalities or lexicon.is_role(own[0])):
        return False
    before = lower[first - 1] if first else ""
    after = lower[last] if last < len(tokens) else ""
    if before in lexicon.named_things or (before == "the" and not titled):
        return False
    following = tokens.words[last] if last < len(tokens) else ""
    return not ((after in lexicon.not_names or after in lexicon.rarely_names) and following[:1].isupper())


def _repeated(tokens: Tokens, names: list[Name], taken: list[bool]) -> list[Name]:
    """Return the mentions by surname alone that the model missed or took for something else."""
    surnames: dict[str, int] = {}
    for name in names:
        keys = name.keys
        if len(keys) > 1 or name.title:
            surnames.setdefault(keys[-1], name.first)
    found = []
    for index in [index for index, word in enumerate(tokens.lower) if word in surnames]:
        if taken[index] or not tokens.words[index][0].isupper():
            continue
        if surnames[tokens.lower[index]] < index and _stands_alone(tokens, index):
            found.append(Name(index, index + 1, [tokens.words[index]]))
            taken[index] = True
    return found


def _stands_alone(tokens: Tokens, index: int) -> bool:
    """Whether a surname is no part of a longer name and no place ("in Jordan")."""
    entities, words, lower = tokens.entities, tokens.words, tokens.lower
    label = entities[index]
    before = lower[index - 1] if index else ""
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(words)]
    if label and any(
        tokens.doc[i].ent_iob_ != "O"
        and entities[i] == label
        and words[i][0].isupper()
        and _same_entity(tokens, i, index)
        for i in beside
    ):
        return False
    if label in ("GPE", "LOC", "FAC") and before in _PLACE_PREPOSITIONS:
        return False
    if people_lexicon().is_role(lower[index]) and _name_word_follows(tokens, index):
        return False
    return _plausible(tokens, index, index + 1, False, known=True)


def _name_word_follows(tokens: Tokens, index: int) -> bool:
    """Whether the word is a title here and no surname: King Charles."""
    return index + 1 < len(tokens) and tokens.words[index + 1][0].isupper() and tokens.pos[index + 1] == PROPN


def _same_entity(tokens: Tokens, one: int, other: int) -> bool:
    return tokens.doc[max(one, other)].ent_iob_ == "I"
