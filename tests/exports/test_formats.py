"""Every export opened by a reader that is not ours, with the whole evidence in it, hostile strings included."""

import csv
import io
import json
import re
import sqlite3
from xml.etree import ElementTree

import geopandas
import pandas as pd
import pyogrio
import pytest
from PIL import Image
from shapely.geometry import Point

from geo.articles import read_bytes
from geo.atlas import Atlas, Filter
from geo.cells import plain_cell, safe_cell
from geo.errors import ExportError
from geo.exports import FORMATS, export
from geo.exports.evidence import FIELDS, evidence
from geo.maps.palette import STYLES
from tests.browser.test_ground import story as ground
from tests.exports.sample import TEXT, atlas, record
from tests.hostile import HOSTILE

SPATIAL = {"geojson": None, "kml": "events", "gpkg": "evidence", "parquet": None}
_XML_DROPS = str.maketrans(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 65534, 65535], "�"))


def opened(data: bytes, format: str, tmp_path, layer: str | None = None) -> geopandas.GeoDataFrame:
    path = tmp_path / f"export.{format}"
    path.write_bytes(data)
    if format == "parquet":
        return geopandas.read_parquet(path)
    return geopandas.read_file(path, layer=layer) if layer else geopandas.read_file(path)


def embedded(page: bytes) -> dict:
    """Return what the one-file page holds."""
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page.decode("utf-8"), re.S)
    return json.loads(data)


def colours(picture: bytes) -> set[tuple[int, ...]]:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return {colour for _, colour in image.getcolors(image.width * image.height)}


def coloured(category: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(STYLES[category].light.removeprefix("#")))


@pytest.mark.parametrize("format", SPATIAL)
def test_gdal_opens_it_with_all_fields(format, tmp_path):
    frame = opened(export(atlas(), format), format, tmp_path, SPATIAL[format])
    assert frame.crs is not None and frame.crs.to_epsg() in (4326, None) and frame.crs.is_geographic
    assert set(FIELDS) <= set(frame.columns)
    row = frame[frame["item_id"] == "e1"].iloc[0]
    assert (round(row.geometry.x, 4), round(row.geometry.y, 4)) == (4.8467, 45.7485)
    assert row["event_type"] == "CONSULT" and row["event_date"] in ("2024-05-06", pd.Timestamp("2024-05-06"))
    assert row["place_name"] == "Lyon" and int(row["geonames_id"]) == 2996944 and int(row["geo_precision"]) == 4
    assert row["sentence"] == TEXT[int(row["sentence_start"]) : int(row["sentence_end"])]
    assert row["raw_placename"] == TEXT[int(row["placename_start"]) : int(row["placename_end"])] == "Lyon"
    assert row["link_why"] == "“in Lyon” says where" and row["place_why"] == "the largest of that name"
    candidates = row["candidates"] if isinstance(row["candidates"], list) else json.loads(row["candidates"])
    assert candidates[0]["name"] == "Lyon" and candidates[0]["score"] == 0.91
    assert "GeoNames" in row["attribution"] and "Natural Earth" in row["attribution"]


@pytest.mark.parametrize("format", SPATIAL)
def test_what_tells_place_and_day_goes_along(format, tmp_path):
    frame = opened(export(atlas(), format), format, tmp_path, SPATIAL[format])
    row = frame[frame["item_id"] == "e1"].iloc[0]
    assert (float(row["event_salience"]), float(row["event_place_score"])) == (0.9, 0.83)
    assert (row["event_date_evidence"], row["link_evidence"]) == ("clause", "clause")
    spans = row["actor_spans"] if isinstance(row["actor_spans"], list) else json.loads(row["actor_spans"])
    assert [(TEXT[span["start"] : span["end"]], span["id"]) for span in spans] == [("Ana Roe", "p1")]


def test_csv_and_the_records_carry_the_same():
    (row,) = [
        row for row in csv.DictReader(io.StringIO(export(atlas(), "csv").decode("utf-8-sig"))) if row["item_id"] == "e1"
    ]
    assert (row["event_salience"], row["event_place_score"], row["event_date_evidence"]) == ("0.9", "0.83", "clause")
    assert json.loads(row["actor_spans"])[0]["text"] == "Ana Roe"
    told = json.loads(export(atlas(), "jsonl"))["events"][0]
    assert (told["salience"], told["place_score"], told["place_evidence"]) == (0.9, 0.83, "clause")
    assert told["recipient_spans"][0]["text"] == "Ben Ode" and told["date_evidence"] == "clause"


