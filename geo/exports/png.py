"""The map as a picture, drawn without a browser: outlines, places, names, legend and attributions."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import cos, hypot, log2, log10, pi, sin
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from geo.atlas import Atlas
from geo.contract import ParsedArticle
from geo.exports.evidence import as_atlas
from geo.exports.projection import Seat, View, core, fit, main_body, middle, polygons, seats
from geo.gazetteer import outlines
from geo.maps.palette import AREA, MENTION, STYLES, style
from geo.maps.payload import borderless, hollow, wet
from geo.maps.rivers import courses, seated
from geo.maps.vague import part_of_sea
from geo.ontology import categories
from geo.places import AREAS, outline, shape

_THEMES = {
    False: {"sea": "#DCE5EA", "land": "#F0EDE4", "border": "#CFC9BA", "paper": "#FCFBF8", "ink": "#1C1B19",
            "quiet": "#5C584F", "river": "#BFD0DA"},
    True: {"sea": "#15181C", "land": "#24282E", "border": "#3D434B", "paper": "#1E2125", "ink": "#E9E6DF",
           "quiet": "#A6A49D", "river": "#2A3B49"},
}  # fmt: skip
_CREDIT = "Places: GeoNames, CC BY 4.0 · Outlines: Natural Earth, broken where it sees a border disputed · Dateline"
_FINE = 2
"""Drawn so many times larger and then reduced, for smooth edges."""
_GUESSED, _AWAY = "guess", "away"
"""The lines of the legend that explain the broken ring, and tell how many places are out of view."""
_DASH = 5.0 * _FINE
"""Length of a dash of a broken line, and of the gap behind it."""
_SMALL = 12
"""Diameter of a doubtful place, however much is told of it."""
_MANY, _GAPS = 40, (3, 14)
"""With more circles than this none moves and they keep more distance, for their names; pixels between two."""
_LEAST, _DEEPEST, _EVEN = 0.08, 0.45, 4
"""Opacity of areas where least and most happens; with a weight of `_EVEN` one may be deepest."""
RATIOS = {"16:10": (1600, 1000), "16:9": (1600, 900), "4:3": (1600, 1200), "1:1": (1200, 1200), "4:5": (1200, 1500),
          "9:16": (1080, 1920)}  # fmt: skip
"""Shapes of pictures, with their pixels: pages, slides, feeds and telephones."""
_CLOSE = 5
"""Zoom level from which on the base map is drawn finer."""
_LINES, _NAMED = 2, 3
"""Most lines of a title and of a note, and most publishers that are named."""
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
    source: Atlas | Iterable[ParsedArticle],
    *,
    width: int = 1600,
    height: int = 1000,
    dark: bool = False,
    title: str | None = None,
    note: str = "",
) -> bytes:
    """Return a PNG of the map under its title, with a note, its source and whom the data thanks.

    Args:
        source: an atlas, filtered or whole, or the records of one.
        width: pixels, 200 to 4,000.
        height: pixels, 200 to 4,000.
        dark: whether to draw it on ink instead of paper.
        title: stands over the map: the article's, or the number of articles, where None; without title and note ("")
            nothing does, the source neither.
        note: stands under the title.

    Raises:
        GazetteerError: the outlines are missing.
    """
    width, height = (max(200, min(4_000, side)) for side in (width, height))
    atlas = as_atlas(source)
    head = _head(atlas, title, note, width, dark)
    low = min(head.height, height * _FINE // 3)
    whole = Image.new("RGB", (width * _FINE, height * _FINE), _THEMES[dark]["paper"])
    whole.paste(head.crop((0, 0, head.width, low)), (0, 0))
    whole.paste(_map(atlas, width, height - low // _FINE, dark), (0, low))
    out = io.BytesIO()
    whole.resize((width, height), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def page(atlas: Atlas, *, title: str | None = None, note: str = "", ratio: str = "16:10") -> bytes:
    """Return `map_png` in a shape, a key of `RATIOS`."""
    width, height = RATIOS[ratio]
    return map_png(atlas, width=width, height=height, title=title, note=note)


def _head(atlas: Atlas, title: str | None, note: str, width: int, dark: bool) -> Image.Image:
    """Return the strip over the map: title, note, and who published what the map shows, and when."""
    if title is None:
        titles = [text for text in atlas.articles["title"] if isinstance(text, str)]
        title = titles[0] if len(atlas.articles) == 1 and titles else f"{len(atlas.articles):,} articles"
    edge, colours = 16 * _FINE, _THEMES[dark]
    big = min(26, max(12, width // 40))
    lines = []
    texts = (
        (title, 1.0, "Semibold", "ink"),
        (note, 0.62, "Regular", "ink"),
        (_source(atlas), 0.54, "Regular", "quiet"),
    )
    for text, share, weight, colour in texts:
        size = big * share
        font = _font(size * _FINE, weight)
        lines += [(line, font, size * 1.3 * _FINE, colour) for line in _wrapped(text, font, width * _FINE - 2 * edge)]
    if not (title or note):
        return Image.new("RGB", (width * _FINE, 0))
    image = Image.new("RGB", (width * _FINE, round(sum(high for _, _, high, _ in lines)) + edge), colours["paper"])
    draw, top = ImageDraw.Draw(image), edge / 2
    for line, font, high, colour in lines:
        draw.text((edge, top + high / 2), line, fill=colours[colour], font=font, anchor="lm")
        top += high
    return image


def _source(atlas: Atlas) -> str:
    """Return who published the articles, and from which day to which."""
    table = atlas.articles
    names = list(dict.fromkeys(_label(name) for name in table["publisher"] if isinstance(name, str) and name))
    days = sorted(date.fromisoformat(day[:10]) for day in table["published"] if isinstance(day, str) and day)
    told = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    span = " to ".join(dict.fromkeys(f"{day.day} {day:%B %Y}" for day in (days[0], days[-1]))) if days else ""
    return f"Source: {', '.join(filter(None, (told, span)))}" if told or span else ""


def _wrapped(text: str, font: Any, width: float) -> list[str]:
    """Return a text in lines that fit a width, the last cut short where it needs more than there may be."""
    lines: list[str] = []
    for word in "".join(character if character.isprintable() else " " for character in text).split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        elif len(lines) == _LINES:
            lines[-1] += " …"
            break
        else:
            lines.append(word)
    for at, line in enumerate(lines):
        while len(line) > 2 and font.getlength(line) > width:
            line = f"{line[:-2]}…"
        lines[at] = line
    return lines


def _map(atlas: Atlas, width: int, height: int, dark: bool) -> Image.Image:
    table = seated(atlas.by_place())
    rivers, places = courses(table), list(table.itertuples())
    areas = [place for place in places if shape(place) == "area"]
    shapes = {place.id: drawn for place in areas if (drawn := outline(place) or part_of_sea(place.id))}
    size = (width * _FINE, height * _FINE)
    colours = _THEMES[dark]
    image = Image.new("RGB", size, colours["sea"])
    view = fit(_seen(places, shapes, width, height), *size, margin=min(70, width / 8, height / 8) * _FINE)
    canvas = _Canvas(image, ImageDraw.Draw(image, "RGBA"), view, colours, dark)
    world = outlines.close() if log2(view.scale / (256 * _FINE)) >= _CLOSE else outlines.world()
    _draw_land(canvas, world)
    most = max([_EVEN, *(place.weight for place in areas)])
    for place in reversed(areas):
        if not wet(place):
            _draw_area(canvas, place, shapes.get(place.id), most)
    _draw_water(canvas, world)
    for place in filter(wet, areas):
        _draw_area(canvas, place, shapes.get(place.id), most)
    for place in places:
        if place.id in rivers:
            _draw_river(canvas, place, rivers[place.id])
    drawn = {place.id for place in areas}
    stand = _draw_points(canvas, [place for place in places if place.id not in drawn][:_MOST_POINTS])
    _draw_legend(canvas, places, areas)
    _draw_names(canvas, places, shapes, stand)
    _draw_base_names(canvas, {place.name for place in places})
    return image


def _seen(places: list[Any], shapes: dict[str, dict[str, Any]], width: int, height: int) -> list[tuple[float, float]]:
    """Return the points to fit the view to: where most of what happens is, or of everything where nothing does."""
    sure = [place for place in places if not place.doubtful]
    guessed = [place for place in sure if place.guesses]
    wanted = [place for place in places if place.happening] or guessed or sure or places
    weighed = [(place.lon, place.lat, place.weight) for place in wanted]
    wanted = [wanted[number] for number in core(weighed)]
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


def _draw_land(canvas: _Canvas, world: dict[str, Any]) -> None:
    for feature in world["features"]:
        _draw_ground(canvas, feature["geometry"], canvas.colours["land"])
    for feature in world["disputed"]:  # hides the whole line, which is drawn broken over what is in it
        line = [canvas.view.pixel(lon, lat) for lon, lat in feature["geometry"]["coordinates"]]
        canvas.draw.line(line, fill=canvas.colours["land"], width=3 * _FINE)


def _draw_water(canvas: _Canvas, world: dict[str, Any]) -> None:
    """Draw what lies over areas: lakes, rivers and broken lines of disputed borders."""
    for feature in world["lakes"]:
        _draw_ground(canvas, feature["geometry"], canvas.colours["sea"])
    for name, colour in (("rivers", "river"), ("disputed", "quiet")):
        for feature in world.get(name, ()):
            line = [canvas.view.pixel(lon, lat) for lon, lat in feature["geometry"]["coordinates"]]
            for part in _dashes(line) if name == "disputed" else (line,):
                canvas.draw.line(part, fill=canvas.colours[colour], width=_FINE)


def _draw_ground(canvas: _Canvas, geometry: dict[str, Any], fill: str) -> None:
    for rings in _rings(canvas, geometry):
        canvas.draw.polygon(rings[0], fill=fill)
        for ring in rings:
            canvas.draw.line([*ring, ring[0]], fill=canvas.colours["border"], width=_FINE)


def _draw_area(canvas: _Canvas, place: Any, shape: dict[str, Any] | None, most: float) -> None:
    """Shade an area, the deeper the more happens there; seas and continents have no border."""
    colour = canvas.colour(AREA)
    shaded = place.happening and not hollow(place)
    depth = _LEAST + (_DEEPEST - _LEAST) * log2(1 + place.weight) / log2(1 + most) if shaded else 0.0
    if shape is None:
        x, y = canvas.view.pixel(place.lon, place.lat)
        reach = AREAS[place.kind] / 40_075_017 * canvas.view.scale
        box, edge = (x - reach, y - reach, x + reach, y + reach), _clear(colour, 0.7)
        canvas.draw.ellipse(box, _clear(colour, depth))
        if not borderless(place):
            _draw_ring(canvas, box, edge, broken=True)
        return
    drawn = list(_rings(canvas, shape))
    if shaded:
        _shade(canvas, drawn, colour, depth)
    if borderless(place):
        return
    for rings in drawn:
        for ring in rings:
            for line in _dashes([*ring, ring[0]]) if _guess(place) else ([*ring, ring[0]],):
                canvas.draw.line(line, fill=_clear(colour, 0.8), width=(2 if place.happening else 1) * _FINE)


def _shade(canvas: _Canvas, drawn: list[list[list[tuple[float, float]]]], colour: str, depth: float) -> None:
    """Lay a colour over polygons, through a mask no larger than they are in view."""
    corners = [corner for rings in drawn for corner in rings[0]]
    if not corners:
        return
    left, top = (max(0, int(min(side))) for side in zip(*corners, strict=True))
    right, bottom = (
        min(most, int(max(side)) + 1) for side, most in zip(zip(*corners, strict=True), canvas.image.size, strict=True)
    )
    layer = Image.new("L", (right - left, bottom - top), 0)
    mask = ImageDraw.Draw(layer)
    for rings in drawn:
        for ring, value in zip(rings, (int(255 * depth), *[0] * len(rings)), strict=False):
            mask.polygon([(x - left, y - top) for x, y in ring], fill=value)
    canvas.image.paste(colour, (left, top, right, bottom), layer)


def _draw_river(canvas: _Canvas, place: Any, course: list[tuple[float, float]]) -> None:
    """Draw the course of a river, whose marker is a point on it."""
    colour = canvas.colour(place.category if isinstance(place.category, str) else None)
    line = [canvas.view.pixel(lon, lat) for lon, lat in course]
    for part in _dashes(line) if _guess(place) else (line,):
        opacity, width = (0.75, 4) if place.happening else (0.5, 3)
        canvas.draw.line(part, fill=_clear(colour, opacity), width=width * _FINE, joint="curve")


def _in_view(canvas: _Canvas, place: Any) -> bool:
    x, y = canvas.view.pixel(place.lon, place.lat)
    return 0 <= x <= canvas.image.width and 0 <= y <= canvas.image.height


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
    (x, y), radius = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), (box[2] - box[0]) / 2 - _FINE
    dashes = max(4, round(pi * radius / _DASH))
    for number in range(dashes):
        turns = [2 * pi * (number + part) / dashes for part in (0, 0.25, 0.5)]
        line = [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]
        if any(0 <= at <= canvas.image.width and 0 <= down <= canvas.image.height for at, down in line):
            canvas.draw.line(line, colour, 2 * _FINE)


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


def _group_radius(count: int) -> float:
    return round(15 + 3 * log10(count or 1)) * _FINE


def _draw_points(canvas: _Canvas, places: list[Any]) -> dict[str, tuple[float, float]]:
    """Draw the circles, those that don't fit as groups, and return where each that is alone came to stand."""
    circles = [(*canvas.view.pixel(place.lon, place.lat), _radius(place)) for place in places]
    many = len(places) > _MANY
    few, gap = _GAPS[False] * _FINE, _GAPS[many] * _FINE
    stand = seats(circles, gap, _group_radius, apart=few, still=many)
    for seat in reversed(stand):
        canvas.taken.append((seat.x - seat.reach, seat.y - seat.reach, seat.x + seat.reach, seat.y + seat.reach))
        if len(seat.members) > 1:
            _draw_group(canvas, seat, [places[number] for number in seat.members])
        else:
            _draw_point(canvas, seat, places[seat.members[0]])
    return {places[seat.members[0]].id: (seat.x, seat.y) for seat in stand if len(seat.members) == 1}


