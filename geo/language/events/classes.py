"""What kind of thing a noun names (an army, a team, a force of nature) and what a text is about."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from geo.language.parse import Parse
from geo.language.words import word_sets

OF_ENTITY = {
    "PERSON": "person", "GPE": "country", "LOC": "place", "FAC": "building", "NORP": "nation", "DATE": "time",
    "TIME": "time", "MONEY": "money", "PERCENT": "percent", "CARDINAL": "quantity", "QUANTITY": "quantity",
    "ORDINAL": "quantity", "EVENT": "event", "LAW": "law", "WORK_OF_ART": "show", "PRODUCT": "thing", "ORG": "body",
}  # fmt: skip
"""The class of a name by the label of its entity, where none of its words is known."""
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_WINDOW = 1200
"""Characters around a word by which the topic of its surroundings is told: some two hundred words."""
_PLENTY = 0.045
_SOME = 0.02
"""Shares of the words of a stretch that belong to a topic from which it is surely, or perhaps, about it."""


@cache
def _classes(part: str) -> dict[str, str]:
    """Return the class of each noun or verb; the project's own lists overrule WordNet's."""
    found: dict[str, str] = {}
    for table in (word_sets("word_classes.tsv"), word_sets("sense_words.tsv")):
        for name, lemmas in table.items():
            kind, _, label = name.partition(" ")
            if kind == part:
                found |= dict.fromkeys(lemmas, label)
    return found


@cache
def _topics() -> dict[str, tuple[str, ...]]:
    """Return the topics of each word that speaks for one."""
    found: dict[str, list[str]] = {}
    for name, listed in word_sets("sense_words.tsv").items():
        kind, _, label = name.partition(" ")
        if kind == "topic":
            for word in listed:
                found.setdefault(word, []).append(label)
    return {word: tuple(labels) for word, labels in found.items()}


def noun_class(parse: Parse, i: int) -> str:
    """Return the class of the noun or pronoun `i`, "" where nothing is known of it.

    A name is what its last known word is ("the Bank of Japan", "Leeds United" only by its entity).
    """
    pos = parse.pos[i]
    if pos == "PRON":
        return "person" if parse.lower[i] in ("he", "she", "who", "we", "i", "you") else "pronoun"
    table = _classes("noun")
    found = table.get(parse.lemma[i]) or table.get(parse.lower[i])
    if pos == "PROPN":
        found = found or table.get(parse.lower[i].removesuffix("s"))
        label = OF_ENTITY.get(parse.ent[i], "")
        return found if found and label in ("", "body", "event", "law") else label or "name"
    if found is None and pos == "NUM":
        return "quantity"
    return found or OF_ENTITY.get(parse.ent[i], "")


def word_class(noun: str) -> str:
    """Return the class of a noun in lower case, "" where nothing is known of it."""
    return _classes("noun").get(noun, "")


def modifier_classes(parse: Parse, i: int) -> set[str]:
    """Return the classes of the nouns that modify the noun `i` ("bird strike", "army post")."""
    table = _classes("noun")
    return {
        label
        for c in parse.children[i]
        if parse.dep[c] in _MODIFIERS and parse.pos[c] in ("NOUN", "PROPN") and (label := table.get(parse.lower[c]))
    }


def verb_class(lemma: str) -> str:
    """Return WordNet's class of a verb ("motion"), "" for a verb that it lacks."""
    return _classes("verb").get(lemma, "")


class Topics:
    """What a text, and each stretch of it, is about."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        known = _topics()
        self._hits = [(n, topics) for n, word in enumerate(parse.lower) if (topics := known.get(word))]
        self._whole = self._strong(Counter(t for _, topics in self._hits for t in topics), len(parse))

    def of(self, i: int) -> Sequence[str]:
        """Return the names of the topic features of the token `i`: those of the text and those of its surroundings."""
        return (*self._whole, *self._near.get(self._parse.start[i] // _WINDOW, ()))

    @cached_property
    def _near(self) -> dict[int, tuple[str, ...]]:
        """The topics of each stretch of `_WINDOW` characters by its number."""
        start = self._parse.start
        counts: dict[int, Counter[str]] = {}
        sizes = Counter(at // _WINDOW for at in start)
        for n, topics in self._hits:
            counts.setdefault(start[n] // _WINDOW, Counter()).update(topics)
        return {
            block: tuple(f"near {name}" for name in self._strong(found, sizes[block]))
            for block, found in counts.items()
        }

    @staticmethod
    def _strong(counts: Counter[str], size: int) -> tuple[str, ...]:
        """Return the topics of a stretch of `size` words, the first of them marked, those that are sure marked."""
        if not size:
            return ()
        ranked = [(name, n / size) for name, n in counts.most_common() if n / size >= _SOME]
        sure = [f"{name}!" for name, share in ranked if share >= _PLENTY]
        return (*(name for name, _ in ranked), *sure, *(f"first {name}" for name, _ in ranked[:1]))


def classes_of(parse: Parse, nouns: Iterable[int]) -> set[str]:
    """Return the classes of some nouns, without those of which nothing is known."""
    return {label for noun in nouns if (label := noun_class(parse, noun))}
