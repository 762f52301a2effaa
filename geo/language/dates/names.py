"""What only looks like a date: months and weekdays in names, years that are numbers, feasts in names of places."""

from collections.abc import Set
from datetime import date
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from geo.language.dates.expressions import MONTHS, WEEKDAYS
from geo.language.dates.stretches import Parts
from geo.language.people.lexicon import fold, people_lexicon
from geo.language.tense import is_promised
from geo.language.toponyms.usage import class_of
from geo.language.words import word_sets, words
from geo.paths import lexicon

_SETS = word_sets("date_words.tsv")
_NO_SURNAMES = frozenset(("GPE", "LOC", "FAC", "ORG", "NORP"))
_COUNTED = frozenset(("animal", "food", "plant", "vehicle", "weapon"))
"""Classes of nouns that are counted by the thousand rather than dated: 1850 cows."""
_MANY_SENSES = frozenset(("May", "MAY", "March", "MARCH")) | {name for name in MONTHS if len(name) <= len("Sept")} - {
    "June",
    "July",
}
"""Months that are other words, too, or short: a month only where something says so."""
_NAMED = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
_BEFORE = {"bare_season": "before seasons", "century": "before centuries", "short_decade": "before seasons"}
"""Kinds that are dates only behind some words, and where they describe nothing: an 18th-century hall."""
_BETWEEN = frozenset(("CCONJ", "SCONJ", "PUNCT"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_LONGEST_STREET = 4
"""Words of a street's name: Martin Luther King Avenue."""


def is_date(kind: str, parts: Parts, token: Token, end: int, names: Set[str]) -> bool:
    """Tell a month, a weekday, a feast or a year from a name, a verb or a number of four digits.

    Args:
        kind: a key of `expressions.EXPRESSIONS`.
        parts: its named groups.
        token: the first token of the expression.
        end: the character it ends before.
        names: the months that the text uses as names of people, and the weekdays that are parts of names in it.
    """
    before, after = _beside(token, end)
    if kind in ("weekday", "month", "month_day", "day_month", "feast") and _word(before) in _SETS["every"]:
        return False
    if kind == "story_period" and parts.get("unit2"):
        that = token if token.lower_ == "that" else token.nbor(1)
        return that.dep_ == "det" or parts.get("side") is not None
    if kind == "weekday":
        if _word(before) in _SETS["any"] and (after is None or after.pos_ not in ("NOUN", "ADJ", "VERB")):
            return False  # on a Friday
        named = is_named_weekday(token, end) or _is_given_name(token, before, after)
        return not (named or _is_club(parts, token, before, after, names))
    if kind == "feast":
        return _word(before) not in _SETS["any"] and _is_feast(parts, token, before, after)
    if kind == "new_year":
        return token.i < 2 or token.nbor(-2).lemma_ not in _SETS["welcoming"]  # they rang in the new year
    if kind == "figures":
        return parts["stop"] != "." or _word(before) not in _SETS["numbered"]
    if kind == "known_day":
        return _is_known_in_figures(parts, before, after)
    if kind == "story_month":
        return token.lower_ != "that" or token.is_sent_start or token.dep_ == "det"
    if kind == "ahead":
        return parts["time"] is not None or is_promised(token)
    if kind in _BEFORE:
        return _word(before) in _SETS[_BEFORE[kind]] and (after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ"))
    if kind in ("month_day", "day_month"):
        return not (_is_capital(after) and _word(after) in _SETS["after days of names"])
    if kind == "day_only":
        return _is_day_of_month(parts, before, after)
    if kind == "month":
        return _is_month(parts, token, before, after, names)
    if kind in ("year", "years"):
        return _is_year(kind, parts, token, before, after)
    return True


class _Known(NamedTuple):
    """An event that is known by its day."""

    year: int
    nouns: frozenset[str]
    day: str


@cache
def _known_days() -> dict[str, _Known]:
    """Return the events that are known by their day, by month and day, feast, or what figures alone name them."""
    known: dict[str, _Known] = {}
    for line in lexicon("known_days.tsv"):
        day, year, nouns, *figures = line.split("\t")
        known |= dict.fromkeys((day, *figures), _Known(int(year), words(nouns), day))
    return known


_NO_EVENT = _Known(0, frozenset(), "")


def year_known(kind: str, parts: Parts, token: Token, end: int, day: date) -> int | None:
    """Return the year of an event that is known by its day ("the January 6 riot"), None for any other."""
    if kind not in ("month_day", "day_month", "feast") or parts["year"] or parts["which"]:
        return None
    key = parts["feast"] if kind == "feast" else day.strftime("%m-%d")
    year, nouns, _ = _known_days().get(key or "", _NO_EVENT)
    return year if _word(_beside(token, end)[1]) in nouns and year <= day.year else None


def known_parts(parts: Parts) -> tuple[str, Parts]:
    """Return kind and parts of two figures: an event that they name ("since 9/11"), else a day without its year."""
    one, two = (parts["day"] or "").split("/")
    if known := _known_days().get(parts["day"] or ""):
        month, day = known.day.split("-")
        return "iso", {"year": str(known.year), "month": month, "day": day}
    return "figures", {"weekday": None, "one": one, "stop": "/", "two": two, "year": None}


def _is_known_in_figures(parts: Parts, before: Token | None, after: Token | None) -> bool:
    """Whether two figures name an event or a day ("the 9/11 attacks", "since 9/11", "until 28/02")."""
    known = _known_days().get(parts["day"] or "", _NO_EVENT)
    if len(parts["day"] or "") == len("28/02") and known is _NO_EVENT:
        return _word(before) in _SETS["before days of the month"] and (after is None or after.pos_ not in _NAMED)
    return _word(after) in known.nouns or (bool(known.nouns) and _word(before) in ("since", "after", "before"))


def _is_feast(parts: Parts, token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether a feast is a day, no name, greeting or thing ("Christmas Island", "a merry Christmas", "Easter eggs")."""
    if _word(before) in _SETS["before feasts of greetings"] or _word(after) in _SETS["after feasts of things"]:
        return False
    if " " in (parts["feast"] or ""):
        return True
    titled = before is not None and before.text[0].isupper() and people_lexicon().is_role(before.lower_.rstrip("."))
    named = titled or _is_capital(after) or token.ent_type_ == "PERSON"
    return not named and token.pos_ != "VERB"  # Mr Eid, Ramadan Hassan, lent to a museum


def is_attributive(token: Token, end: int) -> bool:
    """Whether an expression describes the noun behind it ("the Bastille Day attack"), so that no clause is its time."""
    after = _beside(token, end)[1]
    return after is not None and after.pos_ == "NOUN"


def is_scheduled(token: Token) -> bool:
    """Whether a date follows a present form that tells a timetable, tagged as no verb ("The games end on Friday")."""
    doc, i = token.doc, token.i - 1
    if i > 0 and doc[i].lower_ in ("on", "in", "at"):
        i -= 1
    if i < 1 or doc[i].lower_ not in _SETS["scheduled"] or doc[i - 1].pos_ in ("DET", "ADJ", "ADP", "PART"):
        return False
    return all(other.tag_ != "VBD" for other in doc[max(token.sent.start, i - 12) : i])


def _beside(token: Token, end: int) -> tuple[Token | None, Token | None]:
    """Return the tokens before and after an expression."""
    doc: Doc = token.doc
    past = token.i
    while past < len(doc) and doc[past].idx < end:
        past += 1
    return (doc[token.i - 1] if token.i else None), (doc[past] if past < len(doc) else None)


def _word(token: Token | None) -> str:
    return "" if token is None else token.lower_


def _is_capital(token: Token | None) -> bool:
    """Whether a token is a capitalised word that is no month or weekday."""
    if token is None or not token.is_alpha or not token.text[0].isupper():
        return False
    return token.text not in MONTHS and token.text not in WEEKDAYS


def is_named_weekday(token: Token, end: int) -> bool:
    """Whether a weekday is part of a name ("Sheffield Wednesday", "the Sunday Times", "Joe Friday scored")."""
    before, after = _beside(token, end)
    if before is not None and before.text[0].isupper() and before.lower_ in _SETS["before weekdays of names"]:
        return True
    if before is not None and before.is_sent_start and fold(before.text) in people_lexicon().first_names:
        return after is not None and after.pos_ in ("VERB", "AUX")
    return _is_capital(after) and _word(after) in _SETS["after weekdays of names"]


def _is_club(parts: Parts, token: Token, before: Token | None, after: Token | None, names: Set[str]) -> bool:
    """Whether a weekday is a club: it acts as no day does ("Wednesday lost 2-0"), or the text has named a club so."""
    if parts["rel"] or parts["weekday2"] or _word(before) in _SETS["before weekdays"]:
        return False
    led = _word(before) == "the" and after is not None and people_lexicon().is_role(after.lower_)
    bare = token.is_sent_start or (token.dep_ == "nsubj" and before is not None and before.pos_ in _BETWEEN)
    acts = bare and token.n_lefts == 0 and after is not None and after.tag_ in _FINITE and after.pos_ == "VERB"
    if acts and after is not None and after.lemma_ not in _SETS["verbs of months"]:
        return True
    return led or (token.text in names and (acts or _word(before) in _SETS["before clubs"]))


def _is_given_name(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether a weekday begins a person's name ("Friday Okoro was held", "Sunday Oliseh and Monday James")."""
    opens = token.is_sent_start or before is None or before.lower_ in ("and", ",", "by", "with")
    if not opens or not _is_capital(after) or after is None or after.pos_ != "PROPN":
        return False
    return after.ent_type_ not in _NO_SURNAMES and not people_lexicon().is_role(after.lower_)


def _is_day_of_month(parts: Parts, before: Token | None, after: Token | None) -> bool:
    if parts["which"]:
        return True
    thing = after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and not after.is_space
    return _word(before) in _SETS["before days of the month"] and not thing and _word(after) not in ("-", "of", "most")


def _is_month(parts: Parts, token: Token, before: Token | None, after: Token | None, names: Set[str]) -> bool:
    if parts.get("rel") or parts.get("part") or parts.get("which"):
        return True
    month = token.text
    if month in names:
        return _word(before) in _SETS["sure before months"] and token.ent_type_ != "PERSON"
    if _word(before) in ("'s", "’s") and after is not None and after.pos_ not in ("NOUN", "ADJ"):
        return token.nbor(-2).ent_type_ == "DATE"  # the Women's March
    if _word(after) in _SETS["after months of names"]:
        return False
    if _word(before) == "of" and token.i > 1 and token.nbor(-2).lower_ in _SETS["kinds of towns"]:
        return False  # the town of March
    if _is_capital(after) and _word(after) in _SETS["after names of streets"]:
        return False
    if before is not None and before.text[0].isupper() and before.lower_ in _SETS["before weekdays of names"]:
        return False  # Black September
    if before is not None and before.lower_ in _SETS["before months"] and before.lower_ not in ("and", "or", "to"):
        return token.ent_type_ != "PERSON" or before.lower_ in ("in", "since", "until", "till", "during")
    if token.ent_type_ in ("PERSON", "ORG"):
        return False
    if token.dep_ == "nsubj" and token.head.pos_ in ("VERB", "AUX") and token.n_lefts == 0:
        return token.head.lemma_ in _SETS["verbs of months"]
    if token.ent_type_ == "DATE" and token.pos_ == "PROPN":
        return True
    return month not in _MANY_SENSES


def is_person(token: Token, end: int) -> bool:
    """Whether a month is part of a name, or somebody of whom the next words say who it is ("June, 7,", "June, who")."""
    before, after = _beside(token, end)
    if before is not None and before.text[0].isupper():
        word = before.lower_.rstrip(".")
        if people_lexicon().is_role(word) or (word in people_lexicon().first_names and before.head.i == token.i):
            return True
    if after is None:
        return False
    doer = _word(before) == "by" and after.ent_type_ not in _NO_SURNAMES
    if _is_capital(after) and after.pos_ == "PROPN" and (token.dep_ == "compound" or doer):
        return after.lower_ not in _SETS["after names of streets"]
    if after.text != "," or after.i + 2 >= len(after.doc) or _word(before) == ",":
        return False
    one, two = after.nbor(1), after.nbor(2)
    return one.lower_ in ("who", "whose") or (one.is_digit and two.text == ",")


def _is_year(kind: str, parts: Parts, token: Token, before: Token | None, after: Token | None) -> bool:
    if parts.get("part"):
        return True
    if kind == "year" and (_is_number(before, after) or _is_in_name(before, after)):
        return False
    if kind == "year" and (_is_hour(token, after) or _is_joined(after)):
        return False
    if kind == "year" and _is_capital(after) and _word(after) in _SETS["after years of names"]:
        return False
    if kind == "year" and (_is_house_number(before, after) or _is_counted(token, before)):
        return False
    if token.ent_type_ == "DATE":
        return True
    if kind == "years" and token.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT"):
        return False
    if before is not None and before.lower_ in _SETS["before years"]:
        return kind != "year" or token.dep_ not in ("nummod", "quantmod") or before.lower_ in ("in", "since", "of")
    return before is not None and before.text == "(" and token.ent_type_ != "CARDINAL"


def _is_hour(token: Token, after: Token | None) -> bool:
    """Whether four digits are an hour ("at 2015 GMT", "by 1930 hours")."""
    return _word(after) in _SETS["after hours"] and token.text[2] < "6"


def _is_joined(after: Token | None) -> bool:
    """Whether four digits are joined to a word that they count ("a 2000-strong crowd", not "a 1990-era law")."""
    if after is None or after.text != "-" or after.i + 1 >= len(after.doc):
        return False
    word = after.nbor(1)
    return after.nbor(-1).whitespace_ == "" and word.is_alpha and word.lower_ not in _SETS["joined to years"]


def _is_in_name(before: Token | None, after: Token | None) -> bool:
    """Whether a year ends a name ("Vision 2030")."""
    named = before is not None and before.pos_ == "PROPN" and _is_capital(before)
    return named and (after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ"))


def _is_number(before: Token | None, after: Token | None) -> bool:
    """Whether four digits count or number something ("killed 1990 rebels", "Flight 2012")."""
    if _word(before) in _SETS["numbered"]:
        return True
    if after is None or after.tag_ != "NNS" or not after.text[0].islower():
        return False
    if after.lower_ == "others":
        return True
    if before is None or before.is_space:
        return False
    if before.text == ",":
        return class_of(after.lower_) in _COUNTED
    return before.pos_ in ("VERB", "CCONJ") or before.lower_ in _SETS["amounts"]


def _is_house_number(before: Token | None, after: Token | None) -> bool:
    """Whether four digits stand before the name of a street ("at 1890 Elm Avenue")."""
    if after is None or not _is_capital(after) or _word(before) in _SETS["before years of streets"]:
        return False
    beside = after.doc[after.i : after.i + _LONGEST_STREET]
    return any(one.text[0].isupper() and one.lower_ in _SETS["after names of streets"] for one in beside[1:])


def _is_counted(token: Token, before: Token | None) -> bool:
    """Whether four digits alone are so many, or a title ("1500 marched", "a crowd of 2000", "read 1984")."""
    verb = token.head.lemma_
    if token.dep_ == "nsubj" and token.head.pos_ == "VERB":
        return verb not in _SETS["verbs of months"]
    if token.dep_ == "dobj":
        return verb not in _SETS["verbs with years"]
    return _word(before) == "of" and token.i > 1 and token.nbor(-2).lower_ in _SETS["counted"]
