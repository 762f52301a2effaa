"""The flat record of every export: one row an item and place, with the whole chain of evidence behind it.

Field names follow the event data sets of the field (PLOVER, POLECAT, ACLED): type, mode, status, actors, recipients,
the raw place name beside the resolved place, geo precision, sentence with offsets, source and date of publication.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypedDict, cast

import pandas as pd

from geo.atlas import Atlas
from geo.attribution import SHORT
from geo.contract import Candidate, ParsedArticle, Span
from geo.exports.places import drawn_places
from geo.ontology import event_types

GEO_PRECISION = {
    "facility": 5,
    "airport": 5,
    "city": 4,
    "district": 3,
    "admin2": 3,
    "admin1": 2,
    "country": 1,
}
"""How precise a kind of place is, 5 the finest; seas, regions and other wide places have 0."""


class Evidence(TypedDict):
    """One item (event, quote or mention) at one place. Offsets count characters of the article's text."""

    record: str
    """event, quote or mention."""
    item_id: str
    """Id of the item within its article."""
    group_id: str | None
    """Rows of one event at several places, or of one quote in several parts, have one group."""
    role: str
    """How the item belongs to the place: happened, said_at, about, from, organisation, government, mentioned, or
    unplaced."""
    event_date: str | None
    """First day, ISO 8601; of a quote the day it was said."""
    event_date_end: str | None
    event_date_precision: str | None
    event_date_text: str | None
    event_date_evidence: str | None
    """What tells the day: clause, clause above, telling, story, or publication, from which it is inferred."""
    event_type: str | None
    """PLOVER type, or one of our own where `event_type_scheme` says so."""
    event_type_label: str | None
    event_type_scheme: str | None
    event_mode: str | None
    event_status: str | None
    """happened, planned, possible or denied."""
    event_salience: float | None
    """How much the event matters in its story, 0 to 1; below 0.5 it is minor."""
    actors: list[str]
    recipients: list[str]
    actor_spans: list[Span]
    """Where the text names the actors, and who of its people and bodies each is, in the order of `actors`."""
    recipient_spans: list[Span]
    trigger: str | None
    trigger_start: int | None
    trigger_end: int | None
    speaker: str | None
    cue: str | None
    direct: bool | None
    raw_placename: str | None
    """The toponym as the text has it; None where the place was inferred."""
    placename_start: int | None
    placename_end: int | None
    place_id: str | None
    place_name: str | None
    place_kind: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    country: str | None
    country_code: str | None
    geo_precision: int | None
    geo_shape: str | None
    """What latitude and longitude are: the "point" of the place itself, the middle of an "area", or the point of a
    "line", the course of a river, where the story is."""
    place_score: float | None
    """Calibrated probability that the toponym means this place."""
    place_doubtful: bool | None
    """Whether no name that gave the place, in all that is exported, is more likely to mean it than not (0.5): on the
    map it is small and dashed, and neither frames the view nor adds to the size of a marker."""
    place_why: str | None
    """Why the toponym was resolved to this place."""
    link_why: str | None
    """Why the item belongs to the place."""
    link_evidence: str | None
    """What tells that an event or quote belongs to the place: clause, sentence, telling, territory, scene, venue, run,
    speaker, subject, dateline or story."""
    link_certainty: str | None
    """"guess" where it is more likely wrong than right; such rows add nothing to the size of a marker."""
    event_place_score: float | None
    """Calibrated probability that the event happened at this place."""
    item_why: str | None
    """Why the item was read as it was."""
    candidates: list[Candidate]
    text: str
    text_start: int
    text_end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    article_id: str
    origin_id: str
    """The first of the articles that print this text, `article_id` itself where it is no reprint."""
    article_title: str | None
    author: str | None
    publisher: str | None
    source: str | None
    publication_date: str | None
    attribution: str


FIELDS: dict[str, Any] = Evidence.__annotations__
NUMBERS = {
    "trigger_start": int, "trigger_end": int, "placename_start": int, "placename_end": int, "geonames_id": int,
    "geo_precision": int, "text_start": int, "text_end": int, "sentence_start": int, "sentence_end": int,
    "latitude": float, "longitude": float, "place_score": float, "event_salience": float,
    "event_place_score": float,
}  # fmt: skip
TRUTHS = ("direct", "place_doubtful")
"""Fields that hold numbers, and those that hold truth values; those of LISTS hold lists, all others text."""
_UNFIT = re.compile("[\x00\ud800-\udfff]")
LISTS = ("actors", "recipients", "actor_spans", "recipient_spans", "candidates")


def evidence(atlas: Atlas) -> Iterator[Evidence]:
    """Yield the rows of an atlas, one per link, in its order; what could not be placed has a row without a place.

    Of a folder of tables only some articles are in memory at a time.
    """
    places = {row["id"]: row for row in _rows(drawn_places(atlas))}
    for part in atlas.parts():
        yield from _of_part(part, places, atlas.origins)


