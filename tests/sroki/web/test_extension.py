"""Behind the link: an executor asks for a later day, the controller answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from flows.house import House
from models.database import open_reading
from roadmaps.store.extending import RequestView, load_requests

pytestmark = pytest.mark.either_database

JULY = {"to_due_on": "2021-07-01", "reason": "Ждём <b>данные</b> района"}


@pytest.fixture
def asked(client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]) -> int:
    """Anna has asked for a later day for task 1.2; the number of the request."""
    answer = client.post(f"{link('anna')}/occurrences/{occurrence_id('1.2')}/extension", data=JULY)
    assert answer.status_code == 303
    return int(answer.headers["location"].rsplit("/", 1)[1])


def requests(house: House, number: int) -> tuple[RequestView, ...]:
    with open_reading(house.engine) as session:
        return load_requests(session, [number]).get(number, ())


def test_anna_sees_that_her_request_waits(client: TestClient, link: Callable[..., str], asked: int) -> None:
    receipt = client.get(f"{link('anna')}/extensions/{asked}").text
    assert "Запрос о переносе срока отправлен" in receipt
    assert "действует прежний срок: 05.06.2021" in receipt
    page = client.get(link("anna")).text
    assert "Просим перенести на <strong>01.07.2021</strong>" in page
    assert "Ждём &lt;b&gt;данные&lt;/b&gt; района" in page


def test_clara_grants_and_the_day_moves(client: TestClient, link: Callable[..., str], asked: int) -> None:
    path = link("clara")
    assert "Просят перенести срок: 1" in client.get(path).text
    answer = client.post(f"{path}/extensions/{asked}", data={"decision": "grant"})
    assert answer.status_code == 303
    assert "Теперь срок 01.07.2021, первоначальный 05.06.2021" in client.get(answer.headers["location"]).text
    assert "Просят перенести срок" not in client.get(path).text
    task = client.get("/tasks/2").text
    assert "Запросы о переносе" in task
    assert "<strong>разрешено</strong>" in task
    assert "срок перенесён с 05.06.2021 на 01.07.2021" in task
    assert "позже первоначального срока" in task


def test_clara_refuses_and_says_why(client: TestClient, link: Callable[..., str], asked: int) -> None:
    path = f"{link('clara')}/extensions/{asked}"
    empty = client.post(path, data={"decision": "refuse", "reason": " "})
    assert empty.status_code == 422
    assert "Напишите, почему перенос невозможен." in empty.text
    answer = client.post(path, data={"decision": "refuse", "reason": "Данные нужны министерству"})
    assert "отказано" in client.get(answer.headers["location"]).text
    page = client.get(link("anna")).text
    assert "В переносе на 01.07.2021 отказано" in page
    assert "Данные нужны министерству" in page
    assert "Данные нужны министерству" in client.get("/tasks/2").text


def test_the_second_controller_learns_that_it_is_answered(
    client: TestClient, link: Callable[..., str], asked: int
) -> None:
    client.post(f"{link('clara')}/extensions/{asked}", data={"decision": "grant"})
    late = client.post(f"{link('dmitri')}/extensions/{asked}", data={"decision": "refuse", "reason": "нет"})
    assert late.status_code == 409
    assert "уже ответили" in late.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"to_due_on": "", "reason": "болезнь"}, "Выберите день"),
        ({"to_due_on": "01.07.2021", "reason": "болезнь"}, "Выберите день"),
        ({"to_due_on": "2021-06-01", "reason": "болезнь"}, "позже 05.06.2021"),
        ({"to_due_on": "2021-07-01", "reason": " "}, "почему нужен перенос"),
    ],
)
def test_a_request_that_is_not_taken_keeps_what_was_written(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    occurrence_id: Callable[..., int],
    form: dict[str, str],
    sentence: str,
) -> None:
    number = occurrence_id("1.2")
    answer = client.post(f"{link('anna')}/occurrences/{number}/extension", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert form["reason"].strip() in answer.text
    assert requests(town, number) == ()


@pytest.mark.parametrize("name", ["clara", "outsider"])
def test_only_an_executor_asks(
    client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int], name: str
) -> None:
    path = f"{link(name)}/occurrences/{occurrence_id('1.2')}/extension"
    assert client.post(path, data=JULY).status_code == 404


@pytest.mark.parametrize("name", ["anna", "outsider"])
def test_only_a_controller_answers(
    client: TestClient, link: Callable[..., str], asked: int, name: str
) -> None:
    path = f"{link(name)}/extensions/{asked}"
    assert client.post(path, data={"decision": "grant"}).status_code == 404


def test_an_outsider_does_not_see_the_request_and_looking_decides_nothing(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int], asked: int
) -> None:
    assert client.get(f"{link('outsider')}/extensions/{asked}").status_code == 404
    assert client.get(f"{link('clara')}/extensions/{asked}?decision=grant").status_code == 200
    assert [r.is_open for r in requests(town, occurrence_id("1.2"))] == [True]


@pytest.mark.parametrize("form", [{}, {"decision": "burn"}])
def test_an_answer_that_is_none_changes_nothing(
    client: TestClient, link: Callable[..., str], asked: int, form: dict[str, str]
) -> None:
    assert client.post(f"{link('clara')}/extensions/{asked}", data=form).status_code == 422
