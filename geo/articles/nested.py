"""Where in a JSON document the articles stand: in a list of any name, at any depth, or as columns of a table."""

from collections.abc import Iterator, Mapping
from typing import Any

from geo.articles import names

_WITHIN = frozenset(("fields", "_source", "source", "attributes", "data", "article", "item", "node", "properties"))
"""Objects within an article whose fields count as its own."""
_DEEPEST = 6
_MOST_LOOKED_AT = 50
_OTHER_THINGS = (
    "organization",
    "person",
    "website",
    "webpage",
    "imageobject",
    "breadcrumblist",
    "newsmediaorganization",
)
"""Types of schema.org that stand beside an article and are none."""


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the fields of the objects within it as its own: "source.name", and "bodyText" of "fields"."""
    found: dict[str, Any] = {str(key): value for key, value in row.items()}
    for key, value in row.items():
        if isinstance(value, dict):
            for name, part in value.items():
                found.setdefault(f"{key}.{name}", part)
    for key, value in row.items():
        if key in _WITHIN and isinstance(value, dict):
            for name, part in flat(value).items() if key != "source" else ():
                found.setdefault(str(name), part)
    return found


def objects(document: dict[str, Any] | list[Any]) -> list[Any]:
    """Return the objects of a JSON document that are articles: itself, those of a list in it, or rows of a table."""
    if isinstance(document, list):
        lists = all(isinstance(item, list) for item in document)
        return [part for item in document for part in item] or document if lists else document
    if table := _columns(document):
        return table
    if _is_article(document) and _is_told(document):
        return [document]
    for found in _lists(document):
        articles = [item for item in found if isinstance(item, dict) and not _is_other(item)]
        if any(map(_is_article, articles[:_MOST_LOOKED_AT])):
            return articles
    return [document]


def _lists(document: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the lists in a document, and objects that are keyed by a name, the outer before the inner."""
    level: list[Any] = [document]
    for _ in range(_DEEPEST):
        deeper: list[Any] = []
        for item in level:
            inner = list(item.values()) if isinstance(item, dict) else item
            yield inner
            deeper += [part for part in inner[:_MOST_LOOKED_AT] if isinstance(part, dict | list)]
        level = deeper


def _is_told(item: dict[str, Any]) -> bool:
    """Whether an object says more of itself than an answer does that has a message beside its list."""
    plan = names.plan(tuple(map(str, item)))
    return any(item[name] for field in ("title", "published") for name in plan[field])


def _is_article(item: Any) -> bool:
    if not isinstance(item, dict) or _is_other(item):
        return False
    if _holds_text(item) or any(_holds_text(value) for key, value in item.items() if key in _WITHIN):
        return True
    plan = names.plan(tuple(map(str, item)))
    return bool(plan["title"] and plan["source"])


def _holds_text(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    return any(_is_prose(item[name]) for name in names.plan(tuple(map(str, item)))["text"] if name in item)


def _is_prose(value: Any) -> bool:
    value = names.inner(value) if isinstance(value, dict) else value
    if isinstance(value, list):
        return bool(value) and all(isinstance(part, str) for part in value)
    return isinstance(value, str)


def _is_other(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    return isinstance(kind, str) and kind.casefold() in _OTHER_THINGS


def _columns(document: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return the rows of a table that is written by its columns, as pandas does, None where it is none."""
    header, data = document.get("columns"), document.get("data")
    if isinstance(header, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, header), row, strict=False)) for row in data]
    holds = names.plan(tuple(map(str, document)))["text"]
    columns = list(document.values())
    if holds and len(columns) > 1 and all(isinstance(column, dict) for column in columns):
        keys = list(columns[0])
        if keys and all(key.isdigit() for key in keys) and all(list(column) == keys for column in columns):
            return [{name: column[key] for name, column in document.items()} for key in keys]
    return None
