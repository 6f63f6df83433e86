"""What standing digests tell: a coordinator's of the day, a controller's of the week."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.outbox import OutboxMessage, OutboxOccurrence
from models.party import Membership, Party, Person, TaskParty
from models.recognising import say_stored
from models.roadmap import Task
from models.values import DigestLine, DigestPart, MessageState, OccurrenceState, Role
from roadmaps.agenda import Recipient, planned_actions
from roadmaps.store.disclaimers import list_disclaimers
from roadmaps.store.guesses import list_guesses
from roadmaps.store.links import list_lost_links
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.queue import load_agenda
from roadmaps.store.rounds.telling import round_lines

_HELD_PAGE = "/held"
MOST_LINES = 25  # of one part: a mail is read, a table is for the page
_WEEK = timedelta(days=7)
_LONGEST_LEAD = timedelta(days=60)  # no first reminder is looked for further ahead than this


def weekly_parts(
    session: Session, person_id: int, roadmap_ids: Collection[int], as_of: datetime, zone: ZoneInfo
) -> tuple[DigestPart, ...]:
    """What waits for the decision of a controller, what is late, what is due in the coming week."""
    today = as_of.astimezone(zone).date()
    mine = OccurrenceFilter(
        person_id=person_id, roles=(Role.CONTROLLER,), roadmap_ids=roadmap_ids, held=False, unfinished=True
    )
    waiting = list_occurrences(session, replace(mine, state=OccurrenceState.SUBMITTED), as_of)
    coming = replace(mine, due_from=today, due_until=today + _WEEK - timedelta(days=1))
    return _told(
        _occurrence_part("to_decide", waiting, _on_own_page),
        _occurrence_part("late", _late(session, mine, as_of, today), _on_own_page),
        _occurrence_part("coming", _owed(list_occurrences(session, coming, as_of)), _on_own_page),
    )


def coordinator_parts(
    session: Session, roadmap_ids: Collection[int] | None, since: datetime, as_of: datetime, zone: ZoneInfo
) -> tuple[DigestPart, ...]:
    """What a coordinator hears: ``since`` the last digest, and what stands. None: of all roadmaps."""
    today = as_of.astimezone(zone).date()
    # Whoever looks after all hears of rounds in figures; each participant is the organiser's business.
    scope = OccurrenceFilter(roadmap_ids=roadmap_ids, without_rounds=roadmap_ids is None)
    watched = replace(scope, unfinished=True, held=False)
    handed_in = list_occurrences(session, replace(scope, submitted_from=since), as_of)
    fresh = [view for view in handed_in if _before(view.facts.submitted_at, as_of)]
    waiting = list_occurrences(session, replace(watched, state=OccurrenceState.SUBMITTED), as_of)
    told = _told(
        _part("undelivered", _undelivered(session, roadmap_ids, since, as_of)),
        _part("unreachable", _unreachable(session, roadmap_ids, since, as_of)),
        _part("unaddressed", _unaddressed(session, roadmap_ids, today)),
        _part("not_mine", _disclaimed(session, roadmap_ids, since, as_of)),
        _part("vanished", _vanished(session, roadmap_ids, since, as_of)),
        _occurrence_part("late", _late(session, watched, as_of, today), _on_task_page),
        _occurrence_part("submitted", fresh, _on_task_page),
        _occurrence_part("waiting", waiting, _on_task_page),
        _occurrence_part(
            "held", list_occurrences(session, replace(watched, held=True), as_of), lambda _: _HELD_PAGE
        ),
    )
    rounds = round_lines(session, roadmap_ids, since, as_of)
    if told or any(line.is_news for line in rounds):
        told = _told(_part("rounds", [line.line for line in rounds])) + told
    # No news of its own: it comes with the others, and otherwise the doctor and the task say it.
    return told + _guessed(session, roadmap_ids, as_of, today) if told else ()


def _guessed(
    session: Session, roadmap_ids: Collection[int] | None, as_of: datetime, today: date
) -> tuple[DigestPart, ...]:
    guesses = list_guesses(session, roadmap_ids, until_on=today + _LONGEST_LEAD)
    if not guesses:
        return ()
    wanted = OccurrenceFilter(ids=[guess.occurrence_id for guess in guesses[:MOST_LINES]], held=False)
    lines = [_occurrence_line(view, _on_task_page) for view in list_occurrences(session, wanted, as_of)]
    return (DigestPart("guessed", tuple(lines), len(guesses)),)


_NEVER_READ = tuple(
    state.value for state in (MessageState.CANCELLED, MessageState.MISSED, MessageState.FAILED)
)


def last_digest_at(session: Session, person_id: int, kind: str) -> datetime | None:
    """When the last standing digest of this kind was made for a person that has left or will.

    Of one that stayed behind or came back the news are told by the next.
    """
    statement = (
        select(OutboxMessage.created_at)
        .where(
            OutboxMessage.person_id == person_id,
            col(OutboxMessage.key).startswith(f"{kind}:{person_id}:"),
            col(OutboxMessage.state).not_in(_NEVER_READ),
        )
        .order_by(col(OutboxMessage.created_at).desc())
    )
    return session.exec(statement.limit(1)).first()


def _told(*parts: DigestPart) -> tuple[DigestPart, ...]:
    return tuple(part for part in parts if part.total)


def _part(name: str, lines: Collection[DigestLine]) -> DigestPart:
    return DigestPart(name, tuple(lines)[:MOST_LINES], len(lines))


def _occurrence_part(
    name: str, views: Collection[OccurrenceView], path: Callable[[OccurrenceView], str]
) -> DigestPart:
    return _part(name, [_occurrence_line(view, path) for view in views])


def _occurrence_line(view: OccurrenceView, path: Callable[[OccurrenceView], str]) -> DigestLine:
    who = (*view.parties.get(Role.RESPONSIBLE, ()), *view.parties.get(Role.CO_RESPONSIBLE, ()))
    opens_on, due_on = view.facts.opens_on, view.facts.due_on
    return DigestLine(view.title, view.task_number, view.roadmap, who, opens_on, due_on, path=path(view))


def _on_own_page(view: OccurrenceView) -> str:
    return f"./occurrences/{view.id}"


def _on_task_page(view: OccurrenceView) -> str:
    return f"/tasks/{view.task_id}"


def _why(address: str) -> str:
    return f"/why?{urlencode({'who': address})}"


def _late(session: Session, wanted: OccurrenceFilter, as_of: datetime, today: date) -> list[OccurrenceView]:
    past = replace(wanted, due_until=today)
    return [view for view in _owed(list_occurrences(session, past, as_of)) if view.late]


def _owed(views: Iterable[OccurrenceView]) -> list[OccurrenceView]:
    return [view for view in views if view.facts.is_owed]


def _before(moment: datetime | None, as_of: datetime) -> bool:
    # Half-open, so that what happens at the moment of a digest is told by the next one, once.
    return moment is not None and moment < as_of


def _undelivered(
    session: Session, roadmap_ids: Collection[int] | None, since: datetime, as_of: datetime
) -> list[DigestLine]:
    """Mails given up meanwhile; ``next_attempt_at`` of a failed message is the moment of giving up."""
    statement = (
        select(OutboxMessage)
        .where(
            OutboxMessage.state == MessageState.FAILED.value,
            OutboxMessage.channel == "mail",
            col(OutboxMessage.next_attempt_at) >= since,
            col(OutboxMessage.next_attempt_at) < as_of,
        )
        .order_by(col(OutboxMessage.id))
    )
    if roadmap_ids is not None:
        speaking = (
            select(OutboxOccurrence.outbox_id)
            .join(Occurrence, col(Occurrence.id) == col(OutboxOccurrence.occurrence_id))
            .join(Task, col(Task.id) == col(Occurrence.task_id))
            .where(col(Task.roadmap_id).in_(roadmap_ids))
        )
        statement = statement.where(col(OutboxMessage.id).in_(speaking))
    return [
        DigestLine(
            message.subject,
            who=(message.address,),
            note=say_stored(message.last_error or ""),
            path=_why(message.address),
        )
        for message in session.exec(statement).all()
    ]


def _vanished(
    session: Session, roadmap_ids: Collection[int] | None, since: datetime, as_of: datetime
) -> list[DigestLine]:
    """Pages in standing evidence that disappeared meanwhile, a line for each task and page."""
    lost = list_lost_links(session, since=since, until=as_of)
    wanted = OccurrenceFilter(ids={link.occurrence_id for link in lost}, roadmap_ids=roadmap_ids)
    views = {view.id: view for view in list_occurrences(session, wanted, as_of)} if lost else {}
    told = [(views[link.occurrence_id], link.url) for link in lost if link.occurrence_id in views]
    return [replace(_occurrence_line(view, _on_task_page), note=url) for view, url in told]


def _disclaimed(
    session: Session, roadmap_ids: Collection[int] | None, since: datetime, as_of: datetime
) -> list[DigestLine]:
    """What executors meanwhile said is not theirs."""
    said = list_disclaimers(session, roadmap_ids=roadmap_ids, said_from=since, said_before=as_of)
    return [DigestLine(view.title, view.task_uid, who=(view.who,), note=view.reason) for view in said]


def _unreachable(
    session: Session, roadmap_ids: Collection[int] | None, since: datetime, as_of: datetime
) -> list[DigestLine]:
    """Addresses to which nothing is sent any more, as of this digest."""
    moment = col(Person.unreachable_since_at)
    statement = select(Person).where(moment >= since, moment < as_of).order_by(Person.address)
    if roadmap_ids is not None:
        members = (
            select(Membership.person_id)
            .join(TaskParty, col(TaskParty.party_id) == col(Membership.party_id))
            .join(Task, col(Task.id) == col(TaskParty.task_id))
            .where(col(Task.roadmap_id).in_(roadmap_ids))
        )
        statement = statement.where(col(Person.id).in_(members))
    return [
        DigestLine(person.address, who=(person.name,), path=_why(person.address))
        for person in session.exec(statement).all()
    ]


def _unaddressed(session: Session, roadmap_ids: Collection[int] | None, today: date) -> list[DigestLine]:
    """Parties nobody can be mailed for whose first reminder comes within a week or has come already."""
    reached = (
        select(Membership.party_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.unreachable_since_at).is_(None))
    )
    statement = (
        core_select(Party.name, TaskParty.role, Occurrence.id, Occurrence.due_on, Task.id)  # type: ignore[call-overload]
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .join(Task, col(Task.id) == col(TaskParty.task_id))
        .join(Occurrence, col(Occurrence.task_id) == col(Task.id))
        .where(
            col(Party.id).not_in(reached),
            col(Occurrence.accepted_at).is_(None),
            col(Occurrence.cancelled_at).is_(None),
            col(Occurrence.held).is_(False),
            (col(Occurrence.due_on) <= today + _LONGEST_LEAD)
            | (col(Occurrence.opens_on) <= today + _LONGEST_LEAD),
        )
        .order_by(Party.name, col(Occurrence.due_on))
    )
    if roadmap_ids is not None:
        statement = statement.where(col(Task.roadmap_id).in_(roadmap_ids))
    rows = session.execute(statement).all()
    agenda = load_agenda(session, {id_ for _, _, id_, _, _ in rows if id_ is not None})
    first: dict[str, DigestLine] = {}
    for name, role, id_, due_on, task_id in rows:
        if name in first or id_ is None:
            continue
        facts, policy = agenda.facts[id_], agenda.policies[id_]
        notices = planned_actions(facts, [Recipient(0, Role(role))], policy)
        if any(p.action.person_id == 0 and p.action.planned_on < today + _WEEK for p in notices):
            first[name] = DigestLine(name, due_on=due_on, path=f"/tasks/{task_id}")
    return list(first.values())
