"""Recognition of toponyms: spans, kinds, what holds for any text."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import Article
from geo.gazetteer import Gazetteer
from geo.language import pipeline
from geo.language.forest import Forest, interpolate, probability
from geo.language.toponyms.component import Recogniser
from geo.language.toponyms.features import NAMES
from geo.language.toponyms.reading import Reading
from geo.language.toponyms.spans import candidate_spans
from geo.linear import Linear
from geo.weights import read_weights


def mentions(nlp, text):
    (record,) = pipeline.parse(nlp, [Article(text=text)])
    return record["mentions"]


def texts(nlp, text):
    return [mention["text"] for mention in mentions(nlp, text)]


WORDS = [
    *(
        "the",
        "The",
        "a",
        "of",
        "in",
        "near",
        "and",
        "Paris",
        "Texas",
        "London's",
        "U.S.-led",
        "(U.S.)",
        "Mr.",
        "Jordan",
    ),
    *(
        "Washington,",
        "D.C.",
        "EDMONTON",
        "-",
        "said",
        "police",
        "County",
        "Lake",
        "Erie",
        "Highway",
        "401",
        "12",
        "...",
    ),
    *(
        "Saint-Denis",
        "St.",
        "Louis’s",
        "\n\n",
        "“Rome”",
        "N.S.W.",
        "Київ",
        "北京",
        "e\u0301",
        "\u200b",
        "New",
        "York's",
    ),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_what_holds_for_any_text(nlp, text):
    found = mentions(nlp, text)
    for mention in found:
        assert text[mention["start"] : mention["end"]] == mention["text"]
        assert mention["text"] == mention["text"].strip()
        assert not mention["text"].lower().startswith("the ")
        assert not mention["text"].endswith(("'s", "’s", ","))
        assert 0 <= mention["score"] <= 1
    for one, other in pairwise(found):
        assert one["end"] <= other["start"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The storm left the Netherlands for Denmark.", ["Netherlands", "Denmark"]),
        ("Kenya's president flew to Uganda.", ["Kenya", "Uganda"]),
        ("The U.S.-led coalition met in Rome.", ["U.S.", "Rome"]),
        ("Floods hit South Africa and New Zealand.", ["South Africa", "New Zealand"]),
        ("He moved from Kansas City to Salt Lake City, Utah.", ["Kansas City", "Salt Lake City", "Utah"]),
        ("She flew from Gary, Ind., to Charleston, W.Va.", ["Gary", "Ind.", "Charleston", "W.Va."]),
        ("Troops left Henan province on Monday.", ["Henan"]),
        ("The drought spread across east Africa.", ["Africa"]),
        ("It rained in Bosnia and Herzegovina.", ["Bosnia and Herzegovina"]),
        ("The White House and the Kremlin kept silent.", ["White House", "Kremlin"]),
        ("Leeds United lost to Real Madrid in Porto.", ["Leeds", "Madrid", "Porto"]),
        ("BANGKOK/HANOI (Reuters) - Rice prices in Thailand rose.", ["BANGKOK", "HANOI", "Thailand"]),
        ("Marks & Spencer leaves Belgium.", ["Belgium"]),
        ("Rebels in eastern Congo fled to Uganda.", ["Congo", "Uganda"]),
        ("", []),
        ("it rained all day and nobody came.", []),
    ],
)
def test_boundaries(nlp, text, want):
    assert texts(nlp, text) == want


def test_once_a_place_then_everywhere_in_the_text(nlp):
    text = (
        "Fighting broke out in Bukavu on Monday. Bukavu, a city in Congo, was quiet by night. Bukavu fell silent, and "
        "people fled Bukavu for Goma."
    )
    assert texts(nlp, text).count("Bukavu") == 4


def test_kinds(nlp):
    text = "Danish troops trained with Chicago Police near Boston."
    kinds = {mention["text"]: mention["kind"] for mention in mentions(nlp, text)}
    assert kinds == {"Danish": "demonym", "Chicago": "organisation", "Boston": "name"}


def test_towns_in_names_of_teams_are_parts_of_organisations(nlp):
    found = mentions(nlp, "Toronto Raptors fans met in Ottawa after Bayern Munich had lost.")
    assert {m["text"]: m["kind"] for m in found} == {
        "Toronto": "organisation", "Ottawa": "name", "Munich": "organisation"
    }  # fmt: skip


def test_a_name_that_is_the_countrys_own_is_no_demonym(nlp):
    assert [m["kind"] for m in mentions(nlp, "Fighting in eastern Congo went on.")] == ["name"]


def test_the_reading_agrees_with_the_tokens(nlp):
    doc = nlp.make_doc("The  mayor of St. Louis's town\nsaid “no” to É\u0301vian.")
    reading = Reading(doc)
    assert reading.words == [token.text for token in doc]
    assert reading.starts == [token.idx for token in doc]
    assert reading.end(len(doc) - 1) == len(doc.text)


def test_candidates_know_roads_and_counties_that_the_gazetteer_lacks(nlp):
    doc = nlp("Crews closed Quaggy Hollow Road and Highway 9417 in Zzyzlen County.")
    found = {span.text: span.pattern for span in candidate_spans(Reading(doc), Gazetteer.open().lookup)}
    assert found["Quaggy Hollow Road"] == "road"
    assert found["Highway 9417"] == "road"
    assert found["Zzyzlen County"] in ("head", "entity")


def descend(record, row):
    total = record["base"]
    for tree in record["trees"]:
        node = 0
        while tree["left"][node] != node:
            branch = "left" if row[tree["feature"][node]] <= tree["threshold"][node] else "right"
            node = tree[branch][node]
        total += tree["value"][node]
    return total


def test_the_forest_agrees_with_walking_its_trees():
    record = read_weights("toponyms", dict)["first"]
    assert record["features"] == list(NAMES)
    draw = random.Random(7)
    rows = np.array([[draw.uniform(-6, 9) for _ in NAMES] for _ in range(50)])
    assert Forest(record, NAMES).log_odds(rows) == pytest.approx([descend(record, row) for row in rows.tolist()])
    assert Forest(record, NAMES).log_odds(rows[:0]).shape == (0,)


def test_words_add_up():
    words = Linear.of({"bias": -1.0, "weights": {"-1=in": 2.0, "+1=said": -0.5}})
    assert words.log_odds_of(["-1=in", "+1=said", "+2=unheard"]) == 0.5


def test_calibration_rises():
    for name in ("toponyms", "resolution"):
        curve = read_weights(name, dict)["curve"]
        values = interpolate(np.linspace(0, 1, 101), curve)
        assert (np.diff(values) >= 0).all()
        assert 0 <= values.min() <= values.max() <= 1
    assert probability(np.array([0.0])).tolist() == [0.5]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The firm hired a German engineer and an English cook last year.", "German"),
        ("A Dutch collector bought the painting, a dealer said.", "Dutch"),
        ("The UAE team lost the final on Sunday.", "UAE"),
        ("Officials of the UAE and the PRC met.", "UAE"),
        ("The Swiss bank said the Polish customer paid.", "Polish"),
        ("The Swiss bank said the Polish customer paid.", "Swiss"),
    ],
)
def test_what_is_chosen_is_scored_by_the_odds_of_the_choice(nlp, text, name):
    record = read_weights("toponyms", dict)
    found = Recogniser(Gazetteer.open().lookup, record).find(Reading(nlp(pipeline.make_doc(nlp, Article(text=text)))))
    least = interpolate(probability(np.array([record["threshold"]])), record["curve"])[0]
    (score,) = [span.score for span in found if span.text == name]
    assert score >= least


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Barcelona beat Valencia on Sunday.", {"Barcelona", "Valencia"}),
        ("Dallas lost to Cleveland and Denver drew with Boston.", {"Dallas", "Cleveland", "Denver", "Boston"}),
        ("Sunderland thrashed Norwich in front of 40,000.", {"Sunderland", "Norwich"}),
        ("Chicago edged Detroit; the crowd left.", {"Chicago", "Detroit"}),
        ("Mumbai defeated Chennai by nine runs.", {"Mumbai", "Chennai"}),
        ("Police beat protesters in Lyon, and the case was lost to Madrid lawyers in Turin.", set()),
    ],
)
def test_sides_of_a_game_are_clubs(nlp, text, sides):
    (record,) = pipeline.parse(nlp, [Article(text=text)])
    assert {m["text"] for m in record["mentions"] if m["kind"] == "organisation"} >= sides
    assert {m["text"] for m in record["mentions"]} & {"Lyon", "Turin"} <= {
        m["text"] for m in record["mentions"] if m["kind"] == "name"
    }
