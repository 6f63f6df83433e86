"""An executor asks for a later day, the controller answers, and everybody concerned hears of it once."""

from __future__ import annotations

import email
import email.policy
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from flows.evidence import hand_in
from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import CallerError, DeliveryError, ForbiddenTransitionError, UnknownThingError
from models.occurrence import Extension
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store import steps
from roadmaps.store.extending import (
    RequestView,
    ask_extension,
    decide_extension,
    list_waiting_requests,
    load_requests,
)
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from small_plan import CENTRE, HEAD, moment, name_controller

MAY = date(2025, 5, 20)


@pytest.fixture
def seminar(house: House) -> int:
    """Task 1.2, due on 15 April; its controller has an address."""
    name_controller(house)
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(text="1.2"), moment(1, 15))
    return views[0].id


def ask(house: House, number: int, to: date = MAY, reason: str = "болезнь лектора") -> RequestView:
    with open_session(house.engine) as session:
        return ask_extension(session, number, to, reason, moment(4, 2, 12), "link:person:1")


def decide(house: House, request: RequestView, refusal: str | None = None) -> RequestView:
    with open_session(house.engine) as session:
        return decide_extension(session, request.id, moment(4, 4, 12), "link:person:3", refusal=refusal)


def look(house: House, number: int, day: date) -> OccurrenceView:
    with open_reading(house.engine) as session:
        return list_occurrences(session, OccurrenceFilter(ids=[number]), moment(day.month, day.day))[0]


def told(house: House, address: str) -> list[tuple[str, str]]:
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [(str(m["planned_on"]), str(m["kind"])) for m in messages if m["state"] == "sent"]


def last_text(house: House, address: str) -> str:
    assert isinstance(house.transport, MemoryTransport)
    content = [mail.content for mail in house.transport.sent if mail.address == address][-1]
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def live(house: House, first: int, last: int, month: int = 4) -> None:
    for day in range(first, last + 1):
        tick(house, moment(month, day))


def test_the_controller_hears_of_a_request_with_the_next_digest(house: House, seminar: int) -> None:
    live(house, 1, 2)
    ask(house, seminar)
    tick(house, moment(4, 2, 12) + timedelta(minutes=1))
    assert told(house, HEAD) == []
    live(house, 3, 6)
    assert told(house, HEAD) == [("2025-04-03", "extension_asked")]
    assert "исполнитель просит перенести на 20.05.2025: болезнь лектора." in last_text(house, HEAD)


def test_granting_moves_the_day_and_the_executor_hears_of_it(house: House, seminar: int) -> None:
    live(house, 1, 4)
    answer = decide(house, ask(house, seminar))
    assert answer.granted
    live(house, 5, 6)
    assert told(house, CENTRE)[-1] == ("2025-04-05", "extension_granted")
    assert "разрешён перенос на 20.05.2025." in last_text(house, CENTRE)
    view = look(house, seminar, MAY)
    assert (view.facts.due_on, view.original_due_on) == (MAY, date(2025, 4, 15))


def test_timeliness_is_told_against_both_dates(house: House, seminar: int) -> None:
    decide(house, ask(house, seminar))
    late = [(v.late, v.late_against_original) for v in (look(house, seminar, d) for d in _DAYS)]
    assert late == [(False, False), (False, True), (True, True)]
    hand_in(house, seminar, at=moment(5, 1), actor="test", note="проведён")
    assert look(house, seminar, _DAYS[2]).as_json()["late"] is False
    assert look(house, seminar, _DAYS[2]).as_json()["late_against_original"] is True


_DAYS = (date(2025, 4, 15), date(2025, 4, 16), date(2025, 5, 21))


def test_refusing_keeps_the_day_and_the_reason_reaches_the_executor(house: House, seminar: int) -> None:
    live(house, 1, 4)
    decide(house, ask(house, seminar), "семинар ждут в районе")
    live(house, 5, 5)
    assert told(house, CENTRE)[-1] == ("2025-04-05", "extension_refused")
    assert "на 20.05.2025 не перенесён: семинар ждут в районе." in last_text(house, CENTRE)
    assert look(house, seminar, MAY).facts.due_on == date(2025, 4, 15)
    with open_reading(house.engine) as session:
        kept = load_requests(session, [seminar])[seminar]
    assert [(r.granted, r.answer) for r in kept] == [(False, "семинар ждут в районе")]


