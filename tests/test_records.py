"""Records from outside: what is not as the contract has it is a sentence, what passes breaks no export and no page."""

import copy
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from geo.__main__ import app
from geo.app import atlases, filters, rows, shared, store, views
from geo.atlas import Atlas, Filter
from geo.bench import made
from geo.errors import ArticleError, DatelineError
from geo.exports import FORMATS, export
from geo.maps import drawing
from geo.records import checked, is_parsed, read_records
from tests.exports.sample import record
from tests.hostile import HOSTILE
from tests.test_atlas import RECORD

MISSING = object()
HUGE = 10**30


def forged(*path_and_value):
    """Return the sample with something else at a path; `MISSING` takes it away."""
    *path, last, value = path_and_value
    row = json.loads(json.dumps(record()))
    at = row
    for part in path:
        at = at[part]
    if value is MISSING:
        del at[last]
    else:
        at[last] = value
    return row


KINDS = [
    (forged("text", MISSING), "text is missing"),
    (forged("events", MISSING), "events is missing"),
    (forged("sentences", MISSING), "sentences is missing"),
    (forged("places", 0, "lat", MISSING), "places[0].lat is missing"),
    (forged("events", 0, "trigger_end", MISSING), "events[0].trigger_end is missing"),
    (forged("links", 2, "role", MISSING), "links[2].role is missing"),
    (forged("id", 7), "id has to be text, not 7"),
    (forged("id", None), "id has to be text, not null"),
    (forged("text", ["Rain"]), 'text has to be text, not ["Rain"]'),
    (forged("title", {"main": "Rain"}), 'title has to be text, not {"main": "Rain"}'),
    (forged("places", None), "places has to be a list, not null"),
    (forged("links", {}), "links has to be a list, not {}"),
    (forged("people", "Ana Roe"), 'people has to be a list, not "Ana Roe"'),
    (forged("events", 0, None), "events[0] has to be an object, not null"),
    (forged("mentions", 1, ["Chad", 1, 2]), "mentions[1] has to be an object, not a list of 3"),
    (forged("quotes", 0, "about", "geonames:1"), 'quotes[0].about has to be a list, not "geonames:1"'),
    (forged("events", 0, "actors", [None]), "events[0].actors[0] has to be text, not null"),
    (forged("people", 0, "roles", 3), "people[0].roles has to be a list, not 3"),
    (forged("quotes", 0, "direct", 1), "quotes[0].direct has to be true or false, not 1"),
    (forged("places", 0, "lat", "45.7"), 'places[0].lat has to be a number, not "45.7"'),
    (forged("places", 0, "lat", float("nan")), "places[0].lat has to be from -90 to 90, not NaN"),
    (forged("places", 1, "lon", float("-inf")), "places[1].lon has to be from -180 to 180, not -Infinity"),
    (forged("places", 0, "lon", 1e300), "places[0].lon has to be from -180 to 180, not 1e+300"),
    (forged("places", 0, "population", True), "places[0].population has to be a whole number, not true"),
    (forged("places", 0, "population", -1), "places[0].population has to be from 0 to 10,000,000,000, not -1"),
    (forged("places", 0, "population", HUGE), "places[0].population has to be from 0 to 10,000,000,000"),
    (forged("mentions", 0, "score", 1.2), "mentions[0].score has to be from 0 to 1, not 1.2"),
    (forged("mentions", 0, "score", None), "mentions[0].score has to be a number, not null"),
    (forged("events", 0, "salience", float("nan")), "events[0].salience has to be from 0 to 1, not NaN"),
    (forged("mentions", 0, "candidates", 0, "lat", 91), "mentions[0].candidates[0].lat has to be from -90 to 90"),
    (forged("mentions", 0, "start", -1), "mentions[0].start to end has to lie within the"),
    (forged("mentions", 0, "end", HUGE), "mentions[0].start to end has to lie within the"),
    (forged("mentions", 0, "start", 1.5), "mentions[0].start has to be a whole number, not 1.5"),
    (forged("events", 0, "place_end", None), "events[0].place_start to place_end has to be two whole numbers"),
    (forged("events", 0, "trigger_start", 10_000), "events[0].trigger_start to trigger_end has to lie within"),
    (forged("events", 0, "mentions", [[1, 2, 3]]), "events[0].mentions[0] has to be two whole numbers"),
    (forged("events", 0, "actor_spans", 0, "end", HUGE), "events[0].actor_spans[0].start to end has to lie"),
    (forged("sentences", 1, [50, 20]), "sentences[1] has to lie within the"),
    (forged("sentences", 1, "here"), 'sentences[1] has to be two whole numbers, not "here"'),
    (forged("published", "yesterday"), 'published has to be a day such as 2024-05-31, not "yesterday"'),
    (forged("published", 20240506), "published has to be text, not 20240506"),
    (forged("events", 0, "date", "2024-02-30"), 'events[0].date has to be a day such as 2024-05-31, not "2024-02-30"'),
    (forged("quotes", 0, "date_end", "20240506"), "quotes[0].date_end has to be a day such as"),
    (forged("places", 0, "kind", "planet"), "places[0].kind has to be one of continent, region,"),
    (forged("events", 0, "status", "soon"), "events[0].status has to be one of happened, planned, possible, denied"),
    (forged("events", 0, "date_precision", ["day"]), "events[0].date_precision has to be one of day,"),
    (forged("links", 0, "role", "near"), "links[0].role has to be one of happened,"),
    (forged("mentions", 0, "place", "geonames:1"), 'is "geonames:1", which is not among its places'),
    (forged("events", 0, "place", "geonames:1"), 'events[0].place is "geonames:1", which is not among its places'),
    (forged("quotes", 0, "said_at", "geonames:1"), 'quotes[0].said_at is "geonames:1"'),
    (forged("quotes", 0, "about", ["geonames:1"]), 'quotes[0].about is "geonames:1"'),
    (forged("links", 0, "place", None), "links[0].place has to be text, not null"),
    (forged("links", 0, "place", "geonames:1"), 'links[0].place is "geonames:1"'),
    (forged("links", 0, "item", "e9"), 'links[0].item is "e9", which is none of its items'),
    (forged("events", 1, "id", "m1"), 'is "m1", which another one has'),
    (forged("title", "\ud800"), "title holds half a character"),
    (forged("events", 0, "why", "x" * 500 + "\udfff"), "events[0].why holds half a character"),
]


