"""Titles and roles that stand beside a name: before it, after a comma, or set apart before a comma."""

import re

from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB

from geo.language.people.lexicon import people_lexicon
from geo.language.people.name import Name
from geo.language.tokens import Tokens

_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "madame", "hon", "saint"))
_CONNECTORS = frozenset(("of", "for", "and", "&", "-", "–", "to", "the", "'s", "’s"))
_ROLE_POS = frozenset((NOUN, PROPN, ADJ))
_PARTY_STATE = re.compile(r",?\s*\(?[RDI]-([A-Z][\w.]+(?: [A-Z][a-z]+)?)")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.)+|Gov\.|Lt\.|Asst\.|Dept\.|Col\.|St\.")
_REACH = 9
_STOPS = frozenset((",", ".", ";", "—", "–", ")", "who", "and", "which", "but", '"', "”", "“", "said", "told"))
_GIVING = frozenset(
    ("named", "appointed", "elected", "nominated", "chosen", "picked", "made", "crowned", "sworn", "re-elected")
)
"""Verbs that give somebody a role."""
_HELPERS = frozenset(("was", "is", "were", "been", "has", "had", "being", "be", "later", "then"))
_BEFORE_GIVEN = frozenset(("as", "in", "to", "be", "his", "her", "its", "their", "our", "the", "a", "an", "new"))
_BEFORE_ROLE = frozenset(("the", "a", "an", "'s", "’s", "-", "’", "'", "his", "her", "their", "its"))


def read_roles(tokens: Tokens, name: Name, inside: dict[int, Name]) -> None:
    """Add the title or role before the name, and the one set off by commas after or before it."""
    lexicon = people_lexicon()
    name.places = _constituency(tokens, name)
    for span in (
        _role_before(tokens, name, inside),
        _role_after(tokens, name, inside),
        _role_apart(tokens, name, inside),
        _role_given(tokens, name, inside),
    ):
        if span is None:
            continue
        words = tokens.lower[span[0] : span[1]]
        if all(word.rstrip(".") in _HONORIFICS for word in words):
            continue
        if words[0] in ("'s", "’s"):
            span, words = (span[0] + 1, span[1]), words[1:]
        if tokens.pos[span[0]] == VERB and words[0].endswith("ing"):
            continue
        name.roles.append(_phrase(tokens, *span))
        genders = [lexicon.roles.get(word) or lexicon.titles.get(word) for word in words]
        name.gender = name.gender or next((gender for gender in genders if gender), None)


def _constituency(tokens: Tokens, name: Name) -> list[str]:
    """Return the state of a member of Congress where it stands after the name."""
    if name.last >= len(tokens) or tokens.words[name.last] not in (",", "("):
        return []
    end = tokens.ends[name.last - 1]
    match = _PARTY_STATE.match(tokens.text, end, end + 40)
    return [match[1].rstrip(".")] if match else []


def _role_before(tokens: Tokens, name: Name, inside: dict[int, Name]) -> tuple[int, int] | None:
    """Return the span of "former Florida Gov." before a name."""
    lexicon = people_lexicon()
    end = name.first
    lower, words = tokens.lower, tokens.words
    while end < name.last and lexicon.is_role(lower[end]) and end + 1 < name.last:
        end += 1
    begin = end
    while begin > max(0, end - _REACH) and begin - 1 not in inside and _in_role(tokens, begin - 1, end):
        begin -= 1
    while begin < end and (lower[begin] in _CONNECTORS or lower[begin] in ("meanwhile", "instead", "today")):
        begin += 1
    if begin >= end or not any(lexicon.is_role(word) for word in lower[begin:end]):
        return None
    if not lexicon.is_role(lower[end - 1]) and not (words[end - 1][0].isupper() and "of" in lower[begin:end]):
        return None
    return begin, end


def _in_role(tokens: Tokens, index: int, end: int) -> bool:
    word, lower = tokens.words[index], tokens.lower[index]
    lexicon = people_lexicon()
    if lexicon.is_role(lower):
        return True
    if lower in _CONNECTORS:
        return _connects(tokens, index, end)
    if word[-1] == "." and not _ABBREVIATION.fullmatch(word):
        return False
    return tokens.pos[index] in _ROLE_POS and word[0].isalnum() and "\n" not in word


