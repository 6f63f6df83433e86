"""What a person wants to be mailed: everything, or only what nobody can silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.errors import UnknownThingError
from models.language import LANGUAGES
from models.occurrence import Occurrence
from models.party import Membership, Person, TaskParty
from roadmaps.store.queue import requeue
from roadmaps.store.standing_in import load_substitution
from roadmaps.store.subscriptions import CONTROLLER, COORDINATOR, list_subscriptions
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Preferences:
    """What one person gets."""

    address: str
    only_mandatory: bool
    has_daily: bool
    has_weekly: bool


def load_preferences(session: Session, person_id: int) -> Preferences:
    """The wishes of a person and the standing digests that they get."""
    person = session.get_one(Person, person_id)
    kinds = list_subscriptions(session, person_id)
    return Preferences(person.address, person.only_mandatory, COORDINATOR in kinds, CONTROLLER in kinds)


def choose_mail(session: Session, person_id: int, only_mandatory: bool, at: datetime, actor: str) -> bool:
    """Keep the wish of a person, and plan their notices anew; False when it was so already."""
    person = session.exec(select(Person).where(Person.id == person_id).with_for_update()).first()
    if person is None:
        raise UnknownThingError("Такого человека нет.")
    if person.only_mandatory == only_mandatory:
        return False
    person.only_mandatory = only_mandatory
    session.add(person)
    requeue(session, occurrences_of_person(session, person_id))
    deed = "only mandatory" if only_mandatory else "all mail"
    before, after = {"only_mandatory": not only_mandatory}, {"only_mandatory": only_mandatory}
    record_deed(session, at, actor, deed, f"person:{person_id}", before=before, after=after)
    return True


def choose_language_of_mail(session: Session, person_id: int, lang: str, at: datetime, actor: str) -> bool:
    """Write to a person in ``lang`` from now on; False when it was so already."""
    person = session.get_one(Person, person_id)
    before = person.language
    if before == lang:
        return False
    person.language = lang
    session.add(person)
    record_deed(
        session, at, actor, "language chosen", f"person:{person_id}",
        before={"language": before}, after={"language": lang}, language=LANGUAGES[lang],
    )  # fmt: skip
    return True


def occurrences_of_person(session: Session, person_id: int) -> list[int]:
    """Unfinished occurrences of which a person may hear, for themselves or for somebody who is away."""
    people = load_substitution(session).circle_of({person_id})
    statement = (
        select(Occurrence.id)
        .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
        .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
        .where(
            col(Membership.person_id).in_(people),
            col(Occurrence.accepted_at).is_(None),
            col(Occurrence.cancelled_at).is_(None),
        )
    )
    return sorted({number for number in session.exec(statement).all() if number is not None})
