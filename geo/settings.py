"""What a host may set: limits, the library, and what a single visitor may do.

Every setting is an environment variable; on Streamlit Community Cloud the same names as top-level secrets do the same.
Streamlit's own settings for a hosted app (error details, upload size, allowed hosts) stand in docs/hosting.md.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from geo.articles.limits import Limits
from geo.connections import library_of_secrets
from geo.errors import SettingsError, VisitorLimitError
from geo.workers.size import MEGABYTE

Action = Literal["read", "fetch", "share", "start", "upload", "export", "correction", "check", "session"]
"""What is counted. Each has a setting of its name: `reads_per_hour`, and so on."""

_PLURAL = {"fetch": "fetches"}
_DONE: dict[Action, str] = {
    "read": "articles read",
    "fetch": "web addresses fetched",
    "share": "links made",
    "start": "starts of a reading",
    "upload": "uploads",
    "export": "exports",
    "correction": "corrections",
    "check": "checks",
    "session": "visits",
}
"""What a visitor is told of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running app, all with defaults for a desk's own machine."""

    hosted: bool = False
    """`DATELINE_HOSTED=1`: strangers use this app. Smaller limits are the defaults then, and visitors are limited."""
    database: str | None = None
    """`DATELINE_DATABASE`: SQLAlchemy's address of the library; else that of `[connections.library]` of Streamlit's
    secrets; else a file in the user's data folder."""
    keep_days: float | None = None
    """`DATELINE_KEEP_DAYS`: how many days after its last change a collection expires; 0 for never, 30 where hosted."""
    shared_articles: int = 5_000
    """`DATELINE_SHARED_ARTICLES`: how many collections are kept at most; an article by itself is one."""
    shared_megabytes: float = 0.0
    """`DATELINE_SHARED_MEGABYTES`: how large all of them together may be, packed; 0 for any, 2,000 where hosted."""
    characters: int = 500_000
    """`DATELINE_CHARACTERS`: longest article; 100,000 where hosted."""
    upload_megabytes: float = 20.0
    """`DATELINE_UPLOAD_MEGABYTES`: largest file; 5 where hosted. Set Streamlit's `server.maxUploadSize` to the same."""
    upload_articles: int = 2_000
    """`DATELINE_UPLOAD_ARTICLES`: most articles of one upload; 50 where hosted."""
    reads_per_hour: int = 0
    """`DATELINE_READS_PER_HOUR`: articles that one visitor may have read; 0 for any number, 120 where hosted."""
    fetches_per_hour: int = 0
    """`DATELINE_FETCHES_PER_HOUR`: web addresses that one visitor may fetch; 30 where hosted."""
    shares_per_hour: int = 0
    """`DATELINE_SHARES_PER_HOUR`: links that one visitor may make; 20 where hosted."""
    starts_per_hour: int = 0
    """`DATELINE_STARTS_PER_HOUR`: times that one visitor may have work started, stopped or not; 240 where hosted."""
    uploads_per_hour: int = 0
    """`DATELINE_UPLOADS_PER_HOUR`: files that one visitor may upload; 200 where hosted."""
    exports_per_hour: int = 0
    """`DATELINE_EXPORTS_PER_HOUR`: files that one visitor may have made; 60 where hosted."""
    corrections_per_hour: int = 0
    """`DATELINE_CORRECTIONS_PER_HOUR`: corrections that one visitor may make; 300 where hosted."""
    checks_per_hour: int = 0
    """`DATELINE_CHECKS_PER_HOUR`: items that one visitor may find right; 3,600 where hosted, one a second."""
    sessions_per_hour: int = 0
    """`DATELINE_SESSIONS_PER_HOUR`: times that one visitor may open the app; 600 where hosted."""
    sessions: int = 0
    """`DATELINE_SESSIONS`: windows that one visitor may have open at once; 60 where hosted."""
    uploads_megabytes: float = 0.0
    """`DATELINE_UPLOADS_MEGABYTES`: uploads that wait to be read, of all visitors; 0 for any number, 60 where hosted.
    One visitor has at most a third of it."""
    kept_megabytes: float = 500.0
    """`DATELINE_KEPT_MEGABYTES`: memory for articles that are open or were made by a correction; 60 where hosted."""
    feeds: bool = True
    """`DATELINE_FEEDS`: collections may have feeds asked by themselves, every so often; 0 where hosted, since each asks
    for fetches for ever. On demand they are asked anyway."""
    metrics: bool = False
    """`DATELINE_METRICS=1`: counters in Prometheus' form at /metrics, which a reverse proxy should not pass on."""
    upload_characters: int = 0
    """`DATELINE_UPLOAD_CHARACTERS`: most characters of all articles of one upload; 0 for any, 500,000 where hosted."""
    readers: int = 0
    """`DATELINE_READERS`: processes that read at once; 0 for as many as the machine has cores and memory for."""
    fetchers: int = 4
    """`DATELINE_FETCHERS`: web addresses that are fetched at once."""
    reader_megabytes: float = 2_000.0
    """`DATELINE_READER_MEGABYTES`: memory that one reader may take beyond what it begins with; 500 where hosted.
    As many readers of files and pages have half of it, those that fetch a quarter."""
    read_seconds: float = 900.0
    """`DATELINE_READ_SECONDS`: longest time that one article may take; 90 where hosted."""
    waiting: int = 0
    """`DATELINE_WAITING`: most things that wait to be read; 0 for any number, 60 where hosted."""
    waiting_of_one: int = 0
    """`DATELINE_WAITING_OF_ONE`: how many of them may be one visitor's; 4 where hosted."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings that the environment makes.

        Raises:
            SettingsError: a variable holds no number where one is needed, or the secrets lack something.
        """
        hosted = environment.get("DATELINE_HOSTED", "").strip().lower() in _ON
        default = cls(hosted=hosted, **_HOSTED) if hosted else cls()

        def number(name: str, otherwise: float) -> float:
            value = environment.get(f"DATELINE_{name.upper()}", "").strip()
            try:
                found = float(value) if value else otherwise
            except ValueError as error:
                raise SettingsError(f"DATELINE_{name.upper()} has to be a number, not {value!r}.") from error
            if not 0 <= found < 1e12:
                raise SettingsError(f"DATELINE_{name.upper()} has to be 0 or more, not {value}.")
            return found

        numbers: dict[str, Any] = {name: number(name, getattr(default, name)) for name in _NUMBERS}
        numbers |= {name: int(number(name, getattr(default, name))) for name in _COUNTS}
        return cls(
            hosted=hosted,
            database=environment.get("DATELINE_DATABASE", "").strip() or library_of_secrets(),
            keep_days=number("keep_days", default.keep_days or 0) or None,
            feeds=(environment.get("DATELINE_FEEDS", "").strip().lower() or ("" if hosted else "1")) in _ON,
            metrics=environment.get("DATELINE_METRICS", "").strip().lower() in _ON,
            **numbers,
        )

    @property
    def uploads_megabytes_of_one(self) -> float:
        """How much of `uploads_megabytes` may be one visitor's."""
        return self.uploads_megabytes / 3

    @property
    def shared_bytes(self) -> int:
        """How large one shared article or collection may be, packed."""
        return (2 if self.hosted else 50) * MEGABYTE

    @property
    def limits(self) -> Limits:
        """The limits of what is uploaded, pasted or fetched."""
        size = int(self.upload_megabytes * MEGABYTE)
        return Limits(
            characters=self.characters,
            file_bytes=size,
            page_bytes=min(size, Limits().page_bytes),
            unpacked_bytes=min(size * 10, Limits().unpacked_bytes),
            articles=self.upload_articles,
            characters_in_all=self.upload_characters or None,
            seconds=10.0 if self.hosted else Limits().seconds,
        )


