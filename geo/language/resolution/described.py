"""Places named by what they are of another: the Syrian capital, Peru's capital, the capital of Texas, the capital."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from geo.contract import Mention
from geo.gazetteer import Entry, GazetteerPlace
from geo.language.resolution.candidates import candidate
from geo.language.tokens import tokens_of
from geo.language.toponyms.lexicon import words

Seat = Callable[[str, str | None], GazetteerPlace | None]
"""Returns the capital of a country, or of a division of it, by their codes."""

_CAPITAL = r"(?P<capital>capital(?: city)?)\b"
_AFTER_OWNER = re.compile(rf"['’]s?\s(?:then[ -])?{_CAPITAL}")
_AFTER_NAME = re.compile(rf"\s{_CAPITAL}")
_BEFORE_NAME = re.compile(r"(?:\bthe|\bin)\s(?:then[ -])?$", re.I)
_BEFORE_OF = re.compile(
    rf"(?:^|[^\w\s]\s?|\b(?:the|a|an|its|then|new|old|former|from|in|to|is|was|as)\s){_CAPITAL} of (?:the )?$", re.I
)
_NAMED_AFTER = re.compile(r",? (?:the )?(?:city )?(?:of |called |and largest city )?|,? ?[(–—-] ?")
_NAMED_BEFORE = re.compile(r"\w ?[,(–—-] ?(?:then )?(?:the|its)?\s?$")
_ALONE = re.compile(
    rf"\bthe (?:(?:country|nation)['’]s |(?P<division>state|provincial|regional) )?{_CAPITAL}(?! of\b)", re.I
)
_LONGEST = 40
"""Characters before a name in which "the capital of" stands."""
_MONEY = words("money")
_HALF = 0.5


class _Area(NamedTuple):
    """A country or a first-level division, the mention that tells of it, and the share of mentions that do."""

    country: str
    admin1: str | None
    name: str | None
    owner: Mention
    share: float


def described(
    doc: Doc, mentions: Sequence[Mention], places: Mapping[str, Entry], seat: Seat
) -> Iterator[tuple[Mention, Entry]]:
    """Yield a mention of each capital that is told by its country or division, or by the story alone, with the place.

    One that the text names beside ("the Libyan capital, Tripoli") is not yielded, nor money ("Chinese capital flows").
    "The capital" alone is that of the country that most of the text's places lie in, if the one named last does too.

    Args:
        doc: tagged.
        mentions: resolved, in the order of the text.
        places: those that the mentions were resolved to, by id.
        seat: returns the capital of an area.
    """
    text = tokens_of(doc).text
    taken = set()
    for mention in mentions:
        entry = places.get(mention["place"] or "")
        if entry is None or mention["coarse"] or mention["kind"] == "organisation":
            continue
        found = _capital(text, mention)
        if found is None:
            continue
        taken.add(found[0])
        if _is_money(doc, found[1]) or _is_named(text, mentions, found, mention):
            continue
        area = _area(entry.place, mention)
        if area is not None and (capital := seat(area.country, area.admin1)) is not None:
            yield _mention(text, found, area, capital, with_owner=True)
    for match in _ALONE.finditer(text):
        found = match.span("capital")
        if found[0] in taken or not _is_somewhere(doc, found[1]) or _is_named(text, mentions, found):
            continue
        area = _spoken_of(mentions, places, found[0], bool(match["division"]))
        if area is not None and (capital := seat(area.country, area.admin1)) is not None:
            yield _mention(text, found, area, capital, with_owner=False)


def _capital(text: str, mention: Mention) -> tuple[int, int] | None:
    """Return the characters of the word "capital" that stands with a mention, None where there is none."""
    start, end = mention["start"], mention["end"]
    match = _AFTER_OWNER.match(text, end)
    if match is None and _BEFORE_NAME.search(text, max(0, start - _LONGEST), start):
        match = _AFTER_NAME.match(text, end)
    if match is None and mention["kind"] == "name":
        match = _BEFORE_OF.search(text, max(0, start - _LONGEST), start)
    return match.span("capital") if match else None


def _area(place: GazetteerPlace, mention: Mention) -> _Area | None:
    """Return the country or the division that a place is, None where it is neither."""
    if place.country_code is None or place.kind not in ("country", "admin1"):
        return None
    admin1 = place.admin1_code if place.kind == "admin1" else None
    return _Area(place.country_code, admin1, place.name, mention, 1.0)


def _spoken_of(mentions: Sequence[Mention], places: Mapping[str, Entry], before: int, division: bool) -> _Area | None:
    """Return the country (or division) of the place named last, if more than half of the text's places lie in it."""
    told = [
        (places[mention["place"]].place, mention)
        for mention in mentions
        if mention["place"] in places and mention["kind"] in ("name", "demonym")
    ]
    areas = [
        _Area(place.country_code, place.admin1_code, place.admin1, mention, 0.0)
        if division
        else _Area(place.country_code, None, place.country, mention, 0.0)
        for place, mention in told
        if place.country_code and (place.admin1_code or not division)
    ]
    last = next((area for area in reversed(areas) if area.owner["start"] < before), None)
    if last is None:
        return None
    share = Counter(area[:2] for area in areas)[last[:2]] / len(areas)
    return last._replace(share=share) if share > _HALF else None


