"""Fetches one page or feed: what a worker does with an address.

Only public addresses are connected to. requests-hardened resolves a name once, checks the address and connects to the
very address that it checked, so a name that resolves to something else a moment later gains nothing. Redirects are
followed here, one by one, with the same checks. Proxies of the environment are not used: behind one, no address could
be checked.
"""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any, TypedDict
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from protego import Protego
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from geo.errors import ArticleError

AGENT = "Dateline"
_USER_AGENT = f"Mozilla/5.0 (compatible; {AGENT}; one page at the request of a reader)"
_REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.I)

_STATUS = {
    401: "asks for a password, so it can't be read here. Copy the text and paste it instead.",
    402: "is for subscribers only. Copy the text and paste it instead.",
    403: "refused to be read by a program. Copy the text and paste it instead.",
    404: "leads to a page that does not exist.",
    410: "leads to a page that was taken down.",
    429: "refused: it was asked too often. Try again later.",
    451: "is not available here for legal reasons.",
}


class Page(TypedDict):
    """What is known of a page besides its body."""

    url: str
    """Where it was found after redirects."""
    type: str
    charset: str | None
    etag: str | None
    modified: str | None
    """With the etag what a server told to ask for it by again (RFC 9110, 13.1)."""
    unchanged: bool
    """Whether it is as it was when it was asked for by these; it has no body then."""


class RefusedError(Exception):
    """The page is not fetched; the message ends a sentence that begins with the address."""


class PublicAdapter(IPFilterAdapter):
    """Connects to addresses of the public internet only, a stricter rule than that of requests-hardened."""

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        """Return what the base class does, after a look at the address that it chose and pinned."""
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        address = ipaddress.ip_address(host["host"].strip("[]"))
        if not (self._allow_loopback and address.is_loopback) and not is_public(address):
            raise InvalidIPAddress(address)
        return host, pool


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address is one of the public internet."""
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def session(wait: float, *, allow_loopback: bool = False) -> requests.Session:
    """Return a session that reaches public addresses only and waits `wait` seconds for each step."""
    made = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=allow_loopback,
            never_redirect=True,
            default_timeout=wait,
            user_agent_override=_USER_AGENT,
        )
    )
    made.trust_env = False
    made.headers["Accept-Encoding"] = "gzip, identity"
    made.headers["Accept"] = "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.1"
    made.headers["Accept-Language"] = "en"
    for scheme in ("http", "https"):
        made.mount(f"{scheme}://", PublicAdapter(is_https_proto=scheme == "https", allow_loopback=allow_loopback))
    return made


def fetch(
    url: str, most_bytes: int, client: requests.Session, headers: Mapping[str, str] | None = None
) -> tuple[Page, bytes]:
    """Return what is known of the page at `url` where it leads to after redirects, and its body as it is.

    Args:
        url: its address.
        most_bytes: how large the body may be.
        client: what `session` made.
        headers: what to ask for it with besides.

    Raises:
        RefusedError: it can't or must not be read.
    """
    headers = dict(headers or {})
    final, response = _follow(client, url, ask_robots=True, headers=headers)
    with response:
        if response.status_code >= 400:
            raise RefusedError(_STATUS.get(response.status_code, f"answered with an error ({response.status_code})."))
        declared = response.headers.get("Content-Type", "")
        body = _body(response, most_bytes)
    if body is None:
        raise RefusedError(f"is too large: {most_bytes / 1e6:g} MB is the limit.")
    charset = _CHARSET.search(declared)
    conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
    about: Page = {
        "url": final,
        "type": declared.partition(";")[0].strip().lower(),
        "charset": charset[1] if charset else None,
        "etag": response.headers.get("ETag"),
        "modified": response.headers.get("Last-Modified"),
        "unchanged": conditional and response.status_code == requests.codes.not_modified,
    }
    return about, body


def _follow(
    client: requests.Session, url: str, *, ask_robots: bool, headers: Mapping[str, str] | None = None
) -> tuple[str, requests.Response]:
    """Return the last address and its response, the body not read yet, after at most `_REDIRECTS` redirects."""
    allowed: set[str] = set()
    for _ in range(_REDIRECTS + 1):
        _check(url)
        origin = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        if ask_robots and not (origin in allowed or _robots_allow(client, origin, url)):
            raise RefusedError("asks not to be read by programs (robots.txt). Copy the text and paste it instead.")
        response = client.get(url, stream=True, allow_redirects=False, headers=headers)
        where = response.headers.get("Location")
        if not (response.is_redirect and where):
            return url, response
        response.close()
        url = urljoin(url, where)
    raise RefusedError("redirects in circles.")


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise RefusedError("is not a web address.") from None
    if parts.scheme not in ("http", "https"):
        raise RefusedError("is not an address that starts with http:// or https://.")
    if not parts.hostname or port == 0:
        raise RefusedError("is not a web address.")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("holds a user name or password, and such addresses are not opened.")


def _robots_allow(client: requests.Session, origin: str, url: str) -> bool:
    """Ask the origin's robots.txt (RFC 9309): none there allows all, a server that fails allows nothing."""
    try:
        _, response = _follow(client, f"{origin}/robots.txt", ask_robots=False)
    except RefusedError:
        return True
    with response:
        if response.status_code >= 500:
            return False
        if response.status_code >= 400:
            return True
        rules = _body(response, _ROBOTS_BYTES, cut=True) or b""
    return Protego.parse(rules.decode("utf-8", "replace")).can_fetch(url, AGENT)


def _body(response: requests.Response, most: int, *, cut: bool = False) -> bytes | None:
    """Return the body, None where it has more than `most` bytes, or then its beginning with `cut`."""
    found = bytearray()
    for part in response.raw.stream(16_384, decode_content=True):
        found += part
        if len(found) > most:
            return bytes(found[:most]) if cut else None
    return bytes(found)


def page(
    data: bytes,
    tell: object,
    *,
    name: str,
    limits: dict[str, Any],
    wait: float,
    network: str,
    headers: dict[str, str] | None = None,
) -> tuple[Page, bytes]:
    """Return what is known of the page at the address `name`, and its body. A worker's task.

    Args:
        data: nothing.
        tell: not called.
        name: the address.
        limits: fields of `Limits`; `page_bytes` counts.
        wait: seconds that one wait for the server may take.
        network: "public", or "loopback" as well for tests against a server on this machine.
        headers: what to ask for it with besides.

    Raises:
        ArticleError: it can't or must not be read.
    """
    return answer(name, limits["page_bytes"], session(wait, allow_loopback=network == "loopback"), headers)


def answer(
    url: str, most_bytes: int, client: requests.Session, headers: Mapping[str, str] | None = None
) -> tuple[Page, bytes]:
    """Return what `page` does.

    Raises:
        ArticleError: it can't or must not be read.
    """
    try:
        return fetch(url, most_bytes, client, headers)
    except RefusedError as error:
        raise ArticleError(f"{url} {error}") from None
    except InvalidIPAddress:
        raise ArticleError(f"{url} leads into a private network, and only public addresses are opened.") from None
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, requests.exceptions.MissingSchema):
        raise ArticleError(f"{url} is not a web address.") from None
    except (requests.exceptions.SSLError, urllib3.exceptions.SSLError):
        raise ArticleError(f"{url} offers no safe connection: its certificate is not valid.") from None
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
        raise ArticleError(f"{url} does not answer in time.") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError, AssertionError):
        raise ArticleError(f"{url} can't be reached. Check the address and the connection.") from None
