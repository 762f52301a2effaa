"""What visitors give becomes articles, each once and under an id of its own, or a sentence."""

import json
import sys
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from geo.app import details, engine, intake, save
from geo.app.intake import Found, Read, Upload
from geo.app.jobs import Stopped
from geo.articles import Article, Limits, feeds
from geo.errors import ArticleError, DatelineError
from geo.workers import BrokenError
from tests.articles import families
from tests.articles.files import STORY, html_page, pdf_file
from tests.articles.server import running


def quiet(share: float, words: str) -> None:
    pass


def given(files: dict[str, bytes], limits: Limits | None = None) -> Found:
    return intake.from_files([Upload(name, data) for name, data in files.items()], limits or Limits(), quiet)


def test_a_sidecar_tells_of_its_text_and_is_no_article():
    found = given({"a.txt": STORY.encode(), "a.json": b'{"title": "From beside", "published": "2020-02-03"}'})
    (article,) = found.by_id.values()
    assert (article.title, article.published) == ("From beside", date(2020, 2, 3)) and not found.problems


def test_what_stands_there_twice_is_read_once_and_ids_stay_apart():
    rows = [{"id": "1", "text": STORY}, {"id": "1", "text": STORY}, {"id": "1", "text": STORY + " More."}]
    found = given({"a.jsonl": "\n".join(map(json.dumps, rows)).encode()})
    assert list(found.by_id) == ["1", "1-2"] and found.twice == 1
    assert all(article.id == name for name, article in found.by_id.items())


def test_a_file_without_a_row_is_told():
    found = given({"a.txt": STORY.encode(), "none.json": b"[]"})
    assert len(found.by_id) == 1 and found.problems == ["none.json holds no article."]


def test_nothing_to_read_is_an_error_with_every_reason():
    with pytest.raises(ArticleError, match=r"a\.txt is empty\.\nb\.pdf is not a PDF"):
        given({"a.txt": b" ", "b.pdf": b"text"})


@pytest.mark.parametrize("files", [3, 1])
def test_too_many_articles(files):
    rows = "\n".join(json.dumps({"text": f"{STORY} {number}"}) for number in range(4 - files)).encode()
    names = {f"{number}.jsonl": rows.replace(b"Lyon", b"Nice %d" % number) for number in range(files)}
    with pytest.raises(ArticleError, match="2"):
        given(names, Limits(articles=2))


def test_stopping_ends_a_reader_that_works_aside(monkeypatch):
    monkeypatch.setattr(sys.modules["geo.workers.pool"], "TICK", 0.01)
    calls = []

    def tell(share: float, words: str) -> None:
        calls.append(words)
        if len(calls) > 1:
            raise Stopped

    with pytest.raises(Stopped):
        intake.from_files([Upload("a.pdf", pdf_file(*[STORY.splitlines()] * 40))], Limits(), tell)
    assert calls[0] == "Reading a.pdf"


def test_articles_are_read_on_from_where_they_were_stopped(monkeypatch):
    articles = [Article(text=f"Text {number}", id=str(number)) for number in range(4)]
    seen = []

    def read(article, progress, places):
        seen.append(article.id)
        progress(0.5, "half")
        if article.id == "2":
            raise BrokenError
        return {"id": article.id}

    monkeypatch.setattr(engine, "read_article", read)

    def tell(share: float, words: str) -> None:
        if words.startswith("Article 2") and len(seen) == 2:
            raise Stopped

    done = Read()
    with pytest.raises(Stopped):
        intake.read_all(articles, done, tell)
    assert [record["id"] for record in done.records] == ["0"]
    intake.read_all(articles, done, tell)
    assert [record["id"] for record in done.records] == ["0", "1", "3"] and done.failed == 1
    assert seen == ["0", "1", "1", "2", "3"]


def test_an_article_that_the_engine_fails_on_is_a_sentence(monkeypatch):
    def broken(article, progress, places):
        raise BrokenError

    monkeypatch.setattr(engine, "read_article", broken)
    with pytest.raises(DatelineError, match="can't be read"):
        intake.read_all([Article(text="Text")], Read(), quiet)


def test_characters_are_bounded_in_all():
    rows = b"\n".join(json.dumps({"text": f"{STORY} {number}"}).encode() for number in range(3))
    with pytest.raises(ArticleError, match=r"1,000 characters in all"):
        given({"a.jsonl": rows}, Limits(characters_in_all=1_000))


def test_a_million_rows_of_nothing_are_a_hundred_sentences_and_a_count():
    with pytest.raises(ArticleError):
        given({"a.jsonl": b"{}\n" * 200_000})
    found = given({"a.jsonl": b"{}\n" * 200_000, "b.txt": STORY.encode()})
    assert len(found.problems) == 101 and "199,900 more parts of a.jsonl" in found.problems[-1]


def test_a_page_made_to_keep_a_parser_busy_keeps_only_its_worker_busy():
    attributes = " ".join(f"a{number}=1" for number in range(70_000))
    page = f"<html><body><p {attributes}>{STORY}</p></body></html>".encode()
    ticks = []
    with pytest.raises(ArticleError, match="takes too long"):
        intake.from_files([Upload("a.html", page)], Limits(seconds=2), lambda share, words: ticks.append(words))
    assert len(ticks) > 10, "the app had no time of its own meanwhile"


def test_corrections_of_the_table():
    articles = [Article(text=f"Text {n}", id=str(n), title=f"T{n}", published=date(2020, 1, n + 1)) for n in range(4)]
    edits = {
        0: {"Title": "  Put  right ", "Published": "2021-05-06"},
        1: {"Read": False, "Title": "gone"},
        2: {"Published": None, "Publisher": "The Gazette", "Author": ""},
    }
    first, third, fourth = details.edited(articles, edits)
    assert (first.title, first.published, first.text) == ("Put right", date(2021, 5, 6), "Text 0")
    assert (third.title, third.published, third.publisher, third.author) == ("T2", None, "The Gazette", None)
    assert fourth == articles[3]


