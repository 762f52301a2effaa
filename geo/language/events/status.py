"""Whether what a trigger tells happened, is planned, is only possible, or is denied: read from the construction."""

from geo.contract import Status
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_DENYING = words("deny refute rebut")
_READY = words("ready prepared willing set due")
_NOT = words("not n't n’t never no neither nor cannot without")
_NOBODY = words("no nobody none neither")
_HARDLY_ANY = words("few little hardly scarcely barely")
_MAYBE = words("may might could can")
_WILL = words("will shall 'll ’ll wo")
_CONDITIONS = words("if unless whether lest")
_SHOULD = words("should must ought")
_HEDGES = _SETS["hedges"]
_PLANNING = _SETS["planning verbs"]
_WANTING = _SETS["wanting verbs"]
_FAILING = _SETS["failing verbs"]
_DOING = _SETS["doing verbs"]
_AVERTING = _SETS["averting verbs"]
_ENDING = _SETS["ending verbs"]
_PRESUPPOSING = _SETS["presupposing verbs"]
_PASSING = _SETS["existence verbs"] | _SETS["passing verbs"]
_EXISTING = _PASSING | _SETS["light verbs"]
"""Verbs that say of their subject (the former) or object that it happens; others take for granted that it does."""
_PLANNED_NOUNS = _SETS["planned nouns"]
_WANTED_NOUNS = _SETS["wanted nouns"]
_ALLEGING_NOUNS = _SETS["alleging nouns"]
_EVIDENCE = _SETS["evidence nouns"]
"""Nouns of what shows that something happened, and without which it has not."""
_ORDERING = _SETS["ordering words"]
_WILLING = _SETS["willing adjectives"]
_UNWILLING = _SETS["unwilling adjectives"]
_QUESTIONS = _SETS["question words"]
_REPORTED = _SETS["reporting participles"]
_PLANNED_MODIFIERS = _SETS["planned modifiers"]
_POSSIBLE_MODIFIERS = _SETS["possible modifiers"]
_DENIED_MODIFIERS = _SETS["denied modifiers"]
_OPINION = words("warn believe think suspect")
"""Verbs of wanting whose that-clause tells what is so."""
_DEFINITE = words("the this that these those his her its their our my your 's ’s")
_NEW = words("a an any another further more new")
_MEANING = words("mean imply")
_DOUBTING = words("fear hope suspect wish")
"""Verbs whose that-clause is in doubt even where it tells the past."""
_MEDIATING = words("by with in of to about on")
_EXCLUDING = words("from without")
_MEANWHILE = words("when while as after before")
_UNTIL = words("until till once soon unless")
_SCHEDULING = words("plan schedule slate")
_IMMINENT = _SETS["imminent verbs"]
_IS = words("is are 's ’s 're ’re am 'm ’m")
_BE = _IS | words("was were been")
_NOW = words("now currently already still been")
_HELPERS = frozenset({"aux", "auxpass", "neg", "advmod", "mark"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VERBS = frozenset({"VERB", "AUX"})
_STEPS = 5
"""Clauses above a trigger that are read, at most."""


def status_of(parse: Parse, anchor: int, noun: int | None, verb: int | None = None) -> Status:
    """Return the status of the event at `anchor`, named by `noun` where a noun names it, which `verb` governs."""
    carried = noun is not None and (anchor == noun or parse.lemma[anchor] not in _FAILING)
    if noun is not None and carried and (found := _status_of_noun(parse, noun)):
        return found
    if noun is not None and anchor != noun and parse.lemma[anchor] in _PLANNING and not _has_particle(parse, anchor):
        return "planned"
    if noun is None or anchor != noun:
        if noun is not None and parse.lemma[anchor] in _AVERTING | _ENDING:
            return _status_of_object(parse, noun, anchor, "dobj")
        return _status_of_verb(parse, anchor)
    if verb is not None and parse.dep[noun] in _SUBJECTS:
        return _status_of_subject(parse, noun, verb)
    return _status_above_noun(parse, noun)


def _has_particle(parse: Parse, verb: int) -> bool:
    """Whether a verb is one of two words ("set up"), which means something else."""
    return any(parse.dep[c] == "prt" for c in parse.children[verb])


def _status_of_noun(parse: Parse, noun: int) -> Status | None:
    """Read the status of an event from the words beside its noun."""
    for child in parse.children[noun]:
        word, dep = parse.lower[child], parse.dep[child]
        if dep in ("acl", "relcl"):
            if dep == "acl" and parse.tag[child] == "VBN" and parse.lemma[child] in _PLANNING:
                return "planned"
            if _tells_past(parse, child):
                return "happened"
        if child > noun:
            continue
        if word in _PLANNED_MODIFIERS:
            return "planned"
        if word in _POSSIBLE_MODIFIERS:
            return "possible"
        if word in _DENIED_MODIFIERS:
            return "denied"
    return "happened" if any(_tells_past(parse, verb) for verb in _relatives_of_names(parse, noun)) else None


def _tells_past(parse: Parse, verb: int) -> bool:
    """Whether a clause tells what has happened."""
    return parse.tag[verb] == "VBD" and _status_of_verb(parse, verb) == "happened"


def _relatives_of_names(parse: Parse, noun: int) -> list[int]:
    """Return the relative clauses on names behind a noun, which tell of it too ("the raid on Mopti, which killed")."""
    names = [n for p in parse.children[noun] if parse.dep[p] == "prep" for n in parse.children[p]]
    return [
        c
        for name in names
        if parse.pos[name] == "PROPN"
        for c in parse.children[name]
        if parse.dep[c] == "relcl" and any(parse.lower[w] in ("which", "that") for w in parse.children[c])
    ]


def _is_definite(parse: Parse, noun: int) -> bool:
    """Whether a noun names something that the reader knows ("the raid", "its destruction")."""
    return any(
        parse.lower[c] in _DEFINITE or parse.dep[c] == "poss" for c in parse.children[noun] if c < noun
    )  # fmt: skip


def _is_new(parse: Parse, noun: int) -> bool:
    """Whether a noun brings in something that has not been told ("an attack", "further raids")."""
    return any(parse.lower[c] in _NEW | _NOBODY for c in parse.children[noun] if c < noun)


def _status_of_subject(parse: Parse, noun: int, verb: int) -> Status:
    """Return the status of an event that is the subject of a verb.

    "The massacre was never forgotten" denies that it was forgotten, "no talks took place" denies the talks; what is to
    be remembered or investigated has happened.
    """
    status = _status_of_verb(parse, verb)
    happening = _EXISTING if parse.dep[noun] == "nsubjpass" else _PASSING
    if not _is_definite(parse, noun):
        return status
    if status in ("denied", "possible") and parse.lemma[verb] not in happening:
        return "happened"
    if status == "planned" and parse.dep[noun] == "nsubjpass" and parse.lemma[verb] in _PRESUPPOSING:
        return "happened"
    return status


def _status_of_object(parse: Parse, noun: int, verb: int, dep: str) -> Status:
    """Return the status of an event that is the object of a verb, or that hangs on it by a preposition."""
    lemma = parse.lemma[verb]
    if lemma in _AVERTING:
        dated = any(parse.ent[c] == "DATE" for c in parse.children[noun] if c < noun)
        status = _status_of_verb(parse, verb)
        if status == "denied" or (dated and _is_definite(parse, noun)):
            return "happened"
        return "possible" if status != "happened" or "to" in _helpers(parse, verb) else "denied"
    if lemma in _PRESUPPOSING | _ENDING and not _is_new(parse, noun):
        return "happened"
    if lemma in _PLANNING:
        return "happened" if _is_surprise(parse, noun, verb) else "planned"
    if lemma in _FAILING:
        return "denied"
    if lemma in _WANTING:
        return "denied" if _is_negated(parse, verb) else "possible"
    if dep == "prep":
        return "happened"
    status = _status_of_verb(parse, verb)
    if status == "denied" and lemma not in _EXISTING and _is_definite(parse, noun):
        return "happened"
    return status


def _is_surprise(parse: Parse, noun: int, verb: int) -> bool:
    """Whether an event that is known came as nobody had planned or expected it ("few expected the siege")."""
    past = parse.tag[verb] in ("VBD", "VBN") or "did" in _helpers(parse, verb)
    hardly = any(parse.lower[c] in _HARDLY_ANY for c in parse.children[verb])
    return past and _is_definite(parse, noun) and (hardly or _is_negated(parse, verb))


def _status_above_noun(parse: Parse, noun: int) -> Status:
    """Read the status of an event noun from the words that govern it."""
    here, steps = noun, 0
    while parse.head[here] != here and steps < _STEPS - 1:
        dep, head = parse.dep[here], parse.head[here]
        lemma = parse.lemma[head]
        if parse.pos[head] in _VERBS:
            if (lemma == "be" and dep in ("nsubj", "attr")) or dep == "nsubj":
                return _status_of_subject(parse, noun, head) if here == noun else _status_of_verb(parse, head)
            if dep == "prep" and parse.lower[here] not in ("for", "on", "to", "of", "about", "with"):
                return "happened"
            if dep in ("dobj", "prep", "nsubjpass", "attr"):
                return _status_of_object(parse, noun, head, dep)
            return "happened"
        if dep == "pobj" and parse.lower[head] == "for" and parse.pos[parse.head[head]] == "VERB":
            objects = [c for c in parse.children[parse.head[head]] if parse.dep[c] == "dobj"]
            if any(parse.lemma[o] in _WANTED_NOUNS for o in objects):
                return "possible"
        if dep == "pobj" and parse.lower[head] in ("ahead", "for", "of", "to", "against", "on", "about"):
            noun_above = parse.head[head]
            if parse.lower[head] == "for" and parse.lemma[noun_above] in _PLANNED_NOUNS | _WANTED_NOUNS:
                return "planned" if parse.lemma[noun_above] in _PLANNED_NOUNS else "possible"
            if parse.lower[head] == "of" and parse.lemma[noun_above] in _WANTED_NOUNS | _ALLEGING_NOUNS:
                return "possible"
            if parse.lower[head] == "of" and _is_missing(parse, noun_above):
                return "denied"
        here, steps = head, steps + 1
    return "happened"


def _helpers(parse: Parse, verb: int) -> set[str]:
    return {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in _HELPERS}


def _is_negated(parse: Parse, verb: int) -> bool:
    """Whether a clause is negated by a particle or by its subject or object ("nobody was hurt", "made no arrests")."""
    children = parse.children[verb]
    if any(parse.lower[c] in _NOT and parse.dep[c] in _HELPERS for c in children):
        return not _is_only_delayed(parse, verb)
    arguments = [c for c in children if parse.dep[c] in ("nsubj", "nsubjpass", "dobj")]
    return any(
        (parse.lower[n] in ("nobody", "none") or parse.lower[n] == "no-one")
        or any(parse.lower[c] == "no" or (parse.lower[c] == "no" and c < n) for c in parse.children[n])
        for n in arguments
    )


def _is_only_delayed(parse: Parse, verb: int) -> bool:
    """Whether a past clause says that something took until a time ("did not resign until Monday")."""
    past = any(parse.lower[c] in ("did", "was", "were") for c in parse.children[verb])
    return past and any(
        parse.lower[c] == "until"
        or any(parse.lower[g] == "until" and parse.dep[g] == "mark" for g in parse.children[c])
        for c in parse.children[verb]
        if c > verb
    )


def _status_of_verb(parse: Parse, verb: int, steps: int = 0) -> Status:
    children = parse.children[verb]
    helpers = _helpers(parse, verb)
    subject = any(parse.dep[c] in _SUBJECTS for c in children)
    if _is_negated(parse, verb):
        command = not subject and "do" in helpers and parse.tag[verb] == "VB"
        return "possible" if command else "denied"
    if helpers & _WILL:
        return "possible" if "if" in helpers else "planned"
    if helpers & _MAYBE or helpers & _HEDGES or helpers & _CONDITIONS or helpers & _SHOULD:
        return "possible"
    if "would" in helpers:
        if "have" in helpers and parse.tag[verb] == "VBN":
            return "denied"  # what would have happened didn't
        doubtful = "have" in helpers or _has_condition(parse, verb) or parse.lower[parse.head[verb]] in _WILLING
        return "possible" if doubtful else "planned"
    if "to" in helpers and helpers & _QUESTIONS:
        return "possible"
    headline = parse.dep[verb] == "ROOT" and "to" in helpers
    if headline or _is_going_to(parse, verb) or _is_arranged(parse, verb, helpers):
        return "planned"
    if parse.dep[verb] == "conj" and parse.pos[parse.head[verb]] == "VERB" and steps < 3:
        shared = not subject and not helpers & {"has", "have", "had", "was", "were"}
        shared = shared and not (parse.tag[verb] == "VBD" and parse.tag[parse.head[verb]] == "VBN")
        return _status_of_verb(parse, parse.head[verb], steps + 1) if shared else "happened"
    if steps < _STEPS and parse.dep[verb] in _READERS:
        return _READERS[parse.dep[verb]](parse, verb, helpers, steps)
    return "happened"


def _is_going_to(parse: Parse, verb: int) -> bool:
    head = parse.head[verb]
    return parse.dep[verb] == "xcomp" and parse.lower[head] == "going"


def _is_arranged(parse: Parse, verb: int, helpers: set[str]) -> bool:
    """Whether a clause tells what is to come as if it were so ("is resigning", "is scheduled for May")."""
    if parse.tag[verb] == "VBG":
        return parse.lemma[verb] in _IMMINENT and not helpers.isdisjoint(_IS) and helpers.isdisjoint(_NOW)
    passive = parse.dep[verb] == "ROOT" or not helpers.isdisjoint(_BE)
    return passive and parse.tag[verb] == "VBN" and parse.lemma[verb] in _SCHEDULING


def _has_condition(parse: Parse, verb: int) -> bool:
    return any(
        parse.dep[c] == "advcl" and any(parse.lower[g] in ("if", "unless") for g in parse.children[c])
        for c in parse.children[verb]
    )


def _subjects(parse: Parse, verb: int) -> list[int]:
    """Return the subjects of a verb and what they are one of ("one of the aims was to ...")."""
    found = [c for c in parse.children[verb] if parse.dep[c] in _SUBJECTS]
    prepositions = [p for c in found for p in parse.children[c] if parse.lower[p] == "of"]
    return found + [g for p in prepositions for g in parse.children[p]]


def _of_infinitive(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read an infinitive or participle that completes a verb or an adjective ("wants to go", "ready to go")."""
    head = parse.head[verb]
    lemma, word, infinitive = parse.lemma[head], parse.lower[head], "to" in helpers
    if parse.pos[head] in ("NOUN", "PROPN"):
        return _of_noun(parse, verb, helpers, steps)
    if lemma in _FAILING or lemma in _AVERTING:
        return "happened" if _is_negated(parse, head) else "denied"
    if word in _READY and infinitive:
        return "planned"
    if word in _UNWILLING:
        return "denied"
    if word in _WILLING:
        return "possible"
    if infinitive and "have" in helpers and word in _REPORTED:
        return "happened"
    if (lemma in _WANTING or word in _WANTING) and infinitive:
        return "denied" if _is_negated(parse, head) else "possible"
    if lemma in _PLANNING and infinitive:
        return "planned"
    if infinitive and lemma == "be":
        wished = any(parse.lemma[c] in _WANTED_NOUNS for c in _subjects(parse, head))
        return "possible" if wished else "planned"
    if parse.pos[head] == "ADJ" and parse.head[head] != head:
        return _status_of_verb(parse, parse.head[head], steps + 1)
    return _status_of_verb(parse, head, steps + 1)


def _of_that_clause(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read a clause that tells what is said, wanted or denied."""
    lemma = parse.lemma[parse.head[verb]]
    if "to" in helpers and not helpers & _QUESTIONS:
        return _of_infinitive(parse, verb, helpers, steps)
    if lemma in _DENYING:
        return "denied"
    if lemma in _MEANING:
        return _above(parse, verb, steps)
    if parse.tag[verb] == "VBD" and lemma not in _DOUBTING:
        return "happened"
    return "possible" if lemma in _WANTING - _OPINION else "happened"


def _of_adverbial(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read an adverbial clause: a purpose, or a time that is still to come ("until they leave", "once it ends")."""
    head = parse.head[verb]
    if "to" in helpers:
        return (
            _of_infinitive(parse, verb, helpers, steps) if parse.lower[head] in _READY else _above(parse, verb, steps)
        )
    marks = helpers & (_UNTIL | _MEANWHILE)
    present = parse.tag[verb] in ("VBP", "VBZ") or not helpers.isdisjoint(("is", "are", "has", "have"))
    if not marks or not present or helpers & {"was", "were", "had"}:
        return "happened"
    above = _status_of_verb(parse, head, steps + 1)
    if above == "happened":
        return "happened"
    return "possible" if marks & _UNTIL or above != "planned" else "planned"


def _above(parse: Parse, verb: int, steps: int) -> Status:
    return _status_of_verb(parse, parse.head[verb], steps + 1)


def _of_noun(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read a clause that says more of a noun ("a plan to attack", "the claim that he fled")."""
    noun = parse.head[verb]
    if parse.pos[noun] not in ("NOUN", "PROPN"):
        return _of_infinitive(parse, verb, helpers, steps) if "to" in helpers else "happened"
    lemma = parse.lemma[noun]
    if "to" not in helpers:
        if "that" in helpers and _is_missing(parse, noun):
            return "denied"
        doubtful = "that" in helpers and lemma in _WANTED_NOUNS | _ALLEGING_NOUNS
        return "possible" if doubtful else "happened"
    if any(parse.lower[c] == "no" for c in parse.children[noun]):
        return "denied"
    if lemma in _WANTED_NOUNS:
        return "possible"
    if lemma in _PLANNED_NOUNS:
        above = next((t for t in parse.ancestors(noun)[:_STEPS] if parse.pos[t] in _VERBS), None)
        doubtful = above is not None and _status_of_verb(parse, above, steps + 1) == "possible"
        return "possible" if doubtful else "planned"
    return "happened"


def _is_missing(parse: Parse, noun: int) -> bool:
    """Whether there is nothing that shows something ("no evidence that", "no sign of")."""
    return parse.lemma[noun] in _EVIDENCE and any(parse.lower[c] in ("no", "little") for c in parse.children[noun])


def _of_relative(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read a relative clause; an infinitive in it is what something is good for ("with which to blackmail him")."""
    noun = parse.head[verb]
    if parse.lower[noun] in _ORDERING or any(parse.lower[c] in _ORDERING for c in parse.children[noun]):
        return "happened"  # "the first to attack"
    if "to" in helpers:
        return "possible"
    return _of_noun(parse, verb, helpers, steps)


def _of_gerund(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read a gerund under a preposition ("accused of killing", "without asking", "could help by leaving")."""
    preposition = parse.head[verb]
    word, above = parse.lower[preposition], parse.head[preposition]
    if word in _EXCLUDING or (word == "of" and parse.lower[preposition - 1] in ("instead", "short")):
        return "denied"
    if parse.lemma[above] in _ALLEGING_NOUNS | _WANTED_NOUNS:
        return "possible"
    if parse.lower[above] in _WILLING:
        return "possible"
    if word == "for" and parse.lemma[above] in _WANTING:
        return "possible"
    if word in _MEDIATING and parse.pos[above] in _VERBS:
        status = _status_of_verb(parse, above, steps + 1)
        return status if status in ("planned", "possible") else "happened"
    return "happened"


def _of_clause_subject(parse: Parse, verb: int, helpers: set[str], steps: int) -> Status:
    """Read a clause that is the subject of another ("killing hostages would not end the war")."""
    status = _above(parse, verb, steps)
    return "happened" if status == "happened" else "possible"


_READERS = {
    "xcomp": _of_infinitive,
    "ccomp": _of_that_clause,
    "advcl": _of_adverbial,
    "acl": _of_noun,
    "relcl": _of_relative,
    "pcomp": _of_gerund,
    "csubj": _of_clause_subject,
    "csubjpass": _of_clause_subject,
}
"""How the clause of a verb is read, by how it hangs on the one above."""
