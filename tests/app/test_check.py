"""`geo serve-check` says what is unsafe, and nothing of settings that are safe."""

import re

import pytest
from streamlit import config
from typer.testing import CliRunner

from geo.__main__ import app
from geo.app import check
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
