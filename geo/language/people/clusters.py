"""Clusters of mentions: one person each, with the fullest name, roles and gender."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from spacy.symbols import NOUN, PROPN, PUNCT, VERB, nsubj

from geo.language.people.lexicon import Gender, fold, people_lexicon
from geo.language.people.name import Name
from geo.language.tokens import Tokens

_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_NEAR = 80
_NAMESAKES = 50
"""People with a word of their names in common among whom the one that a name means is looked for."""
_FEW = 2
"""Words and mentions of a name up to which one word beside it shows that it is a body's."""
_PHRASE = 8
_NOMINAL = frozenset((NOUN, PROPN))
_QUOTING = frozenset(('"', "“", "”", "''", "``"))
_WATCHED = _QUOTING | _GENDERS.keys()


@dataclass(slots=True)
class Cluster:
    """One person: mentions by name, then (see `geo.language.people.roles`) by role, as token spans in order."""

    names: list[Name]
    keys: list[str]
    mentions: list[tuple[int, int]] = field(default_factory=list)
    gender: Gender | None = None
    full: list[int] = field(default_factory=list)
    """The first tokens of the mentions by a name of two words or more, in order."""

    @property
    def roles(self) -> list[str]:
        """Titles and roles in the order of the text, each once."""
        return list(dict.fromkeys(role for name in self.names for role in name.roles))

    @property
    def name(self) -> str:
        """The fullest name in the article; of two of one length the one that occurs more often."""
        texts = Counter(" ".join(name.words) for name in self.names)
        best = max(texts, key=lambda text: (len(text.split()), texts[text], len(text)))
        return best.rstrip("'’")


def cluster(names: list[Name]) -> list[Cluster]:
    """Put the mentions of one person together: full names first, then shorter ones by surname, given name or both."""
    clusters: list[Cluster] = []
    by_word: dict[str, list[Cluster]] = {}
    by_name: dict[tuple[str, ...], Cluster] = {}
    full = sorted((name for name in names if len(name.keys) > 1), key=lambda name: -len(name.keys))
    for name in full:
        known = by_name.get(tuple(name.keys))
        sharing = (group for key in name.keys for group in by_word.get(key, ())[:_NAMESAKES])
        home = next((c for c in sharing if _compatible(c.keys, name.keys) and _same_gender(c, name)), known)
        if home:
            home.names.append(name)
            continue
        by_name[tuple(name.keys)] = Cluster([name], name.keys)
        clusters.append(by_name[tuple(name.keys)])
        for key in name.keys:
            by_word.setdefault(key, []).append(clusters[-1])
    for group in clusters:
        group.names.sort(key=lambda name: name.first)
        group.full = [name.first for name in group.names]
        group.gender = _gender(group)
    for name in names:
        if len(name.keys) == 1:
            home = _home(name, by_word.get(name.keys[0], [])[:_NAMESAKES])
            if home:
                home.names.append(name)
            else:
                group = Cluster([name], name.keys)
                clusters.append(group)
                by_word.setdefault(name.keys[0], []).append(group)
    for group in clusters:
        group.names.sort(key=lambda name: name.first)
        group.gender = _gender(group)
        group.mentions = [(name.first, name.last) for name in group.names]
    clusters.sort(key=lambda group: group.names[0].first)
    return clusters


def _compatible(longer: list[str], shorter: list[str]) -> bool:
    """Whether two names of two words or more can be of one person: Hillary Rodham Clinton, H. Clinton."""
    if longer == shorter:
        return True
    if longer[-1] != shorter[-1]:
        return longer[: len(shorter)] == shorter or (len(shorter) > 1 and shorter in _windows(longer, len(shorter)))
    return _same_given(longer[0], shorter[0]) or longer[-len(shorter) :] == shorter


def _windows(words: list[str], size: int) -> list[list[str]]:
    return [words[i : i + size] for i in range(len(words) - size + 1)]


def _same_given(one: str, other: str) -> bool:
    one, other = one.rstrip("."), other.rstrip(".")
    return (
        one == other
        or (min(len(one), len(other)) == 1 and one[0] == other[0])
        or (min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)))
    )


def _same_gender(group: Cluster, name: Name) -> bool:
    return not (name.gender and group.gender and name.gender != group.gender)


def _home(name: Name, groups: list[Cluster]) -> Cluster | None:
    """Return whom a name of one word means: the surname's bearer named last, or the one the article is about."""
    key = name.keys[0]
    fitting = [group for group in groups if name.gender and group.gender == name.gender]
    fitting = fitting or [group for group in groups if _same_gender(group, name)] or groups
    by_surname = [group for group in fitting if group.keys[-1] == key]
    fitting = by_surname or fitting
    if not fitting:
        return None
    before = [group for group in fitting if group.names[0].first <= name.first] or fitting
    main = max(before, key=lambda group: (len(group.full), -group.names[0].first))
    last = max(before, key=lambda group: _last_full(group, name.first))
    near = name.first - _last_full(last, name.first) < _NEAR
    return last if near and 2 * len(last.full) >= len(main.full) else main


def _last_full(group: Cluster, before: int) -> int:
    """Return the first token of the last mention by full name before a token, -1 where there is none."""
    place = bisect_left(group.full, before)
    return group.full[place - 1] if place else -1


