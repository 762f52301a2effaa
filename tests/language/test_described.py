"""Capitals named by their country alone, and events told of several towns by counts."""

import pytest

NAMED = [
    ("Two bombs went off in the Syrian capital on Tuesday, killing nine people.", "Damascus"),
    ("Thousands marched through Peru's capital on Sunday.", "Lima"),
    ("A bus driver was stabbed in the capital of Kenya on Monday.", "Nairobi"),
    ("Shells fell on the outskirts of the Sudanese capital city overnight.", "Khartoum"),
    ("A fire in the Scottish capital destroyed a market hall.", "Edinburgh"),
    ("Floods closed every school in Tunisia’s capital.", "Tunis"),
    ("The Texas capital lost power for two days after the storm.", "Austin"),
]
UNNAMED = [
    "Chinese capital flows slowed in June.",
    "The British capital markets fell sharply.",
    "India's financial capital was flooded.",
    "Rebels entered Libya's capital, Tripoli, on Monday.",
    "Damascus, the Syrian capital, was calm on Sunday.",
    "Doha will be the Arab capital of culture.",
    "The French capital gains tax was raised.",
]


ALONE = [
    ("The Syrian army lost Homs. Two bombs went off in the capital on Tuesday, killing nine.", "Damascus"),
    ("Peru counted its dead on Sunday. Floods hit Arequipa and Piura. Thousands marched through the capital.", "Lima"),
    ("Kenyan police fired tear gas in Kisumu. Protests spread to the capital on Tuesday.", "Nairobi"),
    ("Rebels in Chad said they had entered the capital on Monday.", "N'Djamena"),
    ("Gunmen held a bridge in Gao. Malian soldiers closed the roads around the country's capital.", "Bamako"),
    ("Floods cut off Sukkur and Larkana in Sindh. Soldiers brought food from the provincial capital.", "Karachi"),
    ("Shells fell on Omdurman and Wad Madani. Sudanese families fled the capital on Monday.", "Khartoum"),
    ("Ethiopian rebels let go of Dessie. They said they would not withdraw from the capital.", "Addis Ababa"),
    ("Ghanaian nurses in Kumasi and Tamale stopped work. Doctors returned to the capital on Friday.", "Accra"),
    ("Cholera spread from Beira and Nampula. Mozambican doctors said the capital has no vaccine.", "Maputo"),
    ("Police searched a farm near Waco, Texas. Lawmakers in the state capital called for a debate.", "Austin"),
]  # fmt: skip
UNTOLD = [
    "French and German ministers met in Vienna on Monday. Protesters burned tyres in the capital.",
    "Investors moved the capital out of Turkey last year.",
    "A start-up in Lyon said it had raised the capital it needed from French banks.",
    "A bank in Nairobi lent the capital to Kenyan farmers.",
    "A brewer in Leeds said British banks were right, as it didn't have the capital or a site for a second plant.",
    "The owners of a mill in Kaunas, Lithuania, could not get the capital together.",
    "Nigerian farmers in Kano want a stake in the capital of the mill.",
    "The capital markets of Kenya were shut on Friday.",
    "Damascus is the capital. Syrian troops left Homs on Monday.",
    "Libyan rebels left Sirte and marched on the capital, Tripoli.",
    "Nothing moved in the capital on Monday.",
]


@pytest.mark.parametrize(("text", "capital"), ALONE, ids=[one[1] for one in ALONE])
def test_the_capital_alone_is_that_of_the_country_the_text_speaks_of(nlp, text, capital):
    doc = nlp(text)
    told = [mention for mention in doc._.mentions if mention["text"] == "capital"]
    assert [doc._.places[mention["place"]]["name"] for mention in told] == [capital]
    assert len({mention["id"] for mention in doc._.mentions}) == len(doc._.mentions)


@pytest.mark.parametrize("text", UNTOLD)
def test_a_capital_of_no_country_of_several_or_of_a_firm_is_no_place(nlp, text):
    assert not [mention for mention in nlp(text)._.mentions if mention["text"] == "capital"]


def test_event_happens_in_the_capital_and_not_in_the_town_named_last(nlp):
    doc = nlp("Kenyan police fired tear gas in Kisumu. Dockers marched through the capital on Tuesday.")
    marched = [event for event in doc._.events if event["type"] == "PROTEST"]
    assert {doc._.places[event["place"]]["name"] for event in marched} == {"Nairobi"}


@pytest.mark.parametrize(("text", "capital"), NAMED)
def test_capital_is_told_by_its_country(nlp, text, capital):
    doc = nlp(text)
    told = [mention for mention in doc._.mentions if "of" in mention]
    assert [doc._.places[mention["place"]]["name"] for mention in told] == [capital]
    owner = next(mention for mention in doc._.mentions if mention["id"] == told[0]["of"])
    assert owner["place"] != told[0]["place"]
    assert told[0]["text"].startswith("capital")


@pytest.mark.parametrize("text", UNNAMED)
def test_money_and_capitals_named_beside_are_no_further_places(nlp, text):
    assert not [mention for mention in nlp(text)._.mentions if "of" in mention]


def test_event_happens_in_the_capital_and_not_in_its_country(nlp):
    text = "Gunmen shot dead a judge in the Iraqi capital on Sunday."
    doc = nlp(text)
    assert {doc._.places[event["place"]]["name"] for event in doc._.events} == {"Baghdad"}
    assert text[doc._.events[0]["place_start"] : doc._.events[0]["place_end"]] == "Iraqi capital"


COUNTED = [
    ("The storm killed three people in Cebu and four in Tacloban.", {"Cebu City", "Tacloban"}),
    ("Police arrested 30 protesters in Lyon, 12 in Nice and five in Lille.", {"Lyon", "Nice", "Lille"}),
    ("A strike killed a rebel leader in Tripoli, and a militia commander in Benghazi.", {"Tripoli", "Benghazi"}),
    ("Gunmen shot dead a judge in Quetta and two policemen in Karachi.", {"Quetta", "Karachi"}),
    ("Protesters burned cars in the northern city of Mosul and in the Iraqi capital.", {"Mosul", "Baghdad"}),
]


@pytest.mark.parametrize(("text", "towns"), COUNTED)
def test_event_with_a_count_for_each_town_happens_in_all(nlp, text, towns):
    doc = nlp(text)
    (group,) = {event["group"] for event in doc._.events if event["place"]}
    assert {doc._.places[e["place"]]["name"] for e in doc._.events if e["group"] == group} == towns


def test_another_events_town_is_not_taken_with_it(nlp):
    doc = nlp("Police arrested a man in Leeds over an attack on a bank in Hull.")
    arrested = [e for e in doc._.events if "arrested" in doc.text[e["trigger_start"] : e["trigger_end"]]]
    assert [doc._.places[e["place"]]["name"] for e in arrested] == ["Leeds"]