@pytest.mark.parametrize("format", ["geojson", "gpkg", "parquet"])
def test_what_has_no_place_is_listed_without_a_point(format, tmp_path):
    frame = opened(export(atlas(), format), format, tmp_path, SPATIAL[format])
    assert len(frame) == len(list(evidence(atlas()))) == 7
    unplaced = frame[frame["role"] == "unplaced"]
    assert sorted(unplaced["item_id"]) == ["e2", "m3"] and unplaced.geometry.isna().all()


def test_the_rows_are_the_links():
    rows = [(row["item_id"], row["role"], row["place_name"]) for row in evidence(atlas())]
    assert ("q1", "said_at", "Lyon") in rows and ("q1", "about", "Chad") in rows
    quote = next(row for row in evidence(atlas()) if row["role"] == "said_at")
    assert quote["speaker"] == "Ana Roe" and quote["placename_start"] is None and quote["candidates"] == []


@pytest.mark.parametrize("format", [*FORMATS])
def test_a_selection_holds_only_what_was_selected(format, tmp_path):
    chosen = atlas().filter(Filter(kinds=("quote",)))
    data = export(chosen, format)
    if format in SPATIAL:
        frame = opened(data, format, tmp_path, {"kml": "quotes"}.get(format, SPATIAL[format]))
        assert set(frame["item_id"]) == {"q1"}
    elif format == "csv":
        assert set(pd.read_csv(io.BytesIO(data))["item_id"]) == {"q1"}
    elif format in ("json", "jsonl"):
        (found,) = json.loads(data) if format == "json" else map(json.loads, data.splitlines())
        assert not found["events"] and not found["mentions"] and len(found["quotes"]) == 1 and len(found["links"]) == 2
        assert found["text"] == TEXT
    elif format == "html":
        found = embedded(data)
        assert [row[0] for row in found["items"]["rows"]] == ["sample/q1"] and len(found["links"]["rows"]) == 2
        cards = [card for panel in found["panels"].values() for part in panel["sections"] for card in part["cards"]]
        assert {card["id"] for card in cards} == {"sample/q1"} and len(cards) == 2
        (article,) = found["articles"]
        assert "".join(part["text"] for part in article["parts"]) == TEXT
        assert article["counts"] == {"places": 0, "quotes": 1, "events": 0, "minor": 0}
    elif format == "png":
        assert coloured("words") in colours(data) and coloured("diplomacy") not in colours(data)
        assert coloured("diplomacy") in colours(export(atlas(), format))
    else:
        pytest.fail(f"nothing is known of {format}")


@pytest.mark.parametrize("format", [*FORMATS])
def test_nothing_read_is_an_empty_file_that_opens(format, tmp_path):
    data = export(Atlas.from_records([]), format)
    if format in ("geojson", "gpkg", "parquet"):
        assert len(opened(data, format, tmp_path, SPATIAL[format])) == 0
    elif format == "kml":
        assert not list(ElementTree.fromstring(data).iterfind(".//{http://www.opengis.net/kml/2.2}Placemark"))
    elif format == "csv":
        assert pd.read_csv(io.BytesIO(data)).empty
    elif format in ("json", "jsonl"):
        assert (json.loads(data) if format == "json" else data.splitlines()) == []
    elif format == "html":
        found = embedded(data)
        assert found["items"]["rows"] == found["links"]["rows"] == found["articles"] == []
        assert not found["panels"]
    elif format == "png":
        assert not {coloured(category) for category in STYLES} & colours(data)
    else:
        pytest.fail(f"nothing is known of {format}")


def test_geopackage_has_places_and_articles_and_keeps_the_rules(tmp_path):
    path = tmp_path / "export.gpkg"
    path.write_bytes(export(atlas(), "gpkg"))
    layers = dict(pyogrio.list_layers(path))
    assert layers == {
        "evidence": "Point", "places": "Point", "areas": "MultiPolygon", "rivers": "LineString", "articles": None,
    }  # fmt: skip
    places = geopandas.read_file(path, layer="places")
    assert set(places["name"]) == {"Lyon", "Chad"} and places.geometry.notna().all()
    assert pyogrio.read_dataframe(path, layer="articles")["text"][0] == TEXT
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT min_x, max_y FROM gpkg_contents WHERE table_name='places'").fetchone() == (
            -19.0,
            45.74846,
        )


