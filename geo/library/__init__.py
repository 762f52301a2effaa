"""What people made: collections of articles, and corrections of what was read in them, in SQLite or PostgreSQL."""

from geo.library.access import NOBODY, Person, Role
from geo.library.contents import Added, Listed, Pending
from geo.library.derived import Derived, articles_touched
from geo.library.feeds import Followed
from geo.library.log import Change, Order
from geo.library.own_places import PlaceChange, Shelved
from geo.library.store import Kept, Library

__all__ = [
    "NOBODY",
    "Added",
    "Change",
    "Derived",
    "Followed",
    "Kept",
    "Library",
    "Listed",
    "Order",
    "Pending",
    "Person",
    "PlaceChange",
    "Role",
    "Shelved",
    "articles_touched",
]
