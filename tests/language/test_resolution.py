"""Resolution of toponyms: groups, candidates, scores, reasons."""

import json

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from geo.articles import Article
from geo.gazetteer import Entry, Gazetteer
from geo.language import pipeline
from geo.language.resolution.candidates import Group, group_mentions, read
from geo.language.resolution.evidence import Ground
from geo.language.resolution.home import home_of
from geo.language.resolution.tables import at_home, institutions, outlets
from geo.language.toponyms.spellings import spellings


def parse(nlp, text):
    (record,) = pipeline.parse(nlp, [Article(text=text)])
    return record


def by_text(record):
    return {mention["text"]: mention for mention in record["mentions"]}


def mentioned(text, *names):
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        found.append({"start": at, "end": at + len(name), "text": name, "kind": "name"})
        at += len(name)
    return found


def groups(text, *names):
    return group_mentions(text, mentioned(text, *names), Gazetteer.open().lookup)


def test_one_name_is_one_group():
    found = groups("Lyon is wet. Lyon is cold, and LYON sleeps.", "Lyon", "Lyon", "LYON")
    assert [group.mentions for group in found] == [[0, 1, 2]]


def test_two_containers_make_two_groups():
    text = "From Paris, Texas, to Paris, France. Paris is large."
    found = groups(text, "Paris", "Texas", "Paris", "France", "Paris")
    assert [group.mentions for group in found if group.name == "paris"] == [[0], [2, 4]]


def test_a_list_of_cities_is_no_containment():
    (paris, _) = groups("They went to Paris, London.", "Paris", "London")
    assert paris.outer == []


def test_a_code_is_only_a_code_in_capitals():
    lookup = Gazetteer.open().lookup
    assert "form=code" not in {f"form={entry.form}" for entry in read("Us", lookup)[0]}
    assert any(entry.place.country_code == "US" for entry in read("US", lookup)[0])


def test_a_part_of_a_name_is_coarser():
    entries, coarse = read("Damascus Zoo", Gazetteer.open().lookup)
    assert coarse
    assert entries[0].place.name == "Damascus"
    assert read("Zoo", Gazetteer.open().lookup)[1] is False


@pytest.mark.parametrize(
    ("name", "country", "place"),
    [
        ("Qillah Abdullah", "Pakistan", "Qila Abdullah"),
        ("Tel Affar", "Iraq", "Tal Afar"),
        ("Ramadhi", "Iraq", "Ramadi"),
        ("Hassakeh", "Syria", "Hasakah"),
        ("Kandahaar", "Afghanistan", "Kandahar"),
        ("Ez-Zawiya", "Libya", "Zawiya"),
    ],
)
def test_other_spellings_count_in_the_storys_country(name, country, place):
    assert groups(f"{name} in {country}", name, country)[0].entries[0].place.name == place
    assert all(e.place.name != place for e in groups(f"{name} in Norway", name, "Norway")[0].entries)


@pytest.mark.parametrize("name", ["aaaa" * 40, "qqhhkkddgg " * 30, "al el al el al"])
def test_the_spellings_tried_are_few(name):
    assert len(list(spellings(name))) <= 130


def test_every_home_of_the_tables_is_a_place():
    lookup = Gazetteer.open().lookup
    domains, names = outlets()
    homes = {outlet.home for outlet in (*domains.values(), *names.values())} | set(institutions().values())
    assert [home for home in homes if not at_home(home, lookup)] == []


def test_what_the_gazetteer_lacks_stays_unplaced(nlp):
    record = parse(nlp, "Villagers in Qwxlorvandia, a province near Zzyrbekhtum, fled on Monday.")
    for mention in record["mentions"]:
        assert mention["place"] is None
        assert "gazetteer" in mention["why"]


def test_what_the_gazetteer_lacks_leans_on_the_town_it_is_in(nlp):
    record = parse(nlp, "Protesters gathered on Zorblatt Street in Athens, Ga., on Sunday.")
    found = by_text(record)
    assert found["Zorblatt Street"]["place"] == found["Athens"]["place"] is not None
    assert found["Zorblatt Street"]["coarse"]
    assert "Athens" in found["Zorblatt Street"]["why"]
    assert not found["Athens"]["coarse"]


