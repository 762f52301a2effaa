"""Who somebody is to the library: by login, where an address is surely theirs; else by the keys of their browser."""

import pytest
import streamlit as st

from geo.app import login, store

ANA = {"is_logged_in": True, "email": "ana@example.org", "name": "Ana Roe"}


class User:
    def __init__(self, **fields):
        self._fields = fields

    def to_dict(self):
        return self._fields


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (ANA, ("Ana Roe", "ana@example.org")),
        ({**ANA, "name": None}, ("ana@example.org", "ana@example.org")),
        ({**ANA, "email_verified": True}, ("Ana Roe", "ana@example.org")),
        ({**ANA, "email_verified": False}, None),
        ({**ANA, "is_logged_in": False}, None),
        ({**ANA, "email": None}, None),
        ({}, None),
    ],
)
def test_an_address_counts_where_it_is_surely_theirs(monkeypatch, user, expected):
    monkeypatch.setattr(st, "user", User(**user))
    assert login.known() == expected
    person = store.person()
    assert person.address == (expected[1] if expected else None)
    assert not expected or person.name == expected[0]


def test_without_auth_among_the_secrets_nothing_is_offered():
    assert not login.is_set_up()
