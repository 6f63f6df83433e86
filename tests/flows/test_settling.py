"""Events and standing plans: dates that appear later than the document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.house import House, open_house
from flows.importing import import_file
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.roadmap import Task
from models.settings import Settings
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.settling import settle_event, settle_task_term
from small_plan import CENTRE, moment

HEAD = "№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат\n"
EVENT_PLAN = (
    "План мероприятий по развитию школьных музеев на 2025-2026 гг.\n\n"
    + HEAD
    + "1\tНаправить ответ\tв течение 10 рабочих дней со дня получения запроса\tМБУ «Методцентр»\tОтвет\n"
    + "2\tСобрать сведения\tмарт 2025 г.\tМБУ «Методцентр»\tРеестр\n"
)
STANDING_PLAN = (
    "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\n\nПРИКАЗ\n\nот 10.01.2025\n\n№ 5\n\nОб утверждении положения\n\nПРИКАЗЫВАЮ:\n\n"
    "1. Утвердить положение (приложение).\n\nНачальник управления\n\nИ.И. Рябов\n\n"
    "Положение о школьных музеях\n\n"
    + HEAD
    + "1\tОбновить реестр\tЕжегодно, август\tМБУ «Методцентр»\tРеестр\n"
)


def make_house(settings: Settings, folder: Path, text: str) -> House:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    house = open_house(settings, MemoryTransport())
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(1, 15), "test")
    return house


def task_id(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        return session.exec(select(Task.id).where(Task.number == number)).one() or 0


def due_dates(house: House) -> list[date]:
    with open_reading(house.engine) as session:
        return [view.facts.due_on for view in list_occurrences(session, OccurrenceFilter(), moment(1, 15))]


def test_the_day_of_the_event_gives_the_deadline_and_its_reminders(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    assert due_dates(house) == [date(2025, 3, 31)]
    with open_session(house.engine) as session:
        due_on, held = settle_event(session, task_id(house, "1"), date(2025, 4, 1), moment(4, 2), "test")
    assert (due_on, held) == (date(2025, 4, 15), ())
    tick(house, moment(4, 15))
    with open_reading(house.engine) as session:
        assert "due_today" in str(list_messages(session)) or "digest" in str(list_messages(session))
    with open_session(house.engine) as session:
        assert settle_event(session, task_id(house, "1"), date(2025, 4, 8), moment(4, 9), "test")[0] == date(
            2025, 4, 22
        )
    assert date(2025, 4, 22) in due_dates(house)


def test_only_a_term_that_waits_for_an_event_takes_its_day(settings: Settings, tmp_path: Path) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    with (
        open_session(house.engine) as session,
        pytest.raises(ForbiddenTransitionError, match="не зависит от события"),
    ):
        settle_event(session, task_id(house, "2"), date(2025, 4, 1), moment(4, 2), "test")


def test_a_term_in_words_settles_a_task_without_dates(settings: Settings, tmp_path: Path) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    with open_session(house.engine) as session:
        with pytest.raises(CallerError, match="не даёт даты"):
            settle_task_term(session, task_id(house, "1"), "по отдельному плану", moment(2, 1), "test")
        settle_task_term(session, task_id(house, "1"), "до 20 мая 2025 г.", moment(2, 1), "test")
    assert date(2025, 5, 20) in due_dates(house)


def test_a_plan_without_an_end_is_laid_out_further_before_it_falls_silent(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, STANDING_PLAN)
    assert due_dates(house) == [date(year, 8, 31) for year in (2025, 2026, 2027)]
    tick(house, moment(8, 1, year=2026))
    assert due_dates(house)[-1] == date(2027, 8, 31)
    tick(house, moment(9, 10, year=2026))
    assert due_dates(house)[-1] == date(2028, 8, 31)
    tick(house, moment(9, 11, year=2026))
    assert len(due_dates(house)) == 4
