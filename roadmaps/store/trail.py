"""Writing to the audit trail."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from models.audit import AuditEntry


def record_deed(
    session: Session, at: datetime, actor: str, deed: str, subject: str, **details: object
) -> None:
    """Append one entry; ``details`` must be JSON-ready."""
    session.add(AuditEntry(at=at, actor=actor, deed=deed, subject=subject, details=dict(details)))
