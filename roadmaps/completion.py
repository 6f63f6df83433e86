"""What evidence, review and extension do to an occurrence: its derived state and allowed steps. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from models.errors import CallerError, ForbiddenTransitionError
from models.values import OccurrenceState
from roadmaps.agenda import OccurrenceFacts
from roadmaps.claims import Claim, check_claim

_FARTHEST_DAYS = 3660  # ten years: what lies beyond is a slip of the pen


def derive_state(facts: OccurrenceFacts) -> OccurrenceState:
    """The state that the facts add up to; being late is a separate question."""
    if facts.cancelled_at is not None:
        return OccurrenceState.CANCELLED
    if facts.accepted_at is not None:
        return OccurrenceState.ACCEPTED
    if facts.returned_at is not None:
        return OccurrenceState.RETURNED
    if facts.submitted_at is not None:
        return OccurrenceState.SUBMITTED
    return OccurrenceState.PLANNED if facts.opened_at is None else OccurrenceState.OPEN


def is_late(facts: OccurrenceFacts, today: date) -> bool:
    """Handed in after the due date, or still owed after it."""
    if facts.cancelled_at is not None:
        return False
    if facts.submitted_at is not None and facts.returned_at is None:
        return facts.submitted_at.astimezone(facts.zone).date() > facts.due_on
    return facts.accepted_at is None and today > facts.due_on


def submit_evidence(facts: OccurrenceFacts, at: datetime) -> OccurrenceFacts:
    """Evidence came in; a return before it is answered. Late evidence is welcome and shows as late."""
    _refuse_finished(facts, "прикладывать подтверждение больше не нужно")
    if not facts.held and at.astimezone(facts.zone).date() < facts.watched_from_on:
        raise CallerError(
            "Момент {at:%d.%m.%Y} раньше дня, с которого ведётся срок: {day:%d.%m.%Y}.",
            at=at,
            day=facts.watched_from_on,
        )
    return replace(facts, submitted_at=at, returned_at=None, held=False)


def accept_evidence(facts: OccurrenceFacts, at: datetime) -> OccurrenceFacts:
    """The reviewer is satisfied: nothing is reminded any more."""
    _require_submitted(facts, at)
    return replace(facts, accepted_at=at)


def is_second_acceptance(accepted_by: Collection[str], actor: str) -> bool:
    """Under four eyes: whether ``actor`` completes what others in ``accepted_by`` accepted already.

    Only accounts count: behind a link or a command may be anybody, and the same person twice.
    """
    if not actor.startswith("account:"):
        raise ForbiddenTransitionError(
            "По этой карте принимают двое, каждый под своей учётной записью: войдите на страницу."
        )
    if actor in accepted_by:
        raise ForbiddenTransitionError("Вы уже приняли это подтверждение: нужен второй проверяющий.")
    return bool(accepted_by)


def return_evidence(facts: OccurrenceFacts, at: datetime, reason: str) -> OccurrenceFacts:
    """The reviewer wants more, and says why."""
    _require_submitted(facts, at)
    if not reason.strip():
        raise CallerError("Чтобы вернуть подтверждение, напишите, чего в нём не хватает.")
    return replace(facts, returned_at=at)


def accept_part(facts: OccurrenceFacts, at: datetime, part: Claim, reason: str) -> OccurrenceFacts:
    """The reviewer is satisfied with a share or with some years: the rest stays owed, as after a return."""
    require_part(part)
    check_claim(part, at.astimezone(facts.zone).date())
    return return_evidence(facts, at, reason)


def require_part(part: Claim) -> None:
    """CallerError when no part of the work is named: a share below 100 %, or years."""
    if not part.is_partial:
        raise CallerError("Назовите принятую часть: долю от 1 до 99 % или годы.")


def extend_due_date(facts: OccurrenceFacts, to_due_on: date, today: date) -> OccurrenceFacts:
    """A new due date, later or earlier; a window that had closed opens again when the date lies ahead."""
    _refuse_finished(facts, "переносить срок не нужно")
    if to_due_on == facts.due_on:
        raise CallerError("Срок и так {due_on:%d.%m.%Y}.", due_on=facts.due_on)
    check_day(to_due_on, max(today, facts.due_on))
    if facts.opens_on is not None and to_due_on < facts.opens_on:
        raise CallerError(
            "Новый срок {to:%d.%m.%Y} раньше начала работ {opens:%d.%m.%Y}.",
            to=to_due_on,
            opens=facts.opens_on,
        )
    if to_due_on < today and to_due_on < facts.due_on:
        raise CallerError(
            "Новый срок {to:%d.%m.%Y} уже прошёл и раньше прежнего {due_on:%d.%m.%Y}.",
            to=to_due_on,
            due_on=facts.due_on,
        )
    closed_at = facts.closed_at if to_due_on < today else None
    return replace(facts, due_on=to_due_on, closed_at=closed_at, held=False)


def check_day(day: date, after: date) -> None:
    """CallerError for a day so far after another that it is a slip of the pen: 2204 for 2024."""
    if day - after > timedelta(days=_FARTHEST_DAYS):
        raise CallerError("День {day:%d.%m.%Y} слишком далёк: проверьте год.", day=day)


def correct_due_date(facts: OccurrenceFacts, to_due_on: date, today: date) -> OccurrenceFacts:
    """The day from which a term counts was another one: the due date follows, even if it is past."""
    _refuse_finished(facts, "переносить срок не нужно")
    closed_at = facts.closed_at if to_due_on < today else None
    return replace(facts, due_on=to_due_on, closed_at=closed_at)


def check_disclaimer(facts: OccurrenceFacts) -> None:
    """An executor may say that work is not theirs while it is wanted; an error says why they may not."""
    _refuse_finished(facts, "отказываться не нужно")


def ask_reminder(facts: OccurrenceFacts, at: datetime) -> OccurrenceFacts:
    """The coordinator wants the executors reminded now, while there is something that they owe."""
    _refuse_finished(facts, "напоминать не о чем")
    _require_owed(facts)
    return replace(facts, reminder_asked_at=at)


def check_extension_request(facts: OccurrenceFacts, to_due_on: date, today: date) -> None:
    """An executor may ask for a later day while the work is owed; an error says why they may not."""
    _refuse_finished(facts, "переносить срок не нужно")
    _require_owed(facts)
    if to_due_on <= facts.due_on:
        raise CallerError("Просить можно о дне позже {due_on:%d.%m.%Y}.", due_on=facts.due_on)
    if not today <= to_due_on <= today + timedelta(days=_FARTHEST_DAYS):
        raise CallerError("День {to:%d.%m.%Y} уже прошёл или слишком далёк.", to=to_due_on)


def cancel_occurrence(facts: OccurrenceFacts, at: datetime) -> OccurrenceFacts:
    """The coordinator takes it off the list; nobody is reminded any more."""
    _refuse_finished(facts, "снимать его не нужно")
    return replace(facts, cancelled_at=at, held=False)


def resume_occurrence(facts: OccurrenceFacts, today: date) -> OccurrenceFacts:
    """The coordinator decides that a task past on approval is still wanted: it counts from today."""
    if not facts.held:
        raise ForbiddenTransitionError("Решение по сроку № {id} уже принято.", id=facts.id)
    return replace(facts, held=False, watched_from_on=today)


def _refuse_finished(facts: OccurrenceFacts, consequence: str) -> None:
    state = derive_state(facts)
    if facts.is_finished:
        word = "принят" if state is OccurrenceState.ACCEPTED else "снят"
        raise ForbiddenTransitionError(
            "Срок № {id} уже {word}: {consequence}.", id=facts.id, word=word, consequence=consequence
        )


def _require_owed(facts: OccurrenceFacts) -> None:
    if facts.held:
        raise ForbiddenTransitionError("Срок № {id} ждёт решения координатора.", id=facts.id)
    if not facts.is_owed:
        raise ForbiddenTransitionError("По сроку № {id} подтверждение уже на проверке.", id=facts.id)


def _require_submitted(facts: OccurrenceFacts, at: datetime) -> None:
    _refuse_finished(facts, "проверять нечего")
    if derive_state(facts) is not OccurrenceState.SUBMITTED:
        raise ForbiddenTransitionError(
            "По сроку № {id} нет подтверждения, которое ждёт проверки.", id=facts.id
        )
    if facts.submitted_at is not None and at < facts.submitted_at:
        raise CallerError(
            "Решение не может быть раньше подтверждения ({at:%d.%m.%Y}).", at=facts.submitted_at
        )
