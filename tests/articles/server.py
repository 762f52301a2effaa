"""A web server on this machine, with pages good and bad, that counts what it is asked for."""

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.articles.files import META, STORY, html_page, pdf_file

PAGE = html_page(head=META).encode()
BOMB = gzip.compress(b"<html>" + b" " * 60_000_000)
PAYWALL = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
FRENCH = "<p>" + "Les agriculteurs ont bloqué le pont de la ville lundi, a dit la police. " * 9
HTML = "text/html; charset=utf-8"

PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/good": (200, {"Content-Type": HTML}, PAGE),
    "/gzip": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/latin": (200, {"Content-Type": "text/html; charset=windows-1252"}, PAGE.decode().encode("cp1252")),
    "/no-type": (200, {}, PAGE),
    "/plain": (200, {"Content-Type": "text/plain"}, STORY.encode()),
    "/pdf": (200, {"Content-Type": "application/pdf"}, pdf_file(STORY.splitlines())),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/json": (200, {"Content-Type": "application/json"}, b"{}"),
    "/empty": (200, {"Content-Type": HTML}, b""),
    "/links": (200, {"Content-Type": HTML}, html_page("<a href=/a>A</a>").encode()),
    "/paywall": (200, {"Content-Type": HTML}, html_page(head=PAYWALL).encode()),
    "/french": (200, {"Content-Type": HTML}, html_page(FRENCH).encode()),
    "/large": (200, {"Content-Type": HTML}, b"<html>" + b"a" * 6_000_000),
    "/bomb": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, BOMB),
    "/secret": (401, {}, b""),
    "/pay": (402, {}, b""),
    "/refused": (403, {}, b""),
    "/often": (429, {}, b""),
    "/law": (451, {}, b""),
    "/broken": (500, {}, b""),
    "/moved": (301, {"Location": "/good"}, b""),
    "/circle": (302, {"Location": "/circle"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-gopher": (302, {"Location": "gopher://127.0.0.1:70/"}, b""),
    "/to-private": (302, {"Location": "http://10.0.0.1/"}, b""),
    "/to-metadata": (307, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/to-script": (302, {"Location": "javascript:alert(1)"}, b""),
    "/to-nowhere": (302, {"Location": "http://[::1"}, b""),
    "/private/page": (200, {"Content-Type": HTML}, PAGE),
    "/to-forbidden": (302, {"Location": "/private/page"}, b""),
}  # fmt: skip
ROBOTS = b"User-agent: *\nDisallow: /private/\nAllow: /\n"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers_seen.append(dict(self.headers))
        if self.path == "/robots.txt":
            status, body = self.server.robots
            self.answer(status, {"Content-Type": "text/plain"}, body)
        elif self.path in ("/silent", "/drip-header", "/drip-body", "/endless"):
            getattr(self, self.path[1:].replace("-", "_"))()
        else:
            status, headers, body = self.server.pages.get(self.path) or PAGES.get(self.path, (404, {}, b""))
            known = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
            if any(name in headers and self.headers.get(asked) == headers[name] for name, asked in known.items()):
                status, body = 304, b""
            self.answer(status, headers, body)

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def silent(self) -> None:
        self.server.stopped.wait(60)

    def drip_header(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip(b"a")

    def drip_body(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        self.drip(b"a")

    def endless(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        while not self.server.stopped.is_set():
            self.wfile.write(b"a" * 65_536)

    def drip(self, byte: bytes) -> None:
        while not self.server.stopped.is_set():
            self.wfile.write(byte)
            self.wfile.flush()
            time.sleep(0.2)

    def log_message(self, *arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """Say nothing of clients that went away: they are meant to."""


@contextmanager
def running():
    """Serve on a free port; yields it with `url`, `asked` (paths), `headers_seen`; `robots` and `pages` to set."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.asked, server.headers_seen, server.robots, server.pages = [], [], (200, ROBOTS), {}
    server.stopped = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
