"""Feeds that are followed: what is new, the articles behind the entries, and feeds that mean harm."""

import gzip
import json
import time
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles import Limits
from geo.articles.feeds import MOST_ENTRIES, WHOLE_WORDS, Entry, Feed, _read, check, fetch_entry
from geo.errors import ArticleError
from tests.articles import families
from tests.articles.files import STORY, html_page
from tests.articles.server import running
from tests.articles.test_fuzz import damaged

RSS, HTML = {"Content-Type": "application/rss+xml"}, {"Content-Type": "text/html; charset=utf-8"}
LONG = "<p>The council of Aalborg met in the town hall and spoke of the bridge for two hours.</p>" * 20


@pytest.fixture
def server():
    with running() as made:
        yield made


def local(feed: Feed | str, **options):
    feed = Feed(address=feed) if isinstance(feed, str) else feed
    return check(feed, network="loopback", **options)


def article_of(entry: Entry, **options):
    return fetch_entry(entry, network="loopback", **options)


def item(link: str = "", guid: str = "", title: str = "Ice", text: str = "Short.", rest: str = "") -> str:
    link, guid = (f"<link>{link}</link>" if link else ""), (f'<guid isPermaLink="false">{guid}</guid>' if guid else "")
    return f"<item>{link}{guid}<title>{title}</title><description><![CDATA[{text}]]></description>{rest}</item>"


def serve(server, *items: str, path: str = "/feed", **headers: str) -> str:
    server.pages[path] = (200, {**RSS, **headers}, families.rss("".join(items) or "<!-- none -->").encode())
    return server.url + path


# ---- what is new


def test_only_what_is_new_is_named(server):
    first, second = item("/1", "a", "Ice on the Drava"), item("/2", "b", "Fog over Split")
    address = serve(server, first)
    before = local(address)
    assert [entry.title for entry in before.entries] == ["Ice on the Drava"] and before.feed.title == families.OUTLET
    assert before.entries[0].link == f"{server.url}/1"
    assert local(before.feed).entries == []
    serve(server, second, first)
    after = local(before.feed)
    assert [entry.title for entry in after.entries] == ["Fog over Split"]
    serve(server, second)
    assert local(local(after.feed).feed).entries == []
    serve(server, first)
    assert local(local(after.feed).feed).entries == [], "an entry that comes back is no news"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (item("/1", "a"), item("/moved", "a", "Ice melts"), True),
        (item("/1"), item("/1", title="Ice melts"), True),
        (item("/1", "a"), item("/1", "b"), False),
        (item(title="Ice"), item(title="Ice"), True),
        (item(title="Ice"), item(title="Ice melts"), False),
    ],
)
def test_an_entry_is_known_by_its_id_else_by_its_link_else_by_its_words(server, one, other, same):
    before = local(serve(server, one))
    serve(server, other)
    assert (local(before.feed).entries == []) is same
    serve(server, one, other)
    assert len(local(f"{server.url}/feed").entries) == (1 if same else 2)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"ETag": '"v1"'}, "If-None-Match"),
        ({"ETag": 'W/"v1"'}, "If-None-Match"),
        ({"Last-Modified": "Mon, 06 May 2024 10:00:00 GMT"}, "If-Modified-Since"),
    ],
)
def test_a_feed_that_did_not_change_is_not_sent_again(server, told, asked):
    before = local(serve(server, item("/1"), **told))
    server.headers_seen.clear()
    again = local(before.feed)
    assert again.feed == before.feed and again.entries == []
    assert server.headers_seen[-1][asked] == next(iter(told.values())) and asked not in server.headers_seen[0]


def test_a_server_that_says_unchanged_unasked_is_not_believed(server):
    server.pages["/feed"] = (304, {}, b"")
    with pytest.raises(ArticleError, match="is empty"):
        local(f"{server.url}/feed")


