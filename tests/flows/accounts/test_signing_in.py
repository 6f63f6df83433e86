"""Signing in: what is let in, what is counted, what is told (ASVS 5.0 V6, V7, V16)."""

from __future__ import annotations

import json
import logging
import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from argon2 import PasswordHasher
from sqlmodel import col, select

from account_people import ANNA, PASSWORD, Watch
from flows.accounts import sessions
from flows.accounts.register import add_grant, disable_account, enable_account, revoke_grant
from flows.accounts.signing_in import Outcome, Visit, change_password, sign_in, sign_out
from flows.house import House
from models.account import Account, AccountSession, SignInLock
from models.audit import AuditEntry
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError

pytestmark = pytest.mark.either_database

HOME = Visit("192.0.2.7", "Firefox")
OTHER = "борода растёт медленно"


def who(house: House, outcome: Outcome) -> sessions.SignedIn | None:
    with open_reading(house.engine) as session:
        return sessions.find_session(session, outcome.token, house.clock())


def require(house: House, outcome: Outcome) -> sessions.SignedIn:
    found = who(house, outcome)
    assert found is not None
    return found


def deeds(house: House) -> list[tuple[str, str]]:
    with open_reading(house.engine) as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
        return [(row.actor, row.deed) for row in rows]


def test_v6_2_the_right_password_opens_a_session(house: House, make: Callable[..., Account]) -> None:
    account = make()
    outcome = sign_in(house, " Anna@Example.ORG ", PASSWORD, HOME)
    found = require(house, outcome)
    assert (found.account_id, found.address, found.grants) == (
        account.id,
        ANNA,
        (Grant(AccountRole.ADMINISTRATOR),),
    )
    assert deeds(house)[-1] == (f"account:{account.id}", "signed in")


def test_v7_2_3_the_token_is_random_and_kept_hashed_only(house: House, make: Callable[..., Account]) -> None:
    make()
    tokens = {sign_in(house, ANNA, PASSWORD, HOME).token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens), "256 bits in base64"
    with open_reading(house.engine) as session:
        rows = session.exec(select(AccountSession)).all()
    assert {row.token_sha256 for row in rows} == {sha256(token.encode()).hexdigest() for token in tokens}
    assert not any(token in str(row) for token in tokens for row in rows)


@pytest.mark.parametrize(
    ("address", "password"),
    [
        (ANNA, PASSWORD + " "),
        (ANNA, ""),
        (ANNA, "the password of nobody"),
        ("nobody@example.org", PASSWORD),
        ("nobody@example.org", "the password of nobody"),
        ("off@example.org", PASSWORD),
        ("new@example.org", ""),
        ("new@example.org", "the password of nobody"),
        ("", ""),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_v6_3_8_everything_else_gets_the_same_answer(
    house: House, make: Callable[..., Account], address: str, password: str
) -> None:
    make()
    off = make("off@example.org", "coordinator")
    make("new@example.org", "coordinator", None)
    with open_session(house.engine) as session:
        disable_account(session, off, house.clock(), "test")
    assert sign_in(house, address, password, HOME) == Outcome()


def test_v6_3_8_an_unknown_address_takes_as_long_as_a_known_one(
    house: House, make: Callable[..., Account]
) -> None:
    make()

    def measure_s(prefix: str, first: str) -> float:
        took = []
        for number in range(9):
            address = first if not number else f"{prefix}{number}@example.org"
            begun_s = time.perf_counter()
            sign_in(house, address, "wrong password of mine", Visit(f"192.0.2.{number + 10}"))
            took.append(time.perf_counter() - begun_s)
        return statistics.median(took)

    for number in range(1, 9):
        make(f"known{number}@example.org", "coordinator")
    known_s, unknown_s = measure_s("known", ANNA), measure_s("unknown", "unknown@example.org")
    assert unknown_s > known_s / 2, "without a hash it would be ten times faster"
    assert unknown_s < known_s * 2


def fail(house: House, times: int, address: str = ANNA, visit: Visit = HOME) -> list[Outcome]:
    return [sign_in(house, address, "wrong password", visit) for _ in range(times)]


@pytest.mark.parametrize("address", [ANNA, "nobody@example.org"])
def test_v6_3_1_an_address_is_locked_after_five_failures_whether_it_exists_or_not(
    house: House, make: Callable[..., Account], watch: Watch, address: str
) -> None:
    make()
    assert fail(house, 5, address) == [Outcome()] * 5
    assert sign_in(house, address, PASSWORD, HOME) == Outcome(wait_s=30)
    elsewhere = Visit("198.51.100.1")
    assert sign_in(house, address, PASSWORD, elsewhere) == Outcome(wait_s=30), "wherever it comes from"
    watch.move(seconds=31)
    assert fail(house, 1, address) == [Outcome()]
    assert sign_in(house, address, PASSWORD, HOME) == Outcome(wait_s=60), "twice as long the next time"


def test_v6_3_1_the_right_password_after_the_wait_starts_anew(
    house: House, make: Callable[..., Account], watch: Watch
) -> None:
    make()
    fail(house, 5)
    watch.move(seconds=31)
    assert sign_in(house, ANNA, PASSWORD, HOME).token
    assert fail(house, 4) == [Outcome()] * 4
    assert sign_in(house, ANNA, PASSWORD, HOME).token, "four failures lock nothing"


def test_v6_3_1_a_network_address_that_tries_many_accounts_is_locked(
    house: House, make: Callable[..., Account]
) -> None:
    make()
    for number in range(20):
        assert sign_in(house, f"user{number}@example.org", "a guess of mine", HOME) == Outcome()
    assert sign_in(house, ANNA, PASSWORD, HOME) == Outcome(wait_s=30)
    assert sign_in(house, ANNA, PASSWORD, Visit("198.51.100.1")).token


def test_v6_3_1_an_attacker_with_a_whole_ipv6_network_is_one_attacker(house: House) -> None:
    for number in range(20):
        sign_in(house, f"user{number}@example.org", "a guess", Visit(f"2001:db8:1:2::{number:x}"))
    assert sign_in(house, "x@example.org", "a guess", Visit("2001:db8:1:2:ffff::1")).wait_s == 30
    assert sign_in(house, "x@example.org", "a guess", Visit("2001:db8:1:3::1")).wait_s == 0


def test_v6_3_1_many_attempts_at_once_are_counted_one_by_one(
    house: House, make: Callable[..., Account]
) -> None:
    make()
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: sign_in(house, ANNA, "a guess of mine", HOME), range(12)))
    assert sum(outcome.wait_s == 0 for outcome in outcomes) == 5, "five guesses, not twelve"


