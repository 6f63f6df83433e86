"""The directory as a workbook that the import reads back: a row for each person, one for who has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from flows.reporting.workbook import write_sheet
from roadmaps.store.directory import Organisation

_COLUMNS = (
    ("Организация", 46), ("Другие названия", 30), ("Почта", 32), ("ФИО", 30), ("Часовой пояс", 20),
    ("Язык", 8), ("Задач", 9), ("Первое напоминание", 14),
)  # fmt: skip


def write_directory(organisations: Iterable[Organisation], as_of: datetime) -> bytes:
    """A workbook of one sheet with filters; no cell of it is a formula."""
    rows = (row for organisation in organisations for row in _rows(organisation))
    return write_sheet("Справочник", _COLUMNS, rows, as_of)


def _rows(organisation: Organisation) -> Iterator[list[str | date | int | None]]:
    tasks = sum((organisation.tasks or {}).values())
    names = "; ".join(organisation.aliases)
    for person in organisation.people:
        wishes = person.zone or "", person.language
        due = organisation.first_reminder_on
        yield [organisation.name, names, person.address, person.name, *wishes, tasks, due]
    if not organisation.people:
        yield [organisation.name, names, "", "", "", "", tasks, organisation.first_reminder_on]
