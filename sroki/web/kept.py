"""Answers that many pages need, kept as long as nothing that they follow from has changed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

_T = TypeVar("_T")
_MOST = 256


_PATIENCE, _WORTH_S = 20, 0.25


@dataclass(frozen=True)
class _Answer:
    """Of which version of the data, what it took to make (seconds), and when it was made."""

    version: Hashable
    value: Any
    took_s: float
    made_s: float

    @property
    def is_dear(self) -> bool:
        """Whether it may be a little old: at the utmost a twentieth of all time is spent on making it."""
        return self.took_s > _WORTH_S and time.monotonic() - self.made_s < _PATIENCE * self.took_s


class Kept:
    """The last answers, each with the version of the data it was made from. For one application.

    Of many who ask for the same at once, one makes it and the others wait.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def find(
        self, question: Hashable, version: Hashable, make: Callable[[], _T], *, roughly: bool = False
    ) -> _T:
        """The answer of this version, made if there is none yet.

        ``roughly``: where making it takes long, one of a few seconds ago will do.
        """
        found = self._look(question, version, roughly)
        if found is None:
            with self._lock:
                making = self._making.setdefault(question, threading.Lock())
            with making:
                found = self._look(question, version, roughly) or self._make(question, version, make)
        answer: _T = found.value
        return answer

    def _look(self, question: Hashable, version: Hashable, roughly: bool) -> _Answer | None:
        with self._lock:
            known = self._kept.get(question)
            if known is None or not (known.version == version or (roughly and known.is_dear)):
                return None
            self._kept.move_to_end(question)
            return known

    def _make(self, question: Hashable, version: Hashable, make: Callable[[], Any]) -> _Answer:
        began_s = time.monotonic()
        value = make()
        ended_s = time.monotonic()
        answer = _Answer(version, value, ended_s - began_s, ended_s)
        with self._lock:
            self._kept[question] = answer
            self._kept.move_to_end(question)
            while len(self._kept) > _MOST:
                self._making.pop(self._kept.popitem(last=False)[0], None)
        return answer
