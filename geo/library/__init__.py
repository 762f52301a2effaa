"""What is kept: articles shared by link, in SQLite or PostgreSQL."""

from geo.library.store import Kept, Library

__all__ = ["Kept", "Library"]
