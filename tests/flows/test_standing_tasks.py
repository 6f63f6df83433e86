"""A plan without an end year never falls silent, also where everything is finished ahead of time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.evidence import hand_in
from flows.house import House
from flows.importing import import_file
from flows.ticking import tick
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.roadmap import Roadmap, Task
from notifications.outbox import list_messages
from roadmaps.store.steps import cancel, review
from small_plan import ARCHIVE, moment

PLAN = """Управление образования

ПРИКАЗ
от 11.01.2025 № 8

Об утверждении положения о школьных лесничествах

ПРИКАЗЫВАЮ:
1. Утвердить прилагаемое положение.

Начальник управления                    И. И. Иванов

УТВЕРЖДЕНО
приказом управления образования
от 11.01.2025 № 8

Положение о школьных лесничествах

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
1\tСобрать отчёты лесничеств\tежегодно, март\tМКУ «Архив»\tСводка
"""


@pytest.fixture
def forestry(house: House, tmp_path: Path) -> House:
    path = tmp_path / "forestry.txt"
    path.write_text(PLAN, encoding="utf-8")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test", as_new=True)
    with open_reading(house.engine) as session:
        newest = session.exec(select(Roadmap).order_by(col(Roadmap.id).desc())).first()
    assert newest is not None
    assert newest.last_year is None
    return house


def yearly(house: House) -> list[Occurrence]:
    with open_reading(house.engine) as session:
        statement = select(Occurrence).join(Task, col(Task.id) == col(Occurrence.task_id))
        statement = statement.where(col(Task.title).startswith("Собрать отчёты"))
        return list(session.exec(statement.order_by(col(Occurrence.due_on))))


def is_open(occurrence: Occurrence) -> bool:
    return occurrence.accepted_at is None and occurrence.cancelled_at is None


def accept(house: House, occurrence: Occurrence, month: int, day: int) -> None:
    hand_in(house, occurrence.id or 0, at=moment(month, day), actor="test", note="готово")
    with open_session(house.engine) as session:
        review(session, occurrence.id or 0, moment(month, day, 12), "test")


def test_accepted_early_the_task_goes_on_next_year(forestry: House) -> None:
    laid_out = yearly(forestry)
    last_on = laid_out[-1].due_on
    for occurrence in laid_out:
        accept(forestry, occurrence, 2, 3)
    coming = [o for o in yearly(forestry) if is_open(o)]
    assert [o.due_on for o in coming] == [date(last_on.year + 1, 3, 31)]
    tick(forestry, moment(2, 4))
    for day in (1, 15, 30, 31):
        tick(forestry, moment(3, day, year=last_on.year + 1))
    with open_reading(forestry.engine) as session:
        told = list_messages(session, to=ARCHIVE, occurrence_id=coming[0].id)
    assert "sent" in {message["state"] for message in told}
    assert [o.due_on.year for o in yearly(forestry) if is_open(o)] == [2028, 2029, 2030]


def test_cancelled_early_it_goes_on_too(forestry: House) -> None:
    for occurrence in yearly(forestry):
        with open_session(forestry.engine) as session:
            cancel(session, occurrence.id or 0, "не нужно", moment(2, 3), "test")
    assert len([o for o in yearly(forestry) if is_open(o)]) == 1


def test_what_is_not_the_last_one_lays_nothing_out_while_a_year_is_ahead(forestry: House) -> None:
    first, *others = yearly(forestry)
    accept(forestry, first, 2, 3)
    assert [o.id for o in yearly(forestry) if is_open(o)] == [o.id for o in others]
