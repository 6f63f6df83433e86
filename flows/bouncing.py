"""Mail that comes back: the message has failed, the address is left in peace, the coordinator hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session, col, select

from flows.house import House
from models.database import open_session
from models.errors import CallerError, SrokiError, UnreadableFileError
from models.outbox import OutboxMessage
from models.party import Person
from models.values import MessageState
from notifications.bounces import LONGEST_REPORT_BYTES, BounceReport, RecipientReport, parse_report
from roadmaps.store.preferences import occurrences_of_person
from roadmaps.store.queue import requeue
from roadmaps.store.trail import record_deed

_ACTOR = "bounce"


class BounceOutcome(StrEnum):
    """What a returned mail meant for us."""

    DEAD = "dead"  # nobody is there: nothing more is sent to the address
    LOST = "lost"  # this mail was given up (a full mailbox, a filter); the address stays in use
    NOTED = "noted"  # transient: the message keeps its state
    KNOWN = "known"  # the same was reported before
    UNRELATED = "unrelated"  # no report, or not of a mail of ours to that address


@dataclass(frozen=True)
class Bounce:
    """An outcome and the address that it is about."""

    outcome: BounceOutcome
    address: str = ""


def receive_bounce(house: House, content: bytes, at: datetime) -> Bounce:
    """Take in one returned mail. What cannot be matched to a mail that we sent changes nothing."""
    report = parse_report(content)
    if report is None:
        return Bounce(BounceOutcome.UNRELATED)
    with open_session(house.engine) as session:
        message = _find_message(session, report)
        if message is None:
            return Bounce(BounceOutcome.UNRELATED)
        told = [r for r in report.recipients if r.is_trouble and r.concerns(message.address)]
        if not told:
            return Bounce(BounceOutcome.UNRELATED)
        return _record(session, message, max(told, key=_weight), at)


def receive_maildir(house: House, folder: Path, at: datetime) -> list[Bounce]:
    """Take in what is new in a Maildir; a mail that was read moves to ``cur``, a report marked as seen."""
    new, cur = folder / "new", folder / "cur"
    if not new.is_dir():
        raise UnreadableFileError("{folder} — не Maildir: в ней нет папки new.", folder=folder)
    bounces = []
    try:
        cur.mkdir(exist_ok=True)
        for path in _files(new):
            with path.open("rb") as file:
                bounces.append(receive_bounce(house, file.read(LONGEST_REPORT_BYTES), at))
            flags = "" if bounces[-1].outcome is BounceOutcome.UNRELATED else "S"
            path.rename(cur / f"{path.name.partition(':')[0]}:2,{flags}")
    except OSError as error:
        raise SrokiError(
            "Почтовая папка {folder} не читается: {reason}.", folder=folder, reason=error.strerror or error
        ) from error
    return bounces


def receive_mailbox(house: House, at: datetime) -> list[Bounce]:
    """Take in what is new in the mailbox of the settings; what is no report stays unread for people.

    CallerError where there is no such setting; SrokiError when the mailbox cannot be read.
    """
    if not house.settings.bounce_url:
        raise CallerError("Задайте SROKI_BOUNCE_URL: imaps://имя:пароль@сервер/INBOX.")
    from notifications.mailbox import open_mailbox, parse_mailbox

    bounces = []
    with open_mailbox(parse_mailbox(house.settings.bounce_url)) as mailbox:
        for uid, content in mailbox.read_new(LONGEST_REPORT_BYTES):
            bounces.append(receive_bounce(house, content, at))
            # Marked after it is stored: one that is read twice is known the second time.
            mailbox.mark(uid, read=bounces[-1].outcome is not BounceOutcome.UNRELATED)
    return bounces


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink())


def _find_message(session: Session, report: BounceReport) -> OutboxMessage | None:
    """Our mail that left: by its Message-ID, or by the envelope's where a relay gave it the same one."""
    envelope_id = report.envelope_id.strip("<>")
    names = [*report.message_ids, *([f"<{envelope_id}>"] if envelope_id else [])]
    left = (MessageState.SENT.value, MessageState.FAILED.value)
    statement = select(OutboxMessage).where(
        col(OutboxMessage.message_id).in_(names),
        col(OutboxMessage.state).in_(left),
        OutboxMessage.channel == "mail",
    )
    return session.exec(statement.with_for_update()).first() if names else None


def _weight(told: RecipientReport) -> int:
    return told.is_dead_address * 2 + told.is_lost


def _record(session: Session, message: OutboxMessage, told: RecipientReport, at: datetime) -> Bounce:
    why = f"{told.status} {told.diagnosis}".strip() or told.action
    if message.state == MessageState.FAILED.value:
        return Bounce(BounceOutcome.KNOWN, message.address)
    if not told.is_lost:
        message.last_error = f"Доставка задерживается: {why}"
        session.add(message)
        record_deed(session, at, _ACTOR, "delayed", f"outbox:{message.id}", why=why)
        return Bounce(BounceOutcome.NOTED, message.address)
    message.state, message.next_attempt_at = MessageState.FAILED.value, at
    message.last_error = f"Письмо вернулось: {why}"
    session.add(message)
    if not told.is_dead_address or _is_confirmed_since(session, message):
        record_deed(session, at, _ACTOR, "lost", f"outbox:{message.id}", why=why)
        return Bounce(BounceOutcome.LOST, message.address)
    leave_in_peace(session, message.person_id, message.address, at, why, _ACTOR)
    return Bounce(BounceOutcome.DEAD, message.address)


def _is_confirmed_since(session: Session, message: OutboxMessage) -> bool:
    """The address was named once more after this mail had left: what became of it then is known already."""
    person = session.get(Person, message.person_id) if message.person_id else None
    if person is None or person.confirmed_at is None or message.sent_at is None:
        return False
    return person.confirmed_at > message.sent_at


def leave_in_peace(
    session: Session, person_id: int | None, address: str, at: datetime, why: str, actor: str
) -> None:
    """Nothing more is sent to a person whose address is dead; the coordinators' digests tell of it."""
    person = session.get(Person, person_id) if person_id else None
    if person is None or person.address.lower() != address.lower():
        return  # another address was named meanwhile
    if person.unreachable_since_at is None:
        person.unreachable_since_at = at
        session.add(person)
        requeue(session, occurrences_of_person(session, person.id or 0))
        record_deed(session, at, actor, "bounced", f"person:{person.id}", why=why)
