"""The remembering attribute ruler gives every word what spaCy's own ruler gives it."""

import pytest
import spacy
from spacy.pipeline import AttributeRuler

from geo.language import attributes, pipeline
from geo.language.attributes import RememberingAttributeRuler

TEXTS = (
    "There is a well in Lagos. They're gonna rebuild it, and he ain't sorry.",
    "Let's go, y'all: c'mon! I've got ta say that nobody'd have done that.\n\nShe did do it once.",
    "It was the mayor that we met; those who had it gave it to him. But you did well.",
    "",
)


@pytest.fixture(scope="module")
def tagged():
    """Return spaCy's model up to its rules, and the rules."""
    nlp = spacy.load(pipeline.best_model(), exclude=["lemmatizer", "ner"])
    return nlp, nlp.get_pipe("attribute_ruler")


def _remembering(rules: AttributeRuler) -> RememberingAttributeRuler:
    ruler = RememberingAttributeRuler(rules.vocab, "rules")
    ruler.add_patterns(rules.patterns)
    return ruler


def test_matches_are_those_of_spacy(tagged):
    nlp, rules = tagged
    ruler = _remembering(rules)
    with nlp.select_pipes(disable=["attribute_ruler"]):
        for doc in nlp.pipe([*TEXTS, *TEXTS]):
            assert ruler.match(doc) == [tuple(match) for match in rules.match(doc)]


def test_words_get_what_spacy_gives_them(tagged):
    nlp, rules = tagged
    ruler = _remembering(rules)
    for text in TEXTS:
        with nlp.select_pipes(disable=["attribute_ruler"]):
            one, other = nlp(text), nlp(text)
        columns = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
        assert (ruler(one).to_array(columns) == rules(other).to_array(columns)).all()


def test_rules_added_later_hold_too(tagged):
    nlp, rules = tagged
    ruler = _remembering(rules)
    doc = nlp(TEXTS[0])
    ruler(doc)
    ruler.add([[{"LOWER": "lagos"}], [{"LOWER": "a"}, {"LOWER": "well"}]], {"LEMMA": "Eko"})
    assert [token.lemma_ for token in ruler(doc) if token.lower_ in ("lagos", "a")] == ["Eko", "Eko"]


def test_what_is_remembered_is_bounded(tagged, monkeypatch):
    nlp, rules = tagged
    monkeypatch.setattr(attributes, "_MOST", 5)
    ruler = _remembering(rules)
    for text in TEXTS:
        doc = nlp(text)
        assert ruler.match(doc) == [tuple(match) for match in rules.match(doc)]


def test_rules_outlive_writing_and_reading(tagged):
    _, rules = tagged
    read = RememberingAttributeRuler(rules.vocab, "rules").from_bytes(_remembering(rules).to_bytes())
    assert len(read.patterns) == len(rules.patterns)
    assert read._asked == _remembering(rules)._asked


def test_engine_has_it(nlp):
    assert isinstance(nlp.get_pipe("attribute_ruler"), RememberingAttributeRuler)
