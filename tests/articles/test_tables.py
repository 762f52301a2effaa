"""Tables and JSON of every tool: columns by their names, and a word for everything that is left out."""

import csv
import io
import json
from datetime import date
from itertools import product

import pytest

from geo.articles import Article, Limits, read_bytes
from geo.articles.names import holding, people
from geo.articles.rows import sheet
from geo.errors import ArticleError
from tests.articles.told import told

TEXT = "Ferries stopped between Bari and Durres on Sunday after a storm broke the quay of the old harbour."
DAY = date(2023, 11, 19)
URL = "https://a.example/1"


def only(name: str, data: str | bytes, **how) -> Article:
    (article,), errors, notes = told(name, data, **how)
    assert not errors and not notes
    return article


# ---- which column holds what

SHEETS = {
    "api": ("webTitle,webPublicationDate,bodyText,byline,webUrl", "{t},2023-11-19T08:00:00Z,{x},By Ada Poe,{u}"),
    "search": ("stories_id,publish_date,title,url,media_name,story_text", "7,2023-11-19,{t},{u},Gazette,{x}"),
    "scraper": (
        "Headline,Article Body,Date Published,Author(s),Newspaper,Article URL",
        "{t},{x},19 Nov 2023,Ada Poe,Gazette,{u}",
    ),
    "camel": (
        "articleTitle,articleContent,publishedAt,authorName,sourceName,articleUrl",
        "{t},{x},2023-11-19T01:00:00+02:00,Ada Poe,Gazette,{u}",
    ),
    "events": ("event_id_cnty,event_date,actor1,source,notes", "X1,19 November 2023,Navy,Gazette,{x}"),
    "shouting": ("TITLE,FULL TEXT,PUB DATE,BYLINE,PUBLICATION", "{t},{x},11/19/2023,ADA POE,Gazette"),
    "words": (
        "Story headline,Story text (English),Date of publication,Written by author,Name of newspaper",
        "{t},{x},19/11/2023,Ada Poe,Gazette",
    ),
    "crawler": (
        "authors,date_download,date_modify,date_publish,maintext,source_domain,title,url",
        "['Ada Poe'],2023-12-24,2023-12-01,2023-11-19,{x},a.example,{t},{u}",
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_columns_are_found_by_the_names_that_tools_give(name):
    header, row = SHEETS[name]
    article = only(f"{name}.csv", f"{header}\n{row.format(t='Ferries stop', x=TEXT, u=URL)}\n")
    assert article.text == TEXT and article.published == DAY
    if name != "events":
        assert article.title == "Ferries stop"
        assert name == "search" or article.author == "Ada Poe"
    assert name == "api" or article.publisher == ("a.example" if name == "crawler" else "Gazette")
    assert "url" not in header.lower() or article.source == URL


@pytest.mark.parametrize(
    ("field", "columns"),
    [("text", ["text_id", "body_length", "content_type", "headline"]), ("published", ["date_download", "updated_at"]),
     ("author", ["author_url", "author_id"]), ("title", ["page title", "title_id"])],
)  # fmt: skip
def test_columns_about_a_field_do_not_hold_it(field, columns):
    assert holding(field, columns) in ([], ["page title"])


def test_a_source_is_an_outlet_or_an_address():
    outlet = only("a.csv", f"source,text\nThe Gazette,{TEXT}\n")
    address = only("a.csv", f"source,text\n{URL},{TEXT}\n")
    assert (outlet.publisher, outlet.source) == ("The Gazette", "a.csv")
    assert (address.publisher, address.source) == (None, URL)


@pytest.mark.parametrize(
    "header", ["a,b,c", "id;lang;url", "Überschrift,Länge", "text_id,title,date", "only one", "x" * 500 + ",b"]
)
def test_a_table_without_a_column_for_the_text_is_refused_with_its_columns(header):
    with pytest.raises(ArticleError) as caught:
        read_bytes("sheet.csv", f"{header}\n1,2,3\n".encode())
    said = str(caught.value)
    assert "no column for the text" in said and said.endswith(".") and len(said) < 500
    assert all(column[:40] in said for column in header.replace(";", ",").split(","))


def test_columns_can_be_chosen():
    data = f"Nachricht,Zeit,text\n{TEXT},19.11.2023,no\n"
    article = only("sheet.csv", data, columns={"text": "Nachricht", "published": "Zeit"})
    assert (article.text, article.published, article.title) == (TEXT, DAY, None)
    with pytest.raises(ArticleError, match="Its columns are: Nachricht, Zeit, text"):
        told("sheet.csv", data, columns={"text": "Meldung"})


def test_rows_with_long_cells_are_shown():
    before = csv.field_size_limit(1_000)
    try:
        shown = sheet(io.BytesIO(f"text,date\n{'Rain fell. ' * 500},2023-11-19\n".encode()), "sheet.csv", Limits())
    finally:
        csv.field_size_limit(before)
    assert [row[1] for row in shown.rows] == ["2023-11-19"]


# ---- how a table is written


@pytest.mark.parametrize(("end", "delimiter"), list(product(["\n", "\r\n", "\r"], ",;\t|")))
def test_line_ends_and_delimiters(end, delimiter):
    rows = [["Title", "Date", "Text"], ["Ferries, stopped", "2023-11-19", f"{TEXT}\nThe end; or not."], ["", "", ""]]
    data = end.join(delimiter.join(f'"{cell}"' if len(cell) > 11 else cell for cell in row) for row in rows) + end
    article = only("sheet.csv", data)
    assert (article.title, article.published, article.text) == ("Ferries, stopped", DAY, rows[1][2])


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\ufeffsep=;\n"])
def test_the_line_that_names_the_delimiter_for_a_spreadsheet(first):
    article = only("sheet.csv", f"{first}title;text;date\nFerries;{TEXT};2023-11-19\n")
    assert (article.title, article.published) == ("Ferries", DAY)


@pytest.mark.parametrize(("above", "below"), [(",", ";"), (";", ","), (",", "\t"), ("|", ";")])
def test_a_header_with_another_delimiter_than_its_rows(above, below):
    quoted = f'"{TEXT}"'
    data = f"{above.join(('title', 'text', 'date'))}\n{below.join(('Ferries', quoted, '2023-11-19'))}\n"
    article = only("sheet.csv", data)
    assert (article.title, article.text, article.published) == ("Ferries", TEXT, DAY)


def test_lines_above_the_header_are_passed():
    article = only("sheet.csv", f'Results for "ferry"\n\nHeadline,Published,Body\nFerries,2023-11-19,"{TEXT}"\n')
    assert (article.title, article.published) == ("Ferries", DAY)


def test_cells_beyond_the_header_are_no_silent_loss():
    found, errors, _ = told("sheet.csv", f"title,text\nFerries,Storm, wind and waves\nBoats,{TEXT}\n")
    assert len(found) == 1 and "has 3 cells and the header 2" in errors[0]


# ---- what is left out is said


def test_days_that_cannot_be_read_are_told_with_their_column():
    rows = "".join(f"{TEXT} {number},{'n.d.' if number % 3 else '19 Nov 2023'}\n" for number in range(9))
    found, _, (note,) = told("sheet.csv", f"text,Published\n{rows}")
    assert note == "sheet.csv: 6 of 9 rows have no day: column Published ('n.d.')."
    assert [article.published for article in found].count(DAY) == 3


def test_an_empty_day_is_told_too():
    _, _, (note,) = told("sheet.csv", f"text,Published\n{TEXT},\n")
    assert note == "sheet.csv: 1 of 1 row has no day: column Published (empty)."


def test_the_order_of_day_and_month_is_settled_by_the_whole_column():
    rows = "".join(f"{TEXT} {number},{min(number, 12):02}/05/2024\n" for number in range(1, 400))
    found, _, notes = told("sheet.csv", f"text,date\n{rows}{TEXT},13/05/2024\n")
    assert not notes and found[2].published == date(2024, 5, 3)
    found, _, (note,) = told("sheet.csv", f"text,date\n{rows}")
    assert found[2].published == date(2024, 3, 5) and "in two ways ('01/05/2024')" in notes_of(note)


def notes_of(note: str) -> str:
    assert note.endswith("the month is taken to come first.")
    return note


def test_a_text_that_is_cut_is_told():
    data = json.dumps({"articles": [{"title": "Ferries", "url": "x", "content": f"{TEXT} And… [+2345 chars]"}]})
    (article,), _, (note,) = told("news.json", data)
    assert article.text == f"{TEXT} And…" and "only the beginning" in note


# ---- authors


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("By ADA POE", "Ada Poe"), ("['Ada Poe', 'Bo Ray']", "Ada Poe, Bo Ray"), ('["Ada O\'Poe"]', "Ada O'Poe"),
        ("Ada Poe; Bo Ray; ada poe", "Ada Poe, Bo Ray"), ([{"name": "Ada Poe"}, {"name": "Bo Ray"}], "Ada Poe, Bo Ray"),
        ({"original": "By Ada Poe"}, "Ada Poe"), ([{"firstname": "Ada", "lastname": "Poe"}], "Ada Poe"),
        (["Ada Poe", "https://social.example/ada"], "Ada Poe"), ("nan", None), ("[]", None), (5, None), (None, None),
        ("Ada Poe and Bo Ray", "Ada Poe and Bo Ray"), ("Ada Poe, The Gazette", "Ada Poe, The Gazette"),
        ("By Ada Poe in Bari", "Ada Poe"), ("Ada Poe in Bari; Bo Ray in Rome", "Ada Poe, Bo Ray"),
        ("By ADA POE for The Gazette", "Ada Poe"), ("Women in Media", "Women in Media"),
        ("International Centre for Journalists", "International Centre for Journalists"),
    ],
)  # fmt: skip
def test_authors(value, wanted):
    assert people(value) == wanted


