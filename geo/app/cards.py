"""What a panel shows of a place or a person: plain data for the component in components/panel.js."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from geo.app import words
from geo.atlas import Atlas
from geo.contract import DOUBTFUL, MINOR
from geo.corrections import SURE
from geo.maps.palette import MENTION, style
from geo.maps.payload import where
from geo.ontology import categories, event_type

MOST_ROWS = 60
MOST_CARDS = 60

Segment = tuple[str, str | None]
"""A stretch of text and its mark (place, trigger, who, when), or None."""


def overview(atlas: Atlas, title: str, note: str) -> dict[str, Any]:
    """Return the panel for no selection: all places, the ones where most happens first."""
    places = atlas.by_place()
    doubtful = places["doubtful"].astype(bool)
    here, rest = places[places["happening"] > 0], places[(places["happening"] == 0) & ~doubtful]
    perhaps, talked = rest[rest["guesses"] > 0], rest[rest["guesses"] == 0]
    sections = [
        _rows("What happens and is said", here, folded=False),
        _rows("Perhaps there, by a guess", perhaps, folded=False),
        _rows("Only talked about", talked, folded=len(here) > 6),
        _rows("Doubtful", places[doubtful], folded=False),
    ]
    head = {"id": "", "title": title, "note": note}
    return {"head": head, "sections": [section for section in sections if section["rows"]]}


def _rows(title: str, places: pd.DataFrame, *, folded: bool) -> dict[str, Any]:
    rows = [
        {
            "id": place.id,
            "name": place.name,
            "where": where(place),
            "style": style(place.category)._asdict(),
            "counts": _counts(place),
        }
        for place in places.head(MOST_ROWS).itertuples()
    ]
    more = f"{len(places) - MOST_ROWS:,} more on the map and under Tables." if len(places) > MOST_ROWS else ""
    return {"title": title, "count": len(places), "rows": rows, "folded": folded, "more": more}


def _counts(place: Any) -> str:
    told = [
        words.number(place.events, "event") if place.events else "",
        words.number(place.quotes, "quote") if place.quotes else "",
    ]
    less = words.number(place.minor, "minor event") if place.minor else words.number(place.mentions, "mention")
    if place.happening and place.guesses:
        told.append(words.number(place.guesses, "guess", "guesses"))
    return " · ".join(part for part in told if part) or less


def place_panel(atlas: Atlas, whole: Atlas, place: str) -> dict[str, Any]:
    """Return the panel of one place.

    Args:
        atlas: the filtered atlas, whose items are shown.
        whole: the atlas without filters, which knows the place even where everything is filtered away.
        place: id of a place in `whole`.
    """
    row = whole.places.loc[place]
    links = atlas.at(place)
    events = sorted(_items(links, atlas.events, "event"), key=lambda pair: -pair[0].salience)
    minor = [pair for pair in events if pair[0].salience < MINOR]
    events = events[: len(events) - len(minor)]
    quotes = _items(links, atlas.quotes, "quote")
    mentions = _items(links, atlas.mentions, "mention")
    sections = [
        {"title": "Events", "count": len(events), "cards": [event_card(atlas, *pair) for pair in events[:MOST_CARDS]]},
        {"title": "Quotes", "count": len(quotes), "cards": [quote_card(atlas, *pair) for pair in quotes[:MOST_CARDS]]},
        {
            "title": "Minor events",
            "count": len(minor),
            "cards": [event_card(atlas, *pair) for pair in minor[:MOST_CARDS]],
            "folded": bool(events or quotes),
        },
        {
            "title": "Mentions",
            "count": len(mentions),
            "cards": [mention_card(atlas, *pair) for pair in mentions[:MOST_CARDS]],
            "folded": bool(events or quotes or minor),
        },
    ]
    head = {"id": place, "title": row["name"], "lead": _lead(row), "back": "All places", **_certainty(whole, place)}
    head["wrong"] = {"place": place}
    if not (events or minor or quotes or mentions):
        head["note"] = "Everything here is filtered away at the moment."
    return {"head": head, "sections": [section for section in sections if section["count"]]}


def _lead(row: Any) -> str:
    kind = where(row)
    people = words.number(int(row["population"]), "inhabitant") if row["population"] else ""
    return " · ".join(part for part in (kind[:1].upper() + kind[1:], people) if part)


def _certainty(whole: Atlas, place: str) -> dict[str, Any]:
    mentions = whole.mentions[whole.mentions["place"] == place]
    if mentions.empty:
        return {}
    best = mentions.loc[mentions["score"].astype(float).idxmax()]
    others = [
        f"{other['name']}, {other['admin1'] or other['country'] or other['kind']}: {round(100 * other['score'])} %"
        for other in best["candidates"]
        if other["place"] != place and other["score"] >= 0.005
    ]
    certain = float(best["score"]) == SURE  # no machine is
    return {
        "sure": 100 if certain else min(99, round(100 * float(best["score"]))),
        "doubtful": bool(best["score"] < DOUBTFUL),
        "why": best["why"],
        "others": others[:5],
    }


def _items(links: pd.DataFrame, table: pd.DataFrame, kind: str) -> list[tuple[Any, list[Any]]]:
    """Return the items of a kind that `links` name, each with its links, in the order of the links."""
    wanted = links[links["kind"] == kind]
    table = table[table["id"].isin(set(wanted["item"]))]
    rows = {(row.article, row.id): row for row in table.itertuples()}
    found: dict[tuple[str, str], list[Any]] = {}
    for link in wanted.itertuples():
        found.setdefault((link.article, link.item), []).append(link)
    return [(rows[key], group) for key, group in found.items() if key in rows]


def event_card(atlas: Atlas, event: Any, links: list[Any]) -> dict[str, Any]:
    """Return the card of an event: type, status, date, who did what to whom, its sentence with the words marked."""
    kind = event_type(event.type)
    status, icon = words.STATUS.get(event.status, (event.status, "help"))
    tone = "" if event.status == "happened" else "warn"
    marks = [(event.trigger_start, event.trigger_end, "trigger")]
    if event.place_start is not None:
        marks.append((event.place_start, event.place_end, "place"))
    sentence = atlas.text(event.article, event.sentence_start, event.sentence_end)
    marks += _phrases(sentence, event.sentence_start, [event.date_text], "when")
    marks += [(span["start"], span["end"], "who") for span in _who_spans(event)]
    return {
        "id": f"{event.article}/{event.id}",
        "kind": "event",
        "style": style(kind.category)._asdict(),
        "label": kind.label,
        "badges": [{"text": status, "icon": icon, "tone": tone}, *_guess(event, links)],
        "date": _event_date(event),
        "title": _who(event),
        "segments": segments(sentence, event.sentence_start, marks),
        "why": _event_reason(event, links),
        "places": _elsewhere(atlas, event),
        "spot": {"article": event.article, "at": event.trigger_start},
        "wrong": {"article": event.article, "item": event.id},
    }


def _guess(event: Any, links: list[Any]) -> list[dict[str, Any]]:
    """Return the badge of an event that is more likely elsewhere than where its links set it."""
    if not links or not all(link.weak for link in links):
        return []
    score = getattr(event, "place_score", None)
    sure = "" if pd.isna(score) else f": {words.percent(score)} sure"
    return [{"text": f"A guess{sure}", "icon": "help", "tone": "warn", "here": True}]


def _event_reason(event: Any, links: list[Any]) -> str:
    """Return why an event is here, how sure that is where no word of its clause says so, and what tells its day."""
    score, evidence = getattr(event, "place_score", None), getattr(event, "place_evidence", None)
    inferred = links and evidence not in (None, "clause") and not pd.isna(score) and not _guess(event, links)
    sure = f"{words.percent(score)} sure." if inferred else ""
    dated = words.DATED.get(words.text(getattr(event, "date_evidence", None)), "")
    return " ".join(part for part in (_reason(links, event.why), sure, dated and f"{dated}.") if part)


def _event_date(event: Any) -> str:
    return words.span(words.text(event.date), words.text(event.date_end), event.date_precision) or "no date given"


def _who_spans(event: Any) -> list[dict[str, Any]]:
    """Return where the text names who acts and who is acted upon; an event that a person added has no such places."""
    spans = (getattr(event, "actor_spans", None), getattr(event, "recipient_spans", None))
    return [span for side in spans if isinstance(side, list) for span in side]


def _who(event: Any) -> str:
    actors, recipients = ", ".join(event.actors), ", ".join(event.recipients)
    if actors and recipients:
        return f"{actors} → {recipients}"
    return actors or (f"Affected: {recipients}" if recipients else "")


def quote_card(atlas: Atlas, quote: Any, links: list[Any]) -> dict[str, Any]:
    """Return the card of a quote: the words, who said them, whether here or about here, when."""
    roles = dict.fromkeys(words.role(link.role, link.weak) for link in links)
    icons = {"said here": "record_voice_over", "about here": "chat_bubble"}
    icons |= {words.GUESSED[role]: "help" for role in words.GUESSED}
    speaker = quote.speaker or "Speaker not named"
    opening, closing = ("“", "”") if quote.direct else ("", "")
    return {
        "id": f"{quote.article}/{quote.id}",
        "kind": "quote",
        "style": style("words")._asdict(),
        "label": "Quote" if quote.direct else "Reported",
        "badges": [
            {"text": role[:1].upper() + role[1:], "icon": icons.get(role, "location_on"), "here": True}
            for role in roles
        ],
        "date": words.span(words.text(quote.date), words.text(quote.date_end)),
        "title": "",
        "segments": [(opening + " ".join(quote.text.split()) + closing, None)],
        "byline": f"— {speaker}",
        "why": _reason(links, quote.why),
        "places": _quote_places(atlas, quote, links),
        "spot": {"article": quote.article, "at": quote.start},
        "wrong": {"article": quote.article, "item": quote.id},
    }


def _quote_places(atlas: Atlas, quote: Any, links: list[Any]) -> list[dict[str, str]]:
    here = {link.place for link in links}
    linked = [(quote.said_at, "Said in")] + [(place, "About") for place in quote.about]
    return [
        {"id": place, "role": label, "label": f"{label} {atlas.places.at[place, 'name']}"}
        for place, label in linked
        if place and place not in here and place in atlas.places.index
    ]


def mention_card(atlas: Atlas, mention: Any, links: list[Any]) -> dict[str, Any]:
    """Return the card of a mention: its sentence with the name marked, and what it is there for."""
    sentence = atlas.text(mention.article, mention.sentence_start, mention.sentence_end)
    roles = dict.fromkeys(words.ROLE.get(link.role, link.role) for link in links)
    return {
        "id": f"{mention.article}/{mention.id}",
        "kind": "mention",
        "style": style(MENTION)._asdict(),
        "label": mention.text,
        "badges": [{"text": role} for role in roles],
        "date": "",
        "title": "",
        "segments": segments(sentence, mention.sentence_start, [(mention.start, mention.end, "place")]),
        "why": mention.why,
        "places": [],
        "spot": {"article": mention.article, "at": mention.start},
    }


def unplaced(atlas: Atlas) -> dict[str, Any]:
    """Return the panel of the names without a place: a card per name with its sentence and its candidates."""
    names = atlas.unplaced()
    found = [_unplaced_card(atlas, mention) for mention in names.head(MOST_CARDS).itertuples()]
    head = {
        "id": "tray",
        "title": "Not on the map",
        "lead": "Names the article uses that no place was found for, or too many alike.",
    }
    return {"head": head, "sections": [{"title": "", "count": len(names), "cards": found}]}


def _unplaced_card(atlas: Atlas, mention: Any) -> dict[str, Any]:
    sentence = atlas.text(mention.article, mention.sentence_start, mention.sentence_end)
    candidates = [
        f"{other['name']}, {other['admin1'] or other['country'] or other['kind']}: {round(100 * other['score'])} %"
        for other in mention.candidates[:5]
    ]
    return {
        "id": f"{mention.article}/{mention.id}",
        "kind": "mention",
        "style": style(MENTION)._asdict(),
        "label": mention.text,
        "badges": [],
        "date": "",
        "title": "",
        "segments": segments(sentence, mention.sentence_start, [(mention.start, mention.end, "place")]),
        "byline": "Candidates: " + "; ".join(candidates) if candidates else "No candidates",
        "why": mention.why,
        "places": [],
        "spot": {"article": mention.article, "at": mention.start},
        "wrong": {"name": mention.text},
    }


def person_panel(atlas: Atlas, name: str, roles: list[str]) -> dict[str, Any]:
    """Return the panel of one person: what they said and what they take part in, with the places of each."""
    links = atlas.links[[name in people for people in atlas.links["people"]]]
    events = _items(links, atlas.events, "event")
    quotes = _items(links, atlas.quotes, "quote")
    sections = [
        {"title": "Quotes", "count": len(quotes), "cards": [_away(atlas, quote_card, *pair) for pair in quotes]},
        {"title": "Events", "count": len(events), "cards": [_away(atlas, event_card, *pair) for pair in events]},
    ]
    head = {"id": name, "title": name, "lead": ", ".join(roles)}
    return {"head": head, "sections": [section for section in sections if section["count"]]}


def _away(atlas: Atlas, make: Any, item: Any, links: list[Any]) -> dict[str, Any]:
    """Return a card for a reader who stands at no place: it leads to all of its places."""
    card = make(atlas, item, links)
    card["badges"] = [badge for badge in card["badges"] if not badge.get("here")]
    card["places"] = [
        {
            "id": link.place,
            "role": link.role,
            "label": f"{_prefix(link)} {atlas.places.at[link.place, 'name']}",
        }
        for link in links
        if link.place in atlas.places.index
    ]
    return card


def _prefix(link: Any) -> str:
    """Return how an item belongs to a place, before the place's name."""
    if link.weak:
        return {"said_at": "Perhaps said in", "about": "Perhaps about"}.get(link.role, "Perhaps in")
    return {"happened": "In", "said_at": "Said in", "about": "About"}.get(link.role, "In")


