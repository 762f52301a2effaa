"""The gazetteer while it is built: places with their names, before they are numbered and written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geo.contract import PlaceKind
from geo.gazetteer.build.readable import is_readable, visible
from geo.gazetteer.names import normalise
from geo.gazetteer.place import FORMS, Form

_CODE = re.compile(r"[A-Z0-9]{1,4}|(?:[A-Z]\.){2,4}")
_PLAINER: tuple[Form, ...] = ("preferred", "demonym", "alternate", "short", "code", "abbreviation", "partial")
"""What stays when one written form is given twice: lists of alternate names hold demonyms too."""


def is_code(written: str) -> bool:
    """Tell whether a name looks like a code: up to four capitals or digits, or capitals with periods."""
    return _CODE.fullmatch(written) is not None


@dataclass(slots=True)
class Draft:
    """One place with all its names: key -> (form, as written)."""

    id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    feature_code: str = ""
    country_code: str | None = None
    admin1_code: str | None = None
    admin2_code: str | None = None
    population: int = 0
    capital: bool = False
    extent_km: float = 0.0
    importance: float = 0.0
    iso3: str = ""
    made_of: tuple[str, ...] = ()
    """Codes of countries and divisions, or ids of places, that a region or sea consists of."""
    names: dict[tuple[str, str], Form] = field(default_factory=dict)

    def call(self, written: str, form: Form) -> None:
        """Give the place a name, if it is a readable one; of two ways to read one written form the plainer stays."""
        written = visible(written)
        key = normalise(written)
        if not key or len(key) > 80 or not is_readable(written):
            return
        if form == "alternate" and is_code(written):
            form = "code"
        old = self.names.get((key, written))
        if old is None or _PLAINER.index(form) < _PLAINER.index(old):
            self.names[key, written] = form

    def uses(self) -> Iterator[tuple[str, str, Form]]:
        """Yield key, written form and form, for each key only the plainest ones, codes in their own writing."""
        plain: dict[str, tuple[str, Form]] = {}
        seen = set()
        for (key, written), form in sorted(self.names.items()):
            if form in ("code", "demonym", "abbreviation"):
                if (key, form) not in seen:
                    yield key, written.replace(".", "") if form == "code" else written, form
                seen.add((key, form))
                continue
            rank = (FORMS.index(form), written != self.name, written.isupper() or written.islower(), written)
            best = plain.get(key)
            if best is None or rank < (
                FORMS.index(best[1]), best[0] != self.name, best[0].isupper() or best[0].islower(), best[0]
            ):  # fmt: skip
                plain[key] = written, form
        for key, (written, form) in plain.items():
            yield key, written, form


class Drafts:
    """All places of the gazetteer to be, by id, with the names of countries and divisions for reference."""

    def __init__(self) -> None:
        self.by_id: dict[str, Draft] = {}
        self.countries: dict[str, Draft] = {}
        self.admin1: dict[tuple[str, str], Draft] = {}
        self.admin2: dict[tuple[str, str, str], Draft] = {}

    def add(self, draft: Draft) -> Draft:
        """Take in a place under its usual name; one that is there already by that id stays."""
        known = self.by_id.setdefault(draft.id, draft)
        known.call(draft.name, "preferred" if known is draft else "alternate")
        if known is draft and draft.country_code:
            if draft.kind == "country":
                self.countries[draft.country_code] = draft
            elif draft.kind == "admin1" and draft.admin1_code:
                self.admin1[draft.country_code, draft.admin1_code] = draft
            elif draft.kind == "admin2" and draft.admin1_code and draft.admin2_code:
                self.admin2[draft.country_code, draft.admin1_code, draft.admin2_code] = draft
        return known

    def division(self, code: tuple[str | None, ...]) -> Draft | None:
        """Return the division with these codes: of its country, of the first level and, for the second, of that too."""
        match code:
            case (str() as country, str() as admin1):
                return self.admin1.get((country, admin1))
            case (str() as country, str() as admin1, str() as admin2):
                return self.admin2.get((country, admin1, admin2))
        return None

    def of_kind(self, *kinds: PlaceKind) -> Iterable[Draft]:
        """Return the places of some kinds."""
        return [draft for draft in self.by_id.values() if draft.kind in kinds]
