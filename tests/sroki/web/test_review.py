"""The controller decides from the page behind the link."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading
from models.occurrence import Review

pytestmark = pytest.mark.either_database


@pytest.fixture
def submitted(town: House, occurrence_id: Callable[..., int]) -> int:
    """Task 1.1 waits for a decision on its first version."""
    number = occurrence_id("1.1")
    hand_in(
        town,
        number,
        at=town.clock(),
        actor="test",
        note="Мониторинг проведён",
        urls=["https://example.org/r"],
    )
    return number


def decisions(house: House) -> list[Review]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(Review).order_by(Review.id)))  # type: ignore[arg-type]


def test_clara_sees_what_waits_for_her_with_its_evidence(
    client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    page = client.get(link("clara")).text
    assert "Ждут вашего решения: 1" in page
    assert "Мониторинг проведён" in page
    assert 'href="https://example.org/r" rel="noopener noreferrer nofollow"' in page
    to_decide, _, watched = page.partition("На контроле")
    assert "Подготовить справку" not in to_decide, "nothing was handed in there"
    assert "Подготовить справку" in watched


def test_accepting_says_so_and_empties_the_desk(
    town: House, client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    path = link("clara")
    answer = client.post(
        f"{path}/occurrences/{submitted}/review", data={"decision": "accept", "version": "1"}
    )
    assert answer.status_code == 303
    assert "Решение записано: принято" in client.get(answer.headers["location"]).text
    assert "Сейчас от вас ничего не требуется" in client.get(path).text
    assert [review.decision for review in decisions(town)] == ["accepted"]


def test_returning_needs_a_reason(
    town: House, client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    path = f"{link('clara')}/occurrences/{submitted}/review"
    empty = client.post(path, data={"decision": "return", "version": "1", "reason": "  "})
    assert empty.status_code == 422
    assert "напишите, чего в нём не хватает" in empty.text
    assert not decisions(town)
    answer = client.post(path, data={"decision": "return", "version": "1", "reason": "Нет подписи"})
    assert "Решение записано: возвращено" in client.get(answer.headers["location"]).text


def test_the_same_decision_twice_is_the_same_as_once(
    town: House, client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    path = f"{link('clara')}/occurrences/{submitted}/review"
    form = {"decision": "return", "version": "1", "reason": "Нет подписи"}
    first, second = client.post(path, data=form), client.post(path, data=form)
    assert first.status_code == second.status_code == 303
    assert len(decisions(town)) == 1


def test_the_second_reviewer_learns_what_the_first_decided(
    town: House, client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    address = f"/occurrences/{submitted}/review"
    client.post(link("clara") + address, data={"decision": "return", "version": "1", "reason": "Нет подписи"})
    late = client.post(link("dmitri") + address, data={"decision": "accept", "version": "1"})
    assert late.status_code == 409
    assert "Решение уже есть: версия 1, возвращено 08.06.2021 в 09:30. Ваше решение не записано." in late.text


def test_v2_3_4_two_reviewers_at_once_make_one_decision_and_one_clear_message(
    town: House,
    make_client: Callable[[House], TestClient],
    link: Callable[..., str],
    submitted: int,
) -> None:
    barrier = Barrier(2)
    forms = {
        link("clara"): {"decision": "accept", "version": "1"},
        link("dmitri"): {"decision": "return", "version": "1", "reason": "Нет подписи"},
    }
    clients = {path: make_client(town) for path in forms}

    def decide(path: str) -> tuple[int, str]:
        barrier.wait()
        answer = clients[path].post(f"{path}/occurrences/{submitted}/review", data=forms[path])
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decide, forms))
    assert [status for status, _ in answers] == [303, 409]
    assert "Ваше решение не записано." in answers[1][1]
    assert len(decisions(town)) == 1


def test_nobody_accepts_a_version_they_did_not_see(
    town: House, client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    hand_in(town, submitted, at=town.clock(), actor="test", note="Новая версия")
    answer = client.post(
        f"{link('clara')}/occurrences/{submitted}/review", data={"decision": "accept", "version": "1"}
    )
    assert answer.status_code == 409
    assert "пришло новое подтверждение" in answer.text
    assert not decisions(town)


def test_what_was_never_handed_in_cannot_be_accepted(
    client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    path = f"{link('clara')}/occurrences/{occurrence_id('1.2')}/review"
    answer = client.post(path, data={"decision": "accept", "version": "1"})
    assert answer.status_code == 409
    assert "нет подтверждения, которое ждёт проверки" in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"decision": "burn", "version": "1"},
        {"decision": "accept"},
        {"decision": "accept", "version": "x"},
    ],
)
def test_a_decision_that_is_none_changes_nothing(
    town: House, client: TestClient, link: Callable[..., str], submitted: int, form: dict[str, str]
) -> None:
    assert client.post(f"{link('clara')}/occurrences/{submitted}/review", data=form).status_code == 422
    assert not decisions(town)
