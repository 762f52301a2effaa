"""Attribution frames: a cue ("said", "according to", a colon) and the mention of its speaker beside it."""

from dataclasses import dataclass

from spacy.strings import hash_string
from spacy.symbols import (
    ADV,
    AUX,
    NOUN,
    PART,
    VERB,
    advcl,
    agent,
    ccomp,
    conj,
    dobj,
    npadvmod,
    nsubj,
    nsubjpass,
    pcomp,
    pobj,
    poss,
    prep,
    relcl,
    xcomp,
)  # fmt: skip

from geo.language.quotes.lexicon import cue_verbs
from geo.language.quotes.mentions import Line, Mention
from geo.language.tokens import Tokens

_CLIMB = frozenset((conj, xcomp, advcl, pcomp, prep, ccomp))
_SKIP_POS = frozenset((ADV, AUX, PART))
_SKIP = frozenset(
    ("also", "later", "then", "had", "has", "have", "to", "not", "went", "on", "-", "once", "again", "first")
)
BE = frozenset(("was", "were", "is", "are", "been", "being", "be", "got"))
_TO_SOMEBODY = frozenset(("told", "asked", "informed", "warned", "reminded", "assured", "advised", "urged"))
_FINITE = frozenset(map(hash_string, ("VBD", "VBZ", "VBN")))
_SPEAKERS = frozenset(("person", "role", "he"))
_PARTICIPLE = hash_string("VBN")
_AGENTS = frozenset(("person", "role", "plural", "group", "name"))
DASHES = frozenset(("-", "–", "—", "--", "―"))
_SIGNING = frozenset(("person", "role", "group", "name"))
_SIGNATURE = 12
"""Words of a signature within which no verb stands."""
_PARTICLES = frozenset(("in", "back", "out", "up", "on", "off"))
_LINKS = frozenset(("of", "for", "from", "at", "with", "in"))
_OBJECTS = frozenset((pobj, dobj, poss, npadvmod, hash_string("compound")))
APPOSITION = 30
_TOPIC = frozenset(("on", "after", "about", "over"))
"""What may stand between who speaks and what of, before a colon: Coach on the loss."""
_HOW = _TOPIC | {"in", "to", "at", "via", "by", "from"}
"""What may stand between who speaks and how, behind a comma: Smith, in a letter."""


@dataclass(slots=True)
class Frame:
    """A mention and the cue that makes it a speaker; `cue` is -1 for a mention that no cue goes with."""

    mention: Mention
    cue: int
    cue_last: int
    kind: str
    """Class of the cue verb, or "according", "colon", "none"."""
    relation: str
    """How the two stand together: subject, inverted, apart, climbed, agent, according, colon, signed, none."""


def frames(tokens: Tokens, line: Line, found: list[Mention], subjects: dict[int, int]) -> list[Frame]:
    """Return the frames of a line in the order of their cues, then the mentions that have none.

    Args:
        found: the mentions of the line.
        subjects: for a verb's token the token of its subject in the parse.
    """
    by_head: dict[int, Mention] = {}
    ends: dict[int, Mention] = {}
    begins: dict[int, Mention] = {}
    for mention in found:
        if not mention.possessive:
            by_head.update(dict.fromkeys(range(mention.first, mention.last), mention))
            ends[mention.last] = mention
            begins.setdefault(mention.first, mention)
    verbs = cue_verbs()
    result: list[Frame] = []
    framed: set[int] = set()
    for position, token in enumerate(line.items):
        if token < 0:
            continue
        word = tokens.lower[token]
        frame = None
        if word in verbs:
            if _is_verb(tokens, line, position, begins):
                frame = _verb_frame(tokens, line, position, by_head, ends, begins, subjects, verbs[word])
        elif mention := _unlisted(tokens, line, position, begins) or _unlisted_behind(tokens, line, position, ends):
            frame = Frame(mention, token, token + 1, "say" if _goes_on(tokens, token) else "act", "inverted")
        elif word == "according" or word == "per":
            frame = _according(tokens, line, position, begins)
        elif word == ":":
            frame = _colon(tokens, line, position, begins, ends)
        elif word in DASHES:
            frame = _signed(tokens, line, position, begins)
        if frame:
            result.append(frame)
            framed.add(frame.mention.first)
    result += [
        Frame(mention, -1, -1, "none", "none")
        for mention in found
        if mention.first not in framed and mention.kind not in ("thing", "i") and tokens.lower[mention.first] != "it"
    ]
    return result


def _goes_on(tokens: Tokens, token: int) -> bool:
    """Whether the words before a verb end with a comma, as they only do where it brings them in."""
    return tokens.words[token - 2][-1] == ","


