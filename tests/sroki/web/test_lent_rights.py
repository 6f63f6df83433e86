"""A deputy with an account sees and decides what the absent one may, on those days, and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api_callers import make_token
from flows.accounts.register import disable_account
from flows.evidence import hand_in
from flows.house import House
from models.account import Account
from models.audit import AuditEntry
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.occurrence import Review
from models.party import Person
from roadmaps.store.absences import end_absence, require_person, set_absence
from roadmaps.store.extending import ask_extension
from roadmaps.store.grants import load_lent
from roadmaps.store.trail import unveil

SUBMITTED_AT = datetime(2021, 6, 1, 5, tzinfo=UTC)
CLARA, BORIS, ANNA = (f"{name}@example.org" for name in ("clara", "boris", "anna"))
BEHALF = "за Клару Сидорову, до 18.06"


def send_away(
    house: House, who: str = CLARA, deputy: str = BORIS, actor: str = "account:1", first: int = 0
) -> int:
    with open_session(house.engine) as session:
        people = require_person(session, who), require_person(session, deputy)
        away = (house.today + timedelta(days=first), house.today + timedelta(days=10))
        return set_absence(session, *people, away, house.clock(), actor, house.settings.tzinfo).id


def person_id(house: House, address: str) -> int:
    with open_reading(house.engine) as session:
        return session.exec(select(Person.id).where(Person.address == address)).one() or 0


def lent_to(house: House, address: str, days: int = 0) -> list[str]:
    """In whose place somebody decides, some days from now."""
    with open_reading(house.engine) as session:
        at = house.clock() + timedelta(days=days)
        return [each.words for each in load_lent(session, person_id(house, address), at)]


@pytest.fixture
def waiting(town: House, occurrence_id: Callable[..., int]) -> int:
    number = occurrence_id("1.1")
    hand_in(town, number, at=SUBMITTED_AT, actor="test", note="Готово")
    return number


@pytest.fixture
def clara(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("reviewer", "Управление", address=CLARA)


@pytest.fixture
def boris(clara: TestClient, signed_in: Callable[..., TestClient]) -> TestClient:
    """Whose own account sees the work of his organisation and decides nothing."""
    return signed_in("institute", "Методическая служба", address=BORIS)


def decide(client: TestClient, number: int, decision: str = "accept") -> httpx.Response:
    data = {"csrf": client.csrf, "decision": decision, "version": "1", "reason": "Нет списка"}  # type: ignore[attr-defined]
    return client.post(f"/occurrences/{number}/review", data=data)


def named_for(house: House, deed: str) -> list[tuple[str, object]]:
    with open_reading(house.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.deed == deed)).all()
        return [(entry.actor, entry.details.get("for_person")) for entry in unveil(session, entries)]


def test_on_the_days_away_the_deputy_decides_and_the_trail_names_both(
    town: House, boris: TestClient, waiting: int
) -> None:
    assert boris.get("/review").status_code == 403
    assert decide(boris, waiting).status_code == 403
    send_away(town)
    page = boris.get("/review")
    assert page.status_code == 200
    assert f"Вы проверяете {BEHALF}" in page.text
    assert "Провести мониторинг" in page.text
    assert f"проверяющий {BEHALF}" in boris.get("/me").text
    assert decide(boris, waiting).status_code == 303
    actor = f"account:{boris.account_id}"  # type: ignore[attr-defined]
    assert named_for(town, "accepted") == [(actor, f"person:{person_id(town, CLARA)}")]
    with open_reading(town.engine) as session:
        assert [row.decided_by for row in session.exec(select(Review))] == [actor]


def test_a_request_for_a_later_day_is_answered_in_the_place_of_the_absent_one(
    town: House, boris: TestClient, occurrence_id: Callable[..., int]
) -> None:
    with open_session(town.engine) as session:
        asked = ask_extension(session, occurrence_id("1.2"), date(2021, 7, 1), "Ждём", SUBMITTED_AT, "test")
    send_away(town)
    data = {"csrf": boris.csrf, "decision": "grant"}  # type: ignore[attr-defined]
    answer = boris.post(f"/extension-requests/{asked.id}", data=data)
    assert answer.status_code == 303, unescape(answer.text)
    assert [absent for _, absent in named_for(town, "extended")] == [f"person:{person_id(town, CLARA)}"]


def test_the_right_comes_and_goes_with_the_day(town: House, boris: TestClient) -> None:
    number = send_away(town, first=1)
    assert boris.get("/review").status_code == 403
    assert [bool(lent_to(town, BORIS, days)) for days in (0, 1, 10, 11)] == [False, True, True, False]
    with open_session(town.engine) as session:
        end_absence(session, number, town.clock(), "test")
    assert lent_to(town, BORIS, 1) == []


def test_an_absence_that_was_set_behind_a_link_lends_nothing(town: House, boris: TestClient) -> None:
    send_away(town, actor=f"link:person:{person_id(town, CLARA)}")
    assert boris.get("/review").status_code == 403


@pytest.mark.parametrize("role", ["administrator", "coordinator"])
def test_who_coordinates_or_administers_lends_the_right_to_decide_only(
    town: House, signed_in: Callable[..., TestClient], waiting: int, role: str
) -> None:
    signed_in(role, address=ANNA)
    deputy = signed_in("institute", "Методическая служба", address=BORIS)
    send_away(town, who=ANNA)
    assert decide(deputy, waiting).status_code == 303
    for path in ("/accounts", "/operations", "/directory", "/import", "/indicators", "/rounds/new", "/held"):
        assert deputy.get(path).status_code == 403, path


def test_an_organisation_that_only_sees_makes_no_reviewer_of_its_deputy(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    signed_in("institute", "Институт", address=ANNA)
    deputy = signed_in("institute", "Методическая служба", address=BORIS)
    send_away(town, who=ANNA)
    page = unescape(deputy.get("/me").text)
    assert "Вы здесь за Анну" in page
    assert "организация за Анну" in page
    assert "Вы проверяете" not in page
    assert deputy.get("/review").status_code == 403


def test_what_is_out_of_reach_of_the_absent_one_is_out_of_reach_of_the_deputy(
    town: House, signed_in: Callable[..., TestClient], waiting: int
) -> None:
    signed_in("reviewer", "Посторонние", address=CLARA)
    deputy = signed_in("institute", "Методическая служба", address=BORIS)
    send_away(town)
    assert deputy.get("/review").status_code == 200
    assert decide(deputy, waiting).status_code == 404


def test_an_account_that_was_disabled_lends_nothing(
    town: House, clara: TestClient, boris: TestClient
) -> None:
    send_away(town)
    with open_session(town.engine) as session:
        account = session.get_one(Account, clara.account_id)  # type: ignore[attr-defined]
        disable_account(session, account, town.clock(), "test")
    assert boris.get("/review").status_code == 403


def test_a_deputy_of_a_deputy_borrows_nothing(
    town: House, boris: TestClient, signed_in: Callable[..., TestClient]
) -> None:
    anna = signed_in("institute", "Институт", address=ANNA)
    send_away(town)
    send_away(town, who=BORIS, deputy=ANNA)
    assert anna.get("/review").status_code == 403


def test_who_may_in_their_own_right_decides_in_their_own_name(
    town: House, signed_in: Callable[..., TestClient], waiting: int
) -> None:
    signed_in("coordinator", address=ANNA)
    deputy = signed_in("reviewer", address=BORIS)
    send_away(town, who=ANNA, actor="command:root")
    assert decide(deputy, waiting, "return").status_code == 303
    assert [absent for _, absent in named_for(town, "returned")] == [None]


def test_nobody_accepts_by_a_lent_right_what_they_handed_in(
    town: House, boris: TestClient, occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("2.1")
    actor = f"link:person:{person_id(town, BORIS)}"
    hand_in(town, number, at=SUBMITTED_AT, actor=actor, note="Обучены")
    send_away(town)
    answer = decide(boris, number)
    assert answer.status_code == 409
    assert "подали вы сами" in unescape(answer.text)


def test_a_token_of_the_deputy_borrows_nothing(
    town: House, clara: TestClient, make_client: Callable[[House], TestClient]
) -> None:
    token = make_token(town, BORIS, Grant(AccountRole.INSTITUTE, 2), None)
    send_away(town)
    assert lent_to(town, BORIS) == [BEHALF]
    client = make_client(town)
    client.headers["authorization"] = f"Bearer {token}"
    assert client.get("/api/v1/review-queue").status_code == 403
