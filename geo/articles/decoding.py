"""From bytes to text: what a file holds, and in which encoding."""

import codecs
import io
import re
import zipfile

from geo.errors import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = [
    "cp1252",
    "cp1250",
    "mac_roman",
    "iso8859_15",
    "utf_16_le",
    "utf_16_be",
    "cp1251",
    "cp1254",
    "big5",
    "gb18030",
]
_SAMPLE = 200_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_SURROGATE = re.compile("[\ud800-\udfff]")

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
        return "archive", "a packed archive or another kind of office document"
    for signature, kind, words in _SIGNATURES:
        if data.startswith(signature) or (kind == "pdf" and signature in data[:1024]):
            return kind, words
    return None


def encoding_of(sample: bytes, name: str) -> str:
    """Return the encoding of a text of which `sample` is the beginning.

    A byte order mark decides, then valid UTF-8, then the best guess of charset-normalizer.

    Raises:
        ArticleError: no encoding fits.
    """
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _guess(sample[:_SAMPLE], name)
    return _guess(sample[:_SAMPLE], name) if sample[:2000].count(0) > len(sample[:2000]) / 5 else "utf-8"


def _guess(sample: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    if best is None:
        raise ArticleError(f"{name} is not text in any encoding that can be recognised; save it as UTF-8.")
    return best.encoding


def decode(data: bytes, name: str) -> str:
    """Return the text of `data` with its newlines as they are, without the byte order mark.

    Raises:
        ArticleError: it is not text, or its encoding can't be told.
    """
    if found := kind_of(data):
        raise ArticleError(f"{name} holds {found[1]}, not text.")
    encoding = encoding_of(data, name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    text = text.removeprefix("\ufeff")
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise ArticleError(f"{name} is not a text file, or it is damaged.")
    return text


def clean(text: str) -> str:
    """Return `text` with lone surrogates, which no encoding can hold, replaced one for one."""
    return _SURROGATE.sub("\ufffd", text)