def _is_somewhere(doc: Doc, past: int) -> bool:
    """Whether "the capital" that ends at a character is where something is, and no money."""
    span = doc.char_span(past - 1, past, alignment_mode="expand")
    if span is None or _is_money(doc, past):
        return False
    noun = span.root
    if any(child.dep_ == "relcl" and child.lemma_ in _MONEY for child in noun.children):
        return False
    if noun.dep_ == "pobj":  # a stake in the capital, but to withdraw from the capital
        return noun.head.head.pos_ != "NOUN" or noun.head.head.lemma_ not in _MONEY
    if noun.dep_ == "nsubj" and any(child.dep_ == "dobj" for child in noun.head.children):
        return True  # the capital needs water, but capital flows
    return noun.dep_ in ("dobj", "nsubj", "nsubjpass", "poss", "conj") and noun.head.lemma_ not in _MONEY


def _is_money(doc: Doc, past: int) -> bool:
    """Whether the word that ends at a character belongs to a longer noun: capital markets."""
    last = doc.char_span(past - 1, past, alignment_mode="expand")
    return last is not None and last.end < len(doc) and doc[last.end].pos_ == "NOUN"


def _is_named(text: str, mentions: Sequence[Mention], found: tuple[int, int], owner: Mention | None = None) -> bool:
    """Whether the name of the capital stands right after or before its description."""
    start, past = found
    if owner is not None:
        start, past = min(start, owner["start"]), max(past, owner["end"])
    after = next((mention for mention in mentions if mention["start"] >= past), None)
    if after is not None and _NAMED_AFTER.fullmatch(text, past, after["start"]):
        return True
    before = next((mention for mention in reversed(mentions) if mention["end"] <= start), None)
    return before is not None and bool(_NAMED_BEFORE.fullmatch(text, before["end"] - 1, start))


def _mention(
    text: str, found: tuple[int, int], area: _Area, capital: GazetteerPlace, *, with_owner: bool
) -> tuple[Mention, Entry]:
    start, end = found
    score = round(area.owner["score"] * area.share, 4)
    mention: Mention = {
        "id": f"{area.owner['id']}c{start}",
        "start": start,
        "end": end,
        "text": text[start:end],
        "kind": "name",
        "place": capital.id,
        "score": score,
        "why": f"{capital.name} is the capital of {area.name}.",
        "coarse": False,
        "candidates": [candidate(capital, score)],
    }
    if with_owner:
        mention["of"] = area.owner["id"]
    return mention, Entry(capital, "preferred", capital.name, capital.importance)
