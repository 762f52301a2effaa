"""What a reader must find on the seed article: its places in the right spots, events and quotes where they belong."""

import math

import pytest

from geo.atlas import Atlas

WHERE = {
    "Paris": (48.85, 2.35, 15),
    "Moscow": (55.75, 37.62, 30),
    "Saint-Denis": (48.94, 2.36, 5),
    "Molenbeek": (50.85, 4.33, 5),
    "La Defense": (48.89, 2.24, 5),
    "Stade de France": (48.92, 2.36, 3),
    "Brussels": (50.85, 4.35, 15),
    "eastern Mediterranean": (34.5, 30.0, 1000),
}
COUNTRIES = {
    "France": "FR", "Russia": "RU", "Britain": "GB", "UK": "GB", "U.S.": "US", "United States": "US", "Syria": "SY",
    "Iraq": "IQ", "Ukraine": "UA", "Belgium": "BE",
}  # fmt: skip
DEMONYMS = {"Italian": "IT", "German": "DE", "Russian": "RU", "British": "GB", "Syrian": "SY", "French": "FR"}


def km(a, b) -> float:
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@pytest.fixture(scope="session")
def places(seed_record):
    return {place["id"]: place for place in seed_record["places"]}


@pytest.fixture(scope="session")
def at(seed_record):
    """The place id of the mentions with a given text; they must agree."""

    def find(text: str) -> str:
        found = {row["place"] for row in seed_record["mentions"] if row["text"].casefold() == text.casefold()}
        assert len(found) == 1, f"{text}: {found}"
        (place,) = found
        assert place, f"{text} is not placed"
        return place

    return find


def events(record, place, **wanted):
    return [
        row
        for row in record["events"]
        if row["place"] == place and all(row[key] == value for key, value in wanted.items())
    ]


@pytest.mark.parametrize("name", [*WHERE, *COUNTRIES, *DEMONYMS])
def test_no_place_that_the_article_names_is_doubtful(name, seed_record):
    places = {row["place"] for row in seed_record["mentions"] if row["text"].casefold() == name.casefold()}
    assert places and not Atlas.from_records([seed_record]).by_place().loc[list(places), "doubtful"].any()


@pytest.mark.parametrize("name", WHERE)
def test_places_are_in_the_right_spot(name, places, seed_record):
    rows = [
        row for row in seed_record["mentions"] if name.casefold() in row["text"].casefold() and row["kind"] == "name"
    ]
    assert rows, name
    lat, lon, within = WHERE[name]
    for row in rows:
        assert row["place"], name
        place = places[row["place"]]
        assert km((place["lat"], place["lon"]), (lat, lon)) <= within, place


@pytest.mark.parametrize(("name", "code"), (COUNTRIES | DEMONYMS).items())
def test_countries_and_demonyms(name, code, places, at):
    place = places[at(name)]
    assert (place["kind"], place["country_code"]) == ("country", code)


def test_britain_and_the_uk_are_one_place(at):
    assert at("Britain") == at("UK") == at("British")


@pytest.mark.parametrize("name", ["Islamic", "Hollande", "Charles de Gaulle", "Exit", "Assad", "Cameron", "Sunni"])
def test_what_is_no_place_is_not_on_the_map(name, seed_record):
    assert not [row for row in seed_record["mentions"] if name in row["text"] and row["place"]]


def test_the_raid_in_saint_denis(seed_record, at):
    rows = events(seed_record, at("Saint-Denis"), date="2015-11-18", status="happened")
    assert any("raid" in row["text"] and "killed" in row["text"] and row["type"] == "ASSAULT" for row in rows)


def test_the_attack_on_la_defense_was_planned(seed_record, at):
    rows = events(seed_record, at("La Defense"))
    planned = [row for row in rows if row["status"] == "planned" and "attack" in row["text"]]
    assert any((row["date"], row["date_end"]) == ("2015-11-18", "2015-11-19") for row in planned)
    assert not [row for row in rows if row["status"] == "happened"]


