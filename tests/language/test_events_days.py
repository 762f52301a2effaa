"""The days of events: shared by clauses, told elsewhere in the story, and those around publication."""

import pytest

PUBLISHED = "2015-11-26"
"""A Thursday."""


@pytest.fixture(scope="module")
def row(nlp):
    """The event of a text whose tellings hold a word."""

    def find(text, word):
        doc = nlp.make_doc(text)
        doc._.published = PUBLISHED
        at = text.index(word)
        rows = [r for r in nlp(doc)._.events if any(a < at + len(word) and at < b for a, b in r["mentions"])]
        assert rows, f"no event at “{word}” in: {text}"
        return rows[0]

    return find


SHARED = [
    ("Gunmen kidnapped ten farmers and killed four guards on 7 October in Zamfara.", "kidnapped", "2015-10-07"),
    ("Rebels seized the airport and shelled the harbour on Monday in Hodeidah.", "seized", "2015-11-23"),
    ("A bomb exploded at a market in Quetta, killing six people on Sunday.", "exploded", "2015-11-22"),
    ("On Tuesday police raided a flat in Namur and arrested two men.", "arrested", "2015-11-24"),
    ("Two boys were hurt when a shell hit a school in Taiz on Saturday.", "hurt", "2015-11-21"),
]


@pytest.mark.parametrize(("text", "word", "day"), SHARED, ids=[s[1] for s in SHARED])
def test_clauses_of_one_sentence_share_their_day(row, text, word, day):
    event = row(text, word)
    assert (event["date"], event["date_end"]) == (day, day)
    assert event["date_evidence"] in ("clause", "clause above")


STORY = [
    ("A ferry sank off Zanzibar on 3 May. The next day divers found 12 bodies in Pemba.", "found", "2015-05-04"),
    ("Gunmen stormed a hotel in Bamako on 12 November. Hours later, troops raided a house in Kati.", "raided",
     "2015-11-12"),
    ("The council met in Riga on 3 November. The following week it dismissed the mayor.", "dismissed", "2015-11-09"),
    ("He was arrested in Hanoi in May 2014. Later that month a court jailed his brother.", "jailed", "2014-05-01"),
    ("The blockade began the day after the army attacked Kunduz on 5 October.", "blockade", "2015-10-06"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "day"), STORY, ids=[s[1] for s in STORY])
def test_the_story_tells_the_day(row, text, word, day):
    assert row(text, word)["date"] == day


ANSWERED = [
    ("He was jailed on Monday for a stabbing in Cardiff.", "jailed", "2015-11-23", "stabbing"),
    ("The premier apologised on Tuesday for the massacre in the village.", "apologised", "2015-11-24", "massacre"),
    ("Two colonels were convicted on Friday of the killings in Lima.", "convicted", "2015-11-20", "killings"),
    ("The captain was sentenced on Sunday for the shooting in Oran.", "sentenced", "2015-11-22", "shooting"),
    ("A clerk was acquitted on Wednesday of the bombing in Cork.", "acquitted", "2015-11-25", "bombing"),
]


@pytest.mark.parametrize(("text", "word", "day", "answered"), ANSWERED, ids=[s[3] for s in ANSWERED])
def test_what_somebody_answers_for_is_not_of_that_day(row, text, word, day, answered):
    assert (row(text, word)["date"], row(text, answered)["date"]) == (day, None)


def test_what_somebody_answers_for_may_have_a_day_of_its_own(row):
    assert row("He was jailed for the attack on 3 May 2011 in Bath.", "attack")["date"] == "2011-05-03"


APART = [
    ("The minister resigned the day after gunmen killed the mayor of Porto on 9 May.", "resigned", "killed",
     "2015-05-10", "2015-05-09"),
    ("Both sides met in Geneva the day before soldiers arrested Ana Roe in Lyon on 2 June.", "met", "arrested",
     "2015-06-01", "2015-06-02"),
    ("Students marched in Lille the day after police shot a boy in Metz on 3 March.", "marched", "shot",
     "2015-03-04", "2015-03-03"),
    ("The city fell the day before troops shelled its suburbs on Tuesday.", "fell", "shelled",
     "2015-11-23", "2015-11-24"),
    ("Crowds gathered in Riga the day after a court jailed the singer on 5 April.", "gathered", "jailed",
     "2015-04-06", "2015-04-05"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "told", "day", "own"), APART, ids=[s[1] for s in APART])
