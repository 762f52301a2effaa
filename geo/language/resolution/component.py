"""The pipeline component that places mentions: `doc._.mentions` get their place, `doc._.places` is filled."""

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Candidate, Mention
from geo.gazetteer import Entry, Gazetteer
from geo.language.forest import interpolate, read_weights
from geo.language.resolution.candidates import Group, Lookup, group_mentions
from geo.language.resolution.evidence import Ground
from geo.language.resolution.explain import explain
from geo.language.resolution.ranking import Ranker

CANDIDATES = 10


class Resolver:
    """Gives each mention its place, the probability that it is right, the other candidates, and the reason."""

    def __init__(self, lookup: Lookup, record: dict) -> None:
        """Take the gazetteer's lookup and the weights as `geo train` writes them."""
        self._lookup = lookup
        self._ranker = Ranker(record["passes"])
        self._curve = record["curve"]
        self._least = float(record["threshold"])

    def resolve(self, text: str, mentions: list[Mention], sentences: np.ndarray) -> dict[str, Entry]:
        """Fill the mentions in place and return the chosen places by id; `sentences` are start offsets.

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
        ground = Ground(text, mentions, groups, sentences)
        belief, rows = self._ranker.rank(ground)
        chosen = [
            begin + int(np.argmax(belief[begin : begin + size]))
            for begin, size in zip(ground.begins.tolist(), ground.sizes.tolist(), strict=True)
        ]
        places: dict[str, Entry] = {}
        for number, group in enumerate(groups):
            entry = ground.entries[chosen[number]]
            placed = belief[chosen[number]] >= self._least
            why = explain(ground, belief, rows, chosen, number)
            if placed:
                places[entry.place.id] = entry
            else:
                why = f"None of the places called {entry.written} fits well enough."
            self._write(mentions, group, ground, belief, chosen[number], placed, why)
        return places

    def _write(
        self,
        mentions: list[Mention],
        group: Group,
        ground: Ground,
        belief: np.ndarray,
        chosen: int,
        placed: bool,
        why: str,
    ) -> None:
        begin = int(np.searchsorted(ground.owner, ground.owner[chosen]))
        order = begin + np.argsort(-belief[begin : begin + len(group.entries)], kind="stable")[:CANDIDATES]
        raw = belief[order]
        for number in group.mentions:
            mention = mentions[number]
            joint = interpolate(raw * mention["score"], self._curve)
            mention["candidates"] = [
                _candidate(ground.entries[index], score)
                for index, score in zip(order.tolist(), joint.tolist(), strict=True)
            ]
            mention["score"] = mention["candidates"][0]["score"]
            mention["place"] = ground.entries[chosen].place.id if placed else None
            mention["coarse"] = group.coarse and placed
            mention["why"] = why


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
            starts = np.flatnonzero(doc.to_array([SENT_START]) == 1)
            sentences = np.array([0, *(doc[int(token)].idx for token in starts if token)])
            places = self._resolver.resolve(doc.text, mentions, sentences)
            doc._.mentions = mentions
            doc._.places = {place_id: entry.place.as_place() for place_id, entry in places.items()}
        return doc
