"""A receipt by mail for what came in through a link: version, moment, names and SHA-256 of the files.

It is a mail of its own beside the one regular mail a day: an answer to what the person has just done.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from flows.house import House
from flows.reporting.claims import describe_claim
from models.language import in_language, say, say_day
from models.occurrence import Evidence
from models.party import Person
from models.values import MailRequest, Receipt, ReceiptFile
from notifications.messages import compose_message
from notifications.outbox import enqueue
from notifications.wording import name_number
from roadmaps.store.evidence import EvidenceView, find_version
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences

KIND = "receipt"


def queue_receipt(session: Session, house: House, evidence: Evidence, person_id: int, at: datetime) -> bool:
    """Put the receipt into the outbox, once for a version and person; whether it was not there yet."""
    person = session.get(Person, person_id)
    version = find_version(session, evidence.id or 0)
    if person is None or version is None or person.unreachable_since_at is not None:
        return False
    view = list_occurrences(session, OccurrenceFilter(ids=[evidence.occurrence_id]), at)[0]
    received_at = version.submitted_at.astimezone(house.settings.tzinfo)
    with in_language(person.language):
        receipt = _write_receipt(view, version, received_at)
    request = MailRequest(
        key=f"{KIND}:{view.id}:{version.version}:{person_id}",
        person_name=person.name,
        address=person.address,
        planned_on=received_at.date(),
        items=(),
        link="",
        person_id=person_id,
        written_at=at,
        receipt=receipt,
        language=person.language,
    )
    return enqueue(session, compose_message(request, sender=house.settings.mail_from), at) is not None


def _write_receipt(view: OccurrenceView, version: EvidenceView, received_at: datetime) -> Receipt:
    number = name_number(view.task_uid) if view.origin == "point" else view.task_number
    return Receipt(
        occurrence_id=view.id,
        label=f"{number} {view.title}".strip(),
        roadmap=view.roadmap,
        version=version.version,
        received=say("{day} в {time}", day=say_day(received_at), time=f"{received_at:%H:%M}"),
        files=tuple(
            ReceiptFile(f.file_name or "", f.size_bytes or 0, f.file_sha256 or "") for f in version.files
        ),
        urls=tuple(link.url or "" for link in version.links),
        note=version.note or "",
        claims=describe_claim(version.claim, view.facts.due_on, view.expected_result),
    )
