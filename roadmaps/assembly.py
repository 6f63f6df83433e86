"""Printed rows of one table -> whole rows: continuations joined, headings told from measures. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.values import Place, Problem
from roadmaps.alignment import Profile, align
from roadmaps.columns import NUMBER, TERM_WORDS, Column, Header, read_header
from roadmaps.party_lines import separate_lines
from roadmaps.readers.blocks import Paragraph, RawRow
from roadmaps.section_headings import SectionHeading, is_year_alone, read_heading_row
from roadmaps.wording import is_finished, join_pieces, plain, starts_lower

_EMPHASIS = re.compile(r"<(?:i|b|em|strong|h\d)\b|\*\*|__", re.IGNORECASE)
_TOTAL = re.compile(r"(?:итого|всего)\b", re.IGNORECASE)
_REPEATED = re.compile(r"(?:продолжение|окончание) (?:таблицы|приложения).{0,20}", re.IGNORECASE)
_NAMES = (Column.RESPONSIBLE, Column.CO_RESPONSIBLE, Column.CONTROLLER)
_FUSED_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)])\s+(?=\D)")


@dataclass
class Draft:
    """A row while it is put together; ``cells`` stand under the header's columns."""

    cells: list[str]
    place: Place
    heading: SectionHeading | None
    year: int | None
    school_years: tuple[int, int] | None
    years: tuple[int, int] | None  # of a heading "2024-2025 годы"
    term_heading: str | None
    after_break: bool
    raw: str
    surplus: str = ""
    inherited: set[Column] = field(default_factory=set)
    merged: frozenset[int] = frozenset()  # columns that the format says are covered by a merged cell
    tells_merges: bool = False  # whether it would have said so

    @property
    def scope(self) -> tuple[object, ...]:
        """What a row shares with those that it may inherit from: the years and the section above it."""
        return self.year, self.school_years, self.years, self.heading


@dataclass
class RawTable:
    """A header and the printed lines below it, headings that stand between the rows included."""

    header: Header
    place: Place
    caption: str | None = None
    lines: list[RawRow | Paragraph] = field(default_factory=list)
    position: int = 0  # how many paragraphs of the document stand before the table


@dataclass
class Table:
    """A header and the whole rows below it."""

    header: Header
    place: Place
    caption: str | None
    drafts: list[Draft]
    headings: list[tuple[SectionHeading, Place]]
    problems: list[Problem]
    position: int = 0


def assemble_rows(table: RawTable, vocabulary: frozenset[str]) -> Table:
    """Whole rows of a table, in order. Every printed row ends in a draft, a heading or a problem."""
    assembler = _Assembler(table, vocabulary)
    for index in range(len(table.lines)):
        assembler.take(index)
    return Table(
        table.header, table.place, table.caption, assembler.drafts, assembler.headings, assembler.problems,
        table.position,
    )  # fmt: skip


