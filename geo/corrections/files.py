"""Corrections in a file: JSON lines, one of `as_json` a line, in the order in which they were made."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.corrections.kinds import Correction
from geo.corrections.wire import from_json
from geo.errors import CorrectionError
from geo.files import unopened


def read_corrections(path: Path, on_error: Callable[[CorrectionError], None]) -> Iterator[Correction]:
    """Yield the corrections of a file.

    Args:
        path: the file.
        on_error: is given the error of each line that holds none, and reading goes on.

    Raises:
        CorrectionError: it is not text.
        UnopenedError: it can't be opened.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield from_json(json.loads(line))
                except (ValueError, RecursionError):
                    on_error(CorrectionError(f"Line {number} of {path.name} is not valid JSON."))
                except CorrectionError as error:
                    on_error(CorrectionError(f"Line {number} of {path.name}: {error}"))
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path.name} holds no corrections: it is not text in UTF-8.") from error
    except OSError as error:
        raise unopened(path, error) from error
