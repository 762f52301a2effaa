"""Who and what is meant: one answer for quotes and events, for people, bodies and the things that carry their words."""

import time

import pytest

from geo.language.coreference import coreference_of


@pytest.fixture(scope="module")
def read(nlp):
    return lambda text: nlp(text)


def speakers(doc) -> list[str | None]:
    return [row["speaker"] for row in doc._.quotes]


def who(doc, said: str) -> list[str]:
    """Return the actors and recipients of the events whose clause holds the words."""
    rows = [row for row in doc._.events if said in row["text"]]
    return [name for row in rows for name in (*row["actors"], *row["recipients"])]


@pytest.mark.parametrize(
    ("text", "speaker", "clause"),
    [
        (
            "Mary Poe was sentenced by Judge Ann Lee in Oslo. She said the sentence was unfair. She fled to Bergen.",
            "Mary Poe",
            "fled",
        ),
        (
            "Tom Roe was struck by a lorry that Karl Lund drove in Turin. He said the pain was awful. He died there.",
            "Tom Roe",
            "died",
        ),
        (
            "Maria Vidal met Elena Marsh in Quito on Monday. She said the talks were useful. She flew to Lima.",
            "Maria Vidal",
            "flew",
        ),
        (
            "Police arrested Peter Hall in Leeds. He said the charge was false. He was released on Tuesday.",
            "Peter Hall",
            "released",
        ),
        (
            "Senator Jane Cole accused Mayor Bob Finn of fraud. She said the books were false. She resigned on Friday.",
            "Jane Cole",
            "resigned",
        ),
    ],
)
def test_quotes_and_events_give_a_pronoun_to_the_same_person(read, text, speaker, clause):
    doc = read(text)
    assert speakers(doc) == [speaker]
    assert who(doc, clause) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Fellow protester, engineer Carla Ruiz, 60, said: “We have waited here since dawn.”", "Carla Ruiz"),
        ("The head of the city's fire service, Olaf Berg, said: “We came as fast as we could.”", "Olaf Berg"),
        ("Another nurse, Dina Aziz, told us: “Nobody has slept here since Sunday.”", "Dina Aziz"),
        ("The country's envoy for water, Samir Haddad, said: “The river is nearly dry now.”", "Samir Haddad"),
        ("“We will not leave this valley,” said the group's oldest member, farmer Luis Vega, 81.", "Luis Vega"),
    ],
)
def test_a_role_is_the_person_in_apposition(read, text, speaker):
    assert speakers(read(text)) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We fought hard today,” said the Comets’ interim coach David Pell.", "David Pell"),
        ("“It is a good day for us,” said Everton manager Karl Brandt.", "Karl Brandt"),
        ("“The dam will hold for now,” said UNICEF spokeswoman Ida Holm.", "Ida Holm"),
        ("“He will appeal the ruling,” said Merkel adviser Jens Wolff.", "Jens Wolff"),
        ("“We are ready for the vote,” said World Health Organization chief Amina Sow.", "Amina Sow"),
    ],
)
def test_a_name_before_a_role_and_a_name_does_not_speak(read, text, speaker):
    assert speakers(read(text)) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Bank of Norway raised its rate. “Prices are rising too fast,” the bank said.", "Bank of Norway"),
        (
            "The Federal Bureau of Statistics published figures. “Growth was weak in spring,” the agency said.",
            "Federal Bureau of Statistics",
        ),
        (
            "The National Union of Seamen called a strike. “Nobody will unload a ship this week,” the union said.",
            "National Union of Seamen",
        ),
        (
            "The Ministry of Fisheries closed the coast. “The water is not safe to fish in,” the ministry said.",
            "Ministry of Fisheries",
        ),
        ("Kestrel Motors shut its plant. “We could not go on like this,” the company said.", "Kestrel Motors"),
    ],
)
def test_a_description_is_the_body_named_before(read, text, speaker):
    doc = read(text)
    body = next(row for row in doc._.bodies if row["name"] == speaker)
    direct = [row for row in doc._.quotes if row["direct"]]
    assert [(row["speaker"], row["speaker_id"]) for row in direct] == [(speaker, body["id"])]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A message from the mayor, Rosa Lind, urged people to “leave the valley at once”.", "Rosa Lind"),
        (
            "Colonel Adam Sadeq wrote a letter on Monday. “I failed to do what was expected of me,” the letter said.",
            "Adam Sadeq",
        ),
        ("“The cost is far too high for us,” Greenpeace's analysis said.", "Greenpeace"),
        ("Eva Marsh was in Kiel. Her statement said: “My client denies all of it.”", "Eva Marsh"),
        (
            "In a statement, the Interior Ministry regretted the raid. “It was a mistake,” the statement said.",
            "Interior Ministry",
        ),
    ],
)
def test_a_thing_that_carries_words_is_whose_it_is(read, text, speaker):
    assert speakers(read(text))[-1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Fans sang all night. A crowd-surfing banner read: “Comets since birth”.",
        "It rained in the square. A mural read: “Water is life for all”.",
        "Nobody was there. A plaque on the wall read: “To the fallen of two wars”.",
        "The hall was dark. A neon tube read: “Open all night long”.",
        "They marched on. A balloon over the crowd read: “Fair pay for all of us”.",
    ],
)
def test_nobody_says_what_is_only_written_on_a_thing(read, text):
    assert speakers(read(text)) in ([None], [])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A senior aide said on Friday that talks had failed. Marta Kos said the envoys had gone.", "Marta Kos"),
        ("An official said the road was cut. Bela Nagy said two bridges were gone.", "Bela Nagy"),
        ("Ida Holm called for calm. The mother of the two boys said: “We want no revenge for them.”", "Ida Holm"),
        ("Karl Brandt walked off in tears. “It is over for me now,” the former captain said.", "Karl Brandt"),
        ("Jan Peeters lost in Porto. “You learn to win another way,” the Belgian said.", "Jan Peeters"),
    ],
)
def test_who_is_told_of_without_a_name_is_named_beside_it(read, text, speaker):
    assert set(speakers(read(text))) == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "The Comets won again. The Comets’ coach left. Comets fans cheered in Leeds.",
        "The agency, Shin Dal, said little. Shin Dal chief Ronan Moss spoke on Monday.",
        "The newspaper Hadash printed it. Hadash said so on Monday.",
        "The Pacers lost in Denver. Pacers guard Tim Cole was hurt. The Pacers fly home today.",
        "The broadcaster Kol reported it. Kol said the fire was out.",
    ],
)
def test_a_body_is_nobody(read, text):
    names = {row["name"] for row in read(text)._.people}
    assert names.isdisjoint({"Comets", "Shin Dal", "Hadash", "Pacers", "Kol"})


