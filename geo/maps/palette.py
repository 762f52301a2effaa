"""What each category looks like, everywhere the same: a colour for paper, one for ink, and an icon.

Colours are those of Okabe and Ito (2008) and Tol (2021), which stay apart for colour-blind readers; the icon (a name
of the Material Symbols font) says the same without colour.
"""

from typing import NamedTuple


class Style(NamedTuple):
    """Colours (CSS hex) on a light and on a dark ground, and a Material Symbols name."""

    light: str
    dark: str
    icon: str


MENTION = "mention"
"""The style of places that are only spoken of."""

AREA = "area"
"""The one colour that areas are shaded in, the deeper the more happens there; their icon is that of their category."""

STYLES: dict[str, Style] = {
    "violence": Style("#D55E00", "#F07F3C", "local_fire_department"),
    "security": Style("#E69F00", "#EDB445", "shield"),
    "protest": Style("#882255", "#DB7BA6", "campaign"),
    "diplomacy": Style("#0072B2", "#5AAFE3", "handshake"),
    "politics": Style("#AA4499", "#CF7BC1", "account_balance"),
    "disaster": Style("#56B4E9", "#86CDF5", "flood"),
    "society": Style("#6E6A5E", "#ABA698", "groups"),
    "words": Style("#009E73", "#2FC49A", "format_quote"),
    MENTION: Style("#8A857A", "#959BA3", "location_on"),
    AREA: Style("#5E4FA2", "#A99BE8", "crop_square"),
}


def style(category: str | None) -> Style:
    """Return the style of a category; an unknown one looks like "society", none like a mere mention."""
    if not category:
        return STYLES[MENTION]
    return STYLES.get(category, STYLES["society"])