@pytest.mark.parametrize("told", ["x" * 3000, "caf\xe9", " "])
def test_a_validator_that_could_not_be_sent_is_not_kept(server, told):
    assert local(serve(server, item("/1"), ETag=told)).feed.etag is None


def test_what_is_kept_goes_through_json(server):
    found = local(serve(server, item("/1", rest="<pubDate>Mon, 06 May 2024 10:00:00 +0200</pubDate>"), ETag='"v1"'))
    assert Feed(**json.loads(json.dumps(asdict(found.feed)))) == found.feed
    assert [Entry(**json.loads(json.dumps(asdict(entry)))) for entry in found.entries] == found.entries
    assert found.entries[0].published == "2024-05-06"


def test_atom_is_followed_too(server):
    server.pages["/atom"] = (200, {"Content-Type": "application/atom+xml"}, families.atom().encode())
    (entry,) = local(f"{server.url}/atom").entries
    assert (entry.title, entry.author, entry.link) == (families.TITLE, families.AUTHOR, "https://a.example/1")
    assert entry.publisher == families.OUTLET and entry.published == "2023-11-19"


FORMS = {
    "rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay</title></channel><item rdf:about="/1">'
        "<title>Ice</title><link>/1</link><dc:creator>Bo Ray</dc:creator><dc:date>2024-05-06T10:00:00Z</dc:date></item>"
        "</rdf:RDF>"
    ),
    "atom with markup": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title><link rel="self" href="/feed"/><entry>'
        '<title type="html">&lt;b&gt;Ice&lt;/b&gt;</title><link rel="edit" href="/no"/>'
        '<link rel="alternate" href="/1"/>'
        "<author><name>Bo Ray</name></author><id>tag:a,1</id><updated>2024-05-06T10:00:00Z</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ice again.</p></div></content>'
        "</entry></feed>"
    ),
    "not well-formed": (
        '<rss version="2.0"><channel><title>The Quay</title><item><title>Ice&nbsp;</title><link>/1</link>'
        "<author>Bo Ray</author><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate><br><description>Ice & fog</item>"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_feeds_of_any_form(server, form):
    server.pages["/feed"] = (200, {"Content-Type": "text/xml"}, FORMS[form].encode())
    found = local(f"{server.url}/feed")
    (entry,) = found.entries
    assert (found.feed.title, entry.title, entry.link) == ("The Quay", "Ice", f"{server.url}/1")
    assert (entry.author, entry.published) == ("Bo Ray", "2024-05-06")


def test_the_encoding_that_the_server_names_counts(server):
    body = families.rss(item("/1", title="Glatteis in Köln")).replace('<?xml version="1.0"?>', "").encode("cp1252")
    server.pages["/feed"] = (200, {"Content-Type": "text/xml; charset=windows-1252"}, body)
    assert local(f"{server.url}/feed").entries[0].title == "Glatteis in Köln"


def test_a_feed_without_items_has_nothing_new(server):
    assert local(serve(server)).entries == []


# ---- where the feed is


@pytest.mark.parametrize("href", ["/feed", "feed", "http:/feed", "{url}/feed"])
def test_a_page_that_names_its_feed_leads_to_it(server, href):
    serve(server, item("/1"))
    href = href.replace("{url}", server.url).replace("http:/feed", server.url.partition(":")[2] + "/feed")
    head = (
        '<link rel="alternate" type="text/html" href="/other"><link rel="stylesheet" href="/x.css">'
        f'<link rel="Alternate" type="application/rss+xml" href="{href}">'
        '<link rel="alternate" type="application/rss+xml" href="/comments">'
    )
    server.pages["/"] = (200, HTML, html_page(head=head).encode())
    found = local(f"{server.url}/")
    assert found.feed.address == f"{server.url}/feed" and len(found.entries) == 1


def test_a_page_is_followed_once(server):
    server.pages["/"] = (
        200, HTML, html_page(head='<link rel="alternate" type="application/rss+xml" href="/">').encode()
    )  # fmt: skip
    with pytest.raises(ArticleError, match="is not a feed, though a page names it"):
        local(f"{server.url}/")
    assert server.asked.count("/") == 2


@pytest.mark.parametrize("href", ["http://10.0.0.1/feed", "http://169.254.169.254/", "http://[::ffff:10.0.0.1]/"])
def test_a_page_leads_to_no_private_network(server, href):
    head = f'<link rel="alternate" type="application/atom+xml" href="{href}">'
    server.pages["/"] = (200, HTML, html_page(head=head).encode())
    with pytest.raises(ArticleError, match="private network"):
        local(f"{server.url}/")


@pytest.mark.parametrize("href", ["file:///etc/passwd", "javascript:alert(1)", "http://[::1", "", "data:text/xml,x"])
def test_a_page_leads_to_nothing_but_the_web(server, href):
    head = f'<link rel="alternate" type="application/atom+xml" href="{href}">'
    server.pages["/"] = (200, HTML, html_page(head=head).encode())
    with pytest.raises(ArticleError, match=r"is not a feed|web address|can't be reached"):
        local(f"{server.url}/")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/good", "is not a feed"), ("/plain", "is not a feed"), ("/json", "is not a feed"), ("/pdf", "not a feed"),
        ("/empty", "is empty"), ("/missing", "does not exist"), ("/refused", "refused"), ("/circle", "in circles"),
        ("/private/page", "robots"), ("/to-private", "private network"),
        ("/bomb", "5 MB is the limit"), ("/endless", "5 MB is the limit"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told(server, path, words):
    with pytest.raises(ArticleError, match=words):
        local(server.url + path)


def test_this_machine_is_reached_only_when_told(server):
    with pytest.raises(ArticleError, match="private network"):
        check(Feed(address=serve(server, item("/1"))))
    entry = Entry(mark="x", feed="https://a.example", link=f"{server.url}/good")
    with pytest.raises(ArticleError, match="private network"):
        fetch_entry(entry)
    assert not server.asked


# ---- feeds that mean harm


def test_entities_are_not_read(server):
    body = families.rss(item("/1", title="&a;")).replace(
        "<rss", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss', 1
    )
    server.pages["/feed"] = (200, RSS, body.encode())
    with pytest.raises(ArticleError, match="defines entities"):
        local(f"{server.url}/feed")


def test_a_packed_bomb_ends_at_the_limit(server):
    bomb = gzip.compress(b"<rss><channel>" + b"<item/>" * 9_000_000)
    server.pages["/feed"] = (200, {**RSS, "Content-Encoding": "gzip"}, bomb)
    with pytest.raises(ArticleError, match="5 MB is the limit"):
        local(f"{server.url}/feed")


@pytest.mark.parametrize("end", ["</channel></rss>", ""])
def test_a_hundred_thousand_items_are_told_and_cut(server, end):
    items = "".join(f"<item><guid>{number}</guid></item>" for number in range(100_000))
    server.pages["/feed"] = (200, RSS, f"<rss><channel><title>Flood</title>{items}{end}".encode())
    start = time.perf_counter()
    found = local(f"{server.url}/feed")
    assert len(found.entries) == MOST_ENTRIES == len(found.feed.seen) and time.perf_counter() - start < 20
    assert found.notes == [f"{server.url}/feed has 100,000 items: the first {MOST_ENTRIES:,} are looked at."]
    assert found.feed.title == "Flood"


def test_depth_ends_or_is_read(server):
    server.pages["/feed"] = (200, RSS, b"<rss><channel>" + b"<item>" * 300_000)
    try:
        assert len(local(f"{server.url}/feed").entries) <= MOST_ENTRIES
    except ArticleError as error:
        assert str(error).startswith(server.url)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(families.rss().encode()) | damaged(families.atom().encode()) | st.binary(max_size=300))
def test_whatever_is_there_is_a_feed_or_a_sentence(data):
    try:
        found = _read(data, None, name="The feed", limits=asdict(Limits()), url="https://a.example/feed", charset=None)
    except ArticleError as error:
        assert str(error).endswith(".")
    else:
        assert json.loads(json.dumps(found)) == found
        assert all(Entry(**entry).mark for entry in found.get("entries", ()))


@pytest.mark.parametrize("path", ["/silent", "/drip-body"])
def test_a_feed_that_never_ends_is_left(server, path):
    start = time.perf_counter()
    with pytest.raises(ArticleError, match="3 seconds is the limit"):
        local(server.url + path, seconds=3)
    assert time.perf_counter() - start < 6


def test_the_marks_that_are_kept_are_bounded(server):
    feed = Feed(address=serve(server, item("/1")), seen=tuple(map(str, range(50_000))))
    assert len(local(feed).feed.seen) == 10_000


def test_links_into_nothing_are_none(server):
    links = ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "http://a b/", "x" * 5000]
    found = local(serve(server, *(item(link, str(number)) for number, link in enumerate(links))))
    assert [entry.link for entry in found.entries] == [None] * len(links)


