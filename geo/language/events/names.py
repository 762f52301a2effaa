"""A name in a sentence, and what it shows by itself of being a place where something happens."""

from functools import lru_cache
from typing import NamedTuple

from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
AREAS = _SETS["areas"]
_BODIES = _SETS["bodies and occasions"]
_TITLES = _SETS["titles"]
_EVENTS = _SETS["event nouns"]
COMPASS = _SETS["compass"]
_UNITS = words("km kms kilometer kilometers kilometre kilometres mile miles")
_OF_MEASURE = words("NUM PUNCT NOUN ADV")
MODIFIERS = words("compound poss amod nmod")
SITING = _SETS["siting prepositions"]
_BREAKS = frozenset((",", ";", "(", ")", '"', "“", "”", "--"))


class Spot(NamedTuple):
    """A name as the parse sees it: its tokens [first, past), the token that governs them, its kind and its place's."""

    first: int
    past: int
    root: int
    kind: str
    level: str = "none"

    @property
    def known(self) -> str:
        """What the gazetteer knows of the name: "place", "demonym", "organisation" or "unknown"."""
        return "place" if self.kind in ("name", "ground") else self.kind.split()[0]


def is_sited(parse: Parse, token: int) -> bool:
    """Whether a word stands right behind a preposition of place."""
    return parse.dep[token] == "pobj" and parse.lower[parse.head[token]] in SITING


def has_finer(parse: Parse, root: int) -> bool:
    """Whether the name modifies an area that is itself named after it ("the Paris district of La Defense")."""
    head = parse.head[root]
    if parse.dep[root] not in MODIFIERS or parse.lemma[head] not in AREAS:
        return False
    later = [c for c in parse.children[head] if c > head]
    return any(parse.dep[c] == "appos" or (parse.dep[c] == "prep" and parse.lower[c] == "of") for c in later)


@lru_cache(maxsize=256)
def signs(parse: Parse, spot: Spot) -> tuple[str, ...]:
    """Return the names of the features of a spot that are the same for every trigger of its sentence."""
    dep, lower, lemma = parse.dep, parse.lower, parse.lemma
    own, head, known = dep[spot.root], parse.head[spot.root], spot.known
    area = lemma[head] in AREAS
    one = lower[spot.first - 1] if spot.first else "^"
    two = lower[spot.first - 2] if spot.first > 1 else "^"
    after = lower[spot.past] if spot.past < len(parse) else "$"
    names = [
        f"dep={own}",
        f"dep={own}|{lemma[head] if area else parse.pos[head]}",
        f"entity={parse.ent[spot.root]}",
        f"level={spot.level}",
        f"words={_worded(parse, spot)}|{spot.kind}",
        f"length={min(spot.past - spot.first, 4)}|{known}",
        f"before={one}|{known}",
        f"before={two} {one}",
        f"after={after}",
        f"after={parse.pos[spot.past] if spot.past < len(parse) else '$'}|{known}",
    ]
    if area:
        names += ["area", f"area|{own}"]
    if lemma[spot.root] in AREAS or any(lemma[c] in AREAS for c in parse.children[spot.root]):
        names.append("area in name")
    if has_finer(parse, spot.root):
        names.append("a finer one follows")
    if is_measured_from(parse, spot):
        names.append("measured from")
    if _has_acronym(parse, spot):
        names.append("acronym follows")
    if (noun := governing_noun(parse, spot)) is not None:
        kind = lemma[noun] if parse.pos[noun] == "NOUN" else parse.pos[noun]
        names += [f"governor={kind}", f"governor={kind}|{lower[head] if own == 'pobj' else own}"]
    return tuple(names)


def governing_noun(parse: Parse, spot: Spot) -> int | None:
    """Return the noun that a name modifies or stands behind ("the war in Syria", "the Gaza crossing")."""
    head = parse.head[spot.root]
    if parse.dep[spot.root] == "pobj":
        noun = parse.head[head]
        return noun if parse.pos[noun] in ("NOUN", "PROPN") else None
    return head if parse.dep[spot.root] in MODIFIERS else None


def in_event(parse: Parse, spot: Spot) -> bool:
    """Whether a name belongs to a noun that tells an event of its own ("the war in Syria")."""
    noun = governing_noun(parse, spot)
    return noun is not None and parse.lemma[noun] in _EVENTS


def is_measured_from(parse: Parse, spot: Spot) -> bool:
    """Whether a name is only what a distance is measured from ("60 kilometers (40 miles) north of Monrovia")."""
    i = spot.first - 1
    while i > 0 and parse.lower[i] in ("the", "capital"):
        i -= 1
    if i < 2 or parse.lower[i] not in ("of", "from", "to"):
        return False
    i -= 1 + (parse.lower[i - 1] in COMPASS)
    for j in range(i, max(i - 6, -1), -1):
        if parse.lower[j] in _UNITS:
            return True
        if parse.pos[j] not in _OF_MEASURE:
            return False
    return False


def surface_preposition(parse: Parse, spot: Spot) -> str:
    """Return the preposition, verb ("V") or mark that stands before a name within five words, "-" for none."""
    for i in range(spot.first - 1, max(spot.first - 6, -1), -1):
        if parse.pos[i] in ("ADP", "SCONJ") or parse.lower[i] in _BREAKS:
            return parse.lower[i]
        if parse.pos[i] in ("VERB", "AUX"):
            return "V"
    return "-"


def _worded(parse: Parse, spot: Spot) -> str:
    """Say whether a name ends in a word for a body, a title or an area."""
    last = parse.lower[spot.past - 1]
    if last in _BODIES:
        return "body"
    if last in _TITLES:
        return "title"
    return "area" if last in AREAS else "other"


def _has_acronym(parse: Parse, spot: Spot) -> bool:
    """Whether capitals in brackets follow a name, as they follow an organisation's ("Islamic State (ISIS)")."""
    at = spot.past
    if at + 2 >= len(parse) or parse.lower[at] != "(" or parse.lower[at + 2] != ")":
        return False
    return parse.text[parse.start[at + 1] : parse.end[at + 1]].isupper()
