"""A small archive to read, and what a folder of tables holds."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from pyarrow import parquet

from geo.atlas import index
from geo.paths import ROOT

TOWNS = ("Lyon", "Marseille", "Grenoble", "Nantes", "Rouen", "Toulouse", "Lille")
STORY = (
    "{town} - Police arrested {count} people in {town} on Monday after a march against the closure of a hospital, the "
    "mayor said. “We are staying until we are heard,” said Ana Roe, a nurse from {other}. A fire broke out at a depot "
    "in {other} two days later and firefighters were sent from {town}."
)
RIVERS = (
    "Flooding on the Rhine killed two people in Germany. Chad's prime minister, Ali Baro, spoke in Paris on Friday."
)


def story(number: int) -> dict:
    town, other = TOWNS[number % 7], TOWNS[(number + 1 + number // 7) % 7]
    text = STORY.format(town=town, other=other, count=number + 2)
    title = f"March in {town}"
    return {"id": f"a{number:03}", "title": title, "published": "2024-05-07", "text": f"{text} {RIVERS}"}


def archive(path: Path, numbers=range(48)) -> Path:
    path.write_text("".join(json.dumps(story(number)) + "\n" for number in numbers), "utf-8")
    return path


def command(*arguments) -> list[str]:
    return [sys.executable, "-m", "geo", "batch", *map(str, arguments)]


def batch(*arguments, code: int = 0, **environment: str) -> subprocess.CompletedProcess:
    done = subprocess.run(
        command(*arguments), cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}{done.stderr}"
    return done


@contextmanager
def running(*line: str, **environment: str):
    """Run a command for the block, in a group of processes of its own, which ends with the block."""
    process = subprocess.Popen(
        line, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def markers(out: Path) -> int:
    return len(list(out.glob("_done/part-*.json")))


def wait_until(condition, process: subprocess.Popen, seconds: float = 180) -> None:
    """Wait until a condition holds while a process runs."""
    until = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, f"it ended: {process.communicate()}"
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """Return the processes below one."""
    found = [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]
    return found + [below for child in found for below in children(child)]


def tables(out: Path) -> dict[str, list[str]]:
    """Return the rows of each table of a folder in one order, as JSON; a place, which may stand in many files, once."""
    found = {}
    for folder in sorted(path for path in out.iterdir() if path.is_dir() and not path.name.startswith("_")):
        rows = [row for file in folder.glob("*.parquet") for row in parquet.read_table(file).to_pylist()]
        lines = sorted(json.dumps(row, default=bytes.hex) for row in rows)
        found[folder.name] = sorted(set(lines)) if folder.name == "places" else lines
    return found


def leftovers(out: Path) -> list[str]:
    """Return the files of a folder that belong to no partition that is done."""
    done = {path.stem for path in out.glob("_done/part-*.json")}
    files = [path for path in out.rglob("*") if path.is_file() and path.name not in ("manifest.json", ".lock")]
    return [str(path) for path in files if path.stem not in done and index.FOLDER not in path.parts]
