"""Workers: what they answer, that nothing they do outlasts them or holds others up, and who goes first."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from geo.errors import ArticleError, BusyError
from geo.paths import ROOT
from geo.workers import BrokenError, Pool, TooLongError, Watch, processes, size
from geo.workers.pool import LANES

TASKS = "tests.workers.tasks:"


@contextmanager
def running(**options):
    pool = Pool(**options)
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture(scope="module")
def pool():
    with running(lanes={"reading": 2, "parsing": 1, "fetching": 4}, memory=dict.fromkeys(LANES, 200_000_000)) as pool:
        yield pool


def call(pool: Pool, task: str, data: bytes = b"", *, seconds: float = 20, who: str = "", **options):
    watch, long = options.pop("watch", Watch()), options.pop("long_claim", False)
    with pool.lease(who, options.pop("lane", "reading"), watch, long=long) as lease:
        return lease.call(TASKS + task, data, seconds=seconds, **options)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int, seconds: float = 3) -> bool:
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(pid)


def test_values_and_bytes_come_back_as_they_went(pool):
    told = []
    watch = Watch(told=lambda share, words: told.append((share, words)))
    value, data = call(pool, "echo", b"\x00\xff", word="Zürich \ud800", number=1.5, watch=watch)
    assert value == {"word": "Zürich \ud800", "number": 1.5} and data == b"\x00\xff" and told == [(0.5, "half")]


def test_the_errors_of_a_task_are_its_sentences(pool):
    with pytest.raises(ArticleError, match=r"It is empty\."):
        call(pool, "refuse")


def test_workers_stand_back_as_far_as_they_are_told_and_the_app_does_not():
    own = os.nice(0)
    with running(nice=7) as pool, pool.lease() as lease:
        found = [lease.call(TASKS + "niceness", seconds=20)[0] for _ in range(2)]
        assert found == [own + 7, own + 7], "once for each worker, however much it is asked"
    assert os.nice(0) == own


@pytest.mark.parametrize("task", ["fail", "end", "nonsense"])
def test_a_task_that_breaks_is_one_error_and_the_next_is_served(pool, task, caplog):
    with pytest.raises(BrokenError):
        call(pool, task)
    assert "words of an article" not in caplog.text
    assert call(pool, "echo")[0] == {}


@pytest.mark.parametrize("task", ["spin", "sleep"])
def test_a_task_ends_at_its_limit_of_time(pool, task):
    start = time.monotonic()
    with pytest.raises(TooLongError):
        call(pool, task, seconds=0.5)
    assert time.monotonic() - start < 3 and not pool.waiting


@pytest.mark.skipif(not processes.FORKS, reason="memory is bounded on Linux only")
def test_a_task_has_no_more_memory_than_it_may(pool):
    assert call(pool, "hoard", megabytes=50)[0] == 50
    with pytest.raises(BrokenError):
        call(pool, "hoard", megabytes=900)


def test_stopping_ends_a_worker_that_holds_its_interpreter(pool):
    class StopError(Exception):
        pass

    seen = []

    def working(seconds):
        seen[:] = pool.pids
        if seconds > 0.4:
            raise StopError

    start = time.monotonic()
    with pytest.raises(StopError):
        call(pool, "spin", watch=Watch(working=working))
    assert time.monotonic() - start < 3
    assert len(seen) >= 1 and gone(seen[-1])


def test_a_hundred_workers_killed_from_outside_leave_a_pool_that_works(pool):
    for _ in range(100):
        with pytest.raises(BrokenError):
            call(pool, "end")
    assert call(pool, "echo", b"x") == ({}, b"x")


def test_one_lease_has_one_worker_and_each_lease_another(pool):
    with pool.lease() as lease:
        first, second = (lease.call(TASKS + "pid", seconds=20)[0] for _ in range(2))
    assert first == second != call(pool, "pid")[0]
    assert gone(first)


@pytest.mark.skipif(not processes.FORKS, reason="there is a template on Linux only")
def test_a_template_that_is_killed_is_started_again():
    with running() as pool:
        call(pool, "pid")
        template = pool.pids[0]
        os.kill(template, signal.SIGKILL)
        assert call(pool, "pid")[0] and pool.pids[0] != template


def started(pool: Pool, who: str, done: list, task: str = "sleep", **options) -> threading.Thread:
    def work():
        try:
            done.append((who, call(pool, task, who=who, **options)[0]))
        except (BrokenError, TooLongError, BusyError) as error:
            done.append((who, type(error)))

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def wait_for(condition, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.01)


def test_a_visitor_with_much_to_do_leaves_a_worker_to_others(pool):
    done: list = []
    much = [started(pool, "much", done, long=0.7) for _ in range(3)]
    wait_for(lambda: pool.waiting == 2)
    assert call(pool, "sleep", who="little", long=0.0, seconds=5) == ("slept", b"")
    assert len(done) == 0, "the little one had to wait for the much"
    for thread in much:
        thread.join()
    assert len(done) == 3


def test_who_has_waited_for_less_goes_first_and_is_told_the_place():
    with running() as pool:
        call(pool, "pid", who="often")
        done: list = []
        first = started(pool, "first", done, long=1.0)
        wait_for(lambda: len(pool.pids) == 2)
        places: list[int] = []
        often = started(pool, "often", done, long=0.0, watch=Watch(queued=places.append))
        wait_for(lambda: pool.waiting == 1 and 1 in places)
        seldom = started(pool, "seldom", done, long=0.0)
        for thread in (first, often, seldom):
            thread.join()
        assert [who for who, _ in done] == ["first", "seldom", "often"] and 2 in places


def test_a_long_row_of_calls_lets_others_in_between(monkeypatch):
    monkeypatch.setattr(sys.modules["geo.workers.pool"], "TURN", 0.2)
    with running() as pool:
        done: list = []

        def row():
            with pool.lease("many") as lease:
                for number in range(6):
                    lease.call(TASKS + "sleep", seconds=20, long=0.2)
                    done.append(("many", number))

        thread = threading.Thread(target=row)
        thread.start()
        wait_for(lambda: ("many", 0) in done)
        call(pool, "echo", who="one")
        assert len(done) < 5
        thread.join()
        assert [number for _, number in done] == list(range(6))


def test_long_claims_leave_a_worker_to_short_ones(pool):
    done: list = []
    long = [started(pool, name, done, long=0.7, long_claim=True) for name in "abc"]
    wait_for(lambda: pool.waiting == 2 and len(pool._running) == 1)
    assert call(pool, "sleep", who="d", long=0.0, seconds=5) == ("slept", b"") and not done
    for thread in long:
        thread.join()
    assert len(done) == 3


def test_fetching_waits_for_nobody_who_reads(pool):
    done: list = []
    busy = [started(pool, name, done, long=1.0) for name in "ab"]
    wait_for(lambda: len(pool._running) == 2)
    assert call(pool, "echo", lane="fetching") == ({}, b"") and not done
    for thread in busy:
        thread.join()


def test_more_than_may_wait_is_refused_in_a_sentence():
    with running(most_waiting=2, most_of_one=1) as pool:
        done: list = []
        threads = [started(pool, "one", done, long=0.8)]
        wait_for(lambda: not pool.waiting and len(pool._running) == 1)
        threads.append(started(pool, "one", done, long=0.0))
        wait_for(lambda: pool.waiting == 1)
        with pytest.raises(BusyError, match="Try again"):
            call(pool, "echo", who="one")
        threads.append(started(pool, "two", done, long=0.0))
        wait_for(lambda: pool.waiting == 2)
        with pytest.raises(BusyError):
            call(pool, "echo", who="three")
        for thread in threads:
            thread.join()
        assert all(found == "slept" for _, found in done) and pool.counts["refused"] == 2


def test_who_gives_up_while_waiting_is_no_longer_in_the_queue():
    class StopError(Exception):
        pass

    def queued(place):
        raise StopError

    with running() as pool:
        done: list = []
        thread = started(pool, "one", done, long=0.5)
        wait_for(lambda: len(pool._running) == 1 and not pool.waiting)
        with pytest.raises(StopError):
            call(pool, "echo", who="two", watch=Watch(queued=queued))
        assert not pool.waiting
        thread.join()


APP = """
import sys, threading, time
from geo.workers import Pool
pool = Pool(lanes={"reading": 2})
def work():
    with pool.lease() as lease:
        lease.call("tests.workers.tasks:spin", seconds=60)
