"""The page of one task, and the pages of what waits for a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from fastapi.testclient import TestClient

from flows.evidence import hand_in
from flows.explaining import explain
from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from roadmaps.store.steps import cancel, extend, resume, review


def test_the_task_says_what_its_term_means_and_where_it_stands(client: TestClient) -> None:
    page = client.get("/tasks/1").text
    for words in (
        "Провести мониторинг",
        "«15.04.2021 – 10.05.2021»",
        "понято: 15.04.2021 – 10.05.2021",
        "order.txt, строка 51",
        "Сводные данные",
        "anna@example.org",
        "Подтверждения нет.",
    ):
        assert words in page
    assert "нет адреса" not in page


def test_parties_stand_in_the_order_of_their_roles(client: TestClient) -> None:
    page = client.get("/tasks/2").text
    assert page.index("<dt>Исполнитель") < page.index("<dt>Соисполнитель") < page.index("<dt>Контроль")


def test_a_party_without_an_address_is_a_warning_with_the_way_out(client: TestClient) -> None:
    page = client.get("/tasks/5").text
    assert "нет адреса" in page
    assert "sroki contact set &#34;Никому не известный центр&#34;" in page


def test_the_whole_story_of_an_occurrence_is_told_in_words(
    town: House, client: TestClient, occurrence_id: Callable[..., int], link: Callable[..., str]
) -> None:
    number = occurrence_id("1.1")
    tick(town, town.clock())
    hand_in(town, number, at=town.clock(), actor="link:person:1", files=[("Первый.pdf", BytesIO(b"first"))])
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "link:person:3", return_reason="Нет подписи")
        extend(
            session, number, date(2021, 7, 1), "Отпуск", town.clock() + timedelta(minutes=1), "координатор"
        )
    hand_in(town, number, at=town.clock(), actor="link:person:1", note="Второй раз")
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "link:person:3")
    page = client.get("/tasks/1").text
    for words in (
        "Подтверждение, версия 2",
        "Первый.pdf",
        "Нет подписи",
        "с 10.05.2021 на 01.07.2021: Отпуск",
        "до переноса 10.05.2021",
        "срок открылся",
        "по расписанию",
        "сдано подтверждение, версия 1",
        "подтверждение возвращено: Нет подписи",
        "срок перенесён с 10.05.2021 на 01.07.2021: Отпуск",
        "подтверждение принято",
        "Анна Иванова (по ссылке из письма)",
        "Клара Сидорова (по ссылке из письма)",
        "Письма: 3",
        "отправлено 08.06.2021 09:30",
    ):
        assert words in page, words
    assert page.index("версия 2</h3>") < page.index("версия 1</h3>"), "the newest version first"


def test_a_problem_leads_to_its_task_and_back(client: TestClient) -> None:
    page = client.get("/problems").text
    assert "Срок не называет дня." in page
    assert '<a href="/tasks/6">3.2</a>' in page
    assert "строка 72" in page
    assert "1 мероприятие" in page
    task = client.get("/tasks/6").text
    assert "Срок не называет дня." in task
    assert "срок в документе не называет ни одного" in task


def test_what_was_past_on_approval_waits_with_the_commands_to_decide(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("2.2")
    for path in ("/held", "/tasks/4"):
        page = client.get(path).text
        assert f"sroki resume {number}" in page
        assert f"sroki cancel {number} --reason" in page
    with open_session(town.engine) as session:
        resume(session, number, town.clock(), "координатор")
    assert "Решать нечего" in client.get("/held").text
    assert "sroki resume" not in client.get("/tasks/4").text


def test_a_cancelled_occurrence_says_why(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("2.2")
    with open_session(town.engine) as session:
        cancel(session, number, "Проведено раньше", town.clock(), "координатор")
    page = client.get("/tasks/4").text
    assert "снято" in page
    assert "срок снят: Проведено раньше" in page


def test_a_house_where_all_was_understood_says_so(
    house: House, make_client: Callable[[House], TestClient]
) -> None:
    client = make_client(house)
    assert "Документов ещё нет" in client.get("/problems").text
    assert "Решать нечего" in client.get("/held").text


def test_statements_do_not_grow_with_the_occurrences_of_a_task(
    town: House, client: TestClient, count_statements: Callable[[Callable[[], object]], int]
) -> None:
    one, two = (count_statements(lambda path=path: client.get(path)) for path in ("/tasks/1", "/tasks/2"))
    assert one == two


def test_mails_to_come_are_those_that_the_page_of_reasons_foretells(
    town: House, signed_in: Callable[..., TestClient], occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("2.1")
    with open_reading(town.engine) as session:
        reasons = explain(session, str(number), town.settings.tzinfo, town.clock()).reasons
        task_id = session.get_one(Occurrence, number).task_id
    coming = [reason for reason in reasons if reason["state"] == "coming"]
    page = signed_in("coordinator").get(f"/tasks/{task_id}").text
    listed = page.partition("Впереди, если срок ещё не закрыт")[2].partition("</ul>")[0]
    assert 1 < len(coming) == listed.count("<li>")
    assert f"впереди {len(coming)}" in page
    assert all(f"({reason['rule']})</span> — {reason['to']}</li>" in listed for reason in coming)
    assert "впереди" not in signed_in("reviewer").get(f"/tasks/{task_id}").text, "addresses are not for all"


def test_nothing_is_foretold_of_what_is_settled(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    with open_session(town.engine) as session:
        cancel(session, occurrence_id("2.1"), "не нужно", town.clock(), "test")
        task_id = session.get_one(Occurrence, occurrence_id("2.1")).task_id
    assert "Впереди" not in client.get(f"/tasks/{task_id}").text


def test_a_task_that_does_not_exist_is_not_found(client: TestClient) -> None:
    for number in ("0", "77", "x", "99999999999999999999"):
        answer = client.get(f"/tasks/{number}")
        assert answer.status_code == 404
        assert 'href="/"' in answer.text
