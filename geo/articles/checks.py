"""Whether a text can be read as an article: its length, its words, its language."""

import re
from functools import cache

from geo.articles.limits import Limits
from geo.errors import ArticleError
from geo.paths import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4_000
_FEWEST_WORDS = 40
"""Below this many words a text is too short to tell its language."""
_ENGLISH_SHARE = 0.16
"""Least share of function words in English prose; running news text has 0.35 to 0.5."""

_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovene", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for line in lexicon("function_words.txt") for word in line.split())


def check(text: str, name: str, limits: Limits) -> None:
    """Let a text pass that can be read.

    Args:
        text: the article's text.
        name: what to call it in a message: a file name, "Line 3 of news.jsonl", "The pasted text".
        limits: the longest text allowed.

    Raises:
        ArticleError: it is empty, too long, holds no words, or is not English.
    """
    if not text.strip():
        raise ArticleError(f"{name} is empty.")
    if len(text) > limits.characters:
        raise ArticleError(
            f"{name} is too long: it has {len(text):,} characters, and {limits.characters:,} is the limit."
        )
    sample = text.strip()[:_SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if letters < 0.15 * sum(not character.isspace() for character in sample):
        raise ArticleError(f"{name} does not look like an article: there are hardly any words in it.")
    check_language(sample, name)


def check_language(text: str, name: str) -> None:
    """Let a text pass that is in English, or too short to tell.

    Refused is what two witnesses take for another language: the share of English function words, and a classifier.
    Scripts written without spaces have few "words", so letters beyond the Latin alphabets count by themselves.

    Raises:
        ArticleError: it is in another language, which is named.
    """
    sample = text.strip()[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return
    foreign = sum(character > "\u024f" and character.isalpha() for character in sample)
    if foreign < 0.5 * sum(map(len, words)):
        if len(words) < _FEWEST_WORDS:
            return
        if sum(word in _function_words() for word in words) >= _ENGLISH_SHARE * len(words):
            return
    from py3langid import classify

    language = classify(sample)[0]
    if language != "en" or foreign >= 0.5 * sum(map(len, words)):
        spoken = _LANGUAGES.get(language)
        guess = f" It seems to be in {spoken}." if spoken else ""
        raise ArticleError(f"{name} is not in English, the language that is read here.{guess}")
