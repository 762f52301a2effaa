"""Exports of newspaper archives: Nexis, Factiva and ProQuest, which give many articles in one text.

A layout is a row of `LAYOUTS`: how its documents are told apart, how its labels are written, and in which order the
lines stand that have none. What each label holds is in `data/lexicons/archive_labels.tsv`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from geo.articles.article import Article
from geo.articles.days import day
from geo.articles.decoding import clean
from geo.articles.lines import author_of, joined, placeless
from geo.articles.names import line, people
from geo.articles.part import Note, Part
from geo.errors import ArticleError
from geo.paths import lexicon

_FEWEST_LABELS = 4
"""A text with so many labels of one layout at the beginnings of its lines is an export."""
_LONGEST_HEAD = 40
"""Paragraphs without a label that are looked at above a text."""
_FEWEST_WORDS = 20
"""What stands where no text is expected is one from so many words on."""
_HEAD_LINES = 14
_LONGEST_DAY = 80
_BLANK_SHARE = 0.2
_EDITION_WORDS = 7
_COPYRIGHT = re.compile(
    r"^\W{0,3}(?:\(c\)|©|copyright\s+(?:\(c\)|©|\d{4}|\w+ \d{4}))|\ball rights reserved\W{0,3}$", re.I
)
_EDITION = re.compile(r"\b(?:edition|final|supplement|section|pg?\.|page)\b|^\d\w{0,2}$", re.I)
_LANGUAGE = re.compile(r"^(?:English|Anglais|Englisch)$", re.I)
_CODE = re.compile(r"^[A-Z0-9]{2,10}$")
_CLOCK = re.compile(r"^\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,5})?$", re.I)
_WORDS = re.compile(r"^[\d,.]+ words$", re.I)
_SURNAME_FIRST = re.compile(r"^([^,;\d]{2,40}), ([^,;\d]{1,40})$")
_ROLE = re.compile(r",\s+(?=[^,]*\b(?:editor|correspondent|reporter|writer|staff)\b).*$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one kind of export is written."""

    name: str
    """The archive, as it is called in messages."""
    labels: str
    """Which labels of the table it has."""
    label: str
    """Pattern of a line with a label, which has the groups `label` and `value`; {} is any of its labels."""
    proof: tuple[re.Pattern[str], ...]
    """What all has to stand in a text of this layout."""
    begins: re.Pattern[str] | None = None
    """The line that begins a document; the group `of` is how many there are."""
    ends: re.Pattern[str] | None = None
    """The line that ends a document."""
    head: Callable[["_Document"], None]
    """Finds fields in the paragraphs without a label."""
    below: str = "head"
    """What a paragraph without a label is that follows one with a label: of the head again, the text, or above it."""
    open_values: bool = False
    """Whether the value of a label goes on until the next one, past blank lines."""
    line_paragraphs: bool = False
    """Whether each line may be a paragraph, without blank ones between them."""
    surname_first: bool = False
    """Whether authors are written "Doe, Jane"."""


@dataclass(slots=True)
class _Document:
    """What was found in one document."""

    known: dict[str, Any] = field(default_factory=dict)
    head: list[list[str]] = field(default_factory=list)
    text: list[list[str]] = field(default_factory=list)


def split(text: str, name: str) -> list[Part] | None:
    """Return the documents of an export, None where a text is none.

    Args:
        text: the text of a file.
        name: what to call it in a message.

    Raises:
        ArticleError: it looks like an export, but none of its documents is understood.
    """
    for layout in LAYOUTS:
        if all(proof.search(text) for proof in layout.proof):
            return _documents(text, name, layout)
    for layout in LAYOUTS:
        if len({match["label"] for match in _labels(layout).finditer(text)}) >= _FEWEST_LABELS:
            return _documents(text, name, layout)
    return None