def test_days_that_no_field_takes_are_left_out():
    article = replace(Article(text="Text"), published=date(20, 1, 1))
    assert details.frame([article])["Published"][0] is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A march in Lyon", "dateline-a-march-in-lyon.csv"),
        ("../../etc/passwd", "dateline-etc-passwd.csv"),
        ("CON\x00: <b>\u202egpj|*?", "dateline-con-b-gpj.csv"),
        ("Überfall in Köln", "dateline-uberfall-in-koln.csv"),
        ("日本", "dateline.csv"),
        ("", "dateline.csv"),
    ],
)
def test_names_of_files_are_safe(title, name):
    assert save.file_name(title, "csv", save.ALL) == name
    assert save.file_name(title * 50, "csv", save.SHOWN).endswith("-selection.csv")
    assert len(save.file_name(title * 50, "csv", save.SHOWN)) < 100


SHEET = f"Zeit;Meldung\n31.12.2023;{STORY.replace(chr(10), ' ')}\nn.d.;Snow fell on Oslo.\n".encode()


def test_a_table_without_known_columns_is_shown_with_them():
    found = given({"blatt.csv": SHEET})
    sheet = found.sheets["blatt.csv"]
    assert not found.by_id and "Its columns are: Zeit, Meldung" in found.problems[0]
    assert (sheet.columns, sheet.sure, sheet.chosen) == (["Zeit", "Meldung"], False, {})
    assert [row[0] for row in sheet.rows] == ["31.12.2023", "n.d."] and len(sheet.rows[0][1]) == 100


def test_the_columns_that_were_chosen_are_read():
    files = [Upload("blatt.csv", SHEET), Upload("a.txt", STORY.encode())]
    found = intake.from_files(files, Limits(), quiet, {"blatt.csv": {"text": 1, "published": 0}})
    assert [article.published for article in found.by_id.values()] == [date(2023, 12, 31), None, date(2024, 5, 6)]
    assert found.notes == ["blatt.csv: 1 of 2 rows have no day: column Zeit ('n.d.')."]


def test_of_two_columns_with_one_name_the_chosen_one_is_read():
    files = [Upload("blatt.csv", b"Meldung,Meldung\nRain fell on Lyon.,Snow fell on Oslo.\n")]
    for at, text in enumerate(("Rain fell on Lyon.", "Snow fell on Oslo.")):
        found = intake.from_files(files, Limits(), quiet, {"blatt.csv": {"text": at}})
        assert found.sheets["blatt.csv"].columns == ["Meldung", "Column 2"]
        assert [article.text for article in found.by_id.values()] == [text]


def test_the_choice_of_columns_lasts():
    chosen = {"text": 1, "title": 0}
    found = intake.from_files([Upload("blatt.csv", SHEET)], Limits(), quiet, {"blatt.csv": chosen})
    assert found.sheets["blatt.csv"].chosen == chosen


@pytest.mark.parametrize(
    ("header", "sure"),
    [
        ("text,date,title", True),
        ("text,title", False),
        ("Article Text (clean),date", False),
        ("body,published_at", True),
    ],
)
def test_columns_are_asked_for_where_their_names_leave_a_doubt(header, sure):
    data = f"{header}\n{','.join(['Rain fell on Lyon.'] * (header.count(',') + 1))}\n".encode()
    assert given({"a.csv": data}).sheets["a.csv"].sure == sure


def test_only_tables_have_columns():
    assert given({"a.jsonl": json.dumps({"text": STORY}).encode(), "b.txt": STORY.encode()}).sheets == {}


@pytest.fixture
def feed(monkeypatch):
    """A feed of four entries on this machine, of which the second has no page."""
    for name in ("check", "fetch_entry"):
        monkeypatch.setattr(intake.feeds, name, partial(getattr(feeds, name), network="loopback"))
    with running() as server:
        pages = {f"/{number}": html_page(f"<p>{STORY} Number {number}.</p>").encode() for number in (1, 3, 4)}
        server.pages |= {path: (200, {"Content-Type": "text/html"}, page) for path, page in pages.items()}
        items = "".join(f"<item><link>/{number}</link></item>" for number in (1, 2, 3, 4))
        server.pages["/feed"] = (200, {"ETag": '"v1"'}, families.rss(items).encode())
        yield feeds.Feed(address=f"{server.url}/feed")


def test_a_feed_gives_the_articles_behind_it_once(feed):
    told = []
    found, now = intake.from_feed(feed, Limits(), lambda share, words: told.append((share, words)))
    assert len(found.by_id) == 3 and "does not exist" in found.problems[0] and len(found.problems) == 1
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert told[0][1] == "Asking the feed" and told[-1][1] == "Fetching article 4 of 4"
    assert intake.from_feed(now, Limits(), quiet)[0].size == (0, 0, 0)


def test_what_of_a_feed_was_too_much_comes_with_the_next_check(feed):
    found, now = intake.from_feed(feed, Limits(articles=3), quiet)
    assert len(found.by_id) == 2 and "1 more new article" in found.notes[0]
    more, now = intake.from_feed(now, Limits(articles=3), quiet)
    (article,) = more.by_id.values()
    assert "Number 4." in article.text and not intake.from_feed(now, Limits(), quiet)[0].by_id


def test_a_feed_can_be_stopped(feed):
    def stop(share: float, words: str) -> None:
        if words.startswith("Fetching article 3"):
            raise Stopped

    with pytest.raises(Stopped):
        intake.from_feed(feed, Limits(), stop)
