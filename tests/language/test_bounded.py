"""Hostile texts take no longer than news of their length: no sentence is endless, and time grows with the text."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import Article
from geo.language import pipeline
from geo.language.document.borders import LONGEST

SIZE = 6_000
RATIO, TRIES = 3.0, 3
"""Most that twice the text may take of the time; measured anew where another process was in the way."""
SLACK = 0.3
"""Seconds that are no measure of anything."""
ENDLESS = [
    "attack in Paris and ",
    "attack in Paris, bombing in Lyon, ",
    "he said that ",
    "John Smith and Mary Jones of ",
    "killed; wounded; ",
    "U.S. ",
    "“so she said, ",
    "\n\n",
    "( [ ",
]
WORDS = st.sampled_from(
    ["attack", "in", "Paris", "said", ",", ";", "and", ".", "“", "”", "’", "the", "Mr", "U.S.", "Monday", "who", "\n\n"]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(100, 600))
def test_no_sentence_is_endless(nlp, words, times):
    doc = nlp(pipeline.make_doc(nlp, Article(text="News. " + " ".join(words * times))))
    assert max(len(sentence) for sentence in doc.sents) <= 4 * LONGEST


@pytest.mark.parametrize("part", ENDLESS)
def test_time_grows_with_the_text(nlp, part):
    def seconds(size: int) -> float:
        start = process_time()
        list(pipeline.parse(nlp, [Article(text="News. " + (part * (size // len(part) + 1))[:size])]))
        return process_time() - start

    seconds(SIZE)
    assert any(seconds(2 * SIZE) <= RATIO * seconds(SIZE) + SLACK for _ in range(TRIES))
