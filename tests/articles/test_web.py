"""Fetching pages: what is read, what is refused, and that nothing but the public internet is ever connected to."""

import ipaddress
import json
import re
import socket
import threading
import time
from datetime import date

import pytest

from geo.articles import Limits, fetching, waiting
from geo.articles.web import fetch
from geo.errors import ArticleError
from tests.articles.files import STORY
from tests.articles.server import running


@pytest.fixture
def server():
    with running() as made:
        yield made


def local(url: str, **options):
    return fetch(url, network="loopback", **options)


def test_a_page_is_read_with_what_it_says_of_itself(server):
    article = local(f"{server.url}/good")
    assert "Farmers blocked the bridge over the Rhône" in article.text and "newsletter" not in article.text
    assert (article.title, article.publisher, article.author) == ("Farmers block the bridge", "The Gazette", "Ana Roe")
    assert article.published == date(2024, 5, 6) and article.source == f"{server.url}/good"
    assert server.asked == ["/robots.txt", "/good"]
    assert "Dateline" in server.headers_seen[1]["User-Agent"] and "Cookie" not in server.headers_seen[1]


@pytest.mark.parametrize("path", ["/gzip", "/latin", "/no-type", "/moved"])
def test_pages_in_other_wrappings(server, path):
    article = local(server.url + path)
    assert "“We are staying until we are heard,”" in article.text
    assert article.source.endswith("/good" if path == "/moved" else path)


@pytest.mark.parametrize("path", ["/plain", "/pdf"])
def test_texts_and_pdfs(server, path):
    assert "Farmers blocked the bridge" in local(server.url + path).text
    if path == "/plain":
        assert local(server.url + path).text == STORY


REFUSED = [
    ("/missing", "does not exist"),
    ("/image", "of the kind image/png"),
    ("/json", "of the kind application/json"),
    ("/empty", "is empty"),
    ("/links", "No article was found"),
    ("/paywall", "subscribers only"),
    ("/french", "not in English"),
    ("/large", "5 MB is the limit"),
    ("/bomb", "5 MB is the limit"),
    ("/endless", "5 MB is the limit"),
    ("/secret", "asks for a password"),
    ("/pay", "subscribers only"),
    ("/refused", "refused to be read by a program"),
    ("/often", "asked too often"),
    ("/law", "legal reasons"),
    ("/broken", r"answered with an error \(500\)"),
    ("/circle", "redirects in circles"),
    ("/to-file", "not an address that starts with http"),
    ("/to-gopher", "not an address that starts with http"),
    ("/to-script", "not an address that starts with http"),
    ("/to-nowhere", "can't be reached"),
    ("/to-private", "private network"),
    ("/to-metadata", "private network"),
    ("/private/page", "robots.txt"),
    ("/to-forbidden", "robots.txt"),
]


@pytest.mark.parametrize(("path", "words"), REFUSED)
def test_what_cannot_be_read_is_told(server, path, words):
    with pytest.raises(ArticleError, match=words):
        local(server.url + path)
    assert "/private/page" not in server.asked


@pytest.mark.parametrize("path", ["/silent", "/drip-header", "/drip-body"])
def test_a_server_that_never_ends_is_left(server, path):
    start = time.perf_counter()
    with pytest.raises(ArticleError, match="takes too long: 3 seconds is the limit"):
        local(server.url + path, seconds=3)
    assert time.perf_counter() - start < 5


def test_waiting_can_be_watched_and_stopped(server):
    class StopError(Exception):
        pass

    ticks: list[float] = []

    def tell(seconds: float) -> None:
        ticks.append(seconds)
        if len(ticks) == 3:
            raise StopError

    start = time.perf_counter()
    with pytest.raises(StopError), waiting(tell):
        local(f"{server.url}/silent")
    assert time.perf_counter() - start < 3 and ticks == sorted(ticks)
    assert local(f"{server.url}/good").text and len(ticks) == 3


def test_a_port_where_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ArticleError, match="can't be reached"):
            local(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_a_server_that_speaks_something_else():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak() -> None:
            for _ in range(2):
                connection, _ = listening.accept()
                connection.sendall(b"220 smtp.example ESMTP\r\n")
                connection.close()

        threading.Thread(target=speak, daemon=True).start()
        with pytest.raises(ArticleError, match="can't be reached"):
            local(f"http://127.0.0.1:{listening.getsockname()[1]}/")


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ((404, b""), True),
        ((403, b""), True),
        ((500, b""), False),
        ((200, b"User-agent: *\nDisallow: /"), False),
        ((200, b"User-agent: Dateline\nDisallow: /good\n\nUser-agent: *\nAllow: /"), False),
        ((200, b"User-agent: Other\nDisallow: /"), True),
        ((200, b"User-agent: *\nDisallow: /*d$"), False),
        ((200, b"\xff\xfe nonsense \x00" * 1000), True),
        ((200, b"Disallow: /x\n" * 200_000), True),
    ],
)
def test_robots_are_respected(server, robots, allowed):
    server.robots = robots
    if allowed:
        assert local(f"{server.url}/good").text
    else:
        with pytest.raises(ArticleError, match=r"robots\.txt"):
            local(f"{server.url}/good")
        assert "/good" not in server.asked


def test_limits_of_the_host(server):
    with pytest.raises(ArticleError, match=r"0\.0005 MB is the limit"):
        local(f"{server.url}/good", limits=Limits(page_bytes=500))
    with pytest.raises(ArticleError, match="too long"):
        local(f"{server.url}/good", limits=Limits(characters=100))


