"""The pipeline component that places mentions: `doc._.mentions` get their place, `doc._.places` is filled."""

import re
from collections.abc import Collection, Sequence
from functools import partial

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Mention
from geo.gazetteer import Entry, Gazetteer
from geo.language.forest import interpolate
from geo.language.resolution.candidates import Group, candidate, group_mentions
from geo.language.resolution.containers import Lookup
from geo.language.resolution.described import described
from geo.language.resolution.evidence import Ground
from geo.language.resolution.explain import explain
from geo.language.resolution.home import home_of
from geo.language.resolution.own import NOTHING, Own, own_of
from geo.language.resolution.ranking import Ranker, nearby
from geo.language.resolution.usage import by_usage
from geo.language.tokens import tokens_of
from geo.weights import read_weights

CANDIDATES = 10
TOGETHER = 800
"""Readings of all names that are weighed against each other, at most: thrice what the longest list in news has."""
_HOSTS = frozenset(("city", "district", "admin2"))
_LONGEST_GAP = 60
_WITHIN = re.compile(r" in (?:the (?:city|town|village|suburb|county) of |the )?(?:central |downtown )?")


class Resolver:
    """Gives each mention its place, the probability that it is right, the other candidates, and the reason."""

    def __init__(self, lookup: Lookup, record: dict) -> None:
        """Take the gazetteer's lookup and the weights as `geo train` writes them."""
        self._lookup = lookup
        self._ranker = Ranker(record)
        self._curve = record["curve"]
        self._least = float(record["threshold"])

    def resolve(
        self,
        text: str,
        mentions: list[Mention],
        sentences: np.ndarray,
        *,
        publisher: str | None = None,
        source: str | None = None,
        datelines: Collection[int] = (),
        own: Own = NOTHING,
    ) -> dict[str, Entry]:
        """Fill the mentions in place and return the chosen places by id.

        Args:
            text: the article's.
            mentions: its toponyms; the score of each is the probability that it is one, and becomes the probability
                that it is one and lies where it was put. What the gazetteer lacks stays without a place.
            sentences: start offsets.
            publisher: the outlet's name or domain; where it is at home is evidence.
            source: the article's web address.
            datelines: start offsets of the towns that the story was filed from.
            own: places of somebody's own that it names.
        """
        everywhere = group_mentions(text, mentions, self._lookup, datelines, own.named)
        groups = [group for group in everywhere if group.entries]
        lacking = [group for group in everywhere if not group.entries]
        for group in lacking:
            for number in group.mentions:
                within = f" in {group.container}" if group.container else ""
                mentions[number]["why"] = f"The gazetteer has no place called {mentions[number]['text']}{within}."
        home = home_of(publisher, source, self._lookup) if groups else None
        places: dict[str, Entry] = {}
        for together in _stretches(groups):
            if home:
                together.append(home)
            self._place(Ground(text, mentions, together, sentences, own.courses), places)
        _lean(text, mentions, lacking, places)
        return places

    def _place(self, ground: Ground, places: dict[str, Entry]) -> None:
        """Fill the mentions of the groups of `ground`, and add the chosen places to `places`."""
        mentions = ground.mentions
        belief, rows = self._ranker.rank(ground)
        belief = ground.given(by_usage(ground, belief))
        chosen = ground.first(belief)
        spots = nearby(ground, belief, chosen)
        for number, group in enumerate(ground.groups):
            if not group.mentions:
                continue
            entry = ground.entries[chosen[number]]
            placed = group.own or bool(spots[number] >= self._least)
            if placed:
                places[entry.place.id] = entry
                why = explain(ground, belief, rows, chosen, number)
            else:
                why = f"None of the {len(group.entries)} places called {entry.written} fits well enough."
            self._write(mentions, group, ground, belief, float(spots[number]), number, placed, why)

    def _write(
        self, mentions: Sequence[Mention], group: Group, ground: Ground, belief: np.ndarray, spot: float, number: int,
        placed: bool, why: str,
    ) -> None:  # fmt: skip
        begin = int(ground.begins[number])
        order = begin + np.argsort(-belief[begin : begin + len(group.entries)], kind="stable")[:CANDIDATES]
        shares = (belief[order] / max(spot, 1e-9)).tolist()
        sure = np.array([spot * (1.0 if group.own else mentions[m]["score"]) for m in group.mentions])
        joints = sure if group.own else interpolate(sure, self._curve)
        for joint, mention in zip(joints.tolist(), (mentions[m] for m in group.mentions), strict=True):
            mention["candidates"] = [
                candidate(ground.entries[index].place, min(1.0, share) * joint)
                for index, share in zip(order.tolist(), shares, strict=True)
            ]
            mention["score"] = round(joint, 4)
            mention["place"] = ground.entries[order[0]].place.id if placed else None
            mention["coarse"] = group.coarse and placed
            mention["why"] = why


