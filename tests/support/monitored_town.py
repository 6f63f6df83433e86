"""An open monitoring behind a real server, its invitations as they came by mail, and browsers. For tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from playwright.sync_api import Browser, Page

from evidence_server import serving
from flows.house import House, open_house
from flows.ticking import tick
from models.database import open_session
from models.round import Round
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.lifecycle import Window
from small_round import open_small_round, participant_of


@dataclass
class Town:
    """The house and the port of its server."""

    house: House
    port: int
    round_id: int

    def link_in_mail(self, address: str) -> str:
        """The first link of the invitation that came to ``address``, at our server."""
        transport = self.house.given_transport
        assert isinstance(transport, MemoryTransport)
        sent = next(mail for mail in transport.sent if mail.address == address)
        message = cast(EmailMessage, message_from_bytes(sent.content, policy=default))
        body = message.get_body(("plain",))
        assert body is not None
        found = re.search(r"https?://[^/\s]+(/l/[^\s>]+)", body.get_content())
        assert found, body.get_content()
        return f"http://127.0.0.1:{self.port}{found[1]}"


@contextmanager
def open_monitored_town(home: Path) -> Iterator[Town]:
    """A monitoring opened yesterday; the year before «Район Первый» answered «да», 10 % and 7."""
    house = open_house(Settings(home=home), MemoryTransport())
    now = house.clock()
    today = now.date()
    with open_session(house.engine) as session:
        window = Window(today - timedelta(days=30), today + timedelta(days=1))
        former = open_small_round(session, window, now, key="manual:before")
        number = participant_of(session, former).id or 0
        typed = [
            Typed("1.1", False),
            Typed("1.2", "отдел"),
            Typed("2.1", Decimal(10)),
            Typed("2.2", Decimal(7)),
        ]
        save_answers(session, number, typed, now, "test")
        submit_answers(session, number, now, "test")
        former.cancelled_at = now  # nobody is reminded of it
        window = Window(today - timedelta(days=1), today + timedelta(days=20))
        round_ = open_small_round(session, window, now, previous_id=former.id)
        round_id = round_.id or 0
    tick(house, now)
    try:
        with serving(home) as server:
            yield Town(house, server.port, round_id)
    finally:
        house.close()


def open_page(browser: Browser, url: str, **context: object) -> Page:
    """A browser of one person: a context of its own."""
    page = browser.new_context(locale="ru-RU", **context).new_page()  # type: ignore[arg-type]
    page.goto(url)
    return page


def end_round(house: House, round_id: int) -> None:
    """The organiser calls the monitoring off."""
    with open_session(house.engine) as session:
        row = session.get_one(Round, round_id)
        row.cancelled_at = house.clock()
        session.add(row)
