"""Why a notice came, or did not: the rule, the moment, the mail it went into, and what is still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from flows.explaining_digests import explain_absences, explain_standing
from flows.reporting.wording import format_date, format_days
from models.errors import UnknownThingError
from models.language import say, say_day, say_moment
from models.outbox import Notice, OutboxMessage, OutboxOccurrence
from models.party import Membership, Party, Person, TaskParty
from models.recognising import say_stored
from models.values import Action, ActionKind, MessageState
from roadmaps.absences import NOBODY_AWAY, Substitution
from roadmaps.agenda import OccurrenceFacts, Planned, Recipient, planned_actions
from roadmaps.policy import Policy
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.queue import Agenda, load_agenda
from roadmaps.store.reaching import load_dead_recipients
from roadmaps.store.standing_in import load_substitution, say_behalf_on

_MISSED = "пропущено: об этом сказало более свежее письмо или день давно прошёл"
_OUTDATED = "не будет: скажет более свежее письмо, или день давно прошёл"
_NO_CAP = 1_000_000
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # lateness is not asked here
_OUTCOMES = {
    MessageState.QUEUED: "в очереди",
    MessageState.IN_FLIGHT: "отправляется",
    MessageState.AWAITING_RETRY: "ждёт повтора",
    MessageState.SENT: "отправлено",
    MessageState.MISSED: "пропущено",
    MessageState.FAILED: "не доставлено",
    MessageState.CANCELLED: "отменено: стало не нужно",
}
_RULES = {
    ActionKind.OPENED: "в день, когда срок открывается",
    ActionKind.DUE_TODAY: "в день срока",
    ActionKind.SUBMITTED: "после подачи подтверждения, в ближайший час отправки",
    ActionKind.EXTENSION_ASKED: "после просьбы о переносе, в ближайший час отправки",
    ActionKind.EXTENSION_GRANTED: "после ответа о переносе, в ближайший час отправки",
    ActionKind.EXTENSION_REFUSED: "после ответа о переносе, в ближайший час отправки",
}


@dataclass(frozen=True)
class Explanation:
    """What is asked about, sentences that hold for all of it, and the notices by day."""

    subject: str
    notes: tuple[str, ...]
    reasons: tuple[dict[str, Any], ...]


def explain(session: Session, who: str, zone: ZoneInfo, at: datetime | None = None) -> Explanation:
    """Every notice of a person (an address) or an occurrence (a number), by day, and what silences it.

    ``zone`` is that of the house, for digests that speak of several roadmaps. ``at``: absences that are over
    by then are not told, and what the next pass would miss is not promised.
    """
    person, views = _find(session, who)
    recorded = _recorded_rows(session, person, [view.id for view in views])
    agenda = load_agenda(
        session, {view.id for view in views} | {notice.occurrence_id for notice, *_ in recorded}
    )
    addresses = {id_ or 0: address for id_, address in session.exec(select(Person.id, Person.address))}
    dead = load_dead_recipients(session, agenda.facts)
    substitution = load_substitution(session)
    explained = _Explained(agenda, addresses, person.id if person else None, dead, substitution, at)
    reasons = [explained.recorded(*row) for row in recorded]
    for view in views:
        reasons += explained.coming(view.id)
        reasons += explained.deputised(view.id)
        reasons += explained.silenced(view.id)
        reasons += explained.capped(view.id)
        reasons += explained.unreached(view.id)
    reasons += _withdrawn(session, person, [view.id for view in views])
    reasons += explain_standing(session, person, zone) if person is not None else []
    reasons.sort(key=lambda reason: (reason["planned_on"], reason["occurrence"] or 0, reason["to"] or ""))
    subject = person.address if person else _name_deadline(views[0])
    notes = (*explain_absences(session, person, at or _EPOCH), *_notes(session, person, views))
    return Explanation(subject, notes, tuple(reasons))


def explain_coming(
    session: Session, ids: Collection[int], at: datetime | None = None
) -> dict[int, tuple[dict[str, Any], ...]]:
    """What is still to come of some occurrences, earliest first; a fixed number of statements."""
    agenda = load_agenda(session, ids)
    people = {each.person_id for told in agenda.recipients.values() for each in told}
    named = session.exec(select(Person.id, Person.address).where(col(Person.id).in_(people)))
    addresses = {number or 0: address for number, address in named}
    explained = _Explained(agenda, addresses, None, {}, load_substitution(session), at)
    return {
        number: tuple(
            sorted(explained.coming(number), key=lambda each: (each["planned_on"], each["to"] or ""))
        )
        for number in agenda.facts
    }


def _name_deadline(view: OccurrenceView) -> str:
    return say("Срок № {id}: {title}", id=view.id, title=view.title)


def _find(session: Session, who: str) -> tuple[Person | None, list[OccurrenceView]]:
    who = who.strip()
    if who.isascii() and who.isdigit() and len(who) <= 9:
        views = list_occurrences(session, OccurrenceFilter(ids=[int(who)]), _EPOCH)
        if not views:
            raise UnknownThingError("Срока № {id} нет. Список: sroki occurrences.", id=who)
        return None, views
    person = session.exec(select(Person).where(func.lower(Person.address) == who.lower())).first()
    if person is None:
        raise UnknownThingError("Адреса «{who}» нет. Список: sroki contact list.", who=who)
    mine: dict[int, OccurrenceView] = {}
    behind = [away.person_id for away in load_substitution(session).aways if away.deputy_id == person.id]
    for number in dict.fromkeys((person.id, *behind)):
        for view in list_occurrences(session, OccurrenceFilter(person_id=number), _EPOCH):
            mine.setdefault(view.id, view)
    return person, list(mine.values())


def _recorded_rows(
    session: Session, person: Person | None, ids: list[int]
) -> list[tuple[Notice, str, OutboxMessage | None]]:
    statement = (
        select(Notice, Person.address, OutboxMessage)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .join(OutboxMessage, col(OutboxMessage.id) == col(Notice.outbox_id), isouter=True)
    )
    if person is not None:
        statement = statement.where(Notice.person_id == person.id)
    else:
        statement = statement.where(col(Notice.occurrence_id).in_(ids))
    return [(notice, address, message) for notice, address, message in session.exec(statement)]


@dataclass(frozen=True)
class _Explained:
    """Makes reasons of what is recorded and of what the calendars hold; ``only``: of this person."""

    agenda: Agenda
    addresses: Mapping[int, str]
    only: int | None
    dead: Mapping[int, Sequence[Recipient]]
    substitution: Substitution = NOBODY_AWAY
    at: datetime | None = None

    def recorded(self, notice: Notice, address: str, message: OutboxMessage | None) -> dict[str, Any]:
        outcome = say(_MISSED) if message is None else say(_OUTCOMES[MessageState(message.state)])
        if message is not None and message.last_error:
            outcome += f": {say_stored(message.last_error)}"
        facts = self.agenda.facts[notice.occurrence_id]
        if notice.due_on is not None and notice.due_on != facts.due_on:
            before, now = format_date(notice.due_on), format_date(facts.due_on)
            outcome += say("; срок был {before}, теперь {now}", before=before, now=now)
        coming = self.agenda.coming_actions(notice.occurrence_id)
        planned = {name: entry for entry in coming for name in reversed(entry.action.names)}
        entry = planned.get(notice.key)
        zone = self._zone(notice.occurrence_id, notice.person_id or 0)
        reason = _reason(
            notice.kind,
            notice.offset_days,
            notice.occurrence_id,
            entry.due_at if entry else None,
            zone,
            entry.action.nominal_on if entry and entry.action.nominal_on != notice.planned_on else None,
        )
        reason["rule"] += self._behalf(entry.action) if entry else ""
        return reason | {
            "planned_on": notice.planned_on,
            "to": address,
            "outcome": outcome,
            "message_key": message.key if message else None,
            "mail": message.subject if message else None,
            "folded": message is not None and message.key != notice.key,
            "sent_at": message.sent_at if message else None,
            "state": "recorded",
        }

    def coming(self, occurrence_id: int) -> list[dict[str, Any]]:
        due = self.agenda.due_actions(occurrence_id, self.at, at_any_hour=True) if self.at else []
        outdated = {action.key for action in due if action.missed}
        planned = self.agenda.unrecorded_actions(occurrence_id)
        coming = [entry for entry in planned if entry.action.key not in outdated]
        passed = [entry for entry in planned if entry.action.key in outdated]
        promise = say("будет, если срок ещё не закрыт")
        return self._future(coming, promise, "coming") + self._future(passed, say(_OUTDATED), "outdated")

    def deputised(self, occurrence_id: int) -> list[dict[str, Any]]:
        """What the person would hear if they were not away; of an occurrence the deputies' lines say it."""
        if self.only is None:
            return []
        planned = [
            replace(entry, action=replace(entry.action, person_id=self.only, stands_for=None))
            for entry in self.agenda.coming_actions(occurrence_id)
            if entry.action.stands_for == self.only
        ]
        reasons = []
        for entry in planned:
            away = self.substitution.away_on(self.only, entry.action.planned_on)
            if away is not None:
                hears = self.addresses.get(self.substitution.receiver_on(self.only, entry.action.planned_on))
                outcome = say(
                    "не вам, потому что с {first} по {last} вы отсутствуете: пишем {hears}",
                    first=format_date(away.from_on),
                    last=format_date(away.until_on),
                    hears=hears,
                )
                reasons += self._future([entry], outcome, "deputised")
        return reasons

    def silenced(self, occurrence_id: int) -> list[dict[str, Any]]:
        """What a person would hear if they had not asked for mandatory mail only."""
        recipients = self.agenda.recipients.get(occurrence_id, [])
        facts, policy = self.agenda.facts[occurrence_id], self.agenda.policies[occurrence_id]
        known = {p.action.key for p in self.agenda.coming_actions(occurrence_id)}
        known |= self.agenda.history.get(occurrence_id, set())
        talkative = [replace(each, only_mandatory=False) for each in recipients if each.only_mandatory]
        planned = [p for p in planned_actions(facts, talkative, policy) if known.isdisjoint(p.action.names)]
        return self._future(planned, say("не будет: человек оставил только обязательные письма"), "silenced")

    def capped(self, occurrence_id: int) -> list[dict[str, Any]]:
        """What the cap of the policy takes away."""
        policy = self.agenda.policies[occurrence_id]
        planned = self._beyond(occurrence_id, replace(policy, most_per_deadline=_NO_CAP), ())
        most = policy.most_per_deadline
        outcome = say("не будет: по правилам не больше {most} писем об одном сроке", most=most)
        return self._future(planned, outcome, "capped")

    def unreached(self, occurrence_id: int) -> list[dict[str, Any]]:
        """What people would hear to whom nothing is sent because their mail came back."""
        dead = self.dead.get(occurrence_id, ())
        planned = self._beyond(occurrence_id, self.agenda.policies[occurrence_id], dead)
        dead_ids = {recipient.person_id for recipient in dead}
        planned = [entry for entry in planned if entry.action.person_id in dead_ids]
        return self._future(planned, say("не будет: письма на этот адрес возвращаются"), "unreachable")

    def _beyond(self, occurrence_id: int, policy: Policy, others: Iterable[Recipient]) -> list[Planned]:
        """What another policy or further recipients would add to the calendar of an occurrence."""
        known = {p.action.key for p in self.agenda.coming_actions(occurrence_id)}
        known |= self.agenda.history.get(occurrence_id, set())
        told = [*self.agenda.recipients.get(occurrence_id, []), *others]
        planned = planned_actions(self.agenda.facts[occurrence_id], told, policy)
        return [entry for entry in planned if known.isdisjoint(entry.action.names)]

    def _future(self, planned: Iterable[Planned], outcome: str, state: str) -> list[dict[str, Any]]:
        reasons = []
        for entry in planned:
            action, person_id = entry.action, entry.action.person_id
            if person_id is None or self.only not in (None, person_id):
                continue
            zone = self._zone(action.occurrence_id, person_id)
            reason = _reason(
                action.kind.value,
                action.offset_days,
                action.occurrence_id,
                entry.due_at,
                zone,
                action.nominal_on if action.nominal_on != action.planned_on else None,
            )
            reason["rule"] += self._behalf(action)
            reasons.append(
                reason
                | {
                    "planned_on": action.planned_on,
                    "to": self.addresses.get(person_id),
                    "outcome": outcome,
                    "message_key": None,
                    "mail": None,
                    "folded": False,
                    "sent_at": None,
                    "state": state,
                }
            )
        return reasons

    def _behalf(self, action: Action) -> str:
        behalf = say_behalf_on(self.substitution, action.stands_for, action.planned_on)
        return f"; {behalf}" if behalf else ""

    def _zone(self, occurrence_id: int, person_id: int) -> ZoneInfo:
        facts: OccurrenceFacts = self.agenda.facts[occurrence_id]
        recipients: list[Recipient] = self.agenda.recipients.get(occurrence_id, [])
        return next((r.zone for r in recipients if r.person_id == person_id and r.zone), None) or facts.zone


