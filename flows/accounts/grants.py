"""What accounts are granted at the moment."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models.account import AccountGrant
from models.authority import AccountRole, Grant
from models.roadmap import Roadmap


def load_grants(session: Session, account_id: int) -> tuple[Grant, ...]:
    """What an account is granted now.

    A grant for a version of a document holds for the one that took its place too: the tasks have
    moved there.
    """
    rows = session.exec(select(AccountGrant).where(AccountGrant.account_id == account_id)).all()
    heirs = _heirs(session) if any(row.roadmap_id for row in rows) else {}
    return tuple(
        Grant(AccountRole(row.role), row.party_id or None, roadmap_id)
        for row in rows
        for roadmap_id in _with_heirs(row.roadmap_id or None, heirs)
    )


def _with_heirs(roadmap_id: int | None, heirs: dict[int, int]) -> list[int | None]:
    line = [roadmap_id]
    while roadmap_id is not None and (roadmap_id := heirs.get(roadmap_id)) not in (None, *line):
        line.append(roadmap_id)
    return line


def _heirs(session: Session) -> dict[int, int]:
    statement = select(Roadmap.id, Roadmap.superseded_by_id).where(col(Roadmap.superseded_by_id).is_not(None))
    return {old: new for old, new in session.exec(statement) if old is not None and new is not None}