def _draw_point(canvas: _Canvas, seat: Seat, place: Any) -> None:
    colour = canvas.colour(_category(place))
    fill, edge = (colour, canvas.colours["paper"]) if place.happening else (canvas.colours["paper"], colour)
    box = (seat.x - seat.reach, seat.y - seat.reach, seat.x + seat.reach, seat.y + seat.reach)
    canvas.draw.ellipse(box, fill)
    _draw_ring(canvas, box, edge, broken=_guess(place))


def _draw_group(canvas: _Canvas, seat: Seat, places: list[Any]) -> None:
    """Draw a ring with a part for each colour of its places, around their number."""
    start, hole = -90.0, seat.reach - 5 * _FINE
    for colour, count in Counter(canvas.colour(_category(place)) for place in places).most_common():
        box = (seat.x - seat.reach, seat.y - seat.reach, seat.x + seat.reach, seat.y + seat.reach)
        canvas.draw.pieslice(box, start, start + 360 * count / len(places), colour)
        start += 360 * count / len(places)
    canvas.draw.ellipse((seat.x - hole, seat.y - hole, seat.x + hole, seat.y + hole), canvas.colours["paper"])
    font = canvas.font(12, "Semibold")
    canvas.draw.text((seat.x, seat.y), str(len(places)), fill=canvas.colours["ink"], font=font, anchor="mm")