def test_a_text_that_is_too_long_leaves_the_entry(server):
    (entry,) = local(serve(server, item("/good", text=LONG)), limits=Limits(characters=100)).entries
    assert entry.text == "" and entry.link == f"{server.url}/good"


# ---- the articles behind the entries


def test_the_page_tells_and_the_feed_fills_what_it_does_not(server):
    bare = html_page().replace(" | The Gazette", "")
    server.pages["/bare"] = (200, HTML, bare.encode())
    rest = "<dc:creator>Bo Ray</dc:creator><pubDate>Mon, 03 Jun 2024 10:00:00 +0200</pubDate>"
    address = serve(server, item("/good", rest=rest), item("/bare", rest=rest))
    good, filled = map(article_of, local(address).entries)
    assert "Farmers blocked the bridge" in good.text and "Farmers blocked the bridge" in filled.text
    assert (good.author, good.publisher, good.published) == ("Ana Roe", "The Gazette", date(2024, 5, 6))
    assert (filled.author, filled.publisher, filled.published) == ("Bo Ray", families.OUTLET, date(2024, 6, 3))
    assert good.source == f"{server.url}/good" and filled.source == f"{server.url}/bare"


@pytest.mark.parametrize("path", ["/missing", "/pay", "/refused", "/private/page", "/paywall-short", "/links", ""])
def test_the_feed_s_own_text_stands_in_where_the_page_cannot_be_had(server, path):
    wall = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    server.pages["/paywall-short"] = (200, HTML, html_page("<p>Only this much.</p>", head=wall).encode())
    (entry,) = local(serve(server, item(path, title="The bridge of Aalborg", text=LONG))).entries
    article = article_of(entry)
    assert article.text.startswith("The council of Aalborg met") and article.title == "The bridge of Aalborg"
    assert article.source == (f"{server.url}{path}" if path else f"{server.url}/feed")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Its feed holds no text of it"),
        ("The council met.", "only the beginning"),
        (f"{LONG}<p>The mayor then said […]</p>", "only the beginning"),
        (f"{LONG}<p>The mayor then said...</p>", "only the beginning"),
    ],
)
def test_a_beginning_is_no_article(server, text, words):
    (entry,) = local(serve(server, item("/pay", text=text))).entries
    with pytest.raises(ArticleError, match="subscribers only") as told:
        article_of(entry)
    assert words in str(told.value)


def test_a_feed_s_own_text_is_checked_like_any(server):
    french = "<p>Les agriculteurs ont bloqué le pont de la ville lundi, a dit la police du département.</p>" * 15
    (entry,) = local(serve(server, item("/missing", text=french))).entries
    assert len(entry.text.split()) >= WHOLE_WORDS
    with pytest.raises(ArticleError, match="not in English"):
        article_of(entry)
    with pytest.raises(ArticleError, match="too long"):
        article_of(replace(entry, text=STORY * 40), limits=Limits(characters=1000))
