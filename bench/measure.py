"""Whole processes, measured: seconds on the clock, seconds of the processor, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measure:
    """What one process took."""

    wall: float
    cpu: float
    megabytes: float


def process(*arguments: str) -> Measure:
    """Run this Python with these arguments to its end; its failure is ours."""
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {child.returncode}")
    return Measure(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def typical(runs: Sequence[Measure]) -> Measure:
    """Each figure's median."""
    return Measure(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        median(run.megabytes for run in runs),
    )


def cpu_seconds_each(work: Callable[[], object], *, least: float = 0.5) -> float:
    """Seconds of the processor that a call takes, the best of three rounds that each last this long."""
    best = float("inf")
    for _ in range(3):
        calls, began = 0, time.process_time()
        while not calls or time.process_time() - began < least:
            work()
            calls += 1
        best = min(best, (time.process_time() - began) / calls)
    return best


def row(what: str, value: str, ratio: float | None = None, most: float | None = None, note: str = "") -> None:
    """One line of the table; a ratio above its limit is marked."""
    shown = "" if ratio is None else f"{ratio:6.2f} ×"
    limit = "" if most is None else f"≤ {most:g}"
    verdict = "" if ratio is None or most is None else ("ok" if ratio <= most else "OVER")
    print(f"{what:<44}{value:>22}{shown:>10}{limit:>9} {verdict:<5}{note}", flush=True)
