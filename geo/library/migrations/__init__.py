"""How a database of an earlier version becomes one of this: alembic's scripts, run when the library is opened."""
