"""Brings a database to the tables of this version, from any earlier one, and from none."""

from sqlalchemy import Connection, Engine, inspect, text

from geo.errors import LibraryError
from geo.paths import PACKAGE

HEAD = "3"
"""The newest of the scripts in `migrations/versions`."""
_LOCK = 0x64617465
"""Number of the lock that one process holds in PostgreSQL while it changes tables: "date"."""


def upgrade(engine: Engine) -> None:
    """Run the scripts that a database lacks; when several processes want to, one does and the others wait.

    Raises:
        LibraryError: the database is of a newer version than this.
        SQLAlchemyError: it can't be reached.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    from alembic import command  # takes a second to import, and is needed once
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(PACKAGE / "library" / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        version = _version(connection)
        if version and version not in known:
            raise LibraryError("The library was made by a newer version of Dateline: use that one.")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
