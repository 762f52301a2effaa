"""What a correction would change in all collections, told by an index of what hangs on each place of each reading.

The index knows what the engine read. Where earlier corrections of a collection have moved something from the place or
to it, those articles are looked at themselves; of all others the index tells it without reading them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TypeGuard

from sqlalchemy import Connection, or_, select

from geo.corrections import Correction, Elsewhere, Reach, article_of, correct, reach
from geo.corrections.apply import chosen
from geo.corrections.everywhere import at, meant
from geo.edition import fingerprint
from geo.library import contents
from geo.library.log import change_of, stands
from geo.library.schema import ARTICLES, CORRECTIONS, NAMED

_MOVING = ("elsewhere", "place of event", "places of quote", "nothing", "added place", "added quote", "added event")
"""Kinds of corrections after which something may be at another place."""
Keys = set[str]
"""Articles of a collection, by what their readings are known by."""


def reach_of(connection: Connection, ids: Sequence[str], correction: Elsewhere) -> tuple[Reach, int]:
    """Return how much a correction would change in some collections, and in how many of them it changes anything."""
    target = meant(correction)
    standing = _standing(connection, ids)
    named = _named(
        connection, ids, {target, *(meant(one) for found in standing.values() for one in found if _wide(one))}
    )
    by_text = _by_text(connection, list(standing))
    found: list[Reach] = []
    collections = 0
    for id in ids:
        earlier = standing.get(id, [])
        altered = _altered(
            target, earlier, {what: set(of.get(id, ())) for what, of in named.items()}, by_text.get(id, {})
        )
        parts = [told for key, told in named[target].get(id, {}).items() if key not in altered]
        if altered:
            those = [one for one in contents.chosen(connection, id, fingerprint()) if one.key in altered]
            parts.append(reach(correct(contents.records(connection, those), earlier), correction))
        found += parts
        collections += any(part.articles for part in parts)
    return Reach(*(sum(column) for column in zip(Reach(0, 0, 0, 0), *found, strict=True))), collections


def _altered(
    target: str, earlier: Sequence[Correction], named: Mapping[str, Keys], by_text: Mapping[str, Keys]
) -> Keys:
    """Return the articles in which earlier corrections have made something else of what a target stands for."""
    moved: Keys = set()
    brought: defaultdict[str, Keys] = defaultdict(set)
    for one in earlier:
        keys = named[meant(one)] | brought[meant(one)] if _wide(one) else by_text.get(article_of(one) or "", set())
        moved |= keys
        for place in chosen(one):
            brought[at(place["id"])] |= keys
    return (moved & named[target]) | brought[target]


def _wide(correction: Correction) -> TypeGuard[Elsewhere]:
    """Tell whether a correction is of all articles of a collection."""
    return article_of(correction) is None


def _standing(connection: Connection, ids: Sequence[str]) -> dict[str, list[Correction]]:
    """Return the corrections of collections that are not undone and may have moved something."""
    moves = or_(*(CORRECTIONS.c.change.startswith(f'{{"kind": "{kind}"', autoescape=True) for kind in _MOVING))
    wanted = select(CORRECTIONS).where(CORRECTIONS.c.collection.in_(ids), stands(), moves)
    found: dict[str, list[Correction]] = {}
    for row in connection.execute(wanted.order_by(CORRECTIONS.c.number)):
        if change := change_of(row):
            found.setdefault(row.collection, []).append(change.correction)
    return found


def _named(connection: Connection, ids: Sequence[str], what: Collection[str]) -> dict[str, dict[str, dict[str, Reach]]]:
    """Return how much hangs on some places and names: by these, by collection, by article."""
    found: dict[str, dict[str, dict[str, Reach]]] = {one: {} for one in what}
    rows = connection.execute(
        select(NAMED, ARTICLES.c.collection)
        .join(ARTICLES, ARTICLES.c.key == NAMED.c.key)
        .where(NAMED.c.what.in_(what), ARTICLES.c.collection.in_(ids))
    )
    for row in rows:
        told = Reach(row.mentions, row.events, row.quotes, 1)
        found[row.what].setdefault(row.collection, {})[row.key] = told
    return found


def _by_text(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Keys]]:
    """Return which articles have a text: by collection, by digest."""
    found: dict[str, dict[str, Keys]] = {}
    rows = connection.execute(
        select(ARTICLES.c.collection, ARTICLES.c.digest, ARTICLES.c.key).where(ARTICLES.c.collection.in_(ids))
    )
    for row in rows:
        found.setdefault(row.collection, {}).setdefault(row.digest, set()).add(row.key)
    return found
