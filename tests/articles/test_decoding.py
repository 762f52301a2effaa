"""Encodings: Windows-1252 before its cousins, what is broken in part, and letters that were garbled before."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import Article, garbled, mend, read_bytes
from geo.articles.decoding import decode, encoding_of

WORDS = "The ferry from {} was late on Sunday, and the harbour office told passengers to wait until the wind fell."
QUOTED = "“It’s the storm,” said José Muñoz – the captain — of the ferry to {}."
WESTERN = ["Cádiz", "Mañón", "Alençon", "Växjö", "Ålesund", "Helsingør", "Maceió", "Fürth", "Évora", "Ceará",
           "Élancourt",
           "Île de Ré", "Ísafjörður", "Ávila", "Brasília", "Straße", "Zoë", "Örebro"]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso8859_15"])
@pytest.mark.parametrize("form", [WORDS, QUOTED])
@pytest.mark.parametrize("name", WESTERN)
def test_windows_1252_comes_before_its_cousins(name, form, encoding):
    try:
        data = form.format(name).encode(encoding)
    except UnicodeEncodeError:
        return
    assert decode(data, "story.txt") == form.format(name)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Łódź", "cp1250"), ("Wałbrzych", "cp1250"), ("Gdańsk", "cp1250"), ("Łomża", "iso8859_2"), ("İzmir", "cp1254"),
     ("Şanlıurfa", "cp1254"), ("Alençon", "mac_roman"), ("Växjö", "mac_roman"), ("“Évora”", "mac_roman"),
     ("Växjö", "utf-16-le"), ("Växjö", "utf-16-be"), ("Växjö", "utf-8-sig"), ("Łódź", "utf-32")],
)  # fmt: skip
def test_cousins_where_their_letters_fit_better(name, encoding):
    assert decode(WORDS.format(name).encode(encoding), "story.txt") == WORDS.format(name)


def test_a_text_that_is_broken_in_one_place_keeps_the_rest():
    data = QUOTED.format("Łódź").encode() + " São Tomé".encode("cp1252") + b" \x81"
    assert decode(data, "story.txt") == QUOTED.format("Łódź") + " São Tomé \ufffd"


def test_tables_are_decoded_beyond_their_beginning():
    rows = "title,text\n" + f'x,"{WORDS.format("Bari")}"\n' * 12_000 + f'x,"{WORDS.format("Växjö")}"\n'
    assert read_bytes("sheet.csv", rows.encode("cp1252"))[-1].text == WORDS.format("Växjö")


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=len(WORDS)))
def test_any_windows_text_is_decoded_somehow(text):
    data = text.encode("cp1252")
    assert isinstance(data.decode(encoding_of(WORDS.encode() + data, "x"), "western"), str)


GARBLED = QUOTED.format("Växjö").encode().decode("cp1252", "replace")


def test_garbled_letters_are_noticed_and_mended_where_asked_for():
    notes = []
    (article,) = read_bytes("a.jsonl", json.dumps({"text": GARBLED, "title": "VÃ¤xjÃ¶"}).encode(), on_note=notes.append)
    assert article.text == GARBLED and len(notes) == 1
    assert notes[0].startswith("a.jsonl: letters of 1 of 1 text are garbled") and "can be mended" in notes[0]
    mended = mend(article)
    assert (
        "Växjö" in mended.text and "José Muñoz" in mended.text and mended.title == "Växjö" and mended.id == article.id
    )


@pytest.mark.parametrize("text", [QUOTED.format("Växjö"), "Â", "NÃO", "ÄÖÜ", WORDS.format("Mañón"), ""])
def test_right_letters_are_not_garbled(text):
    assert garbled(text) is None and mend(Article(text=text)).text == text


@given(st.text("ÂÃâ€™œ\x80\x9d abñ", max_size=200))
def test_anything_is_mended_to_something(text):
    garbled(text)
    assert isinstance(mend(Article(text=text)).text, str)
