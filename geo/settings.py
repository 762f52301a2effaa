"""What a host may set: limits, the store of shared articles, and what a single visitor may do.

Every setting is an environment variable; on Streamlit Community Cloud the same names as top-level secrets do the same.
Streamlit's own settings for a hosted app (error details, upload size, allowed hosts) stand in README under "Hosting".
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from geo.articles.limits import MEGABYTE, Limits
from geo.errors import SettingsError, VisitorLimitError

Action = Literal["read", "fetch", "share"]
"""What is counted: an article read, a web address fetched, an article shared by link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running app, all with defaults for a desk's own machine."""

    hosted: bool = False
    """`DATELINE_HOSTED=1`: strangers use this app. Smaller limits are the defaults then, and visitors are limited."""
    database: str | None = None
    """`DATELINE_DATABASE`: SQLAlchemy's address of the store of shared articles; a file in the user's data folder."""
    keep_days: float | None = 30.0
    """`DATELINE_KEEP_DAYS`: after how many days a shared article expires; 0 for never."""
    shared_articles: int = 5_000
    """`DATELINE_SHARED_ARTICLES`: how many shared articles are kept at most."""
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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings that the environment makes.

        Raises:
            SettingsError: a variable holds no number where one is needed.
        """
        hosted = environment.get("DATELINE_HOSTED", "").strip().lower() in ("1", "true", "yes", "on")
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

        return cls(
            hosted=hosted,
            database=environment.get("DATELINE_DATABASE", "").strip() or None,
            keep_days=number("keep_days", default.keep_days or 0) or None,
            upload_megabytes=number("upload_megabytes", default.upload_megabytes),
            **{name: int(number(name, getattr(default, name))) for name in _COUNTS},
        )

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
        )


_HOSTED = {
    "characters": 100_000,
    "upload_megabytes": 5.0,
    "upload_articles": 50,
    "reads_per_hour": 120,
    "fetches_per_hour": 30,
    "shares_per_hour": 20,
}
_COUNTS = (
    "shared_articles", "characters", "upload_articles", "reads_per_hour", "fetches_per_hour", "shares_per_hour",
)  # fmt: skip


class Visitors:
    """Counts what each visitor does in a moving hour. One for the whole server process."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._most: dict[Action, int] = {
            "read": settings.reads_per_hour,
            "fetch": settings.fetches_per_hour,
            "share": settings.shares_per_hour,
        }

    def allow(self, visitor: str, action: Action, count: int = 1) -> None:
        """Count `count` times `action` for `visitor` (an address or a session's id).

        Raises:
            VisitorLimitError: that would be more than the host allows in an hour; nothing is counted then.
        """
        most = self._most[action]
        if most and not self._limiter.hit(RateLimitItemPerHour(most), action, visitor, cost=count):
            done = {"read": "articles read", "fetch": "web addresses fetched", "share": "links made"}[action]
            raise VisitorLimitError(f"This app allows {most} {done} an hour per visitor. Try again later.")
