"""Where a verb sets the words that it brings in: "told reporters in Moscow", "at a rally in Chicago, she said"."""

from collections.abc import Iterator
from typing import NamedTuple

from geo.contract import Mention, Quote
from geo.language.events.places import probabilities
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.links.venues import Venues
from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.words import word_sets, words

_SETS = word_sets("link_words.tsv")
_ADDRESSING, _PRESENCE, _OCCASIONS = _SETS["addressing"], _SETS["presence"], _SETS["occasions"]
_SPEECHES = _SETS["making a speech"]
_SITES = _SETS["sites"] | _SETS["assemblies"]
SITING = words("in at from outside near inside aboard across through beside before")
_ALONG = words("through across")
_ON = words("on to")
_AROUND = words("during after before following amid")
_OWNING = words("of on to")
_MODIFIERS = words("compound poss amod nmod")
_CLIMBED = words("advcl xcomp conj")
_STRANGE = words("relcl ccomp acl nsubj nsubjpass parataxis")
_ACCORDING = "according to"
_LEAST = 0.5
"""How probable the event model must find a place of a verb of speaking where the parse hangs it on a noun."""
_GLUED = frozenset({"(", "-"})
"""Marks before a name that says where somebody is from ("Sen. Ann Lee (R-Ohio)")."""
_DEEPEST = 8
_LONGEST = 60
"""Characters of a phrase that a reason quotes."""
_MOST_ANCHORS = 6


class Siting(NamedTuple):
    """A place that stands under a verb of saying or being there, and the words that set it."""

    mention: Mention
    phrase: str


