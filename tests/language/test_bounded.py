"""Hostile texts take no longer than news of their length: no sentence is endless, and time grows with the text."""

import random
from itertools import cycle
from statistics import median
from time import process_time

import pytest
from hypothesis import Phase, given, settings, target
from hypothesis import strategies as st

from geo.articles import Article
from geo.gazetteer import Gazetteer
from geo.language import pipeline
from geo.language.coreference.pronouns import PRONOUNS
from geo.language.document.borders import FURTHEST
from geo.language.events import TRIGGERS
from geo.language.events.lexicon import Lexicon
from geo.language.people.lexicon import people_lexicon
from geo.language.quotes.lexicon import cue_verbs
from geo.language.toponyms.lexicon import ordinary_words, personal_names
from geo.ontology import event_types

SIZE = 10_000
RATIO = 2.5
"""Most that twice the text may take of the processor's time."""
SLACK = 0.1
"""Seconds of it that are no measure of anything: twice the least that a busy machine tells apart, on ten words."""
TRIES = 3
"""Measurements whose medians are compared where the first one is over the ratio."""
LONGEST, MOST_SECONDS = 100_000, 30
"""Characters of the longest article of a hosted app, and the most that it may take of one core."""
WORDS = (
    ",", ".", ";", ":", "“", "”", "‘", "’", '"', "'", "(", ")", "-", "—", "1", "a", "X", "and", "in", "of", "the",
    "who", "that", "said", "he", "to", "killed", "attack", "Mr", "U.S.", "Paris", "John", "Smith", "Monday", "2015",
    "mayor", "police", "'s",
)  # fmt: skip
CLASSES = ("town", "country", "person", "role", "trigger", "cue", "pronoun", "word", "mark")
"""Kinds of words of which a text has ever new ones."""
GLUE = st.sampled_from([" ", ", ", ". ", "; ", "", "\n\n"])
PARTS = st.lists(st.sampled_from((*WORDS, *CLASSES)), min_size=1, max_size=6)
REPEATED = [
    "attack in Paris and ",
    "attack in Paris, bombing in Lyon, ",
    "A. B. ",
    "U.S. ",
    "Smith said. ",
    "“so she said, ",
    "killed; wounded; ",
    "“I attacked,” ",
    "_",
]
"""Texts whose time once grew faster than they did, or was out of all proportion."""
DRAWN = [
    (["trigger", "in", "town"], ", "),
    (["town"], "\n\n"),
    (["“", "word", ",", "”", "said", "person"], " "),
    (["person", ",", "role", "of", "town"], ", "),
    (["John", "person", "cue", "that", "pronoun"], ". "),
]
"""The same of texts of ever new words."""


@pytest.fixture(scope="module")
def drawn():
    """Return a text of parts, each a word or the class of which the next is drawn, and of what stands between them."""
    gazetteer, (given_names, surnames) = Gazetteer.open(), personal_names()
    lexicon = Lexicon([TRIGGERS], event_types())
    people = zip(cycle(given_names), sorted(surnames, key=surnames.__getitem__), strict=False)
    known = {
        "town": [place.name for place in gazetteer.largest("city", 9_000)],
        "country": [place.name for place in gazetteer.largest("country", 200)],
        "person": [f"{given} {surname}".title() for given, surname in people],
        "role": sorted(people_lexicon().roles),
        "trigger": sorted({*lexicon.verbs, *lexicon.nouns}),
        "cue": sorted(cue_verbs()),
        "pronoun": sorted(PRONOUNS),
        "word": sorted(ordinary_words()),
        "mark": list("“”‘’\"'«»„()[]{}-–—…,.;:!?/|*•#@&%$€+=<>"),
    }

    def text(parts: list[str], glue: str, size: int) -> str:
        draw, pieces, length = random.Random(0), ["News. "], 0
        for part in cycle(parts):
            piece = (draw.choice(known[part]) if part in known else part) + (glue if part is parts[-1] else " ")
            pieces.append(piece)
            length += len(piece)
            if length >= size:
                return "".join(pieces)[:size]

    return text


@pytest.fixture(scope="module")
def seconds(nlp):
    """Return what an article takes of the processor's time."""

    def seconds(text: str) -> float:
        start = process_time()
        list(pipeline.parse(nlp, [Article(text=text)]))
        return process_time() - start

    seconds("News. A man was killed in Paris on Monday, he said.")
    return seconds


def assert_grows_with(seconds, text: str) -> float:
    """Return how much more a text takes than its first half, which is no more than `RATIO`."""
    measured: list[tuple[float, float]] = []
    while True:
        measured.append((seconds(text[: len(text) // 2]), seconds(text)))
        half, whole = (median(times) for times in zip(*measured, strict=True))
        if whole <= RATIO * half + SLACK:
            return whole / half
        assert len(measured) < TRIES, f"{half:.2f} s, and {whole:.2f} s for twice the text: {text[:60]!r}"


@settings(max_examples=25, deadline=None)
@given(PARTS, st.integers(100, 600))
def test_no_sentence_is_endless(nlp, parts, times):
    doc = nlp(pipeline.make_doc(nlp, Article(text="News. " + " ".join(parts * times))))
    assert max(len(sentence) for sentence in doc.sents) <= FURTHEST


@pytest.mark.parametrize(
    "part",
    ["who said ", "the attack's ", "the attack that caused ", "want to begin to ", "Smith's brother's ", "A, B and "],
)
def test_no_text_is_too_deep(nlp, part):
    assert list(pipeline.parse(nlp, [Article(text=("News. " + part * SIZE)[:SIZE])]))


@pytest.mark.parametrize("part", REPEATED)
def test_time_grows_with_a_repeated_text(seconds, part):
    assert_grows_with(seconds, ("News. " + part * SIZE)[: 2 * SIZE])


@pytest.mark.parametrize(("parts", "glue"), DRAWN)
def test_time_grows_with_a_text_of_new_words(seconds, drawn, parts, glue):
    assert_grows_with(seconds, drawn(parts, glue, 2 * SIZE))


@settings(max_examples=6, deadline=None, phases=[Phase.generate, Phase.target])
@given(PARTS, GLUE)
def test_time_grows_with_any_text(seconds, drawn, parts, glue):
    target(assert_grows_with(seconds, drawn(parts, glue, 2 * SIZE)))


@pytest.mark.parametrize(("parts", "glue"), [(["trigger", "in", "town"], ", "), (["2", "-", "1"], "")])
def test_the_longest_text_takes_a_bounded_time(seconds, drawn, parts, glue):
    assert seconds(drawn(parts, glue, LONGEST)) <= MOST_SECONDS