def _reason(
    kind: str,
    offset: int,
    occurrence_id: int,
    due_at: datetime | None,
    zone: ZoneInfo,
    quiet_on: date | None = None,
) -> dict[str, Any]:
    """``quiet_on``: the day that the rule names, where no mail leaves on it."""
    local = due_at.astimezone(zone) if due_at else None
    moved = "; перенесено с {day}: в тот день писем нет"
    return {
        "kind": kind,
        "occurrence": occurrence_id,
        "rule": describe_rule(kind, offset) + (say(moved, day=format_date(quiet_on)) if quiet_on else ""),
        "due_at": due_at,
        "moment": f"{say_moment(local)} ({zone.key})" if local else None,
    }


def describe_rule(kind: str, offset: int) -> str:
    """The rule of the policy in words; ``offset`` in days from the due date (from the return)."""
    days = format_days(abs(offset))
    if kind == ActionKind.REMINDER:
        return say("за {days} до срока", days=days)
    if kind == ActionKind.OVERDUE:
        return say("через {days} после срока", days=days)
    if kind == ActionKind.ESCALATION:
        return say("через {days} после срока, контролирующему", days=days)
    if kind == ActionKind.RETURNED:
        return say("через {days} после возврата", days=days) if offset else say("сразу после возврата")
    return say(_RULES[ActionKind(kind)]) if kind in _RULES else kind


