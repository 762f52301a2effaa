"""The server for strangers: it opens, says whether it is well, and one visitor holds up no other."""

import json
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.bench.hosted import ATTRIBUTES, SENTENCE, STORY, read, upload

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    environment = {
        "DATELINE_HOSTED": "1",
        "DATELINE_METRICS": "1",
        "DATELINE_READERS": "1",
        "DATELINE_EXPORTS_PER_HOUR": "1",
        "DATELINE_UPLOADS_MEGABYTES": "3",
        "XDG_DATA_HOME": str(tmp_path_factory.mktemp("data")),
    }
    with drive.serving(script="server.py", environment=environment) as server:
        yield server


@pytest.fixture
def two(browser, hosted):
    """Two visitors who know nothing of each other."""
    visitors = [drive.Explorer(browser, hosted.url).open() for _ in range(2)]
    yield visitors
    for visitor in visitors:
        assert not visitor.errors and not visitor.outside
        visitor.close()


def get(server, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{server.url}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def healthy(server) -> dict[str, str]:
    """Wait until the server says that all is well, and return what each part says."""
    end = time.monotonic() + 60  # the engine is loaded behind the first page
    while (answer := get(server, "/healthz"))[0] != 200 and time.monotonic() < end:
        time.sleep(0.2)
    assert answer[0] == 200, answer
    return json.loads(answer[1])


def test_it_says_whether_it_is_well_and_what_it_does(hosted, two):
    assert healthy(hosted) == dict.fromkeys(("gazetteer", "engine", "store"), "ok")
    assert "dateline_queue 0" in get(hosted, "/metrics")[1]
    assert get(hosted, "/_stcore/metrics")[0] == 404


def test_who_waits_sees_it_and_is_served_when_another_stops(two):
    long, short = two
    read(long, SENTENCE * 2_000 + ".")
    expect(long.page.get_by_role("dialog")).to_contain_text("Reading the sentences")
    read(short, STORY)
    expect(short.page.get_by_role("dialog")).to_contain_text("Waiting for a free reader")
    start = time.monotonic()
    long.page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    expect(long.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Stopped. Nothing is lost")
    short.page.get_by_role("dialog").wait_for(state="detached")
    assert time.monotonic() - start < 20
    short.drawn("Lyon")


def test_a_page_made_to_keep_a_parser_busy_is_refused_and_holds_nobody(two):
    hostile, honest = two
    attributes = " ".join(f"a{number}=1" for number in range(ATTRIBUTES))
    upload(hostile, f"<html><body><p {attributes}>{STORY * 3}</p></body></html>".encode())
    read(honest, STORY.replace("Lyon", "Nice"))
    honest.drawn("Nice")
    expect(hostile.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("takes too long")


def test_twenty_who_speak_the_protocol_and_clear_the_caches_take_nothing_from_others(hosted, two):
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.sync.client import connect

    maker, _ = two
    read(maker, STORY)
    maker.drawn("Lyon")
    maker.click("Lyon")
    maker.panel.locator("article.event").get_by_role("button", name="Correct").first.click()
    maker.page.get_by_role("dialog").get_by_role("radio", name="Not an event").click()
    maker.page.get_by_role("button", name="Take it away").click()
    expect(maker.page.locator(".st-key-corrections")).to_contain_text("1 correction")
    with connect(f"{hosted.url.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"]) as socket:
        for _ in range(20):
            socket.send(BackMsg(clear_cache=True).SerializeToString())
        time.sleep(0.5)
    maker.turn("Read")
    expect(maker.page.locator(".st-key-corrections")).to_contain_text("1 correction")


def test_an_export_beyond_the_limit_is_a_sentence_in_the_place_of_the_button(two):
    visitor, other = two
    visitor.page.get_by_role("button", name="Export").click()
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="Download .html").click()
    assert started.value.path().stat().st_size > 10_000
    other.page.get_by_role("button", name="Export").click()
    for explorer in two:
        expect(explorer.page.get_by_text("This app allows 1 exports an hour per visitor.")).to_be_visible()
        expect(explorer.page.get_by_role("button", name="Download .html")).to_have_count(0)


def test_who_uploads_more_than_one_may_is_told_how_much_that_is(two):
    visitor, _ = two
    visitor.page.get_by_role("button", name="Add").click()
    box = visitor.page.get_by_role("dialog")
    box.get_by_role("tab", name="Upload files").click()
    expect(box).to_contain_text("One visitor can upload 1 MB of files at once and 200 files an hour")
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x " * 1_000_000}
    box.locator("input[type=file]").set_input_files([file])
    expect(box).to_contain_text("413")
    expect(box).to_contain_text("a file that shows an error was more than that")
    expect(box.get_by_role("button", name="Next").first).to_be_disabled()
