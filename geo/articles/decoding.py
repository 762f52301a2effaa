"""From bytes to text: what a file holds, and in which encoding."""

import codecs
import io
import re
import zipfile
from contextlib import suppress

from geo.errors import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ("cp1252", "mac_roman", "cp1250", "cp1254", "iso8859_2", "cp850")
"""Encodings of text in Latin letters, the likeliest first: of those that fit as well it is the first."""
_FOREIGN = ["cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "shift_jis", "euc_jp", "euc_kr", "big5", "gb18030",
            "cp1250", "cp1254"]  # fmt: skip
_HIGH_SHARE = 0.2
"""Text in Latin letters has fewer bytes than this beyond ASCII."""
_MOST_SHARE = 0.5
"""Up to this share beyond ASCII a text may be in Latin letters where no foreign encoding is recognised."""
_SAMPLE = 200_000
_BROKEN_SHARE = 1 / 3
"""Up to this share of its characters beyond ASCII a text that is UTF-8 for the rest may have in another encoding."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_BROKEN = re.compile("[\udc80-\udcff]")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_BESIDE = re.compile(r"(?<=(.))([^\x00-\x7f])(?=(.))", re.S)
_OPENING, _CLOSING, _DASHES = "“‘«„", "”’»", "–—"
_SIGNS, _MONEY = "…•€£©®°·½¼¾²³\xa0§¥™¿¡×", "€£¥"
_USUAL = frozenset("éèêëàáâãäåçñóòôõöøúùûüíìîïæßÉÁÀÂÄÅÇÑÓÖØÚÜÍÎ")
_LESS_USUAL = frozenset("œŒšžŠŽłŁśźżŚŻąęńćčřěůőűťďşŞğıİăĂȘșčČćŘÔÕÆËÏÛÙÒÌÈÊÃðÐÞ")
_FOLLOWED_BY = {"ñ": "aeiouáéíóúAEIOU", "õ": "e"}
"""Letters that stand before these only, in the languages of which names in English news are."""

_SIGNATURES = (
    (b"%PDF-", "pdf", "a PDF"),
    (b"{\\rtf", "rtf", "a rich-text document (.rtf)"),
    (b"\xd0\xcf\x11\xe0", "doc", "an old Word document (.doc)"),
    (b"\x89PNG", "image", "an image"),
    (b"\xff\xd8\xff", "image", "an image"),
    (b"GIF8", "image", "an image"),
    (b"\x1f\x8b", "archive", "a packed archive"),
    (b"7z\xbc\xaf", "archive", "a packed archive"),
    (b"Rar!", "archive", "a packed archive"),
    (b"\x7fELF", "program", "a program"),
    (b"SQLite format 3", "database", "a database"),
)


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Return (kind, words for it) of a file that is not plain text, told by its first bytes; None for text."""
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                names = set(packed.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return "archive", "a damaged archive or document"
        if "word/document.xml" in names:
            return "docx", "a Word document"
        if "xl/workbook.xml" in names:
            return "xlsx", "a workbook of Excel, which has to be saved as CSV"
        if "META-INF/container.xml" in names:
            return "epub", "a book (.epub)"
        return "archive", "a packed archive or another kind of office document"
    for signature, kind, words in _SIGNATURES:
        if data.startswith(signature) or (kind == "pdf" and signature in data[:1024]):
            return kind, words
    return None


def encoding_of(sample: bytes, name: str) -> str:
    """Return the encoding of a text of which `sample` is the beginning.

    A byte order mark decides, then UTF-8, broken ones among it; then, for text in Latin letters, how well its letters
    and marks fit together in each encoding; for others the best guess of charset-normalizer, and where it has none the
    Latin ones after all if half of the text is ASCII.

    Raises:
        ArticleError: no encoding fits.
    """
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    head = sample[:2000]
    if head.count(0) > len(head) / 5:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    if len(_BROKEN.findall(text)) <= _BROKEN_SHARE * len(_BEYOND.findall(text)):
        return "utf-8"
    sample = sample[:_SAMPLE]
    shown = _TAG.sub(b" ", sample)
    high = len(_HIGH_BYTES.findall(shown))
    if high >= _HIGH_SHARE * len(shown) and (foreign := _guess(shown)):
        return foreign
    if high > _MOST_SHARE * len(shown):
        raise ArticleError(f"{name} is not text in any encoding that can be recognised; save it as UTF-8.")
    fits = {encoding: _fit(shown, encoding) for encoding in _WESTERN}
    return max(fits, key=lambda encoding: fits[encoding])


def _western(error: UnicodeError) -> tuple[str, int]:
    """Read what is no UTF-8 in a text that is as Windows-1252, of which it comes as a rule; an error handler."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return (broken.decode("cp1252", "replace") if error.encoding == "utf-8" else "\ufffd"), error.end


codecs.register_error("western", _western)


def _fit(sample: bytes, encoding: str) -> float:
    """Return how well the characters beyond ASCII fit to those beside them, read in an encoding."""
    text = f" {sample.decode(encoding, 'replace')} "
    return sum(_fits(match) for match in _BESIDE.finditer(text))


def _fits(match: re.Match[str]) -> float:
    """Return from -1 to 1 how well a character beyond ASCII fits between the two beside it, in English text."""
    before, character, after = match.groups()
    within = before.isalpha() and after.isalpha()
    if character in _OPENING:
        return -0.5 if before.isalnum() or after.isspace() else 1.0 if character in "“‘" else 0.5
    if character in _CLOSING:
        return -0.5 if before.isspace() or (within and character != "’") else 1.0
    if character in _DASHES:
        return 0.6 if character == "–" and within and after.islower() else 1.0
    if character in _SIGNS:
        return -1.0 if within or (character in _MONEY and not after.isdigit()) else 0.5
    if not character.isalpha():
        return -1.0
    worth = 1.0 if character in _USUAL else 0.7 if character in _LESS_USUAL else 0.2
    if (follows := _FOLLOWED_BY.get(character)) and after not in follows:
        worth = 0.3
    if character.isupper():
        return -1.0 if before.isalpha() and not (before.isupper() and not after.islower()) else worth
    return worth if before.isalpha() else 0.6 * worth if after.isalpha() else 0.1


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_FOREIGN).best()
    return best.encoding if best else None


def decoded_as(data: bytes, name: str, *declared: str | None) -> str:
    """Return the text of `data` in the first encoding that was declared and fits, or else in the one it looks like.

    Raises:
        ArticleError: its encoding can't be told.
    """
    for encoding in filter(None, declared):
        with suppress(LookupError, ValueError):
            return data.decode(encoding)
    return data.decode(encoding_of(data, name), "western")


def decode(data: bytes, name: str) -> str:
    """Return the text of `data` with its newlines as they are, without the byte order mark.

    Raises:
        ArticleError: it is not text, or its encoding can't be told.
    """
    if found := kind_of(data):
        raise ArticleError(f"{name} holds {found[1]}, not text.")
    text = decoded_as(data, name).removeprefix("\ufeff")
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise ArticleError(f"{name} is not a text file, or it is damaged.")
    return text


def clean(text: str) -> str:
    """Return `text` with lone surrogates, which no encoding can hold, replaced one for one."""
    return _SURROGATE.sub("\ufffd", text)
