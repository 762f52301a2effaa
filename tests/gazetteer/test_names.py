import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import normalise


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Paris", "paris"),
        ("PARIS", "paris"),
        ("Saint-Étienne", "saint etienne"),
        ("St. Louis", "saint louis"),
        ("St Louis", "saint louis"),
        ("St.Louis", "saint louis"),
        ("Sault Ste. Marie", "sault sainte marie"),
        ("Ft. Worth", "fort worth"),
        ("Mt. Vernon", "mount vernon"),
        ("MT", "mt"),
        ("N.S.W.", "nsw"),
        ("W.Va.", "wva"),
        ("U.S.", "us"),
        ("Washington, D.C.", "washington dc"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Coeur d'Alene", "coeur dalene"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Weißenfels", "weissenfels"),
        ("İstanbul", "istanbul"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("  New   York ", "new york"),
        ("Ukraine\u00a0", "ukraine"),
        ("Москва", "москва"),
        ("دمشق", "دمشق"),
        ("東京", "東京"),
        ("", ""),
        ("...", ""),
    ],
)
def test_keys(name, key):
    assert normalise(name) == key


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name):
    assert normalise(normalise(name)) == normalise(name)


@given(st.text(max_size=60))
def test_keys_have_no_spare_space(name):
    key = normalise(name)
    assert key == " ".join(key.split())


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=40))
def test_case_does_not_matter(name):
    assert normalise(name.lower()) == normalise(name.casefold())


@given(st.lists(st.sampled_from(["Saint", "Paul", "North", "Bay"]), min_size=1, max_size=4))
def test_hyphens_are_spaces(words):
    assert normalise("-".join(words)) == normalise(" ".join(words))