def test_old_failures_are_forgotten(house: House, watch: Watch) -> None:
    fail(house, 4, "nobody@example.org")
    watch.move(days=2)
    fail(house, 1, "somebody@example.org")
    with open_reading(house.engine) as session:
        assert len(session.exec(select(SignInLock)).all()) == 2, "one address and one network address"


def test_v11_4_2_a_hash_with_former_parameters_is_renewed_by_signing_in(
    house: House, make: Callable[..., Account]
) -> None:
    account = make()
    former = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with open_session(house.engine) as session:
        session.get_one(Account, account.id).password_hash = former
    assert sign_in(house, ANNA, PASSWORD, HOME).token
    with open_reading(house.engine) as session:
        stored = session.get_one(Account, account.id).password_hash or ""
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert sign_in(house, ANNA, PASSWORD, HOME).token


def test_v7_2_4_signing_in_anew_ends_the_session_before(house: House, make: Callable[..., Account]) -> None:
    make()
    first = sign_in(house, ANNA, PASSWORD, HOME)
    second = sign_in(house, ANNA, PASSWORD, Visit(HOME.client, HOME.agent, first.token))
    assert who(house, first) is None
    assert who(house, second) is not None
    assert first.token != second.token


def test_v7_3_sessions_end_by_themselves(house: House, make: Callable[..., Account], watch: Watch) -> None:
    make()
    outcome = sign_in(house, ANNA, PASSWORD, HOME)
    watch.move(hours=1, minutes=59)
    found = require(house, outcome)
    with open_session(house.engine) as session:
        sessions.touch_session(session, found.session_id, house.clock())
    watch.move(hours=1, minutes=59)
    assert who(house, outcome) is not None, "whoever clicks goes on"
    watch.move(minutes=2)
    assert who(house, outcome) is None
    again = sign_in(house, ANNA, PASSWORD, HOME)
    for _ in range(11):
        watch.move(hours=1)
        with open_session(house.engine) as session:
            sessions.touch_session(session, require(house, again).session_id, house.clock())
    watch.move(hours=1)
    assert who(house, again) is None, "twelve hours are all"


def test_v7_4_1_signing_out_ends_the_session_for_good(house: House, make: Callable[..., Account]) -> None:
    make()
    outcome, other = sign_in(house, ANNA, PASSWORD, HOME), sign_in(house, ANNA, PASSWORD, HOME)
    sign_out(house, outcome.token, require(house, outcome))
    assert who(house, outcome) is None
    assert who(house, other) is not None


def test_v7_4_2_a_disabled_account_is_out_at_once(house: House, make: Callable[..., Account]) -> None:
    make()
    boris = make("boris@example.org", "coordinator")
    outcome = sign_in(house, "boris@example.org", PASSWORD, HOME)
    with open_session(house.engine) as session:
        disable_account(session, session.get_one(Account, boris.id), house.clock(), "test")
    assert who(house, outcome) is None
    with open_session(house.engine) as session:
        enable_account(session, session.get_one(Account, boris.id), house.clock(), "test")
    assert who(house, outcome) is None, "its session stays ended"


