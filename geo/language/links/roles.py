"""The role in which a mention names its place: where something happened, where a person is from, a government."""

from collections.abc import Mapping, Sequence

from geo.contract import Link, Mention, Person, Place
from geo.language.events.times import token_span
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("link_words.tsv")
_INSTITUTIONS = _SETS["institutions"]
_PEOPLE = _SETS["people"]
_DOING = _SETS["government verbs"]
_MEASURES = _SETS["measures against governments"]
_TOWARDS = words("with by between on from")
_LED = words("led backed brokered supported funded controlled sponsored based")
_MEMBERS = words("member part ally partner party signatory rival war")
_STRENGTH = {"happened": 0, "said_at": 1, "about": 2}


class Roles:
    """The roles of the mentions of one article."""

    def __init__(
        self, parse: Parse, people: Sequence[Person], links: Sequence[Link], places: Mapping[str, Place]
    ) -> None:
        self._parse = parse
        self._places = places
        self._people = {
            i for p in people for start, end in p["mentions"] for i in range(*token_span(parse, start, end))
        }
        self._given: dict[int, Link] = {}
        for link in links:
            start = link["start"]
            if start is not None:
                held = self._given.get(start)
                if held is None or _STRENGTH[link["role"]] < _STRENGTH[held["role"]]:
                    self._given[start] = link

    def of(self, mention: Mention) -> tuple[str, str]:
        """Return the role of a mention and the reason in words."""
        given = self._given.get(mention["start"])
        text = mention["text"]
        if given and (given["role"] != "about" or mention["kind"] == "name"):
            return given["role"], given["why"]
        parse = self._parse
        first, past = token_span(parse, mention["start"], mention["end"])
        root = parse.root_of(first, past)
        if mention["kind"] == "organisation":
            return "organisation", f"“{text}” is part of an organisation’s name."
        if found := self._government(root, mention) or self._origin(root, mention):
            return found
        if given:
            return given["role"], given["why"]
        return "mentioned", f"“{text}” is named, and nothing is said to happen there."

    def _government(self, root: int, mention: Mention) -> tuple[str, str] | None:
        """Read "Washington said", "French officials", "sanctions against Moscow" as words about a government."""
        parse, head, dep, text = self._parse, self._parse.head[root], self._parse.dep[root], mention["text"]
        if dep in ("amod", "compound", "poss", "nmod") and parse.lemma[head] in _INSTITUTIONS:
            return (
                "government",
                f"“{text} {parse.text[parse.start[head] : parse.end[head]]}” are its government or forces.",
            )
        if root + 2 < len(parse) and parse.lower[root + 1] == "-" and parse.lower[root + 2] in _LED:
            return "government", f"“{text}-{parse.lower[root + 2]}” says which government leads or backs it."
        if mention["kind"] == "demonym" and dep in ("amod", "compound"):
            return None
        while parse.dep[root] == "conj":
            root = parse.head[root]
        return self._acting(root, mention) or self._acted_on(root, mention)

    def _acting(self, root: int, mention: Mention) -> tuple[str, str] | None:
        """Read a country that does something as its government."""
        parse, head, text = self._parse, self._parse.head[root], mention["text"]
        if parse.dep[root] not in ("nsubj", "nsubjpass"):
            return None
        place = self._places.get(mention["place"] or "")
        country = place is not None and place["kind"] == "country"
        if parse.pos[head] == "VERB" and (country or parse.lemma[head] in _DOING):
            return "government", f"“{text} … {parse.lower[head]}”: the name stands for its government."
        member = next((c for c in parse.children[head] if parse.lemma[c] in _MEMBERS), None)
        if country and member is not None:
            return "government", f"“{text} … {parse.lower[member]}”: the name stands for its government."
        return None

    def _acted_on(self, root: int, mention: Mention) -> tuple[str, str] | None:
        """Read "sanctions against Moscow" as words about a government, "presidents of Russia" as an origin."""
        parse, head, dep, text = self._parse, self._parse.head[root], self._parse.dep[root], mention["text"]
        if dep == "dobj" and parse.lemma[head] in _MEASURES:
            return "government", f"“{parse.lower[head]} {text}”: the name stands for its government."
        if dep != "pobj":
            return None
        noun, preposition = parse.head[head], parse.lower[head]
        measured = parse.lemma[noun] in _MEASURES or parse.dep[head] == "agent"
        if preposition == "against" or (preposition in _TOWARDS and measured):
            return "government", f"“{preposition} {text}”: the name stands for its government."
        if preposition == "of" and (parse.lemma[noun] in _PEOPLE or noun in self._people):
            return "from", f"“{parse.lower[noun]} of {text}” says where somebody is from."
        return None

    def _origin(self, root: int, mention: Mention) -> tuple[str, str] | None:
        """Read "French President", "a man from Lyon" as where somebody is from."""
        parse, head, dep, text = self._parse, self._parse.head[root], self._parse.dep[root], mention["text"]
        person = head in self._people or parse.lemma[head] in _PEOPLE or parse.ent[head] == "PERSON"
        if dep in ("amod", "compound", "poss", "nmod") and person:
            return "from", f"“{text} {parse.text[parse.start[head] : parse.end[head]]}” says where somebody is from."
        if mention["kind"] == "demonym" and dep in (
            "amod",
            "compound",
            "nsubj",
            "pobj",
            "dobj",
            "attr",
            "conj",
            "nsubjpass",
        ):
            return "from", f"“{text}” says where people or things are from."
        if dep == "pobj" and parse.lower[head] == "from":
            noun = parse.head[head]
            if noun in self._people or parse.lemma[noun] in _PEOPLE or parse.ent[noun] == "PERSON":
                return "from", f"“from {text}” says where somebody is from."
        return None
