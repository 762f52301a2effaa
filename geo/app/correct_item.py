"""The dialog that corrects one item of an article: an event, a quote, or a mention of a place."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from geo.app.choose_place import candidates, choose, known, lines, named, of_article
from geo.app.visit import Items
from geo.contract import ParsedArticle, Place, Status
from geo.corrections import (
    MOST_LISTED,
    Checked,
    Correction,
    DaysOfEvent,
    Elsewhere,
    Kind,
    Note,
    Nothing,
    PeopleOfEvent,
    PlaceOfEvent,
    PlacesOfQuote,
    SpeakerOfQuote,
    StatusOfEvent,
    Target,
    TypeOfEvent,
    answer_of,
    target_of,
)
from geo.corrections.targets import rows_of
from geo.ontology import categories, event_type, event_types
from geo.viewer import words

FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
"""The days that can be chosen."""
_LONGEST_NOTE = 500
"""Characters of a note."""
_MOST_SHOWN = 300
"""Characters of an item's words that the dialog repeats."""
_LONGEST_NAME = 200
"""Characters of a name that a reader writes."""
_NOBODY = "Nobody who is named"
_ITEM, _HERE, _ARTICLE, _ALL = "Only this event", "Only here", "In this article", "In all articles"
_EVERYWHERE = "In all collections"
_NOTE = "Note"


class Item(NamedTuple):
    """An item that is to be corrected."""

    record: ParsedArticle
    row: Any
    target: Target
    several: bool
    """Whether there are other articles."""
    collections: bool
    """Whether there are other collections that may be corrected."""


class Extent(NamedTuple):
    """How far another place for a name goes: `within` and `everywhere` of `Elsewhere`, or only one event."""

    within: Target | str | None
    everywhere: str | None = None


def items_at(record: ParsedArticle | None, at: int) -> tuple[tuple[Kind, str], ...]:
    """Return the kind and id of the shortest item of each kind that stands at an offset of an article."""
    if record is None:
        return ()
    rows: dict[Kind, list[tuple[int, int, str]]] = {
        "mention": [(row["start"], row["end"], row["id"]) for row in record["mentions"]],
        "event": [(row["trigger_start"], row["trigger_end"], row["id"]) for row in record["events"]],
        "quote": [(row["start"], row["end"], row["id"]) for row in record["quotes"]],
    }
    over = {kind: [(end - start, id) for start, end, id in found if start <= at < end] for kind, found in rows.items()}
    return tuple((kind, min(found)[1]) for kind, found in over.items() if found)


def item(record: ParsedArticle | None, asked: Items, *, several: bool, collections: bool) -> Item | None:
    """Draw what the dialog is about, and where several items stand at the same words which of them; return it.

    Args:
        record: of the article that they stand in, None where that is gone.
        asked: the items.
        several: whether there are other articles.
        collections: whether there are other collections that may be corrected.
    """
    found = {kind: _item(record, kind, id, several, collections) for kind, id in asked.items} if record else {}
    found = {kind: one for kind, one in found.items() if one}
    if not found:
        st.markdown("This is not there any more.")
        return None
    kind = next(iter(found))
    if len(found) > 1:
        kind = st.segmented_control(
            "What is to be corrected", list(found), default=kind, required=True, key="_fix_kind",
            format_func=lambda kind: _CALLED[kind], label_visibility="collapsed",
        )  # fmt: skip
    chosen = found[kind]
    st.markdown(f"**{_CALLED[kind]}:** {words.plain(_told(chosen))}")
    return chosen


def correction(chosen: Item, *, note: bool = False) -> Correction | None:
    """Draw what can be corrected of an item; return the correction that was chosen, None before there is one.

    Args:
        chosen: the item.
        note: whether it begins with a note.
    """
    kind = chosen.target.kind
    aspects = _ASPECTS[kind]
    aspect = st.pills(
        "What is wrong", list(aspects), default=_NOTE if note else next(iter(aspects)), required=True,
        key=f"_fix_{kind}", label_visibility="collapsed",
    )  # fmt: skip
    return aspects[aspect](chosen)


def _item(record: ParsedArticle, kind: Kind, id: str, several: bool, collections: bool) -> Item | None:
    target = target_of(record, kind, id)
    rows: list[Any] = [*record["events"], *record["quotes"], *record["mentions"]]
    row = next((row for row in rows if row["id"] == id), None)
    return Item(record, row, target, several, collections) if target and row else None


def _told(chosen: Item) -> str:
    text = " ".join(chosen.row["text"].split())
    text = f"“{text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN].rstrip() + '…'}”"
    match chosen.target.kind:
        case "event":
            return f"{event_type(chosen.row['type']).label}, {_where(chosen)} · {text}"
        case "quote":
            return f"{text} — {chosen.row['speaker'] or 'speaker not named'}"
        case _:
            return f"{text}, {_where(chosen)}"


