"""A letter of recommendations that somebody else wrote becomes tasks of its addressee."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.house import House, open_house
from flows.importing import LetterChoice, import_file
from models.database import open_session
from models.errors import CallerError
from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Task
from models.settings import Settings
from models.values import fold
from notifications.transports.memory import MemoryTransport
from small_plan import moment

LETTER = """ОТДЕЛ ОБРАЗОВАНИЯ ОЗЁРНОГО РАЙОНА

От 04.07.2024 г. № 118/1

Директору центра, Семёновой М.В.

По итогам мониторинга направляем рекомендации:

1. Изучить итоги мониторинга.

2. Обновить план работы.

Начальник отдела

Д.А. Громов

Критерий 1. «Системность»

Показатель 1.1 План работы:

- обновить план работы центра;
- разместить его на сайте (срок: до 01.10.2025).

Критерий 2. «Активность»

- включить в план встречи;
"""


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    house = open_house(settings, MemoryTransport())
    yield house
    house.close()


def bring(
    house: House, folder: Path, text: str = LETTER, letter: LetterChoice | None = None
) -> list[tuple[str, ...]]:
    path = folder / "letter.txt"
    path.write_text(text, encoding="utf-8")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test", letter=letter)
    with open_session(house.engine) as session:
        rows = session.exec(
            select(Task.uid, Task.title, Task.term_kind, Party.name, Occurrence.due_on)
            .join(TaskParty, TaskParty.task_id == Task.id)  # type: ignore[arg-type]
            .join(Party, Party.id == TaskParty.party_id)  # type: ignore[arg-type]
            .join(Occurrence, Occurrence.task_id == Task.id, isouter=True)  # type: ignore[arg-type]
            .order_by(Task.position)  # type: ignore[arg-type]
        ).all()
    return [tuple(str(cell) for cell in row) for row in rows]


def test_recommendations_become_tasks_of_the_addressee_and_those_without_a_term_have_no_date(
    house: House, tmp_path: Path
) -> None:
    who = "Директор центра Семёнова М.В."
    assert bring(house, tmp_path) == [
        ("п. 1", "Изучить итоги мониторинга", "unspecified", who, "None"),
        ("п. 2", "Обновить план работы", "unspecified", who, "None"),
        ("рек. 1.1/1", "обновить план работы центра", "unspecified", who, "None"),
        ("рек. 1.1/2", "разместить его на сайте", "deadline", who, "2025-10-01"),
        ("рек. 2/1", "включить в план встречи", "unspecified", who, "None"),
    ]


def test_one_term_for_all_and_whose_they_are_can_be_said_at_import(house: House, tmp_path: Path) -> None:
    letter = LetterChoice("до 01.12.2025", "МБУ «Методцентр»")
    tasks = bring(house, tmp_path, letter=letter)
    assert {row[3] for row in tasks} == {"МБУ «Методцентр»"}
    assert [row[4] for row in tasks] == ["2025-12-01"] * 3 + ["2025-10-01", "2025-12-01"]


def test_a_term_without_a_day_is_refused_and_nothing_is_stored(house: House, tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="нет дня"):
        bring(house, tmp_path, letter=LetterChoice("когда-нибудь"))
    with open_session(house.engine) as session:
        assert session.exec(select(Task)).all() == []


def test_a_letter_that_says_to_whom_it_is(house: House, tmp_path: Path) -> None:
    text = LETTER.replace("Директору центра, Семёновой М.В.", "Кому: Район Первый")
    assert {row[3] for row in bring(house, tmp_path, text)} == {"Район Первый"}


@pytest.mark.shared
def test_every_recommendation_of_the_real_letter_becomes_a_task_of_its_addressee(
    house: House, shared: Path
) -> None:
    gold = json.loads((shared / "gold/003.json").read_text(encoding="utf-8"))
    wanted = [point["text"] for point in gold["order_points"]]
    wanted += [text for indicator in gold["indicators"] for text in indicator["recommendations"]]
    path = next(shared.glob("seeds/003_*.txt"))
    letter = LetterChoice(term="до 01.12.2025")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test", letter=letter)
    with open_session(house.engine) as session:
        rows = session.exec(
            select(Task.title, Party.name, Occurrence.due_on)
            .join(TaskParty, TaskParty.task_id == Task.id)  # type: ignore[arg-type]
            .join(Party, Party.id == TaskParty.party_id)  # type: ignore[arg-type]
            .join(Occurrence, Occurrence.task_id == Task.id)  # type: ignore[arg-type]
            .order_by(Task.position)  # type: ignore[arg-type]
        ).all()
    assert [_bare(title) for title, _, _ in rows] == [_bare(text) for text in wanted]
    assert {name for _, name, _ in rows} == {"Начальник ИМО Семякина М.В."}
    assert {due_on for _, _, due_on in rows} == {date(2025, 12, 1)}


def _bare(words: str) -> str:
    return fold(words).rstrip(".;")