class _Assembler:
    def __init__(self, table: RawTable, vocabulary: frozenset[str]) -> None:
        self.header = table.header
        self.lines = table.lines
        self.vocabulary = vocabulary
        self.columns = table.header.columns
        self.number = table.header.index(Column.NUMBER)
        self.title = next(
            (i for i in (table.header.index(c) for c in (Column.TITLE, Column.INDICATOR)) if i is not None), 0
        )
        self.term = table.header.index(Column.TERM)
        self.drafts: list[Draft] = []
        self.headings: list[tuple[SectionHeading, Place]] = []
        self.problems: list[Problem] = []
        self.section: SectionHeading | None = None
        self.section_is_inner = False  # it stands below a month
        self.year: int | None = None
        self.school_years: tuple[int, int] | None = None
        self.years: tuple[int, int] | None = None
        self.term_heading: str | None = None
        self.break_pending = False
        self.results = self.small_results = 0
        self.profile = self._learn()

    def _learn(self) -> Profile:
        profile = Profile(self.header)
        for line in self.lines:
            if isinstance(line, RawRow):
                cells = [plain(cell) for cell in line.cells]
                width = len(self.columns)
                if (
                    len(cells) >= width
                    and sum(map(bool, cells)) > 2
                    and not any(cells[width:])
                    and all(cells[1 : width - 1])
                ):
                    profile.learn(cells[:width])
        return profile

    def take(self, index: int) -> None:
        """One printed line."""
        line = self.lines[index]
        if isinstance(line, Paragraph):
            self._take_heading(plain(line.text), line.place)
            return
        after_break = line.after_gap or self.break_pending
        self.break_pending = False
        if read_header(line.cells, inside_table=True) is not None or self._is_column_numbers(line):
            self.break_pending = True
            return
        cells, surplus = align([plain(cell) for cell in self._with_parted_names(line)], self.profile)
        if not any(cells) and not surplus:
            self._report("empty_row", "Пустая строка таблицы.", line)
            return
        if self._is_total(cells):
            self._report("total_row", "Строка итогов: это не мероприятие, в задачи она не вошла.", line)
            return
        self._move_lost_continuation(cells)
        self._split_fused_number(cells)
        if self._is_heading(cells, line, index, after_break):
            self._take_heading(_heading_text(cells, self.number), line.place)
        elif self._is_continuation(cells, after_break):
            self._continue(cells, surplus)
        else:
            self._start(cells, surplus, line, after_break)

    def _report(self, code: str, sentence: str, line: RawRow) -> None:
        self.problems.append(
            Problem(code, sentence, line.place, raw=" | ".join(cell or "" for cell in line.cells))
        )

    def _with_parted_names(self, line: RawRow) -> list[str | None]:
        """The cells of a row; in those of executors a new line may begin a new name."""
        cells = list(line.cells)
        for index, column in enumerate(self.columns[: len(cells)]):
            if column in _NAMES and cells[index] and "\n" in (cells[index] or ""):
                cells[index] = separate_lines(cells[index] or "")
        return cells

    def _is_total(self, cells: Sequence[str]) -> bool:
        """ "Итого по разделу 1", "ВСЕГО по программе", alone or before sums."""
        first = next((cell for cell in cells if cell), "")
        has_term = self.term is not None and bool(cells[self.term]) and cells[self.term] != first
        return _TOTAL.match(first) is not None and not has_term

    def _is_column_numbers(self, line: RawRow) -> bool:
        """The row "1 2 3 4 5" below a header."""
        cells = [plain(cell).rstrip(".") for cell in line.cells]
        while cells and not cells[-1]:
            cells.pop()
        return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]

    def _move_lost_continuation(self, cells: list[str]) -> None:
        """A lone text in small letters in the number's column goes on the title above."""
        lone = self.number == 0 and bool(cells[0]) and not any(cells[1:])
        if (
            lone
            and self.drafts
            and not is_year_alone(cells[0])
            and starts_lower(cells[0])
            and not NUMBER.fullmatch(cells[0])
        ):
            cells[self.title], cells[0] = cells[0], ""

    def _split_fused_number(self, cells: list[str]) -> None:
        """A number that stands in the title's cell, or a title in the number's, goes to its own column."""
        if self.number is None:
            return
        target = self.title if not cells[self.number] else self.number
        fused = _FUSED_NUMBER.match(cells[target])
        if fused and not (cells[self.number] and cells[self.title]) and sum(map(bool, cells)) > 1:
            text = cells[target]
            cells[self.number], cells[self.title] = fused[1], text[fused.end() :]

    def _is_heading(self, cells: list[str], line: RawRow, index: int, after_break: bool) -> bool:
        filled = [i for i, cell in enumerate(cells) if cell]
        if any(cell is None for cell in line.cells[1:]) and len(filled) > 1:
            return False
        if len(filled) == 1:
            return self._is_lone_heading(cells[filled[0]], filled[0], after_break)
        if filled == [self.number, self.title] and self.number is not None:
            return self._is_numbered_heading(cells[self.number], line, index)
        return False

    def _is_lone_heading(self, text: str, column: int, after_break: bool) -> bool:
        if column == 0 and self.title:
            return not NUMBER.fullmatch(text)
        heading = read_heading_row(text)
        if column == self.title and (heading.names_years or heading.term):
            return True
        if column != self.title or starts_lower(text):
            return False
        unfinished = bool(self.drafts) and not is_finished(self.drafts[-1].cells[self.title])
        return not (after_break and unfinished) and len(text) < 300

    def _is_numbered_heading(self, number: str, line: RawRow, index: int) -> bool:
        """ "3. | Поддержка педагогов | | |": emphasis, a roman numeral, or children below."""
        bare = number.strip().rstrip(".)")
        following = self._next_number(index)
        if following.startswith(bare + "."):
            return True
        if "." in bare:
            return False
        return not bare.isdigit() or any(_EMPHASIS.search(cell or "") for cell in line.cells)

    def _next_number(self, index: int) -> str:
        if self.number is None:
            return ""
        for line in self.lines[index + 1 : index + 6]:
            if isinstance(line, RawRow) and len(line.cells) > self.number:
                number = plain(line.cells[self.number])
                if NUMBER.fullmatch(number):
                    return number
        return ""

    def _take_heading(self, text: str, place: Place) -> None:
        if _REPEATED.fullmatch(text):
            return
        heading = read_heading_row(text)
        self.headings.append((heading, place))
        if heading.names_years:
            self.year, self.school_years, self.years = heading.year, heading.school_years, heading.years
            self.section = None if is_year_alone(text) else heading
            self.term_heading = None
        elif heading.term:
            self.term_heading = heading.term
            self.section = None if self.section_is_inner else self.section
        else:
            self.section_is_inner &= self.section is not None
            self.section_is_inner |= self.term_heading is not None and self.section is None
            self.term_heading = self.term_heading if self.section_is_inner else None
            self.section = heading

    def _is_continuation(self, cells: list[str], after_break: bool) -> bool:
        if not self.drafts:
            return False
        if self.number is not None and cells[self.number]:
            return False
        title = cells[self.title]
        if not title or starts_lower(title):
            return True
        own_term = (
            self.term is not None and bool(cells[self.term]) and bool(TERM_WORDS.search(cells[self.term]))
        )
        if self.number is None:
            return after_break and not own_term and not is_finished(self.drafts[-1].cells[self.title])
        previous_finished = not after_break or is_finished(self.drafts[-1].cells[self.title])
        return not (own_term and (previous_finished or not starts_lower(cells[self.term or 0])))

    def _continue(self, cells: list[str], surplus: str) -> None:
        for index, piece in enumerate(cells):
            if piece:
                target = self._target(index, piece)
                target.cells[index] = join_pieces(target.cells[index], piece, self.vocabulary)
        if surplus:
            self.drafts[-1].surplus = join_pieces(self.drafts[-1].surplus, surplus, self.vocabulary)
        self.drafts[-1].raw += " | " + " | ".join(filter(None, cells))

    def _target(self, index: int, piece: str) -> Draft:
        """The row that a piece goes on: where this row's cell is covered by a merged one, the row above."""
        last = self.drafts[-1]
        if (
            last.cells[index]
            or self.columns[index] not in (Column.RESULT, Column.RESPONSIBLE)
            or not starts_lower(piece)
        ):
            return last
        origin = next((draft for draft in reversed(self.drafts) if draft.cells[index]), last)
        same = origin.heading == last.heading and origin.year == last.year
        return origin if same and not is_finished(origin.cells[index]) else last

    def _start(self, cells: list[str], surplus: str, line: RawRow, after_break: bool) -> None:
        merged = frozenset(i for i, cell in enumerate(line.cells) if cell is None)
        draft = Draft(
            cells, line.place, self.section, self.year, self.school_years, self.years, self.term_heading,
            after_break, " | ".join(cell or "" for cell in line.cells), surplus, merged=merged,
            tells_merges=line.table is not None,
        )  # fmt: skip
        self._pass_back_merged_result(draft)
        self._count_result(draft)
        self.drafts.append(draft)

    def _count_result(self, draft: Draft) -> None:
        index = self.header.index(Column.RESULT)
        if index is not None and draft.cells[index]:
            self.results += 1
            self.small_results += starts_lower(draft.cells[index])

    def _pass_back_merged_result(self, draft: Draft) -> None:
        """A result that begins in mid-sentence after a page break ends the merged cell above."""
        index = self.header.index(Column.RESULT)
        if index is None or not draft.after_break or not self.drafts or not starts_lower(draft.cells[index]):
            return
        origin = next((other for other in reversed(self.drafts) if other.cells[index]), None)
        # Where results begin with small letters anyway, a small letter says nothing.
        small_is_usual = self.small_results * 5 > self.results
        if (
            origin is None
            or is_finished(origin.cells[index])
            or small_is_usual
            or origin.heading != draft.heading
        ):
            return
        if draft.cells[index]:
            origin.cells[index] = join_pieces(origin.cells[index], draft.cells[index], self.vocabulary)
            draft.cells[index] = ""


def _heading_text(cells: Sequence[str], number: int | None) -> str:
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and number is not None:
        return f"{filled[0].rstrip('.) ')}. {filled[1]}"
    return filled[0]
