"""The tables of what people made: collections, their articles, what was read in them, corrections, feeds, members,
places of their own.

`geo/library/migrations/` brings a database to them from any earlier state.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

COLLECTIONS = Table(
    "collections",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("name", Text),
    Column("about", Text, nullable=False),
    Column("owner_hash", String(64), nullable=False),
    Column("editor_hash", String(64), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("created", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("expires", Integer, index=True),
    Column("deleted", Integer),
    Column("version", Integer, nullable=False),
)
"""One row a collection, an article by itself too. `given` ones have their articles elsewhere: a seed, a file."""

ARTICLES = Table(
    "articles",
    METADATA,
    Column("collection", String(200), ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("key", String(64), nullable=False, index=True),
    Column("content_key", String(64), nullable=False),
    Column("digest", String(16), nullable=False),
    Column("source", Text),
    Column("added", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The articles of each collection in their order. `key`: all that reading depends on; `content_key`: what it says;
`digest`: its text, by which corrections know it."""

READINGS = Table(
    "readings",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("engine", String(64), primary_key=True),
    Column("read", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),
    Column("failed", Text),
)
"""What an engine read in an article, or why it could not; it can be deleted and is made again."""

NAMED = Table(
    "named",
    METADATA,
    Column("what", String(32), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("engine", String(64), primary_key=True),
    Column("mentions", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
    ForeignKeyConstraint(["key", "engine"], ["readings.key", "readings.engine"], ondelete="CASCADE"),
    Index("named_reading", "key", "engine"),
)
"""How much of a reading hangs on each place, and on each name that was not placed (`geo.corrections.everywhere`)."""

CLAIMS = Table(
    "claims",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("until", Integer, nullable=False),
)
"""Articles that a process reads at the moment, by their keys: no other one does until then."""

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("collection", String(200), ForeignKey("collections.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("subject", String(64), nullable=False),
    Column("change", Text, nullable=False),
    Column("undone", Integer),
    Column("undone_by", Text),
)
"""The log: every correction, as JSON, also those that were undone."""

FEEDS = Table(
    "feeds",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("collection", String(200), ForeignKey("collections.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("checked", Integer),
    Column("said", Text, nullable=False),
    Column("state", Text, nullable=False),
)
"""Feeds that a collection grows by: checked every so many minutes, on demand where 0; `state` is the feed reader's."""

MEMBERS = Table(
    "members",
    METADATA,
    Column("collection", String(200), ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("who", String(320), primary_key=True),
    Column("role", String(16), nullable=False),
)
"""Who may do what, by mail address or "@domain"."""

OWN_PLACES = Table(
    "own_places",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("collection", String(200), ForeignKey("collections.id", ondelete="CASCADE"), index=True),
    Column("id", String(40), nullable=False),
    Column("made", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("ended", Integer),
    Column("ended_by", Text),
)
"""Places of a newsroom's own, as JSON: of one collection, or of all where that is NULL. One row a state of a place;
those that were changed or removed are ended, by somebody where they were removed."""

Index("articles_content", ARTICLES.c.collection, ARTICLES.c.content_key)
