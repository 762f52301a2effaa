"""Quotations and reported speech: found, told from titles and headlines, and given to who says them."""

import time

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.language.people import People
from geo.language.quotes.component import Quotes


@pytest.fixture(scope="module")
def quotes(nlp):
    return lambda text: nlp(text)._.quotes


def said(rows, *, direct=True) -> list[tuple[str, str | None, str | None]]:
    return [(row["text"], row["speaker"], row["cue"]) for row in rows if row["direct"] == direct]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go now,” David Cameron said.", [("We go now,", "David Cameron", "said")]),
        ("“We go now,” said David Cameron.", [("We go now,", "David Cameron", "said")]),
        ("David Cameron said: “We go now.”", [("We go now.", "David Cameron", "said")]),
        ("David Cameron: “We go now, all of us.”", [("We go now, all of us.", "David Cameron", None)]),
        ("David Cameron, who met him, said: “We go now.”", [("We go now.", "David Cameron", "said")]),
        ("In a statement, the Interior Ministry said “we go now”.", [("we go now", "Interior Ministry", "said")]),
        (
            "“We go now,” according to David Cameron.",
            [("We go now,", "David Cameron", "according to")],
        ),
        (
            "Asked whether he would stay, David Cameron replied: “We go now.”",
            [("We go now.", "David Cameron", "replied")],
        ),
        (
            "David Cameron spoke. “We go now,” he said. “All of us.”",
            [("We go now,", "David Cameron", "said"), ("All of us.", "David Cameron", "said")],
        ),
        (
            "Prime Minister Theresa May met David Cameron on Monday. “We go now,” she said.",
            [("We go now,", "Theresa May", "said")],
        ),
        (
            "David Cameron tweeted: “We go now, all of us.”",
            [("We go now, all of us.", "David Cameron", "tweeted")],
        ),
        (
            "Angela Merkel called the plan “a bad and costly joke”.",
            [("a bad and costly joke", "Angela Merkel", "called")],
        ),
    ],
)
def test_forms_of_attribution(quotes, text, expected):
    assert said(quotes(text)) == expected


def test_a_quotation_goes_on_over_paragraphs(quotes):
    rows = quotes(
        "“We cannot wait for peace,” David Cameron told reporters in London.\n\n"
        "“It is the view of our generals.\n\n“It is my view too.”"
    )
    assert [row["speaker"] for row in rows if row["direct"]] == ["David Cameron"] * 3
    assert rows[1]["group"] == rows[2]["group"] != rows[0]["group"]
    assert rows[1]["cue"] is None


def test_a_split_quotation_has_one_group(quotes):
    first, second = quotes("“The talks,” said Angela Merkel on Friday, “will go on all night.”")
    assert first["group"] == second["group"] == first["id"]


def test_an_answer_in_a_dialogue(quotes):
    rows = quotes(
        "“When did you know of it?” Senator Raymond Cole asked.\n\n"
        "“I did not know,” Denise Hart answered.\n\n"
        "“Who told you then?” Cole asked.\n\n"
        "“I don't have that name, Senator.”"
    )
    assert rows[-1]["speaker"] == "Denise Hart"


