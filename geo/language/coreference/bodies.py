"""Bodies: the organisations, teams, armies, papers and agencies that an article names, each with its mentions."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from geo.language.coreference.lexicon import body_lexicon
from geo.language.parse import Parse
from geo.language.people.lexicon import fold, people_lexicon
from geo.language.words import words

_LONGEST = 8
"""Words of a body's name; longer entities are stretches of text that the recogniser took for one."""
_POSSESSIVE = words("'s ’s ' ’")
_DEFINITE = words("the this that")
_SMALL = words("of for and & the de la du des del - in")
_DASHES = words("- – — --")
_REVIEWED = 3
"""Papers that an article cites where it is a press review."""
_FORMS = words(
    "party inc inc. ltd ltd. plc corp corp. corporation group company co co. llc ag gmbh sa holdings union movement"
    " club fc afc airlines airways motors international"
)
"""What a name can be without: Labour is the Labour Party. Any other word names another body: the UN, the UN Council."""
_STEM = 5
"""Letters by which a word and its derivation are the same: statistics, statistical."""
_NEAR = 40
"""Mentions of bodies before a description among which the one that it means is looked for."""
_SAME_NOUN, _SAME_KIND, _UNKNOWN_KIND, _MODIFIER, _LEAST = 3.0, 2.0, 0.6, 1.6, 0.5
"""How well "the bank" answers to a body: with the noun in its name, of its kind, of no known kind; each further word of
the description that the name has or lacks; and what is enough. They rank before nearness, which counts one at most."""


@dataclass(slots=True)
class Body:
    """One body: the keys of its fullest name, its kinds, and its mentions as token spans in order."""

    keys: tuple[str, ...]
    kinds: frozenset[str]
    names: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)


def find_bodies(doc: Doc, parse: Parse, taken: Sequence[bool]) -> list[Body]:
    """Return the bodies of an article in the order of their first mentions.

    Args:
        taken: for each token whether it is part of a person's name.
    """
    names = [span for span in _named(doc, parse) if not any(taken[slice(*span)])]
    bodies = _clusters(parse, names, _acronyms(parse, names))
    _add_repeated(parse, bodies, taken)
    for body in bodies:
        body.names.sort()
        body.mentions = list(body.names)
    bodies.sort(key=lambda body: body.mentions[0])
    _add_descriptions(parse, bodies, taken)
    return bodies


def is_review(bodies: Iterable[Body]) -> bool:
    """Whether an article with these bodies is a review of the papers, which it cites by their titles."""
    return sum("paper" in body.kinds for body in bodies) >= _REVIEWED


def name_of(parse: Parse, body: Body, *, review: bool) -> str:
    """Return the fullest name of a body; in a press review with the article that a paper has: The Times."""
    spans = Counter(_keys(parse, *span) for span in body.names)
    full = next(span for span in body.names if _keys(parse, *span) == body.keys or len(spans) == 1)
    first, past = full
    articles = [f - 1 for f, p in body.names if p - f == past - first and f > 0 and parse.lower[f - 1] == "the"]
    titled = [i for i in articles if parse.text[parse.start[i]] == "T"] or (articles if body.keys == ("i",) else [])
    if review and titled and "paper" in body.kinds:
        first, past = titled[0], titled[0] + 1 + past - first
    return " ".join(parse.text[parse.start[first] : parse.end[past - 1]].split())


