"""Which tellings of different articles are one event, what they disagree on, and what is never joined."""

import random
import time
from datetime import date, timedelta
from itertools import combinations

import pytest

from geo.across.clustering import APART, clusters
from geo.across.events import TellingId, same_events
from geo.across.origins import Origin
from geo.across.similarity import Pairs, contradict, place_relation
from geo.across.tellings import body_names, stems, surname, tellings_of
from geo.records import checked
from tests.across.made import FRANCE, LILLE, LYON, NORTH_SEA, RHONE_ALPES, TURIN, VIENNE, article, event

MARKET = "A bomb at the Croix-Rousse market killed {dead} shoppers and wounded {hurt} others"
TITLE = "Bomb kills shoppers at Croix-Rousse market"
BLAMED = "Mayor Anne Morel blamed the group Red Dawn for the bomb at the Croix-Rousse market."


def market(id, dead=9, hurt=30, **facts):
    """Return an article that tells of the bomb at the market."""
    words = MARKET.format(dead=dead, hurt=hurt)
    told = {"at": facts.pop("at", LYON), "day": facts.pop("day", "2022-05-10")}
    text = words + ".\nPolice closed the Croix-Rousse hill and searched the trams of the city for a second bomb."
    return article(id, text, event(words, **told), **{"title": TITLE, **facts})


def strike(id, **facts):
    """Return an article that tells of something else at the same place and time."""
    words = "Drivers of the trams walked out over pay"
    return article(id, words + ".\nTalks with their union go on.", event(words, "PROTEST"), **facts)


def entries(*records, **options):
    return {event.tellings: event for event in same_events(records, **options)}


def test_one_event_of_three_outlets_is_one_entry():
    found = entries(market("a"), market("b"), market("c"), strike("d"))
    assert set(found) == {tuple(TellingId(id, "e0") for id in "abc"), (TellingId("d", "e0"),)}


def test_tellings_are_in_the_order_of_publication():
    (found,) = entries(market("late", published="2022-05-12"), market("undated", published=None), market("first"))
    assert [telling.article for telling in found] == ["first", "late", "undated"]


def test_reprints_count_once():
    (one,) = entries(market("a"), market("b"), market("c"), origins=[Origin(("a", "b"))]).values()
    assert len(one.tellings) == 3 and one.origins == 2


def pair(one: str, other: str) -> frozenset[TellingId]:
    return frozenset((TellingId(one, "e0"), TellingId(other, "e0")))


def test_what_a_reader_has_said_of_two_tellings_holds():
    a, b, c, d = market("a"), market("b"), market("c"), strike("d")
    apart = entries(a, b, c, known={pair("a", "b"): False, pair("a", "c"): False})
    assert {len(tellings) for tellings in apart} == {1, 2}
    one = entries(a, b, d, known={pair("a", "d"): True})
    assert {telling.article for tellings in one for telling in tellings} == {"a", "b", "d"} and len(one) == 1
    later = market("e", day="2023-05-10", published="2023-05-11")
    assert len(entries(a, later, known={pair("a", "e"): True})) == 1, "though the days exclude each other"
    assert len(entries(a, b, known={pair("a", "gone"): True})) == 1


def test_what_is_alike_but_a_year_later_is_another_event():
    later = market("b", day="2023-05-10", published="2023-05-11")
    assert len(entries(market("a"), later)) == 2


def test_a_minor_event_has_no_entry_of_its_own():
    minor = strike("d")
    minor["events"][0]["salience"] = 0.4
    assert entries(minor) == {}


def test_an_empty_collection_has_no_events():
    assert same_events([]) == []


def test_records_whose_words_are_not_in_their_text_are_compared_all_the_same():
    made_up = market("b")
    made_up["events"][0] |= {"text": "Zorblax quux", "actors": ["Frobnitz"], "recipients": ["", "…"]}
    assert entries(market("a"), made_up, market("c", title="Plugh"))


def disagreements(*records):
    (found,) = entries(*records).values()
    return {one.field: one.values for one in found.disagreements}


def test_numbers_differ_each_with_its_sentence_and_outlet():
    records = [market("a", 9, 30, publisher="Echo"), market("b", 11, 30, publisher="Wire"), market("c", 9, 30)]
    found = disagreements(*records)
    assert set(found) == {"dead"}
    assert [(value.value, value.outlet) for value in found["dead"]] == [(9, "Echo"), (11, "Wire"), (9, "c")]
    for value, record in zip(found["dead"], records, strict=True):
        assert record["text"][value.start : value.end] == MARKET.format(dead=value.value, hurt=30) + "."
        assert value.telling == (record["id"], "e0")


def test_days_and_places_differ():
    found = disagreements(market("a"), market("b", day="2022-05-09", at=VIENNE))
    assert [value.value for value in found["day"]] == ["2022-05-10", "2022-05-09"]
    assert [value.value for value in found["place"]] == ["1", "2"]


@pytest.mark.parametrize("wider", [FRANCE, RHONE_ALPES, LYON])
def test_a_place_within_another_does_not_differ(wider):
    assert disagreements(market("a"), market("b", at=wider)) == {}


def test_days_that_no_article_says_do_not_differ():
    guess = market("b", day="2022-05-11")
    guess["events"][0]["date_evidence"] = "publication"
    assert disagreements(market("a"), guess) == {}


