"""The server for strangers where only its data and the map's files can be written, as docs/hosting.md runs it."""

import subprocess

import pytest

from geo.bench import drive
from geo.bench.hosted import STORY, read
from geo.paths import ROOT
from tests.browser.test_hosted import healthy

pytestmark = pytest.mark.browser


def test_everything_works_where_only_data_and_static_can_be_written(browser, tmp_path):
    if (tried := subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True)).returncode:
        pytest.skip(f"no file system can be made read-only here, which root may: {tried.stderr.strip()}")
    (ROOT / "static").mkdir(exist_ok=True)
    environment = {
        "DATELINE_HOSTED": "1",
        "DATELINE_READERS": "1",
        "DATELINE_DATABASE": "",  # the file in the data folder, not the one that all tests share
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WRITABLE": f"{tmp_path} {ROOT / 'static'}",
    }
    launcher = ("tests/browser/read_only.py",)
    with drive.serving(script="server.py", environment=environment, launcher=launcher) as server:
        options = next(
            line.split()[3].split(",")
            for line in open(f"/proc/{server.pid}/mounts")  # noqa: PTH123, SIM115
            if line.split()[1] == "/"
        )
        assert "ro" in options
        visitor = drive.Explorer(browser, server.url).open()
        assert healthy(server) == dict.fromkeys(("gazetteer", "engine", "store"), "ok")
        read(visitor, STORY)
        visitor.drawn("Lyon")
        visitor.click("Lyon")
        visitor.title("Lyon")
        assert not visitor.errors
        visitor.close()