def test_events_say_where_and_who_their_actors_are(read):
    text = "Ann Roe left Oslo on Monday. The next day she was arrested by Norpol officers in Bergen."
    doc = read(text)
    ids = {row["name"]: row["id"] for row in doc._.people}
    spans = [span for row in doc._.events for span in (*row["actor_spans"], *row["recipient_spans"])]
    assert ("Ann Roe", ids["Ann Roe"], "she") in [(s["text"], s["id"], text[s["start"] : s["end"]]) for s in spans]
    for row in doc._.events:
        assert row["actors"] == [span["text"] for span in row["actor_spans"]]
        assert row["recipients"] == [span["text"] for span in row["recipient_spans"]]


@pytest.mark.parametrize(
    "text",
    [
        "\u0301 The Ministry of \u0301 Defence and Trade said so.",
        "The Bank of \u0301 North \u0301 England Trust said so.",
        "The National \u0308 Trust Party Union said so.",
        "Leaders of the Green \u0327 Coast Fishing Union met on Monday.",
        "The Centre \u0301 for Peace Studies said it would close.",
    ],
)
def test_a_bare_accent_is_no_word_of_a_name(read, text):
    assert read(text)._.bodies is not None


@pytest.mark.parametrize("cut", range(12))
def test_a_name_that_the_end_cuts_short_ends_there(read, cut):
    text = "The Daily Times (DT) " * 60
    doc = read(text[: len(text) - cut])
    assert all(end <= len(doc.text) for row in doc._.bodies for _, end in row["mentions"])


def test_ids_of_people_and_bodies_are_theirs_alone(read):
    doc = read("Ann Roe of Kestrel Motors met Bob Finn of the Dockers' Union. The company agreed with the union.")
    rows = [*doc._.people, *doc._.bodies]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["name"] for row in rows} >= {"Ann Roe", "Bob Finn", "Kestrel Motors", "Dockers' Union"}
    texts = [[doc.text[start:end] for start, end in row["mentions"]] for row in doc._.bodies]
    assert ["Kestrel Motors", "The company"] in texts


def test_i_is_who_speaks(read):
    doc = read("“I fled to Bergen on Monday,” said Ann Roe. “I was arrested there.”")
    assert {name for row in doc._.events for name in (*row["actors"], *row["recipients"])} == {"Ann Roe"}


def test_papers_of_a_review_are_its_speakers(read):
    doc = read(
        "The Guardian says ministers “have run out of road”. The Times calls the plan “a gamble too far”. "
        "The i describes the vote as “a bad day for everybody”. The paper says it will fail."
    )
    assert speakers(doc)[:3] == ["The Guardian", "The Times", "The i"]


def test_pronouns_are_read_in_linear_time(nlp):
    def seconds(times: int) -> float:
        text = "Ann Roe met Bob Finn in Oslo. She said he had lied. It was late. They left. " * times
        doc = nlp(text)
        start = time.perf_counter()
        coreference = coreference_of.__wrapped__(doc)
        for token in doc:
            coreference.speaker(token.i)
        return time.perf_counter() - start

    short, long = seconds(20), seconds(160)
    assert long < 30 * short
