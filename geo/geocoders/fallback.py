"""The embedded gazetteer first, an online geocoder for what it lacks, and a note where that failed."""

from collections.abc import Collection
from typing import Any, NamedTuple

from geopy.location import Location

from geo.errors import GeocodingError
from geo.geocoders.embedded import Embedded
from geo.geocoders.services import Online

EMBEDDED = "gazetteer"


class Answer(NamedTuple):
    """What was found, who found it, and what the user should know about it."""

    locations: list[Location]
    source: str
    """"gazetteer", or the name of the online service."""
    note: str | None
    """Why the online geocoder did not help, None where it did or was not asked."""


def ask(
    query: str,
    *,
    embedded: Embedded,
    online: Online | None = None,
    online_first: bool = False,
    country_codes: Collection[str] | None = None,
    limit: int = 5,
) -> Answer:
    """Geocode a name with the gazetteer, and with an online geocoder what that does not have.

    With `online_first` the online geocoder is asked first and the gazetteer is what is fallen back to. This never
    raises for the network's sake: a failure becomes the answer's note.
    """
    options: dict[str, Any] = {"exactly_one": False, "limit": limit, "country_codes": country_codes}
    if online is None or not online_first:
        found = embedded.geocode(query, **options)
        if found or online is None:
            return Answer(found or [], EMBEDDED, None)
    try:
        found = online.geocode(query, **options)
        if found or not online_first:
            return Answer(found or [], online.service.name, None)
        note = f"{online.service.name} knows no {query!r}."
    except GeocodingError as error:
        note = str(error)
    return Answer(embedded.geocode(query, **options) or [], EMBEDDED, note)
