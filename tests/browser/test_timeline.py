"""The timeline in the browser: a day far away doesn't squeeze the others."""

import random

import pytest
from playwright.sync_api import expect

from geo.bench import made

pytestmark = pytest.mark.browser


def story(days: list[str]) -> dict:
    """Return an article in which something happens on each of some days."""
    record = made.article(0, len(days), random.Random(1))
    for event, day in zip(record["events"], days, strict=True):
        event |= {"date": day, "date_end": day, "status": "happened"}
    record["quotes"] = []
    record["links"] = [link for link in record["links"] if not link["item"].startswith("q")]
    return record


@pytest.mark.parametrize("far", ["1948-05-15", "2061-07-28"])
def test_a_day_far_away_is_told_of_and_squeezes_no_other(linked, far):
    with linked([story([*(f"2024-05-{day:02}" for day in range(1, 22)), far])]) as visitor:
        visitor.open()
        timeline = visitor.page.locator(".st-key-timeline")
        expect(timeline).to_contain_text("1 item outside these days")
        expect(timeline).not_to_contain_text(far[:4])
        bars = [bar.bounding_box() for bar in timeline.locator(".bar").all()]
        width = timeline.locator(".plot").bounding_box()["width"]
        spread = max(bar["x"] for bar in bars) - min(bar["x"] for bar in bars)
        assert spread > width / 2
