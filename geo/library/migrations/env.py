"""Alembic's entry: runs the scripts on the connection that `geo.library.upgrade` gives."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
