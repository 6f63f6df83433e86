"""A house whose clock a test can move, and an account with a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from account_people import ANNA, PASSWORD, Watch
from flows.accounts.links import keep_password
from flows.accounts.passwords import hash_password
from flows.accounts.register import make_account
from flows.house import House
from models.account import Account
from models.authority import AccountRole, Grant
from models.database import open_session
from models.settings import Settings
from notifications.transports import MemoryTransport


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def house(engine: Engine, settings: Settings, watch: Watch) -> House:
    return House(settings, engine, watch, MemoryTransport())


@pytest.fixture
def make(house: House) -> Callable[..., Account]:
    """Make an account; it has a password unless told otherwise."""

    def make_one(
        address: str = ANNA, role: str = "administrator", password: str | None = PASSWORD
    ) -> Account:
        with open_session(house.engine) as session:
            grant = Grant(AccountRole(role))
            account = make_account(session, address, "Анна", grant, house.clock(), "test")
            if password:
                keep_password(session, account, hash_password(password), house.clock(), "test")
            return account

    return make_one
