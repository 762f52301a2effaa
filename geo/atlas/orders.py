"""The files of one segment of an index: its links in the orders in which they are asked, and what is counted of them.

`ORDERS` and `COUNTS` say which there are, each with the query that makes it.
"""

from collections.abc import Iterator
from typing import Any

from geo.atlas import places
from geo.atlas.database import columns, text
from geo.atlas.links import Kind
from geo.atlas.tables import ITEMS, SCHEMAS
from geo.contract import MINOR

ITEM_KINDS: dict[str, Kind] = {"mentions": "mention", "quotes": "quote", "events": "event"}
"""What links call the rows of each table of items."""
WIDE = ("why", "words", "folded", "people", "evidence", "number", "at", "end", "country")
"""Columns that are asked only with those links that `by_place` or `by_person` has together."""
ORDERS = ("by_place", "by_person", "by_day", "shared", "groups", *(f"{name}_here" for name in ITEMS))
"""Files that are asked as they are, one for each segment."""
COUNTS = (
    "cells", "days", "by_country", "role_cells", "role_days",
    "most_told", "told", "told_there", "known", "articles_at", "surest",
)  # fmt: skip
"""Files that are counted together for all segments."""
DAYS = ("kind", "type", "category", "status")
"""Columns by which `days` counts, beside the days."""
DAY = {"happened": "CASE WHEN inferred THEN date_end ELSE date END", "published": "published"}
"""The day of an item, on each clock."""
STEPS = 20
"""Steps of certainty by which `role_cells` and `role_days` count, those of the slider of the page: 5 % each."""
TALLY = ("kind", "category", "inferred", "vague")
"""What items are counted by, beside their days, where it is asked for a country or a role."""


def step(score: str = "score") -> str:
    """Return what lowers a score to its step, one that is missing to the highest."""
    return f"floor(coalesce({score}, 1) * {STEPS}) / {STEPS}"


def is_step(score: float) -> bool:
    """Tell whether a least score is one that the steps can be asked for."""
    return round(score * STEPS) / STEPS == score


def tallied(links: str, also: str, kept: str = "true") -> str:
    """Return the query that counts rows of links, each of them an item, by day on each clock."""
    return " UNION ALL ".join(
        f"""
        SELECT {text(clock)} AS clock, {day} AS day, {columns(TALLY)}, {also}, count(*) AS items
        FROM {links} WHERE {kept} GROUP BY ALL
        """
        for clock, day in DAY.items()
    )


def by_place(files: str, position: str) -> str:
    """Return the query for the links of files, with what the index adds to them, by country and place.

    `item_row` numbers the items: it is the position of the first link of each.
    """
    given = ", ".join(f'links."{name}"' for name in SCHEMAS["links"].names if name != "folded")
    return f"""
        SELECT {given}, coalesce(folded, lower(words)) AS folded, places.country,
            several.item IS NULL AS alone, coalesce(several.item_row, {position}) AS item_row, {position} AS position
        FROM {files} AS links LEFT JOIN places ON places.id = links.place
        LEFT JOIN several ON several.article = links.article AND several.item = links.item
        ORDER BY country, place, position
    """


def several(files: str, position: str) -> str:
    """Return the query for the items that have several links, with the position of the first of them."""
    return f"""
        SELECT article, item, {position} AS item_row FROM {files}
        SEMI JOIN (SELECT article, item FROM {files} WHERE rank = 1) AS more USING (article, item) WHERE rank = 0
    """


