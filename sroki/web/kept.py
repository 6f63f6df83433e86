"""Answers that many pages need, kept as long as nothing that they follow from has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_T = TypeVar("_T")
_MOST = 256


class Kept:
    """The last answers, each with the version of the data it was made from. For one application.

    Of many who ask for the same at once, one makes it and the others wait.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def find(self, question: Hashable, version: Hashable, make: Callable[[], _T]) -> _T:
        """The answer of this version, made if there is none yet."""
        found = self._look(question, version)
        if found is not None:
            former: _T = found[0]
            return former
        with self._lock:
            making = self._making.setdefault(question, threading.Lock())
        with making:
            found = self._look(question, version)
            if found is None:
                found = (make(),)
                self._keep(question, version, found[0])
        answer: _T = found[0]
        return answer

    def _look(self, question: Hashable, version: Hashable) -> tuple[Any] | None:
        with self._lock:
            known = self._kept.get(question)
            if known is None or known[0] != version:
                return None
            self._kept.move_to_end(question)
            return (known[1],)

    def _keep(self, question: Hashable, version: Hashable, answer: Any) -> None:
        with self._lock:
            self._kept[question] = version, answer
            self._kept.move_to_end(question)
            while len(self._kept) > _MOST:
                self._making.pop(self._kept.popitem(last=False)[0], None)
