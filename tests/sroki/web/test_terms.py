"""The term of a task after approval: what words would do to its dates is shown, and then they do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading
from models.occurrence import Occurrence
from models.roadmap import Task
from roadmaps.store.trail import unveil


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def correct(
    client: TestClient, task_id: int, phrase: str, reason: str = "", do: str = "save"
) -> httpx.Response:
    form = {"csrf": client.csrf, "phrase": phrase, "reason": reason, "do": do}  # type: ignore[attr-defined]
    return client.post(f"/tasks/{task_id}/term", data=form)


def days(house: House, task_id: int) -> list[tuple[date, bool]]:
    with open_reading(house.engine) as session:
        statement = select(Occurrence).where(Occurrence.task_id == task_id).order_by(Occurrence.id)  # type: ignore[arg-type]
        return [(each.due_on, each.cancelled_at is not None) for each in session.exec(statement)]


def test_what_words_would_do_to_each_date_is_shown_while_typed_and_without_a_script(
    town: House, coordinator: TestClient
) -> None:
    page = coordinator.get("/tasks/2")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert 'data-meaning="/tasks/2/term?typed=1"' in page.text
    piece = coordinator.get("/tasks/2/term", params={"typed": "1", "phrase": "до 20.06.2021"}).text
    assert "Перенесётся: до 05.06.2021 → <strong>до 20.06.2021</strong>" in piece
    assert "Будет снято: до 30.05.2022" in piece
    shown = correct(coordinator, 2, "до 20.06.2021 и 30.05.2022", do="show").text
    assert "Останется как есть: до 30.05.2022" in shown
    assert 'value="до 20.06.2021 и 30.05.2022"' in shown
    same = coordinator.get("/tasks/2/term", params={"phrase": "до 05.06.2021 и 30.05.2022"}).text
    assert "ничего не изменится" in same
    assert "Не понято" in coordinator.get("/tasks/2/term", params={"phrase": "когда рак свистнет"}).text
    assert [day for day, _ in days(town, 2)] == [date(2021, 6, 5), date(2022, 5, 30)], "nothing is changed"


def test_a_corrected_term_moves_what_is_owed_and_tells_the_trail_why(
    town: House, coordinator: TestClient
) -> None:
    assert correct(coordinator, 2, "до 20.06.2021", "опечатка в приказе").status_code == 303
    assert days(town, 2) == [(date(2021, 6, 20), False), (date(2022, 5, 30), True)]
    with open_reading(town.engine) as session:
        task = session.get_one(Task, 2)
        entries = unveil(
            session, session.exec(select(AuditEntry).where(AuditEntry.subject == "task:2")).all()
        )
    assert task.raw_term == "до 05.06.2021 и 30.05.2022", "the words of the document stay"
    assert task.meaning == "до 20 июня 2021 года"
    assert (entries[-1].deed, entries[-1].details["reason"]) == ("term corrected", "опечатка в приказе")
    page = coordinator.get("/tasks/2").text
    assert "срок исправлен словами «до 20.06.2021»: опечатка в приказе" in page
    assert correct(coordinator, 2, "до 20.06.2021 и 30.05.2022", "вернули").status_code == 303
    assert days(town, 2)[2:] == [(date(2022, 5, 30), False)], "a date that comes back is a new one"


def test_what_was_handed_in_stays_and_an_undated_task_gets_its_days(
    town: House, coordinator: TestClient, occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="проведён")
    assert correct(coordinator, 1, "до 01.09.2021", "перенос на осень").status_code == 303
    assert days(town, 1) == [(date(2021, 5, 10), False)]
    assert days(town, 6) == []
    assert "Назвать срок" in coordinator.get("/tasks/6").text
    assert correct(coordinator, 6, "до 01.09.2021", "уточнено письмом").status_code == 303
    assert days(town, 6) == [(date(2021, 9, 1), False)]


@pytest.mark.parametrize(
    ("phrase", "reason", "words"),
    [
        ("до 20.06.2021", " ", "почему исправляется срок"),
        ("по мере необходимости", "так", "не даёт даты"),
    ],
)
def test_without_a_reason_or_a_day_nothing_is_changed_and_the_form_stays(
    town: House, coordinator: TestClient, phrase: str, reason: str, words: str
) -> None:
    answer = correct(coordinator, 2, phrase, reason)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{phrase}"' in answer.text
    assert [day for day, _ in days(town, 2)] == [date(2021, 6, 5), date(2022, 5, 30)]