def of_links(links: str, known: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what is made of the links of a segment in the order of `by_place`: its name, the query and its parameters.

    Args:
        links: the file of `by_place`.
        known: the table of people.
    """
    narrow = f"* EXCLUDE ({columns(WIDE)})"
    turns = "unnest(people) AS person, generate_subscripts(people, 1) AS turn"
    yield "by_person", f"SELECT {turns}, * FROM {links} WHERE len(people) > 0 ORDER BY person, position", {}
    yield "by_day", f"SELECT {narrow} FROM {links} ORDER BY date, position", {}
    yield "shared", f"SELECT {narrow} FROM {links} WHERE NOT alone ORDER BY position", {}
    yield "cells", *places.cells(links)
    yield "days", tallied(links, "type, status", "kind <> 'mention' AND rank = 0"), {}
    there = f"""(
        SELECT * FROM {links} WHERE alone AND country IS NOT NULL UNION ALL
        SELECT * FROM {links} WHERE NOT alone AND country IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY item_row, country ORDER BY position) = 1
    )"""
    yield "by_country", tallied(there, "country"), {}
    yield "articles_at", f"SELECT place, count(DISTINCT article) AS articles FROM {links} GROUP BY place", {}
    yield "role_cells", places.alone_cells(links, step()), {"quote": MINOR}
    yield "role_days", tallied(links, f"role, {step()} AS score, place IS NOT NULL AS placed", "alone"), {}
    yield from _of_people(links, known)


def _of_people(links: str, known: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    told = f"""
        SELECT kind, role, place, weak, position, rank, unnest(people) AS name, generate_subscripts(people, 1) AS turn
        FROM {links} WHERE kind <> 'mention' AND len(people) > 0
    """
    yield "most_told", f"""
        SELECT name, count(*) AS items, min((position, turn)) AS first FROM ({told}) WHERE rank = 0 GROUP BY name
    """, {}  # fmt: skip
    yield "told", f"""
        SELECT name, count(*) FILTER (rank = 0 AND kind = 'quote') AS quotes,
            count(*) FILTER (rank = 0 AND kind = 'event') AS events, min((position, turn)) AS first
        FROM ({told}) GROUP BY name
    """, {}  # fmt: skip
    yield "told_there", f"""
        SELECT name, role, place, min(position) AS first FROM ({told}) WHERE NOT weak GROUP BY ALL ORDER BY name
    """, {}  # fmt: skip
    yield "known", f"SELECT DISTINCT name FROM {known}", {}


def told(name: str, items: str, articles: str) -> str:
    """Return the query for the rows of a table of items with their sentences."""
    sentence = "substring(articles.text, sentence_start + 1, sentence_end - sentence_start)"
    given = ", ".join(f'items."{column}"' for column in SCHEMAS[name].names)
    return f"""
        SELECT {given}, {sentence} AS sentence
        FROM {items} AS items JOIN {articles} AS articles ON articles.id = items.article
    """


def here(name: str, told: str, links: str) -> str:
    """Return the query for the rows of `told` at each place: what its panel shows."""
    there = f"""
        SELECT article, item, place AS here, minor, salience FROM {links}
        WHERE kind = '{ITEM_KINDS[name]}' AND rank_here = 0 AND place IS NOT NULL
    """
    return f"""
        SELECT here, told.*
        FROM ({there}) AS there JOIN {told} AS told ON told.article = there.article AND told.id = there.item
        ORDER BY here, there.minor, there.salience DESC NULLS LAST, told.article
    """


def surest(mentions: str, position: str) -> str:
    """Return the query for the mention that most certainly means each place."""
    told = "{'score': score, 'why': why, 'candidates': candidates}"
    return f"""
        SELECT place, max((score, -{position})) AS best, arg_max({told}, (score, -{position})) AS told
        FROM {mentions} WHERE place IS NOT NULL GROUP BY place
    """


def groups(events: str, position: str, links: str) -> str:
    """Return the query for the links of events that are grouped with others at other places."""
    return f"""
        WITH told AS (
            SELECT article, id, "group", place AS event_place, {position} AS event_row FROM {events}
            WHERE place IS NOT NULL
        ),
        several AS (SELECT article, "group" FROM told GROUP BY ALL HAVING count(DISTINCT event_place) > 1)
        SELECT "group", event_place, event_row, links.* FROM {links} AS links
        JOIN told ON told.article = links.article AND told.id = links.item
        SEMI JOIN several ON several.article = told.article AND several."group" = told."group"
        WHERE links.kind = 'event' ORDER BY links.article, position
    """


def whole(counts: dict[str, str], most: int, people: int) -> dict[str, str]:
    """Return the queries for what is counted of all segments together, by the names of their files.

    Args:
        counts: what reads each of `COUNTS`.
        most: people of `most_told`.
        people: rows of `foremost`, of those that are known and of all.
    """
    summed = "SELECT * EXCLUDE (items), sum(items)::BIGINT AS items"
    return {
        "cells": places.together(counts["cells"]),
        "brief": places.together(f"({places.briefly(counts['cells'])})"),
        "days": f"{summed} FROM {counts['days']} GROUP BY ALL ORDER BY clock, day",
        "brief_days": f"""
            {summed} FROM (SELECT * EXCLUDE (type, status) FROM {counts["days"]}) GROUP BY ALL ORDER BY clock, day
        """,
        "by_country": f"{summed} FROM {counts['by_country']} GROUP BY ALL ORDER BY country, clock",
        "role_days": f"{summed} FROM {counts['role_days']} GROUP BY ALL ORDER BY clock, role",
        "role_cells": f"""
            SELECT * EXCLUDE (named, n, weight), max(named) AS named, sum(n)::BIGINT AS n, fsum(weight) AS weight
            FROM {counts["role_cells"]} GROUP BY ALL ORDER BY role, score
        """,
        "most_told": f"""
            SELECT name, sum(items)::BIGINT AS items, min("first") AS first FROM {counts["most_told"]}
            GROUP BY name ORDER BY items DESC, first LIMIT {most}
        """,
        "articles_at": f"""
            SELECT place, sum(articles)::BIGINT AS articles FROM {counts["articles_at"]} GROUP BY place ORDER BY place
        """,
        "surest": f"""
            SELECT place, unnest(arg_max(told, best)) FROM {counts["surest"]} GROUP BY place ORDER BY place
        """,
        "foremost": _foremost(counts, people),
    }


def _foremost(counts: dict[str, str], most: int) -> str:
    turn = "row_number() OVER (PARTITION BY known ORDER BY quotes DESC, events DESC, first)"
    return f"""
        WITH told AS (
            SELECT name, sum(quotes)::BIGINT AS quotes, sum(events)::BIGINT AS events, min("first") AS first
            FROM {counts["told"]} GROUP BY name
        ),
        first AS (
            SELECT *, name IN (SELECT name FROM {counts["known"]}) AS known FROM told QUALIFY {turn} <= {most}
        ),
        there AS (
            SELECT name, role, place, min("first") AS first FROM {counts["told_there"]}
            SEMI JOIN first USING (name) GROUP BY name, role, place
        ),
        lists AS ({lists("there")})
        SELECT first.*, said_at, about, acts_at FROM first LEFT JOIN lists USING (name)
        ORDER BY quotes DESC, events DESC, first
    """


def lists(there: str) -> str:
    """Return the query for the places of people by what they do there, of rows that name each role and place once."""
    return f"""
        SELECT name, list(place ORDER BY first) FILTER (role = 'said_at') AS said_at,
            list(place ORDER BY first) FILTER (role = 'about') AS about,
            list(place ORDER BY first) FILTER (role = 'happened') AS acts_at
        FROM {there} GROUP BY name
    """
