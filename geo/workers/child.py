"""What runs in the processes that do the reading, which `geo.workers.processes` starts.

On Linux there is one template, which loads what is needed once and forks a worker whenever one is asked for: a worker
is ready in hundredths of a second, shares the template's memory, and can be thrown away after its work with whatever
hostile input did to it. Elsewhere each worker is started for itself.
"""

import gc
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Client, Connection
from typing import Any, Literal

from geo.errors import DatelineError
from geo.workers import channel

FORK, KILL = b"f", b"k"
"""What the template is asked for: a worker on the descriptor that comes along; the end of the worker named."""
PID = struct.Struct("=q")
_DIES_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` of prctl(2)."""

working = False
"""Whether this process is a worker: what it reads is isolated and limited already."""


def template(control: socket.socket, prepare: str | None) -> None:
    """Prepare, then fork workers until the app is gone. It has a single thread, so a fork of it is a whole process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the app ends it, not the key that ends the app
    gc.disable()
    if prepare:
        with suppress(DatelineError):  # a worker meets the same error, and tells it
            function(prepare)()
    gc.freeze()  # what is loaded stays: workers need not look for rubbish in it, which would copy it
    with suppress(OSError):  # the app is gone
        _fork_for(control)
    os._exit(0)


def _fork_for(control: socket.socket) -> None:
    """Do what the app asks for; return, or raise OSError, once it is gone."""
    control.sendall(PID.pack(0))
    own = os.getpid()  # asked in a worker, its parent might be gone already
    workers: set[int] = set()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1 + PID.size, 1)
        if not request:
            return
        if request == FORK:
            pid = os.fork()
            if not pid:
                control.close()
                _be_worker(Connection(descriptors[0]), own)
            os.close(descriptors[0])
            workers.add(pid)
            control.sendall(PID.pack(pid))
        else:
            (pid,) = PID.unpack(request[1:])
            if pid in workers:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                workers.remove(pid)


def _be_worker(connection: Connection, parent: int) -> None:
    try:
        _die_with(parent)
        gc.enable()
        with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
            score.write("900")  # where memory ends, a worker goes before the app
        serve(connection)
    finally:
        os._exit(0)


def _die_with(parent: int) -> None:
    """Have the system end this process when its parent ends."""
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def bound(memory: int) -> None:
    """Let this process take so many bytes of memory on top of what it has, where the system can see to it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, StopIteration, ValueError), open("/proc/self/status") as status:  # noqa: PTH123
        used = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))
        resource.setrlimit(resource.RLIMIT_DATA, (used + memory, used + memory))


def serve(connection: Connection) -> None:
    """Do what is asked for until the app is gone: {"task": "module:function", "arguments": {}} and bytes.

    The function is called with the bytes, `tell` and the arguments, and returns what JSON holds, or a pair of that and
    bytes. Answers are {"share", "words"} any number of times, then {"result"}, {"error", "kind"} or {"failed"}.
    """
    global working
    working = True
    with suppress(EOFError, OSError):
        order, data = channel.receive(connection)
        bound(order["memory"])
        if order["nice"]:
            os.nice(order["nice"])
        while True:
            _answer(connection, order, data)
            order, data = channel.receive(connection)


def _answer(connection: Connection, order: dict[str, Any], data: bytes) -> None:
    def tell(share: float, words: str) -> None:
        channel.send(connection, {"share": share, "words": words})

    try:
        result = function(order["task"])(data, tell, **order["arguments"])
    except DatelineError as error:
        channel.send(connection, {"error": str(error), "kind": type(error).__name__})
    except MemoryError:
        channel.send(connection, {"failed": "MemoryError"})
    except Exception as error:  # noqa: BLE001
        channel.send(connection, {"failed": _where(error)})
    else:
        value, content = result if isinstance(result, tuple) else (result, b"")
        channel.send(connection, {"result": value}, content)


def _where(error: BaseException) -> str:
    """Return the kind of an error and where it was raised; its message may hold words of an article."""
    frames, at = [], error.__traceback__
    while at:
        frames.append(f"{at.tb_frame.f_globals.get('__name__')}:{at.tb_lineno}")
        at = at.tb_next
    return f"{type(error).__name__} at {' > '.join(frames[-4:])}"


def function(name: str) -> Callable[..., Any]:
    """Return the function that is called "module:function"."""
    module, within = name.split(":")
    task: Callable[..., Any] = getattr(import_module(module), within)
    return task


def main(kind: Literal["template", "worker"], where: str, prepare: str | None = None) -> None:
    """Be the template on a descriptor, or a worker for itself at an address; its key comes on standard input."""
    if kind == "template":
        template(socket.socket(fileno=int(where)), prepare)
        return
    connection = Client(where, authkey=sys.stdin.buffer.read())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if prepare:
        with suppress(DatelineError):
            function(prepare)()
    serve(connection)
