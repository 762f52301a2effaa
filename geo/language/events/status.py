"""Whether what a trigger tells happened, is planned, is only possible, or is denied."""

from geo.contract import Status
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_DENYING = words("deny refute rebut")
_READY = words("ready prepared willing set due")
_NOT = words("not n't n’t never no neither nor cannot without")
_MAYBE = words("may might could can")
_WILL = words("will shall 'll ’ll wo")
_HEDGES = _SETS["hedges"]
_PLANNING = _SETS["planning verbs"]
_WANTING = _SETS["wanting verbs"]
_FAILING = _SETS["failing verbs"]
_DOING = _SETS["doing verbs"]
_PLANNED_NOUNS = _SETS["planned nouns"]
_WANTED_NOUNS = _SETS["wanted nouns"]
_PLANNED_MODIFIERS = _SETS["planned modifiers"]
_POSSIBLE_MODIFIERS = _SETS["possible modifiers"]
_DENIED_MODIFIERS = _SETS["denied modifiers"]


def status_of(parse: Parse, anchor: int, noun: int | None, verb: int | None = None) -> Status:
    """Return the status of the event at `anchor`, named by `noun` where a noun names it, which `verb` governs."""
    if noun is not None and (found := _status_of_noun(parse, noun)):
        return found
    if noun is not None and anchor != noun and parse.lemma[anchor] in _PLANNING:
        return "planned"
    if noun is not None and anchor == noun:
        if verb is not None and parse.dep[noun] in ("nsubj", "nsubjpass"):
            return _status_of_verb(parse, verb)
        return _status_above_noun(parse, noun)
    return _status_of_verb(parse, anchor)


def _status_of_noun(parse: Parse, noun: int) -> Status | None:
    for child in parse.children[noun]:
        word = parse.lower[child]
        if child > noun:
            continue
        if word in _PLANNED_MODIFIERS:
            return "planned"
        if word in _POSSIBLE_MODIFIERS:
            return "possible"
        if word in _DENIED_MODIFIERS:
            return "denied"
    return None


def _status_above_noun(parse: Parse, noun: int) -> Status:
    """Read the status of an event noun from the words that govern it."""
    here, steps = noun, 0
    while parse.head[here] != here and steps < 4:
        dep, head = parse.dep[here], parse.head[here]
        lemma = parse.lemma[head]
        if parse.pos[head] in ("VERB", "AUX"):
            if (lemma == "be" and dep in ("nsubj", "attr")) or dep == "nsubj":
                return _status_of_verb(parse, head)
            if parse.dep[here] == "prep" and parse.lower[here] not in ("for", "on", "to", "of", "about", "with"):
                return "happened"
            if lemma in _PLANNING and dep in ("dobj", "prep", "nsubjpass"):
                return "planned"
            if lemma in _FAILING and dep in ("dobj", "prep", "nsubjpass"):
                return "denied"
            if lemma in _WANTING and dep in ("dobj", "prep", "nsubjpass"):
                return "possible"
            return _status_of_verb(parse, head) if dep in ("dobj", "nsubjpass", "attr") else "happened"
        if dep == "pobj" and parse.lower[head] == "for" and parse.pos[parse.head[head]] == "VERB":
            objects = [c for c in parse.children[parse.head[head]] if parse.dep[c] == "dobj"]
            if any(parse.lemma[o] in _WANTED_NOUNS for o in objects):
                return "possible"
        if dep == "pobj" and parse.lower[head] in ("ahead", "for", "of", "to", "against", "on", "about"):
            noun_above = parse.head[head]
            if parse.lower[head] == "for" and parse.lemma[noun_above] in _PLANNED_NOUNS | _WANTED_NOUNS:
                return "planned" if parse.lemma[noun_above] in _PLANNED_NOUNS else "possible"
            if parse.lower[head] == "of" and parse.lemma[noun_above] in _WANTED_NOUNS:
                return "possible"
        here, steps = head, steps + 1
    return "happened"


def _status_of_verb(parse: Parse, verb: int, steps: int = 0) -> Status:
    children = parse.children[verb]
    helpers = {parse.lower[c] for c in children if parse.dep[c] in ("aux", "auxpass", "neg", "advmod", "mark")}
    if helpers & _NOT or any(parse.lower[c] == "no" for n in children if parse.dep[n] in ("nsubj", "nsubjpass", "dobj")
                             for c in parse.children[n]):  # fmt: skip
        return "denied"
    if helpers & _WILL:
        return "possible" if "if" in helpers else "planned"
    if helpers & _MAYBE or helpers & _HEDGES or helpers & {"if", "unless", "whether", "should", "must", "ought"}:
        return "possible"
    if "would" in helpers:
        return "possible" if "have" in helpers or _has_condition(parse, verb) else "planned"
    headline = parse.dep[verb] == "ROOT" and "to" in helpers
    if headline or _is_going_to(parse, verb):
        return "planned"
    if parse.dep[verb] in ("conj",) and parse.pos[parse.head[verb]] == "VERB" and steps < 3:
        subject = any(parse.dep[c] in ("nsubj", "nsubjpass") for c in children)
        shared = not subject and not helpers & {"has", "have", "had", "was", "were"}
        shared = shared and not (parse.tag[verb] == "VBD" and parse.tag[parse.head[verb]] == "VBN")
        return _status_of_verb(parse, parse.head[verb], steps + 1) if shared else "happened"
    if parse.dep[verb] in ("xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl"):
        return _status_from_head(parse, verb, helpers, steps)
    return "happened"


def _is_going_to(parse: Parse, verb: int) -> bool:
    head = parse.head[verb]
    return parse.dep[verb] == "xcomp" and parse.lower[head] == "going"


def _has_condition(parse: Parse, verb: int) -> bool:
    return any(
        parse.dep[c] == "advcl" and any(parse.lower[g] in ("if", "unless") for g in parse.children[c])
        for c in parse.children[verb]
    )


def _status_from_head(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read the status of a clause from the verb or noun it depends on."""
    head, dep = parse.head[verb], parse.dep[verb]
    lemma, infinitive = parse.lemma[head], "to" in helpers
    if steps > 4:
        return "happened"
    if parse.pos[head] in ("NOUN", "PROPN"):
        if dep == "relcl" or not infinitive:
            return "happened"
        return "planned" if lemma in _PLANNED_NOUNS else "possible" if lemma in _WANTED_NOUNS else "happened"
    if dep == "pcomp":
        above = parse.head[head]
        if parse.lemma[above] in ("accuse", "suspect"):
            return "possible"
        return "denied" if parse.lower[head] == "from" or parse.lower[head] == "without" else "happened"
    if dep == "ccomp" and lemma in _DENYING:
        return "denied"
    if dep == "ccomp":
        return "possible" if lemma in _WANTING and lemma not in ("warn", "believe", "think", "suspect") else "happened"
    if lemma in _FAILING and (infinitive or dep == "xcomp"):
        return "denied"
    if lemma in _PLANNING and infinitive and dep == "xcomp":
        return "planned"
    if lemma in _WANTING and infinitive and dep == "xcomp":
        return "possible"
    if infinitive and (parse.lower[head] in _READY or (lemma == "be" and dep == "xcomp")):
        return "planned"
    if infinitive and (dep == "advcl" or lemma in _DOING):
        return _status_of_verb(parse, head, steps + 1)
    return _status_of_verb(parse, head, steps + 1) if dep == "xcomp" else "happened"
