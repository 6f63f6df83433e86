"""Rules of reminding come into force and are taken away: what they plan is planned anew."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.errors import CallerError
from models.roadmap import PolicyText
from roadmaps.policy import DEFAULT_POLICY, Policy
from roadmaps.policy_text import write_policy
from roadmaps.rounds.schedule import ROUND_POLICY
from roadmaps.store.policies import HOUSE, ROUNDS, policy_text, reset_policy, store_policy
from roadmaps.store.queue import requeue, unfinished_ids
from roadmaps.store.rounds.lifecycle import replan_openings
from roadmaps.store.subscriptions import replan_digests


def introduce_policy(
    session: Session, roadmap_id: int, text: str, file: str, at: datetime, actor: str, zone: ZoneInfo
) -> tuple[Policy, int]:
    """Set the policy of a roadmap, of the house (``HOUSE``) or of rounds that will open (``ROUNDS``).

    It, and how many occurrences it replans.
    """
    policy = store_policy(session, roadmap_id, text, file, at, actor)
    return policy, _replan(session, roadmap_id, at, zone)


def take_policy_away(session: Session, roadmap_id: int, at: datetime, actor: str, zone: ZoneInfo) -> int:
    """The next wider policy holds again; how many occurrences are planned anew. CallerError for none."""
    if not reset_policy(session, roadmap_id, at, actor):
        raise CallerError("Своих правил нет, снимать нечего.")
    return _replan(session, roadmap_id, at, zone)


def find_effective(session: Session, roadmap_id: int) -> tuple[str, PolicyText | None]:
    """The policy that holds, as TOML, and the row it comes from: None for the default of the product."""
    if roadmap_id == ROUNDS:  # a round has rules of its own, whatever holds for the house
        row = policy_text(session, ROUNDS)
        return (row.text, row) if row else (ROUND_POLICY, None)
    row = policy_text(session, roadmap_id) or policy_text(session, HOUSE)
    return (row.text, row) if row else (write_policy(DEFAULT_POLICY), None)


def _replan(session: Session, roadmap_id: int, at: datetime, zone: ZoneInfo) -> int:
    if roadmap_id == ROUNDS:  # those that are open keep the rules that they opened with
        replan_openings(session, at)
        return 0
    ids = unfinished_ids(session, roadmap_id if roadmap_id != HOUSE else None)
    requeue(session, ids)
    replan_digests(session, at, zone)
    return len(ids)
