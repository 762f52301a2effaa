"""A cluster that is there: a scheduler and workers as processes of their own, as docs/batch.md tells, some killed."""

import json
import os
import signal
import sys
from contextlib import ExitStack, contextmanager

import pytest

from tests.batch.archive import batch, command, leftovers, markers, running, tables, wait_until

DASK = (sys.executable, "-m", "dask")
SMALL = ("--partition", 4)
DEADLY = """
import os, signal
from geo.batch import work
def deadly(articles, terms):
    if any(article.id == "a021" for article in articles):
        os.kill(os.getpid(), signal.SIGKILL)
    return ordinary(articles, terms)
if work._read.__name__ != "deadly":  # Dask loads it twice
    ordinary, work._read = work._read, deadly
"""


@contextmanager
def cluster(folder, workers: int = 2, *options: str, **environment: str):
    """Start a scheduler and workers; return its address, its process and those of the workers."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    with ExitStack() as stack:
        line = (
            *DASK,
            "scheduler",
            "--scheduler-file",
            str(file),
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
        )
        scheduler = stack.enter_context(running(*line, **environment))
        wait_until(lambda: file.exists() and file.read_text().strip(), scheduler)
        line = (*DASK, "worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard", *options)
        own = [stack.enter_context(running(*line, **environment)) for _ in range(workers)]
        yield json.loads(file.read_text())["address"], scheduler, own


@pytest.mark.slow
def test_a_worker_and_then_the_scheduler_are_killed(news, tmp_path, expected):
    out = tmp_path / "out"
    with (
        cluster(tmp_path) as (address, scheduler, (one, _)),
        running(*command(news, "-o", out, *SMALL, "--scheduler", address)) as process,
    ):
        wait_until(lambda: markers(out) >= 2, process)
        os.killpg(one.pid, signal.SIGKILL)
        wait_until(lambda: markers(out) >= 5, process)
        scheduler.kill()
        told = process.communicate(timeout=60)[0]
    assert process.returncode == 1 and "Traceback" not in told, told
    last = f"geo: The scheduler at {address} is gone. What is done is kept: start it, and run the same command again."
    assert told.splitlines()[-1] == last
    assert 5 <= markers(out) < 12
    with cluster(tmp_path) as (address, _, _):
        batch(news, "-o", out, *SMALL, "--scheduler", address)
    assert tables(out) == expected and leftovers(out) == []


@pytest.mark.slow
def test_of_all_articles_only_the_one_that_ends_its_workers_is_an_error(news, tmp_path, expected):
    (tmp_path / "deadly.py").write_text(DEADLY)
    out = tmp_path / "out"
    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with cluster(tmp_path, 2, "--preload", str(tmp_path / "deadly.py"), **once) as (address, _, _):
        told = batch(news, "-o", out, *SMALL, "--scheduler", address)
    assert "48 articles read" in told.stdout and "1 of them errors" in told.stdout and "Traceback" not in told.stderr
    found = tables(out)
    assert [json.loads(row)["article"] for row in found["errors"]] == ["a021"]
    assert "Every worker that began to read it was ended." in found["errors"][0]
    for name, rows in expected.items():
        if name not in ("errors", "places"):
            without = [row for row in rows if json.loads(row).get("article", json.loads(row).get("id")) != "a021"]
            assert found[name] == without, name
