"""Results of rounds, kept up from one look to the next; their charts with them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from sqlmodel import Session

from flows.papers.blocks import Chart
from flows.papers.charts import draw_bars
from models.round import Round
from roadmaps.rounds import reporting
from roadmaps.store.rounds.results import RunningSummary, Summary

CHARTS = ("levels", "indicators")
_MOST = 16  # rounds; a summary of 2,500 participants takes some ten megabytes


class Summaries:
    """The rounds that were looked at last. For one application."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, RunningSummary] = OrderedDict()
        self._drawn: OrderedDict[int, tuple[Summary, Mapping[str, Chart]]] = OrderedDict()
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

    def find_charts(self, summary: Summary) -> Mapping[str, Chart]:
        """The charts of a summary by name, drawn once; one without any bar is left out."""
        number = summary.round_.id or 0
        with self._lock:
            known = self._drawn.get(number)
            if known is not None and known[0] is summary:
                return known[1]
        drawn = _draw(summary)
        with self._lock:
            self._drawn[number] = summary, drawn
            self._drawn.move_to_end(number)
            while len(self._drawn) > _MOST:
                self._drawn.popitem(last=False)
        return drawn


def _draw(summary: Summary) -> dict[str, Chart]:
    results, questions = summary.results, summary.questions
    drawn = {"levels": draw_bars("Участники по уровням", reporting.level_shares(results, questions))}
    if bars := reporting.indicator_bars(results, questions):
        drawn["indicators"] = draw_bars("Средняя оценка по показателям, % от возможного", bars, " %")
    return drawn