def test_paris(seed_record, at):
    rows = events(seed_record, at("Paris"))
    assert any(row["type"] == "ASSAULT" and row["date"] == "2015-11-13" and row["status"] == "happened" for row in rows)
    met = [row for row in rows if row["type"] == "CONSULT" and row["date"] == "2015-11-23"]
    assert any("Cameron" in " ".join(row["actors"]) for row in met)
    said = [row for row in seed_record["quotes"] if at("Paris") in row["about"]]
    assert any("streets of Paris" in row["text"] and row["speaker"] == "David Cameron" for row in said)


def test_moscow(seed_record, at):
    said = [row for row in seed_record["quotes"] if row["said_at"] == at("Moscow")]
    assert any(row["text"].startswith("We are all concerned") for row in said)
    met = [row for row in events(seed_record, at("Moscow")) if row["type"] == "CONSULT"]
    assert any("Putin" in " ".join((row["text"], *row["actors"], *row["recipients"])) for row in met)


def test_words_about_syria_are_not_said_there(seed_record, at):
    syria = at("Syria")
    (row,) = [
        row for row in seed_record["quotes"] if "decision about the President of Syria" in row["text"] and row["direct"]
    ]
    assert syria in row["about"] and row["said_at"] != syria and row["speaker"] == "Vladimir Putin"


def test_the_british_strikes_are_in_iraq(seed_record, at):
    place = at("Iraqi")
    assert place == at("Iraq")
    rows = events(seed_record, place, type="ASSAULT")
    assert any("UK" in " ".join(row["actors"]) for row in rows)


def test_the_investigation_at_molenbeek(seed_record, at):
    assert any("investigation" in row["text"] for row in events(seed_record, at("Molenbeek")))


def test_the_threat_level_of_belgium(seed_record, at):
    assert any("lowered" in row["text"] for row in events(seed_record, at("Belgium"), date="2015-11-26"))


def test_the_ride_to_the_stade_de_france_is_possible(seed_record, at):
    rows = events(seed_record, at("Stade de France"))
    assert any("dropped" in row["text"] for row in rows)
    assert {row["status"] for row in rows if row["place_evidence"] == "clause"} == {"possible"}


def test_the_vote_next_week_is_planned(seed_record):
    assert any(
        "vote" in seed_record["text"][row["trigger_start"] : row["trigger_end"]]
        and (row["status"], row["date"], row["date_end"]) == ("planned", "2015-11-30", "2015-12-04")
        for row in seed_record["events"]
    )


def test_the_strikes_from_the_carrier(seed_record, places, at):
    sea = at("eastern Mediterranean")
    assert places[sea]["kind"] == "sea"
    assert any(row["date"] == "2015-11-23" for row in events(seed_record, sea))


SAID = {
    "We are all concerned by terrorism": "Francois Hollande",
    "I believe the decision about": "Vladimir Putin",
    "an ally in the fight": "Vladimir Putin",
    "the very direct threat": "David Cameron",
    "to take action now": "David Cameron",
    "We cannot wait for a political transition": "David Cameron",
    "It’s the view of our military": "David Cameron",
    "We will not hand a publicity coup": "David Cameron",
}


def test_every_quotation_has_its_speaker(seed_record):
    direct = [row for row in seed_record["quotes"] if row["direct"]]
    for start, speaker in SAID.items():
        assert [row["speaker"] for row in direct if row["text"].startswith(start)] == [speaker], start
    assert len(direct) == len(SAID), [row["text"] for row in direct]


def test_reported_speech(seed_record):
    reported = [row for row in seed_record["quotes"] if not row["direct"]]
    assert any("would not support airstrikes" in row["text"] and row["speaker"] == "Jeremy Corbyn" for row in reported)


def test_every_link_gives_a_reason(seed_record):
    assert seed_record["links"]
    for row in (*seed_record["links"], *seed_record["events"], *seed_record["quotes"], *seed_record["mentions"]):
        assert row["why"].strip(), row
