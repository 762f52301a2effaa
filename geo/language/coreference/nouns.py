"""Nouns: whether one names a person, people, a body or a thing, and the words of its phrase."""

from collections.abc import Sequence

from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.words import words

_HUMAN_ENDINGS = ("ers", "ors", "ists", "ians", "ist", "ian")
_ARTICLES = words("the a an this that these those one")
_LINKS = words("of for from at with in")
_LOCATIVE = words("in at from with")
_SUBJECTS = words("nsubj nsubjpass")
_RESTRICTIVE = words("prep acl amod")
_BREAKS = words("PUNCT SPACE")
_TIMES = words("DATE TIME")
_LONGEST_SUBJECT = 14
"""Tokens from a noun to the verb that it is the subject of, with what tells it apart between them."""
_PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET"))
_INNER = words("- & 's ’s")
_LONGEST_PHRASE = 40
"""Tokens of a phrase before its noun, at most."""
_LONGEST_TAIL = 8
"""Tokens of a phrase after its noun: "of the state department of health"."""


def kind_of_noun(word: str, label: str) -> str:
    """Return what a noun names: role (one person), plural (people), group (a body), name, document or thing.

    Args:
        word: the noun in lower case.
        label: its entity label, "" where it has none.
    """
    lexicon = people_lexicon()
    if word in lexicon.plurals:
        return "plural"
    if lexicon.is_role(word):
        return "role"
    if word in lexicon.collectives or label in ("ORG", "NORP"):
        return "group"
    if label in ("GPE", "PERSON"):
        return "name"
    if word.endswith(_HUMAN_ENDINGS):
        return "plural" if word.endswith("s") else "role"
    if word in lexicon.documents or label:
        return "document" if word in lexicon.documents else "thing"
    if word in lexicon.persons:
        return "role"
    return "plural" if word.removesuffix("s") in lexicon.persons else "thing"


def phrase(parse: Parse, first: int, head: int, quoted: Sequence[bool], *, extended: bool = True) -> str:
    """Return a noun phrase from its first token with its "of the ministry", without its article.

    Args:
        first: the first token of the phrase.
        head: its noun.
        quoted: for each token whether it stands between quotation marks.
        extended: whether what follows the noun belongs to it, as it does to none that is a name.
    """
    past = head + 1
    while first < head and parse.lower[first] in _ARTICLES:
        first += 1
    if extended:
        past = max(phrase_end(parse, past, quoted), _before_verb(parse, head, quoted))
        first = _coordinated(parse, first, quoted)
        first -= first > 0 and parse.tag[first - 1] == "PRP$"
    return " ".join(parse.text[parse.start[first] : parse.end[past - 1]].split())


def phrase_start(parse: Parse, head: int) -> int:
    """Return the first token of the noun phrase of `head` that stands before it without a gap."""
    first, least = head, max(0, head - _LONGEST_PHRASE)
    while first > least and (parse.pos[first - 1] in _PHRASE or parse.lower[first - 1] in _INNER):
        if first - 1 != head - 1 and parse.pos[first] == "DET":
            break
        first -= 1
    while first < head and parse.lower[first] in _INNER:
        first += 1
    return first


def phrase_end(parse: Parse, past: int, quoted: Sequence[bool]) -> int:
    """Return the token after the "of ...", "for ..." that follows a noun whose phrase ends before `past`."""
    size, begin = len(parse), past
    while past + 1 < size and parse.lower[past] in _LINKS and past - begin < _LONGEST_TAIL:
        if quoted[past + 1] or parse.pos[past + 1] not in _PHRASE:
            break
        if parse.lower[past] in _LOCATIVE and parse.ent[past + 1] in _TIMES:
            break  # a solicitor in May
        if parse.lower[past] in _LOCATIVE and parse.pos[past + 1] != "PROPN" and not _of_place(parse, past):
            break
        end = past + 1
        while end < size and (parse.pos[end] in _PHRASE or parse.lower[end] in _INNER) and end - past < _LONGEST_TAIL:
            end += 1
        if parse.pos[end - 1] not in ("NOUN", "PROPN"):
            break
        past = _with_other_names(parse, past, end)
    return past


def _with_other_names(parse: Parse, first: int, end: int) -> int:
    """Return the end of the further names that are joined to those before `end`: in Essex and Surrey."""
    last = end
    while last + 1 < len(parse) and last - first < _LONGEST_TAIL and parse.lower[last] in ("and", ","):
        last += 1
        while last < len(parse) and parse.pos[last] == "PROPN":
            last += 1
        if parse.pos[last - 1] != "PROPN" or parse.dep[last - 1] != "conj":
            break
        if parse.lower[end] == "and" or "and" in parse.lower[end:last]:
            end = last
    return end


def _before_verb(parse: Parse, head: int, quoted: Sequence[bool]) -> int:
    """Return the end of what tells a subject apart from others, before its verb: people familiar with the plan said."""
    verb, past = parse.head[head], head + 1
    if parse.pos[head] != "NOUN" or parse.dep[head] not in _SUBJECTS or not head < verb <= head + _LONGEST_SUBJECT:
        return past
    for child in parse.children[head]:
        if child != past or parse.dep[child] not in _RESTRICTIVE or _is_finite(parse, child):
            continue
        end = parse.edges(child)[1] + 1
        inside = range(past, end)
        if end > verb or any(quoted[i] or parse.pos[i] in _BREAKS or parse.ent[i] in _TIMES for i in inside):
            break
        past = end
    return past


def _is_finite(parse: Parse, child: int) -> bool:
    """Whether the parse has taken a verb with an object of its own for a participle: the campaign called it a rush."""
    return parse.tag[child] == "VBN" and any(parse.dep[c] in ("dobj", "oprd", "attr") for c in parse.children[child])


def _of_place(parse: Parse, past: int) -> bool:
    """Whether "in the", "from the" goes on with a name: growers in the Aconcagua valley."""
    after = past + 2
    return parse.lower[past + 1] == "the" and after < len(parse) and parse.pos[after] == "PROPN"


def _coordinated(parse: Parse, first: int, quoted: Sequence[bool]) -> int:
    """Return the first token of "union leaders and port operators" from that of its second half."""
    if first < 2 or parse.lower[first - 1] != "and" or parse.pos[first - 2] not in ("NOUN", "PROPN"):
        return first
    lexicon = people_lexicon()
    if not (parse.lower[first - 2] in lexicon.plurals or parse.lower[first - 2] in lexicon.collectives):
        return first
    begin = first - 2
    least = max(0, begin - _LONGEST_PHRASE)
    while begin > least and parse.pos[begin - 1] in _PHRASE and not quoted[begin - 1]:
        begin -= 1
    while begin < first and parse.lower[begin] in _ARTICLES:
        begin += 1
    return begin
