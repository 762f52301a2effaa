"""The export that needs nothing else: one HTML file with map, panel, filters, timeline and article.

What was read stands in it as inert JSON, shown by a script through textContent alone; a policy in the page lets only
those scripts run that this module put there, by their hash, and lets nothing be fetched.
"""

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.contract import MINOR, Candidate, ParsedArticle
from geo.exports.attribution import ATTRIBUTIONS
from geo.exports.evidence import Evidence, as_atlas, evidence, storable
from geo.exports.places import drawn_places
from geo.exports.texts import today
from geo.gazetteer import outlines
from geo.maps import static
from geo.maps.palette import STYLES
from geo.maps.payload import AREAS, FIELDS, borderless, hollow, where
from geo.maps.vague import part_of_sea
from geo.ontology import categories, event_type

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("icons.js", "model.js", "dom.js", "panel.js", "timeline.js", "reader.js", "page.js")
_POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_WORLD = "world.json"
_CANDIDATES = 6
"""Most candidates shown of one mention; the other exports hold all."""


def standalone_html(source: Atlas | Iterable[ParsedArticle], title: str | None = None) -> str:
    """Return a page that shows an atlas without any network.

    Args:
        source: an atlas, filtered or whole, or the records of one.
        title: its heading; the article's title, or the number of articles, where None.

    Raises:
        GazetteerError: the outlines are missing.
    """
    atlas = as_atlas(source)
    script, style = _script(), _style()
    parts = {
        "policy": _POLICY.format(script=_digest(script), style=_digest(style)),
        "style": style,
        "script": script,
        "data": inert(payload(atlas, title)),
    }
    template = (_TEMPLATES / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def notebook_html(source: Atlas | Iterable[ParsedArticle], height: int = 860) -> str:
    """Return an element that shows the page of `standalone_html` inside another page, such as a notebook's."""
    page = html.escape(standalone_html(source), quote=True)
    return f'<iframe sandbox="allow-scripts" srcdoc="{page}" style="width:100%;height:{height:d}px;border:0"></iframe>'


def page(atlas: Atlas) -> bytes:
    """Return `standalone_html` as a file."""
    return standalone_html(atlas).encode("utf-8")


def inert(value: Any) -> str:
    """Return JSON without a character that means something in HTML or ends a line of script; its value is the same."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


def payload(atlas: Atlas, title: str | None = None) -> dict[str, Any]:
    """Return what the page shows, as plain values."""
    rows = list(evidence(atlas))
    articles = _articles(atlas, {row["article_id"] for row in rows})
    numbers = {article["id"]: number for number, article in enumerate(articles)}
    drawn = drawn_places(atlas)
    places = {place.id: _place(place) for place in drawn.itertuples()}
    heading = title or (articles[0]["title"] if len(articles) == 1 else f"{len(articles)} articles")
    return storable(
        {
            "title": heading or "An article",
            "made": today()[:10],
            "minor": MINOR,
            "attributions": list(ATTRIBUTIONS),
            "categories": categories(),
            "styles": {name: style._asdict() for name, style in STYLES.items()},
            "articles": articles,
            "items": [_short(item) for item in _items(rows, numbers, articles).values()],
            "links": [_short(_link(row)) for row in rows],
            "places": places,
            "fields": list(FIELDS),
            "shapes": {_WORLD: outlines.world(), **_shapes(drawn)},
        }
    )


def _articles(atlas: Atlas, wanted: set[str]) -> list[dict[str, Any]]:
    """Return the articles that have a row, all where none has one."""
    table = atlas.articles[["id", "title", "publisher", "author", "published", "source", "text"]].astype(object)
    rows = table.where(table.notna(), None).to_dict("records")
    return [row for row in rows if row["id"] in wanted] or rows


def _place(place: Any) -> dict[str, Any]:
    return {
        "name": place.name,
        "where": where(place),
        "lat": round(float(place.lat), 5),
        "lon": round(float(place.lon), 5),
        "population": int(place.population or 0),
        "radius": AREAS[place.kind] if place.shape == "area" else 0,
        "doubtful": int(place.doubtful),
        "vague": int(place.shape == "area" and not outlines.outline(place.id)),
        "hollow": int(hollow(place)),
        "borderless": int(borderless(place)),
    }


def _shapes(places: pd.DataFrame) -> dict[str, Any]:
    """Return the outlines of areas and the courses of rivers, by place id."""
    found = {id: outlines.outline(id) or part_of_sea(id) for id in places.index[places["shape"] == "area"]}
    found |= {id: outlines.line(id) for id in places.index[places["shape"] == "line"]}
    return {id: shape for id, shape in found.items() if shape}


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without what is missing; the script knows."""
    return {key: value for key, value in row.items() if value is not None and value != []}


def _key(row: Evidence) -> str:
    return f"{row['article_id']}/{row['item_id']}"


def _items(rows: list[Evidence], numbers: dict[str, int], articles: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = event_type(row["event_type"])
        item = found.setdefault(_key(row), {
            "key": _key(row),
            "kind": row["record"],
            "article": numbers[row["article_id"]],
            "start": row["text_start"],
            "end": row["text_end"],
            "text": None if row["text"] == _slice(row, articles[numbers[row["article_id"]]]["text"]) else row["text"],
            "sentence": [row["sentence_start"], row["sentence_end"]],
            "date": row["event_date"],
            "dateEnd": row["event_date_end"],
            "precision": row["event_date_precision"],
            "who": [*row["actors"], *row["recipients"]],
            "speaker": row["speaker"],
            "why": row["item_why"],
        })  # fmt: skip
        if row["record"] == "event":
            item |= {"label": known.label, "category": known.category, "status": row["event_status"]}
            salience = row["event_salience"] or 0.0
            item |= {"salience": salience, "minor": True if salience < MINOR else None}
            item |= {"dated": row["event_date_evidence"], "typed": known.typed}
            item |= {"trigger": [row["trigger_start"], row["trigger_end"]]}
        elif row["record"] == "quote":
            item |= {"label": "Quote" if row["direct"] else "Reported words"}
        elif row["place_id"] or "place" not in item:
            item |= {
                "place": row["place_id"],
                "score": row["place_score"],
                "candidates": [_candidate(other) for other in row["candidates"][:_CANDIDATES]],
            }
    return found


def _slice(row: Evidence, text: str) -> str:
    return text[row["text_start"] : row["text_end"]]


def _candidate(other: Candidate) -> dict[str, Any]:
    context = other["admin1"] or other["country"] or other["kind"]
    return {"place": other["place"], "name": f"{other['name']}, {context}", "score": round(other["score"], 3)}


def _link(row: Evidence) -> dict[str, Any]:
    guess = row["link_certainty"] == "guess"
    inferred = guess or row["link_evidence"] not in (None, "clause")
    return {
        "item": _key(row),
        "place": row["place_id"],
        "role": row["role"],
        "start": row["placename_start"],
        "end": row["placename_end"],
        "why": row["link_why"],
        "weak": True if guess else None,
        "score": row["event_place_score"] if inferred else None,
    }


@cache
def _script() -> str:
    """Return every script of the page, in an own scope, as one text that can't end its element."""
    libraries = "\n".join(_source(name) for name in static.SCRIPTS)
    own = "\n".join((_TEMPLATES / name).read_text("utf-8") for name in _SCRIPTS)
    return re.sub(
        "</(?=script)|<!--", lambda m: m[0].replace("<", "\\x3c"), f"{libraries}\n(() => {{\n{own}\n}})();", flags=re.I
    )


@cache
def _style() -> str:
    """Return every style of the page, without what would be fetched."""
    styles = "\n".join(_source(name) for name in static.STYLES)
    styles = re.sub(r"(?m)^@font-face.*$|[\w-]+\s*:\s*url\([^)]*\)[^;}]*;?", "", styles)
    return f"{styles}\n{(_TEMPLATES / 'page.css').read_text('utf-8')}"


def _source(name: str) -> str:
    """Return a script or style of the map: our own, or that of an installed package."""
    leaflet = Path(str(files("xstatic.pkg.leaflet"))) / "data"
    path = next(folder / name for folder in (static.ASSETS, leaflet) if (folder / name).exists())
    return "\n".join(_lines(path.read_text("utf-8")))


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if not line.startswith("//# sourceMappingURL"))


def _digest(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()