@pytest.mark.parametrize(("row", "words"), KINDS, ids=[words for _, words in KINDS])
def test_what_is_wrong_is_a_sentence_that_says_where(row, words):
    with pytest.raises(ArticleError) as error:
        checked(row, "Line 1 of a.jsonl")
    sentence = str(error.value)
    assert sentence.startswith("Line 1 of a.jsonl is not what `geo parse` writes: ") and words in sentence
    assert sentence.endswith(".") and len(sentence) < 300 and sentence.isprintable()


@pytest.mark.parametrize("row", [None, 5, "text", [], [record()], True, {}])
def test_what_is_no_record_at_all_is_one_too(row):
    with pytest.raises(ArticleError, match="is not what `geo parse` writes"):
        checked(row)


def test_what_the_engine_and_our_makers_write_passes(seed_record, tmp_path):
    for row in (seed_record, RECORD, *map(record, [None, *HOSTILE])):
        written = json.dumps(row)
        assert json.dumps(checked(json.loads(written))) == written
    path = made.collection(tmp_path / "made.jsonl", 30)
    assert is_parsed(path) and len(list(read_records(path))) == 3


def test_fields_that_the_contract_does_not_know_are_left_out():
    row = forged("events", 0, "salience.1", {"a": 1})
    assert checked({**row, "extra": 5}) == json.loads(json.dumps(record()))


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["export", "map"])
def test_the_command_names_each_line_that_is_forged_and_writes_the_rest(command, tmp_path):
    lines = [json.dumps(record()), *(json.dumps(row) for row, _ in KINDS), "{", "[]", "\x00", "1" * 5_000, ""]
    path, out = tmp_path / "forged.jsonl", tmp_path / "out.html"
    path.write_text("\n".join(lines), "utf-8")
    done = run(command, path, "-o", out)
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit)
    assert "in 1 article" in done.output and "River talks" in out.read_text("utf-8")
    told = re.findall(r"^geo: Line (\d+) of forged\.jsonl is not ", done.output, re.MULTILINE)
    assert [int(number) for number in told] == list(range(2, len(lines)))


