"""Whom the data thanks: the lines that every export and the app have to show."""

ATTRIBUTIONS = (
    "Places: GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
    "Outlines, seas and lakes: Natural Earth (https://www.naturalearthdata.com), public domain",
    "Read with Dateline; what it found is machine-made and may be wrong: check it against the sentence",
)

ATTRIBUTION = ". ".join(ATTRIBUTIONS) + "."

SHORT = "GeoNames CC BY 4.0; Natural Earth"
"""What every row says, where a row may be all that is kept."""
