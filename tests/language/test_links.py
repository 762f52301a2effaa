"""Links: where words were said, what they are about, and the role of every toponym."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def read(nlp):
    def read(text):
        doc = nlp.make_doc(text)
        doc._.published = "2015-11-26"
        return nlp(doc)

    return read


def name(doc, place) -> str | None:
    return doc._.places[place]["name"] if place else None


SAID_AT = [
    ("“We all have to act,” President Francois Hollande told reporters in Moscow.", "Moscow"),
    ("At a rally in Chicago, John Miller said: “We will win this fight together.”", "Chicago"),
    ("“The deal is dead and gone,” John Miller said in a speech in Berlin on Monday.", "Berlin"),
    ("“We need more time for this,” David Cameron said in the British parliament.", "United Kingdom"),
    ("“We need more time for this,” Olaf Berg told Swedish lawmakers on Monday.", "Sweden"),
    ("“We have nothing to hide from anyone,” said John Miller, who was born in Boston.", None),
    ("“The president of Syria must step down at once,” John Miller said.", None),
]


@pytest.mark.parametrize(("text", "place"), SAID_AT, ids=[s[0] for s in SAID_AT])
def test_where_words_were_said(read, text, place):
    doc = read(text)
    quote = next(q for q in doc._.quotes if q["direct"])
    assert name(doc, quote["said_at"]) == place
    if place:
        assert f"Said at {place}" in quote["why"]


def said(doc, quote) -> list[tuple[str | None, str, bool]]:
    """Return place, evidence and weakness of the links to where a quote was said."""
    links = [link for link in doc._.links if link["item"] == quote["id"] and link["role"] == "said_at"]
    return [(name(doc, link["place"]), link["evidence"], link["weak"]) for link in links]


def test_the_dateline_is_a_guess_where_nothing_else_is_told(read):
    doc = read("MOSCOW — Prices rose in May.\n\n“We must save bread and fuel,” Ivan Petrov said.")
    (quote,) = [q for q in doc._.quotes if q["direct"]]
    assert quote["said_at"] is None and quote["said_at_evidence"] is None
    assert said(doc, quote) == [("Moscow", "dateline", True)] and "dateline" in quote["why"]


def test_words_that_follow_a_guess_are_a_guess(read):
    doc = read("MOSCOW — Prices rose.\n\n“We must save bread,” Ivan Petrov said. “And we will,” Petrov added.")
    for quote in [q for q in doc._.quotes if q["direct"]]:
        assert quote["said_at"] is None and said(doc, quote) == [("Moscow", "dateline", True)]


EVIDENCE = {
    "clause": [
        ("Speaking in Berlin on Monday, John Miller said: “The deal is dead and gone.”", "Berlin"),
        ("“The shelling has not stopped since dawn,” Ann Lee reported from Beirut.", "Beirut"),
        ("In a statement from Geneva, Ann Lee said: “We have no more food for the camps.”", "Geneva"),
        ("“We stand with you in this,” John Miller told reporters after talks in Warsaw.", "Warsaw"),
        ("“I saw the smoke and ran,” said Ann Lee, standing outside the market in Warsaw.", "Warsaw"),
        ("“The shells have not stopped since dawn,” Ann Lee told the BBC from Nairobi.", "Nairobi"),
    ],
    "venue": [
        ("Paul Dean went on trial at Leeds Crown Court.\n“I meant no harm to him,” Dean told the jury.", "Leeds"),
        ("Two men brought a bill into the Ohio Senate.\n“It costs us jobs,” Ann Lee told the Senate.", "Ohio"),
        ("Thousands joined a march in Madrid.\n“We will win this fight,” Ana Lopez said at the march.", "Madrid"),
        ("A funeral was held in Dover.\n“She was the best of us,” Ann Lee said at the funeral.", "Dover"),
        ("Leaders met for a summit in Nairobi.\n“We will win this,” Ana Lopez told the summit.", "Nairobi"),
        ("Runners came to the marathon in Boston.\n“They run well,” said Ann Lee, watching the race"
         " from the sidelines.", "Boston"),
    ],
    "scene": [
        ("John Miller was speaking at a rally in Chicago. “We will win this,” he said.", "Chicago"),
        ("Mary Poe arrived in Dakar on Sunday.\n“We are here to listen,” Poe said.", "Dakar"),
        ("Ann Lee gave a speech in Oslo on Monday. “The plan is ready,” Lee said.", "Oslo"),
        ("Olaf Berg visited Warsaw on Friday. “We stand with you,” Berg said.", "Warsaw"),
        ("One victim, Ann Poe, testified from her home in Bolton. “I trusted him,” Poe said.", "Bolton"),
    ],
    "speaker": [
        ("“We need a new bridge here,” said Ann Lee, a shopkeeper in Lyon.", "Lyon"),
        ("“We need a new bridge here,” said Ann Lee, a spokeswoman in Dhaka.", "Dhaka"),
        ("A fisherman in Odesa said: “We have not seen a ship for weeks.”", "Odesa"),
        ("“We have not seen a ship for weeks,” said Ann Lee, a teacher in Bergen.", "Bergen"),
        ("“I have not seen a ship for weeks,” said a nurse at the hospital in Accra.", "Accra"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "text", "place"), [(kind, *case) for kind, cases in EVIDENCE.items() for case in cases]
)
def test_the_evidence_of_where_words_were_said(read, evidence, text, place):
    doc = read(text)
    quote = [q for q in doc._.quotes if q["direct"]][-1]
    assert (name(doc, quote["said_at"]), quote["said_at_evidence"]) == (place, evidence)
    assert said(doc, quote) == [(place, evidence, False)]


NOWHERE = [
    "The Times describes the attack on Beirut as “a warning to all of them in the region”.",
    "John Miller praised firefighters in Lyon as “the very best that we have ever had”.",
    "“It was a brutal attack on our people,” Ann Lee said after the bombing in Kabul.",
    "“The plan is ready and will work,” Ann Lee said in a statement on the floods in Kenya.",
    "“The plan is ready and will work,” Ann Lee told Paul Dean, who lives in Bonn.",
    "“The plan is ready and will work,” said Ann Lee, from Leeds.",
    "“The plan is ready and will work,” said Ann Lee of the Centre for Birds in Jodhpur.",
    "“The plan is ready and will work,” Ann Lee told Senator Paul Dean (R-Ohio).",
    "Ann Lee is on trial in Bonn. On Facebook, Lee wrote: “The plan is ready and will work.”",
    "Health officials in Illinois said: “The plan is ready and will work for all of us.”",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_a_place_beside_words_is_not_yet_where_they_were_said(read, text):
    quote = [q for q in read(text)._.quotes if q["direct"]][-1]
    assert quote["said_at"] is None and quote["said_at_evidence"] is None


def test_a_speech_goes_on_until_its_speaker_writes(read):
    doc = read(
        "“We will win this fight,” Ann Lee told a rally in Lagos. The crowd cheered her.\n\n"
        "“It will be a long one,” Paul Dean said.\n\n“And it will be a hard one,” Lee said.\n\n"
        "“Now is the time to give,” Lee later wrote on Facebook."
    )
    quotes = [q for q in doc._.quotes if q["direct"]]
    assert [name(doc, q["said_at"]) for q in quotes] == ["Lagos", None, "Lagos", None]
    assert quotes[2]["said_at_evidence"] == "run"


SCENES = [
    ("Bridge shut\n\nLYON, France: Prices rose in May.\n\n“We need a new bridge here,” Ann Lee said.", "Lyon"),
    ("Bridge shut for good. LYON, France -- Prices rose. “We need a new bridge here,” Ann Lee said.", "Lyon"),
    ("PARIS (AFP) - Prices rose.\n\n“We need a new bridge here,” Ann Lee said in a statement.", None),
    ("LYON, France: Prices rose.\n\n“We need a new bridge here,” Italian President Ann Lee said.", None),
    ("LYON, France: A summit began.\n\n“We need a new bridge here,” Italian President Ann Lee said.", "Lyon"),
    ("“We need a new bridge here,” said Ann Lee, a shopkeeper in Lyon.", "Lyon"),
    ("In Lyon, shopkeepers shut their stalls. “We need a new bridge here,” Ann Lee said.", "Lyon"),
    ("LYON, France: Prices rose.\n\n“We need a new bridge here,” Ann Lee said on November 3.", None),
    ("A woman was tried at a court in Lyon.\n\n“She took a hundred coins from me,” Ann Lee told the jury.", "Lyon"),
]


@pytest.mark.parametrize(("text", "place"), SCENES, ids=range(len(SCENES)))
def test_the_scene_that_is_set_for_words(read, text, place):
    doc = read(text)
    quote = next(q for q in doc._.quotes if q["direct"])
    assert next((found for found, _, _ in said(doc, quote)), None) == place


def test_words_are_about_what_they_are_said_of(read):
    doc = read("Ann Lee called France “a land without bridges of any kind”.")
    (quote,) = [q for q in doc._.quotes if q["direct"]]
    assert [name(doc, p) for p in quote["about"]] == ["France"]


def test_words_are_about_the_places_they_name(read):
    doc = read("“The people of Syria decide about Aleppo,” John Miller told reporters in Vienna.")
    quote = next(q for q in doc._.quotes if q["direct"])
    assert {name(doc, p) for p in quote["about"]} == {"Syria", "Aleppo"}
    assert name(doc, quote["said_at"]) == "Vienna"


SUBJECTS = [
    ("Sweden voted on Sunday. Sweden was calm.", "“The government has lost the vote,” Ann Lee said.", "Sweden"),
    ("A flood hit Dhaka.", "“The whole city is under water,” Ann Lee said after the flood in Dhaka.", "Dhaka"),
    ("China cut taxes. China's factories made less.", "“The economy will grow again,” Ann Lee said.", "China"),
    ("Kenya is short of rain. Kenya's crops failed.", "“People have nothing left to eat,” Ann Lee said.", "Kenya"),
    ("Troops entered Mali. Mali called for help.", "“The war will be long and hard,” Ann Lee said.", "Mali"),
]


@pytest.mark.parametrize(("story", "words", "place"), SUBJECTS)
def test_words_that_name_no_place_are_perhaps_about_the_storys(read, story, words, place):
    doc = read(f"{story}\n{words}")
    (quote,) = [q for q in doc._.quotes if q["direct"]]
    assert [name(doc, p) for p in quote["about"]] == [place]
    (link,) = [x for x in doc._.links if x["item"] == quote["id"] and x["role"] == "about"]
    assert link["weak"] and link["evidence"] == "subject" and link["why"].startswith("Perhaps about")


PRIVATE = [
    "Ann Lee won the final in Oslo in front of her mother. “I was nervous,” Lee said.",
    "Paul Dean, who lives in Bonn, has a new dog. “He is my best friend,” Dean said.",
    "A singer from Cork wrote a new song. “She has a lovely voice,” said Ann Lee.",
    "Ann Lee flew from Rome to Lima, Quito, Bogota and Cali. “I never sleep,” Lee said.",
    "Olaf Berg signed with Porto after years at Ajax. “He runs and runs,” said Ann Lee.",
]


def test_words_that_name_a_place_are_about_no_other(read):
    doc = read("Sweden voted on Sunday. Sweden was calm.\n“Norway has chosen a new way,” Ann Lee said.")
    (quote,) = [q for q in doc._.quotes if q["direct"]]
    assert [name(doc, p) for p in quote["about"]] == ["Norway"]
    assert not any(x.get("weak") for x in doc._.links if x["item"] == quote["id"] and x["role"] == "about")


@pytest.mark.parametrize("text", PRIVATE)
def test_private_words_are_about_no_place(read, text):
    quote = [q for q in read(text)._.quotes if q["direct"]][-1]
    assert quote["about"] == []


def test_our_country_is_the_speakers(read):
    doc = read("“This is a direct threat to our country,” British Prime Minister David Cameron said.")
    quote = next(q for q in doc._.quotes if q["direct"])
    assert [name(doc, p) for p in quote["about"]] == ["United Kingdom"]


ROLES = [
    ("Police raided a flat in Lyon.", "Lyon", "happened"),
    ("“We all have to act now,” the minister told reporters in Moscow.", "Moscow", "said_at"),
    ("“The people of Syria must decide this now,” John Miller said.", "Syria", "about"),
    ("Russian President Vladimir Putin left the room early.", "Russian", "from"),
    ("The union demanded sanctions against Moscow.", "Moscow", "government"),
    ("Germany has rejected the plan.", "Germany", "government"),
]


@pytest.mark.parametrize(("text", "word", "role"), ROLES, ids=[r[1] + " " + r[2] for r in ROLES])
def test_the_role_of_a_toponym(read, text, word, role):
    doc = read(text)
    links = [x for x in doc._.links if x["item"].startswith("m") and text[x["start"] : x["end"]] == word]
    assert [x["role"] for x in links] == [role]
    assert links[0]["why"].strip()


def test_every_placed_mention_event_and_quote_has_its_link(nlp, seed_record):
    links = {(x["item"], x["place"], x["role"]) for x in seed_record["links"]}
    for event in seed_record["events"]:
        assert event["place"] is None or (event["id"], event["place"], "happened") in links
    for quote in seed_record["quotes"]:
        assert quote["said_at"] is None or (quote["id"], quote["said_at"], "said_at") in links
        assert all((quote["id"], place, "about") in links for place in quote["about"])
    items = [x["item"] for x in seed_record["links"] if x["item"].startswith("m")]
    assert sorted(items) == sorted(m["id"] for m in seed_record["mentions"] if m["place"])


PIECES = [
    "“",
    "”",
    "said",
    "John",
    "Miller",
    "in",
    "Paris",
    ",",
    ".",
    "the",
    "British",
    "Parliament",
    "told",
    "of",
    "Syria",
    "against",
    "Moscow",
    "—",
    "\n\n",
]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_any_text_is_linked(read, pieces):
    doc = read(" ".join(pieces))
    for link in doc._.links:
        assert link["place"] in doc._.places and link["why"]
    json.dumps([doc._.links, doc._.quotes])