def test_what_was_parsed_before_is_not_read_again(tmp_path):
    path, out = tmp_path / "parsed.jsonl", tmp_path / "out.jsonl"
    row = forged("corrections", ["Lyon is another one."])
    path.write_text(json.dumps(row), "utf-8")
    assert run("export", path, "-o", out).exit_code == 0
    assert next(read_records(out)) == row


def test_files_of_articles_are_not_taken_for_parsed(tmp_path):
    path = tmp_path / "rows.jsonl"
    for row in ({"text": "Rain."}, {"text": "Rain.", "links": ["https://example.org"], "events": []}):
        path.write_text(f"not json\n{json.dumps(row)}\n{json.dumps(record())}", "utf-8")
        assert not is_parsed(path)
    assert not is_parsed(tmp_path / "missing.jsonl")


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", json.dumps({**record(), "places": 1}).encode(), b"{}", b"{\n"])
def test_a_page_of_a_forged_file_says_what_is_wrong(content, tmp_path, monkeypatch):
    path = tmp_path / "forged.jsonl"
    path.write_bytes(content)
    monkeypatch.setattr("sys.argv", ["app.py", str(path)])
    shared.clear()
    with pytest.raises(DatelineError, match=r"forged\.jsonl is not"):
        atlases.atlas("file:forged")
    shared.clear()


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(0, 200), st.floats(), st.text(max_size=8),
    st.sampled_from([HUGE, -HUGE, 1e308, "2024-02-30", "0001-01-01", "9999-12-31", "happened", "around", [], {}, [[]]]),
    st.lists(st.integers(-5, 300), min_size=2, max_size=2), st.dictionaries(st.text(max_size=4), st.none(), max_size=2),
    st.sampled_from(["geonames:1", "geonames:2996944", "e1", "__proto__", "\x00", "\ud800", "=1+1", "]]>"]),
)  # fmt: skip


def _paths(node, path=()):
    if path:
        yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _paths(value, (*path, key))


SAMPLE = json.loads(json.dumps(record()))
PATHS = list(_paths(SAMPLE))


@st.composite
def forgeries(draw):
    """Records with a few of their parts replaced, taken away, doubled or moved elsewhere."""
    row = copy.deepcopy(SAMPLE)
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(PATHS))
        try:
            at = row
            for part in path:
                at = at[part]
            how = draw(st.sampled_from(["replace", "replace", "remove", "double", "move"]))
            if how == "replace":
                at[last] = draw(JUNK)
            elif how == "remove":
                del at[last]
            elif how == "double" and isinstance(at, list):
                at.append(copy.deepcopy(at[last]))
            elif how == "move":
                other = row
                for part in draw(st.sampled_from(PATHS)):
                    other = other[part]
                at[last] = copy.deepcopy(other)
        except (KeyError, IndexError, TypeError):
            continue
    return row


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(row=forgeries(), format=st.sampled_from(sorted(set(FORMATS) - {"png"}) * 6 + ["png"]))
def test_a_forged_record_is_refused_in_a_sentence_or_breaks_nothing(row, format):
    try:
        row = checked(json.loads(json.dumps(row)))
    except ArticleError as error:
        assert str(error).startswith("The record is not what `geo parse` writes: ") and str(error).endswith(".")
        return
    atlas = Atlas.from_records([row])
    assert export(atlas, format)
    drawing(atlas, outline=lambda place: None, lines=True)
    look_at_all_pages(row)


def look_at_all_pages(row):
    """Make what the pages show of a record."""
    name = "here-forged"
    store._OPINIONS.put(name, [row], "a visitor")
    for wanted in (Filter(), Filter(kinds=("event",)), Filter(clock="published", since="2024-01-01")):
        views.overview(name, wanted)
        views.unplaced(name, wanted)
        views.stretches(name, row["id"], wanted)
        filters.summary(name, wanted)
        views.timeline(name, wanted)
        for table in rows.TABLES:
            views.table(name, wanted, table)
        for who in views.people(name, wanted, everybody=True)["Who"]:
            views.person(name, wanted, who)
        for place in row["places"]:
            views.place(name, wanted, place["id"])
    shared.clear()
