"""The story that proves the main job: order 000, four people, two years of ticks, a real SMTP server."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from flows.evidence import hand_in
from flows.house import House, open_house
from flows.importing import import_file
from flows.simulating import simulate
from flows.ticking import tick
from models.database import open_reading, open_session
from models.settings import Settings
from notifications.outbox import list_messages
from roadmaps.store import steps
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences

CHELYABINSK = ZoneInfo("Asia/Yekaterinburg")
GENERAL, VOCATIONAL = "chippkro@example.org", "chirpo@example.org"
SERVICE, CONTROLLER = "mms@example.org", "control@example.org"
PEOPLE = {
    "ГБУ ДПО ЧИППКРО": GENERAL,
    "ГБУ ДПО ЧИРПО": VOCATIONAL,
    "ММС": SERVICE,
    "начальник управления общего образования Тюрина Е.А.": CONTROLLER,
}
APPROVED_ON = date(2021, 3, 18)
LAST_ON = date(2022, 12, 31)


class Mailbox:
    """A handler of aiosmtpd that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails += [(address, mail) for address in envelope.rcpt_tos]
        return "250 taken"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    with socket.socket() as probe:  # the controller calls itself at the port it was given: 0 will not do
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@pytest.fixture
def order(shared: Path) -> Path:
    return next(shared.glob("seeds/000_*.txt"))


def nine(day: date) -> datetime:
    """09:00 in Chelyabinsk."""
    return datetime.combine(day, time(9), tzinfo=CHELYABINSK)


def days(first_on: date, last_on: date) -> list[date]:
    return [first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1)]


def approve_order(house: House, order: Path) -> None:
    import_file(house, order, approve=True, as_of=nine(APPROVED_ON), actor="test")
    with open_session(house.engine) as session:
        for party, address in PEOPLE.items():
            assert not set_contact(session, party, address, nine(APPROVED_ON), "test").is_new_party


def point(house: House, uid: str, due_on: date) -> OccurrenceView:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), nine(due_on))
    return next(view for view in views if view.task_uid == uid and view.original_due_on == due_on)


def accept(house: House, view: OccurrenceView, day: date) -> None:
    hand_in(house, view.id, at=nine(day), actor="test", urls=["https://example.org/spravka"])
    with open_session(house.engine) as session:
        steps.review(session, view.id, nine(day), "test")


def live(house: House, first_on: date, last_on: date, deeds: dict[date, Callable[[], None]]) -> None:
    for day in days(first_on, last_on):
        if day in deeds:
            deeds[day]()
        report = tick(house, nine(day))
        assert report.delivered.paused is None
        assert report.delivered.failed == 0


def mail_days(house: House, occurrence_id: int, address: str) -> list[date]:
    """The days on which an address was mailed about an occurrence."""
    with open_reading(house.engine) as session:
        messages = list_messages(session)
    return [
        date.fromisoformat(str(m["planned_on"]))
        for m in messages
        if m["to"] == address and occurrence_id in m["occurrences"] and m["state"] == "sent"
    ]


def before_and_after(
    opens_on: date | None, due_on: date, *, after: tuple[int, ...] = (1, 3, 7)
) -> list[date]:
    """The calendar the issue asks for, written down independently of the planner."""
    reminded = {due_on + timedelta(days=offset) for offset in (-14, -7, -3, -1, 0, *after)}
    return sorted(reminded | ({opens_on} if opens_on else set()))


