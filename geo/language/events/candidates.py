"""The places of a story where one of its events may have happened, and what speaks for each."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from geo.contract import Event, Mention, Place, PlaceEvidence, Span
from geo.gazetteer import Gazetteer
from geo.language.document import Section, document_of
from geo.language.events.classes import noun_class, word_class
from geo.language.events.names import MODIFIERS, Spot, is_sited
from geo.language.events.places import probabilities
from geo.language.events.spots import Spots, placed_mentions
from geo.language.events.times import token_span
from geo.language.parse import Parse, parse_of
from geo.language.words import words
from geo.ontology import event_type

_CLAUSES = words("relcl ccomp parataxis advcl conj acl xcomp csubj")
_SUBJECTS, _OBJECTS = words("nsubj nsubjpass agent"), words("dobj dative")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_CHANCES = (0.03, 0.12, 0.24, 0.5, 0.8)
"""Borders of the bands of a name's probability of being the place of its clause (`geo.language.events.places`)."""
_SHARES = (0.05, 0.15, 0.3, 0.5, 0.75)
"""Borders of the bands of a place's share of the names of its story."""
_WEIGHT = {"name": 1.0, "demonym": 0.5, "organisation": 0.5}
"""How much a mention counts for its place being that of the story, by its kind."""
_ASIDE = 0.5
"""What is left of that in a caption or in furniture."""
_TELLINGS = 4
"""Tellings of one event that are read."""
_BEFORE, _AFTER = 3, 1
"""Sentences before and after a telling whose names are candidates."""
_NAMES_BEFORE, _NAMES_AFTER = 32, 16
"""Names in these sentences that are candidates, the nearest, at most."""
_EVENTS_BESIDE = 48
"""Placed events of its sentence whose places are candidates, at most."""
_MAIN = 6
"""Main places of the story that are candidates for every event."""
_BEARINGS, _ROLES = 4, 12
"""Mentions and roles of an actor among whose words their home is looked for."""
_RANKS = 4
"""Ranks among the places of a story that are told apart."""
_TOLD = words("words")
"""Families of types that tell what is said, which has ground only by who says it."""
_OFFICES = words("police court official government")
"""Classes of nouns that name who acts for a state or a town."""
_CLASSES = words("army firm team crowd person worker")
"""Further classes of those who act that are told apart."""
_KINDS = ("country", "city", "admin1", "admin2", "district", "facility", "region")


class Candidate(NamedTuple):
    """One answer to where an event happened: a place, or None for "at no place", with its evidence and features."""

    place: str | None
    evidence: PlaceEvidence | None
    mention: Mention | None
    """The mention that is the evidence, None for the story as a whole."""
    features: dict[str, float]
    """Values from 0 to 1 by name; what is absent is 0."""


class _Named(NamedTuple):
    """One placed mention as the parse sees it."""

    mention: Mention
    place: str
    spot: Spot
    sentence: int


class _Telling(NamedTuple):
    """The trigger of one telling: its anchor and its sentence."""

    anchor: int
    sentence: int


_ORDER: dict[PlaceEvidence, int] = {
    "clause": 6, "territory": 5, "sentence": 4, "telling": 3, "scene": 2, "dateline": 1, "story": 0,
}  # fmt: skip
"""The kinds of evidence, the best the highest: one candidate may have several."""


