"""The view to begin with, circles that keep to their places, and what areas look like; on made-up stories."""

import json
import random

import pytest
from playwright.sync_api import expect

from geo.bench import drive, made

pytestmark = pytest.mark.browser
NEAR, FAR = 30, 2
CLOSE = 5
"""Zoom from which on the first view comes no closer."""


def story(folder) -> str:
    """Write a collection that happens in the Alps, but for two places in Chile and a few areas; return its path."""
    file = made.collection(folder / "story.jsonl", NEAR + FAR, per_article=NEAR + FAR)
    record, rng = json.loads(file.read_text("utf-8")), random.Random(1)
    for number, place in enumerate(record["places"]):
        far = number >= NEAR
        place["lat"] = rng.uniform(-40, -35) if far else rng.uniform(45, 47)
        place["lon"] = rng.uniform(-72, -70) if far else rng.uniform(6, 11)
    for mention in record["mentions"]:
        mention["score"] = 0.9
    areas = {0: ("geonames:2658434", "country", "Switzerland"), 1: ("geonames:3175395", "country", "Italy"),
             2: ("geonames:6255148", "continent", "Europe")}  # fmt: skip
    for number, (id, kind, name) in areas.items():
        old = record["places"][number]
        for rows, key in (("mentions", "place"), ("events", "place"), ("quotes", "said_at"), ("links", "place")):
            for row in record[rows]:
                row[key] = id if row.get(key) == old["id"] else row.get(key)
        old |= {"id": id, "kind": kind, "name": name}
    file.write_text(json.dumps(record) + "\n", "utf-8")
    return str(file)


@pytest.fixture(scope="module")
def app(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    with drive.serving(story(folder), environment={"XDG_DATA_HOME": str(folder)}) as server:
        yield server


@pytest.fixture(params=[drive.WIDE, drive.NARROW], ids=["wide", "narrow"])
def explorer(browser, app, request):
    visitor = drive.Explorer(browser, app.url, size=request.param).open()
    yield visitor
    assert visitor.outside == [] and visitor.errors == []
    visitor.close()


def test_the_first_view_is_where_most_happens_and_says_what_is_elsewhere(explorer):
    lat, lon = map(float, explorer.shown("center").split(","))
    assert 40 < lat < 52 and 3 < lon < 14 and float(explorer.shown("zoom")) >= 4
    chip = explorer.map.get_by_role("button", name="places elsewhere")
    expect(chip).to_have_text(f"{FAR} places elsewhere")
    chip.click()
    expect(chip).to_have_count(0)
    assert float(explorer.shown("zoom")) < 4


POINTS = """(_, groups) => {
  const points = groups.flatMap(([x, y, count, weight]) => Array.from({ length: count }, (_, i) =>
    ({ x: x + (i % 5) / 5, y: y + Math.floor(i / 5) / 5, weight, group: x })))
  return [...new Set(DatelineStory.core(points).map((point) => point.group))].sort((a, b) => a - b)
}"""


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        ([[10, 10, 20, 1], [200, 90, 2, 1]], [10]),
        ([[10, 10, 20, 1], [200, 90, 1, 5], [100, 200, 1, 1]], [10]),
        ([[10, 10, 10, 1], [200, 90, 10, 1]], [10, 200]),
        ([[10, 10, 20, 1], [20, 12, 2, 1]], [10, 20]),
        ([[10, 10, 4, 0], [200, 90, 2, 0]], [10, 200]),
        ([[10, 10, 1, 3]], [10]),
    ],
    ids=["outliers", "a heavy outlier", "two halves", "neighbours", "nothing happens", "one place"],
)
def test_a_view_leaves_out_what_is_far_and_little(explorer, groups, kept):
    assert explorer.map.locator("#map_div").evaluate(POINTS, groups) == kept


SEATS = """(_, [count, spread, seed]) => {
  let state = seed
  const chance = () => (state = (state * 16807) % 2147483647) / 2147483647
  const places = Array.from({ length: count }, (_, i) =>
    ({ id: String(i), lat: 45 + spread * chance(), lon: 6 + spread * chance() }))
  const crowd = new DatelineCrowd(places, () => 6 + 16 * chance())
  return [3, 5.5, 8].map((zoom) => {
    const seats = crowd.at(zoom, "1"), lone = seats.find((seat) => seat.lone)
    const r = (seat) => seat.members.length > 1 ? seat.r + lone.r + 3 : crowd.r[seat.members[0]]
    const away = (a, b) => Math.hypot(a.x - b.x, a.y - b.y)
    const home = (seat) => ({ x: crowd.x[seat.members[0]] * 2 ** zoom, y: crowd.y[seat.members[0]] * 2 ** zoom })
    const others = seats.filter((seat) => !seat.lone)
    return { members: seats.flatMap((seat) => seat.members).sort((a, b) => a - b),
      moved: Math.max(...seats.map((seat) => away(seat, home(seat)) - r(seat))),
      over: others.some((a, i) => others.slice(0, i).some((b) => away(a, b) < a.r + b.r)),
      chosen: seats.filter((seat) => seat.members.includes(1))
        .map((seat) => [seat.members.length, away(seat, home(seat))]) }
  })
}"""