def _stretches(groups: Sequence[Group]) -> list[list[Group]]:
    """Return the groups in stretches of the text that are each weighed together, one where there are not too many."""
    found: list[list[Group]] = []
    size = TOGETHER
    for group in groups:
        size += len(group.entries)
        if size > TOGETHER:
            found.append([])
            size = len(group.entries)
        found[-1].append(group)
    return found


def _lean(text: str, mentions: list[Mention], lacking: Sequence[Group], places: dict[str, Entry]) -> None:
    """Put what the gazetteer lacks where the text says it is: Tahrir Square in Cairo, Bani in Séno province."""
    for group in lacking:
        for number in group.mentions:
            outer = next(iter(group.outer), None)
            if outer is None and number + 1 < len(mentions) and _is_within(text, mentions, number, places):
                outer = number + 1
            entry = places.get(mentions[outer]["place"] or "") if outer is not None else None
            if entry is not None:
                _lean_on(mentions[number], mentions[outer], entry)


def _is_within(text: str, mentions: list[Mention], number: int, places: dict[str, Entry]) -> bool:
    entry = places.get(mentions[number + 1]["place"] or "")
    past, start = mentions[number]["end"], mentions[number + 1]["start"]
    if entry is None or start - past > _LONGEST_GAP:
        return False
    return entry.place.kind in _HOSTS and bool(_WITHIN.fullmatch(text, past, start))


def _lean_on(mention: Mention, outer: Mention, entry: Entry) -> None:
    mention["place"] = outer["place"]
    mention["candidates"] = [dict(c) for c in outer["candidates"]]
    mention["score"] = round(mention["score"] * outer["score"], 4)
    mention["coarse"] = True
    mention["why"] = f"The gazetteer lacks {mention['text']}: placed at {entry.place.name}, where the text says it is."


def sentence_starts(doc: Doc) -> np.ndarray:
    """Return the character offsets at which the sentences of a `Doc` start."""
    starts = np.flatnonzero(doc.to_array([SENT_START]) == 1)
    return np.array([0, *(doc[int(token)].idx for token in starts if token)])


def dateline_starts(doc: Doc) -> set[int]:
    """Return the character offsets of the places in the datelines of a `Doc`."""
    record = doc._.document
    return {line["place"][0] for line in record["datelines"] if line["place"]} if record else set()


@Language.factory(
    "dateline_resolution",
    requires=["doc._.mentions"],
    assigns=["doc._.mentions", "doc._.places"],
    default_config={"gazetteer": None},
)
class Resolution:
    """Places the mentions of a `Doc`.

    The setting `gazetteer` names another gazetteer file than the one that all use.

    Raises:
        DatelineError: the weights are missing or don't fit; the gazetteer can't be opened.
    """

    def __init__(self, nlp: Language, name: str, gazetteer: str | None) -> None:
        self.name = name
        places = Gazetteer.open(gazetteer)
        self._resolver = read_weights("resolution", partial(Resolver, places.lookup))
        self._seat = places.seat

    def __call__(self, doc: Doc) -> Doc:
        """Fill `place`, `score`, `candidates`, `coarse` and `why` of the mentions, and `doc._.places`.

        Capitals that are told by their country alone become mentions, too.
        """
        mentions = doc._.mentions
        if mentions:
            own = own_of(doc, mentions)
            places = self._resolver.resolve(
                tokens_of(doc).text, mentions, sentence_starts(doc),
                publisher=doc._.publisher, source=doc._.source, datelines=dateline_starts(doc), own=own,
            )  # fmt: skip
            for mention, entry in list(described(doc, mentions, places, self._seat)):
                mentions.append(mention)
                places[entry.place.id] = entry
            doc._.mentions = sorted(mentions, key=lambda mention: mention["start"])
            doc._.places = {id: own.records.get(id) or entry.place.as_place() for id, entry in places.items()}
        return doc
