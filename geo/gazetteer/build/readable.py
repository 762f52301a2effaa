"""Names as people write them: what a source has damaged is mended where that can be, and left out where not."""

import re
import unicodedata
from collections.abc import Iterable

_LOST = re.compile(r"[?\ufffd]")
"""What stands for a character that was lost on the way to a source."""
_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd?*=_~<>{}\\^@$|]|https?:|\[")
"""Lost and undecoded characters, addresses, and the marks of those who note or transcribe a name."""
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_JOINERS = re.compile(r"(?<=[A-Za-z])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z])")
_MARKS = re.compile(r"[\u0300-\u036f]")
_SIGNS = re.compile(r"[‘’ʻʼʽʾʿʹ`']")
"""What scholars write for letters that English does not hear: hamza, ain, soft signs, breaths."""
_AGREE = 3
"""How many letters at its start a name has in common with the damaged one that it replaces."""


def visible(name: str) -> str:
    """Return a name without invisible signs, and with single blanks.

    >>> visible("Tel\\u200e  Aviv")
    'Tel Aviv'
    """
    return " ".join(_JOINERS.sub("", _INVISIBLE.sub("", name)).split())


def is_readable(name: str) -> bool:
    """Tell whether a name is whole: no character of it is lost, and it is a name, no address or note.

    >>> is_readable("Cóbano"), is_readable("C?bano"), is_readable("https://example.org/Asahi")
    (True, False, False)
    """
    return bool(name) and not _NO_NAME.search(name)


def plain(name: str, *, apostrophes: bool) -> str:
    """Return a transcribed name as newspapers write it: without the marks and signs of its transcription.

    One that holds letters beyond those of English even so stays as it is.

    Args:
        name: a name in Latin letters that a language with others is transcribed to.
        apostrophes: it has apostrophes in newspapers, too (Xi'an).

    >>> plain("‘Ayn al ‘Arab", apostrophes=False), plain("Xi’an", apostrophes=True)
    ('Ayn al Arab', "Xi'an")
    """
    bare = _SIGNS.sub("'" if apostrophes else "", _MARKS.sub("", unicodedata.normalize("NFKD", name))).strip("' ")
    return bare[:1].upper() + bare[1:] if bare.isascii() and bare else name


def mended(name: str, others: Iterable[str]) -> str:
    """Return a readable name for a place whose own one is damaged.

    Words with lost characters are read by words of `others` that differ in those characters alone; else another name
    of the place that begins alike stands in; else the damaged words are left out. Empty where nothing is left.

    >>> mended("L?liang Airport", ["Lüliang"]), mended("Mar?S?", ["Marpara South"]), mended("Bit ? I", [])
    ('Lüliang Airport', 'Marpara South', 'Bit I')
    """
    if is_readable(name):
        return name
    whole = [other for other in others if is_readable(other)]
    words = [_mended_word(word, whole) for word in name.split()]
    if all(words):
        return " ".join(word for word in words if word)
    like = next((other for other in whole if other[:_AGREE].casefold() == name[:_AGREE].casefold()), None)
    return like or " ".join(word for word in words if word)


def _mended_word(word: str, names: Iterable[str]) -> str | None:
    if is_readable(word):
        return word
    letters = _LOST.sub("", word)
    if len(letters) < _AGREE:
        return None
    pattern = re.compile(r"\w".join(map(re.escape, _LOST.split(word))), re.IGNORECASE)
    return next((found for name in names for found in name.split() if pattern.fullmatch(found)), None)
