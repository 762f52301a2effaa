"""The map as a picture: where things are, in which colour, and that nothing makes it stumble."""

import io
import re
from math import cos, pi, sin
from types import SimpleNamespace

import pytest
from PIL import Image

from geo.atlas import Atlas, Filter
from geo.exports import FORMATS, export, png, projection
from geo.exports.png import RATIOS, map_png
from geo.exports.projection import core, fit, mercator, middle, seats
from geo.maps import static
from geo.maps.palette import STYLES
from tests.browser.test_ground import FAR, RIVER
from tests.browser.test_ground import story as ground
from tests.exports.sample import atlas, record
from tests.hostile import HOSTILE


def picture(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB")


def test_the_place_is_where_it_belongs_in_its_colour():
    image = picture(map_png(atlas().filter(Filter(places=("geonames:2996944",))), width=600, height=400, title=""))
    assert image.size == (600, 400) and image.format is None
    colour = STYLES["diplomacy"].light
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    assert image.getpixel((300, 200)) == wanted


def ring(weak: bool) -> set[bool]:
    """Draw talks in Lyon that are minor or a guess, and tell where on its ring the colour is there, and where not."""
    told = record()
    told["events"][0]["salience"] = 0.9 if weak else 0.1
    told["links"][0]["weak"] = weak
    drawn = Atlas.from_records([told]).filter(Filter(places=("geonames:2996944",), kinds=("event",)))
    image = picture(map_png(drawn, width=600, height=400, title=""))
    wanted = tuple(bytes.fromhex(STYLES["diplomacy"].light.removeprefix("#")))
    assert max(abs(a - b) for a, b in zip(image.getpixel((300, 200)), wanted, strict=True)) > 60, "it is hollow"
    reach = min(18, 11 + 1.5) / 2 - 1
    turns = [2 * pi * turn / 72 for turn in range(72)]
    seen = [image.getpixel((round(299.5 + reach * cos(t)), round(199.5 + reach * sin(t)))) for t in turns]
    return {max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) < 150 for pixel in seen}


def test_what_only_a_guess_sets_there_has_a_broken_ring():
    assert ring(weak=False) == {True}
    assert ring(weak=True) == {True, False}


def test_a_river_is_a_line_in_its_colour_and_a_doubtful_place_frames_nothing():
    told = ground()
    for place in told["places"]:
        place["name"] = ""
    drawn = Atlas.from_records([told]).filter(Filter(places=(RIVER, FAR), kinds=("event",)))
    image = picture(map_png(drawn, width=600, height=400, title=""))
    wanted = tuple(bytes.fromhex(STYLES["protest"].light.removeprefix("#")))
    near = [
        (x, y)
        for x in range(image.width)
        for y in range(image.height)
        if max(abs(a - b) for a, b in zip(image.getpixel((x, y)), wanted, strict=True)) < 90
    ]
    assert max(y for _, y in near) - min(y for _, y in near) > 60, "a line, longer than the marker is high"
    assert image.getpixel((300, 200)) == wanted, "the marker, on which the picture centres"


def test_dark_is_dark_and_the_size_is_bounded():
    dark = picture(map_png(atlas(), width=300, height=300, dark=True))
    light = picture(map_png(atlas(), width=300, height=300))
    assert sum(dark.resize((1, 1)).getpixel((0, 0))) < 250 < sum(light.resize((1, 1)).getpixel((0, 0)))
    assert picture(map_png(atlas(), width=1, height=1)).size == (200, 200)


@pytest.mark.parametrize("found", [Atlas.from_records([]), atlas(*HOSTILE[-12:])], ids=["nothing", "hostile"])
def test_anything_can_be_drawn(found):
    assert picture(map_png(found, width=400, height=300)).size == (400, 300)


def test_it_is_an_export():
    assert export(atlas(), "png").startswith(b"\x89PNG") and FORMATS["png"].mime == "image/png"


