"""Descriptions by role ("the French leader", "Syria's President") and whom of the article they mean."""

from bisect import bisect_left, insort
from dataclasses import dataclass, replace

from spacy.symbols import ADJ, NOUN, NUM, PROPN

from geo.language.people.clusters import Cluster
from geo.language.people.lexicon import fold, people_lexicon
from geo.language.tokens import Tokens

_MODIFIERS = frozenset((ADJ, NOUN, PROPN, NUM))
_DEFINITE = frozenset(("the", "his", "her", "their", "its", "this", "that"))
_BRANCHES = frozenset(("minister", "secretary", "general", "officer", "chief", "director"))
_EMPTY = frozenset(
    ("former", "ex", "new", "then", "the", "top", "senior", "vice", "deputy", "acting", "current", "late")
)

_BEARERS = 50
"""People of a role named before a description among whom the one that it means is looked for."""
_LONGEST_OF = 12
"""Tokens of what follows a role before the comma and its bearer's name."""
_NEW = frozenset(("latest", "first", "only", "second", "third", "next", "other", "same", "last"))
_BECOMING = frozenset(
    ("is", "was", "be", "been", "being", "became", "become", "becomes", "becoming", "as", "not", "like")
)


@dataclass(slots=True)
class Role:
    """A role as its head noun, the word before it, and the countries or other names that go with it."""

    head: str
    heads: frozenset[str]
    before: str
    places: frozenset[str]
    lower: frozenset[str]


def read_role(words: list[str]) -> Role | None:
    """Return what the words of a role say, None where there is no role noun among them."""
    lexicon = people_lexicon()
    lower = [word.lower().rstrip("’'") for word in words]
    cut = next((i for i, word in enumerate(lower) if word in ("of", "for", "at", "in")), len(lower))
    place = next((i for i in range(cut - 1, -1, -1) if lexicon.is_role(lower[i])), None)
    if place is None:
        return None
    others = [i for i in range(len(words)) if i != place]
    names = {
        lexicon.country(fold(lower[i])) for i in others if words[i][:1].isupper() and not lexicon.is_role(lower[i])
    }
    rest = {lower[i] for i in others if lower[i].isalpha() and not words[i][:1].isupper()} - _EMPTY
    before = lower[place - 1] if place else ""
    heads = frozenset(lexicon.head(word) for word in lower[:cut] if lexicon.is_role(word))
    return Role(
        lexicon.head(lower[place]), heads, before, frozenset(names), frozenset(rest - {"of", "for", "at", "in"})
    )


def descriptions(tokens: Tokens, taken: set[int]) -> list[tuple[int, int]]:
    """Return token spans of definite descriptions of one person that are not beside a name."""
    lexicon = people_lexicon()
    spans = []
    nouns = lexicon.roles.keys() | {title for title in lexicon.titles if not title.endswith(".")}
    for index in [index for index, word in enumerate(tokens.lower) if word in nouns]:
        lower = tokens.lower[index]
        if index in taken:
            continue
        after = index + 1
        if after < len(tokens) and (after in taken or tokens.pos[after] in (NOUN, PROPN) or lower == "general"):
            continue
        begin = index
        while begin and begin > index - 6 and begin - 1 not in taken and _modifies(tokens, begin - 1):
            begin -= 1
        if (
            _own_apposition(tokens, after, taken)
            or tokens.lower[begin] in _NEW
            or (begin > 1 and tokens.lower[begin - 2] in _BECOMING)
        ):
            continue
        if begin and tokens.lower[begin - 1] in _DEFINITE:
            spans.append((begin - 1, _with_of(tokens, index + 1)))
        elif any(word in ("'s", "’s") for word in tokens.lower[begin:index]):
            while begin and (tokens.words[begin] in ("'s", "’s") or tokens.pos[begin - 1] == PROPN):
                begin -= 1
            spans.append((begin, index + 1))
    return spans


