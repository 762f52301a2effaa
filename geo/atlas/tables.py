"""The tables of articles, as Arrow schemas: what the atlas asks, and what lies in a folder of Parquet files.

Each list of the contract's record is a table, whose columns are the fields of its rows; docs/tables.md tells of every
one. There are three differences: a row names its `article`, since ids of items are unique only within theirs; a place
stands once in `places`, with the ids of an article's places in `articles`; and there are columns of what is asked
often, such as the sentence of an event. A pair of offsets is a struct of start and end.
"""

import re
import types
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import Any, Literal, NamedTuple, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

import pyarrow as pa

from geo.atlas import links
from geo.contract import Body, DateExpression, Event, Link, Mention, ParsedArticle, Person, Place, Quote

LISTS: dict[str, Any] = {
    "mentions": Mention,
    "dates": DateExpression,
    "people": Person,
    "bodies": Body,
    "quotes": Quote,
    "events": Event,
}
"""Lists of a record that are tables as they are, and what stands in them."""
ITEMS = ("mentions", "quotes", "events")
"""Tables whose rows know their sentences."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

Convert = Callable[[Any], Any]
"""Makes one form of a value of the other."""


class _Form(NamedTuple):
    """How a type of the contract stands in a table; a conversion is None where the value stays as it is."""

    arrow: pa.DataType
    stored: Convert | None = None
    given: Convert | None = None


_SPAN = _Form(
    pa.struct([pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)]),
    lambda pair: {"start": pair[0], "end": pair[1]},
    lambda row: (row["start"], row["end"]),
)
_SPANS = pa.list_(pa.field("element", _SPAN.arrow, nullable=False))
_PLAIN = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}


@cache
def _form(kind: Any) -> _Form:
    origin, inside = get_origin(kind), get_args(kind)
    if kind == tuple[int, int]:
        return _SPAN
    if origin in (Union, types.UnionType):
        return _form(next(option for option in inside if option is not type(None)))
    if origin is Literal:
        return _Form(pa.string())
    if origin in (list, tuple):
        form = _form(inside[0])
        arrow = pa.list_(pa.field("element", form.arrow, nullable=False))
        return _Form(arrow, _each(form.stored), _each(form.given))
    if is_typeddict(kind):
        return _Form(pa.struct(_fields(kind)), None, lambda row: _record(kind, row))
    return _Form(_PLAIN[kind])


def _each(convert: Convert | None) -> Convert | None:
    return convert and (lambda values: [convert(value) for value in values])


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)  # without NotRequired


def _nullable(kind: Any) -> bool:
    return type(None) in get_args(kind)


def _fields(kind: Any) -> list[pa.Field]:
    """Return the columns of a class of the contract."""
    optional: frozenset[str] = getattr(kind, "__optional_keys__", frozenset())
    return [
        pa.field(name, _form(hint).arrow, nullable=name in optional or _nullable(hint))
        for name, hint in _hints(kind).items()
    ]


def _record(kind: Any, row: Mapping[str, Any], names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return a row, or some fields of it, as the contract has it; what is None and can't be is left out."""
    hints = _hints(kind)
    made = {}
    for name in hints if names is None else names:
        value, hint = row[name], hints[name]
        if value is None and not _nullable(hint):
            continue
        given = _form(hint).given
        made[name] = value if given is None or value is None else given(value)
    return made


_ARTICLE = [pa.field("article", pa.string(), nullable=False)]
_SENTENCE = [pa.field(name, pa.int64(), nullable=False) for name in ("sentence_start", "sentence_end")]
_OWN = [name for name in _hints(ParsedArticle) if name not in (*LISTS, "sentences", "places", "links")]
"""Fields of an article that are columns of `articles`."""

SCHEMAS: dict[str, pa.Schema] = {
    "articles": pa.schema(
        [
            *(field for field in _fields(ParsedArticle) if field.name in _OWN),
            pa.field("places", _form(list[str]).arrow, nullable=False),
        ]
    ),
    "places": pa.schema([*_fields(Place), pa.field("folded", pa.string())]),
    "sentences": pa.schema([*_ARTICLE, *_SPAN.arrow]),
    **{
        name: pa.schema([*_ARTICLE, *_fields(kind), *(_SENTENCE if name in ITEMS else ())])
        for name, kind in LISTS.items()
    },
    "links": pa.schema([*_fields(links.Belonging), *_fields(links.Facts)]),
}
"""The tables by name."""
ORIGINS = pa.schema([pa.field(name, pa.string(), nullable=False) for name in ("article", "origin")])
"""A table beside them, of the articles whose text several print: each with the first of those by day."""
_STORED: dict[str, dict[str, Convert]] = {
    name: {
        field: stored
        for field, hint in _hints(kind).items()
        if (stored := _form(hint).stored) and _form(hint).arrow != _SPANS
    }
    for name, kind in {**LISTS, "articles": ParsedArticle, "places": Place}.items()
}
"""Columns whose values have another form in a record."""


