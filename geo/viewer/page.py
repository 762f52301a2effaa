"""One HTML file that needs nothing else: the map, the panels, the timeline and the articles of an atlas.

What was read stands in it as inert JSON, every panel ready made, shown by the scripts of the viewer through
textContent alone; what a reader filters away is counted off in the browser (assets/selection.js). A policy in the page
lets only the scripts and styles run that this module put there, by their hash, and lets nothing be fetched.
"""

import base64
import json
import re
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import pandas as pd

from geo.atlas import HAPPENING, Atlas, Clock
from geo.attribution import ATTRIBUTIONS
from geo.contract import DOUBTFUL, MINOR, ParsedArticle
from geo.gazetteer import outlines
from geo.maps import drawing, static
from geo.maps.vague import shape_of
from geo.ontology import UNTYPED
from geo.paths import DATA
from geo.places import drawn as own_shape
from geo.viewer import bundle, panels, words
from geo.viewer.reader import byline, is_headed, stretches
from geo.viewer.timeline import lanes, placed

CLOCKS: tuple[Clock, ...] = ("happened", "published")
MOST_PUBLISHERS = 4
"""How many publishers of a collection are named under its heading."""
_MODULES = ("panel", "reader", "timeline", "selection", "page")
_POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_WORLD = "world.json"
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def standalone_html(atlas: Atlas, title: str | None = None) -> str:
    """Return a page that shows an atlas without any network.

    Args:
        atlas: filtered or whole.
        title: its heading; the article's title, or the number of articles, where None.

    Raises:
        GazetteerError: the outlines are missing.
    """
    script, style = _script(), _style()
    parts = {
        "policy": _POLICY.format(script=_digest(script), style=_digest(style)),
        "style": style,
        "script": script,
        "data": inert(payload(atlas, title)),
    }
    template = (bundle.FOLDER / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def inert(value: Any) -> str:
    """Return JSON without a character that means something in HTML or ends a line of script; its value is the same."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)
    return _HALF_CHARACTER.sub("\ufffd", text)  # what no file can hold


def payload(atlas: Atlas, title: str | None = None) -> dict[str, Any]:
    """Return what the page shows, as plain values."""
    records = _records(atlas)
    shapes = _Shapes()
    drawn = json.loads(drawing(atlas, outline=shapes.address).data)
    only = (records[0]["title"] or "An article") if len(records) == 1 else None
    overview = panels.overview(atlas, "All places", words.WELCOME, most=None)
    overview["empty"] = "Nothing is left of this selection. Show all to begin again."
    days = {clock: placed(atlas, clock) for clock in CLOCKS}
    shown = atlas.links.groupby("article")["item"].agg(set).to_dict()
    return {
        "title": title or only or words.number(len(records), "article"),
        "byline": _byline(records),
        "made": words.day(datetime.now(UTC).strftime("%Y-%m-%d")),
        "attributions": list(ATTRIBUTIONS),
        "labels": panels.labels(),
        "roles": words.PARTS,
        "happening": list(HAPPENING),
        "doubtful": DOUBTFUL,
        "quote_weight": MINOR,
        "articles": [_article(record, shown.get(record["id"], set())) for record in records],
        "titles": atlas.titles() if len(records) > 1 else {},
        "items": _items(atlas, records, days),
        "links": _links(atlas),
        "map": drawn,
        "shapes": {_WORLD: outlines.world(), **shapes.found},
        "overview": overview,
        "panels": _short(panels.place_panels(atlas)),
        "unplaced": _short(panels.unplaced(atlas, most=None)),
        "timelines": {clock: lanes(atlas, clock) for clock in CLOCKS},
    }


def _records(atlas: Atlas) -> list[ParsedArticle]:
    """Return the articles that have an item, all where none has one."""
    kept = set(atlas.links["article"])
    return [record for record in atlas.records if record["id"] in kept] or atlas.records


def _article(record: ParsedArticle, shown: set[str]) -> dict[str, Any]:
    parts, counts = stretches(record, shown)
    return {
        "id": record["id"],
        "title": record["title"] or "",
        "byline": _sourced(record),
        "published": record["published"],
        "headed": is_headed(record),
        "parts": _short(parts),
        "counts": counts,
    }


def _sourced(record: ParsedArticle) -> str:
    return " · ".join(part for part in (byline(record), record.get("source")) if part)


def _byline(records: list[ParsedArticle]) -> str:
    """Return the line under the heading: of one article its own, of several who published them, and when."""
    if len(records) == 1:
        return _sourced(records[0])
    publishers = list(dict.fromkeys(name for record in records if (name := record.get("publisher"))))
    days = sorted(day for record in records if (day := record["published"]))
    who = ", ".join(publishers[:MOST_PUBLISHERS]) + (" and others" if len(publishers) > MOST_PUBLISHERS else "")
    when = " – ".join(dict.fromkeys((words.day(days[0]), words.day(days[-1])))) if days else ""
    return " · ".join(part for part in (who, when) if part)


class _Shapes:
    """The outlines and courses of the places that are drawn, under the names by which the map asks for them."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def address(self, place: Any) -> str | None:
        """Keep the shape of a row of `Atlas.by_place`, if it has one, and return its name."""
        shape, kind = shape_of(place.id, own_shape(place))
        if shape is None:
            return None
        self.found[f"{kind}{place.id}"] = shape
        return f"{kind}{place.id}"


ITEM_FIELDS = (
    "key", "kind", "article", "category", "salience", "minor", "typed", "words", "first", "last", "lane", "bars",
    "inferred",
)  # fmt: skip
"""What the script asks of an item: the number of its article, its first and last day, the words a search finds it by,
and its bar in the timeline on each clock, in the lane of its category unless `lane` names another."""
LINK_FIELDS = ("item", "place", "role", "named", "weak")
"""What the script asks of a link: the number of its item, its place, the part that the place plays, the score of the
name that gave the place (None where it was inferred), and whether it is a guess."""


def _items(atlas: Atlas, records: list[ParsedArticle], days: dict[Clock, pd.DataFrame]) -> dict[str, Any]:
    numbers = {record["id"]: number for number, record in enumerate(records)}
    bars = {clock: dict(zip(_keys(rows), rows["bar"], strict=True)) for clock, rows in days.items()}
    told = days["happened"]
    lanes = dict(zip(_keys(told), told["category"], strict=True))
    inferred = set(_keys(told[told["inferred"]]))
    items = atlas.links.drop_duplicates(["article", "item"])
    rows = []
    for key, link in zip(_keys(items), _missing_none(items).itertuples(), strict=True):
        lane = lanes.get(key)
        rows.append([
            "/".join(key), link.kind, numbers[link.article], link.category, link.salience, int(link.minor),
            int(link.type != UNTYPED), link.words, link.date, link.date_end, None if lane == link.category else lane,
            [bars[clock].get(key) for clock in CLOCKS], int(key in inferred),
        ])  # fmt: skip
    return {"fields": ITEM_FIELDS, "rows": rows}


def _links(atlas: Atlas) -> dict[str, Any]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(_keys(atlas.links)))}
    rows = [
        [
            numbers[key],
            link.place,
            link.role if link.role in words.PARTS else "about",
            None if link.start is None else link.score,
            int(link.weak),
        ]
        for key, link in zip(_keys(atlas.links), _missing_none(atlas.links).itertuples(), strict=True)
    ]
    return {"fields": LINK_FIELDS, "rows": rows}


