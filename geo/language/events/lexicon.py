"""The lexicon of triggers: which words tell which type of event."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DatelineError
from geo.language.parse import Parse

_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative", "obj"})
_DONE_TO = frozenset({"burn", "smash", "damage", "shoot", "kill", "destroy", "arrest"})
"""Verbs whose lone subject is nobody's object: a house that burned was not set on fire by a mob."""
_ENTRIES = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon: what a word needs beside it to tell an event of a type."""

    type: str
    mode: str | None
    link: str | None
    """Particle, preposition, "to" or "that" that has to follow."""
    objects: frozenset[_ENTRIES]
    """One of these has to be its object (verb) or modify it (noun); none needed where empty."""
    needed: frozenset[str]
    """Without one of these words near by the entry can't fit; nothing is needed where empty."""
    context: frozenset[str]
    """One of these lemmas has to stand in the sentence; none needed where empty."""
    rank: int
    """Later and more demanding entries win."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A trigger found in a text."""

    type: str
    mode: str | None
    tokens: tuple[int, ...]
    """The words that make it: the verb, its particle, the object the entry asks for."""
    bare: bool
    """The entry asks for nothing beside the word."""


class Lexicon:
    """Entries by lemma.

    Args:
        paths: files in the form of `data/lexicons/triggers.tsv`; later ones overrule earlier ones.
        types: the names of types that may be used.

    Raises:
        DatelineError: a line is malformed, or names an unknown type.
    """

    def __init__(self, paths: Iterable[Path], types: Iterable[str]) -> None:
        self.verbs: dict[str, list[Entry]] = defaultdict(list)
        self.nouns: dict[str, list[Entry]] = defaultdict(list)
        known = set(types)
        for order, path in enumerate(paths):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if line.strip() and not line.startswith("#"):
                    self._add_line(line, known, order, f"{path.name}, line {number}")
        for entries in (*self.verbs.values(), *self.nouns.values()):
            entries.sort(key=lambda entry: -entry.rank)
        self.verb_types, self.noun_types = map(_types, (self.verbs, self.nouns))
        """The types that the entries of a lemma may tell."""

    def _add_line(self, line: str, known: set[str], order: int, where: str) -> None:
        columns = line.split("\t")
        if len(columns) != 4 or columns[2] not in ("verb", "noun"):
            raise DatelineError(f"{where}: needs type, mode, verb or noun, and entries, set apart by tabs.")
        if columns[0] not in known:
            raise DatelineError(f"{where}: there is no event type {columns[0]}.")
        table = self.verbs if columns[2] == "verb" else self.nouns
        for text in columns[3].split(","):
            word, entry = _entry(text, columns[0], columns[1], order, noun=columns[2] == "noun")
            table[word].append(entry)

    def read_verb(self, parse: Parse, i: int) -> Reading | None:
        """Return what the verb `i` tells, or None."""
        entries = self.verbs.get(parse.lemma[i]) or self.verbs.get(parse.lower[i].removesuffix("d"))
        if not entries:
            return None
        near: set[str] | None = None
        for entry in entries:
            if entry.needed:
                near = near or _words_near(parse, i)
                if entry.needed.isdisjoint(near):
                    continue
            if _fits(parse, i, entry) and (tokens := _verb_tokens(parse, i, entry)):
                return Reading(entry.type, entry.mode, tokens, not (entry.link or entry.objects))
        return None

    def read_noun(self, parse: Parse, i: int) -> Reading | None:
        """Return what the noun `i` tells, or None."""
        lemma = parse.lemma[i]
        if parse.pos[i] == "PROPN":
            lemma = parse.lower[i] if parse.lower[i] in self.nouns else parse.lower[i].removesuffix("s")
        for entry in self.nouns.get(lemma, ()):
            if _fits(parse, i, entry) and (tokens := _noun_tokens(parse, i, entry)):
                return Reading(entry.type, entry.mode, tokens, not (entry.link or entry.objects))
        return None


def _types(table: Mapping[str, Sequence[Entry]]) -> dict[str, tuple[str, ...]]:
    return {lemma: tuple(dict.fromkeys(entry.type for entry in entries)) for lemma, entries in table.items()}


def _entry(text: str, type_: str, mode: str, order: int, *, noun: bool) -> tuple[str, Entry]:
    rest, _, around = text.partition("~")
    left, _, right = rest.partition("+")
    head = left.split()
    objects = frozenset(tuple(option.split()) for option in right.split("|") if option.split())
    context = frozenset(around.replace("|", " ").split())
    rank = 100 * order + 4 * bool(objects) + max((len(o) for o in objects), default=0) + 2 * (len(head) - 1)
    rank += 3 * bool(context)
    linked = not noun or (len(head) == 2 and head[1] in _NOUN_LINKS)
    word, rest_words = (head[0], head[1:]) if linked else (head[-1], head[:-1])
    link = (" ".join(rest_words) or None) if linked else None
    if not linked and rest_words:
        objects = frozenset({tuple(rest_words)})
    needed = frozenset(word for option in objects for word in option)
    if link and link not in ("to", "that") and not objects:
        needed = frozenset({link.split()[0].removeprefix("^")})
    return word, Entry(type_, None if mode == "-" else mode, link, objects, needed, context, rank)


_NOUN_LINKS = frozenset({"of", "on", "against", "for", "to", "with", "from", "by"})


def _words_near(parse: Parse, i: int) -> set[str]:
    """Return the lemmas and forms of the words up to four steps below `i`, and of the word above it."""
    lemma, lower, children = parse.lemma, parse.lower, parse.children
    found: set[str] = {lemma[parse.head[i]], lower[parse.head[i]]}
    level: Sequence[int] = children[i]
    for _ in range(4):
        if not level:
            break
        for c in level:
            found.add(lemma[c])
            found.add(lower[c])
        level = [g for c in level for g in children[c]]
    return found


