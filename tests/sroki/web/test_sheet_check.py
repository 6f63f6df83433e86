"""The page before the hand-in says what is there, what is missing and what is strange, and then takes it."""

from __future__ import annotations

import html

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading, open_session
from models.round import Round, RoundParticipant, RoundSubmission
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from sheet_forms import ANSWERS, COLLEAGUE_TOKEN, OTHER, mark, path, revisions
from small_round import days, open_small_round, participant_of

PLAN = {"f:1.1": ("план.pdf", b"%PDF-1.4 plan", "application/pdf")}


def fill(client: TestClient, first: RoundParticipant, **more: str) -> httpx.Response:
    return client.post(path(first), data={**ANSWERS, **more, "do": "check"}, files=PLAN)


def check(client: TestClient, first: RoundParticipant) -> str:
    answer = client.get(f"{path(first)}/check")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def submissions(house: House) -> list[RoundSubmission]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(RoundSubmission)).all())


def test_the_form_leads_to_the_check_and_the_check_hands_in(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    saved = fill(client, first)
    assert saved.headers["location"] == f"{path(first)}/check"
    page = check(client, first)
    assert "Всё обязательное заполнено" in page
    assert "план.pdf" in page
    assert "Без ответа, но это можно: " in page
    assert submissions(town) == []
    answer = client.post(f"{path(first)}/check", data={"seen": mark(page), "note": "всё верно"})
    assert answer.headers["location"] == f"{path(first)}?done=sent"
    (handed,) = submissions(town)
    assert (handed.note, handed.answers["2.1"]["value"]) == ("всё верно", "42.5")


def test_what_is_missing_is_named_and_nothing_is_handed_in(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    client.post(path(first), data={"v:1.1": "да"})
    page = check(client, first)
    assert f'href="{path(first)}#i1.1">Показатель 1.1: нужно подтверждение.' in page
    assert "Показатель 2.1: нет ответа." in page
    assert "Сдать форму</button>" not in page
    answer = client.post(f"{path(first)}/check", data={"seen": "x"})
    assert answer.status_code == 409
    with open_reading(town.engine) as session:
        assert session.exec(select(RoundSubmission)).all() == []


def test_what_a_colleague_changed_meanwhile_is_not_handed_in_unseen(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    fill(client, first)
    seen = mark(check(client, first))
    other = path(first, COLLEAGUE_TOKEN)
    client.post(other, data={"v:2.2": "900", **revisions(client.get(other).text)})
    answer = client.post(f"{path(first)}/check", data={"seen": seen, "note": "моё пояснение"})
    assert answer.status_code == 409
    assert "Пока вы проверяли, ответы изменились" in answer.text
    assert "моё пояснение</textarea>" in answer.text
    assert "900" in answer.text
    assert submissions(town) == []
    again = client.post(f"{path(first)}/check", data={"seen": mark(answer.text)})
    assert again.status_code == 303
    assert submissions(town)[0].answers["2.2"]["value"] == "900"


@pytest.fixture
def answered_before(town: House, round_: Round, first: RoundParticipant) -> None:
    """The year before the first participant handed in a plan, 5 % and 7 associations."""
    with open_session(town.engine) as session:
        window = days("2021-05-20", "2021-06-19")
        former = open_small_round(session, window, town.clock(), key="manual:before")
        number = participant_of(session, former).id or 0
        typed = [Typed("1.1", False), Typed("1.2", "отдел"), Typed("2.1", 5), Typed("2.2", 7)]  # type: ignore[arg-type]
        save_answers(session, number, typed, town.clock(), "test")
        submit_answers(session, number, town.clock(), "test")
        row = session.get_one(Round, round_.id)
        row.previous_id = former.id
        session.add(row)


@pytest.mark.usefixtures("answered_before")
def test_what_looks_strange_beside_the_round_before_is_said_and_hinders_nothing(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    fill(client, first, **{"v:2.2": "70", "n:2.2": "слияние районов"})
    page = check(client, first).replace("\u00a0", " ")
    assert "Ответ на 37,5 п. п. выше, чем в прошлый раз." in page
    assert "Ответ в 10 раз больше, чем в прошлый раз: 7 ед." in page
    assert "Пояснение: слияние районов" in page
    assert client.post(f"{path(first)}/check", data={"seen": mark(page)}).status_code == 303


def test_the_check_is_nobody_elses(client: TestClient, first: RoundParticipant) -> None:
    assert client.get(f"{path(first, OTHER)}/check").status_code == 404
    assert client.post(f"{path(first, OTHER)}/check", data={"seen": ""}).status_code == 404
