"""The document's structure: what each part of a text is, where sentences begin, and speed on hostile text."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import Article
from geo.language.document import Document, document_of, read_document
from geo.language.document.borders import set_borders
from geo.language.document.furniture import mask
from geo.language.document.model import KINDS
from geo.language.pipeline import make_doc

BODY = "The river rose overnight and the lower town was cut off. Nobody was hurt, the council said on Friday."
MORE = "Crews pumped water out of forty cellars. “We worked until dawn,” said Ada Moss, who leads them."


def kinds(text, title=None):
    document = read_document(text, title)
    return [(block.kind, text[block.start : block.end]) for block in document.blocks]


def of_kind(kind, text, title=None):
    return [words for found, words in kinds(text, title) if found == kind]


# Headline and deck


@pytest.mark.parametrize(
    ("text", "title", "headline"),
    [
        (f"River floods lower town\n\n{BODY}", None, "River floods lower town"),
        (f"River floods lower town. {BODY}", "River floods lower town", "River floods lower town."),
        (f"Flood In The Valley: Hundreds Leave Their Homes\n{BODY}\n{MORE}", None,
         "Flood In The Valley: Hundreds Leave Their Homes"),
        (f"Hundreds flee. LIÈGE, Belgium — {BODY}", None, "Hundreds flee."),
        (f"3 May 2024\nRiver floods lower town\n{BODY}\n{MORE}", None, "River floods lower town"),
        (f"River floods town, and hundreds flee!\n{BODY}", "River floods town, and hundreds flee | The Post",
         "River floods town, and hundreds flee!"),
        (f"The river floods the town.\n\nHundreds sleep in a school.\n\nVISÉ — {BODY}", None,
         "The river floods the town."),
        (f"River floods town and port . {BODY}", "River floods town and port", "River floods town and port ."),
    ],
)  # fmt: skip
def test_headline(text, title, headline):
    assert of_kind("headline", text, title) == [headline]
    start = text.index(headline)
    assert read_document(text, title).headline == (start, start + len(headline))


@pytest.mark.parametrize(
    "text",
    [BODY, f"{BODY}\n\n{MORE}", f"LIÈGE, Belgium — {BODY}", f"By Ann Roe\n\n{BODY}\n\n{MORE}", ""],
)
def test_no_headline(text):
    assert read_document(text).headline is None


TITLE = "River floods lower town of Visé"


@pytest.mark.parametrize(
    ("text", "deck"),
    [
        (f"{TITLE}\n\nHundreds sleep in a school\n\n{BODY}\n\n{MORE}", "Hundreds sleep in a school"),
        (f"Mayor calls for a dam as hundreds sleep in a school.\nThe river has flooded the lower town of Visé.\n{BODY}",
         "Mayor calls for a dam as hundreds sleep in a school."),
        (f"Mayor calls for a dam as hundreds sleep in a school.\nVISÉ, Belgium (AP) — {BODY}",
         "Mayor calls for a dam as hundreds sleep in a school."),
        (f"{TITLE}.\nMayor calls for a dam as hundreds sleep in a school.\nVISÉ — {BODY}",
         "Mayor calls for a dam as hundreds sleep in a school."),
        (f"Hundreds sleep in a school\n{BODY}\n{MORE}", "Hundreds sleep in a school"),
    ],
)  # fmt: skip
def test_deck(text, deck):
    document = read_document(text, TITLE)
    assert document.deck and text[slice(*document.deck)] == deck
    assert document.is_lead(document.deck[0])
    assert text[slice(*document.lead)] in (BODY, "The river has flooded the lower town of Visé.")


@pytest.mark.parametrize(
    "first",
    [
        "The river has flooded the lower town of Visé, and hundreds slept in a school.",
        "Hundreds slept in a school on Friday.",
        "The mayor said that a dam was needed.",
        "Hundreds slept in a school. Others stayed on their roofs.",
        "VISÉ, Belgium — Hundreds slept in a school.",
    ],
)
def test_a_first_paragraph_that_tells_the_news_is_no_deck(first):
    assert read_document(f"{first}\n{BODY}\n{MORE}", TITLE).deck is None


# Datelines and bylines


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("LIÈGE, Belgium (AP) - ", "LIÈGE", None),
        ("WASHINGTON - ", "WASHINGTON", None),
        ("KYIV — ", "KYIV", None),
        ("(Reuters) - ", None, None),
        ("SALT LAKE CITY, Utah, March 3, 2021 (UPI) -- ", "SALT LAKE CITY", "March 3, 2021"),
        ("Lima, 4 May (EFE).- ", "Lima", "4 May"),
        ("Nairobi, Kenya (CNN) – ", "Nairobi", None),
        ("CNN — ", None, None),
        ("GENEVA/PARIS, June 5 (Reuters) - ", "GENEVA/PARIS", "June 5"),
        ("TOPEKA, Kan. (AP)  ", "TOPEKA", None),
        ("TOPEKA, Kan. ", "TOPEKA", None),
        ("NEW DELHI: ", "NEW DELHI", None),
        ("Tbilisi — ", "Tbilisi", None),
        ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE", None),
        ("ST. LOUIS, Mo. — ", "ST. LOUIS", None),
    ],
)
def test_datelines(line, place, date):
    text = f"River floods lower town\n\n{line}{BODY}\n\n{MORE}"
    (found,) = read_document(text).datelines
    assert text[found.start : found.end].strip() == line.strip()
    assert (text[slice(*found.place)] if found.place else None) == place
    assert (text[slice(*found.date)] if found.date else None) == date
    document = read_document(text)
    assert document.after_dateline(found.start) == found.end == text.index(BODY)
    assert document.kind_at(found.start) == "dateline"
    assert document.dateline_at(found.end) is None


@pytest.mark.parametrize(
    "opening",
    [
        "NATO, the EU and the UN met in Geneva - and agreed on nothing at all.",
        "The mayor (a Liberal) - who had slept - came too.",
        "BREAKING — The river has flooded the lower town.",
        "Ada Moss — the fire chief — slept in a school.",
        "WATCH: The river floods the lower town in a minute.",
        "ISIS - the group - took the town.",
        "Moss: I never said that the dam would hold.",
        "THE VALLEY AT ITS BEST — Ada Moss opens her garden.",
    ],
)
def test_no_dateline(opening):
    assert read_document(f"{opening}\n\n{BODY}").datelines == []


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("By Ann Roe", None),
        ("By ANN ROE in Paris", "Paris"),
        ("By Ann Roe and John Doe, Staff Writers", None),
        ("By Ann Roe in Port Louis, Mauritius", "Port Louis, Mauritius"),
        ("Published 3 May 2024", None),
    ],
)
def test_bylines(line, place):
    text = f"River floods lower town\n{line}\n{BODY}\n{MORE}"
    assert of_kind("byline", text) == [line]
    found = read_document(text).dateline
    assert (text[slice(*found.place)] if found else None) == place


@pytest.mark.parametrize(
    "byline",
    [
        "By Ann Roe Staff Writer ",
        "BY ANN ROE Valley Reporter March 30, 2009 ",
        "By Ann Roe, John Doe Correspondents 3 May 2010 ",
        "By Ann B. Roe May 3, 2010 ",
        "By Ann Roe Special Correspondent ",
    ],
)
def test_bylines_that_run_into_the_story(byline):
    text = f"{TITLE}. {byline}OSLO -- {BODY}"
    found = kinds(text, TITLE)
    assert [kind for kind, _ in found] == ["headline", "byline", "dateline", "text"]
    assert found[1][1] == byline and found[3][1] == BODY


def test_a_deed_done_by_somebody_is_no_byline():
    assert of_kind("byline", f"By Friday Ada Moss had gone. {BODY}\n\nBy Lake Visé the writer slept.") == []


def test_each_item_of_a_digest_has_its_own_dateline():
    text = f"OSLO — {BODY}\n\nLIMA — {BODY}\n\nACCRA — {BODY}\n\n{MORE}"
    document = read_document(text)
    assert [text[slice(*line.place)] for line in document.datelines] == ["OSLO", "LIMA", "ACCRA"]
    assert document.dateline_of(len(text) - 5) == document.datelines[2]
    assert [text[slice(*part.subject)] for part in document.sections] == ["OSLO", "LIMA", "ACCRA"]


# Furniture and captions


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Dam was never built",
        "Follow us on Facebook and Instagram.",
        "Follow The Valley Post:",
        "Sign up for our newsletter and get the news in your inbox.",
        "Related article: Dam was never built",
        "More from The Valley Post",
        "Send your pictures of the flood to us by email",
        "This story has been updated.",
        "Ann Roe contributed to this report.",
        "Reporting by Ann Roe; editing by John Doe",
        "Editor's note: the names of the children were changed.",
        "Download our app for the latest news",
        "Click here to see the pictures",
        "WATCH: Boats in the High Street",
        "Share this with your friends",
        "Do you have a story? Email us at news@example.org",
        "- Reuters",
        "Share Facebook Twitter WhatsApp Email",
        "Photo: Ann Roe/Reuters",
        "https://example.org/flood-pictures",
    ],
)
def test_furniture(line):
    text = f"{BODY}\n\n{line}\n\n{MORE}"
    assert of_kind("furniture", text) == [line]
    document = read_document(text)
    assert not document.is_told(text.index(line))
    assert document.is_told(0)


@pytest.mark.parametrize(
    "line",
    [
        "Heavy rain contributed to this week's floods in the valley.",
        "Like many others on the island, she has no car.",
        "Follow-up checks found three more cracks in the dam.",
        "The report was published on Monday by the ministry.",
        "More than forty cellars were under water.",
        "Find a way out of the valley is what they all tried.",
        "Read in full, the letter blames the ministry.",
        "Share prices fell in Brussels.",
        "Join the army or leave the valley, they were told.",
        "Related costs were put at two million euros.",
        "Contact with three hamlets was lost.",
    ],
)
def test_the_story_is_no_furniture(line):
    assert of_kind("furniture", f"{BODY}\n\n{line}\n\n{MORE}") == []


def test_headlines_below_a_list_of_related_stories_belong_to_it():
    text = f"{BODY}\n\nRelated stories\n\nDam was never built\n\nWhy rivers rise\n\n{MORE}"
    assert of_kind("furniture", text) == ["Related stories", "Dam was never built", "Why rivers rise"]


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        (f"{BODY}\nBoats lie in the street of Visé after the flood\nPhoto by Ann Roe\n{MORE}",
         "Boats lie in the street of Visé after the flood"),
        (f"{BODY}\nBoats lie in the street after the flood. (Photo by Ann Roe/AFP)\n{MORE}",
         "Boats lie in the street after the flood."),
        (f"{BODY}\nImage caption: Boats lie in the street\n{MORE}", "Image caption: Boats lie in the street"),
        (f"{BODY}\nFILE - Boats lie in the street in 2019.\n{MORE}", "FILE - Boats lie in the street in 2019."),
        (f"{BODY}\nA file photo shows boats in the street.\n{MORE}", "A file photo shows boats in the street."),
        (f"{BODY}\nBoats lie in the street.\nAnn Roe/Getty Images\n{MORE}", "Boats lie in the street."),
    ],
)  # fmt: skip
def test_captions(text, caption):
    assert of_kind("caption", text) == [caption]


@pytest.mark.parametrize("words", ["He did not say more.", "“It held,” Moss went on.", "But Ada Moss did not come."])
def test_what_goes_on_with_the_story_above_a_credit_is_no_caption(words):
    assert of_kind("caption", f"{BODY}\n\n{words}\n\nAnn Roe/Getty Images\n\n{MORE}") == []


def test_a_related_article_run_into_the_text_ends_where_a_sentence_begins():
    text = f"{BODY}\nAnn Roe/AFP/Getty Images Related article Dam was never built, papers show On Friday, crews came."
    assert of_kind("furniture", text) == ["Ann Roe/AFP/Getty Images Related article Dam was never built, papers show "]
    assert of_kind("text", text)[-1] == "On Friday, crews came."


# Headings, lists, block quotations, sections


@pytest.mark.parametrize("heading", ["Years of warnings", "‘Nobody came’", "What next", "The dam", "2019 flood"])
def test_a_heading_opens_a_section(heading):
    text = f"{BODY}\n\n{MORE}\n\n{heading}\n\n{BODY}\n\n{MORE}"
    document = read_document(text)
    assert of_kind("heading", text) == [heading]
    first, second = document.sections
    assert first.subject is None and text[slice(*second.subject)] == heading
    assert document.section_at(len(text) - 1) == second and document.section_at(3) == first


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "1. ", "– "])
def test_lists(mark):
    text = f"{BODY}\n\n{mark}Forty cellars were pumped dry.\n{mark}Two bridges were shut.\n\n{MORE}"
    assert len(of_kind("item", text)) == 2


@pytest.mark.parametrize(
    "opening",
    [
        "The ministry said in a statement:",
        "According to the court filing:",
        "Her letter to the council reads:",
        "The post, which she later deleted, stated:",
        "More from the report:",
    ],
)
def test_block_quotations(opening):
    text = f"{BODY}\n\n{opening}\n\nThe dam was judged safe in March by two engineers.\n\n{MORE}"
    assert of_kind("quotation", text) == ["The dam was judged safe in March by two engineers."]


def test_a_press_review_has_a_section_for_each_paper():
    text = (
        "The Guardian leads on the flood in the valley.\nIt says that the dam was never built.\n"
        "The Daily Mail says ministers knew. The paper prints a letter.\n“Washed away” is the Sun's front page.\n"
        "Writing in the Financial Times, an engineer says the dam would have held."
    )
    document = read_document(text)
    assert [text[slice(*part.subject)] for part in document.sections] == [
        "The Guardian", "The Daily Mail", "the Sun", "the Financial Times",
    ]  # fmt: skip
    assert document.section_at(text.index("It says")) == document.sections[0]


def test_a_story_that_cites_one_paper_is_no_press_review():
    assert read_document(f"{BODY}\n\nMinisters knew, the Daily Mail reported.\n\n{MORE}").sections == []


# Sentence borders


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We are on X.” the network said. Nobody replied.", ["“We are on X.” the network said.", "Nobody replied."]),
        ("“Who knew?” asks the paper. It has a point.", ["“Who knew?” asks the paper.", "It has a point."]),
        ("“I was born here.”He said it twice.", ["“I was born here.”", "He said it twice."]),
        ("The road was shut.Nobody came.", ["The road was shut.", "Nobody came."]),
        ("Sens. Rosa Díaz and Tom Poe met Gov. Lee in Reno.", ["Sens. Rosa Díaz and Tom Poe met Gov. Lee in Reno."]),
        ("The mayor, Anna R. Moss, met J. K. Lund.", ["The mayor, Anna R. Moss, met J. K. Lund."]),
        ("They met Sen.\nTom Poe in Reno.", ["They met Sen.\nTom Poe in Reno."]),
        ("It hit the workers In the race, Ann Lee won.", ["It hit the workers", "In the race, Ann Lee won."]),
        ("OSLO, Norway (AP) — Police shot a man.", ["OSLO, Norway (AP) —", "Police shot a man."]),
        ("River floods town. Hundreds of people fled.", ["River floods town.", "Hundreds of people fled."]),
    ],
)  # fmt: skip
def test_sentence_borders(nlp, text, wanted):
    doc = nlp(text)
    assert [sentence.text.strip() for sentence in doc.sents] == wanted


def test_items_and_furniture_are_sentences_of_their_own(nlp):
    text = f"{BODY}\n\n- Forty cellars were dry\n- Two bridges were shut\n\nRead more: Dam was never built\n\n{MORE}"
    doc = nlp(make_doc(nlp, Article(text=text)))
    starts = {sentence.start_char for sentence in doc.sents}
    assert {block.start for block in document_of(doc).blocks} <= starts


# The record


def test_the_record_is_plain_and_comes_back():
    document = read_document(f"{TITLE}\n\nLIÈGE, Belgium — {BODY}\n\nThe dam\n\n{MORE}")
    again = Document.of(json.loads(json.dumps(document.record())))
    assert again.record() == document.record()
    assert again.dateline == document.dateline


def test_controls_of_a_page_are_masked_at_the_same_offsets():
    text = f"{BODY}\nExit mobile version\n{MORE}"
    assert len(mask(text)) == len(text) and "mobile" not in mask(text)


PIECES = [
    BODY,
    "Dam fails",
    "\n",
    "\n\n",
    "OSLO — ",
    "(AP)",
    "By Ann Roe",
    "“",
    ".”",
    "- ",
    "The Guardian says",
    "Read more: ",
    "X.",
    " ",
    "Photo by Ann",
    ":",
    "A. B. ",
    "3 May 2024",
    "1. ",
]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=20).map("".join), st.text(max_size=30) | st.none()
)
def test_any_text_has_a_structure(text, title):
    document = read_document(text, title)
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(text)
        assert block.kind in KINDS
        last = block.end
    for start, end in document.paragraphs:
        assert text[start:end].strip() == text[start:end] != ""
    for offset in range(-1, len(text) + 1):
        assert document.kind_at(offset) in KINDS


@pytest.mark.parametrize(
    "unit",
    ["A-", "A", "A ", "Aa ", "A/", "1", "- ", "\n", ".”A", "a In the ", "(", "(AP) ", "The Guardian says. ", "By A\n",
     "Photo by A/", "Sen. ", "A. ", "share ", "“", "aa. b ", "THE "],
)  # fmt: skip
def test_time_is_linear(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            read_document(mask(text), "A title of a story")
            best = min(best, time.process_time() - begin)
        return best

    short, long = seconds(10_000), seconds(80_000)
    assert long < 0.05 + 8 * 4 * short


def test_sentence_borders_take_linear_time(nlp):
    def seconds(size):
        text = "He said “Go.” Then Sen. Tim Lee left.He ran. " * size
        doc = nlp.make_doc(text)
        document = read_document(text)
        begin = time.process_time()
        set_borders(doc, document)
        return time.process_time() - begin

    assert seconds(4000) < 0.05 + 8 * 4 * min(seconds(500) for _ in range(3))