def blaming(id, name):
    """Return an article about the market in which somebody is blamed."""
    words = MARKET.format(dead=9, hurt=30)
    text = f"{words}.\n{BLAMED.replace('Red Dawn', name)}"
    accused = text.index(name)
    span = {"start": accused, "end": accused + len(name), "text": name, "id": "b0"}
    told = event(words)
    bomb = text.rindex("bomb")
    record = article(
        id, text, told, event("blamed", "ACCUSE", recipients=[name], recipient_spans=[span]), title=TITLE,
        bodies=[{"id": "b0", "name": name, "kinds": [], "mentions": [(accused, accused + len(name))]}],
    )  # fmt: skip
    record["events"][0]["mentions"].append((bomb, bomb + 4))
    return record


def test_who_did_it_differs_by_whom_articles_blame():
    found = [e for e in same_events([blaming("a", "Red Dawn"), blaming("b", "Free Alps")]) if e.disagreements]
    (who,) = {d.field: d for e in found for d in e.disagreements}.values()
    assert who.field == "who" and {value.value for value in who.values} == {"Red Dawn", "Free Alps"}
    assert all(
        "blamed" in blaming("a", "Red Dawn")["text"][v.start : v.end] for v in who.values if v.value == "Red Dawn"
    )


def test_a_group_and_its_acronym_are_the_same():
    found = same_events([blaming("a", "Alpine Freedom Front"), blaming("b", "AFF")])
    assert not [d for e in found for d in e.disagreements]


def telling(**facts):
    (one,) = tellings_of(market(facts.pop("id", "a"), **facts))
    return one


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (LYON, LYON, "same"),
        (LYON, VIENNE, "near"),
        (LYON, FRANCE, "within a country"),
        (RHONE_ALPES, LYON, "within a division"),
        (RHONE_ALPES, LILLE, "elsewhere"),
        (LYON, LILLE, "elsewhere"),
        (FRANCE, TURIN, "elsewhere"),
        (LYON, NORTH_SEA, "unknown"),
        (None, LYON, "unknown"),
    ],
)
def test_how_places_hang_together(one, other, relation):
    a, b = telling(at=one), telling(id="b", at=other)
    assert place_relation(a, b)[0] == place_relation(b, a)[0] == relation


@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        ({}, False),
        ({"day": "2022-05-11"}, False),
        ({"day": "2022-05-12"}, True),
        ({"at": LILLE}, True),
        ({"at": FRANCE}, False),
        ({"day": None}, False),
        ({"day": None, "published": "2022-06-11"}, True),
    ],
    ids=["same", "a day", "two days", "other end of the country", "country", "no day", "no day, a month later"],
)
def test_what_contradicts(facts, barred):
    assert contradict(telling(), telling(id="b", **facts)) is barred


def test_events_of_one_article_are_apart_where_anything_differs():
    one, other = telling(), telling(dead=5)
    assert contradict(one, other) and not contradict(one, telling())
    assert contradict(one, telling(day="2022-05-11")) and contradict(one, telling(at=VIENNE))


def test_only_what_shares_words_and_does_not_contradict_is_compared():
    records = [market("a"), market("b"), strike("c"), market("d", at=TURIN), market("e", day="2022-07-01")]
    assert list(Pairs([one for record in records for one in tellings_of(record)])) == [(0, 1)]


def test_names_are_found_again_by_surname_and_acronym():
    assert surname("Anne Morel") == {"morel"} and surname("") == frozenset()
    assert body_names("Alpine Freedom Front") & body_names("AFF") == {"aff"}


def test_forms_of_a_word_have_one_stem():
    assert len({*stems("explosion exploded exploding")}) == len({*stems("bombs bombing bombed")}) == 1
    assert stems("of the and") == []


def test_average_link_does_not_chain():
    links = {(0, 1): 2.0, (1, 2): 1.0, (2, 3): 2.0}
    assert clusters(4, links, lambda a, b: -3.0) == [[0, 1], [2, 3]]
    assert clusters(4, links, lambda a, b: 0.0) == [[0, 1, 2, 3]]


def test_what_is_apart_is_never_joined():
    links = {(0, 1): 2.0, (1, 2): 1.9, (2, 3): 0.2, (0, 3): 1.0}
    assert clusters(4, links, lambda a, b: APART if {a, b} == {0, 2} else 0.0) == [[0, 1, 3], [2]]


def test_clusters_are_those_of_means_counted_out():
    chance = random.Random(3)
    alike = {pair: chance.uniform(-2, 1.5) for pair in combinations(range(14), 2)}

    def mean(one, other):
        return sum(alike[min(a, b), max(a, b)] for a in one for b in other) / (len(one) * len(other))

    slow = [[number] for number in range(14)]
    while (best := max(combinations(slow, 2), key=lambda pair: mean(*pair))) and mean(*best) > 0:
        slow = [one for one in slow if one not in best] + [[*best[0], *best[1]]]
    assert clusters(14, alike, None) == sorted(sorted(one) for one in slow)


def test_a_thousand_articles_take_seconds():
    records = []
    for number in range(500):
        back = timedelta(number // 5)
        facts = {"day": (date(2022, 5, 10) + back).isoformat(), "published": (date(2022, 5, 11) + back).isoformat()}
        records += [market(f"m{number}", dead=number % 7 + 1, **facts), strike(f"s{number}")]
    start = time.process_time()
    assert same_events(records)
    assert time.process_time() - start < 5


def test_a_story_of_hundreds_of_articles_is_one_entry_in_seconds():
    start = time.process_time()
    (found,) = same_events([market(f"m{number}") for number in range(300)])
    assert len(found.tellings) == 300
    assert time.process_time() - start < 5


def test_the_made_records_are_as_the_engine_writes_them():
    for record in (market("a"), strike("b"), blaming("c", "Red Dawn")):
        assert checked(record)
