"""What answers depend on: a folder of tables holds those of one edition of Dateline; a library tells which is whose."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from geo.gazetteer.gazetteer import checksum
from geo.language.models import best_model
from geo.paths import DATA, PACKAGE
from geo.version import VERSION

Edition = dict[str, str]

_CODE = ("language/**/*.py", "gazetteer/**/*.py", "atlas/**/*.py", "linear.py", "weights.py")
"""The code of `geo` that decides what is in the tables."""
_DATA = ("weights", "lexicons")
_APART = ("across.json", "casualties.tsv")
"""Files of `data` that only the comparison of articles reads: what was read stays as it is when they change."""
SHOWN = 12
"""Characters of a hash that are kept: enough that no two editions share them."""


@cache
def edition() -> Edition:
    """Return what the answers of this installation depend on: versions, and hashes of code and data.

    Raises:
        DatelineError: the engine lacks its model or its gazetteer.
    """
    model = best_model()
    return {
        "dateline": VERSION,
        "engine": f"spaCy {version('spacy')}, {model} {version(model)}",
        "code": _hash([path for pattern in _CODE for path in PACKAGE.glob(pattern)]),
        "weights": _hash([path for folder in _DATA for path in (DATA / folder).iterdir() if path.name not in _APART]),
        "gazetteer": checksum()[:SHOWN],
    }


@cache
def fingerprint() -> str:
    """Return what stands for `edition`: another text whenever any of it changes.

    Raises:
        DatelineError: as `edition`.
    """
    return sha256(repr(sorted(edition().items())).encode()).hexdigest()[:SHOWN]


def difference(one: Edition, other: Edition) -> str:
    """Return in words what two editions don't share, the first thing; "" where they are the same."""
    for name in {**one, **other}:
        if one.get(name) != other.get(name):
            return f"{name} {one.get(name, 'unknown')}, not {other.get(name, 'unknown')}"
    return ""


def _hash(files: list[Path]) -> str:
    whole = sha256()
    for path in sorted(files):
        whole.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:SHOWN]
