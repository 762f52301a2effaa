"""The server for strangers on a PostgreSQL that hangs: what is open stays open, and what can't be had is a sentence."""

import json
import time

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.library import Library, connection
from tests.browser.test_hosted import get, healthy
from tests.exports.sample import record

pytestmark = pytest.mark.browser


def test_a_store_that_hangs_costs_seconds_and_takes_nothing_that_is_open(browser, postgres, tmp_path):
    environment = {"DATELINE_HOSTED": "1", "DATELINE_READERS": "1", "DATELINE_DATABASE": postgres.url}
    id, _ = Library.open(postgres.url).save([record()])
    with drive.serving(script="server.py", environment={**environment, "XDG_DATA_HOME": str(tmp_path)}) as server:
        reader = drive.Explorer(browser, server.url).open(f"?article={id}")
        with postgres.hanging():
            start = time.monotonic()
            reader.click("Lyon")
            reader.title("Lyon")
            assert time.monotonic() - start < connection.SECONDS + 10
            status, text = get(server, "/healthz")
            assert status == 503 and "can't be reached" in json.loads(text)["store"]
            seed = drive.Explorer(browser, server.url).open()
            other = drive.Explorer(browser, server.url).open(f"?article={id}", painted=False)
            expect(other.page.get_by_text("The library can't be reached")).to_be_visible()
        time.sleep(connection.REST + 1)
        other.open(f"?article={id}")
        other.drawn("Lyon")
        healthy(server)
        for visitor in (reader, seed, other):
            assert not visitor.errors and not visitor.outside
            visitor.close()
