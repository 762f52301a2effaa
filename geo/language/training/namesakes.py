"""What else the names of places are names of: firms, people, bodies, things; and common compounds that hold one."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geo.errors import ArticleError
from geo.gazetteer import Entry, normalise
from geo.language.training.wordnet import Synset, lemmas, synsets

Lookup = Callable[[str], tuple[Entry, ...]]

_GROUPS, _OBJECTS, _PEOPLE, _TIMES = 14, 17, 18, 28
"""Numbers of WordNet's lexicographer files."""
_GOODS = frozenset((5, 6, 13, 20, 27))
"""Animals, artefacts, food, plants and substances: what compounds with a place's name are names of."""
_GROWN = {5: "animal", 13: "food", 20: "plant"}
"""Files of goods that are called by a place's name alone: a Jersey, Cheddar."""
_CELESTIAL, _PROGRAMMING = "celestial_body", "programming_language"
_LEAST = 20_000
"""Least importance of the place in a compound: a smaller one nobody reads into it."""
_STATES = frozenset(("european union", "iceland", "jordan"))
"""Brands that are those of the states, or little beside the state of their name."""
_LEGAL = re.compile(
    r"(?:,? (?:Inc|Incorporated|Corp|Corporation|plc|PLC|AG|SE|SA|S\.A|S\.p\.A|NV|N\.V|Ltd|Limited|Co|Company|Oyj|AB"
    r"|ASA|A/S|KGaA|\(publ\))\.?)+$"
)


def namesakes(folder: Path, brands: Path, companies: Iterable[str], lookup: Lookup) -> dict[str, set[str]]:
    """Return names of firms, and names of places that are those of a "person", "body", "thing" or in a "compound" too.

    A name has a class of WordNet's by its first sense, the most frequent: a thing is a star, a planet or a time. Names
    of the languages of computers and adjectives in capitals (Olympic) are classes of their own, and so are the names of
    animals, food and plants by any sense: Jersey, Cheddar.

    Args:
        folder: WordNet's database files.
        brands: `simple-icons.json`, a list of {"title"}.
        companies: names of listed companies, with their legal forms.
        lookup: the gazetteer's.

    Raises:
        ArticleError: a file is missing or damaged.
    """
    found: dict[str, set[str]] = {"firm": set()}
    for name in (*_titles(brands), *companies):
        for form in {name, bare := _LEGAL.sub("", name), bare.removeprefix("Banco ")}:
            if form[:1].isupper() and len(form) > 1 and form.lower() not in _STATES:
                found["firm"].add(normalise(form))
    table = dict(synsets(folder, "noun"))
    for lemma, senses in lemmas(folder, "noun"):
        name = lemma.replace("_", " ")
        kinds = []
        if " " in name:
            first, *rest = name.split(" ")
            if len(rest) == 1 and table[senses[0]].file in _GOODS and _is_known(lookup(first)):
                kinds.append("compound")
        elif any(entry.form not in ("demonym", "partial") for entry in lookup(name)):
            kinds = [kind for kind in (_class(table, senses, lemma), _language(table, senses)) if kind]
            files = dict.fromkeys(table[sense].file for sense in senses) if lemma.isalpha() else ()
            kinds += [f"goods {_GROWN[file]}" for file in files if file in _GROWN]
        for kind in kinds:
            found.setdefault(kind, set()).add(normalise(name))
    found["adjective"] = set(_adjectives(folder, lookup))
    return found


def _class(table: dict[str, Synset], senses: list[str], lemma: str) -> str | None:
    """Return the class of a name's first sense, None where it is a place or no name."""
    synset = table[senses[0]]
    written = {lemma.capitalize(), lemma.upper()}
    if len(lemma) < 2 or not lemma.isalpha() or written.isdisjoint(synset.words):
        return None
    if synset.file == _TIMES or (synset.file == _OBJECTS and _is_below(table, synset, _CELESTIAL)):
        return "thing"
    return {_PEOPLE: "person", _GROUPS: "body"}.get(synset.file)


def _language(table: dict[str, Synset], senses: list[str]) -> str | None:
    """Return "language" where some sense of a name is a language that computers are programmed in."""
    return "language" if any(_is_below(table, table[sense], _PROGRAMMING) for sense in senses) else None


def _adjectives(folder: Path, lookup: Lookup) -> Iterator[str]:
    """Yield the names of places that are adjectives in capitals too, and no demonyms: Olympic."""
    for _, synset in synsets(folder, "adj"):
        for word in synset.words:
            entries = lookup(word) if word[0].isupper() and word.isalpha() and not word.isupper() else ()
            if entries and all(entry.form not in ("demonym", "code") for entry in entries):
                yield normalise(word)


def _is_below(table: dict[str, Synset], synset: Synset, word: str) -> bool:
    """Tell whether a synset with `word` is above a synset at any distance."""
    above, seen = list(synset.above), set(synset.above)
    while above:
        here = table[above.pop()]
        if word in here.words:
            return True
        above += [number for number in here.above if number not in seen]
        seen.update(here.above)
    return False


def _is_known(entries: tuple[Entry, ...]) -> bool:
    return any(entry.prior >= _LEAST and entry.form in ("preferred", "alternate") for entry in entries)


def _titles(brands: Path) -> Iterator[str]:
    try:
        rows = json.loads(brands.read_text("utf-8"))
        yield from (row["title"] for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArticleError(f"{brands} can't be read as the list of simple-icons: {error}") from error


def listed_companies() -> Iterator[str]:
    """Yield the names of the companies in the indices of pytickersymbols.

    Raises:
        ArticleError: the package isn't installed.
    """
    try:
        from pytickersymbols.indices_data import INDICES
    except ImportError as error:
        raise ArticleError("pytickersymbols is missing: pip install -r data/requirements.txt") from error
    for index in INDICES.values():
        yield from (company["name"] for company in index["companies"])


def write_namesakes(found: dict[str, set[str]], out: Path) -> None:
    """Write the table: a line a class, a tab, the names as the gazetteer's keys, apart by " | "."""
    head = "# Names of places that name something else as well: a class, a tab, names. Made by `geo train namesakes`.\n"
    rows = (f"{kind}\t{' | '.join(sorted(names))}\n" for kind, names in sorted(found.items()))
    out.write_text(head + "".join(rows), "utf-8")
