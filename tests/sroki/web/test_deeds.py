"""Decisions on the page of a task are taken in the name of an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.evidence import EvidenceItem
from models.occurrence import Extension, Occurrence, Review
from roadmaps.store.extending import ask_extension

pytestmark = pytest.mark.either_database

SUBMITTED_AT = datetime(2021, 6, 1, 5, tzinfo=UTC)


@pytest.fixture
def submitted(town: House, occurrence_id: Callable[..., int]) -> int:
    """An occurrence of the institute whose evidence waits for a decision."""
    number = occurrence_id("1.1")
    hand_in(town, number, at=SUBMITTED_AT, actor="test", note="Готово")
    return number


def send(client: TestClient, path: str, **fields: object) -> httpx.Response:
    return client.post(path, data={"csrf": client.csrf, **fields})  # type: ignore[attr-defined]


def actor_of(client: TestClient) -> str:
    return f"account:{client.account_id}"  # type: ignore[attr-defined]


def test_a_reviewer_accepts_what_they_saw(
    town: House, submitted: int, signed_in: Callable[..., TestClient]
) -> None:
    reviewer = signed_in("reviewer", "Институт")
    assert ">Принять</button>" in reviewer.get("/tasks/1").text
    answer = send(reviewer, f"/occurrences/{submitted}/review", decision="accept", version="1")
    assert answer.headers["location"] == f"/tasks/1#o{submitted}"
    page = reviewer.get("/tasks/1").text
    assert "reviewer" in page.split("Принято</strong>")[1][:120], "the decision names the account"
    with open_reading(town.engine) as session:
        (review,) = session.exec(select(Review)).all()
        entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "accepted")).one()
    assert (review.decision, review.decided_by, entry.actor) == ("accepted", *[actor_of(reviewer)] * 2)


def test_a_return_needs_a_reason_and_a_new_version_is_not_decided_unseen(
    town: House, submitted: int, signed_in: Callable[..., TestClient]
) -> None:
    reviewer = signed_in("reviewer")
    path = f"/occurrences/{submitted}/review"
    empty = send(reviewer, path, decision="return", version="1", reason=" ")
    assert empty.status_code == 422
    assert "чего в нём не хватает" in empty.text
    hand_in(town, submitted, at=town.clock(), actor="test", note="Ещё раз")
    late = send(reviewer, path, decision="accept", version="1")
    assert late.status_code == 409
    assert "пришло новое подтверждение" in late.text
    assert send(reviewer, path, decision="return", version="2", reason="Нет списка").status_code == 303
    assert send(reviewer, path, decision="burn", version="2").status_code == 422


def test_two_reviewers_get_one_decision_and_one_clear_message(
    town: House, submitted: int, signed_in: Callable[..., TestClient]
) -> None:
    first, second = signed_in("reviewer"), signed_in("coordinator")
    path = f"/occurrences/{submitted}/review"
    assert send(first, path, decision="accept", version="1").status_code == 303
    assert send(first, path, decision="accept", version="1").status_code == 303, "the same again is the same"
    other = send(second, path, decision="return", version="1", reason="Нет списка")
    assert other.status_code == 409
    assert "Решение уже есть: версия 1, принято" in other.text
    with open_reading(town.engine) as session:
        assert len(session.exec(select(Review)).all()) == 1


def test_a_coordinator_moves_resumes_and_takes_off(
    town: House, occurrence_id: Callable[..., int], signed_in: Callable[..., TestClient]
) -> None:
    coordinator = signed_in("coordinator")
    number, held = occurrence_id("2.1"), occurrence_id("2.2")
    path = f"/occurrences/{number}"
    assert "Перенести срок" in coordinator.get("/tasks/3").text
    wrong = send(coordinator, f"{path}/extend", to_due_on="завтра", reason="Письмо")
    assert wrong.status_code == 422
    assert "Письмо</textarea>" in wrong.text, "nobody writes a reason twice"
    assert send(coordinator, f"{path}/extend", to_due_on="2021-07-15", reason="Письмо").status_code == 303
    assert send(coordinator, f"{path}/cancel", reason="").status_code == 422
    assert send(coordinator, f"{path}/cancel", reason="Передумали").status_code == 303
    assert send(coordinator, f"{path}/cancel", reason="Передумали").status_code == 409
    assert ">Выполнять</button>" in coordinator.get("/held").text
    assert send(coordinator, f"/occurrences/{held}/resume").status_code == 303
    with open_reading(town.engine) as session:
        (extension,) = session.exec(select(Extension)).all()
        actors = {
            entry.deed: entry.actor
            for entry in session.exec(select(AuditEntry))
            if entry.deed in ("extended", "cancelled", "resumed")
        }
        row = session.get_one(Occurrence, number)
    assert (extension.to_due_on, extension.granted_by) == (date(2021, 7, 15), actor_of(coordinator))
    assert actors == dict.fromkeys(("extended", "cancelled", "resumed"), actor_of(coordinator))
    assert row.cancelled_at is not None


def test_a_request_for_a_later_day_is_answered_by_a_reviewer(
    town: House, occurrence_id: Callable[..., int], signed_in: Callable[..., TestClient]
) -> None:
    number = occurrence_id("1.2")
    with open_session(town.engine) as session:
        asked = ask_extension(session, number, date(2021, 7, 1), "Ждём", town.clock(), "test")
    reviewer = signed_in("reviewer")
    assert "Перенести на 01.07.2021" in reviewer.get("/tasks/2").text
    path = f"/extension-requests/{asked.id}"
    assert send(reviewer, path, decision="refuse", reason="").status_code == 422
    assert send(reviewer, path, decision="grant").status_code == 303
    assert send(signed_in("reviewer"), path, decision="refuse", reason="Нет").status_code == 409
    with open_reading(town.engine) as session:
        assert session.get_one(Occurrence, number).due_on == date(2021, 7, 1)


def test_an_institute_sees_no_buttons_and_no_mail_of_others(
    submitted: int, signed_in: Callable[..., TestClient]
) -> None:
    page = signed_in("institute", "Институт").get("/tasks/1").text
    assert "Готово" in page
    for word in ("Принять", "Перенести срок", "Письма:", "почему письма", "sroki resume"):
        assert word not in page


def test_v5_evidence_is_sent_to_those_who_see_its_task(
    town: House, submitted: int, signed_in: Callable[..., TestClient]
) -> None:
    files = [("proof.txt", BytesIO(b"proof"))]
    evidence = hand_in(town, submitted, at=town.clock(), actor="test", files=files)
    with open_reading(town.engine) as session:
        item = session.exec(select(EvidenceItem).where(EvidenceItem.evidence_id == evidence.id)).one()
    assert signed_in("institute", "Институт").get(f"/files/{item.id}").content == b"proof"
    assert signed_in("institute", "Посторонние").get(f"/files/{item.id}").status_code == 404
