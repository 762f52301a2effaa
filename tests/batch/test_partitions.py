"""Partitions: the same articles make the same ones, and what is there is not read again."""

import random

from hypothesis import given
from hypothesis import strategies as st

from geo.articles import Article
from geo.batch.partitions import Known, Partition, partitions


def articles(*numbers: int) -> list[Article]:
    return [Article(id=f"a{number}", text=f"Rain fell on Lyon {number} times.") for number in numbers]


def names(made: list[Partition]) -> list[str]:
    return [name for partition in made for name in partition.names]


def ids(made: list[Partition]) -> list[str]:
    return [article.id for partition in made for article in partition.articles]


def test_articles_stand_in_their_order_and_the_last_partition_holds_what_is_left():
    made = list(partitions(articles(*range(7)), Known(), 3))
    assert [len(partition.articles) for partition in made] == [3, 3, 1]
    assert ids(made) == [f"a{number}" for number in range(7)]
    assert len({partition.key for partition in made}) == 3


@given(st.integers(1, 30), st.integers(1, 7), st.randoms(use_true_random=False))
def test_partitions_that_are_missing_are_made_again_whichever_are_there(count: int, size: int, rng: random.Random):
    everything = list(partitions(articles(*range(count)), Known(), size))
    there = [partition for partition in everything if rng.random() < 0.5]
    known = Known(names(there))
    again = list(partitions(articles(*range(count)), known, size))
    full = [partition.key for partition in everything if len(partition.articles) == size]
    made = [partition.key for partition in [*there, *again]]
    assert set(full) <= set(made) and len(made) == len(everything)
    assert known.there == len(ids(there)) and known.taken == count


def test_new_articles_make_new_partitions():
    first = list(partitions(articles(1, 2, 3), Known(), 2))
    more = list(partitions(articles(1, 2, 3, 4, 5), Known(names(first)), 2))
    assert ids(more) == ["a4", "a5"]


def test_an_article_that_comes_twice_is_read_once():
    known = Known()
    assert ids(list(partitions(articles(1, 2, 1, 2), known, 10))) == ["a1", "a2"]
    assert known.there == 2


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("abcd")), max_size=20))
def test_an_id_that_another_text_has_is_changed_in_the_same_way_whatever_is_there(pairs):
    everything = list(partitions([Article(id=id, text=text) for id, text in pairs], Known(), 1))
    assert len(set(ids(everything))) == len(everything) == len(set(pairs))
    there = everything[::2]
    again = list(partitions([Article(id=id, text=text) for id, text in pairs], Known(names(there)), 1))
    assert sorted(ids(there) + ids(again)) == sorted(ids(everything))


def test_half_characters_have_names_too():
    (partition,) = partitions([Article(id="\ud800", text="\udfff")], Known(), 5)
    assert len(partition.names[0]) == 32