@pytest.mark.parametrize(
    "text",
    [
        "Critics praised “The Long Road Home” at its opening on Monday.",
        "Cameron: ‘We cannot wait’\n\nThe prime minister spoke in London on Monday. “It is time,” he said then.",
        "Attack was ‘hours away’\n\nThe police told nobody of it until the evening of the next day.",
        "The so-called “caliphate” lost a third of its land in the course of the year.",
        "A museum opened an exhibition called “Lost and Found” on Monday.",
        "On the channel’s “Morning Talk,” Ann Lee said that she would go.",
        "He read from her new book, “A Life in the Hills: Letters and Songs,” for an hour.",
        "“Bridge shut for a whole year,” by Ann Lee of the Post: “The old bridge over the Tay was shut on Monday.”",
        "Shops sold shirts with “eat more fish” Hanna Moen and her band.",
        "The boxer Ray “Sugar” Dunn died in Leeds on Monday.",
        "Singer Mary “Birdie” Holt was born in Ohio.",
        "A jury in Turin freed Tom “Tiger” Ruiz.",
        "The coach, Ann “Boss” Lee, left the town.",
        "Police held Marco “The Bull” Conti in Rome.",
        "The club has a motto on its shirts that is Latin for “if you want peace,” and no more.",
        "They wore the letters on a ribbon, meaning “we shall come home again,” until the spring.",
        "The party has called a referendum, “No to the New Port,” for the first Sunday in June.",
        "The mayor will not stand again, Hanna Moen told “Morning Talk,” a show that she likes.",
        "City to shut its bridge.\n\nDrivers fear it is ‘the end of the road.’\n\n“It is time,” Ann Lee said.",
        "On Monday the town lost half of its only bridge to the flood.\n\nNobody was hurt.\n\n"
        "“On Monday the town lost half of its only bridge to the flood.”\n\nIt will be built again.",
    ],
)
def test_titles_scare_quotes_and_headlines_are_no_quotations(quotes, text):
    assert not {row["text"] for row in quotes(text) if row["direct"]} - {"It is time,"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fans marched to the port chanting “Save Our Club” all night.", ["Save Our Club"]),
        (
            "There were calls of “Save Our Club” and “Stay, Ann, Stay” as she passed by.",
            ["Save Our Club", "Stay, Ann, Stay"],
        ),
        ("Hanna Moen stood on the bridge. “Happy New Year!,” she tweeted.", ["Happy New Year!,"]),
        ("Ann Lee asked the Germans for “more help and more time.”", ["more help and more time."]),
        ("The vote means “we have to begin again,” Ann Lee said.", ["we have to begin again,"]),
        (
            "Ann Lee spoke in Lyon.\n\n“We shall build the bridge before the winter.\n\nAnn Lee, Mayor of Lyon.”\n\n"
            "Nobody asked her who pays.",
            ["We shall build the bridge before the winter."],
        ),
    ],
)
def test_chants_pleas_and_signed_words_are_quotations(quotes, text, expected):
    assert [row["text"] for row in quotes(text) if row["direct"]] == expected


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        ("Jeremy Corbyn said that he would not go there.", "he would not go there", "Jeremy Corbyn"),
        ("The bridge will be closed for a year, officials said.", "The bridge will be closed for a year", "officials"),
        ("According to the police, two men were held.", "two men were held", "police"),
        ("White House officials have said that Assad must go.", "Assad must go", "White House officials"),
        ("Robert Wood said Friday that $27,000 had been set aside.", "$27,000 had been set aside", "Robert Wood"),
        ("According to Ann Lee, the mayor, who won in May, the bridge is shut.", "the bridge is shut", "Ann Lee"),
        ("That's part of the plan for the port, Ann Lee said.", "That's part of the plan for the port", "Ann Lee"),
        ("Asked about the port, Ann Lee said that she did not know it.", "she did not know it", "Ann Lee"),
        ("Earlier in July of this year Peru recommended that all get a dose.", "all get a dose", "Peru"),
        ("When two men were held in May, the police said that they had a gun.", "they had a gun", "police"),
        ("A 20-year-old Lyon man said that he wept all night.", "he wept all night", "20-year-old Lyon man"),
        ("Police in Essex and Surrey said the man was dead.", "the man was dead", "Police in Essex and Surrey"),
        ("Police in Devon and Cornwall said she was found.", "she was found", "Police in Devon and Cornwall"),
        ("Officials in Dakar and Thies said the road was cut.", "the road was cut", "Officials in Dakar and Thies"),
        ("Nurses in Cork and Kerry said they would strike.", "they would strike", "Nurses in Cork and Kerry"),
        ("Farmers in Kent and Sussex said the crop was lost.", "the crop was lost", "Farmers in Kent and Sussex"),
    ],
)  # fmt: skip
def test_reported_speech(quotes, text, clause, speaker):
    assert [(row["text"], row["speaker"]) for row in quotes(text) if not row["direct"]] == [(clause, speaker)]


