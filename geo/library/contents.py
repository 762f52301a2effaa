"""The articles of collections and what was read in them: queries on a connection, in a transaction of the caller's."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, NamedTuple, cast

from sqlalchemy import Connection, and_, case, delete, func, literal, or_, select, true
from sqlalchemy.exc import IntegrityError

from geo.articles.article import beginning
from geo.contract import ParsedArticle
from geo.gazetteer.own import OwnPlaces
from geo.library.own_rows import places_of
from geo.library.own_rows import size as size_of_places
from geo.library.rows import article_row, key_of, named_rows, reading_row, unpack
from geo.library.schema import ARTICLES, CLAIMS, COLLECTIONS, NAMED, READINGS

AS_GIVEN = ""
"""The engine of readings that came from elsewhere: they are never read anew."""
BEFORE = "before"
"""The engine of readings that were made before places of one's own were changed that the article names."""
_AT_ONCE = 500
"""Readings that are asked for at once: SQLite takes some thousand parameters."""
State = Literal["read", "waiting", "failed"]


class Added(NamedTuple):
    """How many articles came in, and how many were there already."""

    new: int
    twice: int


class Pending(NamedTuple):
    """An article that is to be read: a collection that has it, the key that its reading is kept under, its fields, and
    the places of somebody's own that it is read with."""

    collection: str
    key: str
    fields: dict[str, Any]
    places: OwnPlaces


class Listed(NamedTuple):
    """One article of a collection, and how its reading stands."""

    number: int
    id: str
    title: str
    """Its title, or the words that it begins with."""
    publisher: str | None
    published: str | None
    source: str | None
    state: State
    why: str
    """Why it could not be read."""


def add(connection: Connection, id: str, articles: Iterable[Mapping[str, Any]], now: int) -> Added:
    """Add articles that the collection doesn't have yet."""
    rows, twice = _new(connection, id, articles, now)
    _insert(connection, rows)
    return Added(len(rows), twice)


def put(
    connection: Connection,
    id: str,
    records: Sequence[ParsedArticle],
    engine: str,
    now: int,
    read_with: OwnPlaces | None = None,
) -> Added:
    """Add articles that the collection doesn't have yet, and what an engine read in them.

    What was read with other places of somebody's own than those of the collection, `read_with`, is to be read again.
    """
    own, used = places_of(connection, id), read_with or OwnPlaces()
    rows, twice = _new(connection, id, cast(Sequence[Mapping[str, Any]], records), now)
    _insert(connection, rows)
    made = []
    for row, record in rows:
        same = own.within(record["text"]).digest() == used.within(record["text"]).digest()
        made.append((reading_row(row["key"], engine if same else BEFORE, record, now), record))
    _replace(connection, made)
    return Added(len(rows), twice)


def _new(
    connection: Connection, id: str, articles: Iterable[Mapping[str, Any]], now: int
) -> tuple[list[tuple[dict[str, Any], Mapping[str, Any]]], int]:
    known = connection.execute(
        select(ARTICLES.c.number, ARTICLES.c.id, ARTICLES.c.content_key, ARTICLES.c.source).where(
            ARTICLES.c.collection == id
        )
    ).all()
    number = max((row.number for row in known), default=-1)
    texts = {row.content_key for row in known}
    addresses = {row.source for row in known if _is_address(row.source)}
    ids = {row.id for row in known}
    own = places_of(connection, id)
    rows, twice = [], 0
    for fields in articles:
        row = article_row(id, number + 1, fields, now, own)
        if row["content_key"] in texts or row["source"] in addresses:
            twice += 1
            continue
        if row["id"] in ids:  # another article of that name
            fields = {**fields, "id": _free(row["id"], ids)}
            row = article_row(id, number + 1, fields, now, own)
        number += 1
        texts.add(row["content_key"])
        ids.add(row["id"])
        if _is_address(row["source"]):
            addresses.add(row["source"])
        rows.append((row, fields))
    return rows, twice


def _insert(connection: Connection, rows: Sequence[tuple[dict[str, Any], Mapping[str, Any]]]) -> None:
    if rows:
        connection.execute(ARTICLES.insert(), [row for row, _ in rows])


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _is_address(source: str | None) -> bool:
    return source is not None and source.startswith(("http://", "https://"))


def _replace(connection: Connection, made: Sequence[tuple[dict[str, Any], Mapping[str, Any] | None]]) -> None:
    """Keep readings, each with its record, instead of earlier ones of their articles; one that failed leaves them."""
    for some in (made[at : at + _AT_ONCE] for at in range(0, len(made), _AT_ONCE)):
        read = [row["key"] for row, record in some if record is not None]
        failed = [and_(READINGS.c.key == row["key"], READINGS.c.engine == row["engine"]) for row, record in some
                  if record is None]  # fmt: skip
        connection.execute(delete(READINGS).where(or_(READINGS.c.key.in_(read), *failed)))
        connection.execute(READINGS.insert(), [row for row, _ in some])
        named = [one for row, record in some if record for one in named_rows(row["key"], row["engine"], record)]
        if named:
            connection.execute(NAMED.insert(), named)


