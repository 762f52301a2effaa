"""What stands before Streamlit where strangers use the app: limits of windows and uploads, and headers."""

from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from geo import journal
from geo.app import readers, visitors
from geo.errors import VisitorLimitError
from geo.settings import visitor_of
from geo.workers.size import MEGABYTE

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

HEADERS = (
    (b"content-security-policy", b"frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""A link holds the id of its article, so no other site is told the address; no other site shows the app in a frame."""
UPLOADS = "/_stcore/upload_file/"
HIDDEN = ("/_stcore/metrics",)
"""Streamlit's own figures, which tell strangers how much is read."""
_TRY_LATER = 1013


class Guard:
    """Passes to the app what a visitor may ask for."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._open: Counter[str] = Counter()
        self._coming: Counter[str] = Counter()
        self._owners: dict[str, str] = {}

    @property
    def windows(self) -> int:
        """How many windows are open."""
        return self._open.total()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request, as ASGI has it."""
        if scope["type"] == "websocket":
            await self._window(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, _with_headers(send))
        else:
            await self._app(scope, receive, send)

    async def _request(self, scope: Message, receive: Receive, send: Send) -> None:
        path, who = scope["path"], _visitor(scope)
        if path in HIDDEN and readers.settings().hosted:
            await _say(send, 404, "Not found.")
        elif scope["method"] == "PUT" and path.startswith(UPLOADS):
            await self._upload(scope, receive, send, who)
        elif path == "/" and (why := self._refuse_window(who)):
            journal.note("refused", who=who, kind="session", why=why)
            await _say(send, 429, why)
        else:
            await self._app(scope, receive, send)

    async def _window(self, scope: Message, receive: Receive, send: Send) -> None:
        who = _visitor(scope)
        try:
            if self._refuse_window(who):
                raise VisitorLimitError
            visitors.allow("session", who=who)
        except VisitorLimitError:
            await receive()
            await send({"type": "websocket.close", "code": _TRY_LATER})
            return
        self._open[who] += 1
        try:
            await self._app(scope, _harmless(receive) if readers.settings().hosted else receive, send)
        finally:
            self._open[who] -= 1
            if not self._open[who]:
                del self._open[who]

    def _refuse_window(self, who: str) -> str:
        most = readers.settings().sessions
        if most and self._open[who] >= most:
            return f"You have {most} windows of this app open, which is the limit. Close some and load this page again."
        return ""

    async def _upload(self, scope: Message, receive: Receive, send: Send, who: str) -> None:
        session = scope["path"].removeprefix(UPLOADS).partition("/")[0]
        length = dict(scope["headers"]).get(b"content-length", b"")
        size = int(length) if length.isdigit() else int(readers.settings().upload_megabytes * MEGABYTE)
        if why := self._refuse_upload(session, size, who):
            journal.note("refused", who=who, kind="upload", why=why)
            await _say(send, 413, why)
            return
        self._coming[who] += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[who] -= size
            if self._coming[who] <= 0:
                del self._coming[who]

    def _refuse_upload(self, session: str, size: int, who: str) -> str:
        """Return why an upload is refused, "" if it isn't."""
        set_up = readers.settings()
        most, of_one = set_up.uploads_megabytes * MEGABYTE, set_up.uploads_megabytes_of_one
        held = _held()
        self._owners = {name: owner for name, owner in self._owners.items() if name in held} | {session: who}
        own = sum(held.get(name, 0) for name, owner in self._owners.items() if owner == who) + self._coming[who]
        if most and own + size > of_one * MEGABYTE:
            return f"These files are too large together: {of_one:g} MB is the limit."
        if most and sum(held.values()) + self._coming.total() + size > most:
            return "Too much is being uploaded here at the moment. Try again in a minute."
        try:
            visitors.allow("upload", who=who)
        except VisitorLimitError as error:
            return str(error)
        return ""


def _visitor(scope: Message) -> str:
    return visitor_of(scope["client"][0]) if scope.get("client") else "local"


def _held() -> dict[str, int]:
    """Return how many bytes of uploads Streamlit holds for each session."""
    from streamlit import runtime

    files = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return {name: sum(len(file.data) for file in list(kept.values())) for name, kept in list(files.items())}


def _harmless(receive: Receive) -> Receive:
    """Return what receives all messages but the one that clears Streamlit's caches for everybody."""
    from streamlit.proto.BackMsg_pb2 import BackMsg

    async def received() -> Message:
        while True:
            message = await receive()
            data = message.get("bytes")
            if not data or len(data) > 100 or _kind(BackMsg(), data) != "clear_cache":
                return message

    return received


def _kind(message: Any, data: bytes) -> str | None:
    from google.protobuf.message import DecodeError

    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message.WhichOneof("type")


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message.get("headers", ())}
            message["headers"] = [*message.get("headers", ()), *(pair for pair in HEADERS if pair[0] not in there)]
        await send(message)

    return sent


async def _say(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