def _modifies(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    if word in ("'s", "’s", "-"):
        return True
    return tokens.pos[index] in _MODIFIERS and "\n" not in word and word[0].isalnum()


def _own_apposition(tokens: Tokens, after: int, taken: set[int]) -> bool:
    """Whether a name set off by a comma follows, which the role belongs to: "the mayor, Ann Lee,"."""
    lexicon = people_lexicon()
    if after + 1 >= len(tokens):
        return False
    if tokens.lower[after] in ("of", "for"):
        end = after
        while end < after + _LONGEST_OF and end + 1 < len(tokens) and end not in taken and _belongs(tokens, end):
            end += 1
        after = end
    if tokens.words[after] != ",":
        return False
    index = after + 1
    while index < min(after + 4, len(tokens) - 1) and index not in taken and lexicon.is_role(tokens.lower[index]):
        index += 1
    return index in taken


def _belongs(tokens: Tokens, index: int) -> bool:
    """Whether the token can stand in the "of the city's military administration" behind a role."""
    return tokens.lower[index] in ("of", "for", "the", "and", "a", "an") or _modifies(tokens, index)


def _with_of(tokens: Tokens, end: int) -> int:
    """Return the end of "of Syria" or "from Ohio" after a role where it stands there, else `end`."""
    if end + 1 < len(tokens) and tokens.lower[end] in ("of", "from") and tokens.pos[end + 1] == PROPN:
        end += 2
        while end < len(tokens) and tokens.pos[end] == PROPN and tokens.words[end][0].isupper():
            end += 1
    return end


def resolve(tokens: Tokens, clusters: list[Cluster], taken: set[int]) -> None:
    """Add to each cluster's mentions the descriptions that mean this person and nobody nearer."""
    known: dict[str, list[tuple[Cluster, Role]]] = {}
    for group in clusters:
        for role in _roles_of(group):
            for head in role.heads:
                known.setdefault(head, []).append((group, role))
    for first, last in descriptions(tokens, taken):
        words = [word for word in tokens.words[first:last] if word not in ("'s", "’s")]
        wanted = read_role(words[1:] if words[0].lower() in _DEFINITE else words)
        if wanted is None:
            continue
        lexicon = people_lexicon()
        gender = lexicon.roles.get(wanted.head)
        best, best_score = None, 0.0
        heads = dict.fromkeys((wanted.head, *lexicon.wider.get(wanted.head, ())))
        for group, role in (pair for head in heads for pair in _before(known.get(head, []), first)):
            if gender and group.gender and gender != group.gender:
                continue
            recency = _last_before(group, first)
            if recency is None:
                continue
            fit = fits(wanted, role)
            score = fit and fit + 0.9 / (1 + (first - recency) / 100)
            if score > best_score:
                best, best_score = group, score
        if best:
            insort(best.mentions, (first, last))


def _roles_of(group: Cluster) -> list[Role]:
    """Return what the roles of a person say, the constituency among the places of each."""
    lexicon = people_lexicon()
    places = frozenset(lexicon.country(fold(place)) for name in group.names for place in name.places)
    roles = [role for text in group.roles if (role := read_role(text.split()))]
    return [replace(role, places=role.places | places) for role in roles]


def _before(pairs: list[tuple[Cluster, Role]], index: int) -> list[tuple[Cluster, Role]]:
    """Return the people with their roles who are first named before a token, the latest of them."""
    place = bisect_left(pairs, index, key=lambda pair: pair[0].mentions[0][0])
    return pairs[max(0, place - _BEARERS) : place]


def _last_before(group: Cluster, index: int) -> int | None:
    place = bisect_left(group.mentions, (index, 0))
    return group.mentions[place - 1][0] if place else None


def fits(wanted: Role, role: Role) -> float:
    """Return how well a person's role answers to a description, 0 where it doesn't."""
    lexicon = people_lexicon()
    same = wanted.head in role.heads
    if not same and role.heads.isdisjoint(lexicon.wider.get(wanted.head, ())):
        return 0.0
    if same and wanted.head in _BRANCHES and _other_branch(wanted.before, role.before):
        return 0.0
    if wanted.places:
        if (role.places or not same) and not wanted.places & role.places:
            return 0.0
        shared = 2.0 if wanted.places & role.places else 0.0
    else:
        shared = 0.5
    return (2.0 if same else 1.0) + shared + 0.5 * len(wanted.lower & role.lower)


def _other_branch(wanted: str, own: str) -> bool:
    """Whether two words before "minister" tell two offices apart: foreign, prime."""
    lexicon = people_lexicon()
    if not wanted or not own or wanted == own or wanted in _EMPTY or own in _EMPTY:
        return False
    return not lexicon.is_role(own) and wanted not in lexicon.nationalities and own not in lexicon.nationalities
