"""Cells that one row shares with others: inherited ones, words slid into a neighbouring column. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from models.values import Problem
from roadmaps.assembly import Draft, Table
from roadmaps.columns import Column
from roadmaps.section_headings import SectionHeading
from roadmaps.wording import find_woven, is_scattered_in

_DITTO = re.compile(r"то же|тоже|он[аи]? же|те же|(?:[-–—] ?)?(?:[\"«»“”″']+|/{1,2}) ?[-–—]?", re.IGNORECASE)
_DITTOED = (Column.RESPONSIBLE, Column.CO_RESPONSIBLE, Column.CONTROLLER, Column.TERM, Column.RESULT)
_MAY_BE_EMPTY = (Column.RESULT, Column.CO_RESPONSIBLE)
_INHERITED = (Column.RESPONSIBLE, Column.RESULT, Column.CO_RESPONSIBLE, Column.CONTROLLER)


def complete_rows(table: Table) -> None:
    """Fill what a row shares with the rows around it; report what was moved."""
    _restore_surplus(table)
    if table.header.is_plan:
        _repeat_dittos(table)
        _place_under_sections(table)
        _inherit_cells(table)


def uid_of(table: Table, draft: Draft) -> str:
    """The row's number with its year in front, as tasks carry it."""
    year = draft.year or (draft.school_years[0] if draft.school_years else None)
    return f"{year}/{number_of(table, draft)}" if year else number_of(table, draft)


def number_of(table: Table, draft: Draft) -> str:
    """The row's number without final marks; "" where it has none."""
    index = table.header.index(Column.NUMBER)
    return draft.cells[index].strip().strip("()").rstrip(".)").replace(" ", "") if index is not None else ""


def _restore_surplus(table: Table) -> None:
    """Words in a column that the header does not have belong to the last cell."""
    last = len(table.header.columns) - 1
    whole = [draft.cells[last] for draft in table.drafts if draft.cells[last] and not draft.surplus]
    for draft in table.drafts:
        if not draft.surplus:
            continue
        cell, surplus = draft.cells[last], draft.surplus
        sentence = f"Слова «{surplus}» стоят в лишнем столбце: "
        if is_scattered_in(surplus, cell or _origin_text(table, draft, last)):
            sentence += "они повторяют ячейку рядом и опущены."
        else:
            woven = find_woven(cell, surplus, whole)
            draft.cells[last] = woven[0] if woven else f"{cell} {surplus}".strip()
            sentence += _restoration(woven)
        table.problems.append(
            Problem("shifted_words", sentence, draft.place, uid_of(table, draft), f"{cell} | {surplus}")
        )


def _restoration(woven: tuple[str, bool] | None) -> str:
    if woven is None:
        return "они присоединены к ячейке рядом, проверьте порядок слов."
    return (
        "ячейка восстановлена по такой же строке."
        if woven[1]
        else "ячейка восстановлена по похожей строке, проверьте слова."
    )


def _origin_text(table: Table, draft: Draft, column: int) -> str:
    above = table.drafts[: table.drafts.index(draft)]
    return next((other.cells[column] for other in reversed(above) if other.cells[column]), "")


def _place_under_sections(table: Table) -> None:
    """A row "1.1" printed before the heading "1. …" belongs under it."""
    for draft in table.drafts:
        if draft.heading is not None:
            continue
        prefix = number_of(table, draft).rpartition(".")[0]
        heading = _heading_numbered(table, prefix) if prefix else None
        if heading is not None:
            draft.heading = heading
            sentence = f"Строка стоит до заголовка своего раздела «{heading.text}»."
            table.problems.append(Problem("row_before_heading", sentence, draft.place, uid_of(table, draft)))


def _heading_numbered(table: Table, number: str) -> SectionHeading | None:
    if any(heading.names_years for heading, _ in table.headings):
        return None
    return next((heading for heading, _ in table.headings if heading.number == number), None)


def _repeat_dittos(table: Table) -> None:
    """ "То же" and "-//-" say again what stands above."""
    for above, draft in pairwise(table.drafts):
        for index, column in enumerate(table.header.columns[: len(draft.cells)]):
            if column in _DITTOED and _DITTO.fullmatch(draft.cells[index]):
                draft.cells[index] = above.cells[index]


def _inherit_cells(table: Table) -> None:
    """An empty executor or result is the parent's (1.5 for 1.5.1), else that of the row above."""
    for column in _INHERITED:
        index = table.header.index(column)
        if index is not None:
            _inherit_column(table, column, index)
    _inherit_merged_terms(table)
    _inherit_directions(table)


def _inherit_directions(table: Table) -> None:
    """A column before the measures that groups them is printed once for each group."""
    title = table.header.index(Column.TITLE) or 0
    for index, column in enumerate(table.header.columns[:title]):
        if column in (Column.DIRECTION, Column.SPAN):
            for above, draft in pairwise(table.drafts):
                draft.cells[index] = draft.cells[index] or above.cells[index]


def _inherit_column(table: Table, column: Column, index: int) -> None:
    """From the row above where the cell is known to be merged, else from the parent or the row above.

    Where the format tells merged cells from empty ones, an empty result is empty, and so are co-executors.
    """
    tells_merges = column in _MAY_BE_EMPTY and any(draft.tells_merges for draft in table.drafts)
    by_number: dict[tuple[object, str], Draft] = {}
    above: Draft | None = None
    for draft in table.drafts:
        number = number_of(table, draft)
        merged = index in draft.merged
        if not draft.cells[index] and (merged or not tells_merges):
            parent = None if merged else by_number.get((draft.scope, number.rpartition(".")[0]))
            source = parent or above
            if source and (merged or source.scope == draft.scope):
                _copy(draft, source, column, index)
        by_number[draft.scope, number] = draft
        above = draft


def _copy(draft: Draft, source: Draft, column: Column, index: int) -> None:
    if column is Column.CO_RESPONSIBLE and Column.RESPONSIBLE not in draft.inherited:
        return  # an own executor without co-executors has none
    if source.cells[index]:
        draft.cells[index] = source.cells[index]
        draft.inherited.add(column)


def _inherit_merged_terms(table: Table) -> None:
    """A term is inherited only where its cell is known to be merged with the one above.

    The format says so, or the column stands before the measures and groups them.
    """
    index, title = table.header.index(Column.TERM), table.header.index(Column.TITLE)
    if index is None:
        return
    groups = title is not None and index < title
    above: Draft | None = None
    for draft in table.drafts:
        if not draft.cells[index] and (groups or index in draft.merged) and above is not None:
            draft.cells[index] = above.cells[index]
            draft.inherited.add(Column.TERM)
        above = draft
