"""How archives are read by one worker and by two: words a second, memory, bytes; the start of a run included."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.bench.drive import children
from geo.bench.made import news
from geo.errors import DatelineError
from geo.paths import ROOT
from geo.workers.size import processor_seconds, resident

COUNTS = (200, 1_000)
_PARTITION = 25
"""Articles of a partition: few enough that two workers are busy with some of 200 to the end."""

_EVERY = 1.0
"""Seconds between two looks at processes, which take time themselves."""


def batch(counts: Sequence[int] = COUNTS) -> Iterator[tuple[str, str]]:
    """Yield figures of `geo batch` for archives of so many made articles, with one worker and with two.

    On a busy machine the processor's time tells more than the clock's.

    Raises:
        DatelineError: a run fails.
    """
    with TemporaryDirectory() as folder:
        for count in counts:
            path = news(Path(folder) / f"{count}.jsonl", count)
            with path.open(encoding="utf-8") as lines:
                words = sum(len(json.loads(line)["text"].split()) for line in lines)
            yield f"{count:,} articles", f"{words:,} words"
            one, two = (Run(path, Path(folder) / f"{count}-{workers}", workers) for workers in (1, 2))
            for name, run in (("1 worker", one), ("2 workers", two)):
                spent = run.worker_seconds
                yield (
                    f"  {name}, by the clock",
                    f"{words / run.seconds:,.0f} words/s, {count / run.seconds:,.1f} articles/s",
                )
                yield (
                    f"  {name}, by processor time",
                    f"{words / spent:,.0f} words/s, {count / spent:,.1f} articles/s",
                )
                yield (
                    f"  {name}, beside them",
                    f"{1e3 * run.beside_seconds / count:,.1f} ms of processor time an article",
                )
                yield (
                    f"  {name}, memory",
                    f"{run.worker_memory / 1e6:,.0f} MB each, {run.beside_memory / 1e6:,.0f} MB beside",
                )
            yield "  written", f"{one.written / 1e6:,.1f} MB, {one.written / count:,.0f} bytes an article"
            yield "  2 for 1, by the clock", f"{one.seconds / two.seconds:.2f} times as fast (target 1.8)"
            yield (
                "  2 for 1, by processor time",
                f"{2 * one.worker_seconds / two.worker_seconds:.2f} times as fast",
            )


class Run:
    """A run of `geo batch` and what it took. A worker is all processes of it; beside them is the one that gives work.

    seconds: by the clock.
    worker_seconds, beside_seconds: processor time, of all workers together.
    worker_memory, beside_memory: the most bytes there were, of the largest worker.
    written: bytes of the folder.
    """

    def __init__(self, archive: Path, out: Path, workers: int) -> None:
        self.worker_seconds = self.beside_seconds = 0.0
        self.worker_memory = self.beside_memory = 0
        self._ended = threading.Event()
        arguments = (archive, "-o", out, "--workers", workers, "--partition", _PARTITION)
        command = [sys.executable, "-m", "geo", "batch", *map(str, arguments)]
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            watch = threading.Thread(target=self._watch, args=(process.pid,), daemon=True)
            watch.start()
            _, told = process.communicate()
            self.seconds = time.perf_counter() - start
            self._ended.set()
            watch.join()
        if process.returncode:
            raise DatelineError(f"A run that was to be measured failed: {told.strip()}")
        self.written = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())

    def _watch(self, pid: int) -> None:
        """Look now and then; what a process has spent is known as long as it is there."""
        while not self._ended.wait(_EVERY):
            below = {child: children(child) for child in children(pid)}
            within = {child for family in below.values() for child in family}
            families = [[child, *family] for child, family in below.items() if family and child not in within]
            spent = sum(processor_seconds(str(member)) for family in families for member in family)
            self.worker_seconds = max(self.worker_seconds, spent)
            self.beside_seconds = max(self.beside_seconds, processor_seconds(str(pid), alone=True))
            for family in families:
                self.worker_memory = max(self.worker_memory, sum(resident(str(member)) for member in family))
            self.beside_memory = max(self.beside_memory, resident(str(pid)))