def _category(place: Any) -> str | None:
    return place.category if isinstance(place.category, str) else None


def _draw_names(
    canvas: _Canvas, places: list[Any], shapes: dict[str, dict[str, Any]], stand: dict[str, tuple[float, float]]
) -> None:
    """Write the names, those where most happens first, none over another and none outside of the picture."""
    for place in places:
        font = canvas.font(16, "Semibold") if place.happening else canvas.font(14)
        colour = canvas.colours["ink" if place.happening else "quiet"]
        name = _label(place.name)
        wide, high = canvas.draw.textlength(name, font), 17 * _FINE
        if place.id in stand:
            (x, y), away = stand[place.id], _radius(place) + 4 * _FINE
            spots = [(x + away, y - high / 2), (x - away - wide, y - high / 2)]
            spots += [(x - wide / 2, y + away), (x - wide / 2, y - away - high)]
        elif place.kind not in AREAS:  # in a group
            continue
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


def _draw_legend(canvas: _Canvas, places: list[Any], areas: list[Any]) -> None:
    """Write what colours and signs mean and whom the data thanks into the lower corners."""
    present = {_category(place) for place in places}
    labels = [(key, name) for key, name in categories().items() if key in present]
    if None in present:
        labels.append((MENTION, "Mentioned"))
    if any(place.happening and not hollow(place) for place in areas):
        labels.append((AREA, "The deeper, the more happens"))
    if broken := [place for place in places if _guess(place)]:
        kinds = {"Doubtful" if place.doubtful else "A guess" for place in broken}
        labels.append((_GUESSED, "A guess, or doubtful" if len(kinds) > 1 else kinds.pop()))
    if away := sum(bool(place.happening) and not _in_view(canvas, place) for place in places):
        labels.append((_AWAY, f"{away:,} {'place' if away == 1 else 'places'} elsewhere"))
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
            elif key == AREA:
                canvas.draw.rectangle(dot, _clear(canvas.colour(AREA), _DEEPEST))
            elif key in STYLES:
                canvas.draw.ellipse(dot, canvas.colour(key))
            canvas.draw.text((x + 14 * _FINE, y), name, fill=canvas.colours["ink"], font=font, anchor="lm")
    small = canvas.font(12)
    wide = canvas.draw.textlength(_CREDIT, small)
    x, y = canvas.image.width - edge, height - edge
    box = (x - wide - 10 * _FINE, y - 20 * _FINE, x, y)
    canvas.draw.rounded_rectangle(box, 4 * _FINE, _clear(canvas.colours["paper"], 0.85))
    canvas.taken.append(box)
    canvas.draw.text((x - 5 * _FINE, y - 10 * _FINE), _CREDIT, fill=canvas.colours["quiet"], font=small, anchor="rm")