def test_candidates_are_ranked_and_few(nlp):
    record = parse(nlp, "A fire in Springfield destroyed a school. The governor of Illinois went to Springfield.")
    mention = by_text(record)["Springfield"]
    scores = [candidate["score"] for candidate in mention["candidates"]]
    assert 2 <= len(scores) <= 10
    assert scores == sorted(scores, reverse=True)
    assert mention["place"] == mention["candidates"][0]["place"]
    assert mention["candidates"][0]["admin1"] == "Illinois"
    assert all(0 <= score <= 1 for score in scores)
    assert {place["id"] for place in record["places"]} == {m["place"] for m in record["mentions"] if m["place"]}


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("Police searched flats in Molenbeek, a suburb of Brussels.", "Molenbeek", ("km of Brussels", "same sentence")),
        ("A barn burned near Paris, Texas, on Friday.", "Paris", ("Texas", "right after")),
        ("The UK closed its embassy.", "UK", ("UK", "United Kingdom")),
        ("Danish troops left.", "Danish", ("Denmark",)),
    ],
)
def test_the_reason_in_words(nlp, text, name, parts):
    why = by_text(parse(nlp, text))[name]["why"]
    assert why.endswith(".")
    for part in parts:
        assert part in why


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The mayor of São Paulo closed the avenue.", "São Paulo", "city"),
        ("The state of São Paulo bought vaccine.", "São Paulo", "admin1"),
        ("The city of Oaxaca was quiet on Monday.", "Oaxaca", "city"),
        ("Teachers across Oaxaca went on strike.", "Oaxaca", "admin1"),
        ("Farmers in New Jersey, Pennsylvania and New York lost their crops.", "New York", "admin1"),
        ("The subway in New York stood still.", "New York", "city"),
        ("Luxembourg will tax fuel.", "Luxembourg", "country"),
    ],
)
def test_a_city_or_the_area_of_its_name(nlp, text, name, kind):
    record = parse(nlp, text)
    place = by_text(record)[name]["place"]
    assert next(p["kind"] for p in record["places"] if p["id"] == place) == kind


def test_a_team_is_named_after_the_best_known_town(nlp):
    record = parse(nlp, "Toronto Raptors players watched Paris Saint-Germain train.")
    place = by_text(record)["Paris"]["place"]
    assert next(p["country_code"] for p in record["places"] if p["id"] == place) == "FR"


def test_one_sense_an_article(nlp):
    record = parse(
        nlp, "Officials in Paris, Texas, closed a bridge. Traffic in Paris was slow. Paris has 24,000 people."
    )
    assert len({m["place"] for m in record["mentions"] if m["text"] == "Paris"}) == 1


CORPUS = [
    (
        "It rained in {} on Monday, and the mayor of {} said so.",
        "Oslo Lima Quito Accra Dakar Turin Porto Lagos Minsk Sofia",
    ),
    (
        "Nobody in {} saw it. A man from {} was held near the river.",
        "Delhi Kyoto Osaka Perth Leeds Miami Tampa Boise Omaha",
    ),
]


def write_corpus(folder):
    rows = []
    for template, names in CORPUS:
        for number, name in enumerate(names.split()):
            text = template.format(name, name)
            place = Gazetteer.open().lookup(name)[0].place
            spots = [text.index(name), text.rindex(name)]
            gold = [
                {"start": s, "end": s + len(name), "text": name, "lat": place.lat, "lon": place.lon,
                 "geonameid": int(place.id.split(":")[1])}
                for s in spots
            ]  # fmt: skip
            rows.append({"id": f"{name}{number}", "text": text, "toponyms": gold})
    (folder / "made-up.jsonl").write_text("\n".join(json.dumps(row) for row in rows * 3))