def keep_reading(
    connection: Connection, key: str, engine: str, record: ParsedArticle | None, now: int, failed: str
) -> None:
    """Keep what was read in an article, or why it could not be, if any collection still has it."""
    holders = select(ARTICLES.c.collection).where(ARTICLES.c.key == key)
    held = COLLECTIONS.update().where(COLLECTIONS.c.id.in_(holders)).values(version=COLLECTIONS.c.version + 1)
    if connection.execute(held).rowcount:
        _replace(connection, [(reading_row(key, engine, record, now, failed), record)])


def copy(connection: Connection, id: str, into: str, numbers: Sequence[int] | None = None) -> None:
    """Copy articles of a collection, all unless numbers are given, to another that doesn't have them yet."""
    wanted = select(ARTICLES).where(ARTICLES.c.collection == id).order_by(ARTICLES.c.number)
    if numbers is not None:
        wanted = wanted.where(ARTICLES.c.number.in_(list(numbers)))
    found = connection.execute(wanted).mappings().all()
    rows, _ = _new(connection, into, [unpack(row["content"]) for row in found], 0)
    keys = {row["content_key"]: row for row in found}
    theirs, own = places_of(connection, id), places_of(connection, into)
    for row, _fields in rows:
        before = keys[row["content_key"]]
        row["added"] = before["added"]
        if row["key"] != before["key"]:  # its id had to change, or its places are others; what was read stays
            text = _fields["text"]
            same = theirs.within(text).digest() == own.within(text).digest()
            _stand_in(connection, before["key"], row["key"], row["id"], same=same)
    _insert(connection, rows)


def _stand_in(connection: Connection, before: str, key: str, id: str, *, same: bool = False) -> None:
    """Have the last reading under one key stand under another one too, unless there is one already.

    It is an earlier version's, to be read anew, but for what is the `same` to the engine.
    """
    read = and_(READINGS.c.key == key, READINGS.c.content.isnot(None))
    if connection.scalar(select(READINGS.c.key).where(read).limit(1)) is not None:
        return
    last = select(READINGS).where(READINGS.c.key == before, READINGS.c.content.isnot(None))
    reading = connection.execute(last.order_by(READINGS.c.read.desc()).limit(1)).first()
    if reading is not None:
        record = {**unpack(reading.content), "id": id}
        _replace(connection, [(reading_row(key, reading.engine if same else BEFORE, record, reading.read), record)])


def rekey(connection: Connection, id: str | None, touched: Iterable[OwnPlaces]) -> None:
    """Give the articles that name places which were just added, changed or removed the keys that they have with them.

    Args:
        connection: in a transaction of the caller's.
        id: of the collection that has the places; None for all collections.
        touched: the places, as they were and as they are.
    """
    touched = list(touched)
    within = select(ARTICLES.c.collection, ARTICLES.c.number, ARTICLES.c.key, ARTICLES.c.content)
    own: dict[str, OwnPlaces] = {}
    for row in connection.execute(within if id is None else within.where(ARTICLES.c.collection == id)).all():
        fields = unpack(row.content)
        if not any(places.occurrences(fields["text"]) for places in touched):
            continue
        if row.collection not in own:
            own[row.collection] = places_of(connection, row.collection)
        key = key_of(fields, own[row.collection].within(fields["text"]).digest())
        if key != row.key:
            _stand_in(connection, row.key, key, fields["id"])
            here = and_(ARTICLES.c.collection == row.collection, ARTICLES.c.number == row.number)
            connection.execute(ARTICLES.update().where(here).values(key=key))
    if id is None:
        connection.execute(COLLECTIONS.update().values(version=COLLECTIONS.c.version + 1))
    sweep(connection)


def sweep(connection: Connection) -> None:
    """Delete what was read in articles that no collection has any more."""
    held = select(ARTICLES.c.key).where(ARTICLES.c.key == READINGS.c.key).exists()
    connection.execute(delete(READINGS).where(~held))
    connection.execute(delete(CLAIMS).where(CLAIMS.c.key.notin_(select(ARTICLES.c.key))))


def size(connection: Connection, id: str | None = None) -> int:
    """Return how many bytes a collection takes, packed; the whole library if none is given."""
    articles, readings = (
        select(func.coalesce(func.sum(ARTICLES.c.size), 0)),
        select(func.coalesce(func.sum(READINGS.c.size), 0)),
    )
    if id is not None:
        articles = articles.where(ARTICLES.c.collection == id)
        keys = select(ARTICLES.c.key).where(ARTICLES.c.collection == id)
        readings = readings.where(READINGS.c.key.in_(keys))
    return (
        int(connection.scalar(articles) or 0) + int(connection.scalar(readings) or 0) + size_of_places(connection, id)
    )


class Chosen(NamedTuple):
    """An article that was read, and by which engine the reading is that counts."""

    number: int
    id: str
    digest: str
    key: str
    engine: str


