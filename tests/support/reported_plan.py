"""A plan of our own in which everything that can become of a deadline has become of one. For tests."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from flows.importing import import_file
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.roadmap import Task
from roadmaps.claims import Claim
from roadmaps.store.fulfilment import Fulfilment, load_fulfilment
from roadmaps.store.steps import cancel, extend, review
from small_plan import moment

PLAN = """Управление образования города Лесного

План мероприятий («дорожная карта») по развитию школьных лесничеств на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tОжидаемый результат\tОтветственный исполнитель / соисполнители
2025 год

Подготовка
1.1\tУтвердить Положение о школьных лесничествах\tдо 20 февраля 2025 г.\tПриказ\tМКУ «Архив»
1.2\tСобрать заявки школ\tфевраль 2025 г.\tНе менее 20 заявок\tМБУ «Методцентр» / МКУ «Архив», ГБУ «Лесхоз»
1.3\tПровести информационно-разъяснительный семинар\tдо 15 марта 2025 г.\tПрограмма\tГБУ «Лесхоз»
Проведение
2.1\tЗаложить питомники\tII, IV кварталы 2025 г.\tАкты закладки\tМБУ «Методцентр»
2.2\tОтчитаться о посадках\tежеквартально\tОтчёт\tГБУ «Лесхоз»
2.3\tОбследовать участки\tдо 10 марта 2025 г.\tАкт\tГБУ «Лесхоз»
2.4\tПодготовить смету\tдо 5 марта 2025 г.\tСмета\tМКУ «Архив»
2026 год
1.1\tПодвести итоги\tдо 30 мая 2026 г.\tСправка\tМБУ «Методцентр»
1.2\tВести переписку со школами\tпо мере необходимости\tПисьма\tМБУ «Методцентр»
"""
AS_OF = moment(8, 20)


def bring_plan(house: House, folder: Path, *, deeds: bool = True) -> int:
    """Import and approve the plan on 15 January 2025, do what the tests speak of; the roadmap's id."""
    path = folder / "lesnichestva.txt"
    path.write_text(PLAN, encoding="utf-8")
    report = import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
    if deeds:
        _do(house, report.roadmap_id)
    return report.roadmap_id


def load(house: House, roadmap_id: int, as_of: datetime = AS_OF) -> Fulfilment:
    with open_reading(house.engine) as session:
        return load_fulfilment(session, roadmap_id, as_of)


def find_occurrence(house: House, roadmap_id: int, uid: str, ordinal: int = 0) -> int:
    """The id of an occurrence by the uid of its task."""
    with open_reading(house.engine) as session:
        statement = (
            select(Occurrence.id)
            .join(Task, Task.id == Occurrence.task_id)  # type: ignore[arg-type]
            .where(Task.roadmap_id == roadmap_id, Task.uid == uid, Occurrence.ordinal == ordinal)
        )
        return session.exec(statement).one() or 0


def _do(house: House, roadmap_id: int) -> None:
    def find(uid: str, ordinal: int = 0) -> int:
        return find_occurrence(house, roadmap_id, uid, ordinal)

    files = [("Приказ_об_утверждении_положения_о_школьных_лесничествах_2024.pdf", io.BytesIO(b"%PDF-1.4 a"))]
    hand_in(house, find("2025/1.1"), at=moment(2, 18), actor="test", files=files)
    _accept(house, find("2025/1.1"), moment(2, 19))
    hand_in(
        house, find("2025/1.2"), at=moment(3, 5), actor="test", note="Не выполнено в двух школах; ждём",
        urls=["https://example.org/otchety/2025/zayavki-shkolnyh-lesnichestv-itog"],
        claim=Claim(effective_on=date(2025, 2, 27), result="22.5"),
    )  # fmt: skip
    _accept(house, find("2025/1.2"), moment(3, 6))
    hand_in(house, find("2025/1.3"), at=moment(3, 14), actor="test", note="Программа")
    with open_session(house.engine) as session:
        review(session, find("2025/1.3"), moment(3, 17), "test", return_reason="Выполнено не то; переделать")
        extend(session, find("2025/2.3"), date(2025, 12, 10), "Снег не сошёл", moment(3, 1), "test")
        cancel(session, find("2025/2.4"), "Не нужна", moment(3, 1), "test")
    hand_in(house, find("2025/2.1"), at=moment(6, 20), actor="test", note="Заложены")
    _accept(house, find("2025/2.1"), moment(6, 21))
    hand_in(house, find("2025/2.2", 0), at=moment(4, 2), actor="test", note="Посажено 500 сеянцев")
    _accept(house, find("2025/2.2", 0), moment(4, 3))
    hand_in(house, find("2025/2.2", 1), at=moment(6, 30), actor="test", note="Посажено 700 сеянцев")


def _accept(house: House, occurrence_id: int, at: datetime) -> None:
    with open_session(house.engine) as session:
        review(session, occurrence_id, at, "test")
