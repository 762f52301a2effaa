"""The scene that an article sets for what is said in it: dateline, a paragraph's opening, the speaker's post."""

from datetime import date
from functools import cached_property

from spacy.tokens import Doc

from geo.contract import Link, Mention, Quote
from geo.language.events.names import AREAS
from geo.language.events.times import token_span
from geo.language.links.named import Named
from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.words import word_sets, words

_SETS = word_sets("link_words.tsv")
_SITES = _SETS["sites"]
_REMOTE, _MEETINGS = _SETS["from afar"], _SETS["meetings"]
_AT = words("in at outside near inside aboard")
_BELONGING = words("of for at with")
_HEAD_PARAGRAPHS = 4
_DAYS = 3
_BACK = words("last ago earlier previous then")
_WIDE = frozenset(("country", "admin1", "admin2"))
_WIDEST = frozenset(("country", "continent"))


class Scene:
    """What one article tells of where its words are said, beside the verb that brings them in."""

    def __init__(self, doc: Doc, parse: Parse, named: Named) -> None:
        self._parse = parse
        self._named = named
        self._published: str | None = doc._.published
        self._quoted = {quote["speaker"] for quote in doc._.quotes if quote["direct"]}
        self._posts: dict[str | None, Link] = {}
        self._document = parse.document

    def of_speaker(self, quote: Quote) -> Link | None:
        """Take the place that stands beside the speaker ("its spokeswoman in Dhaka, Farah Siddiqui"), or did."""
        post = self._post(quote)
        if post is None and quote["speaker"]:
            before = self._posts.get(quote["speaker"])
            return before and {**before, "start": None, "end": None}
        if post and self._named.is_person(quote["speaker"]):
            self._posts[quote["speaker"]] = post
        return post

    def _post(self, quote: Quote) -> Link | None:
        if quote["speaker_start"] is None or quote["speaker_end"] is None:
            return None
        parse, named = self._parse, self._named
        here = parse.root_of(*token_span(parse, quote["speaker_start"], quote["speaker_end"]))
        nodes = [here, *(c for c in parse.children[here] if parse.dep[c] == "appos")]
        if parse.dep[here] == "appos":
            nodes.append(parse.head[here])
        near = {named.spot(m).root: m for m in named.unspoken_near(here)}
        for node in nodes:
            for prep in parse.children[node]:
                if parse.dep[prep] != "prep" or parse.lower[prep] not in _AT or not self._is_somebody(node):
                    continue
                if self._is_of_body(node, prep):
                    continue
                mention = self._at(prep, near)
                if mention and named.places[mention["place"]]["kind"] not in self._too_wide(node):
                    phrase = f"{parse.text[parse.start[node] : parse.end[node]]} {parse.lower[prep]} {mention['text']}"
                    return named.link(mention, "said_at", f"Said at {named.name(mention)}: by the “{phrase}”.")
        return None

    def _at(self, prep: int, near: dict[int, Mention]) -> Mention | None:
        """Return the name under a preposition, or under a site there ("outside the hospital in Warsaw")."""
        parse = self._parse
        below = [c for c in parse.children[prep] if parse.dep[c] == "pobj"]
        for site in [c for c in below if parse.lemma[c].lower() in _SITES or parse.lemma[c] in AREAS]:
            for child in parse.children[site]:
                if parse.dep[child] == "compound":
                    below.append(child)
                elif parse.dep[child] == "prep" and (parse.lower[child] in _AT or parse.lower[child] == "of"):
                    below += parse.children[child]
        return next((near[c] for c in below if c in near and near[c]["kind"] == "name"), None)

    def _too_wide(self, node: int) -> frozenset[str]:
        """Return the kinds of places in which somebody may be anywhere; several people in a province may be too."""
        return _WIDE | _WIDEST if self._parse.lower[node] in people_lexicon().plurals else _WIDEST

    def _is_of_body(self, node: int, before: int) -> bool:
        """Whether a phrase may say where somebody's body is, not they ("of the Centre for Studies in Jodhpur")."""
        parse = self._parse
        earlier = (c for c in parse.children[node] if c < before and parse.dep[c] == "prep")
        return any(parse.lower[c] in _BELONGING for c in earlier)

    def _is_somebody(self, node: int) -> bool:
        """Whether a noun is one person by name or by role, or several ("farmers"), but no body."""
        lexicon, word = people_lexicon(), self._parse.lower[node]
        return self._parse.ent[node] == "PERSON" or lexicon.is_role(word) or word in lexicon.plurals

    def of_paragraph(self, quote: Quote) -> Link | None:
        """Take the place by which the quote's paragraph opens ("In Leh, shopkeepers ...")."""
        parse, named = self._parse, self._named
        if quote["cue"] and quote["cue"].lower() == "according to":
            return None
        start, _ = self._paragraph(quote)
        first, _ = token_span(parse, start, start + 1)
        if parse.lower[first] not in _AT or parse.start[first] >= quote["start"] or named.is_spoken(start):
            return None
        comma = parse.text.find(",", start, min(quote["start"], start + 60))
        if comma < 0:
            return None
        for mention in named.between(start, comma):
            root = named.spot(mention).root
            if first in parse.ancestors(root) and mention["kind"] not in ("demonym", "organisation"):
                opening = parse.text[start:comma]
                return named.link(
                    mention, "said_at", f"Said at {named.name(mention)}: “{opening}” opens the paragraph."
                )
        return None

    def of_dateline(self, quote: Quote) -> Link | None:
        """Take the dateline where nothing near the words puts the speaker elsewhere."""
        line, named = self.dateline(quote["start"]), self._named
        if line is None or not quote["speaker"]:
            return None
        if not quote["direct"] and not (named.is_person(quote["speaker"]) and quote["speaker"] in self._quoted):
            return None
        if quote["speaker"].split()[-1].lower() in people_lexicon().documents or self.is_remote(quote):
            return None
        if self._is_of_another_time(quote):
            return None
        others = [m for m in named.unspoken(*self._sentence(quote)) if not self._is_aside(m)]
        home = named.home(quote["speaker"])
        if any(not self._is_within_reach(m, line) for m in ([*others, home] if home else others)):
            return None
        name = named.name(line)
        return named.link(line, "said_at", f"Said at {name}, as far as the article says: its dateline is {name}.")

    def _is_of_another_time(self, quote: Quote) -> bool:
        """Whether the words were said days before the article, or at a time that it looks back to."""
        if quote["date_text"] and not _BACK.isdisjoint(quote["date_text"].lower().split()):
            return True
        if not (self._published and quote["date"]):
            return False
        return (date.fromisoformat(self._published) - date.fromisoformat(quote["date"])).days > _DAYS

    def _is_within_reach(self, mention: Mention, line: Mention) -> bool:
        """Whether a name beside the words leaves it open that they were said at the dateline."""
        if mention["place"] == line["place"]:
            return True
        if self._named.places[mention["place"]]["kind"] not in _WIDE:
            return False
        return self._is_meeting or self._named.country(mention) == self._named.country(line)

    def _is_aside(self, mention: Mention) -> bool:
        """Whether a name stands in a relative clause of the past ("who came from Lebanon in 1983")."""
        parse = self._parse
        chain = parse.ancestors(self._named.spot(mention).root)
        return any(parse.dep[i] == "relcl" and parse.tag[i] == "VBD" for i in chain)

    @cached_property
    def _is_meeting(self) -> bool:
        """Whether the article begins with a meeting that people from abroad come to."""
        _, end = self._document.paragraphs[:_HEAD_PARAGRAPHS][-1]
        return any(self._parse.lower[i] in _MEETINGS for i in range(token_span(self._parse, 0, end)[1]))

    def dateline(self, offset: int) -> Mention | None:
        """Return the name in the dateline over a character ("MOSCOW — ...", "By Ann Lee in Paris")."""
        line = self._document.dateline_of(offset)
        if line is None or line.place is None:
            return None
        return next((m for m in self._named.between(*line.place) if m["kind"] != "organisation"), None)

    def _paragraph(self, quote: Quote) -> tuple[int, int]:
        return self._document.paragraphs[self._document.paragraph_at(quote["start"])]

    def _sentence(self, quote: Quote) -> tuple[int, int]:
        """Return the characters of the sentence that brings the words in."""
        parse = self._parse
        start = quote["start"] if quote["cue_start"] is None else quote["cue_start"]
        low, high = parse.sents[parse.sent[token_span(parse, start, start + 1)[0]]]
        return parse.start[low], parse.end[high - 1]

    def sentence_tokens(self, quote: Quote) -> tuple[int, int]:
        """Return the tokens [first, past) of the sentence that brings the words in."""
        return token_span(self._parse, *self._sentence(quote))

    def is_remote(self, quote: Quote) -> bool:
        """Whether that sentence says that the words were written or came from afar ("in a statement", "on X")."""
        parse = self._parse
        first, past = self.sentence_tokens(quote)
        found = (i for i in range(first, past) if parse.lower[i] in _REMOTE)
        return any(not self._named.is_spoken(parse.start[i]) for i in found)
