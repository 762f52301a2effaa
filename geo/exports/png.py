"""The map as a picture, drawn without a browser: outlines, places, names, legend and attributions."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import hypot, log2, pi
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from geo.atlas import Atlas
from geo.contract import ParsedArticle
from geo.exports.evidence import as_atlas
from geo.exports.projection import View, apart, fit, main_body, middle, polygons
from geo.gazetteer import outlines
from geo.maps.palette import MENTION, style
from geo.maps.payload import hollow
from geo.maps.rivers import courses, seated
from geo.ontology import categories
from geo.places import AREAS

_THEMES = {
    False: {"sea": "#DCE5EA", "land": "#F0EDE4", "border": "#CFC9BA", "paper": "#FCFBF8", "ink": "#1C1B19",
            "quiet": "#5C584F"},
    True: {"sea": "#15181C", "land": "#24282E", "border": "#3D434B", "paper": "#1E2125", "ink": "#E9E6DF",
           "quiet": "#A6A49D"},
}  # fmt: skip
_CREDIT = "Places: GeoNames, CC BY 4.0 · Outlines: Natural Earth · Dateline"
_FINE = 2
"""Drawn so many times larger and then reduced, for smooth edges."""
_GUESSED = "guess"
"""The line of the legend that explains the broken ring."""
_DASH = 5.0 * _FINE
"""Length of a dash of a broken line, and of the gap behind it."""
_SMALL = 12
"""Diameter of a doubtful place, however much is told of it."""
_CROWD = 40
"""With more circles than this they stay where they are."""
_MOST_POINTS = 5_000
_WIDE = 45
"""An outline of more degrees than this does not decide the view where there are others."""


@dataclass(slots=True)
class _Canvas:
    image: Image.Image
    draw: ImageDraw.ImageDraw
    view: View
    colours: dict[str, str]
    dark: bool
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def font(self, size: float, weight: str = "Regular") -> Any:
        return _font(size * _FINE, weight)

    def colour(self, category: str | None) -> str:
        return style(category).dark if self.dark else style(category).light


@cache
def _font(size: float, weight: str) -> Any:
    """Return the app's own typeface, which Streamlit's package holds, or Pillow's where that changed its place."""
    spec = find_spec("streamlit")
    folders = [Path(folder) / "static" for folder in (spec.submodule_search_locations or ())] if spec else []
    for path in (found for folder in folders for found in folder.rglob("SourceSansVF-Upright*.woff2")):
        try:
            font = ImageFont.truetype(path, size)
            font.set_variation_by_name(weight)
        except (OSError, ValueError):
            break
        return font
    return ImageFont.load_default(size)


def map_png(
    source: Atlas | Iterable[ParsedArticle], *, width: int = 1600, height: int = 1000, dark: bool = False
) -> bytes:
    """Return a PNG of the map.

    Args:
        source: an atlas, filtered or whole, or the records of one.
        width: pixels, 200 to 4,000.
        height: pixels, 200 to 4,000.
        dark: whether to draw it on ink instead of paper.

    Raises:
        GazetteerError: the outlines are missing.
    """
    width, height = (max(200, min(4_000, side)) for side in (width, height))
    table = seated(as_atlas(source).by_place())
    rivers, places = courses(table), list(table.itertuples())
    areas = [place for place in places if place.kind in AREAS and place.id not in rivers]
    shapes = {place.id: shape for place in areas if (shape := outlines.outline(place.id))}
    size = (width * _FINE, height * _FINE)
    colours = _THEMES[dark]
    image = Image.new("RGB", size, colours["sea"])
    view = fit(_seen(places, shapes), *size, margin=70 * _FINE)
    canvas = _Canvas(image, ImageDraw.Draw(image, "RGBA"), view, colours, dark)
    _draw_world(canvas)
    for place in reversed(areas):
        _draw_area(canvas, place, shapes.get(place.id))
    for place in places:
        if place.id in rivers:
            _draw_river(canvas, place, rivers[place.id])
    drawn = {place.id for place in areas}
    seats = _draw_points(canvas, [place for place in places if place.id not in drawn][:_MOST_POINTS])
    _draw_legend(canvas, places)
    _draw_names(canvas, places, shapes, seats)
    _draw_base_names(canvas, {place.name for place in places})
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def page(atlas: Atlas) -> bytes:
    """Return `map_png` in its usual size."""
    return map_png(atlas)


