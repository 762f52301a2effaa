"""What else the names of places name, taken from WordNet's files and a list of brands."""

import json

import pytest

from geo.errors import ArticleError
from geo.gazetteer import Gazetteer
from geo.language.toponyms.lexicon import namesakes as kept
from geo.language.training.namesakes import namesakes, write_namesakes

NOUNS = (
    "00000001 17 n 01 celestial_body 0 000 | body",
    "00000002 17 n 02 Jupiter 0 jove 0 001 @i 00000001 n 0000 | planet",
    "00000003 18 n 02 Clinton 0 Bill_Clinton 0 000 | president",
    "00000004 06 n 01 Panama_hat 0 000 | hat",
    "00000005 15 n 01 Panama 0 000 | country",
    "00000006 10 n 01 programming_language 0 000 | language",
    "00000007 10 n 01 Java 0 001 @ 00000006 n 0000 | language",
    "00000008 15 n 01 Java 0 000 | island",
    "00000010 13 n 01 cheddar 0 000 | cheese",
)
INDEX = (
    "jupiter n 1 0 1 0 00000002",
    "clinton n 1 0 1 0 00000003",
    "panama_hat n 1 0 1 0 00000004",
    "panama n 1 0 1 0 00000005",
    "java n 2 0 2 0 00000008 00000007",
    "cheddar n 1 0 1 0 00000010",
)
ADJECTIVES = "00000009 01 a 02 Olympic 0 fast(a) 0 000 | of the games"


@pytest.fixture
def wordnet(tmp_path):
    (tmp_path / "data.noun").write_text("".join(f"{line}  \n" for line in NOUNS))
    (tmp_path / "index.noun").write_text("".join(f"{line}  \n" for line in INDEX))
    (tmp_path / "data.adj").write_text(f"{ADJECTIVES}  \n")
    return tmp_path


def test_a_name_has_the_class_of_its_first_sense(wordnet):
    brands = wordnet / "brands.json"
    brands.write_text(json.dumps([{"title": "Nokia"}, {"title": "Jordan"}]))
    found = namesakes(wordnet, brands, ["Banco Santander, S.A."], Gazetteer.open().lookup)
    assert found == {
        "firm": {"nokia", "banco santander", "banco santander sa", "santander"},
        "thing": {"jupiter"},
        "person": {"clinton"},
        "compound": {"panama hat"},
        "goods food": {"cheddar"},
        "language": {"java"},
        "adjective": {"olympic"},
    }
    out = wordnet / "namesakes.tsv"
    write_namesakes(found, out)
    assert "person\tclinton\n" in out.read_text("utf-8")


def test_a_list_that_is_none_is_refused(wordnet):
    brands = wordnet / "brands.json"
    brands.write_text("[{}]")
    with pytest.raises(ArticleError, match="simple-icons"):
        namesakes(wordnet, brands, [], Gazetteer.open().lookup)


def test_the_kept_table_knows_firms_bodies_and_things():
    table = kept()
    assert [table[name] for name in ("nokia", "nato", "mars", "olympic")] == ["firm", "body", "thing", "adjective"]
