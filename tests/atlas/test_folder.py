"""A folder of Parquet files is asked as articles in memory are, and says what is wrong with it."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from geo.atlas import Atlas, Filter, index
from geo.atlas.store import Store
from geo.atlas.tables import origins, tables
from geo.bench import made
from geo.contract import ParsedArticle
from geo.errors import AtlasError
from geo.exports.evidence import evidence
from geo.viewer.panels import place_panel
from geo.viewer.timeline import lanes
from tests.test_atlas import RECORD


def written(folder: Path, *parts: list[ParsedArticle]) -> Path:
    """Write a folder of tables, a file of each table for each part."""
    for number, part in enumerate(parts):
        for name, table in tables(part).items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            pq.write_table(table, folder / name / f"part-{number:05}.parquet")
    return folder


@pytest.fixture(scope="module")
def articles(seed_record, tmp_path_factory) -> list[ParsedArticle]:
    path = made.collection(tmp_path_factory.mktemp("made") / "made.jsonl", 60, per_article=4)
    again = {**seed_record, "id": "again", "places": seed_record["places"][::-1]}
    return [seed_record, *map(json.loads, path.read_text("utf-8").splitlines()), again]


@pytest.fixture(scope="module", params=["as it is", "indexed", "indexed twice"])
def filed(articles, tmp_path_factory, request) -> Atlas:
    folder = written(tmp_path_factory.mktemp("it's") / "OUT", articles[:5], articles[5:15])
    if request.param == "indexed twice":
        assert index.make(folder)
    written(folder, articles[:5], articles[5:15], articles[15:])
    if request.param != "as it is":
        assert index.make(folder) and not index.make(folder)
    atlas = Atlas.open(folder)
    assert bool(atlas._store.indexed) == (request.param != "as it is")
    return atlas


@pytest.fixture
def held(articles, monkeypatch) -> Atlas:
    return Atlas.from_records(articles)


FILTERS = [
    Filter(),
    Filter(kinds=("event",)),
    Filter(categories=("violence", None), statuses=("happened", "planned")),
    Filter(types=("PROTEST", "ASSAULT")),
    Filter(roles=("about", "said_at")),
    Filter(roles=("said_at", "unplaced"), kinds=("quote", "mention")),
    Filter(certainty=0.9, categories=("violence", None)),
    Filter(since="2024-05-10", until="2024-05-20"),
    Filter(certainty=0.6),
    Filter(countries=("France", "Country 3")),
    Filter(text="paris"),
    Filter(people=("Person 3", "David Cameron")),
    Filter(since="2024-03-01", until="2024-08-31"),
    Filter(until="2015-12-31", clock="published"),
    Filter(articles=("again",)),
    Filter(publishers=("The Post", "Wire")),
    Filter(text="no such words"),
    Filter(text="paris said"),
    Filter(countries=("France",), kinds=("event", "quote")),
    Filter(countries=("France",), clock="published", since="2015-01-01"),
    Filter(roles=("happened",), certainty=0.55, categories=("violence", "words")),
    Filter(roles=("about", "from"), types=("PROTEST", "STATEMENT"), certainty=0.4),
    Filter(certainty=0.95, statuses=("happened",)),
    Filter(people=("Person 3",), kinds=("quote",)),
]


def plain(table: pd.DataFrame) -> list[list]:
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_every_question_has_the_same_answer(filed, held, wanted):
    one, other = filed.filter(wanted), held.filter(wanted)
    for ask in (Atlas.by_place, Atlas.by_day, Atlas.by_person, Atlas.in_order, Atlas.unplaced):
        assert plain(ask(one)) == plain(ask(other)), ask
    for name in ("places", "mentions", "quotes", "events", "people", "links"):
        assert plain(getattr(one, name)) == plain(getattr(other, name)), name
    kept = set(other.links["article"])
    assert plain(one.articles) == plain(other.articles[other.articles.index.isin(kept)])
    assert one.records == [record for record in other.records if record["id"] in kept]
    assert all(one.record(article) == other.record(article) for article in ("again", "no such article"))
    assert one.first_article == other.first_article and one.titles(kept) == other.titles(kept)
    assert one.count == other.count and one.titles() == other.titles() and plain(one.named()) == plain(other.named())
    assert one.groups(kept).items() == other.groups(kept).items() and one.summary() == other.summary()
    assert one.most_told() == other.most_told() and one.countries() == other.countries()
    assert one.empty == other.empty and plain(one.lacking(dated=True)) == plain(other.lacking(dated=True))
    for clock in ("happened", "published"):
        assert sorted(plain(one.days(clock)), key=str) == sorted(plain(other.days(clock)), key=str)
        assert lanes(one, clock) == lanes(other, clock)
    for most, known in ((5, True), (3, False)):
        assert plain(one.by_person(most, known=known)) == plain(other.by_person(most, known=known))
    for place in [*other.places.index[:5], "no such place"]:
        assert plain(one.at(place)) == plain(other.at(place)) and one.told_by(place) == other.told_by(place)
        assert one.surest(place) == other.surest(place) and one.place(place) == other.place(place)
    for person in other.by_person()["name"][:3]:
        assert plain(one.of_person(person)) == plain(other.of_person(person))
        assert one.roles(person) == other.roles(person)
    links = other.links
    for kind in ("event", "quote", "mention"):
        theirs = links[links["kind"] == kind].head(5)
        keys = [*zip(theirs["article"], theirs["item"], strict=True)]
        found = other.items(kind, keys)
        assert one.items(kind, keys) == {key: found[key] for key in keys}
    for place in other.places.index[:4]:
        assert place_panel(one, filed, place, most=3) == place_panel(other, held, place, most=3) | {"most": 3}


def test_many_articles_in_memory_have_the_same_answers_as_few(articles, held, monkeypatch):
    monkeypatch.setattr("geo.atlas.store.FEW", 0)
    many = Atlas.from_records(articles)
    assert held._store.few and not many._store.few
    for wanted in FILTERS:
        assert plain(many.filter(wanted).by_place()) == plain(held.filter(wanted).by_place())
    assert plain(many.at("geonames:2988507")) == plain(held.at("geonames:2988507"))


def test_a_place_is_as_the_last_file_has_it(articles, tmp_path):
    first, last = articles[0], json.loads(json.dumps(articles[0])) | {"id": "last"}
    last["places"][0]["name"] = "Elsewhere"
    atlas = Atlas.open(written(tmp_path / "OUT", [first], [last]))
    assert atlas.places["name"].tolist() == ["Elsewhere", *(place["name"] for place in first["places"][1:])]


def test_more_columns_than_are_told_are_left_alone(articles, tmp_path):
    folder = written(tmp_path / "OUT", articles)
    file = folder / "places" / "part-00000.parquet"
    table = pq.read_table(file)
    pq.write_table(table.append_column("geometry", [[b"point"] * len(table)]), file)
    assert list(Atlas.open(folder).places.columns) == list(Atlas.from_records(articles).places.columns)


def test_a_folder_that_is_none_of_tables_is_refused(tmp_path):
    with pytest.raises(AtlasError, match=r"nowhere is no folder of tables: it has no articles/\*\.parquet\."):
        Atlas.open(tmp_path / "nowhere")


def test_a_file_that_is_no_parquet_is_refused(articles, tmp_path):
    folder = written(tmp_path / "OUT", articles)
    (folder / "links" / "part-00000.parquet").write_text("no table")
    with pytest.raises(AtlasError, match=r"part-00000\.parquet can't be read as a Parquet file\."):
        Atlas.open(folder)


def test_a_table_of_another_version_is_refused(articles, tmp_path):
    folder = written(tmp_path / "OUT", articles)
    file = folder / "events" / "part-00000.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["salience"]), file)
    with pytest.raises(
        AtlasError,
        match=r"has no column salience: it was written by another version of Dateline. Open it with that version, or",
    ):
        Atlas.open(folder)


@pytest.mark.parametrize("sorted_", [False, True], ids=["as it is", "indexed"])
def test_a_folder_of_before_some_columns_were_has_them_empty(articles, tmp_path, sorted_):
    folder = written(tmp_path / "OUT", articles[:3], articles[3:])
    absent = {
        "places": ["outline", "folded"],
        "events": ["date_evidence", "actor_spans"],
        "links": ["folded"],
        "mentions": ["of"],
    }
    for name, gone in absent.items():
        for file in (folder / name).iterdir():
            pq.write_table(pq.read_table(file).drop_columns(gone), file)
    if sorted_:
        index.make(folder)
    atlas, held = Atlas.open(folder), Atlas.from_records(articles)
    assert atlas.places["outline"].isna().all() and atlas.events["actor_spans"].isna().all()
    assert plain(atlas.by_place()) == plain(held.by_place())
    found = atlas.filter(Filter(text="paris"))
    assert plain(found.links) == plain(held.filter(Filter(text="paris")).links) and len(found.links)
    assert atlas.record("again")["text"] == held.record("again")["text"]


def test_an_index_that_was_ended_half_way_goes_on_with_what_it_has(articles, tmp_path, monkeypatch):
    folder = written(tmp_path / "OUT", articles[:5], articles[5:10], articles[10:])
    monkeypatch.setattr(index, "LINKS", 1)  # each part is a segment
    done: list[float] = []

    def ended(share: float) -> None:
        done.append(share)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.make(folder, ended)
    assert index.segments(folder) is None and Atlas.open(folder).count == len(articles)
    before = {file: file.stat().st_mtime_ns for file in (folder / "_index").glob("*/*.parquet")}
    assert index.make(folder) and {file.stat().st_mtime_ns == made for file, made in before.items()} == {True}
    assert index.segments(folder) and before
    assert plain(Atlas.open(folder).by_place()) == plain(Atlas.from_records(articles).by_place())


def test_a_file_that_goes_while_it_is_open_is_told(articles, tmp_path):
    folder = written(tmp_path / "OUT", articles)
    atlas = Atlas.open(folder)
    (folder / "links" / "part-00000.parquet").unlink()
    with pytest.raises(AtlasError, match="can't be read"):
        atlas.by_place()


def test_what_is_counted_once_is_counted_in_memory(filed):
    assert isinstance(filed._store, Store) and filed._store.counted(frozenset())
    assert filed.filter(Filter(kinds=("event",))).by_place()["quotes"].sum() == 0


@pytest.fixture
def reprinted(tmp_path) -> list[Atlas]:
    """Return atlases, in memory and of a folder, of four articles of which three print one text."""
    records = [
        json.loads(json.dumps(RECORD)) | {"id": id, "publisher": outlet, "published": day}
        for id, outlet, day in (
            ("wire", "Agency", "2024-05-08"), ("late", "Post", "2024-05-10"), ("soon", "Herald", "2024-05-09"),
            ("other", "Post", "2024-05-08"),
        )
    ]  # fmt: skip
    groups = [("wire", "soon", "late")]
    folder = written(tmp_path / "OUT", records[:2], records[2:])
    pq.write_table(origins(groups), folder / "origins.parquet")
    return [Atlas.from_records(records, groups), Atlas.open(folder)]


def test_a_text_that_several_print_counts_once(reprinted):
    kept = {
        Filter(once=True): {"wire", "other"},
        Filter(once=True, publishers=("Post",)): {"late", "other"},
        Filter(once=True, publishers=("Post", "Herald")): {"soon", "other"},
        Filter(once=True, articles=("late",)): {"late"},
        Filter(once=True, since="2024-05-09", clock="published"): {"soon"},
        Filter(once=True, since="2024-05-06"): {"wire", "other"},
        Filter(): {"wire", "soon", "late", "other"},
    }
    for atlas in reprinted:
        for wanted, articles in kept.items():
            assert set(atlas.filter(wanted).links["article"]) == articles, wanted
        once = atlas.filter(Filter(once=True))
        assert once.by_place().loc["geonames:1", "mentions"] == 2 and atlas.texts == 2
        assert atlas.told_by("geonames:1") == (4, 2) and once.told_by("geonames:1") == (2, 2)
        assert atlas.origins == dict.fromkeys(("wire", "soon", "late"), "wire")
        assert {row["article_id"]: row["origin_id"] for row in evidence(atlas)} == {
            "wire": "wire", "soon": "wire", "late": "wire", "other": "other",
        }  # fmt: skip


def test_a_report_that_is_written_anew_for_each_place_is_no_reprint():
    records = [
        json.loads(json.dumps(RECORD)) | {"id": id, "published": f"2024-05-0{day}"} for day, id in enumerate("abcd", 1)
    ]
    records[1]["places"] = records[1]["places"][:1]  # cut
    records[2]["places"].append(records[2]["places"][0] | {"id": "geonames:7"})
    records[2]["mentions"][2] |= {"place": "geonames:7"}
    records[3]["places"].append(records[3]["places"][0] | {"id": "geonames:8"})
    atlas = Atlas.from_records(records, [("a", "b", "c", "d")])
    assert atlas.origins == {"c": "a", "a": "a", "b": "a"} and atlas.texts == 2
    assert set(atlas.filter(Filter(once=True)).links["article"]) == {"c", "d"}


def test_a_folder_that_says_nothing_of_origins_has_none(filed):
    assert filed.origins == {} and filed.texts == filed.count
    assert plain(filed.filter(Filter(once=True)).by_place()) == plain(filed.by_place())
