"""Near-copies are one origin; what only repeats background, or a phrase that all write, is not."""

import random
import time

import pytest

from geo.across.origins import are_copies, origins_of, shingles

FERRY = """Ferry runs aground off Bohol with 120 aboard

TAGBILARAN (Visayan Wire) - A passenger ferry ran aground on a reef off Bohol before dawn on Tuesday, and coast guard crews took all 120 people aboard to safety in rubber boats.

The captain told investigators that he had left the marked channel to avoid fishing nets. Two passengers were treated for bruises at the provincial hospital in Tagbilaran.

Divers found a gash of four metres below the waterline, the coast guard said, and a barge with booms was sent to keep fuel from reaching the mangroves.

The ferry, built in 1994, was due for an inspection next month. Its owner, Island Lines, lost a vessel in the same strait eleven years ago when a cargo of cement shifted in a storm and 31 people drowned.

That sinking led to a law that limits how many passengers old ferries may carry, but inspectors have complained ever since that they are too few to enforce it."""  # noqa: E501

HEADLINE, LEDE, CAPTAIN, DIVERS, OWNER, LAW = FERRY.split("\n\n")


def article(id, text, published="2021-05-04"):
    return {"id": id, "text": text, "published": published}


def groups(*articles):
    return [origin.articles for origin in origins_of(articles)]


@pytest.mark.parametrize(
    "reprint",
    [
        "\n\n".join(["All safe as ferry hits reef in the Visayas", LEDE, CAPTAIN, DIVERS, OWNER, LAW]),
        FERRY.replace("TAGBILARAN (Visayan Wire) -", "BOHOL, Philippines, May 4:"),
        "\n\n".join([HEADLINE, LEDE, CAPTAIN, DIVERS]),
        "\n\n".join([LEDE, CAPTAIN]),
        FERRY + "\n\n(Reporting by Luz Abad in Tagbilaran; editing by Tom Orr)",
        "By Luz Abad\nVisayan Wire\n\n" + "\n\n".join([LEDE, CAPTAIN, DIVERS, OWNER, LAW]) + "\n\n© Visayan Wire 2021",
        FERRY.replace("all 120 people", "all 118 people"),
        FERRY.replace("\n\n", "\n"),
        FERRY.upper(),
    ],
    ids=["headline", "dateline", "cut tail", "two paragraphs", "credit", "byline", "a number", "one break", "capitals"],
)
def test_a_reprint_has_the_same_origin(reprint):
    assert groups(article("wire", FERRY), article("paper", reprint)) == [("wire", "paper")]


@pytest.mark.parametrize(
    "other",
    [
        "\n\n".join(
            [
                "Owner of stranded ferry loses licence",
                "MANILA (Visayan Wire) - The transport ministry suspended the licence of Island Lines on Friday, three "
                "days after one of its ferries struck a reef off Bohol, and kept its other six ships in port.",
                "The minister, Carla Reyes, said that inspectors would board each of them within a week.",
                OWNER,
                LAW,
            ]
        ),
        "\n\n".join(
            ["MANILA (Visayan Wire) - Island Lines said on Saturday it would sue the ministry.", CAPTAIN, DIVERS, OWNER]
        ),
        "A ferry was stranded near Bohol on Tuesday. Everyone aboard, 120 people, was brought ashore, officials said.",
        "\n\n".join([LAW, "Lawmakers in Manila will debate it again on Monday, ten years on.", OWNER]),
        "",
        "...",
    ],
    ids=["follow-up", "mostly background", "own words", "analysis", "nothing", "no words"],
)
def test_what_only_repeats_some_of_it_has_its_own(other):
    assert groups(article("wire", FERRY), article("other", other)) == [("wire",), ("other",)]


def test_the_first_by_day_is_first_and_one_without_a_day_last():
    reprints = [article("c", FERRY, None), article("b", FERRY, "2021-05-05"), article("a", FERRY, "2021-05-04")]
    (origin,) = origins_of(reprints)
    assert origin.articles == ("a", "b", "c") and origin.first == "a"


def test_what_is_cut_differently_is_joined_by_the_whole():
    short, shorter = "\n\n".join([LEDE, CAPTAIN, DIVERS]), LEDE
    assert groups(article("1", shorter), article("2", FERRY), article("3", short)) == [("1", "2", "3")]


def test_a_brief_is_found_again_but_not_in_what_is_like_it():
    brief = "A 4.9 quake shook Lima on Sunday; no damage was reported."
    other = "A 5.3 quake shook Quito on Monday; no injuries were reported."
    assert groups(article("1", brief), article("2", other), article("3", brief)) == [("1", "3"), ("2",)]


def test_the_order_of_two_texts_does_not_matter():
    whole, part = shingles(FERRY), shingles("\n\n".join([LEDE, CAPTAIN, DIVERS]))
    assert are_copies(whole, part) and are_copies(part, whole)


def test_a_collection_without_articles_has_no_origins():
    assert origins_of([]) == []


def test_a_phrase_that_thousands_share_costs_no_more_than_others():
    chance = random.Random(7)
    words = [f"word{n}" for n in range(4000)]
    made = [" ".join(chance.choices(words, k=150)) + "." for _ in range(3000)]
    disclaimer = "\n\nThis story was sent by a reader and has not been checked by the editors of this paper."
    articles = [article(str(n), text + disclaimer) for n, text in enumerate(made)]
    start = time.process_time()
    assert len(origins_of(articles)) == 3000
    assert time.process_time() - start < 5
