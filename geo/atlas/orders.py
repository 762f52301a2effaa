"""The files of one segment of an index: its links in the orders in which they are asked, and what is counted of them.

`ORDERS` and `COUNTS` say which there are, each with the query that makes it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from geo.atlas import places
from geo.atlas.database import columns, text
from geo.atlas.links import ROLES, Kind
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
WIDE_DAYS = 31
"""Days from the first to the last of an item from which on it stands apart in `by_day`, as one of a month doesn't."""
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


def steps() -> list[float]:
    """Return the steps of certainty above none."""
    return [number / STEPS for number in range(1, STEPS + 1)]


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
    last = f"CAST(TRY_CAST(date AS DATE) + {WIDE_DAYS} AS VARCHAR)"
    wide = f"date IS NOT NULL AND coalesce(date_end > {last}, true) AS wide"
    yield "by_day", f"SELECT {narrow}, {wide} FROM {links} ORDER BY wide, date, position", {}
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


def whole(counts: dict[str, str], shared: str, index: str, most: int, people: int) -> dict[str, str]:
    """Return the queries for what is counted of all segments together, by the names of their files, in their order.

    Args:
        counts: what reads each of `COUNTS`.
        shared: what reads the links of items that have several.
        index: the folder of the files, in SQL.
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
        **_by_role(index, shared),
    }


def role_bits(roles: Iterable[str]) -> int:
    """Return a number that stands for a set of roles, those of no link left out."""
    return sum(1 << ROLES.index(role) for role in set(roles) & set(ROLES))


_ROLE = f"(CASE role {' '.join(f'WHEN {text(role)} THEN {role_bits([role])}' for role in ROLES)} ELSE 0 END)"
"""The number of the role of a link, in SQL."""


def _alone(index: str) -> str:
    """Return what has items with one link, counted by role and certainty, briefly."""
    return f"""(
        SELECT * REPLACE ({places.BRIEF_TYPE} AS type, {places.BRIEF_STANDS} AS stands)
        FROM read_parquet({index} || '/role_cells.parquet')
    )"""


def _several(shared: str) -> str:
    """Return what has the links of items with several of them: `standing` and `step` of each, and its type briefly."""
    return f"""(
        SELECT * REPLACE ({places.BRIEF_TYPE} AS type), {step()} AS step,
            CASE WHEN kind <> 'mention' AND NOT minor AND {places.HAPPENS} THEN
                CASE WHEN weak THEN 'guess' ELSE 'sure' END END AS standing
        FROM {shared} WHERE place IS NOT NULL
    )"""


_BRIEF = "place, kind, minor, category, type"
_ONE = ", ".join(f"any_value({name}) AS {name}" for name in ("kind", "minor", "category", "type"))
_SURE, _GUESS = (f"FILTER (standing = '{standing}')" for standing in ("sure", "guess"))


def _days(index: str, shared: str) -> str:
    """Return what has items by day on each clock, with the roles of their links and the highest step of certainty."""
    facts = ", ".join((*(f"{day} AS {clock}" for clock, day in DAY.items()), *TALLY, "place IS NOT NULL AS placed"))
    several = f"""
        SELECT * EXCLUDE (item_row), 1 AS items FROM (SELECT item_row, {facts} FROM {shared} WHERE rank = 0)
        JOIN (SELECT item_row, bit_or({_ROLE}) AS roles, max({step()}) AS score FROM {shared} GROUP BY item_row)
            USING (item_row)
    """
    by_clock = "".join(
        f" UNION ALL BY NAME SELECT {text(clock)} AS clock, {clock} AS day, * EXCLUDE ({columns(DAY)}) FROM ({several})"
        for clock in DAY
    )
    return f"SELECT * EXCLUDE (role), {_ROLE} AS roles FROM read_parquet({index} || '/role_days.parquet'){by_clock}"


def _by_role(index: str, shared: str) -> dict[str, str]:
    """Return the queries for items counted briefly by the roles of their links, as sets of them (`role_bits`)."""
    return {
        "brief_roles": f"""
            SELECT {_BRIEF}, roles, sure, guess, max(named) AS named, sum(n)::BIGINT AS n, fsum(weight) AS weight FROM (
                SELECT {_BRIEF}, {_ROLE} AS roles, CASE WHEN stands = 'sure' THEN roles ELSE 0 END AS sure,
                    CASE WHEN stands = 'guess' THEN roles ELSE 0 END AS guess, named, n, weight
                FROM {_alone(index)}
                UNION ALL BY NAME
                SELECT place, {_ONE}, bit_or({_ROLE}) AS roles, coalesce(bit_or({_ROLE}) {_SURE}, 0) AS sure,
                    coalesce(bit_or({_ROLE}) {_GUESS}, 0) AS guess, 1 AS n, any_value({places.WEIGHT}) AS weight
                FROM {_several(shared)} GROUP BY place, item_row
            ) GROUP BY ALL ORDER BY place
        """,
        "role_names": f"""
            SELECT place, kind, category, role, max(score) AS named FROM {shared}
            WHERE "start" IS NOT NULL AND place IS NOT NULL AND score IS NOT NULL GROUP BY ALL ORDER BY place
        """,
        "brief_role_days": f"""
            SELECT * EXCLUDE (score, items), sum(items)::BIGINT AS items FROM ({_days(index, shared)}) GROUP BY ALL
            ORDER BY clock, day
        """,
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


def by_certainty(index: str, shared: str) -> dict[str, tuple[str, str, str]]:
    """Return the queries for items counted briefly by what each step of certainty keeps.

    By the names of their files: the query for `told`, that for what `$least` keeps of it, and the order of all.
    """
    at_places = f"""
        SELECT {_BRIEF}, best, sure, guess, max(named) AS named, sum(n) AS n, fsum(weight) AS weight FROM (
            SELECT {_BRIEF}, score AS best, CASE WHEN stands = 'sure' THEN score END AS sure,
                CASE WHEN stands = 'guess' THEN score END AS guess, named, n, weight
            FROM {_alone(index)}
            UNION ALL BY NAME
            SELECT place, {_ONE}, max(step) AS best, max(step) {_SURE} AS sure, max(step) {_GUESS} AS guess,
                any_value(named) AS named, 1 AS n, any_value({places.WEIGHT}) AS weight
            FROM {_several(shared)} GROUP BY place, item_row
        ) GROUP BY ALL
    """
    kept = f"""
        SELECT $least AS least, {_BRIEF},
            CASE WHEN sure >= $least THEN 'sure' WHEN guess >= $least THEN 'guess' END AS stands,
            max(named) FILTER (named >= $least) AS named, sum(n)::BIGINT AS n, fsum(weight) AS weight
        FROM told WHERE best >= $least GROUP BY ALL
    """
    days = f"SELECT * EXCLUDE (roles, items), sum(items) AS items FROM ({_days(index, shared)}) GROUP BY ALL"
    kept_days = """
        SELECT $least AS least, * EXCLUDE (score, items), sum(items)::BIGINT AS items
        FROM told WHERE score >= $least GROUP BY ALL
    """
    return {"certain": (at_places, kept, "least, place"), "certain_days": (days, kept_days, "least, clock, day")}
