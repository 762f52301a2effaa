"""Articles read with places of somebody's own: what they are found by, what they win against, what contradicts them."""

import json
import random

import pytest

from geo import geojson
from geo.app import tasks
from geo.articles import Article
from geo.articles.aside import fields_of
from geo.gazetteer.own import OwnPlaces, own_place
from geo.language import pipeline

KILN = own_place("Kiln Row", lat=42.91, lon=-74.57, aliases=["the Kilns"])
PARIS = own_place("Paris", lat=40.1, lon=-75.3)
WARD = own_place("Salt Ward", shape=geojson.shape_of(
    {"type": "Polygon", "coordinates": [[[-74.3, 42.85], [-74.1, 42.85], [-74.15, 43.0], [-74.3, 42.85]]]}
))  # fmt: skip
TOWPATH = own_place("Towpath", shape=geojson.shape_of(
    {"type": "LineString", "coordinates": [[-75.2, 43.1], [-74.6, 42.95], [-73.9, 42.8]]}
))  # fmt: skip
OURS = OwnPlaces([KILN, PARIS, WARD, TOWPATH])


def mentions(nlp, text, places=OURS):
    (record,) = pipeline.parse(nlp, [Article(text=text)], places=places)
    return {mention["text"]: mention for mention in record["mentions"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A warehouse burned down at Kiln Row on Monday.", "Kiln Row"),
        ("Kiln Row's mayor resigned.", "Kiln Row"),
        ("Thousands marched from the Kilns to the court.", "the Kilns"),
        ("KILN ROW, N.Y. (AP) - Two people died in a fire.", "KILN ROW"),
        ("Two people died near Kiln Row, New York, police said.", "Kiln Row"),
        ("She works at Kiln Row in Amsterdam, New York.", "Kiln Row"),
        ("New York's Kiln Row was flooded.", "Kiln Row"),
        ("They met in Kiln Row, Ohio and Georgia.", "Kiln Row"),
    ],
)
def test_a_place_of_ones_own_is_found(nlp, text, name):
    mention = mentions(nlp, text)[name]
    assert mention["place"] == KILN.id
    assert "one of your own places" in mention["why"] and "New York" in mention["why"]
    assert mention["score"] >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "A warehouse burned down in Kiln Row, Ohio, on Monday.",
        "A warehouse burned down in Kiln Row (Germany) on Monday.",
        "A warehouse burned down in Kiln Row, OH, on Monday.",
        "A warehouse burned down at Kiln Row in Brussels.",
        "Ohio's Kiln Row was flooded.",
        "KILN ROW, Ohio (AP) - Two people died in a fire.",
    ],
)
def test_what_the_words_beside_it_put_elsewhere_is_another(nlp, text):
    found = mentions(nlp, text)
    assert KILN.id not in {mention["place"] for mention in found.values()}


@pytest.mark.parametrize(
    "text",
    [
        "Jane Kiln Row said no. She left.",
        "The bus stopped at Kiln Row Street in Boston.",
        "An old kiln row stood there, and Kiln Rowing won.",
    ],
)
def test_a_longer_name_or_other_words_are_not_it(nlp, text):
    assert KILN.id not in {mention["place"] for mention in mentions(nlp, text).values()}


def test_it_wins_over_the_best_known_place_of_its_name(nlp):
    text = "Shops closed in Paris on Friday. Residents of Paris complained."
    assert mentions(nlp, text)["Paris"]["place"] == PARIS.id
    assert mentions(nlp, text, OwnPlaces())["Paris"]["place"] == "geonames:2988507"
    assert mentions(nlp, "Shops closed in Paris, France, on Friday.")["Paris"]["place"] == "geonames:2988507"


def test_events_and_other_names_hang_on_it(nlp):
    text = "A bomb killed three people in Salt Ward on Monday. Police closed the Towpath."
    (record,) = pipeline.parse(nlp, [Article(text=text)], places=OURS)
    places = {place["id"]: place for place in record["places"]}
    assert WARD.id in {event["place"] for event in record["events"]}
    assert json.loads(places[WARD.id]["outline"])["type"] == "Polygon"
    assert json.loads(places[TOWPATH.id]["outline"])["type"] == "LineString"


def test_towns_are_near_a_line_where_it_passes(nlp):
    long = own_place("Towpath", shape=geojson.shape_of(
        {"type": "LineString", "coordinates": [[-100.0, 40.0], [-90.2, 41.8], [-75.2, 43.1]]}
    ))  # fmt: skip
    text = "Hikers left the Towpath at Clinton after a storm."
    assert mentions(nlp, text, OwnPlaces([long]))["Towpath"]["place"] == long.id


def test_without_places_everything_is_as_before(nlp):
    text = "A fire broke out in Lyon. Jane Roe of Springfield, Ohio, saw it."
    articles = [Article(text=text, id="a")]
    assert list(pipeline.parse(nlp, articles)) == list(pipeline.parse(nlp, articles, places=OURS))


def test_two_collections_read_in_turn_do_not_mix(nlp):
    """Any order of readings with different places gives what each gives by itself."""
    chance = random.Random(3)
    sets = [OwnPlaces(), OwnPlaces([KILN]), OwnPlaces([own_place("Kiln Row", lat=51.0, lon=7.0)]), OURS]
    texts = [
        "A warehouse burned down at Kiln Row on Monday.",
        "Shops closed in Paris. The Towpath was flooded near Kiln Row.",
        "Nobody was hurt in Salt Ward, Kiln Row and Paris.",
    ]
    pairs = [(text, places) for text in texts for places in sets]
    alone = {(text, number): mentions(nlp, text, sets[number]) for text in texts for number in range(len(sets))}
    for _ in range(3):
        chance.shuffle(pairs)
        for text, places in pairs:
            assert mentions(nlp, text, places) == alone[text, sets.index(places)]


@pytest.mark.slow
def test_processes_read_with_them_too(nlp):
    articles = [Article(text=f"A warehouse burned down at Kiln Row on Monday {n}.", id=str(n)) for n in range(4)]
    records = list(pipeline.parse(nlp, articles, n_process=2, places=OURS))
    assert [record["mentions"][0]["place"] for record in records] == [KILN.id] * 4


def test_a_worker_of_the_app_reads_each_article_with_its_own():
    def read(text, *places):
        fields = fields_of(Article(text=text))
        record = tasks.read_article(b"", lambda *_: None, article=fields, places=[place.as_json() for place in places])
        return [mention["place"] for mention in record["mentions"]]

    text = "A warehouse burned down at Kiln Row on Monday."
    other = own_place("Kiln Row", lat=51.0, lon=7.0)
    assert [read(text, KILN), read(text, other), read(text)[:1], read(text, KILN)] == [
        [KILN.id], [other.id], read(text)[:1], [KILN.id],
    ]  # fmt: skip
    assert KILN.id not in read(text)