@pytest.mark.parametrize("format", SPATIAL)
def test_a_doubtful_place_says_so_in_every_row(format, tmp_path):
    frame = opened(export(Atlas.from_records([ground()]), format), format, tmp_path, SPATIAL[format])
    told = frame.set_index("item_id")["place_doubtful"].map(lambda value: str(value) in ("True", "1.0"))
    assert (told["e1"], told["e8"], told["e9"]) == (False, False, True)


def test_tables_and_records_say_what_is_doubtful(tmp_path):
    source = Atlas.from_records([ground()])
    rows = csv.DictReader(io.StringIO(export(source, "csv").decode("utf-8-sig")))
    assert {row["place_name"]: row["place_doubtful"] for row in rows} == {
        "Lyon": "False", "Chad": "False", "Rhone": "False", "Zedburg": "True", "": "",
    }  # fmt: skip
    for format in ("json", "jsonl"):
        (line,) = json.loads(data) if (data := export(source, format)).startswith(b"[") else [json.loads(data)]
        told = {place["name"]: place["doubtful"] for place in line["places"]}
        assert told == {"Lyon": False, "Chad": False, "Rhone": False, "Zedburg": True}
    path = tmp_path / "export.gpkg"
    path.write_bytes(export(source, "gpkg"))
    places = geopandas.read_file(path, layer="places").set_index("name")
    assert places["doubtful"].astype(bool).to_dict() == {"Lyon": False, "Chad": False, "Rhone": False, "Zedburg": True}
    assert places.at["Zedburg", "score"] == 0.3


def test_a_globe_draws_doubtful_places_faintly_and_looks_elsewhere():
    root = ElementTree.fromstring(export(Atlas.from_records([ground()]), "kml"))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    styles = {
        mark.find("k:name", space).text: mark.findtext("k:styleUrl", None, space)
        for mark in root.iterfind(".//k:Placemark", space)
    }
    assert styles["Zedburg: Protest"] == "#doubtful" and styles["Lyon: Talks"] is None
    west, north = (float(root.findtext(f".//k:LookAt/k:{axis}", "", space)) for axis in ("longitude", "latitude"))
    assert -20 < west < 10 and north > 0


@pytest.mark.parametrize(
    ("format", "layer"), [("geojson", None), ("parquet", None), ("gpkg", "rivers"), ("kml", "rivers")]
)
def test_a_river_is_a_line_along_its_course(format, layer, tmp_path):
    frame = opened(export(Atlas.from_records([ground()]), format), format, tmp_path, layer)
    river = frame[frame["Name" if "Name" in frame else "name" if "name" in frame else "place_name"] == "Rhone"]
    (line,) = river.geometry
    assert line.geom_type == "LineString" and len(line.coords) > 5
    assert line.distance(Point(4.83, 45.75)) < 0.2 and line.distance(Point(6.15, 46.2)) < 0.2  # Lyon and Geneva


@pytest.mark.parametrize("format", ["csv", "gpkg"])
def test_the_point_of_a_river_is_where_the_story_is(format, tmp_path):
    source = Atlas.from_records([ground()])
    (row,) = [row for row in evidence(source) if row["place_name"] == "Rhone"]
    assert row["geo_shape"] == "line" and Point(row["longitude"], row["latitude"]).distance(Point(4.83, 45.75)) < 0.3
    if format == "gpkg":
        frame = opened(export(source, format), format, tmp_path, "evidence")
        point = frame[frame["place_name"] == "Rhone"].geometry.iloc[0]
    else:
        (told,) = [
            found
            for found in csv.DictReader(io.StringIO(export(source, format).decode("utf-8-sig")))
            if found["place_name"] == "Rhone"
        ]
        point = Point(float(told["longitude"]), float(told["latitude"]))
    assert point.equals(Point(row["longitude"], row["latitude"]))


@pytest.mark.parametrize("format", ["gpkg", "kml"])
def test_a_country_is_an_area(format, tmp_path):
    frame = opened(export(atlas(), format), format, tmp_path, "areas")
    name = "name" if "name" in frame else "Name"
    assert list(frame[name]) == ["Chad"] and frame.geometry.is_valid.all()
    assert frame.geometry.iloc[0].contains(Point(19, 15)) and frame.geometry.iloc[0].area > 50
    rows = {row["place_name"]: row["geo_shape"] for row in evidence(atlas())}
    assert rows == {"Lyon": "point", "Chad": "area", None: None}


