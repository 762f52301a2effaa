"""Whom the data thanks: the lines that every export has to show."""

from geo.paths import DATA

ATTRIBUTIONS = (
    *(DATA / "attribution.txt").read_text("utf-8").splitlines(),
    "Read with Dateline; what it found is machine-made and may be wrong: check it against the sentence",
)

ATTRIBUTION = ". ".join(ATTRIBUTIONS) + "."

SHORT = "GeoNames CC BY 4.0; Natural Earth"
"""What every row says, where a row may be all that is kept."""
