"""Accounts with tokens of the API. For tests."""

from __future__ import annotations

from collections.abc import Collection

from flows.accounts.register import make_account
from flows.accounts.tokens import TokenScope, add_token
from flows.house import House
from models.authority import Deed, Grant, may_somewhere
from models.database import open_session


def make_token(house: House, address: str, grant: Grant, scopes: Collection[TokenScope] | None = None) -> str:
    """A token of a new account, for all that the account may unless ``scopes`` are named."""
    at = house.clock()
    if scopes is None:
        scopes = [scope for scope in TokenScope if _is_granted(grant, scope.deed)]
    with open_session(house.engine) as session:
        account = make_account(session, address, "", grant, at, "test")
        return add_token(session, account, "проверка", scopes, 30, at, "test")


def _is_granted(grant: Grant, deed: Deed | None) -> bool:
    return deed is None or may_somewhere([grant], deed)