# ---- nothing private, in any notation

NAMED = [
    "127.0.0.1",
    "[::1]",
    "10.0.0.1",
    "169.254.169.254",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "[::ffff:127.0.0.1]",
]
MORE = [
    "127.1", "127.0.0.1.", "0x7f000001", "017700000001", "127.000.000.001", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fec0::1]", "[fc00::1]", "[ff02::1]", "[::]",
    "[::ffff:169.254.169.254]", "0.0.0.0", "0", "10.255.255.255", "172.16.0.1", "192.168.1.1", "169.254.170.2",
    "0xa9fea9fe", "2852039166", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "localhost", "LOCALHOST", "localhost.", "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1",
]  # fmt: skip
NOT_REACHED = r"private network|not a web address|can't be reached"


def attempt(url: str) -> str:
    """Return the sentence for an address, asked in this process, as the process aside would."""
    try:
        fetching.answer(url, 5_000_000, fetching.session(2.0))
    except ArticleError as error:
        return str(error)
    return "no error"


@pytest.mark.parametrize("host", NAMED)
def test_private_addresses_are_refused(server, host):
    with pytest.raises(ArticleError, match="private network"):
        fetch(f"http://{host}:{server.server_port}/good")
    assert not server.asked


@pytest.mark.parametrize("host", [*NAMED, *MORE])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_private_addresses_are_refused_in_any_notation(server, scheme, host):
    assert re.search(NOT_REACHED, attempt(f"{scheme}://{host}:{server.server_port}/good"))
    assert not server.asked


NO_ADDRESS = [
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "dict://x/",
    "http://", "http:///x", "http://user:word@example.org/", "http://[::1", "http://x:99999/", "http://x:0/", "", " ",
    "a b", "http://a\nb/", "http://" + "a" * 3000, "-flag", "--help", "http://\ud800/",
]  # fmt: skip


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_web_address_is_told(url):
    with pytest.raises(ArticleError, match=r"web address|http://|user name|can't be reached|private network"):
        fetch(url)


@pytest.mark.parametrize("path", ["/good", "/to-private"])
def test_this_machine_is_reached_only_when_told(server, path):
    with pytest.raises(ArticleError, match="private network"):
        fetch(server.url + path)
    assert not server.asked


class _Resolver:
    """Answers look-ups of names with what a list says, one entry a look-up, and notes every connection."""

    def __init__(self, monkeypatch, *answers: str) -> None:
        self.answers, self.asked, self.reached = list(answers), 0, []
        look_up, connect = socket.getaddrinfo, socket.socket.connect

        def getaddrinfo(host, port, *arguments, **options):
            try:
                ipaddress.ip_address(str(host).strip("[]"))
            except ValueError:
                self.asked += 1
                host = self.answers[min(self.asked, len(self.answers)) - 1]
            return look_up(host, port, *arguments, **options)

        def connected(this, address):
            self.reached.append(address[0])
            if ipaddress.ip_address(address[0]).is_loopback:
                return connect(this, address)
            raise ConnectionRefusedError("not in a test")

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(socket.socket, "connect", connected)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1", "100.64.0.1"]
)
def test_a_name_that_resolves_to_a_private_address(monkeypatch, server, address):
    resolver = _Resolver(monkeypatch, address)
    assert "private network" in attempt(f"http://innocent.example:{server.server_port}/good")
    assert not resolver.reached and not server.asked


def test_a_name_that_resolves_elsewhere_at_the_second_look_up(monkeypatch, server):
    resolver = _Resolver(monkeypatch, "93.184.216.34", "127.0.0.1")
    answer = attempt(f"http://rebinding.example:{server.server_port}/good")
    assert set(resolver.reached) <= {"93.184.216.34"} and not server.asked
    assert "can't be reached" in answer or "private network" in answer


def test_the_checked_address_is_the_one_connected_to(monkeypatch):
    resolver = _Resolver(monkeypatch, "93.184.216.34")
    assert "can't be reached" in attempt("https://pinned.example/x")
    assert set(resolver.reached) == {"93.184.216.34"}


def test_proxies_of_the_environment_are_not_used(monkeypatch, server):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, server.url)
    resolver = _Resolver(monkeypatch, "93.184.216.34")
    attempt("http://pinned.example/x")
    assert set(resolver.reached) == {"93.184.216.34"} and not server.asked


def test_no_setting_of_the_environment_opens_this_machine(server, monkeypatch):
    monkeypatch.setenv("DATELINE_NETWORK", "loopback")
    with pytest.raises(ArticleError, match="private network"):
        fetch(f"{server.url}/good")


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("2606:4700::1111", True), ("8.8.8.8", True), ("2001:db8::1", False), ("2001::1", False),
     ("::1.2.3.4", False), ("224.1.1.1", False), ("192.88.99.1", True)],
)  # fmt: skip
def test_public_addresses(address, public):
    assert fetching.is_public(ipaddress.ip_address(address)) is public


def test_what_is_known_of_a_page_is_json_and_its_body_is_bytes(server):
    about, body = fetching.answer(f"{server.url}/good", 5_000_000, fetching.session(2.0, allow_loopback=True))
    assert json.loads(json.dumps(about))["type"] == "text/html" and b"Farmers" in body
