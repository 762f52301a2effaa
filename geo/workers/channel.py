"""Messages between the app and a worker: a JSON object and some bytes, over a connection of `multiprocessing`.

Nothing is unpickled: what a worker answers was made from hostile input.
"""

import json
from multiprocessing.connection import Connection
from typing import Any

LARGEST = 400_000_000
"""Most bytes of one message: the records of the largest collection that a desk reads are a quarter of it."""


def send(connection: Connection, message: dict[str, Any], data: bytes = b"") -> None:
    """Send one message.

    Raises:
        OSError: the other side is gone.
    """
    connection.send_bytes(json.dumps(message).encode("ascii"))
    connection.send_bytes(data)


def receive(connection: Connection) -> tuple[dict[str, Any], bytes]:
    """Wait for one message and return it.

    Raises:
        EOFError: the other side is gone.
        OSError: it went in the middle, or sends more than `LARGEST` bytes.
        ValueError: it sends nonsense.
    """
    message = json.loads(connection.recv_bytes(LARGEST))
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message, connection.recv_bytes(LARGEST)