class _Found:
    """The candidates so far: what each rests on, best evidence first, and its features."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[PlaceEvidence, Mention | None, dict[str, float]]] = {}
        self.around: set[str | None] = set()
        """The countries and regions that another candidate lies in."""

    def add(self, place: str, evidence: PlaceEvidence, mention: Mention | None, values: Mapping[str, float]) -> None:
        """Add what speaks for a place; of two values of a feature the greater counts."""
        kept = self.places.get(place)
        if kept is None:
            kept = self.places[place] = evidence, mention, {}
        elif _ORDER[evidence] > _ORDER[kept[0]]:
            kept = self.places[place] = evidence, mention, kept[2]
        for name, value in values.items():
            if value > kept[2].get(name, 0.0):
                kept[2][name] = value


class Candidates:
    """Gathers the candidate places of the events of one text.

    Args:
        doc: the text, with its mentions, people, bodies and quotes.
        events: all rows of the text; those with a `place_start` have the place that their clause names.
        gazetteer: where places lie; the one that all use if left out.
    """

    def __init__(self, doc: Doc, events: Sequence[Event], gazetteer: Gazetteer | None = None) -> None:
        self._parse = parse = parse_of(doc)
        self._told = {id(event): self._tellings(event) for event in events}
        sentences = {telling.sentence for tellings in self._told.values() for telling in tellings}
        self._spots = Spots(parse, doc._.mentions, doc._.people, doc._.places, sentences)
        self._places: dict[str, Place] = doc._.places
        self._named = [_named(parse, mention, self._places) for mention in placed_mentions(doc)]
        self._sentences = [n.sentence for n in self._named]
        self._firsts = [n.spot.first for n in self._named]
        self._starts = [n.mention["start"] for n in self._named]
        self._gazetteer = gazetteer or Gazetteer.open()
        self._document = document_of(doc)
        self._quotes = sorted((q["start"], q["end"]) for q in doc._.quotes if q["direct"])
        self._actors = {row["id"]: row for row in (*doc._.people, *doc._.bodies)}
        self._people = {row["id"] for row in doc._.people}
        self._homes: dict[str, list[tuple[_Named, str]]] = {}
        self._in_section: dict[int, set[str]] = {}
        self._title = (doc._.title or "").lower()
        self._by_text: dict[str, dict[str, _Named]] = defaultdict(dict)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        """The lengths of the names that begin with a word."""
        for named in self._named:
            text = named.mention["text"].lower()
            self._by_text[text].setdefault(named.mention["kind"], named)
            self._lengths[text.split()[0]].add(len(text))
        self._datelines = {
            line.start: named.place
            for named in self._named
            if (line := self._document.dateline_at(named.mention["start"])) and named.mention["kind"] == "name"
        }
        self._weigh(events)

    def _weigh(self, events: Sequence[Event]) -> None:
        """Weigh the places of the story, by the names for each and for what lies in it, and by its placed events."""
        self._own: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        for named in self._named:
            told = 1.0 if self._document.is_told(named.mention["start"]) else _ASIDE
            self._own[named.place] += told * _WEIGHT[named.mention["kind"]]  # type: ignore[assignment]
            self._first.setdefault(named.place, named.mention["start"])
        self._total = sum(self._own.values()) or 1.0
        countries = {p["country_code"]: i for i, p in self._places.items() if p["kind"] == "country"}
        regions = {
            (p["country_code"], p["admin1"] or p["name"]): i for i, p in self._places.items() if p["kind"] == "admin1"
        }
        self._country = {i: countries.get(p["country_code"]) for i, p in self._places.items()}
        self._region = {i: regions.get((p["country_code"], p["admin1"])) for i, p in self._places.items()}
        self._inside: Counter[str] = Counter()
        for place, amount in self._own.items():
            for around in {self._country[place], self._region[place]} - {None, place}:
                self._inside[around] += amount  # type: ignore[index]
        set_ = [(e, e["place"]) for e in events if e["place"] is not None and e["place_start"] is not None]
        self._ground: Counter[str] = Counter(place for _, place in set_)
        self._grounds = sum(self._ground.values())
        self._rank = {place: n for n, (place, _) in enumerate(self._own.most_common())}
        self._ground_rank = {place: n for n, (place, _) in enumerate(self._ground.most_common())}
        score = {p: self._own[p] + 0.5 * self._inside[p] + 2 * self._ground[p] for p in self._own}
        self._main = sorted(score, key=lambda p: -score[p])[:_MAIN]
        self._set = sorted((self._sentence(event["trigger_start"]), place) for event, place in set_)
        self._set_at = [sentence for sentence, _ in self._set]
        self._known = {place: self._of_story(place) for place in self._places}

    def _sentence(self, start: int) -> int:
        return self._parse.sent[token_span(self._parse, start, start + 1)[0]]

    def of(self, event: Event, chosen: Sequence[str]) -> list[Candidate]:
        """Return the candidates for one event, "at no place" first.

        Args:
            event: a row, with all its tellings in `mentions`.
            chosen: the places that its clause names.
        """
        tellings = self._told[id(event)]
        found = _Found()
        for place in self._main:
            found.add(place, "story", None, {})
        if (line := self._document.dateline_of(event["trigger_start"])) and line.start in self._datelines:
            found.add(self._datelines[line.start], "dateline", None, {"dateline": 1.0})
        self._add_around(found, tellings[0])
        for n, telling in enumerate(tellings):
            self._add_sentence(found, telling, "telling" if n else "sentence")
        self._add_set(found, tellings[0])
        self._add_actors(found, event)
        for place in chosen:
            found.add(place, "clause", None, {"clause": 1.0})
        traits = self._traits(event, tellings[0])
        traits["named in its sentence"] = float(any("named" in values for _, _, values in found.places.values()))
        best = max((_ORDER[evidence] for evidence, *_ in found.places.values()), default=0)
        traits["best evidence"] = best / len(_ORDER)
        found.around = {a for p in found.places for a in (self._country[p], self._region[p]) if a != p}
        result = [Candidate(None, None, None, {"nowhere": 1.0, **{f"nowhere: {n}": v for n, v in traits.items()}})]
        for place, (evidence, mention, values) in found.places.items():
            features = {**values, **self._of_place(place, event, found)}
            crossed = _crossed(features, traits, clause_elsewhere=bool(chosen) and place not in chosen)
            result.append(Candidate(place, evidence, mention, features | crossed))
        return result

    def _tellings(self, event: Event) -> list[_Telling]:
        tellings: list[_Telling] = []
        spans = [(event["trigger_start"], event["trigger_end"]), *event["mentions"]]
        for start, end in list(dict.fromkeys(map(tuple, spans)))[:_TELLINGS]:
            anchor = self._parse.root_of(*token_span(self._parse, start, end))
            tellings.append(_Telling(anchor, self._parse.sent[anchor]))
        return tellings

    def _add_around(self, found: _Found, telling: _Telling) -> None:
        """Add the places named in the sentences around a telling."""
        here, past = (find(self._sentences, telling.sentence) for find in (bisect_left, bisect_right))
        low = max(bisect_left(self._sentences, telling.sentence - _BEFORE), here - _NAMES_BEFORE)
        high = min(bisect_right(self._sentences, telling.sentence + _AFTER), past + _NAMES_AFTER)
        for named in (*self._named[low:here], *self._named[past:high]):
            distance = telling.sentence - named.sentence
            where = "after" if distance < 0 else f"{min(distance, 2)} before"
            values = {where: 1.0}
            if named.mention["kind"] == "name":
                values[f"{where}, name"] = 1.0
                values[f"{where}, sited"] = float(self._is_sited(named.spot))
            found.add(named.place, "scene", named.mention, values)

    def _add_set(self, found: _Found, telling: _Telling) -> None:
        """Add the places of the placed events before, beside and after."""
        low = bisect_left(self._set_at, telling.sentence)
        high = bisect_right(self._set_at, telling.sentence)
        if low:
            sentence, place = self._set[low - 1]
            found.add(place, "scene", None, {"event before": 1 / (1 + telling.sentence - sentence)})
        for place in dict.fromkeys(place for _, place in self._set[low : min(high, low + _EVENTS_BESIDE)]):
            found.add(place, "scene", None, {"event beside": 1.0})
        if high < len(self._set):
            sentence, place = self._set[high]
            found.add(place, "scene", None, {"event after": 1 / (1 + sentence - telling.sentence)})

    def _add_sentence(self, found: _Found, telling: _Telling, evidence: PlaceEvidence) -> None:
        """Add the places named in the sentence of a telling."""
        parse, anchor = self._parse, telling.anchor
        spots = self._spots.near(anchor)
        if not spots:
            return
        inside = self._in_quote(parse.start[anchor])
        chances = probabilities(parse, anchor, spots)
        best = max(chances)
        for spot, chance in zip(spots, chances, strict=True):
            mention = self._spots.mention_of(spot)
            if mention is None or mention["place"] not in self._places:
                continue
            band = bisect_right(_CHANCES, chance) / len(_CHANCES)
            likeliest, sited = float(chance == best), float(self._is_sited(spot))
            if evidence == "telling":
                values = {"again named": 1.0, "again chance": band, "again likeliest": likeliest, "again sited": sited}
            else:
                relation = self._relation(anchor, spot.root)
                values = {
                    "named": 1.0,
                    "chance": band,
                    "likeliest": likeliest,
                    "sited": sited,
                    f"{relation} clause": 1.0,
                    f"{relation} clause, {mention['kind']}": 1.0,
                    f"by {mention['kind']}": 1.0,
                    self._role(spot): 1.0,
                    "beyond a quotation mark": float(self._in_quote(mention["start"]) != inside),
                }
            found.add(mention["place"], evidence, mention, values)

    def _add_actors(self, found: _Found, event: Event) -> None:
        """Add the places that the actors, and people with a role, are of."""
        for side, key in (("actor", "actor_spans"), ("recipient", "recipient_spans")):
            evidence: PlaceEvidence = "territory" if side == "actor" else "story"
            for n, span in enumerate(event.get(key, ())[:2]):  # type: ignore[literal-required, attr-defined]
                for named, how in self._homes_of(span):
                    values = {side: 1.0, "actor: second" if n else f"{side}: {how}": 1.0}
                    if side == "recipient":
                        values = {side: 1.0}
                    found.add(named.place, evidence, named.mention, values)
                    if self._places[named.place]["kind"] != "country" and (country := self._country[named.place]):
                        found.add(country, evidence, named.mention, {f"country of {side}": 1.0})

    def _within(self, phrase: str) -> Iterator[tuple[_Named, str]]:
        """Yield the names in a phrase and how they stand in it."""
        lower = phrase.lower()
        starts = [0, *(at + 1 for at, char in enumerate(lower) if char == " ")]
        for word in dict.fromkeys(lower.replace("’s", "").replace("'s", "").split()):
            first: dict[str, int] = {}
            for length in self._lengths.get(word, ()):
                for at in starts:
                    if (name := lower[at : at + length]) in self._by_text and name.split()[0] == word:
                        first.setdefault(name, at)
            found = [(named, name) for name in first for named in self._by_text[name].values()]
            for named, name in sorted(found, key=lambda one: one[0].mention["start"]):
                yield named, _manner(lower, name, first[name])

    def _home(self, id_: str | None) -> list[tuple[_Named, str]]:
        """Return the names that say which place a person or body is of, in their name, their role or beside them."""
        if id_ is None or id_ not in self._actors:
            return []
        if id_ not in self._homes:
            row = self._actors[id_]
            found = [(named, "by name") for named, _ in self._within(row["name"])]
            for role in row.get("roles", ())[:_ROLES]:
                found += [(named, "by role") for named, _ in self._within(role)]
            for start, end in row["mentions"][:_BEARINGS]:
                first, past = token_span(self._parse, start, end)
                root = self._parse.root_of(first, past)
                low, high = self._parse.edges(root, _CLAUSES)
                for at in range(bisect_left(self._firsts, low), bisect_right(self._firsts, high)):
                    named = self._named[at]
                    met = id_ in self._people and self._is_sited(named.spot)  # where they are, not where they are from
                    if not met and not first <= named.spot.first < past:
                        found.append((named, "beside"))
            self._homes[id_] = found
        return self._homes[id_]

    def _of_place(self, place: str, event: Event, found: _Found) -> dict[str, float]:
        """Return the features of a place beside one event: those it has for all, and those by the other candidates."""
        own = self._known[place]
        around = self._country[place]
        values = {
            **own,
            "finer candidate": float(place in found.around),
            "its country too": float(around is not None and around != place and around in found.places),
            "acting capital": float("actor: whole" in found.places[place][2] and self._is_capital(place)),
        }
        if section := self._document.section_at(event["trigger_start"]):
            inside = place in self._named_in(section)
            values["in the section" if inside else "outside the section"] = 1.0
        return values

    def _named_in(self, section: Section) -> set[str]:
        """Return the places that a section names."""
        if section.start not in self._in_section:
            low, high = bisect_left(self._starts, section.start), bisect_left(self._starts, section.end)
            self._in_section[section.start] = {named.place for named in self._named[low:high]}
        return self._in_section[section.start]

    def _of_story(self, place: str) -> dict[str, float]:
        """Return the features of a place for every event of its story."""
        kind = self._places[place]["kind"]
        own = self._own[place] / self._total
        ground = self._ground[place] / self._grounds if self._grounds else 0.0
        rank, first = self._rank.get(place, _RANKS), self._first.get(place, len(self._parse.text))
        values = {
            "main": float(rank == 0),
            "rank": 1 - min(rank, _RANKS) / _RANKS,
            "share": bisect_right(_SHARES, own) / len(_SHARES),
            "share with finer": bisect_right(_SHARES, own + self._inside[place] / self._total) / len(_SHARES),
            "share of events": bisect_right(_SHARES, ground) / len(_SHARES),
            "rank of events": 1 - min(self._ground_rank.get(place, _RANKS), _RANKS) / _RANKS,
            "finer places in it": float(self._inside[place] > 0),
            "in the title": float(self._places[place]["name"].lower() in self._title),
            "in the lead": float(self._document.is_lead(first)),
        }
        if kind in _KINDS:
            values[kind] = 1.0
        return {name: value for name, value in values.items() if value}

    def _is_capital(self, place: str) -> bool:
        entry = self._gazetteer.place(place)
        return entry is not None and entry.capital

    def _traits(self, event: Event, telling: _Telling) -> dict[str, float]:
        """Return what an event itself shows of having ground."""
        parse, anchor, kind = self._parse, telling.anchor, event_type(event["type"])
        top = self._own.most_common(1)
        helpers = {parse.lower[c] for c in parse.children[anchor] if parse.dep[c] in ("aux", "auxpass")}
        return {
            "main share": bisect_right(_SHARES, top[0][1] / self._total) / len(_SHARES) if top else 0.0,
            "site ground": float(kind.site == "ground"),
            "site gathering": float(kind.site == "gathering"),
            f"category {kind.category}": 1.0,
            "words": float(not kind.families.isdisjoint(_TOLD)),
            "loose": float(kind.loose),
            "harms": float(kind.harms),
            "befalls": float(kind.befalls),
            "newsworthy": kind.newsworthy,
            event["status"]: 1.0,
            "quoted": float(self._in_quote(parse.start[anchor]) is not None),
            "noun": float(parse.pos[anchor] == "NOUN"),
            "had": float("had" in helpers),
            **self._actor_traits(event),
        }

    def _actor_traits(self, event: Event) -> dict[str, float]:
        """Say who acts: a person, a body, an office, a firm, somebody or nobody, and whether the text names a home."""
        spans = event.get("actor_spans", ())
        if not spans:
            return {"no actor": 1.0}
        span = spans[0]
        row = self._actors.get(span["id"] or "")
        root = self._parse.root_of(*token_span(self._parse, span["start"], span["end"]))
        kinds = {noun_class(self._parse, root)}
        for role in row.get("roles", ()) if row else ():
            kinds.add(word_class(role.split()[-1].lower()))
        traits = {f"{kind} acts": 1.0 for kind in kinds & _CLASSES}
        traits["office acts"] = float(not kinds.isdisjoint(_OFFICES))
        traits["person acts" if span["id"] in self._people else "body acts" if row else "somebody acts"] = 1.0
        traits["actor has a home"] = float(any(True for _ in self._homes_of(span)))
        sides = [*spans[:2], *event.get("recipient_spans", ())[:2]]
        states = {self._places[n.place]["country_code"] for side in sides for n, _ in self._homes_of(side)}
        traits["several states"] = float(len(states - {None}) > 1)
        return traits

    def _homes_of(self, span: Span) -> Iterator[tuple[_Named, str]]:
        yield from self._within(span["text"])
        yield from self._home(span["id"])

    def _is_sited(self, spot: Spot) -> bool:
        parse, root = self._parse, spot.root
        return is_sited(parse, root) or (parse.dep[root] in MODIFIERS and is_sited(parse, parse.head[root]))

    def _role(self, spot: Spot) -> str:
        """Say what a name is in its clause: subject, object, where somebody is of or from, behind a preposition."""
        parse, here = self._parse, spot.root
        owner = False
        for _ in range(4):
            if parse.dep[here] in MODIFIERS:
                owner = owner or parse.dep[here] == "poss"
            elif parse.dep[here] not in ("conj", "appos"):
                break
            here = parse.head[here]
        if parse.dep[here] == "pobj":
            preposition = parse.head[here]
            word = parse.lower[preposition]
            if word in ("of", "from") and parse.ent[parse.head[preposition]] == "PERSON":
                return "residence"
            return f"behind {word}" if word in ("of", "from", "to") else "behind another preposition"
        side = "subject" if parse.dep[here] in _SUBJECTS else "object" if parse.dep[here] in _OBJECTS else "other part"
        return f"owner of {side}" if owner else side

    def _relation(self, anchor: int, root: int) -> str:
        """Say in which clause a name stands, seen from a trigger."""
        parse = self._parse
        chain = parse.ancestors(anchor)
        height = {token: n for n, token in enumerate(chain)}
        here, down = root, 0
        while here not in height:
            down += parse.dep[here] in _CLAUSES and parse.pos[here] in ("VERB", "AUX")
            if parse.head[here] == here:
                return "another"
            here = parse.head[here]
        up = sum(parse.dep[token] in _CLAUSES for token in chain[: height[here]])
        return ("own" if not down else "lower") if not up else ("governing" if not down else "sister")

    def _in_quote(self, start: int) -> int | None:
        at = bisect_right(self._quotes, (start, 1 << 62)) - 1
        return at if at >= 0 and start < self._quotes[at][1] else None


_BY_WORDS = ("sited", "clause", "actor", "actor: whole", "actor: first", "country", "main", "named", "share")
_BY_OFFICE = (
    "actor", "actor: first", "actor: whole", "actor: owner", "actor: by role", "main", "share", "country", "named",
)  # fmt: skip
_BY_STATES = ("actor", "recipient", "country")
_BY_CLAUSE = ("country", "city", "share", "main", "in the lead", "in the title")


def _products(names: Sequence[str], by: str) -> list[tuple[str, str]]:
    return [(name, f"{name}, {by}") for name in names]


_BY_TRAIT = (
    ("words", _products(_BY_WORDS, "words")),
    ("site ground", _products(_BY_WORDS, "ground")),
    ("office acts", _products(_BY_OFFICE, "office")),
    ("several states", _products(_BY_STATES, "several states")),
)
"""By trait of an event the features of a place that it is multiplied with, and the names of the products."""
_BY_FEATURE = [(name, *(f"{name}, {by}" for by in ("named", "actor", "clause elsewhere"))) for name in _BY_CLAUSE]


def _crossed(values: Mapping[str, float], traits: Mapping[str, float], *, clause_elsewhere: bool) -> dict[str, float]:
    """Return the products of features of a place with those of the event and with each other, without those of 0."""
    get = values.get
    crossed: dict[str, float] = {}
    for trait, products in _BY_TRAIT:
        if strength := traits.get(trait):
            for name, product in products:
                if value := get(name):
                    crossed[product] = value * strength
    named, actor = get("named"), get("actor")
    for name, by_named, by_actor, by_clause in _BY_FEATURE:
        if value := get(name):
            if named:
                crossed[by_named] = value * named
            if actor:
                crossed[by_actor] = value * actor
            if clause_elsewhere:
                crossed[by_clause] = value
    return crossed


def _named(parse: Parse, mention: Mention, places: dict[str, Place]) -> _Named:
    first, past = token_span(parse, mention["start"], mention["end"])
    root = parse.root_of(first, past)
    place = mention["place"] or ""
    spot = Spot(first, past, root, mention["kind"], places[place]["kind"])
    return _Named(mention, place, spot, parse.sent[root])


def _manner(phrase: str, name: str, at: int) -> str:
    """Say how a name stands in the phrase of an actor: it is the actor, its owner, or part of it."""
    if phrase.removeprefix("the ") == name:
        return "whole"
    if phrase[at + len(name) :].startswith(_POSSESSIVE):
        return "owner"
    return "first" if not phrase[:at].strip().removeprefix("the") else "later"
