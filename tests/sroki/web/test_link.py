"""The page behind the link: one person, what they owe, and nothing of anybody else."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from flows.evidence import hand_in
from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.occurrence import Evidence
from models.party import Membership, Party, Person
from roadmaps.store.steps import review
from sroki.web.logs import TokenFilter

pytestmark = pytest.mark.either_database


def test_anna_sees_what_she_owes_the_oldest_debt_first(client: TestClient, link: Callable[..., str]) -> None:
    page = client.get(link("anna"))
    assert page.status_code == 200
    assert "К исполнению: 2 срока" in page.text
    assert page.text.index("Провести мониторинг") < page.text.index("Подготовить справку")
    for words in ("Анна Иванова", "«15.04.2021 – 10.05.2021»", "Сводные данные", "просрочено на 29 дней"):
        assert words in page.text
    assert "30.05.2022" not in page.text.replace("до 05.06.2021 и 30.05.2022", ""), (
        "a year ahead is no worry yet"
    )


def test_what_waits_for_the_coordinator_is_not_asked_of_boris(
    client: TestClient, link: Callable[..., str]
) -> None:
    page = client.get(link("boris")).text
    assert "Обучить тьюторов" in page
    assert "Собрать предложения" not in page


def test_a_returned_task_says_what_was_wrong(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("1.1")
    hand_in(town, number, at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "test", return_reason="Нет подписи на третьем листе")
    page = client.get(link("anna")).text
    assert "Возвращено 08.06.2021 09:30, версия 1." in page
    assert "Нет подписи на третьем листе" in page


def test_what_was_handed_in_is_shown_as_waiting(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    page = client.get(link("anna")).text
    assert "К исполнению: 1 срок" in page
    assert "Сдано и ждёт проверки" in page


def test_the_outsider_owes_nothing(client: TestClient, link: Callable[..., str]) -> None:
    assert "Сейчас от вас ничего не требуется" in client.get(link("outsider")).text


def test_a_line_of_a_mail_leads_to_its_place_on_the_page(
    client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    number, path = occurrence_id("1.1"), link("anna")
    answer = client.get(f"{path}/occurrences/{number}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}#t{number}")
    assert f'id="t{number}"' in client.get(path).text


def test_a_controller_finds_what_others_owe(
    client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    number, path = occurrence_id("1.1"), link("clara")
    assert client.get(f"{path}/occurrences/{number}").headers["location"] == f"{path}#w{number}"
    page = client.get(path).text
    assert "На контроле: 2 срока" in page
    assert "Исполнитель: Институт" in page
    assert f'id="w{number}"' in page
    assert f"/occurrences/{number}/evidence" not in page


def test_a_line_about_what_is_done_says_so_and_one_of_somebody_else_says_nothing(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("1.1")
    hand_in(town, number, at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "test")
    page = client.get(f"{link('anna')}/occurrences/{number}")
    assert page.status_code == 200
    assert "Подтверждение принято, делать ничего не нужно." in page.text
    assert client.get(f"{link('outsider')}/occurrences/{number}").status_code == 404
    assert client.get(f"{link('anna')}/occurrences/999999999999").status_code == 404


def test_v3_5_3_opening_a_link_changes_nothing(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    path = link("anna")
    before = client.get("/tasks/1").text
    for method in ("GET", "HEAD"):
        assert client.request(method, path).status_code == 200
    for address in ("evidence", "review"):
        assert client.get(f"{path}/occurrences/{occurrence_id('1.1')}/{address}").status_code == 405
    assert client.get("/tasks/1").text == before


def test_v7_2_unknown_expired_and_revoked_links_get_the_same_answer(
    town: House, client: TestClient, link: Callable[..., str]
) -> None:
    paths = ["/l/unknown", link("anna", expires_at=town.clock()), link("anna", revoked=True)]
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.text for answer in answers}) == 1
    assert "Эта ссылка не действует" in answers[0].text
    assert 'href="/"' not in answers[0].text, "no way from here to the pages of others"
    assert client.get(link("anna", expires_at=town.clock() + timedelta(seconds=1))).status_code == 200


def test_a_dead_link_takes_no_evidence(
    client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    path = f"{link('anna', revoked=True)}/occurrences/{occurrence_id('1.1')}/evidence"
    assert client.post(path, data={"note": "Готово"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "number", "address"),
    [
        ("anna", "2.1", "evidence"),  # another party's
        ("anna", "1.1", "review"),  # hers to carry out, not to decide
        ("clara", "1.1", "evidence"),  # hers to decide, not to carry out
        ("outsider", "1.1", "evidence"),
        ("outsider", "1.1", "review"),
    ],
)
def test_nobody_touches_what_is_not_theirs_in_that_role(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    occurrence_id: Callable[..., int],
    name: str,
    number: str,
    address: str,
) -> None:
    hand_in(town, occurrence_id(number), at=town.clock(), actor="test", note="Готово")
    before = client.get("/tasks?state=submitted").text
    answer = client.post(
        f"{link(name)}/occurrences/{occurrence_id(number)}/{address}",
        data={"note": "Чужое", "decision": "accept", "version": "1"},
    )
    assert answer.status_code == 404
    assert "Такого срока среди ваших нет" in answer.text
    assert client.get("/tasks?state=submitted").text == before


@pytest.mark.parametrize("number", ["0", "424242", "99999999999999999999", "x", "-1"])
def test_an_occurrence_that_does_not_exist_is_not_found(
    client: TestClient, link: Callable[..., str], number: str
) -> None:
    assert client.post(f"{link('anna')}/occurrences/{number}/evidence", data={}).status_code == 404


def test_a_reassigned_task_leaves_the_page_at_once(
    town: House, client: TestClient, link: Callable[..., str]
) -> None:
    path = link("anna")
    with open_session(town.engine) as session:
        anna = session.exec(select(Person).where(Person.address == "anna@example.org")).one()
        for membership in session.exec(select(Membership).where(Membership.person_id == anna.id)):
            session.delete(membership)
    assert "Сейчас от вас ничего не требуется" in client.get(path).text


def test_receipts_and_files_of_others_stay_closed(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    evidence = hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    assert client.get(f"{link('anna')}/received/{evidence.id}").status_code == 200
    for name in ("boris", "outsider", "clara"):
        assert client.get(f"{link(name)}/received/{evidence.id}").status_code == 404
        assert client.get(f"{link(name)}/decided/1").status_code == 404
        assert client.get(f"{link(name)}/files/{evidence.id}").status_code == 404


def test_statements_of_the_page_do_not_grow_with_what_is_owed(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    count_statements: Callable[[Callable[[], object]], int],
) -> None:
    path = link("anna")
    few = count_statements(lambda: client.get(path))
    with open_session(town.engine) as session:  # anna now speaks for the service too
        anna = session.exec(select(Person).where(Person.address == "anna@example.org")).one()
        party = session.exec(select(Party).where(Party.name == "Методическая служба")).one()
        session.add(Membership(party_id=party.id or 0, person_id=anna.id or 0, since_at=town.clock()))
    assert count_statements(lambda: client.get(path)) == few


def test_v16_2_5_tokens_do_not_reach_the_access_log() -> None:
    record = logging.LogRecord(
        "uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d',
        ("127.0.0.1:1", "POST", "/l/s3cr-t_token/occurrences/1/evidence?x=1", "1.1", 303), None,
    )  # fmt: skip
    assert TokenFilter().filter(record)
    assert "s3cr" not in record.getMessage()
    assert "/l/***/occurrences/1/evidence" in record.getMessage()


def test_the_filter_stands_on_the_log_of_the_server(client: TestClient) -> None:
    filters = logging.getLogger("uvicorn.access").filters
    assert sum(isinstance(known, TokenFilter) for known in filters) == 1


def test_the_trail_knows_the_person_by_number_only(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("1.1")
    client.post(f"{link('anna')}/occurrences/{number}/evidence", data={"note": "Готово"})
    with open_reading(town.engine) as session:
        anna = session.exec(select(Person).where(Person.address == "anna@example.org")).one()
        trail = select(AuditEntry.actor).where(AuditEntry.subject == f"occurrence:{number}")
        handed_in = select(Evidence.submitted_by).where(Evidence.occurrence_id == number)
        assert session.exec(trail.order_by(col(AuditEntry.id).desc())).first() == f"link:person:{anna.id}"
        assert session.exec(handed_in).one() == f"link:person:{anna.id}"
