import json
import os
import subprocess
import sys

import pytest

from geo.paths import ROOT

TEXT = "Fighting went on in Tell Karamush, northern Iraq. Residents of Tell Karamush fled to Mosul."
IRAQ = "geonames:99237"


@pytest.fixture
def parse(tmp_path, server):
    article = tmp_path / "article.txt"
    article.write_text(TEXT)
    settings = {**os.environ, "DATELINE_GAZETTEER": str(_gazetteer()), "XDG_CACHE_HOME": str(tmp_path)}

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "geo", "parse", str(article), *options]
        return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=120)

    return run


def _gazetteer():
    """Return the unpacked gazetteer, so that a cache of the test's own needn't unpack it again."""
    from geo.gazetteer import store

    return store.ready_file()


def _places(run) -> set[str | None]:
    record = json.loads(run.stdout)
    return {mention["place"] for mention in record["mentions"] if mention["text"] == "Tell Karamush"}


def test_names_are_looked_up_only_when_asked_for(parse, server):
    assert _places(parse()) == {IRAQ}, "the area that the text names around it"
    assert server.requests == []
    run = parse("--online", "nominatim", "--domain", f"http://{server.domain}", "--user-agent", "desk-of-mine/2")
    assert (run.returncode, run.stderr) == (0, "")
    assert _places(run) == {"nominatim:W60"}
    assert [(asked["q"], asked["agent"]) for asked in server.requests] == [("Tell Karamush", "desk-of-mine/2")]


def test_troubles_go_to_standard_error_and_the_record_stays(parse, server):
    server.behaviours = ["too many"]
    run = parse("--online", "nominatim", "--domain", f"http://{server.domain}")
    assert run.returncode == 0 and _places(run) == {IRAQ}
    assert run.stderr == "geo: Nominatim asked for fewer requests: it is left alone for 120 s.\n"


def test_a_missing_account_is_a_sentence(parse):
    run = parse("--online", "geonames")
    assert run.returncode == 1 and "GeoNames needs other settings" in run.stderr and "Traceback" not in run.stderr
