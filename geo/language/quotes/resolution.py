"""The full name behind a speaker's mention: people, pronouns, roles, bodies."""

from dataclasses import dataclass

from spacy.strings import hash_string
from spacy.symbols import ADJ, DET, NOUN, NUM, PROPN, appos

from geo.language.people.lexicon import people_lexicon
from geo.language.quotes.mentions import STOPS, Line, Mention
from geo.language.quotes.scene import REACH, Scene

_REACH = 4
_POSSESSIVE_PRONOUN = hash_string("PRP$")
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those", "one"))
_LINKS = frozenset(("of", "for", "from", "at", "with", "in"))
_PHRASE = frozenset((NOUN, PROPN, ADJ, NUM, DET))
_FEMININE = frozenset(("she", "her"))
_LOCATIVE = frozenset(("in", "at", "from", "with"))


@dataclass(slots=True)
class Speaker:
    """A full name, and in words why the mention means it (empty where the mention is the name)."""

    name: str | None
    why: str


def resolve_speaker(scene: Scene, where: int, mention: Mention, kept: int) -> Speaker:
    """Return the speaker whom a mention in line `where` names; `kept` is the person who spoke last, -1 for nobody."""
    if mention.person >= 0:
        return _person(scene, mention)
    if mention.kind == "who":
        place = scene.line(where).place[mention.first]
        earlier = scene.mentions_near(where, place)
        before = [other for other in earlier if other.last <= mention.first and not other.possessive]
        near = [other for other in before if mention.first - other.last < 14]
        human = [other for other in near if other.kind in ("person", "role", "plural")]
        if near:
            return resolve_speaker(scene, where, (human or near)[-1], kept)
        return Speaker(None, "")
    if mention.kind == "he":
        return _pronoun(scene, where, mention, kept)
    if mention.kind == "they":
        beside = _apposed(scene, where, mention)
        if beside:
            return _person(scene, beside)
        return _plural(scene, where, mention)
    if mention.kind == "i":
        return Speaker(None, "")
    if _is_ethnonym(scene, mention):
        return _pronoun(scene, where, mention, kept)
    beside = _apposed(scene, where, mention)
    if beside:
        name = scene.people[beside.person]["name"]
        return Speaker(name, f"{_text(scene, mention)} is {name}")
    return _definite(scene, where, mention) or Speaker(described(scene, mention), "")


def _definite(scene: Scene, where: int, mention: Mention) -> Speaker | None:
    """Return whom "the former captain" means where it has no name: the one person who is a subject just before it."""
    tokens = scene.tokens
    if mention.kind != "role" or tokens.lower[mention.first] != "the" or _extended(scene, mention.last) > mention.last:
        return None
    if NUM in tokens.pos[mention.first : mention.head]:
        return None
    gender = people_lexicon().roles.get(tokens.lower[mention.head])
    subjects = {
        other.person
        for other in scene.mentions_near(where, scene.line(where).place[mention.first])
        if other.person >= 0 and _is_subject(scene, other)
    }
    fitting = [person for person in subjects if scene.people[person]["gender"] in (None, gender) or gender is None]
    if len(fitting) != 1:
        return None
    name = scene.people[fitting[0]]["name"]
    return Speaker(name, f"{_text(scene, mention)} is {name}, named before")


def _is_subject(scene: Scene, mention: Mention) -> bool:
    """Whether the parse has the mention as a subject, or in apposition to one."""
    tokens = scene.tokens
    head = tokens.heads[mention.head] if tokens.dep[mention.head] == appos else mention.head
    return scene.subjects.get(tokens.heads[head]) == head


def described(scene: Scene, mention: Mention) -> str:
    """Return a noun phrase with its "of the ministry", without its article."""
    tokens = scene.tokens
    first, last = mention.first, mention.last
    while first < last - 1 and tokens.lower[first] in _ARTICLES:
        first += 1
    if mention.kind in ("role", "plural", "group", "thing", "document"):
        last = _extended(scene, last)
        first = _coordinated(scene, first)
        first -= first > 0 and tokens.tag[first - 1] == _POSSESSIVE_PRONOUN
    return " ".join(tokens.text[tokens.starts[first] : tokens.ends[last - 1]].split())


