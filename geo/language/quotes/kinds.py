"""What tells a quotation from a title, a scare quote or a headline between quotation marks."""

import re

from spacy.symbols import PROPN

from geo.articles.lines import is_title_case
from geo.language.document.model import HEADINGS
from geo.language.quotes.candidates import Candidate
from geo.language.quotes.frames import BE
from geo.language.quotes.mentions import Line
from geo.language.quotes.scene import Scene, sentences
from geo.language.words import word_sets

_CLOSING = "\"'“”‘’«»)]› "
_FINAL = ".!?…:;"
_SENTENCE = 8
_BYLINE = 12
_BESIDE = 3
_SIGNATURE = 8
_DECK = 160
_CRIED_TOGETHER = 4
_ECHO = 20
_WORD = re.compile(r"\w+")
_SETS = word_sets("quote_words.tsv")
_WORKS, _CRIES, _GLOSSES = _SETS["works"], _SETS["cries"], _SETS["glosses"]
_NAMING, _NAMED_BY = _SETS["names"], _SETS["names behind as or by"]
_CLOSE, _TITLED = 2, 4
"""Words between a quotation and its speaker, from which it is none beside it; behind a comma a role may stand there."""
_NAME = 4
"""Words of a name that is given in marks: “The Mule of Lyon”."""
_ALSO = frozenset((",", "and", "or"))
_FIRST_SECOND = frozenset(("i", "we", "you", "me", "us", "my", "our", "your", "i'm", "we're", "i’m", "we’re"))
_SPEECH = frozenset(("said", "told", "added", "wrote", "says", "tweeted", "replied", "asked"))


def is_fragment(scene: Scene, number: int) -> bool:
    """Whether the quotation has at most two words."""
    stretch = scene.quotations[number]
    return _size(scene.tokens.text[stretch.start : stretch.end].split()) < 3


