"""Readers of mail: a message (.eml) and a mailbox of them (.mbox)."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import BinaryIO

from geo.articles.article import Article
from geo.articles.aside import read_aside
from geo.articles.days import day
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import MEGABYTE, Limits
from geo.articles.lines import unwrapped
from geo.articles.markup import blocks_of
from geo.articles.names import line
from geo.articles.part import Note, Part
from geo.errors import ArticleError

_ENVELOPE = re.compile(rb"(?m)^From \S[^\r\n]*\d{4}[^\r\n]*\r?\n")
_ESCAPED = re.compile(rb"(?m)^>(?=>*From )")
_HEADER = re.compile(rb"(?im)^(?:from|date|subject|to|message-id|received|return-path|delivered-to|mime-version):")
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg)(?:\[\d+\])?:\s*)+", re.I)
_LONGEST_LINE = 1_000_000
_SIGNATURE = re.compile(r"^-- ?$", re.M)


def read_message(data: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the article in a message: its subject, sender and day, and its text.

    Raises:
        ArticleError: it is no message, is damaged, or has no text.
    """
    if found := kind_of(data):
        raise ArticleError(f"{name} holds {found[1]}, not a message.")
    if not _HEADER.search(data[:20_000]):
        raise ArticleError(f"{name} is not a message: it has no sender, subject or date.")
    return list(_message(data, name, name, limits))


def read_mailbox(data: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the articles in a mailbox, one a message.

    Raises:
        ArticleError: it is none.
    """
    return list(messages(io.BytesIO(data), name, limits))


def messages(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Part]:
    """Yield the articles in a mailbox of any size, a message at a time, each read aside.

    Raises:
        ArticleError: it is none.
    """
    number = 0
    for number, message in enumerate(_split(stream, name, limits), 1):
        where = f"Message {number} of {name}"
        if len(message) > limits.file_bytes:
            yield where, ArticleError(f"{where} is too large: {limits.file_bytes / MEGABYTE:g} MB is the limit.")
            continue
        try:
            for _, part in read_aside(f"{__name__}:read_kept_message", message, where, limits):
                yield where, replace(part, source=name) if isinstance(part, Article) else part
        except ArticleError as error:
            yield where, error
    if not number:
        raise ArticleError(f"{name} is not a mailbox: no line in it begins with From and a day.")


def read_kept_message(data: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the article in a message as a mailbox keeps it.

    Raises:
        ArticleError: as `read_message`.
    """
    return _message(_ESCAPED.sub(b"", data), name, name, limits)


def _split(stream: BinaryIO, name: str, limits: Limits) -> Iterator[bytes]:
    """Yield the messages of a mailbox, of one that is too large only its beginning."""
    message: bytearray | None = None
    while line := stream.readline(_LONGEST_LINE):
        if message is None and (found := kind_of(line)):
            raise ArticleError(f"{name} holds {found[1]}, not a mailbox.")
        if _ENVELOPE.match(line):
            if message is not None:
                yield bytes(message)
            message = bytearray()
        elif message is not None and len(message) <= limits.file_bytes:
            message += line
    if message is not None:
        yield bytes(message)


def _message(data: bytes, where: str, name: str, limits: Limits) -> list[Part]:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        text, attached = _text(message, where, limits), _attached(message)
        known = _known(message)
    except ArticleError:
        raise
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise ArticleError(f"{where} is damaged: it can't be read as a message.") from error
    if not text:
        raise ArticleError(f"{where} holds no text.")
    parts: list[Part] = [(where, Article(text=text, source=name, **known))]
    if attached:
        told = ", ".join(attached[:5])
        parts.append((where, Note(f"{where}: what is attached is not read ({told}). Save and give it by itself.")))
    return parts


def _known(message: EmailMessage) -> dict[str, object]:
    senders = getaddresses([str(message.get("From", ""))[:1_000]])
    when = str(message.get("Date", ""))[:100]
    try:
        published = parsedate_to_datetime(when).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        published = day(when)
    subject = line(str(message.get("Subject", ""))) or ""
    return {
        "title": line(_FORWARDED.sub("", subject)),
        "author": line(next((person or address for person, address in senders if person or address), None)),
        "published": published,
    }


def _text(message: EmailMessage, where: str, limits: Limits) -> str:
    """Return the text of a message: the plain one where there is one that says something."""
    for kind in ("plain", "html"):
        body = message.get_body(preferencelist=(kind,))
        if body is None:
            continue
        content = body.get_content()
        if not isinstance(content, str) or not content.strip():
            continue
        if kind == "html":
            return clean("\n\n".join(blocks_of(content, where, limits.page_bytes)))
        flowed = body["content-type"].params.get("format", "").lower() == "flowed"
        content = re.sub(r" \r?\n(?!\r?\n)", " ", content) if flowed else content
        return clean(unwrapped(_SIGNATURE.split(content)[0]))
    return ""


def _attached(message: EmailMessage) -> list[str]:
    names = (line(part.get_filename(), 80) for part in message.walk() if part.get_content_disposition() == "attachment")
    return [name or "without a name" for name in names]
