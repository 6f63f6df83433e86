"""A tick: the flows of one moment, claimed in the ledger of ticks so that nobody runs them twice at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from flows.advancing import AdvanceReport, advance
from flows.delivering import deliver
from flows.house import House, read_clock
from flows.pausing import find_pause
from flows.standing import welcome
from models.database import dialect_of, insert_into, open_reading, open_session, write_patiently
from models.outbox import TickSlot
from notifications.claims import has_orphans
from notifications.delivery import DeliveryReport
from notifications.outbox import find_next_attempt
from notifications.owners import current_owner, is_dead
from roadmaps.store.queue import next_due_at

_TICK = "tick"


@dataclass(frozen=True)
class TickReport:
    """What one tick did. ``claimed`` is False when another process holds the same slot."""

    as_of: datetime
    claimed: bool = True
    advanced: AdvanceReport = field(default_factory=AdvanceReport)
    delivered: DeliveryReport = field(default_factory=DeliveryReport)


def tick(house: House, as_of: datetime) -> TickReport:
    """One pass of all flows as of a moment: plain functions, no server. Safe to run any number of times."""
    welcome(house, as_of)
    with claim_slot(house, _TICK, as_of) as claimed:
        if not claimed:
            return TickReport(as_of, claimed=False)
        return run_passes(house, as_of)


def run_passes(house: House, as_of: datetime) -> TickReport:
    """Advance and deliver; once more when delivery took lines back into the agenda."""
    advanced, delivered = advance(house, as_of), deliver(house, as_of)
    if delivered.cancelled and not delivered.paused:
        advanced, delivered = advanced + advance(house, as_of), delivered + deliver(house, as_of)
    return TickReport(as_of, advanced=advanced, delivered=delivered)


def is_work_due(house: House, as_of: datetime) -> bool:
    """Whether a tick at ``as_of`` would find anything: two looks at indexes."""
    with open_reading(house.engine) as session:
        due_at = next_due_at(session)
        return (due_at is not None and due_at <= as_of) or _has_waiting_mail(session, as_of)


def is_mail_waiting(house: House, as_of: datetime) -> bool:
    """Whether the outbox holds anything that may be sent at ``as_of``."""
    with open_reading(house.engine) as session:
        return _has_waiting_mail(session, as_of)


def _has_waiting_mail(session: Session, as_of: datetime) -> bool:
    next_attempt_at = find_next_attempt(session)
    if next_attempt_at is None:
        return False
    # What the dead hold is free, though the queue has it at the end of their lease.
    is_waiting = next_attempt_at <= as_of or has_orphans(session)
    return is_waiting and find_pause(session) is None


def latest_pass_at(session: Session) -> datetime | None:
    """The moment of the latest pass, which of a simulated house is not that of the clock on the wall."""
    return session.execute(select(func.max(TickSlot.slot_at))).scalar()


@contextmanager
def claim_slot(house: House, flow: str, slot_at: datetime) -> Iterator[bool]:
    """Hold the slot of a flow while the body runs; False when another living process holds it.

    A slot that is done may be claimed again: the passes find nothing to do twice. A slot whose
    holder died is taken over, at once on the same machine, else when its lease runs out.
    """
    owner = current_owner()
    with open_session(house.engine) as session:
        claimed = _claim(session, house, flow, slot_at, owner)
    if not claimed:
        yield False
        return
    state = "failed"
    try:
        yield True
        state = "done"
    finally:
        end = (
            update(TickSlot)
            .where(
                col(TickSlot.flow) == flow,
                col(TickSlot.slot_at) == slot_at,
                col(TickSlot.lease_owner) == owner,
            )
            .values(state=state, finished_at=read_clock())
        )
        # Patiently: a slot that nobody ends is closed to everybody until its lease runs out.
        write_patiently(house.engine, house.settings.lease_s, lambda session: session.execute(end))


def _claim(session: Session, house: House, flow: str, slot_at: datetime, owner: str) -> bool:
    now = read_clock()  # a lease is about living processes, not about the time they simulate
    until = now + timedelta(seconds=house.settings.lease_s)
    fresh = session.execute(
        insert_into(TickSlot, dialect_of(session))
        .values(
            flow=flow,
            slot_at=slot_at,
            state="running",
            lease_owner=owner,
            lease_until_at=until,
            attempts=1,
            started_at=now,
            summary={},
        )
        .on_conflict_do_nothing(index_elements=["flow", "slot_at"])
        .returning(col(TickSlot.id))
    )
    if fresh.first() is not None:
        return True
    slot = session.exec(
        select(TickSlot).where(TickSlot.flow == flow, TickSlot.slot_at == slot_at).with_for_update()
    ).one()
    if slot.state == "running" and slot.lease_until_at > now and not is_dead(slot.lease_owner):
        return False
    slot.state, slot.lease_owner, slot.lease_until_at = "running", owner, until
    slot.attempts, slot.started_at, slot.finished_at = slot.attempts + 1, now, None
    session.add(slot)
    return True
