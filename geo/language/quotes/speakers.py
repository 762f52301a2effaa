"""Who says a quotation, from the mention that the attribution has chosen: coreference tells whom it means."""

from dataclasses import replace

from geo.language.coreference import Coreference, Reference
from geo.language.coreference.nouns import phrase
from geo.language.coreference.reference import NOBODY
from geo.language.people.lexicon import people_lexicon
from geo.language.quotes.mentions import Mention
from geo.language.quotes.scene import Scene
from geo.language.words import words

_NEAR = 14
"""Tokens between "who" and the mention before it that it takes up where the parse does not tell."""
_LONGEST_LIST = 8
"""Tokens from the place that somebody speaks in to the second one: officials in Sierra Leone and Guinea."""
_CLAUSES = 6
"""Clauses one within the other whose "who" stand for whom the first of them means."""
_NAMED = words("person role plural")
_PRONOUNS = words("they it both")


def speaker_of(
    scene: Scene, coreference: Coreference, where: int, mention: Mention, steps: int = _CLAUSES
) -> Reference:
    """Return the speaker whom a mention in line `where` names.

    Args:
        scene: the article.
        coreference: who is meant by its words.
        where: the number of the line.
        mention: who speaks, in words of the text.
        steps: how many "who" may stand for each other.
    """
    if mention.kind == "i" or not steps:
        return NOBODY
    if (host := _of_places(scene, where, mention)) is not None:
        start = phrase(coreference.parse, host.first, host.head, coreference.quoted, extended=False)
        return Reference(f"{start} {_text(scene, replace(mention, first=host.last))}", None, host.head, "")
    found = coreference.speaker(mention.head)
    if mention.person >= 0 and found.id in (None, scene.people[mention.person]["id"]):
        return _person(scene, mention)
    if mention.kind == "who" and (found.name is None or coreference.is_body(found.head)):
        before = _before(scene, where, mention)
        return speaker_of(scene, coreference, where, before, steps - 1) if before else NOBODY
    if mention.kind == "they":
        return found if scene.tokens.lower[mention.first] in _PRONOUNS else _itself(scene, coreference, mention)
    if found.head == mention.head and found.id is None and found.name is not None:
        extended = mention.kind != "name"
        own = phrase(coreference.parse, mention.first, mention.head, coreference.quoted, extended=extended)
        return found._replace(name=own)
    return found


def _of_places(scene: Scene, where: int, mention: Mention) -> Mention | None:
    """Return who speaks of two places, where the mention is the latter: police in Essex and Surrey said."""
    tokens, first = scene.tokens, mention.first
    if tokens.lower[first - 1 : first] != ["and"] or tokens.starts[first] not in scene.placed:
        return None
    index = first - 2
    while index > first - _LONGEST_LIST and tokens.words[index][0].isupper():
        index -= 1
    if index < 1 or index == first - 2 or tokens.lower[index] != "in":
        return None
    earlier = (m for m in scene.mentions(where) if m.last == index and not m.possessive)
    return next((m for m in earlier if m.kind in ("plural", "group", "role")), None)


def _person(scene: Scene, mention: Mention) -> Reference:
    person = scene.people[mention.person]
    partner = _partner(scene, mention)
    if partner is not None:
        return Reference(f"{partner} and {person['name']}", person["id"], mention.head, "")
    text = _text(scene, mention)
    why = "" if text == person["name"] else f"{text} is {person['name']}"
    return Reference(person["name"], person["id"], mention.head, why)


def _itself(scene: Scene, coreference: Coreference, mention: Mention) -> Reference:
    """Return the speaker of words like "another" and "others", which stand for themselves, of "we", which nobody is."""
    if scene.tokens.lower[mention.first] == "we":
        return NOBODY
    if scene.tokens.lower[mention.first] == "one" and (beside := coreference.beside(mention.head)) is not None:
        return beside
    return Reference(_text(scene, mention), None, mention.head, "")


def _before(scene: Scene, where: int, mention: Mention) -> Mention | None:
    """Return the last mention before "who", one of people where there is one."""
    earlier = scene.mentions_near(where, scene.line(where).place[mention.first])
    near = [other for other in earlier if 0 <= mention.first - other.last < _NEAR and not other.possessive]
    human = [other for other in near if other.kind in _NAMED]
    return next(iter((human or near)[-1:]), None)


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
