"""Pages in the manner of many publishing systems: the story whole, what is known of it, and nothing around it."""

import json
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import Limits, read_bytes
from geo.articles.facts import without_outlet
from geo.articles.furniture import is_line
from geo.articles.page import read_page
from geo.errors import ArticleError
from tests.articles.pages import AUTHOR, BODY, FURNITURE, LEAD, OUTLET, PAGES, TITLE, ld, meta, page, paragraphs


def read(markup: str):
    (article,) = read_bytes("page.html", markup.encode())
    return article


@pytest.mark.parametrize("system", PAGES)
def test_what_a_page_says_of_its_story(system):
    article = read(PAGES[system])
    assert (article.title, article.author, article.publisher) == (TITLE, AUTHOR, OUTLET)
    assert article.published == date(2023, 11, 20)


@pytest.mark.parametrize("system", PAGES)
def test_the_story_is_whole_and_in_its_order(system):
    text = read(PAGES[system]).text
    places = [text.index(part) for part in (LEAD, *BODY)]
    assert places == sorted(places) and all(text.count(part) == 1 for part in (LEAD, *BODY))


@pytest.mark.parametrize("system", PAGES)
def test_nothing_that_stands_around_a_story_is_in_it(system):
    text = read(PAGES[system]).text
    assert [word for word in FURNITURE if word in text] == []


@pytest.mark.parametrize(
    ("title", "outlet", "headline", "wanted"),
    [
        ("Storm over Bari | The Post", "The Post", None, "Storm over Bari"),
        ("Storm over Bari - Post", "The Post", None, "Storm over Bari"),
        ("The Post: Storm over Bari", "The Post", None, "The Post: Storm over Bari"),
        ("The Post - Storm over Bari", "The Post", None, "Storm over Bari"),
        ("Storm breaks quay of Bari | Italy | News", None, None, "Storm breaks quay of Bari"),
        ("Storm over Bari – what we know", "The Post", None, "Storm over Bari – what we know"),
        ("Storm over Bari – what we know - The Post", "The Post", None, "Storm over Bari – what we know"),
        ("Storm over Bari | Italy", "x", "Storm over Bari", "Storm over Bari"),
        ("The Post", "The Post", None, "The Post"),
        ("Bari-Durres ferry: back", "The Post", None, "Bari-Durres ferry: back"),
        (
            "Storm over the old harbour o…",
            None,
            "Storm over the old harbour of Bari",
            "Storm over the old harbour of Bari",
        ),
    ],
)
def test_titles_without_their_outlet(title, outlet, headline, wanted):
    assert without_outlet(title, outlet, headline) == wanted


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Read more: Fire", True), ("Also read | Fire", True), ("RELATED STORIES", True), ("Share", True),
        ("Sign up for our daily newsletter", True), ("Advertisement", True), ("Continue reading below", True),
        ("Read the letter aloud, the judge said, and she did.", False), ("Related charges were dropped.", False),
        ("Watch towers line the border.", False), ("Subscribers lost money.", False), ("Share prices fell.", False),
        ("More than forty people came.", False), ("See the world, they said.", False),
    ],
)  # fmt: skip
def test_lines_that_lead_elsewhere(line, furniture):
    assert is_line(line) == furniture


def test_days_of_change_and_of_the_crawl_are_not_the_page_s_own():
    changed = meta(article__modified_time="2024-05-01", og__updated_time="2024-05-02")
    body = f"<article><h1>{TITLE}</h1><time class=updated datetime=2024-05-01>1 May</time>{{}}{paragraphs()}</article>"
    shown = page(changed, body.format("<time datetime=2023-11-20>20 Nov</time>") + "<p>Captured on 6 June 2024</p>")
    assert read(shown).published == date(2023, 11, 20)
    assert read(page(changed + ld(), body.format(""))).published == date(2023, 11, 20)