def _documents(text: str, name: str, layout: Layout) -> list[Part]:
    parts: list[Part] = []
    said, pieces = _pieces(text, layout)
    for number, piece in enumerate(pieces, 1):
        where = f"Document {number} of {name}" if len(pieces) > 1 else name
        try:
            parts.append((where, _article(piece, where, name, layout)))
        except ArticleError as error:
            parts.append((where, error))
    if not any(isinstance(part, Article) for _, part in parts):
        raise ArticleError(
            f"{name} looks like an export of {layout.name}, but its layout is not understood: no text of an article "
            "was found in it. Export it as plain text or Word, with the full text."
        )
    if said and said != len(pieces):
        parts.append((name, Note(f"{name} says that it holds {said:,} documents; {len(pieces):,} were found.")))
    return parts


def _pieces(text: str, layout: Layout) -> tuple[int, list[list[str]]]:
    """Return how many documents an export says that it holds, and their lines."""
    pieces: list[list[str]] = [[]]
    said = 0
    for raw in re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text):
        if layout.begins and (match := layout.begins.match(raw)):
            said = max(said, int(match["of"]) if match.groupdict().get("of") else 0)
            pieces.append([raw] if layout.open_values else [])
        elif layout.ends and layout.ends.match(raw.strip()):
            pieces.append([])
        else:
            pieces[-1].append(raw)
    if layout.begins and len(pieces) > 1:
        del pieces[0]  # what stands above the first document: a cover, a list of titles
    return said, [piece for piece in pieces if _is_document(piece, layout)] or pieces[:1]


def _is_document(lines: list[str], layout: Layout) -> bool:
    return any(_labels(layout).match(part.strip()) or _WORDS.match(part.strip()) for part in lines)


@cache
def _roles(labels: str) -> Mapping[str, str]:
    """Return the role of each label of a layout."""
    fields = [row.split("\t") for row in lexicon("archive_labels.tsv")]
    return {label: role for layout, role, names in fields if layout == labels for label in names.split(" | ")}


@cache
def _labels(layout: Layout) -> re.Pattern[str]:
    any_label = "|".join(sorted(map(re.escape, _roles(layout.labels)), key=len, reverse=True))
    return re.compile(layout.label.format(any_label), re.M)


def _article(lines: list[str], where: str, name: str, layout: Layout) -> Article:
    """Return the article of a document.

    Raises:
        ArticleError: no text was found in it.
    """
    found = _read(lines, layout)
    layout.head(found)
    if not any(found.text):
        late = _read(lines, layout, late=True).text
        found.text = late if len(joined(late).split()) >= _FEWEST_WORDS else []
    text = joined(found.text)
    if not text:
        raise ArticleError(f"{where} looks like an export of {layout.name}, but its text was not found.")
    known = found.known
    days = (day(known.get(key)) for key in ("published", "LOAD-DATE", "Load-Date", "publisher"))
    return Article(
        text=clean(text),
        source=name,
        title=line(known.get("title")),
        author=_author(known.get("author"), surname_first=layout.surname_first),
        publisher=_outlet(known.get("publisher")),
        published=next(filter(None, days), None),
    )


def _read(lines: list[str], layout: Layout, *, late: bool = False) -> _Document:
    """Return what the labels of a document hold, what has none, and its text.

    Args:
        lines: the document.
        layout: how it is written.
        late: whether what has no label is the text, below the labels too that stand below it as a rule.
    """
    roles, pattern = _roles(layout.labels), _labels(layout)
    if layout.line_paragraphs and sum(not part.strip() for part in lines) < len(lines) * _BLANK_SHARE:
        lines = [part for full in lines for part in (full, "")]
    found = _Document()
    role, label, fresh = "above", "", True
    for raw in lines:
        bare = raw.strip()
        inside = role == "text" and not fresh and not layout.open_values
        match = None if inside else pattern.match(bare)
        if match:
            label, role = match["label"], roles[match["label"]]
            bare = (match["value"] or "").strip()
        if not bare:
            fresh = True
            {"text": found.text, "above": found.head}.get(role, []).append([])
            continue
        begins = fresh and not match and not layout.open_values
        if begins and role not in ("text", "above") and (late or role != "foot"):
            role = "text" if late else layout.below
        _take(found, role, label, bare, fresh)
        fresh = False
    return found