def _of_part(atlas: Atlas, places: dict[str, dict[str, Any]], origins: dict[str, str]) -> Iterator[Evidence]:
    tables = {
        kind: {(row["article"], row["id"]): row for row in _rows(table)}
        for kind, table in (("event", atlas.events), ("quote", atlas.quotes), ("mention", atlas.mentions))
    }
    articles = {row["id"]: {**row, "origin": origins.get(row["id"], row["id"])} for row in _rows(atlas.articles)}
    named = {(mention["article"], mention["start"], mention["end"]): mention for mention in _rows(atlas.named())}
    for link in _rows(atlas.links):
        item = tables[link["kind"]].get((link["article"], link["item"]))
        if item is not None:
            mention = item if link["kind"] == "mention" else named.get((link["article"], link["start"], link["end"]))
            yield storable(_row(link, item, mention or {}, places.get(link["place"]) or {}, articles[link["article"]]))


def storable(value: Any) -> Any:
    """Return a value with what no format can hold in its texts (NUL, lone surrogates) replaced one for one."""
    if isinstance(value, str):
        return _UNFIT.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list) else value


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries, None for what is missing."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _row(link: dict, item: dict, mention: dict, place: dict, article: dict) -> Evidence:
    text = article["text"]
    kind = link["kind"]
    known = event_types().get(item.get("type") or "") if kind == "event" else None
    start, end = _whole(item["sentence_start"]), _whole(item["sentence_end"])
    place_start, place_end = _whole(link["start"]), _whole(link["end"])
    if kind == "mention":
        place_start, place_end = _whole(item["start"]), _whole(item["end"])
    return {
        "record": kind,
        "item_id": item["id"],
        "group_id": item.get("group"),
        "role": link["role"],
        "event_date": item.get("date"),
        "event_date_end": item.get("date_end"),
        "event_date_precision": item.get("date_precision"),
        "event_date_text": item.get("date_text"),
        "event_date_evidence": item.get("date_evidence"),
        "event_type": item.get("type"),
        "event_type_label": known.label if known else None,
        "event_type_scheme": None if known is None else "PLOVER" if known.plover else "Dateline",
        "event_mode": item.get("mode"),
        "event_status": item.get("status"),
        "event_salience": item.get("salience"),
        "actors": list(item.get("actors") or ()),
        "recipients": list(item.get("recipients") or ()),
        "actor_spans": list(item.get("actor_spans") or ()),
        "recipient_spans": list(item.get("recipient_spans") or ()),
        "trigger": _part(text, item.get("trigger_start"), item.get("trigger_end")),
        "trigger_start": _whole(item.get("trigger_start")),
        "trigger_end": _whole(item.get("trigger_end")),
        "speaker": item.get("speaker"),
        "cue": item.get("cue"),
        "direct": item.get("direct"),
        "raw_placename": _part(text, place_start, place_end),
        "placename_start": place_start,
        "placename_end": place_end,
        "place_id": place.get("id"),
        "place_name": place.get("name"),
        "place_kind": place.get("kind"),
        "geonames_id": geonames_id(place.get("id")),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "admin1": place.get("admin1"),
        "country": place.get("country"),
        "country_code": place.get("country_code"),
        "geo_precision": GEO_PRECISION.get(place["kind"], 0) if place else None,
        "geo_shape": place.get("shape"),
        "place_score": mention.get("score"),
        "place_doubtful": place.get("doubtful"),
        "place_why": mention.get("why"),
        "link_why": link["why"] or None,
        "link_evidence": link["evidence"],
        "link_certainty": "guess" if link["weak"] else None,
        "event_place_score": item.get("place_score") if link["role"] == "happened" else None,
        "item_why": item.get("why"),
        "candidates": list(mention.get("candidates") or ()),
        "text": item["text"],
        "text_start": _whole(item["start"]) or 0,
        "text_end": _whole(item["end"]) or 0,
        "sentence": text[start:end],
        "sentence_start": start or 0,
        "sentence_end": end or 0,
        "article_id": article["id"],
        "origin_id": article["origin"],
        "article_title": article["title"],
        "author": article["author"],
        "publisher": article["publisher"],
        "source": article["source"],
        "publication_date": article["published"],
        "attribution": SHORT,
    }


def as_json(row: Evidence) -> dict[str, Any]:
    """Return a row for a format without lists: they are JSON texts in it."""
    return {key: json.dumps(value, ensure_ascii=False) if key in LISTS else value for key, value in row.items()}


def geonames_id(place: str | None) -> int | None:
    """Return the GeoNames id within a place's id, None where the place is from elsewhere."""
    scheme, _, number = (place or "").partition(":")
    return int(number) if scheme == "geonames" and number.isdigit() else None


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _part(text: str, start: Any, end: Any) -> str | None:
    return None if start is None or end is None else text[int(start) : int(end)]


def selected(atlas: Atlas) -> Iterator[ParsedArticle]:
    """Yield the contract's records of an atlas, with only those items and places that it keeps.

    Each place says beside what the contract asks whether it is `doubtful`, as in `Evidence.place_doubtful`.
    """
    doubtful = drawn_places(atlas)["doubtful"].to_dict()
    for part in atlas.parts():
        for record in part.records:
            places = [{**row, "doubtful": doubtful[row["id"]]} for row in record["places"]]
            yield cast(ParsedArticle, {**record, "places": places})


def as_atlas(source: Atlas | Iterable[ParsedArticle]) -> Atlas:
    """Return `source`, an atlas or the records of one, as an atlas."""
    return source if isinstance(source, Atlas) else Atlas.from_records(source)