def _gender(group: Cluster) -> Gender | None:
    titled = Counter(name.gender for name in group.names if name.gender)
    if titled:
        return titled.most_common(1)[0][0]
    lexicon = people_lexicon()
    if len(group.keys) > 1 or group.keys[0] in lexicon.first_names:
        given = group.keys[0]
        return lexicon.first_names.get(given) or lexicon.first_names.get(given.split("-")[0])
    return None


def gender_by_pronouns(tokens: Tokens, clusters: list[Cluster]) -> None:
    """Give people the gender of the pronouns that follow them with nobody else between, be it by name or by role.

    It fills what titles and given names leave open, and overrules a given name that two pronouns or more contradict.
    """
    starts = {first: group for group in clusters for first, _ in group.mentions}
    votes: dict[int, Counter[Gender]] = {id(group): Counter() for group in clusters}
    current: list[Cluster] = []
    before: list[Cluster] = []
    quoted = False
    is_role = people_lexicon().is_role
    watched = [
        i
        for i, word in enumerate(tokens.lower)
        if word in _WATCHED or i in starts or word[0] == "\n" or (i and is_role(word) and tokens.lower[i - 1] == "the")
    ]
    for index in watched:
        lower = tokens.lower[index]
        if index not in starts and is_role(lower):
            if not quoted and not any(lower in role for group in current or before for role in group.roles):
                before, current = [], []
        elif index in starts:
            if not quoted:
                current = [*(group for group in current if group is not starts[index]), starts[index]][-2:]
        elif lower in _GENDERS:
            meant = current or before
            if not quoted and len(meant) == 1:
                votes[id(meant[0])][_GENDERS[lower]] += 1
        elif lower in _QUOTING:
            quoted = lower == "“" or (lower == '"' and not quoted)
        else:
            before, current, quoted = current or before, [], False
    for group in clusters:
        gender, count = next(iter(votes[id(group)].most_common(1)), (None, 0))
        against = sum(votes[id(group)].values()) - count
        titled = any(name.gender for name in group.names)
        if count > against and (group.gender is None or (not titled and count > 1 and not against)):
            group.gender = gender


def bodies_named(tokens: Tokens) -> Counter[str]:
    """Return how often the text uses a word, folded, as the name of a body, with its article: the Thunder won."""
    found: Counter[str] = Counter()
    for i in [i for i, word in enumerate(tokens.lower[:-2]) if word == "the"]:
        name, after = i + 1, i + 2
        bare = tokens.pos[after] not in _NOMINAL and tokens.lower[after] not in ("'s", "’s", "-")
        if bare and tokens.pos[name] == PROPN and tokens.words[name][0].isupper():
            found[fold(tokens.words[name])] += 1
    return found


def _is_body(tokens: Tokens, group: Cluster, bodies: Counter[str]) -> bool:
    """Whether the text uses a name as that of a body.

    It does so with the article (the Thunder won), behind the noun for one (the agency, Shin Bet; broadcaster Kan) and
    before the role of another person (Shin Bet chief Ann Lee). A given name or a title needs more of it.
    """
    lexicon = people_lexicon()
    given = group.keys[0] in lexicon.first_names or any(name.title for name in group.names)
    if max(bodies[group.keys[0]], bodies[group.keys[-1]]) > given:
        return True
    if len(group.names) > _FEW or max(len(name.words) for name in group.names) > _FEW:
        return False
    called = any(_is_called_body(tokens, name) for name in group.names)
    if given:
        return called and len(group.keys) == 1
    return called or any(_leads(tokens, name) for name in group.names)


def _is_called_body(tokens: Tokens, name: Name) -> bool:
    """Whether a noun for a body stands before a name, and it is not that of the body whose head the name is."""
    lexicon = people_lexicon()
    apart = name.first > 1 and tokens.words[name.first - 1] == ","
    before = name.first - 1 - apart
    if before < 0 or tokens.lower[before] not in lexicon.collectives:
        return False
    for i in range(before - 1, max(-1, before - _PHRASE), -1):
        if tokens.pos[i] in (VERB, PUNCT):
            break
        if lexicon.is_role(tokens.lower[i]):
            return False
    return apart or len(name.words) == 1


def _leads(tokens: Tokens, name: Name) -> bool:
    """Whether the role of another person follows a name: Shin Bet chief Ann Lee."""
    after = name.last
    while after < min(len(tokens), name.last + 3) and people_lexicon().is_role(tokens.lower[after]):
        after += 1
    return name.last < after < len(tokens) and tokens.entities[after] == "PERSON"


def is_person(tokens: Tokens, group: Cluster, bodies: Counter[str]) -> bool:
    """Whether anything but the model's word shows that a name of one word names a person."""
    if _is_body(tokens, group, bodies):
        return False
    if len(group.keys) > 1 or group.roles or any(name.title or len(name.words) > 1 for name in group.names):
        return True
    given = group.keys[0] in people_lexicon().first_names
    if given and not all(name.words[0].isupper() for name in group.names):
        return True
    for name in group.names:
        if len(name.words[0]) > 2 and name.words[0].isupper():
            continue
        after = tokens.lower[name.last] if name.last < len(tokens) else ""
        if after == "who" or (tokens.dep[name.first] == nsubj and tokens.pos[tokens.heads[name.first]] == VERB):
            return True
    return False
