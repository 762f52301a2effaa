"""What a panel shows of all places, of one place or of one person: plain data for assets/panel.js.

A panel has a `head` and `sections`. A section has a `title`, a `count`, and `rows` (places) or `cards`; where it can be
folded, `folds_after` says after how many rows or cards above it that is done (None for never).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from geo.atlas import Atlas
from geo.contract import DOUBTFUL, MINOR
from geo.maps.palette import MENTION
from geo.ontology import categories
from geo.places import where
from geo.viewer import cards, words
from geo.viewer.cards import Card, Shelf

MOST_ROWS = 60
MOST_CARDS = 60
"""How many rows a section of the app has at most, and how many cards it has until a reader asks for more."""
LIKELY = 0.005
"""From what probability on another meaning of a name is worth a line."""
SHORT_LIST = 6
"""After how many places where something happens those that are only talked about are folded."""

_FOLDED = ("minor", "mentions")
"""Sections of a place that are folded at first."""

Panel = dict[str, Any]
COUNTS = ("events", "minor", "quotes", "mentions", "happening", "guesses")
"""What a row of a place counts, as `Atlas.by_place` does; the script puts it in words."""

GROUPS = {
    "here": ("What happens and is said", None),
    "perhaps": ("Perhaps there, by a guess", None),
    "talked": ("Only talked about", SHORT_LIST),
    "doubtful": ("Doubtful", None),
}
"""The sections of the overview: their titles, and after how many rows they are folded."""


def overview(atlas: Atlas, title: str, note: str, *, most: int | None = MOST_ROWS) -> Panel:
    """Return the panel for no selection: all places, the ones where most happens first.

    Args:
        atlas: the selection.
        title: heading.
        note: what stands under it.
        most: how many rows a section has at most; all if None.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
    counts = dict.fromkeys(GROUPS, 0)
    for place in atlas.by_place().itertuples():
        group = group_of(place)
        counts[group] += 1
        if most is None or counts[group] <= most:
            rows[group].append(_row(place))
    sections = [
        {"group": name, "title": title, "count": counts[name], "rows": rows[name], "folds_after": folds_after}
        for name, (title, folds_after) in GROUPS.items()
    ]
    for section in sections:
        if left := section["count"] - len(section["rows"]):
            section["more"] = f"{left:,} more on the map and under Tables."
    return {"head": {"id": "", "title": title, "note": note}, "sections": sections}


def group_of(place: Any) -> str:
    """Return the section of the overview that a row of `Atlas.by_place` stands in, a key of `GROUPS`."""
    if place.happening:
        return "here"
    if place.doubtful:
        return "doubtful"
    return "perhaps" if place.guesses else "talked"


def _row(place: Any) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "where": where(place),
        "category": place.category,
        **{name: int(getattr(place, name)) for name in COUNTS},
    }


def place_panel(atlas: Atlas, whole: Atlas, place: str, *, most: int = MOST_CARDS) -> Panel:
    """Return the panel of one place.

    Args:
        atlas: the filtered atlas, whose items are shown.
        whole: the atlas without filters, which knows the place even where everything is filtered away.
        place: id of a place in `whole`.
        most: how many cards a section has at most.
    """
    links = atlas.at(place, most)
    panel = _place_panel(
        Shelf(atlas, links, place),
        whole.place(place),
        [*links.itertuples()],
        whole.surest(place),
        atlas.counts_at(place),
        most,
    )
    if whole.count > 1:
        panel["head"]["lead"] += f" · {words.told(*whole.told_by(place))}"
    return _titled({**panel, "most": most}, atlas)


def place_panels(atlas: Atlas) -> dict[str, Panel]:
    """Return the panels of all places that have a link, with all of their cards, by place id."""
    shelf = Shelf(atlas, atlas.links)
    links: dict[str, list[Any]] = {place: [] for place in atlas.places.index}
    for link in atlas.in_order().itertuples():
        if link.place in links:
            links[link.place].append(link)
    return {
        place: _place_panel(shelf, atlas.place(place), there, atlas.surest(place), None, None)
        for place, there in links.items()
        if there
    }