def _coordinated(scene: Scene, first: int) -> int:
    """Return the first token of "union leaders and port operators" from that of its second half."""
    tokens = scene.tokens
    if first < 2 or tokens.lower[first - 1] != "and" or tokens.pos[first - 2] not in (NOUN, PROPN):
        return first
    lexicon = people_lexicon()
    if not (tokens.lower[first - 2] in lexicon.plurals or tokens.lower[first - 2] in lexicon.collectives):
        return first
    begin = first - 2
    while begin > 0 and tokens.pos[begin - 1] in _PHRASE and scene.quoted[begin - 1] < 0:
        begin -= 1
    while begin < first and tokens.lower[begin] in _ARTICLES:
        begin += 1
    return begin


def _extended(scene: Scene, last: int) -> int:
    tokens = scene.tokens
    size = len(tokens)
    begin = last
    while last + 1 < size and tokens.lower[last] in _LINKS and last - begin < 8:
        if scene.quoted[last + 1] >= 0 or tokens.pos[last + 1] not in _PHRASE:
            break
        if tokens.lower[last] in _LOCATIVE and tokens.pos[last + 1] != PROPN and not _of_place(scene, last):
            break
        end = last + 1
        while (
            end < size
            and (tokens.pos[end] in _PHRASE or tokens.lower[end] in ("-", "&", "'s", "’s"))
            and end - last < 8
        ):
            end += 1
        if tokens.pos[end - 1] not in (NOUN, PROPN):
            break
        last = end
    return last


def _person(scene: Scene, mention: Mention) -> Speaker:
    name = scene.people[mention.person]["name"]
    text = _text(scene, mention)
    partner = _partner(scene, mention)
    if partner is not None:
        return Speaker(f"{partner} and {name}", "")
    return Speaker(name, "" if text == name else f"{text} is {name}")


def _partner(scene: Scene, mention: Mention) -> str | None:
    """Return the name of who speaks with the person: Ann Lee and Bill Roy said."""
    tokens = scene.tokens
    first = mention.first
    while first > 0 and people_lexicon().is_role(tokens.lower[first - 1]):
        first -= 1
    if first < 2 or tokens.lower[first - 1] != "and" or mention.possessive:
        return None
    return scene.endings.get(tokens.ends[first - 2])


def _text(scene: Scene, mention: Mention) -> str:
    tokens = scene.tokens
    return " ".join(tokens.text[tokens.starts[mention.first] : tokens.ends[mention.last - 1]].split())


def _of_place(scene: Scene, last: int) -> bool:
    """Whether "in the", "from the" goes on with a name: growers in the Aconcagua valley."""
    tokens, after = scene.tokens, last + 2
    return tokens.lower[last + 1] == "the" and after < len(tokens) and tokens.pos[after] == PROPN


def _apposed(scene: Scene, where: int, mention: Mention) -> Mention | None:
    """Return the person beside a role: "the head of the union, Jane Doe," or "Jane Doe, head of the union,"."""
    tokens = scene.tokens
    if mention.kind != "role" and scene.tokens.lower[mention.first] != "one":
        return None
    end = _extended(scene, mention.last)
    for other in scene.mentions_near(where, scene.line(where).place[mention.first], ahead=20):
        if other.person < 0:
            continue
        if 0 <= other.first - end < 4 and all(
            word == "," or people_lexicon().is_role(word) for word in tokens.lower[end : other.first]
        ):
            return other
        if other.last + 1 == mention.first and tokens.words[other.last] in (",", "("):
            return other
    return None


