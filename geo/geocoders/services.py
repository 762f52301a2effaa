"""Online geocoders of geopy, asked as their terms want it: seldom, by name, and never twice the same."""

import json
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.geocoders import GeoNames, Nominatim, Pelias, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import GeocodingError
from geo.geocoders.answers import Answers
from geo.paths import cache_folder

USER_AGENT = "dateline-news-map/1.0"


@dataclass(frozen=True)
class Service:
    """What there is to know of an online geocoder before it is asked."""

    name: str
    make: Callable[..., Geocoder]
    seconds: float
    """Least time between two requests."""
    terms: str
    """Where its terms of use are."""
    attribution: str
    limit: str = "limit"
    """What geopy's geocoder calls the number of answers wanted; empty where it has no such thing."""
    countries: str = ""
    """What it calls the filter by country; empty where the answers have to be filtered."""
    asks: Mapping[str, Any] = field(default_factory=dict)
    """What else geopy's geocoder is asked for: English names, and what a place lies in."""


SERVICES = {
    "nominatim": Service(
        "Nominatim", Nominatim, 1.1, "https://operations.osmfoundation.org/policies/nominatim/",
        "© OpenStreetMap contributors, ODbL", countries="country_codes",
        asks={"addressdetails": True, "language": "en"},
    ),
    "photon": Service(
        "Photon", Photon, 1.1, "https://photon.komoot.io/", "© OpenStreetMap contributors, ODbL",
        asks={"language": "en"},
    ),
    "geonames": Service(
        "GeoNames", GeoNames, 3.7, "https://www.geonames.org/export/", "GeoNames, CC BY 4.0",
        limit="", countries="country",
    ),
    "pelias": Service(
        "Pelias", Pelias, 1.1, "https://github.com/pelias/documentation", "See the operator of the server",
        limit="", countries="countries",
    ),
}  # fmt: skip
"""The online geocoders that can be turned on. GeoNames lets an account ask a thousand times an hour."""

_UNREADABLE = (exc.GeocoderParseError, KeyError, IndexError, TypeError, AttributeError, ValueError)