def _where(chosen: Item) -> str:
    place = _known(chosen, chosen.row["place"])
    return place["name"] if place else "at no place" if chosen.target.kind == "event" else "not placed"


def _known(chosen: Item, id: str | None) -> Place | None:
    return next((place for place in chosen.record["places"] if place["id"] == id), None)


def _reach(chosen: Item, mention: Any, *, only: bool = False) -> Extent:
    """Draw how far another place for a name goes, and return it.

    Args:
        chosen: the item.
        mention: the mention that names the place.
        only: whether the item can be corrected alone, and at first is.
    """
    first = _ITEM if only else _HERE
    wide = [*([_ALL] if chosen.several else []), *([_EVERYWHERE] if chosen.collections else [])]
    reach = st.radio(
        f"Change “{words.plain(' '.join(mention['text'].split()))}”", [first, _ARTICLE, *wide],
        index=0 if only else 1, key="_fix_reach", horizontal=True,
    )  # fmt: skip
    return Extent(chosen.target) if reach == first else extent(reach, chosen.target.article)


def extent(reach: str | None, article: str | None = None) -> Extent:
    """Return how far what was chosen goes."""
    if reach == _EVERYWHERE:
        return Extent(None, secrets.token_hex(8))
    return Extent(article if reach == _ARTICLE else None)


def extent_of_place(*, several: bool) -> Extent:
    """Draw how far another place for all names of one goes, where there are other collections; return it.

    Args:
        several: whether there are several articles.
    """
    options = [_ALL if several else _ARTICLE, _EVERYWHERE]
    return extent(st.radio("How far", options, key="_fix_reach", horizontal=True, label_visibility="collapsed"))


def _place_of_mention(chosen: Item) -> Correction | None:
    row = chosen.row
    reach = _reach(chosen, row)
    choice = choose(candidates([row], but=row["place"]), None)
    return Elsewhere(row["place"], choice.place, row["text"], *reach) if choice else None


def _no_place(chosen: Item) -> Correction:
    row = chosen.row
    return Elsewhere(row["place"], None, row["text"], *_reach(chosen, row))


def _place_of_event(chosen: Item) -> Correction | None:
    row = chosen.row
    naming = [
        mention
        for mention in chosen.record["mentions"]
        if (mention["start"], mention["end"]) == (row["place_start"], row["place_end"]) and mention["place"]
    ]
    reach = _reach(chosen, naming[0], only=True) if naming else Extent(chosen.target)
    others, meant = of_article(chosen.record, but=row["place"]), candidates(naming, but=row["place"])
    alone = reach.within == chosen.target
    choice = choose([*others, *meant] if alone else [*meant, *others], "Not here")
    if choice is None:
        return None
    if alone:
        return PlaceOfEvent(chosen.target, row["place"], choice.place)
    return Elsewhere(row["place"], choice.place, naming[0]["text"], *reach)


def _type(chosen: Item) -> Correction | None:
    code = type_box(chosen.row["type"])
    return TypeOfEvent(chosen.target, code) if code and code != chosen.row["type"] else None


def type_box(now: str | None) -> str | None:
    """Draw the list of event types, those of a category together; return the code of the one that is chosen."""
    labels = categories()
    order = {category: number for number, category in enumerate(labels)}
    types = sorted(event_types().values(), key=lambda kind: (order[kind.category], kind.label))
    codes = [kind.code for kind in types]
    return st.selectbox(
        "Type", codes, index=codes.index(now) if now in codes else None, key="_fix_type",
        format_func=lambda code: f"{labels[event_type(code).category]} · {event_type(code).label}",
        placeholder="Choose a type",
    )  # fmt: skip


def _status(chosen: Item) -> Correction | None:
    status = status_box(chosen.row["status"])
    return StatusOfEvent(chosen.target, status) if status and status != chosen.row["status"] else None


def status_box(now: Status) -> Status | None:
    """Draw the choice of a status; return it."""
    options: dict[Status, str] = {status: label for status, (label, _) in words.STATUS.items()}  # type: ignore[misc]
    return st.radio(
        "Status", list(options), index=list(options).index(now), key="_fix_status", format_func=options.get,
        horizontal=True,
    )  # fmt: skip


def _days(chosen: Item) -> Correction | None:
    row = chosen.row
    now = [date.fromisoformat(day) for day in (row["date"], row["date_end"] or row["date"]) if day]
    days = days_box(now or published(chosen.record))
    known = not st.checkbox("No day is known", key="_fix_no_day")
    if not known:
        return DaysOfEvent(chosen.target, None, None)
    return DaysOfEvent(chosen.target, *days) if days and [date.fromisoformat(day) for day in days] != now else None


