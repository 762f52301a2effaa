"""The pipeline component that finds toponyms and writes them to `doc._.mentions`, not yet placed."""

from dataclasses import replace
from functools import partial

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Mention, MentionKind
from geo.gazetteer import Gazetteer
from geo.language.forest import Forest, interpolate, probability
from geo.language.own import found_in, keep_found
from geo.language.toponyms.features import NAMES, Evidence
from geo.language.toponyms.lexicon import words
from geo.language.toponyms.own import with_own
from geo.language.toponyms.reading import LABELS, Reading
from geo.language.toponyms.rules import bounded, doubt, least_odds, leniency
from geo.language.toponyms.second import NAMES as SECOND
from geo.language.toponyms.second import second_features
from geo.language.toponyms.spans import DIRECTIONS, Lookup, Span, candidate_spans, is_side, is_team
from geo.linear import Linear
from geo.weights import read_weights

_ORGANISATIONS = words("organisations")
_ORG = LABELS.index("ORG")


class Recogniser:
    """Finds the toponyms of a text: candidates, their log-odds, and the best ones that do not overlap."""

    def __init__(self, lookup: Lookup, record: dict) -> None:
        """Take the gazetteer's lookup and the weights as `geo train` writes them."""
        self._lookup = lookup
        self._words = Linear.of(record["words"])
        self._first = Forest(record["first"], NAMES)
        self._second = Forest(record["second"], NAMES + SECOND)
        self._curve = record["curve"]
        self._least = float(record["threshold"])

    def find(self, reading: Reading) -> list[Span]:
        """Return the toponyms of a text in its order, each with the probability that it is one."""
        spans = candidate_spans(reading, self._lookup)
        if not spans:
            return []
        evidence = Evidence(reading, spans)
        rows = np.array([evidence.values(span) for span in spans])
        rows[:, -1] = [self._words.log_odds_of(evidence.words(span)) for span in spans]
        odds = self._second.log_odds(np.hstack([rows, second_features(spans, self._first.log_odds(rows))]))
        odds = bounded(odds, doubt(evidence.usage, spans, rows), least_odds(evidence.usage, spans, rows))
        odds += leniency(spans, rows)
        chosen = best_spans(spans, odds, self._least)
        scores = interpolate(probability(odds[chosen]), self._curve)
        for index, score in zip(chosen, scores.tolist(), strict=True):
            spans[index].score = score
        return [widened(reading, spans[index], self._lookup) for index in sorted(chosen)]


def widened(reading: Reading, span: Span, lookup: Lookup) -> Span:
    """Return a span with the direction before it where both together name a part of a sea: eastern Mediterranean."""
    if not span.first or reading.lower[span.first - 1] not in DIRECTIONS or reading.capital[span.first - 1]:
        return span
    start = reading.starts[span.first - 1]
    text = reading.text[start : span.end]
    entries = lookup(text)
    if not entries or entries[0].place.kind != "sea":
        return span
    return replace(span, first=span.first - 1, start=start, text=text, entries=entries)


def best_spans(spans: list[Span], odds: np.ndarray, least: float) -> list[int]:
    """Return the indices of spans above a threshold of log-odds, the likeliest first, none overlapping another."""
    chosen: list[int] = []
    taken = bytearray(max((span.end for span in spans), default=0))
    for index in np.argsort(-odds, kind="stable").tolist():
        if odds[index] <= least:
            break
        span = spans[index]
        if not any(taken[span.start : span.end]):
            chosen.append(index)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return chosen


def mention_kind(reading: Reading, span: Span) -> MentionKind:
    """Tell how a toponym names its place: as itself, by a demonym, or within an organisation's name."""
    if span.demonym:
        return "demonym"
    if is_team(reading, span) or is_side(reading, span):
        return "organisation"
    end = span.last
    while end < len(reading) and end - span.last < 6 and reading.capital[end]:
        end += 1
    if any(word in _ORGANISATIONS for word in reading.lower[span.last : end]) or reading.lower[end : end + 1] == [
        "police"
    ]:
        return "organisation"
    number = reading.entity[span.first]
    if number >= 0:
        first, last, label = reading.entities[number]
        if label == _ORG and first <= span.first and last >= span.last and last - first > span.last - span.first:
            return "organisation"
    return "name"


@Language.factory(
    "dateline_toponyms",
    assigns=["doc._.mentions"],
    requires=["doc.ents"],
    default_config={"gazetteer": None},
)
class Toponyms:
    """Writes the toponyms of a `Doc` to `doc._.mentions`, with the probability that they are any as their score.

    The setting `gazetteer` names another gazetteer file than the one that all use.

    Raises:
        DatelineError: the weights are missing or don't fit; the gazetteer can't be opened.
    """

    def __init__(self, nlp: Language, name: str, gazetteer: str | None) -> None:
        self.name = name
        lookup = Gazetteer.open(gazetteer).lookup
        self._recogniser = read_weights("toponyms", partial(Recogniser, lookup))

    def __call__(self, doc: Doc) -> Doc:
        """Find the toponyms of `doc` and return it."""
        reading = Reading(doc)
        spans = self._recogniser.find(reading)
        if own := found_in(doc):
            spans, own = with_own(reading, spans, own)
            keep_found(doc, own)
        doc._.mentions = [_mention(f"m{number}", reading, span) for number, span in enumerate(spans)]
        return doc


def _mention(number: str, reading: Reading, span: Span) -> Mention:
    return {
        "id": number,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "kind": mention_kind(reading, span),
        "place": None,
        "score": round(span.score, 4),
        "why": "",
        "coarse": False,
        "candidates": [],
    }
