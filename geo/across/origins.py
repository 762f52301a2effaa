"""Near-copies: articles that are one text, reprinted under another headline, with a credit or without its end.

Articles are compared by their shingles, the runs of a few words that they have (Broder, 1997). A reprint may lose its
end, never its beginning; a follow-up begins anew and repeats, further down, what was written before. So two articles
have one origin where most of the shorter one is in the longer, and the longer one's opening in the shorter.
Which articles to compare is told by a sample of the shingles, the same share of each text, so that the memory that an
article takes is a kilobyte; each pair is then compared by all of its shingles. MinHash (datasketch, rensa) would
estimate how much of both together is shared, which a cut tail halves, and datasketch brings SciPy with it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from geo.contract import ParsedArticle

SHINGLE = 5
"""Words of a shingle: so many in a row are seldom shared by chance, and a changed word spoils only a few shingles."""
SHARED = 0.7
"""Share of the shorter one's shingles that are in the longer, from which the one is a copy of the other."""
OPENING = 40
"""Words that are the opening of an article: a first sentence or two."""
OPENING_SHARED = 0.5
"""Share of the longer one's opening that is in the shorter: a dateline or a changed number spoils some shingles."""
_SAMPLED = 4
"""One shingle in so many is in the sample of a text,"""
_SHORT = 64
"""or all where there are fewer than these."""
_SAMPLE_SHARED = 0.3
"""Share of the smaller sample that two articles have in common where they are compared at all: well below `SHARED`, as
each article is paired only with the next that has a shingle, and samples vary."""
_KEPT = 4096
"""Articles whose shingles are remembered while pairs are compared; a copy is mostly near its origin."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_PARAGRAPH_END = re.compile(r"\n(?:\s*\n|(?<=[.!?\"”’']\n))")
_BEHIND_A_SENTENCE = "\"”’' \t\r\n\xa0"

Shingles = np.ndarray
"""The hashes of an article's shingles, in the order of its text."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One text and the articles that print it.

    `articles` are ids, by day of publication, those without a day last; the first of them is its `first`.
    """

    articles: tuple[str, ...]

    @property
    def first(self) -> str:
        """The id of the article that is the origin, as far as the days tell."""
        return self.articles[0]


def origins_of(records: Iterable[ParsedArticle]) -> list[Origin]:
    """Return the origins of a collection, each article in one of them, in the order of their first articles' records.

    Args:
        records: of which "id", "text" and "published" are read; ids differ.
    """
    articles = list(records)
    samples = [_sample(shingles(article["text"])) for article in articles]

    @lru_cache(_KEPT)
    def shingles_of(number: int) -> Shingles:
        return shingles(articles[number]["text"])

    head = list(range(len(articles)))
    for one, other in sorted(_candidates(samples)):
        if _top(head, one) != _top(head, other) and are_copies(shingles_of(one), shingles_of(other)):
            low, high = sorted((_top(head, one), _top(head, other)))
            head[high] = low
    groups: dict[int, list[int]] = {}
    for number in range(len(articles)):
        groups.setdefault(_top(head, number), []).append(number)
    return [
        Origin(tuple(articles[n]["id"] for n in sorted(group, key=lambda n: articles[n]["published"] or "9999")))
        for group in groups.values()
    ]


def reprinted(records: Iterable[ParsedArticle]) -> list[tuple[str, ...]]:
    """Return the articles that print one text, for each text that several of a collection print; as `origins_of`."""
    return [origin.articles for origin in origins_of(records) if len(origin.articles) > 1]


def are_copies(one: Shingles, other: Shingles) -> bool:
    """Whether of two articles, given by their shingles, one is a near-copy of the other."""
    shorter, longer = sorted((one, other), key=len)
    opening = longer[: OPENING - SHINGLE + 1]
    return _share(shorter, longer) >= SHARED and _share(opening, shorter) >= OPENING_SHARED


def shingles(text: str) -> Shingles:
    """Return the hashes of the shingles of an article's running text, in its order; a shorter text is one shingle."""
    words = np.array([crc32(word.encode()) for word in _WORD.findall(body(text).lower())], dtype=np.uint64)
    length = max(1, min(SHINGLE, len(words)))
    hashes = np.zeros(max(0, len(words) - length + 1), dtype=np.uint64)
    for place in range(length):
        hashes = hashes * _BASE + words[place : place + len(hashes)]
    return (hashes ^ (hashes >> _HALF)) * _MIXER


def body(text: str) -> str:
    """Return the paragraphs that end like a sentence, without headlines, credits and bylines; all where none does."""
    paragraphs = _PARAGRAPH_END.split(text)
    running = [p for p in paragraphs if p.rstrip(_BEHIND_A_SENTENCE).endswith((".", "!", "?"))]
    return "\n".join(running) or text


def _share(part: Shingles, whole: Shingles) -> float:
    """Return the share of `part` that is in `whole`, 0 for nothing."""
    return float(np.isin(part, whole).mean()) if len(part) else 0.0


def _sample(hashes: Shingles) -> Shingles:
    """Return the shingles by which an article finds its copies: few of a long text, all of a short one."""
    distinct = np.unique(hashes)
    return distinct if len(distinct) < _SHORT else distinct[_in_sample(distinct)]


def _in_sample(hashes: Shingles) -> np.ndarray:
    return np.equal(hashes % np.uint64(_SAMPLED), 0)


def _candidates(samples: Sequence[Shingles]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles, the earlier first, that have enough in common to be compared.

    Each article is paired with the next one that has a shingle, not with all, so that a sentence that thousands share
    makes thousands of pairs, not millions.
    """
    if not samples:
        return
    hashes = np.concatenate(samples)
    articles = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    order = np.lexsort((articles, hashes))
    hashes, articles = hashes[order], articles[order]
    next_has_it = hashes[1:] == hashes[:-1]
    pairs = articles[:-1][next_has_it] * len(samples) + articles[1:][next_has_it]
    sizes = [int(_in_sample(sample).sum()) for sample in samples]
    for pair, shared in zip(*np.unique(pairs, return_counts=True), strict=True):
        one, other = divmod(int(pair), len(samples))
        if shared >= _SAMPLE_SHARED * min(sizes[one], sizes[other]):
            yield one, other


def _top(head: list[int], number: int) -> int:
    """Return the number of the group that an article is in so far (union-find, paths halved)."""
    while head[number] != number:
        head[number] = head[head[number]]
        number = head[number]
    return number
