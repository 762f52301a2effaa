"""The classes of nouns and verbs, taken from WordNet's database files (Debian's package wordnet-base has them)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from geo.errors import ArticleError
from geo.paths import DATA

_LEXICOGRAPHER = {
    3: "abstract", 4: "act", 5: "animal", 6: "thing", 7: "attribute", 8: "body", 9: "idea", 10: "communication",
    11: "event", 12: "feeling", 13: "food", 14: "group", 15: "place", 16: "motive", 17: "thing", 18: "person",
    19: "phenomenon", 20: "plant", 21: "possession", 22: "process", 23: "quantity", 24: "relation", 25: "shape",
    26: "state", 27: "substance", 28: "time", 29: "body", 30: "change", 31: "cognition", 32: "communication",
    33: "competition", 34: "consumption", 35: "contact", 36: "creation", 37: "emotion", 38: "motion",
    39: "perception", 40: "possession", 41: "social", 42: "stative", 43: "weather",
}  # fmt: skip
"""WordNet's lexicographer files by number (lexnames.5WN); natural objects count as things."""
_ROOTS = {
    "army": "military_unit force.2 armed_service serviceman combatant warrior guerrilla",
    "police": "police lawman law_enforcement_agency",
    "crowd": "crowd protester demonstrator gathering mob",
    "court": "court judge jury lawyer",
    "team": "team athlete player contestant",
    "firm": "company corporation enterprise.2 financial_institution industry",
    "government": "government ministry legislature executive_department government_department",
    "official": "leader politician official representative diplomat",
    "criminal": "criminal prisoner suspect",
    "worker": "worker employee skilled_worker",
    "vehicle": "vehicle aircraft vessel.2 craft.2",
    "weapon": "weapon explosive ammunition explosive_device",
    "nature": "atmospheric_phenomenon geological_phenomenon weather flood body_of_water natural_disaster fire.1",
    "disease": "illness disease pathogen microorganism injury.1 ill_health",
    "money": "money currency cost payment asset income loss.3 debt financial_gain",
    "document": "document written_communication law.2 agreement.1 contract law.1",
    "building": "building structure.1 way.6 road",
    "contest": "contest.1 match.2 game sport tournament athletic_game",
    "crime": "crime",
    "time": "time_period time_unit",
}
"""Synsets (word, and the number of its sense where it isn't the first) under which a noun has a narrower class."""


class Synset(NamedTuple):
    """The number of its lexicographer file, the synsets above it, and its words as WordNet writes them."""

    file: int
    above: tuple[str, ...]
    words: tuple[str, ...]


def word_classes(folder: Path, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Return the words of each class ("noun army", "verb motion") by their first sense, WordNet's most frequent.

    Args:
        folder: WordNet's database files (data.noun, index.noun, data.verb, index.verb).
        wanted: the words to keep.

    Raises:
        ArticleError: a file is missing.
    """
    keep = set(wanted)
    found: dict[str, list[str]] = {}
    for part in ("noun", "verb"):
        table, senses = dict(synsets(folder, part)), dict(lemmas(folder, part))
        roots = _roots(senses) if part == "noun" else {}
        for word in sorted(keep & senses.keys()):
            name = _class(senses[word][0], table, roots)
            found.setdefault(f"{part} {name}", []).append(word)
    return found


def _roots(senses: dict[str, list[str]]) -> dict[str, str]:
    roots: dict[str, str] = {}
    for name, words in _ROOTS.items():
        for text in words.split():
            word, _, number = text.partition(".")
            if word in senses and int(number or 1) <= len(senses[word]):
                roots[senses[word][int(number or 1) - 1]] = name
    return roots


def _class(offset: str, table: dict[str, Synset], roots: dict[str, str]) -> str:
    """Return the class of the nearest root above a synset, else that of its lexicographer file."""
    level, seen = [offset], {offset}
    while level:
        if name := next((roots[o] for o in level if o in roots), None):
            return name
        level = [a for o in level for a in table[o].above if a not in seen]
        seen.update(level)
    return _LEXICOGRAPHER[table[offset].file]


def synsets(folder: Path, part: str) -> Iterator[tuple[str, Synset]]:
    """Yield the synsets of a part of speech by their numbers."""
    for line in _lines(folder / f"data.{part}"):
        columns = line.split("|", 1)[0].split()
        pointers = 4 + 2 * int(columns[3], 16)
        ends = range(pointers + 1, pointers + 1 + 4 * int(columns[pointers]), 4)
        above = tuple(columns[n + 1] for n in ends if columns[n] in ("@", "@i"))
        words = tuple(word.partition("(")[0] for word in columns[4 : 4 + 2 * int(columns[3], 16) : 2])
        yield columns[0], Synset(int(columns[1]), above, words)


def lemmas(folder: Path, part: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the lemmas of a part of speech, each with the numbers of its synsets, the most frequent sense first."""
    for line in _lines(folder / f"index.{part}"):
        columns = line.split()
        yield columns[0], columns[-int(columns[2]) :]


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="latin-1") as stream:
            yield from (line for line in stream if not line.startswith("  "))
    except OSError as error:
        raise ArticleError(f"WordNet's file {path.name} can't be read: {error}") from error


def write_classes(folder: Path, out: Path) -> None:
    """Write the table of classes of the words in `data/lexicons/english_words.txt`."""
    listed = (DATA / "lexicons" / "english_words.txt").read_text("utf-8").split()
    rows = word_classes(folder, listed)
    head = "# Classes of nouns and verbs by their first sense in WordNet 3.0: a class, a tab, lemmas.\n"
    out.write_text(head + "".join(f"{name}\t{' '.join(words)}\n" for name, words in sorted(rows.items())), "utf-8")
