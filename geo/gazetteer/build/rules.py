"""Names that follow from others by rule: short forms of divisions, parts of long names, "City of X"."""

import re

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.tables import TABLES, _rows

_PART = re.compile(
    r"^(?P<head>[^\s-][^-]{3,}?)(?:-(?:Sainte?|sur|sous|l[èe]s|en|aux?|du|de|la|le|d’|d')(?:-.*|’.*|'.*)"
    r"|[ -](?:upon|on|under|by|le|next|am|an der|a\.d\.|im|in|bei|ob|vor|unter|near|sur|sous|de|del|della|di|do|da"
    r"|dos|das)[ -].+)$"
)
_HEADS = re.compile(
    r"^(?:San|Santa|Santo|São|Saint|Sankt|Villa|Vila|Ville|Ciudad|Puerto|Port|La|Le|Les|El|Los|Las|New|Bad|Isla|Isle|Mont|Monte"
    r"|Castel|Castello|Civita|Borgo|Rocca|Torre|Campo|Lago|Rio|Río|Pont|Ponte|Château|Chateau|Bourg|Colonia|Barrio|Pueblo|City"
    r"|Cidade|Comuna|Sector|Val|Valle|Cap|Cape|Cabo|Fort|Santiago)$"
)
_ENGLISH = ("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "PH")


def derive(drafts: Drafts) -> None:
    """Give places the names that follow from those they have."""
    before, after, stop = _generic_terms()
    for draft in list(drafts.by_id.values()):
        if draft.kind in ("admin1", "admin2"):
            _shorten(draft, before, after, stop)
            if draft.country_code in ("US", "IE") and draft.name.endswith(" County"):
                draft.call("County of " + draft.name.removesuffix(" County"), "alternate")
        elif draft.kind in ("city", "district") and draft.population >= 5_000:
            _take_part(draft)
            if draft.country_code in _ENGLISH and not draft.name.startswith("City of"):
                draft.call(f"City of {draft.name}", "alternate")
        for _, written in list(draft.names):
            if written.startswith("The ") and draft.names[_, written] != "demonym":
                draft.call(written[4:], "short")


def _generic_terms() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Return what stands before and after a division's own name, and what is no name alone, from the table."""
    terms: dict[str, list[str]] = {"before": [], "after": [], "alone": []}
    for row in _rows(TABLES / "generic_terms.tsv"):
        terms[row["where"]].append(row["term"])
    before = re.compile(rf"^(?:{_any_of(terms['before'])})\s*(?=\S)", re.I)
    after = re.compile(rf"\s+(?:{_any_of(terms['after'])})$", re.I)
    return before, after, frozenset(term.casefold() for term in terms["alone"])


def _any_of(terms: list[str]) -> str:
    return "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))


def _shorten(draft: Draft, before: re.Pattern[str], after: re.Pattern[str], stop: frozenset[str]) -> None:
    for (_, written), form in list(draft.names.items()):
        if form not in ("preferred", "alternate") or not written[:1].isupper():
            continue
        for short in (before.sub("", written), after.sub("", written)):
            if short != written and len(short) > 2 and short.casefold() not in stop and short[:1].isupper():
                draft.call(short, "short")


def _take_part(draft: Draft) -> None:
    found = _PART.match(draft.name)
    if found and not _HEADS.match(found["head"]):
        draft.call(found["head"], "partial")