def chosen(connection: Connection, id: str, engine: str) -> list[Chosen]:
    """Return the articles of a collection that were read, in their order: by this engine, or else the last one."""
    order = (case((READINGS.c.engine == engine, 0), else_=1), READINGS.c.read.desc(), READINGS.c.engine)
    turn = func.row_number().over(partition_by=ARTICLES.c.number, order_by=order).label("turn")
    ranked = (
        select(ARTICLES.c.number, ARTICLES.c.id, ARTICLES.c.digest, READINGS.c.key, READINGS.c.engine, turn)
        .join(READINGS, READINGS.c.key == ARTICLES.c.key)
        .where(ARTICLES.c.collection == id, READINGS.c.content.isnot(None))
        .subquery()
    )
    rows = connection.execute(select(ranked).where(ranked.c.turn == literal(1)).order_by(ranked.c.number))
    return [Chosen(row.number, row.id, row.digest, row.key, row.engine) for row in rows]


def records(connection: Connection, wanted: Sequence[Chosen]) -> list[ParsedArticle]:
    """Return what was read in articles, in their order."""
    found: dict[tuple[str, str], bytes] = {}
    for some in (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE)):
        rows = connection.execute(
            select(READINGS.c.key, READINGS.c.engine, READINGS.c.content).where(
                READINGS.c.key.in_([article.key for article in some])
            )
        )
        found |= {(row.key, row.engine): row.content for row in rows}
    contents = [found.get((article.key, article.engine)) for article in wanted]
    return [cast(ParsedArticle, unpack(content)) for content in contents if content is not None]


def listed(connection: Connection, id: str, most: int | None) -> list[Listed]:
    """Return the articles of a collection in their order, the first `most` if that is given."""
    done = (
        select(
            READINGS.c.key,
            func.max(case((READINGS.c.content.isnot(None), 1), else_=0)).label("read"),
            func.max(READINGS.c.failed).label("failed"),
        )
        .where(READINGS.c.key.in_(select(ARTICLES.c.key).where(ARTICLES.c.collection == id)))
        .group_by(READINGS.c.key)
        .subquery()
    )
    rows = connection.execute(
        select(ARTICLES.c.number, ARTICLES.c.content, done.c.read, done.c.failed)
        .outerjoin(done, done.c.key == ARTICLES.c.key)
        .where(ARTICLES.c.collection == id)
        .order_by(ARTICLES.c.number)
        .limit(most)
    )
    found = []
    for row in rows:
        fields = unpack(row.content)
        state: State = "read" if row.read else "failed" if row.failed else "waiting"
        shown = {name: fields[name] for name in ("id", "title", "publisher", "published", "source")}
        shown["title"] = shown["title"] or beginning(fields["text"])
        found.append(Listed(row.number, **shown, state=state, why="" if row.read else row.failed or ""))
    return found


def claim(connection: Connection, key: str, now: int, until: int) -> bool:
    """Say that an article is being read until then; tell whether nobody else had, whose time is not over."""
    taken = CLAIMS.update().where(CLAIMS.c.key == key, CLAIMS.c.until <= now).values(until=until)
    if connection.execute(taken).rowcount:
        return True
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(CLAIMS.insert().values(key=key, until=until))
        return True
    return False


def release(connection: Connection, key: str) -> None:
    """Let an article be read by whoever comes first."""
    connection.execute(delete(CLAIMS).where(CLAIMS.c.key == key))


def pending(
    connection: Connection, engine: str, within: Sequence[str], but: Sequence[str], most: int, free: int | None
) -> list[Pending]:
    """Return articles to be read: those never read; `within` collections also those that another engine read.

    Where a time is given as `free`, they are without those that somebody has claimed until later.
    """
    done = func.coalesce(func.max(case((READINGS.c.engine.in_((engine, AS_GIVEN)), 1), else_=0)), 0)
    readings = func.count(READINGS.c.key)
    here = (ARTICLES.c.collection, ARTICLES.c.number)
    first = (
        select(*here, readings.label("readings"))
        .outerjoin(READINGS, READINGS.c.key == ARTICLES.c.key)
        .join(COLLECTIONS, COLLECTIONS.c.id == ARTICLES.c.collection)
        .where(
            COLLECTIONS.c.deleted.is_(None),
            ARTICLES.c.collection.notin_(list(but)),
            true() if free is None else ARTICLES.c.key.notin_(select(CLAIMS.c.key).where(CLAIMS.c.until > free)),
        )
        .group_by(*here, ARTICLES.c.added)
        .having(or_(readings == 0, and_(ARTICLES.c.collection.in_(list(within)), done == 0)))
        .order_by(readings, ARTICLES.c.added, ARTICLES.c.number)
        .limit(most)
        .subquery()
    )
    wanted = (
        select(ARTICLES.c.collection, ARTICLES.c.key, ARTICLES.c.content)
        .join(first, and_(*(column == first.c[column.name] for column in here)))
        .order_by(first.c.readings, ARTICLES.c.added, ARTICLES.c.number)
    )
    own: dict[str, OwnPlaces] = {}
    found = []
    for row in connection.execute(wanted).all():
        if row.collection not in own:
            own[row.collection] = places_of(connection, row.collection)
        fields = unpack(row.content)
        found.append(Pending(row.collection, row.key, fields, own[row.collection].within(fields["text"])))
    return found
