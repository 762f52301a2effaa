"""Tests of Dateline. What they compute is small: threads that wait for each other would take many times the time."""

import os

for library in ("OMP", "OPENBLAS"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
