"""Files of any size are read from disk an article at a time, and folders file by file."""

import gzip
import zipfile
from datetime import date, datetime
from itertools import islice

import pytest

from geo.articles import Limits, read_bytes, stream
from geo.articles.files import Files, FilesIn
from geo.errors import ArticleError
from tests.articles import families
from tests.articles.families import FIRST, TEXT, TITLE
from tests.articles.files import parquet_file
from tests.hostile import HOSTILE

SMALL = Limits(unpacked_bytes=10_000, file_bytes=10_000)


def given(path, limits: Limits | None = None):
    errors: list[str] = []
    notes: list[str] = []
    articles = list(stream(path, limits, lambda error: errors.append(str(error)), on_note=notes.append))
    return articles, errors, notes


def test_the_columns_of_parquet_are_found_by_their_names(tmp_path):
    rows = [(number, TITLE, datetime(2023, 11, 19, 8), FIRST, [0.1] * 50) for number in range(150)]
    (tmp_path / "a.parquet").write_bytes(parquet_file(("id", "headline", "Published At", "body", "embedding"), *rows))
    articles, errors, notes = given(tmp_path / "a.parquet")
    assert errors == notes == []
    assert [article.id for article in articles] == list(map(str, range(150)))
    assert {(a.text, a.title, a.published) for a in articles} == {(FIRST, TITLE, date(2023, 11, 19))}


def test_columns_of_parquet_can_be_named(tmp_path):
    (tmp_path / "a.parquet").write_bytes(parquet_file(("story", "text"), (FIRST, "x"), (FIRST, "y")))
    (first, _) = stream(tmp_path / "a.parquet", columns={"text": "story", "title": "text"})
    assert (first.text, first.title) == (FIRST, "x")
    with pytest.raises(ArticleError, match="no column for the text"):
        list(stream(tmp_path / "a.parquet", columns={"text": "tale"}))


def test_any_words_in_parquet(tmp_path):
    texts = [text.encode("utf-8", "replace").decode() for text in HOSTILE]
    data = parquet_file(("text", "title"), *((f"{FIRST} {text}", text) for text in texts))
    articles = read_bytes("a.parquet", data, on_error=lambda error: None, on_note=lambda note: None)
    assert len(articles) == len(texts)


@pytest.mark.parametrize("data", [b"PAR1 nonsense PAR1", b"Rain fell on Lyon.", parquet_file(("text",), (FIRST,))[:-9]])
def test_what_is_no_parquet_is_a_sentence(data):
    with pytest.raises(ArticleError, match="no Parquet file, or is damaged"):
        read_bytes("a.parquet", data)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wet.gz"])
def test_a_crawl_of_any_size_is_read_page_by_page(tmp_path, name):
    kind = "conversion" if "wet" in name else "response"
    (tmp_path / name).write_bytes(families.warc(kind, pages=40, gzip=name.endswith("gz")))
    articles, errors, _ = given(tmp_path / name, SMALL)
    assert len(articles) == 40 and errors == []
    assert {article.source for article in articles} == {f"https://a.example/{number}" for number in range(40)}
    (first, *_) = islice(stream(tmp_path / name, SMALL), 1)
    assert first.source == "https://a.example/0"


