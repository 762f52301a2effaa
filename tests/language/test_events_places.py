"""Where events happen: the name that is the place, as wide as the text writes it, with its reason; else none."""

import pytest

from geo.language.events.choice import reason
from geo.language.events.names import Spot, is_measured_from, signs, surface_preposition
from geo.language.events.spots import Quoted, unknown_names
from geo.language.parse import Parse


@pytest.fixture(scope="module")
def place(nlp):
    """The words that are the place of the first event that a word tells, None where it has none."""

    def find(text, word):
        rows = [r for r in nlp(text)._.events if any(word in text[a:b] for a, b in r["mentions"])]
        assert rows, f"no event at “{word}” in: {text}"
        return text[rows[0]["place_start"] : rows[0]["place_end"]] if rows[0]["place_start"] is not None else None

    return find


HAPPENS = [
    (
        "Soldiers patrolled Gbarnga, 190 kilometers (118 miles) northeast of Monrovia, on Tuesday.",
        "patrolled",
        "Gbarnga",
    ),
    ("Police arrested two men outside the house of Tarek Lamrani in Casablanca.", "arrested", "Casablanca"),
    ("Homs was shelled by government forces on Sunday.", "shelled", "Homs"),
    ("British jets bombed Mosul on Sunday.", "bombed", "Mosul"),
    ("Workers of the London-based company protested in Lille.", "protested", "Lille"),
    ("Farmers marched in Lyon against the war in Syria.", "marched", "Lyon"),
    ("Twelve people were killed in Tabqa, a town in Raqqa province, in Syria.", "killed", "Tabqa"),
    ("Gunmen killed three people in Mazar-e-Sharif on Friday.", "killed", "Mazar-e-Sharif"),
    ("A minister from Norway was arrested in Tallinn.", "arrested", "Tallinn"),
    ("An airstrike by the U.S.-led coalition killed six people on Monday.", "killed", None),
    ("Officials in Oslo said that six soldiers were killed.", "killed", None),
    ("The minister told parliament in Lima that six soldiers were killed.", "killed", None),
    ("Speaking in Geneva, she said six soldiers were killed.", "killed", None),
    ("In Basra, police said, six people were killed.", "killed", "Basra"),
    ("A train from Milan crashed on Tuesday.", "crashed", None),
    ("Police arrested the writer, who had said: “We shall march from Lisbon tomorrow.”", "arrested", None),
]


@pytest.mark.parametrize(("text", "word", "name"), HAPPENS, ids=[row[0] for row in HAPPENS])
def test_where_it_happens(place, text, word, name):
    assert place(text, word) == name


@pytest.fixture(scope="module")
def parsed(nlp):
    def parse(text):
        return Parse(nlp(text))

    return parse


def spot(parse, name, kind="name"):
    first = parse.lower.index(name.split()[0].lower())
    past = first + len(name.split())
    return Spot(first, past, parse.root_of(first, past), kind)


MEASURED = [
    ("The village lies 60 kilometers (40 miles) north of Monrovia.", "Monrovia", True),
    ("They met 12 km from Juba.", "Juba", True),
    ("They met in the north of Italy.", "Italy", False),
    ("Forty men came from Juba.", "Juba", False),
]


@pytest.mark.parametrize(("text", "name", "measured"), MEASURED, ids=[row[0] for row in MEASURED])
def test_what_a_distance_is_measured_from(parsed, text, name, measured):
    parse = parsed(text)
    assert is_measured_from(parse, spot(parse, name)) is measured
    assert ("measured from" in signs(parse, spot(parse, name))) is measured


def test_the_preposition_before_a_name_is_read_off_the_words(parsed):
    parse = parsed("In the rebel stronghold Binnish, shells fell; Sarmin was quiet.")
    assert surface_preposition(parse, spot(parse, "Binnish")) == "in"
    assert surface_preposition(parse, spot(parse, "Sarmin")) == ";"


def test_an_unknown_name_keeps_its_first_part(parsed):
    parse = parsed("They shelled the town of Deir ez-Zor and left.")
    names = unknown_names(parse, 0, len(parse), set())
    assert "Deir ez-Zor" in [parse.text[parse.start[s.first] : parse.end[s.past - 1]] for s in names]


def test_what_is_quoted_is_apart_from_what_is_told(parsed):
    text = "He was arrested after he wrote “they met in Lisbon and Porto” on a wall in Faro."
    parse = parsed(text)
    quote = {"direct": True, "start": text.index("they"), "end": text.index("”")}
    spots = [spot(parse, name) for name in ("Lisbon", "Porto", "Faro")]
    quoted = Quoted(parse, [quote])
    assert quoted.keep(parse.lower.index("arrested"), spots) == spots[2:]
    assert quoted.keep(parse.lower.index("met"), spots) == spots[:2]


REASONS = [
    ("Gunmen killed three people in Basra.", "killed", "Basra", "“killed three people in Basra”."),
    ("Jets bombed Basra.", "bombed", "Basra", "Basra is the object of “bombed”."),
    ("Basra was shelled.", "shelled", "Basra", "Basra is the subject of “shelled”."),
    ("In Basra, ten people died.", "died", "Basra", "“in … Basra … died”."),
]


@pytest.mark.parametrize(("text", "verb", "name", "why"), REASONS, ids=[row[0] for row in REASONS])
def test_the_reason_quotes_the_text(parsed, text, verb, name, why):
    parse = parsed(text)
    assert reason(parse, parse.lower.index(verb), spot(parse, name)) == why


AROUND = [
    ("Gunmen killed ten people in Zorbaq, a village in Homs province, on Friday.", "Zorbaq", "Homs"),
    ("A bomb exploded in Tarvesh, Afghanistan, on Monday.", "Tarvesh", "Afghanistan"),
    ("Police patrolled outside Mecca's Al-Zorb hospital on Saturday.", "Al-Zorb", "Mecca"),
    ("Police arrested two men in Al-Zorb, a suburb of Mecca, on Saturday.", "Al-Zorb", "Mecca"),
    ("Gunmen killed ten people in Zorbaq, north of Aleppo, on Friday.", "Zorbaq", None),
    ("Soldiers patrolled Kvakta, 60 kilometers (40 miles) northeast of Monrovia, on Tuesday.", "Kvakta", None),
]


@pytest.mark.parametrize(("text", "name", "around"), AROUND, ids=[row[0] for row in AROUND])
def test_a_name_without_a_place_leans_on_what_it_lies_in(nlp, text, name, around):
    doc = nlp(text)
    event = doc._.events[0]
    assert text[event["place_start"] : event["place_end"]] == name
    places = {m["text"]: m["place"] for m in doc._.mentions}
    if around is None:
        assert event["place_evidence"] != "clause" and "known for" not in event["why"]
    else:
        assert event["place"] == next(p for text, p in places.items() if text.startswith(around))
        told = " ".join(m["why"] for m in doc._.mentions if m["text"] == name)
        assert f"known for {name}" in event["why"] or f"lacks {name}: placed at {around}" in told
