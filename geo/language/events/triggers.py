"""Triggers of events in a parsed text: verbs and nouns that tell that something happens."""

from dataclasses import dataclass, replace

from geo.language.events.clauses import subjects
from geo.language.events.lexicon import Lexicon, Reading
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import UNTYPED, event_type

_SETS = word_sets("event_words.tsv")
_LIGHT = _SETS["light verbs"]
"""Verbs that leave it to their object to say what happens."""
SILENT = _SETS["silent verbs"]
"""Verbs of saying, thinking, being and having, which tell no event unless the lexicon says so."""
_AWAITING = _SETS["planning verbs"]
_FAILING = _SETS["failing verbs"] - words("refuse reject deny decline oppose abandon block")
_DOING = _SETS["doing verbs"]
_ADJECTIVAL = frozenset({"amod", "compound", "nmod", "aux", "auxpass", "case"})


@dataclass(slots=True)
class Trigger:
    """One trigger: `anchor` is the token whose arguments are the event's, `verb` the verb that carries its tense."""

    anchor: int
    type: str
    mode: str | None
    tokens: tuple[int, ...]
    noun: int | None
    """The noun that names the event, None where a verb tells it."""
    verb: int | None
    weak: bool
    """Only an event if something is known of where or when."""
    depth: int = 0


def find_triggers(parse: Parse, lexicon: Lexicon) -> list[Trigger]:
    """Return the triggers of a text, in each sentence the strong before the weak, the main clause first."""
    verbs: dict[int, Reading | None] = {}
    nouns: dict[int, Reading] = {}
    taken: set[int] = set()
    for i, pos in enumerate(parse.pos):
        if pos == "VERB":
            if any(parse.dep[c] == "det" for c in parse.children[i]):
                continue  # "the injured", "the missing": people, not what happened to them
            if parse.dep[i] not in _ADJECTIVAL or (parse.dep[i] == "amod" and parse.head[i] < i):
                reading = lexicon.read_verb(parse, i)
                verbs[i] = reading
                if reading:
                    taken.update(reading.tokens[1:])
        elif _may_be_event(parse, i, pos) and (reading := lexicon.read_noun(parse, i)):
            nouns[i] = reading
    found = _noun_triggers(parse, nouns, verbs, taken)
    merged = {t.anchor for t in found if t.anchor != t.noun}
    for i, reading in verbs.items():
        if i in merged or (_only_begins(parse, i) and (reading is None or reading.bare)):
            continue
        bare = reading is None or reading.bare
        if bare and parse.lemma[i] in SILENT | _FAILING and _has_clause(parse, i):
            continue
        if reading:
            reading = _by_nature(parse, i, reading, verbs, nouns)
            weak = not event_type(reading.type).typed or (reading.bare and parse.lemma[i] in SILENT)
            found.append(Trigger(i, reading.type, reading.mode, reading.tokens, None, i, weak))
        elif parse.lemma[i] not in SILENT:
            found.append(Trigger(i, UNTYPED, None, (i,), None, i, weak=True))
    for trigger in found:
        trigger.depth = _depth(parse, trigger.anchor)
    found.sort(key=lambda t: (parse.sent[t.anchor], t.weak, t.depth, t.anchor))
    return found


def _has_clause(parse: Parse, verb: int) -> bool:
    """Whether a verb says that something is so, or tries to ("held that", "tried to")."""
    return any(parse.dep[c] in ("ccomp", "xcomp") and parse.pos[c] in ("VERB", "AUX") for c in parse.children[verb])


def _by_nature(
    parse: Parse, verb: int, reading: Reading, verbs: dict[int, Reading | None], nouns: dict[int, Reading]
) -> Reading:
    """Give a verb of harm the type of the disaster that does it ("a quake killed 40", "crashed, killing two")."""
    if not event_type(reading.type).harms or any(parse.dep[c] == "agent" for c in parse.children[verb]):
        return reading
    causes = [nouns.get(_meant(parse, subject)) for subject in subjects(parse, verb)]
    if parse.dep[verb] == "advcl" and parse.tag[verb] == "VBG":
        causes.append(verbs.get(parse.head[verb]))
    cause = next((c for c in causes if c and event_type(c.type).befalls), None)
    return replace(reading, type=cause.type, mode=cause.mode) if cause else reading