def _take(found: _Document, role: str, label: str, bare: str, fresh: bool) -> None:
    if role == "text":
        if not (_COPYRIGHT.search(bare) and len(bare) < 200):
            found.text[-1:] = [[*(found.text[-1] if found.text else []), bare]]
    elif role == "above":
        found.head[-1:] = [[*(found.head[-1] if found.head else []), bare]]
    else:
        key = label if role in ("head", "foot") else role
        before = found.known.get(key)
        found.known[key] = before if before and fresh else f"{before or ''} {bare}".strip()


def _author(value: object, *, surname_first: bool) -> str | None:
    text = line(value)
    if not text:
        return None
    names = [_ROLE.sub("", placeless(name)).strip(" .") for name in text.split(";")]
    return people([_SURNAME_FIRST.sub(r"\2 \1", name) if surname_first else name for name in names])


def _outlet(value: object) -> str | None:
    text = line(value)
    return re.sub(r"\s*\([^()]*\)\s*$", "", text.split(";")[0].strip()) or None if text else None


def _outlet_first(found: _Document) -> None:
    """Nexis: the outlet, the day, perhaps an edition, the headline."""
    paragraphs = list(_uncredited(found.head))
    lines = [(number, part) for number, paragraph in enumerate(paragraphs) for part in paragraph]
    at = next((at for at, (_, part) in enumerate(lines) if _is_day(part)), None)
    if at is not None:
        found.known.setdefault("published", lines[at][1])
        if at:
            found.known.setdefault("publisher", lines[at - 1][1])
        paragraphs = paragraphs[lines[at][0] + 1 :]
    elif len(paragraphs) > 1:
        found.known.setdefault("publisher", " ".join(paragraphs.pop(0)))
    titles = [" ".join(paragraph) for paragraph in paragraphs]
    titles = [part for part in titles if not (_EDITION.search(part) and len(part.split()) < _EDITION_WORDS)] or titles
    if titles:
        found.known.setdefault("title", titles[0])


def _title_first(found: _Document) -> None:
    """Nexis Uni: the headline, the outlet, the day; above the first of all a cover."""
    lines = [part for paragraph in _uncredited(found.head) for part in paragraph]
    at = next((at for at in range(len(lines) - 1, 1, -1) if _is_day(lines[at])), None)
    if at is not None:
        found.known.setdefault("published", lines[at])
        found.known.setdefault("publisher", lines[at - 1])
        found.known.setdefault("title", lines[at - 2])
    elif lines:
        found.known.setdefault("title", lines[0])


def _title_only(found: _Document) -> None:
    """ProQuest, and Factiva where it has labels: the headline, if anything."""
    titles = [" ".join(paragraph) for paragraph in _uncredited(found.head) if set(paragraph[0]) - set("_-=*· ")]
    if titles:
        found.known.setdefault("title", titles[0])


def _display(found: _Document) -> None:
    """Factiva as it is shown: perhaps a section, the headline, the byline, "60 words", the day, the outlet, its code,
    the language, the copyright, the text.
    """
    lines = [(number, part) for number, paragraph in enumerate(found.head) for part in paragraph]
    at = next((at for at, (_, part) in enumerate(lines) if _WORDS.match(part)), None)
    if at is None:
        return
    above = [part for _, part in lines[max(0, at - 4) : at]]
    if len(above) > 1 and (author_of(above[-1]) or _is_name(above[-1], above[-2])):
        found.known["author"] = above.pop()
    found.known["title"] = above[-1] if above else None
    below = lines[at + 1 : at + 1 + _HEAD_LINES]
    when = next((number for number, (_, part) in enumerate(below) if _is_day(part)), None)
    if when is None:
        return
    found.known["published"] = below[when][1]
    rest = [number for number in range(when + 1, len(below)) if not _CLOCK.match(below[number][1])]
    if not rest:
        return
    found.known["publisher"] = below[rest[0]][1]
    ends = [number for number in rest[1:] if _COPYRIGHT.search(below[number][1])]
    ends = ends or [number for number in rest[1:] if _LANGUAGE.match(below[number][1])] or [
        number for number in rest[1:3] if _CODE.match(below[number][1])
    ] or rest[:1]  # fmt: skip
    text: dict[int, list[str]] = {}
    for number, part in lines[at + 2 + ends[-1] :]:
        text.setdefault(number, []).append(part)
    found.text = list(text.values())


