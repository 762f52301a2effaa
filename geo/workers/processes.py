"""The app's side of its workers' processes: one is started, asked and killed.

Processes come from `geo.workers.child` and not from `multiprocessing`, loky or pebble: all three have a new process
import the main module again, which under Streamlit is the page being drawn, and the pools of loky and pebble lead all
workers' answers through one pipe with one lock, which a worker that is killed in mid-answer can leave locked.
"""

import os
import secrets
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from typing import Any, Protocol

from geo.paths import ROOT
from geo.workers import channel, child

_MAIN = "import sys; from geo.workers.child import main; main(*sys.argv[1:])"
FORKS = sys.platform == "linux"
_STALLED = 10
"""Seconds after which a worker that began an answer and doesn't end it is given up."""
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""A template has a single thread, or its forks would miss the others."""


class Gone(Exception):  # noqa: N818
    """The process has ended, or must be ended."""


class Worker:
    """One process that can be asked."""

    def __init__(self, connection: Connection, pid: int, end: Callable[[], None]) -> None:
        self.pid = pid
        self._connection = connection
        self._end = end

    def ask(self, order: dict[str, Any], data: bytes) -> None:
        """Send an order.

        Raises:
            Gone: the process has ended.
        """
        try:
            channel.send(self._connection, order, data)
        except OSError as error:
            raise Gone from error

    def answer(self, seconds: float) -> tuple[dict[str, Any], bytes] | None:
        """Return the next message, None if there is none within `seconds`.

        Raises:
            Gone: the process has ended.
        """
        try:
            return channel.receive(self._connection) if self._connection.poll(seconds) else None
        except (EOFError, OSError, ValueError) as error:
            raise Gone from error

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._end()
        self._connection.close()


class Source(Protocol):
    """Where workers come from. `ready` is set once one can be had at once, or never will be."""

    ready: threading.Event

    def worker(self) -> Worker:
        """Return a new worker; raise `Gone` where there are no more."""
        ...

    def close(self) -> None:
        """End the source and its workers."""
        ...


class Template:
    """The process that workers are forked from."""

    def __init__(self, prepare: str | None) -> None:
        self.ready = threading.Event()
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                _command("template", str(theirs.fileno()), prepare),
                cwd=ROOT,
                env={**os.environ, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        threading.Thread(target=self._wait, name="dateline-template", daemon=True).start()

    def _wait(self) -> None:
        with self._lock:
            with suppress(Gone):
                self._pid()
            self.ready.set()

    def _pid(self) -> int:
        try:
            answer = self._control.recv(child.PID.size)
        except OSError as error:
            raise Gone from error
        if len(answer) < child.PID.size:
            raise Gone
        pid: int = child.PID.unpack(answer)[0]
        return pid

    @property
    def pid(self) -> int:
        """The template's process."""
        return self._process.pid

    def worker(self) -> Worker:
        """Fork a worker.

        Raises:
            Gone: the template has ended.
        """
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", _STALLED, 0))
        with theirs, self._lock:
            try:
                socket.send_fds(self._control, [child.FORK], [theirs.fileno()])
                pid = self._pid()
            except (OSError, Gone) as error:
                ours.close()
                raise Gone from error
        return Worker(Connection(ours.detach()), pid, lambda: self._kill(pid))

    def _kill(self, pid: int) -> None:
        with self._lock, suppress(OSError):
            self._control.sendall(child.KILL + child.PID.pack(pid))

    def close(self) -> None:
        """End it; its workers end with it."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class Starts:
    """Workers that are started one by one, where processes can't be forked."""

    def __init__(self, prepare: str | None) -> None:
        self.ready = threading.Event()
        self.ready.set()
        self._prepare = prepare
        self._processes: set[subprocess.Popen[bytes]] = set()

    def worker(self) -> Worker:
        """Start a worker.

        Raises:
            Gone: it doesn't begin.
        """
        key = secrets.token_bytes(32)
        with Listener(authkey=key) as listener:
            process = subprocess.Popen(
                _command("worker", str(listener.address), self._prepare), cwd=ROOT, stdin=subprocess.PIPE
            )
            assert process.stdin
            with process.stdin as stream:
                stream.write(key)
            self._processes.add(process)
            try:
                connection = listener.accept()
            except (OSError, EOFError) as error:
                process.kill()
                raise Gone from error

        def end() -> None:
            process.kill()
            process.wait()
            self._processes.discard(process)

        return Worker(connection, process.pid, end)

    def close(self) -> None:
        """End all of them."""
        for process in list(self._processes):
            process.kill()
            process.wait()


def _command(*arguments: str | None) -> list[str]:
    return [sys.executable, "-c", _MAIN, *(argument for argument in arguments if argument)]


def source(prepare: str | None) -> Source:
    """Return where workers come from on this system."""
    return Template(prepare) if FORKS else Starts(prepare)
