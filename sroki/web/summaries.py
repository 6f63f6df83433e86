"""Results of rounds, kept up from one look to the next; their charts with them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from sqlmodel import Session

from flows.papers.charts import draw_bars, say_bars
from models.language import say, spoken_language
from models.round import Round
from roadmaps.rounds import reporting
from roadmaps.store.rounds.results import RunningSummary, Summary

CHARTS = ("levels", "indicators")
_MOST = 16  # rounds; a summary of 2,500 participants takes some ten megabytes


class Summaries:
    """The rounds that were looked at last. For one application."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, RunningSummary] = OrderedDict()
        self._drawn: OrderedDict[tuple[int, str, str], tuple[Summary, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, session: Session, round_: Round) -> Summary:
        """The summary as of now; CallerError where nobody has been asked yet."""
        number = round_.id or 0
        with self._lock:
            running = self._kept.setdefault(number, RunningSummary())
            self._kept.move_to_end(number)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return running.load(session, round_)

    def find_chart(self, summary: Summary, name: str) -> bytes:
        """The chart of a summary called so, SVG; drawn once, since drawing takes longer than a page."""
        key = summary.round_.id or 0, name, spoken_language()
        with self._lock:
            known = self._drawn.get(key)
            if known is not None and known[0] is summary:
                return known[1]
        svg = draw_bars(*_bars_of(summary, name)).svg
        with self._lock:
            self._drawn[key] = summary, svg
            self._drawn.move_to_end(key)
            while len(self._drawn) > _MOST:
                self._drawn.popitem(last=False)
        return svg


def describe_charts(summary: Summary) -> dict[str, str]:
    """The charts of a summary in words, by name; one without any bar is left out."""
    return {name: say_bars(*bars) for name in CHARTS if (bars := _bars_of(summary, name))[1]}


def _bars_of(summary: Summary, name: str) -> tuple[str, Sequence[tuple[str, float]], str]:
    """Title, bars and unit."""
    results, questions = summary.results, summary.questions
    if name == "levels":
        return say("Участники по уровням"), reporting.level_shares(results, questions), ""
    bars = reporting.indicator_bars(results, questions)
    return say("Средняя оценка по показателям, % от возможного"), bars, " %"
