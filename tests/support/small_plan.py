"""A small plan of our own, its people, and the moments of its place. For tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import select

from flows.house import House
from flows.importing import import_file
from models.database import open_session
from models.party import Party, TaskParty
from models.roadmap import Task
from models.values import Role
from roadmaps.store.contacts import set_contact
from roadmaps.store.queue import requeue, unfinished_ids

ZONE = ZoneInfo("Asia/Yekaterinburg")
PLAN = """УТВЕРЖДЁН
приказом управления образования
от 11.01.2025 № 7

План мероприятий («дорожная карта») по развитию школьных музеев на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
1.1\tСобрать сведения о музеях\tмарт 2025 г.\tМБУ «Методцентр»\tРеестр
1.2\tПровести семинар\tдо 15 апреля 2025 г.\tМБУ «Методцентр»\tПрограмма семинара
1.3\tПодготовить отчёт\tII квартал 2025 г.\tМКУ «Архив»\tОтчёт
"""
CENTRE, ARCHIVE = "centre@example.org", "archive@example.org"
HEAD, HEAD_PARTY = "head@example.org", "начальник управления"


def moment(month: int, day: int, hour: int = 9, year: int = 2025) -> datetime:
    """A moment in Chelyabinsk."""
    return datetime(year, month, day, hour, tzinfo=ZONE)


def write_plan(folder: Path) -> Path:
    path = folder / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def name_people(house: House) -> None:
    """An address for each executor, as of the day of approval."""
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(1, 15), "test")
        set_contact(session, "МКУ «Архив»", ARCHIVE, moment(1, 15), "test")


def name_controller(house: House) -> None:
    """All tasks get a controller with an address, as of the day of approval."""
    with open_session(house.engine) as session:
        set_contact(session, HEAD_PARTY, HEAD, moment(1, 15), "test")
        party_id = session.exec(select(Party.id).where(Party.name == HEAD_PARTY)).one()
        for task_id in session.exec(select(Task.id)).all():
            session.add(TaskParty(task_id=task_id, role=Role.CONTROLLER.value, party_id=party_id))
        session.flush()
        requeue(session, unfinished_ids(session))


def approve_plan(house: House, path: Path) -> None:
    """Import and approve the plan on 15 January 2025."""
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
