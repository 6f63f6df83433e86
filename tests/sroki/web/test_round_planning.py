"""A monitoring is planned, foreseen, changed, opened, closed and called off on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from flows.house import House
from flows.ticking import tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.party import Party
from models.round import Round
from notifications.transports import MemoryTransport
from roadmaps.store.rounds.sets import store_set
from small_round import days, make_questions, open_small_round

pytestmark = pytest.mark.either_database

PLAN = {
    "title": "Мониторинг  школьных музеев", "organiser": "Институт", "first": "2021-07-01",
    "last": "2021-07-20", "grace": "2", "set": "1", "previous": "", "zone": "",
}  # fmt: skip
ROSTER = "Организация;Группа;Почта\nШкола 1;школы;one@example.org\n"


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


@pytest.fixture
def set_id(town: House) -> int:
    with open_session(town.engine) as session:
        return store_set(session, make_questions(), "test", town.clock(), "test")


def send(client: TestClient, do: str, place: str = "/rounds/new", **changed: str) -> httpx.Response:
    words = {**(PLAN if place == "/rounds/new" else {}), **changed}
    return client.post(place, data={**words, "do": do, "csrf": client.csrf})  # type: ignore[attr-defined]


def rounds(house: House) -> list[Round]:
    """Those that a person made; the order of the town has one of its own, № 1."""
    with open_reading(house.engine) as session:
        return list(session.exec(select(Round).where(col(Round.key).startswith("manual:"))).all())


def the_round(house: House) -> Round:
    (found,) = rounds(house)
    return found


def test_the_page_of_monitorings_leads_to_the_form(coordinator: TestClient) -> None:
    assert 'href="/rounds/new"' in coordinator.get("/rounds").text
    assert "Посмотреть, что будет" in coordinator.get("/rounds/new").text


def test_what_the_clock_will_do_is_shown_and_nothing_is_kept(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    answer = send(coordinator, "show")
    assert answer.status_code == 200
    page = unescape(answer.text)
    for words in (
        "24.06.2021 09:00 и 30.06.2021 09:00", "01.07.2021 09:00", "13.07.2021 09:00, 17.07.2021 09:00",
        "22.07.2021, закроется 23.07.2021 00:00", "Завести мониторинг", "Мониторинг  школьных музеев",
    ):  # fmt: skip
        assert words in page, words
    assert "в справочнике нет" not in page
    assert rounds(town) == []


def test_a_plan_becomes_a_monitoring_and_its_list_comes_next(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    answer = send(coordinator, "plan")
    made = the_round(town)
    assert answer.headers["location"] == f"/rounds/{made.id}/list"
    assert made.title == "Мониторинг школьных музеев"
    assert (made.opens_on, made.due_on) == (date(2021, 7, 1), date(2021, 7, 20))
    assert (made.grace_days, made.indicator_set_id, made.zone) == (2, set_id, town.settings.zone)
    assert made.made_by == f"account:{coordinator.account_id}"  # type: ignore[attr-defined]
    with open_reading(town.engine) as session:
        assert session.get_one(Party, made.organiser_id).name == "Институт"


def test_what_was_foreseen_is_what_the_clock_does(town: House, coordinator: TestClient, set_id: int) -> None:
    """The days of the page are the days of the mails that a participant gets."""
    send(coordinator, "plan", organiser="")
    number = the_round(town).id
    data = {"csrf": coordinator.csrf}  # type: ignore[attr-defined]
    preview = coordinator.post(
        f"/rounds/{number}/list/preview", data=data, files={"file": ("список.csv", BytesIO(ROSTER.encode()))}
    ).text
    mark = preview.split('name="mark" value="')[1].split('"')[0]
    words = {**data, "mark": mark, "name": "список.csv", "how": "replace"}
    assert coordinator.post(f"/rounds/{number}/list/confirm", data=words).status_code == 303
    transport = MemoryTransport()
    lived, told = House(town.settings, town.engine, town.clock, transport), set()
    moment = town.clock()
    while moment < town.clock() + timedelta(days=50):
        before = len(transport.sent)
        tick(lived.at(moment), moment)
        if any(mail.address == "one@example.org" for mail in transport.sent[before:]):
            told.add(moment.astimezone(town.settings.tzinfo).date())
        moment += timedelta(hours=12)
    assert sorted(day.isoformat() for day in told) == [
        "2021-07-01", "2021-07-13", "2021-07-17", "2021-07-18", "2021-07-19", "2021-07-20", "2021-07-21",
    ]  # fmt: skip
    page = unescape(send(coordinator, "show").text)
    for day in told:
        assert f"{day:%d.%m.%Y} 09:00" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "Назовите мониторинг."),
        ({"first": ""}, "Выберите первый день мониторинга."),
        ({"last": "завтра"}, "Выберите последний день мониторинга."),
        ({"first": "0202-07-01"}, "Проверьте первый день мониторинга"),
        ({"last": "2021-06-30"}, "не может закончиться раньше, чем начнётся"),
        ({"last": "2041-06-30"}, "слишком далёк: проверьте год"),
        ({"grace": "неделю"}, "напишите числом"),
        ({"grace": "367"}, "от 0 до 366"),
        ({"set": "77"}, "Набора показателей № 77 нет."),
        ({"previous": "77"}, "Мониторинга № 77 нет."),
        ({"zone": "Урал"}, "Часового пояса «Урал» нет"),
    ],
)
@pytest.mark.parametrize("do", ["show", "plan"])
def test_what_cannot_be_is_said_and_what_was_written_stays(
    town: House, coordinator: TestClient, set_id: int, do: str, changed: dict[str, str], words: str
) -> None:
    answer = send(coordinator, do, **changed)
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert 'value="Институт"' in answer.text
    assert rounds(town) == []


def test_a_day_that_is_a_slip_of_the_pen_is_named_in_english_too(
    coordinator: TestClient, set_id: int
) -> None:
    coordinator.post("/me/language", data={"language": "en", "csrf": coordinator.csrf})  # type: ignore[attr-defined]
    answer = send(coordinator, "show", first="1921-07-01")
    assert answer.status_code == 422
    assert "Check the first day of the round: 1 July 1921." in answer.text


def test_days_that_are_past_are_no_plan(coordinator: TestClient, set_id: int) -> None:
    page = send(coordinator, "show", first="2021-01-01", last="2021-01-20").text
    assert "Эти дни прошли" in page
    assert "Завести мониторинг" not in page


def test_the_same_monitoring_is_not_made_twice(town: House, coordinator: TestClient, set_id: int) -> None:
    send(coordinator, "plan")
    answer = send(coordinator, "plan", title="мониторинг школьных музеев")
    assert answer.status_code == 409
    assert "Такой мониторинг уже есть: № 2." in answer.text
    assert len(rounds(town)) == 1


def test_what_was_called_off_is_planned_anew_and_once_only(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    for number in (2, 3):
        assert send(coordinator, "plan").headers["location"].endswith(f"/rounds/{number}/list")
        assert send(coordinator, "plan").status_code == 409
        send(coordinator, "cancel", f"/rounds/{number}/step", reason="Проводим заново")
    assert [round_.cancelled_at is None for round_ in rounds(town)] == [False, False]
    assert send(coordinator, "plan").status_code == 303


def test_an_organiser_whom_nobody_knows_is_pointed_out(coordinator: TestClient, set_id: int) -> None:
    assert "Организации «Инситут» в справочнике нет" in send(coordinator, "show", organiser="Инситут").text


def test_who_runs_one_roadmap_makes_no_monitoring_of_the_house(
    town: House, signed_in: Callable[..., TestClient], set_id: int
) -> None:
    client = signed_in("coordinator", None, 1)
    assert "/rounds/new" not in client.get("/rounds").text
    assert client.get("/rounds/new").status_code == 403
    assert send(client, "plan").status_code == 403
    assert rounds(town) == []


def test_other_days_are_foreseen_and_then_kept(town: House, coordinator: TestClient, set_id: int) -> None:
    send(coordinator, "plan")
    words = {"organiser": "Управление", "first": "2021-08-02", "last": "2021-08-20", "grace": "0"}
    shown = send(coordinator, "show", "/rounds/2/plan", **words)
    assert "если сохранить" in shown.text
    assert "02.08.2021 09:00" in shown.text
    assert the_round(town).opens_on == date(2021, 7, 1)
    assert send(coordinator, "save", "/rounds/2/plan", **words).status_code == 303
    made = the_round(town)
    assert (made.opens_on, made.due_on, made.grace_days) == (date(2021, 8, 2), date(2021, 8, 20), 0)
    with open_reading(town.engine) as session:
        assert session.get_one(Party, made.organiser_id).name == "Управление"


def test_saving_what_stands_changes_nothing(town: House, coordinator: TestClient, set_id: int) -> None:
    send(coordinator, "plan")
    words = {"organiser": "Институт", "first": "2021-07-01", "last": "2021-07-20", "grace": "2"}
    send(coordinator, "save", "/rounds/2/plan", **words)
    with open_reading(town.engine) as session:
        deeds = list(session.exec(select(AuditEntry.deed).where(AuditEntry.subject == "round:2")))
    assert not {"round moved", "round detached"} & set(deeds)


def test_days_that_are_a_slip_of_the_pen_are_not_kept(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    send(coordinator, "plan")
    place = f"/rounds/{the_round(town).id}/plan"
    for do in ("show", "save"):
        answer = send(coordinator, do, place, first="2062-07-01", last="2062-07-20", grace="2")
        assert answer.status_code == 422
        assert "День 01.07.2062 слишком далёк: проверьте год." in answer.text
    assert the_round(town).opens_on.year == 2021


def test_days_that_an_order_has_put_far_away_are_shown_and_can_be_called_off(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    send(coordinator, "plan")
    with open_session(town.engine) as session:
        round_ = session.exec(select(Round).where(col(Round.key).startswith("manual:"))).one()
        round_.opens_on, round_.due_on = date(2035, 7, 1), date(2035, 7, 20)
        session.add(round_)
    page = coordinator.get(f"/rounds/{the_round(town).id}/plan")
    assert page.status_code == 200
    assert "Что будет само" in page.text
    assert "Отменить мониторинг" in page.text


def test_days_the_wrong_way_round_are_not_kept(town: House, coordinator: TestClient, set_id: int) -> None:
    send(coordinator, "plan")
    answer = send(coordinator, "save", "/rounds/2/plan", first="2021-08-02", last="2021-08-01", grace="0")
    assert answer.status_code == 422
    assert "раньше, чем начнётся" in answer.text
    assert the_round(town).opens_on == date(2021, 7, 1)


def test_it_cannot_be_opened_while_something_is_missing(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    send(coordinator, "plan")
    answer = send(coordinator, "open", "/rounds/2/step")
    assert answer.status_code == 422
    assert "нет списка участников" in answer.text
    assert the_round(town).opened_at is None


def test_an_open_one_waits_longer_and_is_closed_by_hand(town: House, coordinator: TestClient) -> None:
    with open_session(town.engine) as session:
        open_small_round(session, days("2021-06-01", "2021-06-20"), town.clock())
    assert "Закрыть, отменить или ждать" in coordinator.get("/rounds/2").text
    assert send(coordinator, "save", "/rounds/2/plan", grace="7").status_code == 303
    assert the_round(town).grace_days == 7
    assert send(coordinator, "close", "/rounds/2/step").status_code == 303
    assert the_round(town).closed_at == town.clock()
    assert "сроки больше не меняются" in coordinator.get("/rounds/2/plan").text


def test_calling_off_needs_a_reason(town: House, coordinator: TestClient, set_id: int) -> None:
    send(coordinator, "plan")
    assert "Напишите, почему" in send(coordinator, "cancel", "/rounds/2/step", reason=" ").text
    assert send(coordinator, "cancel", "/rounds/2/step", reason="Не проводится").status_code == 303
    assert the_round(town).cancelled_at == town.clock()
    assert send(coordinator, "dance", "/rounds/2/step").status_code == 422
