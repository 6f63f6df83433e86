"""Wall and processor time of a piece of work, side by side."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Timing:
    """Seconds of the clock on the wall and of this process."""

    wall_s: float
    cpu_s: float

    def __str__(self) -> str:
        return f"{self.wall_s * 1000:,.1f} ms wall, {self.cpu_s * 1000:,.1f} ms processor"


def measure(work: Callable[[], object]) -> Timing:
    """One run."""
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    work()
    return Timing(time.perf_counter() - wall_s, time.process_time() - cpu_s)


def verdict(name: str, value: float, limit: float, unit: str = "", *, at_least: bool = False) -> bool:
    """Print a figure beside its limit; whether it keeps it."""
    holds = value >= limit if at_least else value <= limit
    sign = "≥" if at_least else "≤"
    print(f"{'ok  ' if holds else 'FAIL'} {name}: {value:,.2f}{unit} (limit {sign} {limit:g}{unit})")
    return holds
