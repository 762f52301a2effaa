"""The matrix in docs/formats.md is true: it has every ending, each row has a file that is read, and the limits hold."""

import gzip
import re

import pytest

from geo.articles import FORMATS, Limits, read_bytes
from geo.articles.limits import MEGABYTE
from geo.articles.packs import MOST_PARTS
from geo.paths import ROOT
from tests.articles import exports, families
from tests.articles.families import AUTHOR, GOOD, OUTLET, TEXT, TITLE
from tests.articles.files import docx_file, parquet_file, pdf_file
from tests.articles.test_archives import EXPORTS

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "formats.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and "`." in line
]
LINES = [TITLE, f"By {AUTHOR}", "19 November 2023", *TEXT.split("\n\n")]
SHEET = (
    ("title", "date", "author", "outlet", "text"),
    (TITLE, "2023-11-19", AUTHOR, OUTLET, f'"{families.FIRST}"'),
)
LINE = f'{{"headline": "{TITLE}", "body": "Ferries stopped.", "date": "2023-11-19"}}\n'
EXAMPLES: dict[str, dict[str, bytes | str]] = {
    "plain text": {".txt": "\n\n".join(LINES)},
    "Nexis": {".txt": EXPORTS["nexis.txt"], ".docx": EXPORTS["nexis-classic.docx"],
              ".rtf": EXPORTS["nexis-classic.rtf"],
              ".html": EXPORTS["nexis.html"], ".htm": EXPORTS["nexis.html"]},
    "Nexis Uni": {".txt": EXPORTS["nexis-uni.txt"], ".docx": EXPORTS["nexis.docx"], ".rtf": EXPORTS["nexis.rtf"],
                  ".html": EXPORTS["nexis-uni.html"], ".htm": EXPORTS["nexis-uni.html"]},
    "Factiva, with codes or as shown": {
        ".txt": EXPORTS["factiva.txt"], ".docx": docx_file(*exports.factiva_text().split("\n")),
        ".rtf": EXPORTS["factiva.rtf"], ".html": EXPORTS["factiva.html"], ".htm": EXPORTS["factiva-table.htm"]},
    "ProQuest": {".txt": EXPORTS["proquest.txt"], ".docx": docx_file(*exports.proquest().split("\n\n")),
                 ".rtf": exports.rtf(exports.proquest().split("\n"))},
    "Markdown": {".md": f"# {TITLE}\n\n" + "\n\n".join(LINES[1:])},
    "web page": {".html": families.web_page(), ".htm": families.web_page()},
    "PDF": {".pdf": pdf_file([part for line in LINES for part in (line.replace("“", '"').replace("”", '"'), "")])},
    "Word": {".docx": docx_file(*LINES)},
    "rich text": {".rtf": exports.rtf(LINES)},
    "table": {".csv": "\n".join(map(",".join, SHEET)), ".tsv": "\n".join(map("\t".join, SHEET)),
              ".csv.gz": gzip.compress("\n".join(map(",".join, SHEET)).encode())},
    "JSON Lines": {".jsonl": LINE, ".jsonl.gz": gzip.compress(LINE.encode())},
    "Parquet": {".parquet": parquet_file(*SHEET)},
    "JSON": {".json": GOOD["ninjs.json"]},
    "NITF": {".xml": GOOD["wire.xml"], ".nitf": GOOD["wire.nitf"]},
    "NewsML-G2": {".xml": GOOD["g2.xml"]},
    "NewsML 1.2": {".xml": GOOD["newsml.xml"]},
    "RSS": {".xml": GOOD["feed.xml"], ".rss": GOOD["feed.rss"]},
    "Atom": {".xml": GOOD["feed.atom"], ".atom": GOOD["feed.atom"]},
    "export of WordPress": {".xml": GOOD["blog.xml"]},
    "message": {".eml": GOOD["mail.eml"]},
    "mailbox": {".mbox": GOOD["box.mbox"]},
    "EPUB": {".epub": GOOD["paper.epub"]},
    "WARC": {".warc": GOOD["crawl.warc"], ".warc.gz": GOOD["crawl.warc.gz"]},
    "WET": {".wet": GOOD["crawl.wet"], ".wet.gz": GOOD["crawl.wet.gz"]},
    "zip": {".zip": GOOD["pack.zip"]},
}  # fmt: skip
CASES = [(row[0], ending) for row in ROWS for ending in re.findall(r"`(\.[\w.]+)`", row[1])]


def test_the_matrix_has_every_ending_that_is_offered():
    assert {ending for _, ending in CASES} == set(FORMATS)
    assert [row[0] for row in ROWS] == list(EXAMPLES)


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_every_row_is_read_with_what_it_promises(name, ending):
    data = EXAMPLES[name][ending]
    promises = next(row[2] for row in ROWS if row[0] == name)
    articles = read_bytes(
        f"example{ending}", data.encode() if isinstance(data, str) else data, on_note=lambda note: None
    )
    titles = {None} if "no title" in promises else {story.title for story in exports.STORIES} | {TITLE}
    assert articles and all(article.text.strip() for article in articles)
    assert all(article.title in titles for article in articles)
    assert "day" not in promises.split("; ")[0] or all(article.published for article in articles)
    if "outlet" in promises and "outlet" in promises.split(";")[0]:
        assert all(article.publisher for article in articles)


def test_the_limits_are_those_of_the_code():
    limits, text = Limits(), (ROOT / "docs" / "formats.md").read_text("utf-8")
    told = {
        f"{limits.file_bytes // MEGABYTE} MB", f"{limits.characters:,} characters",
        f"{limits.page_bytes // MEGABYTE} MB",
        f"{limits.pages} pages", f"unpacked {limits.unpacked_bytes // MEGABYTE} MB", f"{MOST_PARTS:,} files",
        f"{limits.seconds:.0f} seconds",
    }  # fmt: skip
    assert all(limit in text for limit in told)
    numbers = set(re.findall(r"[\d,]+ (?:MB|characters|pages|files|seconds)", " ".join(row[3] for row in ROWS)))
    assert numbers <= {limit.removeprefix("unpacked ") for limit in told}


def test_the_readme_leads_to_the_matrix():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "docs/formats.md" in readme