def _connects(tokens: Tokens, index: int, end: int) -> bool:
    """Whether "of", "for", "and" or a hyphen holds the words of a role together: Secretary of State."""
    lower = tokens.lower[index]
    if lower in ("'s", "’s", "to", "the") or index + 1 == end or index == 0:
        return lower in ("'s", "’s") and index > 0
    before, after = tokens.words[index - 1], tokens.words[index + 1]
    if lower in "-–":
        return True
    if lower in ("and", "&") and tokens.lower[index + 1].rstrip(".") in _HONORIFICS:
        return False
    return after[0].isupper() and (before[0].isupper() or people_lexicon().is_role(before))


def _role_after(tokens: Tokens, name: Name, inside: dict[int, Name]) -> tuple[int, int] | None:
    """Return the span of "Paris prosecutor" in "Francois Molins, the Paris prosecutor, said"."""
    lexicon = people_lexicon()
    begin = name.last + 1
    if begin >= len(tokens) or tokens.words[name.last] != "," or begin in inside:
        return None
    if tokens.pos[begin] == VERB and name.first and tokens.words[name.first - 1] == ",":
        return None  # "The mayor, Ann Lee, met the minister": the commas hold the name
    role = None
    end = begin
    while end < min(begin + 14, len(tokens)):
        lower = tokens.lower[end]
        if lower in _STOPS or "\n" in lower:
            break
        if role is not None:
            if end in inside or tokens.pos[end] in (VERB, AUX):
                return None
        elif lexicon.is_role(lower):
            role = end
        elif tokens.pos[end] not in _ROLE_POS and lower not in _BEFORE_ROLE and not lower.endswith(("ed", "ing")):
            return None
        end += 1
    if role is None or end == begin + 14 or (end < len(tokens) and tokens.lower[end] == "and"):
        return None
    while begin < role and tokens.lower[begin] in ("the", "a", "an"):
        begin += 1
    return begin, end


def _role_apart(tokens: Tokens, name: Name, inside: dict[int, Name]) -> tuple[int, int] | None:
    """Return the span of "France's president" in "France's president, Francois Hollande"."""
    lexicon = people_lexicon()
    end = name.first - 1
    while end > 1 and tokens.lower[end].rstrip(".") in _HONORIFICS:
        end -= 1
    if end < 2 or tokens.words[end] != "," or not lexicon.is_role(tokens.lower[end - 1]):
        return None
    if len(name.words) < 2 and not lexicon.roles.get(tokens.lower[end - 1]):
        return None
    begin = end
    while begin > max(0, end - 7) and begin - 1 not in inside:
        lower = tokens.lower[begin - 1]
        if not (tokens.pos[begin - 1] in _ROLE_POS or lower in ("'s", "’s")):
            break
        begin -= 1
    definite = begin > 0 and tokens.lower[begin - 1] in ("the", "his", "her", "its", "their")
    if not definite and not any(word in ("'s", "’s") for word in tokens.lower[begin:end]):
        return None
    return begin, end


def _role_given(tokens: Tokens, name: Name, inside: dict[int, Name]) -> tuple[int, int] | None:
    """Return the span of "health minister" in "named Ann Lee her health minister", also of "Ann Lee was named" it."""
    lexicon = people_lexicon()
    begin, verb = name.last, name.first - 1
    while begin < len(tokens) and tokens.lower[begin] in _HELPERS:
        begin += 1
    if begin > name.last:
        verb, begin = begin, begin + 1
    if not 0 <= verb < len(tokens) or tokens.lower[verb] not in _GIVING:
        return None
    while begin < len(tokens) and tokens.lower[begin] in _BEFORE_GIVEN:
        begin += 1
    end = begin
    while end < min(begin + _REACH, len(tokens)) and end not in inside and tokens.pos[end] in _ROLE_POS:
        end += 1
    return (begin, end) if end > begin and lexicon.is_role(tokens.lower[end - 1]) else None


def _phrase(tokens: Tokens, first: int, last: int) -> str:
    """Return the text of the tokens, a word told twice by mistake only once."""
    words = tokens.text[tokens.starts[first] : tokens.ends[last - 1]].split()
    return " ".join(word for index, word in enumerate(words) if index == 0 or word != words[index - 1])
