"""People: names repaired, put together, with roles and gender; descriptions by role find their person."""

import pytest


@pytest.fixture(scope="module")
def people(nlp):
    def find(text: str) -> dict[str, dict]:
        return {person["name"]: person | {"texts": texts(text, person)} for person in nlp(text)._.people}

    def texts(text: str, person: dict) -> list[str]:
        return [text[start:end] for start, end in person["mentions"]]

    return find


def test_mentions_of_one_person_are_put_together(people):
    found = people(
        "French President Francois Hollande met Angela Merkel on Monday. Hollande said the talks went well. "
        "Merkel, the German chancellor, agreed. The French leader then flew home."
    )
    hollande = found["Francois Hollande"]
    assert hollande["texts"] == ["Francois Hollande", "Hollande", "The French leader"]
    assert hollande["roles"] == ["French President"]
    assert hollande["gender"] == "m"
    assert found["Angela Merkel"]["roles"] == ["German chancellor"]
    assert found["Angela Merkel"]["gender"] == "f"


def test_roles_before_and_after_and_apart(people):
    found = people(
        "Paris prosecutor Francois Molins spoke first. Bashar al-Assad, Syria's embattled president, stayed away. "
        "France's foreign minister, Laurent Fabius, was there too."
    )
    assert found["Francois Molins"]["roles"] == ["Paris prosecutor"]
    assert found["Bashar al-Assad"]["roles"] == ["Syria's embattled president"]
    assert found["Laurent Fabius"]["roles"] == ["France's foreign minister"]


def test_two_with_one_surname_stay_two(people):
    found = people(
        "Hillary Clinton won in Nevada. Her husband, Bill Clinton, watched. Mr. Clinton smiled. Mrs. Clinton waved."
    )
    assert found["Bill Clinton"]["texts"] == ["Bill Clinton", "Clinton"]
    assert found["Hillary Clinton"]["texts"] == ["Hillary Clinton", "Clinton"]


def test_pronouns_tell_the_gender_that_a_name_does_not(people):
    found = people("Almaz Sadykov, the mayor, spoke for an hour. He thanked his voters, and then he left.")
    assert found["Almaz Sadykov"]["gender"] == "m"


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Maria Silva wrote to the minister. The minister said he had no money. He left.", "Maria Silva", "f"),
        ("Emma Lund phoned the governor in Lima. The governor said he knew. He hung up.", "Emma Lund", "f"),
        ("Jose Prado met the mayor. The mayor said she was ill. She wept.", "Jose Prado", "m"),
        ("Peter Hahn visited the bishop. The bishop said she was sorry. She sat down.", "Peter Hahn", "m"),
        ("Kiran Rao, the minister, spoke. The minister said she would stay. She smiled.", "Kiran Rao", "f"),
    ],
)
def test_a_pronoun_behind_a_role_is_not_of_who_is_named_before(people, text, name, gender):
    assert people(text)[name]["gender"] == gender


def test_a_ship_an_airport_and_a_storm_are_no_people(people):
    found = people(
        "The carrier Charles de Gaulle left port. Planes landed at John F. Kennedy Airport before Hurricane Maria."
    )
    assert not {name for name in found if "Gaulle" in name or "Kennedy" in name or name == "Maria"}


def test_the_minister_is_the_one_of_that_office(people):
    found = people(
        "Prime Minister Anna Berg met Foreign Minister Karl Holm in Oslo. The foreign minister spoke first. "
        "The prime minister listened."
    )
    assert "The foreign minister" in found["Karl Holm"]["texts"]
    assert "The prime minister" in found["Anna Berg"]["texts"]


def test_the_senator_from_ohio(people):
    found = people(
        "Sen. Raymond Cole, R-Ohio, and Sen. Alicia Romero, D-N.M., disagreed. "
        "Later the senator from Ohio told reporters that he was tired."
    )
    assert "the senator from Ohio" in found["Raymond Cole"]["texts"]


def test_seed_article(seed_record):
    people = {person["name"]: person for person in seed_record["people"]}
    assert {
        "Francois Hollande", "Vladimir Putin", "Bashar al-Assad", "David Cameron", "Matteo Renzi", "Angela Merkel",
        "Barack Obama", "Jeremy Corbyn", "Abdelhamid Abaaoud", "Francois Molins", "Salah Abdeslam",
    } <= people.keys()  # fmt: skip
    text = seed_record["text"]
    texts = [text[start:end] for start, end in people["Francois Hollande"]["mentions"]]
    assert "the French leader" in texts
    assert "The prosecutor" in [text[a:b] for a, b in people["Francois Molins"]["mentions"]]
    assert not any("Gaulle" in name for name in people)
