"""A PostgreSQL of the tests' own, where one is installed."""

import os
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


class Server:
    """A PostgreSQL of the test's own. It does not run as root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        folder.chmod(0o777)
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


@pytest.fixture(scope="session")
def postgres():
    if BINARIES is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql: apt-get install postgresql")
    if find_spec("psycopg") is None:
        pytest.skip("no driver for PostgreSQL: pip install -r tests/requirements.txt")
    if os.getuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("PostgreSQL doesn't run as root, and there is no setpriv: apt-get install util-linux")
    with TemporaryDirectory(prefix="dateline-postgres-") as folder:  # pytest's own let no other user in
        made = Server(Path(folder))
        made.start()
        yield made
        made.stop()
