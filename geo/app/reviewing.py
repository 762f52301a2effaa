"""A review of what is shown: what is asked next, what a person says of it, how much was right."""

import random
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from geo.app import atlases, comments, edits, review_item, share, sources, store, visitors
from geo.app.review_item import Asked
from geo.app.review_state import Review, Step
from geo.app.visit import Items, visit
from geo.contract import ParsedArticle
from geo.corrections import BESIDE, Checked, Correction, Elsewhere, Kind, Nothing, answer_of, correct
from geo.corrections.targets import rows_of
from geo.errors import LibraryError, VisitorLimitError
from geo.review import Accuracy, Item, Waiting, accuracy, apart, of_material
from geo.viewer import words

if TYPE_CHECKING:
    from geo.library import Order

ORDERS: "dict[Order, str]" = {"doubtful": "Most doubtful first", "random": "A random sample"}
"""What the orders of a review are called."""
_KINDS: dict[Kind, str] = {"mention": "Places", "event": "Events", "quote": "Quotes"}
REACHES = ("In this article", "In all articles", "In all collections")
"""How far a correction of a name may go."""
_NOT_KEPT = (
    "These articles are here only as long as the app runs, so what you check of them would be lost. "
    "Add them again once the library can be reached."
)


def refusal() -> str:
    """Return why what is shown can't be reviewed, "" if it can."""
    article = st.session_state["article"]
    if sources.is_archive(article):
        return edits.NO_ARCHIVE
    return _NOT_KEPT if store.is_here(article) else ""


def review(order: "Order") -> Review | None:
    """Return the review of what is shown, in an order, as it stands; None where there is nothing (any more)."""
    now, article = visit().review, st.session_state["article"]
    if now is None or (now.article, now.order) != (article, order):
        now = visit().review = Review(article, order)
    if now.stale and not _look_up(now):
        return None
    return now


def refresh() -> None:
    """Have what is asked looked up anew: what is shown may have been corrected elsewhere."""
    if now := visit().review:
        now.stale = True


def _look_up(now: Review) -> bool:
    """Look up what is asked; tell whether there is anything behind the link."""
    article = now.article
    if store.stored(article):
        if share.kept(article) is None:
            return False
    elif store.is_corrected_in_place(article):
        store.kept(article)
    now.changes = list(edits.log(article))
    standing = [change.correction for change in now.changes if not change.undone]
    chance = random.Random(now.chance) if now.order == "random" else None
    waiting = Waiting(atlases.each(article), standing, chance=chance)
    now.items = sorted(waiting.items(), key=lambda item: (item.target != now.again, item.target in now.skipped))
    now.looked_at, now.waiting = waiting.looked_at, waiting.counts()
    now.again, now.stale = None, False
    now.records.clear()
    return True


def asked(now: Review) -> Asked | None:
    """Return the item that is asked now, None where nothing is left."""
    while now.items:
        item = now.items[0]
        record = now.records.get(item.article) or atlases.record(now.article, item.article)
        found = review_item.asked(record, item)
        if found and not (item.article in now.records and review_item.is_settled(found)):
            return found
        now.items.pop(0)
    return None


def nothing_left(now: Review) -> str:
    """Return why nothing is asked."""
    if not now.waiting.total():
        return "All of it was looked at."
    return (
        f"What is in doubt was looked at. Of the other {words.number(now.waiting.total(), 'item')} the engine is "
        "certain: a random sample has them too."
    )


# ---- what a person says


def decide(request: Any) -> None:
    """Take what a browser says of the item that it shows; what makes no sense, or comes too late, is nothing."""
    now = visit().review
    match request:
        case {"item": int(count), "deed": str(deed)} if now and count == now.count and deed in _DEEDS:
            now.count += 1
            try:
                _DEEDS[deed](now, request)
            except (LibraryError, VisitorLimitError) as error:
                visit().told = str(error)
                now.stale = True


def corrected(correction: Correction, number: int) -> None:
    """Take what the dialog has kept of the item that is asked.

    Args:
        correction: what was kept.
        number: its number in the log.
    """
    now = visit().review
    if now is None or not now.items:
        return
    _follow(now)
    now.stale = True
    item = now.items[0]
    if isinstance(correction, BESIDE):
        now.again = item.target
        return
    rest = _rest(item, atlases.record(now.article, item.article), correction)
    now.steps.append(Step(now.items.pop(0), (number, *([_keep(now, rest, number)] if rest else []))))