def test_a_clause_that_tells_a_day_has_its_own(row, text, word, told, day, own):
    assert (row(text, word)["date"], row(text, told)["date"]) == (day, own)


RECENT = [
    ("Police have arrested the mayor of Bergamo.", "arrested"),
    ("Ukraine has destroyed a bridge near Tokmak.", "destroyed"),
    ("Striking dockers blocked the port of Gdynia.", "blocked"),
    ("A court in Accra jailed three bankers.", "jailed"),
    ("Lawmakers in Tirana approve the budget.", "approve"),
]


@pytest.mark.parametrize(("text", "word"), RECENT, ids=[r[1] for r in RECENT])
def test_undated_news_happened_in_the_days_before_publication(row, text, word):
    event = row(text, word)
    assert (event["date_evidence"], event["date_precision"], event["date_text"]) == ("publication", "around", None)
    assert event["date_end"] == PUBLISHED and event["date"] > "2015-11-18"


UNDATED = [
    ("The premier will visit Ankara.", "visit"),
    ("The rebels may attack Goma.", "attack"),
    ("The union plans a strike in Athens.", "strike"),
    ("Police did not arrest the mayor of Bergamo.", "arrest"),
    ("Officials expect to evacuate Odesa.", "evacuate"),
]


@pytest.mark.parametrize(("text", "word"), UNDATED, ids=[u[1] for u in UNDATED])
def test_what_has_not_happened_is_not_dated_by_publication(row, text, word):
    event = row(text, word)
    assert event["status"] != "happened" and event["date"] is None and event["date_evidence"] is None


NAMES = [
    ("Parliament in Warsaw repealed the Media Act of 2013 on Tuesday.", "repealed"),
    ("Judges in Quito struck down the 2008 mining law on Tuesday.", "struck down"),
    ("Ministers in Oslo signed the 1998 fisheries treaty on Tuesday.", "signed"),
    ("Lawmakers in Delhi amended the Seeds Bill of 2004 on Tuesday.", "amended"),
    ("Police in Lima seized a 1962 painting on Tuesday.", "seized"),
]


@pytest.mark.parametrize(("text", "word"), NAMES, ids=[n[1] for n in NAMES])
def test_the_year_of_a_name_dates_nothing(row, text, word):
    assert row(text, word)["date"] == "2015-11-24"


@pytest.mark.parametrize(
    "text",
    [
        "The trial of the banker in Geneva was adjourned until 14 December.",
        "The court in Geneva postponed the hearing to 14 December.",
        "The judge in Geneva put off the trial until 14 December.",
        "Lawmakers in Geneva extended the curfew until 14 December.",
        "Lawmakers in Geneva suspended talks until 14 December.",
    ],
)
def test_a_day_until_which_something_waits_is_not_the_day_of_the_delay(row, text):
    words = ("adjourned", "postponed", "put off", "extended", "suspended")
    event = row(text, next(word for word in words if word in text))
    assert event["status"] == "planned" or event["date_evidence"] in (None, "publication")
    assert event["date"] is None or event["date"] > "2015-11-18"


HABITS = [
    ("The gangs that smuggle ivory through Mombasa bribe officers of the port.", "smuggle"),
    ("Storms often batter the coast of Luzon.", "batter"),
    ("Pilgrims gather in Lalibela every January.", "gather"),
    ("Thousands who flee Eritrea annually are young, aid workers in Asmara said.", "flee"),
    ("Ministers of the five states usually meet in Bishkek.", "meet"),
]


@pytest.mark.parametrize(("text", "word"), HABITS, ids=[h[1] for h in HABITS])
def test_a_habit_is_not_dated_by_publication(row, text, word):
    assert row(text, word)["date_evidence"] != "publication"


def test_rows_of_one_event_share_its_day(nlp):
    doc = nlp.make_doc("Workers marched in Lyon, Lille and Nantes on Monday.")
    doc._.published = PUBLISHED
    assert {r["date"] for r in nlp(doc)._.events} == {"2015-11-23"}


def test_without_a_day_of_publication_nothing_is_inferred(nlp):
    doc = nlp("Police have arrested the mayor of Bergamo.")
    assert [r["date"] for r in doc._.events] == [None]