def _is_day(part: str) -> bool:
    return len(part) < _LONGEST_DAY and day(part) is not None


def _is_name(part: str, before: str) -> bool:
    words = part.split()
    return 1 < len(words) < 4 < len(before.split()) and all(word[0].isupper() for word in words)


def _uncredited(head: list[list[str]]) -> Iterator[list[str]]:
    for paragraph in head[-_LONGEST_HEAD:]:
        if kept := [part for part in paragraph if not _COPYRIGHT.search(part)]:
            yield kept


_NO_LABEL = r"(?!)(?P<label>{})(?P<value>)"
LAYOUTS = (
    Layout(
        name="Nexis",
        labels="nexis",
        label=r"^[ \t]*(?P<label>{}):[ \t]*(?P<value>.*)",
        proof=(re.compile(r"^[ \t]*(?:Document )?\d+ of \d+ DOCUMENTS?[ \t\r]*$", re.M | re.I),
               re.compile(r"^[ \t]*(?:LENGTH|LOAD-DATE|BYLINE|SECTION|BODY):", re.M)),
        begins=re.compile(r"^[ \t]*(?:Document )?\d+ of (?P<of>\d{1,7}) DOCUMENTS?[ \t]*$", re.I),
        head=_outlet_first,
        below="text",
    ),
    Layout(
        name="Nexis",
        labels="nexisuni",
        label=r"^[ \t]*(?P<label>{})(?::[ \t]*(?P<value>.*)|[ \t\r]*$)",
        proof=(re.compile(r"^[ \t]*End of Document[ \t\r]*$", re.M | re.I),
               re.compile(r"^[ \t]*(?:Body|Length:|Load-Date:)", re.M)),
        ends=re.compile(r"^End of Document$", re.I),
        head=_title_first,
        below="above",
        line_paragraphs=True,
    ),
    Layout(
        name="Factiva",
        labels="factiva",
        label=(
            r"^(?P<label>{})"
            r"(?:(?:[ ]?[\t\xa0|][ \t\xa0|]*|[ ]{{2,}}|[ ](?!(?<=IN |RE |CO |NS )[A-Z]{{2}}))(?P<value>.*)|[ \t\r]*$)"
        ),
        proof=(re.compile(r"^HD(?:[ \t\xa0|]|[ \t\r]*$)", re.M),
               re.compile(r"^(?:LP|TD)(?:[ \t\xa0|]|[ \t\r]*$)", re.M)),
        ends=re.compile(r"^AN(?:[ \t\xa0]+Document .*)?$"),
        head=_title_only,
        open_values=True,
    ),
    Layout(
        name="Factiva",
        labels="factiva",
        label=_NO_LABEL,
        proof=(re.compile(r"^[ \t]*Document [A-Za-z0-9]{12,40}[ \t\r]*$", re.M),
               re.compile(r"^[ \t]*[\d,.]+ words[ \t\r]*$", re.M | re.I)),
        ends=re.compile(r"^Document [A-Za-z0-9]{12,40}$"),
        head=_display,
    ),
    Layout(
        name="ProQuest",
        labels="proquest",
        label=r"^[ \t]*(?P<label>{}):[ \t]*(?P<value>.*)",
        proof=(re.compile(r"^[ \t]*Full text:", re.M | re.I),
               re.compile(r"^[ \t]*(?:Publication (?:title|info)|ProQuest document ID|Source type):", re.M)),
        begins=re.compile(r"^[ \t]*Document \d+ of (?P<of>\d{1,7})[ \t]*$", re.I),
        head=_title_only,
        surname_first=True,
    ),
)  # fmt: skip
"""The layouts, those first that are told most surely."""
