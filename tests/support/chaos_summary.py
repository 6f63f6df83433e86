"""The figures of the chaos tests, at the end of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chaos_scale import SCALE

Figures = Callable[..., None]  # the fixture ``figures``: the name of a row, and its values by name


def print_figures(reporter: Any) -> None:
    """One line for each row of the table of issue 4 that was measured in this run."""
    lines = sorted(
        (str(row), ", ".join(f"{name} {value}" for name, value in values.items()))
        for outcome in ("passed", "failed")
        for report in reporter.stats.get(outcome, [])
        for name, (row, values) in getattr(report, "user_properties", [])
        if name == "chaos"
    )
    if not lines:
        return
    reporter.section(f"chaos, at {SCALE:g} of its length")
    width = max(len(row) for row, _ in lines)
    for row, figures in lines:
        reporter.write_line(f"{row:<{width}}  {figures}")