def _fits(parse: Parse, i: int, entry: Entry) -> bool:
    if not entry.context:
        return True
    first, past = parse.sents[parse.sent[i]]
    here = entry.context
    return not (here.isdisjoint(parse.lemma[first:past]) and here.isdisjoint(parse.lower[first:past]))


def _verb_tokens(parse: Parse, i: int, entry: Entry) -> tuple[int, ...] | None:
    link, children = entry.link, parse.children[i]
    tokens: tuple[int, ...] = (i,)
    places = (i,)
    if link in ("to", "that"):
        return _complement_tokens(parse, i, entry)
    if link:
        words = link.replace("^", "").split()
        found = _followers(parse, i, words)
        if found is None:
            return None
        tokens += found
        places = (i, *found)
    if not entry.objects:
        return tokens
    candidates = [c for p in places for c in parse.children[p] if parse.dep[c] in _OBJECTS or parse.dep[c] == "pobj"]
    if parse.lemma[i] not in _DONE_TO and not any(parse.dep[c] in ("dobj", "nsubjpass") for c in children):
        candidates += [c for c in children if parse.dep[c] == "nsubj"]
    if parse.dep[i] in ("acl", "relcl") and parse.tag[i] in ("VBN", "VBD", "VBG"):
        candidates.append(parse.head[i])
    for candidate in candidates:
        for noun in (candidate, *(c for c in parse.children[candidate] if parse.dep[c] in ("conj", "prep"))):
            noun = _of(parse, noun)
            if any(_is_phrase(parse, noun, option) for option in entry.objects):
                return (*tokens, noun)
    return None


def _of(parse: Parse, i: int) -> int:
    """Return the noun after "of" for a preposition, and the token itself for anything else."""
    if parse.dep[i] == "prep" and parse.lower[i] == "of":
        return next((c for c in parse.children[i] if parse.dep[c] == "pobj"), i)
    return i


def _complement_tokens(parse: Parse, i: int, entry: Entry) -> tuple[int, ...] | None:
    for c in parse.children[i]:
        if parse.dep[c] not in ("xcomp", "ccomp", "advcl", "acl"):
            continue
        infinitive = any(parse.lower[g] == "to" and parse.dep[g] in ("aux", "mark") for g in parse.children[c])
        if (entry.link == "to") != infinitive:
            continue
        if not entry.objects or any(parse.lemma[c] == option[-1] for option in entry.objects):
            return (i,)
        if any(
            _is_phrase(parse, o, option)
            for o in parse.children[c]
            if parse.dep[o] in _OBJECTS
            for option in entry.objects
        ):
            return (i,)
    if entry.link == "to":  # "appealed to the rebels" is written like "agreed to talk"
        preposition = next(
            (c for c in parse.children[i] if parse.dep[c] in ("prep", "dative") and parse.lower[c] == "to"), None
        )
        if preposition is None:
            return None
        nouns = [c for c in parse.children[preposition] if parse.dep[c] == "pobj"]
        if not entry.objects:
            return i, preposition
        return next(((i, preposition, n) for n in nouns for o in entry.objects if _is_phrase(parse, n, o)), None)
    return None


def _followers(parse: Parse, i: int, words: list[str]) -> tuple[int, ...] | None:
    """Return the particles, prepositions or adverbs of `i` that are `words`, None where one is missing."""
    found: list[int] = []
    for word in words:
        nodes = (i, *found)
        child = next((c for n in nodes for c in parse.children[n] if parse.lower[c] == word and c > i), None)
        if child is None and word == "for":  # "called for the president to resign"
            clauses = [c for c in parse.children[i] if c > i and parse.dep[c] in ("advcl", "ccomp", "xcomp")]
            child = next((g for c in clauses for g in parse.children[c] if parse.lower[g] == "for" and g < c), None)
        if child is None:
            return None
        found.append(child)
    return tuple(found)


def _is_phrase(parse: Parse, noun: int, option: tuple[str, ...]) -> bool:
    if parse.lemma[noun] != option[-1] and parse.lower[noun] != option[-1]:
        return len(option) == 1 and any(
            parse.dep[c] == "compound" and parse.lower[c] == option[0] for c in parse.children[noun]
        )
    if len(option) == 1:
        return True
    left = [w for c in parse.children[noun] if c < noun for w in (parse.lemma[c], parse.lower[c])]
    return all(word in left for word in option[:-1])


def _noun_tokens(parse: Parse, i: int, entry: Entry) -> tuple[int, ...] | None:
    if entry.link:
        preposition = next((c for c in parse.children[i] if parse.lower[c] == entry.link and c > i), None)
        if preposition is None:
            return None
        if not entry.objects:
            return (i,)
        nouns = [c for c in parse.children[preposition] if parse.dep[c] == "pobj"]
        nouns += [c for n in nouns for c in parse.children[n] if parse.dep[c] == "conj"]
        return (i,) if any(_is_phrase(parse, n, option) for n in nouns for option in entry.objects) else None
    if not entry.objects:
        return (i,)
    left = {w: c for c in parse.children[i] if c < i for w in (parse.lemma[c], parse.lower[c])}
    for words in entry.objects:
        if all(word in left for word in words):
            return (*(left[word] for word in words), i)
        stretch = tuple(range(i - len(words), i))
        if stretch and stretch[0] >= 0 and all(parse.lower[j] == w for j, w in zip(stretch, words, strict=True)):
            return (*stretch, i)
    return None