def test_v7_4_a_change_of_roles_ends_sessions(house: House, make: Callable[..., Account]) -> None:
    make()
    boris = make("boris@example.org", "coordinator")
    for change, grant in (
        (add_grant, Grant(AccountRole.REVIEWER)),
        (revoke_grant, Grant(AccountRole.COORDINATOR)),
    ):
        outcome = sign_in(house, "boris@example.org", PASSWORD, HOME)
        with open_session(house.engine) as session:
            change(session, session.get_one(Account, boris.id), grant, house.clock(), "test")
        assert who(house, outcome) is None
    found = require(house, sign_in(house, "boris@example.org", PASSWORD, HOME))
    assert found.grants == (Grant(AccountRole.REVIEWER),)


def test_the_last_administrator_stays(house: House, make: Callable[..., Account]) -> None:
    anna = make()
    with open_session(house.engine) as session:
        account = session.get_one(Account, anna.id)
        with pytest.raises(ForbiddenTransitionError, match="последний администратор"):
            disable_account(session, account, house.clock(), "test")
        with pytest.raises(ForbiddenTransitionError, match="последний администратор"):
            revoke_grant(session, account, Grant(AccountRole.ADMINISTRATOR), house.clock(), "test")


def test_v7_4_3_a_new_password_ends_all_other_sessions(house: House, make: Callable[..., Account]) -> None:
    make()
    mine, other = sign_in(house, ANNA, PASSWORD, HOME), sign_in(house, ANNA, PASSWORD, HOME)
    changed = change_password(house, require(house, mine), PASSWORD, OTHER, HOME)
    assert who(house, mine) is None
    assert who(house, other) is None
    assert who(house, changed) is not None
    assert sign_in(house, ANNA, PASSWORD, HOME) == Outcome()
    assert sign_in(house, ANNA, OTHER, HOME).token


def test_v6_2_3_changing_asks_for_the_present_password_under_the_same_lock(
    house: House, make: Callable[..., Account]
) -> None:
    make()
    mine = require(house, sign_in(house, ANNA, PASSWORD, HOME))
    for _ in range(5):
        with pytest.raises(CallerError, match="Прежний пароль"):
            change_password(house, mine, "not this one", OTHER, HOME)
    assert change_password(house, mine, PASSWORD, OTHER, HOME) == Outcome(wait_s=30)


def test_v16_3_what_happens_is_recorded_and_holds_no_secret(
    house: House, make: Callable[..., Account], caplog: pytest.LogCaptureFixture
) -> None:
    """ASVS 16.2.5, 16.3.1–16.3.3: success, failure and lockout in log and trail, without secrets."""
    make()
    with caplog.at_level(logging.INFO, logger="sroki.security"):
        fail(house, 5)
        sign_in(house, ANNA, PASSWORD, HOME)
        sign_in(house, "secret typed as address", "wrong", HOME)
        outcome = sign_in(house, ANNA, PASSWORD, Visit("198.51.100.1"))
    lines = [json.loads(each.getMessage()) for each in caplog.records if each.name == "sroki.security"]
    assert Counter(line["event"] for line in lines) == {
        "sign_in_failed": 6,  # one of them of a stranger
        "locked_out": 1,
        "sign_in_while_locked": 2,
    }
    assert all(line["client"] for line in lines)
    assert outcome.wait_s == 30
    with open_reading(house.engine) as session:
        trail = " ".join(str(row.details) + row.actor for row in session.exec(select(AuditEntry)))
    for text in (caplog.text, trail):
        for secret in (PASSWORD, "wrong password", "secret typed", ANNA):
            assert secret not in text
    assert "192.0.2.7" not in trail, "the trail cannot forget, so it holds no network address"
    assert Counter(deeds(house))["stranger", "sign-in failed"] == 5
    assert ("clock", "locked out") in deeds(house)


def test_v16_2_5_tokens_stay_out_of_log_and_trail(
    house: House, make: Callable[..., Account], caplog: pytest.LogCaptureFixture
) -> None:
    make()
    with caplog.at_level(logging.DEBUG):
        outcome = sign_in(house, ANNA, PASSWORD, HOME)
        sign_out(house, outcome.token, require(house, outcome))
    with open_reading(house.engine) as session:
        trail = " ".join(str(row.details) for row in session.exec(select(AuditEntry)))
    assert "signed_in" in caplog.text
    assert "signed_out" in caplog.text
    for secret in (
        outcome.token,
        sha256(outcome.token.encode()).hexdigest(),
        sessions.csrf_of(outcome.token),
    ):
        assert secret not in caplog.text + trail