def _seen(places: list[Any], shapes: dict[str, dict[str, Any]]) -> list[tuple[float, float]]:
    """Return the points to fit the view to: of what happens, or of everything where nothing does."""
    sure = [place for place in places if not place.doubtful]
    guessed = [place for place in sure if place.guesses]
    wanted = [place for place in places if place.happening] or guessed or sure or places
    found: list[tuple[float, float]] = []
    for place in wanted:
        ring = main_body(shapes[place.id]) if place.id in shapes else [(place.lon, place.lat)]
        wide = max(lon for lon, _ in ring) - min(lon for lon, _ in ring) > _WIDE
        if not (wide and len(wanted) > 2):
            found += [(lon, lat) for lon, lat in ring]
    return found or [(place.lon, place.lat) for place in wanted]


def _rings(canvas: _Canvas, geometry: dict[str, Any] | None) -> Iterable[list[list[tuple[float, float]]]]:
    width, height = canvas.image.size
    for polygon in polygons(geometry):
        rings = [[canvas.view.pixel(lon, lat) for lon, lat in ring] for ring in polygon]
        xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
        if max(xs) >= 0 and min(xs) <= width and max(ys) >= 0 and min(ys) <= height and len(rings[0]) > 2:
            yield rings


def _draw_world(canvas: _Canvas) -> None:
    world = outlines.world()
    for feature, fill in [(each, "land") for each in world["features"]] + [(each, "sea") for each in world["lakes"]]:
        for rings in _rings(canvas, feature["geometry"]):
            canvas.draw.polygon(rings[0], fill=canvas.colours[fill])
            for ring in rings:
                canvas.draw.line([*ring, ring[0]], fill=canvas.colours["border"], width=_FINE)


def _draw_area(canvas: _Canvas, place: Any, shape: dict[str, Any] | None) -> None:
    colour = canvas.colour(place.category if isinstance(place.category, str) else None)
    depth = 0.0 if hollow(place) else 0.1 if not place.happening else min(0.5, 0.16 + 0.1 * log2(1 + place.weight))
    if shape is None:
        x, y = canvas.view.pixel(place.lon, place.lat)
        reach = AREAS[place.kind] / 40_075_017 * canvas.view.scale
        box, edge = (x - reach, y - reach, x + reach, y + reach), _clear(colour, 0.7)
        canvas.draw.ellipse(box, _clear(colour, depth))
        _draw_ring(canvas, box, edge, broken=True)
        return
    layer = Image.new("L", canvas.image.size, 0)
    mask = ImageDraw.Draw(layer)
    drawn = list(_rings(canvas, shape))
    for rings in drawn:
        mask.polygon(rings[0], fill=int(255 * depth))
        for hole in rings[1:]:
            mask.polygon(hole, fill=0)
    canvas.image.paste(colour, (0, 0, *canvas.image.size), layer)
    for rings in drawn:
        for ring in rings:
            for line in _dashes([*ring, ring[0]]) if _guess(place) else ([*ring, ring[0]],):
                canvas.draw.line(line, fill=_clear(colour, 0.9), width=(2 if place.happening else 1) * _FINE)


def _draw_river(canvas: _Canvas, place: Any, course: list[tuple[float, float]]) -> None:
    """Draw the course of a river, whose marker is a point on it."""
    colour = canvas.colour(place.category if isinstance(place.category, str) else None)
    line = [canvas.view.pixel(lon, lat) for lon, lat in course]
    for part in _dashes(line) if _guess(place) else (line,):
        opacity, width = (0.75, 4) if place.happening else (0.5, 3)
        canvas.draw.line(part, fill=_clear(colour, opacity), width=width * _FINE, joint="curve")


