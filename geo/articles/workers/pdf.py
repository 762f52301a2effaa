"""Reads one PDF from standard input and prints its text as JSON.

Arguments: most pages, most characters, most seconds of processor time. A PDF can make any reader run forever or fill
the memory, and only a process can be stopped from outside.
"""

import io
import json
import re
import statistics
import sys
from collections import Counter
from itertools import pairwise

_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_MEMORY = 1_500_000_000


def limit(seconds: float) -> None:
    """Bound this process's processor time and memory where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def paragraphs(pages: list[list[str]]) -> list[str]:
    """Return the lines of pages joined to paragraphs, without the lines that most pages repeat at their edges.

    A line ends its paragraph where it is blank, or where it ends a sentence and stops short of the column's width.
    """
    edges = Counter(re.sub(r"\d+", "#", line) for page in pages for line in {*page[:2], *page[-2:]} if line)
    repeated = {line for line, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    lines = [line for page in pages for line in page if re.sub(r"\d+", "#", line) not in repeated and line != "#"]
    widths = [len(line) for line in lines if len(line) > 20]
    width = statistics.quantiles(widths, n=10)[7] if len(widths) > 3 else 80.0
    found: list[str] = []
    current = ""
    for line, following in pairwise([*lines, ""]):
        if line:
            current = f"{current[:-1]}{line}" if _broken_word(current, line) else f"{current} {line}".strip()
        short = len(line) < 0.75 * width
        if current and (not line or (short and (_SENTENCE_END.search(line) or following[:1].isupper()))):
            found.append(current)
            current = ""
    return [*found, current] if current else found


def _broken_word(before: str, line: str) -> bool:
    return len(before) > 2 and before[-1] == "-" and before[-2].islower() and line[0].islower()


def read(data: bytes, most_pages: int, most_characters: int) -> dict[str, str | None]:
    """Return text, title, author and day of a PDF, or a problem: the rest of a sentence that begins with its name."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "is locked with a password."}
    if len(reader.pages) > most_pages:
        return {"problem": f"has {len(reader.pages)} pages, and {most_pages} is the limit."}
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        pages.append([line.strip() for line in text.splitlines()])
        if length > 2 * most_characters:
            break
    if length < 20 * len(pages) and sum(len("".join(page)) for page in pages) < 200:
        return {"problem": "holds no text: it seems to be scanned. Run it through text recognition (OCR) first."}
    about = reader.metadata
    created = about.creation_date if about else None
    return {
        "text": "\n\n".join(paragraphs(pages)),
        "title": str(about.title) if about and about.title else None,
        "author": str(about.author) if about and about.author else None,
        "published": created.date().isoformat() if created else None,
    }


if __name__ == "__main__":
    limit(float(sys.argv[3]))
    try:
        answer = read(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    except Exception:  # noqa: BLE001, a damaged file makes the reader fail in any way
        answer = {"problem": "is damaged: it can't be opened as a PDF."}
    print(json.dumps(answer))