def test_geoparquet_says_what_it_is(tmp_path):
    from pyarrow import parquet

    meta = parquet.read_schema(io.BytesIO(export(atlas(), "parquet"))).metadata
    geo = json.loads(meta[b"geo"])
    assert geo["version"] == "1.1.0" and geo["columns"][geo["primary_column"]]["encoding"] == "WKB"
    assert b"GeoNames" in meta[b"attribution"]


def test_the_json_of_the_contract_can_be_read_again():
    data = export([record()], "jsonl")
    (line,) = map(json.loads, data.splitlines())
    told = {place["id"]: place.pop("doubtful") for place in line["places"]}
    assert told == {"geonames:2996944": False, "geonames:2434508": False}
    assert {key: line[key] for key in record()} == json.loads(json.dumps(record()))
    (article,) = read_bytes("again.jsonl", data)
    assert article.text == TEXT and article.title == "River talks" and article.publisher == "The Gazette"
    assert "GeoNames" in line["attribution"][0]


def test_unknown_formats_are_told():
    with pytest.raises(ExportError, match="docm"):
        export(atlas(), "docm")


@pytest.mark.parametrize("format", SPATIAL)
def test_hostile_strings_come_back_as_they_are(format, tmp_path):
    frame = opened(export(atlas(*HOSTILE), format), format, tmp_path, SPATIAL[format])
    for number, text in enumerate(HOSTILE):
        row = frame[(frame["article_id"] == f"hostile-{number}") & (frame["item_id"] == "e1")].iloc[0]
        for field in ("article_title", "publisher", "author", "place_name", "link_why", "item_why"):
            if format == "kml":  # XML has no control characters, and its readers fold white space
                assert row[field].split() == text.translate(_XML_DROPS).split(), field
            else:
                assert row[field] == text.replace("\x00", "\ufffd"), field


def test_a_spreadsheet_runs_no_cell():
    data = export(atlas(*HOSTILE), "csv")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 7 * len(HOSTILE)
    for row in rows:
        for field, cell in row.items():
            assert not cell.lstrip().startswith(("=", "+", "@", "\uff1d", "\uff0b", "\uff20")), field
            assert not cell.startswith(("\t", "\r", "\n")), field
            assert not cell.lstrip().startswith("-") or float(cell), field
    for number, text in enumerate(HOSTILE):
        cell = next(row["article_title"] for row in rows if row["article_id"] == f"hostile-{number}")
        assert plain_cell(cell) == text.replace("\x00", "\ufffd")
    again = pd.read_csv(io.BytesIO(data), dtype=str)
    assert plain_cell(again["article_title"][7 * 45]) == HOSTILE[45]


@pytest.mark.parametrize(
    "text", ["a;=1+1", "a; =1+1", 'a;"=1+1', "a\t-1+1", "a\n@SUM(1)", "a|+1", "a;\uff1d1", "a;'=1", "x;;=1", "a\r\n=1"]
)
def test_no_cell_is_a_formula_for_who_splits_at_another_sign(text):
    cell = safe_cell(text)
    for part in re.split(r"[;|\t\r\n]", cell):
        assert not re.match(r"""[\s"]*[=+\-@\uff1d]""", part), part
    assert plain_cell(cell) == text


@pytest.mark.parametrize("text", ["=1", "'=1", "''", "-1", " =1", "\ufeff=1", "a=1", "", "–1", "+", "'quoted'"])
def test_safe_cells_are_reversible(text):
    assert plain_cell(safe_cell(text)) == text


def test_kml_shows_markup_as_words():
    root = ElementTree.fromstring(export(atlas("<img src=x onerror=pwned()>"), "kml"))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    descriptions = [node.text for node in root.iterfind(".//k:Placemark/k:description", space)]
    assert descriptions and not any("<" in text for text in descriptions)
    assert any("&lt;img" in text for text in descriptions)


@pytest.mark.parametrize("format", SPATIAL)
def test_the_seed_article_with_its_evidence(format, seed_record, tmp_path):
    frame = opened(export([seed_record], format), format, tmp_path, SPATIAL[format])
    assert len(frame) >= 20
    for row in frame.itertuples():
        assert seed_record["text"][int(row.sentence_start) : int(row.sentence_end)].split() == row.sentence.split()
    paris = frame[frame["place_name"] == "Paris"]
    assert len(paris) and all(abs(spot.x - 2.35) < 0.1 and abs(spot.y - 48.85) < 0.1 for spot in paris.geometry)
    assert set(frame["publisher"]) == {"CNN"} and set(frame["publication_date"].astype(str).str[:10]) == {"2015-11-26"}
