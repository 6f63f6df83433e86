"""Results of rounds, kept as long as nothing that they follow from has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict

from sqlmodel import Session

from models.round import Round
from roadmaps.store.rounds.results import Summary, load_summary, version_of

_MOST = 16  # rounds; a summary of 2,500 participants takes some ten megabytes


class Summaries:
    """The last summaries, each with the version of the data it was made from. For one application."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[tuple[object, ...], Summary]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, session: Session, round_: Round) -> Summary:
        """The summary as of now; CallerError where nobody has been asked yet."""
        number, version = round_.id or 0, version_of(session, round_)
        with self._lock:
            known = self._kept.get(number)
            if known is not None and known[0] == version:
                self._kept.move_to_end(number)
                return known[1]
        summary = load_summary(session, number)
        with self._lock:
            self._kept[number] = version, summary
            self._kept.move_to_end(number)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return summary
