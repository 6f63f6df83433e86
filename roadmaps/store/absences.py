"""People who are away: setting it, ending it, and who is away now and soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.party import Absence, Membership, Person
from roadmaps.absences import Away, find_circle
from roadmaps.store.contacts import find_person
from roadmaps.store.preferences import occurrences_of_person
from roadmaps.store.queue import requeue
from roadmaps.store.standing_in import load_substitution
from roadmaps.store.trail import record_deed

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=1100)  # a leave for the care of a child; what is longer is another appointment


@dataclass(frozen=True)
class AbsenceView:
    """An absence with its two people. ``state``: now | coming | over, at the moment of asking.

    ``is_dead_end``: mail to the deputy comes back, so the absent one is written to all the same.
    """

    id: int
    person_id: int
    name: str
    address: str
    deputy_id: int
    deputy_name: str
    deputy_address: str
    from_on: date
    until_on: date
    state: str
    is_dead_end: bool

    def as_json(self) -> dict[str, Any]:
        """For machines: without what follows from the addresses."""
        return {
            "id": self.id,
            "address": self.address,
            "name": self.name,
            "deputy": self.deputy_address,
            "deputy_name": self.deputy_name,
            "from_on": self.from_on.isoformat(),
            "until_on": self.until_on.isoformat(),
            "state": self.state,
            "deputy_is_unreachable": self.is_dead_end,
        }


def require_person(session: Session, address: str) -> Person:
    """Somebody of the directory; UnknownThingError where nobody has this address."""
    person = find_person(session, address) if address.strip() else None
    if person is None or person.forgotten_at is not None:
        raise UnknownThingError(
            "Человека с адресом «{address}» в справочнике нет. Список: sroki contact list.", address=address
        )
    return person


def set_absence(
    session: Session,
    person: Person,
    deputy: Person,
    days: tuple[date, date],
    at: datetime,
    actor: str,
    house_zone: ZoneInfo,
) -> AbsenceView:
    """From the first to the last of ``days`` the deputy hears and acts in the place of a person.

    What waits in the outbox for the absent one is told to the deputy: relevance is asked at claim.
    CallerError for days that are past or turned round, a deputy who cannot be reached, two absences on
    one day, and a circle of deputies.
    """
    zone = ZoneInfo(person.zone) if person.zone else house_zone
    new = Away(person.id or 0, deputy.id or 0, *days, zone)
    # The two rows are held, so that two people who name each other at once take turns.
    ids = sorted((new.person_id, new.deputy_id))
    session.exec(select(Person.id).where(col(Person.id).in_(ids)).order_by(col(Person.id)).with_for_update())
    _check_days(new, at.astimezone(zone).date())
    _check_deputy(person, deputy)
    _check_others(session, new, person, deputy)
    row = Absence(
        person_id=new.person_id,
        deputy_id=new.deputy_id,
        from_on=new.from_on,
        until_on=new.until_on,
        zone=zone.key,
        set_at=at,
        set_by=actor,
    )
    session.add(row)
    session.flush()
    details = {"deputy": f"person:{deputy.id}", "from": new.from_on.isoformat()}
    details["until"] = new.until_on.isoformat()
    record_deed(session, at, actor, "absence set", f"person:{person.id}", **details)
    requeue(session, occurrences_of_person(session, new.person_id))
    return _view(row, person, deputy, at)


def end_absence(session: Session, absence_id: int, at: datetime, actor: str) -> AbsenceView:
    """The person is back: from today on all is theirs again. What was told to the deputy stays told.

    One that has not begun is taken back. UnknownThingError where there is none, ForbiddenTransitionError
    where it is over.
    """
    row = session.get(Absence, absence_id, with_for_update=True)
    if row is None:
        raise UnknownThingError("Отсутствия № {id} нет. Список: sroki absence list.", id=absence_id)
    today = at.astimezone(ZoneInfo(row.zone)).date()
    if row.until_on < today:
        raise ForbiddenTransitionError("Отсутствие № {id} уже закончилось.", id=absence_id)
    person, deputy = session.get_one(Person, row.person_id), session.get_one(Person, row.deputy_id)
    before = {"until": row.until_on.isoformat()}
    touched = occurrences_of_person(session, row.person_id)
    if row.from_on >= today:
        session.delete(row)
    else:
        row.until_on = today - _DAY
        session.add(row)
    session.flush()
    subject, details = f"person:{row.person_id}", {"deputy": f"person:{row.deputy_id}"}
    after = {"until": (today - _DAY).isoformat()}
    record_deed(session, at, actor, "absence ended", subject, before=before, after=after, **details)
    requeue(session, touched)
    return _view(row, person, deputy, at)


def list_absences(session: Session, at: datetime, *, person_id: int | None = None) -> list[AbsenceView]:
    """Those that are not over, in the order of their days: first whoever is away now.

    ``person_id``: of one person, as the absent one or as the deputy.
    """
    yesterday = at.date() - _DAY  # a zone may be a day behind UTC
    statement = select(Absence).where(col(Absence.until_on) >= yesterday)
    if person_id is not None:
        statement = statement.where((Absence.person_id == person_id) | (Absence.deputy_id == person_id))
    rows = session.exec(statement.order_by(col(Absence.from_on), col(Absence.id))).all()
    ids = {number for row in rows for number in (row.person_id, row.deputy_id)}
    people = {person.id: person for person in session.exec(select(Person).where(col(Person.id).in_(ids)))}
    views = [_view(row, people[row.person_id], people[row.deputy_id], at) for row in rows]
    return [view for view in views if view.state != "over"]


def list_colleagues(session: Session, person_id: int) -> list[tuple[str, str]]:
    """Addresses and names of those who speak for the same parties: the likely deputies."""
    mine = select(Membership.party_id).where(Membership.person_id == person_id)
    statement = (
        select(Person.address, Person.name)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.party_id).in_(mine), Person.id != person_id)
        .where(col(Person.unreachable_since_at).is_(None), col(Person.forgotten_at).is_(None))
        .distinct()
        .order_by(Person.address)
        .limit(100)
    )
    return list(session.exec(statement).all())


def find_absence(session: Session, person: Person, at: datetime) -> AbsenceView:
    """The absence of a person that runs or comes next; UnknownThingError where they are not away."""
    views = list_absences(session, at, person_id=person.id)
    for view in views:
        if view.person_id == person.id:
            return view
    raise UnknownThingError("{address} не отсутствует и не собирается.", address=person.address)


def _check_days(new: Away, today: date) -> None:
    if new.until_on < new.from_on:
        raise CallerError(
            "Последний день отсутствия ({until:%d.%m.%Y}) раньше первого ({since:%d.%m.%Y}).",
            until=new.until_on,
            since=new.from_on,
        )
    if new.from_on < today:
        raise CallerError(
            "Отсутствие не начинают прошлым днём: первый день — {today:%d.%m.%Y} или позже.", today=today
        )
    if new.until_on - today > _LONGEST:
        raise CallerError("Это дольше трёх лет: передайте задачи другому (sroki contact move).")


def _check_deputy(person: Person, deputy: Person) -> None:
    if person.id == deputy.id:
        raise CallerError("Замещать самого себя нельзя: назовите другого человека.")
    if deputy.unreachable_since_at is not None:
        raise CallerError(
            "Письма на адрес {address} возвращаются: назовите другого заместителя или исправьте адрес.",
            address=deputy.address,
        )


def _check_others(session: Session, new: Away, person: Person, deputy: Person) -> None:
    known = load_substitution(session).aways
    same = next((each for each in known if each.person_id == new.person_id and each.overlaps(new)), None)
    if same is not None:
        raise CallerError(
            "{address} уже отсутствует с {since:%d.%m.%Y} по {until:%d.%m.%Y}. Закончите то отсутствие или "
            "назовите другие дни.",
            address=person.address,
            since=same.from_on,
            until=same.until_on,
        )
    closing = find_circle(known, new)
    if closing is not None:
        raise CallerError(
            "Получился бы круг: {deputy} замещает {person}, а {person} (сам или через других) — {deputy} "
            "с {since:%d.%m.%Y} по {until:%d.%m.%Y}. Назовите другого заместителя или другие дни.",
            deputy=deputy.address,
            person=person.address,
            since=closing.from_on,
            until=closing.until_on,
        )


def _view(row: Absence, person: Person, deputy: Person, at: datetime) -> AbsenceView:
    today = at.astimezone(ZoneInfo(row.zone)).date()
    state = "over" if row.until_on < today else "coming" if row.from_on > today else "now"
    return AbsenceView(
        id=row.id or 0,
        person_id=row.person_id,
        name=person.name,
        address=person.address,
        deputy_id=row.deputy_id,
        deputy_name=deputy.name,
        deputy_address=deputy.address,
        from_on=row.from_on,
        until_on=row.until_on,
        state=state,
        is_dead_end=deputy.unreachable_since_at is not None,
    )
