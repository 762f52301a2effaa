"""What is kept: articles shared by link, in SQLite or PostgreSQL."""

from geo.library.store import Library

__all__ = ["Library"]