# ---- JSON

ARTICLE = {"title": "Ferries stop", "published": "2023-11-19", "author": "Ada Poe", "publisher": "Gazette"}
REPLIES = {
    "news search": {
        "status": "ok",
        "message": "",
        "articles": [
            {
                "source": {"id": None, "name": "Gazette"},
                "author": "Ada Poe",
                "title": "Ferries stop",
                "url": URL,
                "description": "Ferries.",
                "publishedAt": "2023-11-19T08:00:00Z",
                "content": TEXT,
            }
        ],
    },
    "fields": {
        "response": {
            "status": "ok",
            "pages": 1,
            "results": [
                {
                    "id": "1",
                    "webTitle": "Ferries stop",
                    "webPublicationDate": "2023-11-19T08:00:00Z",
                    "webUrl": URL,
                    "fields": {"body": f"<p>{TEXT}</p>", "byline": "Ada Poe", "publication": "Gazette"},
                }
            ],
        }
    },
    "docs": {
        "response": {
            "docs": [
                {
                    "web_url": URL,
                    "abstract": "Short.",
                    "lead_paragraph": TEXT,
                    "source": "Gazette",
                    "headline": {"main": "Ferries stop"},
                    "pub_date": "2023-11-19T08:00:00+0000",
                    "byline": {"original": "By Ada Poe"},
                }
            ]
        }
    },
    "graph": {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Gazette", "description": "A paper."},
            {
                "@type": "NewsArticle",
                "headline": "Ferries stop",
                "datePublished": "2023-11-19",
                "articleBody": TEXT,
                "author": [{"@type": "Person", "name": "Ada Poe"}],
                "publisher": {"@type": "NewsMediaOrganization", "name": "Gazette"},
            },
        ],
    },
    "hits": {"hits": {"total": 1, "hits": [{"_id": "1", "_source": {**ARTICLE, "text": TEXT}}]}},
    "wire": {
        "items": [
            {
                "uri": "urn:1",
                "type": "text",
                "headlines": [{"role": "subtitle", "value": "No"}, {"role": "main", "value": "Ferries stop"}],
                "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{TEXT}</p>"}],
                "by": "Ada Poe",
                "versionCreated": "2023-11-19T08:00:00Z",
                "provider": {"name": "Gazette"},
            }
        ]
    },
    "blog": [
        {
            "id": 4,
            "date": "2023-11-19T08:00:00",
            "title": {"rendered": "Ferries stop"},
            "author_name": "Ada Poe",
            "site_name": "Gazette",
            "content": {"rendered": f"<p>{TEXT}</p>\n", "protected": False},
        }
    ],
    "by name": {"a1": {**ARTICLE, "text": TEXT}},
    "by columns": {**{key: {"0": value} for key, value in ARTICLE.items()}, "text": {"0": TEXT}},
    "split": {"columns": [*ARTICLE, "text"], "index": [0], "data": [[*ARTICLE.values(), TEXT]]},
    "paragraphs": {**ARTICLE, "text": [TEXT]},
    "pages": [[{**ARTICLE, "text": TEXT}], []],
    "crawler": {
        "authors": ["Ada Poe"],
        "date_download": "2023-12-24",
        "date_publish": "2023-11-19",
        "maintext": TEXT,
        "source_domain": "Gazette",
        "title": "Ferries stop",
        "related": [{"title": "x", "url": "y"}],
    },
    "epoch": {
        "posts": [
            {
                "thread": {"site": "x"},
                "author": "Ada Poe",
                "publisher": "Gazette",
                "title": "Ferries stop",
                "text": TEXT,
                "published": 1700381000,
            }
        ]
    },
}


