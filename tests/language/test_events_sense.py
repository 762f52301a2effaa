"""The type of an event by who acts, what is acted upon and what the text is about."""

import pytest

from geo.errors import ArticleError
from geo.language.events import TRIGGERS
from geo.language.events.classes import Topics, noun_class, verb_class
from geo.language.events.lexicon import Lexicon
from geo.language.events.sense import Softmax, choice, known_senses, sensed
from geo.language.events.triggers import find_triggers
from geo.language.parse import Parse
from geo.language.training.senses import EXAMPLES, Sample, chosen, fit, own_examples
from geo.language.training.wordnet import word_classes
from geo.ontology import event_types


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon([TRIGGERS], event_types())


@pytest.fixture(scope="module")
def type_of(nlp, lexicon):
    def type_of(text, word):
        parse = Parse(nlp(text))
        found = {parse.lower[t.anchor if t.noun is None else t.noun]: t for t in find_triggers(parse, lexicon)}
        (trigger,) = sensed(parse, [found[word]], lexicon, known_senses())
        return trigger.type

    return type_of


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("An earthquake struck western Peru on Sunday.", "struck", "DISASTER"),
        ("The hurricane killed nine people in Honduras.", "killed", "DISASTER"),
        ("Warplanes struck the airport in the night.", "struck", "ASSAULT"),
        ("The striker struck late as Albion won the match and went top of the league.", "struck", "SPORT"),
        ("The hosts beat Denmark 4-0 in the World Cup qualifier.", "beat", "SPORT"),
        ("Riot police beat demonstrators with batons.", "beat", "ASSAULT"),
        ("Exports fell in June as demand for cars weakened, the economy ministry said.", "fell", "ECONOMY"),
        ("The flood cut the road to the village.", "cut", "DISASTER"),
        ("The union struck at two plants of the carmaker.", "struck", "PROTEST"),
    ],
)
def test_one_word_has_the_type_of_those_around_it(type_of, text, word, wanted):
    assert type_of(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The meeting in Oslo collapsed on Monday.", "collapsed", "CONSULT"),
        ("The trial opened in Kigali on Monday.", "opened", "COURT"),
        ("The roof of the market collapsed in Riga.", "collapsed", "ACCIDENT"),
    ],
)
def test_how_an_event_goes_has_the_type_of_the_noun_that_names_it(nlp, lexicon, text, word, wanted):
    parse = Parse(nlp(text))
    found = sensed(parse, find_triggers(parse, lexicon), lexicon, known_senses())
    assert next(t.type for t in found if parse.lower[t.anchor] == word) == wanted


def test_nouns_are_classed_by_the_words_and_names_by_the_entity(nlp):
    parse = Parse(nlp("Rebels and a typhoon hit Manila, she said."))
    kinds = {
        parse.lower[i]: noun_class(parse, i) for i in range(len(parse)) if parse.pos[i] in ("NOUN", "PROPN", "PRON")
    }
    assert kinds["rebels"] == "army" and kinds["typhoon"] == "nature"
    assert kinds["manila"] == "country" and kinds["she"] == "person"
    assert verb_class("walk") == "motion" and verb_class("frobnicate") == ""


def test_a_text_is_about_what_its_words_are_about(nlp):
    text = "The striker scored twice and the goalkeeper saved a penalty as United won the cup final. "
    about = Topics(Parse(nlp(text))).of(0)
    assert {"sport", "sport!", "near sport"} <= set(about)
    assert not Topics(Parse(nlp("She walked home with her brother and her two small dogs."))).of(0)


def test_another_type_must_be_likelier_by_the_margin():
    assert choice({"SPORT": 0.5, "ASSAULT": 0.4, "OTHER": 0.1}, "ASSAULT", 0.2) == "ASSAULT"
    assert choice({"SPORT": 0.6, "ASSAULT": 0.3, "OTHER": 0.1}, "ASSAULT", 0.2) == "SPORT"
    assert choice({"SPORT": 0.9, "OTHER": 0.1}, "A NEW TYPE", 0.2) == "A NEW TYPE"


def test_probabilities_are_of_all_types_and_sum_to_one():
    chances = known_senses().model.probabilities(["no such feature"])
    assert set(chances) == set(event_types())
    assert sum(chances.values()) == pytest.approx(1)


def test_own_examples_name_types_and_have_a_trigger():
    rows = [row for file in EXAMPLES for row in own_examples(file)]
    assert len(rows) > 3000
    for _, text, marks in rows:
        assert marks, text
        assert all(set(types) <= set(event_types()) and text[start:end].strip() for start, end, types in marks), text


def test_weights_learn_what_tells_two_senses_apart():
    samples = [
        Sample("a", ["lex=ASSAULT", f"subj={subject}"], "ASSAULT", [kind], 1.0)
        for subject, kind in (("nature", "DISASTER"), ("team", "SPORT"), ("army", "ASSAULT"))
        for _ in range(20)
    ]
    known = Softmax(fit(samples))
    assert chosen(samples[0], known) == "DISASTER"
    assert chosen(samples[-1], known) == "ASSAULT"


def test_classes_are_those_of_the_first_sense(tmp_path):
    (tmp_path / "data.noun").write_text(
        "  1 licence\n"
        "00000001 19 n 01 atmospheric_phenomenon 0 000 | sky  \n"
        "00000002 19 n 01 gale 0 001 @ 00000001 n 0000 | wind  \n"
        "00000003 18 n 01 baker 0 000 | one who bakes  \n"
    )
    index = (
        "atmospheric_phenomenon n 1 0 1 0 00000001",
        "gale n 1 1 @ 1 0 00000002",
        "baker n 2 0 2 0 00000003 00000002",
    )
    (tmp_path / "index.noun").write_text("".join(f"{line}  \n" for line in index))
    (tmp_path / "data.verb").write_text("00000004 38 v 01 walk 0 000 01 + 02 00 | go  \n")
    (tmp_path / "index.verb").write_text("walk v 1 0 1 0 00000004  \n")
    assert word_classes(tmp_path, ["gale", "baker", "walk", "unheard"]) == {
        "noun nature": ["gale"],
        "noun person": ["baker"],
        "verb motion": ["walk"],
    }


def test_a_folder_without_wordnet_is_refused(tmp_path):
    with pytest.raises(ArticleError, match=r"data\.noun"):
        word_classes(tmp_path, ["gale"])
