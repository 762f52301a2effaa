"""A parsed article to export, in which any string can stand wherever an article or a gazetteer may put one."""

import json
from typing import Any

from geo.atlas import Atlas

TEXT = (
    "River talks\n\nMinister Ana Roe met Ben Ode in Lyon on Monday. “The river is ours too,” she said of Chad. "
    "A march in Zedburg was called off."
)


def _span(text: str) -> tuple[int, int]:
    return TEXT.index(text), TEXT.index(text) + len(text)


def _place(id: str, name: str, kind: str, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    country = {"country": "France", "country_code": "FR", "admin1": "Auvergne-Rhône-Alpes", "population": 500_000}
    return {"id": id, "name": name, "kind": kind, "lat": lat, "lon": lon, **country, **more}


def record(hostile: str | None = None) -> dict[str, Any]:
    """Return the contract's record; `hostile` replaces or follows every free text in it."""

    def free(usual: str) -> str:
        return usual if hostile is None else hostile

    text = TEXT if hostile is None else f"{TEXT} {hostile}"
    lyon = _place("geonames:2996944", free("Lyon"), "city", 45.74846, 4.84671)
    chad = _place("geonames:2434508", free("Chad"), "country", -15.0, -19.0, country=free("Chad"), admin1=None)
    candidate = {
        "place": "geonames:2996944", "name": free("Lyon"), "kind": "city", "country": free("France"),
        "admin1": free("Auvergne-Rhône-Alpes"), "lat": 45.74846, "lon": 4.84671, "score": 0.91,
    }  # fmt: skip
    sentences = [
        _span("River talks"),
        _span(TEXT[13 : TEXT.index(" “")]),
        _span(TEXT[TEXT.index("“") : TEXT.index(" A march")]),
    ]
    sentences.append((TEXT.index("A march"), len(text)))

    def mention(id: str, name: str, place: str | None, score: float, candidates: list[dict]) -> dict[str, Any]:
        start, end = _span(name)
        return {
            "id": id, "start": start, "end": end, "text": name, "kind": "name", "place": place, "score": score,
            "why": free("the largest of that name"), "coarse": False, "candidates": candidates,
        }  # fmt: skip

    quote = _span("The river is ours too,")
    event = _span("Minister Ana Roe met Ben Ode in Lyon on Monday")
    march = _span("A march in Zedburg was called off")
    undated = dict.fromkeys(("mode", "date", "date_end", "date_text", "date_precision", "date_evidence"))
    nowhere = dict.fromkeys(("place", "place_start", "place_end", "place_evidence", "place_score"))
    plain = {**undated, **nowhere, "actors": [], "recipients": []}
    return {
        "id": "sample",
        "title": free("River talks"),
        "published": "2024-05-08",
        "publisher": free("The Gazette"),
        "author": free("Cy Poe"),
        "source": free("https://example.org/river"),
        "text": text,
        "sentences": sentences,
        "mentions": [
            mention("m1", "Lyon", "geonames:2996944", 0.91, [candidate]),
            mention("m2", "Chad", "geonames:2434508", 0.8, []),
            mention("m3", "Zedburg", None, 0.1, []),
        ],
        "places": [lyon, chad],
        "dates": [],
        "people": [
            {
                "id": "p1",
                "name": free("Ana Roe"),
                "roles": [free("Minister")],
                "gender": "f",
                "mentions": [_span("Ana Roe")],
            }
        ],
        "bodies": [],
        "quotes": [
            {
                "id": "q1", "start": quote[0], "end": quote[1], "text": text[quote[0] : quote[1]], "direct": True,
                "speaker": free("Ana Roe"), "speaker_id": "p1",
                "speaker_start": _span("she")[0], "speaker_end": _span("she")[1],
                "cue": "said", "cue_start": _span("said")[0], "cue_end": _span("said")[1], "date": "2024-05-06",
                "date_end": "2024-05-06", "date_text": None, "said_at": "geonames:2996944",
                "said_at_evidence": "venue",
                "about": ["geonames:2434508"], "group": "q1", "why": free("“she” is Ana Roe"),
            }
        ],
        "events": [
            {
                "id": "e1", "start": event[0], "end": event[1], "text": text[event[0] : event[1]],
                "trigger_start": _span("met")[0], "trigger_end": _span("met")[1], "type": "CONSULT", "mode": "visit",
                "status": "happened", "date": "2024-05-06", "date_end": "2024-05-06", "date_text": "on Monday",
                "date_precision": "day", "place": "geonames:2996944", "place_start": _span("Lyon")[0],
                "place_end": _span("Lyon")[1], "actors": [free("Ana Roe")], "recipients": ["Ben Ode"],
                "date_evidence": "clause", "place_evidence": "clause", "place_score": 0.83,
                "actor_spans": [
                    {"start": _span("Ana Roe")[0], "end": _span("Ana Roe")[1], "text": free("Ana Roe"), "id": "p1"}
                ],
                "recipient_spans": [
                    {"start": _span("Ben Ode")[0], "end": _span("Ben Ode")[1], "text": "Ben Ode", "id": None}
                ],
                "mentions": [_span("met")], "salience": 0.9, "group": "e1", "why": free("“met” is a meeting"),
            },
            {
                "id": "e2", "start": march[0], "end": march[1], "text": text[march[0] : march[1]],
                "trigger_start": _span("march")[0], "trigger_end": _span("march")[1], "type": "PROTEST",
                "status": "denied", "mentions": [_span("march")], "salience": 0.6, "group": "e2", "why": "", **plain,
            },
        ],
        "links": [
            {"item": "e1", "place": "geonames:2996944", "role": "happened", "start": _span("Lyon")[0],
             "end": _span("Lyon")[1], "why": free("“in Lyon” says where"), "evidence": "clause", "weak": False},
            {"item": "q1", "place": "geonames:2996944", "role": "said_at", "start": None, "end": None,
             "why": free("met there")},
            {"item": "q1", "place": "geonames:2434508", "role": "about", "start": _span("Chad")[0],
             "end": _span("Chad")[1], "why": free("“of Chad”")},
            {"item": "m1", "place": "geonames:2996944", "role": "happened", "start": _span("Lyon")[0],
             "end": _span("Lyon")[1], "why": ""},
            {"item": "m2", "place": "geonames:2434508", "role": "about", "start": _span("Chad")[0],
             "end": _span("Chad")[1], "why": ""},
        ],
    }  # fmt: skip


def atlas(*hostile: str) -> Atlas:
    """Return the atlas of the sample, or of one sample a hostile string."""
    if not hostile:
        return Atlas.from_records([record()])
    return Atlas.from_records([_numbered(record(text), number) for number, text in enumerate(hostile)])


def _numbered(found: dict[str, Any], number: int) -> dict[str, Any]:
    """Give the article and its places ids of their own."""
    moved = json.loads(json.dumps(found).replace('"geonames:', f'"geonames:{number + 1}'))
    return {**moved, "id": f"hostile-{number}"}