def _unlisted(tokens: Tokens, line: Line, position: int, begins: dict[int, Mention]) -> Mention | None:
    """Return who does what right after words that end as speech does, whatever the verb: “Two,” corrected her son."""
    token = line.items[position]
    if tokens.tag[token] not in _FINITE or not position or line.items[position - 1] >= 0:
        return None
    mention = _inverted(tokens, line, position, begins)
    spoken = token > 1 and tokens.words[token - 2][-1] in ",!?"
    return mention if spoken and mention and mention.kind in _SPEAKERS and not mention.possessive else None


def _unlisted_behind(tokens: Tokens, line: Line, position: int, ends: dict[int, Mention]) -> Mention | None:
    """Return who stands between such words and what he does: “So do I,” her friend Jana chipped in."""
    token = line.items[position]
    mention = ends.get(token)
    finite = tokens.tag[token] in _FINITE and tokens.pos[token] == VERB
    if not finite or mention is None or mention.kind not in _SPEAKERS:
        return None
    first = mention.first
    while (role := ends.get(first)) and role.kind == "role":
        first = role.first
    before = line.place[first] - 1
    spoken = before >= 0 and line.items[before] < 0 and first > 1 and tokens.words[first - 2][-1] == ","
    return mention if spoken else None


def _is_verb(tokens: Tokens, line: Line, position: int, begins: dict[int, Mention]) -> bool:
    token = line.items[position]
    if tokens.pos[token] in (VERB, AUX):
        return True
    beside = position and line.items[position - 1] < 0
    return bool(beside) or (token + 1 in begins and token not in begins)


def _verb_frame(
    tokens: Tokens,
    line: Line,
    position: int,
    by_head: dict[int, Mention],
    ends: dict[int, Mention],
    begins: dict[int, Mention],
    subjects: dict[int, int],
    kind: str,
) -> Frame | None:
    items = line.items
    token = items[position]
    if token + 1 < len(tokens) and tokens.lower[token + 1] == "not" and tokens.lower[token] in ("asked", "asks"):
        return None
    after = _inverted(tokens, line, position, begins)
    if after:
        return Frame(after, token, token + 1, kind, "inverted")
    by = _agent(tokens, line, position, begins)
    if by:
        return Frame(by, token, token + 1, kind, "agent")
    passive = position > 0 and items[position - 1] >= 0 and tokens.lower[items[position - 1]] in BE
    nobody = tokens.lower[token] in _TO_SOMEBODY or (position > 1 and tokens.lower[items[position - 2]] == "it")
    if passive and (kind != "say" or nobody):
        return None
    beside = _before(tokens, line, position, ends)
    if beside and beside.kind in ("thing", "document"):
        beside = _behind_thing(tokens, line, position, beside, by_head, subjects)
    parsed = _parsed(tokens, line, token, by_head, subjects)
    if tokens.tag[token] == _PARTICIPLE and not beside and token not in subjects:
        return None
    if beside and _is_object(tokens, beside.head):
        governor = _governor(tokens, beside, ends)
        apart = governor.first > 0 and tokens.words[governor.first - 1] == ","
        if parsed is None or (governor is not beside and apart):
            return Frame(governor, token, token + 1, kind, "subject")
    certain = beside is not None and not _is_object(tokens, beside.head) and not tokens.lower[token].endswith("ing")
    if beside and (parsed is None or certain or parsed.first > beside.first or _broken(line, parsed, token)):
        return Frame(beside, token, token + 1, kind, "subject")
    if parsed:
        return Frame(parsed, token, token + 1, kind, "subject" if subjects.get(token) is not None else "climbed")
    apart = _apart(tokens, line, position, ends)
    if apart:
        return Frame(apart, token, token + 1, kind, "apart")
    nearest = _nearest(tokens, line, position, ends) if tokens.lower[token].endswith("ing") else None
    return Frame(nearest, token, token + 1, kind, "climbed") if nearest else None


def _nearest(tokens: Tokens, line: Line, position: int, ends: dict[int, Mention]) -> Mention | None:
    """Return the last person or group before a participle in its sentence."""
    for place in range(position - 1, max(-1, position - APPOSITION), -1):
        token = line.items[place]
        if token < 0 or tokens.words[token] in (".", "!", "?", ";"):
            return None
        mention = ends.get(token + 1)
        if mention and mention.kind in ("person", "he", "role", "plural", "group"):
            return mention
    return None


def _governor(tokens: Tokens, mention: Mention, ends: dict[int, Mention]) -> Mention:
    """Return what a mention after "of" or "for" belongs to: an officer of the department."""
    while mention.first and tokens.lower[mention.first - 1] in _LINKS:
        other = ends.get(mention.first - 1)
        if other is None or other.kind not in _AGENTS:
            break
        mention = other
    return mention


