"""Results of rounds, kept up from one look to the next."""

from __future__ import annotations

import threading
from collections import OrderedDict

from sqlmodel import Session

from models.round import Round
from roadmaps.store.rounds.results import RunningSummary, Summary

_MOST = 16  # rounds; a summary of 2,500 participants takes some ten megabytes


class Summaries:
    """The rounds that were looked at last. For one application."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, RunningSummary] = OrderedDict()
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
