"""Articles that are shared by link, as they were kept before there were collections.

Databases of that time have these tables already, and no version.
"""

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, String

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables where they are missing."""
    op.create_table(
        "shared_articles",
        Column("id", String(32), primary_key=True),
        Column("token_hash", String(64), nullable=False),
        Column("created", Integer, nullable=False),
        Column("expires", Integer, index=True),
        Column("content", LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "library_clock", Column("id", Integer, primary_key=True), Column("seen", Integer), if_not_exists=True
    )