@pytest.mark.parametrize(
    "crowd",
    [[3, 0, 1], [12, 1e-4, 2], [40, 1, 3], [41, 1, 4], [400, 20, 5]],
    ids=["one spot", "one town", "few", "more", "many"],
)
def test_circles_move_by_their_radius_at_most_and_none_lies_on_another(explorer, crowd):
    for found in explorer.map.locator("#map_div").evaluate(SEATS, crowd):
        assert found["members"] == list(range(crowd[0])), "nobody is lost, nobody is there twice"
        assert found["moved"] < 1e-6
        assert not found["over"]
        assert found["chosen"] == [[1, 0]]


def test_a_group_that_no_zoom_parts_lists_its_places(explorer):
    explorer.map.locator("#map_div").evaluate(
        """() => {
          const { dateline } = window
          const places = dateline.data.points.slice(0, 3).map((place) => ({ ...place, lat: 46, lon: 8 }))
          dateline.list({ getLatLng: () => L.latLng(46, 8) }, places)
        }"""
    )
    buttons = explorer.map.locator(".dl-list button")
    expect(buttons).to_have_count(3)
    expect(buttons.first).to_be_focused()
    name = buttons.nth(1).inner_text().split(",")[0]
    buttons.nth(1).press("Enter")
    explorer.title(name)


def test_a_group_holds_all_but_the_chosen_place_whichever_that_is(explorer):
    members, *drawn = explorer.map.locator("#map_div").evaluate(
        """() => {
          dateline.again = null
          dateline.map.setView([46, 8.5], 2, { animate: false })
          const { places } = [...dateline.groups.values()].find((layer) => layer.places)
          const shown = ({ id: selected }) => {
            dateline.data = { ...dateline.data, selected }
            dateline.mark()
            return [...dateline.groups.values()].flatMap(({ place, places }) => places || [place]).map(({ id }) => id)
          }
          return [places.map(({ id }) => id), shown(places.at(-2)), shown(places.at(-1))]
        }"""
    )
    assert len(members) > 3
    for ids in drawn:
        assert [ids.count(id) for id in members] == [1] * len(members)


def test_enter_on_an_area_chooses_it_once(explorer):
    area = explorer.mark("Switzerland")
    area.wait_for(state="attached")
    before = explorer.map.locator("#map_div").evaluate("() => dateline.clicks")
    area.press("Enter")
    assert explorer.map.locator("#map_div").evaluate("() => dateline.clicks") == before + 1
    explorer.title("Switzerland")


def test_areas_have_one_colour_and_continents_have_none(explorer):
    shapes = explorer.map.locator("#map_div").evaluate(
        """() => {
          const areas = [...dateline.marks.values()].filter((mark) => !mark.home)
          return Object.fromEntries(areas.map(({ place, layer }) => {
            const path = (layer.getLayers ? layer.getLayers()[0] : layer).getElement()
            return [place.name, ["fill", "fill-opacity", "stroke"].map((name) => path.getAttribute(name))]
          }))
        }"""
    )
    assert shapes["Switzerland"][0] == shapes["Italy"][0] and float(shapes["Switzerland"][1]) > 0
    assert float(shapes["Europe"][1]) == 0 and shapes["Europe"][2] == "none"
    assert shapes["Italy"][2] != "none"


def test_names_do_not_lie_on_one_another(explorer):
    for _ in range(4):
        boxes = explorer.map.locator(".dl-label").evaluate_all(
            """all => all.map((one) => one.getBoundingClientRect())
              .map(({ x, y, width, height }) => [x, y, width, height])"""
        )
        assert boxes
        controls = explorer.map.locator(".leaflet-control").evaluate_all(
            """all => all.map((one) => one.getBoundingClientRect())
              .map(({ x, y, width, height }) => [x, y, width, height])"""
        )
        for i, (x, y, wide, high) in enumerate(boxes):
            for left, top, width, height in boxes[:i] + controls:
                assert x >= left + width - 1 or left >= x + wide - 1 or y >= top + height - 1 or top >= y + high - 1
        explorer.map.get_by_role("button", name="Zoom in").click()


def test_the_legend_tells_what_is_drawn(explorer):
    legend = explorer.map.locator(".dl-key")
    if not legend.get_attribute("open"):
        legend.locator("summary").click()
    for words in ("more happens", "several places", "disputed, as Natural Earth sees it"):
        expect(legend).to_contain_text(words)
    expect(legend).not_to_contain_text("said there, about here")


def test_close_up_there_are_rivers_lakes_over_areas_and_broken_disputed_borders(explorer):
    explorer.page.goto(f"{explorer.url}/?view=46.2,8,7")
    explorer.painted()
    explorer.map.locator("#map_div").evaluate("async () => { await dateline.world.close }")
    drawn = explorer.map.locator("#map_div").evaluate(
        """() => {
          const { parts } = dateline.world, z = (name) => Number(dateline.map.getPane(name).style.zIndex)
          const count = {}
          for (const name in parts) count[name] = parts[name].getLayers().length
          return { count, over: z("water") > z("areas"), pane: parts.lakes.getLayers()[0].options.pane,
            dash: parts.disputed.getLayers()[0].options.dashArray, names: dateline.world.names.length }
        }"""
    )
    assert drawn["count"]["rivers"] > 500 and drawn["count"]["lakes"] > 300 and drawn["count"]["disputed"] > 20
    assert drawn["over"] and drawn["pane"] == "water" and drawn["dash"] and drawn["names"] > 200
