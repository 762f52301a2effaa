"""The subject of a clause, its own or the one it shares."""

from geo.language.parse import Parse

_SUBJECTS = frozenset({"nsubj", "csubj"})
_SHARING = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep", "ccomp"})


def subjects(parse: Parse, verb: int, *, passive: bool = False) -> list[int]:
    """Return the subject of `verb`, that of the verb it is joined to where it has none itself."""
    here = verb
    for _ in range(5):
        for child in parse.children[here]:
            if parse.dep[child] in _SUBJECTS or (parse.dep[child] == "nsubjpass" and (passive or here != verb)):
                return [child]
        if parse.dep[here] == "acl" and parse.tag[here] == "VBG":
            return [parse.head[here]]
        if parse.dep[here] not in _SHARING or parse.head[here] == here:
            return []
        here = parse.head[here]
    return []
