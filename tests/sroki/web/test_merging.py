"""Two organisations that are one: what would move is shown, and then it moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from flows.house import House
from flows.ticking import tick
from models.account import AccountGrant
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.party import Party, TaskParty
from models.round import RoundParticipant
from models.values import Role
from notifications.outbox import list_messages
from roadmaps.store.contacts import find_party, set_contact
from roadmaps.store.directory import load_organisation
from roadmaps.store.trail import unveil
from small_round import days, open_small_round

KEPT, DROPPED = "Институт", "Методическая служба"


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def require(session: Session, name: str) -> Party:
    party = find_party(session, name)
    assert party is not None
    return party


def number_of(house: House, name: str) -> int:
    with open_reading(house.engine) as session:
        return require(session, name).id or 0


def merge(house: House, client: TestClient) -> int:
    kept, dropped = number_of(house, KEPT), number_of(house, DROPPED)
    form = {"csrf": client.csrf, "dropped": str(dropped)}  # type: ignore[attr-defined]
    return client.post(f"/directory/{kept}/merge", data=form).status_code


def test_what_would_move_is_shown_first_and_both_ways(town: House, coordinator: TestClient) -> None:
    kept, dropped = number_of(town, KEPT), number_of(town, DROPPED)
    page = coordinator.get(f"/directory/{kept}/merge", params={"other": DROPPED.upper()}).text
    assert "Борис Петров" in page
    assert "исполнитель: 2 · соисполнитель: 1" in page
    assert f'href="/directory/{dropped}/merge?other=' in page
    unknown = coordinator.get(f"/directory/{kept}/merge", params={"other": "Неведомое"})
    assert (unknown.status_code, "в справочнике нет" in unknown.text) == (422, True)
    assert coordinator.get(f"/directory/{kept}/merge", params={"other": KEPT}).status_code == 422


def test_tasks_people_and_names_are_of_one_then_and_the_trail_tells_it(
    town: House, coordinator: TestClient, signed_in: Callable[..., TestClient]
) -> None:
    with open_session(town.engine) as session:
        set_contact(session, DROPPED, "anna@example.org", town.clock(), "test")  # who speaks for both
    signed_in("institute", DROPPED)
    kept, gone = number_of(town, KEPT), number_of(town, DROPPED)
    assert merge(town, coordinator) == 303
    with open_reading(town.engine) as session:
        assert session.get(Party, gone) is None
        whole = load_organisation(session, kept)
        assert whole is not None
        assert [person.address for person in whole.people] == ["anna@example.org", "boris@example.org"]
        assert "методическая служба" in whole.aliases
        assert require(session, DROPPED).id == kept
        both = select(TaskParty.role).where(TaskParty.task_id == 2, TaskParty.party_id == kept)
        assert sorted(session.exec(both)) == [Role.CO_RESPONSIBLE.value, Role.RESPONSIBLE.value]
        assert (
            session.exec(select(AccountGrant.party_id).where(AccountGrant.role == "institute")).one() == kept
        )
        entry = unveil(
            session, session.exec(select(AuditEntry).where(AuditEntry.deed == "parties merged")).all()
        )[-1]
    assert (entry.subject, entry.details["dropped"]) == (f"party:{kept}", DROPPED)
    assert entry.details["tasks"] == [2, 3, 4]


def test_people_of_the_dropped_one_hear_of_what_the_other_owes(
    town: House, coordinator: TestClient, occurrence_id: Callable[..., int]
) -> None:
    tick(town, datetime(2021, 6, 8, 5, tzinfo=UTC))
    number = occurrence_id("1.1")

    def told() -> list[object]:
        with open_reading(town.engine) as session:
            return [n for m in list_messages(session, to="boris@example.org") for n in m["occurrences"]]

    assert number not in told()
    assert merge(town, coordinator) == 303
    tick(town, datetime(2021, 6, 9, 5, tzinfo=UTC))
    assert told().count(number) == 1


def test_two_that_one_round_asks_stay_two(town: House, coordinator: TestClient) -> None:
    with open_session(town.engine) as session:
        round_ = open_small_round(session, days("2021-06-01", "2021-06-20"), town.clock())
        assert round_.id
        for name in (KEPT, DROPPED):
            session.add(RoundParticipant(round_id=round_.id, party_id=require(session, name).id or 0))
    assert merge(town, coordinator) == 409
    kept = number_of(town, KEPT)
    page = coordinator.get(f"/directory/{kept}/merge", params={"other": DROPPED}).text
    assert "Объединить пока нельзя" in page
