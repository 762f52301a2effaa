"""Mentions that may name a speaker: names, pronouns and noun phrases outside the quotations of a paragraph."""

from dataclasses import dataclass

from spacy.strings import hash_string
from spacy.symbols import ADJ, DET, NOUN, NUM, PART, PRON, PROPN, VERB, amod

from geo.language.coreference.nouns import kind_of_noun
from geo.language.document import Document
from geo.language.people.lexicon import people_lexicon
from geo.language.tokens import Tokens

_PHRASE = frozenset((DET, ADJ, NUM, NOUN, PROPN, PART))
_PRONOUNS = {
    **dict.fromkeys(("he", "she"), "he"),
    **dict.fromkeys(
        ("they", "we", "one", "it", "another", "others", "some", "many", "both", "several", "most"), "they"
    ),
    "i": "i",
    "who": "who",
}
_LONGEST = 40
"""Tokens of a noun phrase, at most."""
_INNER = frozenset(("-", "&"))
_OWN = hash_string("PRP$")
_BULLETS = frozenset("•▪◦‣·*»>–—-")
STOPS = frozenset((".", "!", "?", ";"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_MARKS = frozenset(
    ("’’", "‘‘", "“", "”", '"', "‘", "’", "'", "«", "»", "„", "‹", "›", "''", "``", "「", "」", "『", "』")
)


@dataclass(slots=True)
class Mention:
    """A noun phrase or pronoun that may name a speaker: tokens `first` to `last` (exclusive) with head token `head`."""

    first: int
    last: int
    head: int
    kind: str
    person: int = -1
    """Index into `doc._.people`, -1 where it is none of them."""
    possessive: bool = False


@dataclass(slots=True)
class Line:
    """One paragraph outside its quotations: token indices, a quotation as one item of -1 - its number."""

    items: list[int]
    place: dict[int, int]
    """Where in `items` a token is."""
    quotes: dict[int, int]
    """Where in `items` a quotation is."""
    before: list[tuple[int, int, int]]
    """How many words, quotations and ends of sentences stand before each place, where there is a quotation at all."""

    def between(self, start: int, end: int) -> tuple[int, int, int]:
        """Return how many words, quotations and ends of sentences stand in a stretch of `items`."""
        if end <= start:
            return 0, 0, 0
        low, high = self.before[start], self.before[end]
        return high[0] - low[0], high[1] - low[1], high[2] - low[2]


def read_line(tokens: Tokens, span: tuple[int, int], document: Document, quoted: list[int]) -> Line:
    """Return the line of one paragraph (a character span); `quoted` numbers each token's quotation, -1 outside."""
    items: list[int] = []
    place: dict[int, int] = {}
    quotes: dict[int, int] = {}
    words = tokens.words
    begin = document.after_dateline(span[0])
    for index in range(tokens.at(span[0]), tokens.until(span[1])):
        number = quoted[index]
        if number >= 0:
            if number not in quotes:
                quotes[number] = len(items)
                items.append(-1 - number)
        elif tokens.starts[index] >= begin and not words[index].isspace() and not _is_mark(tokens, index, quoted):
            place[index] = len(items)
            items.append(index)
    return Line(items, place, quotes, _counts(words, items) if quotes else [])


def _is_mark(tokens: Tokens, index: int, quoted: list[int]) -> bool:
    """Whether the token is a quotation mark and not the apostrophe of an owner: the Nuggets’ coach."""
    word = tokens.words[index]
    if word not in _MARKS:
        return False
    if word not in _POSSESSIVE or not 0 < index < len(tokens) - 1 or quoted[index - 1] >= 0:
        return True
    owner = tokens.lower[index - 1].endswith("s") and tokens.ends[index - 1] == tokens.starts[index]
    return not (owner and tokens.ends[index] < tokens.starts[index + 1] and tokens.pos[index + 1] in _PHRASE)


def _counts(words: list[str], items: list[int]) -> list[tuple[int, int, int]]:
    spoken = quotes = stops = 0
    counts = [(0, 0, 0)]
    for item in items:
        if item < 0:
            quotes += 1
        elif (word := words[item])[0].isalnum():
            spoken += 1
        elif word in STOPS:
            stops += 1
        counts.append((spoken, quotes, stops))
    return counts


def mentions(tokens: Tokens, line: Line, names: dict[int, tuple[int, int]]) -> list[Mention]:
    """Return the mentions of a line; `names` gives for a person's first token the end of the name and the person."""
    found: list[Mention] = []
    items, pos, lower = line.items, tokens.pos, tokens.lower
    position, size = 0, len(items)
    honours = people_lexicon().honours
    while position < size:
        token = items[position]
        if token < 0:
            position += 1
        elif token in names:
            last, person = names[token]
            while last < len(lower) and lower[last] in honours:
                last += 1
            owner = last < len(lower) and lower[last] in _POSSESSIVE
            if owner and found and found[-1].last == token and found[-1].kind == "role":
                found[-1].possessive = True
            found.append(Mention(token, last, last - 1, "person", person, owner))
            position = line.place.get(last - 1, position) + 1
        elif lower[token] in _PRONOUNS and _is_pronoun(tokens, token):
            found.append(Mention(token, token + 1, token, _PRONOUNS[lower[token]]))
            position += 1
        elif (pos[token] in _PHRASE and lower[token] not in _POSSESSIVE and lower[token] not in _BULLETS) or _owns(
            tokens, token
        ):
            position = _phrase(tokens, line, position, names, found)
        else:
            position += 1
    return found


def _owns(tokens: Tokens, token: int) -> bool:
    """Whether the word is the "her" of her sister."""
    return tokens.tag[token] == _OWN and token + 1 < len(tokens) and tokens.pos[token + 1] in _PHRASE


def _is_pronoun(tokens: Tokens, token: int) -> bool:
    """Whether the word stands alone: "another said", not "another student said"."""
    if _is_paper(tokens, token):
        return False
    if tokens.pos[token] == PRON:
        return True
    after = token + 1
    alone = after >= len(tokens) or tokens.pos[after] not in (NOUN, PROPN, ADJ)
    return alone and tokens.lower[token] in ("others", "another", "one")


def _is_paper(tokens: Tokens, token: int) -> bool:
    """Whether the word is the name of the i, a paper."""
    return tokens.words[token] == "i" and token > 0 and tokens.lower[token - 1] == "the"


def _phrase(tokens: Tokens, line: Line, position: int, names: dict[int, tuple[int, int]], found: list[Mention]) -> int:
    """Add the noun phrase that begins at the position, where it has a noun; return the position after it."""
    items, pos, lower = line.items, tokens.pos, tokens.lower
    begin, first, head = position, items[position], -1
    size = len(items)
    while position < size:
        token = items[position]
        if token < 0 or (token in names and token != first) or position - begin > _LONGEST:
            break
        if head >= 0 and tokens.entities[token] in ("DATE", "TIME") and not _is_compound(tokens, token):
            break
        if pos[token] in (NOUN, PROPN) or _is_paper(tokens, token):
            if head == token - 1 and tokens.entities[head] == "DATE" and tokens.entities[token] != "DATE":
                break
            head = token
        elif lower[token] in _POSSESSIVE and head >= 0:
            found.append(_noun(tokens, first, head, True))
        elif not _goes_on(tokens, token, head >= 0) and not _hyphened(tokens, token, head >= 0):
            break
        position += 1
        if head >= 0 and position < size and items[position] != token + 1:
            break
    if head >= 0:
        if lower[first] == "no":
            return max(position, begin + 1)  # no mood, no one: nobody
        for owner in reversed(found):
            if not owner.possessive or not owner.last <= first <= owner.last + 1:
                break
            first = owner.first
        found.append(_noun(tokens, first, head, False))
    return max(position, begin + 1)


def _goes_on(tokens: Tokens, token: int, has_noun: bool) -> bool:
    """Whether the token can stand within a noun phrase that has its noun already, or not yet."""
    if tokens.lower[token] in _INNER:
        return has_noun or _joins(tokens, token)
    if tokens.pos[token] == VERB:
        return not has_noun and tokens.dep[token] == amod
    if tokens.tag[token] == _OWN:
        return not has_noun
    return tokens.pos[token] in _PHRASE and not (has_noun and tokens.pos[token] == DET)


def _is_compound(tokens: Tokens, token: int) -> bool:
    """Whether the token is a hyphen within a compound, or the word behind one."""
    return _joins(tokens, token) or (token > 0 and _joins(tokens, token - 1))


def _joins(tokens: Tokens, token: int) -> bool:
    """Whether a hyphen stands between two words without a space: the first one of 20-year-old."""
    inner = 0 < token < len(tokens) - 1 and tokens.words[token] == "-"
    return inner and tokens.ends[token - 1] == tokens.starts[token] and tokens.ends[token] == tokens.starts[token + 1]


def _hyphened(tokens: Tokens, token: int, has_noun: bool) -> bool:
    """Whether the token is the second part of a compound: based in Nairobi-based."""
    return has_noun and tokens.words[token - 1] == "-" and tokens.ends[token - 1] == tokens.starts[token]


def _noun(tokens: Tokens, first: int, head: int, possessive: bool) -> Mention:
    kind = kind_of_noun(tokens.lower[head], tokens.entities[head])
    return Mention(first, head + 1, head, kind, possessive=possessive)