def test_mercator_keeps_the_order_of_the_compass():
    assert mercator(0, 0) == (0.5, 0.5)
    assert mercator(-180, 85.0511)[0] == 0 and abs(mercator(0, 85.0511)[1]) < 1e-6
    assert mercator(0, 90) == mercator(0, 85.0511)


@pytest.mark.parametrize("points", [[], [(2.35, 48.85)], [(2.35, 48.85), (37.6, 55.7)], [(-180, -90), (180, 90)]])
def test_the_view_holds_what_it_is_fitted_to(points):
    view = fit(points, 800, 500, 40)
    for lon, lat in points:
        x, y = view.pixel(lon, lat)
        assert 39 <= x <= 761 and 39 <= y <= 461


@pytest.mark.parametrize(
    "circles",
    [
        [(100.0, 100.0, 20.0)] + [(100.0, 101.0, 10.0)] * 5,
        [(100.0 + 7 * n, 100.0, 12.0) for n in range(20)],
        [(n * 37 % 200, n * 91 % 150, 6.0 + n % 16) for n in range(120)],
        [(0.0, 0.0, 5.0), (100.0, 0.0, 5.0)],
        [(50.0, 50.0, 10.0), (62.0, 50.0, 10.0)],
        [(22.0, 0.0, 3.0), (87.0, 0.0, 20.0), (42.0, 0.0, 20.0)],
    ],
    ids=["one spot", "a chain", "a crowd", "far apart", "two that touch", "one that moves towards another"],
)
def test_circles_keep_to_their_places_and_come_apart_or_together(circles):
    found = seats(circles, 3, lambda count: 15, apart=3)
    assert sorted(number for seat in found for number in seat.members) == list(range(len(circles)))
    for at, seat in enumerate(found):
        x, y, reach = circles[seat.members[0]]
        moved = ((seat.x - x) ** 2 + (seat.y - y) ** 2) ** 0.5
        assert moved <= (reach + 1e-9 if len(seat.members) == 1 else 0)
        for other in found[:at]:
            away = ((seat.x - other.x) ** 2 + (seat.y - other.y) ** 2) ** 0.5
            assert away >= seat.reach + other.reach


def test_circles_that_have_room_stay_and_two_that_touch_come_apart():
    far, near = ([(0.0, 0.0, 5.0), (x, 0.0, 5.0)] for x in (100.0, 9.0))
    assert [(seat.x, seat.y) for seat in seats(far, 3, lambda count: 15, apart=3)] == [(0.0, 0.0), (100.0, 0.0)]
    assert [len(seat.members) for seat in seats(near, 3, lambda count: 15, apart=3)] == [1, 1]


def test_a_group_keeps_its_distance_as_circles_do():
    group, beside = [(0.0, 0.0, 5.0)] * 20, (21.0, 0.0, 5.0)
    assert [len(seat.members) for seat in seats([*group, beside], 3, lambda count: 15, apart=3, still=True)] == [21]
    assert len(seats([*group, beside], 3, lambda count: 15, apart=0, still=True)) == 2


def written(name: str, pattern: str) -> list[float]:
    """Return the numbers that a script of the map has where a pattern finds them, fractions worked out."""
    (found,) = re.findall(pattern, (static.ASSETS / name).read_text("utf-8"))
    return [float(number) for number in ([found] if isinstance(found, str) else found)]


