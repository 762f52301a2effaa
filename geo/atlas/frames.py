"""Answers of the database as frames."""

import pandas as pd

from geo.atlas.database import Answer


def frame(found: Answer, **types: type) -> pd.DataFrame:
    """Return an answer as a frame of plain values, None for what is missing; columns named get a type."""
    table = pd.DataFrame(found.rows, columns=found.columns, dtype=object)
    for name, kind in types.items():
        table[name] = table[name].to_numpy(dtype=kind)
    return table


def by_id(table: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its column `id` as the index."""
    return table.set_index(pd.Index(table["id"], dtype=object, name="id"))
