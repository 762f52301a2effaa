"""How an atlas shows itself in a notebook without knowing who draws it."""

from collections.abc import Callable
from typing import Any, ClassVar


class Displayed:
    """A class whose objects a notebook shows as the HTML that `draw` makes of them; see geo/__init__.py."""

    draw: ClassVar[Callable[[Any], str] | None] = None

    def _repr_html_(self) -> str | None:
        return Displayed.draw(self) if Displayed.draw else None
