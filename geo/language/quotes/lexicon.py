"""The verbs and nouns that bring in somebody's words (data/lexicons/cue_verbs.tsv), read once."""

from functools import cache

from geo.paths import lexicon


@cache
def cue_verbs() -> dict[str, str]:
    """Return the class (say, write, act, describe, think) of every form of the cue verbs."""
    verbs: dict[str, str] = {}
    for line in lexicon("cue_verbs.tsv"):
        kind, forms = line.split("\t")
        for form in forms.split():
            verbs.setdefault(form, kind)
    return verbs