def _withdrawn(session: Session, person: Person | None, ids: list[int]) -> list[dict[str, Any]]:
    """Mails that were written and taken back before they left; their lines were planned afresh."""
    gone = [MessageState.CANCELLED.value, MessageState.MISSED.value]
    noted = select(Notice.outbox_id).where(col(Notice.outbox_id).is_not(None))
    statement = (
        select(OutboxMessage, OutboxOccurrence.occurrence_id)
        .join(OutboxOccurrence, col(OutboxOccurrence.outbox_id) == col(OutboxMessage.id))
        .where(col(OutboxMessage.state).in_(gone), col(OutboxMessage.id).not_in(noted))
    )
    if person is not None:
        statement = statement.where(OutboxMessage.person_id == person.id)
    else:
        statement = statement.where(col(OutboxOccurrence.occurrence_id).in_(ids))
    return [
        {
            "kind": message.kind,
            "occurrence": occurrence_id,
            "rule": say("письмо отозвано до отправки"),
            "due_at": None,
            "moment": None,
            "planned_on": message.planned_on,
            "to": message.address,
            "outcome": say_stored(message.last_error or _OUTCOMES[MessageState(message.state)]),
            "message_key": message.key,
            "mail": message.subject,
            "folded": False,
            "sent_at": None,
            "state": "withdrawn",
        }
        for message, occurrence_id in session.exec(statement)
    ]


