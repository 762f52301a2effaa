"""What columns and keys are called: which of them holds which field of an article, and how the values are cleaned."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from geo.articles.decoding import clean
from geo.paths import lexicon

FIELDS = ("text", "title", "published", "publisher", "author", "id", "source")
"""The fields of an article that a file may hold, as `Article` names them."""

_MISSING = frozenset(("", "nan", "none", "null", "n/a", "na", "nat", "-", "--", "unknown", "undefined", "[]", "{}"))
_INNER = ("main", "name", "rendered", "text", "original", "title", "value", "$date", "#text", "_", "content", "default")
"""Keys under which a value stands that is an object itself: {"name": "Ann Lee"}, {"rendered": "<p>"}."""
_SOMEWHERE = re.compile(
    r"://|^www\.|^[/\\]|^[\w.-]+\.\w+/|^\w:\\|"
    r"\.(?:txt|md|html?|pdf|docx|csv|tsv|jsonl?|ndjson|xml|rtf|eml|mbox|zip|warc|epub)$",
    re.I,
)
_LISTED = re.compile(r"""\s*[\[(]\s*(?=['"])(.*)[\])]\s*""", re.S)
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_BY = re.compile(r"^(?:written\s+|reported\s+|story\s+)?by\b:?\s+", re.I)
_WHERE = re.compile(r"(?<=\w) in [A-Z].*")
_FOR = re.compile(r"(?<=\w) (?:for|at) [A-Z].*")
_ADDRESS = re.compile(r"://|^www\.|@", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_PEOPLE = 30


class Names(NamedTuple):
    """How columns of one field may be called."""

    whole: tuple[str, ...]
    words: frozenset[str]
    never: frozenset[str]


@cache
def known() -> Mapping[str, Names]:
    """Return the names of each field, the likeliest first."""
    found: dict[str, dict[str, list[str]]] = {field: {"name": [], "word": [], "not": []} for field in FIELDS}
    for row in lexicon("article_fields.tsv"):
        field, kind, values = row.split("\t")
        found[field][kind] += values.split()
    return {
        field: Names(tuple(kinds["name"]), frozenset(kinds["word"]), frozenset(kinds["not"]))
        for field, kinds in found.items()
    }


def spelled(name: object) -> str:
    """Return a name as it is compared: "Published At", "publishedAt" and "published_at" are "publishedat"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", str(name)[:200]).casefold()))


def holding(field: str, columns: Iterable[str]) -> list[str]:
    """Return those of `columns` that may hold a field, the likeliest first."""
    columns = list(columns)
    names = known()[field]
    spellings: dict[str, list[str]] = {}
    for column in columns:
        spellings.setdefault(spelled(column), []).append(column)
    found = [column for name in names.whole for column in spellings.get(name, ())]
    if not found:
        found = [column for column in columns if names.words & _words(column) and not names.never & _words(column)]
    return found


@lru_cache(maxsize=256)
def plan(columns: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Return for each field those of `columns` that may hold it, the likeliest first."""
    return {field: holding(field, columns) for field in FIELDS}


def _words(column: str) -> set[str]:
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", column[:200]))
    return set(re.findall(r"[^\W_]+", spaced.casefold()))


def inner(value: object, depth: int = 4) -> object:
    """Return what stands within a value: the first of a list, the name of an object."""
    while depth and isinstance(value, dict | list):
        depth -= 1
        if isinstance(value, list):
            value = next((part for part in value if isinstance(part, dict) and part.get("role") == "main"), None) or (
                value[0] if value else None
            )
        else:
            value = next((value[key] for key in _INNER if value.get(key)), None)
    return value


def line(value: object, limit: int = 500) -> str | None:
    """Return `value` as one trimmed line of text without control characters, None where nothing is left."""
    if isinstance(value, list | tuple):
        value = ", ".join(str(item) for item in value if isinstance(item, str | int))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", clean(str(value)[: limit * 4])).split())
    return text[:limit] or None


def stated(value: object, limit: int = 500) -> str | None:
    """Return `value` as a line, None where it is one of the words for nothing ("nan", "N/A")."""
    found = line(inner(value) if isinstance(value, dict) or _objects(value) else value, limit)
    return None if found is None or found.casefold() in _MISSING else found


def _objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def leads_somewhere(value: str) -> bool:
    """Whether a source is an address or a file, not the name of an outlet."""
    return bool(_SOMEWHERE.search(value))


def is_outlet(value: str) -> bool:
    """Whether a source reads like the name of an outlet, not like an address, a file or the key of a record."""
    return not leads_somewhere(value) and not re.search(r"[/_]|\d{4}", value)


def people(value: object) -> str | None:
    """Return the names of authors as one line, each person once.

    Args:
        value: a byline ("By ANN LEE"), a list of names or of objects with a name, or such a list as a tool prints it.
    """
    found: dict[str, str] = {}
    for name in _people(value)[:_MOST_PEOPLE]:
        name = _credited(name)
        if name and not _ADDRESS.search(name) and name.casefold() not in _MISSING and not name.isdigit():
            found.setdefault(spelled(name), _cased(name))
    return line(", ".join(found.values()))


def _credited(name: str) -> str:
    """Return a name without "By", and without where or for whom its bearer writes ("By Ann Lee in Rome")."""
    bare = _BY.sub("", name).strip(" ,;|·•")
    for around in (_WHERE, _FOR) if bare != name.strip(" ,;|·•") else (_WHERE,):
        shorter = around.sub("", bare)
        bare = shorter if " " in shorter else bare
    return bare


def _people(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [name for part in value[:_MOST_PEOPLE] for name in _people(part)]
    if isinstance(value, dict):
        given = [value.get(key) for key in ("firstname", "middlename", "lastname")]
        whole = " ".join(part for part in given if isinstance(part, str))
        return _people(whole or inner(value) or "")
    if not (text := stated(value)):
        return []
    if match := _LISTED.fullmatch(text):
        return [one or other for one, other in _QUOTED.findall(match[1])]
    parts = re.split(r"\s*[;|]\s*", text)
    return [name for part in parts for name in part.split(", ")]


def _cased(name: str) -> str:
    """Return a name in capitals as names are written."""
    letters = [character for character in name if character.isalpha()]
    return name.title() if len(letters) > 3 and all(map(str.isupper, letters)) and " " in name else name
