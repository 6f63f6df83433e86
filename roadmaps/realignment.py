"""Dates of a task in a new version of its document: which old date became which new one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.versions import Span


@dataclass(frozen=True)
class OldDate:
    """An occurrence as the old document wrote it. ``settled``: accepted, cancelled or handed in."""

    occurrence_id: int
    opens_on: date | None
    due_on: date
    settled: bool

    @property
    def span(self) -> Span:
        return self.opens_on, self.due_on


@dataclass(frozen=True)
class Realignment:
    """``kept``: ids that stay as they are. ``moved``: id -> its new span. ``vanished``: ids that the new
    document knows no more. ``added``: spans that are new."""

    kept: tuple[int, ...]
    moved: tuple[tuple[int, Span], ...]
    vanished: tuple[int, ...]
    added: tuple[Span, ...]


def realign(old: Sequence[OldDate], spans: Sequence[Span]) -> Realignment:
    """Match old and new dates: equal ones, those due on the same day, those of the same year, the rest.

    Within a year and in the rest the first goes to the first. What is settled stays as it is, and the
    new date it was matched with is not asked for again; but only within a year, or where the task has
    one date in both versions: work done for one year is not work done for another.
    """
    matching = _Matching(old, spans)
    matching.pair(lambda date_: date_.span, lambda span: span)
    matching.pair(lambda date_: date_.due_on, lambda span: span[1])
    matching.pair(lambda date_: date_.due_on.year, lambda span: span[1].year)
    single = len(old) == len(spans) == 1
    matching.pair(lambda date_: single or not date_.settled, lambda _: True)
    return matching.outcome()


class _Matching:
    def __init__(self, old: Sequence[OldDate], spans: Sequence[Span]) -> None:
        self._old = sorted(old, key=lambda o: (o.due_on, o.opens_on or date.min, o.occurrence_id))
        self._spans = sorted(set(spans), key=lambda span: (span[1], span[0] or date.min))
        self._pairs: dict[int, Span] = {}
        self._taken: set[Span] = set()

    def pair(self, old_key: Callable[[OldDate], Hashable], new_key: Callable[[Span], Hashable]) -> None:
        for old in self._old:
            if old.occurrence_id in self._pairs:
                continue
            free = (s for s in self._spans if s not in self._taken and new_key(s) == old_key(old))
            span = next(free, None)
            if span is not None:
                self._pairs[old.occurrence_id] = span
                self._taken.add(span)

    def outcome(self) -> Realignment:
        stays = [o for o in self._old if o.settled or self._pairs.get(o.occurrence_id) == o.span]
        others = [o for o in self._old if o not in stays]
        return Realignment(
            kept=tuple(o.occurrence_id for o in stays),
            moved=tuple(
                (o.occurrence_id, self._pairs[o.occurrence_id])
                for o in others
                if o.occurrence_id in self._pairs
            ),
            vanished=tuple(o.occurrence_id for o in others if o.occurrence_id not in self._pairs),
            added=tuple(span for span in self._spans if span not in self._taken),
        )
