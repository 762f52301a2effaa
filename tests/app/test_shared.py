"""What visitors share: made once, bounded, and not to be wiped by one of them."""

import threading
import time

import pytest
import streamlit

from geo.app import shared
from geo.app.shared import Made, Remembered
from tests.exports.sample import record


def test_a_value_is_made_once_however_many_ask_at_once():
    made = []

    def make(key):
        made.append(key)
        time.sleep(0.05)
        return key * 2

    found = []
    function = Remembered(make, lambda: 10)
    threads = [threading.Thread(target=lambda: found.append(function(2))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [2] and found == [4] * 8


def test_those_not_asked_for_longest_go_first():
    made = []
    function = Remembered(lambda size: made.append(size) or size, lambda: 10, float)
    for size in (4, 5, 4, 3, 4):
        function(size)
    assert made == [4, 5, 3] and function.weight == 7


def test_one_that_is_too_heavy_is_made_once_while_it_is_asked_for_and_is_alone():
    made = []
    function = Remembered(lambda size: made.append(size) or size, lambda: 10, float)
    for size in (4, 11, 11, 11):
        function(size)
    assert made == [4, 11] and function.weight == 11
    for size in (5, 4, 12):
        function(size)
    assert made == [4, 11, 5, 4, 12] and function.weight == 12


def test_what_is_infinitely_heavy_is_made_anew():
    made = []
    function = Remembered(lambda key: made.append(key) or key, lambda: 10, lambda key: float("inf"))
    for _ in range(2):
        function("a")
    assert made == ["a", "a"] and function.weight == 0


def test_an_error_is_not_remembered():
    answers = iter([ValueError("once"), None])

    def make():
        if error := next(answers):
            raise error
        return "well"

    function = Remembered(make, lambda: 1)
    with pytest.raises(ValueError, match="once"):
        function()
    assert function() == "well"


def test_forgetting_one_leaves_the_others():
    made = []
    function = Remembered(lambda key: made.append(key) or key, lambda: 10)
    for key in "aba":
        function(key)
    function.forget("a")
    for key in "ab":
        function(key)
    assert made == ["a", "b", "a"]


def test_all_that_was_made_of_an_article_is_forgotten_at_once_and_nothing_else():
    made = []
    first = Remembered(lambda name, *, more=0: made.append((name, more)) or name, lambda: 10)
    second = Remembered(lambda name: made.append(name) or name, lambda: 10)
    kept = Made(lambda: 1e9)
    kept.put("a", [record("a")], "me")

    def ask():
        first("a"), first("a", more=1), first("b"), second("a")

    ask()
    shared.forget("a")
    assert "a" not in kept and first.weight == 1 and second.weight == 0
    made.clear()
    ask()
    assert made == [("a", 0), ("a", 1), "a"]


def test_one_visitor_pushes_out_what_is_his_own_first():
    most = 12_000
    made = Made(lambda: most)
    made.put("mine", [record("mine")], "me")
    for number in range(50):
        made.put(f"his-{number}", [record(f"his {number}")], "him")
    assert "mine" in made and made.get("mine")[0]["title"] == record("mine")["title"]
    assert "his-0" not in made and "his-49" in made and made.weight <= most


def test_many_visitors_together_have_no_more_than_is_to_be_had():
    made = Made(lambda: 12_000)
    for number in range(100):
        made.put(str(number), [record(f"{number}")], f"visitor {number}")
    assert "0" not in made and "99" in made and made.weight <= 12_000
    assert made.get("0") is None


def test_clearing_the_caches_of_streamlit_clears_nothing(monkeypatch):
    made = Made(lambda: 1e9)
    made.put("mine", [record("mine")], "me")
    calls = []
    function = Remembered(lambda: calls.append(1), lambda: 5)
    function()
    streamlit.cache_resource.clear()
    streamlit.cache_data.clear()
    function()
    assert calls == [1] and "mine" in made
    shared.clear()
    assert "mine" not in made