def _notes(session: Session, person: Person | None, views: list[OccurrenceView]) -> list[str]:
    if person is not None:
        return _notes_on_person(person, views)
    view, notes = views[0], []
    if view.facts.is_finished:
        notes.append(say("Срок принят или снят: новых писем о нём не будет."))
    if view.original_due_on != view.facts.due_on:
        before, now = format_date(view.original_due_on), format_date(view.facts.due_on)
        notes.append(say("Срок перенесён с {before} на {now}.", before=before, now=now))
    if view.facts.held:
        notes.append(say("Срок прошёл до утверждения карты и ждёт решения координатора: писем о нём нет."))
    statement = (
        select(Party.name, Person.address, Person.unreachable_since_at)
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .join(Membership, col(Membership.party_id) == col(Party.id), isouter=True)
        .join(Person, col(Person.id) == col(Membership.person_id), isouter=True)
        .where(TaskParty.task_id == view.task_id)
    )
    for name, address, dead_since in session.exec(statement):
        if address is None:
            notes.append(say("Нет адреса: {name}. Задать: sroki contact set.", name=name))
        elif dead_since is not None:
            day = say_day(dead_since)
            notes.append(say("Адрес {address} не принимает почту с {day}.", address=address, day=day))
    return list(dict.fromkeys(notes))


def _notes_on_person(person: Person, views: list[OccurrenceView]) -> list[str]:
    notes = []
    if not views:
        notes.append(say("Этот человек сейчас ни за кого не отвечает: писем о сроках ему нет."))
    if person.unreachable_since_at is not None:
        day = say_day(person.unreachable_since_at)
        notes.append(say("Адрес не принимает почту с {day}: писем туда нет.", day=day))
    if person.only_mandatory:
        notes.append(say("Человек оставил только обязательные письма."))
    return notes