@pytest.mark.shared
def test_two_years_of_order_000(order: Path, settings: Settings, mailbox: tuple[Mailbox, str]) -> None:
    box, smtp_url = mailbox
    house = open_house(settings.model_copy(update={"smtp_url": smtp_url}))
    approve_order(house, order)
    window_2021 = {uid: point(house, uid, date(2021, 5, 10)) for uid in ("п. 2.1", "п. 3.1")}
    window_2022 = {uid: point(house, uid, date(2022, 4, 30)) for uid in ("п. 2.1", "п. 3.1")}
    report_general = point(house, "п. 2.2", date(2021, 6, 5))
    report_vocational = point(house, "п. 3.2", date(2021, 6, 5))
    report_2022 = {
        GENERAL: point(house, "п. 2.2", date(2022, 5, 30)),
        VOCATIONAL: point(house, "п. 3.2", date(2022, 5, 15)),
    }

    live(house, APPROVED_ON, date(2021, 4, 14), {})
    assert not mail_days(house, window_2021["п. 2.1"].id, GENERAL)
    assert point(house, "п. 2.1", date(2021, 5, 10)).state == "planned"

    deeds = {date(2021, 6, 1): lambda: accept(house, report_general, date(2021, 6, 1))}
    live(house, date(2021, 4, 15), LAST_ON, deeds)

    for view, address in zip(window_2021.values(), (GENERAL, VOCATIONAL), strict=True):
        expected = before_and_after(date(2021, 4, 15), date(2021, 5, 10))
        assert mail_days(house, view.id, address) == expected
        closed_at = point(house, view.task_uid, date(2021, 5, 10)).facts.closed_at
        assert closed_at is not None
        assert closed_at == nine(date(2021, 5, 11)).astimezone(UTC)
    for view, address in zip(window_2022.values(), (GENERAL, VOCATIONAL), strict=True):
        assert mail_days(house, view.id, address) == before_and_after(date(2022, 4, 1), date(2022, 4, 30))

    assert mail_days(house, report_general.id, GENERAL) == [date(2021, 5, 22), date(2021, 5, 29)]
    assert mail_days(house, report_general.id, CONTROLLER) == []
    assert mail_days(house, report_vocational.id, VOCATIONAL) == before_and_after(None, date(2021, 6, 5))
    assert mail_days(house, report_vocational.id, CONTROLLER) == [date(2021, 6, 12)]
    for address, view in report_2022.items():
        assert mail_days(house, view.id, address) == before_and_after(None, view.original_due_on)

    with open_reading(house.engine) as session:
        for view in list_occurrences(session, OccurrenceFilter(), nine(LAST_ON)):
            if view.raw_term == "II квартал":
                assert view.original_due_on == date(view.original_due_on.year, 6, 30)

    one_mail_a_day(box)
    repeat_changes_nothing(house, box)


def one_mail_a_day(box: Mailbox) -> None:
    told = [(address, mail["Date"]) for address, mail in box.mails]
    assert len(told) == len(set(told))
    identities = [mail["Message-ID"] for _, mail in box.mails]
    assert len(identities) == len(set(identities))


def repeat_changes_nothing(house: House, box: Mailbox) -> None:
    count = len(box.mails)
    live(house, date(2021, 4, 1), date(2021, 6, 30), {})
    assert len(box.mails) == count


@pytest.mark.shared
def test_the_mail_of_the_window_says_what_an_official_needs(
    order: Path, settings: Settings, mailbox: tuple[Mailbox, str]
) -> None:
    box, smtp_url = mailbox
    house = open_house(settings.model_copy(update={"smtp_url": smtp_url}))
    approve_order(house, order)
    tick(house, nine(date(2021, 4, 14)))
    already = len(box.mails)
    tick(house, nine(date(2021, 4, 15)))
    mails = dict(box.mails[already:])
    assert set(mails) == {GENERAL, VOCATIONAL}
    body = mails[GENERAL].get_body(("plain",))
    assert body is not None
    text = body.get_content()
    for words in (
        "2.1",
        "сопровождение мониторинга",
        "в периоды с 15.04.2021 г. по 10.05.2021 г.",
        "с 15.04.2021 по 10.05.2021",
        "ГБУ ДПО ЧИППКРО",
        "Тюрина Е.А.",
        f"{settings.base_url}/l/",
    ):
        assert words in text, words


@pytest.mark.shared
def test_a_dry_run_foretells_exactly_what_a_real_run_sends(
    order: Path, settings: Settings, mailbox: tuple[Mailbox, str]
) -> None:
    _, smtp_url = mailbox
    house = open_house(settings.model_copy(update={"smtp_url": smtp_url}))
    approve_order(house, order)
    last_on = date(2021, 6, 30)
    foretold = simulate(house, APPROVED_ON, last_on)
    with open_reading(house.engine) as session:
        assert list_messages(session) == []
    for day in days(APPROVED_ON, last_on):
        tick(house, nine(day))
    with open_reading(house.engine) as session:
        sent = list_messages(session)
    assert [_essence(m) for m in sent] == [_essence(m) for m in foretold]


def _essence(message: dict[str, object]) -> tuple[object, ...]:
    return tuple(message[name] for name in ("key", "message_id", "to", "kind", "subject", "planned_on"))
