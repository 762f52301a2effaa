"""The tables: they give back the records they were made of, and the docs tell of every column."""

import json
import re
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas.tables import SCHEMAS, records, tables
from geo.bench import made
from geo.contract import Body, Candidate, DateExpression, Event, Link, Mention, Person, Place, Quote, Span
from geo.paths import ROOT

TEXT = st.text(max_size=6)
PLAIN = {str: TEXT, bool: st.booleans(), int: st.integers(0, 10**10), float: st.floats(0, 1)}
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)


def values(kind: Any) -> st.SearchStrategy:
    """Return values of a type of the contract, each as the tables give it back."""
    origin, inside = get_origin(kind), get_args(kind)
    if kind == tuple[int, int]:
        return SPANS
    if origin in (Union, types.UnionType):
        return st.none() | values(next(option for option in inside if option is not type(None)))
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is list:
        return st.lists(values(inside[0]), max_size=3)
    return rows(kind) if is_typeddict(kind) else PLAIN[kind]


def rows(kind: Any, **known: st.SearchStrategy) -> st.SearchStrategy:
    hints = get_type_hints(kind)
    left_out = {name for name in kind.__optional_keys__ if type(None) not in get_args(hints[name])}
    fields = {name: known.get(name, values(hint)) for name, hint in hints.items()}
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name not in left_out},
        optional={name: fields[name] for name in left_out},
    )


def place(number: int) -> Place:
    return {
        "id": f"geonames:{number}", "name": f"Place {number}", "kind": "city", "country": None, "country_code": None,
        "admin1": "North", "lat": number / 2, "lon": -number / 2, "population": number,
    }  # fmt: skip


def told(link: Link) -> Link:
    """Return a link with `weak` where the engine says it."""
    return {**link, "weak": link.get("weak", False)} if "evidence" in link else {**link, "weak": True}


@st.composite
def articles(draw: st.DrawFn) -> dict:
    start = {"start": st.integers(0, 20), "end": st.integers(20, 40)}
    lists = {
        name: draw(st.lists(rows(kind, **start), max_size=3))
        for name, kind in (("mentions", Mention), ("quotes", Quote), ("events", Event))
    }
    items = [row for found in lists.values() for row in found]
    for number, row in enumerate(items):
        row["id"] = f"i{number}"
    places = draw(st.lists(st.integers(0, 5).map(place), max_size=4, unique_by=lambda row: row["id"]))
    links = []
    if items and places:
        one = rows(
            Link, item=st.sampled_from([row["id"] for row in items]),
            place=st.sampled_from([row["id"] for row in places]),
        ).map(told)  # fmt: skip
        links = draw(st.lists(one, max_size=4))
    record = {
        "id": draw(TEXT), "text": draw(TEXT), **lists, "places": places, "links": links,
        **{name: draw(st.none() | TEXT) for name in ("title", "published", "publisher", "author", "source")},
        "sentences": draw(st.lists(SPANS, max_size=3).map(sorted)), "dates": draw(values(list[DateExpression])),
        "people": draw(values(list[Person])), "bodies": draw(values(list[Body])),
    }  # fmt: skip
    return record | draw(st.sampled_from([{}, {"corrections": []}, {"corrections": ["Lyon: moved."]}]))


@settings(max_examples=150, deadline=None)
@given(st.lists(articles(), max_size=3, unique_by=lambda row: row["id"]))
def test_the_records_come_back_as_they_were(found):
    made_of = tables(found)
    for name, table in made_of.items():
        assert table.schema == SCHEMAS[name]
        table.validate(full=True)
        for field in table.schema:
            assert field.nullable or table[field.name].null_count == 0, (name, field.name)
    assert list(records(made_of)) == found


def test_the_record_of_the_engine_comes_back(seed_record):
    (back,) = records(tables([seed_record]))
    assert json.dumps(back, sort_keys=True) == json.dumps(seed_record, sort_keys=True)


def test_articles_with_the_same_ids_of_items_stay_apart(tmp_path):
    path = made.collection(tmp_path / "made.jsonl", 12, per_article=4)
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for record in found:
        for name, letter in (("mentions", "m"), ("events", "e")):
            for number, row in enumerate(record[name]):
                for link in record["links"]:
                    if link["item"] == row["id"]:
                        link["item"] = f"{letter}{number}"
                row["id"] = f"{letter}{number}"
    back = list(records(tables(found)))
    assert [row["links"] for row in back] == [row["links"] for row in found]
    for name in ("mentions", "events", "quotes"):
        assert [[item["text"] for item in row[name]] for row in back] == [
            [item["text"] for item in row[name]] for row in found
        ]


def test_of_two_articles_with_one_id_the_last_is_kept(seed_record):
    (back,) = records(tables([seed_record, {**seed_record, "title": "Later"}]))
    assert back["title"] == "Later" and back["events"] == seed_record["events"]


def test_half_a_character_is_replaced_and_offsets_stay(seed_record):
    event = {**seed_record["events"][0], "actors": ["\ud800x"]}
    made_of = tables([{**seed_record, "title": "a\ud800b\x00", "events": [event], "links": []}])
    assert made_of["articles"]["title"].to_pylist() == ["a\ufffdb\x00"]
    assert made_of["events"]["actors"].to_pylist() == [["\ufffdx"]]


def test_every_item_and_every_item_at_a_place_has_one_first_row(seed_record):
    links = tables([seed_record])["links"].to_pylist()
    items = {(row["kind"], row["item"]) for row in links}
    assert items == {
        (kind, row["id"])
        for kind, name in (("event", "events"), ("quote", "quotes"), ("mention", "mentions"))
        for row in seed_record[name]
    }
    for rank, key in (("rank", ("item",)), ("rank_here", ("item", "place"))):
        firsts = [tuple(row[part] for part in key) for row in links if row[rank] == 0]
        assert sorted(firsts, key=str) == sorted({tuple(row[part] for part in key) for row in links}, key=str)
    assert [row["number"] for row in links] == list(range(len(links)))
    assert sum(row["place"] is not None for row in links) == len(seed_record["links"])


DOCS = (ROOT / "docs" / "tables.md").read_text("utf-8")
NAMED = {
    "span": ("start", "end"),
    "candidate": tuple(Candidate.__annotations__),
    "named span": tuple(Span.__annotations__),
}


def called(kind: pa.DataType) -> str:
    """Return what the docs call a type."""
    if pa.types.is_list(kind):
        return f"list of {called(kind.value_type)}"
    if pa.types.is_struct(kind):
        names = tuple(field.name for field in kind)
        return next(name for name, fields in NAMED.items() if fields == names)
    return {"string": "text", "int64": "integer", "double": "number", "bool": "truth"}[str(kind)]


def test_the_docs_tell_of_every_table():
    assert re.findall(r"^## `(\w+)`$", DOCS, re.M) == list(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_docs_tell_of_every_column_and_its_type(name):
    section = DOCS.split(f"\n## `{name}`\n")[1].split("\n## ")[0]
    found = re.findall(r"^\| `(\w+)` \| ([\w ]+?) \|", section, re.M)
    assert found == [
        (field.name, called(field.type) + (" or null" if field.nullable else "")) for field in SCHEMAS[name]
    ]


@pytest.mark.parametrize("name", NAMED)
def test_the_docs_tell_of_the_fields_of_a_struct(name):
    sentence = re.search(rf"A \*{name}\* is a struct of (.*?)\.\s", DOCS, re.S)
    assert tuple(re.findall(r"`(\w+)`", sentence[1])) == NAMED[name]
