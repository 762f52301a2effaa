"""Date expressions: what they span and which days they mean, read in an article of Thursday, 26 November 2015."""

from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import geo.language.dates  # noqa: F401
from geo.language.pipeline import best_model


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.load(best_model())
    nlp.add_pipe("dateline_dates")
    return nlp


def read(nlp, text, published="2015-11-26"):
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)._.dates


CASES = [
    ("They met on Thursday.", "Thursday", "2015-11-26", "2015-11-26", "day"),
    ("The ministers met in Geneva on Monday.", "Monday", "2015-11-23", "2015-11-23", "day"),
    ("The ministers will meet in Geneva on Monday.", "Monday", "2015-11-30", "2015-11-30", "day"),
    ("Talks are set to resume on Wednesday.", "Wednesday", "2015-12-02", "2015-12-02", "day"),
    ("A march planned for Saturday and Sunday was banned.", "Saturday and Sunday", "2015-11-28", "2015-11-29", "days"),
    ("The trial opens next Tuesday.", "next Tuesday", "2015-12-01", "2015-12-01", "day"),
    ("He was held late on Tuesday night.", "late on Tuesday night", "2015-11-24", "2015-11-24", "day"),
    ("Friday's attack shook the city.", "Friday", "2015-11-20", "2015-11-20", "day"),
    ("They were planning an attack on November 18 or 19.", "November 18 or 19", "2015-11-18", "2015-11-19", "days"),
    ("The fair ran from 30 October to 4 November.", "30 October to 4 November", "2015-10-30", "2015-11-04", "days"),
    ("It took place on Nov. 13-14, 2014.", "Nov. 13-14, 2014", "2014-11-13", "2014-11-14", "days"),
    ("On Dec. 5 they will vote.", "Dec. 5", "2015-12-05", "2015-12-05", "day"),
    ("The dam broke on Dec. 5.", "Dec. 5", "2014-12-05", "2014-12-05", "day"),
    ("It happened on Saturday, 14 November 2015.", "Saturday, 14 November 2015", "2015-11-14", "2015-11-14", "day"),
    ("Parliament will vote next week.", "next week", "2015-11-30", "2015-12-04", "week"),
    ("Police closed in on them last week.", "last week", "2015-11-16", "2015-11-22", "week"),
    ("The country has been at war since 2011.", "2011", "2011-01-01", "2015-11-26", "since"),
    ("They have been on strike since Monday.", "Monday", "2015-11-23", "2015-11-26", "since"),
    ("It has been more than a week since the warrant came.", "more than a week", "2015-11-12", "2015-11-19", "week"),
    ("Two boys drowned two days ago.", "two days ago", "2015-11-24", "2015-11-24", "day"),
    ("The law passed earlier this month.", "earlier this month", "2015-11-01", "2015-11-26", "month"),
    ("The river flooded in the summer of 2014.", "the summer of 2014", "2014-06-01", "2014-08-31", "season"),
    ("Crime rose in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "years"),
    ("They fought between 2011 and 2013.", "2011 and 2013", "2011-01-01", "2013-12-31", "years"),
    ("Elections are due in March.", "March", "2016-03-01", "2016-03-31", "month"),
    ("He was arrested in late October.", "late October", "2015-10-21", "2015-10-31", "days"),
    ("The flag was raised yesterday.", "yesterday", "2015-11-25", "2015-11-25", "day"),
    ("Clashes broke out over the weekend.", "the weekend", "2015-11-21", "2015-11-22", "days"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last", "precision"), CASES, ids=[c[1] for c in CASES])
def test_expression_is_found_and_resolved(nlp, text, words, first, last, precision):
    found = read(nlp, text)
    assert [(d["text"], d["date"], d["date_end"], d["precision"]) for d in found] == [(words, first, last, precision)]


def test_next_day_follows_the_day_told(nlp):
    found = read(nlp, "He vanished on November 13. The next day his car was found.")
    assert [d["date"] for d in found] == ["2015-11-13", "2015-11-14"]


@pytest.mark.parametrize(
    "text", ["May I come?", "They march on.", "About 2015 people came.", "It cost $1999.", "It sold 2,011 cars."]
)
def test_what_only_looks_like_a_date_is_none(nlp, text):
    assert read(nlp, text) == []


def test_without_a_day_of_publication_only_absolute_dates_are_read(nlp):
    found = read(nlp, "On Monday and on 5 May he spoke of the war of 2003.", published=None)
    assert [d["text"] for d in found] == ["2003"]


def test_a_dateline_stands_in_for_the_day_of_publication(nlp):
    found = read(nlp, "MOSCOW, November 26, 2015 - The two met on Monday.", published=None)
    assert [d["date"] for d in found] == ["2015-11-26", "2015-11-23"]


PIECES = ["on", "Monday", "November 18 or 19", "since 2011", "the 1990s", "two days ago", ",", ".", "31 Feb", "\n"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES) | st.text(max_size=6),
        max_size=25,
    )
)
def test_any_text_is_read_and_every_offset_points_at_its_words(words):
    text = " ".join(words)
    for found in read(_shared(), text):
        assert found["text"] == text[found["start"] : found["end"]]
        assert date.fromisoformat(found["date"]) <= date.fromisoformat(found["date_end"])


_NLP = []


def _shared():
    if not _NLP:
        _NLP.append(spacy.load(best_model()))
        _NLP[0].add_pipe("dateline_dates")
    return _NLP[0]
