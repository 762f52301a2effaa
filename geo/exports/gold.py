"""Gold as files: what a person has checked or corrected, a file of JSON lines for each form of annotation."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from geo.contract import ParsedArticle
from geo.corrections import Correction
from geo.errors import ExportError, PathError
from geo.review import gold


def write_gold(records: Sequence[ParsedArticle], corrections: Iterable[Correction], folder: Path) -> dict[Path, int]:
    """Write what a person's corrections make of records; return the files and how many rows each has.

    A file of an earlier time is replaced, or removed where there is nothing for it now.

    Args:
        records: the articles.
        corrections: those that stand, in their order.
        folder: where to write; made if it is not there.

    Raises:
        ExportError: nothing of the records was looked at.
        PathError: it can't be written.
    """
    rows = gold(records, corrections)
    if not any(rows.values()):
        raise ExportError(
            "There is no gold in this: no event was checked or corrected, and of no article were all names, all events "
            "or all quotes looked at. Check more of it, or name the articles that the corrections are of."
        )
    written: dict[Path, int] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for form, found in rows.items():
            path = folder / f"{form}.jsonl"
            if not found:
                path.unlink(missing_ok=True)
                continue
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8")
            written[path] = len(found)
    except OSError as error:
        raise PathError(f"{error.filename or folder} can't be written: {error.strerror or error}.") from error
    return written