def _named(doc: Doc, parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the token spans of the names of bodies, without article, owner ("China’s ...") and possessive mark."""
    by_name = body_lexicon().by_name
    for entity in doc.ents:
        first, past = entity.start, entity.end
        paper = entity.label_ in ("WORK_OF_ART", "PRODUCT", "FAC", "GPE", "PERSON", "NORP", "EVENT", "LAW")
        named = paper and past - first > 1 and parse.lower[past - 1] in by_name
        if entity.label_ != "ORG" and not named and not (entity.label_ == "PERSON" and _is_called_body(parse, first)):
            continue
        for i in range(first, past):
            if "\n" in parse.lower[i] or parse.lower[i] in ("(", ")"):
                past = i
                break
        while past > first and parse.lower[past - 1] in _POSSESSIVE:
            past -= 1
        owners = [i for i in range(first, past - 1) if parse.lower[i] in ("'s", "’s")]
        if owners and parse.ent[first] == "ORG" and len(owners) == 1 and _is_country(parse, first, owners[0]):
            first = owners[0] + 1
        while first < past and parse.lower[first] in ("the", "a", "an"):
            first += 1
        if first < past <= first + _LONGEST and _is_name(parse, first, past):
            yield first, past
    for i, word in enumerate(parse.lower):
        if word == "i" and i and parse.lower[i - 1] == "the" and parse.text[parse.start[i]] == "i":
            yield i, i + 1


def _is_called_body(parse: Parse, first: int) -> bool:
    """Whether what stands before a name says that it is a body's: the Thunder, the agency, Shin Bet."""
    before = [word for word in parse.lower[max(0, first - 3) : first] if not word.isspace()]
    if before[-1:] == [","]:
        before.pop()
    return bool(before) and (before[-1] == "the" or before[-1] in people_lexicon().collectives)


def _is_country(parse: Parse, first: int, past: int) -> bool:
    return past - first == 1 and parse.text[parse.start[first]].isupper()


def _is_name(parse: Parse, first: int, past: int) -> bool:
    name = parse.text[parse.start[first] : parse.end[past - 1]]
    return name != name.lower() and any(map(str.isalpha, name)) and _DASHES.isdisjoint(parse.lower[first:past])


def _keys(parse: Parse, first: int, past: int) -> tuple[str, ...]:
    return tuple(fold(word) for word in parse.lower[first:past])


def _acronyms(parse: Parse, names: Iterable[tuple[int, int]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the full name by the acronym that stands in brackets behind it: Israel Defense Forces (IDF)."""
    found = {}
    for first, past in names:
        if past + 2 < len(parse) and parse.lower[past] == "(" and parse.lower[past + 2] == ")":
            short = parse.text[parse.start[past + 1] : parse.end[past + 1]]
            if short.isupper() and short[0].lower() == parse.lower[first][0]:
                found[(fold(short.lower()),)] = _keys(parse, first, past)
    return found


def _clusters(
    parse: Parse, names: list[tuple[int, int]], acronyms: dict[tuple[str, ...], tuple[str, ...]]
) -> list[Body]:
    """Put the mentions of one body together: equal names, acronyms, and shorter forms that only one longer name has."""
    spans: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for span in names:
        spans.setdefault(_keys(parse, *span), []).append(span)
    initials: dict[str, tuple[str, ...]] = {}
    shorter: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for keys in spans:
        large = [word for word in keys if word and word not in _SMALL]
        if len(large) > 2:
            initials["".join(word[0] for word in large)] = keys
        for cut in range(1, len(keys)):
            if _FORMS.issuperset(keys[cut:]):
                shorter.setdefault(keys[:cut], set()).add(keys)
            shorter.setdefault(keys[cut:], set()).add(keys)
    whole: dict[tuple[str, ...], tuple[str, ...]] = {}
    for keys in sorted(spans, key=len, reverse=True):
        longer = {whole.get(other, other) for other in shorter.get(keys, ())}
        home = acronyms.get(keys) or (initials.get(keys[0].replace(".", "")) if len(keys) == 1 else None)
        if home is None and len(longer) == 1 and not _is_general(keys):
            home = next(iter(longer))
        whole[keys] = whole.get(home, home) if home else keys
    bodies: dict[tuple[str, ...], Body] = {}
    for keys, own in spans.items():
        full = whole[keys] if whole[keys] in spans else keys
        body = bodies.setdefault(full, Body(full, body_lexicon().kinds(list(full))))
        body.names += own
    return list(bodies.values())


def _is_general(keys: tuple[str, ...]) -> bool:
    """Whether a short form is no name but a common noun or a nationality: Court, Department, British."""
    lexicon = people_lexicon()
    return len(keys) == 1 and (keys[0] in lexicon.collectives or keys[0] in lexicon.nationalities)


def _add_repeated(parse: Parse, bodies: list[Body], taken: Sequence[bool]) -> None:
    """Add the mentions by a known name that the recogniser missed or took for something else."""
    held = list(taken)
    known: dict[str, set[int]] = {}
    owner: dict[tuple[str, ...], Body] = {}
    for body in bodies:
        for first, past in body.names:
            held[first:past] = [True] * (past - first)
            keys = _keys(parse, first, past)
            owner[keys] = body
            known.setdefault(keys[0], set()).add(past - first)
    for i, word in enumerate(parse.lower):
        lengths = known.get(word if word.isascii() else fold(word))
        if not lengths or held[i] or word == "i" or not parse.text[parse.start[i]].isupper():
            continue
        for length in sorted((length for length in lengths if i + length <= len(parse)), reverse=True):
            body = owner.get(_keys(parse, i, i + length))
            after = parse.pos[i + length] if i + length < len(parse) else ""
            longer = after == "PROPN" or (
                i and parse.pos[i - 1] == "PROPN" and parse.text[parse.start[i - 1]].isupper()
            )
            if body is not None and not any(held[i : i + length]) and not (longer and length == 1):
                body.names.append((i, i + length))
                held[i : i + length] = [True] * length
                break


def _add_descriptions(parse: Parse, bodies: list[Body], taken: Sequence[bool]) -> None:
    """Add to each body the descriptions that mean it: the agency, the Berlin-based company, the paper."""
    held = list(taken)
    named: list[tuple[int, Body]] = []
    for body in bodies:
        for first, past in body.names:
            held[first:past] = [True] * (past - first)
            named.append((first, body))
    named.sort(key=lambda one: one[0])
    by_noun = body_lexicon().by_noun
    for i in [i for i, word in enumerate(parse.lower) if word in by_noun and not held[i]]:
        first = _description(parse, i)
        if first is None or (body := _meant(parse, first, i, named)) is None:
            continue
        insort(body.mentions, (first, i + 1))
        insort(named, (first, body), key=lambda one: one[0])


def _description(parse: Parse, head: int) -> int | None:
    """Return the first token of "the statistics agency" where nothing follows that tells another one from it."""
    if parse.pos[head] not in ("NOUN", "PROPN") or (head + 1 < len(parse) and _goes_on(parse, head + 1)):
        return None
    first = head
    while (
        first > 0
        and first > head - 5
        and (parse.pos[first - 1] in ("NOUN", "ADJ", "PROPN") or parse.lower[first - 1] == "-")
    ):
        first -= 1
    return first - 1 if first > 0 and parse.lower[first - 1] in _DEFINITE else None


def _goes_on(parse: Parse, after: int) -> bool:
    """Whether what follows a noun makes it another's or part of a longer phrase: the agency of, the police chief."""
    return parse.lower[after] == "of" or parse.pos[after] in ("NOUN", "PROPN")


def _meant(parse: Parse, first: int, head: int, named: list[tuple[int, Body]]) -> Body | None:
    """Return the body that a description means: the one that it fits best, of those the nearest before it."""
    place = bisect_left(named, first, key=lambda one: one[0])
    best, best_score = None, 0.0
    kinds = body_lexicon().by_noun[parse.lower[head]]
    modifiers = [fold(parse.lower[i]) for i in range(first + 1, head) if parse.pos[i] in ("NOUN", "PROPN")]
    for at, body in named[max(0, place - _NEAR) : place]:
        fit = _fit(fold(parse.lower[head]), kinds, modifiers, body)
        score = fit + 1 / (1 + (first - at) / 50)
        if fit >= _LEAST and score > best_score:
            best, best_score = body, score
    return best


def _fit(noun: str, kinds: frozenset[str], modifiers: list[str], body: Body) -> float:
    if noun in body.keys:
        score = _SAME_NOUN
    elif kinds & body.kinds:
        score = _SAME_KIND
    elif body.kinds:
        return 0.0
    else:
        score = _UNKNOWN_KIND if kinds & body_lexicon().open else 0.0
    stems = {word[:_STEM] for word in body.keys}
    return score + sum(_MODIFIER if word[:_STEM] in stems else -_MODIFIER for word in modifiers)
