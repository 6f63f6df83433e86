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
_DEAR_S, _DEAR_CPU_S = 0.25, 0.1  # what takes more is not made anew for everybody who asks
_REST = 3  # times as long as it took to make something dear, nothing dear is made anew
_OLD_S = 60.0  # the age at which an answer serves nobody


@dataclass(frozen=True)
class _Answer:
    """Of which version of the data, whether it was dear to make, and when it was made."""

    version: Hashable
    value: Any
    is_dear: bool
    made_s: float

    @property
    def is_old(self) -> bool:
        return time.monotonic() - self.made_s > _OLD_S


class Kept:
    """The last answers, each with the version of the data it was made from. For one application.

    Of many who ask for the same at once, one makes it and the others wait. Whom a rough answer serves does
    not wait: after a change that touches everything the dear answers are made anew one after another, with
    rests, and until its turn comes the one before is given, if it is not old.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._dear_makers = 0
        self._rests_until_s = 0.0

    def find(
        self, question: Hashable, version: Hashable, make: Callable[[], _T], *, roughly: bool = False
    ) -> _T:
        """The answer of this version, made if there is none yet.

        ``roughly``: where making it takes long, one of a few seconds ago will do.
        """
        with self._lock:
            making = self._making.setdefault(question, threading.Lock())
            former = self._look(question)
        if former is not None and (former.version == version or (roughly and self._will_do(former, making))):
            found = former
        else:
            with making:
                found = self._remake(question, version, make)
        answer: _T = found.value
        return answer

    def _look(self, question: Hashable) -> _Answer | None:
        known = self._kept.get(question)
        if known is not None:
            self._kept.move_to_end(question)
        return known

    def _will_do(self, former: _Answer, making: threading.Lock) -> bool:
        is_dear_time = self._dear_makers > 0 or time.monotonic() < self._rests_until_s
        return not former.is_old and (making.locked() or (former.is_dear and is_dear_time))

    def _remake(self, question: Hashable, version: Hashable, make: Callable[[], Any]) -> _Answer:
        with self._lock:
            former = self._look(question)
            if former is not None and former.version == version:
                return former  # somebody else made it meanwhile
            was_dear = former is not None and former.is_dear
            self._dear_makers += was_dear
        try:
            return self._make(question, version, make)
        finally:
            with self._lock:
                self._dear_makers -= was_dear

    def _make(self, question: Hashable, version: Hashable, make: Callable[[], Any]) -> _Answer:
        began_s, began_cpu_s = time.monotonic(), time.thread_time()
        value = make()
        ended_s, took_cpu_s = time.monotonic(), time.thread_time() - began_cpu_s
        took_s = ended_s - began_s
        answer = _Answer(version, value, took_s > _DEAR_S or took_cpu_s > _DEAR_CPU_S, ended_s)
        with self._lock:
            if answer.is_dear:
                self._rests_until_s = ended_s + _REST * took_s
            self._kept[question] = answer
            self._kept.move_to_end(question)
            while len(self._kept) > _MOST:
                self._making.pop(self._kept.popitem(last=False)[0], None)
        return answer
