"""What stands before Streamlit: limits of windows and uploads, a message that is dropped, headers."""

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.app import guard, shared
from geo.app.guard import HEADERS, UPLOADS, Guard
from tests.loop import finished

MB = 1_000_000


class Streamlit:
    """An app that receives what is passed on, and answers."""

    def __init__(self):
        self.received, self.asked, self.hold = [], [], asyncio.Event()

    async def __call__(self, scope, receive, send):
        self.asked.append(scope["path"])
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        while (message := await receive())["type"] != "websocket.disconnect":
            self.received.append(message)


@pytest.fixture
def served(monkeypatch):
    def made(**settings):
        monkeypatch.setenv("DATELINE_HOSTED", "1")
        for name, value in settings.items():
            monkeypatch.setenv(f"DATELINE_{name}", str(value))
        shared.clear()
        app = Streamlit()
        return Guard(app), app

    yield made
    monkeypatch.undo()
    shared.clear()


def ask(app, path, *, method="GET", client="192.0.2.1", headers=()):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "path": path, "method": method, "client": (client, 1), "headers": list(headers)}
    finished(app(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent[1:]).decode()


def window(app, messages, *, client="192.0.2.1"):
    """Open a window, send messages and close it; return what came back."""
    left = [*messages, {"type": "websocket.disconnect"}]
    sent = []

    async def receive():
        return left.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "client": (client, 1), "headers": []}
    finished(app(scope, receive, send))
    return sent


def frame(**fields):
    return {"type": "websocket.receive", "bytes": BackMsg(**fields).SerializeToString()}


def test_the_message_that_clears_everybodys_caches_is_dropped_and_no_other(served):
    app, streamlit = served()
    window(app, [frame(clear_cache=True), frame(stop_script=True), frame(clear_cache=True), frame(load_git_info=True)])
    kinds = [BackMsg.FromString(message["bytes"]).WhichOneof("type") for message in streamlit.received]
    assert kinds == ["stop_script", "load_git_info"]


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"", b"x" * 5_000])
def test_frames_that_are_no_message_are_streamlits_to_refuse(served, data):
    app, streamlit = served()
    window(app, [{"type": "websocket.receive", "bytes": data}])
    assert streamlit.received == [{"type": "websocket.receive", "bytes": data}]


def test_a_visitor_opens_the_app_as_often_as_the_host_allows(served):
    app, streamlit = served(SESSIONS_PER_HOUR=2)
    answers = [window(app, [{"type": "websocket.connect"}]) for _ in range(3)]
    assert [len(found) for found in answers] == [0, 0, 1] and answers[2][0]["code"] == 1013
    assert not window(app, [], client="192.0.2.2") and len(streamlit.asked) == 3


def test_windows_that_are_open_are_counted_and_a_page_beyond_is_refused_in_a_sentence(served):
    app, _ = served(SESSIONS=2)
    app._open["192.0.2.1"] = 2
    status, _, said = ask(app, "/")
    assert status == 429 and said.startswith("You have 2 windows of this app open")
    assert ask(app, "/", client="192.0.2.2")[0] == 200
    assert window(app, [{"type": "websocket.connect"}])[0]["type"] == "websocket.close"
    assert app.windows == 2


def test_an_ipv6_visitor_is_the_whole_of_a_64(served):
    app, _ = served(SESSIONS_PER_HOUR=1)
    assert not window(app, [], client="2001:db8:1:2::1")
    assert window(app, [{"type": "websocket.connect"}], client="2001:db8:1:2:ffff::9")
    assert not window(app, [], client="2001:db8:1:3::1")


@pytest.mark.parametrize(
    ("held", "coming", "status"),
    [({}, 5, 200), ({"me": 16}, 5, 413), ({"me": 14}, 5, 200), ({"a": 19, "b": 19, "c": 19}, 5, 413)],
)
def test_uploads_are_bounded_for_each_and_in_all(served, monkeypatch, held, coming, status):
    files = {name: {"one": SimpleNamespace(data=bytes(size * MB))} for name, size in held.items()}
    runtime = SimpleNamespace(uploaded_file_mgr=SimpleNamespace(file_storage=files))
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: runtime)
    app, _ = served(UPLOADS_MEGABYTES=60)
    length = [(b"content-length", str(coming * MB).encode())]
    answer = ask(app, f"{UPLOADS}me/file", method="PUT", headers=length)
    assert answer[0] == status and (status == 200 or answer[2].endswith("."))


def test_uploads_that_are_still_on_their_way_count(served, monkeypatch):
    monkeypatch.setattr(guard, "_held", dict)
    app, _ = served(UPLOADS_MEGABYTES=30)
    app._coming["192.0.2.1"] = 9 * MB
    length = [(b"content-length", str(2 * MB).encode())]
    assert ask(app, f"{UPLOADS}me/file", method="PUT", headers=length)[0] == 413
    assert ask(app, f"{UPLOADS}it/file", method="PUT", headers=length, client="192.0.2.2")[0] == 200
    assert app._coming == {"192.0.2.1": 9 * MB}


def test_the_uploads_of_all_windows_of_a_visitor_count_together(served, monkeypatch):
    held = {}
    monkeypatch.setattr(guard, "_held", lambda: held)
    app, _ = served(UPLOADS_MEGABYTES=30)
    length = [(b"content-length", str(4 * MB).encode())]
    answers = []
    for number in range(4):
        answers.append(ask(app, f"{UPLOADS}{number}/file", method="PUT", headers=length)[0])
        held[str(number)] = 4 * MB if answers[-1] == 200 else 0
    assert answers == [200, 200, 413, 413]


def test_uploads_are_counted(served, monkeypatch):
    monkeypatch.setattr(guard, "_held", dict)
    app, _ = served(UPLOADS_PER_HOUR=2)
    assert [ask(app, f"{UPLOADS}me/{number}", method="PUT")[0] for number in range(3)] == [200, 200, 413]


def test_every_answer_has_the_headers_and_streamlits_figures_are_hidden(served):
    app, _ = served()
    _, headers, _ = ask(app, "/")
    assert set(HEADERS) <= set(headers.items())
    assert ask(app, "/_stcore/metrics")[0] == 404
