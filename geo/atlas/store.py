"""The tables of one atlas in a database."""

from collections.abc import Mapping

import pyarrow as pa

from geo.atlas.database import Database


class Store:
    """The tables of one atlas, each by the name that SQL has for it; they go when the store goes.

    Args:
        database: where they stand.
        made: the tables; each has a column `position` beside, the number of the row.
    """

    def __init__(self, database: Database, made: Mapping[str, pa.Table]) -> None:
        self.database = database
        self._schema = database.schema(self)
        for name, table in made.items():
            database.load(self[name], table)

    def __getitem__(self, name: str) -> str:
        return f"{self._schema}.{name}"

    @property
    def links(self) -> str:
        """The name of the table that every question is asked of."""
        return self["links"]

    @property
    def places(self) -> str:
        """The name of the table of places."""
        return self["places"]
