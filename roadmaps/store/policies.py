"""Which policy holds for which roadmap."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from sqlmodel import Session, col, select

from models.roadmap import PolicyText
from roadmaps.policy import DEFAULT_POLICY, Policy, parse_policy
from roadmaps.rounds.schedule import ROUND_POLICY
from roadmaps.store.trail import record_deed

HOUSE = 0  # the scope of the policy that holds where a roadmap has none of its own
ROUNDS = -1  # the scope of what a round takes for its own when it opens


def load_policies(session: Session, roadmap_ids: Collection[int]) -> dict[int, Policy]:
    """The policy of each roadmap: its own, that of the house, or the default of the product."""
    statement = select(PolicyText.roadmap_id, PolicyText.text)
    texts = dict(session.exec(statement.where(col(PolicyText.roadmap_id).in_({HOUSE, *roadmap_ids}))).all())
    house = _parsed(texts[HOUSE]) if HOUSE in texts else DEFAULT_POLICY
    return {id_: _parsed(texts[id_]) if id_ in texts else house for id_ in roadmap_ids}


def round_policy(session: Session) -> Policy:
    """What a round that opens now would remind by: the rules set for rounds, or those of the product."""
    row = session.get(PolicyText, ROUNDS)
    return _parsed(row.text if row else ROUND_POLICY)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Policy:
    return parse_policy(text, "policy")


def store_policy(session: Session, roadmap_id: int, text: str, file: str, at: datetime, actor: str) -> Policy:
    """Set the policy of a roadmap, or of the house (``HOUSE``); the caller requeues the occurrences."""
    policy = parse_policy(text, file)
    row = session.get(PolicyText, roadmap_id)
    before = {"text": row.text if row else None}
    if row is None:
        row = PolicyText(roadmap_id=roadmap_id, text=text, source_name=file, set_at=at, set_by=actor)
    row.text, row.source_name, row.set_at, row.set_by = text, file, at, actor
    session.add(row)
    session.flush()
    after = {"text": text}
    subject = f"roadmap:{roadmap_id}"
    record_deed(session, at, actor, "policy set", subject, file=file, before=before, after=after)
    return policy


def reset_policy(session: Session, roadmap_id: int, at: datetime, actor: str) -> bool:
    """Take a policy away, so that the next wider one holds; False when there was none.

    The caller requeues the occurrences.
    """
    row = session.get(PolicyText, roadmap_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    details = {"file": row.source_name, "text": row.text}
    record_deed(session, at, actor, "policy reset", f"roadmap:{roadmap_id}", **details)
    return True


def list_policies(session: Session) -> list[PolicyText]:
    """Every policy that was set, that of the house first."""
    return list(session.exec(select(PolicyText).order_by(col(PolicyText.roadmap_id))).all())


def policy_text(session: Session, roadmap_id: int) -> PolicyText | None:
    """The policy as it was written, of a roadmap or of the house."""
    return session.get(PolicyText, roadmap_id)
