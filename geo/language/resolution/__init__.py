"""Resolution of toponyms: candidate places, the evidence for each, the ranking, and the reason in words."""

from geo.language.resolution.component import Resolution, Resolver

__all__ = ["Resolution", "Resolver"]
