"""What an opening round is made of: a roadmap, a task and an occurrence for each participant, a digest."""

from __future__ import annotations

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from models.database import row_id
from models.occurrence import Occurrence
from models.party import Coordinator, Membership, Party, TaskParty
from models.roadmap import PolicyText, Roadmap, Task
from models.round import ROUND_KIND, Round, RoundParticipant
from models.values import Role
from roadmaps.rounds.schedule import ROUND_POLICY
from roadmaps.store.policies import ROUNDS, policy_text
from roadmaps.store.subscriptions import plan_daily


def make_roadmap(session: Session, round_: Round, at: datetime) -> Roadmap:
    """The roadmap of the round, with the policy of rounds as it stands now."""
    organiser = session.get(Party, round_.organiser_id) if round_.organiser_id else None
    name = f"round:{round_.key}"
    roadmap = Roadmap(
        title=round_.title,
        kind=ROUND_KIND,
        issuer=organiser.name if organiser else None,
        first_year=round_.opens_on.year,
        last_year=round_.due_on.year,
        zone=round_.zone,
        source_name=name,
        source_sha256=hashlib.sha256(name.encode()).hexdigest(),
        parsed={"document": {"kind": ROUND_KIND}, "order_points": [], "rows": [], "aliases": {}},
        imported_at=at,
        approved_at=at,
        approved_on=at.astimezone(ZoneInfo(round_.zone)).date(),
    )
    session.add(roadmap)
    session.flush()
    rules = policy_text(session, ROUNDS)
    session.add(
        PolicyText(
            roadmap_id=row_id(roadmap),
            text=rules.text if rules else ROUND_POLICY,
            source_name=rules.source_name if rules else "rounds",
            set_at=at,
            set_by="clock",
        )
    )
    round_.roadmap_id = roadmap.id
    session.add(round_)
    session.flush()
    return roadmap


def make_occurrences(
    session: Session, round_: Round, roadmap: Roadmap, participants: list[RoundParticipant]
) -> list[int]:
    """A task and an occurrence for each; the ids of the occurrences, in the order of the list."""
    term = f"с {round_.opens_on:%d.%m.%Y} по {round_.due_on:%d.%m.%Y}"
    span = [round_.opens_on.isoformat(), round_.due_on.isoformat()]
    tasks = [
        Task(
            roadmap_id=row_id(roadmap),
            position=participant.position,
            origin=ROUND_KIND,
            uid=f"participant:{participant.id}",
            number="",
            title="Заполнить форму мониторинга",
            expected_result="Сданная форма с подтверждениями",
            raw_term=term,
            term_kind="window",
            meaning=term,
            written_spans=[list(span)],
        )
        for participant in participants
    ]
    session.add_all(tasks)
    session.flush()
    occurrences = [
        Occurrence(
            task_id=row_id(task),
            ordinal=0,
            opens_on=round_.opens_on,
            due_on=round_.due_on,
            original_due_on=round_.due_on,
            watched_from_on=round_.opens_on,  # who is asked late is asked all the same, and told so
        )
        for task in tasks
    ]
    session.add_all(occurrences)
    session.add_all(
        TaskParty(task_id=row_id(task), role=Role.RESPONSIBLE.value, party_id=participant.party_id)
        for task, participant in zip(tasks, participants, strict=True)
    )
    session.flush()
    for participant, occurrence in zip(participants, occurrences, strict=True):
        participant.occurrence_id = occurrence.id
        session.add(participant)
    session.flush()
    return [row_id(occurrence) for occurrence in occurrences]


def call_organiser(session: Session, round_: Round, roadmap_id: int, at: datetime) -> None:
    """The people of the organiser look after the round: they get its digest."""
    if round_.organiser_id is None:
        return
    statement = select(Membership.person_id).where(Membership.party_id == round_.organiser_id)
    people = sorted(session.exec(statement).all())
    session.add_all(Coordinator(person_id=id_, roadmap_id=roadmap_id, since_at=at) for id_ in people)
    session.flush()
    for person_id in people:
        plan_daily(session, person_id, at, ZoneInfo(round_.zone))