def _meant(parse: Parse, subject: int) -> int:
    """Return the noun that a relative pronoun stands for, any other word itself."""
    clause = parse.head[subject]
    relative = parse.lower[subject] in ("that", "which") and parse.dep[clause] == "relcl"
    return parse.head[clause] if relative else subject


def _may_be_event(parse: Parse, i: int, pos: str) -> bool:
    """Whether a noun can name an event; a capital at the head of a sentence makes no name."""
    opens = pos == "PROPN" and i == parse.sents[parse.sent[i]][0]
    return (pos == "NOUN" or opens) and parse.dep[i] not in _ADJECTIVAL


def _only_begins(parse: Parse, verb: int) -> bool:
    """Whether a verb only says that what its infinitive tells begins, goes on or succeeds."""
    if parse.lower[verb] == "going" and any(parse.dep[c] == "xcomp" for c in parse.children[verb]):
        return True
    return parse.lemma[verb] in _DOING and any(parse.dep[c] == "xcomp" for c in parse.children[verb])


def _noun_triggers(
    parse: Parse, nouns: dict[int, Reading], verbs: dict[int, Reading | None], taken: set[int]
) -> list[Trigger]:
    found = []
    for i, reading in nouns.items():
        of = parse.head[i]
        if i in taken or (parse.dep[i] == "pobj" and parse.lower[of] == "of" and parse.head[of] in taken):
            continue
        verb = governor(parse, i)
        if verb is not None and verb in verbs and _carries(parse, verb, i, verbs[verb]):
            found.append(Trigger(verb, reading.type, reading.mode, (verb, *reading.tokens), i, verb, weak=False))
        else:
            weak = not _is_told(parse, i, verb, reading.type)
            found.append(Trigger(i, reading.type, reading.mode, reading.tokens, i, verb, weak))
    return found


def _is_told(parse: Parse, noun: int, verb: int | None, type_: str) -> bool:
    """Whether a noun is told as something that happens, rather than only spoken of."""
    if event_type(type_).befalls:
        return True
    argument = parse.dep[noun] in ("nsubj", "nsubjpass", "dobj", "attr")
    return argument and (event_type(type_).nouns_happen or (verb is not None and parse.lemma[verb] in _DOING))


def _carries(parse: Parse, verb: int, noun: int, reading: Reading | None) -> bool:
    """Whether `verb` is a light verb around `noun`."""
    if parse.lemma[verb] not in _LIGHT or parse.dep[noun] not in ("dobj", "nsubjpass"):
        return False
    return parse.head[noun] == verb and (
        reading is None or event_type(reading.type).loose or (reading.bare and parse.lemma[verb] in SILENT)
    )


def governor(parse: Parse, noun: int) -> int | None:
    """Return the verb that a noun is an argument of, through prepositions and lists, or None."""
    here = noun
    for _ in range(6):
        if parse.head[here] == here:
            return None
        here = parse.head[here]
        if parse.pos[here] in ("VERB", "AUX"):
            return _carried_on(parse, here)
    return None


def _carried_on(parse: Parse, verb: int) -> int:
    """Return the infinitive that says what happens to the subject of "is to begin", "was expected to open"."""
    if parse.lemma[verb] != "be" and parse.lemma[verb] not in _DOING | _AWAITING:
        return verb
    return next((c for c in parse.children[verb] if parse.dep[c] == "xcomp" and parse.pos[c] == "VERB"), verb)


def _depth(parse: Parse, i: int) -> int:
    """Count the steps to the root, without those through verbs of saying and through lists of verbs."""
    depth = 0
    while parse.head[i] != i:
        head = parse.head[i]
        if not (parse.dep[i] in ("ccomp", "parataxis") or (parse.dep[i] == "conj" and parse.pos[head] == "VERB")):
            depth += 1
        i = head
    return depth
