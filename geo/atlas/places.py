"""What happens at each place, in SQL."""

from typing import Any

from geo.atlas.filters import Condition
from geo.atlas.links import HAPPENING
from geo.contract import DOUBTFUL, MINOR
from geo.ontology import UNTYPED, categories

COUNTS = ("events", "minor", "quotes", "mentions", "happening", "guesses", "total")
"""Columns of `Atlas.by_place` that are numbers of items."""

_ITEMS = """
    SELECT place, kind, minor, type, category, salience, stands, named FROM {links}
    WHERE {kept} AND place IS NOT NULL AND rank_here = 0
"""
_GROUPED_ITEMS = """
    SELECT place, any_value(kind) AS kind, any_value(minor) AS minor, any_value(type) AS type,
        any_value(category) AS category, any_value(salience) AS salience,
        max(score) FILTER ("start" IS NOT NULL) AS named,
        CASE WHEN bool_or(NOT weak AND list_contains($happening, role)) THEN 'sure'
            WHEN bool_or(list_contains($happening, role)) THEN 'guess' END AS stands
    FROM {links} AS links WHERE {kept} AND place IS NOT NULL GROUP BY place, article, item
"""
_BY_PLACE = """
WITH items AS ({items}),
cells AS (
    SELECT place, kind, minor, category, type IS DISTINCT FROM $untyped AS typed,
        CASE WHEN kind <> 'mention' AND NOT minor THEN stands END AS stands,
        count(*) AS n, fsum(coalesce(salience, $quote)) AS weight, max(named) AS named
    FROM items GROUP BY ALL
),
scored AS (SELECT *, max(named) OVER (PARTITION BY place) AS score FROM cells),
judged AS (
    SELECT *, coalesce(score < $doubtful, false) AS doubtful,
        coalesce(stands = 'sure' AND NOT coalesce(score < $doubtful, false), false) AS here
    FROM scored
),
tiers AS (
    SELECT *, CASE WHEN here AND typed THEN 1 WHEN here THEN 2 WHEN stands IS NOT NULL THEN 3
        WHEN kind <> 'mention' THEN 4 END AS tier
    FROM judged
),
best AS (SELECT *, tier = min(tier) OVER (PARTITION BY place) AS votes FROM tiers),
votes AS (
    SELECT place, category, round(fsum(weight), 3) AS salience FROM best
    WHERE votes AND category IS NOT NULL GROUP BY place, category
),
ruling AS (
    SELECT place, first(category ORDER BY salience DESC, coalesce(list_position($order, category), len($order) + 1),
        category) AS category
    FROM votes GROUP BY place
),
counts AS (
    SELECT place,
        coalesce(sum(n) FILTER (kind = 'event' AND NOT minor), 0)::BIGINT AS events,
        coalesce(sum(n) FILTER (judged.minor), 0)::BIGINT AS minor,
        coalesce(sum(n) FILTER (kind = 'quote'), 0)::BIGINT AS quotes,
        coalesce(sum(n) FILTER (kind = 'mention'), 0)::BIGINT AS mentions,
        any_value(score) AS score,
        any_value(doubtful) AS doubtful,
        coalesce(sum(n) FILTER (here), 0)::BIGINT AS happening,
        coalesce(sum(n) FILTER (stands IS NOT NULL AND NOT here), 0)::BIGINT AS guesses,
        round(coalesce(fsum(judged.weight) FILTER (here), 0), 3) AS weight,
        sum(n)::BIGINT AS total
    FROM judged GROUP BY place
)
SELECT places.* EXCLUDE (folded, position), counts.* EXCLUDE (place), ruling.category
FROM {places} AS places JOIN counts ON places.id = counts.place LEFT JOIN ruling ON places.id = ruling.place
ORDER BY doubtful, weight DESC, guesses DESC, total DESC, position
"""


def by_place(links: str, places: str, kept: Condition) -> tuple[str, dict[str, Any]]:
    """Return the query that `Atlas.by_place` asks of two tables, and its parameters."""
    parameters: dict[str, Any] = {
        "untyped": UNTYPED, "quote": MINOR, "doubtful": DOUBTFUL, "order": list(categories()),
    }  # fmt: skip
    if kept.within == "link":
        parameters["happening"] = list(HAPPENING)
    items = (_GROUPED_ITEMS if kept.within == "link" else _ITEMS).format(links=links, kept=kept.sql)
    return _BY_PLACE.format(items=items, places=places), {**kept.parameters, **parameters}