def _right(now: Review, request: Any) -> None:
    if found := asked(now):
        visitors.allow("check")
        number = _keep(now, Checked(found.target, found.answer), now.seen)
        _step(now, Step(found.item, (number,), found.record))


def _another(now: Review, request: Any) -> None:
    found, which = asked(now), request.get("which")
    if found and isinstance(which, int):
        offered = review_item.choices(found)
        if 1 <= which <= len(offered):
            _correct(now, found, offered[which - 1].correction)


def _none(now: Review, request: Any) -> None:
    if found := asked(now):
        _correct(now, found, review_item.none(found).correction)


def _away(now: Review, request: Any) -> None:
    if (found := asked(now)) and (choice := review_item.away(found)):
        _correct(now, found, choice.correction)


def _open(now: Review, request: Any) -> None:
    if found := asked(now):
        visit().wrong = Items(found.record["id"], ((found.target.kind, found.row["id"]),), now.order)


def reaches(now: Review, found: Asked) -> list[int]:
    """Return how far a correction of what is asked may go, by numbers of `REACHES`; nothing where it goes one way."""
    if found.target.kind != "mention":
        return []
    wide = [*([1] if atlases.count(now.article) > 1 else []), *([2] if edits.are_others(now.article) else [])]
    return [0, *wide] if wide else []


def _reach(now: Review, request: Any) -> None:
    if (found := asked(now)) and (offered := reaches(now, found)):
        now.reach = offered[(offered.index(now.reach) + 1) % len(offered)] if now.reach in offered else 0


def _widened(now: Review, correction: Correction) -> Correction:
    """Return a correction of a name as far as it is to go."""
    if not now.reach or not isinstance(correction, Elsewhere):
        return correction
    return replace(correction, within=None, everywhere=secrets.token_hex(8) if now.reach == 2 else None)


def _answer(now: Review, request: Any) -> None:
    if found := asked(now):
        visit().wrong = Items(found.record["id"], ((found.target.kind, found.row["id"]),), now.order, note=True)


def _take_back(now: Review, request: Any) -> None:
    if now.items and isinstance(number := request.get("number"), int):
        comments.take_back(number)
        now.again, now.stale = now.items[0].target, True


def _skip(now: Review, request: Any) -> None:
    if now.items:
        now.reach = 0
        now.skipped.add(now.items[0].target)
        now.items.append(now.items[0])
        now.steps.append(Step(now.items.pop(0)))


def _undo(now: Review, request: Any) -> None:
    if not now.steps:
        return
    step = now.steps.pop()
    for number in reversed(step.numbers):
        store.library().log.undo(now.article, store.person(), number)
    now.skipped.discard(step.item.target)
    now.items = [step.item, *(item for item in now.items if item.target != step.item.target)]
    if step.before:
        now.records[step.item.article] = step.before
        now.changes = [change for change in now.changes if change.number not in step.numbers]
        _count(now, step, -1)
    elif step.numbers:
        now.again, now.stale = step.item.target, True


_DEEDS: dict[str, Callable[[Review, Any], None]] = {
    "right": _right,
    "another": _another,
    "none": _none,
    "away": _away,
    "correct": _open,
    "answer": _answer,
    "take back": _take_back,
    "reach": _reach,
    "skip": _skip,
    "undo": _undo,
}
"""What can be said of an item, and what does it."""


def _correct(now: Review, found: Asked, correction: Correction) -> None:
    visitors.allow("correction")
    wide, correction = now.reach > 0, _widened(now, correction)
    (record,) = correct([found.record], [correction])
    if record is found.record:
        visit().told = "That changes nothing."
        return
    numbers = [_keep(now, correction, now.seen)]
    if rest := _rest(found.item, record, correction):
        numbers.append(_keep(now, rest, numbers[0]))
        (record,) = correct([record], [rest])
    now.records[record["id"]] = record
    before = None if wide else found.record
    _step(now, Step(found.item, tuple(numbers), before, stays=bool(rows_of(record, found.target))))
    now.stale = now.stale or wide  # other articles have changed with it


