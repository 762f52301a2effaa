"""One mention of a person by name."""

from dataclasses import dataclass, field

from geo.language.people.lexicon import Gender, fold, people_lexicon


@dataclass(slots=True)
class Name:
    """One mention of a person by name: tokens `first` to `last` (exclusive), titles left out of `words`."""

    first: int
    last: int
    words: list[str]
    roles: list[str] = field(default_factory=list)
    gender: Gender | None = None
    title: bool = False
    places: list[str] = field(default_factory=list)
    """Constituency set beside the name: Ohio in "Sen. Raymond Cole, R-Ohio"."""

    keys: list[str] = field(init=False)
    """The words folded for comparison, suffixes (Jr.) and Arabic articles left out."""

    def __post_init__(self) -> None:
        suffixes = people_lexicon().suffixes
        folded = [fold(word) for word in self.words]
        self.keys = [_bare(word) for word in folded if word not in suffixes] or folded


def _bare(word: str) -> str:
    for prefix in ("al-", "el-", "al‑"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return word[len(prefix) :]
    return word
