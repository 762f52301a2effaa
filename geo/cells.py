"""Cells of tables that a spreadsheet opens: none may run what somebody wrote into it."""

import re
from typing import Any

_RUNS = re.compile(r"[\s\x00-\x20\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]|'")
"""How a cell begins that a spreadsheet might run or that has to be told apart from one made safe."""

_INSIDE = re.compile(r"([;|\t\r\n][ \u00a0\"]*)('*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What a spreadsheet that splits cells at another sign might run."""
_INSIDE_SAFE = re.compile(r"([;|\t\r\n][ \u00a0\"]*)'('*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def safe_cell(value: Any) -> Any:
    """Return a value as a cell of a table that no spreadsheet runs; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    value = _INSIDE.sub(r"\1'\2", value)
    return f"'{value}" if _RUNS.match(value) else value


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` was given."""
    return _INSIDE_SAFE.sub(r"\1\2", text.removeprefix("'"))
