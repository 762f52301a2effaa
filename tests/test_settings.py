"""What a host sets, and what it allows a visitor."""

import re
import time

import pytest

from geo.errors import SettingsError, VisitorLimitError
from geo.paths import ROOT
from geo.settings import Settings, Visitors


def test_a_desk_is_not_limited_and_a_host_is():
    desk, host = Settings.from_environment({}), Settings.from_environment({"DATELINE_HOSTED": "true"})
    assert desk == Settings() and host.hosted
    assert host.limits.characters < desk.limits.characters and host.limits.file_bytes == 5_000_000
    assert not desk.reads_per_hour and host.reads_per_hour and host.keep_days == 30


def test_the_environment_decides():
    made = Settings.from_environment(
        {"DATELINE_HOSTED": "1", "DATELINE_KEEP_DAYS": "0.5", "DATELINE_CHARACTERS": "9000",
         "DATELINE_DATABASE": " sqlite:///x.sqlite ", "DATELINE_UPLOAD_MEGABYTES": "1", "DATELINE_READS_PER_HOUR": "0"}
    )  # fmt: skip
    assert (made.keep_days, made.characters, made.database) == (0.5, 9000, "sqlite:///x.sqlite")
    assert made.limits.page_bytes == 1_000_000 and made.reads_per_hour == 0
    assert Settings.from_environment({"DATELINE_KEEP_DAYS": "0"}).keep_days is None


@pytest.mark.parametrize("value", ["many", "-1", "nan", "1e99"])
def test_nonsense_is_told(value):
    with pytest.raises(SettingsError, match="DATELINE_CHARACTERS"):
        Settings.from_environment({"DATELINE_CHARACTERS": value})


def test_every_variable_is_read():
    named = set(re.findall(r"`DATELINE_(\w+?)[=`]", (ROOT / "geo" / "settings.py").read_text("utf-8")))
    assert named == {field.upper() for field in Settings.__slots__}


def test_visitors_are_limited_each_by_themselves(monkeypatch):
    visitors = Visitors(Settings(reads_per_hour=3))
    visitors.allow("a", "read", 2)
    with pytest.raises(VisitorLimitError, match="3 articles read an hour"):
        visitors.allow("a", "read", 2)
    visitors.allow("a", "read")
    visitors.allow("b", "read", 3)
    for _ in range(50):
        visitors.allow("a", "fetch")
    with pytest.raises(VisitorLimitError):
        visitors.allow("b", "read")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 3700)
    visitors.allow("b", "read")


def test_feeds_are_asked_by_themselves_at_a_desk_and_where_a_host_wants_it():
    asked = {"": True, "0": False, "1": True}
    assert {value: Settings.from_environment({"DATELINE_FEEDS": value}).feeds for value in asked} == asked
    hosted = {"DATELINE_HOSTED": "1"}
    assert not Settings.from_environment(hosted).feeds
    assert Settings.from_environment({**hosted, "DATELINE_FEEDS": "1"}).feeds
