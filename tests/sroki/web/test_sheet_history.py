"""The form says what was handed in and when, what was decided on it, and when the next reminder comes."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta

from fastapi.testclient import TestClient

from flows.house import House
from flows.ticking import tick
from models.database import open_session
from models.round import Round, RoundParticipant
from notifications.transports.memory import MemoryTransport
from roadmaps.store.rounds.lifecycle import reopen_participant
from sheet_forms import ANSWERS, COLLEAGUE_TOKEN, path, revisions
from small_round import FIRST


def page_of(client: TestClient, first: RoundParticipant) -> str:
    return html.unescape(client.get(path(first)).text)


def test_every_hand_in_is_listed_with_who_and_when_and_what_was_decided(
    town: House, client: TestClient, round_: Round, first: RoundParticipant
) -> None:
    assert "Что и когда сдано" not in page_of(client, first)
    form = {**ANSWERS, "v:1.1": "нет", "do": "submit"}
    client.post(path(first, COLLEAGUE_TOKEN), data={**form, "note": "первая"})
    with open_session(town.engine) as session:
        participant, row = session.get_one(RoundParticipant, first.id), session.get_one(Round, round_.id)
        reopen_participant(session, row, participant, row.due_on, "Приложите план", town.clock(), "account:1")
    page = page_of(client, first)
    assert page.count("Приложите план") == 2, "the reason stands at the top and in the history"
    client.post(path(first), data={**form, **revisions(page), "v:2.2": "8"})
    page = page_of(client, first)
    assert page.index("Версия 2 (вы): ответов 4 из 5") < page.index(
        "Версия 1 (Иванова И.И.): ответов 4 из 5. первая"
    )
    assert "Возвращено 08.06.2021 09:30: Приложите план" in page


def test_nothing_to_report_stands_in_the_history_with_its_reason(
    client: TestClient, first: RoundParticipant
) -> None:
    client.post(f"{path(first)}/nothing", data={"reason": "Службы нет"})
    assert "Версия 1 (вы): сообщить нечего. Службы нет" in page_of(client, first)


def test_the_next_reminder_is_the_one_that_comes(
    town: House, make_client: Callable[[House], TestClient], first: RoundParticipant
) -> None:
    """The page says a moment: nothing comes until then, and a mail comes at it."""
    now = town.clock()
    tick(town, now)
    page = page_of(make_client(town), first)
    assert "следующее напоминание придёт 13.06.2021 09:00" in page
    transport = town.given_transport
    assert isinstance(transport, MemoryTransport)

    def count() -> int:
        return sum(mail.address == FIRST for mail in transport.sent)

    said = now.replace(day=13, hour=4, minute=0)  # 09:00 in Yekaterinburg
    before = count()
    tick(town, said - timedelta(minutes=1))
    assert count() == before
    tick(town, said)
    assert count() == before + 1


def test_whoever_has_handed_in_is_promised_no_reminder(client: TestClient, first: RoundParticipant) -> None:
    client.post(path(first), data={**ANSWERS, "v:1.1": "нет", "do": "submit"})
    page = page_of(client, first)
    assert "напоминание придёт" not in page
    assert "Напоминаний" not in page
