"""Collections that grow and are corrected; what was shared until now becomes one each, under the same links."""

import json
import zlib
from typing import Any

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    select,
)  # fmt: skip

from geo.library.rows import article_row, reading_row

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make the tables and move what was shared into them."""
    made = _tables()
    connection = op.get_bind()
    old = Table("shared_articles", MetaData(), autoload_with=connection)
    for id in connection.scalars(select(old.c.id)).all():
        _move(connection, connection.execute(select(old).where(old.c.id == id)).one(), made)
    op.drop_table("shared_articles")


def _move(connection: Connection, row: Any, made: dict[str, Table]) -> None:
    kept = json.loads(zlib.decompress(row.content))
    records = kept if isinstance(kept, list) else [kept["record"]]  # as it was kept at first
    connection.execute(
        made["collections"].insert().values(
            id=row.id, name=None, about="", owner_hash=row.token_hash, editor_hash="", given=False,
            created=row.created, changed=row.created, expires=row.expires, deleted=None, version=1,
        )
    )  # fmt: skip
    for number, record in enumerate(records):
        article = article_row(row.id, number, record, row.created)
        connection.execute(made["articles"].insert().values(article))
        known = select(made["readings"].c.key).where(made["readings"].c.key == article["key"])
        if connection.scalar(known) is None:
            connection.execute(made["readings"].insert().values(reading_row(article["key"], "", record, row.created)))


def _tables() -> dict[str, Table]:
    def of_collection(*, primary_key: bool = False) -> Column[str]:
        key = ForeignKey("collections.id", ondelete="CASCADE")
        return Column("collection", String(200), key, primary_key=primary_key, nullable=False, index=not primary_key)

    made = [
        op.create_table(
            "collections",
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
        ),
        op.create_table(
            "articles",
            of_collection(primary_key=True),
            Column("number", Integer, primary_key=True),
            Column("id", Text, nullable=False),
            Column("key", String(64), nullable=False, index=True),
            Column("content_key", String(64), nullable=False),
            Column("digest", String(16), nullable=False),
            Column("source", Text),
            Column("added", Integer, nullable=False),
            Column("size", Integer, nullable=False),
            Column("content", LargeBinary, nullable=False),
        ),
        op.create_table(
            "readings",
            Column("key", String(64), primary_key=True),
            Column("engine", String(64), primary_key=True),
            Column("read", Integer, nullable=False),
            Column("size", Integer, nullable=False),
            Column("content", LargeBinary),
            Column("failed", Text),
        ),
        op.create_table(
            "corrections",
            Column("number", Integer, primary_key=True, autoincrement=True),
            of_collection(),
            Column("made", Integer, nullable=False),
            Column("who", Text, nullable=False),
            Column("subject", String(64), nullable=False),
            Column("change", Text, nullable=False),
            Column("undone", Integer),
            Column("undone_by", Text),
        ),
        op.create_table(
            "feeds",
            Column("number", Integer, primary_key=True, autoincrement=True),
            of_collection(),
            Column("address", Text, nullable=False),
            Column("minutes", Integer, nullable=False),
            Column("checked", Integer),
            Column("said", Text, nullable=False),
            Column("state", Text, nullable=False),
        ),
        op.create_table(
            "members",
            of_collection(primary_key=True),
            Column("who", String(320), primary_key=True),
            Column("role", String(16), nullable=False),
        ),
    ]
    op.create_index("articles_content", "articles", ["collection", "content_key"])
    return {table.name: table for table in made}