def _is_object(tokens: Tokens, token: int) -> bool:
    """Whether the parse has the noun as an object or an attribute, or joined to one."""
    while tokens.dep[token] == conj and tokens.heads[token] != token:
        token = tokens.heads[token]
    return tokens.dep[token] in _OBJECTS


def _behind_thing(
    tokens: Tokens, line: Line, position: int, thing: Mention, by_head: dict[int, Mention], subjects: dict[int, int]
) -> Mention | None:
    """Return who speaks where a thing stands before the cue: she released a statement saying, an aide who saw it said.

    It is the thing itself where it is the subject, and nobody where it is only printed or called something.
    """
    token = line.items[position]
    if tokens.words[token].endswith("ing") and tokens.dep[thing.head] == dobj:
        subject = by_head.get(subjects.get(tokens.heads[thing.head], -1))
        return subject or thing
    if tokens.tag[token] == _PARTICIPLE and thing.kind == "thing":
        return None
    if _is_object(tokens, thing.head):
        for place in range(position - 1, max(0, position - APPOSITION), -1):
            item = line.items[place]
            if item < 0 or tokens.lower[item] in (".", "!", "?"):
                break
            if tokens.lower[item] == "who":
                return by_head.get(line.items[place - 1]) or by_head.get(line.items[place - 2])
    return thing


def _broken(line: Line, mention: Mention, token: int) -> bool:
    """Whether a quotation stands between the mention and the token."""
    low, high = sorted((line.place[mention.first], line.place[token]))
    return bool(line.quotes) and line.between(low + 1, high)[1] > 0


def _inverted(tokens: Tokens, line: Line, position: int, begins: dict[int, Mention]) -> Mention | None:
    """Return the mention after a cue that follows a quotation: “...,” said the mayor."""
    items = line.items
    before = position - 1
    while before >= 0 and items[before] >= 0 and tokens.lower[items[before]] in (",", "-", "–", "—"):
        before -= 1
    if before >= 0 and items[before] >= 0 and tokens.pos[items[before]] == ADV:
        before -= 1
    if before >= 0 and items[before] >= 0:
        return None
    after = position + 1
    beside = bool(position) and items[position - 1] < 0
    if beside and after + 1 < len(items) and items[after] not in begins and tokens.lower[items[after]] in _PARTICLES:
        after += 1
    if after < len(items) and items[after] in begins and tokens.pos[items[position]] != NOUN:
        mention = begins[items[after]]
        said = tokens.lower[items[position]]
        if said not in ("told", "tells") and not said.endswith("ing"):
            return mention
    return None


def _agent(tokens: Tokens, line: Line, position: int, begins: dict[int, Mention]) -> Mention | None:
    """Return the mention in "told by X", "called by X"."""
    items = line.items
    for step in (1, 2, 3):
        if position + step + 1 >= len(items) or items[position + step] < 0:
            return None
        if tokens.lower[items[position + step]] == "by" and items[position + step + 1] in begins:
            mention = begins[items[position + step + 1]]
            return mention if mention.kind in _AGENTS and not tokens.words[items[position]].endswith("ing") else None
    return None


def _before(tokens: Tokens, line: Line, position: int, ends: dict[int, Mention]) -> Mention | None:
    """Return the mention that stands right before a cue, adverbs and auxiliaries skipped."""
    items = line.items
    for step in range(1, 6):
        before = position - step
        if before < 0 or items[before] < 0:
            return None
        if items[before] + 1 in ends:
            return ends[items[before] + 1]
        word = items[before]
        if tokens.pos[word] not in _SKIP_POS and tokens.lower[word] not in _SKIP:
            return None
    return None


def _parsed(
    tokens: Tokens, line: Line, token: int, by_head: dict[int, Mention], subjects: dict[int, int]
) -> Mention | None:
    """Return the mention that the parse gives the cue as subject, its own or that of the verb it hangs on."""
    verb = token
    for _ in range(4):
        subject = subjects.get(verb)
        if subject is not None:
            if verb == token and tokens.dep[subject] == nsubjpass:
                return None
            mention = by_head.get(subject)
            return mention if mention and abs(subject - token) < 60 else None
        if tokens.dep[verb] == relcl and verb != token:
            return None
        if tokens.dep[verb] not in _CLIMB:
            return None
        if tokens.dep[verb] == ccomp and verb == token:
            return None
        verb = tokens.heads[verb]
        if verb not in line.place:
            return None
    return None


