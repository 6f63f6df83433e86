"""What a report says is what our own readers find in it: Word, PDF and Excel, row by row."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from flows.evidence import hand_in
from flows.house import House, open_house
from flows.importing import import_file
from flows.reporting.completion import POINTS, make_cells
from flows.reporting.files import write_report_file
from flows.status_import import import_status
from models.settings import Settings
from models.values import OccurrenceState, Role
from notifications.transports.memory import MemoryTransport
from reported_plan import AS_OF, bring_plan, find_occurrence, load
from roadmaps.documents import read_document
from roadmaps.parsed import ParsedDocument, ParsedTask
from roadmaps.statuses import claims_done
from roadmaps.store.fulfilment import FulfilledTask
from roadmaps.store.reported import Match
from small_plan import moment

PAPERS = ["docx", "pdf", "xlsx"]
ORDER = """УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ГОРОДА ЛЕСНОГО
ПРИКАЗ
от 11.01.2025 № 7
О развитии школьных музеев

В целях развития школьных музеев приказываю:
1. МБУ «Методцентр» обеспечить сопровождение мониторинга до 20.06.2025 г.
2. МКУ «Архив» представить справку в срок до 05.12.2025 г.
Начальник управления И.И. Лесной

Приложение
Дорожная карта развития школьных музеев на 2025 г.

№ п/п\tМероприятие\tСрок\tРезультат\tИсполнитель
1.\tРабота с фондами
1.1\tСобрать сведения о музеях\tмарт 2025 г.\tРеестр\tМБУ «Методцентр»
1.2\tПровести семинар\tдо 15 апреля 2025 г.\tПрограмма\tМКУ «Архив»
"""


def say_written(tasks: Iterable[FulfilledTask]) -> list[tuple[object, ...]]:
    """Rows as the report was told to write them; points of the order stand under a heading of their own."""
    rows = []
    for task in sorted(tasks, key=lambda task: task.origin != "point"):
        number, title, term, result, _, status = make_cells(task, AS_OF)
        is_point = task.origin == "point"
        rows.append(
            (
                None if is_point else task.year_section,
                POINTS if is_point else task.section,
                number.replace(" ", ""),
                title,
                term,
                result,
                tuple(task.parties.get(Role.RESPONSIBLE, ())),
                tuple(task.parties.get(Role.CO_RESPONSIBLE, ())),
                status,
            )
        )
    return rows


def say_read(rows: Iterable[ParsedTask]) -> list[tuple[object, ...]]:
    """The same of what was read."""
    return [
        (
            row.year_section,
            row.section,
            row.number,
            row.title,
            row.term.raw,
            row.expected_result,
            row.responsible,
            row.co_responsible,
            row.status_raw,
        )
        for row in rows
    ]


def write_and_read(house: House, roadmap_id: int, form: str, folder: Path) -> ParsedDocument:
    path = folder / f"отчёт.{form}"
    write_report_file(house, roadmap_id, form, path, AS_OF)
    return read_document(path)


@pytest.mark.parametrize("form", PAPERS)
def test_every_row_is_read_back_equal(house: House, tmp_path: Path, form: str) -> None:
    roadmap_id = bring_plan(house, tmp_path)

    document = write_and_read(house, roadmap_id, form, tmp_path)

    written = say_written(load(house, roadmap_id).tasks)
    assert say_read(document.rows) == written
    assert {row[0] for row in written} == {2025, 2026}
    assert {row[1] for row in written} == {"Подготовка", "Проведение", None}
    assert (document.kind, document.period) == ("status_report", (2025, 2026))


@pytest.mark.parametrize("form", PAPERS)
def test_points_of_an_order_stand_apart_from_its_plan(house: House, tmp_path: Path, form: str) -> None:
    path = tmp_path / "order.txt"
    path.write_text(ORDER, encoding="utf-8")
    roadmap_id = import_file(house, path, approve=True, as_of=moment(1, 15), actor="test").roadmap_id

    document = write_and_read(house, roadmap_id, form, tmp_path)

    written = say_written(load(house, roadmap_id).tasks)
    assert [row[1] for row in written] == [POINTS, POINTS, "1. Работа с фондами", "1. Работа с фондами"]
    assert say_read(document.rows) == written


@pytest.mark.parametrize("form", PAPERS)
def test_our_own_report_hands_in_nothing_new(house: House, tmp_path: Path, form: str) -> None:
    """Read as evidence, a report claims what is accepted already, and knows its own rows."""
    roadmap_id = bring_plan(house, tmp_path)
    path = tmp_path / f"отчёт.{form}"
    write_report_file(house, roadmap_id, form, path, AS_OF)

    rows = import_status(house, path, str(roadmap_id), apply=False, at=AS_OF, actor="test").rows

    assert {row.match for row in rows} == {Match.MATCHED}
    assert [row.claimed for row in rows if row.claimed] == []
    accepted = {
        deadline.view.id
        for task in load(house, roadmap_id).tasks
        for deadline in task.deadlines
        if deadline.view.state is OccurrenceState.ACCEPTED
    }
    assert {number for row in rows for number in row.ready} == accepted


HOSTILE = [
    "Выполнено; выполнено до 15.03.2025; в работе",
    "#panic() $x$ *а* = б // в",
    "</w:t></w:p><script>",
    "=1+1",
    "Подтверждение: Причина возврата: выполнено",
    "щ" * 300,
    "https://example.org/" + "a" * 200,
]


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_changes_no_row_and_claims_nothing(tmp_path: Path, form: str, text: str) -> None:
    house = open_house(Settings(home=tmp_path), MemoryTransport())
    roadmap_id = bring_plan(house, tmp_path, deeds=False)
    occurrence_id = find_occurrence(house, roadmap_id, "2025/1.3")
    hand_in(
        house, occurrence_id, at=moment(3, 14), actor="test", note=text, files=[(text, io.BytesIO(b"a"))]
    )  # fmt: skip

    read = write_and_read(house, roadmap_id, form, tmp_path).rows

    written = load(house, roadmap_id).tasks
    assert [row.uid for row in read] == [task.uid for task in written]
    assert [row.title for row in read] == [task.title for task in written]
    status = next(row.status_raw for row in read if row.uid == "2025/1.3") or ""
    assert status.startswith("Сдано 14.03.2025, на проверке (срок — до 15.03.2025). Подтверждение: ")
    assert not claims_done(status, date(2025, 3, 15))


@pytest.mark.shared
@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("name", ["000", "001", "002", "004"])
def test_reports_of_real_plans_are_read_back_equal(
    shared: Path, tmp_path: Path, form: str, name: str
) -> None:
    [seed] = (shared / "seeds").glob(f"{name}_*.txt")
    house = open_house(Settings(home=tmp_path), MemoryTransport())
    report = import_file(house, seed, approve=True, as_of=moment(3, 18, year=2021), actor="test")

    document = write_and_read(house, report.roadmap_id, form, tmp_path)

    written = say_written(load(house, report.roadmap_id).tasks)
    pairs = list(zip(written, say_read(document.rows), strict=True))
    # A word wider than its column is divided at its own hyphen, and no reader can know that.
    divided = 1 if (name, form) == ("002", "pdf") else 0
    assert sum(mine != read for mine, read in pairs) <= divided
    assert len(pairs) > 10