@pytest.mark.slow
def test_training_is_reproducible_and_says_what_it_is_worth(tmp_path):
    pytest.importorskip("sklearn")
    from geo.language.training.cli import toponyms

    app = Typer()
    app.command()(toponyms)
    write_corpus(tmp_path)
    for out in ("one", "two"):
        result = CliRunner().invoke(app, [str(tmp_path), "--out", str(tmp_path / out), "--drawn", "30"])
        assert result.exit_code == 0, result.output
        assert "held out" in result.output
        assert "within 161 km" in result.output
    for name in ("toponyms.json", "resolution.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("state", ["Missouri", "South Carolina"])
def test_the_publishers_home_is_context(nlp, state):
    article = Article(text="Two barns burned down in Columbia on Sunday night.", publisher=f"{state} Herald")
    (record,) = pipeline.parse(nlp, [article])
    assert by_text(record)["Columbia"]["candidates"][0]["admin1"] == state


def test_home_of_a_publisher():
    lookup = Gazetteer.open().lookup
    assert home_of("Edmonton Journal", None, lookup).entries[0].place.name == "Edmonton"
    assert home_of("The Guardian", None, lookup).entries[0].place.name == "United Kingdom"
    assert home_of(None, "https://www.ajc.com/news/1.html", lookup).entries[0].place.name == "Atlanta"
    assert home_of("Anything", "https://news.example.co.nz/a", lookup).entries[0].place.name == "New Zealand"
    assert home_of("Anything", "https://example.io/a", lookup) is None
    assert home_of(None, "articles.jsonl", lookup) is None
    assert home_of("CNN", None, lookup) is None
    assert home_of(None, None, lookup) is None


@pytest.mark.parametrize(
    ("text", "river"),
    [
        ("Two men drowned in the Rio Grande near El Paso on Monday, police said.", "rio-grande"),
        ("A barge sank on the Red River near Shreveport on Monday.", "red-river"),
        ("A ferry sank on the Red River near Hanoi on Monday.", "red-river-vietnam"),
        ("The Severn burst its banks at Gloucester on Friday.", "severn"),
        ("Floods on the Rio Negro reached Manaus on Friday.", "rio-negro"),
        ("A boat hit the ice of the Volga at Kazan on Friday.", "volga"),
    ],
)
def test_a_river_is_near_the_towns_along_its_course(nlp, text, river):
    found = {mention["place"] for mention in parse(nlp, text)["mentions"]}
    assert f"dateline:{river}" in found


@pytest.mark.parametrize(
    ("river", "town", "far"),
    [("rio-grande", "El Paso", "Denver"), ("danube", "Vienna", "Prague"), ("nile", "Aswan", "Mecca"),
     ("mississippi-river", "Memphis", "Atlanta"), ("volga", "Astrakhan", "Kharkiv")],
)  # fmt: skip
def test_distances_from_a_river_are_those_from_its_course(river, town, far):
    gazetteer = Gazetteer.open()
    place = gazetteer.place(f"dateline:{river}")
    entries = [Entry(place=place, form="preferred", written=place.name, prior=1.0)]
    entries += [next(e for e in gazetteer.lookup(name) if e.place.kind == "city") for name in (town, far)]
    ground = Ground("", mentioned("abc", "a", "b", "c"), [Group(e.written, [i], [e]) for i, e in enumerate(entries)],
                    np.array([0]))  # fmt: skip
    assert ground.km[0, 1] < 25 and ground.km[0, 2] > 100
    assert np.allclose(ground.km, ground.km.T)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "A fire broke out in Richmond, near London.",
            "The Richmond near London, which the text names right after it.",
        ),
        ("Tripoli, northern Lebanon, was tense.", "The Tripoli in Lebanon, which the text names right after it."),
        (
            "Villagers in Paris, Zambia, have no water.",
            "The gazetteer lacks Paris: placed at Zambia, where the text says it is.",
        ),
    ],
)
def test_the_reason_tells_what_stands_beside_a_name(nlp, text, why):
    assert parse(nlp, text)["mentions"][0]["why"] == why


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday Kharkiv was hit.",
        "Mandalay was bombed from the air on Saturday.",
        "The Brahmaputra burst its banks.",
        "Police in Cordoba, in Spain, arrested a man.",
        "He drove from Minsk to Vilnius.",
    ],
)
def test_what_nothing_contradicts_is_not_drawn_as_doubtful(nlp, text):
    assert min(mention["score"] for mention in parse(nlp, text)["mentions"]) >= 0.5
