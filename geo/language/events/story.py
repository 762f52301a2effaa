"""What a story as a whole tells of one of its tellings: its title, its lead, what it speaks of again and again."""

import re
from collections import Counter
from collections.abc import Iterable

from geo.contract import Body, Person
from geo.language.parse import Parse
from geo.language.words import words

_WORD = re.compile(r"\w+")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_EMPTY = words("be have do say tell make take get go year day time week month people")
"""Lemmas that too many sentences share to show that they tell the same."""
_LEAD = 1
"""Sentences that stand for the title where there is none."""


class Story:
    """The words of one text, counted once for all of its tellings.

    Args:
        parse: the text.
        title: the article's title, None where it is not known.
        named: the people and bodies of the text.
    """

    def __init__(self, parse: Parse, title: str | None, named: Iterable[Person | Body] = ()) -> None:
        self._parse = parse
        lemmas = [parse.lemma[i].lower() if parse.pos[i] in _CONTENT else "" for i in range(len(parse))]
        self._lemmas = lemmas
        self.counts: Counter[str] = Counter(lemma for lemma in lemmas if lemma)
        self.sentences = len(parse.sents)
        mentions = {one["id"]: len(one["mentions"]) for one in named}
        most = max(mentions.values(), default=1)
        self._shares = {id_: count / most for id_, count in mentions.items()}
        told = title or "".join(parse.text[parse.start[a] : parse.end[b - 1]] for a, b in parse.sents[:_LEAD])
        self._title = frozenset(word.lower() for word in _WORD.findall(told))

    def content(self, first: int, past: int) -> frozenset[str]:
        """Return the lemmas of the words with a meaning of their own among the tokens [first, past)."""
        return frozenset(self._lemmas[first:past]) - _EMPTY - {""}

    def in_title(self, first: int, past: int) -> int:
        """Count the words of the tokens [first, past) that the title has too, by their form or their lemma."""
        parse, title = self._parse, self._title
        return len(
            {
                parse.lemma[i]
                for i in range(first, past)
                if parse.pos[i] in _CONTENT and (parse.lower[i] in title or parse.lemma[i].lower() in title)
            }
        )

    def share_of(self, named: str | None) -> float:
        """Return how often somebody is named beside who is named most, 0 to 1; 0 for somebody without an id."""
        return self._shares.get(named or "", 0.0)

    def is_in_title(self, words: Iterable[str]) -> bool:
        """Whether the title has one of the words, which are in lower case."""
        return not self._title.isdisjoint(words)
