"""What a lookup returns: places, and how a name names them."""

from typing import Literal, NamedTuple, get_args

from geo.contract import Place, PlaceKind

Form = Literal["preferred", "alternate", "short", "code", "abbreviation", "demonym", "partial"]
"""How a name names a place.

- preferred: its usual English name (Paris, Baltimore County);
- alternate: another full name, in any language or spelling (Paname, Parigi);
- short: without the word for its kind (Baltimore for Baltimore County, Bavaria for Free State of Bavaria);
- code: a code of two or more letters (US, UK, MD, CDG), to be trusted only in capitals;
- abbreviation: letters left out (Calif., W.Va., N.S.W.);
- demonym: its people, or the adjective (Russian, Russians, Danes);
- partial: a part of a longer name (Molenbeek for Molenbeek-Saint-Jean).
"""

FORMS: tuple[Form, ...] = get_args(Form)
KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)


class GazetteerPlace(NamedTuple):
    """One place of the gazetteer."""

    id: str
    """`geonames:2988507`, `naturalearth:...`, `airport:CDG`, `dateline:...`."""
    name: str
    kind: PlaceKind
    feature_code: str
    """GeoNames feature code (PPLC, ADM1, ...), or the nearest one for places from elsewhere; may be empty."""
    country_code: str | None
    """ISO 3166-1 alpha-2 (and XK for Kosovo)."""
    country: str | None
    admin1_code: str | None
    """GeoNames code within the country: "MD" for Maryland."""
    admin1: str | None
    admin2_code: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    """People living there, 0 where it isn't known."""
    capital: bool
    """It is the capital of its country."""
    extent_km: float
    """Rough radius: how far from its point one can be and still be in it."""
    importance: float
    """How much it is written about, in equivalents of a city's inhabitants: a prior to rank by."""

    def as_place(self) -> Place:
        """Return the record that the engine writes."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "country_code": self.country_code,
            "admin1": self.admin1,
            "lat": self.lat,
            "lon": self.lon,
            "population": self.population,
        }


class Entry(NamedTuple):
    """One way to read a name: the place and how the name names it."""

    place: GazetteerPlace
    form: Form
    written: str
    """The name as it is written there: "US" and "Us", "Of" and "OF" share a key but not this."""
    prior: float
    """The place's importance, lowered for forms that name it less often."""


FORM_WEIGHT: dict[Form, float] = {
    "preferred": 1.0,
    "alternate": 0.3,
    "short": 0.5,
    "code": 0.3,
    "abbreviation": 0.5,
    "demonym": 1.0,
    "partial": 0.3,
}