def _elsewhere(atlas: Atlas, event: Any) -> list[dict[str, str]]:
    """Return the other places of an event that happens in several."""
    rows = atlas.events[(atlas.events["article"] == event.article) & (atlas.events["group"] == event.group)]
    places = [place for place in dict.fromkeys(rows["place"]) if place and place != event.place]
    links = atlas.links[(atlas.links["article"] == event.article) & atlas.links["item"].isin(rows["id"])]
    certain = set(links.loc[~links["weak"], "place"])
    return [
        {
            "id": place,
            "role": "also",
            "label": f"{'Also' if place in certain else 'Perhaps also'} in {atlas.places.at[place, 'name']}",
        }
        for place in places
        if place in atlas.places.index
    ]


def _reason(links: Iterable[Any], otherwise: str) -> str:
    reasons = dict.fromkeys(words.text(link.why) for link in links)
    reason = "; ".join(part.rstrip(".") for part in reasons if part) or words.text(otherwise).rstrip(".")
    return f"Why here: {reason}." if reason else ""


def _phrases(sentence: str, start: int, phrases: list[str | None], mark: str) -> list[tuple[int, int, str]]:
    spans = []
    for phrase in phrases:
        at = sentence.find(phrase) if phrase else -1
        if phrase and at >= 0:
            spans.append((start + at, start + at + len(phrase), mark))
    return spans