@pytest.mark.parametrize("name", REPLIES)
def test_articles_are_found_in_whatever_list_they_stand(name):
    article = only("reply.json", json.dumps(REPLIES[name]))
    assert article.text == TEXT
    assert (article.title, article.published, article.author, article.publisher) == (
        "Ferries stop",
        DAY,
        "Ada Poe",
        "Gazette",
    )


def test_a_list_of_headlines_is_read_by_its_headlines():
    reply = {
        "articles": [
            {
                "url": URL,
                "title": "Ferries stop at Bari",
                "seendate": "20231119T080000Z",
                "domain": "a.example",
            }
        ]
    }
    (article,), _, (note,) = told("list.json", json.dumps(reply))
    assert (article.text, article.published, article.publisher) == ("Ferries stop at Bari", DAY, "a.example")
    assert "1 of 1 articles have no text" in note


def test_lines_of_json_in_a_json_file():
    lines = "\n".join(json.dumps({**ARTICLE, "text": f"{TEXT} {number}"}) for number in range(3))
    assert len(told("news.json", lines)[0]) == 3


@pytest.mark.parametrize(
    "document", [{}, {"status": "ok", "articles": []}, {"a": {"b": [1, 2]}}, [{}], "x", None, {"text": {}}]
)
def test_json_without_articles_is_a_sentence(document):
    with pytest.raises(ArticleError) as caught:
        read_bytes("reply.json", json.dumps(document).encode(), Limits())
    assert str(caught.value).endswith(".")


def test_a_field_named_text_is_never_touched_and_others_may_be_markup():
    markup = f"<p>{TEXT}</p><p>And\u00a0more.</p>"
    assert only("a.jsonl", json.dumps({"text": markup})).text == markup
    assert only("a.jsonl", json.dumps({"body": markup})).text == f"{TEXT}\n\nAnd more."
    assert only("a.jsonl", json.dumps({"body": f"{TEXT} 1 < 2, 3 > 2"})).text == f"{TEXT} 1 < 2, 3 > 2"


@pytest.mark.parametrize(
    ("source", "publisher"),
    [("The Gazette", "The Gazette"), ("BBC", "BBC"), ("a.example", "a.example"), ("corpus/file_01", None),
     ("Corpus 20231119 17", None), ("news.txt", None), ("https://a.example", None)],
)  # fmt: skip
def test_only_a_source_that_reads_like_an_outlet_is_one(source, publisher):
    assert only("a.jsonl", json.dumps({"text": TEXT, "source": source})).publisher == publisher
