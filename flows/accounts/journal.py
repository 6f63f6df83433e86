"""What is worth knowing about security: one structured line in the log, and a deed in the trail.

Never in either: passwords, tokens, links (ASVS 5.0 16.2.5). The trail cannot forget, so that network
addresses and what a stranger typed stand in the log only.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from roadmaps.store.trail import record_deed

_log = logging.getLogger("sroki.security")


def note(event: str, **fields: object) -> None:
    """One line of JSON: ``{"event": "signed_in", "account": 3, "client": "192.0.2.7"}``."""
    _write(logging.INFO, event, fields)


def warn(event: str, **fields: object) -> None:
    """The same for what somebody may have to look at."""
    _write(logging.WARNING, event, fields)


def _write(level: int, event: str, fields: Mapping[str, object]) -> None:
    _log.log(level, "%s", json.dumps({"event": event, **fields}, ensure_ascii=True, default=str))


def record(
    session: Session,
    at: datetime,
    actor: str,
    deed: str,
    account_id: int,
    *,
    client: str = "",
    **details: object,
) -> None:
    """A deed about an account, in the trail and in the log; ``client`` (where from) in the log only."""
    record_deed(session, at, actor, deed, f"account:{account_id}", **details)
    event = deed.replace(" ", "_").replace("-", "_")
    note(event, actor=actor, account=account_id, **({"client": client} if client else {}), **details)
