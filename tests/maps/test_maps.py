"""The map's data and files: offline, inert, constant."""

import copy
import json
import re
from concurrent.futures import ThreadPoolExecutor

import folium
import pytest
import streamlit_folium
from hypothesis import given
from hypothesis import strategies as st

from geo.app import mapview, shared
from geo.atlas import Atlas, Filter
from geo.gazetteer import Gazetteer
from geo.maps import BaseMap, choices, drawing, feature_group, static, view
from geo.maps.palette import STYLES, style
from geo.maps.payload import links_between, script_literal, where
from geo.ontology import categories
from tests.test_atlas import RECORD


@pytest.fixture
def atlas() -> Atlas:
    return Atlas.from_records([copy.deepcopy(RECORD)])


def read(data: bytes) -> dict:
    drawn = json.loads(data)
    for kind in ("points", "areas"):
        drawn[kind] = [dict(zip(drawn["fields"], row, strict=False)) for row in drawn[kind]]
    return drawn


def test_a_drawing_has_areas_points_and_styles(atlas):
    record = copy.deepcopy(RECORD)
    record["places"][1]["kind"] = "country"
    drawn = read(drawing(Atlas.from_records([record]), outline=lambda place: f"outlines/{place.id}.json").data)
    assert [place["name"] for place in drawn["points"]] == ["Lyon"]
    assert [place["outline"] for place in drawn["areas"]] == ["outlines/geonames:2.json"]
    assert set(drawn["styles"]) == set(STYLES)
    lyon = drawn["points"][0]
    assert (lyon["events"], lyon["quotes"], lyon["mentions"], lyon["happening"]) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("kind", "name", "hollow"),
    [
        ("continent", "Africa", True),
        ("sea", "Indian Ocean", True),
        ("sea", "Black Sea", False),
        ("country", "Chad", False),
        ("region", "Sahel", False),
    ],
)
def test_continents_and_oceans_are_never_filled(kind, name, hollow):
    record = copy.deepcopy(RECORD)
    record["places"][1] |= {"kind": kind, "name": name}
    (area,) = read(drawing(Atlas.from_records([record]), outline=lambda place: None).data)["areas"]
    assert area["hollow"] is hollow


@pytest.mark.parametrize(("kind", "wet"), [("lake", True), ("sea", True), ("continent", False), ("country", False)])
def test_lakes_and_seas_are_water(kind, wet):
    record = copy.deepcopy(RECORD)
    record["places"][1]["kind"] = kind
    (area,) = read(drawing(Atlas.from_records([record]), outline=lambda place: None).data)["areas"]
    assert area["wet"] is wet


def test_only_what_the_filter_keeps_is_drawn(atlas):
    drawn = drawing(atlas.filter(Filter(roles=("said_at",))), outline=lambda place: None)
    assert drawn.places == {"geonames:1"}


def test_the_fit_changes_with_the_places_and_with_nothing_else(atlas):
    drawn = drawing(atlas, outline=lambda place: None)
    assert view(drawn)["fit"] == view(drawn, selected="geonames:1", fly=7)["fit"]
    assert view(drawn)["fit"] != view(drawn, focus=["geonames:1"])["fit"]


def test_lines_lead_from_where_it_was_said_to_what_it_was_about(atlas):
    assert links_between(atlas) == [{"from": "geonames:1", "to": "geonames:2", "kind": "about", "category": "words"}]


def test_lines_join_the_places_of_one_event():
    record = copy.deepcopy(RECORD)
    record["quotes"] = []
    record["links"] = [link for link in record["links"] if link["item"] != "q1"]
    record["events"][1]["group"] = record["events"][0]["group"]
    assert [(line["from"], line["to"], line["kind"]) for line in links_between(Atlas.from_records([record]))] == [
        ("geonames:1", "geonames:2", "event")
    ]


@pytest.mark.parametrize(
    ("kind", "admin1", "country", "words"),
    [
        ("city", "Rhône", "France", "city in Rhône, France"),
        ("country", None, "France", "country"),
        ("facility", None, "France", "site in France"),
        ("sea", None, None, "sea"),
    ],
)
def test_where_a_place_is_in_words(atlas, kind, admin1, country, words):
    row = atlas.places.iloc[0].copy()
    row["kind"], row["admin1"], row["country"], row["name"] = kind, admin1, country, "Somewhere"
    assert where(row) == words


def test_every_category_has_a_style_of_its_own():
    looks = [style(name) for name in categories()]
    assert len({look.icon for look in looks}) == len({look.light for look in looks}) == len(categories())
    assert style("unheard of") == STYLES["society"]


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_script_literals_are_inert_and_mean_the_same(value):
    literal = script_literal(value)
    assert literal.isascii()
    assert not re.search(r"[<>&'`$_%#]|\{\{|\{%", literal)
    assert json.loads(literal) == value


HOSTILE = "</script><script>alert(1)</script>`${alert(1)}{{ 'this' }}{% raw %}' onclick=alert(1) map_div \u2028"


def test_hostile_names_stay_data_in_what_the_page_is_given(tmp_path, monkeypatch):
    record = copy.deepcopy(RECORD)
    record["places"][0]["name"] = HOSTILE
    sent = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: sent.update(arguments))
    drawn = drawing(Atlas.from_records([record]), outline=lambda place: None)
    looked_at = view(drawn, selected=HOSTILE, scope=HOSTILE, focus=[HOSTILE], asked=HOSTILE)
    streamlit_folium.st_folium(BaseMap("v"), feature_group_to_add=feature_group("../../media/a.json", looked_at))
    script = sent["feature_group"]
    assert "alert(1)</script>" not in script and "`" not in script and "${" not in script
    address, seen = json.loads("[" + re.search(r"window\.dateline\.load\((.*)\);", script)[1] + "]")
    assert address == "../../media/a.json" and seen == looked_at
    assert HOSTILE in [place["name"] for place in read(drawn.data)["points"]]


