"""Callers of the API of the small town of ../conftest.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from fastapi.testclient import TestClient

from api_callers import make_token
from flows.accounts.tokens import TokenScope
from flows.house import House
from models.authority import AccountRole, Grant
from models.database import open_reading
from roadmaps.store.contacts import find_party

_numbers = count(1)
Calling = Callable[..., TestClient]


@pytest.fixture
def calling(town: House, make_client: Callable[[House], TestClient]) -> Calling:
    """A program with a token of a new account that is granted one role."""

    def make(
        role: str,
        party: str | None = None,
        roadmap_id: int | None = None,
        address: str | None = None,
        scopes: list[TokenScope] | None = None,
    ) -> TestClient:
        with open_reading(town.engine) as session:
            found = find_party(session, party) if party else None
        grant = Grant(AccountRole(role), found.id if found else None, roadmap_id)
        token = make_token(town, address or f"program{next(_numbers)}@example.org", grant, scopes)
        client = make_client(town)
        client.headers["authorization"] = f"Bearer {token}"
        client.token = token  # type: ignore[attr-defined]
        return client

    return make
