"""The word lists about people (data/lexicons/people.json, first_names.tsv), read once."""

import json
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from geo.language.words import word_sets
from geo.paths import DATA, lexicon

Gender = Literal["f", "m"]
_PERSONS = ("person", "criminal")


@dataclass(frozen=True)
class PeopleLexicon:
    """Words that stand beside names or for people; all lower case, see the comment in the file."""

    titles: dict[str, Gender | None]
    roles: dict[str, Gender | None]
    plurals: frozenset[str]
    collectives: frozenset[str]
    documents: frozenset[str]
    words: frozenset[str]
    wider: dict[str, tuple[str, ...]]
    abbreviations: dict[str, str]
    nationalities: dict[str, str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    honours: frozenset[str]
    not_names: frozenset[str]
    rarely_names: frozenset[str]
    named_things: frozenset[str]
    persons: frozenset[str]
    """Nouns that name a person by WordNet, with words among them that are rarely used so and words that are names."""
    first_names: dict[str, Gender] = field(repr=False)

    def is_role(self, word: str) -> bool:
        """Whether the lower-case word names one person by title or role."""
        return word in self.roles or word in self.titles

    def head(self, word: str) -> str:
        """Return the role noun that a title or an abbreviation stands for (Sen. -> senator)."""
        return self.abbreviations.get(word, word)

    def country(self, word: str) -> str:
        """Return one form for a country's name and its demonym, cut short where they share a stem."""
        known = self.nationalities.get(word)
        return known[:5] if known else word[:5] if len(word) > 5 else word[:4]


def fold(text: str) -> str:
    """Return the text in lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


@cache
def people_lexicon() -> PeopleLexicon:
    """Return the lexicon, read on the first call."""
    lists = json.loads((DATA / "lexicons" / "people.json").read_text("utf-8"))
    names: dict[str, Gender] = {}
    for line in lexicon("first_names.tsv"):
        name, gender = line.split("\t")
        names[name] = "f" if gender == "f" else "m"
    plurals = set(lists["plurals"])
    for words in lists["roles"].values():
        plurals |= {plural(word) for word in words}
    return PeopleLexicon(
        titles=_with_gender(lists["titles"]),
        roles=_with_gender(lists["roles"]),
        plurals=frozenset(plurals),
        collectives=frozenset(lists["collectives"]) | {plural(word) for word in lists["collectives"]},
        documents=frozenset(lists["documents"]) | {plural(word) for word in lists["documents"]},
        words=frozenset(lists["words"]) | {plural(word) for word in lists["words"]},
        wider={word: tuple(narrower) for word, narrower in lists["wider"].items()},
        abbreviations=lists["abbreviations"],
        nationalities=lists["nationalities"],
        particles=frozenset(lists["particles"]),
        suffixes=frozenset(lists["suffixes"]),
        honours=frozenset(lists["honours"]),
        not_names=frozenset(lists["not_names"]),
        rarely_names=frozenset(lists["rarely_names"]),
        named_things=frozenset(lists["named_things"]),
        persons=frozenset().union(*(word_sets("word_classes.tsv")[f"noun {kind}"] for kind in _PERSONS)),
        first_names=names,
    )


def plural(word: str) -> str:
    """Return the regular plural of an English noun, and that of -man and -woman."""
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _with_gender(groups: dict[str, list[str]]) -> dict[str, Gender | None]:
    genders: dict[str, Gender | None] = {"f": "f", "m": "m", "any": None}
    return {word: genders[group] for group, words in groups.items() for word in words}