def _rest(item: Item, record: ParsedArticle | None, correction: Correction) -> Checked | None:
    """Return that what a correction left of an item is right.

    A name has nothing else than its place; of what was taken away nothing is left; and a check says all.

    Args:
        item: the item.
        record: its article with the correction.
        correction: the correction.
    """
    if item.kind == "mention" or isinstance(correction, Nothing | Checked):
        return None
    rows = rows_of(record, item.target) if record else []
    return Checked(item.target, answer_of(item.kind, rows), corrected=True) if rows else None


def _keep(now: Review, correction: Correction, seen: int) -> int:
    """Keep a correction, and follow to the copy that it may have gone into; return its number in the log."""
    from geo.library import Change

    before = st.session_state["article"]
    number = edits.keep(now.article, correction, seen=seen, asked=now.order)
    who = store.person().name
    now.changes.append(Change(number, datetime.now(UTC), who, correction, False, None, now.order))
    if st.session_state["article"] != before:
        _follow(now)
    return number


def _follow(now: Review) -> None:
    """Go on in the copy that a correction may have gone into."""
    if (article := st.session_state["article"]) != now.article:
        now.article, now.stale, now.moved = article, True, True
        now.steps.clear()


def _step(now: Review, step: Step) -> None:
    """Go on to the next item."""
    now.items.pop(0)
    now.steps.append(step)
    now.reach = 0
    _count(now, step, 1)


def _count(now: Review, step: Step, by: int) -> None:
    now.waiting[step.item.kind] -= by
    now.looked_at += by if step.stays else 0


# ---- how much was right


class Figure(NamedTuple):
    """How much of one kind was right, in words."""

    kind: str
    share: str
    """The share with its interval."""
    of: str
    """What it is the share of."""


def progress(now: Review) -> str:
    """Return how far a review is: "12 of 87 looked at"."""
    return f"{now.looked_at:,} of {now.looked_at + now.waiting.total():,} looked at"


def figures(now: Review) -> list[Figure]:
    """Return how much was right of each kind of which something was looked at.

    Where a random sample was drawn, that is of all there is, else of what was looked at.
    """
    standing = [(change.correction, change.asked == "random") for change in now.changes if not change.undone]
    drawn, others = map(accuracy, apart(standing))
    return [
        _of_all(kind, drawn[kind], others.get(kind), now.waiting[kind])
        if kind in drawn and drawn[kind].checked
        else _of_these(kind, others[kind])
        for kind in _KINDS
        if any(kind in found and found[kind].checked for found in (drawn, others))
    ]


def _of_these(kind: Kind, found: Accuracy) -> Figure:
    share = f"{_whole(found.share)} ({_whole(found.low)} to {_whole(found.high)})"
    return Figure(_KINDS[kind], share, f"{found.right:,} of the {found.checked:,} looked at were right")


def _of_all(kind: Kind, drawn: Accuracy, others: Accuracy | None, waiting: int) -> Figure:
    found = of_material(drawn, others, waiting)
    share = f"about {_whole(found.share)} of all ({_whole(found.low)} to {_whole(found.high)})"
    of = f"{drawn.right:,} of {drawn.checked:,} in the sample were right"
    if others and others.checked:
        of += f", and {others.right:,} of {others.checked:,} looked at otherwise"
    return Figure(_KINDS[kind], share, of)


def _whole(share: float) -> str:
    return f"{round(100 * share)} %"


def explanation(now: Review) -> str:
    """Return what the figures tell of the whole."""
    if any(change.asked == "random" and not change.undone for change in now.changes):
        return (
            "In brackets: where the share of all that is here lies, in 19 of 20 samples like this one. What was looked "
            "at for its doubt counts for itself only."
        )
    return (
        "What was looked at was the most doubtful: of all that is here more is right. How much, a random sample tells. "
        "In brackets: how far chance may have moved the share, in 19 of 20 cases."
    )


def explained(figures: list[Figure]) -> str:
    """Return figures as lines of Markdown."""
    return "\n".join(
        f"- **{figure.kind}:** {words.plain(figure.share)}  \n  :small[{words.plain(figure.of)}]" for figure in figures
    )
