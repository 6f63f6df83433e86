"""One-time links: mailed through the outbox, used once, gone after a day (ASVS 5.0 6.4, V9)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from hashlib import sha256

import pytest
from sqlmodel import select

from account_people import ANNA, PASSWORD, Watch
from flows.accounts import links
from flows.accounts.locks import count_attempt, keys_of
from flows.accounts.register import disable_account
from flows.accounts.sessions import find_session
from flows.accounts.signing_in import Outcome, Visit, sign_in
from flows.delivering import deliver
from flows.house import House
from models.account import Account, AccountLink
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.errors import CallerError
from notifications.outbox import list_messages
from notifications.transports import MemoryTransport

OTHER = "борода растёт медленно"
HOME = Visit("192.0.2.7")


def invite(house: House, account: Account, purpose: str = links.INVITATION) -> str:
    """Mail a link, deliver it, and read its token from the mail."""
    with open_session(house.engine) as session:
        links.mail_link(session, house, account, purpose, house.clock(), "test")
    return read_token(house)


def read_token(house: House) -> str:
    assert isinstance(house.transport, MemoryTransport)
    deliver(house, house.clock())
    mail = message_from_bytes(house.transport.sent[-1].content, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"/password/(\S+)", body.get_content())
    assert found is not None
    return found[1]


def test_v6_4_1_an_invitation_sets_the_first_password_and_works_once(
    house: House, make: Callable[..., Account]
) -> None:
    account = make(password=None)
    token = invite(house, account)
    assert len(token) >= 43, "256 bits in base64"
    holder = links.find_link(house, token)
    assert holder is not None
    assert (holder.address, holder.purpose) == (ANNA, "invitation")
    assert links.set_password_by_link(house, token, PASSWORD) == holder
    assert links.find_link(house, token) is None
    assert links.set_password_by_link(house, token, OTHER) is None
    assert sign_in(house, ANNA, PASSWORD, HOME).token


def test_the_mail_is_in_the_outbox_with_its_kind_and_holds_the_link_no_longer_than_needed(
    house: House, make: Callable[..., Account]
) -> None:
    token = invite(house, make(password=None))
    with open_reading(house.engine) as session:
        (message,) = list_messages(session)
        (row,) = session.exec(select(AccountLink)).all()
    assert (message["kind"], message["state"], message["to"]) == ("invitation", "sent", ANNA)
    assert message["subject"] == "Вас приглашают в «Сроки»"
    assert row.token_sha256 == sha256(token.encode()).hexdigest()


def test_a_password_that_will_not_do_leaves_the_link_good(house: House, make: Callable[..., Account]) -> None:
    token = invite(house, make(password=None))
    with pytest.raises(CallerError, match="короче"):
        links.set_password_by_link(house, token, "short")
    assert links.set_password_by_link(house, token, PASSWORD) is not None


def test_v6_4_1_a_link_ends_after_a_day(house: House, make: Callable[..., Account], watch: Watch) -> None:
    token = invite(house, make(password=None))
    watch.move(hours=23, minutes=59)
    assert links.find_link(house, token) is not None
    watch.move(minutes=1)
    assert links.find_link(house, token) is None
    assert links.set_password_by_link(house, token, PASSWORD) is None


def test_a_newer_link_ends_the_one_before(house: House, make: Callable[..., Account], watch: Watch) -> None:
    account = make()
    first = invite(house, account, links.PASSWORD_RESET)
    watch.move(minutes=10)
    second = invite(house, account, links.PASSWORD_RESET)
    assert links.find_link(house, first) is None
    assert links.find_link(house, second) is not None


def test_a_link_of_a_disabled_account_opens_nothing(house: House, make: Callable[..., Account]) -> None:
    make()
    boris = make("boris@example.org", "coordinator", None)
    token = invite(house, boris)
    with open_session(house.engine) as session:
        disable_account(session, session.get_one(Account, boris.id), house.clock(), "test")
    assert links.find_link(house, token) is None


def test_v9_a_link_used_twice_at_once_sets_one_password(house: House, make: Callable[..., Account]) -> None:
    token = invite(house, make(password=None))
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda word: links.set_password_by_link(house, token, word), (PASSWORD, OTHER)))
    assert sum(each is not None for each in done) == 1


def test_v7_4_3_a_reset_ends_sessions_and_the_lockout(house: House, make: Callable[..., Account]) -> None:
    account = make()
    mine = sign_in(house, ANNA, PASSWORD, HOME)
    for _ in range(5):
        sign_in(house, ANNA, "a guess of mine", Visit("198.51.100.1"))
    assert sign_in(house, ANNA, PASSWORD, HOME) == Outcome(wait_s=30)
    token = invite(house, account, links.PASSWORD_RESET)
    links.set_password_by_link(house, token, OTHER)
    with open_reading(house.engine) as session:
        assert find_session(session, mine.token, house.clock()) is None
    assert sign_in(house, ANNA, OTHER, HOME).token
    with open_session(house.engine) as session:
        assert count_attempt(session, keys_of(ANNA, "192.0.2.7"), house.clock()) == (None, False)


def test_v6_3_8_asking_for_a_reset_mails_the_known_and_tells_nobody(
    house: House, make: Callable[..., Account], watch: Watch
) -> None:
    make()
    watch.move(minutes=10)
    for address in ("nobody@example.org", " Anna@Example.org", ANNA, ""):
        assert links.ask_for_reset(house, address, "192.0.2.7") is None  # type: ignore[func-returns-value]
    with open_reading(house.engine) as session:
        mails = [(m["to"], m["kind"]) for m in list_messages(session)]
    assert mails == [(ANNA, "password_reset")], "and no flood: one letter in five minutes"
    watch.move(minutes=5)
    links.ask_for_reset(house, ANNA, "192.0.2.7")
    with open_reading(house.engine) as session:
        assert len(list_messages(session)) == 2


def test_v16_2_5_links_stay_out_of_log_and_trail(
    house: House, make: Callable[..., Account], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        token = invite(house, make(password=None))
        links.set_password_by_link(house, token, PASSWORD)
    with open_reading(house.engine) as session:
        trail = " ".join(str(row.details) for row in session.exec(select(AuditEntry)))
    assert "password_set" in caplog.text
    assert token not in caplog.text + trail
    assert PASSWORD not in caplog.text + trail