def segments(text: str, start: int, marks: list[tuple[int, int, str]]) -> list[Segment]:
    """Cut a text into stretches by marks; of marks that overlap the first in the list counts.

    Args:
        text: the text, which begins at `start`.
        start: its offset.
        marks: (start, end, mark) with offsets like `start`; what lies outside is cut off.
    """
    taken: list[tuple[int, int, str]] = []
    for first, last, mark in marks:
        first, last = max(0, first - start), min(len(text), last - start)
        if first < last and all(last <= other[0] or other[1] <= first for other in taken):
            taken.append((first, last, mark))
    cut: list[Segment] = []
    at = 0
    for first, last, mark in sorted(taken):
        cut += [(text[at:first], None), (text[first:last], mark)]
        at = last
    cut.append((text[at:], None))
    return [(stretch, mark) for stretch, mark in cut if stretch]


def legend(counts: dict[str | None, int], shown: list[str]) -> list[dict[str, Any]]:
    """Return the chips of the categories that have items, in the legend's order, with the number of items."""
    labels = {**categories(), MENTION: "Mentions"}
    return [
        {
            "id": name,
            "label": label,
            "count": int(counts[name]),
            "style": style(name)._asdict(),
            "on": name in shown,
            "help": None,
        }
        for name, label in labels.items()
        if name in counts
    ]
