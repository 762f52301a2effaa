"""The scripts and styles of the viewer, as a page or component that shows it needs them: one text each."""

import json
from functools import cache
from pathlib import Path

from geo.maps.palette import STYLES

FOLDER = Path(__file__).parent / "assets"


@cache
def script(*modules: str) -> str:
    """Return modules ("panel", "reader", "timeline") as one script, with what all of them need.

    It defines `STYLES`, the functions of dom.js, and a constant named after each module.
    """
    styles = json.dumps({name: style._asdict() for name, style in STYLES.items()})
    return "\n".join([f"const STYLES = {styles}", *(_read(f"{name}.js") for name in ("dom", *modules))])


@cache
def stylesheet(*modules: str) -> str:
    """Return the styles of modules as one style sheet, with what all of them need."""
    return "\n".join(_read(f"{name}.css") for name in ("base", *modules))


def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
