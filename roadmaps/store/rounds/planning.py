"""Approved documents and what they order: rounds written down, each once for ever."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from models.database import row_id
from models.occurrence import Occurrence
from models.party import Party
from models.roadmap import Roadmap, Task
from models.round import Round, RoundFollowUp
from models.values import fold
from roadmaps.rounds.proposing import FollowUp, propose_rounds
from roadmaps.store.rounds.lifecycle import Window, plan_round
from roadmaps.store.rounds.recurring import plan_standing
from roadmaps.store.tasks import task_items


def plan_rounds(session: Session, roadmap: Roadmap, at: datetime, actor: str) -> list[Round]:
    """Write down the rounds that an approved document orders; those that are new.

    What its points and rows order has the window of their occurrences, standing monitorings of a regulation
    get one in each year ahead.
    """
    session.flush()
    aliases = roadmap.parsed.get("aliases") or {}
    names = [*aliases, *(party["canonical"] for party in roadmap.parsed["document"].get("organisations", ()))]
    made = []
    known: dict[tuple[str, str], int] = {}
    for proposal in propose_rounds(list(task_items(roadmap.parsed)), names):
        occurrence = _find_occurrence(session, roadmap, proposal.task_uid, proposal.due_on)
        if occurrence is None:
            continue
        thread = (proposal.task_uid.rpartition("/")[2], proposal.title)
        round_, is_new = plan_round(
            session,
            key=f"occurrence:{occurrence.id}",
            title=proposal.title,
            window=Window(occurrence.opens_on or proposal.opens_on, occurrence.due_on),
            zone=roadmap.zone,
            at=at,
            actor=actor,
            kind=proposal.kind,
            organiser_id=_find_party(session, proposal.organiser, aliases),
            source_roadmap_id=row_id(roadmap),
            source_occurrence_id=occurrence.id,
            previous_id=known.get(thread),
        )
        known[thread] = row_id(round_)
        if is_new:
            made.append(round_)
            for follow_up in proposal.follow_ups:
                _hang(session, roadmap, round_, follow_up, aliases)
    return made + plan_standing(session, roadmap, at, actor)


def _hang(
    session: Session, roadmap: Roadmap, round_: Round, follow_up: FollowUp, aliases: dict[str, Any]
) -> None:
    occurrence = _find_occurrence(session, roadmap, follow_up.task_uid, follow_up.due_on)
    if occurrence is None:
        return
    session.add(
        RoundFollowUp(
            round_id=row_id(round_),
            occurrence_id=row_id(occurrence),
            purpose=follow_up.purpose,
            to_party_id=_find_party(session, follow_up.to_party, aliases),
        )
    )


def _find_occurrence(session: Session, roadmap: Roadmap, uid: str, due_on: date) -> Occurrence | None:
    statement = select(Occurrence).join(Task, col(Task.id) == col(Occurrence.task_id))
    return session.exec(
        statement.where(Task.roadmap_id == roadmap.id, Task.uid == uid, Occurrence.original_due_on == due_on)
    ).first()


def _find_party(session: Session, name: str | None, aliases: dict[str, Any]) -> int | None:
    if name is None:
        return None
    name = aliases.get(name, name)
    return session.exec(select(Party.id).where(Party.folded == fold(name))).first()


def take_from_distribution(roadmap: Roadmap) -> list[str]:
    """Organisations of the order's distribution list: not the file, the site or whoever carries it out."""
    return [
        name
        for name in roadmap.parsed["document"].get("distribution") or ()
        if not fold(name).startswith(("в дело", "на сайт", "исполнител", "в прокуратур"))
    ]
