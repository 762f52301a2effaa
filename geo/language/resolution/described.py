"""Places named by what they are of a named one: the Syrian capital, Peru's capital, the capital of Texas."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.tokens import Doc

from geo.contract import Mention
from geo.gazetteer import Entry, GazetteerPlace
from geo.language.resolution.candidates import candidate
from geo.language.tokens import tokens_of

Seat = Callable[[GazetteerPlace], GazetteerPlace | None]

_CAPITAL = r"(?P<capital>capital(?: city)?)\b"
_AFTER_OWNER = re.compile(rf"['’]s?\s(?:then[ -])?{_CAPITAL}")
_AFTER_NAME = re.compile(rf"\s{_CAPITAL}")
_BEFORE_NAME = re.compile(r"(?:\bthe|\bin)\s(?:then[ -])?$", re.I)
_BEFORE_OF = re.compile(
    rf"(?:^|[^\w\s]\s?|\b(?:the|a|an|its|then|new|old|former|from|in|to|is|was|as)\s){_CAPITAL} of (?:the )?$", re.I
)
_NAMED_AFTER = re.compile(r",? (?:the )?(?:city )?(?:of |called |and largest city )?|,? ?[(–—-] ?")
_NAMED_BEFORE = re.compile(r"\w ?[,(–—-] ?(?:then )?(?:the|its)?\s?$")
_LONGEST = 40
"""Characters before a name in which "the capital of" stands."""


def described(
    doc: Doc, mentions: Sequence[Mention], places: Mapping[str, Entry], seat: Seat
) -> Iterator[tuple[Mention, Entry]]:
    """Yield a mention of each capital that is told by its country or division alone, with the place.

    One that the text names beside ("the Libyan capital, Tripoli") is not yielded, nor money ("Chinese capital flows").

    Args:
        doc: tagged.
        mentions: resolved, in the order of the text.
        places: those that the mentions were resolved to, by id.
        seat: returns the capital of an area.
    """
    text = tokens_of(doc).text
    for number, mention in enumerate(mentions):
        entry = places.get(mention["place"] or "")
        if entry is None or mention["coarse"] or mention["kind"] == "organisation":
            continue
        found = _capital(text, mention)
        if found is None or _is_money(doc, found[1]) or _is_named(text, mentions, number, found):
            continue
        capital = seat(entry.place)
        if capital is not None:
            yield _mention(text, found, mention, entry, capital)


def _capital(text: str, mention: Mention) -> tuple[int, int] | None:
    """Return the characters of the word "capital" that stands with a mention, None where there is none."""
    start, end = mention["start"], mention["end"]
    match = _AFTER_OWNER.match(text, end)
    if match is None and _BEFORE_NAME.search(text, max(0, start - _LONGEST), start):
        match = _AFTER_NAME.match(text, end)
    if match is None and mention["kind"] == "name":
        match = _BEFORE_OF.search(text, max(0, start - _LONGEST), start)
    return match.span("capital") if match else None


def _is_money(doc: Doc, past: int) -> bool:
    """Whether the word that ends at a character belongs to a longer noun: capital markets."""
    last = doc.char_span(past - 1, past, alignment_mode="expand")
    return last is not None and last.end < len(doc) and doc[last.end].pos_ == "NOUN"


def _is_named(text: str, mentions: Sequence[Mention], number: int, found: tuple[int, int]) -> bool:
    """Whether the name of the capital stands right after or before its description."""
    start, past = min(found[0], mentions[number]["start"]), max(found[1], mentions[number]["end"])
    after = mentions[number + 1] if number + 1 < len(mentions) else None
    if after is not None and _NAMED_AFTER.fullmatch(text, past, after["start"]):
        return True
    before = mentions[number - 1] if number else None
    return before is not None and bool(_NAMED_BEFORE.fullmatch(text, before["end"] - 1, start))


def _mention(
    text: str, found: tuple[int, int], owner: Mention, area: Entry, capital: GazetteerPlace
) -> tuple[Mention, Entry]:
    start, end = found
    mention: Mention = {
        "id": f"{owner['id']}c",
        "start": start,
        "end": end,
        "text": text[start:end],
        "kind": "name",
        "place": capital.id,
        "score": owner["score"],
        "why": f"{capital.name} is the capital of {area.place.name}.",
        "coarse": False,
        "of": owner["id"],
        "candidates": [candidate(capital, owner["score"])],
    }
    return mention, Entry(capital, "preferred", capital.name, capital.importance)
