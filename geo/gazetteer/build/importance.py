"""How much places are written about: the prior that readings of a name are ordered by."""

from geo.gazetteer.build.drafts import Draft, Drafts

_SEATS = {"PPLC": 5.0, "PPLA": 1.5, "PPLX": 0.5, "PPLQ": 0.2, "PPLH": 0.2, "PPLW": 0.2}
_LEAST = {"PPLC": 50_000, "PPLA": 20_000, "PPLA2": 5_000, "PPLA3": 1_000}
"""How many people at least a seat of a division counts as having: often GeoNames doesn't know."""
_PEOPLED = ("country", "admin1", "admin2", "city", "district")


def weigh(drafts: Drafts) -> None:
    """Set the importance of every place that has none yet, in equivalents of a city's inhabitants."""
    for draft in drafts.by_id.values():
        if (draft.kind in _PEOPLED and not draft.id.startswith("uszip:")) or not draft.importance:
            draft.importance = max(draft.importance, of(draft))
        draft.importance = float(f"{draft.importance:.4g}")


def of(draft: Draft) -> float:
    """Return the importance of a place by its kind and population."""
    if draft.kind == "country":
        return 5e6 + 20.0 * max(draft.population, 500_000)
    if draft.kind == "admin1":
        english = draft.country_code in ("US", "CA", "AU", "GB")
        return max(draft.population, 10_000) * (2.0 if english else 0.25)
    if draft.kind == "admin2":
        return max(draft.population, 2_000) * 0.3
    if draft.kind in ("city", "district"):
        seat = 5.0 if draft.capital else _SEATS.get(draft.feature_code, 1.0)
        return max(draft.population, _LEAST.get(draft.feature_code, 200)) * seat
    return {"continent": 3e7, "region": 5e5, "sea": 3e5, "physical": 1e5, "facility": 5e4}.get(draft.kind, 1e4)
