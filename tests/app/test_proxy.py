"""The server for strangers behind a proxy: whom the limits count, as uvicorn and the guard have it together."""

import asyncio
from contextlib import contextmanager

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from geo.bench import drive
from tests.loop import finished


@contextmanager
def served(folder, trusted: str):
    environment = {
        "DATELINE_HOSTED": "1",
        "DATELINE_READERS": "1",
        "DATELINE_SESSIONS_PER_HOUR": "1",
        "FORWARDED_ALLOW_IPS": trusted,
        "XDG_DATA_HOME": str(folder),
    }
    with drive.serving(script="server.py", environment=environment) as server:
        yield server


def opens(server: drive.Server, address: str) -> bool:
    """Tell whether one who the proxy says comes from an address may open the app."""

    async def visit() -> bool:
        url = f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"
        try:
            async with connect(
                url, subprotocols=["streamlit"], additional_headers={"X-Forwarded-For": address}
            ) as made:
                await made.send(b"\x5a\x00")
                await asyncio.wait_for(made.recv(), 30)
        except (ConnectionClosed, InvalidStatus):
            return False
        return True

    return finished(visit())


def test_each_visitor_of_a_trusted_proxy_counts_alone_and_a_household_as_one(tmp_path):
    with served(tmp_path, "10.0.0.0/8,127.0.0.1") as server:
        visits = [opens(server, address) for address in ("198.51.100.1", "198.51.100.1", "198.51.100.2")]
        assert visits == [True, False, True]
        household = ("2001:db8:7:7::1", "2001:db8:7:7:aaaa::2", "2001:db8:7:8::1")
        assert [opens(server, address) for address in household] == [True, False, True]


@pytest.mark.parametrize("trusted", ["192.0.2.9", "10.0.0.0/8"])
def test_what_others_than_the_proxy_say_is_not_believed(tmp_path, trusted):
    with served(tmp_path, trusted) as server:
        assert [opens(server, f"198.51.100.{number}") for number in range(3)] == [True, False, False]
