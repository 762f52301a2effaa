"""Articles on their way in: what a visitor is about to add, from giving them to having them read."""

from dataclasses import dataclass, field
from typing import Literal

from geo.app.intake import Found, Read
from geo.app.jobs import Job
from geo.articles import Article
from geo.gazetteer.own import OwnPlaces


@dataclass
class Draft:
    """What a visitor is about to add, and how far it is."""

    step: Literal["give", "check", "read"] = "give"
    job: Job | None = None
    found: Found = field(default_factory=Found)
    articles: list[Article] = field(default_factory=list)
    garbled: bool = False
    """Whether letters of an article that is checked are garbled."""
    read: Read = field(default_factory=Read)
    paid: int = 0
    """How many of the articles were counted against the visitor's limit."""
    places: OwnPlaces = field(default_factory=OwnPlaces)
    """Those of somebody's own that they are read with."""
    into: str = ""
    """Id of the collection that they are added to, "" for a new one."""
    name: str = ""
    """What a new collection is to be called."""
    error: str = ""
    round: int = 0
    """Names the fields, so that the next draft has empty ones."""
