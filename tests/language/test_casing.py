"""Capitals and headlines rewritten as running text, and everything else left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import Article
from geo.language import pipeline
from geo.language.casing import recase
from geo.language.document import read_document

BODY = "\n\nThe council met on Monday. Nobody from Reading came, and the turkey was cold."


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("POLICE IN KARACHI SAID THEY HELD NINE MEN.", "Police in Karachi said they held nine men."),
        ("STORM HITS NEW YORK AND THE HAGUE", "Storm hits New York and The Hague"),
        ("THE UN AND THE US MEET IN LA PAZ TODAY", "The UN and the US meet in La Paz today"),
        ("Train Derails Near Pune, Injuring Dozens" + BODY, "Train derails near Pune, injuring dozens" + BODY),
        ("Council Talks In Reading End Without Vote" + BODY, "Council talks in Reading end without vote" + BODY),
        ("FIRES CLOSE ROADS IN TURKEY AND CHILE", "Fires close roads in Turkey and Chile"),
    ],
)
def test_what_is_shouted_or_titled(text, want):
    assert recase(text, read_document(text)) == want


@pytest.mark.parametrize(
    "text",
    [
        "KARACHI (Reuters) - Gunmen shot two officers, police said.",
        "ST. LOUIS, Mo. — A barge struck a pier.",
        "NATO, the EU and the UN met in Geneva.",
        "The FBI, CIA, NSA and DEA were asked.",
        "Maria Lopez, John Brown, Peter Smith, Anna Baker\n\nThe four were seen in Leeds.",
        "Floods cut roads in Queensland\n\nTownsville was cut off.",
        "",
    ],
)
def test_what_is_left_alone(text):
    assert recase(text, read_document(text)) == text


WORDS = [
    "THE",
    "ROAD",
    "TO",
    "PARIS",
    "ı",
    "ß",
    "ẞ",
    "İZMİR",
    "O'HARE",
    "Said",
    "old",
    ".",
    "\n",
    "\n\n",
    "“",
    "1",
    "ÉVIAN",
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_only_case_changes_and_no_offset(text):
    new = recase(text, read_document(text))
    assert len(new) == len(text)
    assert new.lower() == text.lower()


def test_records_keep_the_articles_own_words(nlp):
    text = "PRESIDENT RUTO FLEW TO NAIROBI ON MONDAY AND MET THE MAYOR."
    (record,) = pipeline.parse(nlp, [Article(text=text)])
    assert [mention["text"] for mention in record["mentions"]] == ["NAIROBI"]
    assert record["text"] == text
