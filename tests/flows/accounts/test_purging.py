"""What is long over leaves the database when somebody signs in; what is young stays (ASVS 5.0 14.2.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event, insert
from sqlmodel import func, select

from account_people import ANNA, PASSWORD, Watch
from flows.accounts import purging
from flows.accounts.links import ask_for_reset
from flows.accounts.purging import purge_past
from flows.accounts.signing_in import Visit, sign_in
from flows.house import House
from models.account import Account, AccountLink, AccountSession, OidcRequest
from models.database import open_reading, open_session


def count(house: House) -> tuple[int, ...]:
    with open_reading(house.engine) as session:
        tables = (AccountSession, AccountLink, OidcRequest)
        return tuple(session.exec(select(func.count()).select_from(table)).one() for table in tables)


def live_once(house: House, number: int) -> None:
    """A sign-in, a letter with a link and a sign-on at the provider that nobody finished."""
    assert sign_in(house, ANNA, PASSWORD, Visit("192.0.2.7")).token
    ask_for_reset(house, ANNA, "192.0.2.7")
    with open_session(house.engine) as session:
        until_at = house.clock() + timedelta(minutes=10)
        session.add(OidcRequest(state_sha256=str(number), nonce="", verifier="", expires_at=until_at))


def test_a_month_later_a_sign_in_takes_them_away(
    house: House, watch: Watch, make: Callable[..., Account]
) -> None:
    make()
    live_once(house, 1)
    watch.move(days=29)
    live_once(house, 2)
    assert count(house) == (2, 2, 2 - 1)  # a sign-on that was not finished is of no use an hour later
    watch.move(days=2, minutes=1)
    assert sign_in(house, ANNA, PASSWORD, Visit("192.0.2.7")).token
    assert count(house) == (2, 1, 0)


def test_many_go_in_steps_and_the_age_is_found_by_an_index(
    house: House, watch: Watch, make: Callable[..., Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make()
    monkeypatch.setattr(purging, "_MOST_ROWS", 20)
    at = house.clock()
    alike = {"account_id": account.id, "started_at": at, "seen_at": at, "client": "", "agent": ""}
    old = [{"token_sha256": str(number), **alike} for number in range(50)]
    with open_session(house.engine) as session:
        session.execute(insert(AccountSession), old)
    watch.move(days=31)
    purged = []
    for _ in range(4):
        with open_session(house.engine) as session:
            purged.append(purge_past(session, house.clock()))
    assert purged == [20, 20, 10, 0]
    if house.engine.dialect.name == "sqlite":
        plans = explain(house)
        for index in ("account_session_seen_at", "account_link_expires_at", "oidc_request_expires_at"):
            assert any(f"ix_{index}" in plan for plan in plans), plans
        assert not any("SCAN" in plan for plan in plans), plans


def explain(house: House) -> list[str]:
    """How SQLite finds what is to be purged."""
    asked: list[tuple[str, object]] = []
    listener = lambda *arguments: asked.append((arguments[2], arguments[3]))  # noqa: E731
    event.listen(house.engine, "before_cursor_execute", listener)
    with open_session(house.engine) as session:
        purge_past(session, house.clock())
    event.remove(house.engine, "before_cursor_execute", listener)
    with house.engine.connect() as connection:
        return [
            str(row[-1])
            for statement, values in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
