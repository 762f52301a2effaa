"""Boilerplate in running text, masked with spaces so that every offset holds."""

import re

from geo.paths import DATA


def _patterns() -> re.Pattern[str]:
    lines = (DATA / "lexicons" / "boilerplate.txt").read_text("utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")), re.M | re.I)


_BOILERPLATE = _patterns()


def mask(text: str) -> str:
    """Return `text` with boilerplate ("Exit mobile version", tags left from a page) replaced by spaces, same length."""
    return _BOILERPLATE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