for _ in range(2):
    threading.Thread(target=work, daemon=True).start()
while len(pool.pids) < 3:
    time.sleep(0.01)
print(*pool.pids, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not processes.FORKS, reason="the system ends them on Linux only")
def test_no_process_outlives_an_app_that_is_killed():
    with subprocess.Popen([sys.executable, "-c", APP], cwd=ROOT, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout
        pids = [int(pid) for pid in app.stdout.readline().split()]
        assert len(pids) == 3
        app.kill()
        assert all(gone(pid, 10) for pid in pids)


def test_workers_that_are_started_one_by_one_do_the_same(monkeypatch):
    monkeypatch.setattr(processes, "FORKS", False)
    with running() as pool:
        assert call(pool, "echo", b"x", number=1) == ({"number": 1}, b"x")
        with pytest.raises(TooLongError):
            call(pool, "sleep", seconds=0.3)
        with pytest.raises(BrokenError):
            call(pool, "end")
        assert call(pool, "echo") == ({}, b"")


@pytest.mark.parametrize(
    ("cores", "memory", "found"),
    [(1, None, 1), (2, None, 2), (64, None, 8), (4, 1_000_000_000, 1), (4, 1_400_000_000, 2), (4, 8_000_000_000, 4)],
)
def test_as_many_readers_as_the_machine_has_room_for(cores, memory, found):
    assert size.readers(400_000_000, cores=cores, memory=memory) == found
