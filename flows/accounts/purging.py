"""Sessions, links and sign-ons that are long over leave the database: they name browsers and addresses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, delete, select
from sqlmodel import Session, SQLModel

from flows.accounts.answers import forget_answers

KEPT_FOR = timedelta(days=30)  # after their end: who asks what happened last week still finds them
_MOST_ROWS = 200  # of each table: nobody waits long who signs in after a year


def purge_past(session: Session, at: datetime) -> int:
    """Delete what ended long before ``at``, the oldest first; how many rows. Cost follows what goes.

    Done when somebody signs in. A session is over two hours after it was last seen (``rules.is_alive``).
    Locks of failed attempts leave at the next attempt (``locks.count_attempt``).
    """
    forget_answers(session, at)  # they name the token that asked
    tables = SQLModel.metadata.tables
    return sum(
        _purge(session, tables[name], age, before)
        for name, age, before in (
            ("account_session", "seen_at", at - KEPT_FOR),
            ("account_link", "expires_at", at - KEPT_FOR),
            ("oidc_request", "expires_at", at),
            ("api_token", "expires_at", at - KEPT_FOR),
        )
    )


def _purge(session: Session, table: Table, age: str, before: datetime) -> int:
    (key,) = table.primary_key.columns
    # Two that sign in at once must not wait for each other's rows.
    oldest = select(key).where(table.c[age] < before).order_by(table.c[age]).limit(_MOST_ROWS)
    gone = session.execute(oldest.with_for_update(skip_locked=True)).scalars().all()
    if not gone:
        return 0
    result: Any = session.execute(delete(table).where(key.in_(gone)))
    return int(result.rowcount)
