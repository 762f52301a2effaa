"""`geo serve-check` says what is unsafe, and nothing of settings that are safe."""

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise

import pytest
from streamlit import config
from typer.testing import CliRunner

from geo.__main__ import app
from geo.app import check
from geo.paths import ROOT
from geo.settings import LIMITS, Settings

SAFE = {"DATELINE_HOSTED": "1", "FORWARDED_ALLOW_IPS": "172.16.0.0/12"}
STREAMLIT = {
    "client.showErrorDetails": "none",
    "server.maxUploadSize": 5,
    "server.allowedHosts": ["news.example.org"],
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
}


@pytest.fixture
def safe(monkeypatch, tmp_path):
    """The findings of a kind for an environment and Streamlit's settings that are safe but for what is given."""

    def found(changes=(), streamlit=(), kind="wrong"):
        options = {**STREAMLIT, **dict(streamlit)}
        real = config.get_option
        monkeypatch.setattr(config, "get_option", lambda name: options[name] if name in options else real(name))
        environment = {**SAFE, "DATELINE_DATABASE": f"sqlite:///{tmp_path}/a.sqlite", **dict(changes)}
        return [finding.sentence for finding in check.findings(environment) if finding.kind == kind]

    return found


def test_safe_settings_have_nothing_wrong(safe):
    assert safe() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"DATELINE_HOSTED": ""}, "no visitor is limited"),
        ({"FORWARDED_ALLOW_IPS": ""}, "all visitors count as one"),
        ({"FORWARDED_ALLOW_IPS": "*"}, "chooses the address he counts as"),
        ({"FORWARDED_ALLOW_IPS": "proxy"}, "no address or network"),
        ({"DATELINE_READS_PER_HOUR": "0"}, "DATELINE_READS_PER_HOUR is 0"),
        ({"DATELINE_UPLOADS_MEGABYTES": "0"}, "DATELINE_UPLOADS_MEGABYTES is 0"),
        ({"DATELINE_READERS": "1000"}, "take up to"),
        ({"DATELINE_DATABASE": "sqlite:////proc/nowhere/a.sqlite"}, "Links can't be made"),
    ],
)
def test_each_unsafe_variable_is_told(safe, changes, words):
    (sentence,) = safe(changes)
    assert words in sentence and sentence.endswith(".")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("client.showErrorDetails", "full"),
        ("server.maxUploadSize", 200),
        ("server.allowedHosts", []),
        ("server.allowedHosts", ['["news.example.org"]']),
        ("server.allowedHosts", ["news.example.org,maps.example.org"]),
        ("server.enableXsrfProtection", False),
        ("server.enableAgentApi", True),
    ],
)
def test_each_unsafe_setting_of_streamlit_is_told(safe, option, value):
    (sentence,) = safe(streamlit={option: value})
    assert option in sentence


@pytest.mark.parametrize(("megabytes", "told"), [(2, True), (5, False)])
def test_an_upload_that_streamlit_refuses_first_is_told(safe, megabytes, told):
    notes = safe(streamlit={"server.maxUploadSize": megabytes}, kind="note")
    assert any("server.maxUploadSize is less than" in sentence for sentence in notes) == told


def test_every_limit_of_a_visitor_is_set_where_hosted():
    hosted = Settings.from_environment({"DATELINE_HOSTED": "1"})
    assert all(getattr(hosted, name) > 0 for name in LIMITS)


def test_the_command_ends_with_1_where_something_is_wrong(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/a.sqlite")
    monkeypatch.delenv("DATELINE_HOSTED", raising=False)
    found = CliRunner().invoke(app, ["serve-check"])
    assert found.exit_code == 1 and re.search(r"✗ DATELINE_HOSTED is not 1", found.output)


def documented() -> dict[str, str]:
    """Return the environment that the app has in the container that docs/hosting.md runs."""
    image = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.removeprefix("ENV ") for line in image.splitlines() if line.startswith("ENV ")]
    docs = (ROOT / "docs" / "hosting.md").read_text("utf-8").replace("\\\n", " ")
    command = shlex.split(next(line for line in docs.splitlines() if line.strip().startswith("docker run")))
    set_by_hand = [value for flag, value in pairwise(command) if flag == "-e"]
    pairs = [*shlex.split(" ".join(lines)), *set_by_hand]
    return dict(pair.split("=", 1) for pair in pairs)


def check_with(tmp_path, **changes) -> subprocess.CompletedProcess:
    """Run the command in a process of its own, with the documented environment and what is changed of it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    mine = {**documented(), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", "")}
    mine = {name: value for name, value in {**kept, **mine, **changes}.items() if value}
    command = [sys.executable, "-m", "geo", "serve-check"]
    return subprocess.run(command, env=mine, cwd=ROOT, capture_output=True, text=True)


def test_the_documented_container_is_safe(tmp_path):
    found = check_with(tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "fileWatcherType" not in found.stdout


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("STREAMLIT_SERVER_ALLOWED_HOSTS", "", "server.allowedHosts is empty"),
        ("STREAMLIT_SERVER_ALLOWED_HOSTS", '["news.example.org"]', "set apart by spaces"),
        ("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full", "client.showErrorDetails is not none"),
        ("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "200", "server.maxUploadSize is more than"),
        ("STREAMLIT_SERVER_PORT", "web", "Streamlit does not start with these settings"),
    ],
)
def test_the_settings_of_streamlit_are_read_from_the_environment(tmp_path, name, value, words):
    found = check_with(tmp_path, **{name: value})
    assert found.returncode == 1 and words in found.stdout, found.stdout + found.stderr
    assert "Traceback" not in found.stderr
