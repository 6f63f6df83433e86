"""What a first version would do: a mail after the other, ``EmailMessage``, a connection each.

The same mails of the same templates. ``send_each`` only renders, builds and sends; ``run_naive`` is a
whole run, which also finds what is due with objects of the tables, row by row, and commits each mail.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from datetime import timedelta
from email.message import EmailMessage

from sqlmodel import Session, select
from world import NOON, TODAY

from flows.house import House
from models.occurrence import Occurrence, agenda_queue
from models.outbox import Notice, OutboxMessage
from models.party import Membership, Party, Person, TaskParty
from models.roadmap import Roadmap, Task
from models.values import ActionKind, MailItem, MailRequest
from notifications import messages
from notifications.wording import write_lines

_AHEAD = timedelta(days=7)


def send_each(requests: Iterable[MailRequest], port: int) -> None:
    """Render, ``EmailMessage``, a connection each."""
    for request in requests:
        _send(_build(request), port)


def run_naive(house: House, port: int) -> int:
    """Find what is due, tell each person in a mail of their own, commit; how many mails that were."""
    with Session(house.engine) as session:
        due = select(agenda_queue.c.occurrence_id).where(agenda_queue.c.next_action_at <= NOON)
        ids = list(session.exec(due))
    return sum(_tell(house, number, port) for number in ids)


def _tell(house: House, number: int, port: int) -> int:
    with Session(house.engine) as session:
        occurrence = session.get_one(Occurrence, number)
        task = session.get_one(Task, occurrence.task_id)
        roadmap = session.get_one(Roadmap, task.roadmap_id)
        if occurrence.accepted_at or occurrence.due_on - _AHEAD != TODAY:
            return 0
        told = 0
        for place in session.exec(select(TaskParty).where(TaskParty.task_id == task.id)).all():
            party = session.get_one(Party, place.party_id)
            for member in session.exec(select(Membership).where(Membership.party_id == party.id)).all():
                person = session.get_one(Person, member.person_id)
                told += _tell_person(session, (occurrence, task, roadmap, party, person), port)
        return told


def _tell_person(session: Session, about: tuple[Occurrence, Task, Roadmap, Party, Person], port: int) -> bool:
    occurrence, task, roadmap, party, person = about
    key = f"reminder:{occurrence.id}:{person.id}:{TODAY}"
    if session.exec(select(Notice).where(Notice.key == key)).first():
        return False
    item = MailItem(
        ActionKind.REMINDER,
        occurrence.id or 0,
        roadmap.title,
        task.number,
        task.title,
        task.raw_term,
        occurrence.opens_on,
        occurrence.due_on,
        TODAY,
        -_AHEAD.days,
        False,
        (party.name,),
        (),
        (),
        task.expected_result,
    )
    request = MailRequest(key, person.name, person.address, TODAY, (item,), f"http://127.0.0.1/l/{key}")
    mail = _build(request)
    _send(mail, port)
    session.add(_as_row(request, mail, person))
    session.add(
        Notice(
            key=key,
            kind="reminder",
            occurrence_id=occurrence.id or 0,
            person_id=person.id,
            planned_on=TODAY,
            outcome="mailed",
            recorded_at=NOON,
        )
    )
    session.commit()
    return True


def _as_row(request: MailRequest, mail: EmailMessage, person: Person) -> OutboxMessage:
    return OutboxMessage(
        key=request.key,
        message_id=request.key,
        person_id=person.id,
        address=person.address,
        kind="reminder",
        subject=mail["Subject"],
        planned_on=TODAY,
        state="sent",
        created_at=NOON,
        next_attempt_at=NOON,
        sent_at=NOON,
    )


def _build(request: MailRequest) -> EmailMessage:
    """By the templates themselves: shapes are no part of a first version."""
    lines = write_lines(request.items, request.planned_on)
    data = messages._data_of(request)
    data |= messages._data_of_lines(lines, request.parts, data["link"])
    subject, text, html = messages._render_data("reminder", data)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sroki@localhost", request.address, subject
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


def _send(mail: EmailMessage, port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(mail)
