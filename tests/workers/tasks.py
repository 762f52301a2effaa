"""Tasks for the workers of the tests: quick, endless, greedy, broken."""

import os
import signal
import time

from geo.errors import ArticleError


def echo(data, tell, **arguments):
    tell(0.5, "half")
    return arguments, data


def pid(data, tell):
    return os.getpid()


def niceness(data, tell):
    return os.nice(0)


def sleep(data, tell, *, long=30.0):
    tell(0.1, "sleeping")
    time.sleep(long)
    return "slept"


def spin(data, tell):
    """Hold the interpreter: no thread of this process runs meanwhile."""
    return len(str(10**30_000_000))


def hoard(data, tell, *, megabytes):
    held = [bytearray(1_000_000) for _ in range(megabytes)]
    for part in held:
        part[::4096] = b"x" * len(part[::4096])
    return len(held)


def refuse(data, tell):
    raise ArticleError("It is empty.")


def fail(data, tell):
    raise KeyError("words of an article")


def end(data, tell):
    os.kill(os.getpid(), signal.SIGKILL)


def nonsense(data, tell):
    return object()