def tables(records: Iterable[ParsedArticle]) -> dict[str, pa.Table]:
    """Return the tables of any number of parsed articles; of two with one id the last is kept.

    Half a character (a lone surrogate), which no table holds, is written as U+FFFD.
    """
    kept = list({record["id"]: record for record in records}.values())
    places = {place["id"]: place for record in kept for place in record["places"]}
    made = {
        "articles": _table("articles", [{**row, "places": [place["id"] for place in row["places"]]} for row in kept]),
        "places": _table("places", [{**place, "folded": links.folded(place["name"])} for place in places.values()]),
        "sentences": _tuples("sentences", [(row["id"], *span) for row in kept for span in row["sentences"]]),
        "links": _tuples("links", [link for record in kept for link in links.rows(record)]),
    }
    for name in LISTS:
        made[name] = _listed(name, kept)
    return {name: made[name] for name in SCHEMAS}


def origins(reprinted: Iterable[Sequence[str]]) -> pa.Table:
    """Return the table of origins.

    Args:
        reprinted: ids of the articles that print one text, the first first, for each text that several print.
    """
    rows = [(whole(article), whole(ids[0])) for ids in reprinted for article in ids]
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in zip(*rows, strict=True)] or
                                [pa.array([], pa.string())] * 2, schema=ORIGINS)  # fmt: skip


Rows = Iterable[Mapping[str, Any]]


def records(tables: Mapping[str, pa.Table]) -> Iterator[ParsedArticle]:
    """Yield the records of the articles in `tables`, which holds at least all that belongs to them.

    What a record may leave out is there all the same, as None or an empty list, if the contract allows it.
    """
    return records_of({name: table.to_pylist() for name, table in tables.items()})


def records_of(rows: Mapping[str, Rows]) -> Iterator[ParsedArticle]:
    """Yield the records of the rows of the tables, as `records`; places that have no row are left out of them."""
    places = {row["id"]: _record(Place, row) for row in rows["places"]}
    found = {name: _by_article(rows[name]) for name in (*LISTS, "sentences", "links")}
    for article in rows["articles"]:
        id = article["id"]
        record = {
            **_record(ParsedArticle, article, _OWN),
            "sentences": [(row["start"], row["end"]) for row in found["sentences"].get(id, ())],
            "places": [places[place] for place in article["places"] if place in places],
            **{name: [_record(kind, row) for row in found[name].get(id, ())] for name, kind in LISTS.items()},
            "links": [_link(row) for row in found["links"].get(id, ()) if row["place"] is not None],
        }
        yield cast(ParsedArticle, {name: record[name] for name in _hints(ParsedArticle) if name in record})


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return a table of rows as the contract has them."""
    return _arrow(name, [_column(name, field.name, rows) for field in SCHEMAS[name]])


def _column(name: str, field: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    try:
        values = list(map(itemgetter(field), rows))
    except KeyError:  # some rows leave it out
        values = [row.get(field) for row in rows]
    stored = _STORED[name].get(field)
    return [None if value is None else stored(value) for value in values] if stored else values


def _listed(name: str, records: Sequence[ParsedArticle]) -> pa.Table:
    """Return the table of one list of records."""
    lists = [cast(Sequence[Mapping[str, Any]], record.get(name, ())) for record in records]
    rows = [row for listed in lists for row in listed]
    beside: dict[str, list[Any]] = {
        "article": [record["id"] for record, listed in zip(records, lists, strict=True) for _ in listed]
    }
    if name in ITEMS:
        found = [pair for pair_of in map(_sentences, records, lists) for pair in pair_of]
        beside |= {"sentence_start": [start for start, _ in found], "sentence_end": [end for _, end in found]}
    return _arrow(name, [beside.get(field.name) or _column(name, field.name, rows) for field in SCHEMAS[name]])


def _tuples(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    return _arrow(name, [*zip(*rows, strict=True)] or [()] * len(SCHEMAS[name]))


def _arrow(name: str, columns: Sequence[Sequence[Any]]) -> pa.Table:
    schema = SCHEMAS[name]
    arrays = [_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        if kind == _SPANS and None not in values:
            return _spans(values)
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([whole(value) for value in values], kind)


def _spans(values: Sequence[Sequence[tuple[int, int]]]) -> pa.Array:
    """Return lists of pairs as an array, which is a third of the work if the pairs are no dictionaries."""
    offsets = [0, *accumulate(map(len, values))]
    pairs = [pair for listed in values for pair in listed]
    starts, ends = [*zip(*pairs, strict=True)] or ((), ())
    within = [pa.array(numbers, pa.int64()) for numbers in (starts, ends)]
    struct = pa.StructArray.from_arrays(within, fields=[*_SPAN.arrow])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct).cast(_SPANS)


def whole(value: Any) -> Any:
    """Return a value with U+FFFD for half a character in its texts."""
    if isinstance(value, str):
        return _HALF_CHARACTER.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: whole(inner) for key, inner in value.items()}
    return [whole(inner) for inner in value] if isinstance(value, list | tuple) else value


def _sentences(record: ParsedArticle, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    """Yield for each row where its sentence (or sentences) starts and ends."""
    sentences = record["sentences"]
    borders = [start for start, _ in sentences]
    for row in rows:
        start, end = row["start"], row["end"]
        if not sentences:
            yield start, end
            continue
        first = max(0, bisect_right(borders, start) - 1)
        last = max(first, bisect_left(borders, end) - 1)
        yield min(start, sentences[first][0]), max(end, sentences[last][1])


def _by_article(rows: Rows) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(row)
    return found


def _link(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a link as the contract has it; those of mentions, which nothing is said of, are never weak."""
    link = _record(Link, row)
    if not link["weak"] and "evidence" not in link:
        del link["weak"]
    return link