def _place_panel(
    shelf: Shelf, row: Any, links: list[Any], surest: Any | None, counts: dict[str, int] | None, most: int | None
) -> Panel:
    events = sorted(shelf.items(links, "event"), key=lambda pair: -pair[0].salience)
    told = [pair for pair in events if pair[0].salience >= MINOR]
    parts = (
        ("Events", "events", cards.event_card, told),
        ("Quotes", "quotes", cards.quote_card, shelf.items(links, "quote")),
        ("Minor events", "minor", cards.event_card, events[len(told) :]),
        ("Mentions", "mentions", cards.mention_card, shelf.items(links, "mention")),
    )
    sections = [
        _section(title, make, items, shelf, most, counts and counts[name])
        | ({"folds_after": 0} if name in _FOLDED else {})
        for title, name, make, items in parts
        if items
    ]
    place = row.id
    head = {"id": place, "title": row.name, "lead": _lead(row), "back": "All places", "wrong": {"place": place}}
    return {
        "head": {**head, **_certainty(place, surest)},
        "sections": sections,
        "empty": "Everything here is filtered away at the moment.",
    }


def _section(
    title: str,
    make: Callable[..., Card],
    items: Sequence[Any],
    shelf: Shelf,
    most: int | None,
    count: int | None = None,
) -> dict[str, Any]:
    """Return a section of the first of its cards; `count` is how many there are, where not all are among the items."""
    made = [make(shelf, *item) for item in items[:most]]
    section = {"title": title, "count": len(items) if count is None else count, "cards": made}
    if left := section["count"] - len(made):
        section["more"] = f"{left:,} more; filters make the list shorter."
    return section


def _titled(panel: Panel, atlas: Atlas) -> Panel:
    """Return a panel with the titles of its articles, by which cards of several say which of them they are from."""
    if atlas.count <= 1:
        return panel
    return {
        **panel,
        "articles": atlas.titles(card["spot"]["article"] for part in panel["sections"] for card in part["cards"]),
    }


def _lead(row: Any) -> str:
    kind = where(row)
    people = words.number(int(row.population), "inhabitant") if row.population else ""
    return " · ".join(part for part in (kind[:1].upper() + kind[1:], people) if part)


def _certainty(place: str, surest: Any | None) -> dict[str, Any]:
    if surest is None:
        return {}
    others = [other for other in surest.candidates if other["place"] != place and other["score"] >= LIKELY]
    return {
        "sure": words.hundredths(float(surest.score)),
        "doubtful": bool(surest.score < DOUBTFUL),
        "why": surest.why,
        "others": cards.candidates(others),
    }


def unplaced(atlas: Atlas, *, most: int | None = MOST_CARDS) -> Panel:
    """Return the panel of the names without a place: a card per name with its sentence and its candidates.

    Args:
        atlas: the selection.
        most: how many cards it has at most; all if None.
    """
    names = [(mention,) for mention in atlas.unplaced(most).itertuples()]
    count = len(names) if most is None or len(names) < most else atlas.count_unplaced()
    head = {
        "id": "tray",
        "title": "Not on the map",
        "lead": "Names the article uses that no place was found for, or too many alike.",
    }
    section = _section("", cards.unplaced_card, names, Shelf(atlas), most, count)
    return _titled({"head": head, "sections": [section]}, atlas)


def person_panel(atlas: Atlas, name: str, roles: list[str], *, most: int = MOST_CARDS) -> Panel:
    """Return the panel of one person: what they said and what they take part in, with the places of each.

    Args:
        atlas: the selection.
        name: of the person.
        roles: their titles.
        most: how many cards a section has at most.
    """
    links, counts = atlas.of_person(name, most), atlas.counts_of(name)
    shelf, theirs = Shelf(atlas, links), [*links.itertuples()]
    sections = [
        _section(title, partial(_away, make), shelf.items(theirs, kind), shelf, most, counts and counts.get(kind, 0))
        for title, kind, make in (("Quotes", "quote", cards.quote_card), ("Events", "event", cards.event_card))
    ]
    head = {"id": name, "title": name, "lead": ", ".join(roles)}
    shown = [section for section in sections if section["count"]]
    return _titled({"head": head, "sections": shown, "most": most}, atlas)


def _away(make: Callable[..., Card], shelf: Shelf, item: Any, links: list[Any]) -> Card:
    return cards.away(shelf, make(shelf, item, links), links)


def legend(counts: dict[str | None, int], shown: list[str]) -> list[dict[str, Any]]:
    """Return the chips of the categories that have items, in the legend's order, with the number of items."""
    return [
        {"id": name, "label": label, "count": int(counts[name]), "on": name in shown}
        for name, label in labels().items()
        if name in counts
    ]


def labels() -> dict[str, str]:
    """Return what the categories of events, quotes and mentions are called, in the legend's order."""
    return {**categories(), MENTION: "Mentions"}
