"""Accounts are made, granted and follow documents and people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from account_people import ANNA
from flows.accounts.register import add_grant, find_account, list_accounts, make_account, revoke_grant
from flows.house import House
from models.account import Account
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.party import Party
from models.roadmap import Roadmap
from roadmaps.store.contacts import set_contact
from roadmaps.store.grants import load_grants


def store_roadmap(session: Session, house: House, title: str) -> Roadmap:
    roadmap = Roadmap(
        title=title, kind="roadmap", zone="Asia/Yekaterinburg", source_name=title, source_sha256=title,
        parsed={}, imported_at=house.clock(), issued_on=date(2026, 1, 1),
    )  # fmt: skip
    session.add(roadmap)
    session.flush()
    return roadmap


def test_an_address_has_one_account(house: House, make: Callable[..., Account]) -> None:
    make()
    with open_session(house.engine) as session:
        with pytest.raises(CallerError, match="уже есть"):
            make_account(session, "ANNA@example.org", "", None, house.clock(), "test")
        with pytest.raises(CallerError, match="не похоже"):
            make_account(session, "anna", "", None, house.clock(), "test")
        assert find_account(session, " Anna@Example.org ").address == ANNA
        with pytest.raises(UnknownThingError, match="nobody"):
            find_account(session, "nobody@example.org")


def test_an_institute_gets_the_organisations_its_person_speaks_for(house: House) -> None:
    with open_session(house.engine) as session:
        for party in ("Институт", "Методическая служба"):
            set_contact(session, party, "Anna@example.org", house.clock(), "test", name="Анна Иванова")
        grant = Grant(AccountRole.INSTITUTE)
        account = make_account(session, ANNA, "", grant, house.clock(), "test")
        assert account.name == "Анна Иванова"
        (view,) = list_accounts(session)
        assert [each.party for each in view.grants] == ["Институт", "Методическая служба"]
        with pytest.raises(CallerError, match="назовите организацию"):
            make_account(session, "boris@example.org", "", grant, house.clock(), "test")


def test_an_account_speaks_the_language_of_its_person_from_the_invitation_on(house: House) -> None:
    with open_session(house.engine) as session:
        set_contact(session, "Институт", "Anna@example.org", house.clock(), "test", language="en")
        assert make_account(session, ANNA, "", None, house.clock(), "test").language == "en"
        assert make_account(session, "boris@example.org", "", None, house.clock(), "test").language == "ru"


def test_a_grant_names_what_exists(house: House, make: Callable[..., Account]) -> None:
    account = make()
    with open_session(house.engine) as session:
        for grant in (Grant(AccountRole.REVIEWER, 77), Grant(AccountRole.REVIEWER, None, 77)):
            with pytest.raises(UnknownThingError, match="77"):
                add_grant(session, account, grant, house.clock(), "test")
        with pytest.raises(UnknownThingError, match="роли"):
            revoke_grant(session, account, Grant(AccountRole.REVIEWER), house.clock(), "test")


def test_a_grant_for_a_document_holds_for_the_version_that_replaces_it(
    house: House, make: Callable[..., Account]
) -> None:
    account = make("boris@example.org", "reviewer")
    with open_session(house.engine) as session:
        first, second, third = (store_roadmap(session, house, name) for name in ("1", "2", "3"))
        first.superseded_by_id, second.superseded_by_id = second.id, third.id
        party = Party(name="Институт", folded="институт")
        session.add(party)
        session.flush()
        revoke_grant(session, account, Grant(AccountRole.REVIEWER), house.clock(), "test")
        add_grant(session, account, Grant(AccountRole.REVIEWER, party.id, first.id), house.clock(), "test")
        add_grant(session, account, Grant(AccountRole.COORDINATOR, None, first.id), house.clock(), "test")
    with open_reading(house.engine) as session:
        found = load_grants(session, account.id or 0)
    ids = (first.id, second.id, third.id)
    assert set(found) == {
        *(Grant(AccountRole.REVIEWER, party.id, each) for each in ids),
        *(Grant(AccountRole.COORDINATOR, None, each) for each in ids),
    }
