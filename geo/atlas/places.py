"""What happens at each place, in SQL."""

from typing import Any, NamedTuple

from geo.atlas.database import text
from geo.atlas.filters import Condition
from geo.atlas.links import HAPPENING
from geo.contract import DOUBTFUL, MINOR
from geo.ontology import UNTYPED, categories

COUNTS = ("events", "minor", "quotes", "mentions", "happening", "guesses", "total")
"""Columns of `Atlas.by_place` that are numbers of items."""

_ITEMS = """
    SELECT place, kind, minor, type, category, stands, named, 1 AS n, coalesce(salience, $quote) AS weight
    FROM {links} WHERE {kept} AND place IS NOT NULL AND rank_here = 0
"""
HAPPENS = f"role IN ({', '.join(map(text, HAPPENING))})"
"""What is true of a link of an item that takes place at its place."""
WEIGHT = f"coalesce(salience, {MINOR})"
"""How much an item weighs."""
BRIEF_TYPE = f"CASE WHEN type = '{UNTYPED}' THEN type END"
"""What `by_place` asks of the type of an item, and"""
BRIEF_STANDS = "CASE WHEN kind <> 'mention' AND NOT minor THEN stands END"
"""of how it stands."""
_GROUPED_ITEMS = """
    SELECT place, any_value(kind) AS kind, any_value(minor) AS minor, any_value(type) AS type,
        any_value(category) AS category, max(score) FILTER ("start" IS NOT NULL) AS named,
        CASE WHEN bool_or(NOT weak AND list_contains($happening, role)) THEN 'sure'
            WHEN bool_or(list_contains($happening, role)) THEN 'guess' END AS stands,
        1 AS n, coalesce(any_value(salience), $quote) AS weight
    FROM {links} AS links WHERE {kept} AND place IS NOT NULL GROUP BY place, {item}
"""
_COUNTED_ITEMS = """
    UNION ALL BY NAME
    SELECT place, kind, minor, type, category, named, stands, n, weight FROM {cells} WHERE {kept}
"""
SUMMARY = ("place", "kind", "minor", "type", "category", "status", "stands")
"""Columns by which `cells` counts items."""
_BY_PLACE = """
WITH items AS ({items}),
cells AS MATERIALIZED (
    SELECT place, kind, minor, category, type IS DISTINCT FROM $untyped AS typed,
        {stands} AS stands,
        sum(n) AS n, fsum(weight) AS weight, max(named) AS named
    FROM items GROUP BY ALL
),
scores AS (
    SELECT place, max(named) AS score, coalesce(max(named) < $doubtful, false) AS doubtful FROM cells GROUP BY place
),
judged AS MATERIALIZED (
    SELECT cells.*, score, doubtful, coalesce(stands = 'sure' AND NOT doubtful, false) AS here,
        CASE WHEN here AND typed THEN 1 WHEN here THEN 2 WHEN stands IS NOT NULL THEN 3
            WHEN kind <> 'mention' THEN 4 END AS tier
    FROM cells JOIN scores ON scores.place = cells.place
),
votes AS (
    SELECT place, tier, category, round(fsum(weight), 3) AS salience FROM judged
    WHERE tier IS NOT NULL GROUP BY place, tier, category
),
ruling AS (
    SELECT place, arg_min_null(category, (tier, category IS NULL, -salience,
        coalesce(list_position($order, category), len($order) + 1), category)) AS category
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


class Box(NamedTuple):
    """What a map shows: its zoom, and its edges on a square map of the world, from 0 to 1, `top` less than `bottom`."""

    zoom: int
    left: float
    top: float
    right: float
    bottom: float


WORLD = Box(2, 0.0, 0.0, 1.0, 1.0)
"""All of it, at the zoom at which all of it is in view."""
PARTED = 14
"""The zoom from which on each place has a row of its own."""
_EDGE = 85.05112878
"""Latitude at which a square map of the world ends."""
_CELL = 64
"""Pixels within which places are together, of the 256 of a tile."""
IN_VIEW = f"""
WITH seen AS (
    SELECT *, list_contains($apart, id) OR list_contains($alone, kind) OR outline IS NOT NULL AS single,
        x BETWEEN $left AND $right AND y BETWEEN $top AND $bottom AS here
    FROM {{placed}}
),
cells AS (
    SELECT *, CASE WHEN single OR here AND $zoom >= {PARTED} THEN turn ELSE -1 END AS own,
        2 ** (CASE WHEN here THEN $zoom ELSE {WORLD.zoom} END) * {256 // _CELL} AS scale
    FROM seen
),
together AS (
    SELECT min(turn) AS turn, count(*) AS count, histogram(coalesce(category, '')) AS shares,
        min(lat) AS south, min(lon) AS west, max(lat) AS north, max(lon) AS east
    FROM cells GROUP BY own, here, floor(x * scale), floor(y * scale)
)
SELECT placed.* EXCLUDE (turn, x, y), together.* EXCLUDE (turn)
FROM {{placed}} AS placed JOIN together USING (turn) ORDER BY turn
"""


def seats(by_place: str) -> str:
    """Return the query that numbers the rows of `by_place` and says where they are on a square map of the world."""
    lat = f"radians(greatest(-{_EDGE}, least({_EDGE}, lat)))"
    return f"""
        SELECT *, (row_number() OVER () - 1) AS turn, (lon + 180) / 360 AS x,
            (1 - ln(tan({lat}) + 1 / cos({lat})) / pi()) / 2 AS y
        FROM ({by_place})
    """


def cells(links: str) -> tuple[str, dict[str, Any]]:
    """Return the query that counts links for `by_place` and for `Atlas.summary`, and its parameters.

    Columns: those of SUMMARY; named; n, items at the place; weight, theirs; items, those that stand here first, so that
    each counts once.
    """
    sql = f"""
        SELECT {", ".join(SUMMARY)}, max(named) FILTER (place IS NOT NULL AND rank_here = 0) AS named,
            count(*) FILTER (place IS NOT NULL AND rank_here = 0) AS n,
            fsum(coalesce(salience, $quote)) FILTER (place IS NOT NULL AND rank_here = 0) AS weight,
            count(*) FILTER (rank = 0) AS items
        FROM {links} WHERE rank = 0 OR rank_here = 0 GROUP BY ALL
    """
    return sql, {"quote": MINOR}


def alone_cells(links: str, score: str) -> str:
    """Return the query that counts, by role and `score` too, those links whose items have no other."""
    given = ", ".join(SUMMARY)
    return f"""
        SELECT {given}, role, {score} AS score, max(named) AS named, count(*) AS n,
            fsum(coalesce(salience, $quote)) AS weight
        FROM {links} WHERE alone AND place IS NOT NULL GROUP BY ALL
    """


BRIEF = frozenset({"place", "kind", "category"})
"""Columns by which what `briefly` gives can be asked."""


def briefly(cells: str) -> str:
    """Return the query for `cells` without what few filters ask, telling no more than `by_place` asks."""
    less = f"{BRIEF_TYPE} AS type, {BRIEF_STANDS} AS stands, NULL::VARCHAR AS status"
    return f"SELECT * REPLACE ({less}) FROM {cells} WHERE n > 0"


def together(cells: str) -> str:
    """Return the query that makes one table of several of `cells`."""
    return f"""
        SELECT {", ".join(SUMMARY)}, max(named) AS named, sum(n)::BIGINT AS n, fsum(weight) AS weight,
            sum(items)::BIGINT AS items
        FROM {cells} GROUP BY ALL ORDER BY place
    """


def by_place(
    links: str, places: str, kept: Condition, *, item: str, summed: str | None = None, alone: str | None = None
) -> tuple[str, dict[str, Any]]:
    """Return the query that `Atlas.by_place` asks, and its parameters.

    Args:
        links: the table of links; where `alone` is given, of those that are left.
        places: the table of places.
        kept: which links count.
        item: what tells the links of one item from those of others.
        summed: the table that `cells` made, where it can be asked.
        alone: the table that `alone_cells` made, where it can be asked.
    """
    parameters = dict(kept.parameters)
    if kept.within == "link":
        parameters |= {"happening": list(HAPPENING), "quote": MINOR}
        items = _GROUPED_ITEMS.format(links=links, kept=kept.sql, item=item)
        items += _COUNTED_ITEMS.format(cells=alone, kept=kept.sql) if alone else ""
    elif summed:
        items = f"SELECT * EXCLUDE (items) FROM {summed} WHERE {kept.sql} AND n > 0"
    else:
        parameters["quote"] = MINOR
        items = _ITEMS.format(links=links, kept=kept.sql)
    return of_items(items, places, parameters)


def of_items(items: str, places: str, parameters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the query of `by_place` for items at places, perhaps counted together, and its parameters.

    Args:
        items: the query for them: place, kind, minor, type, category, named, stands, n and weight.
        places: the table of places.
        parameters: those of `items`.
    """
    judging = {"untyped": UNTYPED, "doubtful": DOUBTFUL, "order": list(categories())}
    return _BY_PLACE.format(items=items, places=places, stands=BRIEF_STANDS), {**parameters, **judging}