def test_an_author_stands_there_once_and_no_outlet_among_persons():
    twice = ld(author=[{"name": "Ada Poe"}, {"name": "ADA POE"}, {"@type": "Organization", "name": OUTLET}, "Bo Ray"])
    assert read(page(twice, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>")).author == "Ada Poe, Bo Ray"
    links = (
        '<meta property="article:author" content="https://social.example/ada"><meta name="author" content="Ada Poe">'
    )
    assert read(page(links, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>")).author == "Ada Poe"


def test_the_article_among_what_a_page_says_for_search_engines():
    graph = {
        "@graph": [{"@type": "WebSite", "name": "x"}, json.loads(ld()[len('<script type="application/ld+json">') : -9])]
    }
    start = '<script type="application/ld+json">'
    script = f"{start}{json.dumps(graph)}</script>{start}{{bad</script>"
    article = read(page(script, f"<article>{paragraphs()}</article>", title="x"))
    assert (article.title, article.author, article.publisher) == (TITLE, AUTHOR, OUTLET)


def test_an_element_with_the_story_is_no_furniture_whatever_its_name():
    article = read(page(ld(), f'<div class="share promo related"><h2>{TITLE}</h2>{paragraphs()}</div>'))
    assert all(part in article.text for part in BODY)


def test_a_live_page_is_the_story_of_its_first_day_with_all_its_entries():
    updates = [
        {"@type": "BlogPosting", "headline": f"Entry {number}", "datePublished": f"2023-12-0{number}T10:00:00Z"}
        for number in (3, 2, 1)
    ]
    entries = "".join(
        f'<div class="block" id="entry-{number}"><time datetime="2023-12-0{number}T10:00:00Z">10.00</time>'
        f"<h2>Entry {number}</h2><p>{part}</p><div class=block-share><a>Share</a><a>Copy link</a></div></div>"
        for number, part in enumerate(BODY, 1)
    )
    live = page(
        ld(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}), f"<main><h1>{TITLE}</h1>{entries}</main>"
    )
    article = read(live)
    assert (article.title, article.author, article.published) == (TITLE, AUTHOR, date(2023, 11, 20))
    assert all(part in article.text for part in BODY) and "Copy link" not in article.text


def test_a_page_whose_text_only_scripts_show_says_so():
    data = json.dumps({"props": {"story": {"headline": TITLE, "body": BODY}}})
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    with pytest.raises(ArticleError, match="need scripts to show its text"):
        read(page("", f'<div id="__next"></div>{script}'))


def test_a_teaser_for_subscribers_says_so():
    teaser = (
        f'<article><h1>{TITLE}</h1><p>{BODY[0]}</p><div class="paywall"><p>Subscribe to read on.</p></div></article>'
    )
    with pytest.raises(ArticleError, match="subscribers only"):
        read(page(ld(isAccessibleForFree=False), teaser))


def test_an_outlet_before_a_colon_stands_above_its_page():
    body = f"<h1>{{}}</h1><article><h3>{TITLE}</h3>{paragraphs()}</article>"
    assert read(page("", body.format(OUTLET), f"{OUTLET}: {TITLE}")).publisher == OUTLET
    assert read(page("", body.format(TITLE), f"Live: {TITLE}")).publisher is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["<aside>", "<p>", "</p>", "<div class=share>", "</div>", "<h1>", "</h1>", "Read more: x",
                              *BODY, "<time datetime=x>", "<script type=application/ld+json>", "[[{", "</script>"]),
             max_size=40),
    st.sampled_from([ld(), ld(author=5, headline=[{}], datePublished={}), ld(publisher=[[[]]]), ""]),
)  # fmt: skip
def test_any_page_is_an_article_or_a_sentence(parts, head):
    try:
        article = read_page(page(head, "".join(parts)).encode(), "page.html", Limits())
    except ArticleError as error:
        assert str(error).endswith(".")
    else:
        assert article.text.strip()


def test_deep_furniture_takes_little_time():
    deep = "<div class=share>" * 3_000 + "".join(f"<p>{part}</p>" for part in BODY * 40) + "</div>" * 3_000
    start = time.process_time()
    with suppress(ArticleError):
        read_page(page(ld(), deep).encode(), "page.html", Limits())
    assert time.process_time() - start < 10