@pytest.mark.parametrize(
    ("text", "direct", "reported"),
    [
        ("The minister warned that “hotheads” could start a war.", [], ["“hotheads” could start a war"]),
        ("Ann Lee said that the pumps were “older than most of the men”.", ["older than most of the men"], []),
        (
            "Ann Lee said that the town needed help “this week, not this year”.",
            ["this week, not this year"],
            ["the town needed help"],
        ),
        (
            "Ann Lee said that “the first two of the pumps” came from a dealer in Lyon.",
            ["the first two of the pumps"],
            ["came from a dealer in Lyon"],
        ),
    ],
)
def test_nothing_is_told_as_quoted_and_as_reported(quotes, text, direct, reported):
    rows = quotes(text)
    assert [row["text"] for row in rows if row["direct"]] == direct
    assert [row["text"] for row in rows if not row["direct"]] == reported
    assert len({row["group"] for row in rows}) == 1


def test_what_was_not_said_is_not_reported(quotes):
    assert not quotes("The ministry did not say whether the bridge was closed. Holm declined to say who paid for it.")
    assert not quotes("As if the plan was not dead already, we are now being told of another one.")
    assert not quotes("In Rome it was concluded that the virus was harmless to humans.")


def test_why_is_a_sentence(quotes):
    (row,) = quotes("Vladimir Putin spoke. “We are ready for it,” he said.")
    assert row["why"] == "“he said” after the quotation; he is Vladimir Putin, named before."


def test_seed_article(seed_record):
    rows = {row["text"]: row for row in seed_record["quotes"] if row["direct"]}
    speakers = {
        "We are all concerned by terrorism.": "Francois Hollande",
        "I believe the decision about the President": "Vladimir Putin",
        "an ally in the fight against terrorism.": "Vladimir Putin",
        "the very direct threat that (ISIS) poses": "David Cameron",
        "to take action now, to help protect us": "David Cameron",
        "We cannot wait for a political transition.": "David Cameron",
        "It’s the view of our military": "David Cameron",
        "We will not hand a publicity coup": "David Cameron",
    }
    assert len(rows) == len(speakers)
    for begin, speaker in speakers.items():
        (row,) = [row for text, row in rows.items() if text.startswith(begin)]
        assert row["speaker"] == speaker, begin
    reported = [(row["text"], row["speaker"]) for row in seed_record["quotes"] if not row["direct"]]
    assert ("he would not support airstrikes in Syria", "Jeremy Corbyn") in reported
    assert ("On Thursday, the nation’s threat level was lowered from 4 to 3", "Interior Ministry") in reported


def test_offsets_point_at_the_text(seed_record):
    text = seed_record["text"]
    for row in seed_record["quotes"]:
        assert row["text"] == text[row["start"] : row["end"]]
        if row["cue"]:
            assert row["cue"] == text[row["cue_start"] : row["cue_end"]]
        if row["speaker_start"] is not None:
            assert text[row["speaker_start"] : row["speaker_end"]].strip()


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "'", " said ", " he ", "Smith", ", ", ". ", "\n\n", ": ", "the mayor ", "according to ",
     "We go", "Ann Lee", "’s ", "who ", "told ", "… ", "\u00a0", "🙂", "— ", "Mr. ", "\n", "(", ")", "by ", "X"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=60).map("".join))
@example("“0“`0’")
def test_any_text_is_read_and_offsets_hold(nlp, text):
    doc = nlp(text)
    for row in doc._.quotes:
        assert row["text"] == text[row["start"] : row["end"]]
        assert row["cue"] is None or row["cue"] == text[row["cue_start"] : row["cue_end"]]
    for person in doc._.people:
        assert all(text[start:end].strip() for start, end in person["mentions"])


@pytest.mark.parametrize("unit", ['" ', "“a ", "“We go,” he said. ", "“We go.\n\n", "'a said "])
def test_time_grows_with_the_length_alone(unit):
    """The components on hostile text that no model has looked at."""
    blank = spacy.blank("en")
    people, reader = People(blank, "people"), Quotes(blank, "quotes")

    def seconds(length: int) -> float:
        spent = []
        for _ in range(3):
            doc = blank.make_doc(unit * (length // len(unit)))
            begin = time.process_time()
            reader(people(doc))
            spent.append(time.process_time() - begin)
        return min(spent)

    eightfold, squared = 8, 64
    assert seconds(80_000) < (eightfold + squared) / 2 * max(seconds(10_000), 0.005)
