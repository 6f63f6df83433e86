"""Two versions of a plan side by side: which task became which, and what changed in it. Pure.

A task is known again, in this order: by its text and number; by its text under another number; by its
number when the texts are alike; by the most similar text. Each task is used once. The rarest words of
a text find its likes, so that a plan of thousands of rows costs little more than reading it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from models.values import fold

Span = tuple[date | None, date]
Cast = tuple[tuple[str, tuple[str, ...]], ...]  # role -> names, in a fixed order

_SAME_NUMBER = 0.5  # two texts under one number are the same task from here on
_SAME_SECTION = 0.6
_ANYWHERE = 0.8
_CANDIDATES = 24  # that a text is held against
_CROWD = 40  # rows under one number: there the number says nothing
_COMMON_WORD = 200  # rows that share a word: it tells nothing apart
_STEM_LETTERS = 6


class ChangeKind(StrEnum):
    """What a new version does to a task that stays."""

    REWORDED = "reworded"
    MOVED = "moved"
    TERM = "term_changed"
    PARTIES = "parties_changed"


@dataclass(frozen=True)
class TaskItem:
    """A task as a document gives it. ``uid`` is unique in its document; ``spans`` lie in order.

    ``waits``: the phrase gives no dates by itself (unreadable, undated, counted from an event).
    """

    uid: str
    origin: str
    number: str
    title: str
    raw_term: str
    spans: tuple[Span, ...] = ()
    section: str | None = None
    year_section: int | None = None
    expected_result: str = ""
    recurrence: str | None = None
    cast: Cast = ()
    task_id: int | None = None

    @cached_property
    def text(self) -> str:
        return fold(self.title)

    @cached_property
    def grams(self) -> Counter[str]:
        """Groups of three letters, the measure of likeness."""
        padded = f" {self.text} "
        return Counter(padded[i : i + 3] for i in range(len(padded) - 2))

    def as_json(self) -> dict[str, object]:
        return {
            "task_id": self.task_id,
            "uid": self.uid,
            "number": self.number,
            "section": self.section,
            "title": self.title,
            "result": self.expected_result,
            "raw_term": self.raw_term,
            "occurrences": [[a.isoformat() if a else None, b.isoformat()] for a, b in self.spans],
            **{role: list(names) for role, names in self.cast},
        }


@dataclass(frozen=True)
class Change:
    """A task that stays, before and after; no ``kinds`` means that it is unchanged."""

    old: TaskItem
    new: TaskItem
    kinds: frozenset[ChangeKind]

    def as_json(self) -> dict[str, object]:
        kinds = [kind.value for kind in ChangeKind if kind in self.kinds]
        return {"kinds": kinds, "old": self.old.as_json(), "new": self.new.as_json()}


@dataclass(frozen=True)
class Scope:
    """How much of the old plan a document speaks of.

    ``origins``: kinds of tasks it gives completely, so that what it leaves out is removed. ``dropped``:
    numbers of rows that it strikes out. ``standing``: both plans are without an end, and the same
    recurring words laid out from another day on are no change.
    """

    origins: frozenset[str] = frozenset({"row", "point"})
    dropped: frozenset[str] = frozenset()
    standing: bool = False

    @property
    def is_whole(self) -> bool:
        return self.origins >= {"row", "point"}


@dataclass(frozen=True)
class Comparison:
    """What a new version makes of the old one; ``untouched`` are tasks that it does not speak of."""

    staying: tuple[Change, ...]
    added: tuple[TaskItem, ...]
    removed: tuple[TaskItem, ...]
    untouched: tuple[TaskItem, ...] = ()
    scope: Scope = field(default_factory=Scope)

    @property
    def unchanged(self) -> tuple[Change, ...]:
        return tuple(change for change in self.staying if not change.kinds)

    @property
    def changed(self) -> tuple[Change, ...]:
        return tuple(change for change in self.staying if change.kinds)

    def of_kind(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.staying if kind in change.kinds)

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.added or self.removed)

    @property
    def likeness(self) -> float:
        """Share of the smaller document that is found again in the other; 0 where one of them is empty."""
        old = len(self.staying) + len(self.removed) + len(self.untouched)
        smaller = min(old, len(self.staying) + len(self.added))
        return len(self.staying) / smaller if smaller else 0.0

    def as_json(self) -> dict[str, object]:
        return {
            "unchanged": len(self.unchanged),
            "untouched": len(self.untouched),
            **{kind.value: [change.as_json() for change in self.of_kind(kind)] for kind in ChangeKind},
            "added": [item.as_json() for item in self.added],
            "removed": [item.as_json() for item in self.removed],
        }


def compare_tasks(old: Sequence[TaskItem], new: Sequence[TaskItem], scope: Scope | None = None) -> Comparison:
    """Match the tasks of two versions and say what became of each, in the order of their documents."""
    scope = scope or Scope()
    pairs = _Matching(old, new).match()
    staying = [Change(old[i], new[j], _find_changes(old[i], new[j], scope)) for j, i in sorted(pairs.items())]
    kept = set(pairs.values())
    left = [item for index, item in enumerate(old) if index not in kept]
    removed = [item for item in left if _is_removed(item, scope)]
    return Comparison(
        staying=tuple(staying),
        added=tuple(item for index, item in enumerate(new) if index not in pairs),
        removed=tuple(removed),
        untouched=tuple(item for item in left if not _is_removed(item, scope)),
        scope=scope,
    )


def _is_removed(item: TaskItem, scope: Scope) -> bool:
    return item.origin in scope.origins or (item.origin == "row" and _plain_number(item) in scope.dropped)


def _find_changes(old: TaskItem, new: TaskItem, scope: Scope) -> frozenset[ChangeKind]:
    kinds = set()
    words = [(fold(item.title), fold(item.expected_result), fold(item.raw_term)) for item in (old, new)]
    if words[0] != words[1]:
        kinds.add(ChangeKind.REWORDED)
    if _address(old) != _address(new):
        kinds.add(ChangeKind.MOVED)
    if _has_other_term(old, new, scope):
        kinds.add(ChangeKind.TERM)
    if _folded_cast(old) != _folded_cast(new):
        kinds.add(ChangeKind.PARTIES)
    return frozenset(kinds)


def _has_other_term(old: TaskItem, new: TaskItem, scope: Scope) -> bool:
    if fold(old.raw_term) == fold(new.raw_term):
        if not new.spans:
            return False  # what a person has entered for these very words still holds
        if scope.standing and new.recurrence and old.recurrence == new.recurrence:
            return False
    return sorted(old.spans, key=_span_key) != sorted(new.spans, key=_span_key)


def _span_key(span: Span) -> tuple[date, date]:
    return span[1], span[0] or date.min


def _folded_cast(item: TaskItem) -> dict[str, tuple[str, ...]]:
    """By role; the order of names within a role says nothing."""
    return {role: tuple(sorted(fold(name) for name in names)) for role, names in item.cast if names}


def _plain_number(item: TaskItem) -> str:
    return item.number.strip(" .)")


def _address(item: TaskItem) -> tuple[str, str, int | None]:
    return _plain_number(item), fold(item.section or ""), item.year_section


def likeness(one: TaskItem, other: TaskItem) -> float:
    """How alike two texts are, 0–1 (Dice's coefficient over groups of three letters)."""
    if one.text == other.text:
        return 1.0
    shared = sum((one.grams & other.grams).values())
    return 2 * shared / (one.grams.total() + other.grams.total())


class _Matching:
    """Pairs of indexes (new -> old), found step by step; whatever is paired is out of the game."""

    def __init__(self, old: Sequence[TaskItem], new: Sequence[TaskItem]) -> None:
        self._old, self._new = old, new
        self._pairs: dict[int, int] = {}
        self._used: set[int] = set()

    def match(self) -> dict[int, int]:
        self._pair_equal(lambda item: (_address(item), fold(item.raw_term)))
        self._pair_equal(_address)
        self._pair_equal(lambda item: (fold(item.section or ""), item.year_section, fold(item.raw_term)))
        self._pair_equal(lambda item: (item.year_section, fold(item.raw_term)))
        self._pair_equal(lambda item: (fold(item.section or ""), item.year_section))
        self._pair_equal(lambda item: item.year_section)
        self._pair_equal(lambda _: None)
        self._pair_best(self._same_number_pairs())
        self._pair_best(self._similar_pairs())
        return self._pairs

    def _pair_equal(self, key: Callable[[TaskItem], Hashable]) -> None:
        """Pair equal texts whose keys agree; several of them in the order of their documents."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in reversed(self._left_old()):
            item = self._old[index]
            waiting[item.origin, item.text, key(item)].append(index)
        for index in self._left_new():
            item = self._new[index]
            found = waiting.get((item.origin, item.text, key(item)))
            if found:
                self._pair(index, found.pop())

    def _same_number_pairs(self) -> Iterable[tuple[float, int, int]]:
        numbered = self._group_old(lambda item: (item.origin, item.year_section, _plain_number(item)))
        for index in self._left_new():
            item = self._new[index]
            rivals = numbered.get((item.origin, item.year_section, _plain_number(item)), [])
            if not _plain_number(item) or len(rivals) > _CROWD:
                continue
            for rival in rivals:
                score = likeness(item, self._old[rival])
                if score >= _SAME_NUMBER:
                    yield score, index, rival

    def _similar_pairs(self) -> Iterable[tuple[float, int, int]]:
        by_word: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in self._left_old():
            for stem in _stems(self._old[index]):
                by_word[self._old[index].origin, stem].append(index)
        for index in self._left_new():
            item = self._new[index]
            for rival in _candidates(item, by_word):
                score = likeness(item, self._old[rival])
                if score >= _threshold(item, self._old[rival]):
                    yield score, index, rival

    def _pair_best(self, scored: Iterable[tuple[float, int, int]]) -> None:
        """The most alike first; of equals the nearest in place, then the first."""
        for _, new, old in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1], s[2])):
            if new not in self._pairs and old not in self._used:
                self._pair(new, old)

    def _pair(self, new: int, old: int) -> None:
        self._pairs[new] = old
        self._used.add(old)

    def _left_old(self) -> list[int]:
        return [index for index in range(len(self._old)) if index not in self._used]

    def _left_new(self) -> list[int]:
        return [index for index in range(len(self._new)) if index not in self._pairs]

    def _group_old(self, key: Callable[[TaskItem], Hashable]) -> dict[Hashable, list[int]]:
        groups: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in self._left_old():
            groups[key(self._old[index])].append(index)
        return groups


def _stems(item: TaskItem) -> AbstractSet[str]:
    """Beginnings of the words, and of each two neighbours: these are rare where single words are not."""
    stems = [w[:_STEM_LETTERS] for w in item.text.replace("-", " ").split() if len(w) > 2 or w.isdigit()]
    return {*stems, *(f"{one} {other}" for one, other in pairwise(stems))}


def _candidates(item: TaskItem, by_word: dict[Hashable, list[int]]) -> list[int]:
    """The old tasks that share the most words with a text, counted over its rarer words only."""
    groups = [by_word[item.origin, stem] for stem in _stems(item) if (item.origin, stem) in by_word]
    shared = Counter(index for group in groups if len(group) <= _COMMON_WORD for index in group)
    ranked = sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))
    return [index for index, _ in ranked[:_CANDIDATES]]


def _threshold(one: TaskItem, other: TaskItem) -> float:
    here, there = fold(one.section or ""), fold(other.section or "")
    same = (not here or not there or here == there) and one.year_section == other.year_section
    return _SAME_SECTION if same else _ANYWHERE
