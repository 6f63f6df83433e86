"""A progress bar over days: on a terminal a bar on standard error, elsewhere silence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from models.language import say


@contextmanager
def day_progress(title: str, first_on: date, last_on: date) -> Iterator[Callable[[date], None]]:
    """Yields the function to call with the day that has been reached."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(say(title), total=(last_on - first_on).days + 1)
        yield lambda day: bar.update(task, completed=(day - first_on).days + 1)
