"""The subject of a clause, its own or the one it shares, and whether it is somebody."""

from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.words import word_sets

_SUBJECTS = frozenset({"nsubj", "csubj"})
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_ACTING = word_sets("event_words.tsv")["acting nouns"]
_OBJECT_CONTROL = frozenset({"of", "for", "from", "into"})
_PROMISING = frozenset({"promise", "threaten", "offer", "vow", "use"})
_CALLING = frozenset({"call", "appeal", "plead", "press", "push"})
_SHARING = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep", "ccomp"})


def subjects(parse: Parse, verb: int, *, passive: bool = False) -> list[int]:
    """Return the subject of `verb`, that of the verb it is joined to where it has none itself."""
    here = verb
    for _ in range(5):
        if parse.dep[here] in ("xcomp", "pcomp") and (other := _controller(parse, here)) is not None:
            return [other]
        for child in parse.children[here]:
            if parse.dep[child] in _SUBJECTS or (parse.dep[child] == "nsubjpass" and (passive or here != verb)):
                return [child]
        if parse.dep[here] == "acl" and parse.tag[here] == "VBG":
            return [parse.head[here]]
        if parse.dep[here] not in _SHARING or parse.head[here] == here:
            return []
        here = parse.head[here]
    return []


def _controller(parse: Parse, clause: int) -> int | None:
    """Return the object that does what a clause tells: whom one urges to go, accuses of lying, calls on to resign."""
    above = parse.head[clause]
    if parse.dep[clause] == "pcomp":
        if parse.lower[above] not in _OBJECT_CONTROL:
            return None
        above = parse.head[above]
        kinds = ("dobj", "nsubjpass")
    elif parse.lemma[above] in _PROMISING:
        return None
    else:
        kinds = ("dobj", "dative")
    objects = [c for c in parse.children[above] if parse.dep[c] in kinds and c < clause]
    if not objects and parse.dep[clause] == "xcomp" and parse.lemma[above] in _CALLING:
        prepositions = [c for c in parse.children[above] if parse.dep[c] == "prep" and above < c < clause]
        objects = [g for p in prepositions for g in parse.children[p] if parse.dep[g] == "pobj"]
    return next((o for o in objects if is_somebody(parse, o)), None)


def is_somebody(parse: Parse, noun: int) -> bool:
    """Whether a noun or pronoun names people or a body that acts."""
    word = parse.lower[noun]
    if parse.pos[noun] == "PRON" or parse.ent[noun] in _NAMED:
        return True
    lexicon = people_lexicon()
    known = word in lexicon.plurals or word in lexicon.collectives or parse.lemma[noun] in _ACTING
    return known or lexicon.is_role(word)
