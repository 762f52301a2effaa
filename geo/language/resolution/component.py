"""The pipeline component that places mentions: `doc._.mentions` get their place, `doc._.places` is filled."""

import re
from itertools import pairwise

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Candidate, Mention
from geo.gazetteer import Entry, Gazetteer
from geo.language.forest import interpolate, read_weights
from geo.language.resolution.candidates import Group, Lookup, group_mentions, home_of
from geo.language.resolution.evidence import Ground
from geo.language.resolution.explain import explain
from geo.language.resolution.ranking import Ranker, nearby
from geo.language.resolution.usage import by_usage
from geo.language.toponyms.reading import text_of

CANDIDATES = 10
_HOSTS = frozenset(("city", "district", "admin2"))
_WITHIN = re.compile(r" in (?:the (?:city|town|village|suburb|county) of |the )?(?:central |downtown )?")


class Resolver:
    """Gives each mention its place, the probability that it is right, the other candidates, and the reason."""

    def __init__(self, lookup: Lookup, record: dict) -> None:
        """Take the gazetteer's lookup and the weights as `geo train` writes them."""
        self._lookup = lookup
        self._ranker = Ranker(record["passes"])
        self._curve = record["curve"]
        self._least = float(record["threshold"])

    def resolve(
        self, text: str, mentions: list[Mention], sentences: np.ndarray, publisher: str | None = None
    ) -> dict[str, Entry]:
        """Fill the mentions in place and return the chosen places by id; `sentences` are start offsets.

        A place in the publisher's name (Edmonton Journal) is context as if the text named it.

        The score of a mention is at first the probability that it is a toponym; it becomes the probability that it
        is one and lies where it was put. What the gazetteer lacks stays without a place.
        """
        groups = group_mentions(text, mentions, self._lookup)
        for group in groups:
            if not group.entries:
                for number in group.mentions:
                    mentions[number]["why"] = f"The gazetteer has no place called {mentions[number]['text']}."
        groups = [group for group in groups if group.entries]
        if not groups:
            return {}
        if home := home_of(publisher, self._lookup):
            groups.append(home)
        ground = Ground(text, mentions, groups, sentences)
        belief, rows = self._ranker.rank(ground)
        belief = by_usage(ground, belief)
        chosen = ground.first(belief)
        spots = nearby(ground, belief, chosen)
        places: dict[str, Entry] = {}
        for number, group in enumerate(groups):
            if not group.mentions:
                continue
            entry = ground.entries[chosen[number]]
            placed = bool(spots[number] >= self._least)
            if placed:
                places[entry.place.id] = entry
                why = explain(ground, belief, rows, chosen, number)
            else:
                why = f"None of the {len(group.entries)} places called {entry.written} fits well enough."
            self._write(mentions, group, ground, belief, float(spots[number]), number, placed, why)
        _lean(text, mentions, places)
        return places

    def _write(
        self, mentions: list[Mention], group: Group, ground: Ground, belief: np.ndarray, spot: float, number: int,
        placed: bool, why: str,
    ) -> None:  # fmt: skip
        begin = int(ground.begins[number])
        order = begin + np.argsort(-belief[begin : begin + len(group.entries)], kind="stable")[:CANDIDATES]
        shares = (belief[order] / max(spot, 1e-9)).tolist()
        joints = interpolate(np.array([spot * mentions[m]["score"] for m in group.mentions]), self._curve)
        for joint, mention in zip(joints.tolist(), (mentions[m] for m in group.mentions), strict=True):
            mention["candidates"] = [
                _candidate(ground.entries[index], min(1.0, share) * joint)
                for index, share in zip(order.tolist(), shares, strict=True)
            ]
            mention["score"] = round(joint, 4)
            mention["place"] = ground.entries[order[0]].place.id if placed else None
            mention["coarse"] = group.coarse and placed
            mention["why"] = why


def _lean(text: str, mentions: list[Mention], places: dict[str, Entry]) -> None:
    """Put what the gazetteer lacks where the text says it is: Tahrir Square in Cairo."""
    for mention, following in pairwise(mentions):
        entry = places.get(following["place"] or "")
        if mention["candidates"] or entry is None or entry.place.kind not in _HOSTS:
            continue
        if _WITHIN.fullmatch(text, mention["end"], following["start"]):
            mention["place"] = following["place"]
            mention["candidates"] = [dict(c) for c in following["candidates"]]
            mention["score"] = round(mention["score"] * following["score"], 4)
            mention["coarse"] = True
            mention["why"] = (
                f"The gazetteer lacks {mention['text']}: placed at {entry.place.name}, where the text says it is."
            )


def _candidate(entry: Entry, score: float) -> Candidate:
    place = entry.place
    return {
        "place": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "score": round(score, 4),
    }


def sentence_starts(doc: Doc) -> np.ndarray:
    """Return the character offsets at which the sentences of a `Doc` start."""
    starts = np.flatnonzero(doc.to_array([SENT_START]) == 1)
    return np.array([0, *(doc[int(token)].idx for token in starts if token)])


@Language.factory("resolution", requires=["doc._.mentions"], assigns=["doc._.mentions", "doc._.places"])
class Resolution:
    """Places the mentions of a `Doc`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._resolver = Resolver(Gazetteer.open().lookup, read_weights("resolution"))

    def __call__(self, doc: Doc) -> Doc:
        """Fill `place`, `score`, `candidates`, `coarse` and `why` of the mentions, and `doc._.places`."""
        mentions = doc._.mentions
        if mentions:
            places = self._resolver.resolve(text_of(doc), mentions, sentence_starts(doc), doc._.publisher)
            doc._.mentions = mentions
            doc._.places = {place_id: entry.place.as_place() for place_id, entry in places.items()}
        return doc
