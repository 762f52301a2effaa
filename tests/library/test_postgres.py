"""The store on a PostgreSQL that is stopped, hangs, or is started again: an answer in seconds, and nothing lost."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from geo.errors import LibraryError
from geo.library import Library, connection

BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
pytestmark = pytest.mark.skipif(
    BINARIES is None or find_spec("psycopg") is None or not shutil.which("setpriv"),
    reason='needs PostgreSQL and pip install "psycopg[binary]"',
)
RECORD = {"id": "rain", "text": "Rain fell on Lyon."}
SOON = connection.SECONDS + 2


class Server:
    """A PostgreSQL of the test's own. It does not run as root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        for path in (folder, *folder.parents[:3]):
            path.chmod(0o777)
        self._run("initdb", "-D", str(self.folder), "-U", "dateline", "--auth=trust", "-N")

    @property
    def url(self) -> str:
        return f"postgresql://dateline@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([*self.user, str(BINARIES / program), *arguments], check=True, capture_output=True, cwd="/")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder), "-m", "immediate", "stop")

    @contextmanager
    def hanging(self):
        """Hold all its processes."""
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        pids = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("postgres"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def library(server, monkeypatch):
    monkeypatch.setattr(connection, "REST", 0.5)
    return Library.open(server.url)


def test_what_is_saved_comes_back(library, server):
    id, token = library.save([RECORD])
    assert Library.open(server.url).get(id) == [RECORD] and library.delete(id, token)


@pytest.mark.parametrize("used", [True, False], ids=["while connected", "before"])
def test_one_that_hangs_is_said_in_seconds_then_at_once_and_is_used_again(library, server, used):
    id, _ = library.save([RECORD])
    if not used:
        library = Library.open(server.url)
        library._database.engine.dispose()
    with server.hanging():
        start = time.monotonic()
        with pytest.raises(LibraryError, match="can't be reached at the moment"):
            library.get(id)
        assert time.monotonic() - start < SOON
        start = time.monotonic()
        with pytest.raises(LibraryError):
            library.get(id)
        assert time.monotonic() - start < 0.2
    time.sleep(0.6)
    assert library.get(id) == [RECORD]


def test_one_that_is_stopped_is_said_and_one_that_was_started_again_is_used(library, server, caplog):
    id, _ = library.save([RECORD])
    server.stop()
    try:
        with pytest.raises(LibraryError) as error:
            library.get(id)
        assert "psycopg" not in str(error.value) and "127.0.0.1" not in str(error.value)
        assert any(record.name == "dateline" for record in caplog.records)
    finally:
        server.start()
    time.sleep(0.6)
    assert library.get(id) == [RECORD]


def test_a_restart_between_two_calls_is_not_noticed(library, server):
    id, _ = library.save([RECORD])
    server.stop()
    server.start()
    assert library.get(id) == [RECORD]


def test_a_transaction_that_hangs_in_the_middle_is_cut(library, server):
    with pytest.raises(LibraryError), library._begin() as transaction, server.hanging():
        start = time.monotonic()
        try:
            transaction.exec_driver_sql("SELECT 1")
        finally:
            assert time.monotonic() - start < SOON
