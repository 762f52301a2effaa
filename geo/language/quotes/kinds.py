"""What tells a quotation from a title, a scare quote or a headline between quotation marks."""

import re

from geo.language.quotes.candidates import Candidate
from geo.language.quotes.mentions import Line
from geo.language.quotes.scene import Scene
from geo.language.words import word_sets

_CLOSING = "\"'“”‘’«»)]› "
_FINAL = ".!?…:;"
_HEADING_WORDS = 18
_SENTENCE = 8
_BYLINE = 12
_BESIDE = 3
_ECHO = 20
_WORD = re.compile(r"\w+")
_SETS = word_sets("quote_words.tsv")
_WORKS, _CRIES = _SETS["works"], _SETS["cries"]
_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "for", "to", "and", "or", "but", "nor", "by", "with", "from", "as", "is",
     "it", "&", "de", "la", "le", "y", "vs", "via", "not", "no", "my", "your", "our")
)  # fmt: skip
_FIRST_SECOND = frozenset(("i", "we", "you", "me", "us", "my", "our", "your", "i'm", "we're", "i’m", "we’re"))
_SPEECH = frozenset(("said", "told", "added", "wrote", "says", "tweeted", "replied", "asked"))


def is_fragment(scene: Scene, number: int) -> bool:
    """Whether the quotation has at most two words."""
    stretch = scene.quotations[number]
    return _size(scene.tokens.text[stretch.start : stretch.end].split()) < 3


def is_utterance(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether a stretch of any length begins and ends as a sentence does and stands right beside a verb of speech."""
    if best is None or best.frame.kind not in ("say", "write", "colon") or not 0 <= best.gap < 2 or best.stop:
        return False
    stretch, text = scene.quotations[number], scene.tokens.text
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
    return _size(words) >= _SENTENCE and not _is_title(words)


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
    if is_heading(scene, where) or (minor and _is_headline(scene, where, number)):
        return None
    text = scene.tokens.text[stretch.start : stretch.end]
    words = text.split()
    size = _size(words)
    length = "3" if size < 4 else "4-5" if size < 6 else "6-9" if size < 10 else "10-"
    title = _is_title(words)
    if (title and _is_named_thing(scene, number, best)) or _is_cited(scene, number) or _is_label(best, text):
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


def _is_named_thing(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether a stretch in title case is a name: watched “Face the Nation”, her book, “A Life,”.

    It is none after a comma or a colon, or beside a verb of speech.
    """
    line = scene.line(scene.where[number])
    place = line.quotes[number]
    before = [item for item in line.items[max(0, place - 2) : place] if item >= 0]
    words, lower = scene.tokens.words, scene.tokens.lower
    if len(before) == 2 and words[before[1]] in ",—" and lower[before[0]] in _WORKS:
        return True
    apart = bool(before) and line.items[place - 1] >= 0 and words[before[-1]] not in ",:—"
    if best is None or best.frame.cue < 0 or best.gap < 0 or best.stop:
        return apart
    if best.frame.kind == "describe" and best.side == "before":
        return best.gap == 0 and best.frame.cue > best.frame.mention.head
    return apart and (best.gap > 1 or (best.side == "after" and not _is_cried(scene, line, place)))


def _is_cried(scene: Scene, line: Line, place: int) -> bool:
    """Whether the words before are "chants of" or "a cry of"."""
    lower = scene.tokens.lower
    before = [item for item in line.items[max(0, place - 2) : place] if item >= 0]
    return len(before) == 2 and lower[before[1]] == "of" and lower[before[0]] in _CRIES


def _is_cited(scene: Scene, number: int) -> bool:
    """Whether a stretch is the title of a text or an extract from it: “Bridge closed,” by Ann Lee: “...”."""
    line, tokens = scene.line(scene.where[number]), scene.tokens
    place = line.quotes[number]
    after = line.items[place + 1] if place + 1 < len(line.items) else -1
    if after >= 0 and tokens.lower[after] == "by" and tokens.text[scene.quotations[number].end - 1] in ",!?":
        return True
    if place < 2 or line.items[place - 1] < 0 or tokens.words[line.items[place - 1]] != ":":
        return False
    for earlier in range(place - 2, max(-1, place - _BYLINE), -1):
        if line.items[earlier] < 0:
            return tokens.lower[line.items[earlier + 1]] == "by"
    return False


def _is_label(best: Candidate | None, text: str) -> bool:
    """Whether a few words that are no sentence stand right before a name without a cue: “Long Road” star Ann Lee."""
    bare = best is not None and best.frame.cue < 0 and best.side == "after" and 0 <= best.gap < _BESIDE
    return bare and not (text[0].isupper() and text[-1] in ",.!?")


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
    """Whether a paragraph is a headline: short and without a final stop, or the first one and in title case."""
    start, end = scene.spans[where]
    if end - start > 160 or len(scene.spans) == 1:
        return False
    text = scene.tokens.text[start:end]
    words = text.split()
    if len(words) > _HEADING_WORDS:
        return False
    if where and any(word.lower().strip(_CLOSING) in _SPEECH for word in words):
        return False
    bare = text.rstrip(_CLOSING)
    if bare and bare[-1] not in _FINAL and bare[-1] not in ",—–-":
        return True
    return where == 0 and _is_title([word.strip(_CLOSING) or word for word in words])


def _is_headline(scene: Scene, where: int, number: int) -> bool:
    """Whether a paragraph with minor marks is the headline, or a subheading that is nothing but the quotation."""
    start, end = scene.spans[where]
    if where == 0 and len(scene.spans) > 1:
        return end - start < 160
    return len(scene.line(where).items) == 1 and end - start < 80


def _is_title(words: list[str]) -> bool:
    """Whether all words but the small ones begin with a capital, and more than the first does."""
    large = [word.lstrip("\"'“‘(#@") for word in words if word.lower().strip(",.!?") not in _SMALL]
    capital = sum(word[:1].isupper() or word[:1].isdigit() for word in large)
    return len(large) > 1 and capital == len(large)


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