def test_a_crawl_that_ends_too_soon_gives_what_it_holds(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(families.warc(pages=4, gzip=True)[:-300])
    articles, errors, notes = given(tmp_path / "a.warc.gz")
    assert len(articles) == 3 and len(errors + notes) == 1


def test_a_large_page_of_a_crawl_is_read_aside(tmp_path):
    page = families.web_page().replace("</head>", f"<!-- {'x' * 500_000} --></head>")
    (tmp_path / "a.warc").write_bytes(families.warc(page=page))
    ((article,), errors, notes) = given(tmp_path / "a.warc")
    assert (article.title, errors, notes) == (TITLE, [], [])


def test_a_zip_of_any_size_is_read_file_by_file(tmp_path):
    lines = "".join(f'{{"id": "{number}", "text": "Ferries stopped at Zadar."}}\n' for number in range(2_000))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("news.jsonl", lines)
        packed.writestr("one.txt", TEXT)
        packed.writestr("long.md", TEXT * 100)
    articles, errors, _ = given(tmp_path / "a.zip", SMALL)
    assert [article.id for article in articles[:-1]] == list(map(str, range(2_000)))
    assert errors == ["long.md in a.zip is too large: 0.01 MB is the limit."]
    with pytest.raises(ArticleError, match="unpacks to more"):
        read_bytes("a.zip", (tmp_path / "a.zip").read_bytes(), Limits(unpacked_bytes=10_000))


def test_a_mailbox_of_any_size_is_read_message_by_message(tmp_path):
    box = families.GOOD["box.mbox"]
    (count,) = {len(read_bytes("a.mbox", box, on_note=lambda note: None))}
    long = b"From a@b.example Sat Nov 18 2023\r\nSubject: Long\r\n\r\n" + b"Ferries stopped at Zadar. " * 1_000
    (tmp_path / "a.mbox").write_bytes(box * 20 + b"\n" + long + b"\n" + box)
    articles, errors, _ = given(tmp_path / "a.mbox", SMALL)
    assert len(articles) == 21 * count and {article.source for article in articles} == {"a.mbox"}
    assert errors == [f"Message {20 * count + 1} of a.mbox is too large: 0.01 MB is the limit."]


def test_rows_that_are_damaged_in_a_zip_are_told_and_the_rest_is_read(tmp_path):
    text = "".join(f'{{"text": "Ferries stopped at Zadar {number}."}}\n' for number in range(500))
    data = bytearray(families.zip_of({"a.jsonl": text, "b.txt": TEXT}))
    data[900:930] = bytes(30)
    (tmp_path / "a.zip").write_bytes(data)
    articles, errors, _ = given(tmp_path / "a.zip")
    assert articles[-1].text == TEXT
    assert errors[-1] == "a.jsonl in a.zip is damaged: it can't be unpacked."


def test_folders_give_their_files_by_name(tmp_path):
    for name in ("b/2.txt", "a/1.txt", "a/1.json", "a/.hidden.txt", "a/.git/x.txt", "c.md", "out/d.txt", "e.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("{}" if name.endswith("json") else TEXT, "utf-8")
    notes: list[str] = []
    found = FilesIn([tmp_path / "c.md", tmp_path], notes.append, but=tmp_path / "out")
    assert [str(path.relative_to(tmp_path)) for path in found] == ["c.md", "c.md", "a/1.txt", "b/2.txt"]
    assert len(list(found)) == 4
    assert notes == [f"{tmp_path}: 1 files of other kinds are left out (1 .jpg)."]


def test_how_much_is_read_is_known(tmp_path):
    rows = "".join(f'{{"text": "Ferries stopped at Zadar {number}."}}\n' for number in range(50_000))
    (tmp_path / "a.jsonl").write_text(rows, "utf-8")
    with gzip.open(tmp_path / "b.warc.gz", "wb") as packed:
        packed.write(b"")
    files = Files([tmp_path / "a.jsonl", tmp_path / "b.warc.gz"], lambda error: None, lambda note: None)
    shares = [files.share for _ in files]
    assert shares == sorted(shares) and shares[0] < 0.1 < 0.4 < shares[25_000] < 0.6 < 0.9 < shares[-1]
    assert files.share == 1


ROWS = {
    "a.jsonl": "".join(f'{{"id": "{number}", "title": "{TITLE}", "text": "{FIRST}"}}\n' for number in range(150)),
    "a.csv": "id,headline,body\n" + "".join(f'{number},"{TITLE}","{FIRST}"\n' for number in range(150)),
    "a.tsv": "id\theadline\tbody\n" + "".join(f"{number}\t{TITLE}\t{FIRST}\n" for number in range(150)),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_that_gzip_has_packed_are_as_they_were(tmp_path, name):
    data = ROWS[name].encode()
    (tmp_path / name).write_bytes(data)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data[:3000]) + gzip.compress(data[3000:]))  # in two members
    packed, errors, notes = given(tmp_path / f"{name}.gz")
    plain, *_ = given(tmp_path / name)
    assert [article.id for article in packed] == list(map(str, range(150))) and errors == notes == []
    assert [(a.title, a.text) for a in packed] == [(a.title, a.text) for a in plain]
    assert len(read_bytes(f"{name}.gz", gzip.compress(data))) == 150


def test_packed_rows_of_any_size_are_read_from_disk_but_not_uploaded(tmp_path):
    data = gzip.compress(ROWS["a.jsonl"].encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    assert len(given(tmp_path / "a.jsonl.gz", SMALL)[0]) == 150
    with pytest.raises(ArticleError, match=r"a\.jsonl\.gz unpacks to more than 0 MB, which is the limit"):
        read_bytes("a.jsonl.gz", data, SMALL)


def test_a_bomb_is_not_unpacked():
    with pytest.raises(ArticleError, match="unpacks to more than 1 MB"):
        read_bytes("a.csv.gz", gzip.compress(b"text\n" + b"0" * 50_000_000), Limits(unpacked_bytes=1_000_000 + 48_576))


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(ROWS["a.csv"].encode())[:-300], b"\x1f\x8b\x08nonsense"])
def test_packed_rows_that_are_damaged_are_a_sentence(data):
    with pytest.raises(ArticleError, match=r"a\.csv\.gz is damaged: it can't be unpacked"):
        read_bytes("a.csv.gz", data)
