"""What hangs on each place of each reading, and which articles are being read at the moment."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, String, Table, select

from geo.library.rows import named_rows, unpack

revision = "4"
down_revision = "3"
_AT_ONCE = 500
"""Readings that are held in memory at once."""


def upgrade() -> None:
    """Make the tables, and fill the first."""
    op.create_table("claims", Column("key", String(64), primary_key=True), Column("until", Integer, nullable=False))
    named = op.create_table(
        "named",
        *(Column(name, String(size), primary_key=True) for name, size in (("what", 32), ("key", 64), ("engine", 64))),
        *(Column(name, Integer, nullable=False) for name in ("mentions", "events", "quotes")),
        ForeignKeyConstraint(["key", "engine"], ["readings.key", "readings.engine"], ondelete="CASCADE"),
    )
    op.create_index("named_reading", "named", ["key", "engine"])
    connection = op.get_bind()
    readings = Table("readings", MetaData(), autoload_with=connection)
    known = select(readings.c.key, readings.c.engine).where(readings.c.content.isnot(None))
    keys = connection.execute(known.order_by(readings.c.key)).all()
    for at in range(0, len(keys), _AT_ONCE):
        some = select(readings).where(readings.c.key.in_({row.key for row in keys[at : at + _AT_ONCE]}))
        of = {(row.key, row.engine): row.content for row in connection.execute(some) if row.content is not None}
        rows = [row for key in keys[at : at + _AT_ONCE] for row in named_rows(*key, unpack(of[tuple(key)]))]
        if rows:
            connection.execute(named.insert(), rows)