def _pronoun(scene: Scene, where: int, mention: Mention, kept: int) -> Speaker:
    """Return whom he or she means: subjects, near mentions and the last speaker come first, the gender has to agree."""
    tokens = scene.tokens
    word = _text(scene, mention)
    gender = None if mention.kind != "he" else "f" if word.lower() in _FEMININE else "m"
    best: Mention | None = None
    best_score = float("-inf")
    sentences = 0.0
    for back in range(where, max(-1, where - _REACH), -1):
        line = scene.line(back)
        limit = _limit(scene, line, mention) if back == where else len(line.items)
        begin = max(0, limit - REACH)
        near = enumerate(line.items[begin:limit], begin)
        stops = [place for place, item in near if item >= 0 and tokens.words[item] in STOPS]
        for other in scene.mentions_near(back, limit):
            place = line.place[other.first]
            if other.kind not in ("person", "role"):
                continue
            fits = _gender_fits(scene, other, gender)
            if fits is None:
                continue
            between = sum(stop > place for stop in stops)
            distance = sentences + between
            score = fits - 0.5 * distance + _prominence(scene, other, back == where)
            if other.person == kept and kept >= 0:
                score += 1.3 if distance < 3 else 0.2
            score += place / 10000
            if score > best_score:
                best, best_score = other, score
        sentences += len(stops) + 1
    if best is None:
        return Speaker(None, "")
    name = scene.people[best.person]["name"] if best.person >= 0 else described(scene, best)
    last = "who spoke last" if best.person == kept and kept >= 0 else "named before"
    return Speaker(name, f"{word} is {name}, {last}")


def _limit(scene: Scene, line: Line, mention: Mention) -> int:
    """Return where in the line to look for the pronoun's person: not in the words that "..., he added" reports."""
    words = scene.tokens.words
    place = line.place[mention.first]
    if place == 0 or line.items[place - 1] < 0 or words[line.items[place - 1]] != ",":
        return place
    comma = place - 1
    while place > 0 and not (line.items[place - 1] >= 0 and words[line.items[place - 1]] in STOPS):
        place -= 1
    after = line.place[mention.last - 1] + 2
    closed = after < len(line.items) and line.items[after] >= 0 and words[line.items[after]] in (".", ",")
    return place if closed else comma


def _prominence(scene: Scene, mention: Mention, here: bool) -> float:
    """Return how much a mention draws a later pronoun to it: subjects do, and those first named in its paragraph."""
    score = 1.2 if _is_subject(scene, mention) else 0.0
    if mention.possessive:
        score -= 0.3
    if mention.person < 0:
        return score - 1.5
    first = scene.people[mention.person]["mentions"][0][0]
    introduced = here and first == scene.tokens.starts[mention.first]
    return score + (0.8 if introduced else 0.0)


def _is_ethnonym(scene: Scene, mention: Mention) -> bool:
    """Whether the mention is "the Belgian": one person by nationality."""
    tokens = scene.tokens
    return (
        mention.last - mention.first == 2
        and tokens.lower[mention.first] == "the"
        and tokens.entities[mention.head] == "NORP"
        and not tokens.lower[mention.head].endswith(("s", "sh", "ch", "ese"))
    )


def _gender_fits(scene: Scene, other: Mention, gender: str | None) -> float | None:
    if gender is None:
        return 0.5 if other.person >= 0 else None
    if other.person >= 0:
        own = scene.people[other.person]["gender"]
        return None if own and own != gender else 1.0 if own else 0.4
    own = people_lexicon().roles.get(scene.tokens.lower[other.head])
    return None if own and own != gender else 0.5 if own else 0.0


def _plural(scene: Scene, where: int, mention: Mention) -> Speaker:
    """Return the group that they or it mean: the last one named before; words like "others" stand for themselves."""
    tokens = scene.tokens
    word = tokens.lower[mention.first]
    if word not in ("they", "it", "both"):
        return Speaker(None if word in ("we",) else _text(scene, mention), "")
    kinds = ("group", "document", "name") if word == "it" else ("plural", "group")
    for back in range(where, max(-1, where - 3), -1):
        line = scene.line(back)
        limit = line.place[mention.first] if back == where else len(line.items)
        fitting = [other for other in scene.mentions_near(back, limit) if other.kind in kinds and not other.possessive]
        subjects = [other for other in fitting if scene.subjects.get(tokens.heads[other.head]) == other.head]
        if subjects or fitting:
            name = described(scene, (subjects or fitting)[-1])
            return Speaker(name, f"{word} is {name}, named before")
    return Speaker(None, "")