def is_utterance(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether a stretch of any length begins and ends as a sentence does and stands right beside a verb of speech."""
    if best is None or best.frame.kind not in ("say", "write", "colon") or best.gap < 0 or best.stop:
        return False
    stretch, text = scene.quotations[number], scene.tokens.text
    if best.gap >= (_TITLED if text[stretch.end - 1] == "," else _CLOSE):
        return False
    return text[stretch.start].isupper() and text[stretch.end - 1] in ",.!?"


def is_sentence(scene: Scene, number: int) -> bool:
    """Whether a closed stretch of eight words or more begins and ends as a sentence does, wherever it stands."""
    stretch, text = scene.quotations[number], scene.tokens.text
    if not stretch.closed:
        return False
    first = next(char for char in text[stretch.start : stretch.end] if char.isalnum())
    if not first.isupper() or text[stretch.end - 1] not in ",.!?":
        return False
    words = text[stretch.start : stretch.end].split()
    return _size(words) >= _SENTENCE and not is_title_case(words)


def _size(words: list[str]) -> int:
    return sum(any(map(str.isalnum, word)) for word in words)


def kind_features(scene: Scene, number: int, best: Candidate | None) -> list[str] | None:
    """Return the features of a stretch between marks, None where it stands in a headline.

    Args:
        best: the best candidate for its speaker, None where there is none.
    """
    where = scene.where[number]
    stretch = scene.quotations[number]
    minor = stretch.style == "single" and scene.has_double
    if minor and _is_headline(scene, where):
        return None
    if is_heading(scene, where) and not (best and _is_brought_in(best) and not _is_repeated(scene, number)):
        return None
    text = scene.tokens.text[stretch.start : stretch.end]
    words = text.split()
    size = _size(words)
    length = "3" if size < 4 else "4-5" if size < 6 else "6-9" if size < 10 else "10-"
    title = is_title_case(words)
    if title and (_is_signature(scene, number, words) or _is_named_thing(scene, number, best)):
        return None
    if (
        _is_cited(scene, number)
        or _is_given_name(scene, number, words)
        or _is_label(scene, number, best)
        or _is_gloss(scene, number, best)
        or _is_pulled(scene, number)
    ):
        return None
    features = [
        "bias",
        f"words:{length}",
        f"closed:{stretch.closed}",
        f"ends:{_end(text)}",
        f"begins:{'upper' if text[0].isupper() else 'lower' if text[0].islower() else 'other'}",
        f"title:{title}:{length}",
        f"personal:{any(word.lower() in _FIRST_SECOND for word in words[:30])}",
        f"echo:{size < _SENTENCE and _is_echo(scene, number)}",
    ]
    sides = _around(scene, number)
    features += [*sides, f"title:{title}:{sides[0]}"]
    if best:
        cue = best.frame.kind if best.frame.cue >= 0 else "bare"
        near = "near" if 0 <= best.gap < _BESIDE else "apart" if best.gap >= 0 else "elsewhere"
        features.append(f"minor:{minor}:{near}")
        features += [
            f"speaker:{best.side}:{near}:{cue}",
            f"speaker:{best.frame.mention.kind}",
            f"title:{title}:{near}:{cue}",
        ]
    else:
        features.append("speaker:none")
    return features


def _is_brought_in(best: Candidate) -> bool:
    """Whether a verb of speech, a colon or a signature stands right beside the words: Mayor says “we will stay”."""
    return best.frame.kind in ("say", "write", "describe", "colon") and 0 <= best.gap < _BESIDE and not best.stop


def _is_repeated(scene: Scene, number: int) -> bool:
    """Whether the words stand in a later quotation too, from which a heading takes them."""
    stretch, text = scene.quotations[number], scene.tokens.text
    words = _plain(text[stretch.start : stretch.end])
    later = scene.quotations[number + 1 : number + 1 + _ECHO]
    return any(words in _plain(text[other.start : other.end]) for other in later)


def _is_named_thing(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether a stretch in title case is a name: watched “Face the Nation”, her book, “A Life,”.

    It is none after a comma or a colon, beside a verb of speech, or where it is chanted. Who is told something stands
    right behind the verb: told “Morning Talk” that.
    """
    line = scene.line(scene.where[number])
    place = line.quotes[number]
    before = [item for item in line.items[max(0, place - 2) : place] if item >= 0]
    words, lower = scene.tokens.words, scene.tokens.lower
    if len(before) == 2 and words[before[1]] in ",—" and lower[before[0]] in _WORKS:
        return True
    if before and line.items[place - 1] >= 0 and lower[before[-1]] == "told":
        return before[0] == before[-1] or lower[before[0]] not in BE
    if _is_cried(scene, line, place):
        return False
    apart = bool(before) and line.items[place - 1] >= 0 and words[before[-1]] not in ",:—"
    if apart and words[before[-1]] in ".!?" and is_utterance(scene, number, best):
        return False
    if best is None or best.frame.cue < 0 or best.gap < 0 or best.stop:
        return apart
    if best.frame.kind == "describe" and best.side == "before":
        return best.gap == 0 and best.frame.cue > best.frame.mention.head
    return apart and (best.gap > 1 or best.side == "after")


def _is_cried(scene: Scene, line: Line, place: int) -> bool:
    """Whether the words before are "chanting", "chants of" or "a cry of", or that and another cry: “...” and “...”."""
    lower = scene.tokens.lower
    for _ in range(_CRIED_TOGETHER):
        joined = place > 1 and line.items[place - 2] < 0 <= line.items[place - 1]
        if not joined or lower[line.items[place - 1]] not in _ALSO:
            break
        place -= 2
    before = [item for item in line.items[max(0, place - 2) : place] if item >= 0]
    if before and line.items[place - 1] >= 0 and lower[before[-1]] in _CRIES:
        return True
    return len(before) == 2 and lower[before[1]] == "of" and lower[before[0]] in _CRIES


def _is_signature(scene: Scene, number: int, words: list[str]) -> bool:
    """Whether the last paragraph of a quotation is the name below it: “... Ann Lee, Mayor of Lyon.”"""
    if not number or len(words) > _SIGNATURE:
        return False
    return scene.quotations[number - 1].chain == scene.quotations[number].chain


def _is_given_name(scene: Scene, number: int, words: list[str]) -> bool:
    """Whether a few words are what somebody is called: goes by the name “Slim.”, known as “Birdie”, calls him “Pops”.

    What somebody only calls a thing is a name where each of its words is one: they call it “Big Tide”, “a bad joke”.
    """
    line, tokens = scene.line(scene.where[number]), scene.tokens
    place = line.quotes[number]
    before = [item for item in line.items[max(0, place - 2) : place] if item >= 0]
    if not before or line.items[place - 1] < 0 or _size(words) > _NAME:
        return False
    last = tokens.lower[before[-1]]
    if _is_within_name(scene, line.items, place) and all(word[0].isupper() for word in words):
        return True
    if last in ("as", "by"):
        return len(before) == 2 and tokens.lower[before[0]] in _NAMED_BY
    return last in _NAMING and all(word[0].isupper() for word in words)


def _is_within_name(scene: Scene, items: list[int], place: int) -> bool:
    """Whether a quotation stands between the given name and the surname of somebody: Ray “Sugar” Dunn."""
    beside = (items[place - 1], items[place + 1] if place + 1 < len(items) else -1)
    pos, words = scene.tokens.pos, scene.tokens.words
    return all(item >= 0 and pos[item] == PROPN and words[item][0].isupper() for item in beside)


def _is_gloss(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether the words before say that a stretch translates or explains: Latin for “...”, meaning “...”."""
    line, tokens = scene.line(scene.where[number]), scene.tokens
    place = line.quotes[number]
    before = [item for item in line.items[max(0, place - 2) : place] if item >= 0]
    if not before or line.items[place - 1] < 0:
        return False
    last = tokens.lower[before[-1]]
    if len(before) == 2 and last in ("for", "as", "to", "into"):
        word = before[0]
        named = tokens.entities[word] in ("NORP", "LANGUAGE") and not tokens.lower[word].endswith("s")
        language = named and tokens.heads[before[1]] == word
        return tokens.lower[word] in _GLOSSES or (last == "for" and language)
    spoken = best is not None and best.frame.cue >= 0 and best.side == "after" and 0 <= best.gap < _BESIDE
    return last in ("meaning", "means") and not spoken


def _is_pulled(scene: Scene, number: int) -> bool:
    """Whether a stretch alone in its paragraph repeats whole sentences that the article itself tells outside marks."""
    stretch, line = scene.quotations[number], scene.line(scene.where[number])
    if len(line.items) > 1 or stretch.style == "single" or not is_sentence(scene, number):
        return False
    return all(map(scene.told.__contains__, sentences(scene.tokens.text[stretch.start : stretch.end])))


def _is_cited(scene: Scene, number: int) -> bool:
    """Whether a stretch is the title of a text or an extract from it: “Bridge closed,” by Ann Lee: “...”."""
    line, tokens = scene.line(scene.where[number]), scene.tokens
    place = line.quotes[number]
    after = line.items[place + 1] if place + 1 < len(line.items) else -1
    stretch = scene.quotations[number]
    if after >= 0 and tokens.lower[after] == "by":
        end = tokens.text[stretch.start : stretch.end].rstrip(_CLOSING)[-1:]
        if end and end in ",!?":
            return True
    if place < 2 or line.items[place - 1] < 0 or tokens.words[line.items[place - 1]] != ":":
        return False
    for earlier in range(place - 2, max(-1, place - _BYLINE), -1):
        if line.items[earlier] < 0:
            return tokens.lower[line.items[earlier + 1]] == "by"
    return False


def _is_label(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether a few words that are no sentence stand right before a name without a cue: “Long Road” star Ann Lee."""
    if best is None or best.frame.cue >= 0 or best.side != "after" or not 0 <= best.gap < _BESIDE:
        return False
    stretch, text, line = scene.quotations[number], scene.tokens.text, scene.line(scene.where[number])
    whole = text[stretch.start].isupper() and text[stretch.end - 1] in ",.!?"
    return not whole and not _is_cried(scene, line, line.quotes[number])


def _is_echo(scene: Scene, number: int) -> bool:
    """Whether the same words stand in an earlier quotation."""
    text = scene.tokens.text
    stretch = scene.quotations[number]
    words = _plain(text[stretch.start : stretch.end])
    near = scene.quotations[max(0, number - _ECHO) : number]
    return any(words in _plain(text[other.start : other.end]) for other in near)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def is_heading(scene: Scene, where: int) -> bool:
    """Whether a paragraph is a headline, a heading, a byline, or a deck that is no sentence."""
    start, end = scene.spans[where]
    block = scene.document.block_at(start)
    if block is None or block.end < end or len(scene.spans) == 1:
        return False
    return block.kind in HEADINGS or (
        block.kind == "deck" and scene.tokens.text[start:end].rstrip(_CLOSING)[-1:] not in _FINAL
    )


def _is_headline(scene: Scene, where: int) -> bool:
    """Whether a paragraph with minor marks is the headline, the deck below it, or nothing but the quotation."""
    start, end = scene.spans[where]
    if where < min(2, len(scene.spans) - 1):
        told = where and not _SPEECH.isdisjoint(_WORD.findall(scene.tokens.text[start:end].lower()))
        return not told and all(last - first < _DECK for first, last in scene.spans[: where + 1])
    return len(scene.line(where).items) == 1 and end - start < 80


def _end(text: str) -> str:
    return {",": "comma", ".": "stop", "?": "question", "!": "exclamation"}.get(text[-1], "open")


def _around(scene: Scene, number: int) -> list[str]:
    """Return the features of the words before and after the marks."""
    tokens = scene.tokens
    line = scene.line(scene.where[number])
    place = line.quotes[number]
    before = line.items[place - 1] if place else None
    after = line.items[place + 1] if place + 1 < len(line.items) else None
    if before is None:
        left = "start"
    elif before < 0:
        left = "quotation"
    else:
        word = tokens.lower[before]
        known = (
            ",",
            ":",
            "the",
            "a",
            "an",
            "of",
            "as",
            "that",
            "on",
            "in",
            "to",
            "and",
            "or",
            "—",
            "-",
            "–",
            ".",
            "called",
            "told",
            "with",
            "by",
            "in",
        )
        left = (
            word
            if word in known
            else "'s"
            if word in ("'s", "’s", "his", "her", "its", "their")
            else f"{tokens.pos[before]}"
        )
    if after is None:
        right = "end"
    elif after < 0:
        right = "quotation"
    else:
        word = tokens.words[after]
        right = word if word in (",", ".", "—", "-", "–", "(", ":", ";") else f"{tokens.pos[after]}"
        if right == str(tokens.pos[after]) and word[0].isupper():
            right = "upper"
    return [f"left:{left}", f"right:{right}"]
