"""Who asks, and how much of what all share they may still take."""

import secrets

import streamlit as st

from geo import journal
from geo.app.readers import settings
from geo.app.shared import remembered
from geo.app.visit import visit
from geo.errors import VisitorLimitError
from geo.settings import Action, Visitors, visitor_of


@remembered()
def _visitors() -> Visitors:
    return Visitors(settings())


def allow(action: Action, count: int = 1, *, who: str = "") -> None:
    """Count what a visitor does, this one if left out, `count` times, against the host's limits.

    Raises:
        VisitorLimitError: it is too much for one hour.
    """
    who = who or visitor()
    try:
        _visitors().allow(who, action, count)
    except VisitorLimitError as error:
        journal.note("refused", who=who, kind=action, why=str(error))
        raise


def refusal(action: Action) -> str:
    """Return why this visitor may not do something once more, "" if that is allowed; nothing is counted."""
    return _visitors().refusal(visitor(), action)


def claimant() -> str:
    """Return for whom work is queued: this visitor, or this window of theirs where all have one address."""
    if address := st.context.ip_address:
        return visitor_of(str(address))
    visit().claimant = visit().claimant or f"local {secrets.token_hex(4)}"
    return visit().claimant


def visitor() -> str:
    """Return what stands for this visitor."""
    return visitor_of(str(st.context.ip_address or "local"))