def test_nothing_comes_from_another_server(monkeypatch):
    sent = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: sent.update(arguments))
    streamlit_folium.st_folium(BaseMap("v"))
    links = sent["js_links"] + sent["css_links"]
    assert links and all(link.startswith("../../app/static/v/") for link in links)
    assert not re.search(r"<(script|link)[^>]+https?://", sent["header"] + sent["html"])


def test_the_base_map_is_constant_so_the_page_keeps_its_zoom(atlas, monkeypatch):
    keys = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: keys.append(arguments["key"]))
    drawn = drawing(atlas, outline=lambda place: None)
    for selected in (None, "geonames:1"):
        group = feature_group("../../media/a.json", view(drawn, selected=selected))
        streamlit_folium.st_folium(BaseMap("v"), key="map", feature_group_to_add=group)
    assert keys[0] == keys[1]
    assert isinstance(BaseMap("v"), folium.Map)


def test_two_first_starts_at_once_make_one_whole_folder(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: static.prepare.__wrapped__((), tmp_path), range(8)))
    (name,) = names
    assert [path.name for path in tmp_path.iterdir()] == [name]
    made = {str(path.relative_to(tmp_path / name)) for path in (tmp_path / name).rglob("*") if path.is_file()}
    assert made >= {*static.SCRIPTS, *static.STYLES, "world.json", "images/layers.png"}


def test_the_fonts_are_part_of_the_style_and_of_the_folder_name(tmp_path):
    plain = static.prepare.__wrapped__((), tmp_path)
    named = static.prepare.__wrapped__((("text", "../font.woff2"),), tmp_path)
    assert plain != named
    assert 'url("../font.woff2")' in (tmp_path / named / "dateline.css").read_text("utf-8")


def test_close_up_the_base_map_has_finer_outlines_and_cities(tmp_path):
    folder = tmp_path / static.prepare.__wrapped__((), tmp_path)
    far, close = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("world", "close"))
    assert {each["properties"]["id"] for each in far["features"]} <= set(close["countries"])
    assert len(close["rivers"]) > 500 and len(close["lakes"]) > 300 and far["disputed"]
    assert sum((folder / f"{name}.json").stat().st_size for name in ("world", "close", "cities")) < 1_500_000
    cities = json.loads((folder / "cities.json").read_text("utf-8"))
    assert len(cities) > 4000 and {"Tokyo", "Lagos", "Lima"} <= {name for name, _, _ in cities[:100]}


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(static.StaticError, match="can't be written"):
        static.prepare.__wrapped__((), blocked)


def test_outlines_are_published_once_and_only_where_there_are_any(tmp_path):
    version = static.prepare.__wrapped__((), tmp_path)
    france = static.publish_outline.__wrapped__(version, "geonames:3017382", tmp_path)
    assert json.loads((tmp_path / version / france).read_text())["type"] in ("Polygon", "MultiPolygon")
    assert static.publish_outline.__wrapped__(version, "geonames:3017382", tmp_path) == france
    assert static.publish_outline.__wrapped__(version, "nowhere:1", tmp_path) is None


def test_the_names_of_outlines_tell_strangers_nothing(tmp_path):
    version = static.prepare.__wrapped__((), tmp_path)
    names = [static.publish_outline(version, "geonames:3017382", tmp_path, secret=secret) for secret in ("a", "b")]
    assert len(set(names)) == 2 and all("3017382" not in name for name in names)
    assert {(tmp_path / version / name).stat().st_mtime for name in names} == {0}


def test_outlines_are_published_together_under_the_paths_that_each_has(tmp_path):
    version = static.prepare.__wrapped__((), tmp_path)
    places = ("geonames:3017382", "geonames:2921044", "geonames:1861060")  # France, Germany, Japan
    paths = [static.publish_outline.__wrapped__(version, place, tmp_path) for place in places]
    file = static.publish_together(version, paths, tmp_path)
    assert (
        static.publish_together(version, paths[::-1], tmp_path)
        == file
        != static.publish_together(version, paths[:2], tmp_path)
    )
    found = json.loads((tmp_path / version / file).read_text("utf-8"))
    assert found == {path: json.loads((tmp_path / version / path).read_text("utf-8")) for path in paths}


def test_a_host_has_a_secret_of_its_own_for_them(monkeypatch):
    found = []
    for hosted in ("1", "1", ""):
        monkeypatch.setenv("DATELINE_HOSTED", hosted)
        shared.clear()
        found.append(mapview._secret())
    shared.clear()
    assert found[0] != found[1] and len(found[0]) == 16 and found[2] == ""


def test_what_a_name_may_mean_is_drawn_with_the_chosen_one_sure():
    nairobi, lusaka = (Gazetteer.open().search(name)[0].place.as_place() for name in ("Nairobi", "Lusaka"))
    kenya = Gazetteer.open().search("Kenya")[0].place.as_place()
    drawn = choices([nairobi, {**lusaka, "name": "1 Lusaka"}, kenya], nairobi["id"], outline=lambda place: None)
    data = json.loads(drawn.data)
    name, doubtful = data["fields"].index("name"), data["fields"].index("doubtful")
    assert [(row[name], row[doubtful]) for row in data["points"]] == [("Nairobi", 0), ("1 Lusaka", 1)]
    assert [row[name] for row in data["areas"]] == ["Kenya"] and len(drawn.places) == 3
    assert json.loads(choices([], None, outline=lambda place: None).data)["points"] == []
