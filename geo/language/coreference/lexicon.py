"""The kinds of bodies (data/lexicons/bodies.json), read once."""

import json
from dataclasses import dataclass
from functools import cache

from geo.paths import DATA


@dataclass(frozen=True)
class BodyLexicon:
    """Kinds of bodies by the nouns that describe one, and by the words of their names; all lower case."""

    by_noun: dict[str, frozenset[str]]
    by_name: dict[str, frozenset[str]]
    open: frozenset[str]
    """Kinds whose bodies often have a name that shows nothing: companies, teams."""

    def kinds(self, words: list[str]) -> frozenset[str]:
        """Return the kinds that a name's words show, those of its last telling word: Royal Bank of Canada Trust."""
        return next((self.by_name[word] for word in reversed(words) if word in self.by_name), frozenset())


@cache
def body_lexicon() -> BodyLexicon:
    """Return the lexicon, read on the first call."""
    kinds = json.loads((DATA / "lexicons" / "bodies.json").read_text("utf-8"))
    by_noun: dict[str, set[str]] = {}
    by_name: dict[str, set[str]] = {}
    for kind, lists in kinds.items():
        if kind == "comment":
            continue
        for word in lists["nouns"]:
            by_noun.setdefault(word, set()).add(kind)
        for word in lists["names"]:
            by_name.setdefault(word, set()).add(kind)
    nouns, names = ({word: frozenset(own) for word, own in table.items()} for table in (by_noun, by_name))
    return BodyLexicon(nouns, names, frozenset(kind for kind, lists in kinds.items() if "open" in lists))