class Clause:
    """Reads the places under the verbs of one article's sentences."""

    def __init__(self, parse: Parse, named: Named, venues: Venues) -> None:
        self._parse = parse
        self._named = named
        self._venues = venues

    def of_quote(self, quote: Quote) -> Siting | None:
        """Return the place that the sentence bringing in the words sets them at."""
        if quote["cue"] and quote["cue"].lower() == _ACCORDING:
            return None
        for anchor in self.anchors(quote):
            if found := self.under(anchor):
                return found
        return None

    def anchors(self, quote: Quote) -> list[int]:
        """Return the verb that brings the words in, those above it, and what tells where the speaker is meanwhile."""
        parse = self._parse
        found: list[int] = []
        if quote["cue_start"] is not None and quote["cue_end"] is not None:
            found.append(parse.root_of(*token_span(parse, quote["cue_start"], quote["cue_end"])))
            while parse.dep[found[-1]] in _CLIMBED and len(found) < 4 and self._goes_on(found[-1]):
                found.append(parse.head[found[-1]])
            found += [c for above in found[:2] for c in parse.children[above] if self._is_meanwhile(c, _CLIMBED)]
        if quote["speaker_start"] is not None and quote["speaker_end"] is not None:
            speaker = parse.root_of(*token_span(parse, quote["speaker_start"], quote["speaker_end"]))
            nodes = [speaker, *(c for c in parse.children[speaker] if parse.dep[c] == "appos")]
            if parse.dep[speaker] in ("appos", "compound"):
                nodes.append(parse.head[speaker])
            found += [c for node in nodes for c in parse.children[node] if self._is_meanwhile(c, words("acl relcl"))]
        return list(dict.fromkeys(found))[:_MOST_ANCHORS]

    def _goes_on(self, verb: int) -> bool:
        """Whether a verb is said of the same as the one above it: it has no subject of its own."""
        return not any(self._parse.dep[c] in ("nsubj", "nsubjpass") for c in self._parse.children[verb])

    def _is_meanwhile(self, token: int, deps: frozenset[str]) -> bool:
        """Whether a token is a verb that tells where somebody is meanwhile ("speaking in Berlin", "who is in Bonn")."""
        parse = self._parse
        if parse.dep[token] not in deps:
            return False
        if parse.dep[token] == "relcl" and parse.lemma[token] == "be":
            first, last = parse.edges(token)
            return all(parse.ent[i] != "DATE" for i in range(first, last + 1))
        return parse.tag[token] == "VBG" and parse.lemma[token] in _PRESENCE

    def under(self, anchor: int) -> Siting | None:
        """Return the place that a verb is set at, the nearest phrase first."""
        parse, named = self._parse, self._named
        sited = []
        for mention in named.unspoken_near(anchor):
            if parse.text[mention["start"] - 1 : mention["start"]] in _GLUED:
                continue
            root = named.spot(mention).root
            if (rank := self._rank(anchor, root, mention)) is not None:
                sited.append((rank, mention["kind"] == "demonym", abs(root - anchor), mention))
        if sited:
            *_, mention = min(sited, key=lambda one: one[:-1])
            return Siting(mention, self._phrase(anchor, mention))
        return self._probable(anchor) if parse.lemma[anchor] in _SPEECHES else None

    def _probable(self, anchor: int) -> Siting | None:
        """Return the place that a speech is probably set at ("laid out a vision of his papacy at the Vatican")."""
        parse, named = self._parse, self._named
        near = [m for m in named.unspoken_near(anchor) if m["kind"] == "name"]
        spots = [named.spot(m) for m in near]
        for chance, mention, spot in zip(probabilities(parse, anchor, spots), near, spots, strict=True):
            sited = parse.dep[spot.root] == "pobj" and parse.lower[parse.head[spot.root]] in ("in", "at")
            if sited and chance >= _LEAST and self._way(anchor, spot.root):
                return Siting(mention, self._phrase(anchor, mention))
        return None

    def _rank(self, anchor: int, root: int, mention: Mention) -> int | None:
        """Return 0 where a place stands right under a verb, more the deeper it stands, None where it does not."""
        way = self._way(anchor, root)
        if way is None:
            return None
        nouns = [i for i in way if self._parse.pos[i] in ("NOUN", "PROPN") and i != root]
        if mention["kind"] == "demonym" and not (nouns and self._parse.lemma[nouns[0]].lower() in _SITES):
            return None
        if mention["kind"] == "organisation" and not (nouns and self._is_setting(nouns[0])):
            return None
        if self._parse.dep[root] in _MODIFIERS and not (nouns and self._is_setting(nouns[0])):
            return None
        return len(nouns) if self._holds(anchor, root, way) else None

    def _way(self, anchor: int, root: int) -> list[int] | None:
        """Return the tokens between a name and a verb, from the name on; None where a clause lies between."""
        parse, here, way = self._parse, root, [root]
        while parse.head[here] != anchor:
            if parse.head[here] == here or len(way) > _DEEPEST or parse.dep[here] in _STRANGE:
                return None
            here = parse.head[here]
            if parse.pos[here] in ("VERB", "AUX") and parse.dep[here] != "pcomp" and parse.dep[here] != "prep":
                return None
            way.append(here)
        return None if parse.dep[here] in _STRANGE else way

    def _holds(self, anchor: int, root: int, way: list[int]) -> bool:
        """Whether every step from a verb down to a name leads to where something is, not to what it is about."""
        parse = self._parse
        top = way[-1]
        nouns = [i for i in way if parse.pos[i] in ("NOUN", "PROPN") and i != root]
        preps = [i for i in way if parse.dep[i] in ("prep", "pcomp", "agent", "dative") and parse.pos[i] != "NOUN"]
        if not preps:
            return self._takes_object(anchor, top, nouns)
        if any(not self._leads_on(p) for p in preps if p != top):
            return False
        if any(parse.lower[p] in _OWNING and not self._is_setting(parse.head[p]) for p in preps if p != top):
            return False
        if top != preps[-1]:
            return self._takes_object(anchor, top, nouns)
        outer = parse.lower[top]
        if not nouns:
            sited = outer in SITING and outer != "before" and not (outer == "from" and parse.lemma[anchor] == "be")
            return sited and not self._may_be_of_object(anchor, top) and not self._is_origin(top)
        outermost = nouns[-1]
        if outer in SITING and outer != "before":
            return all(self._is_setting(noun) or not self._is_happening(noun) for noun in nouns)
        if outer == "before":
            return self._is_house(outermost)
        return (outer in _AROUND or outer in _ON) and self._is_setting(outermost)

    def _leads_on(self, preposition: int) -> bool:
        """Whether a preposition below another one still leads to a place: in an interview with the BBC in Lisbon."""
        parse, word = self._parse, self._parse.lower[preposition]
        return word in SITING or word in _OWNING or (word == "with" and self._is_setting(parse.head[preposition]))

    def _may_be_of_object(self, anchor: int, preposition: int) -> bool:
        """Whether a phrase stands right behind an object that it may belong to ("praised firefighters in Lyon")."""
        parse = self._parse
        if parse.lemma[anchor] in _ADDRESSING or parse.lower[preposition] in _ALONG:
            return False
        objects = (c for c in parse.children[anchor] if parse.dep[c] == "dobj" and c < preposition)
        return any(parse.edges(c)[1] == preposition - 1 and not self._is_setting(c) for c in objects)

    def _is_origin(self, preposition: int) -> bool:
        """Whether a phrase behind a comma says where the one before it is from ("said Ann Lee, from Leeds")."""
        lower, ent = self._parse.lower, self._parse.ent
        apart = preposition > 1 and lower[preposition - 1] == ","
        return lower[preposition] == "from" and apart and ent[preposition - 2] == "PERSON"

    def _takes_object(self, anchor: int, top: int, nouns: list[int]) -> bool:
        """Whether the object of a verb hears words there ("told reporters in Paris") or is there ("toured Kabul")."""
        parse = self._parse
        if parse.dep[top] not in ("dobj", "dative", "pobj"):
            return False
        if not nouns:
            return parse.dep[top] == "dobj" and parse.lemma[anchor] in ("visit", "tour")
        noun = nouns[-1]
        if parse.lemma[anchor] in _ADDRESSING:
            return self._is_setting(noun) or self._hears(noun)
        return parse.lemma[noun].lower() in _OCCASIONS and parse.lemma[anchor] in _SPEECHES

    def _hears(self, noun: int) -> bool:
        lexicon, word = people_lexicon(), self._parse.lower[noun]
        return (
            self._parse.pos[noun] == "PROPN"
            or lexicon.is_role(word)
            or word in lexicon.plurals
            or word in lexicon.collectives
        )

    def _is_setting(self, noun: int) -> bool:
        """Whether a noun is an occasion, a house or a site at which words can be said."""
        lemma = self._parse.lemma[noun].lower()
        return lemma in _OCCASIONS or lemma in _SITES or self._venues.kind(noun) is not None

    def _is_house(self, noun: int) -> bool:
        return self._venues.kind(noun) in ("court", "house")

    def _is_happening(self, noun: int) -> bool:
        """Whether a noun stands for something that happens ("flood"), as far as its ending or the events tell."""
        return self._venues.is_event(noun)

    def _phrase(self, anchor: int, mention: Mention) -> str:
        """Return the words between a verb and a place, cut short: "told … in Moscow"."""
        parse = self._parse
        first, past, root, *_ = self._named.spot(mention)
        way = self._way(anchor, root) or [root]
        last = max(past - 1, max((i for i in way if parse.dep[i] != "prep"), default=root))
        words = parse.text[parse.start[min(way[-1], first)] : parse.end[last]]
        if len(words) > _LONGEST or "\n" in words:
            words = mention["text"]
        return f"{parse.lower[anchor]} … {words}"

    def nouns(self, quote: Quote) -> Iterator[int]:
        """Yield the nouns that a quotation is said to or at ("told the court", "from the sidelines")."""
        if quote["cue"] and quote["cue"].lower() == _ACCORDING:
            return
        for anchor in self.anchors(quote):
            yield from self.nouns_under(anchor)

    def nouns_under(self, anchor: int) -> Iterator[int]:
        """Yield what is addressed by a verb, or where it is set."""
        parse = self._parse
        for child in parse.children[anchor]:
            if parse.dep[child] in ("dobj", "dative") and parse.pos[child] in ("NOUN", "PROPN"):
                if parse.lemma[anchor] in _ADDRESSING or parse.lemma[anchor] in _PRESENCE:
                    yield from self._with_owner(child)
            elif parse.dep[child] in ("prep", "dative") and (parse.lower[child] in SITING | _AROUND | _ON):
                for noun in parse.children[child]:
                    if parse.dep[noun] == "pobj":
                        yield from self._with_owner(noun)

    def _with_owner(self, noun: int) -> Iterator[int]:
        """Yield a noun and what it is part of ("the Senate's finance committee", "a committee of the Senate")."""
        parse = self._parse
        yield noun
        for child in parse.children[noun]:
            if parse.dep[child] in _MODIFIERS and parse.pos[child] in ("NOUN", "PROPN"):
                yield child
            elif parse.dep[child] == "prep" and parse.lower[child] in ("of", "in", "at"):
                yield from (c for c in parse.children[child] if parse.dep[c] == "pobj")
