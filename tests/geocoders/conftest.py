"""A server on this machine that speaks Nominatim's protocol, and misbehaves when told to."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

KNOWN = {
    "Quince Hollow": [
        {"place_id": 7, "osm_type": "node", "osm_id": 70, "lat": "12.5", "lon": "-3.25", "class": "place",
         "type": "village", "addresstype": "village", "name": "Quince Hollow",
         "display_name": "Quince Hollow, Ex", "address": {"country_code": "xx"}},
        {"place_id": 8, "osm_type": "node", "osm_id": 80, "lat": "48.0", "lon": "2.0", "class": "place",
         "type": "hamlet", "addresstype": "hamlet", "name": "Quince Hollow",
         "display_name": "Quince Hollow, France",
         "address": {"country_code": "fr", "country": "Frankreich", "state": "Ile-de-France"}},
    ],
    "Tell Karamush": [
        {"place_id": 6, "osm_type": "way", "osm_id": 60, "lat": "36.5", "lon": "43.0", "class": "place",
         "type": "village", "addresstype": "village", "name": "Tell Karamush",
         "display_name": "Tell Karamush, Nineveh, Iraq",
         "address": {"country_code": "iq", "country": "Iraq", "state": "Nineveh Governorate"}},
    ],
    "Marrow Ford": [
        {"place_id": 9, "osm_type": "node", "osm_id": 90, "lat": "3.0", "lon": "4.0", "class": "shop",
         "type": "butcher", "addresstype": "shop", "name": "Marrow Ford", "display_name": "Marrow Ford, France",
         "address": {"country_code": "fr"}},
    ],
}  # fmt: skip


class FakeNominatim(ThreadingHTTPServer):
    """Answers /search and /reverse; `behaviours` holds what to do with the next requests, "ok" when it is empty."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviours: list[str] = []
        self.requests: list[dict[str, Any]] = []

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeNominatim

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(url.query).items()}
        self.server.requests.append({"path": url.path, "agent": self.headers["User-Agent"], **asked})
        behaviour = self.server.behaviours.pop(0) if self.server.behaviours else "ok"
        if behaviour == "slow":
            time.sleep(1.5)
        status, body = {
            "html": (200, "<html>busy</html>"),
            "list of numbers": (200, "[1, 2, 3]"),
            "string": (200, '"hello"'),
            "no coordinates": (200, '[{"display_name": "Nowhere"}]'),
            "off the globe": (200, '[{"lat": "1234", "lon": "0", "display_name": "Nowhere"}]'),
            "error": (500, "out of order"),
            "too many": (429, "slow down"),
            "forbidden": (403, "blocked"),
        }.get(behaviour, (200, json.dumps(_found(url.path, asked))))
        try:
            self.send_response(status)
            if behaviour == "too many":
                self.send_header("Retry-After", "120")
            self.end_headers()
            self.wfile.write(body.encode())
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_: Any) -> None:
        pass


def _found(path: str, asked: dict[str, str]) -> Any:
    if path == "/reverse":
        return KNOWN["Quince Hollow"][0]
    found = KNOWN.get(asked["q"], [])
    codes = asked.get("countrycodes", "").lower().split(",")
    return [row for row in found if codes == [""] or row["address"]["country_code"] in codes]


@pytest.fixture
def server() -> Iterator[FakeNominatim]:
    server = FakeNominatim()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
