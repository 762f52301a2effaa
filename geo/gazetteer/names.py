"""Names of places: the key under which a name is looked up."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŋ": "n", "ŧ": "t",
        "ə": "a", "&": " and ", "-": " ", "‐": " ", "‑": " ", "‒": " ", "–": " ", "—": " ", "−": " ", "/": " ",
        "_": " ", ",": " ", ";": " ", ":": " ", "(": " ", ")": " ", "[": " ", "]": " ", "|": " ",
        "·": " ", "・": " ",
        "'": "", "’": "", "‘": "", "`": "", "´": "", "ʼ": "", "ʻ": "", "ʿ": "", "ʾ": "", "′": "", "“": "", "”": "",
        '"': "", ".": "", "…": "", "!": "", "?": "", "ʹ": "", "ʺ": "", "‎": "", "‏": "", "\u00ad": "",
    }
)  # fmt: skip
_LONG = {"st": "saint", "sts": "saints", "ste": "sainte", "ft": "fort", "mt": "mount"}
_GLUED = re.compile(r"(?<=[a-z])\.(?=[A-Z])")
_COMBINING = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_SHORTENED = re.compile(r"\b(?:sts?|ste|ft|mt)\b")


def normalise(name: str) -> str:
    """Return the key of a name: what stays the same however the name is written.

    Case and accents go, hyphens, commas and slashes become spaces, apostrophes and periods vanish, whitespace
    collapses; "St.", "Ste.", "Ft." and "Mt." before another word are written out.

    >>> normalise("St. Louis"), normalise("Saint-Étienne"), normalise("N.S.W."), normalise("Côte d’Ivoire")
    ('saint louis', 'saint etienne', 'nsw', 'cote divoire')
    """
    if "." in name:
        name = _GLUED.sub(" ", name)
    if name.isascii():
        key = name.lower()
    else:
        key = _COMBINING.sub("", unicodedata.normalize("NFKD", name.casefold()))
        key = _COMBINING.sub("", unicodedata.normalize("NFKD", key.casefold()))
    words = key.translate(_LETTERS).split()
    key = " ".join(words)
    if len(words) > 1 and _SHORTENED.search(key):
        words[:-1] = [_LONG.get(word, word) for word in words[:-1]]
        key = " ".join(words)
    return key
