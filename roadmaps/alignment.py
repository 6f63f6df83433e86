"""Which cell of an odd row belongs under which column, by what the columns hold elsewhere. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmaps.columns import NUMBER, TERM_WORDS, Column, Header
from roadmaps.wording import words


@dataclass
class Profile:
    """What the cells of each column look like, learned from the rows that fit the header."""

    header: Header
    counts: list[Counter[str]] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counts = [Counter() for _ in self.header.columns]
        self.totals = [1.0 for _ in self.header.columns]

    def learn(self, cells: Sequence[str]) -> None:
        for index, (counter, cell) in enumerate(zip(self.counts, cells, strict=False)):
            found = set(words(cell))
            counter.update(found)
            self.totals[index] += len(found)

    def fit(self, cell: str, index: int) -> float:
        """How well a cell sits in a column: about -10 (badly) to +10 per cell."""
        if not cell:
            return 0.0
        column = self.header.columns[index]
        if column is Column.NUMBER:
            return 10.0 if NUMBER.fullmatch(cell) else -8.0
        bonus = 4.0 if column is Column.TERM and len(cell) < 120 and TERM_WORDS.search(cell) else 0.0
        return bonus + self._fit_words(cell, index)

    def _fit_words(self, cell: str, index: int) -> float:
        total = 0.0
        seen = words(cell)[:12]
        for word in seen:
            rates = [(c[word] + 0.05) / total for c, total in zip(self.counts, self.totals, strict=True)]
            total += math.log(rates[index] / max(rates[:index] + rates[index + 1 :]))
        return max(-10.0, min(10.0, total / max(len(seen), 1) * 2.0))


def align(cells: Sequence[str], profile: Profile) -> tuple[list[str], str]:
    """The cells of a row under their columns, and the words left over behind the last one.

    A row as wide as the header stays as it is. In a wider row an empty cell was put in somewhere, in a
    narrower one a cell is missing: it is moved only where that plainly fits better.
    """
    width = len(profile.header.columns)
    row = list(cells)
    if len(row) == width:
        return row, ""
    kept, surplus = _keep_in_place(row, width)
    if not any(row[1:]) or len(row) > 2 * width:
        return kept, surplus
    moved = _best_fit(row, profile, width)
    if moved is None:
        return kept, surplus
    gain = _total_fit(moved, profile) - _total_fit(kept, profile) - profile.fit(surplus, width - 1)
    # Words pushed out of the table while a cell inside stands empty speak for a shift by themselves.
    return (moved, "") if gain > (0.0 if surplus else _MOVE_MARGIN) else (kept, surplus)


_MOVE_MARGIN = 5.0
_UNTITLED = 20.0  # a numbered row without a title is hardly ever what was printed


def _keep_in_place(row: list[str], width: int) -> tuple[list[str], str]:
    """Cells stay where they are; what stands behind the last column slides into it if it is empty."""
    kept = (row + [""] * width)[:width]
    surplus = " ".join(filter(None, row[width:]))
    if surplus and not kept[-1]:
        return [*kept[:-1], surplus], ""
    return kept, surplus


def _total_fit(cells: Sequence[str], profile: Profile) -> float:
    title = _needed_title(cells, profile)
    penalty = _UNTITLED if title is not None and not cells[title] else 0.0
    return sum(profile.fit(cell, index) for index, cell in enumerate(cells)) - penalty


def _needed_title(row: Sequence[str], profile: Profile) -> int | None:
    """The column that must not stay empty: the title's, where the row begins with a number."""
    numbered = profile.header.columns[0] is Column.NUMBER and NUMBER.fullmatch(row[0]) is not None
    return profile.header.index(Column.TITLE) if numbered else None


def _best_fit(row: list[str], profile: Profile, width: int) -> list[str] | None:
    """Dynamic programming over (cells used, columns used): only empty cells may be dropped.

    None where the row has more filled cells than there are columns.
    """
    count = len(row)
    best: list[list[tuple[float, str]]] = [[(-math.inf, "")] * (width + 1) for _ in range(count + 1)]
    best[0][0] = (0.0, "")
    title = _needed_title(row, profile)
    for i in range(count + 1):
        for j in range(width + 1):
            score, path = best[i][j]
            if score == -math.inf:
                continue
            if i < count and j < width and abs(i - j) <= abs(count - width):
                fit = profile.fit(row[i], j) + (0.3 if i == j and row[i] else 0.0)
                fit -= _UNTITLED if j == title and not row[i] else 0.0
                best[i + 1][j + 1] = max(best[i + 1][j + 1], (score + fit, path + "="))
            if i < count and not row[i]:
                best[i + 1][j] = max(best[i + 1][j], (score, path + "-"))
            if j < width:
                best[i][j + 1] = max(best[i][j + 1], (score - (_UNTITLED if j == title else 0.1), path + "+"))
    score, path = best[count][width]
    return _replay(row, path) if score > -math.inf else None


def _replay(row: list[str], path: str) -> list[str]:
    cells = iter(row)
    result = []
    for step in path:
        if step == "+":
            result.append("")
            continue
        cell = next(cells)
        if step == "=":
            result.append(cell)
    return result
