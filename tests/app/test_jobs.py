"""Work in a thread: it reports, ends when told to or when nobody watches, and its errors are sentences."""

import threading
import time

import pytest

from geo.app import jobs
from geo.app.jobs import Job, Stopped
from geo.errors import ArticleError


def ended(job: Job, seconds: float = 5.0) -> str:
    until = time.monotonic() + seconds
    while job.state == "working" and time.monotonic() < until:
        time.sleep(0.01)
    return job.state


def test_the_result_of_work_that_is_done():
    job = Job(lambda tell: tell(0.5, "half") or "all")
    assert ended(job) == "done" and job.result == "all"
    assert (job.share, job.words) == (0.5, "half")


def test_a_sentence_for_what_is_known_to_fail_and_for_what_is_not(caplog):
    def known(tell):
        raise ArticleError("It is empty.")

    def unknown(tell):
        return 1 / 0

    job = Job(known)
    assert ended(job) == "failed" and job.error == "It is empty."
    job = Job(unknown)
    assert ended(job) == "failed" and "division" not in job.error and job.error.endswith(".")
    assert "ZeroDivisionError" in caplog.text


def test_stopped_work_counts_as_stopped_at_once_and_ends_at_its_next_step():
    gone, told = threading.Event(), threading.Event()

    def work(tell):
        try:
            for step in range(10_000):
                tell(step / 10_000, "step")
                told.set()
                time.sleep(0.01)
        except Stopped:
            gone.set()
            raise

    job = Job(work)
    assert told.wait(5)
    job.stop()
    assert job.state == "stopped"
    assert gone.wait(5) and job.state == "stopped" and job.result is None


def test_work_that_nobody_watches_ends(monkeypatch):
    monkeypatch.setattr(jobs, "UNWATCHED", 0.05)

    def work(tell):
        while True:
            tell(0.0, "on and on")
            time.sleep(0.01)

    job = Job(work)
    assert ended(job) == "stopped"


@pytest.mark.parametrize(("share", "shown"), [(-1.0, 0.0), (0.25, 0.25), (7.0, 1.0)])
def test_the_share_stays_a_share(share, shown):
    job = Job(lambda tell: tell(share, ""))
    ended(job)
    assert job.share == shown