def _clear(colour: str, opacity: float) -> tuple[int, int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue, int(255 * opacity)


def _guess(place: Any) -> bool:
    """Whether only a guess sets there what happens, or the place is doubtful: it is drawn with a broken line."""
    return not place.happening and (place.doubtful or place.guesses > 0)


def _draw_ring(canvas: _Canvas, box: tuple[float, float, float, float], colour: Any, *, broken: bool) -> None:
    """Draw the edge of a circle, in equal dashes where it is broken."""
    if not broken:
        canvas.draw.ellipse(box, None, colour, 2 * _FINE)
        return
    dashes = max(4, round(pi * (box[2] - box[0]) / (2 * _DASH)))
    for number in range(dashes):
        canvas.draw.arc(box, 360 * number / dashes, 360 * (number + 0.5) / dashes, colour, 2 * _FINE)


def _dashes(line: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Yield the dashes of a broken line, which are as long as the gaps between them."""
    dash, left = [line[0]], _DASH
    drawn = True
    for start, end in pairwise(line):
        length, at = hypot(end[0] - start[0], end[1] - start[1]), 0.0
        while length - at >= left:
            at += left
            corner = (start[0] + at / length * (end[0] - start[0]), start[1] + at / length * (end[1] - start[1]))
            if drawn:
                yield [*dash, corner]
            dash, left, drawn = [corner], _DASH, not drawn
        left -= length - at
        dash.append(end)
    if drawn and len(dash) > 1:
        yield dash


def _radius(place: Any) -> float:
    if place.doubtful:
        return _SMALL / 2 * _FINE
    if not place.happening:
        return min(18, 11 + 1.5 * place.total**0.5) / 2 * _FINE
    return min(44, 18 + 6 * place.weight**0.5) / 2 * _FINE


def _draw_points(canvas: _Canvas, places: list[Any]) -> dict[str, tuple[float, float]]:
    """Draw the circles, moved apart where they would lie on one another, and return where each came to stand."""
    homes = [canvas.view.pixel(place.lon, place.lat) for place in places]
    circles = [(x, y, _radius(place)) for (x, y), place in zip(homes, places, strict=True)]
    seats = apart(circles, 3 * _FINE) if len(places) <= _CROWD else homes
    line = canvas.colours["ink"]
    for (x, y), seat in zip(homes, seats, strict=True):
        if abs(x - seat[0]) + abs(y - seat[1]) > 5 * _FINE:
            canvas.draw.line([(x, y), seat], fill=line, width=_FINE)
            canvas.draw.ellipse((x - 2 * _FINE, y - 2 * _FINE, x + 2 * _FINE, y + 2 * _FINE), line)
    for place, (x, y) in reversed(list(zip(places, seats, strict=True))):
        reach = _radius(place)
        colour = canvas.colour(place.category if isinstance(place.category, str) else None)
        fill, edge = (colour, canvas.colours["paper"]) if place.happening else (canvas.colours["paper"], colour)
        box = (x - reach, y - reach, x + reach, y + reach)
        canvas.draw.ellipse(box, fill)
        _draw_ring(canvas, box, edge, broken=_guess(place))
        canvas.taken.append((x - reach, y - reach, x + reach, y + reach))
    return {place.id: seat for place, seat in zip(places, seats, strict=True)}


def _draw_names(
    canvas: _Canvas, places: list[Any], shapes: dict[str, dict[str, Any]], seats: dict[str, tuple[float, float]]
) -> None:
    """Write the names, those where most happens first, none over another and none outside of the picture."""
    for place in places:
        font = canvas.font(16, "Semibold") if place.happening else canvas.font(14)
        colour = canvas.colours["ink" if place.happening else "quiet"]
        name = _label(place.name)
        wide, high = canvas.draw.textlength(name, font), 17 * _FINE
        if place.id in seats:
            (x, y), away = seats[place.id], _radius(place) + 4 * _FINE
            spots = [(x + away, y - high / 2), (x - away - wide, y - high / 2)]
            spots += [(x - wide / 2, y + away), (x - wide / 2, y - away - high)]
        else:
            home = middle(main_body(shapes[place.id])) if place.id in shapes else (place.lon, place.lat)
            x, y = canvas.view.pixel(*home)
            spots = [(x - wide / 2, y - high / 2 + up * high) for up in (0, 1, -1)]
        _write(canvas, name, spots, font, colour, (wide, high))


def _draw_base_names(canvas: _Canvas, drawn: set[str]) -> None:
    """Write the names of the other countries where their outlines have room."""
    font = canvas.font(12)
    for feature in outlines.world()["features"]:
        name = feature["properties"].get("name") or ""
        ring = main_body(feature["geometry"])
        xs = [canvas.view.pixel(lon, lat)[0] for lon, lat in ring]
        wide, high = canvas.draw.textlength(name, font), 15 * _FINE
        if name and name not in drawn and wide * 1.2 < max(xs) - min(xs):
            x, y = canvas.view.pixel(*middle(ring))
            _write(canvas, name, [(x - wide / 2, y - high / 2)], font, canvas.colours["quiet"], (wide, high))


def _label(name: str) -> str:
    """Return a name as one line that a typeface can set."""
    words = "".join(character if character.isprintable() else " " for character in name).split()
    text = " ".join(words)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _write(
    canvas: _Canvas,
    text: str,
    spots: list[tuple[float, float]],
    font: Any,
    colour: str,
    size: tuple[float, float],
) -> None:
    """Write a text at the first of `spots` (left, top) that is free, nowhere if none is."""
    for left, top in spots:
        box = (left, top, left + size[0], top + size[1])
        if _free(canvas, box):
            halo = {"stroke_width": 2 * _FINE, "stroke_fill": canvas.colours["paper"]}
            canvas.draw.text((left, top), text, fill=colour, font=font, **halo)
            canvas.taken.append(box)
            return


def _free(canvas: _Canvas, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > canvas.image.width or bottom > canvas.image.height:
        return False
    return not any(left < box[2] and box[0] < right and top < box[3] and box[1] < bottom for box in canvas.taken)


def _draw_legend(canvas: _Canvas, places: list[Any]) -> None:
    """Write what the colours mean and whom the data thanks into the lower corners."""
    present = {place.category for place in places if isinstance(place.category, str)}
    labels = [(key, name) for key, name in categories().items() if key in present]
    if any(not isinstance(place.category, str) for place in places):
        labels.append((MENTION, "Mentioned"))
    if broken := [place for place in places if _guess(place)]:
        kinds = {"Doubtful" if place.doubtful else "A guess" for place in broken}
        labels.append((_GUESSED, "A guess, or doubtful" if len(kinds) > 1 else kinds.pop()))
    font, line, edge = canvas.font(14), 22 * _FINE, 12 * _FINE
    height = canvas.image.height
    if labels:
        wide = max(canvas.draw.textlength(name, font) for _, name in labels) + 40 * _FINE
        top = height - edge - line * len(labels) - 10 * _FINE
        canvas.draw.rounded_rectangle(
            (edge, top, edge + wide, height - edge),
            6 * _FINE,
            _clear(canvas.colours["paper"], 0.9),
            canvas.colours["border"],
        )
        canvas.taken.append((edge, top, edge + wide, height - edge))
        for number, (key, name) in enumerate(labels):
            y = top + 5 * _FINE + number * line + line / 2
            x = edge + 14 * _FINE
            dot = (x - 6 * _FINE, y - 6 * _FINE, x + 6 * _FINE, y + 6 * _FINE)
            if key == _GUESSED:
                _draw_ring(canvas, dot, canvas.colours["ink"], broken=True)
            else:
                canvas.draw.ellipse(dot, canvas.colour(key))
            canvas.draw.text((x + 14 * _FINE, y), name, fill=canvas.colours["ink"], font=font, anchor="lm")
    small = canvas.font(12)
    wide = canvas.draw.textlength(_CREDIT, small)
    x, y = canvas.image.width - edge, height - edge
    box = (x - wide - 10 * _FINE, y - 20 * _FINE, x, y)
    canvas.draw.rounded_rectangle(box, 4 * _FINE, _clear(canvas.colours["paper"], 0.85))
    canvas.taken.append(box)
    canvas.draw.text((x - 5 * _FINE, y - 10 * _FINE), _CREDIT, fill=canvas.colours["quiet"], font=small, anchor="rm")