def _keys(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the article and item of each row."""
    return [*zip(rows["article"], rows["item"], strict=True)]


def _missing_none(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(object).where(table.notna(), None)


_APP = ("wrong", "here")
"""What of a card only the app needs."""


def _short(value: Any) -> Any:
    """Return panels or parts without what is empty and what only the app needs."""
    if isinstance(value, dict):
        return {key: _short(part) for key, part in value.items() if key not in _APP and not _empty(part)}
    if isinstance(value, list | tuple):
        return [_short(part) for part in value if part is not None]
    return value


def _empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []


@cache
def _script() -> str:
    """Return every script of the page, in an own scope, as one text that can't end its element."""
    libraries = "\n".join(_source(name) for name in static.SCRIPTS)
    own = bundle.script(*_MODULES)
    return re.sub(
        "</(?=script)|<!--", lambda m: m[0].replace("<", "\\x3c"), f"{libraries}\n(() => {{\n{own}\n}})();", flags=re.I
    )


@cache
def _style() -> str:
    """Return every style of the page, without what would be fetched, and with its icons."""
    styles = "\n".join(_source(name) for name in static.STYLES)
    styles = re.sub(r"(?m)^@font-face.*$|[\w-]+\s*:\s*url\([^)]*\)[^;}]*;?", "", styles)
    icons = base64.b64encode((DATA / "icons.woff2").read_bytes()).decode()
    font = f'@font-face {{ font-family: "Dateline Icons"; src: url(data:font/woff2;base64,{icons}) format("woff2"); }}'
    return "\n".join((styles, font, bundle.stylesheet("panel", "reader", "timeline", "page")))


def _source(name: str) -> str:
    lines = static.source(name).read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _digest(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()