class Online:
    """An online geocoder with manners: at most one request in a while, answers kept on disk, a timeout, one retry.

    `geocode` and `reverse` return what geopy's geocoders do. After it refused with "too many requests" the service is
    left alone for as long as it asks.
    """

    def __init__(
        self,
        service: Service,
        geocoder: Geocoder,
        answers: Answers,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask `geocoder`, known as `service`; `online` is the usual way to get one."""
        self.service = service
        self.geocoder = geocoder
        self._answers = answers
        self._sleep = sleep
        self._clock = clock
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        country_codes: Collection[str] | None = None,
    ) -> Location | list[Location] | None:
        """Return the best answer to a name, or with `exactly_one=False` all of them; None where there is none.

        Raises:
            GeocodingError: the service can't be reached, refused, or answered nonsense.
        """
        codes = sorted({code.upper() for code in country_codes or ()})
        options: dict[str, Any] = {"exactly_one": False, **self.service.asks}
        if self.service.limit:
            options[self.service.limit] = limit
        if codes and self.service.countries:
            options[self.service.countries] = codes
        locations = self._asked("geocode", query, options)
        if codes:
            locations = [found for found in locations if _country_code(found) in (None, *codes)]
        return _answer(locations[:limit], exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Return the place at a point (latitude, longitude), None where there is none.

        Raises:
            GeocodingError: as `geocode`.
        """
        try:
            point = Point(query)
        except (ValueError, TypeError) as error:
            raise GeocodingError(f"{query!r} is no point.") from error
        where = (round(point.latitude, 5), round(point.longitude, 5))
        return _answer(self._asked("reverse", where, {"exactly_one": False}), exactly_one)

    def _asked(self, method: str, query: Any, options: dict[str, Any]) -> list[Location]:
        question = json.dumps([getattr(self.geocoder, "domain", ""), method, query, options], sort_keys=True)
        kept = self._answers.get(self.service.name, question)
        if kept is None:
            locations = self._request(method, query, options)
            kept = [[found.address, found.latitude, found.longitude, found.raw] for found in locations]
            self._answers.put(self.service.name, question, kept)
        return [Location(address, (lat, lon, 0), raw) for address, lat, lon, raw in kept]

    def _request(self, method: str, query: Any, options: dict[str, Any]) -> list[Location]:
        with self._lock:
            wait = self._closed_until - self._clock()
            if wait > 0:
                raise GeocodingError(
                    f"{self.service.name} asked for fewer requests: it is left alone for {wait:.0f} s."
                )
            for last in (False, True):
                self._sleep(self._answers.wait(self.service.name, self.service.seconds))
                try:
                    return _checked(getattr(self.geocoder, method)(query, **options))
                except (exc.GeocoderTimedOut, exc.GeocoderUnavailable) as error:
                    if last:
                        raise self._refusal(error) from error
                except (exc.GeopyError, *_UNREADABLE) as error:
                    raise self._refusal(error) from error
        raise AssertionError

    def _refusal(self, error: Exception) -> GeocodingError:
        name = self.service.name
        if isinstance(error, exc.GeocoderQuotaExceeded):
            seconds = min(getattr(error, "retry_after", None) or 60, 3600)
            self._closed_until = self._clock() + seconds
            return GeocodingError(f"{name} asked for fewer requests: it is left alone for {seconds:.0f} s.")
        if isinstance(error, exc.GeocoderTimedOut):
            return GeocodingError(f"{name} did not answer within {self.geocoder.timeout:g} s.")
        if isinstance(error, exc.GeocoderAuthenticationFailure | exc.GeocoderInsufficientPrivileges):
            return GeocodingError(f"{name} refused the account or the key: check its settings.")
        if isinstance(error, exc.GeocoderQueryError):
            return GeocodingError(f"{name} does not understand the question.")
        if isinstance(error, _UNREADABLE):
            return GeocodingError(f"{name} answered with something that is no list of places.")
        return GeocodingError(f"{name} can't be reached, or is out of order.")


def online(
    service: str,
    *,
    timeout: float = 5.0,
    user_agent: str = USER_AGENT,
    cache: Path | None = None,
    **options: Any,
) -> Online:
    """Return an online geocoder, ready to be asked.

    Args:
        service: One of `SERVICES`.
        timeout: How many seconds to wait for an answer.
        user_agent: How Dateline introduces itself; Nominatim's terms want a name of one's own.
        cache: The file that answers are kept in, by default one in the cache folder.
        options: What geopy's geocoder takes: `domain`, `scheme`, `username` (GeoNames), `api_key` (Pelias) ...

    Raises:
        GeocodingError: there is no such service, an option it needs is missing, or answers can't be kept.
    """
    known = SERVICES.get(service.lower())
    if known is None:
        raise GeocodingError(f"There is no online geocoder {service!r}: choose one of {', '.join(SERVICES)}.")
    try:
        # geopy's other adapter retries by itself, and sleeps as long as an answer of 429 tells it to.
        options = {"timeout": timeout, "user_agent": user_agent, "adapter_factory": URLLibAdapter, **options}
        geocoder = known.make(**options)
        return Online(known, geocoder, Answers(cache or cache_folder() / "geocoding.sqlite"))
    except (TypeError, exc.GeopyError) as error:
        raise GeocodingError(f"{known.name} needs other settings: {error}.") from error
    except OSError as error:
        raise GeocodingError(f"There is no folder to keep the answers of {known.name} in: {error}.") from error


def _checked(found: Any) -> list[Location]:
    """Return the locations that a service found, none for None.

    Raises:
        ValueError: it is no list of locations on the globe.
    """
    locations = [found] if isinstance(found, Location) else list(found or ())
    for location in locations:
        on_globe = -90 <= location.latitude <= 90 and -180 <= location.longitude <= 180
        if not on_globe or location.latitude == location.longitude == 0:  # geopy's reading of coordinates left out
            raise ValueError(location)
    return locations


def _country_code(location: Location) -> str | None:
    """Return the country's code in an answer of any of the services, None where it says none."""
    raw = location.raw
    for part in (raw, raw.get("address"), raw.get("properties")):
        if isinstance(part, dict):
            code = part.get("countryCode") or part.get("country_code") or part.get("countrycode")
            if isinstance(code, str) and len(code) == 2:
                return code.upper()
    return None


def _answer(locations: list[Location], exactly_one: bool) -> Location | list[Location] | None:
    if not locations:
        return None
    return locations[0] if exactly_one else locations