def days_box(now: list[date]) -> tuple[str, str] | None:
    """Draw a field for a day or a range of days; return them, None while there is none."""
    days = st.date_input(
        "Day, or first and last day", now, key="_fix_days", min_value=FIRST_DAY, max_value=LAST_DAY,
        format="YYYY-MM-DD",
    )  # fmt: skip
    chosen = list(days) if isinstance(days, tuple | list) else [days]
    return (chosen[0].isoformat(), chosen[-1].isoformat()) if chosen else None


def published(record: ParsedArticle) -> list[date]:
    """Return the days that a field for days begins with: the day of publication, if it is known."""
    return [date.fromisoformat(record["published"])] * 2 if record["published"] else []


def _who(chosen: Item) -> Correction | None:
    actors, recipients = people_boxes(chosen.record, chosen.row["actors"], chosen.row["recipients"])
    same = (actors, recipients) == (tuple(chosen.row["actors"]), tuple(chosen.row["recipients"]))
    return None if same else PeopleOfEvent(chosen.target, actors, recipients)


def people_boxes(
    record: ParsedArticle, actors: Sequence[str] = (), recipients: Sequence[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """Draw the choice of who acts and of who is acted upon, from an article's people or written; return both."""
    return tuple(
        tuple(name[:_LONGEST_NAME] for name in st.multiselect(
            label, people(record, *now), default=list(now), key=f"_fix_{side}", accept_new_options=True,
            placeholder="Choose or write names", max_selections=MOST_LISTED,
        ))
        for label, side, now in (("Who acts", "actors", actors), ("Who is acted upon", "recipients", recipients))
    )  # fmt: skip


def people(record: ParsedArticle, *more: str) -> list[str]:
    """Return the names of an article's people and bodies, and some more."""
    return list(dict.fromkeys([*more, *(row["name"] for row in (*record["people"], *record.get("bodies", ())))]))


def _speaker(chosen: Item) -> Correction | None:
    speaker = speaker_box(chosen.record, chosen.row["speaker"])
    return SpeakerOfQuote(chosen.target, speaker) if speaker != chosen.row["speaker"] else None


def speaker_box(record: ParsedArticle, now: str | None) -> str | None:
    """Draw a list of an article's people, in which other names can be written; return the name, None for nobody."""
    names = people(record, *([now] if now else []))
    speaker = st.selectbox(
        "Who said it", [_NOBODY, *names], index=1 if now else 0, key="_fix_speaker", accept_new_options=True,
        help="Choose a name, or write another one.",
    )  # fmt: skip
    return None if not speaker or speaker == _NOBODY else speaker.strip()[:_LONGEST_NAME]


def _said_at(chosen: Item) -> Correction | None:
    now = chosen.row["said_at"]
    choice = choose(of_article(chosen.record, but=now), "No place is told")
    if choice is None or (choice.place is None and now is None):
        return None
    about = [place for id in chosen.row["about"] if (place := _known(chosen, id))]
    return PlacesOfQuote(chosen.target, choice.place, tuple(about))


def _about(chosen: Item) -> Correction | None:
    now = chosen.row["about"]
    wanted = st.text_input("Search another place", key="_fix_about_search", icon=":material/search:", max_chars=100,
                           placeholder="Search another place for the list")  # fmt: skip
    found = named(wanted) if wanted.strip() else []
    taken = known(st.session_state.get("_fix_about", ()))
    places = {place["id"]: place for place in (*found, *taken, *of_article(chosen.record))}
    told = lines(places.values())
    ids = st.multiselect("What it is about", list(places), default=now, key="_fix_about",
                         format_func=told.get, placeholder="Choose places",
                         max_selections=MOST_LISTED)  # fmt: skip
    if ids == now:
        return None
    return PlacesOfQuote(chosen.target, _known(chosen, chosen.row["said_at"]), tuple(places[id] for id in ids))


def _nothing(chosen: Item) -> Correction:
    return Nothing(chosen.target)


def _note(chosen: Item) -> Correction | None:
    text = st.text_area("Note", key="_fix_note", max_chars=_LONGEST_NOTE).strip()
    return Note(chosen.target, text) if text else None


def _checked(chosen: Item) -> Correction:
    return Checked(chosen.target, answer_of(chosen.target.kind, rows_of(chosen.record, chosen.target)))


_CALLED: dict[Kind, str] = {"event": "Event", "quote": "Quote", "mention": "Name"}
_ASPECTS: dict[Kind, dict[str, Callable[[Item], Correction | None]]] = {
    "event": {
        "Place": _place_of_event, "Type": _type, "Status": _status, "Day": _days, "Who": _who,
        "Not an event": _nothing, _NOTE: _note, "It is right": _checked,
    },
    "quote": {
        "Speaker": _speaker, "Said in": _said_at, "About": _about, "Not a quote": _nothing, _NOTE: _note,
        "It is right": _checked,
    },
    "mention": {"Place": _place_of_mention, "Not a place": _no_place, _NOTE: _note, "It is right": _checked},
}  # fmt: skip
"""What can be corrected of each kind of item, and what draws it."""
