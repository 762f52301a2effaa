"""Places of a newsroom's own, of one collection or of all."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String, Text

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "own_places",
        Column("number", Integer, primary_key=True, autoincrement=True),
        Column("collection", String(200), ForeignKey("collections.id", ondelete="CASCADE"), index=True),
        Column("id", String(40), nullable=False),
        Column("made", Integer, nullable=False),
        Column("who", Text, nullable=False),
        Column("content", Text, nullable=False),
        Column("ended", Integer),
        Column("ended_by", Text),
    )