_ON = ("1", "true", "yes", "on")
_HOSTED: dict[str, Any] = {
    "keep_days": 30.0,
    "shared_megabytes": 2_000.0,
    "characters": 100_000,
    "upload_megabytes": 5.0,
    "upload_articles": 50,
    "reads_per_hour": 120,
    "fetches_per_hour": 30,
    "shares_per_hour": 20,
    "starts_per_hour": 240,
    "uploads_per_hour": 200,
    "exports_per_hour": 60,
    "corrections_per_hour": 300,
    "checks_per_hour": 3_600,
    "sessions_per_hour": 600,
    "sessions": 60,
    "upload_characters": 500_000,
    "uploads_megabytes": 60.0,
    "kept_megabytes": 60.0,
    "reader_megabytes": 500.0,
    "read_seconds": 90.0,
    "waiting": 60,
    "waiting_of_one": 4,
}
_NUMBERS = (
    "shared_megabytes",
    "upload_megabytes",
    "uploads_megabytes",
    "kept_megabytes",
    "reader_megabytes",
    "read_seconds",
)
LIMITS = (
    "upload_articles", "upload_characters", "uploads_megabytes", "reads_per_hour", "fetches_per_hour",
    "shares_per_hour", "starts_per_hour", "uploads_per_hour", "exports_per_hour", "corrections_per_hour",
    "checks_per_hour", "sessions_per_hour", "sessions", "waiting", "waiting_of_one", "shared_megabytes",
)  # fmt: skip
"""Settings that keep one visitor from taking what all need; 0 is no limit."""
_COUNTS = (
    "shared_articles", "characters", "upload_articles", "upload_characters", "reads_per_hour", "fetches_per_hour",
    "shares_per_hour", "starts_per_hour", "uploads_per_hour", "exports_per_hour", "corrections_per_hour",
    "checks_per_hour", "sessions_per_hour", "sessions", "readers", "fetchers", "waiting", "waiting_of_one",
)  # fmt: skip


class Visitors:
    """Counts what each visitor does in a moving hour. One for the whole server process."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._most: dict[Action, int] = {
            action: getattr(settings, f"{_PLURAL.get(action, action + 's')}_per_hour") for action in _DONE
        }

    def allow(self, visitor: str, action: Action, count: int = 1) -> None:
        """Count `count` times `action` for `visitor` (an address or a session's id).

        Raises:
            VisitorLimitError: that would be more than the host allows in an hour; nothing is counted then.
        """
        most = self._most[action]
        if most and not self._limiter.hit(RateLimitItemPerHour(most), action, visitor_of(visitor), cost=count):
            raise VisitorLimitError(self._refusal(action))

    def refusal(self, visitor: str, action: Action) -> str:
        """Return why `visitor` may not do `action` once more, "" if that is allowed; nothing is counted."""
        most = self._most[action]
        may = not most or self._limiter.test(RateLimitItemPerHour(most), action, visitor_of(visitor))
        return "" if may else self._refusal(action)

    def _refusal(self, action: Action) -> str:
        return f"This app allows {self._most[action]:,} {_DONE[action]} an hour per visitor. Try again later."


def visitor_of(address: str) -> str:
    """Return what stands for one visitor: an IPv4 address; of an IPv6 address the /64, which is one household's."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
