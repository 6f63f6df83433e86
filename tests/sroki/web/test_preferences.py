"""What a person wants to be mailed: the page, and one click without it (RFC 8058)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.party import AccessLink, Person
from roadmaps.store.contacts import set_contact

pytestmark = pytest.mark.either_database


@pytest.fixture
def one_click(town: House) -> str:
    """The address in the List-Unsubscribe header of a mail to Anna."""
    with open_session(town.engine) as session:
        anna = session.exec(select(Person).where(Person.address == "anna@example.org")).one()
        session.add(
            AccessLink(
                token_sha256=sha256(b"one-click").hexdigest(),
                person_id=anna.id or 0,
                purpose="unsubscribe",
                message_key="test",
                issued_at=town.clock(),
                expires_at=town.clock() + timedelta(days=60),
            )
        )
    return "/l/one-click/unsubscribe"


def wants_only_mandatory(house: House, name: str = "anna") -> bool:
    with open_reading(house.engine) as session:
        person = session.exec(select(Person).where(Person.address == f"{name}@example.org")).one()
    return person.only_mandatory


def deeds(house: House) -> list[tuple[str, str]]:
    with open_reading(house.engine) as session:
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    return [(e.deed, e.actor.rpartition(":")[0]) for e in entries if e.deed in ("only mandatory", "all mail")]


def test_anna_chooses_and_may_change_her_mind(
    town: House, client: TestClient, link: Callable[..., str]
) -> None:
    path = f"{link('anna')}/preferences"
    assert "anna@example.org" in client.get(path).text
    answer = client.post(path, data={"mail": "mandatory"})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert wants_only_mandatory(town)
    assert 'value="mandatory" checked' in client.get(path).text
    client.post(path, data={"mail": "all"})
    assert not wants_only_mandatory(town)
    assert deeds(town) == [("only mandatory", "link:person"), ("all mail", "link:person")]


@pytest.mark.parametrize("wish", ["", "nothing", "x" * 1000])
def test_a_wish_that_is_none_changes_nothing(
    town: House, client: TestClient, link: Callable[..., str], wish: str
) -> None:
    assert client.post(f"{link('anna')}/preferences", data={"mail": wish}).status_code == 422
    assert not wants_only_mandatory(town)


def test_opening_the_unsubscribe_address_changes_nothing(
    town: House, client: TestClient, one_click: str
) -> None:
    page = client.get(one_click)
    assert (page.status_code, "Получать только обязательные письма?" in page.text) == (200, True)
    assert client.head(one_click).status_code == 200
    assert not wants_only_mandatory(town)


def test_one_click_of_the_mail_program_is_enough_and_twice_is_once(
    town: House, client: TestClient, one_click: str
) -> None:
    for _ in range(2):
        answer = client.post(one_click, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert wants_only_mandatory(town)
    assert deeds(town) == [("only mandatory", "link:person")]


def test_each_capability_opens_its_own_door_only(
    client: TestClient, link: Callable[..., str], one_click: str
) -> None:
    assert client.get("/l/one-click").status_code == 404
    assert client.get("/l/one-click/preferences").status_code == 404
    assert client.post(f"{link('anna')}/unsubscribe").status_code == 404
    assert client.post("/l/unknown/unsubscribe").status_code == 404


def test_naming_the_same_address_again_does_not_undo_the_wish(
    town: House, client: TestClient, one_click: str
) -> None:
    client.post(one_click)
    with open_session(town.engine) as session:
        set_contact(session, "Институт", "Anna@example.org", town.clock(), "test")
    assert wants_only_mandatory(town)
