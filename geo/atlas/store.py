"""The tables of one atlas in a database."""

import threading
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas.database import Database

FEW = 5_000
"""Links up to which all that panels ask is asked in one query and looked up from then on: some 60 articles of news."""


class Store:
    """The tables of one atlas, each by the name that SQL has for it; they go when the store goes.

    Args:
        database: where they stand, from when they are first asked for.
        made: the tables; each has a column `position` beside, the number of the row.
    """

    def __init__(self, database: Database, made: Mapping[str, pa.Table]) -> None:
        self.database = database
        self.few = len(made["links"]) <= FEW
        self.characters = pc.sum(pc.utf8_length(made["articles"]["text"])).as_py() or 0
        self._schema = database.schema(self)
        self._waiting = dict(made)
        self._loading = threading.Lock()

    def __getitem__(self, name: str) -> str:
        if name in self._waiting:
            with self._loading:
                if name in self._waiting:
                    table = self._waiting[name]
                    numbers = pa.array(range(len(table)), pa.int64())
                    self.database.load(f"{self._schema}.{name}", table.append_column("position", numbers))
                    del self._waiting[name]
        return f"{self._schema}.{name}"

    @property
    def links(self) -> str:
        """The name of the table that every question is asked of."""
        return self["links"]

    @property
    def places(self) -> str:
        """The name of the table of places."""
        return self["places"]
