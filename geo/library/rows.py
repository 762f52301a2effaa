"""Rows of the tables: what an article and a reading are kept as, and how both are known."""

import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, cast

from geo.articles.article import content_key
from geo.contract import ParsedArticle
from geo.corrections.everywhere import changes
from geo.gazetteer.own import OwnPlaces
from geo.records import digest

FIELDS = ("id", "text", "title", "published", "publisher", "author", "source")
"""What is known of an article before it is read; all that reading it depends on."""


def pack(value: Any) -> bytes:
    """Return plain values as they are kept: JSON, compressed."""
    return zlib.compress(json.dumps(value).encode(), 6)


def unpack(content: bytes) -> Any:
    """Return the values of `pack`."""
    return json.loads(zlib.decompress(content))


def key_of(fields: Mapping[str, Any], places: str = "") -> str:
    """Return what reading an article depends on: its fields, and the places of somebody's own that it names.

    Args:
        fields: all of FIELDS, by name.
        places: what stands for the places, as `OwnPlaces.digest` returns it.
    """
    return _digest(json.dumps({name: fields[name] for name in FIELDS}) + places)


def article_row(
    collection: str, number: int, fields: Mapping[str, Any], now: int, own: OwnPlaces | None = None
) -> dict[str, Any]:
    """Return the row of an article.

    Args:
        collection: id of what it is in.
        number: its own there.
        fields: those of the article, by name; a record has them too.
        now: when it is added.
        own: the places of somebody's own that its collection has.
    """
    known: dict[str, Any] = {name: fields.get(name) for name in FIELDS}
    known["id"] = known["id"] or _digest(known["text"])[:12]
    content = pack(known)
    return {
        "collection": collection,
        "number": number,
        "id": known["id"],
        "key": key_of(known, own.within(known["text"]).digest() if own else ""),
        "content_key": content_key(known["text"], known["title"], known["publisher"], known["published"]),
        "digest": digest(known["text"]),
        "source": known["source"],
        "added": now,
        "size": len(content),
        "content": content,
    }


def reading_row(key: str, engine: str, record: Mapping[str, Any] | None, now: int, failed: str = "") -> dict[str, Any]:
    """Return the row of what an engine read in the article of a key, or why it could not."""
    content = None if record is None else pack(record)
    return {
        "key": key,
        "engine": engine,
        "read": now,
        "size": len(content or b""),
        "content": content,
        "failed": failed or None,
    }


def named_rows(key: str, engine: str, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of what hangs on each place and name of a reading."""
    return [
        {"what": what, "key": key, "engine": engine, "mentions": found.mentions, "events": found.events,
         "quotes": found.quotes}
        for what, found in changes(cast(ParsedArticle, record)).items()
    ]  # fmt: skip


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