def test_a_picture_has_the_numbers_of_the_map():
    story = ("CLOSEST", "GAIN", "MOST", "PRICE", "CENTRES", "WEIGHED", "STEP")
    assert [written("story.js", rf"const {name} = ([\d.]+);") for name in story] == [
        [getattr(projection, f"_{name}")] for name in story
    ]
    assert tuple(written("story.js", r"SIZE = \{ x: (\d+), y: (\d+) \}")) == projection._SIZE
    assert written("crowd.js", r"const MANY = (\d+);") == [png._MANY]
    assert tuple(written("crowd.js", r"GAP = \{ few: (\d+), many: (\d+) \}")) == png._GAPS
    half, whole, *eighths = written(
        "crowd.js", r"MOVES = \[([\d.]+), ([\d.]+)\]\.flatMap\(\(step\) => \[" + ", ".join([r"(\d)"] * 8) + r"\]"
    )
    assert projection._STEPS[1:] == [
        (step * cos(eighth * pi / 4), step * sin(eighth * pi / 4)) for step in (half, whole) for eighth in eighths
    ]
    least, growth = written("crowd.js", r"Math\.round\((\d+) \+ (\d+) \* Math\.log10\(count\)\)")
    assert [png._group_radius(10**power) for power in range(4)] == [
        png._FINE * (least + growth * power) for power in range(4)
    ]
    shades = written("dateline.js", r"SHADE = \{ least: ([\d.]+), most: ([\d.]+), even: (\d+) \}")
    assert shades == [png._LEAST, png._DEEPEST, png._EVEN]
    assert written("dateline.css", r"dl-shade\) (\d+)%.*dl-shade\) (\d+)%") == [100 * share for share in shades[:2]]
    assert written("dateline.js", r"const SMALL = (\d+);") == [png._SMALL]
    assert written("outlines.js", r"const CLOSE = (\d+);") == [png._CLOSE]


@pytest.mark.parametrize(("happening", "counted"), [(False, "total"), (True, "weight")])
def test_a_circle_is_as_large_as_on_the_map(happening, counted):
    most, least, growth = written(
        "dateline.js", rf"Math\.min\((\d+), (\d+) \+ ([\d.]+) \* Math\.sqrt\(place\.{counted}\)\)"
    )
    for count in (1, 4, 9, 900):
        place = SimpleNamespace(doubtful=False, happening=happening, **{counted: count})
        assert png._radius(place) == min(most, least + growth * count**0.5) / 2 * png._FINE


@pytest.mark.parametrize(
    ("points", "kept"),
    [
        ([(8.0, 46.0, 1.0)] * 5 + [(-71.0, -38.0, 1.0)], 5),
        ([(8.0, 46.0, 1.0)] * 5 + [(-71.0, -38.0, 0.5), (150.0, -30.0, 0.5)], 5),
        ([(8.0, 46.0, 1.0), (-71.0, -38.0, 1.0)], 2),
        ([(8.0, 46.0, 1.0)] * 5 + [(9.0, 45.0, 1.0)], 6),
        ([(8.0, 46.0, 0.0), (-71.0, -38.0, 0.0)], 2),
    ],
    ids=["one far", "two far", "halves", "neighbours", "nothing happens"],
)
def test_a_picture_is_of_where_most_happens(points, kept):
    assert core(points) == list(range(kept))


def test_title_note_and_source_stand_over_the_map():
    plain, titled = (
        picture(map_png(atlas(), width=600, height=400, title=title, note=note))
        for title, note in (("", ""), ("A march in Lyon " * 30, "What it was about"))
    )
    paper = tuple(bytes.fromhex("FCFBF8"))
    inked = [sum(max(pixel) < 120 for pixel in (image.getpixel((x, y)) for x in range(600))) for image, y in
             ((titled, row) for row in range(100))]  # fmt: skip
    assert titled.getpixel((599, 2)) == paper and sum(inked) > 100
    assert titled.size == plain.size == (600, 400)


@pytest.mark.parametrize("size", RATIOS.values(), ids=RATIOS)
def test_a_picture_has_the_shape_that_is_asked_for(size):
    width, height = (side // 4 for side in size)
    assert picture(map_png(atlas(), width=width, height=height)).size == (width, height)


def test_the_middle_of_a_ring():
    assert middle([(0, 0), (4, 0), (4, 2), (0, 2), (0, 0)]) == (2, 1)
    assert middle([(1, 1), (1, 1)]) == (1, 1)
