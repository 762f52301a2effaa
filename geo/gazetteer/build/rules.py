"""Names that follow from others by rule: short forms of divisions, parts of long names, "City of X"."""

import re
from collections import defaultdict

from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.readable import plain
from geo.gazetteer.build.tables import TABLES, _rows
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise

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
_ARTICLE = re.compile(r"^(?:A[lnrstzd]|Adh|Ash|Ath|El|[Aa]l|el)[ -](?=[’‘'`ʿʼ]?\w{3})")
_ARAB = "AE BH DJ DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split()  # noqa: SIM905
_OTHERS = "AF AM BD BG BT BY CN ER ET GE GR IL IN IR JP KG KH KP KR KZ LA LK MM MN MV NP PK RU TH TJ TW UA".split()  # noqa: SIM905
_OTHER_LETTERS = frozenset((*_ARAB, *_OTHERS))
"""Countries whose names are written in other letters, or were transcribed by scholars."""
_APOSTROPHES = frozenset(("BD", "CN", "IL", "IN", "JP", "KR", "LK", "MM", "PK", "TW"))
"""Those of them whose names keep an apostrophe in newspapers: Xi'an, Cox's Bazar, Be'er Sheva."""
_LATIN = re.compile(r"[A-Z][a-zA-ZÀ-ɏḀ-ỿ’‘'` -]+")
_KNOWN, _PART_KM = 10_000, 30.0
_ENGLISH = ("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "PH")


def derive(drafts: Drafts) -> None:
    """Give places the names that follow from those they have."""
    before, after, stop = _generic_terms()
    _leave_names_to_parts(drafts)
    _share_names_with_seats(drafts)
    towns = {(city.country_code, city.admin1_code, normalise(city.name)) for city in drafts.of_kind("city")}
    for draft in list(drafts.by_id.values()):
        if draft.kind in ("admin1", "admin2"):
            _shorten(draft, before, after, stop)
        if draft.kind == "admin2":
            _leave_name_to_town(draft, towns)
            if draft.country_code in ("US", "IE") and draft.name.endswith(" County"):
                own = draft.name.removesuffix(" County")
                draft.call(f"County of {own}", "alternate")
                draft.call(f"{own} Co.", "abbreviation")
        if draft.country_code in _ARAB and draft.kind != "country":
            _vary_article(draft)
        if draft.kind in ("city", "district") and draft.population >= 5_000:
            _take_part(draft)
            if draft.country_code in _ENGLISH and not draft.name.startswith("City of"):
                draft.call(f"City of {draft.name}", "alternate")
        for _, written in list(draft.names):
            if written.startswith("The ") and draft.names[_, written] != "demonym":
                draft.call(written[4:], "short")


def show_plainly(drafts: Drafts) -> None:
    """Show places of countries with other letters by names without the marks of a transcription: Tall Abyad."""
    for draft in drafts.of_kind("admin1", "admin2", "city", "district"):
        if draft.country_code in _OTHER_LETTERS:
            name = plain(draft.name, apostrophes=draft.country_code in _APOSTROPHES)
            if name != draft.name:
                draft.name = name
                draft.call(name, "preferred")


def _leave_names_to_parts(drafts: Drafts) -> None:
    """Take from a city the alternate names that are the usual name of a part or a county near it."""
    usual = defaultdict(list)
    cities = drafts.of_kind("city", "district")
    counties = [draft for draft in drafts.of_kind("admin2") if draft.country_code == "US"]
    for draft in [*cities, *counties]:
        if draft.population >= _KNOWN:
            usual[normalise(draft.name)].append(draft)
    for city in cities:
        for (key, written), form in list(city.names.items()):
            if form == "alternate" and any(other is not city and _near(city, other) for other in usual.get(key, ())):
                del city.names[key, written]


def _near(one: Draft, other: Draft) -> bool:
    return distance_km(one.lat, one.lon, other.lat, other.lon) < _PART_KM


def _share_names_with_seats(drafts: Drafts) -> None:
    """Give a division the English name of the city it is named after: Bucharest for Bucureşti, Cologne for Köln."""
    for city in drafts.of_kind("city"):
        if city.feature_code not in ("PPLC", "PPLA", "PPLA2"):
            continue
        keys = {key for (key, _), form in city.names.items() if form in ("preferred", "alternate")}
        country, admin1, admin2 = city.country_code or "", city.admin1_code or "", city.admin2_code or ""
        for division in (drafts.admin1.get((country, admin1)), drafts.admin2.get((country, admin1, admin2))):
            if division and normalise(division.name) in keys:
                division.call(city.name, "alternate")


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


def _leave_name_to_town(draft: Draft, towns: set[tuple[str | None, str | None, str]]) -> None:
    """Let the bare name of a county mean it less where a town of its state or province is called that."""
    for name, form in draft.names.items():
        if form == "short" and (draft.country_code, draft.admin1_code, name[0]) in towns:
            draft.names[name] = "partial"


def _vary_article(draft: Draft) -> None:
    """Give a place with an Arabic article its names without it, and with it as newspapers write it (al-Raqqa)."""
    names = [written for (_, written), form in draft.names.items() if form in ("preferred", "alternate")]
    if not any(_ARTICLE.match(name) for name in names):
        return
    for name in names:
        bare = _ARTICLE.sub("", name)
        if _LATIN.fullmatch(bare) and len(bare) > 3:
            if bare != name:
                draft.call(bare, "short")
            draft.call(f"al-{bare}", "alternate")


def _take_part(draft: Draft) -> None:
    found = _PART.match(draft.name)
    if found and not _HEADS.match(found["head"]):
        draft.call(found["head"], "partial")