def test_an_answered_request_is_not_asked_of_the_controller_again(house: House, seminar: int) -> None:
    decide(house, ask(house, seminar), "нет")
    live(house, 5, 8)
    assert "extension_asked" not in [kind for _, kind in told(house, HEAD)]


def test_the_same_request_again_is_the_same_and_another_takes_its_place(house: House, seminar: int) -> None:
    first, same = ask(house, seminar), ask(house, seminar)
    other = ask(house, seminar, MAY + timedelta(days=3), "лектор ещё болен")
    assert first.id == same.id != other.id
    with open_reading(house.engine) as session:
        assert [r.id for r in list_waiting_requests(session)] == [other.id]
    with pytest.raises(ForbiddenTransitionError, match="пришёл другой"):
        decide(house, first)
    assert decide(house, other).granted


def test_the_same_answer_twice_is_one_and_another_answer_is_refused(house: House, seminar: int) -> None:
    request = ask(house, seminar)
    assert decide(house, request) == decide(house, request)
    with pytest.raises(ForbiddenTransitionError, match="уже ответили"):
        decide(house, request, "нет")
    assert len(look_history(house, seminar)) == 1


def look_history(house: House, number: int) -> list[date]:
    wanted = select(Extension).where(Extension.occurrence_id == number).order_by(col(Extension.id))
    with open_reading(house.engine) as session:
        return [extension.to_due_on for extension in session.exec(wanted)]


def test_granting_what_the_coordinator_has_given_already_moves_nothing(house: House, seminar: int) -> None:
    request = ask(house, seminar)
    with open_session(house.engine) as session:
        steps.extend(session, seminar, MAY + timedelta(days=9), "по письму", moment(4, 3), "test")
    assert decide(house, request).granted
    assert look_history(house, seminar) == [MAY + timedelta(days=9)]


@pytest.mark.parametrize(
    ("to", "reason", "sentence"),
    [
        (date(2025, 4, 15), "болезнь", "позже 15.04.2025"),
        (date(2125, 4, 15), "болезнь", "слишком далёк"),
        (MAY, "  ", "почему нужен перенос"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_at_once(
    house: House, seminar: int, to: date, reason: str, sentence: str
) -> None:
    with pytest.raises(CallerError, match=sentence):
        ask(house, seminar, to, reason)


def test_what_is_handed_in_or_finished_needs_no_later_day(house: House, seminar: int) -> None:
    request = ask(house, seminar)
    hand_in(house, seminar, at=moment(4, 3), actor="test", note="проведён")
    with pytest.raises(ForbiddenTransitionError, match="уже на проверке"):
        ask(house, seminar, MAY + timedelta(days=1))
    with open_session(house.engine) as session:
        steps.review(session, seminar, moment(4, 3, 10), "test")
    with pytest.raises(ForbiddenTransitionError, match="уже принят"):
        decide(house, request)
    live(house, 4, 6)
    assert "extension_asked" not in [kind for _, kind in told(house, HEAD)]
    with open_reading(house.engine) as session:
        assert list_waiting_requests(session) == []


def test_a_request_that_nobody_made_is_unknown(house: House) -> None:
    with pytest.raises(UnknownThingError, match="Запроса № 77 нет"), open_session(house.engine) as session:
        decide_extension(session, 77, moment(4, 4), "test")


def test_a_request_answered_while_its_mail_waited_is_not_sent(house: House, seminar: int) -> None:
    assert isinstance(house.transport, MemoryTransport)
    live(house, 1, 2)
    request = ask(house, seminar)
    house.transport.failures.append(DeliveryError("Почтовый сервер не отвечает.", pause=True))
    tick(house, moment(4, 3))
    decide(house, request)
    live(house, 5, 5)
    assert told(house, HEAD) == []
    assert "разрешён перенос на 20.05.2025." in last_text(house, CENTRE)