def _apart(tokens: Tokens, line: Line, position: int, ends: dict[int, Mention]) -> Mention | None:
    """Return the mention before an apposition or a relative clause: X, who leads the union, said."""
    items = line.items
    before = position - 1
    while before >= 0 and items[before] >= 0 and tokens.pos[items[before]] in _SKIP_POS:
        before -= 1
    if before < 0 or items[before] < 0 or tokens.lower[items[before]] not in (",", ")", "-", "—", "–"):
        return None
    name = ends.get(items[before - 1] + 1) if before and items[before - 1] >= 0 else None
    if name and name.kind == "person" and tokens.words[name.first - 1] == ",":
        return name
    for place in range(before - 1, max(-1, before - APPOSITION), -1):
        token = items[place]
        if token < 0 or tokens.lower[token] in (".", "!", "?", ";"):
            return None
        if tokens.lower[token] in (",", "(", "—", "–") and place and items[place - 1] + 1 in ends:
            mention = ends[items[place - 1] + 1]
            if mention.kind in ("person", "role", "plural", "group", "name"):
                return _governor(tokens, mention, ends)
    return None


def _according(tokens: Tokens, line: Line, position: int, begins: dict[int, Mention]) -> Frame | None:
    items = line.items
    after = position + (2 if tokens.lower[items[position]] == "according" else 1)
    if after < len(items) and items[after] in begins:
        if tokens.lower[items[position]] == "per" and begins[items[after]].kind == "thing":
            return None
        last = items[after - 1] + 1
        return Frame(begins[items[after]], items[position], last, "according", "according")
    return None


def _colon(
    tokens: Tokens, line: Line, position: int, begins: dict[int, Mention], ends: dict[int, Mention]
) -> Frame | None:
    """Return the frame of "Smith: “...”", "Smith on the loss: “...”" and "From the report: “...”"."""
    items = line.items
    if position + 1 < len(items) and items[position + 1] < 0 and position and items[position - 1] + 1 in ends:
        mention = ends[items[position - 1] + 1]
        opener = begins.get(items[0])
        while opener and opener.kind == "role" and opener.last in begins:
            opener = begins[opener.last]
        if opener and opener.first != mention.first and _is_aside(tokens, line, opener, position):
            mention = opener
        if mention.kind not in ("thing", "i") or _is_capitals(tokens, items[position]):
            return Frame(mention, items[position], items[position] + 1, "colon", "colon")
    return None


def _is_aside(tokens: Tokens, line: Line, opener: Mention, colon: int) -> bool:
    """Whether nothing but what of, how or to whom somebody speaks stands before a colon: Smith, on X: “...”."""
    apart = tokens.words[opener.last] == ","
    begin = line.place.get(opener.last + apart)
    rest = line.items[begin:colon] if begin is not None else []
    if not rest or any(item < 0 or tokens.pos[item] in (VERB, AUX) for item in rest):
        return False
    return tokens.lower[rest[0]] in (_HOW if apart else _TOPIC)


def _is_capitals(tokens: Tokens, colon: int) -> bool:
    """Whether a line has but a name in capitals before a colon, as transcripts do: SEN. BAKER: “...”."""
    first = colon
    while first and not tokens.words[first - 1].isspace():
        first -= 1
    return first < colon and all(word.isupper() for word in tokens.words[first:colon] if word[0].isalnum())


def _is_name(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention is two or more words with capitals: Harbourmaster Nils Dahl."""
    words = tokens.words[mention.first : mention.last]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _signed(tokens: Tokens, line: Line, position: int, begins: dict[int, Mention]) -> Frame | None:
    """Return the frame of a signature, behind the words or on the line below them: “...” — Judge Ann Lee, in Rome."""
    items, after = line.items, position + 1
    if (position and items[position - 1] >= 0) or (not position and line.quotes) or after >= len(items):
        return None
    mention = begins.get(items[after])
    rest = items[after : after + _SIGNATURE]
    signs = mention is not None and (mention.kind in _SIGNING or _is_name(tokens, mention))
    if not signs or any(i < 0 or tokens.pos[i] in (VERB, AUX) for i in rest):
        return None
    return Frame(mention, items[position], items[position] + 1, "colon", "signed")


def subjects_of(tokens: Tokens) -> dict[int, int]:
    """Return for each verb of the parse the token of its subject, or of the agent of a passive."""
    result: dict[int, int] = {}
    for index in tokens.with_dep(nsubj, nsubjpass, pobj):
        if tokens.dep[index] != pobj:
            result.setdefault(tokens.heads[index], index)
        elif tokens.dep[tokens.heads[index]] == agent:
            result[tokens.heads[tokens.heads[index]]] = index
    return result
